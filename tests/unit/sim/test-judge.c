// SPDX-License-Identifier: MIT
/* Verdicts: every shape of target, uncertain baselines, counting rules, averages, actuals. */
#include "../../../engine/sim/clock.h"
#include "judge-test.h"
#include <math.h>

static void
test_compare(Case *c, gconstpointer data)
{
    static const struct {
        OrgCompare compare;
        double low, high, value;
        OrgMet met;
    } rows[] = {
        { ORG_CMP_EQUALS, 28, 0, 28, ORG_MET },
        { ORG_CMP_EQUALS, 28, 0, 29, ORG_NOT_MET },
        { ORG_CMP_AT_LEAST, 0.2, 0, 0.2, ORG_MET },
        { ORG_CMP_AT_LEAST, 0.2, 0, 0.19, ORG_NOT_MET },
        { ORG_CMP_AT_MOST, 10, 0, 10, ORG_MET },
        { ORG_CMP_AT_MOST, 10, 0, 10.5, ORG_NOT_MET },
        { ORG_CMP_MORE_THAN, 0.75, 0, 0.75, ORG_NOT_MET },
        { ORG_CMP_MORE_THAN, 0.75, 0, 0.76, ORG_MET },
        { ORG_CMP_LESS_THAN, 5, 0, 5, ORG_NOT_MET },
        { ORG_CMP_LESS_THAN, 5, 0, 4.9, ORG_MET },
        { ORG_CMP_BETWEEN, 9000, 10000, 9500, ORG_MET },
        { ORG_CMP_BETWEEN, 9000, 10000, 10001, ORG_NOT_MET },
    };
    (void) data;
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_array_set_size(c->measures, 0);
        measure(c, 2025, rows[i].value);
        c->target.compare = rows[i].compare;
        c->target.low = rows[i].low;
        c->target.high = rows[i].high;
        g_assert_cmpint(verdict(c, NULL), ==, rows[i].met);
    }
    g_array_set_size(c->measures, 0);
    g_assert_cmpint(verdict(c, NULL), ==, ORG_NO_VALUE);
}

static void
test_change(Case *c, gconstpointer data)
{
    OrgJudgement j;
    (void) data;
    base(c, 500, 500);
    c->target.compare = ORG_CMP_CHANGE;
    c->target.relative = TRUE;
    c->target.low = -0.2;
    measure(c, 2025, 400);
    g_assert_cmpint(verdict(c, &j), ==, ORG_MET);
    g_assert_cmpfloat(j.change, ==, -0.2);
    g_assert_cmpfloat(j.needed, ==, 400);
    g_array_set_size(c->measures, 0);
    measure(c, 2025, 401);
    g_assert_cmpint(verdict(c, NULL), ==, ORG_NOT_MET);
    c->target.relative = FALSE;
    c->target.low = -99;
    g_assert_cmpint(verdict(c, NULL), ==, ORG_MET);
    c->target.compare = ORG_CMP_CHANGE_EQUALS;
    g_assert_cmpint(verdict(c, NULL), ==, ORG_MET);
    c->target.low = -98;
    g_assert_cmpint(verdict(c, NULL), ==, ORG_NOT_MET);
}

/* Trap of facts 6.1: 117,555 posts miss -10 % at both ends of the interval, and would only meet it from 130,617 on. */
static void
test_uncertain(Case *c, gconstpointer data)
{
    OrgJudgement j;
    (void) data;
    base(c, 114059, 122765);
    c->target.compare = ORG_CMP_CHANGE;
    c->target.relative = TRUE;
    c->target.low = -0.1;
    measure(c, 2025, 117555);
    g_assert_cmpint(verdict(c, &j), ==, ORG_NOT_MET);
    g_assert_cmpfloat_with_epsilon(j.gap, 14901.9, 1e-6);
    g_assert_cmpfloat_with_epsilon(j.gap_high, 7066.5, 1e-6);
    g_assert_true(isnan(j.of_interval));
    g_assert_cmpfloat(round(j.break_even), ==, 130617);
    g_assert_cmpfloat_with_epsilon(j.needed, 102653.1, 1e-6);
    g_assert_cmpfloat_with_epsilon(j.needed_high, 110488.5, 1e-6);
    g_array_set_size(c->measures, 0);
    measure(c, 2025, 105000);
    g_assert_cmpint(verdict(c, &j), ==, ORG_DEPENDS);
    g_assert_cmpint(j.at[0], ==, ORG_NOT_MET);
    g_assert_cmpint(j.at[1], ==, ORG_MET);
    g_assert_cmpfloat_with_epsilon(j.of_interval, (122765 - 105000 / 0.9) / (122765 - 114059), 1e-9);
    g_assert_true(isnan(j.gap));
    g_array_set_size(c->measures, 0);
    measure(c, 2025, 102653);
    g_assert_cmpint(verdict(c, NULL), ==, ORG_MET);
}

