// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

static double
payroll(const char *posts, const char *month, const char *key, const char *value)
{
    g_autoptr(Harness) h = harness_new("payroll");
    harness_month(h, "2010-12");
    harness_units(h, "id,type\ntown,town\n");
    harness_posts(h, posts);
    g_assert_true(harness_call(h, "payroll", month, key, value, NULL));
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "payroll-year", NULL), 12 * harness_measured(h, "payroll", NULL),
                                   1e-3);
    g_assert_cmpfloat(harness_measured(h, "base-salary", NULL), >, 0);
    return harness_measured(h, "payroll", NULL);
}

static const char one[] = "id,unit,coefficient\np,town,5.25\n";

/* The salary in letter 1814 of the Ministry of Home Affairs: (4.65 + 0.6) x 2,340,000 x 1.25. */
static void
test_official_example(void)
{
    g_assert_cmpfloat_with_epsilon(payroll(one, "2025-05", NULL, NULL), 15356250, 1e-6);
}

static void
test_base_salary_of_the_day(void)
{
    const struct {
        const char *month;
        double base;
    } days[] = { { "2013-07", 1150000 }, { "2019-06", 1390000 }, { "2019-07", 1490000 }, { "2023-06", 1490000 },
                 { "2023-07", 1800000 }, { "2024-06", 1800000 }, { "2024-07", 2340000 }, { "2030-01", 2530000 } };
    for (gsize i = 0; i < G_N_ELEMENTS(days); i++)
        g_assert_cmpfloat_with_epsilon(payroll(one, days[i].month, NULL, NULL), 5.25 * 1.25 * days[i].base, 1e-6);
}

static void
test_before_the_table(void)
{
    g_autoptr(Harness) h = harness_new("payroll");
    harness_month(h, "2010-12");
    harness_units(h, "id,type\ntown,town\n");
    g_assert_false(harness_call(h, "payroll", "2011-12", NULL));
    g_assert_nonnull(strstr(harness_error(h), "month 12 of 2011"));
}

static const char mixed[] = "id,unit,coefficient,fte,held\n"
                            "a,town,3,1,yes\n"
                            "b,town,3,1,no\n"
                            "c,town,4,0.5,yes\n"
                            "d,town,,1,yes\n";

static void
test_weights_and_vacancies(void)
{
    const double unit = 1.25 * 2340000;
    g_assert_cmpfloat_with_epsilon(payroll(mixed, "2025-01", NULL, NULL), 5 * unit, 1e-3);
    g_assert_cmpfloat_with_epsilon(payroll(mixed, "2025-01", "paid", "assigned"), 8 * unit, 1e-3);
    g_assert_cmpfloat_with_epsilon(payroll(mixed, "2025-01", "missing", "2.5"), 7.5 * unit, 1e-3);
    g_assert_cmpfloat_with_epsilon(payroll(mixed, "2025-01", "contributions", "20%"), 5 * unit * 1.2, 1e-3);
    g_assert_cmpfloat_with_epsilon(payroll(mixed, "2025-01", "where", "id = 'c'"), 2 * unit, 1e-3);
    g_assert_cmpfloat_with_epsilon(payroll(mixed, "2025-01", "base", "month,amount\n2020-01,100\n2025-02,200\n"),
                                   5 * 1.25 * 100, 1e-9);
}

/* One person, two posts: the higher coefficient, and what is promised on top. */
static void
test_two_posts(void)
{
    const double unit = 1.25 * 2340000;
    for (int higher = 0; higher < 2; higher++) {
        g_autoptr(Harness) h = harness_new("payroll");
        harness_month(h, "2024-12");
        harness_units(h, "id,type\ntown,town\n");
        harness_posts(
            h, higher ? "id,unit,coefficient,held,dual-post.allowance\na,town,3,yes,\nb,town,4,no,0.5\nc,town,2,yes,\n"
                      : "id,unit,coefficient,held,dual-post.allowance\na,town,4,yes,\nb,town,,no,0.5\nc,town,2,yes,\n");
        OrgRow person = harness_person(h, "h-a"), post = harness_post(h, "b");
        g_assert_true(org_place(harness_org(h), &person, &post, 1, TRUE, NULL));
        g_assert_true(harness_call(h, "payroll", "2025-01", NULL));
        g_assert_cmpfloat_with_epsilon(harness_measured(h, "payroll", NULL), 6.5 * unit, 1e-3);
        g_assert_cmpfloat(harness_measured(h, "unpriced", NULL), ==, 0);
        g_assert_true(harness_call(h, "payroll", "2025-01", "where", "id in ('b', 'c')", NULL));
        g_assert_cmpfloat_with_epsilon(harness_measured(h, "payroll", NULL), (higher ? 6.5 : 2) * unit, 1e-3);
        g_assert_true(harness_call(h, "payroll", "2025-01", "where", "id = 'none'", NULL));
        g_assert_cmpfloat(harness_measured(h, "payroll", NULL), ==, 0);
        g_assert_true(harness_call(h, "payroll", "2025-01", "paid", "assigned", "missing", "4", NULL));
        g_assert_cmpfloat_with_epsilon(harness_measured(h, "payroll", NULL), (higher ? 9 : 10) * unit, 1e-3);
    }
}

/* A coefficient of one's own counts where it is asked for. */
static void
test_own(void)
{
    g_autoptr(Harness) h = harness_new("payroll");
    harness_month(h, "2024-12");
    harness_units(h, "id,type\ntown,town\n");
    harness_posts(h, "id,unit,coefficient,held\na,town,3,yes\nb,town,3,yes\nc,town,5,no\n");
    OrgRow person = harness_person(h, "h-a");
    gint64 own = 450;
    g_assert_true(org_set(harness_org(h), ORG_F_PERSON_COEFFICIENT, &person, &own, 1, NULL));
    g_assert_true(harness_call(h, "payroll", "2025-01", NULL));
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "payroll", NULL), 6 * 1.25 * 2340000, 1e-3);
    g_assert_true(harness_call(h, "payroll", "2025-01", "own", "yes", NULL));
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "payroll", NULL), 7.5 * 1.25 * 2340000, 1e-3);
    g_assert_true(harness_call(h, "payroll", "2025-01", "own", "yes", "paid", "assigned", NULL));
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "payroll", NULL), 12.5 * 1.25 * 2340000, 1e-3);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/payroll/official-example", test_official_example);
    g_test_add_func("/payroll/base-salary", test_base_salary_of_the_day);
    g_test_add_func("/payroll/before", test_before_the_table);
    g_test_add_func("/payroll/weights", test_weights_and_vacancies);
    g_test_add_func("/payroll/two-posts", test_two_posts);
    g_test_add_func("/payroll/own", test_own);
    return g_test_run();
}
