// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

#define BRANCHES "where type = 'branch'"

static Harness *
town(void)
{
    Harness *h = harness_new("party-growth");
    harness_month(h, "2020-12");
    harness_units(
        h, "id,type,parent,members,weak\ntown,town,,,\na,branch,town,100,1\nb,branch,town,50,\nc,branch,town,30,1\n"
           "e,branch,town,,\n");
    return h;
}

static double
kept(Harness *h, const char *attribute, const char *unit)
{
    const OrgAttribute *found = org_attribute_find(harness_org(h), ORG_UNITS, attribute);
    return found ? found->number[harness_unit(h, unit)] : NAN;
}

/* 10 by 100, 50 and 30 members: 5.56, 2.78, 1.67; the rests go to b and c. Then 11 of 105, 53 and 32: 6.08, 3.07, 1.85. */
static void
test_plan(void)
{
    g_autoptr(Harness) h = town();
    const char *plan = "year,number\n2021,10\n2022,10\n";
    g_assert_true(harness_call(h, "party-growth", "2021-12", "branches", BRANCHES, "plan", plan, NULL));
    harness_expect(
        h, HARNESS_MEASURES,
        "measures\n  members-admitted = 10\n  founded-in-firms = 0\n  weak-consolidated = 0\n  party-members = 190\n");
    g_assert_cmpfloat(kept(h, "party-growth.admitted", "a"), ==, 5);
    g_assert_cmpfloat(kept(h, "party-growth.admitted", "b"), ==, 3);
    g_assert_cmpfloat(kept(h, "party-growth.planned", "c"), ==, 2);
    g_assert_cmpfloat(kept(h, "party-growth.members", "b"), ==, 53);
    g_assert_true(isnan(kept(h, "party-growth.members", "e")));
    g_assert_true(
        harness_call(h, "party-growth", "2022-12", "branches", BRANCHES, "plan", plan, "fulfil", "110%", NULL));
    g_assert_cmpfloat(harness_measured(h, "members-admitted", NULL), ==, 11);
    g_assert_cmpfloat(kept(h, "party-growth.admitted", "a"), ==, 6);
    g_assert_cmpfloat(kept(h, "party-growth.admitted", "c"), ==, 2);
    g_assert_cmpfloat(kept(h, "party-growth.planned", "a"), ==, 5); /* of 10 again: 5.53, 2.79, 1.68 */
    /* A year without a row goes by the rate, which is 0. */
    g_assert_true(harness_call(h, "party-growth", "2023-12", "branches", BRANCHES, "plan", plan, NULL));
    g_assert_cmpfloat(harness_measured(h, "members-admitted", NULL), ==, 0);
    g_assert_true(isnan(kept(h, "party-growth.planned", "a")));
}

/* Bands: at most 50 members 10 %, at most 99 none, else 3 %: 3 of 100 for certain, 5 of 50, 3 of 30. */
static void
test_rates(void)
{
    g_autoptr(Harness) h = town();
    const char *rates = "upto,rate\n50,0.1\n99,0\n";
    g_assert_true(harness_call(h, "party-growth", "2021-12", "branches", BRANCHES, "rate", "3%", "rates", rates, NULL));
    g_assert_cmpfloat(kept(h, "party-growth.admitted", "a"), ==, 3);
    g_assert_cmpfloat(kept(h, "party-growth.admitted", "b"), ==, 5);
    g_assert_cmpfloat(kept(h, "party-growth.admitted", "c"), ==, 3);
}

/* Half a person is drawn: of 600 branches of 10 members at 5 % about half admit one. A year that begins in July admits half. */
static void
test_chance(void)
{
    g_autoptr(Harness) h = harness_new("party-growth"), half = harness_new("party-growth");
    g_autoptr(GString) units = g_string_new("id,type,size\n");
    for (int i = 0; i < 600; i++)
        g_string_append_printf(units, "b%d,branch,10\n", i);
    harness_month(h, "2020-12");
    harness_month(half, "2021-06");
    harness_units(h, units->str);
    harness_units(half, units->str);
    g_assert_true(
        harness_call(h, "party-growth", "2021-12", "branches", BRANCHES, "members", "size", "rate", "5%", NULL));
    g_assert_cmpfloat(harness_measured(h, "members-admitted", NULL), >,
                      300 - 62); /* five standard deviations of 12.2 */
    g_assert_cmpfloat(harness_measured(h, "members-admitted", NULL), <, 300 + 62);
    g_assert_true(
        harness_call(half, "party-growth", "2021-12", "branches", BRANCHES, "members", "size", "rate", "20%", NULL));
    g_assert_cmpfloat(harness_measured(half, "members-admitted", NULL), ==, 600); /* one in each, for certain */
}

