// SPDX-License-Identifier: MIT
/* An index of satisfaction that moves with files returned on time and services online, by coefficients that somebody states. It is always
 * assumed: no source says how an index answers to either. */
#include "../common/state.h"

enum { P_INDEX, P_ON_TIME, P_ONLINE, P_BY_ON_TIME, P_BY_ONLINE };

static const OrgParam params[] = {
    [P_INDEX] = { .key = "index",
                  .summary = "The index where the run begins",
                  .unit = "points",
                  .type = ORG_REAL,
                  .max = 100 },
    [P_ON_TIME] = { .key = "on_time",
                    .summary = "Share of files returned on time that it goes with",
                    .type = ORG_PERCENT,
                    .max = 1 },
    [P_ONLINE] = { .key = "online",
                   .summary = "Share of services online that it goes with",
                   .type = ORG_PERCENT,
                   .max = 1 },
    [P_BY_ON_TIME] = { .key = "by_on_time",
                       .summary = "Points that the index gains for each percent more on time",
                       .unit = "points",
                       .type = ORG_REAL,
                       .min = -100,
                       .max = 100 },
    [P_BY_ONLINE] = { .key = "by_online",
                      .summary = "Points that it gains for each percent more online",
                      .unit = "points",
                      .type = ORG_REAL,
                      .min = -100,
                      .max = 100 },
};

/* In percent, over all open units; `absent` where nobody counts it. */
static double
percent(const OrgHost *host, OrgCtx *ctx, const char *part, const char *whole, double absent)
{
    const OrgUnits *units = host->units(ctx);
    const double *parts = host->numbers(ctx, ORG_UNITS, part), *wholes = host->numbers(ctx, ORG_UNITS, whole);
    double sums[2] = { 0, 0 };
    for (OrgRow unit = 0; parts && wholes && unit < units->n; unit++) {
        if (units->closed[unit] != ORG_OPEN || isnan(parts[unit]) || isnan(wholes[unit]))
            continue;
        sums[0] += parts[unit];
        sums[1] += wholes[unit];
    }
    return sums[1] > 0 ? 100 * sums[0] / sums[1] : absent;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const double on_time = 100 * host->real(ctx, P_ON_TIME), online = 100 * host->real(ctx, P_ONLINE);
    const double more_on_time = percent(host, ctx, "workload.on-time", "workload.dossiers", on_time) - on_time;
    const double more_online =
        percent(host, ctx, "online-services.online", "online-services.eligible", online) - online;
    const double index = host->real(ctx, P_INDEX) + host->real(ctx, P_BY_ON_TIME) * more_on_time +
                         host->real(ctx, P_BY_ONLINE) * more_online;
    host->measure(ctx, "satisfaction-index", ORG_NONE, fmin(100, fmax(0, index)));
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "satisfaction-index",
      .label = "Index of satisfaction, by stated coefficients",
      .kind = ORG_LEVEL,
      .unit = "points" },
};

static const OrgFeature features[] = {
    { .name = "satisfaction",
      .summary = "An index that moves with files on time and services online, always assumed",
      .details = "index + a · (percent on time - percent at the start) + b · (percent online - percent at the start), "
                 "between 0 and 100. "
                 "Index, shares and coefficients have to be given; a target that reads it rests on an assumption. It "
                 "is no rank.",
      .kind = ORG_PROCESS,
      .flags = ORG_ASSUMED | ORG_MONTHLY | ORG_AFTER_STEPS,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("satisfaction", "1.0.0", "orgsim", "MIT", features);
