// SPDX-License-Identifier: MIT
/* Random organisations after random verbs (closed units and posts, people who left, second posts, posts kept for somebody, second
 * lines, attributes, texts and dates of every kind): what is exported with closed rows comes back cell by cell. */
#include "../org/random-org.h"
#include "exchange-test.h"
#include <math.h>

static const char *const tables[] = { "units.csv", "posts.csv", "people.csv" };

/* Each is a cell that some reader of tables gets wrong. */
static const char *const texts[] = { "Phòng Tài chính – Kế hoạch",
                                     "a;b,\"c\"",
                                     "line\none",
                                     "=1+1",
                                     "'quoted",
                                     "007",
                                     "1.234,5",
                                     "02/12/1966",
                                     "NULL",
                                     "Tổng cộng",
                                     "x́ \xF0\x9F\x8F\x9B",
                                     "12%" };

static OrgWord
random_text(Org *org, GRand *rand)
{
    return org_dict_add(org->dict, texts[pick(rand, G_N_ELEMENTS(texts))], -1);
}

static OrgMonth
random_month(GRand *rand)
{
    static const OrgMonth odd[] = { ORG_MONTH(1850, 2), ORG_MONTH(1899, 12), ORG_MONTH(1900, 1), ORG_MONTH(1900, 2),
                                    ORG_MONTH(1970, 1) };
    return pick(rand, 4) ? ORG_MONTH(1950 + (int) pick(rand, 70), 1 + (int) pick(rand, 12))
                         : odd[pick(rand, G_N_ELEMENTS(odd))];
}

static void
add_attributes(Org *org, guint table, GRand *rand)
{
    static const double numbers[] = { 0.30000000000000004, -7, 1e300, 5e-324, 123456789012345.0, 0 };
    guint32 n = org_rows(org, table);
    for (guint a = pick(rand, 3); a-- > 0;) {
        g_autofree char *number = g_strdup_printf("số %u", a), *word = g_strdup_printf("chữ, %u", a);
        OrgAttribute *values = org_attribute(org, table, number, TRUE);
        for (OrgRow i = 0; i < n; i++)
            values->number[i] = pick(rand, 3) ? numbers[pick(rand, G_N_ELEMENTS(numbers))] : NAN;
        values = org_attribute(org, table, word, FALSE);
        for (OrgRow i = 0; i < n; i++)
            values->word[i] = pick(rand, 3) ? random_text(org, rand) : 0;
        if (n) /* a column of nothing, or of nothing but texts that are figures, is one of numbers when it comes back */
            values->word[0] = org_dict_add(org->dict, "word", -1);
    }
}

/* What no index depends on. */
static void
decorate(Org *org, GRand *rand)
{
    for (OrgRow i = 0; i < org->units.n; i++) {
        org->units.name[i] = random_text(org, rand);
        org->units.function[i] = pick(rand, 2) ? random_text(org, rand) : 0;
        org->units.opened[i] = pick(rand, 2) ? random_month(rand) : ORG_UNKNOWN;
    }
    for (OrgRow i = 0; i < org->posts.n; i++) {
        org->posts.title[i] = pick(rand, 3) ? random_text(org, rand) : 0;
        org->posts.opened[i] = pick(rand, 2) ? random_month(rand) : ORG_UNKNOWN;
        org->posts.coefficient[i] = (guint16) (pick(rand, 2) ? pick(rand, 600) : 0);
        if (org->posts.holder[i] == ORG_NONE && pick(rand, 2))
            org->posts.vacant_since[i] = random_month(rand);
    }
    for (OrgRow i = 0; i < org->people.n; i++) {
        org->people.id[i] = pick(rand, 2) ? org_dict_add(org->dict, "người", -1) : 0;
        org->people.ordinal[i] = org->people.id[i] ? i + 1 : 0;
        org->people.name[i] = pick(rand, 2) ? random_text(org, rand) : 0;
        org->people.born[i] = pick(rand, 4) ? org->people.born[i] : ORG_UNKNOWN;
        org->people.hired[i] = pick(rand, 2) ? ORG_MONTH(2000 + (int) pick(rand, 21), 1) : ORG_UNKNOWN;
        org->people.rating[i] = (guint8) pick(rand, 6);
    }
    for (guint i = 0; i < 10; i++) { /* of random verbs hardly one gives a second post */
        OrgRow person = pick(rand, org->people.n + 1), post = pick(rand, org->posts.n);
        org_place(org, &person, &post, 1, TRUE, NULL);
    }
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++)
        add_attributes(org, table, rand);
}

/* ---- the same organisation: rows in the same order, but for what tables do not tell */

