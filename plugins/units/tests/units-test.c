// SPDX-License-Identifier: MIT
#include "harness.h"

static Harness *
town(void)
{
    Harness *h = harness_new("units");
    harness_units(h, "id,type,function,parent\n"
                     "town,town,,\n"
                     "a,room,finance,town\n"
                     "b,room,planning,town\n"
                     "c,service-unit,school,town\n"
                     "c1,service-room,school,c\n");
    return h;
}

static void
test_all(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "units", "2021-12", NULL));
    harness_expect(h, HARNESS_MEASURES, "measures\n  units = 5\n");
}

static void
test_where(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "units", "2021-12", "where", "type = 'room' or function = 'school'", NULL));
    g_assert_cmpfloat(harness_measured(h, "units", NULL), ==, 4);
    g_assert_true(harness_call(h, "units", "2021-12", "where", "type = 'agency'", NULL));
    g_assert_cmpfloat(harness_measured(h, "units", NULL), ==, 0);
}

static void
test_by_parent(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "units", "2021-12", "where", "type <> 'town'", "by_parent", "true", NULL));
    harness_expect(h, HARNESS_MEASURES,
                   "measures\n  units = 4\n  units of town = 3\n  units of a = 0\n"
                   "  units of b = 0\n  units of c = 1\n  units of c1 = 0\n");
}

static void
test_closed_units_do_not_count(void)
{
    g_autoptr(Harness) h = town();
    GError *error = NULL;
    g_assert_true(org_close_unit(harness_org(h), harness_unit(h, "a"), ORG_NONE, &error));
    g_assert_true(harness_call(h, "units", "2021-12", NULL));
    g_assert_cmpfloat(harness_measured(h, "units", NULL), ==, 4);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/units/all", test_all);
    g_test_add_func("/units/where", test_where);
    g_test_add_func("/units/by-parent", test_by_parent);
    g_test_add_func("/units/closed", test_closed_units_do_not_count);
    return g_test_run();
}
