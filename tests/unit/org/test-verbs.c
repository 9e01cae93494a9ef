// SPDX-License-Identifier: MIT
/* Properties of the organisation: thousands of random verb sequences keep the invariants, undo returns the same bytes,
 * replay elsewhere gives the same bytes. */
#include "../../../engine/org/replay.h"
#include "random-org.h"
#include <string.h>

typedef struct {
    void *block;
    gsize size;
} Packed;

static Packed
pack(const Org *org)
{
    Packed packed = { NULL, org_pack_size(org) };
    packed.block = g_malloc0(packed.size);
    org_pack(org, packed.block);
    return packed;
}

static void
test_random_sequences(void)
{
    guint done = 0;
    for (guint seed = 1; seed <= 1500; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        Org *org = random_org(rand, 1 + pick(rand, 12), pick(rand, 40), pick(rand, 40));
        g_autoptr(Org) twin = org_copy(org);
        g_autofree char *hash_before = org_hash(org);
        OrgMark start = org_mark(org);
        g_autoptr(GError) error = NULL;
        for (guint i = 0; i < 60; i++) {
            OrgMark mark = org_mark(org);
            done += random_verb(org, rand);
            org_check_since(org, mark, &error);
            g_assert_no_error(error);
        }
        org_check(org, &error);
        g_assert_no_error(error);

        /* The acts, done again on a copy of the start, give the same organisation. */
        org_replay(twin, org->journal->bytes->data, org->journal->bytes->len, ORG_OPEN - 1, &error);
        g_assert_no_error(error);
        g_autofree char *hash = org_hash(org), *hash_twin = org_hash(twin);
        g_assert_cmpstr(hash, ==, hash_twin);

        org_undo_to(org, start);
        org_check(org, &error);
        g_assert_no_error(error);
        g_autofree char *hash_after = org_hash(org);
        g_assert_cmpstr(hash_before, ==, hash_after);
        random_org_free(org);
    }
    g_assert_cmpuint(done, >, 10000);
}

static void
test_undo_bytes(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    Org *org = random_org(rand, 20, 100, 90);
    for (guint round = 0; round < 200; round++) {
        /* Words stay in the dictionary: meet them once, so that the block's size is the same. */
        OrgMark mark = org_mark(org);
        g_autoptr(GRand) same = g_rand_new_with_seed(round), again = g_rand_new_with_seed(round);
        for (guint i = 0; i < 20; i++)
            random_verb(org, same);
        org_undo_to(org, mark);
        Packed before = pack(org);
        for (guint i = 0; i < 20; i++)
            random_verb(org, again);
        org_undo_to(org, mark);
        Packed after = pack(org);
        g_assert_cmpmem(before.block, before.size, after.block, after.size);
        g_free(before.block);
        g_free(after.block);
        for (guint i = 0; i < 3; i++)
            random_verb(org, rand);
    }
    random_org_free(org);
}

static void
test_copy_at(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);
    Org *org = random_org(rand, 15, 60, 50);
    g_autofree char *before = org_hash(org);
    OrgMark mark = org_mark(org);
    for (guint i = 0; i < 100; i++)
        random_verb(org, rand);
    g_autoptr(Org) then = org_copy_at(org, mark);
    g_autoptr(GError) error = NULL;
    org_check(then, &error);
    g_assert_no_error(error);
    g_autofree char *hash = org_hash(then);
    g_assert_cmpstr(before, ==, hash);
    random_org_free(org);
}

static void
test_pack(void)
{
    for (guint seed = 1; seed < 60; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        Org *org = random_org(rand, 1 + pick(rand, 30), pick(rand, 80), pick(rand, 80));
        for (guint i = 0; i < 30; i++)
            random_verb(org, rand);
        Packed packed = pack(org);
        g_autoptr(GError) error = NULL;
        g_autoptr(OrgDict) shared = org_dict_new();
        org_dict_add(shared, "another word first", -1);
        g_autofree char *hash = org_hash(org);
        Org *back = org_unpack(packed.block, packed.size, seed % 2 ? shared : NULL, &error);
        g_assert_no_error(error);
        g_autofree char *hash_back = org_hash(back);
        g_assert_cmpstr(hash, ==, hash_back);
        org_undo_enable(back);
        for (guint i = 0; i < 30; i++) /* columns that live in the block are written and grown */
            random_verb(back, rand);
        g_assert_true(org_check(back, &error));
        org_free(back);
        g_free(packed.block);
        random_org_free(org);
    }
}

