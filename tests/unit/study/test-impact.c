// SPDX-License-Identifier: MIT
/* What became of units and people: hand-made organisations, changed by verbs. */
#include "world.h"
#include <math.h>

static guint64
sum(const OrgImpact *impact, const char *table, const char *key)
{
    OrgImpactSum sums[ORG_N_IMPACT_SUMS];
    org_impact_sums(impact, sums);
    for (guint i = 0; i < ORG_N_IMPACT_SUMS; i++)
        if (!strcmp(sums[i].table, table) && !strcmp(sums[i].key, key))
            return sums[i].found;
    g_assert_not_reached();
}

/* The lists, and that their sums are those that the verbs kept. */
static void
finish(World *w)
{
    GError *error = NULL;
    w->opened.acts = g_bytes_new(w->journal->bytes->data, w->journal->bytes->len);
    w->impact = org_impact_new(&w->opened, &error);
    g_assert_no_error(error);
    const OrgTotals *a = &w->start->totals, *b = &w->end->totals;
    const struct {
        const char *table, *key;
        guint64 wanted;
    } totals[] = { { "units", "before", a->units },
                   { "units", "after", b->units },
                   { "units", "opened", b->units_opened - a->units_opened },
                   { "units", "closed", b->units_closed - a->units_closed },
                   { "posts", "before", a->posts },
                   { "posts", "after", b->posts },
                   { "posts", "opened", b->posts_opened - a->posts_opened },
                   { "posts", "closed", b->posts_closed - a->posts_closed },
                   { "people", "before", a->people },
                   { "people", "after", b->people },
                   { "people", "left", b->left - a->left },
                   { "people", "joined", b->joined - a->joined },
                   { "people", "surplus", b->surplus } };
    for (guint i = 0; i < G_N_ELEMENTS(totals); i++)
        g_assert_cmpuint(sum(w->impact, totals[i].table, totals[i].key), ==, totals[i].wanted);
    for (OrgRow i = 0; i < w->end->units.n; i++) {
        const OrgFate *f = &w->impact->fates->unit[i];
        g_assert_cmpuint(f->own[0].posts_rows + f->posts_in + f->posts_opened, ==,
                         f->own[1].posts_rows + f->posts_out + f->posts_closed);
        g_assert_cmpuint(f->own[1].posts_rows, ==, w->end->units.closed[i] == ORG_OPEN ? w->end->units.n_posts[i] : 0);
    }
}

static const OrgPersonImpact *
person(const World *w, OrgRow row)
{
    for (guint i = 0; i < w->impact->people->len; i++)
        if (g_array_index(w->impact->people, OrgPersonImpact, i).row == row)
            return &g_array_index(w->impact->people, OrgPersonImpact, i);
    g_assert_not_reached();
}

static void
assert_person(const World *w, OrgRow row, OrgPersonFate fate, OrgRow before, OrgRow after)
{
    const OrgPersonImpact *p = person(w, row);
    g_assert_cmpstr(org_person_fate_name(p->fate), ==, org_person_fate_name(fate));
    g_assert_cmpuint(p->unit_before, ==, before);
    g_assert_cmpuint(p->unit_after, ==, after);
}

static void
test_nothing(World *w, gconstpointer data)
{
    (void) data;
    finish(w);
    for (OrgRow i = TOWN; i <= C; i++)
        assert_unit(w, i, ORG_FATE(KEPT), 0, 0, ORG_NONE);
    g_assert_cmpuint(w->impact->person_fates[ORG_PERSON_STAYS], ==, 8);
}

static void
test_absorbed(World *w, gconstpointer data)
{
    (void) data;
    at(w, 3, 7, "both plan the budget");
    DO(org_close_posts(w->end, posts_of_b, 1, &error)); /* its head waits for a post */
    DO(org_move_posts(w->end, posts_of_b + 1, 2, A, &error));
    DO(org_close_unit(w->end, B, A, &error));
    finish(w);
    assert_unit(w, B, ORG_FATE(ABSORBED), 3, 7, A);
    g_assert_cmpstr(org_message_said(w->impact->fates->unit[B].stamp.why), ==, "both plan the budget");
    assert_unit(w, A, ORG_FATE(TOOK_OVER) | ORG_FATE(POSTS), 3, 7, ORG_NONE);
    g_assert_cmpuint(g_array_index(w->impact->fates->unit[A].from, OrgRow, 0), ==, B);
    assert_person(w, 3, ORG_PERSON_SURPLUS, B, A);
    g_assert_true(person(w, 3)->lost_leading);
    assert_person(w, 4, ORG_PERSON_MOVES_ALONG, B, A);
    assert_person(w, 5, ORG_PERSON_MOVES_ALONG, B, A);
    assert_person(w, 0, ORG_PERSON_STAYS, A, A);
}

