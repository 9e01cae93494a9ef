// SPDX-License-Identifier: MIT
/* The ledger of one-off costs: what it takes, that it is undone, copied and replayed, and that nothing in it falls. */
#include "../../../engine/org/replay.h"

static Org *
office(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgDict) dict = org_dict_new();
    Org *org = org_new(dict, ORG_MONTH(2025, 1));
    org_add_units(org, 1);
    org->units.id[0] = org_dict_add(dict, "office", -1);
    org_add_posts(org, 2);
    org_add_people(org, 2);
    for (OrgRow i = 0; i < 2; i++) {
        org->posts.unit[i] = 0;
        org->posts.holder[i] = i;
        org->people.post[i] = i;
    }
    org_finish(org, &error);
    g_assert_no_error(error);
    org_undo_enable(org);
    org->journal = org_journal_new();
    org_journal_context(org->journal, org->month, 3, "cut");
    return org;
}

static void
drop(Org *org)
{
    org_journal_free(org->journal);
    org_free(org);
}

static void
assert_entry(const Org *org, guint i, OrgRow person, guint32 item, const char *series, gint64 amount)
{
    g_assert_cmpuint(i, <, org->payments->len);
    const OrgPayment *p = &g_array_index(org->payments, OrgPayment, i);
    g_assert_cmpuint(p->person, ==, person);
    g_assert_cmpuint(p->item, ==, item);
    g_assert_cmpint(p->month, ==, ORG_MONTH(2025, 1));
    g_assert_cmpstr(org_dict_text(org->dict, p->series), ==, series);
    g_assert_cmpint(p->amount, ==, amount);
}

static void
pay_some(Org *org)
{
    const OrgRow people[] = { 1, 0, 1 };
    const gint64 amounts[] = { 500, 0, 70 }, rent = 9;
    g_assert_true(org_pay(org, people, amounts, 3, 3, "severance", NULL));
    g_assert_true(org_pay(org, NULL, &rent, 1, 3, "rent", NULL));
}

static void
assert_some(const Org *org)
{
    g_assert_cmpuint(org->payments->len, ==, 3);
    g_assert_cmpint(org->totals.paid, ==, 579);
    assert_entry(org, 0, 1, 3, "severance", 500);
    assert_entry(org, 1, 1, 3, "severance", 70);
    assert_entry(org, 2, ORG_NONE, 3, "rent", 9);
}

static void
test_pay(void)
{
    Org *org = office();
    pay_some(org);
    assert_some(org);
    const gint64 none = 0;
    guint32 acts = org->journal->n;
    g_assert_true(org_pay(org, NULL, &none, 1, 3, "rent", NULL)); /* nothing is no entry and no act */
    g_assert_cmpuint(org->journal->n, ==, acts);
    assert_some(org);
    drop(org);
}

static void
refused(const OrgRow *people, const gint64 *amounts, gsize n, const char *series, const char *why)
{
    Org *org = office();
    g_autoptr(GError) error = NULL;
    pay_some(org);
    guint bytes = org->journal->bytes->len;
    g_assert_false(org_pay(org, people, amounts, n, 3, series, &error));
    g_assert_nonnull(strstr(error->message, why));
    assert_some(org);
    g_assert_cmpuint(org->journal->bytes->len, ==, bytes);
    drop(org);
}

static void
test_refused(void)
{
    const OrgRow nobody[] = { 0, 2 };
    const gint64 falls[] = { 5, -1 }, fine[] = { 1, 1 }, much[] = { ORG_MAX_PAID - 1, 2 };
    refused(NULL, falls, 2, "rent", "a cost once paid never falls");
    refused(nobody, fine, 2, "rent", "person row 2 does not exist");
    refused(NULL, much, 2, "rent", "in all cannot be paid");
    refused(NULL, fine, 2, "", "needs a series");
}

static void
test_undone(void)
{
    Org *org = office();
    pay_some(org);
    OrgMark mark = org_mark(org);
    OrgJournalMark acts = org_journal_mark(org->journal);
    pay_some(org);
    g_autoptr(Org) before = org_copy_at(org, mark), after = org_copy(org);
    assert_some(before);
    g_assert_cmpint(after->totals.paid, ==, 2 * 579);
    g_assert_cmpuint(after->payments->len, ==, 6);
    org_undo_to(org, mark);
    org_journal_truncate(org->journal, acts);
    assert_some(org);
    g_autoptr(Org) again = office();
    org_journal_free(again->journal);
    again->journal = NULL;
    g_assert_true(org_replay(again, org->journal->bytes->data, org->journal->bytes->len, org->month, NULL));
    assert_some(again);
    drop(org);
}

/* An act whose amounts and people differ in number, or that claims a negative amount, is refused where it is done again. */
static void
test_forged(void)
{
    Org *org = office();
    const gint64 amount = 42;
    g_assert_true(org_pay(org, NULL, &amount, 1, 3, "rent", NULL));
    g_autoptr(GBytes) bytes = g_bytes_new(org->journal->bytes->data, org->journal->bytes->len);
    guint8 *forged = g_memdup2(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    gsize at = 0, size = g_bytes_get_size(bytes);
    while (memcmp(forged + at, &amount, sizeof amount) != 0)
        g_assert_cmpuint(++at + sizeof amount, <=, size);
    const gint64 less = -42;
    memcpy(forged + at, &less, sizeof less);
    g_autoptr(Org) other = org_copy(org);
    g_autoptr(GError) error = NULL;
    g_assert_false(org_replay(other, forged, size, org->month, &error));
    g_assert_nonnull(strstr(error->message, "negative"));
    g_free(forged);
    drop(org);
}

/* Each time that a post changes its unit counts, also where it goes back or is closed. */
static void
test_moves(void)
{
    Org *org = office();
    OrgRow other = ORG_NONE, post = 0;
    g_assert_true(org_open_unit(org, ORG_NONE, 0, "other", "Other", &other, NULL));
    OrgMark mark = org_mark(org);
    g_assert_true(org_move_posts(org, &post, 1, other, NULL));
    g_assert_true(org_move_posts(org, &post, 1, other, NULL));
    g_assert_true(org_move_posts(org, &post, 1, 0, NULL));
    g_assert_true(org_close_posts(org, &post, 1, NULL));
    g_assert_cmpuint(org->totals.posts_moved, ==, 2);
    org_undo_to(org, mark);
    g_assert_cmpuint(org->totals.posts_moved, ==, 0);
    drop(org);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/org/ledger/pay", test_pay);
    g_test_add_func("/org/ledger/refused", test_refused);
    g_test_add_func("/org/ledger/undone", test_undone);
    g_test_add_func("/org/ledger/forged", test_forged);
    g_test_add_func("/org/ledger/moves", test_moves);
    return g_test_run();
}
