// SPDX-License-Identifier: MIT
#include "harness.h"
#include "../../../engine/org/verbs.h"

/* Person x holds a full post, y a half, z two halves. */
static Harness *
town(void)
{
    Harness *h = harness_new("fte");
    harness_units(h, "id,type\nt,town\n");
    harness_posts(h, "id,unit,rank,fte,held\nx,t,head,1,yes\ny,t,staff,0.5,yes\nz,t,staff,0.5,yes\nv,t,staff,0.5,no\n");
    const OrgRow person = harness_person(h, "h-z"), post = harness_post(h, "v");
    g_assert_true(org_place(harness_org(h), &person, &post, 1, TRUE, NULL));
    return h;
}

static void
test_all(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "fte", "2021-12", NULL));
    g_assert_cmpfloat(harness_measured(h, "fte", NULL), ==, 2.5);
    g_assert_cmpfloat(harness_measured(h, "holders", NULL), ==, 3);
    g_assert_cmpfloat(harness_measured(h, "part-time", NULL), ==, 1);
    g_assert_cmpfloat_with_epsilon(harness_measured(h, "fte-each", NULL), 2.5 / 3, 1e-12);
}

static void
test_where(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "fte", "2021-12", "where", "id = 'v'", NULL));
    g_assert_cmpfloat(harness_measured(h, "fte", NULL), ==, 0.5);
    g_assert_cmpfloat(harness_measured(h, "part-time", NULL), ==, 1);
    g_autoptr(Harness) none = town();
    g_assert_true(harness_call(none, "fte", "2021-12", "where", "id = 'nobody'", NULL));
    g_assert_cmpfloat(harness_measured(none, "fte", NULL), ==, 0);
    g_assert_true(isnan(harness_measured(none, "fte-each", NULL)));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fte/all", test_all);
    g_test_add_func("/fte/where", test_where);
    return g_test_run();
}
