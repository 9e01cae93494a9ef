// SPDX-License-Identifier: MIT
/* Who reports to a post that closes reports to the next one up, then to the head of the unit: against a slow model that looks
 * at every post, over random organisations; and what the checks find in data. */
#include "../../../engine/org/leaders.h"
#include "../../../engine/org/replay.h"
#include "random-org.h"
#include <string.h>

/* The rule, spelled out once more: closing[] marks the posts that close, boss[] is who each post reports to so far. */
static OrgRow
model_head(const Org *org, const guint8 *closing, OrgRow unit)
{
    OrgRow best = ORG_NONE;
    for (int held = 1; held >= 0 && best == ORG_NONE; held--)
        for (OrgRow p = 0; p < org->posts.n && best == ORG_NONE; p++)
            if (org->posts.closed[p] == ORG_OPEN && !closing[p] && org->posts.unit[p] == unit &&
                org->posts.rank[p] == ORG_HEAD && (org->posts.holder[p] != ORG_NONE) == held)
                best = p;
    return best;
}

static void
model_close(const Org *org, const guint8 *closing, OrgRow *boss)
{
    for (OrgRow p = 0; p < org->posts.n; p++) {
        if (org->posts.closed[p] != ORG_OPEN || closing[p] || boss[p] == ORG_NONE || !closing[boss[p]])
            continue;
        OrgRow up = boss[p];
        while (up != ORG_NONE && closing[up])
            up = boss[up];
        if (up == ORG_NONE) {
            up = model_head(org, closing, org->posts.unit[p]);
            for (OrgRow above = up; above != ORG_NONE; above = boss[above])
                if (above == p) {
                    up = ORG_NONE;
                    break;
                }
        }
        boss[p] = up;
    }
}

static gsize
draw_closing(const Org *org, GRand *rand, guint8 *closing, OrgRow *rows)
{
    guint one_in = 2 + pick(rand, 8);
    gsize n = 0;
    for (OrgRow p = 0; p < org->posts.n; p++)
        if (org->posts.closed[p] == ORG_OPEN && pick(rand, one_in) == 0) {
            closing[p] = 1;
            rows[n++] = p;
        }
    for (gsize i = n; i > 1; i--) { /* in any order */
        gsize k = pick(rand, (guint) i);
        OrgRow row = rows[i - 1];
        rows[i - 1] = rows[k];
        rows[k] = row;
    }
    return n;
}

static guint
close_some(Org *org, GRand *rand)
{
    g_autofree guint8 *closing = g_malloc0(org->posts.n + 1);
    g_autofree OrgRow *rows = g_new(OrgRow, org->posts.n + 1);
    g_autofree OrgRow *boss = g_memdup2(org->posts.reports_to, org->posts.n * sizeof(OrgRow));
    gsize n = draw_closing(org, rand, closing, rows);
    model_close(org, closing, boss);
    guint changed = 0;
    for (OrgRow p = 0; p < org->posts.n; p++)
        changed += boss[p] != org->posts.reports_to[p];
    g_autoptr(GError) error = NULL;
    OrgMark mark = org_mark(org);
    g_assert_true(org_close_posts(org, rows, n, &error));
    g_assert_cmpmem(org->posts.reports_to, org->posts.n * sizeof(OrgRow), boss, org->posts.n * sizeof(OrgRow));
    org_check_since(org, mark, &error);
    g_assert_no_error(error);
    return changed;
}

