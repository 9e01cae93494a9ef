// SPDX-License-Identifier: MIT
#include "harness.h"

/* A department with a director, two deputies and three rooms, each with a head and four staff. */
static Harness *
department(const char *boss)
{
    Harness *h = harness_new("span-and-layers");
    harness_units(h, "id,type,parent\nso,so,\na,room,so\nb,room,so\nc,room,so\n");
    g_autofree char *posts = g_strdup_printf("id,unit,rank,reports_to\n"
                                             "dir,so,head,\nd1,so,deputy,%s\nd2,so,deputy,%s\n"
                                             "ha,a,head,\na1,a,staff,\na2,a,staff,\na3,a,staff,\na4,a,staff,\n"
                                             "hb,b,head,\nb1,b,staff,\nb2,b,staff,\nb3,b,staff,\nb4,b,staff,\n"
                                             "hc,c,head,\nc1,c,staff,\nc2,c,staff,\nc3,c,staff,\nc4,c,staff,\n",
                                             boss, boss);
    harness_posts(h, posts);
    return h;
}

static void
test_from_units(void)
{
    g_autoptr(Harness) h = department("");
    g_assert_true(harness_call(h, "span-and-layers", "2021-12", NULL));
    harness_expect(h, HARNESS_MEASURES,
                   "measures\n"
                   "  mean-span = 4.25\n"
                   "  max-span = 5\n"
                   "  leaders = 4\n"
                   "  layers = 2\n"
                   "  posts-in-layer-1 = 3\n"
                   "  posts-in-layer-2 = 15\n");
}

static void
test_two_heads(void)
{
    g_autoptr(Harness) h = harness_new("span-and-layers");
    harness_units(h, "id,type,parent\nso,so,\n");
    harness_posts(h, "id,unit,rank\nh1,so,head\nh2,so,head\ns1,so,staff\n");
    g_assert_true(harness_call(h, "span-and-layers", "2021-12", NULL));
    g_assert_cmpfloat(harness_measured(h, "max-span", NULL), ==, 2);
    g_assert_cmpfloat(harness_measured(h, "leaders", NULL), ==, 1);
}

static void
test_from_reports(void)
{
    g_autoptr(Harness) h = department("dir");
    g_assert_true(harness_call(h, "span-and-layers", "2021-12", NULL));
    g_assert_cmpfloat(harness_measured(h, "mean-span", NULL), ==, 2);
    g_assert_cmpfloat(harness_measured(h, "leaders", NULL), ==, 1);
    g_assert_true(harness_call(h, "span-and-layers", "2021-12", "from", "units", NULL));
    g_assert_cmpfloat(harness_measured(h, "mean-span", NULL), ==, 4.25);
}

static void
report_to(Org *org, OrgRow post, OrgRow boss)
{
    gint64 value = boss;
    g_assert_true(org_set(org, ORG_F_REPORTS_TO, &post, &value, 1, NULL));
}

/* Bosses named in the course of a run, as mergers do, do not change how spans are read; those of the start do. */
static void
test_same_rule_to_the_end(void)
{
    g_autoptr(Harness) h = department("");
    g_assert_true(harness_call(h, "span-and-layers", "2021-12", NULL));
    Org *org = harness_org(h);
    report_to(org, 1, 0);
    g_assert_true(harness_call(h, "span-and-layers", "2022-12", NULL));
    g_assert_cmpfloat(harness_measured(h, "mean-span", NULL), ==, 4.25);
    g_autoptr(Harness) told = department("dir");
    g_assert_true(harness_call(told, "span-and-layers", "2021-12", NULL));
    org = harness_org(told);
    report_to(org, 1, ORG_NONE);
    report_to(org, 2, ORG_NONE);
    g_assert_true(harness_call(told, "span-and-layers", "2022-12", NULL));
    g_assert_cmpfloat(harness_measured(told, "leaders", NULL), ==, 0);
}

static void
test_some_units(void)
{
    g_autoptr(Harness) h = department("");
    g_assert_true(harness_call(h, "span-and-layers", "2021-12", "where", "type = 'room'", NULL));
    g_assert_cmpfloat(harness_measured(h, "mean-span", NULL), ==, 4);
    g_assert_cmpfloat(harness_measured(h, "leaders", NULL), ==, 3);
    g_assert_cmpfloat(harness_measured(h, "posts-in-layer-1", NULL), ==, 0);
    g_assert_cmpfloat(harness_measured(h, "posts-in-layer-2", NULL), ==, 15);
    harness_forget(h);
    g_assert_true(harness_call(h, "span-and-layers", "2021-12", "where", "type = 'agency'", NULL));
    harness_expect(h, HARNESS_MEASURES, "measures\n  leaders = 0\n  layers = 0\n");
}

static void
close_post(Harness *h, const char *id)
{
    OrgRow post = org_find(harness_org(h), ORG_POSTS, id);
    g_assert_true(org_close_posts(harness_org(h), &post, 1, NULL));
}

/* Both ends of a line are open and in the set; nothing is told of an organisation without any. */
static void
test_dotted(void)
{
    g_autoptr(Harness) h = harness_new("span-and-layers");
    harness_units(h, "id,type,parent\nso,so,\na,room,so\nb,room,so\n");
    harness_posts(h, "id,unit,rank,reports_to,also_reports_to\ndir,so,head,,\nha,a,head,dir,\na1,a,staff,ha,hb;dir\n"
                     "a2,a,staff,ha,ha\nhb,b,head,dir,\nb1,b,staff,hb,a1;nobody\n");
    g_assert_true(harness_call(h, "span-and-layers", "2021-12", NULL));
    g_assert_cmpfloat(harness_measured(h, "dotted", NULL), ==, 4);
    g_assert_cmpfloat(harness_measured(h, "leaders", NULL), ==, 3); /* they lead nobody */
    g_assert_true(harness_call(h, "span-and-layers", "2021-12", "where", "type = 'room'", NULL));
    g_assert_cmpfloat(harness_measured(h, "dotted", NULL), ==, 3);
    g_assert_true(harness_call(h, "span-and-layers", "2021-12", "where", "id = 'b'", NULL));
    g_assert_cmpfloat(harness_measured(h, "dotted", NULL), ==, 0);
    close_post(h, "hb");
    g_assert_true(harness_call(h, "span-and-layers", "2022-12", NULL));
    g_assert_cmpfloat(harness_measured(h, "dotted", NULL), ==, 3);
    close_post(h, "a1");
    g_assert_true(harness_call(h, "span-and-layers", "2022-12", NULL));
    g_assert_cmpfloat(harness_measured(h, "dotted", NULL), ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/span-and-layers/units", test_from_units);
    g_test_add_func("/span-and-layers/two-heads", test_two_heads);
    g_test_add_func("/span-and-layers/reports", test_from_reports);
    g_test_add_func("/span-and-layers/same-rule", test_same_rule_to_the_end);
    g_test_add_func("/span-and-layers/where", test_some_units);
    g_test_add_func("/span-and-layers/dotted", test_dotted);
    return g_test_run();
}
