// SPDX-License-Identifier: MIT
#include "leaders.h"
#include "internal.h"

/* A post that is or was a head's, as it was at the mark. */
typedef struct {
    OrgRow unit;
    OrgMonth closed;
    guint rank;
} Then;

/* Rows of a table at the mark; later ones were appended. */
static guint32
rows_then(const Org *org, OrgMark mark, guint table)
{
    for (guint i = mark.entries; i < org->undo->n; i++)
        if (org->undo->entries[i].kind == UNDO_APPEND && org->undo->entries[i].table == table)
            return org->undo->entries[i].row;
    return org_rows(org, table);
}

static gboolean
is_cell(const UndoEntry *entry, guint column)
{
    return entry->kind == UNDO_CELL && entry->column == column;
}

/* By post, those that were touched and are or were a head's. */
static GHashTable *
heads_then(const Org *org, OrgMark mark, guint32 n_posts)
{
    const UndoEntry *entries = org->undo->entries;
    GHashTable *heads = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    for (guint i = mark.entries; i < org->undo->n; i++) {
        const UndoEntry *e = &entries[i];
        gboolean rank = is_cell(e, ORG_COL_POSTS_rank) && e->old.number == ORG_HEAD;
        gboolean other = is_cell(e, ORG_COL_POSTS_unit) || is_cell(e, ORG_COL_POSTS_closed);
        if ((rank || (other && org->posts.rank[e->row] == ORG_HEAD)) && e->row < n_posts &&
            !g_hash_table_contains(heads, GUINT_TO_POINTER(e->row))) {
            Then *then = g_new(Then, 1);
            *then = (Then){ org->posts.unit[e->row], org->posts.closed[e->row], org->posts.rank[e->row] };
            g_hash_table_insert(heads, GUINT_TO_POINTER(e->row), then);
        }
    }
    for (guint i = org->undo->n; i > mark.entries; i--) { /* the earliest entry of a cell is the last word */
        const UndoEntry *e = &entries[i - 1];
        if (e->kind != UNDO_CELL || e->table != ORG_POSTS || e->column > ORG_COL_POSTS_rank)
            continue;
        Then *then = g_hash_table_lookup(heads, GUINT_TO_POINTER(e->row));
        if (then && e->column == ORG_COL_POSTS_unit)
            then->unit = (OrgRow) e->old.number;
        else if (then && e->column == ORG_COL_POSTS_closed)
            then->closed = (OrgMonth) e->old.number;
        else if (then && e->column == ORG_COL_POSTS_rank)
            then->rank = (guint) e->old.number;
    }
    return heads;
}

static gboolean
has_known_rank(const Org *org, OrgRow unit)
{
    for (OrgRow post = org->units.first_post[unit]; post != ORG_NONE; post = org->posts.next[post])
        if (org->posts.rank[post])
            return TRUE;
    return FALSE;
}

static gboolean
is_headless(const Org *org, OrgRow unit)
{
    return org->units.closed[unit] == ORG_OPEN && org->units.n_posts[unit] && org_head_of(org, unit) == ORG_NONE;
}

static int
by_row(gconstpointer a, gconstpointer b)
{
    OrgRow x = *(const OrgRow *) a, y = *(const OrgRow *) b;
    return x < y ? -1 : x > y;
}

static void
sort_once(GArray *rows)
{
    guint n = 0;
    g_array_sort(rows, by_row);
    for (guint i = 0; i < rows->len; i++)
        if (i == 0 || g_array_index(rows, OrgRow, i) != g_array_index(rows, OrgRow, n - 1))
            g_array_index(rows, OrgRow, n++) = g_array_index(rows, OrgRow, i);
    g_array_set_size(rows, n);
}

GArray *
org_headless_since(const Org *org, OrgMark mark)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    if (!org->undo || org->undo->n <= mark.entries)
        return rows;
    guint32 n_units = rows_then(org, mark, ORG_UNITS);
    g_autoptr(GHashTable) heads = heads_then(org, mark, rows_then(org, mark, ORG_POSTS));
    GHashTableIter iter;
    gpointer value;
    g_hash_table_iter_init(&iter, heads);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Then *then = value;
        if (then->rank == ORG_HEAD && then->closed == ORG_OPEN)
            g_array_append_val(rows, then->unit);
    }
    sort_once(rows);
    guint n = 0;
    for (guint i = 0; i < rows->len; i++)
        if (is_headless(org, g_array_index(rows, OrgRow, i)))
            g_array_index(rows, OrgRow, n++) = g_array_index(rows, OrgRow, i);
    g_array_set_size(rows, n);
    for (OrgRow unit = n_units; unit < org->units.n; unit++)
        if (is_headless(org, unit) && has_known_rank(org, unit))
            g_array_append_val(rows, unit);
    return rows;
}

/* The head of the unit in which the closed post stood took its place at the top. */
static gboolean
took_place(const Org *org, OrgRow post, OrgRow boss)
{
    OrgRow unit = org->posts.unit[post];
    return org->posts.unit[boss] == unit && org_head_of(org, unit) == post;
}

GArray *
org_bossless_since(const Org *org, OrgMark mark)
{
    const OrgPostTable *p = &org->posts;
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    for (guint i = mark.entries; org->undo && i < org->undo->n; i++) {
        const UndoEntry *e = &org->undo->entries[i];
        if (!is_cell(e, ORG_COL_POSTS_reports_to) || e->old.number == ORG_NONE)
            continue;
        OrgRow post = e->row, boss = (OrgRow) e->old.number;
        if (p->reports_to[post] == ORG_NONE && p->closed[post] == ORG_OPEN && p->closed[boss] != ORG_OPEN &&
            !took_place(org, post, boss))
            g_array_append_val(rows, post);
    }
    sort_once(rows);
    return rows;
}
