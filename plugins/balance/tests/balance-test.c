// SPDX-License-Identifier: MIT
#include "harness.h"

/* Two departments with a head and two deputies each: one woman of six, three below 40. */
static Harness *
city(void)
{
    Harness *h = harness_new("balance");
    harness_units(h, "id,name,type,parent\nc,City,city,\nd1,One,department,c\nd2,Two,department,c\n");
    harness_posts(h, "id,unit,rank,  born,   sex\n"
                     "a, d1,  head,  1970-01,F\n"
                     "b, d1,  deputy,1990-01,M\n"
                     "e, d1,  deputy,1991-01,M\n"
                     "f, d2,  head,  1960-01,M\n"
                     "g, d2,  deputy,1988-01,M\n"
                     "i, d2,  deputy,,       \n"
                     "s, d2,  staff, 1995-01,F\n");
    return h;
}

static void
expect(const char *of, const char *by, const char *least, const char *said)
{
    g_autoptr(Harness) h = city();
    g_assert_true(harness_call(h, "balance", "2022-01", "of", of, "by", by, "least", least, "basis", "B", NULL));
    g_autofree char *text = g_strconcat("findings\n", said, NULL);
    harness_expect(h, HARNESS_FINDINGS, text);
}

static void
test_shares(void)
{
    expect("women", "whole", "16%", "");
    expect("women", "whole", "17%",
           "  note: 16.7% of the leading posts are held by women; at least 17.0% are required: B\n");
    expect("women", "unit", "15%",
           "  note unit d2: Two: 0.0% of the leading posts are held by women; at least 15.0% are required: B\n");
    expect("young", "whole", "50%", "");
    expect("young", "unit", "50%",
           "  note unit d2: Two: 33.3% of the leading posts are held by the young; at least 50.0% are required: B\n");
    expect("women", "parent", "20%",
           "  note unit c: City: 16.7% of the leading posts are held by women; at least 20.0% are required: B\n");
    expect("young", "whole", "60%",
           "  note: 50.0% of the leading posts are held by the young; at least 60.0% are required: B\n");
}

/* The rule asks to be called when the first of the young, who was born in 1988-01, is 40. */
static void
test_ageing(void)
{
    g_autoptr(Harness) h = city();
    g_assert_true(harness_call(h, "balance", "2022-01", "of", "young", "least", "50%", NULL));
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2028, 1));
    harness_expect(h, HARNESS_FINDINGS, "findings\n");
    g_assert_true(harness_call(h, "balance", "2028-01", "of", "young", "least", "50%", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n  note: 33.3% of the leading posts are held by the young; at least 50.0% are required\n");
}

static void
test_set(void)
{
    g_autoptr(Harness) h = city();
    g_assert_true(harness_call(h, "balance", "2022-01", "where", "unit = 'd2'", "least", "30%", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n  note: 25.0% of the leading posts are held by women; at least 30.0% are required\n");
    harness_forget(h);
    g_assert_true(harness_call(h, "balance", "2022-01", "where", "unit = 'd2'", "least", "40%", "of", "young",
                               "young_age", "30", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n  note: 25.0% of the leading posts are held by the young; at least 40.0% are required\n");
}

static void
release(Harness *h, const char *post)
{
    OrgRow row = harness_post(h, post);
    harness_step(h);
    g_assert_true(org_release(harness_org(h), &row, 1, NULL));
}

/* A man who comes to a unit where nobody led lowers nothing. */
static void
test_empty_before(void)
{
    g_autoptr(Harness) h = harness_new("balance");
    harness_units(h, "id,name,type,parent\nd,One,department,\n");
    harness_posts(h, "id,unit,rank,person,held,sex\nhead,d,head,,no,\ns,d,staff,a,yes,M\n");
    const OrgRow head = harness_post(h, "head"), a = harness_person(h, "a");
    g_assert_true(harness_call(h, "balance", "2022-01", "least", "40%", "by", "unit", NULL));
    harness_step(h);
    g_assert_true(org_place(harness_org(h), &a, &head, 1, FALSE, NULL));
    g_assert_true(harness_call(h, "balance", "2022-01", "least", "40%", "by", "unit", NULL));
    harness_expect(
        h, HARNESS_FINDINGS,
        "findings\n  note unit d: One: 0.0% of the leading posts are held by women; at least 40.0% are required\n");
}

/* The step that releases the only woman is vetoed; one that releases a man raises the share, which stays a note. */
static void
test_lowered(void)
{
    g_autoptr(Harness) h = city(), raised = city(), warned = city();
    g_assert_true(harness_call(h, "balance", "2022-01", "least", "15%", NULL));
    release(h, "a");
    g_assert_true(harness_call(h, "balance", "2022-01", "least", "15%", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n  veto: 0.0% of the leading posts are held by women; at least 15.0% are required\n");
    g_assert_true(harness_call(raised, "balance", "2022-01", "least", "50%", NULL));
    release(raised, "f");
    harness_forget(raised);
    g_assert_true(harness_call(raised, "balance", "2022-01", "least", "50%", NULL));
    harness_expect(raised, HARNESS_FINDINGS,
                   "findings\n  note: 20.0% of the leading posts are held by women; at least 50.0% are required\n");
    g_assert_true(harness_call(warned, "balance", "2022-01", "least", "50%", NULL));
    release(warned, "a");
    harness_forget(warned);
    g_assert_true(harness_call(warned, "balance", "2022-01", "least", "50%", "severity", "warn", NULL));
    harness_expect(warned, HARNESS_FINDINGS,
                   "findings\n  warn: 0.0% of the leading posts are held by women; at least 50.0% are required\n");
    /* In a month without a step it is a note again. */
    harness_forget(warned);
    harness_calm(warned);
    g_assert_true(harness_call(warned, "balance", "2022-02", "least", "50%", "severity", "warn", NULL));
    harness_expect(warned, HARNESS_FINDINGS,
                   "findings\n  note: 0.0% of the leading posts are held by women; at least 50.0% are required\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/balance/shares", test_shares);
    g_test_add_func("/balance/set", test_set);
    g_test_add_func("/balance/ageing", test_ageing);
    g_test_add_func("/balance/empty-before", test_empty_before);
    g_test_add_func("/balance/lowered", test_lowered);
    return g_test_run();
}
