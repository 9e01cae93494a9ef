// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

static Harness *
town(void)
{
    Harness *h = harness_new("congress");
    harness_month(h, "2022-02");
    harness_units(h, "id,type,parent,branches\ntown,town,,\na,party,town,3\nb,party,town,4\n");
    harness_posts(h, "id,unit,rank,person\na1,a,head,ann\na2,a,staff,al\nb1,b,head,bea\nt1,town,staff,tom\n");
    return h;
}

static gboolean
go(Harness *h, const char *month, const char *over, const char *reelected)
{
    return harness_call(h, "congress", month, "units", "where type = 'party'", "number", "branches", "first", "2022-03",
                        "term", "30", "over", over, "posts", "where rank = 'head'", "reelected", reelected, NULL);
}

static double
held(Harness *h, const char *unit)
{
    return org_attribute_find(harness_org(h), ORG_UNITS, "congress.held")->number[harness_unit(h, unit)];
}

static void
test_terms(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(go(h, "2022-03", "1", "100%"));
    harness_expect(h, HARNESS_MEASURES,
                   "measures\n  congresses = 7\n  leaders-reelected = 2\n  leaders-from-plan = 0\n"
                   "  leaders-not-replaced = 0\n");
    g_assert_cmpfloat(held(h, "b"), ==, 4);
    harness_forget(h);
    g_assert_true(go(h, "2024-08", "1", "100%"));
    g_assert_cmpfloat(harness_measured(h, "congresses", NULL), ==, 0);
    g_assert_true(go(h, "2024-09", "1", "100%"));
    g_assert_cmpfloat(harness_measured(h, "congresses", NULL), ==, 7);
    g_assert_cmpfloat(held(h, "a"), ==, 3); /* of this term */
}

/* Spread over a year, all of them come in it. Each unit stands for one where no attribute says otherwise. */
static void
test_spread(void)
{
    g_autoptr(Harness) h = harness_new("congress");
    g_autoptr(GString) units = g_string_new("id,type\n");
    for (int i = 0; i < 240; i++)
        g_string_append_printf(units, "u%d,party\n", i);
    harness_month(h, "2022-02");
    harness_units(h, units->str);
    double total = 0;
    for (int month = 3; month <= 14; month++) {
        char spelled[16];
        g_snprintf(spelled, sizeof spelled, "%d-%02d", 2022 + (month - 1) / 12, (month - 1) % 12 + 1);
        g_assert_true(harness_call(h, "congress", spelled, "units", "where type = 'party'", "first", "2022-03", "over",
                                   "12", "term", "36", NULL));
        double now = harness_measured(h, "congresses", NULL);
        g_assert_cmpfloat(now, >, 20 - 5 * 4.4); /* five standard deviations of a binomial count of 240 at 1/12 */
        g_assert_cmpfloat(now, <, 20 + 5 * 4.4);
        total += now;
    }
    g_assert_cmpfloat(total, ==, 240);
}

static void
plan(Harness *h, const char *attribute, const char *person, const char *post)
{
    OrgRow row = harness_person(h, person);
    OrgWord word = org_dict_add(harness_org(h)->dict, post, -1);
    g_assert_true(org_set_words(harness_org(h), ORG_PEOPLE, attribute, &row, &word, 1, NULL));
}

/* Nobody is elected again: the first choice takes the post, unless disciplined; for b1 nobody is left. */
static void
test_election(void)
{
    g_autoptr(Harness) h = town();
    OrgRow al = harness_person(h, "al");
    double until = ORG_MONTH(2022, 3);
    plan(h, "plan-cadres.post1", "al", "a1");
    plan(h, "plan-cadres.post2", "tom", "a1");
    plan(h, "plan-cadres.post1", "bea", "b1"); /* the holder is no successor */
    g_assert_true(org_set_numbers(harness_org(h), ORG_PEOPLE, "discipline_until", &al, &until, 1, NULL));
    g_assert_true(go(h, "2022-03", "1", "0%"));
    harness_expect(h, HARNESS_PEOPLE,
                   "people\n"
                   "  ann surplus in a\n"
                   "  al employed in a at a2\n"
                   "  bea surplus in b\n"
                   "  tom employed in a at a1\n");
    g_assert_cmpfloat(harness_measured(h, "leaders-from-plan", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "leaders-not-replaced", NULL), ==, 1);
}

static void
test_successor(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(go(h, "2022-03", "1", "100%"));
    OrgRow posts[] = { harness_post(h, "a1"), harness_post(h, "a2") };
    g_assert_true(org_close_posts(harness_org(h), posts, 2, NULL));
    g_assert_true(org_close_unit(harness_org(h), harness_unit(h, "a"), harness_unit(h, "b"), NULL));
    g_assert_true(go(h, "2022-04", "1", "100%"));
    g_assert_cmpfloat(held(h, "b"), ==, 7);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/congress/terms", test_terms);
    g_test_add_func("/congress/spread", test_spread);
    g_test_add_func("/congress/election", test_election);
    g_test_add_func("/congress/successor", test_successor);
    return g_test_run();
}
