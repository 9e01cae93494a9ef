// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

/* A department with a director and two rooms; ages in 2022-01 are 52 (a), 38 (b), 36 (c), 45 (d), 30 (e), 55 (f). */
static Harness *
department(void)
{
    Harness *h = harness_new("plan-cadres");
    harness_units(h, "id,type,parent\nd,department,\nr1,room,d\nr2,room,d\n");
    harness_posts(h, "id,  unit, rank,   person, born,    sex, hired,   rating\n"
                     "dir, d,    head,   boss,   1964-01, M,   1990-01, 4\n"
                     "h1,  r1,   head,   a,      1970-01, M,   1995-01, 3\n"
                     "p1,  r1,   deputy, b,      1984-01, F,   2008-01, 3\n"
                     "s1,  r1,   staff,  c,      1986-01, M,   2010-01, 4\n"
                     "h2,  r2,   head,   d1,     1977-01, M,   2000-01, 2\n"
                     "s2,  r2,   staff,  e,      1992-01, F,   2015-01, 1\n"
                     "s3,  r2,   staff,  f,      1967-01, M,   1992-01, 4\n");
    return h;
}

/* The posts that a person is planned for, with blanks between. */
static char *
plan_of(Harness *h, const char *person)
{
    GString *out = g_string_new(NULL);
    for (int slot = 1; slot <= 3; slot++) {
        g_autofree char *name = g_strdup_printf("plan-cadres.post%d", slot);
        const OrgAttribute *attribute = org_attribute_find(harness_org(h), ORG_PEOPLE, name);
        OrgWord word = attribute ? attribute->word[harness_person(h, person)] : 0;
        if (word)
            g_string_append_printf(out, "%s%s", out->len ? " " : "", org_dict_text(harness_org(h)->dict, word));
    }
    return g_string_free(out, FALSE);
}

static void
expect(Harness *h, const char *person, const char *posts)
{
    g_autofree char *plan = plan_of(h, person);
    g_assert_cmpstr(plan, ==, posts);
}

/* For the director c and a (4, then of those rated 3 who was hired first), for h1 and p1 those below in the room; f and the director are too old,
 * a head is not planned for the own room. Two terms are ten years: a of 52 may just be planned. */
static void
test_plan(void)
{
    g_autoptr(Harness) h = department();
    g_assert_true(harness_call(h, "plan-cadres", "2022-01", "per_post", "2", "per_person", "3", NULL));
    expect(h, "c", "dir h1 p1");
    expect(h, "a", "dir");
    expect(h, "b", "h1");
    expect(h, "d1", "");
    expect(h, "e", "h2");
    expect(h, "f", "");
    expect(h, "boss", "");
    harness_expect(h, HARNESS_MEASURES | HARNESS_FINDINGS,
                   "findings\n"
                   "measures\n"
                   "  posts-planned = 4\n"
                   "  posts-covered = 4\n"
                   "  candidacies = 6\n"
                   "  candidates = 4\n"
                   "  women-planned = 2\n"
                   "  young-planned = 5\n"
                   "  plan-dropped = 0\n");
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2022, 12));
}

static void
test_limits(void)
{
    g_autoptr(Harness) h = department(), unit = department(), any = department(), terms = department();
    g_assert_true(harness_call(h, "plan-cadres", "2022-01", "per_post", "1", "per_person", "1", NULL));
    expect(h, "c", "dir");
    expect(h, "b", "h1");
    g_assert_true(harness_call(unit, "plan-cadres", "2022-01", "within", "unit", NULL));
    harness_expect(unit, HARNESS_FINDINGS, "findings\n  note: 1 of 4 leading posts have no candidate in the plan.\n");
    g_assert_true(harness_call(any, "plan-cadres", "2022-01", "within", "any", "posts", "h2", "per_post", "9", NULL));
    expect(any, "b", "h2"); /* a deputy of another room, too; no head */
    expect(any, "c", "h2");
    expect(any, "a", "");
    g_assert_true(harness_call(terms, "plan-cadres", "2022-01", "terms", "1", "eligible", "f", NULL));
    expect(terms, "f", "dir h2");
}

