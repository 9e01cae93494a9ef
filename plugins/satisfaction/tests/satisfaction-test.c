// SPDX-License-Identifier: MIT
#include "harness.h"

static Harness *
town(void)
{
    Harness *h = harness_new("satisfaction");
    harness_month(h, "2020-12");
    harness_units(h, "id,type,parent\ntown,town,\na,room,town\nb,room,town\n");
    return h;
}

static double
index_of(Harness *h, const char *month, const char *by_on_time, const char *by_online)
{
    g_assert_true(harness_call(h, "satisfaction", month, "index", "80", "on_time", "95%", "online", "30%", "by_on_time",
                               by_on_time, "by_online", by_online, NULL));
    return harness_measured(h, "satisfaction-index", NULL);
}

static void
set(Harness *h, const char *attribute, const char *unit, double value)
{
    OrgRow row = harness_unit(h, unit);
    g_assert_true(org_set_numbers(harness_org(h), ORG_UNITS, attribute, &row, &value, 1, NULL));
}

static void
test_index(void)
{
    g_autoptr(Harness) h = town();
    g_assert_cmpfloat(index_of(h, "2021-01", "0.5", "0.1"), ==, 80); /* nobody counts either */
    set(h, "workload.dossiers", "a", 100);
    set(h, "workload.on-time", "a", 99);
    set(h, "workload.dossiers", "b", 300);
    set(h, "workload.on-time", "b", 289);
    g_assert_cmpfloat_with_epsilon(index_of(h, "2021-02", "0.5", "0.1"), 81, 1e-9); /* 97 % */
    set(h, "online-services.eligible", "a", 10);
    set(h, "online-services.online", "a", 8);
    g_assert_cmpfloat_with_epsilon(index_of(h, "2021-03", "0.5", "0.1"), 86, 1e-9); /* 50 % more online */
    g_assert_cmpfloat(index_of(h, "2021-04", "0", "1"), ==, 100);
    g_assert_cmpfloat(index_of(h, "2021-05", "0", "-2"), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/satisfaction/index", test_index);
    return g_test_run();
}
