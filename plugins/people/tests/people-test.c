// SPDX-License-Identifier: MIT
#include "harness.h"

/* n people with posts, of whom the first `surplus` lose theirs and the next `left` leave. */
static Harness *
town(int n, int surplus, int left)
{
    Harness *h = harness_new("people");
    harness_units(h, "id,type\ntown,town\n");
    g_autofree char *posts = g_strdup_printf("id,unit,n\nx,town,%d\n", n);
    harness_posts(h, posts);
    Org *org = harness_org(h);
    g_autofree OrgRow *rows = g_new(OrgRow, n);
    g_autofree OrgMonth *when = g_new(OrgMonth, n);
    for (int i = 0; i < n; i++) {
        rows[i] = (OrgRow) i;
        when[i] = org->month;
    }
    g_assert_true(org_close_posts(org, rows, (gsize) surplus, NULL));
    g_assert_true(org_leave(org, rows + surplus, when, (gsize) left, org->month - 1, "gone", NULL));
    return h;
}

static void
test_any_length(void)
{
    const int sizes[] = { 3, 127, 128, 129, 1000, 1024 };
    for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
        int n = sizes[i];
        g_autoptr(Harness) h = town(n, n / 3, n / 2);
        g_assert_true(harness_call(h, "people", "2021-12", NULL));
        g_assert_cmpfloat(harness_measured(h, "people", NULL), ==, n - n / 2);
        g_assert_cmpfloat(harness_measured(h, "surplus", NULL), ==, n / 3);
    }
}

/* A chunk in which all are alike must not overflow the bytes that the counts are added up in. */
static void
test_all_alike(void)
{
    g_autoptr(Harness) h = town(1000, 1000, 0);
    g_assert_true(harness_call(h, "people", "2021-12", NULL));
    harness_expect(h, HARNESS_MEASURES, "measures\n  people = 1000\n  surplus = 1000\n");
    g_autoptr(Harness) gone = town(1000, 0, 1000);
    g_assert_true(harness_call(gone, "people", "2021-12", NULL));
    harness_expect(gone, HARNESS_MEASURES, "measures\n  people = 0\n  surplus = 0\n");
}

static void
test_where(void)
{
    g_autoptr(Harness) h = town(10, 4, 2);
    g_assert_true(harness_call(h, "people", "2021-12", "where", "state = 'surplus'", NULL));
    harness_expect(h, HARNESS_MEASURES, "measures\n  people = 4\n  surplus = 4\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/people/any-length", test_any_length);
    g_test_add_func("/people/all-alike", test_all_alike);
    g_test_add_func("/people/where", test_where);
    return g_test_run();
}
