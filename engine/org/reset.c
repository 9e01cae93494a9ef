// SPDX-License-Identifier: MIT
/* A copy that a run has changed becomes again what it was copied from: a memcpy of the columns that were written, no new memory. */
#include "internal.h"
#include <string.h>

/* Rows that were added go; what of the others was written comes back. */
static void
reset_columns(Org *org, const Org *start, guint table, gboolean all)
{
    for (guint c = org_first_column[table]; c < org_first_column[table + 1]; c++)
        if ((all || org->version[c] > 0) && org_rows(start, table) > 0)
            memcpy(*org_cells(org, c), *org_cells((Org *) start, c),
                   (gsize) org_rows(start, table) * org_columns[c].width);
    if (org_rows(org, table) > org_rows(start, table))
        org_forget_ids(org, table);
}

static void
reset_attributes(Org *org, const Org *start, guint table, gboolean all)
{
    GArray *mine = org->attributes[table];
    const GArray *wanted = start->attributes[table];
    gsize n = org_rows(start, table);

    for (guint a = wanted->len; a < mine->len; a++) {
        g_free(g_array_index(mine, OrgAttribute, a).number);
        g_free(g_array_index(mine, OrgAttribute, a).word);
    }
    g_array_set_size(mine, wanted->len);
    for (guint a = 0; a < wanted->len && n > 0 && (all || org->attribute_version > 0); a++) {
        OrgAttribute *to = &g_array_index(mine, OrgAttribute, a);
        const OrgAttribute *from = &g_array_index(wanted, OrgAttribute, a);
        if (from->is_number)
            memcpy(to->number, from->number, n * sizeof(double));
        else
            memcpy(to->word, from->word, n * sizeof(OrgWord));
    }
}

/* An empty table may have no memory at all. */
static void
put_back(void *to, const void *from, gsize n, gsize width)
{
    if (n > 0)
        memcpy(to, from, n * width);
}

static void
reset_indexes(Org *org, const Org *start)
{
    OrgUnitTable *u = &org->units;
    const OrgUnitTable *v = &start->units;
    gsize posts = start->posts.n;

    put_back(u->first_child, v->first_child, v->n, sizeof(OrgRow));
    put_back(u->next_sibling, v->next_sibling, v->n, sizeof(OrgRow));
    put_back(u->prev_sibling, v->prev_sibling, v->n, sizeof(OrgRow));
    put_back(u->first_post, v->first_post, v->n, sizeof(OrgRow));
    put_back(u->n_children, v->n_children, v->n, sizeof(guint32));
    put_back(u->n_posts, v->n_posts, v->n, sizeof(guint32));
    put_back(u->n_held, v->n_held, v->n, sizeof(guint32));
    put_back(u->n_idle, v->n_idle, v->n, sizeof(guint32));
    put_back(u->n_heads, v->n_heads, v->n, sizeof(guint32));
    put_back(u->n_deputies, v->n_deputies, v->n, sizeof(guint32));
    put_back(u->fte, v->fte, v->n, sizeof(gint64));
    put_back(u->fte_held, v->fte_held, v->n, sizeof(gint64));
    put_back(org->posts.next, start->posts.next, posts, sizeof(OrgRow));
    put_back(org->posts.prev, start->posts.prev, posts, sizeof(OrgRow));
    put_back(org->posts.vacant, start->posts.vacant, (posts + 63) / 64, sizeof(guint64));
    if (posts % 64 == 0) /* whole words of bits are read, also behind the last row */
        org->posts.vacant[posts / 64] = 0;
    org_reports_forget(org);
    org_dotted_forget(org);
}

void
org_reset(Org *org, const Org *start, gboolean all)
{
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++) {
        reset_columns(org, start, t, all);
        reset_attributes(org, start, t, all);
    }
    org->units.n = start->units.n;
    org->posts.n = start->posts.n;
    org->people.n = start->people.n;
    reset_indexes(org, start);
    memset(org->version, 0, sizeof org->version);
    org->attribute_version = org->undone = 0;
    g_array_set_size(org->payments, 0);
    g_array_append_vals(org->payments, start->payments->data, start->payments->len);
    org->totals = start->totals;
    org->month = start->month;
    org->filled_unknown = start->filled_unknown;
    org->births_unknown = start->births_unknown;
    org->n_second = start->n_second;
    org->n_kept = start->n_kept;
    org->n_reports = start->n_reports;
    org->origin = org->opened = 0;
    org->journal = NULL;
    org_undo_forget(org);
}