static void
test_deadlines_and_countings(Case *c, gconstpointer data)
{
    (void) data;
    OrgMonth first = ORG_MONTH(2023, 12);
    guint other = 1;
    g_array_prepend_val(c->target.by, first);
    g_array_append_val(c->target.metrics, other);
    c->items[1].counting = (char *) "with-schools";
    c->target.compare = ORG_CMP_AT_MOST;
    c->target.low = 10;
    measure(c, 2023, 11);
    measure(c, 2025, 10);
    org_measures_add(c->measures, 1, "units", ORG_NONE, ORG_MONTH(2025, 12), 99, 0);
    g_autoptr(GPtrArray) verdicts = org_judge(&c->plan, c->measures, c->org, ORG_UNKNOWN);
    const OrgVerdict *v = verdicts->pdata[0];
    g_assert_cmpuint(v->judgements->len, ==, 4);
    g_assert_cmpint(v->met, ==, ORG_NOT_MET); /* missed in 2023 */
    g_assert_cmpint(org_verdict_headline(v)->met, ==, ORG_MET);
    g_assert_cmpstr(g_array_index(v->judgements, OrgJudgement, 3).counting, ==, "with-schools");
    g_assert_cmpint(org_verdict_headline(v)->overall, ==, ORG_NOT_MET);
    g_assert_cmpuint(g_array_index(v->judgements, OrgJudgement, 3).item, ==, 1);
    g_assert_cmpint(g_array_index(v->judgements, OrgJudgement, 2).met, ==, ORG_NO_VALUE);
    g_assert_cmpint(g_array_index(v->judgements, OrgJudgement, 3).met, ==, ORG_NOT_MET);
}

/* What an operator or process says of itself, and nobody counted, simulates nothing. */
static void
test_told(Case *c, gconstpointer data)
{
    (void) data;
    c->target.compare = ORG_CMP_AT_MOST;
    c->target.low = 10;
    measure(c, 2025, 10);
    for (guint told = 0; told < 2; told++) {
        g_array_index(c->measures, OrgMeasure, c->measures->len - 1).told = told;
        g_autoptr(GPtrArray) verdicts = org_judge(&c->plan, c->measures, c->org, ORG_UNKNOWN);
        const OrgBasis basis = org_verdict_headline(verdicts->pdata[0])->basis;
        g_assert_cmpint(basis, ==, told ? ORG_BASIS_ASSUMED : ORG_BASIS_SIMULATED);
    }
}

/* T10: five places a year on average, against the year before; one bad year may be made good. */
static void
test_average(Case *c, gconstpointer data)
{
    (void) data;
    g_array_set_size(c->target.by, 0);
    static const double ranks[] = { 48, 50, 40, 35, 30, 23 };
    for (int year = 2020; year <= 2025; year++) {
        OrgMonth month = ORG_MONTH(year, 12);
        if (year > 2020)
            g_array_append_val(c->target.by, month);
        measure(c, year, ranks[year - 2020]);
    }
    c->target.against = (char *) "previous";
    c->target.compare = ORG_CMP_CHANGE;
    c->target.low = -5;
    c->target.average = TRUE;
    OrgJudgement j;
    g_assert_cmpint(verdict(c, &j), ==, ORG_MET);
    g_assert_cmpfloat(j.change, ==, -5);
    c->target.average = FALSE;
    g_assert_cmpint(verdict(c, NULL), ==, ORG_NOT_MET);
}

