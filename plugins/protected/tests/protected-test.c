// SPDX-License-Identifier: MIT
/* protected: closing, changing, units and posts, by attribute; a change of holder is none. */
#include "harness.h"

static Harness *
town(void)
{
    Harness *h = harness_new("protected");
    harness_also(h, "dissolve");
    harness_also(h, "transfer");
    harness_also(h, "rename");
    harness_units(h, "id,name,type,parent,protected\n"
                     "t,Town,town,,\n"
                     "fort,Fort,room,t,yes\n"
                     "post,Outpost,team,fort,\n"
                     "fin,Finance,room,t,\n");
    harness_posts(h, "id,unit,rank,title\n"
                     "m,t,head,Mayor\n"
                     "o1,post,staff,Guard\n"
                     "o2,post,staff,Guard\n"
                     "f1,fin,staff,Clerk\n");
    return h;
}

static void
judge(Harness *h, const char *key, const char *value, const char *against, const char *severity, const char *findings)
{
    harness_forget(h);
    g_assert_true(harness_call(h, "protected", "2022-01", "against", against, "severity", severity, key, value, NULL));
    harness_expect(h, HARNESS_FINDINGS, findings);
}

static void
test_closing(void)
{
    g_autoptr(Harness) h = town();
    judge(h, NULL, NULL, "closing", "veto", "findings\n"); /* no step has run */
    g_assert_true(harness_call(h, "dissolve", "2022-01", "units", "post", NULL));
    judge(h, NULL, NULL, "closing", "veto", "findings\n"); /* of no protected unit */
    judge(h, NULL, NULL, "changing", "veto", "findings\n");
    judge(h, "units", "where type = 'team'", "closing", "veto",
          "findings\n"
          "  veto unit post: Outpost is protected, and was closed\n");
    judge(h, "posts", "where title = 'Guard'", "closing", "warn",
          "findings\n"
          "  warn post o1: The post o1 is protected, and was closed\n"
          "  warn post o2: The post o2 is protected, and was closed\n");
    judge(h, "units", "where type = 'room'", "closing", "veto", "findings\n");
}

static void
test_changing(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "rename", "2022-01", "units", "fort", "name", "Castle", NULL));
    judge(h, NULL, NULL, "closing", "veto", "findings\n");
    judge(h, NULL, NULL, "changing", "veto",
          "findings\n"
          "  veto unit fort: Fort is protected, and was changed\n");
    g_assert_true(harness_call(h, "transfer", "2022-01", "posts", "o1", "to", "fin", NULL));
    judge(h, "posts", "o1,o2", "changing", "note",
          "findings\n"
          "  note post o1: The post o1 is protected, and was changed\n");
    judge(h, "units", "post,t", "changing", "veto",
          "findings\n"
          "  veto unit post: Outpost is protected, and was changed\n");
    OrgRow person = harness_person(h, "h-m");
    OrgMonth now = ORG_MONTH(2022, 1);
    harness_org(h)->month = now;
    g_assert_true(harness_call(h, "rename", "2022-01", "units", "fort", "name", "Fort", NULL));
    g_assert_true(org_leave(harness_org(h), &person, &now, 1, now - 1, "goes", NULL));
    judge(h, "posts", "m", "changing", "veto", "findings\n"); /* another holder, or none, is no change of the post */
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/protected/closing", test_closing);
    g_test_add_func("/protected/changing", test_changing);
    return g_test_run();
}
