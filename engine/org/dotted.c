// SPDX-License-Identifier: MIT
/* Second reporting lines: the attribute also_reports_to of posts, ids separated by ';'. They are no part of the tree, and nothing
 * but the closing of a post changes them: then the lines to it go. Who is named by whom is gathered when the first post closes
 * while any post has such a line, and kept from then on; undo drops it. Organisations without the attribute pay one look-up. */
#include "dotted.h"
#include "internal.h"
#include <string.h>

static void
free_rows(gpointer rows)
{
    g_array_unref(rows);
}

const OrgAttribute *
org_dotted_attribute(const Org *org)
{
    if (!org->attributes[ORG_POSTS]->len)
        return NULL;
    const OrgAttribute *attribute = org_attribute_find(org, ORG_POSTS, ORG_DOTTED);
    return attribute && !attribute->is_number ? attribute : NULL;
}

GArray *
org_dotted_rows(Org *org, const char *text)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    g_auto(GStrv) ids = g_strsplit(text, ORG_DOTTED_BETWEEN, -1);
    for (guint i = 0; ids[i]; i++) {
        OrgRow row = org_find(org, ORG_POSTS, g_strstrip(ids[i]));
        if (row != ORG_NONE)
            g_array_append_val(rows, row);
    }
    return rows;
}

static const GArray *
rows_of_word(Org *org, OrgWord word)
{
    GArray *rows = g_hash_table_lookup(org->dotted->lines, GUINT_TO_POINTER(word));
    if (!rows) {
        rows = org_dotted_rows(org, org_dict_text(org->dict, word));
        g_hash_table_insert(org->dotted->lines, GUINT_TO_POINTER(word), rows);
    }
    return rows;
}

static void
gather_post(Org *org, OrgRow post, OrgWord word)
{
    const GArray *bosses = rows_of_word(org, word);
    for (guint i = 0; i < bosses->len; i++) {
        gpointer key = GUINT_TO_POINTER(g_array_index(bosses, OrgRow, i));
        GArray *posts = g_hash_table_lookup(org->dotted->named_by, key);
        if (!posts) {
            posts = g_array_new(FALSE, FALSE, sizeof(OrgRow));
            g_hash_table_insert(org->dotted->named_by, key, posts);
        }
        g_array_append_val(posts, post);
    }
}

static void
gather(Org *org, const OrgAttribute *attribute)
{
    if (org->dotted)
        return;
    org->dotted = g_new(OrgDotted, 1);
    org->dotted->named_by = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, free_rows);
    org->dotted->lines = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, free_rows);
    for (OrgRow post = 0; post < org->posts.n; post++)
        if (attribute->word[post] && org->posts.closed[post] == ORG_OPEN)
            gather_post(org, post, attribute->word[post]);
}

/* The text without those of its posts that are closed; what names nothing stays as it is written. */
static OrgWord
without_closed(Org *org, OrgWord word)
{
    g_autoptr(GString) left = g_string_new(NULL);
    g_auto(GStrv) ids = g_strsplit(org_dict_text(org->dict, word), ORG_DOTTED_BETWEEN, -1);
    gboolean all = TRUE;
    for (guint i = 0; ids[i]; i++) {
        OrgRow row = org_find(org, ORG_POSTS, g_strstrip(ids[i]));
        if (row != ORG_NONE && org->posts.closed[row] != ORG_OPEN) {
            all = FALSE;
            continue;
        }
        g_string_append_printf(left, "%s%s", left->len ? ORG_DOTTED_BETWEEN : "", ids[i]);
    }
    return all ? word : left->len ? org_dict_add(org->dict, left->str, (gssize) left->len) : 0;
}

void
org_dotted_copied(Org *org, OrgRow first, guint32 n)
{
    const OrgAttribute *attribute = n ? org_dotted_attribute(org) : NULL;
    OrgWord word = attribute ? attribute->word[first] : 0;
    if (!word)
        return;
    OrgWord left = without_closed(org, word);
    for (OrgRow post = first; post < first + n; post++) {
        attribute->word[post] = left;
        if (left && org->dotted)
            gather_post(org, post, left);
    }
}

static int
by_row(gconstpointer a, gconstpointer b)
{
    OrgRow x = *(const OrgRow *) a, y = *(const OrgRow *) b;
    return x < y ? -1 : x > y;
}

static guint
index_of(const Org *org, const OrgAttribute *attribute)
{
    return ORG_COL_ATTRIBUTE +
           (guint) (attribute - (const OrgAttribute *) (const void *) org->attributes[ORG_POSTS]->data);
}

void
org_dotted_drop(Org *org, const OrgRow *closed, gsize n)
{
    const OrgAttribute *attribute = org_dotted_attribute(org);
    if (!attribute)
        return;
    gather(org, attribute);
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    for (gsize i = 0; i < n; i++) {
        const GArray *posts = g_hash_table_lookup(org->dotted->named_by, GUINT_TO_POINTER(closed[i]));
        if (posts)
            g_array_append_vals(rows, posts->data, posts->len);
    }
    g_array_sort(rows, by_row);
    for (guint i = 0; i < rows->len; i++) {
        OrgRow post = g_array_index(rows, OrgRow, i);
        OrgWord word = attribute->word[post];
        if (!word || org->posts.closed[post] != ORG_OPEN || (i && post == g_array_index(rows, OrgRow, i - 1)))
            continue;
        OrgWord left = without_closed(org, word);
        if (left == word)
            continue;
        org_log(org, UNDO_CELL, ORG_POSTS, index_of(org, attribute), post, (OrgValue){ .number = word });
        attribute->word[post] = left;
        org->attribute_version++;
    }
}

static guint
count_lines(const Org *org, OrgWord word)
{
    guint n = word ? 1 : 0;
    for (const char *p = word ? org_dict_text(org->dict, word) : ""; *p; p++)
        n += *p == *ORG_DOTTED_BETWEEN;
    return n;
}

guint
org_dotted_lost_since(const Org *org, OrgMark mark, OrgRow *first)
{
    const OrgAttribute *attribute = org_dotted_attribute(org);
    guint lost = 0;
    *first = ORG_NONE;
    if (!attribute || !org->undo || org->undo->n <= mark.entries)
        return 0;
    g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (guint i = mark.entries; i < org->undo->n; i++) {
        const UndoEntry *e = &org->undo->entries[i];
        /* The first entry of a cell holds what it was at the mark. */
        if (e->kind != UNDO_CELL || e->table != ORG_POSTS || e->column != index_of(org, attribute) ||
            !g_hash_table_add(seen, GUINT_TO_POINTER(e->row)) || org->posts.closed[e->row] != ORG_OPEN)
            continue;
        lost += count_lines(org, (OrgWord) e->old.number) - count_lines(org, attribute->word[e->row]);
        *first = MIN(*first, e->row);
    }
    return lost;
}
