// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

/* One post and 12,000 minutes a month in a; two posts and nothing yet in b. */
static Harness *
town(void)
{
    Harness *h = harness_new("workload");
    harness_month(h, "2020-12");
    harness_units(h, "id,type,parent\ntown,town,\na,room,town\nb,room,town\n");
    harness_posts(h, "id,unit,rank,held,fte\na1,a,staff,yes,1\na2,a,staff,no,1\nb1,b,head,yes,1\nb2,b,staff,yes,1\n");
    return h;
}

#define ROWS "unit,procedure,arrivals_month,minutes,deadline_days\na,birth,100,120,5\n"

static gboolean
go(Harness *h, const char *month, const char *rows)
{
    return harness_call(h, "workload", month, "procedures", rows, NULL);
}

static double
kept(Harness *h, const char *attribute, const char *unit)
{
    const OrgAttribute *found = org_attribute_find(harness_org(h), ORG_UNITS, attribute);
    return found ? found->number[harness_unit(h, unit)] : NAN;
}

static void
test_queue(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(go(h, "2021-01", ROWS));
    g_assert_cmpfloat(kept(h, "workload.backlog", "a"), ==, 2400);
    g_assert_cmpfloat(kept(h, "workload.waiting", "a"), ==, 7.5);
    g_assert_cmpfloat(kept(h, "workload.dossiers", "a"), ==, 100);
    g_assert_cmpfloat_with_epsilon(kept(h, "workload.on-time", "a"), 200 / 3.0, 1e-9);
    g_assert_cmpfloat(harness_measured(h, "utilisation", NULL), ==, 1.25);
    g_assert_cmpfloat(harness_measured(h, "backlog-hours", NULL), ==, 40);
    g_assert_cmpfloat(harness_measured(h, "waiting-days", "a"), ==, 7.5);
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  note: workload assumes 9600 minutes a month of a full post, 0 % of it away, and 20 % less in "
                   "the month of a merger, none after 6 months\n");
    g_assert_true(go(h, "2021-02", ROWS));
    g_assert_cmpfloat(kept(h, "workload.backlog", "a"), ==, 4800);
    g_assert_cmpfloat(kept(h, "workload.dossiers", "a"), ==, 200);
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "returned-on-time", NULL), 1 / 3.0, 1e-9);
    /* Counted anew in a year; the queue goes on. */
    g_assert_true(go(h, "2022-01", ROWS));
    g_assert_cmpfloat(kept(h, "workload.dossiers", "a"), ==, 100);
    g_assert_cmpfloat(kept(h, "workload.on-time", "a"), ==, 0);
    g_assert_cmpfloat(kept(h, "workload.backlog", "a"), ==, 13 * 2400);
    g_assert_true(isnan(kept(h, "workload.backlog", "b")));
}

/* b takes over: three posts against 12,000 minutes, a fifth less in that month, 2,400 wait. 2,400 + 12,000 - 3 · 9,600 · 0.8 < 0. */
static void
test_merger(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(go(h, "2021-01", ROWS));
    OrgRow posts[] = { harness_post(h, "a1"), harness_post(h, "a2") };
    g_assert_true(org_move_posts(harness_org(h), posts, 2, harness_unit(h, "b"), NULL));
    harness_org(h)->month = ORG_MONTH(2021, 2);
    g_assert_true(org_close_unit(harness_org(h), harness_unit(h, "a"), harness_unit(h, "b"), NULL));
    g_assert_true(go(h, "2021-02", ROWS));
    g_assert_cmpfloat(kept(h, "workload.merged", "b"), ==, ORG_MONTH(2021, 2));
    g_assert_cmpfloat(kept(h, "workload.backlog", "b"), ==, 0);
    g_assert_true(isnan(kept(h, "workload.backlog", "a")));
    g_assert_cmpfloat(kept(h, "workload.dossiers", "b"), ==, 200);
    /* At first a dossier waits 30 · 2,400 / 23,040 = 3.1 days: on time. */
    g_assert_cmpfloat_with_epsilon(kept(h, "workload.on-time", "b"), 100 + 200 / 3.0, 1e-9);
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "utilisation", NULL), 12000 / (28800 * 0.8), 1e-9);
    g_assert_true(go(h, "2021-05", ROWS)); /* half of the six months are over: a tenth less */
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "utilisation", NULL), 12000 / (28800 * 0.9), 1e-9);
    g_assert_true(go(h, "2021-08", ROWS));
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "utilisation", NULL), 12000 / 28800.0, 1e-9);
}

