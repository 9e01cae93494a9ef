// SPDX-License-Identifier: MIT
/* The fates of units: each word of engine/study/README.md on a hand-made town, and what must hold of any run on random ones. */
#include "../org/random-org.h"
#include "world.h"

static OrgRow
found(World *w, OrgRow parent, const char *id)
{
    OrgRow made = ORG_NONE;
    DO(org_open_unit(w->end, parent, w->end->units.type[B], id, id, &made, &error));
    return made;
}

static const OrgFates *
judged(World *w)
{
    g_autoptr(GError) error = NULL;
    w->opened.acts = g_bytes_new(w->journal->bytes->data, w->journal->bytes->len);
    const OrgFates *fates = org_opened_fates(&w->opened, &error);
    g_assert_no_error(error);
    return fates;
}

static void
assert_from(const World *w, OrgRow unit, guint n, OrgRow first)
{
    const GArray *from = w->opened.fates->unit[unit].from;
    g_assert_cmpuint(from ? from->len : 0, ==, n);
    if (n)
        g_assert_cmpuint(g_array_index(from, OrgRow, 0), ==, first);
}

static void
test_still(World *w, gconstpointer data)
{
    (void) data;
    g_autoptr(OrgFates) fates = org_fates_still(w->start);
    g_assert_cmpuint(fates->counts[ORG_FATE_KEPT], ==, 4);
    for (OrgRow i = TOWN; i <= C; i++)
        g_assert_cmpuint(fates->unit[i].flags, ==, ORG_FATE(KEPT));
    const OrgFateFigures *town = fates->unit[TOWN].all, *c = fates->unit[C].own;
    for (guint side = 0; side < 2; side++) {
        g_assert_cmpint(town[side].posts, ==, 9000);
        g_assert_cmpuint(town[side].posts_rows, ==, 9);
        g_assert_cmpuint(town[side].people, ==, 8);
        g_assert_cmpuint(town[side].units, ==, 4);
        g_assert_cmpint(town[side].vacant, ==, 1000);
        g_assert_cmpuint(c[side].vacant_rows, ==, 1);
        g_assert_cmpint(fates->unit[TOWN].own[side].posts, ==, 0);
    }
}

/* Two become a third: consolidated, new, and what was below is moved, for it answers to another unit. */
static void
test_consolidated(World *w, gconstpointer data)
{
    (void) data;
    at(w, 1, 0, "");
    DO(org_move_unit(w->end, C, B, &error));
    at(w, 3, 7, "one budget");
    OrgRow made = found(w, TOWN, "ab");
    DO(org_move_posts(w->end, posts_of_a, 3, made, &error));
    DO(org_move_posts(w->end, posts_of_b, 3, made, &error));
    DO(org_move_unit(w->end, C, made, &error));
    DO(org_close_unit(w->end, A, made, &error));
    DO(org_close_unit(w->end, B, made, &error));
    const OrgFates *fates = judged(w);
    assert_unit(w, A, ORG_FATE(CONSOLIDATED), 3, 7, made);
    assert_unit(w, B, ORG_FATE(CONSOLIDATED), 3, 7, made);
    assert_unit(w, C, ORG_FATE(MOVED), 3, 7, ORG_NONE);
    assert_unit(w, made, ORG_FATE(NEW), 3, 7, ORG_NONE);
    assert_unit(w, TOWN, ORG_FATE(KEPT), 0, 0, ORG_NONE);
    assert_from(w, made, 2, A);
    g_assert_cmpstr(org_message_said(fates->unit[A].stamp.why), ==, "one budget");
    g_assert_cmpint(fates->unit[made].own[1].posts, ==, 6000);
    g_assert_cmpint(fates->unit[made].all[1].posts, ==, 9000);
    g_assert_cmpint(fates->unit[made].all[0].posts, ==, 0);
    g_assert_cmpuint(fates->units[0], ==, 4);
    g_assert_cmpuint(fates->units[1], ==, 3);
}

