// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

static Harness *
city(void)
{
    Harness *h = harness_new("second");
    harness_units(h, "id,type,parent\ncity,city,\nd2,district,city\nd1,district,city\n");
    harness_posts(h, "id,unit,rank, person,born,   sex,hired,  rating\n"
                     "1, city,staff,a,     1990-01,M,  2015-01,4\n"
                     "2, city,staff,b,     1985-01,F,  2010-01,3\n"
                     "3, city,staff,c,     1970-01,M,  1995-01,2\n"
                     "4, d1,  staff,d,     1991-01,F,  2016-01,1\n");
    return h;
}

static const char *
unit_of(Harness *h, const char *person)
{
    const OrgAttribute *found = org_attribute_find(harness_org(h), ORG_PEOPLE, "second.unit");
    return org_dict_text(harness_org(h)->dict, found->word[harness_person(h, person)]);
}

#define ALL "where", "state = 'employed'", "to", "d1, d2"

/* By turns of the units' ids; post and unit stay; six months from January are over in July. */
static void
test_send(void)
{
    g_autoptr(Harness) h = city();
    g_assert_true(harness_call(h, "second", "2022-01", ALL, "number", "4", "order", "rating", "term", "6", NULL));
    g_assert_cmpstr(unit_of(h, "a"), ==, "d1");
    g_assert_cmpstr(unit_of(h, "b"), ==, "d2");
    g_assert_cmpstr(unit_of(h, "c"), ==, "d1");
    g_assert_cmpstr(unit_of(h, "d"), ==, "d2");
    g_assert_cmpuint(harness_org(h)->people.unit[harness_person(h, "a")], ==, harness_unit(h, "city"));
    const OrgAttribute *until = org_attribute_find(harness_org(h), ORG_PEOPLE, "second.until");
    g_assert_cmpfloat(until->number[harness_person(h, "a")], ==, ORG_MONTH(2022, 6));
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2022, 7));
    harness_forget(h);
    g_assert_true(harness_call(h, "second", "2022-07", ALL, "number", "4", NULL));
    g_assert_cmpstr(unit_of(h, "a"), ==, "");
    g_assert_cmpint(harness_woken(h), ==, ORG_OPEN);
    harness_expect(h, HARNESS_FINDINGS | HARNESS_MEASURES,
                   "findings\n"
                   "measures\n"
                   "  seconded = 0\n"
                   "  young-seconded = 0\n"
                   "  women-seconded = 0\n"
                   "  secondment-returned = 4\n"
                   "  in-secondment = 0\n");
}

/* Who works in the only unit is not sent there, and who is away is not sent again. */
static void
test_nobody_else(void)
{
    g_autoptr(Harness) h = city();
    g_assert_true(
        harness_call(h, "second", "2022-01", "where", "state = 'employed'", "to", "d1", "number", "100%", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n  note: 3 of 4 are seconded: there is nobody else, or no other unit.\n");
    g_assert_cmpstr(unit_of(h, "d"), ==, "");
    g_assert_true(
        harness_call(h, "second", "2022-06", "where", "state = 'employed'", "to", "d2", "number", "100%", NULL));
    g_assert_cmpfloat(harness_measured(h, "seconded", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "in-secondment", NULL), ==, 4);
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2023, 1));
}

static void
test_who(void)
{
    static const struct {
        const char *key, *value, *who;
    } ways[] = { { "order", "seniority", "c" },
                 { "order", "youngest", "d" },
                 { "women", "100%", "b" },
                 { "age_max", "31", "d" },
                 { "young", "100%", "d" } };
    for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autoptr(Harness) h = city();
        const char *most = strcmp(ways[i].key, "young") ? "40" : "37";
        g_assert_true(harness_call(h, "second", "2022-01", "where", "id <> 'a'", "to", "d1, d2", "number", "1",
                                   "young_age", most, ways[i].key, ways[i].value, NULL));
        g_assert_cmpstr(unit_of(h, ways[i].who), !=, "");
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/second/send", test_send);
    g_test_add_func("/second/nobody-else", test_nobody_else);
    g_test_add_func("/second/who", test_who);
    return g_test_run();
}
