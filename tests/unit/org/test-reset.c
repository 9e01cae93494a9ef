// SPDX-License-Identifier: MIT
/* A copy that verbs have changed is put back to what it was copied from: cells, rows, attributes, indexes, ledger, ids. */
#include "random-org.h"

static void
assert_as_copied(const Org *org, const Org *start)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Org) fresh = org_copy(start);
    g_autofree char *mine = org_hash(org), *theirs = org_hash(fresh);

    org_check(org, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(mine, ==, theirs);
    g_assert_cmpmem(&org->totals, sizeof org->totals, &fresh->totals, sizeof fresh->totals);
    g_assert_cmpuint(org->payments->len, ==, fresh->payments->len);
    /* Lists in the same order: what walks them comes by the same way. */
    for (OrgRow u = 0; u < fresh->units.n; u++) {
        g_assert_cmpuint(org->units.first_child[u], ==, fresh->units.first_child[u]);
        g_assert_cmpuint(org->units.first_post[u], ==, fresh->units.first_post[u]);
    }
    for (OrgRow p = 0; p < fresh->posts.n; p++)
        g_assert_cmpuint(org->posts.next[p], ==, fresh->posts.next[p]);
    for (guint c = 0; c < ORG_N_COLUMNS; c++)
        g_assert_cmpuint(org->version[c], ==, 0);
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        g_assert_cmpuint(org->attributes[t]->len, ==, fresh->attributes[t]->len);
}

static void
test_after_verbs(void)
{
    for (guint seed = 0; seed < 40; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        Org *start = random_org(rand, 2 + seed % 30, 63 + seed % 3, 50);
        OrgDictMark words = org_dict_mark(start->dict);
        g_autoptr(Org) copy = org_copy(start);

        for (guint round = 0; round < 4; round++) {
            org_undo_enable(copy);
            copy->journal = start->journal;
            org_find(copy, ORG_POSTS, "group#1"); /* there are tables of ids */
            org_attribute(copy, ORG_PEOPLE, "made-in-a-run", round % 2 == 0);
            for (guint i = 0; i < 30; i++)
                random_verb(copy, rand);
            org_reset(copy, start, FALSE);
            org_dict_forget(copy->dict, words);
            assert_as_copied(copy, start);
            g_assert_cmpuint(org_find(copy, ORG_POSTS, "group#2"), ==, org_find(start, ORG_POSTS, "group#2"));
        }
        random_org_free(start);
    }
}

/* What a run of the same verbs comes to does not depend on what was there before it was put back. */
static void
test_the_same_again(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    Org *start = random_org(rand, 20, 200, 150);
    OrgDictMark words = org_dict_mark(start->dict);
    g_autoptr(Org) copy = org_copy(start);
    g_autofree char *first = NULL;

    for (guint round = 0; round < 3; round++) {
        g_autoptr(GRand) same = g_rand_new_with_seed(11);
        for (guint i = 0; i < 60; i++)
            random_verb(copy, same);
        g_autofree char *hash = org_hash(copy);
        if (first)
            g_assert_cmpstr(hash, ==, first);
        else
            first = g_strdup(hash);
        org_reset(copy, start, FALSE);
        org_dict_forget(copy->dict, words);
    }
    random_org_free(start);
}

/* What nobody knows of comes back when all is asked for, and only then. */
static void
test_written_behind(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);
    Org *start = random_org(rand, 5, 64, 40);
    g_autoptr(Org) copy = org_copy(start);

    copy->people.born[7]++;
    org_reset(copy, start, FALSE);
    g_assert_cmpint(copy->people.born[7], ==, start->people.born[7] + 1);
    g_array_index(copy->attributes[ORG_UNITS], OrgAttribute, 1).number[0] = -1;
    org_reset(copy, start, TRUE);
    assert_as_copied(copy, start);
    random_org_free(start);
}

static void
test_empty(void)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) start = org_new(dict, 0);
    g_autoptr(GError) error = NULL;

    org_finish(start, &error);
    g_assert_no_error(error);
    g_autoptr(Org) copy = org_copy(start);
    org_reset(copy, start, FALSE);
    assert_as_copied(copy, start);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/org/reset/after-verbs", test_after_verbs);
    g_test_add_func("/org/reset/the-same-again", test_the_same_again);
    g_test_add_func("/org/reset/written-behind", test_written_behind);
    g_test_add_func("/org/reset/empty", test_empty);
    return g_test_run();
}