/* Who took over, moved and got another name, counts under each; the first of them gives the step. */
static void
test_several(World *w, gconstpointer data)
{
    (void) data;
    at(w, 2, 1, "");
    DO(org_rename_unit(w->end, A, "Money", &error));
    at(w, 3, 2, "");
    DO(org_move_posts(w->end, posts_of_b, 3, A, &error));
    DO(org_close_unit(w->end, B, A, &error));
    at(w, 4, 3, "");
    DO(org_move_unit(w->end, A, C, &error));
    const OrgFates *fates = judged(w);
    assert_unit(w, A, ORG_FATE(TOOK_OVER) | ORG_FATE(MOVED) | ORG_FATE(RENAMED) | ORG_FATE(POSTS), 3, 2, ORG_NONE);
    g_autofree char *text = org_fate_text(fates->unit[A].flags);
    g_assert_cmpstr(text, ==, "took over, moved, renamed, posts changed");
    g_assert_cmpint(fates->unit[A].moved.month, ==, ORG_MONTH(2021, 4));
    g_assert_cmpuint(fates->unit[A].renamed.item, ==, 1);
    static const OrgFateFlag each[] = { ORG_FATE_ABSORBED, ORG_FATE_TOOK_OVER, ORG_FATE_MOVED, ORG_FATE_RENAMED,
                                        ORG_FATE_POSTS };
    for (guint i = 0; i < G_N_ELEMENTS(each); i++)
        g_assert_cmpuint(fates->counts[each[i]], ==, 1);
    g_assert_cmpuint(fates->counts[ORG_FATE_KEPT], ==, 2);
}

/* Into a unit that is itself absorbed: each names whom it went into, and only who stands took over. */
static void
test_twice(World *w, gconstpointer data)
{
    const OrgRow both[] = { 3, 4, 5, 6, 7, 8 };
    (void) data;
    at(w, 3, 0, "");
    DO(org_move_posts(w->end, posts_of_c, 3, B, &error));
    DO(org_close_unit(w->end, C, B, &error));
    at(w, 5, 1, "");
    DO(org_move_posts(w->end, both, 6, A, &error));
    DO(org_close_unit(w->end, B, A, &error));
    judged(w);
    assert_unit(w, C, ORG_FATE(ABSORBED), 3, 0, B);
    assert_unit(w, B, ORG_FATE(ABSORBED), 5, 1, A);
    assert_unit(w, A, ORG_FATE(TOOK_OVER) | ORG_FATE(POSTS), 5, 1, ORG_NONE);
    assert_from(w, A, 1, B);
    assert_from(w, B, 1, C);
}

/* A unit of neither end is passed over: nobody took over what was put into it and dissolved with it. */
static void
test_passing_dissolved(World *w, gconstpointer data)
{
    (void) data;
    at(w, 3, 0, "");
    OrgRow made = found(w, TOWN, "n");
    DO(org_move_posts(w->end, posts_of_b, 3, made, &error));
    DO(org_close_unit(w->end, B, made, &error));
    at(w, 5, 1, "");
    DO(org_close_posts(w->end, posts_of_b, 3, &error));
    DO(org_close_unit(w->end, made, ORG_NONE, &error));
    const OrgFates *fates = judged(w);
    assert_unit(w, B, ORG_FATE(DISSOLVED), 3, 0, ORG_NONE);
    assert_unit(w, made, ORG_FATE(PASSING), 5, 1, ORG_NONE);
    g_assert_cmpuint(fates->unit[B].posts_closed, ==, 3);
}

/* Through it a unit may also be split, and two be one again. */
static void
test_passing_split(World *w, gconstpointer data)
{
    (void) data;
    at(w, 3, 0, "");
    OrgRow made = found(w, TOWN, "n");
    DO(org_move_posts(w->end, posts_of_b, 3, made, &error));
    DO(org_close_unit(w->end, B, made, &error));
    at(w, 5, 1, "");
    OrgRow one = found(w, TOWN, "n1"), two = found(w, TOWN, "n2");
    DO(org_move_posts(w->end, posts_of_b, 2, one, &error));
    DO(org_move_posts(w->end, posts_of_b + 2, 1, two, &error));
    DO(org_close_unit(w->end, made, one, &error));
    at(w, 7, 2, "");
    OrgRow x = found(w, TOWN, "x"), y = found(w, TOWN, "y");
    DO(org_move_posts(w->end, posts_of_c, 2, x, &error));
    DO(org_move_posts(w->end, posts_of_c + 2, 1, y, &error));
    DO(org_close_unit(w->end, C, ORG_NONE, &error));
    at(w, 8, 3, "");
    DO(org_move_posts(w->end, posts_of_c + 2, 1, x, &error));
    DO(org_close_unit(w->end, y, x, &error));
    judged(w);
    assert_unit(w, B, ORG_FATE(SPLIT), 3, 0, one);
    g_assert_cmpuint(w->opened.fates->unit[B].into->len, ==, 2);
    assert_from(w, two, 1, B);
    assert_unit(w, C, ORG_FATE(CONSOLIDATED), 7, 2, x); /* the parts are one unit at the end */
    assert_from(w, x, 1, C);
}

