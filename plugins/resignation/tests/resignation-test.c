// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

enum { STAFF = 20000 };

static Harness *
town(int n)
{
    Harness *h = harness_new("resignation");
    harness_month(h, "2020-12");
    harness_units(h, "id,type,parent\ntown,town,\n");
    g_autofree char *posts = g_strdup_printf("id,unit,category,born,n\n"
                                             "a,town,civil-servant,1980-01,%d\n"
                                             "b,town,public-employee,1980-01,%d\n"
                                             "c,town,public-employee,1995-01,%d\n",
                                             n / 2, n / 4, n / 4);
    harness_posts(h, posts);
    return h;
}

static int
count_left(Harness *h, guint first, guint end)
{
    int left = 0;
    for (guint i = first; i < end; i++)
        left += harness_org(h)->people.state[i] == ORG_LEFT;
    return left;
}

static void
call_by(Harness *h, int months, const char *rate)
{
    for (OrgMonth now = ORG_MONTH(2020, 12) + months; now <= ORG_MONTH(2023, 12); now += months) {
        char month[16];
        g_snprintf(month, sizeof month, "%d-%02d", now / 12, now % 12 + 1);
        g_assert_true(harness_call(h, "resignation", month, "rate", rate, NULL));
    }
}

static void
test_the_clock_does_not_matter(void)
{
    g_autoptr(Harness) yearly = town(2000);
    call_by(yearly, 12, "5%");
    g_assert_cmpint(count_left(yearly, 0, 2000), >, 200);
    g_autofree char *expected = harness_text(yearly, HARNESS_PEOPLE);
    const int paces[] = { 1, 3, 4, 18 }; /* 18 months cross the turn of a year */
    for (gsize i = 0; i < G_N_ELEMENTS(paces); i++) {
        g_autoptr(Harness) h = town(2000);
        call_by(h, paces[i], "5%");
        g_autofree char *text = harness_text(h, HARNESS_PEOPLE);
        g_assert_cmpstr(text, ==, expected);
    }
}

static void
test_rate(void)
{
    g_autoptr(Harness) h = town(STAFF);
    g_assert_true(harness_call(h, "resignation", "2021-12", "rate", "2%", NULL));
    /* 400 expected, standard deviation 19.8 */
    g_assert_cmpint(ABS(count_left(h, 0, STAFF) - 400), <, 100);
    g_assert_cmpfloat(harness_measured(h, "resigned", NULL), ==, count_left(h, 0, STAFF));
}

static void
test_months_are_even(void)
{
    g_autoptr(Harness) h = town(STAFF);
    g_assert_true(harness_call(h, "resignation", "2021-12", "rate", "60%", NULL));
    int in_month[12] = { 0 };
    const OrgPersonTable *people = &harness_org(h)->people;
    for (guint i = 0; i < people->n; i++)
        if (people->state[i] == ORG_LEFT)
            in_month[people->since[i] % 12]++;
    for (int m = 0; m < 12; m++) /* 1000 expected, standard deviation 31 */
        g_assert_cmpint(ABS(in_month[m] - 1000), <, 155);
}

static void
test_bounds(void)
{
    g_autoptr(Harness) h = town(2000);
    g_assert_true(harness_call(h, "resignation", "2021-12", NULL));
    g_assert_cmpint(count_left(h, 0, 2000), ==, 0);
    g_assert_true(harness_call(h, "resignation", "2022-12", "rate", "100%", NULL));
    g_assert_cmpint(count_left(h, 0, 2000), ==, 2000);
}

static void
test_another_seed(void)
{
    g_autoptr(Harness) a = town(2000);
    g_autoptr(Harness) b = town(2000);
    harness_spec(b)->replication = 1;
    call_by(a, 12, "5%");
    call_by(b, 12, "5%");
    g_autofree char *text_a = harness_text(a, HARNESS_PEOPLE);
    g_autofree char *text_b = harness_text(b, HARNESS_PEOPLE);
    g_assert_cmpstr(text_a, !=, text_b);
}

/* A higher rate keeps the leavers of the lower one: scenarios that differ in a rate share their draws. */
static void
test_common_draws(void)
{
    g_autoptr(Harness) low = town(2000);
    g_autoptr(Harness) high = town(2000);
    g_assert_true(harness_call(low, "resignation", "2021-12", "rate", "3%", NULL));
    g_assert_true(harness_call(high, "resignation", "2021-12", "rate", "9%", NULL));
    for (guint i = 0; i < 2000; i++)
        if (harness_org(low)->people.state[i] == ORG_LEFT)
            g_assert_cmpint(harness_org(high)->people.state[i], ==, ORG_LEFT);
}

static void
test_rates(void)
{
    g_autoptr(Harness) h = town(2000);
    g_assert_true(harness_call(h, "resignation", "2021-12", "rate", "0%", "reason", "left the service", "rates",
                               "rate,category,age_from,age_to\n1,public-employee,,29\n0.5,public-employee,30,99\n",
                               NULL));
    g_assert_cmpint(count_left(h, 0, 1000), ==, 0);
    g_assert_cmpint(ABS(count_left(h, 1000, 1500) - 250), <, 60);
    g_assert_cmpint(count_left(h, 1500, 2000), ==, 500);
    g_autofree char *text = harness_text(h, HARNESS_PEOPLE);
    g_assert_nonnull(strstr(text, "left the service"));
}

static void
test_bad_rate(void)
{
    g_autoptr(Harness) h = town(20);
    g_assert_false(harness_call(h, "resignation", "2021-12", "rates", "rate,category\n1.5,\n", NULL));
    g_assert_nonnull(strstr(harness_error(h), "row 1"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/resignation/clock", test_the_clock_does_not_matter);
    g_test_add_func("/resignation/rate", test_rate);
    g_test_add_func("/resignation/months", test_months_are_even);
    g_test_add_func("/resignation/bounds", test_bounds);
    g_test_add_func("/resignation/seed", test_another_seed);
    g_test_add_func("/resignation/common-draws", test_common_draws);
    g_test_add_func("/resignation/rates", test_rates);
    g_test_add_func("/resignation/bad-rate", test_bad_rate);
    return g_test_run();
}
