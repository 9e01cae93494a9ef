// SPDX-License-Identifier: MIT
/* rename: one unit, several, a table, and every refusal. */
#include "harness.h"

static Harness *
town(void)
{
    Harness *h = harness_new("rename");
    harness_units(h, "id,name,type,function,parent\n"
                     "town,Town,district,,\n"
                     "fin,Finance,room,finance,town\n"
                     "plan,Planning,room,,town\n");
    return h;
}

static void
expect(Harness *h, const char *id, const char *name, const char *type, const char *function)
{
    const Org *org = harness_org(h);
    OrgRow row = harness_unit(h, id);
    g_assert_cmpstr(org_name(org, ORG_UNITS, row), ==, name);
    g_assert_cmpstr(org_dict_text(org->dict, org->units.type[row]), ==, type);
    g_assert_cmpstr(org_dict_text(org->dict, org->units.function[row]), ==, function);
}

static void
test_one(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "rename", "2022-07", "units", "fin", "name", "Finance and Planning", "function",
                               "finance-planning", NULL));
    expect(h, "fin", "Finance and Planning", "room", "finance-planning");
    expect(h, "plan", "Planning", "room", "");
    harness_expect(h, HARNESS_ACTS | HARNESS_FINDINGS | HARNESS_MEASURES,
                   "acts\n"
                   "  2022-07 rename rename-unit: renamed\n"
                   "  2022-07 rename set: with another function from now on\n"
                   "findings\n"
                   "measures\n"
                   "  units-renamed = 1\n"
                   "  units-retyped = 0\n"
                   "  functions-changed = 1\n");
}

/* Who is of the type already is not counted. */
static void
test_several(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "rename", "2022-07", "where", "id <> 'plan'", "type", "room", NULL));
    expect(h, "town", "Town", "room", "");
    g_assert_cmpfloat(harness_measured(h, "units-retyped", NULL), ==, 1);
    g_assert_true(harness_call(h, "rename", "2022-08", "units", "town", "type", "room", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  note: Nothing changes: the units are so already.\n");
}

static void
test_table(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "rename", "2022-07", "table",
                               "unit,name,type,function\n"
                               "plan,Investment,,planning\n"
                               "town,,ward,\n",
                               NULL));
    expect(h, "plan", "Investment", "room", "planning");
    expect(h, "town", "Town", "ward", "");
    expect(h, "fin", "Finance", "room", "finance");
}

static void
refuses(Harness *h, const char *key, const char *value, const char *other, const char *text, const char *sentence)
{
    g_assert_false(harness_call(h, "rename", "2022-07", key, value, other, text, NULL));
    g_assert_cmpstr(harness_error(h), ==, sentence);
}

static void
test_refusals(void)
{
    g_autoptr(Harness) h = town();
    refuses(h, "name", "X", NULL, NULL, "Say which units change by one of `units:`, `where:` and `table:`.");
    refuses(h, "units", "fin", "where", "type = 'room'",
            "Say which units change by one of `units:`, `where:` and `table:`.");
    refuses(h, "units", "fin", NULL, NULL, "It is not said what changes: give `name:`, `type:` or `function:`.");
    refuses(h, "units", "fin,plan", "name", "X",
            "One name cannot be that of 2 units; give a `table:` with a row for each.");
    refuses(h, "table", "unit,name\nfin,X\n", "type", "ward",
            "A `table:` says all that changes; `type:` does not go with it.");
    refuses(h, "table", "unit,name\nfin,X\nfin,Y\nno,Z\n", NULL, NULL,
            "Row 2 of table: the unit \"fin\" stands twice; every unit has one row. Row 3 of table: there is no unit "
            "\"no\". Nothing was changed.");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rename/one", test_one);
    g_test_add_func("/rename/several", test_several);
    g_test_add_func("/rename/table", test_table);
    g_test_add_func("/rename/refusals", test_refusals);
    return g_test_run();
}
