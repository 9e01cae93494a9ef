// SPDX-License-Identifier: MIT
/* Making, copying and reading an organisation. */
#include "internal.h"
#include "../base/error.h"
#include <stdlib.h>
#include <string.h>

ORG_ERROR_DOMAIN(org_error, "orgsim")

const char *
org_table_noun(guint table)
{
    return table == ORG_UNITS ? M_("unit") : table == ORG_POSTS ? M_("post") : M_("person");
}

Org *
org_new(OrgDict *dict, OrgMonth month)
{
    Org *org = g_new0(Org, 1);
    org->dict = org_dict_ref(dict);
    org->month = month;
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        org->attributes[t] = g_array_new(FALSE, TRUE, sizeof(OrgAttribute));
    org->payments = g_array_new(FALSE, FALSE, sizeof(OrgPayment));
    return org;
}

static void
free_indexes(Org *org)
{
    OrgUnitTable *u = &org->units;
    g_free(u->first_child);
    g_free(u->next_sibling);
    g_free(u->prev_sibling);
    g_free(u->first_post);
    g_free(u->n_children);
    g_free(u->n_posts);
    g_free(u->n_held);
    g_free(u->n_idle);
    g_free(u->fte);
    g_free(u->fte_held);
    g_free(u->n_heads);
    g_free(u->n_deputies);
    g_free(org->posts.vacant);
    org_free_column(org, org->posts.next);
    org_free_column(org, org->posts.prev);
}

void
org_free(Org *org)
{
    if (!org)
        return;
    for (guint c = 0; c < ORG_N_COLUMNS; c++)
        org_free_column(org, *org_cells(org, c));
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++) {
        for (guint a = 0; a < org->attributes[t]->len; a++) {
            OrgAttribute *attribute = &g_array_index(org->attributes[t], OrgAttribute, a);
            g_free(attribute->number);
            g_free(attribute->word);
        }
        g_array_free(org->attributes[t], TRUE);
        org_forget_ids(org, t);
    }
    free_indexes(org);
    org_reports_forget(org);
    org_dotted_forget(org);
    if (org->owns_map)
        free(org->map);
    if (org->undo)
        g_free(org->undo->entries);
    g_free(org->undo);
    g_array_free(org->payments, TRUE);
    org_dict_unref(org->dict);
    g_free(org);
}

static void
copy_attributes(Org *to, const Org *from, guint table)
{
    for (guint a = 0; a < from->attributes[table]->len; a++) {
        OrgAttribute attribute = g_array_index(from->attributes[table], OrgAttribute, a);
        gsize n = org_rows(from, table), capacity = MAX(table == ORG_PEOPLE ? org_room((guint32) n) : n, 1);
        if (attribute.is_number) {
            const double *old = attribute.number;
            attribute.number = g_new(double, capacity);
            memcpy(attribute.number, old, n * sizeof(double));
        } else {
            const OrgWord *old = attribute.word;
            attribute.word = g_new(OrgWord, capacity);
            memcpy(attribute.word, old, n * sizeof(OrgWord));
        }
        g_array_append_val(to->attributes[table], attribute);
    }
}

Org *
org_copy(const Org *from)
{
    Org *org = org_new(from->dict, from->month);
    org_take_block(org, (guint32[]){ 0, from->units.n, from->posts.n, from->people.n });
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++) {
        guint32 n = org_rows(from, t);
        for (guint c = org_first_column[t]; n && c < org_first_column[t + 1]; c++)
            memcpy(*org_cells(org, c), *org_cells((Org *) from, c), (gsize) n * org_columns[c].width);
        /* attributes are sized like the table */
        copy_attributes(org, from, t);
    }
    g_array_append_vals(org->payments, from->payments->data, from->payments->len);
    org->totals = from->totals;
    org->filled_unknown = from->filled_unknown;
    org->births_unknown = from->births_unknown;
    org_index_rebuild(org);
    return org;
}

gboolean
org_is_open(const Org *org, guint table, OrgRow row)
{
    if (row >= org_rows(org, table))
        return FALSE;
    return table == ORG_UNITS   ? org->units.closed[row] == ORG_OPEN
           : table == ORG_POSTS ? org->posts.closed[row] == ORG_OPEN
                                : org->people.state[row] != ORG_LEFT;
}

static int
by_row(gconstpointer a, gconstpointer b)
{
    OrgRow x = *(const OrgRow *) a, y = *(const OrgRow *) b;
    return x < y ? -1 : x > y;
}

/* Sort the rows from `from` on; an empty array has no data to hand to qsort. */
static void
sort_tail(GArray *rows, guint from)
{
    if (rows->len > from)
        qsort((OrgRow *) (void *) rows->data + from, rows->len - from, sizeof(OrgRow), by_row);
}

void
org_children(const Org *org, OrgRow unit, GArray *rows)
{
    guint from = rows->len;
    if (unit == ORG_NONE) {
        for (OrgRow i = 0; i < org->units.n; i++)
            if (org->units.closed[i] == ORG_OPEN && org->units.parent[i] == ORG_NONE)
                g_array_append_val(rows, i);
        return;
    }
    for (OrgRow i = org->units.first_child[unit]; i != ORG_NONE; i = org->units.next_sibling[i])
        g_array_append_val(rows, i);
    sort_tail(rows, from);
}

void
org_posts_of(const Org *org, OrgRow unit, GArray *rows)
{
    guint from = rows->len;
    for (OrgRow i = org->units.first_post[unit]; i != ORG_NONE; i = org->posts.next[i])
        g_array_append_val(rows, i);
    sort_tail(rows, from);
}

guint
org_depth(const Org *org, OrgRow unit)
{
    guint depth = 0;
    for (; unit != ORG_NONE; unit = org->units.parent[unit])
        depth++;
    return depth;
}

gboolean
org_is_under(const Org *org, OrgRow unit, OrgRow ancestor)
{
    while (unit != ORG_NONE && unit != ancestor)
        unit = org->units.parent[unit];
    return unit == ancestor;
}