static void
test_from_actuals(Case *c, gconstpointer data)
{
    (void) data;
    OrgActual actual = { (char *) "T5", (char *) "", (char *) "report", ORG_MONTH(2023, 12), 95 };
    g_array_append_val(c->plan.actuals, actual);
    c->target.compare = ORG_CMP_AT_MOST;
    c->target.low = 80;
    measure(c, 2023, 90);
    measure(c, 2025, 80);
    g_assert_cmpint(verdict(c, NULL), ==, ORG_MET);
    g_autoptr(GPtrArray) verdicts = org_judge(&c->plan, c->measures, c->org, ORG_MONTH(2023, 12));
    const OrgVerdict *v = verdicts->pdata[0];
    g_assert_cmpint(v->met, ==, ORG_NOT_MET);
    g_assert_cmpfloat(org_verdict_headline(v)->value, ==, 85); /* five more than planned, and they stay */
}

/* A figure reported at the deadline, or after the last one, stands beside the plan's and is what counts; an earlier one does not. */
static void
test_reported(Case *c, gconstpointer data)
{
    static const struct {
        int year;
        double value;
        OrgMet standing;
    } rows[] = { { 2024, 95, ORG_MET }, { 2025, 95, ORG_NOT_MET }, { 2026, 95, ORG_NOT_MET }, { 2025, 79, ORG_MET } };
    (void) data;
    c->target.compare = ORG_CMP_AT_MOST;
    c->target.low = 80;
    measure(c, 2025, 80);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        OrgActual actual = { (char *) "T5", (char *) "", (char *) "report", ORG_MONTH(rows[i].year, 12),
                             rows[i].value };
        g_array_set_size(c->plan.actuals, 0);
        g_array_append_val(c->plan.actuals, actual);
        g_autoptr(GPtrArray) verdicts = org_judge(&c->plan, c->measures, c->org, ORG_UNKNOWN);
        const OrgJudgement *j = org_verdict_headline(verdicts->pdata[0]);
        g_assert_cmpint(j->met, ==, ORG_MET);
        g_assert_cmpint(j->overall, ==, ORG_MET);
        g_assert_cmpint(j->standing, ==, rows[i].standing);
        g_assert_cmpint(j->reported.month, ==, rows[i].year < 2025 ? ORG_UNKNOWN : ORG_MONTH(rows[i].year, 12));
        g_assert_true(rows[i].standing == ORG_MET || j->reported.gap == 15);
    }
    /* One of a later deadline is not of the first. */
    OrgMonth first = ORG_MONTH(2024, 12);
    g_array_prepend_val(c->target.by, first);
    measure(c, 2024, 80);
    g_autoptr(GPtrArray) verdicts = org_judge(&c->plan, c->measures, c->org, ORG_UNKNOWN);
    const OrgVerdict *v = verdicts->pdata[0];
    g_assert_cmpint(g_array_index(v->judgements, OrgJudgement, 0).reported.month, ==, ORG_UNKNOWN);
    g_assert_cmpint(g_array_index(v->judgements, OrgJudgement, 1).reported.month, ==, ORG_MONTH(2025, 12));
}

static OrgPace
pace(Case *c, OrgMonth from_actuals)
{
    g_autoptr(GPtrArray) verdicts = org_judge(&c->plan, c->measures, c->org, from_actuals);
    return org_verdict_headline(verdicts->pdata[0])->pace;
}

static void
report(Case *c, int year, int month, double value)
{
    OrgActual actual = { (char *) "T5", (char *) "", (char *) "report", ORG_MONTH(year, month), value };
    g_array_append_val(c->plan.actuals, actual);
}

/* 500 units in 2015, 460 at the start, 400 wanted; the plan had 430 by 2023, 440 were reported. */
static void
set_pace(Case *c)
{
    base(c, 500, 500);
    c->target.compare = ORG_CMP_CHANGE;
    c->target.relative = TRUE;
    c->target.low = -0.2;
    measure(c, 2020, 460);
    measure(c, 2023, 430);
    measure(c, 2024, 415);
    measure(c, 2025, 400);
}

