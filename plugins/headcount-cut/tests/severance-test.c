// SPDX-License-Identifier: MIT
/* headcount-cut: what those who leave are paid, decree by decree. */
#include "harness.h"
#include <math.h>

/* The official example of the Ministry of Home Affairs (letter 1814): a man born in January 1966 with 22 years of service
 * and the coefficient 5.25 leaves at the end of April 2025, 30 months early. */
static Harness *
official_example(const char *hired)
{
    Harness *h = harness_new("headcount-cut");
    g_autofree char *posts = g_strdup_printf("id,unit,rank,category,coefficient,born,sex,hired\n"
                                             "x,t,staff,civil-servant,5.25,1966-01,M,%s\n",
                                             hired);
    harness_units(h, "id,type,parent\nt,town,\n");
    harness_posts(h, posts);
    harness_month(h, "2025-03");
    return h;
}

static void
assert_severance(const char *surplus, const char *scheme, double vnd)
{
    g_autoptr(Harness) h = official_example("2003-04");
    g_assert_true(harness_call(h, "headcount-cut", "2025-04", "where", "1", "by", "1", "surplus", surplus, "scheme",
                               scheme, NULL));
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "severance", NULL), vnd, 0.5);
    g_assert_cmpuint(harness_org(h)->totals.left, ==, 1);
    g_assert_cmpuint(harness_org(h)->totals.posts_closed, ==, 1);
    g_assert_cmpuint(harness_org(h)->totals.people, ==, 0);
}

static void
test_official_example(void)
{
    const double s = 15356250; /* (4.65 + 0.6) x 2,340,000 x 1.25 */
    assert_severance("retire-early", "decree-178-2024", 744778125);
    assert_severance("retire-early", "in-force", 744778125);
    assert_severance("retire-early", "none", 0);
    assert_severance("retire-early", "decree-154-2025", 5 * s * 2.5 + 6 * s);
    assert_severance("leave", "decree-178-2024", floor(0.8 * s * 60 + 1.5 * s * 22 + 3 * s + 0.5));
    assert_severance("leave", "decree-154-2025", 3 * s + 1.5 * s * 22);
    /* Mean base salary of May 2020 to April 2025: 38 months at 1.49, 12 at 1.8, 10 at 2.34 million. */
    const double a = 5.25 * 1.25 * (38 * 1490000.0 + 12 * 1800000.0 + 10 * 2340000.0) / 60;
    assert_severance("retire-early", "decree-29-2023", floor(3 * a * 2.5 + 5 * a + 0.5 * a * 2 + 0.5));
    assert_severance("leave", "decree-29-2023", floor(3 * s + 1.5 * a * 22 + 0.5));
}

static void
test_odd_months_of_service(void)
{
    const double s = 15356250;
    const struct {
        const char *hired;
        double years;
    } cases[] = { { "2003-04", 22 }, { "2003-03", 22.5 }, { "2002-10", 22.5 }, { "2002-09", 23 } };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Harness) h = official_example(cases[i].hired);
        g_assert_true(harness_call(h, "headcount-cut", "2025-04", "where", "1", "by", "1", "surplus", "leave", "scheme",
                                   "decree-154-2025", NULL));
        g_assert_cmpfloat_with_epsilon(harness_measured(h, "severance", NULL),
                                       floor(3 * s + 1.5 * s * cases[i].years + 0.5), 0.5);
    }
}

static void
test_early_retirement_has_limits(void)
{
    /* 30 months before the age of retirement, but only ten years of service: leaves instead. */
    g_autoptr(Harness) h = official_example("2015-04");
    g_assert_true(
        harness_call(h, "headcount-cut", "2025-04", "where", "1", "by", "1", "surplus", "retire-early", NULL));
    g_assert_cmpfloat(harness_measured(h, "left", NULL), ==, 1);
    harness_expect(h, HARNESS_PEOPLE, "people\n  h-x left 2025-04: streamlined\n");
    g_autoptr(Harness) early = official_example("2003-04");
    g_assert_true(harness_call(early, "headcount-cut", "2025-04", "where", "1", "by", "1", "surplus", "place",
                               "years_early", "2", NULL));
    g_assert_cmpfloat(harness_measured(early, "left", NULL), ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/headcount-cut/official-example", test_official_example);
    g_test_add_func("/headcount-cut/odd-months-of-service", test_odd_months_of_service);
    g_test_add_func("/headcount-cut/early-retirement-has-limits", test_early_retirement_has_limits);
    return g_test_run();
}
