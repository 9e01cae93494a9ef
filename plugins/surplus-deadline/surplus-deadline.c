// SPDX-License-Identifier: MIT
/* People without a post are settled within some months of the decision that made them surplus: 36, or 60 in the round of 2025. */
#include "../common/grace.h"

enum { WHERE, MONTHS, ROUND, ROUND_MONTHS, SEVERITY, BASIS, N_PARAMS };

static const OrgParam params[N_PARAMS] = {
    [WHERE] = { .key = "where",
                .summary = "Units whose people without a post are looked at; empty: all",
                .type = ORG_UNIT_SET,
                .fallback = "" },
    [MONTHS] = { .key = "months",
                 .summary = "Months to settle people, from the month in which they became surplus",
                 .unit = "months",
                 .type = ORG_INT,
                 .fallback = "36",
                 .max = 1200 },
    [ROUND] = { .key = "round",
                .summary = "From this month on decisions give `round_months` instead",
                .type = ORG_DATE,
                .fallback = "2025-01" },
    [ROUND_MONTHS] = { .key = "round_months",
                       .summary = "Months to settle people whom a decision of the round has made surplus",
                       .unit = "months",
                       .type = ORG_INT,
                       .fallback = "60",
                       .max = 1200 },
    [SEVERITY] = { .key = "severity",
                   .summary = "What a deadline that has passed is",
                   .type = ORG_CHOICE,
                   .fallback = "warn",
                   .choices = grace_severity_choices },
    [BASIS] = { .key = "basis", .summary = "Legal basis, printed with the finding", .type = ORG_TEXT, .fallback = "" },
};

/* Of a unit: people within their time, people past it, and when the next deadline is over. */
typedef struct {
    uint32_t waiting, overdue;
} Count;

static OrgMonth
deadline(const OrgHost *host, OrgCtx *ctx, OrgMonth decided)
{
    bool round = decided >= host->integer(ctx, ROUND);
    return decided + (OrgMonth) host->integer(ctx, round ? ROUND_MONTHS : MONTHS);
}

static void
tell(const OrgHost *host, OrgCtx *ctx, OrgRow unit, const Count *count)
{
    const uint32_t severity = grace_severities[host->integer(ctx, SEVERITY)];
    const char *basis = host->text(ctx, BASIS), *name = grace_unit(host, ctx, unit), *colon = basis[0] ? ": " : "";
    if (count->waiting)
        host->breach(ctx, ORG_NOTE, ORG_UNITS, unit, "surplus-waiting", count->waiting, 0,
                     "people without a post in %s whose deadline is still to come: %u%s%s", name,
                     (unsigned) count->waiting, colon, basis);
    if (count->overdue)
        host->breach(ctx, severity, ORG_UNITS, unit, "surplus-overdue", count->overdue, 0,
                     "people without a post in %s past their deadline: %u%s%s", name, (unsigned) count->overdue, colon,
                     basis);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgUnits *units = host->units(ctx);
    const OrgPeople *people = host->people(ctx);
    const OrgMonth now = host->now(ctx);
    const OrgRow *rows;
    OrgMonth next = ORG_OPEN;
    Count *counts = host->scratch(ctx, (units->n + (size_t) 1) * sizeof *counts);
    if (!counts)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    for (OrgRow p = 0; p < people->n; p++) {
        /* Who was surplus before the data has no known decision. */
        if (people->state[p] != ORG_SURPLUS || people->since[p] == ORG_UNKNOWN)
            continue;
        OrgMonth end = deadline(host, ctx, people->since[p]);
        counts[people->unit[p]].overdue += now > end;
        counts[people->unit[p]].waiting += now <= end;
        next = now <= end && end < next ? end : next;
    }
    size_t n = host->given(ctx, WHERE) ? host->rows(ctx, WHERE, &rows) : 0;
    for (size_t i = 0; i < n; i++)
        tell(host, ctx, rows[i], &counts[rows[i]]);
    for (OrgRow unit = 0; !host->given(ctx, WHERE) && unit < units->n; unit++)
        if (units->closed[unit] == ORG_OPEN)
            tell(host, ctx, unit, &counts[unit]);
    if (next != ORG_OPEN)
        host->wake(ctx, next + 1);
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "surplus-deadline",
      .summary = "People without a post are settled within the time that the law gives",
      .details = "The time runs from the month in which somebody became surplus: 36 months, or 60 by a decision of the "
                 "round of 2025.",
      .kind = ORG_RULE,
      .params = params,
      .n_params = N_PARAMS,
      .run = run },
};

ORG_PLUGIN("surplus-deadline", "1.0.0", "orgsim", "MIT", features);