/* Into a unit that is then absorbed itself: people of the first have still gone with their unit. */
static void
test_chain(World *w, gconstpointer data)
{
    OrgRow made;
    const OrgRow both[] = { 3, 4, 5, 6, 7, 8 };
    (void) data;
    at(w, 3, 0, "");
    DO(org_open_unit(w->end, TOWN, w->end->units.type[B], "bc", "Planning and works", &made, &error));
    DO(org_move_posts(w->end, both, 6, made, &error));
    DO(org_close_unit(w->end, B, made, &error));
    DO(org_close_unit(w->end, C, made, &error));
    at(w, 9, 1, "");
    DO(org_move_posts(w->end, both, 6, A, &error));
    DO(org_close_unit(w->end, made, A, &error));
    finish(w);
    /* The unit between stands at neither end: at the end they are part of the first. */
    assert_unit(w, B, ORG_FATE(ABSORBED), 3, 0, A);
    assert_unit(w, C, ORG_FATE(ABSORBED), 3, 0, A);
    assert_unit(w, made, ORG_FATE(PASSING), 9, 1, A);
    assert_unit(w, A, ORG_FATE(TOOK_OVER) | ORG_FATE(POSTS), 9, 1, ORG_NONE);
    g_assert_cmpuint(w->impact->fates->unit[A].from->len, ==, 2);
    g_assert_cmpuint(org_final_unit(w->end, B), ==, A);
    assert_person(w, 5, ORG_PERSON_MOVES_ALONG, B, A);
    g_assert_cmpuint(w->impact->fates->unit[B].posts_out, ==, 3);
    g_assert_cmpuint(w->impact->fates->unit[made].posts_in, ==, 0); /* posts are counted where they are at the end */
}

static void
test_split(World *w, gconstpointer data)
{
    OrgRow one, two;
    (void) data;
    at(w, 5, 2, "");
    DO(org_open_unit(w->end, TOWN, w->end->units.type[B], "b1", "Budget", &one, &error));
    DO(org_open_unit(w->end, TOWN, w->end->units.type[B], "b2", "Statistics", &two, &error));
    DO(org_move_posts(w->end, posts_of_b, 1, one, &error));
    DO(org_move_posts(w->end, posts_of_b + 1, 2, two, &error));
    DO(org_close_unit(w->end, B, ORG_NONE, &error));
    finish(w);
    assert_unit(w, B, ORG_FATE(SPLIT), 5, 2, one);
    g_assert_cmpuint(w->impact->fates->unit[B].into->len, ==, 2);
    assert_unit(w, one, ORG_FATE(NEW), 5, 2, ORG_NONE);
    assert_person(w, 3, ORG_PERSON_MOVES_ALONG, B, one);
    assert_person(w, 5, ORG_PERSON_MOVES_ALONG, B, two);
}

/* Part of a unit becomes a new unit beside it; a transfer to a unit that stood is no split. */
static void
test_split_off(World *w, gconstpointer data)
{
    OrgRow made;
    (void) data;
    at(w, 5, 2, "");
    DO(org_open_unit(w->end, TOWN, w->end->units.type[B], "b1", "Budget", &made, &error));
    DO(org_move_posts(w->end, posts_of_b + 2, 1, made, &error));
    at(w, 6, 3, "");
    DO(org_move_posts(w->end, posts_of_c + 1, 1, A, &error));
    finish(w);
    assert_unit(w, B, ORG_FATE(SPLIT) | ORG_FATE(POSTS), 5, 2, made);
    assert_unit(w, C, ORG_FATE(POSTS), 6, 3, ORG_NONE);
    assert_person(w, 5, ORG_PERSON_MOVES_ALONG, B, made);
    assert_person(w, 7, ORG_PERSON_CHANGES_UNIT, C, A);
}

static void
test_dissolved(World *w, gconstpointer data)
{
    (void) data;
    at(w, 4, 1, "");
    DO(org_move_posts(w->end, posts_of_c, 1, A, &error));
    DO(org_move_posts(w->end, posts_of_c + 1, 1, B, &error));
    DO(org_close_posts(w->end, posts_of_c + 2, 1, &error));
    DO(org_close_unit(w->end, C, ORG_NONE, &error));
    finish(w);
    assert_unit(w, C, ORG_FATE(DISSOLVED), 4, 1, A);
    g_assert_cmpuint(w->impact->fates->unit[C].posts_out, ==, 2);
    g_assert_cmpuint(w->impact->fates->unit[C].posts_closed, ==, 1);
    assert_person(w, 6, ORG_PERSON_CHANGES_UNIT, C, A);
}