static void
test_pace(Case *c, gconstpointer data)
{
    (void) data;
    set_pace(c);
    OrgPace p = pace(c, ORG_UNKNOWN);
    g_assert_cmpint(p.month, ==, ORG_UNKNOWN);
    g_assert_cmpfloat(p.before, ==, -40);
    g_assert_true(isnan(p.actual) && isnan(p.planned) && isnan(p.share) && isnan(p.remaining) && isnan(p.yearly));
    report(c, 2023, 12, 440);
    p = pace(c, ORG_UNKNOWN);
    g_assert_cmpint(p.month, ==, ORG_MONTH(2023, 12));
    g_assert_cmpfloat(p.actual, ==, 440);
    g_assert_cmpfloat(p.planned, ==, 430);
    g_assert_cmpfloat_with_epsilon(p.share, 60 / 70.0, 1e-12);
    g_assert_cmpfloat(p.remaining, ==, -40);
    g_assert_cmpfloat(p.remaining_high, ==, -40);
    g_assert_cmpfloat(p.yearly, ==, -20);
    report(c, 2025, 12, 410); /* the deadline has passed, and ten are missing */
    p = pace(c, ORG_UNKNOWN);
    g_assert_cmpfloat(p.remaining, ==, -10);
    g_assert_true(isnan(p.yearly));
    p = pace(c, ORG_MONTH(2024, 6)); /* as it was seen then */
    g_assert_cmpint(p.month, ==, ORG_MONTH(2023, 12));
    g_array_index(c->plan.actuals, OrgActual, 1).value = 390; /* more than was asked: nothing remains */
    p = pace(c, ORG_UNKNOWN);
    g_assert_cmpfloat(p.remaining, ==, 0);
    g_assert_cmpfloat(p.yearly, ==, 0);
}

/* A report of a month that the clock does not know is held against the last measure before it. */
static void
test_pace_between(Case *c, gconstpointer data)
{
    (void) data;
    set_pace(c);
    report(c, 2024, 6, 428);
    OrgPace p = pace(c, ORG_UNKNOWN);
    g_assert_cmpfloat(p.planned, ==, 430);
    g_assert_cmpfloat_with_epsilon(p.yearly, -28 * 12 / 18.0, 1e-12);
    g_autoptr(GPtrArray) verdicts = org_judge(&c->plan, c->measures, c->org, ORG_MONTH(2024, 6));
    g_assert_cmpfloat(org_verdict_headline(verdicts->pdata[0])->value, ==, 398); /* 428, and 30 less as planned */
}

/* An uncertain baseline: two distances; the share is counted from the start, which is certain. */
static void
test_pace_uncertain(Case *c, gconstpointer data)
{
    (void) data;
    set_pace(c);
    OrgBaselineValue *value = &g_array_index(c->baseline.values, OrgBaselineValue, 0);
    value->high = 525;
    report(c, 2023, 12, 440);
    OrgPace p = pace(c, ORG_UNKNOWN);
    g_assert_cmpfloat(p.remaining, ==, -40);
    g_assert_cmpfloat(p.remaining_high, ==, -20);
    g_assert_cmpfloat(p.yearly_high, ==, -10);
    g_assert_cmpfloat(p.before, ==, -40);
    g_assert_cmpfloat(p.before_high, ==, -65);
    g_assert_cmpfloat_with_epsilon(p.share, 20 / 30.0, 1e-12);
}

static void
test_pace_levels(Case *c, gconstpointer data)
{
    static const struct {
        OrgCompare compare;
        double low, high, remaining;
    } rows[] = {
        { ORG_CMP_AT_LEAST, 450, 0, 10 }, { ORG_CMP_AT_LEAST, 430, 0, 0 },    { ORG_CMP_AT_MOST, 430, 0, -10 },
        { ORG_CMP_AT_MOST, 450, 0, 0 },   { ORG_CMP_BETWEEN, 400, 420, -20 }, { ORG_CMP_BETWEEN, 450, 460, 10 },
        { ORG_CMP_BETWEEN, 430, 450, 0 }, { ORG_CMP_EQUALS, 445, 0, 5 },
    };
    (void) data;
    set_pace(c);
    report(c, 2023, 12, 440);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        c->target.compare = rows[i].compare;
        c->target.low = rows[i].low;
        c->target.high = rows[i].high;
        OrgPace p = pace(c, ORG_UNKNOWN);
        g_assert_cmpfloat(p.remaining, ==, rows[i].remaining);
        g_assert_cmpfloat(p.yearly, ==, rows[i].remaining / 2);
        g_assert_cmpfloat_with_epsilon(p.share, 440 / 430.0, 1e-12); /* of the planned value */
    }
    c->target.against = (char *) "previous"; /* no end to walk towards */
    g_assert_true(isnan(pace(c, ORG_UNKNOWN).remaining));
}

