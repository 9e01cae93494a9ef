// SPDX-License-Identifier: MIT
/* appraisal: each December people, and units, are rated; a ceiling keeps the best few, and years of bad work have consequences. */
#include "appraisal.h"

#include <math.h>

static const char *const every_choices[] = { "year", "month", NULL };
static const char *const low_choices[] = { "nothing", "dismiss", "leave", NULL };

static const OrgParam params[N_PARAMS] = {
    [P_WHERE] = { "where", "People who are rated; empty: all who hold a post", NULL, ORG_PERSON_SET, "" },
    [P_EVERY] = { "every", "Rated each year, or each month, the year by the mean of its months", NULL, ORG_CHOICE,
                  "year", 0, 0, every_choices },
    [P_EXCELLENT] = { "start.excellent", "Share rated excellent", NULL, ORG_PERCENT, NULL, 0, 1 },
    [P_WELL] = { "start.well", "Share rated well", NULL, ORG_PERCENT, NULL, 0, 1 },
    [P_DONE] = { "start.done", "Share rated done; what is left has not done the work", NULL, ORG_PERCENT, NULL, 0, 1 },
    [P_PERSISTENCE] = { "persistence", "Shares by the grade of the year before; a grade left out: those of the start",
                        NULL, ORG_TABLE, "", 0, 0, NULL, "was:text,excellent:real,well:real,done:real" },
    [P_LEAST] = { "least_months", "Who works fewer months in the year is not rated", "months", ORG_INT, "6", 0, 12 },
    [P_CEILING] = { "ceiling", "Of those rated well or better in a unit at most this share is excellent, rounded down",
                    NULL, ORG_PERCENT, "20%", 0, 1 },
    [P_UNITS] = { "units", "Units are rated, too", NULL, ORG_BOOL, "false" },
    [P_UNIT_EXCELLENT] = { "unit_start.excellent", "Share of units rated excellent; none of the three: as of people",
                           NULL, ORG_PERCENT, "0%", 0, 1 },
    [P_UNIT_WELL] = { "unit_start.well", "Share of units rated well", NULL, ORG_PERCENT, "0%", 0, 1 },
    [P_UNIT_DONE] = { "unit_start.done", "Share of units rated done", NULL, ORG_PERCENT, "0%", 0, 1 },
    [P_HEADS] = { "heads", "A head is not rated above the unit", NULL, ORG_BOOL, "false" },
    [P_YEARS] = { "low_years", "After how many years in succession of work not done `low` happens", "years", ORG_INT,
                  "2", 1, 40 },
    [P_LOW] = { "low", "What happens then: nothing, leaders are dismissed from their posts, or people leave", NULL,
                ORG_CHOICE, "nothing", 0, 0, low_choices },
};

/* The months of the year so far; in January they begin anew. */
static bool
recall_months(Appraisal *a)
{
    const double *sum = a->host->numbers(a->ctx, ORG_PEOPLE, "appraisal.sum");
    const double *told = a->host->numbers(a->ctx, ORG_PEOPLE, "appraisal.months");
    a->sum = appraisal_scratch(a, a->people->n, sizeof *a->sum);
    a->told = appraisal_scratch(a, a->people->n, sizeof *a->told);
    for (OrgRow p = 0; a->sum && a->told && sum && told && a->now % 12 != 0 && p < a->people->n; p++)
        if (sum[p] > 0) {
            a->sum[p] = sum[p];
            a->told[p] = told[p];
        }
    return a->sum && a->told;
}

/* The year is the mean of its months, halves upwards. */
static void
take_means(Appraisal *a)
{
    for (size_t i = 0; i < a->n_rated; i++) {
        Rated *one = &a->rated[i];
        const double mean = a->sum[one->row] / a->told[one->row];
        one->grade = (uint8_t) floor(mean + 0.5 + 1e-9);
        one->draw =
            1e-3 * one->draw - mean; /* of the excellent the best mean stands first; means differ by 1/132 or more */
    }
}

