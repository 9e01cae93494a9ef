// SPDX-License-Identifier: MIT
#include "harness.h"

static Harness *
new_town(void)
{
    Harness *h = harness_new("add-posts");
    harness_units(h, "id,type,parent\ntown,town,\na,school,town\nb,school,town\nc,school,town\nd,room,town\n");
    harness_posts(h, "id,unit,rank,category,funding,title,coefficient,n,held\n"
                     "a,a,staff,public-employee,state,teacher,3.33,5,5\n"
                     "b,b,staff,public-employee,state,teacher,3.33,3,1\n"
                     "c,c,staff,public-employee,state,teacher,3.33,2,2\n"
                     "d,d,staff,civil-servant,state,clerk,2.34,4,4\n");
    return h;
}

static guint
posts_in(Harness *h, const char *unit)
{
    return harness_org(h)->units.n_posts[harness_unit(h, unit)];
}

/* 7 posts over 5, 3 and 2: exact shares 3.5, 2.1, 1.4; whole 3, 2, 1; the odd one goes where most was cut off. */
static void
test_shares(void)
{
    g_autoptr(Harness) h = new_town();
    g_assert_true(harness_call(h, "add-posts", "2021-06", "where", "title = 'teacher'", "by", "7", NULL));
    g_assert_cmpuint(posts_in(h, "a"), ==, 5 + 4);
    g_assert_cmpuint(posts_in(h, "b"), ==, 3 + 2);
    g_assert_cmpuint(posts_in(h, "c"), ==, 2 + 1);
    g_assert_cmpuint(posts_in(h, "d"), ==, 4);
    g_assert_cmpfloat(harness_measured(h, "posts-opened", NULL), ==, 7);
    const Org *org = harness_org(h);
    for (OrgRow p = 14; p < org->posts.n; p++) {
        g_assert_cmpuint(org->posts.holder[p], ==, ORG_NONE);
        g_assert_cmpint(org->posts.coefficient[p], ==, 333);
        g_assert_cmpint(org->posts.opened[p], ==, ORG_MONTH(2021, 6));
    }
}

static void
test_percentage(void)
{
    g_autoptr(Harness) h = new_town();
    g_assert_true(harness_call(h, "add-posts", "2021-06", "where", "title = 'teacher'", "by", "30%", NULL));
    g_assert_cmpuint(harness_org(h)->posts.n, ==, 14 + 3);
    g_assert_true(harness_call(h, "add-posts", "2021-07", "where", "title = 'clerk'", "by", "0", NULL));
    g_assert_cmpuint(harness_org(h)->posts.n, ==, 14 + 3);
}

/* A unit without a head gets one. */
static void
test_head(void)
{
    g_autoptr(Harness) h = new_town();
    g_assert_true(harness_call(h, "add-posts", "2021-06", "where", "unit = 'd'", "by", "1", "rank", "head", "title",
                               "Director", NULL));
    const Org *org = harness_org(h);
    g_assert_cmpuint(org->posts.n, ==, 15);
    g_assert_cmpuint(org_head_of(org, harness_unit(h, "d")), ==, 14);
    g_assert_cmpstr(org_name(org, ORG_POSTS, 14), ==, "Director");
    g_assert_cmpint(org->posts.coefficient[14], ==, 234);
}

static void
test_mistakes(void)
{
    g_autoptr(Harness) h = new_town();
    g_assert_false(harness_call(h, "add-posts", "2021-06", "where", "title = 'nurse'", "by", "1", NULL));
    g_assert_nonnull(strstr(harness_error(h), "no post"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/add-posts/shares", test_shares);
    g_test_add_func("/add-posts/percentage", test_percentage);
    g_test_add_func("/add-posts/mistakes", test_mistakes);
    g_test_add_func("/add-posts/head", test_head);
    return g_test_run();
}