/* A block or a journal with any byte changed is read or refused, never a crash. */
static void
test_damage(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(11);
    Org *org = random_org(rand, 6, 20, 20);
    g_autoptr(Org) start = org_copy(org);
    for (guint i = 0; i < 60; i++)
        random_verb(org, rand);
    Packed packed = pack(org);
    for (guint i = 0; i < 4000; i++) {
        g_autofree char *copy = g_memdup2(packed.block, packed.size);
        gsize at = pick(rand, 2) ? pick(rand, 200) : pick(rand, (guint) packed.size);
        copy[at] = (char) pick(rand, 256);
        org_free(org_unpack(copy, pick(rand, 20) ? packed.size : pick(rand, (guint) packed.size), NULL, NULL));
    }
    g_free(packed.block);
    GByteArray *bytes = org->journal->bytes;
    for (guint i = 0; i < 4000; i++) {
        g_autofree guint8 *copy = g_memdup2(bytes->data, bytes->len);
        copy[pick(rand, bytes->len)] = (guint8) pick(rand, 256);
        g_autoptr(Org) twin = org_copy(start);
        g_autoptr(GError) error = NULL;
        org_replay(twin, copy, pick(rand, 10) ? bytes->len : pick(rand, bytes->len), ORG_OPEN - 1, NULL);
        org_check(twin, &error);
        g_assert_no_error(error);
    }
    random_org_free(org);
}

/* A few bytes of a liar cannot make the engine take all memory. */
static void
test_bounds(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(5);
    Org *org = random_org(rand, 3, 5, 5);
    g_autoptr(GError) error = NULL;
    char name[20];
    guint n = org->attributes[ORG_UNITS]->len;
    for (; n < ORG_MAX_ATTRIBUTES; n++) {
        g_snprintf(name, sizeof name, "a%u", n);
        g_assert_true(org_set_numbers(org, ORG_UNITS, name, NULL, NULL, 0, &error));
    }
    g_assert_false(org_set_numbers(org, ORG_UNITS, "one-more", NULL, NULL, 0, &error));
    g_assert_cmpstr(error->message, ==, "a table has at most 4096 attributes");
    g_clear_error(&error);
    g_assert_false(org_open_posts(org, 0, 0, 1000001, NULL, &error));
    g_clear_error(&error);
    Packed packed = pack(org);
    guint32 words;
    gsize at = 2 * sizeof(guint64) + 3 * sizeof(guint32); /* of `words` in the header */
    memcpy(&words, (char *) packed.block + at, sizeof words);
    g_assert_cmpuint(words, ==, org_dict_size(org->dict));
    words = G_MAXUINT32;
    memcpy((char *) packed.block + at, &words, sizeof words);
    g_assert_null(org_unpack(packed.block, packed.size, NULL, &error));
    g_assert_cmpstr(error->message, ==, "the packed organisation is damaged");
    g_free(packed.block);
    random_org_free(org);
}

typedef struct {
    guint cells;
    OrgRow row;
    gint64 to;
} Seen;

static void
see(guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    Seen *seen = data;
    seen->cells++;
    if (table == ORG_UNITS && column == ORG_COL_UNITS_name) {
        seen->row = row;
        seen->to = to.number;
        g_assert_cmpint(from.number, !=, to.number);
    }
}

static void
test_changes(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(5);
    Org *org = random_org(rand, 3, 0, 0);
    OrgMark mark = org_mark(org);
    g_assert_true(org_rename_unit(org, 1, "first", NULL));
    g_assert_true(org_rename_unit(org, 1, "second", NULL));
    Seen seen = { 0 };
    org_changes_since(org, mark, see, &seen);
    g_assert_cmpuint(seen.cells, ==, 1);
    g_assert_cmpstr(org_dict_text(org->dict, (OrgWord) seen.to), ==, "second");
    g_assert_true(org_rename_unit(org, 1, "u-1", NULL)); /* back to what it was: no change is left */
    seen.cells = 0;
    org_changes_since(org, mark, see, &seen);
    g_assert_cmpuint(seen.cells, ==, 0);
    random_org_free(org);
}