/* Half of the places for women: for the director b comes first, then c; for h2 only e is there. */
static void
test_shares(void)
{
    g_autoptr(Harness) h = department(), young = department();
    g_assert_true(harness_call(h, "plan-cadres", "2022-01", "women", "50%", "posts", "dir, h2", "per_post", "3", NULL));
    expect(h, "b", "dir");
    expect(h, "e", "dir h2");
    expect(h, "c", "dir");
    expect(h, "a", "");
    g_assert_true(harness_call(young, "plan-cadres", "2022-01", "young", "100%", "young_age", "31", "posts", "dir",
                               "per_post", "1", NULL));
    expect(young, "e", "dir");
}

static void
test_orders(void)
{
    static const struct {
        const char *order, *who;
    } orders[] = { { "seniority", "a" }, { "youngest", "e" }, { "rating", "c" } };
    for (gsize i = 0; i < G_N_ELEMENTS(orders); i++) {
        g_autoptr(Harness) h = department();
        g_assert_true(
            harness_call(h, "plan-cadres", "2022-01", "posts", "dir", "per_post", "1", "order", orders[i].order, NULL));
        expect(h, orders[i].who, "dir");
    }
    g_autoptr(Harness) h = department(), again = department();
    g_assert_true(harness_call(h, "plan-cadres", "2022-01", "order", "random", NULL));
    g_assert_true(harness_call(again, "plan-cadres", "2022-01", "order", "random", NULL));
    for (OrgRow p = 0; p < harness_org(h)->people.n; p++) {
        g_autofree char *one = plan_of(h, org_id(harness_org(h), ORG_PEOPLE, p)),
                        *other = plan_of(again, org_id(harness_org(again), ORG_PEOPLE, p));
        g_assert_cmpstr(one, ==, other);
    }
}

/* In the revision of December those go who left, were appointed, fall under a penalty or grow too old; others stay, and places are filled again. */
static void
test_revision(void)
{
    g_autoptr(Harness) h = department();
    g_assert_true(harness_call(h, "plan-cadres", "2022-01", "per_post", "2", NULL));
    Org *org = harness_org(h);
    OrgRow c = harness_person(h, "c"), b = harness_person(h, "b"), boss = harness_person(h, "boss"),
           dir = harness_post(h, "dir");
    OrgMonth when = org->month;
    double until = ORG_MONTH(2022, 12);
    g_assert_true(org_leave(org, &boss, &when, 1, when - 1, "retired", NULL));
    g_assert_true(org_place(org, &c, &dir, 1, FALSE, NULL));
    g_assert_true(org_set_numbers(org, ORG_PEOPLE, "discipline_until", &b, &until, 1, NULL));
    harness_forget(h);
    g_assert_true(harness_call(h, "plan-cadres", "2022-12", "per_post", "2", NULL));
    expect(h, "c", "");
    expect(h, "b", "");
    expect(h, "a", ""); /* 52 years and eleven months: less than ten years to go */
    expect(h, "d1", "dir");
    expect(h, "e", "h2 dir");
    g_assert_cmpfloat(harness_measured(h, "plan-dropped", NULL), ==, 5);
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2023, 12));
    g_assert_true(harness_call(h, "plan-cadres", "2023-01", "per_post", "2", "yearly", "0", NULL));
    expect(h, "b", "h1"); /* the penalty is over */
    g_assert_cmpint(harness_woken(h), ==, ORG_OPEN);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/plan-cadres/plan", test_plan);
    g_test_add_func("/plan-cadres/limits", test_limits);
    g_test_add_func("/plan-cadres/shares", test_shares);
    g_test_add_func("/plan-cadres/orders", test_orders);
    g_test_add_func("/plan-cadres/revision", test_revision);
    return g_test_run();
}