/* In what a target's figures are: what it says itself, else what is known of the series that was read; a number else,
 * however large or small. */
static void
test_measured_in(Case *c, gconstpointer data)
{
    static const struct {
        const char *series, *says, *wanted;
    } rows[] = {
        { "pay", NULL, "money" },      { "rooms-of-3", NULL, "units" }, { "index", NULL, NULL },
        { "pay", "months", "months" }, { "index", "share", "share" },   { "area", NULL, NULL },
        { "unheard-of", NULL, NULL },
    };
    declare(c, "pay", ORG_LEVEL, "money");
    declare(c, "rooms-of-*", ORG_LEVEL, "units");
    declare(c, "index", ORG_LEVEL, NULL);
    declare(c, "area", ORG_LEVEL, "square metres");
    (void) data;
    c->target.compare = ORG_CMP_AT_LEAST;
    c->target.low = 0.5;
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_array_set_size(c->measures, 0);
        org_measures_add(c->measures, 0, rows[i].series, ORG_NONE, ORG_MONTH(2025, 12), 0.5, 0);
        c->target.series = (char *) rows[i].series;
        c->target.measured_in = (char *) rows[i].says;
        g_autoptr(GPtrArray) verdicts = org_judge(&c->plan, c->measures, c->org, ORG_UNKNOWN);
        const OrgVerdict *v = verdicts->pdata[0];
        g_assert_cmpstr(v->measured_in, ==, rows[i].wanted);
        g_assert_cmpstr(org_verdict_headline(v)->series, ==, rows[i].series);
    }
}

/* What happened is added up, over the calendar year or the run, however often the clock took it; nothing is 0. */
static void
test_counted(Case *c, gconstpointer data)
{
    static const struct {
        gint year, month;
        double value;
    } yearly[] = { { 2022, 12, 5 }, { 2024, 12, 7 }, { 2025, 12, 3 } },
      monthly[] = { { 2022, 3, 2 }, { 2022, 4, 3 }, { 2024, 12, 7 }, { 2025, 1, 1 }, { 2025, 12, 2 } };
    static const struct {
        OrgCounted counted;
        gint year;
        double wanted;
    } rows[] = { { ORG_COUNTED_YEAR, 2022, 5 }, { ORG_COUNTED_YEAR, 2023, 0 }, { ORG_COUNTED_YEAR, 2025, 3 },
                 { ORG_COUNTED_RUN, 2022, 5 },  { ORG_COUNTED_RUN, 2023, 5 },  { ORG_COUNTED_RUN, 2025, 15 } };
    (void) data;
    declare(c, "joined", ORG_FLOW, "people");
    c->target.series = (char *) ""; /* the first that is declared */
    c->target.compare = ORG_CMP_AT_LEAST;
    for (guint clock = 0; clock < 2; clock++) {
        g_array_set_size(c->measures, 0);
        for (guint i = 0; i < (clock ? G_N_ELEMENTS(monthly) : G_N_ELEMENTS(yearly)); i++) {
            OrgMonth month =
                clock ? ORG_MONTH(monthly[i].year, monthly[i].month) : ORG_MONTH(yearly[i].year, yearly[i].month);
            org_measures_add(c->measures, 0, "left", ORG_NONE, month, 100, 0);
            org_measures_add(c->measures, 0, "joined", ORG_NONE, month, clock ? monthly[i].value : yearly[i].value, 0);
        }
        for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
            OrgJudgement j;
            c->target.counted = rows[i].counted;
            g_array_index(c->target.by, OrgMonth, 0) = ORG_MONTH(rows[i].year, 12);
            verdict(c, &j);
            g_assert_cmpfloat(j.value, ==, rows[i].wanted);
        }
    }
    c->target.against = (char *) "previous"; /* the year before, counted likewise */
    c->target.compare = ORG_CMP_CHANGE;
    c->target.low = -1;
    c->target.counted = ORG_COUNTED_YEAR;
    OrgJudgement j;
    g_assert_cmpint(verdict(c, &j), ==, ORG_MET);
    g_assert_cmpfloat(j.baseline, ==, 7);
    g_assert_cmpfloat(j.value, ==, 3);
    /* Of a run that stopped before nobody knows it. */
    g_autoptr(GPtrArray) stopped = org_judge_stopped(&c->plan, c->measures, c->org, ORG_UNKNOWN, ORG_MONTH(2025, 11));
    g_assert_cmpint(((OrgVerdict *) stopped->pdata[0])->met, ==, ORG_NO_VALUE);
}

