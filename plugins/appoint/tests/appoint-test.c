// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

/* A department whose director has gone, and two rooms. Ages in 2022-01: a 52, b 38, c 36, d 45, e 30. */
static Harness *
department(void)
{
    Harness *h = harness_new("appoint");
    harness_units(h, "id,type,parent,no_refill\nd,department,,\nr1,room,d,\nr2,room,d,\n");
    harness_posts(h, "id,  unit, rank,   person, held,born,    sex, hired,   rating\n"
                     "dir, d,    head,   ,       no,  ,        ,    ,        \n"
                     "h1,  r1,   head,   a,      yes, 1970-01, M,   1995-01, 3\n"
                     "p1,  r1,   deputy, b,      yes, 1984-01, F,   2008-01, 3\n"
                     "s1,  r1,   staff,  c,      yes, 1986-01, M,   2010-01, 4\n"
                     "h2,  r2,   head,   d,      yes, 1977-01, M,   2000-01, 2\n"
                     "p2,  r2,   deputy, ,       no,  ,        ,    ,        \n"
                     "s2,  r2,   staff,  e,      yes, 1992-01, F,   2015-01, 1\n");
    return h;
}

static void
plan(Harness *h, const char *person, const char *post)
{
    OrgRow row = harness_person(h, person);
    OrgWord word = org_dict_add(harness_org(h)->dict, post, -1);
    g_assert_true(org_set_words(harness_org(h), ORG_PEOPLE, "plan-cadres.post1", &row, &word, 1, NULL));
}

static void
pass(Harness *h, const char *topic, const char *person, double month)
{
    OrgRow row = harness_person(h, person);
    g_assert_true(org_set_numbers(harness_org(h), ORG_PEOPLE, topic, &row, &month, 1, NULL));
}

static void
expect(Harness *h, const char *post, const char *person)
{
    OrgRow holder = harness_org(h)->posts.holder[harness_post(h, post)];
    g_assert_cmpstr(holder == ORG_NONE ? "nobody" : org_id(harness_org(h), ORG_PEOPLE, holder), ==, person);
}

/* The director first, by the best rating of those below: c; then the deputy of r2 from below: e alone. */
static void
test_anyone(void)
{
    g_autoptr(Harness) h = department();
    g_assert_true(harness_call(h, "appoint", "2022-01", "from", "anyone", NULL));
    expect(h, "dir", "c");
    expect(h, "s1", "nobody");
    expect(h, "p2", "e");
    harness_expect(h, HARNESS_FINDINGS | HARNESS_MEASURES,
                   "findings\n"
                   "measures\n"
                   "  appointed = 2\n"
                   "  women-appointed = 1\n"
                   "  young-appointed = 2\n"
                   "  appointed-from-plan = 0\n"
                   "  reappointed = 0\n"
                   "  terms-ended = 0\n"
                   "  unfilled-no-refill = 0\n"
                   "  unfilled-over-cap = 0\n"
                   "  unfilled-nobody = 0\n"
                   "  unfilled-unqualified = 0\n");
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2027, 1));
}

/* A chain: the head of r1 becomes director, the deputy head, one of the staff deputy, all in one month. */
static void
test_chain(void)
{
    g_autoptr(Harness) h = department();
    plan(h, "a", "dir");
    plan(h, "b", "h1");
    plan(h, "c", "p1");
    plan(h, "e", "h2"); /* which is held */
    g_assert_true(harness_call(h, "appoint", "2022-01", NULL));
    expect(h, "dir", "a");
    expect(h, "h1", "b");
    expect(h, "p1", "c");
    expect(h, "p2", "nobody");
    g_assert_cmpfloat(harness_measured(h, "appointed-from-plan", NULL), ==, 3);
    g_assert_cmpfloat(harness_measured(h, "unfilled-nobody", NULL), ==, 1);
}

static void
test_needs(void)
{
    g_autoptr(Harness) rated = department(), trained = department(), punished = department(), nobody = department();
    g_assert_true(
        harness_call(rated, "appoint", "2022-01", "from", "unit", "min_rating", "3", "posts", "dir, p2", NULL));
    expect(rated, "dir", "c");
    expect(rated, "p2", "nobody");
    g_assert_cmpfloat(harness_measured(rated, "unfilled-unqualified", NULL), ==, 1);
    pass(trained, "train.law", "b", ORG_MONTH(2021, 1));
    pass(trained, "train.law", "c", ORG_MONTH(2021, 1));
    pass(trained, "train.party-work", "b", ORG_MONTH(2021, 1));
    g_assert_true(harness_call(trained, "appoint", "2022-01", "from", "anyone", "needs", "train.law, party-work",
                               "posts", "dir", NULL));
    expect(trained, "dir", "b");
    pass(punished, "discipline_until", "c", ORG_MONTH(2022, 1));
    pass(punished, "discipline_until", "a", ORG_MONTH(2021, 12));
    g_assert_true(harness_call(punished, "appoint", "2022-01", "from", "anyone", "posts", "dir", NULL));
    expect(punished, "dir", "a");
    g_assert_true(harness_call(nobody, "appoint", "2022-01", "from", "anyone", "needs", "law", "posts", "dir", NULL));
    expect(nobody, "dir", "nobody");
}

/* Too few months to retirement for a term: a of 52 may lead to 57, not for three terms. */
static void
test_age(void)
{
    static const struct {
        const char *terms, *who;
    } ages[] = { { "2", "a" }, { "3", "nobody" }, { "0", "a" } };
    for (gsize i = 0; i < G_N_ELEMENTS(ages); i++) {
        g_autoptr(Harness) h = department();
        g_assert_true(harness_call(h, "appoint", "2022-01", "from", "anyone", "eligible", "a", "posts", "dir", "terms",
                                   ages[i].terms, NULL));
        expect(h, "dir", ages[i].who);
    }
}