/* What simplify has changed, who sits in class, what is away. */
static void
test_state_of_others(void)
{
    g_autoptr(Harness) h = town();
    OrgRow a = harness_unit(h, "a"), person = 0;
    double half = 0.5, day = 1, until = ORG_MONTH(2021, 1), absence = 0.25;
    Org *org = harness_org(h);
    g_assert_true(org_set_numbers(org, ORG_UNITS, "simplify.birth.minutes", &a, &half, 1, NULL));
    g_assert_true(org_set_numbers(org, ORG_UNITS, "simplify.birth.days", &a, &day, 1, NULL));
    g_assert_true(org_set_numbers(org, ORG_PEOPLE, "train.until", &person, &until, 1, NULL));
    g_assert_true(org_set_numbers(org, ORG_PEOPLE, "train.absence", &person, &absence, 1, NULL));
    g_assert_cmpuint(org->people.unit[person], ==, a);
    g_assert_true(harness_call(h, "workload", "2021-01", "procedures", ROWS, "absence", "20%", NULL));
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "utilisation", NULL), 6000 / (9600 * 0.75 * 0.8), 1e-9);
    /* 240 minutes wait at the end, 1.25 days; one day is allowed. */
    g_assert_cmpfloat_with_epsilon(kept(h, "workload.on-time", "a"), 80, 1e-9);
    g_assert_true(org_set_numbers(org, ORG_UNITS, "simplify.birth.ended", &a, &day, 1, NULL));
    g_assert_true(go(h, "2021-02", ROWS));
    g_assert_cmpfloat(kept(h, "workload.dossiers", "a"), ==, 100);
    g_assert_cmpfloat(kept(h, "workload.backlog", "a"), ==, 0);
}

static void
test_posts_and_nobody(void)
{
    g_autoptr(Harness) h = town();
    const char *rows = "unit,procedure,arrivals_month,minutes,deadline_days\nb,land,10,960,30\na,birth,1,1,5\n";
    g_assert_true(harness_call(h, "workload", "2021-01", "procedures", rows, "posts", "b1", "minutes", "4800", NULL));
    g_assert_cmpfloat(kept(h, "workload.backlog", "b"), ==, 4800);
    g_assert_cmpfloat(kept(h, "workload.on-time", "b"), ==, 10); /* 30 days at the end, which is allowed */
    g_assert_cmpfloat(kept(h, "workload.on-time", "a"), ==, 0);  /* nobody works there */
    g_assert_true(isnan(kept(h, "workload.waiting", "a")));
}

static void
refuse(const char *rows, const char *sentence)
{
    g_autoptr(Harness) h = town();
    g_assert_false(go(h, "2021-01", rows));
    g_assert_nonnull(strstr(harness_error(h), sentence));
}

static void
test_refusals(void)
{
    refuse("unit,procedure\nx,birth\n", "there is no unit \"x\"");
    refuse("unit,procedure\na,b.c\n", "\"b.c\" cannot be the name");
    refuse("unit,procedure\na,b\na,b\n", "\"b\" stands twice for \"a\"");
    refuse("unit,procedure,minutes\na,b,-1\n", "a number of \"b\" is below 0");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/workload/queue", test_queue);
    g_test_add_func("/workload/merger", test_merger);
    g_test_add_func("/workload/state-of-others", test_state_of_others);
    g_test_add_func("/workload/posts-and-nobody", test_posts_and_nobody);
    g_test_add_func("/workload/refusals", test_refusals);
    return g_test_run();
}
