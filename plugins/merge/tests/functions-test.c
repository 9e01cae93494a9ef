// SPDX-License-Identifier: MIT
/* merge: what the merged unit does. */
#include "harness.h"

static const char *
functions_of_unit(Harness *h, const char *unit)
{
    const OrgAttribute *list = org_attribute_find(harness_org(h), ORG_UNITS, "functions");
    OrgWord word = list && !list->is_number ? list->word[harness_unit(h, unit)] : 0;
    return word ? org_dict_text(harness_org(h)->dict, word) : "";
}

static Harness *
with_functions(const char *fin, const char *plan)
{
    Harness *h = harness_new("merge");
    g_autofree char *units = g_strdup_printf("id,name,type,function,parent,functions\n"
                                             "town,Town,town,,,\n"
                                             "fin,Finance,room,finance,town,%s\n"
                                             "plan,Planning,room,planning,town,%s\n"
                                             "law,Law,room,law,town,\n",
                                             fin, plan);
    harness_units(h, units);
    return h;
}

/* A merged unit does what its units did, each once, its own first; where no unit has a list, none is written. */
static void
test_functions(void)
{
    g_autoptr(Harness) h = with_functions("finance; prices", "");
    g_assert_true(harness_call(h, "merge", "2022-07", "units", "fin,plan,law", "into", "fin", NULL));
    g_assert_cmpstr(functions_of_unit(h, "fin"), ==, "finance;prices;planning;law");

    g_autoptr(Harness) same = with_functions("finance; prices", "prices;finance");
    g_assert_true(harness_call(same, "merge", "2022-07", "units", "fin,plan", "into", "fin", NULL));
    g_assert_cmpstr(functions_of_unit(same, "fin"), ==, "finance; prices"); /* nothing new: as it was written */

    g_autoptr(Harness) opened = with_functions("-", "planning;prices");
    g_assert_true(
        harness_call(opened, "merge", "2022-07", "units", "law,plan,fin", "into.id", "new", "into.name", "New", NULL));
    g_assert_cmpstr(functions_of_unit(opened, "new"), ==, "planning;prices;law"); /* in the order of the units file */

    g_autoptr(Harness) none = with_functions("", "");
    g_assert_true(harness_call(none, "merge", "2022-07", "units", "fin,plan", "into", "fin", NULL));
    g_assert_cmpstr(functions_of_unit(none, "fin"), ==, "");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/merge/functions", test_functions);
    return g_test_run();
}
