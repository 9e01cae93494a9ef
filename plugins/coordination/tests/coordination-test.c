// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

static Harness *
town(void)
{
    Harness *h = harness_new("coordination");
    harness_units(h, "id,type,parent\ncity,city,\nd1,department,city\nd2,department,city\na,room,d1\nb,room,d1\nc,room,"
                     "d2\nother,city,\n");
    return h;
}

static void
test_levels(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "coordination", "2021-12", "handovers",
                               "from,to,number\na,b,5\nb,a,\na,c,7\nc,d1,2\na,a,4\nd1,a,3\na,other,11\ncity,c,13\n",
                               NULL));
    /* a to b and back, and d1 to a: 3; a to c and c to d1: 2, and so is the city to c */
    harness_expect(h, HARNESS_MEASURES,
                   "measures\n"
                   "  crossing = 42\n"
                   "  within-units = 4\n"
                   "  of-nobody = 0\n"
                   "  crossing-share = 0.9130434782608695\n"
                   "  crossing-at-level-1 = 11\n"
                   "  crossing-at-level-2 = 22\n"
                   "  crossing-at-level-3 = 9\n");
}

static void
test_closed(void)
{
    g_autoptr(Harness) h = town();
    const char *table = "from,to\na,b\nb,c\nother,c\n";
    g_assert_true(harness_call(h, "coordination", "2021-12", "handovers", table, NULL));
    g_assert_cmpfloat(harness_measured(h, "crossing", NULL), ==, 3);
    g_assert_true(org_close_unit(harness_org(h), harness_unit(h, "b"), harness_unit(h, "a"), NULL));
    g_assert_true(org_close_unit(harness_org(h), harness_unit(h, "other"), ORG_NONE, NULL));
    g_assert_true(harness_call(h, "coordination", "2022-12", "handovers", table, NULL));
    g_assert_cmpfloat(harness_measured(h, "crossing", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "within-units", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "of-nobody", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "crossing-at-level-2", NULL), ==, 1);
}

static void
test_refusals(void)
{
    g_autoptr(Harness) h = town();
    g_assert_false(harness_call(h, "coordination", "2021-12", "handovers", "from,to,number\na,b,-1\n", NULL));
    g_assert_nonnull(strstr(harness_error(h), "row 1 of `handovers` needs two units"));
    g_assert_false(harness_call(h, "coordination", "2021-12", "handovers", "from,to\na,\n", NULL));
    g_assert_nonnull(strstr(harness_error(h), "row 1 of `handovers` needs two units"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/coordination/levels", test_levels);
    g_test_add_func("/coordination/closed", test_closed);
    g_test_add_func("/coordination/refusals", test_refusals);
    return g_test_run();
}
