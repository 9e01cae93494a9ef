// SPDX-License-Identifier: MIT
#include "chapters.h"
#include "../base/message.h"

struct OrgChapters {
    const Org *org; /* so far */
    OrgMonth month;
    OrgRow fresh; /* post that the act at hand opened: all its columns are told as changes */
    guint32 item;
    char *plugin;
    OrgMessage *reason;
    GArray *open; /* OrgChapter, in the order touched */
    GArray *slot; /* guint32 by unit: place in `open` plus one; 0: none */
    OrgChapterFn fn;
    gboolean (*wants)(const Org *now, OrgRow unit, gpointer data);
    gpointer data;
};

/* The chapter of a unit, begun when there is none; NULL for a unit that nobody asked for. */
static OrgChapter *
chapter_of(OrgChapters *r, OrgRow unit)
{
    if (unit == ORG_NONE || (r->wants && !r->wants(r->org, unit, r->data)))
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
end_chapters(OrgChapters *r)
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
unit_change(OrgChapters *r, OrgRow row, guint column, OrgValue from, OrgValue to)
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

/* A post that was moved, or opened where it comes from nowhere. */
static void
post_comes(OrgChapters *r, OrgRow post, OrgRow from, OrgRow to)
{
    OrgChapter *c = chapter_of(r, to);
    gint64 weight = r->org->posts.fte[post];
    if (from == ORG_NONE)
        r->fresh = post;
    if (c && from == ORG_NONE) {
        c->posts_opened++;
        c->weight_opened += weight;
    } else if (c) {
        c->posts_in++;
        c->weight_in += weight;
        meet(&c->from, from);
    }
    if ((c = chapter_of(r, from))) {
        c->posts_out++;
        c->weight_out += weight;
        meet(&c->to, to);
    }
}

static void
post_change(OrgChapters *r, OrgRow row, guint column, OrgValue from, OrgValue to)
{
    OrgChapter *c;
    if (column == ORG_COL_POSTS_unit)
        post_comes(r, row, (OrgRow) from.number, (OrgRow) to.number);
    else if (column == ORG_COL_POSTS_fte && row != r->fresh && (c = chapter_of(r, r->org->posts.unit[row]))) {
        c->weight_opened += to.number > from.number ? to.number - from.number : 0;
        c->weight_closed += to.number < from.number ? from.number - to.number : 0;
    } else if (column == ORG_COL_POSTS_closed && (c = chapter_of(r, r->org->posts.unit[row]))) {
        c->posts_closed++;
        c->weight_closed += r->org->posts.fte[row];
    } else if (column == ORG_COL_POSTS_funding && from.number && (c = chapter_of(r, r->org->posts.unit[row])))
        c->funding++;
}

static void
person_change(OrgChapters *r, OrgRow row, guint column, OrgValue from, OrgValue to)
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
on_change(const Org *now, guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    OrgChapters *r = data;
    r->org = now;
    if (table == ORG_UNITS)
        unit_change(r, row, column, from, to);
    else if (table == ORG_POSTS)
        post_change(r, row, column, from, to);
    else
        person_change(r, row, column, from, to);
}

static gboolean
before_act(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    OrgChapters *r = data;
    (void) error;
    r->org = now;
    r->fresh = ORG_NONE;
    if (r->month == act->month && r->item == act->item && !g_strcmp0(r->plugin, act->plugin) &&
        !g_strcmp0(org_message_said(r->reason), org_message_said(act->reason)))
        return TRUE;
    end_chapters(r);
    r->month = act->month;
    r->item = act->item;
    r->plugin = g_strdup(act->plugin);
    r->reason = org_message_copy(act->reason);
    return TRUE;
}

static gboolean
at_end(const Org *now, gpointer data, GError **error)
{
    OrgChapters *r = data;
    (void) error;
    r->org = now;
    end_chapters(r);
    return TRUE;
}

OrgChapters *
org_chapters_new(OrgChapterFn fn, gboolean (*wants)(const Org *now, OrgRow unit, gpointer data), gpointer data)
{
    OrgChapters *r = g_new0(OrgChapters, 1);
    r->open = g_array_new(FALSE, FALSE, sizeof(OrgChapter));
    r->slot = g_array_new(FALSE, TRUE, sizeof(guint32));
    r->fn = fn;
    r->wants = wants;
    r->data = data;
    return r;
}

OrgObserver
org_chapters_observer(OrgChapters *chapters)
{
    return (OrgObserver){ .before = before_act, .change = on_change, .end = at_end, .data = chapters };
}

void
org_chapters_free(OrgChapters *chapters)
{
    if (!chapters)
        return;
    g_array_unref(chapters->open);
    g_array_unref(chapters->slot);
    g_free(chapters->plugin);
    g_free(chapters->reason);
    g_free(chapters);
}