static void
test_model(void)
{
    guint changed = 0;
    for (guint seed = 1; seed <= 600; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        Org *org = random_org(rand, 1 + pick(rand, 8), 5 + pick(rand, 60), pick(rand, 60));
        g_autoptr(Org) twin = org_copy(org);
        g_autoptr(GError) error = NULL;
        for (guint i = 0; i < 6; i++) {
            changed += close_some(org, rand);
            for (guint k = pick(rand, 15); k > 0; k--)
                random_verb(org, rand);
            if (pick(rand, 3) == 0) { /* what is undone leaves no trace, in the lists neither */
                OrgMark mark = org_mark(org);
                OrgJournalMark acts = org_journal_mark(org->journal);
                close_some(org, rand);
                random_verb(org, rand);
                org_undo_to(org, mark);
                org_journal_truncate(org->journal, acts);
            }
        }
        org_check(org, &error);
        g_assert_no_error(error);
        org_replay(twin, org->journal->bytes->data, org->journal->bytes->len, ORG_OPEN - 1, &error);
        g_assert_no_error(error);
        g_autofree char *hash = org_hash(org), *hash_twin = org_hash(twin);
        g_assert_cmpstr(hash, ==, hash_twin);
        random_org_free(org);
    }
    g_assert_cmpuint(changed, >, 5000);
}

/* n posts in one unit, the first its head; each reports to the one before. Nobody holds any. */
static Org *
chain(guint n)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    Org *org = org_new(dict, ORG_MONTH(2021, 1));
    org_add_units(org, 1);
    org_add_posts(org, n);
    org->units.id[0] = org->units.name[0] = org_dict_add(dict, "u", -1);
    for (OrgRow p = 0; p < n; p++) {
        org->posts.unit[p] = 0;
        org->posts.rank[p] = p ? ORG_STAFF : ORG_HEAD;
        org->posts.reports_to[p] = p ? p - 1 : ORG_NONE;
    }
    return org;
}

static void
test_chain(void)
{
    g_autoptr(Org) org = chain(5);
    g_autoptr(GError) error = NULL;
    g_assert_true(org_finish(org, &error));
    OrgRow middle[] = { 2, 1 }, head[] = { 0 };
    g_assert_true(org_close_posts(org, middle, 2, &error));
    g_assert_cmpuint(org->posts.reports_to[3], ==, 0);
    g_assert_cmpuint(org->posts.reports_to[4], ==, 3);
    g_assert_cmpuint(org->posts.reports_to[2], ==, 1); /* a closed post keeps what it said */
    g_assert_true(org_close_posts(org, head, 1, &error));
    g_assert_cmpuint(org->posts.reports_to[3], ==, ORG_NONE);
    /* A copy of a post that reported to a closed one reports as that one would. */
    OrgRow made;
    g_assert_true(org_open_posts(org, 2, 0, 2, &made, &error));
    g_assert_cmpuint(org->posts.reports_to[made], ==, ORG_NONE);
    gint64 boss = ORG_HEAD;
    OrgRow three = 3;
    g_assert_true(org_set(org, ORG_F_RANK, &three, &boss, 1, &error));
    g_assert_true(org_open_posts(org, 2, 0, 1, &made, &error));
    g_assert_cmpuint(org->posts.reports_to[made], ==, 3);
    g_assert_true(org_check(org, &error));
}

/* Long chains close in steps that grow with their length only: a million of them would else never end. */
static void
test_long(void)
{
    enum { N = 200000 };
    g_autoptr(Org) org = chain(2 * N);
    g_autoptr(GError) error = NULL;
    for (OrgRow p = N; p < 2 * N; p++) /* each of the chain has one more report */
        org->posts.reports_to[p] = p - N;
    g_assert_true(org_finish(org, &error));
    g_autofree OrgRow *rows = g_new(OrgRow, N);
    for (OrgRow p = 1; p < N; p++)
        rows[p - 1] = N - p;
    g_assert_true(org_close_posts(org, rows, N - 1, &error));
    for (OrgRow p = N; p < 2 * N; p++)
        g_assert_cmpuint(org->posts.reports_to[p], ==, 0);
    g_assert_true(org_check(org, &error));
}

static void
test_data(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Org) closed = chain(3);
    closed->posts.closed[1] = ORG_MONTH(2020, 1);
    g_assert_false(org_finish(closed, &error));
    g_assert_nonnull(strstr(error->message, "reports to a post that is closed"));
    g_clear_error(&error);
    g_autoptr(Org) circle = chain(3);
    circle->posts.reports_to[0] = 2;
    g_assert_false(org_finish(circle, &error));
    g_assert_nonnull(strstr(error->message, "reports to itself"));
    g_clear_error(&error);
    g_autoptr(Org) org = chain(3);
    g_assert_true(org_finish(org, &error));
    org->n_reports++;
    g_assert_false(org_check(org, &error));
}

