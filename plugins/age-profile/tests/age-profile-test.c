// SPDX-License-Identifier: MIT
#include "harness.h"

/* In December 2021: 29 years and 11 months, 30, 39 and 11 months, 50, 61; one unknown. */
static Harness *
town(void)
{
    Harness *h = harness_new("age-profile");
    harness_units(h, "id,type\nt,town\n");
    harness_posts(h, "id,unit,born\na,t,1992-01\nb,t,1991-12\nc,t,1982-01\nd,t,1971-12\ne,t,1960-12\nf,t,\n");
    return h;
}

static void
test_bands(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "age-profile", "2021-12", NULL));
    g_assert_cmpfloat(harness_measured(h, "aged-under-30", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "aged-30-39", NULL), ==, 2);
    g_assert_cmpfloat(harness_measured(h, "aged-40-49", NULL), ==, 0);
    g_assert_cmpfloat(harness_measured(h, "aged-50-59", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "aged-60-up", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "age-unknown", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "young", NULL), ==, 3);
    g_assert_cmpfloat(harness_measured(h, "young-share", NULL), ==, 0.6);
    /* 359 + 360 + 479 + 600 + 732 months of five people; the third in order */
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "mean-age", NULL), 2530 / 60.0, 1e-12);
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "median-age", NULL), 479 / 12.0, 1e-12);
}

static void
test_where_and_young(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(
        harness_call(h, "age-profile", "2021-12", "where", "id in ('h-a', 'h-b')", "young_under", "30", NULL));
    g_assert_cmpfloat(harness_measured(h, "young-share", NULL), ==, 0.5);
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "median-age", NULL), 719 / 24.0, 1e-12); /* between two */
    g_autoptr(Harness) none = town();
    g_assert_true(harness_call(none, "age-profile", "2021-12", "where", "id = 'h-f'", NULL));
    g_assert_cmpfloat(harness_measured(none, "age-unknown", NULL), ==, 1);
    g_assert_true(isnan(harness_measured(none, "mean-age", NULL)));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/age-profile/bands", test_bands);
    g_test_add_func("/age-profile/where-and-young", test_where_and_young);
    return g_test_run();
}