/* Half of the year's appointments for women: b before c; the year's first one counts for the second. */
static void
test_shares(void)
{
    g_autoptr(Harness) h = department(), young = department();
    g_assert_true(harness_call(h, "appoint", "2022-01", "from", "anyone", "women", "50%", "posts", "dir", NULL));
    expect(h, "dir", "b");
    g_assert_true(harness_call(h, "appoint", "2022-06", "from", "anyone", "women", "50%", "posts", "p1", NULL));
    expect(h, "p1", "c"); /* one of two is enough */
    g_assert_true(harness_call(h, "appoint", "2023-06", "from", "anyone", "women", "50%", "posts", "p2", NULL));
    expect(h, "p2", "e"); /* a new year */
    g_assert_true(harness_call(young, "appoint", "2022-01", "from", "anyone", "young", "100%", "young_age", "31",
                               "posts", "dir", NULL));
    expect(young, "dir", "e");
}

static void
test_caps(void)
{
    g_autoptr(Harness) h = department(), refill = department();
    g_assert_true(harness_call(h, "appoint", "2022-01", "from", "unit", "posts", "p2", "deputy_caps",
                               "cap,upto\n0,9\n1,\n", NULL));
    expect(h, "p2", "nobody");
    g_assert_cmpfloat(harness_measured(h, "unfilled-over-cap", NULL), ==, 1);
    g_assert_true(harness_call(h, "appoint", "2022-02", "from", "unit", "posts", "p2", "deputy_caps",
                               "cap,upto\n0,2\n1,\n", NULL));
    expect(h, "p2", "e");
    OrgRow r2 = harness_unit(refill, "r2");
    double one = 1;
    g_assert_true(org_set_numbers(harness_org(refill), ORG_UNITS, "no_refill", &r2, &one, 1, NULL));
    g_assert_true(harness_call(refill, "appoint", "2022-01", "from", "unit", "posts", "p2", NULL));
    expect(refill, "p2", "nobody");
    g_assert_cmpfloat(harness_measured(refill, "unfilled-no-refill", NULL), ==, 1);
}

/* A size of 2.5 posts has not passed `upto: 2`, as deputy-cap has it; a column of yes and 1 holds words. */
static void
test_read_alike(void)
{
    g_autoptr(Harness) h = harness_new("appoint");
    harness_units(h, "id,type,parent,no_refill\nd,department,,yes\nr,room,d,1\nq,room,d,\n");
    harness_posts(h, "id, unit, rank,   person, held, born,    sex, hired,   rating, fte\n"
                     "p,  r,    deputy, ,       no,   ,        ,    ,        ,       1\n"
                     "s,  r,    staff,  a,      yes,  1990-01, M,   2010-01, 4,      1\n"
                     "u,  q,    deputy, ,       no,   ,        ,    ,        ,       1\n"
                     "v,  q,    staff,  b,      yes,  1990-01, F,   2010-01, 4,      1\n"
                     "w,  q,    staff,  ,       no,   ,        ,    ,        ,       0.5\n");
    g_assert_true(harness_call(h, "appoint", "2022-01", "from", "unit", "deputy_caps", "cap,upto\n0,2\n1,\n", NULL));
    g_assert_cmpfloat(harness_measured(h, "unfilled-no-refill", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "unfilled-over-cap", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "appointed", NULL), ==, 0);
}

/* After the term the director leads on while the rating allows, and else gives the post up. */
static void
test_terms(void)
{
    g_autoptr(Harness) h = department();
    g_assert_true(
        harness_call(h, "appoint", "2022-01", "from", "anyone", "posts", "dir", "term", "12", "min_rating", "3", NULL));
    expect(h, "dir", "c");
    g_assert_true(
        harness_call(h, "appoint", "2023-01", "from", "anyone", "posts", "dir", "term", "12", "min_rating", "3", NULL));
    g_assert_cmpfloat(harness_measured(h, "reappointed", NULL), ==, 1);
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2024, 1));
    OrgRow c = harness_person(h, "c");
    gint64 low = 2;
    g_assert_true(org_set(harness_org(h), ORG_F_RATING, &c, &low, 1, NULL));
    harness_forget(h);
    g_assert_true(
        harness_call(h, "appoint", "2024-01", "from", "anyone", "posts", "dir", "term", "12", "min_rating", "3", NULL));
    expect(h, "dir", "nobody"); /* it is woken, and fills nothing */
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n  warn person c: The term is over, and who led is not appointed again.\n");
}

static void
test_mistakes(void)
{
    g_autoptr(Harness) h = department();
    g_assert_false(harness_call(h, "appoint", "2022-01", "needs", "law,,party", NULL));
    g_assert_nonnull(strstr(harness_error(h), "`needs:` names 1 to 16 topics"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/appoint/anyone", test_anyone);
    g_test_add_func("/appoint/chain", test_chain);
    g_test_add_func("/appoint/needs", test_needs);
    g_test_add_func("/appoint/age", test_age);
    g_test_add_func("/appoint/shares", test_shares);
    g_test_add_func("/appoint/caps", test_caps);
    g_test_add_func("/appoint/read-alike", test_read_alike);
    g_test_add_func("/appoint/terms", test_terms);
    g_test_add_func("/appoint/mistakes", test_mistakes);
    return g_test_run();
}