/* A department whose posts all stand in its rooms is split where they go. */
static void
test_split_by_rooms(World *w, gconstpointer data)
{
    (void) data;
    at(w, 1, 0, "");
    DO(org_close_posts(w->end, posts_of_a, 3, &error));
    DO(org_move_unit(w->end, B, A, &error));
    DO(org_move_unit(w->end, C, A, &error));
    at(w, 3, 1, "");
    OrgRow one = found(w, TOWN, "a1"), two = found(w, TOWN, "a2");
    DO(org_move_unit(w->end, B, one, &error));
    DO(org_move_unit(w->end, C, two, &error));
    DO(org_close_unit(w->end, A, ORG_NONE, &error));
    judged(w);
    assert_unit(w, A, ORG_FATE(SPLIT), 3, 1, one);
    assert_unit(w, B, ORG_FATE(MOVED), 3, 1, ORG_NONE);
    assert_from(w, two, 1, A);
}

/* Part of a unit that stands went into a new one, which is closed again: at the end nothing was split. */
static void
test_part_comes_and_goes(World *w, gconstpointer data)
{
    (void) data;
    at(w, 3, 0, "");
    OrgRow made = found(w, TOWN, "b1");
    DO(org_move_posts(w->end, posts_of_b + 2, 1, made, &error));
    at(w, 4, 1, "");
    DO(org_move_posts(w->end, posts_of_b + 2, 1, B, &error));
    DO(org_close_unit(w->end, made, B, &error));
    judged(w);
    assert_unit(w, B, ORG_FATE(KEPT), 0, 0, ORG_NONE);
    assert_unit(w, made, ORG_FATE(PASSING), 4, 1, B);
    assert_from(w, B, 0, ORG_NONE);
}

/* Figures that are the same are no change, whoever came for whom; a weight is one. */
static void
test_posts(World *w, gconstpointer data)
{
    const OrgRow weighed = 1;
    const gint64 half = 500;
    (void) data;
    at(w, 3, 0, "");
    DO(org_move_posts(w->end, posts_of_b + 2, 1, C, &error));
    DO(org_move_posts(w->end, posts_of_c + 1, 1, B, &error));
    at(w, 4, 1, "");
    DO(org_set(w->end, ORG_F_FTE, &weighed, &half, 1, &error));
    const OrgFates *fates = judged(w);
    assert_unit(w, B, ORG_FATE(KEPT), 0, 0, ORG_NONE);
    assert_unit(w, C, ORG_FATE(KEPT), 0, 0, ORG_NONE);
    assert_unit(w, A, ORG_FATE(POSTS), 4, 1, ORG_NONE);
    g_assert_cmpint(fates->unit[A].own[1].posts, ==, 2500);
    g_assert_cmpuint(fates->unit[A].own[1].posts_rows, ==, 3);
    g_assert_cmpuint(fates->unit[B].posts_in, ==, 1);
}

/* ---- any run */

static gboolean
lists(const GArray *rows, OrgRow row)
{
    for (guint i = 0; rows && i < rows->len; i++)
        if (g_array_index(rows, OrgRow, i) == row)
            return TRUE;
    return FALSE;
}

/* One fate of those that exclude each other, and partners that name each other. */
static void
check_unit(const OrgFates *fates, OrgRow unit, gboolean was, gboolean is, gboolean old)
{
    const guint32 closed = ORG_FATE(ABSORBED) | ORG_FATE(CONSOLIDATED) | ORG_FATE(SPLIT) | ORG_FATE(DISSOLVED);
    const guint32 standing =
        ORG_FATE(TOOK_OVER) | ORG_FATE(SPLIT) | ORG_FATE(MOVED) | ORG_FATE(RENAMED) | ORG_FATE(POSTS);
    const OrgFate *f = &fates->unit[unit];
    gboolean single = f->flags && !(f->flags & (f->flags - 1));
    if (was && is)
        g_assert_true(f->flags == ORG_FATE(KEPT) || (f->flags && !(f->flags & ~standing)));
    else if (was)
        g_assert_true(single && f->flags & closed);
    else
        g_assert_cmpuint(f->flags, ==, is ? ORG_FATE(NEW) : old ? 0 : ORG_FATE(PASSING));
    g_assert_cmpint(f->stamp.month == ORG_UNKNOWN, ==, !f->flags || f->flags == ORG_FATE(KEPT));
    for (guint i = 0; f->into && i < f->into->len; i++) {
        OrgRow to = g_array_index(f->into, OrgRow, i);
        g_assert_false(fates->unit[to].flags & ORG_FATE(PASSING));
        g_assert_cmpint(lists(fates->unit[to].from, unit), ==, (f->flags & ORG_FATES_HANDED_ON) != 0);
    }
    for (guint i = 0; f->from && i < f->from->len; i++)
        g_assert_true(lists(fates->unit[g_array_index(f->from, OrgRow, i)].into, unit));
}

