// SPDX-License-Identifier: MIT
#include "fate-rows.h"
#include <math.h>

struct OrgFateRows {
    OrgFates *fates;
    GArray *rows; /* OrgFateRow */
    GStringChunk *texts;
};

OrgFateRows *
org_fate_rows_new(const Org *start)
{
    OrgFateRows *rows = g_new0(OrgFateRows, 1);
    rows->fates = org_fates_new(start);
    rows->rows = g_array_new(FALSE, FALSE, sizeof(OrgFateRow));
    rows->texts = g_string_chunk_new(1024);
    return rows;
}

void
org_fate_rows_free(OrgFateRows *rows)
{
    if (!rows)
        return;
    org_fates_free(rows->fates);
    g_array_unref(rows->rows);
    g_string_chunk_free(rows->texts);
    g_free(rows);
}

OrgObserver
org_fate_rows_observer(OrgFateRows *rows)
{
    return org_fates_observer(rows->fates);
}

static const char *
ids_of(OrgFateRows *rows, const Org *org, const GArray *units)
{
    if (!units || !units->len)
        return NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < units->len; i++)
        g_string_append_printf(text, "%s%s", i ? " " : "", org_id(org, ORG_UNITS, g_array_index(units, OrgRow, i)));
    return g_string_chunk_insert(rows->texts, text->str);
}

static OrgFateRow
row_of(OrgFateRows *rows, const Org *end, OrgRow unit)
{
    const OrgFate *f = &rows->fates->unit[unit];
    g_autofree char *fate = org_fate_text(f->flags);
    OrgFateRow row = { .unit = unit,
                       .fate = g_string_chunk_insert_const(rows->texts, fate),
                       .into = ids_of(rows, end, f->into),
                       .from = ids_of(rows, end, f->from),
                       .act = f->stamp.month == ORG_UNKNOWN ? NAN : f->stamp.act };
    for (guint side = 0; side < 2; side++) {
        const OrgFateFigures *own = &f->own[side], *all = &f->all[side];
        row.posts[side] = (double) own->posts / 1000;
        row.vacant[side] = (double) own->vacant / 1000;
        row.rows[side] = own->posts_rows;
        row.staff[side] = own->people;
        row.all_posts[side] = (double) all->posts / 1000;
        row.all_staff[side] = all->people;
    }
    return row;
}

GArray *
org_fate_rows_made(const Org *end, gpointer data)
{
    OrgFateRows *rows = data;
    org_fates_decide(rows->fates, end);
    for (OrgRow i = 0; i < end->units.n; i++) {
        if (!rows->fates->unit[i].flags)
            continue;
        OrgFateRow row = row_of(rows, end, i);
        g_array_append_val(rows->rows, row);
    }
    return rows->rows;
}