static void
report(const Appraisal *a)
{
    static const char *const people[GRADES] = { "", "rated-not-done", "rated-done", "rated-well", "rated-excellent" };
    static const char *const units[GRADES] = { "", "units-rated-not-done", "units-rated-done", "units-rated-well",
                                               "units-rated-excellent" };
    size_t of[GRADES] = { 0 }, of_units[GRADES] = { 0 };
    for (size_t i = 0; i < a->n_rated; i++)
        of[a->rated[i].grade]++;
    for (size_t i = 0; i < a->n_units; i++)
        of_units[a->rated_units[i].grade]++;
    for (uint8_t grade = GRADE_LOW; grade < GRADES; grade++) {
        a->host->measure(a->ctx, people[grade], ORG_NONE, (double) of[grade]);
        a->host->measure(a->ctx, units[grade], ORG_NONE, (double) of_units[grade]);
    }
    a->host->measure(a->ctx, "dismissed-for-low", ORG_NONE, (double) a->dismissed);
    a->host->measure(a->ctx, "left-for-low", ORG_NONE, (double) a->left);
    if (a->n_rated)
        a->host->measure(a->ctx, "well-or-better", ORG_NONE,
                         (double) (of[GRADE_EXCELLENT] + of[GRADE_WELL]) / (double) a->n_rated);
    if (a->n_units)
        a->host->measure(a->ctx, "units-well-or-better", ORG_NONE,
                         (double) (of_units[GRADE_EXCELLENT] + of_units[GRADE_WELL]) / (double) a->n_units);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Appraisal a = { .host = host,
                    .ctx = ctx,
                    .units = host->units(ctx),
                    .posts = host->posts(ctx),
                    .people = host->people(ctx),
                    .now = host->now(ctx) };
    const bool monthly = host->integer(ctx, P_EVERY) == EVERY_MONTH, ends = a.now % 12 == 11;
    if (!monthly && !ends)
        return ORG_OK;
    a.key = host->key(ctx, a.now / 12);
    if (!appraisal_draw(&a, monthly ? (uint64_t) (a.now % 12) : 0) ||
        (monthly && (!recall_months(&a) || !appraisal_write_months(&a))) || !ends)
        return a.status;
    if (monthly)
        take_means(&a);
    if (!appraisal_units(&a))
        return a.status;
    appraisal_keep_ceiling(&a, a.rated, a.n_rated);
    if (appraisal_write(&a))
        report(&a);
    return a.status;
}

static const OrgSeries series[] = {
    { .name = "rated-excellent", .label = "People rated excellent", .kind = ORG_FLOW, .unit = "people" },
    { .name = "rated-well", .label = "People rated well", .kind = ORG_FLOW, .unit = "people" },
    { .name = "rated-done", .label = "People rated done", .kind = ORG_FLOW, .unit = "people" },
    { .name = "rated-not-done", .label = "People rated not done", .kind = ORG_FLOW, .unit = "people" },
    { .name = "units-rated-excellent", .label = "Units rated excellent", .kind = ORG_FLOW, .unit = "units" },
    { .name = "units-rated-well", .label = "Units rated well", .kind = ORG_FLOW, .unit = "units" },
    { .name = "units-rated-done", .label = "Units rated done", .kind = ORG_FLOW, .unit = "units" },
    { .name = "units-rated-not-done", .label = "Units rated not done", .kind = ORG_FLOW, .unit = "units" },
    { .name = "dismissed-for-low", .label = "Leaders dismissed for work not done", .kind = ORG_FLOW, .unit = "people" },
    { .name = "left-for-low", .label = "People who left for work not done", .kind = ORG_FLOW, .unit = "people" },
    { .name = "well-or-better", .label = "Share of people rated well or better", .kind = ORG_LEVEL, .unit = "share" },
    { .name = "units-well-or-better",
      .label = "Share of units rated well or better",
      .kind = ORG_LEVEL,
      .unit = "share" },
};

static const OrgFeature features[] = {
    { .name = "appraisal",
      .summary = "People and units are rated each year, with consequences",
      .details =
          "One draw a person and year gives one of four grades, by shares or by the grade of the year before. Of those "
          "rated well or better at most 20 percent are excellent (from memory: Decree 48/2023, Party rule 132). A head "
          "may not be rated above the unit (Resolution 21-NQ/TW).",
      .kind = ORG_PROCESS,
      .flags = ORG_USES_CHANCE | ORG_MONTHLY,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("appraisal", "1.0.0", "orgsim", "MIT", features);
