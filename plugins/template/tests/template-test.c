// SPDX-License-Identifier: MIT
#include "harness.h"

static Harness *
town(void)
{
    Harness *h = harness_new("template");
    harness_units(h, "id,   type, parent, name\n"
                     "town, city, ,       Town\n"
                     "fin,  room, town,   Finance\n"
                     "plan, room, town,   New Planning\n");
    return h;
}

static const char *
name(Harness *h, const char *id)
{
    return org_name(harness_org(h), ORG_UNITS, harness_unit(h, id));
}

static void
test_prefix(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "template", "2022-07", "units", "plan, fin", "prefix", "New ", NULL));
    g_assert_cmpstr(name(h, "town"), ==, "Town");
    g_assert_cmpstr(name(h, "fin"), ==, "New Finance");
    g_assert_cmpstr(name(h, "plan"), ==, "New Planning");
    harness_expect(h, HARNESS_ACTS | HARNESS_FINDINGS | HARNESS_MEASURES,
                   "acts\n"
                   "  2022-07 template rename-unit: the plan renames it\n"
                   "findings\n"
                   "measures\n"
                   "  renamed = 1\n");
}

static void
test_again(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "template", "2022-07", "units", "plan", "prefix", "New ", "once", "false", NULL));
    g_assert_cmpstr(name(h, "plan"), ==, "New New Planning");
}

static void
test_nothing_to_do(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "template", "2022-07", "units", "plan", "prefix", "New ", NULL));
    harness_expect(h, HARNESS_ACTS | HARNESS_FINDINGS,
                   "acts\n"
                   "findings\n"
                   "  note: no unit needed the prefix \"New \"\n");
}

static void
test_empty_prefix(void)
{
    g_autoptr(Harness) h = town();
    g_assert_false(harness_call(h, "template", "2022-07", "units", "plan", "prefix", "", NULL));
    g_assert_cmpstr(harness_error(h), ==, "`prefix` is empty, so that no name would change");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/template/prefix", test_prefix);
    g_test_add_func("/template/again", test_again);
    g_test_add_func("/template/nothing-to-do", test_nothing_to_do);
    g_test_add_func("/template/empty-prefix", test_empty_prefix);
    return g_test_run();
}
