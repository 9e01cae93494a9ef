// SPDX-License-Identifier: MIT
/* merge: to whom posts report when heads and deputies end, step down, or stand above who stays. */
#include "harness.h"

static Harness *
town(const char *posts)
{
    Harness *h = harness_new("merge");
    harness_units(h, "id,type,parent\nt,town,\na,room,t\nb,room,t\nc,room,t\n");
    harness_posts(h, posts);
    return h;
}

static const char *
boss_of(Harness *h, const char *post)
{
    OrgRow boss = harness_org(h)->posts.reports_to[harness_post(h, post)];
    return boss == ORG_NONE ? "" : org_id(harness_org(h), ORG_POSTS, boss);
}

/* The head who stays stood below two heads of the same merge: it takes the place of the upper one. */
static void
test_below_two_heads(void)
{
    static const char *const fates[] = { "deputy", "surplus" };
    for (guint i = 0; i < 2; i++) {
        g_autoptr(Harness) h =
            town("id,unit,rank,reports_to\nm,t,head,\na1,a,head,b1\nb1,b,head,c1\nc1,c,head,m\na2,a,staff,a1\n"
                 "b2,b,staff,b1\nc2,c,staff,c1\n");
        g_assert_true(
            harness_call(h, "merge", "2022-07", "units", "a,b,c", "into", "a", "other_heads", fates[i], NULL));
        g_assert_cmpstr(boss_of(h, "a1"), ==, "m");
        for (const char *const *post = (const char *const[]){ "b2", "c2", "a2", NULL }; *post; post++)
            g_assert_cmpstr(boss_of(h, *post), ==, "a1");
    }
}

/* Deputies above the cap hand over their reports, to the head who stays even when that one stood below them. */
static void
test_below_a_deputy(void)
{
    static const char *const fates[] = { "staff", "surplus" };
    for (guint i = 0; i < 2; i++) {
        g_autoptr(Harness) h =
            town("id,unit,rank,reports_to\nm,t,head,\na1,a,head,a9\na9,a,deputy,m\na2,a,staff,a9\nb1,b,head,m\n"
                 "b2,b,staff,b1\n");
        g_assert_true(harness_call(h, "merge", "2022-07", "units", "a,b", "into", "a", "other_heads", "staff",
                                   "deputies", "cap", "deputy_cap", "0", "other_deputies", fates[i], NULL));
        g_assert_cmpstr(boss_of(h, "a1"), ==, "m");
        g_assert_cmpstr(boss_of(h, "a2"), ==, "a1");
        g_assert_cmpstr(boss_of(h, "b2"), ==, "a1");
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/merge/reports/below-two-heads", test_below_two_heads);
    g_test_add_func("/merge/reports/below-a-deputy", test_below_a_deputy);
    return g_test_run();
}
