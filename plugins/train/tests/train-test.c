// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

static Harness *
town(void)
{
    Harness *h = harness_new("train");
    harness_units(h, "id,type\ntown,town\n");
    harness_posts(h, "id,unit,rank,person,born,   sex,hired,  rating\n"
                     "1, town,staff,a,    1990-01,M,  2010-01,4\n"
                     "2, town,staff,b,    1985-01,F,  2009-01,3\n"
                     "3, town,staff,c,    1970-01,M,  1995-01,3\n"
                     "4, town,staff,d,    1980-01,M,  2012-01,1\n");
    harness_surplus(h, "id,unit\ns,town\n");
    return h;
}

static double
number(Harness *h, const char *attribute, const char *person)
{
    const OrgAttribute *found = org_attribute_find(harness_org(h), ORG_PEOPLE, attribute);
    return found ? found->number[harness_person(h, person)] : NAN;
}

static void
plan(Harness *h, const char *person)
{
    OrgRow row = harness_person(h, person);
    OrgWord word = org_dict_add(harness_org(h)->dict, "1", -1);
    g_assert_true(org_set_words(harness_org(h), ORG_PEOPLE, "plan-cadres.post2", &row, &word, 1, NULL));
}

#define ONE "classes", "id,topic,places,opens,months\nk1,party-work,2,2022-03,3\n"

/* The planned one first, then the best rated; in class from March to May, passed in June. */
static void
test_class(void)
{
    g_autoptr(Harness) h = town();
    plan(h, "d");
    g_assert_true(harness_call(h, "train", "2022-01", ONE, "order", "plan-first", "absence", "50%", NULL));
    g_assert_cmpfloat(harness_measured(h, "enrolled", NULL), ==, 0);
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2022, 3));
    g_assert_true(harness_call(h, "train", "2022-03", ONE, "order", "plan-first", "absence", "50%", NULL));
    g_assert_cmpfloat(harness_measured(h, "enrolled", NULL), ==, 2);
    g_assert_cmpfloat(number(h, "train.until", "d"), ==, ORG_MONTH(2022, 5));
    g_assert_cmpfloat(number(h, "train.absence", "a"), ==, 0.5);
    g_assert_true(isnan(number(h, "train.until", "b")));
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2022, 6));
    g_assert_true(harness_call(h, "train", "2022-06", ONE, "order", "plan-first", NULL));
    g_assert_cmpfloat(harness_measured(h, "class-passed", NULL), ==, 2);
    g_assert_cmpfloat(number(h, "train.party-work", "d"), ==, ORG_MONTH(2022, 6));
    g_assert_cmpfloat(number(h, "train.party-work", "a"), ==, ORG_MONTH(2022, 6));
    g_assert_true(isnan(number(h, "train.until", "d")));
    g_assert_true(isnan(number(h, "train.absence", "a")));
    g_assert_true(isnan(number(h, "train.party-work", "b")));
    g_assert_cmpint(harness_woken(h), ==, ORG_OPEN);
}

/* Who has the topic, or sits in another class, is not sent again; surplus people are not sent; what is left stays empty. */
static void
test_places(void)
{
    static const char classes[] = "id,topic,places,counts_as,opens,months\n"
                                  "k1,office,3,,,2\n"
                                  "k2,law,3,basics,2022-01,1\n"
                                  "k3,office,3,,2022-03,1\n";
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "train", "2022-01", "classes", classes, NULL));
    g_assert_cmpfloat(harness_measured(h, "enrolled", NULL), ==, 4); /* a, c, b in k1, d alone in k2 */
    g_assert_cmpfloat(harness_measured(h, "places-empty", NULL), ==, 2);
    g_assert_true(harness_call(h, "train", "2022-02", "classes", classes, NULL));
    g_assert_cmpfloat(number(h, "train.law", "d"), ==, ORG_MONTH(2022, 2));
    g_assert_cmpfloat(number(h, "train.basics", "d"), ==, ORG_MONTH(2022, 2));
    harness_forget(h);
    g_assert_true(harness_call(h, "train", "2022-03", "classes", classes, NULL));
    g_assert_cmpfloat(number(h, "train.office", "c"), ==, ORG_MONTH(2022, 3));
    harness_expect(h, HARNESS_FINDINGS | HARNESS_MEASURES,
                   "findings\n"
                   "  note: 2 places in classes stay empty: nobody else may be sent.\n"
                   "measures\n"
                   "  enrolled = 1\n"
                   "  class-passed = 3\n"
                   "  not-passed = 0\n"
                   "  dropped-out = 0\n"
                   "  places-empty = 2\n");
}

