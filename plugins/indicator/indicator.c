// SPDX-License-Identifier: MIT
/* A figure that the organisation does not produce (satisfaction index, share of files on time): typed by the planner,
 * either as reported or as an assumed trajectory, and never passed off as simulated. */
#include "../common/table.h"

#include <math.h>

enum { VALUES, BASIS, BETWEEN };
enum { NOTHING, HOLD, LINEAR };

static const char *const basis_choices[] = { "assumed", "reported", NULL };
static const char *const between_choices[] = { "nothing", "hold", "linear", NULL };

static const OrgParam params[] = {
    { .key = "values",
      .summary = "The figures: a year (its December is meant) or a month, and the value, in rising order",
      .type = ORG_TABLE,
      .fallback = NULL,
      .columns = "value:real,year:int?,month:date?" },
    { .key = "basis",
      .summary = "Where the figures come from: `assumed`, or `reported` by a source that the note names",
      .type = ORG_CHOICE,
      .fallback = "assumed",
      .choices = basis_choices },
    { .key = "between",
      .summary = "Months without a figure of their own: `nothing` is measured, the last one is held (`hold`), or the "
                 "line to the next one (`linear`)",
      .type = ORG_CHOICE,
      .fallback = "nothing",
      .choices = between_choices },
};

/* The month of a row; ORG_UNKNOWN when the row gives neither or both. */
static OrgMonth
month_of(const OrgTable *table, size_t row)
{
    const double *year = org_column(table, 1)->number, *month = org_column(table, 2)->number;
    bool has_year = year && !isnan(year[row]), has_month = month && !isnan(month[row]);
    if (has_year == has_month)
        return ORG_UNKNOWN;
    return has_year ? ORG_MONTH((int32_t) year[row], 12) : (OrgMonth) month[row];
}

static OrgStatus
check(const OrgHost *host, OrgCtx *ctx, const OrgTable *table)
{
    OrgMonth before = ORG_UNKNOWN;
    for (size_t i = 0; i < table->rows; i++) {
        unsigned row = (unsigned) i + 1;
        OrgMonth month = month_of(table, i);
        if (month == ORG_UNKNOWN)
            return host->fail(ctx, ORG_E_INVALID, "row %u of `values` needs either a year or a month", row);
        if (month <= before)
            return host->fail(ctx, ORG_E_INVALID, "row %u of `values` is not later than the row before it", row);
        if (isnan(org_column(table, 0)->number[i]))
            return host->fail(ctx, ORG_E_INVALID, "row %u of `values` has no value", row);
        before = month;
    }
    return ORG_OK;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgTable *table = host->table(ctx, VALUES);
    if (!table || table->rows == 0)
        return host->fail(ctx, ORG_E_INVALID, "`values` has no rows");
    OrgStatus status = check(host, ctx, table);
    if (status != ORG_OK)
        return status;

    OrgMonth from = host->from(ctx), now = host->now(ctx);
    int64_t between = host->integer(ctx, BETWEEN);
    const double *value = org_column(table, 0)->number;
    size_t known = 0; /* rows up to now */
    while (known < table->rows && month_of(table, known) <= now)
        known++;
    if (known == 0)
        return ORG_OK;
    OrgMonth last = month_of(table, known - 1);
    double figure = value[known - 1];
    if (last <= from && between == NOTHING)
        return ORG_OK;
    if (between == LINEAR && known < table->rows)
        figure += (value[known] - figure) * (now - last) / (month_of(table, known) - last);
    else if (between == LINEAR && last <= from)
        return ORG_OK; /* past the last figure there is no line to follow */
    host->measure(ctx, "value", ORG_NONE, figure);
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "value", .label = "The figure", .kind = ORG_LEVEL },
};

static const OrgFeature features[] = {
    { .name = "indicator",
      .summary = "A figure from outside the simulation: reported, or an assumed trajectory",
      .details = "Measures the typed figures as the series `value`. A target that reads it has the basis `assumed`, or "
                 "`reported` with `basis: reported`; an assumed one never counts as met in the headline.",
      .kind = ORG_PROCESS,
      .flags = ORG_ASSUMED | ORG_MONTHLY,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("indicator", "1.0.0", "orgsim", "MIT", features);