#define FIRMS "id,name,unit,members\nf1,Mill,town,3\nf2,Shop,town,2\nf3,,a,12\nf4,,a,4\n"

static void
test_firms(void)
{
    g_autoptr(Harness) all = town(), two = town();
    g_assert_true(
        harness_call(all, "party-growth", "2021-12", "branches", BRANCHES, "firms", FIRMS, "found", "100%", NULL));
    g_assert_cmpfloat(harness_measured(all, "founded-in-firms", NULL), ==, 3);
    g_assert_cmpfloat(kept(all, "party-growth.members", "f3"), ==, 12);
    g_assert_cmpfloat(kept(all, "party-growth.founded", "f1"), ==, 1);
    g_autofree char *text = harness_text(all, HARNESS_UNITS | HARNESS_FINDINGS);
    g_assert_nonnull(strstr(text, "f3 (party-organisation) under a"));
    g_assert_nonnull(strstr(text, "1 firms have fewer than 3 members"));
    g_assert_null(strstr(text, "f2"));
    /* None is founded twice. */
    g_assert_true(
        harness_call(all, "party-growth", "2022-12", "branches", BRANCHES, "firms", FIRMS, "found", "100%", NULL));
    g_assert_cmpfloat(harness_measured(all, "founded-in-firms", NULL), ==, 0);
    g_assert_true(harness_call(two, "party-growth", "2021-12", "branches", BRANCHES, "firms", FIRMS, "founded",
                               "year,number\n2021,2\n2022,5\n", "type", "branch", NULL));
    g_assert_cmpfloat(harness_measured(two, "founded-in-firms", NULL), ==, 2);
    harness_forget(two);
    g_assert_true(harness_call(two, "party-growth", "2022-12", "branches", BRANCHES, "firms", FIRMS, "founded",
                               "year,number\n2021,2\n2022,5\n", "type", "branch", NULL));
    harness_expect(two, HARNESS_FINDINGS,
                   "findings\n"
                   "  warn: 5 organisations were to be founded in firms, and only 1 firms could\n");
    g_assert_false(
        harness_call(two, "party-growth", "2023-12", "branches", BRANCHES, "firms", "id,unit,members\n,a,4\n", NULL));
    g_assert_nonnull(strstr(harness_error(two), "row 1 of `firms` needs an id and a unit"));
}

static void
test_weak(void)
{
    g_autoptr(Harness) none = town(), all = town();
    g_assert_true(harness_call(none, "party-growth", "2021-12", "branches", BRANCHES, "weak", "where weak = 1", NULL));
    g_assert_cmpfloat(harness_measured(none, "weak-consolidated", NULL), ==, 0);
    g_assert_cmpfloat(kept(none, "party-growth.weak", "a"), ==, 1);
    g_assert_cmpfloat(kept(none, "party-growth.weak", "b"), !=, 1);
    /* One that was merged away is no weak one any more; the other is consolidated, and once only. */
    g_assert_true(org_close_unit(harness_org(none), harness_unit(none, "c"), harness_unit(none, "b"), NULL));
    for (int year = 2022; year <= 2023; year++) {
        char month[16];
        g_snprintf(month, sizeof month, "%d-12", year);
        g_assert_true(harness_call(none, "party-growth", month, "branches", BRANCHES, "weak", "where weak = 1",
                                   "consolidate", "100%", NULL));
        g_assert_cmpfloat(harness_measured(none, "weak-consolidated", NULL), ==, year == 2022);
    }
    g_assert_cmpfloat(kept(none, "party-growth.weak", "a"), ==, 0);
    g_assert_cmpfloat(kept(none, "party-growth.consolidated", "a"), ==, 1);
    g_assert_cmpfloat(kept(none, "party-growth.members", "b"), ==, 80);
    g_assert_true(isnan(kept(none, "party-growth.weak", "c")));
    g_assert_true(harness_call(all, "party-growth", "2021-12", "branches", BRANCHES, "weak", "where weak = 1",
                               "consolidate", "100%", NULL));
    g_assert_cmpfloat(harness_measured(all, "weak-consolidated", NULL), ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/party-growth/plan", test_plan);
    g_test_add_func("/party-growth/rates", test_rates);
    g_test_add_func("/party-growth/chance", test_chance);
    g_test_add_func("/party-growth/firms", test_firms);
    g_test_add_func("/party-growth/weak", test_weak);
    return g_test_run();
}