static void
test_who(void)
{
    static const struct {
        const char *key, *value, *who;
    } ways[] = { { "women", "100%", "b" },
                 { "young", "100%", "a" },
                 { "order", "seniority", "c" },
                 { "order", "youngest", "a" },
                 { "who", "d", "d" } };
    for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autoptr(Harness) h = town();
        g_assert_true(harness_call(h, "train", "2022-01", "classes", "id,topic,places\nk,law,1\n", ways[i].key,
                                   ways[i].value, NULL));
        g_assert_false(isnan(number(h, "train.until", ways[i].who)));
    }
}

static void
test_pass(void)
{
    g_autoptr(Harness) none = town(), gone = town(), many = harness_new("train");
    static const char k[] = "id,topic,places\nk,law,1000\n";
    g_assert_true(harness_call(none, "train", "2022-01", "classes", k, "pass", "0%", NULL));
    g_assert_true(harness_call(none, "train", "2022-02", "classes", k, "pass", "0%", NULL));
    g_assert_cmpfloat(harness_measured(none, "not-passed", NULL), ==, 4);
    g_assert_true(harness_call(gone, "train", "2022-01", "classes", k, NULL));
    OrgRow a = harness_person(gone, "a");
    OrgMonth when = ORG_MONTH(2022, 1);
    g_assert_true(org_leave(harness_org(gone), &a, &when, 1, when - 1, "resigned", NULL));
    g_assert_true(harness_call(gone, "train", "2022-02", "classes", k, NULL));
    g_assert_cmpfloat(harness_measured(gone, "dropped-out", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(gone, "class-passed", NULL), ==, 3);
    g_assert_true(isnan(number(gone, "train.law", "a")));
    harness_units(many, "id,type\ntown,town\n");
    harness_posts(many, "id,unit,rank,n,held\np,town,staff,1000,1000\n");
    g_assert_true(harness_call(many, "train", "2022-01", "classes", k, "pass", "80%", NULL));
    g_assert_true(harness_call(many, "train", "2022-02", "classes", k, "pass", "80%", NULL));
    /* Five standard deviations of a binomial count of 1,000 at 0.8 are 63. */
    g_assert_cmpfloat(fabs(harness_measured(many, "class-passed", NULL) - 800), <, 63);
}

static void
refused(const char *classes, const char *why)
{
    g_autoptr(Harness) h = town();
    g_assert_false(harness_call(h, "train", "2022-02", "classes", classes, NULL));
    g_assert_nonnull(strstr(harness_error(h), why));
}

static void
test_mistakes(void)
{
    refused("id,topic,places\n,law,1\n", "Row 1 of classes: a class needs an id");
    refused("id,topic,places\nk,Law of 2020,1\n", "Row 1 of classes: a topic has lower-case letters");
    refused("id,topic,places\nk,law,1\nk,law,1\n", "Row 2 of classes: another class has the id \"k\"");
    refused("id,topic,places,opens\nk,law,1,2022-01\n", "the class opens before the step is due");
    refused("id,topic,places\nk,law,-1\n", "0 to 1000000 places");
    refused("id,topic,places,months\nk,law,1,0\n", "lasts 1 to 600 months");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/train/class", test_class);
    g_test_add_func("/train/places", test_places);
    g_test_add_func("/train/who", test_who);
    g_test_add_func("/train/pass", test_pass);
    g_test_add_func("/train/mistakes", test_mistakes);
    return g_test_run();
}
