// SPDX-License-Identifier: MIT
/* autonomy: whose posts leave the state payroll, and which moves are refused. */
#include "harness.h"
#include <string.h>

static Harness *
city(const char *group)
{
    Harness *h = harness_new("autonomy");
    g_autofree char *units = g_strdup_printf("id,name,type,parent,autonomy_group\n"
                                             "city,City,city,,\n"
                                             "hospital,Hospital,service-unit,city,%s\n"
                                             "ward,Ward,room,hospital,\n"
                                             "school,School,service-unit,city,%s\n",
                                             group, group);
    harness_units(h, units);
    harness_posts(h, "id,unit,rank,category,funding,fte,held\n"
                     "m,city,head,civil-servant,state,1,yes\n"
                     "h1,hospital,head,public-employee,state,1,yes\n"
                     "h2,hospital,staff,contract,own,1,yes\n"
                     "w1,ward,staff,public-employee,state,0.5,yes\n"
                     "w2,ward,staff,public-employee,state,1,no\n"
                     "s1,school,head,public-employee,state,1,yes\n");
    return h;
}

static void
test_converts(void)
{
    g_autoptr(Harness) h = city("4");
    g_assert_true(harness_call(h, "autonomy", "2023-01", "units", "hospital", "group", "2", NULL));
    harness_expect(h, HARNESS_ALL,
                   "units\n"
                   "  city (city)\n"
                   "  hospital (service-unit) under city\n"
                   "  ward (room) under hospital\n"
                   "  school (service-unit) under city\n"
                   "posts\n"
                   "  m in city: head civil-servant state, held by h-m\n"
                   "  h1 in hospital: head public-employee own, held by h-h1\n"
                   "  h2 in hospital: staff contract own, held by h-h2\n"
                   "  w1 in ward: staff public-employee own, held by h-w1\n"
                   "  w2 in ward: staff public-employee own, vacant\n"
                   "  s1 in school: head public-employee state, held by h-s1\n"
                   "people\n"
                   "  h-m employed in city at m\n"
                   "  h-h1 employed in hospital at h1\n"
                   "  h-h2 employed in hospital at h2\n"
                   "  h-w1 employed in ward at w1\n"
                   "  h-s1 employed in school at s1\n"
                   "acts\n"
                   "  2023-01 autonomy set-numbers: becomes financially autonomous\n"
                   "  2023-01 autonomy set-numbers: becomes financially autonomous\n"
                   "  2023-01 autonomy set: leaves the state payroll: the unit pays its posts itself\n"
                   "findings\n"
                   "measures\n"
                   "  units-converted = 1\n"
                   "  posts-off-payroll = 3\n"
                   "  fte-off-payroll = 2.5\n"
                   "  staff-off-payroll = 2\n");
    const OrgAttribute *group = org_attribute_find(harness_org(h), ORG_UNITS, "autonomy_group");
    g_assert_cmpfloat(group->number[harness_unit(h, "hospital")], ==, 2);
    g_assert_cmpfloat(group->number[harness_unit(h, "school")], ==, 4);
}

static void
test_without_below(void)
{
    g_autoptr(Harness) h = city("4");
    g_assert_true(harness_call(h, "autonomy", "2023-01", "where", "type = 'service-unit'", "below", "no", NULL));
    g_assert_cmpfloat(harness_measured(h, "units-converted", NULL), ==, 2);
    g_assert_cmpfloat(harness_measured(h, "posts-off-payroll", NULL), ==, 2);
}

static void
test_groups_as_words(void)
{
    g_autoptr(Harness) h = city("3b");
    g_assert_true(harness_call(h, "autonomy", "2023-01", "units", "hospital", "group", "1", NULL));
    const OrgAttribute *group = org_attribute_find(harness_org(h), ORG_UNITS, "autonomy_group");
    g_assert_cmpstr(org_dict_text(harness_org(h)->dict, group->word[harness_unit(h, "hospital")]), ==, "1");
    g_assert_cmpstr(org_dict_text(harness_org(h)->dict, group->word[harness_unit(h, "school")]), ==, "3b");
}

static void
test_part_autonomy_keeps_the_payroll(void)
{
    g_autoptr(Harness) h = city("4");
    g_assert_true(harness_call(h, "autonomy", "2023-01", "units", "hospital", "group", "3", NULL));
    g_assert_cmpfloat(harness_measured(h, "units-converted", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "posts-off-payroll", NULL), ==, 0);
}

static void
test_no_way_back(void)
{
    g_autoptr(Harness) h = city("2");
    g_assert_false(harness_call(h, "autonomy", "2023-01", "units", "hospital", "group", "4", NULL));
    g_assert_nonnull(
        strstr(harness_error(h), "Unit \"hospital\" is in autonomy group 2 and may not fall back to group 4"));
    g_assert_true(harness_call(h, "autonomy", "2023-02", "units", "hospital", "group", "1", NULL));
    g_assert_false(harness_call(h, "autonomy", "2023-03", NULL));
    g_assert_nonnull(strstr(harness_error(h), "either `units:` or `where:`"));
}

static void
test_stable_for_five_years(void)
{
    g_autoptr(Harness) h = city("4");
    g_assert_true(harness_call(h, "autonomy", "2023-01", "units", "hospital", "group", "3", NULL));
    g_assert_true(harness_call(h, "autonomy", "2024-01", "units", "hospital", "group", "2", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  warn unit hospital: Hospital changes its autonomy group again after 12 months; a "
                   "classification should last 60.\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/autonomy/converts", test_converts);
    g_test_add_func("/autonomy/without-below", test_without_below);
    g_test_add_func("/autonomy/groups-as-words", test_groups_as_words);
    g_test_add_func("/autonomy/part-autonomy-keeps-the-payroll", test_part_autonomy_keeps_the_payroll);
    g_test_add_func("/autonomy/no-way-back", test_no_way_back);
    g_test_add_func("/autonomy/stable-for-five-years", test_stable_for_five_years);
    return g_test_run();
}