static void
test_refusals(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(2);
    Org *org = random_org(rand, 4, 8, 8);
    g_autoptr(GError) error = NULL;
    g_assert_false(org_open_unit(org, 0, 0, "u-1", "again", NULL, &error));
    g_assert_cmpstr(error->message, ==, "a unit with the id \"u-1\" is already there");
    g_clear_error(&error);
    g_assert_false(org_close_unit(org, 99, ORG_NONE, &error));
    g_assert_cmpint(error->code, ==, ORG_E_NOT_FOUND);
    OrgRow twice[] = { 0, 0 };
    g_assert_false(org_close_posts(org, twice, 2, NULL));
    g_autofree char *hash = org_hash(org);
    g_assert_false(org_move_unit(org, 0, 0, NULL));
    g_autofree char *same = org_hash(org);
    g_assert_cmpstr(hash, ==, same);
    random_org_free(org);
}

/* What the checks are for: columns that a verb would never leave like this. */
static void
test_broken(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);
    Org *org = random_org(rand, 4, 20, 20);
    g_autoptr(GError) error = NULL;
    OrgRow person = 0;
    while (org->people.state[person] != ORG_EMPLOYED || org->people.second[person] != ORG_NONE)
        person++;
    OrgRow post = org->people.post[person];
    OrgMark mark = org_mark(org);
    g_assert_true(org_leave(org, &person, &org->month, 1, org->month - 1, "age", &error));
    org_check_since(org, mark, &error);
    g_assert_no_error(error);
    org->posts.holder[post] = person;
    g_assert_false(org_check_since(org, mark, &error));
    g_assert_nonnull(strstr(error->message, "names a holder who does not hold it"));
    g_clear_error(&error);
    org->posts.holder[post] = ORG_NONE;
    org->n_second++;
    g_assert_false(org_check(org, &error));
    g_assert_cmpstr(error->message, ==, "the running totals differ from a recount");
    g_clear_error(&error);
    org->n_second--;
    org->units.fte_held[org->posts.unit[post]] += 1000;
    g_assert_false(org_check(org, &error));
    org->units.fte_held[org->posts.unit[post]] -= 1000;
    random_org_free(org);
}

/* Rows in any order, but each once, existing and open. */
static void
test_rows(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(4);
    Org *org = random_org(rand, 4, 20, 20);
    OrgRow first = 0, second;
    while (org->posts.closed[first] != ORG_OPEN)
        first++;
    for (second = first + 1; org->posts.closed[second] != ORG_OPEN;)
        second++;
    const OrgRow missing[] = { first, org->posts.n }, again[] = { second, first, second }, down[] = { second, first },
                 gone[] = { first };
    g_autoptr(GError) error = NULL;
    g_assert_false(org_close_posts(org, missing, 2, &error));
    g_assert_cmpint(error->code, ==, ORG_E_NOT_FOUND);
    g_clear_error(&error);
    g_assert_false(org_close_posts(org, again, 3, &error));
    g_assert_nonnull(strstr(error->message, "is named twice in one call"));
    g_clear_error(&error);
    g_assert_true(org_close_posts(org, down, 2, &error));
    g_assert_false(org_close_posts(org, gone, 1, &error));
    g_assert_true(org_close_posts(org, gone, 0, NULL));
    random_org_free(org);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/org/random-sequences", test_random_sequences);
    g_test_add_func("/org/undo-bytes", test_undo_bytes);
    g_test_add_func("/org/copy-at", test_copy_at);
    g_test_add_func("/org/pack", test_pack);
    g_test_add_func("/org/damage", test_damage);
    g_test_add_func("/org/bounds", test_bounds);
    g_test_add_func("/org/changes", test_changes);
    g_test_add_func("/org/refusals", test_refusals);
    g_test_add_func("/org/broken", test_broken);
    g_test_add_func("/org/rows", test_rows);
    return g_test_run();
}
