// SPDX-License-Identifier: MIT
#include "chapters.h"

typedef struct {
    Org *org; /* replayed so far */
    OrgRow only;
    OrgMonth month;
    guint32 item;
    char *plugin, *reason;
    GArray *open; /* OrgChapter, in the order touched */
    GArray *slot; /* guint32 by unit: place in `open` plus one; 0: none */
    OrgChapterFn fn;
    gpointer data;
} Reader;

/* The chapter of a unit, begun when there is none; NULL for a unit that nobody asked for. */
static OrgChapter *
chapter_of(Reader *r, OrgRow unit)
{
    if (unit == ORG_NONE || (r->only != ORG_NONE && unit != r->only))
        return NULL;
    if (unit >= r->slot->len)
        g_array_set_size(r->slot, MAX(r->org->units.n, unit + 1));
    guint32 *slot = &g_array_index(r->slot, guint32, unit);
    if (!*slot) {
        OrgChapter fresh = { .unit = unit,
                             .month = r->month,
                             .item = r->item,
                             .plugin = r->plugin,
                             .reason = r->reason,
                             .from = ORG_NONE,
                             .to = ORG_NONE,
                             .successor = ORG_NONE,
                             .parent = ORG_NONE };
        g_array_append_val(r->open, fresh);
        *slot = r->open->len;
    }
    return &g_array_index(r->open, OrgChapter, *slot - 1);
}

static void
end_chapters(Reader *r)
{
    for (guint i = 0; i < r->open->len; i++) {
        const OrgChapter *chapter = &g_array_index(r->open, OrgChapter, i);
        g_array_index(r->slot, guint32, chapter->unit) = 0;
        r->fn(r->org, chapter, r->data);
    }
    g_array_set_size(r->open, 0);
    g_clear_pointer(&r->plugin, g_free);
    g_clear_pointer(&r->reason, g_free);
}

static void
meet(OrgRow *place, OrgRow unit)
{
    *place = *place == ORG_NONE || *place == unit ? unit : ORG_SEVERAL;
}

static void
unit_change(Reader *r, OrgRow row, guint column, OrgValue from, OrgValue to)
{
    if (column != ORG_COL_UNITS_opened && column != ORG_COL_UNITS_parent && column != ORG_COL_UNITS_closed &&
        !(column == ORG_COL_UNITS_name && from.number))
        return;
    const OrgUnitTable *u = &r->org->units;
    OrgChapter *c = chapter_of(r, row);
    if (!c)
        return;
    if (column == ORG_COL_UNITS_opened) {
        c->opened = TRUE;
        c->parent = u->parent[row];
    } else if (column == ORG_COL_UNITS_name) {
        c->renamed = TRUE;
        c->old_name = (OrgWord) from.number;
    } else if (column == ORG_COL_UNITS_parent) {
        c->moved = !c->opened && u->opened[row] != r->month;
        c->parent = (OrgRow) to.number;
    } else {
        c->closed = TRUE;
        c->successor = u->successor[row];
    }
}

static void
post_change(Reader *r, OrgRow row, guint column, OrgValue from, OrgValue to)
{
    OrgChapter *c;
    if (column == ORG_COL_POSTS_unit) {
        if ((c = chapter_of(r, (OrgRow) to.number))) {
            if (from.number == ORG_NONE)
                c->posts_opened++;
            else {
                c->posts_in++;
                meet(&c->from, (OrgRow) from.number);
            }
        }
        if ((c = chapter_of(r, (OrgRow) from.number))) {
            c->posts_out++;
            meet(&c->to, (OrgRow) to.number);
        }
    } else if (column == ORG_COL_POSTS_closed && (c = chapter_of(r, r->org->posts.unit[row])))
        c->posts_closed++;
    else if (column == ORG_COL_POSTS_funding && from.number && (c = chapter_of(r, r->org->posts.unit[row])))
        c->funding++;
}

static void
person_change(Reader *r, OrgRow row, guint column, OrgValue from, OrgValue to)
{
    const OrgPersonTable *h = &r->org->people;
    OrgChapter *c;
    if (column == ORG_COL_PEOPLE_state && to.number == ORG_LEFT && (c = chapter_of(r, h->unit[row]))) {
        c->left++;
        if (!c->leave_reason)
            c->leave_reason = h->reason[row];
    } else if (column == ORG_COL_PEOPLE_state && to.number == ORG_SURPLUS && (c = chapter_of(r, h->unit[row])))
        c->surplus++;
    else if (column == ORG_COL_PEOPLE_post && to.number != ORG_NONE &&
             (from.number == ORG_NONE || r->org->posts.unit[from.number] != h->unit[row]) &&
             (c = chapter_of(r, h->unit[row])))
        c->placed++;
}

static void
on_change(guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    if (table == ORG_UNITS)
        unit_change(data, row, column, from, to);
    else if (table == ORG_POSTS)
        post_change(data, row, column, from, to);
    else
        person_change(data, row, column, from, to);
}

static gboolean
read_acts(Reader *r, GBytes *acts, GError **error)
{
    gsize size, offset = 0;
    const guint8 *bytes = g_bytes_get_data(acts, &size);
    OrgAct act;
    GError *broken = NULL;
    while (org_act_next(bytes, size, &offset, &act, &broken)) {
        if (r->month != act.month || r->item != act.item || g_strcmp0(r->plugin, act.plugin) ||
            g_strcmp0(r->reason, act.reason)) {
            end_chapters(r);
            r->month = act.month;
            r->item = act.item;
            r->plugin = g_strdup(act.plugin);
            r->reason = g_strdup(act.reason);
        }
        OrgMark mark = org_mark(r->org);
        if (!org_act_replay(r->org, &act, error))
            return FALSE;
        org_changes_since(r->org, mark, on_change, r);
        org_undo_forget(r->org);
    }
    end_chapters(r);
    if (!broken)
        return TRUE;
    g_propagate_error(error, broken);
    return FALSE;
}

gboolean
org_chapters_tell(const OrgOpened *run, OrgRow unit, OrgChapterFn fn, gpointer data, GError **error)
{
    g_autoptr(Org) org = org_copy(run->start);
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(OrgChapter));
    g_autoptr(GArray) slot = g_array_new(FALSE, TRUE, sizeof(guint32));
    Reader r = { .org = org, .only = unit, .open = open, .slot = slot, .fn = fn, .data = data };
    org_undo_enable(org);
    g_array_set_size(slot, org->units.n);
    gboolean told = read_acts(&r, run->acts, error);
    g_free(r.plugin);
    g_free(r.reason);
    return told;
}