/* What is required of a range are its two ends; of a level it is one number. */
static void
test_needed(Case *c, gconstpointer data)
{
    OrgJudgement j;
    (void) data;
    c->target.compare = ORG_CMP_BETWEEN;
    c->target.low = 10;
    c->target.high = 20;
    verdict(c, &j);
    g_assert_cmpfloat(j.needed, ==, 10);
    g_assert_cmpfloat(j.needed_high, ==, 20);
    c->target.compare = ORG_CMP_AT_MOST;
    verdict(c, &j);
    g_assert_cmpfloat(j.needed_high, ==, 10);
}

/* The run is what is judged first; once its replications are there, the verdict is that of the median. */
static void
test_judging(Case *c, gconstpointer data)
{
    (void) data;
    c->target.compare = ORG_CMP_AT_LEAST;
    c->target.low = 10;
    g_autoptr(OrgJudging) judging = org_judging_new(&c->plan, ORG_UNKNOWN);
    g_assert_null(org_judging_verdicts(judging));
    for (int i = 0; i < 4; i++) {
        g_array_set_size(c->measures, 0);
        measure(c, 2025, i ? 9 : 10);
        org_judging_add(judging, c->measures, c->org, FALSE);
        g_assert_cmpint(org_judging_spread(judging) != NULL, ==, i > 0);
    }
    g_assert_cmpint(((const OrgVerdict *) org_judging_verdicts(judging)->pdata[0])->met, ==, ORG_MET);
    g_assert_cmpfloat(org_spread_chance(org_judging_spread(judging), 0, 0, 0).probability, ==, 0.25);
    org_judging_settle(judging);
    const OrgVerdict *settled = org_judging_verdicts(judging)->pdata[0];
    const OrgJudgement *j = org_verdict_headline(settled);
    g_assert_cmpint(settled->met, ==, ORG_NOT_MET);
    g_assert_cmpfloat(j->value, ==, 9);
    g_assert_cmpfloat(j->gap, ==, -1);
    g_assert_cmpfloat(j->band.p5, ==, 9);
    g_assert_cmpfloat_with_epsilon(j->band.p95, 9.85, 1e-9);
    g_assert_cmpfloat(j->band.probability, ==, 0.25);
}

/* Whatever a verdict reads is stored under every clock. */
static void
test_clock(Case *c, gconstpointer data)
{
    (void) data;
    OrgActual reported = { .metric = (char *) "units", .month = ORG_MONTH(2022, 6) };
    OrgMonth deadline = ORG_MONTH(2024, 3);
    c->target.against = (char *) "previous";
    g_array_append_val(c->target.by, deadline);
    g_array_append_val(c->plan.actuals, reported);
    static const OrgMonth wanted[] = {
        ORG_MONTH(2021, 12), ORG_MONTH(2022, 6), ORG_MONTH(2022, 12), ORG_MONTH(2023, 3),
        ORG_MONTH(2023, 12), ORG_MONTH(2024, 3), ORG_MONTH(2024, 12), ORG_MONTH(2025, 12),
    };
    g_autoptr(GArray) months = org_clock_months(&c->plan);
    g_assert_cmpmem(months->data, months->len * sizeof(OrgMonth), wanted, sizeof wanted);
    c->plan.clock = 1;
    g_autoptr(GArray) all = org_clock_months(&c->plan);
    g_assert_cmpuint(all->len, ==, 60);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add("/sim/" #name, Case, NULL, set_up, test_##name, tear_down)
    TEST(compare);
    TEST(change);
    TEST(uncertain);
    TEST(deadlines_and_countings);
    TEST(told);
    TEST(average);
    TEST(from_actuals);
    TEST(reported);
    TEST(pace);
    TEST(pace_between);
    TEST(pace_uncertain);
    TEST(pace_levels);
    TEST(measured_in);
    TEST(counted);
    TEST(needed);
    TEST(judging);
    TEST(clock);
    return g_test_run();
}
