// SPDX-License-Identifier: MIT
/* One pass over a journal, several observers: each sees every act and every change, in order, and the pass is one. */
#include "../../../engine/org/replay.h"
#include "random-org.h"

/* What an observer saw, as text: then two that saw the same are told apart from two that did not. */
typedef struct {
    GString *seen;
    guint acts, ends;
    guint fail_at; /* an act from 1; 0: never */
    gboolean in_act;
} Seen;

static gboolean
before(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    Seen *s = data;
    g_assert_false(s->in_act);
    s->in_act = TRUE;
    s->acts++;
    g_string_append_printf(s->seen, "%d %u %u;", act->month, act->verb, now->units.n);
    if (s->acts != s->fail_at)
        return TRUE;
    g_set_error(error, ORG_ERROR, ORG_E_FAILED, "enough");
    return FALSE;
}

static void
change(const Org *now, guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    Seen *s = data;
    g_assert_true(s->in_act);
    if (column < ORG_N_COLUMNS)
        g_assert_cmpint(org_cell(now, column, row), ==, to.number); /* the act is done */
    g_string_append_printf(s->seen, "%u.%u.%u %" G_GINT64_FORMAT ",", table, row, column, from.number);
}

static gboolean
after(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    Seen *s = data;
    (void) now;
    (void) act;
    (void) error;
    g_assert_true(s->in_act);
    s->in_act = FALSE;
    return TRUE;
}

static gboolean
end(const Org *now, gpointer data, GError **error)
{
    (void) now;
    (void) error;
    ((Seen *) data)->ends++;
    return TRUE;
}

static OrgObserver
observer(Seen *seen)
{
    return (OrgObserver){ before, change, after, end, seen };
}

/* A journal of a random run, and the organisation before it. */
static Org *
random_run(guint seed, Org **start)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    Org *org = random_org(rand, 8, 40, 30);
    *start = org_copy(org);
    for (guint i = 0; i < 60; i++)
        random_verb(org, rand);
    return org;
}

static void
test_all_see_the_same(void)
{
    for (guint seed = 1; seed <= 100; seed++) {
        Org *start, *org = random_run(seed, &start);
        g_autoptr(Org) once = start;
        g_autoptr(Org) alone = org_copy(start);
        const GByteArray *bytes = org->journal->bytes;
        Seen seen[3] = { { .seen = g_string_new(NULL) },
                         { .seen = g_string_new(NULL) },
                         { .seen = g_string_new(NULL) } };
        const OrgObserver both[] = { observer(&seen[0]), { 0 }, observer(&seen[1]) }, one = observer(&seen[2]);
        g_autoptr(GError) error = NULL;
        guint passes = org_replay_passes();
        g_assert_true(org_replay_each(once, bytes->data, bytes->len, both, G_N_ELEMENTS(both), &error));
        g_assert_cmpuint(org_replay_passes() - passes, ==, 1);
        g_assert_true(org_replay_each(alone, bytes->data, bytes->len, &one, 1, &error));
        g_assert_cmpuint(org_replay_passes() - passes, ==, 2);
        g_autofree char *hash = org_hash(org), *hash_once = org_hash(once);
        g_assert_cmpstr(hash_once, ==, hash);
        g_assert_null(once->undo);
        for (guint i = 0; i < 3; i++) {
            g_assert_cmpuint(seen[i].acts, ==, org->journal->n);
            g_assert_cmpuint(seen[i].ends, ==, 1);
            g_assert_cmpstr(seen[i].seen->str, ==, seen[2].seen->str);
        }
        for (guint i = 0; i < 3; i++)
            g_string_free(seen[i].seen, TRUE);
        random_org_free(org);
    }
}

static void
test_an_observer_ends_it(void)
{
    Org *start, *org = random_run(7, &start);
    g_autoptr(Org) copy = start;
    const GByteArray *bytes = org->journal->bytes;
    Seen seen = { .seen = g_string_new(NULL), .fail_at = 5 };
    const OrgObserver one = observer(&seen);
    g_autoptr(GError) error = NULL;
    g_assert_false(org_replay_each(copy, bytes->data, bytes->len, &one, 1, &error));
    g_assert_error(error, ORG_ERROR, ORG_E_FAILED);
    g_assert_cmpuint(seen.acts, ==, 5);
    g_assert_cmpuint(seen.ends, ==, 0);
    org_check(copy, NULL);
    g_string_free(seen.seen, TRUE);
    random_org_free(org);
}

static void
test_broken_bytes(void)
{
    Org *start, *org = random_run(8, &start);
    g_autoptr(Org) copy = start;
    Seen seen = { .seen = g_string_new(NULL) };
    const OrgObserver one = observer(&seen);
    g_autoptr(GError) error = NULL;
    g_assert_false(org_replay_each(copy, org->journal->bytes->data, org->journal->bytes->len - 1, &one, 1, &error));
    g_assert_nonnull(error);
    g_assert_cmpuint(seen.ends, ==, 0);
    g_string_free(seen.seen, TRUE);
    random_org_free(org);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/replay/all-see-the-same", test_all_see_the_same);
    g_test_add_func("/replay/an-observer-ends-it", test_an_observer_ends_it);
    g_test_add_func("/replay/broken-bytes", test_broken_bytes);
    return g_test_run();
}
