// SPDX-License-Identifier: MIT
/* merge: who is surplus afterwards. */
#include "harness.h"

/* Both posts of one person close: that is one surplus person, and a former leader with a deadline. */
static void
test_both_posts(void)
{
    g_autoptr(Harness) h = harness_new("merge");
    harness_units(h, "id,name,type,parent\n"
                     "town,Town,town,\n"
                     "fin,Finance,room,town\n"
                     "plan,Planning,room,town\n");
    harness_posts(h, "id,unit,rank,held,hired\n"
                     "f1,fin,head,yes,2010-01\n"
                     "f2,fin,staff,yes,2015-01\n"
                     "p1,plan,head,yes,2005-01\n"
                     "p3,plan,staff,no,\n"
                     "p4,plan,staff,yes,2020-01\n");
    OrgRow person = harness_org(h)->posts.holder[harness_post(h, "p1")], post = harness_post(h, "p3");
    g_assert_true(org_place(harness_org(h), &person, &post, 1, TRUE, NULL));
    g_assert_true(harness_call(h, "merge", "2022-07", "units", "fin,plan", "into", "fin", "other_heads", "surplus",
                               "shed", "5", NULL));
    g_assert_cmpuint(harness_org(h)->people.state[person], ==, ORG_SURPLUS);
    g_assert_cmpfloat(harness_measured(h, "surplus", NULL), ==, harness_org(h)->totals.surplus);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/merge-surplus/both-posts", test_both_posts);
    return g_test_run();
}