static void
test_renamed_moved(World *w, gconstpointer data)
{
    (void) data;
    at(w, 2, 0, "");
    DO(org_rename_unit(w->end, A, "Money", &error));
    at(w, 3, 1, "");
    DO(org_move_unit(w->end, C, B, &error));
    at(w, 4, 2, "");
    DO(org_rename_unit(w->end, B, "Plans", &error));
    DO(org_rename_unit(w->end, B, "Planning", &error)); /* and back */
    finish(w);
    assert_unit(w, A, ORG_FATE(RENAMED), 2, 0, ORG_NONE);
    assert_unit(w, B, ORG_FATE(KEPT), 0, 0, ORG_NONE);
    assert_unit(w, C, ORG_FATE(MOVED), 3, 1, ORG_NONE);
    assert_person(w, 6, ORG_PERSON_MOVES_ALONG, C, C);
    assert_person(w, 0, ORG_PERSON_STAYS, A, A);
}

static void
test_people(World *w, gconstpointer data)
{
    const OrgRow retiring = 0, resigning = 5, deputy = 4, vacant = 8, head = 6;
    const OrgMonth month = ORG_MONTH(2021, 6);
    const gint64 staff = ORG_STAFF;
    const gint64 paid = 1200;
    OrgJoiner joiner = { .post = retiring, .born = ORG_MONTH(1990, 1), .sex = 1 };
    OrgRow joined;
    (void) data;
    at(w, 6, 4, "");
    DO(org_leave(w->end, &retiring, &month, 1, ORG_MONTH(2021, 1), "early-retirement", &error));
    DO(org_leave(w->end, &resigning, &month, 1, ORG_MONTH(2021, 1), "resignation", &error));
    DO(org_place(w->end, &deputy, &vacant, 1, FALSE, &error)); /* from deputy of b to staff of c */
    DO(org_join(w->end, &joiner, 1, &joined, &error));
    DO(org_pay(w->end, &resigning, &paid, 1, 4, "severance", &error));
    at(w, 8, 5, "");
    DO(org_set(w->end, ORG_F_RANK, &head, &staff, 1, &error)); /* the post itself is lowered */
    finish(w);
    assert_person(w, 0, ORG_PERSON_RETIRES, A, ORG_NONE);
    assert_person(w, 5, ORG_PERSON_LEAVES, B, ORG_NONE);
    g_assert_cmpfloat(person(w, 5)->cost, ==, 1200);
    g_assert_true(isnan(person(w, 0)->cost));
    assert_person(w, 4, ORG_PERSON_LOSES_LEADING, B, C);
    assert_person(w, 6, ORG_PERSON_LOSES_LEADING, C, C);
    g_assert_cmpint(person(w, 6)->stamp.month, ==, ORG_MONTH(2021, 8));
    g_assert_cmpuint(w->impact->person_fates[ORG_PERSON_JOINS], ==, 1);
    g_assert_cmpuint(w->impact->n_paid, ==, 1);
    g_assert_cmpfloat(w->impact->cost, ==, 1200);
}

/* People made from counts are counted, not listed. */
static void
test_groups(World *w, gconstpointer data)
{
    (void) data;
    for (guint i = 0; i < 8; i++)
        w->start->people.id[i] = w->end->people.id[i] = w->start->posts.id[i];
    at(w, 3, 7, "");
    DO(org_move_posts(w->end, posts_of_b, 3, A, &error));
    DO(org_close_unit(w->end, B, A, &error));
    finish(w);
    guint n = 0;
    for (guint i = 0; i < w->impact->people->len; i++) {
        const OrgPersonImpact *p = &g_array_index(w->impact->people, OrgPersonImpact, i);
        g_assert_cmpuint(p->row, ==, ORG_NONE);
        n += p->n;
    }
    g_assert_cmpuint(n, ==, 8);
    g_assert_cmpuint(w->impact->person_fates[ORG_PERSON_MOVES_ALONG], ==, 3);
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *path;
        void (*test)(World *, gconstpointer);
    } tests[] = { { "/impact/nothing", test_nothing },
                  { "/impact/absorbed", test_absorbed },
                  { "/impact/chain", test_chain },
                  { "/impact/split", test_split },
                  { "/impact/split-off", test_split_off },
                  { "/impact/dissolved", test_dissolved },
                  { "/impact/renamed-moved", test_renamed_moved },
                  { "/impact/people", test_people },
                  { "/impact/groups", test_groups } };
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(tests); i++)
        g_test_add(tests[i].path, World, NULL, set_up, tests[i].test, tear_down);
    return g_test_run();
}
