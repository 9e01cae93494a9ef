// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

static Harness *
town(void)
{
    Harness *h = harness_new("confidence-vote");
    harness_month(h, "2020-12");
    harness_units(h, "id,type\nt,town\n");
    harness_posts(h, "id,unit,rank,person\na,t,head,ann\nb,t,deputy,bob\nc,t,deputy,cy\n");
    return h;
}

static gboolean
go(Harness *h, const char *month, const char *votes, const char *dismiss)
{
    return harness_call(h, "confidence-vote", month, "votes", votes, "dismiss", dismiss, NULL);
}

#define VOTES "person,month,high,medium,low\nann,2021-02,50,30,20\nbob,2021-02,10,40,50\ncy,2021-03,1,0,2\n"

static double
kept(Harness *h, const char *attribute, const char *person)
{
    return org_attribute_find(harness_org(h), ORG_PEOPLE, attribute)->number[harness_person(h, person)];
}

static void
test_votes(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(go(h, "2021-01", VOTES, "0%"));
    harness_expect(h, HARNESS_MEASURES | HARNESS_ACTS,
                   "acts\nmeasures\n  votes-held = 0\n  votes-low = 0\n  dismissed-by-vote = 0\n");
    g_assert_true(go(h, "2021-02", VOTES, "66.6%"));
    g_assert_cmpfloat(harness_measured(h, "votes-held", NULL), ==, 2);
    g_assert_cmpfloat(harness_measured(h, "votes-low", NULL), ==, 1);
    g_assert_cmpfloat(kept(h, "confidence-vote.high", "ann"), ==, 50);
    g_assert_cmpfloat(kept(h, "confidence-vote.low", "bob"), ==, 50);
    g_assert_cmpfloat(kept(h, "confidence-vote.month", "bob"), ==, ORG_MONTH(2021, 2));
    g_assert_true(go(h, "2021-03", VOTES, "66.6%"));
    g_assert_cmpfloat(harness_measured(h, "dismissed-by-vote", NULL), ==, 1);
    harness_expect(h, HARNESS_PEOPLE | HARNESS_FINDINGS,
                   "people\n"
                   "  ann employed in t at a\n"
                   "  bob employed in t at b\n"
                   "  cy surplus in t\n"
                   "findings\n"
                   "  note person bob: bob has 50 % low votes of confidence\n"
                   "  note person cy: cy has 67 % low votes of confidence\n");
}

static void
test_thresholds(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "confidence-vote", "2021-03", "votes", VOTES, "may_resign", "80%", NULL));
    harness_expect(h, HARNESS_FINDINGS, "findings\n");
    g_assert_cmpuint(harness_org(h)->people.state[harness_person(h, "cy")], ==, ORG_EMPLOYED);
}

/* Who leads in two units and gives both up waits in the unit of the first post. */
static void
test_two_posts(void)
{
    g_autoptr(Harness) h = harness_new("confidence-vote");
    harness_month(h, "2020-12");
    harness_units(h, "id,type\nt,town\nu,town\n");
    harness_posts(h, "id,unit,rank,person,held\na,t,head,ann,yes\nb,u,head,,no\n");
    const OrgRow ann = harness_person(h, "ann"), second = harness_post(h, "b");
    g_assert_true(org_place(harness_org(h), &ann, &second, 1, TRUE, NULL));
    g_assert_true(go(h, "2021-02", "person,month,high,medium,low\nann,2021-02,1,0,9\n", "50%"));
    harness_expect(h, HARNESS_PEOPLE, "people\n  ann surplus in t\n");
    g_assert_cmpfloat(harness_measured(h, "dismissed-by-vote", NULL), ==, 1);
    g_assert_true(
        go(h, "2021-03", "person,month,high,medium,low\nann,2021-03,1,0,9\n", "50%")); /* there is nothing left */
    g_assert_cmpfloat(harness_measured(h, "dismissed-by-vote", NULL), ==, 0);
}

static void
test_left(void)
{
    g_autoptr(Harness) h = town();
    OrgRow ann = harness_person(h, "ann");
    OrgMonth when = ORG_MONTH(2020, 12);
    g_assert_true(org_leave(harness_org(h), &ann, &when, 1, ORG_MONTH(2020, 11), "gone", NULL));
    g_assert_true(go(h, "2021-02", VOTES, "0%"));
    g_autofree char *text = harness_text(h, HARNESS_FINDINGS);
    g_assert_nonnull(strstr(text, "warn person ann: ann left before the vote of confidence"));
}

static void
test_refusals(void)
{
    static const char *const wrong[] = { "person,month,high,medium,low\nnobody,2021-02,1,1,1\n",
                                         "person,month,high,medium,low\nann,2021-02,0,0,0\n",
                                         "person,month,high,medium,low\nann,2021-02,5,5,-1\n" };
    for (int i = 0; i < 3; i++) {
        g_autoptr(Harness) h = town();
        g_assert_false(go(h, "2021-01", wrong[i], "0%"));
        g_assert_nonnull(strstr(harness_error(h), "row 1 of `votes` needs a person of the data"));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/confidence-vote/votes", test_votes);
    g_test_add_func("/confidence-vote/thresholds", test_thresholds);
    g_test_add_func("/confidence-vote/two-posts", test_two_posts);
    g_test_add_func("/confidence-vote/left", test_left);
    g_test_add_func("/confidence-vote/refusals", test_refusals);
    return g_test_run();
}
