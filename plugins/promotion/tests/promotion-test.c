// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

static const char ladder[] = "step,coefficient,grade,years\n"
                             "3,3.00,A,\n"
                             "1,2.34,A,\n"
                             "2,2.67,A,\n"
                             "1,1.86,B,2\n"
                             "2,2.06,B,2\n";

static Harness *
office(void)
{
    Harness *h = harness_new("promotion");
    harness_month(h, "2020-12");
    harness_units(h, "id,type\nt,town\n");
    harness_posts(h, "id,unit,rank, coefficient,hired,  rating\n"
                     "a, t,   staff,2.34,       2018-03,3\n"
                     "b, t,   staff,1.86,       2019-06,2\n"
                     "c, t,   staff,2.67,       2012-01,1\n"
                     "d, t,   staff,4.98,       2010-01,4\n"
                     "e, t,   staff,3.00,       2010-01,4\n");
    return h;
}

/* In hundredths; 0: that of the post still. */
static guint
own(Harness *h, const char *person)
{
    return harness_org(h)->people.coefficient[harness_person(h, person)];
}

/* a: three years from March 2018 are March 2021, then March 2024; b: two years; c: in January 2021 and at the top then; d is on no ladder, e at the top. */
static void
test_rises(void)
{
    g_autoptr(Harness) h = office();
    g_assert_true(harness_call(h, "promotion", "2021-01", "steps", ladder, NULL));
    g_assert_cmpuint(own(h, "h-c"), ==, 300);
    g_assert_cmpfloat(harness_measured(h, "step-top", NULL), ==, 1);
    g_assert_true(harness_call(h, "promotion", "2021-02", "steps", ladder, NULL));
    g_assert_cmpuint(own(h, "h-a"), ==, 0);
    g_assert_true(harness_call(h, "promotion", "2021-03", "steps", ladder, NULL));
    g_assert_cmpuint(own(h, "h-a"), ==, 267);
    g_assert_true(harness_call(h, "promotion", "2021-05", "steps", ladder, NULL));
    g_assert_cmpuint(own(h, "h-b"), ==, 0);
    g_assert_true(harness_call(h, "promotion", "2024-02", "steps", ladder, NULL));
    g_assert_cmpuint(own(h, "h-b"), ==, 206);
    g_assert_cmpuint(own(h, "h-a"), ==, 267);
    g_assert_true(harness_call(h, "promotion", "2024-03", "steps", ladder, NULL));
    g_assert_cmpuint(own(h, "h-a"), ==, 300);
    g_assert_true(harness_call(h, "promotion", "2030-12", "steps", ladder, NULL));
    g_assert_cmpuint(own(h, "h-a"), ==, 300);
    g_assert_cmpuint(own(h, "h-d"), ==, 0);
    g_assert_cmpuint(own(h, "h-e"), ==, 0);
}

/* A penalty to June 2021 puts March off by nine months to December; one that lasts longer than the delay holds until it is over. */
static void
test_penalty(void)
{
    static const struct {
        int year, month;
        const char *before, *after;
    } penalties[] = { { 2021, 6, "2021-11", "2021-12" }, { 2022, 2, "2022-02", "2022-03" } };
    for (gsize i = 0; i < G_N_ELEMENTS(penalties); i++) {
        g_autoptr(Harness) h = office();
        OrgRow a = harness_person(h, "h-a");
        double until = ORG_MONTH(penalties[i].year, penalties[i].month);
        g_assert_true(org_set_numbers(harness_org(h), ORG_PEOPLE, "discipline_until", &a, &until, 1, NULL));
        g_assert_true(harness_call(h, "promotion", penalties[i].before, "steps", ladder, "delay", "9", NULL));
        g_assert_cmpuint(own(h, "h-a"), ==, 0);
        g_assert_true(harness_call(h, "promotion", penalties[i].after, "steps", ladder, "delay", "9", NULL));
        g_assert_cmpuint(own(h, "h-a"), ==, 267);
    }
}

static void
test_rating_and_set(void)
{
    g_autoptr(Harness) h = office(), some = office();
    g_assert_true(harness_call(h, "promotion", "2021-12", "steps", ladder, "min_rating", "2", NULL));
    g_assert_cmpuint(own(h, "h-c"), ==, 0); /* rated 1: it is put off to January 2022 */
    gint64 better = 2;
    OrgRow c = harness_person(h, "h-c");
    g_assert_true(org_set(harness_org(h), ORG_F_RATING, &c, &better, 1, NULL));
    g_assert_true(harness_call(h, "promotion", "2022-01", "steps", ladder, "min_rating", "2", NULL));
    g_assert_cmpuint(own(h, "h-c"), ==, 300);
    g_assert_true(harness_call(some, "promotion", "2021-12", "steps", ladder, "where", "id = 'h-a'", NULL));
    g_assert_cmpuint(own(some, "h-a"), ==, 267);
    g_assert_cmpuint(own(some, "h-b"), ==, 0);
}

/* Whose date of hiring is unknown rises once in three years, a thousand people in all months. */
static void
test_unknown_dates(void)
{
    g_autoptr(Harness) h = harness_new("promotion");
    harness_month(h, "2020-12");
    harness_units(h, "id,type\nt,town\n");
    harness_posts(h, "id,unit,rank,coefficient,n,held\np,t,staff,2.34,1000,1000\n");
    g_assert_true(harness_call(h, "promotion", "2021-12", "steps", ladder, NULL));
    /* Five standard deviations of a binomial count of 1,000 at one third are 75. */
    g_assert_cmpfloat(fabs(harness_measured(h, "step-risen", NULL) - 333), <, 75);
    g_assert_true(harness_call(h, "promotion", "2023-12", "steps", ladder, NULL));
    for (OrgRow p = 0; p < 1000; p++)
        g_assert_cmpuint(harness_org(h)->people.coefficient[p], ==, 267);
}

static void
refused(const char *steps, const char *why)
{
    g_autoptr(Harness) h = office();
    g_assert_false(harness_call(h, "promotion", "2021-01", "steps", steps, NULL));
    g_assert_nonnull(strstr(harness_error(h), why));
}

static void
test_mistakes(void)
{
    refused("step,coefficient\n1,0\n", "Row 1 of steps: a coefficient lies between");
    refused("step,coefficient,years\n1,2.34,0\n", "Row 1 of steps: a step lasts half a year");
    refused("step,coefficient\n1,2.34\n1,2.67\n", "Row 2 of steps: the step stands there twice.");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/promotion/rises", test_rises);
    g_test_add_func("/promotion/penalty", test_penalty);
    g_test_add_func("/promotion/rating", test_rating_and_set);
    g_test_add_func("/promotion/unknown", test_unknown_dates);
    g_test_add_func("/promotion/mistakes", test_mistakes);
    return g_test_run();
}
