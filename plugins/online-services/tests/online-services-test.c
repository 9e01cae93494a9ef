// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

static Harness *
town(const char *month)
{
    Harness *h = harness_new("online-services");
    harness_month(h, month);
    harness_units(h, "id,type,parent\ntown,town,\na,room,town\nb,room,town\n");
    return h;
}

/* Ten eligible ones, p0 of most dossiers, and one that may not. */
static char *
rows(void)
{
    GString *text = g_string_new("unit,procedure,arrivals_month,eligible\nb,never,1000,no\n");
    for (int i = 0; i < 10; i++)
        g_string_append_printf(text, "%s,p%d,%d,\n", i < 3 ? "a" : "b", i, 100 - i);
    return g_string_free(text, FALSE);
}

static double
kept(Harness *h, const char *attribute, const char *unit)
{
    const OrgAttribute *found = org_attribute_find(harness_org(h), ORG_UNITS, attribute);
    return found ? found->number[harness_unit(h, unit)] : NAN;
}

static void
test_curve(void)
{
    static const struct {
        const char *before, *month;
        double online;
    } points[] = { { "2021-12", "2022-01", 1 },
                   { "2022-12", "2023-01", 5 },
                   { "2023-12", "2024-01", 9 },
                   { "2029-12", "2030-01", 10 } };
    g_autofree char *table = rows();
    for (size_t i = 0; i < G_N_ELEMENTS(points); i++) {
        g_autoptr(Harness) h = town(points[i].before);
        g_assert_true(
            harness_call(h, "online-services", points[i].month, "procedures", table, "half", "2023-01", NULL));
        g_assert_cmpfloat(harness_measured(h, "services-online", NULL), ==, points[i].online);
        g_assert_cmpfloat(harness_measured(h, "services-eligible", NULL), ==, 10);
        g_assert_cmpfloat(harness_measured(h, "share-online", NULL), ==, points[i].online / 10);
        g_assert_cmpfloat(kept(h, "online-services.online", "a"), ==,
                          MIN(points[i].online, 3)); /* most dossiers first */
        g_assert_cmpfloat(kept(h, "online-services.eligible", "b"), ==, 7);
    }
    g_autoptr(Harness) h = town("2022-12");
    g_assert_true(harness_call(h, "online-services", "2023-01", "procedures", table, "half", "2023-01", "start", "20%",
                               "end", "60%", NULL));
    g_assert_cmpfloat(harness_measured(h, "services-online", NULL), ==, 4);
    g_assert_true(
        harness_call(h, "online-services", "2023-02", "procedures", table, "half", "2023-01", "span", "0.1", NULL));
    g_assert_cmpfloat(harness_measured(h, "services-online", NULL), ==, 10);
}

static void
test_dates(void)
{
    g_autoptr(Harness) h = town("2020-12");
    g_autofree char *table = rows();
    const char *dates = "procedure,month\np5,2021-02\np1,2021-03\nnever,2021-01\nunknown,2021-01\n";
    g_assert_true(harness_call(h, "online-services", "2021-02", "procedures", table, "dates", dates, NULL));
    g_assert_cmpfloat(harness_measured(h, "services-online", NULL), ==, 1);
    g_assert_true(harness_call(h, "online-services", "2021-03", "procedures", table, "dates", dates, NULL));
    g_assert_cmpfloat(harness_measured(h, "services-online", NULL), ==, 2);
    g_assert_cmpfloat(kept(h, "online-services.online", "a"), ==, 1);
}

/* Made online by a step, ended by a step, handled by a successor; a procedure of two units counts once. */
static void
test_state_of_others(void)
{
    g_autoptr(Harness) h = town("2020-12");
    const char *table = "unit,procedure,eligible\na,birth,yes\nb,birth,no\na,land,yes\nb,trade,\n";
    OrgRow a = harness_unit(h, "a"), b = harness_unit(h, "b");
    double one = 1;
    Org *org = harness_org(h);
    g_assert_true(org_set_numbers(org, ORG_UNITS, "simplify.land.online", &a, &one, 1, NULL));
    g_assert_true(org_set_numbers(org, ORG_UNITS, "simplify.trade.ended", &b, &one, 1, NULL));
    g_assert_true(org_set_numbers(org, ORG_UNITS, "simplify.birth.online", &b, &one, 1, NULL)); /* at one of two */
    g_assert_true(org_close_unit(org, a, b, NULL));
    g_assert_true(harness_call(h, "online-services", "2021-01", "procedures", table, "half", "2100-01", NULL));
    g_assert_cmpfloat(kept(h, "online-services.eligible", "b"), ==, 2);
    g_assert_cmpfloat(kept(h, "online-services.online", "b"), ==, 1);
    g_assert_true(isnan(kept(h, "online-services.eligible", "a")));
}

static void
test_refusals(void)
{
    g_autoptr(Harness) h = town("2020-12");
    const char *table = "unit,procedure\na,birth\n";
    g_assert_false(harness_call(h, "online-services", "2021-01", "procedures", table, "half", "2022-01", "dates",
                                "procedure,month\nbirth,2021-01\n", NULL));
    g_assert_nonnull(strstr(harness_error(h), "takes `dates` or the month of `half`, not both"));
    g_assert_false(harness_call(h, "online-services", "2021-01", "procedures", "unit,procedure\nx,birth\n", "half",
                                "2022-01", NULL));
    g_assert_nonnull(strstr(harness_error(h), "there is no unit \"x\""));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/online-services/curve", test_curve);
    g_test_add_func("/online-services/dates", test_dates);
    g_test_add_func("/online-services/state-of-others", test_state_of_others);
    g_test_add_func("/online-services/refusals", test_refusals);
    return g_test_run();
}
