// SPDX-License-Identifier: MIT
/* How many units there are: all open ones, or those that a counting rule names. */
#include <orgsim/plugin.h>

enum { WHERE, BY_PARENT };

static const OrgParam params[] = {
    { .key = "where", .summary = "Units that count; empty: all open units", .type = ORG_UNIT_SET, .fallback = "" },
    { .key = "by_parent",
      .summary = "Measure the number under each parent, too",
      .type = ORG_BOOL,
      .fallback = "false" },
};

static size_t
count_all(const OrgUnits *units)
{
    size_t n = 0;
    for (uint32_t i = 0; i < units->n; i++)
        n += units->closed[i] == ORG_OPEN;
    return n;
}

static OrgStatus
measure_by_parent(const OrgHost *host, OrgCtx *ctx, const OrgUnits *units, bool all, const OrgRow *rows, size_t n)
{
    uint32_t *count = host->scratch(ctx, (units->n + (size_t) 1) * sizeof *count);
    if (!count)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    for (size_t i = 0; i < (all ? units->n : n); i++) {
        OrgRow unit = all ? (OrgRow) i : rows[i];
        if (units->closed[unit] == ORG_OPEN && units->parent[unit] != ORG_NONE)
            count[units->parent[unit]]++;
    }
    /* One whose last unit has gone has 0 of them, which a target may ask for. */
    for (OrgRow unit = 0; unit < units->n; unit++)
        if (units->closed[unit] == ORG_OPEN)
            host->measure(ctx, "units", unit, count[unit]);
    return ORG_OK;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgUnits *units = host->units(ctx);
    const OrgRow *rows = NULL;
    bool all = !host->given(ctx, WHERE);
    size_t n = all ? count_all(units) : host->rows(ctx, WHERE, &rows);
    host->measure(ctx, "units", ORG_NONE, (double) n);
    return host->integer(ctx, BY_PARENT) ? measure_by_parent(host, ctx, units, all, rows, n) : ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "units", .label = "Units", .kind = ORG_LEVEL, .flags = ORG_PER_UNIT, .unit = "units" },
};

static const OrgFeature features[] = {
    { .name = "units",
      .summary = "Number of organisational units",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("units", "1.0.0", "orgsim", "MIT", features);