static gboolean
is_told(const Org *org, guint column, OrgRow row)
{
    switch (column) {
    case ORG_COL_POSTS_stream:
    case ORG_COL_PEOPLE_stream:
    case ORG_COL_POSTS_id: /* ids are compared as they are spelled */
    case ORG_COL_POSTS_ordinal:
    case ORG_COL_PEOPLE_id:
    case ORG_COL_PEOPLE_ordinal:
    case ORG_COL_UNITS_id:
        return FALSE;
    case ORG_COL_POSTS_vacant_since:
        return org->posts.closed[row] == ORG_OPEN;
    default:
        return TRUE;
    }
}

static void
assert_same_cell(const Org *a, const Org *b, guint column, OrgRow row, guint seed)
{
    const OrgColumnInfo *info = &org_columns[column];
    gint64 x = org_cell(a, column, row), y = org_cell(b, column, row);
    gboolean same = x == y;
    if (info->kind == ORG_K_WORD)
        same = !strcmp(org_dict_text(a->dict, (OrgWord) x), org_dict_text(b->dict, (OrgWord) y));
    if (!same)
        g_error("seed %u: %s of row %u (%s) was %" G_GINT64_FORMAT ", is %" G_GINT64_FORMAT, seed, info->name, row,
                org_id(a, info->table, row), x, y);
}

static void
assert_same_attributes(const Org *a, const Org *b, guint table, guint seed)
{
    for (guint k = 0; k < a->attributes[table]->len; k++) {
        const OrgAttribute *one = &g_array_index(a->attributes[table], OrgAttribute, k);
        const char *name = org_dict_text(a->dict, one->name);
        const OrgAttribute *two = org_attribute_find(b, table, name);
        gboolean some = FALSE;
        for (OrgRow i = 0; i < org_rows(a, table); i++) {
            some |= one->is_number ? !isnan(one->number[i]) : one->word[i] != 0;
            if (one->is_number && two && two->is_number)
                g_assert_true(one->number[i] == two->number[i] || (isnan(one->number[i]) && isnan(two->number[i])));
            else if (!one->is_number && two && !two->is_number)
                g_assert_cmpstr(org_dict_text(a->dict, one->word[i]), ==, org_dict_text(b->dict, two->word[i]));
        }
        if (some && (!two || two->is_number != one->is_number))
            g_error("seed %u: the attribute \"%s\" did not come back as it was", seed, name);
    }
}

static void
assert_same(const Org *a, const Org *b, guint seed)
{
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++) {
        g_assert_cmpuint(org_rows(a, table), ==, org_rows(b, table));
        for (OrgRow i = 0; i < org_rows(a, table); i++)
            g_assert_cmpstr(org_id(a, table, i), ==, org_id(b, table, i));
        assert_same_attributes(a, b, table, seed);
    }
    for (guint c = 0; c < ORG_N_COLUMNS; c++)
        for (OrgRow i = 0; i < org_rows(a, org_columns[c].table); i++)
            if (is_told(a, c, i))
                assert_same_cell(a, b, c, i, seed);
}

static void
assert_returns(const Org *org, const char *folder, guint seed)
{
    g_autofree char *book = g_build_filename(folder, "one.xlsx", NULL);
    g_autoptr(GError) error = NULL;
    g_assert_true(org_export_csv(org, NULL, folder, TRUE, &error));
    g_assert_no_error(error);
    g_autofree char *units = read_text(folder, tables[0]), *posts = read_text(folder, tables[1]),
                    *people = read_text(folder, tables[2]);
    g_autoptr(Org) back = import_sound(units, posts, people);
    assert_same(org, back, seed);
    if (seed % 5)
        return;
    g_assert_true(org_export_xlsx(org, book, TRUE, NULL, 0, &error));
    g_autoptr(Org) from_book = import_workbook_file(book);
    assert_same(org, from_book, seed);
    g_remove(book);
}

static void
test_any(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("orgsim-exchange-XXXXXX", &error);
    guint closed_units = 0, second = 0, kept = 0, left = 0, lines = 0;
    g_assert_no_error(error);
    for (guint32 seed = 1; seed <= 120; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        Org *org = random_org(rand, 1 + pick(rand, 8), 1 + pick(rand, 30), pick(rand, 30));
        decorate(org, rand);
        for (guint i = 0; i < 80; i++)
            random_verb(org, rand);
        g_assert_true(org_check(org, &error));
        assert_returns(org, folder, seed);
        closed_units += (guint) org->totals.units_closed;
        second += org->n_second;
        kept += org->n_kept;
        left += (guint) org->totals.left;
        lines += org_attribute_find(org, ORG_POSTS, "also_reports_to") != NULL;
        random_org_free(org);
    }
    /* Else it would prove nothing of these. */
    g_assert_cmpuint(closed_units, >, 20);
    g_assert_cmpuint(second, >, 20);
    g_assert_cmpuint(kept, >, 20);
    g_assert_cmpuint(left, >, 20);
    g_assert_cmpuint(lines, >, 20);
    remove_folder(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/exchange/roundtrip/any", test_any);
    return g_test_run();
}
