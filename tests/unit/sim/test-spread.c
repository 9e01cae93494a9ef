// SPDX-License-Identifier: MIT
/* Bands and probabilities over replications, against figures worked out by hand. */
#include "../../../engine/sim/spread.h"
#include <math.h>

static GPtrArray *
verdicts(OrgMet met)
{
    OrgVerdict *verdict = g_new0(OrgVerdict, 1);
    OrgJudgement judgement = { .met = met, .at = { met, met == ORG_DEPENDS ? ORG_MET : met } };
    verdict->judgements = g_array_new(FALSE, FALSE, sizeof(OrgJudgement));
    g_array_append_val(verdict->judgements, judgement);
    GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify) org_verdict_free);
    g_ptr_array_add(all, verdict);
    return all;
}

static void
add(OrgSpread *spread, double value, OrgMet met)
{
    g_autoptr(GArray) measures = org_measures_new();
    org_measures_add(measures, 3, "posts", ORG_NONE, 100, value, 0);
    org_measures_add(measures, 3, "posts", 7, 100, 1e9, 0);
    org_measures_add(measures, 3, "posts", ORG_NONE, 100, 1e9, 2);
    g_autoptr(GPtrArray) all = verdicts(met);
    org_spread_add(spread, measures, all);
}

static void
test_band(void)
{
    g_autoptr(OrgSpread) spread = org_spread_new(NULL);
    for (int i = 101; i-- > 0;) /* 100, 99, … 0 */
        add(spread, i, ORG_MET);
    OrgSpreadBand band;
    g_assert_true(org_spread_band(spread, 3, "posts", 100, &band));
    g_assert_cmpfloat(band.mean, ==, 50);
    g_assert_cmpfloat(band.p5, ==, 5);
    g_assert_cmpfloat(band.p50, ==, 50);
    g_assert_cmpfloat(band.p95, ==, 95);
    g_assert_false(org_spread_band(spread, 3, "posts", 101, &band));
    g_assert_false(org_spread_band(spread, 4, "posts", 100, &band));
}

/* 8 of 10: the interval of Wilson is 49.0 % to 94.3 % (Newcombe 1998 gives the formula). */
static void
test_chance(void)
{
    g_autoptr(OrgSpread) spread = org_spread_new(NULL);
    for (int i = 0; i < 10; i++)
        add(spread, i, i < 8 ? ORG_MET : i == 8 ? ORG_DEPENDS : ORG_NOT_MET);
    OrgChanceOf chance = org_spread_chance(spread, 0, 0, 0);
    g_assert_cmpfloat(chance.probability, ==, 0.8);
    g_assert_cmpfloat_with_epsilon(chance.low, 0.4902, 1e-4);
    g_assert_cmpfloat_with_epsilon(chance.high, 0.9433, 1e-4);
    g_assert_cmpfloat(org_spread_chance(spread, 0, 0, 1).probability, ==,
                      0.9); /* the one that depends is met at the other end */
    g_assert_true(isnan(org_spread_chance(spread, 1, 0, 0).probability));
}

/* Replications that are all alike tell no probability. */
static void
test_no_chance(void)
{
    g_autoptr(OrgSpread) spread = org_spread_new(NULL);
    for (int i = 0; i < 10; i++)
        add(spread, 5, ORG_MET);
    g_assert_false(org_spread_by_chance(spread));
    g_assert_true(isnan(org_spread_chance(spread, 0, 0, 0).probability));
    add(spread, 6, ORG_MET); /* it differs */
    g_assert_true(org_spread_by_chance(spread));
    g_assert_cmpfloat(org_spread_chance(spread, 0, 0, 0).probability, ==, 1);
}

/* A target of a unit differs, and no figure of the whole does. */
static void
test_of_unit(void)
{
    g_autoptr(OrgSpread) spread = org_spread_new(NULL);
    g_autoptr(GArray) none = org_measures_new();
    g_autoptr(GPtrArray) met = verdicts(ORG_MET), missed = verdicts(ORG_NOT_MET);
    ((OrgJudgement *) (void *) ((OrgVerdict *) missed->pdata[0])->judgements->data)->value = 1;
    org_spread_add(spread, none, met);
    org_spread_add(spread, none, met);
    g_assert_false(org_spread_by_chance(spread));
    org_spread_add(spread, none, missed);
    g_assert_true(org_spread_by_chance(spread));
}

/* Each replication's figure stands at its place, also where one before it measured nothing. */
static void
test_figures(void)
{
    g_autoptr(OrgSpread) spread = org_spread_new(NULL);
    g_autoptr(GArray) none = org_measures_new();
    g_autoptr(GPtrArray) met = verdicts(ORG_MET);
    org_spread_add(spread, none, met);
    add(spread, 7, ORG_MET);
    org_spread_add(spread, none, met);
    g_autoptr(GArray) all = org_spread_figures(spread);
    g_assert_cmpuint(all->len, ==, 1);
    const OrgSpreadFigures *f = &g_array_index(all, OrgSpreadFigures, 0);
    g_assert_cmpuint(f->figures->len, ==, 3);
    g_assert_true(isnan(g_array_index(f->figures, double, 0)) && isnan(g_array_index(f->figures, double, 2)));
    g_assert_cmpfloat(g_array_index(f->figures, double, 1), ==, 7);
    g_assert_cmpuint(org_spread_values(spread, 0, 0)->len, ==, 3);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sim/spread/band", test_band);
    g_test_add_func("/sim/spread/chance", test_chance);
    g_test_add_func("/sim/spread/no-chance", test_no_chance);
    g_test_add_func("/sim/spread/of-unit", test_of_unit);
    g_test_add_func("/sim/spread/figures", test_figures);
    return g_test_run();
}
