// SPDX-License-Identifier: MIT
/* Features that the tests of the calendar need and that no shipped plugin has: people join inside a step, an operator
 * announces and asks to be woken, rules look back, veto and ask to be woken, a process is called once a year. */
#include <orgsim/plugin.h>

enum { WHERE, N, TOTAL, STAYS, AGAIN };
static const OrgParam enlist_params[] = {
    { .key = "where", .summary = "Posts that they fill; empty: all", .type = ORG_POST_SET, .fallback = "" },
    { .key = "n", .summary = "People who join in a call", .type = ORG_INT, .fallback = "1", .max = 100 },
    { .key = "total",
      .summary = "People who join in all calls of a window",
      .type = ORG_INT,
      .fallback = "1",
      .max = 100 },
    { .key = "stays",
      .summary = "Months after which the first of them leaves; 0: never",
      .type = ORG_INT,
      .fallback = "0" },
    { .key = "again",
      .summary = "Months after which the item is called again; 0: never",
      .type = ORG_INT,
      .fallback = "0" },
};

static const OrgSeries enlist_series[] = {
    { "enlisted", "People who joined", ORG_FLOW, 0, "people" },
    { "ended", "People whose time was over", ORG_FLOW, 0, "people" },
    { "woken", "Calls asked for", ORG_FLOW, 0, NULL },
};

static OrgStatus
come_back(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow unit = 0;
    const double month = host->now(ctx);
    host->measure(ctx, "woken", ORG_NONE, 1);
    return host->set_numbers(ctx, ORG_UNITS, "calendar-kit.woken", &unit, &month, 1);
}

static OrgStatus
enlist(const OrgHost *host, OrgCtx *ctx)
{
    OrgMonth first, last, now = host->now(ctx);
    OrgJoiner joiners[100];
    const OrgRow *posts;
    OrgRow row = 0;
    host->window(ctx, &first, &last);
    if (now > last)
        return come_back(host, ctx);
    double left = now == first ? (double) host->integer(ctx, TOTAL) : host->carried(ctx);
    size_t n = host->vacant(ctx, WHERE, &posts), wanted = (size_t) host->integer(ctx, N);
    n = n < wanted ? n : wanted;
    n = (double) n < left ? n : (size_t) left;
    for (size_t i = 0; i < n; i++) {
        uint64_t draw = org_chance(7, host->posts(ctx)->stream[posts[i]], (uint64_t) now);
        joiners[i] = (OrgJoiner){ .size = sizeof *joiners,
                                  .post = posts[i],
                                  .born = now - 250 - (OrgMonth) (draw % 500),
                                  .hired = now,
                                  .sex = (uint8_t) (1 + draw / 500 % 2) };
    }
    host->because(ctx, "enlisted");
    OrgStatus status = n > 0 ? host->join(ctx, joiners, n, sizeof *joiners, &row) : ORG_OK;
    OrgMonth end = now + (OrgMonth) host->integer(ctx, STAYS), again = now + (OrgMonth) host->integer(ctx, AGAIN);
    if (status == ORG_OK && n > 0 && end > now)
        status = host->announce(ctx, &row, &end, 1, "time over", "ended");
    if (status == ORG_OK && now == first && again > now)
        status = host->wake(ctx, again);
    host->finding(ctx, ORG_NOTE, 0, ORG_NONE, "%u people enlisted", (unsigned) n);
    host->measure(ctx, "enlisted", ORG_NONE, (double) n);
    host->carry(ctx, left - (double) n);
    return status;
}

enum { MOST, LOOKS_BACK };
static const OrgParam crowd_params[] = {
    { .key = "most", .summary = "People that a unit may have", .type = ORG_INT, .max = 1000 },
    { .key = "looks_back", .summary = "Tell how many there were before", .type = ORG_BOOL, .fallback = "no" },
};

static OrgStatus
crowd(const OrgHost *host, OrgCtx *ctx)
{
    const OrgUnits *units = host->units(ctx);
    OrgCtx *before = host->integer(ctx, LOOKS_BACK) ? host->before(ctx) : NULL;
    for (OrgRow u = 0; u < units->n; u++) {
        if ((int64_t) units->n_held[u] <= host->integer(ctx, MOST))
            continue;
        unsigned was = before && u < host->units(before)->n ? host->units(before)->n_held[u] : 0;
        host->breach(ctx, ORG_VETO, ORG_UNITS, u, "crowd", units->n_held[u], (double) host->integer(ctx, MOST),
                     "%s has %u people (%u before)", host->id(ctx, ORG_UNITS, u), units->n_held[u], was);
    }
    return ORG_OK;
}

enum { MONTH };
static const OrgParam alarm_params[] = {
    { .key = "month", .summary = "When it asks to be called", .type = ORG_DATE },
};

/* Says in which months it is called: a finding is known by its row, and each month is another row. */
static OrgStatus
alarm_rule(const OrgHost *host, OrgCtx *ctx)
{
    OrgMonth month = (OrgMonth) host->integer(ctx, MONTH), now = host->now(ctx);
    host->finding(ctx, ORG_NOTE, ORG_UNITS, (OrgRow) now % host->units(ctx)->n, "called");
    return now < month ? host->wake(ctx, month) : ORG_OK;
}

static const OrgSeries census_series[] = { { "censuses", "Calls", ORG_FLOW, 0, NULL } };

static OrgStatus
census(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "censuses", ORG_NONE, 1);
    host->finding(ctx, ORG_NOTE, 0, ORG_NONE, "%d months", (int) (host->now(ctx) - host->from(ctx)));
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "enlist",
      .summary = "People join in a step",
      .kind = ORG_OPERATOR,
      .params = enlist_params,
      .n_params = sizeof enlist_params / sizeof enlist_params[0],
      .series = enlist_series,
      .n_series = sizeof enlist_series / sizeof enlist_series[0],
      .run = enlist },
    { .name = "crowd",
      .summary = "A unit may have so many people",
      .kind = ORG_RULE,
      .params = crowd_params,
      .n_params = sizeof crowd_params / sizeof crowd_params[0],
      .run = crowd },
    { .name = "alarm",
      .summary = "Asks to be called in a month",
      .kind = ORG_RULE,
      .params = alarm_params,
      .n_params = sizeof alarm_params / sizeof alarm_params[0],
      .run = alarm_rule },
    { .name = "census",
      .summary = "Is called in December",
      .kind = ORG_PROCESS,
      .flags = ORG_YEARLY,
      .series = census_series,
      .n_series = sizeof census_series / sizeof census_series[0],
      .run = census },
};

ORG_PLUGIN("calendar-kit", "1.0.0", "orgsim", "MIT", features);
