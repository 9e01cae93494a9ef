// SPDX-License-Identifier: MIT
#include "harness.h"

static Harness *
town(void)
{
    Harness *h = harness_new("posts");
    harness_units(h, "id,type,parent\ntown,town,\na,room,town\n");
    harness_posts(h, "id,unit,funding,fte,n,held\n"
                     "x,town,state,1,10,9\n"
                     "half,a,own,0.5,1,1\n");
    return h;
}

static void
test_all(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "posts", "2021-12", NULL));
    harness_expect(h, HARNESS_MEASURES, "measures\n  posts = 10.5\n  filled = 9.5\n  vacant = 1\n");
}

static void
test_where_and_by_unit(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "posts", "2021-12", "where", "funding = 'own'", "by_unit", "true", NULL));
    harness_expect(h, HARNESS_MEASURES,
                   "measures\n  posts = 0.5\n  filled = 0.5\n  vacant = 0\n"
                   "  posts of town = 0\n  filled of town = 0\n  vacant of town = 0\n"
                   "  posts of a = 0.5\n  filled of a = 0.5\n  vacant of a = 0\n");
}

/* No post is in the set: that is no reason to count all. */
static void
test_by_unit_of_none(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "posts", "2021-12", "where", "funding = 'none'", "by_unit", "true", NULL));
    g_assert_cmpfloat(harness_measured(h, "posts", "a"), ==, 0);
}

/* The vector loop and a plain count agree on any length, with closed posts among the open ones. */
static void
test_any_length(void)
{
    for (int n = 1; n < 200; n += 7) {
        g_autoptr(Harness) h = harness_new("posts");
        harness_units(h, "id,type\ntown,town\n");
        g_autofree char *posts = g_strdup_printf("id,unit,n,held\nx,town,%d,%d\n", n, n / 2);
        harness_posts(h, posts);
        OrgRow closed[] = { 0 };
        g_assert_true(org_close_posts(harness_org(h), closed, n > 1 ? 1 : 0, NULL));
        const OrgPostTable *table = &harness_org(h)->posts;
        int assigned = 0, filled = 0;
        for (guint i = 0; i < table->n; i++) {
            assigned += table->closed[i] == ORG_OPEN;
            filled += table->closed[i] == ORG_OPEN && table->holder[i] != ORG_NONE;
        }
        g_assert_true(harness_call(h, "posts", "2021-12", NULL));
        g_assert_cmpfloat(harness_measured(h, "posts", NULL), ==, assigned);
        g_assert_cmpfloat(harness_measured(h, "filled", NULL), ==, filled);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/posts/all", test_all);
    g_test_add_func("/posts/by-unit-of-none", test_by_unit_of_none);
    g_test_add_func("/posts/where", test_where_and_by_unit);
    g_test_add_func("/posts/any-length", test_any_length);
    return g_test_run();
}