/* The figures against the plain way: each unit's own, added to it and to all above it. */
static void
check_figures(const OrgFates *fates, const Org *org, guint side)
{
    g_autofree gint64 *posts = g_new0(gint64, fates->n + 1);
    g_autofree guint *people = g_new0(guint, fates->n + 1), *units = g_new0(guint, fates->n + 1);
    for (OrgRow i = 0; i < org->units.n; i++)
        for (OrgRow up = i; up != ORG_NONE && org->units.closed[i] == ORG_OPEN; up = org->units.parent[up]) {
            units[up]++;
            posts[up] += org->units.fte[i];
            people[up] += fates->unit[i].own[side].people;
        }
    guint64 heads = fates->homeless[side];
    for (OrgRow i = 0; i < org->units.n; i++) {
        const OrgFate *f = &fates->unit[i];
        heads += f->own[side].people;
        g_assert_cmpint(f->own[side].posts, ==, org->units.fte[i]);
        g_assert_cmpint(f->own[side].posts - f->own[side].vacant, ==, org->units.fte_held[i]);
        g_assert_cmpuint(f->own[side].posts_rows, ==, org->units.n_posts[i]);
        if (org->units.closed[i] != ORG_OPEN)
            continue;
        g_assert_cmpint(f->all[side].posts, ==, posts[i]);
        g_assert_cmpuint(f->all[side].people, ==, people[i]);
        g_assert_cmpuint(f->all[side].units, ==, units[i]);
    }
    g_assert_cmpuint(heads, ==, org->totals.people);
    g_assert_cmpuint(fates->units[side], ==, org->totals.units);
}

static void
test_random(void)
{
    guint64 seen[ORG_N_FATES] = { 0 };
    for (guint seed = 1; seed <= 600; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        Org *org = random_org(rand, 2 + pick(rand, 10), 10 + pick(rand, 40), pick(rand, 40));
        g_autoptr(Org) start = org_copy(org);
        for (guint i = 0; i < 80; i++) {
            org->month = start->month + (OrgMonth) i / 8;
            org_journal_context(org->journal, org->month, i / 4 % 3, "test");
            random_verb(org, rand);
        }
        g_autoptr(Org) end = org_copy(start);
        g_autoptr(OrgFates) fates = org_fates_new(start);
        const OrgObserver observer = org_fates_observer(fates);
        g_autoptr(GError) error = NULL;
        g_assert_true(org_replay_each(end, org->journal->bytes->data, org->journal->bytes->len, &observer, 1, &error));
        org_fates_decide(fates, end);
        for (OrgRow i = 0; i < fates->n; i++)
            check_unit(fates, i, i < start->units.n && start->units.closed[i] == ORG_OPEN,
                       end->units.closed[i] == ORG_OPEN, i < start->units.n);
        check_figures(fates, start, 0);
        check_figures(fates, end, 1);
        for (guint f = 0; f < ORG_N_FATES; f++)
            seen[f] += fates->counts[f];
        random_org_free(org);
    }
    for (guint f = 0; f < ORG_N_FATES; f++)
        g_assert_cmpuint(seen[f], >, 0);
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *path;
        void (*test)(World *, gconstpointer);
    } tests[] = { { "/fate/still", test_still },
                  { "/fate/consolidated", test_consolidated },
                  { "/fate/several", test_several },
                  { "/fate/twice", test_twice },
                  { "/fate/passing-dissolved", test_passing_dissolved },
                  { "/fate/passing-split", test_passing_split },
                  { "/fate/split-by-rooms", test_split_by_rooms },
                  { "/fate/part-comes-and-goes", test_part_comes_and_goes },
                  { "/fate/posts", test_posts } };
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(tests); i++)
        g_test_add(tests[i].path, World, NULL, set_up, tests[i].test, tear_down);
    g_test_add_func("/fate/random", test_random);
    return g_test_run();
}
