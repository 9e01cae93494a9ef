// SPDX-License-Identifier: MIT
/* A programme of work: projects that agencies lead, each due in some month. What was reported stands; when the open ones are done is
 * drawn, once an item. Called after the steps of a month, so that what a merged agency led passes to its successor in that month. */
#include "work-programme.h"

static const OrgParam params[] = {
    [P_ITEMS] = { .key = "items",
                  .summary = "The items: who leads each, when it is due, what was reported of it",
                  .type = ORG_TABLE,
                  .columns = ITEM_COLUMNS },
    [P_NAME] = { .key = "name",
                 .summary = "Of the programme, in the names of its attributes, when a plan has several",
                 .type = ORG_TEXT,
                 .fallback = "" },
    [P_MEDIAN] = { .key = "median",
                   .summary = "Half of the open items take at most so long",
                   .unit = "months",
                   .type = ORG_REAL,
                   .min = 0.1,
                   .max = 600 },
    [P_SPREAD] = { .key = "spread",
                   .summary = "Standard deviation of the logarithm of how long they take",
                   .type = ORG_REAL,
                   .fallback = "0.5",
                   .max = 3 },
};

static const char *const kept[] = { "items", "done", "late", "dropped", "done-late" };
static const char *const told[] = { "items-led", "items-done", "items-late", "items-dropped", "items-done-late" };
enum { K_ITEMS, K_DONE, K_LATE, K_DROPPED, K_DONE_LATE, N_KEPT };

typedef struct {
    double *of[N_KEPT]; /* of each unit, NaN where it leads nothing */
    double whole[N_KEPT];
    double
        *fell_due; /* items of each unit that were not done in the month in which they were due, since the last call */
} Counts;

static void
count_at(double *values, OrgRow unit, bool is_so)
{
    values[unit] = (isnan(values[unit]) ? 0 : values[unit]) + is_so;
}

static void
count_item(const Programme *p, const OrgUnits *units, const Item *item, Counts *counts)
{
    const OrgRow lead = state_taker(units, item->lead);
    const State state = lead == ORG_NONE ? DROPPED : programme_state(p, item);
    const bool is_so[N_KEPT] = { true, state == DONE, state == LATE, state == DROPPED,
                                 state == DONE && item->done_at > item->due };
    for (unsigned k = 0; k < N_KEPT; k++) {
        counts->whole[k] += is_so[k];
        if (lead != ORG_NONE)
            count_at(counts->of[k], lead, is_so[k]);
    }
    if (state == LATE && item->due >= p->from)
        counts->fell_due[lead]++;
}

/* What a unit led that has closed since the last call, which its attribute still tells. */
static void
tell_passed(const Programme *p, const OrgUnits *units, const char *items)
{
    const double *led = p->host->numbers(p->ctx, ORG_UNITS, items);
    for (OrgRow unit = 0; led && unit < units->n; unit++) {
        if (units->closed[unit] == ORG_OPEN || isnan(led[unit]))
            continue;
        const OrgRow taker = state_taker(units, unit);
        const char *name = p->host->name(p->ctx, ORG_UNITS, unit);
        if (taker == ORG_NONE)
            p->host->finding(p->ctx, ORG_WARN, ORG_UNITS, unit, "%g items that %s led are dropped: no unit took over",
                             led[unit], name);
        else
            p->host->finding(p->ctx, ORG_NOTE, ORG_UNITS, taker, "%g items that %s led pass to %s", led[unit], name,
                             p->host->name(p->ctx, ORG_UNITS, taker));
    }
}

static void
tell_late(const Programme *p, const OrgUnits *units, const Counts *counts)
{
    const StateMonth month = state_month(p->now - 1);
    for (OrgRow unit = 0; unit < units->n; unit++)
        if (counts->fell_due[unit] > 0)
            p->host->finding(p->ctx, ORG_NOTE, ORG_UNITS, unit, "%s has %g items that were due by %s and are not done",
                             p->host->name(p->ctx, ORG_UNITS, unit), counts->fell_due[unit], month.text);
}

static void
measure(const Programme *p, const OrgUnits *units, const Counts *counts)
{
    for (unsigned k = 0; k < N_KEPT; k++) {
        p->host->measure(p->ctx, told[k], ORG_NONE, counts->whole[k]);
        for (OrgRow unit = 0; k <= K_LATE && unit < units->n; unit++)
            if (!isnan(counts->of[k][unit]))
                p->host->measure(p->ctx, told[k], unit, counts->of[k][unit]);
    }
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Programme p = { .host = host, .ctx = ctx, .from = host->from(ctx), .now = host->now(ctx) };
    Counts counts = { 0 };
    const OrgUnits *units = host->units(ctx);
    const char *names[N_KEPT];
    p.start = host->carried(ctx) != 0 ? (OrgMonth) host->carried(ctx) : p.from;
    host->carry(ctx, p.start);
    if (programme_read(&p) != ORG_OK)
        return p.status;
    counts.fell_due = call_scratch(host, ctx, &p.status, units->n, sizeof(double));
    for (unsigned k = 0; k < N_KEPT; k++) {
        names[k] = state_name(host, ctx, &p.status, "work-programme", host->text(ctx, P_NAME), kept[k]);
        counts.of[k] = state_read(host, ctx, &p.status, ORG_UNITS, NULL, units->n);
    }
    for (size_t i = 0; p.status == ORG_OK && i < p.n; i++)
        count_item(&p, units, &p.items[i], &counts);
    if (p.status != ORG_OK)
        return p.status;
    tell_passed(&p, units, names[K_ITEMS]);
    tell_late(&p, units, &counts);
    measure(&p, units, &counts);
    host->because(ctx, "how far the programme of work has come");
    for (unsigned k = 0; k < N_KEPT; k++)
        state_write(host, ctx, &p.status, ORG_UNITS, names[k], counts.of[k], units->n);
    return p.status;
}

static const OrgSeries series[] = {
    { .name = "items-led", .label = "Items of the programme", .kind = ORG_LEVEL, .flags = ORG_PER_UNIT },
    { .name = "items-done", .label = "Items done", .kind = ORG_LEVEL, .flags = ORG_PER_UNIT },
    { .name = "items-late",
      .label = "Items past their month and not done",
      .kind = ORG_LEVEL,
      .flags = ORG_PER_UNIT | ORG_LESS_IS_GOOD },
    { .name = "items-dropped", .label = "Items dropped", .kind = ORG_LEVEL },
    { .name = "items-done-late",
      .label = "Items done after their month",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD },
};

static const OrgFeature features[] = {
    { .name = "work-programme",
      .summary = "Projects that agencies lead: when the open ones are done, and what is late",
      .details = "A month in which an item was reported as done, or dropped, stands. An open item takes a time whose "
                 "logarithm is "
                 "drawn from a normal distribution, counted from when it begins, from when it was last reported as "
                 "open, and from "
                 "when all that it depends on is done. The items of a unit that closes pass to its successor. Median "
                 "and spread are assumptions.",
      .kind = ORG_PROCESS,
      .flags = ORG_USES_CHANCE | ORG_MONTHLY | ORG_AFTER_STEPS,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("work-programme", "1.0.0", "orgsim", "MIT", features);