/* ---- who was left without a leader */

static gboolean
has_head(const Org *org, OrgRow unit, guint32 n_posts)
{
    for (OrgRow p = 0; p < n_posts; p++)
        if (org->posts.closed[p] == ORG_OPEN && org->posts.unit[p] == unit && org->posts.rank[p] == ORG_HEAD)
            return TRUE;
    return FALSE;
}

static gboolean
is_ranked(const Org *org, OrgRow unit)
{
    for (OrgRow p = 0; p < org->posts.n; p++)
        if (org->posts.closed[p] == ORG_OPEN && org->posts.unit[p] == unit && org->posts.rank[p])
            return TRUE;
    return FALSE;
}

/* Comparing the two ends, unit by unit, gives the same as the log. */
static guint
check_headless(const Org *org, OrgMark mark)
{
    g_autoptr(Org) then = org_copy_at(org, mark);
    g_autoptr(GArray) found = org_headless_since(org, mark);
    guint n = 0;
    for (OrgRow unit = 0; unit < org->units.n; unit++) {
        gboolean before = unit < then->units.n ? has_head(then, unit, then->posts.n) : is_ranked(org, unit);
        if (!before || org->units.closed[unit] != ORG_OPEN || !org->units.n_posts[unit] ||
            has_head(org, unit, org->posts.n))
            continue;
        g_assert_cmpuint(n, <, found->len);
        g_assert_cmpuint(g_array_index(found, OrgRow, n), ==, unit);
        n++;
    }
    g_assert_cmpuint(n, ==, found->len);
    return n;
}

static void
test_headless(void)
{
    guint found = 0;
    for (guint seed = 1; seed <= 400; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        Org *org = random_org(rand, 1 + pick(rand, 8), 5 + pick(rand, 40), pick(rand, 40));
        for (guint i = 0; i < 4; i++) {
            OrgMark mark = org_mark(org);
            for (guint k = pick(rand, 25); k > 0; k--)
                random_verb(org, rand);
            if (pick(rand, 2))
                close_some(org, rand);
            found += check_headless(org, mark);
        }
        random_org_free(org);
    }
    g_assert_cmpuint(found, >, 200);
}

static void
test_bossless(void)
{
    g_autoptr(Org) org = chain(4);
    org->posts.rank[0] = ORG_STAFF;
    g_autoptr(GError) error = NULL;
    g_assert_true(org_finish(org, &error));
    org_undo_enable(org);
    OrgMark mark = org_mark(org);
    OrgRow top = 0, low = 3;
    g_assert_true(org_close_posts(org, &low, 1, &error));
    g_autoptr(GArray) none = org_bossless_since(org, mark);
    g_assert_cmpuint(none->len, ==, 0);
    g_assert_true(org_close_posts(org, &top, 1, &error));
    g_autoptr(GArray) one = org_bossless_since(org, mark);
    g_assert_cmpuint(one->len, ==, 1);
    g_assert_cmpuint(g_array_index(one, OrgRow, 0), ==, 1);
    /* Who heads the unit of the closed post took its place. */
    gint64 head = ORG_HEAD;
    OrgRow heir = 1;
    g_assert_true(org_set(org, ORG_F_RANK, &heir, &head, 1, &error));
    g_autoptr(GArray) nobody = org_bossless_since(org, mark);
    g_assert_cmpuint(nobody->len, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/org/reports/model", test_model);
    g_test_add_func("/org/reports/chain", test_chain);
    g_test_add_func("/org/reports/long", test_long);
    g_test_add_func("/org/reports/data", test_data);
    g_test_add_func("/org/reports/headless", test_headless);
    g_test_add_func("/org/reports/bossless", test_bossless);
    return g_test_run();
}
