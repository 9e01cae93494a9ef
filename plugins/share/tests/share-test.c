// SPDX-License-Identifier: MIT
#include "harness.h"

#include <math.h>
#include <string.h>

static Harness *
town(void)
{
    Harness *h = harness_new("share");
    harness_units(h, "id,type,group\ntown,town,\na,service-unit,1\nb,service-unit,4\nc,service-unit,2\n"
                     "board,project-board,2\nd,service-unit,4\n");
    harness_posts(h, "id,unit,rank,fte,sex\n"
                     "p1,town,head,1,F\np2,a,head,1,M\np3,b,head,1,M\np4,c,deputy,1,F\np5,c,staff,0.5,F\n");
    return h;
}

static void
test_units(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "share", "2021-12", "units", "where \"group\" <= 2", "of_units",
                               "where type = 'service-unit'", NULL));
    harness_expect(h, HARNESS_MEASURES, "measures\n  share = 0.5\n  part = 2\n  whole = 4\n");
}

static void
test_people(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "share", "2021-12", "people", "where sex = 'F'", "of_people",
                               "where rank in ('head', 'deputy')", NULL));
    harness_expect(h, HARNESS_MEASURES, "measures\n  share = 0.5\n  part = 2\n  whole = 4\n");
}

static void
test_posts_by_weight_of_all(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "share", "2021-12", "posts", "p4,p5", NULL));
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "share", NULL), 1.5 / 4.5, 1e-12);
    g_assert_cmpfloat(harness_measured(h, "whole", NULL), ==, 4.5);
}

static void
test_empty_whole(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "share", "2021-12", "units", "a", "of_units", "where type = 'agency'", NULL));
    g_assert_true(isnan(harness_measured(h, "share", NULL)));
    g_autofree char *text = harness_text(h, HARNESS_FINDINGS);
    g_assert_nonnull(strstr(text, "no share was measured"));
}

static void
test_one_table_only(void)
{
    g_autoptr(Harness) h = town();
    g_assert_false(harness_call(h, "share", "2021-12", "units", "a", "posts", "p1", NULL));
    g_assert_nonnull(strstr(harness_error(h), "exactly one"));
    g_assert_false(harness_call(h, "share", "2021-12", NULL));
    g_assert_nonnull(strstr(harness_error(h), "exactly one"));
    g_assert_false(harness_call(h, "share", "2021-12", "units", "a", "of_posts", "p1", NULL));
    g_assert_nonnull(strstr(harness_error(h), "`posts`"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/share/units", test_units);
    g_test_add_func("/share/people", test_people);
    g_test_add_func("/share/posts", test_posts_by_weight_of_all);
    g_test_add_func("/share/empty", test_empty_whole);
    g_test_add_func("/share/one-table", test_one_table_only);
    return g_test_run();
}
