// SPDX-License-Identifier: MIT
// Tables for renderers that are made from the run itself: its inputs and plugins, what became of each unit, and when.
#include "../scenario/bundle.h"
#include "chapters.h"
#include "impact.h"
#include "views-private.h"
#include <jansson.h>
#include <math.h>

/* A row number as a number: NaN for none, -1 for several. */
static double
row_number(OrgRow row)
{
    return row == ORG_NONE ? NAN : row == ORG_SEVERAL ? -1.0 : (double) row;
}

/* ---- where it comes from ---- */

const ViewSpec view_input = { "input", { "run", "path", "sha256", "bytes" }, 0x6, NULL };

gboolean
view_add_inputs(View *view, double run, const OrgOpened *opened, GError **error)
{
    g_autoptr(GBytes) packed = org_store_run_bundle(opened->store, opened->info->id, error);
    g_autoptr(OrgBundle) bundle = packed ? org_bundle_unpack(packed, error) : NULL;
    if (!bundle)
        return FALSE;
    for (guint i = 0; i < org_bundle_size(bundle); i++) {
        GBytes *bytes = org_bundle_bytes(bundle, i);
        g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
        view_number(view, 0, run);
        view_text(view, 1, org_bundle_path(bundle, i));
        view_text(view, 2, hash);
        view_number(view, 3, (double) g_bytes_get_size(bytes));
    }
    return TRUE;
}

const ViewSpec view_plugin = { "plugin", { "run", "id", "version", "sha256" }, 0xE, NULL };

gboolean
view_add_plugins(View *view, double run, const OrgOpened *opened, GError **error)
{
    const char *text = opened->info->plugins_json;
    json_t *list = json_loads(text ? text : "[]", 0, NULL), *plugin;
    gsize i;
    (void) error;
    json_array_foreach(list, i, plugin)
    {
        view_number(view, 0, run);
        view_text(view, 1, json_string_value(json_object_get(plugin, "id")));
        view_text(view, 2, json_string_value(json_object_get(plugin, "version")));
        view_text(view, 3, json_string_value(json_object_get(plugin, "sha256")));
    }
    json_decref(list);
    return TRUE;
}

/* ---- what became of each unit ---- */

/* into, from: row numbers with spaces between. */
const ViewSpec view_fate = { "fate",
                             { "run", "unit", "fate", "into", "from", "posts_before", "posts_in", "posts_out",
                               "posts_opened", "posts_closed", "posts_after", "people_before", "people_after", "month",
                               "item", "why" },
                             0x801C,
                             NULL };

static char *
row_list(const GArray *rows)
{
    if (!rows || !rows->len)
        return NULL;
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < rows->len; i++)
        g_string_append_printf(text, "%s%u", i ? " " : "", g_array_index(rows, OrgRow, i));
    return g_string_free(text, FALSE);
}

static void
add_fate(View *view, double run, OrgRow row, const OrgUnitImpact *u)
{
    g_autofree char *into = row_list(u->into), *from = row_list(u->from);
    gboolean known = u->stamp.month != ORG_UNKNOWN;
    guint c = 0;
    view_number(view, c++, run);
    view_number(view, c++, row);
    view_text(view, c++, org_unit_fate_name(u->fate));
    view_text(view, c++, into);
    view_text(view, c++, from);
    const guint32 figures[] = { u->posts_before, u->posts_in,    u->posts_out,     u->posts_opened,
                                u->posts_closed, u->posts_after, u->people_before, u->people_after };
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++)
        view_number(view, c++, figures[i]);
    view_number(view, c++, known ? u->stamp.month : NAN);
    view_number(view, c++, known ? u->stamp.item : NAN);
    view_text(view, c, known && *u->stamp.why ? u->stamp.why : NULL);
}

gboolean
view_add_fates(View *view, double run, const OrgOpened *opened, GError **error)
{
    g_autoptr(OrgImpact) impact = org_impact_new(opened->start, opened->end, opened->acts, error);
    if (!impact)
        return FALSE;
    for (OrgRow i = 0; i < opened->end->units.n; i++)
        if (impact->units[i].fate != ORG_FATE_ABSENT)
            add_fate(view, run, i, &impact->units[i]);
    return TRUE;
}

/* ---- its story ---- */

const ViewSpec view_story = {
    "story", { "run", "unit", "month", "item", "event", "n", "other", "text", "reason" }, 0x190, NULL
};

typedef struct {
    View *view;
    double run;
    const char *reason;
} Telling;

static void
add_event(const Telling *t, const OrgChapter *c, const char *event, guint n, OrgRow other, const char *text)
{
    if (!n)
        return;
    view_number(t->view, 0, t->run);
    view_number(t->view, 1, c->unit);
    view_number(t->view, 2, c->month);
    view_number(t->view, 3, c->item);
    view_text(t->view, 4, event);
    view_number(t->view, 5, n);
    view_number(t->view, 6, row_number(other));
    view_text(t->view, 7, text);
    view_text(t->view, 8, t->reason);
}

static void
on_chapter(const Org *now, const OrgChapter *c, gpointer data)
{
    Telling *t = data;
    /* The reason is told of what was given up; said of the unit that gains, it would be odd. */
    gboolean gains = (c->posts_in || c->placed || c->opened) && !c->posts_out && !c->closed;
    const char *old_name = c->renamed ? org_dict_text(now->dict, c->old_name) : NULL;
    const char *why = c->leave_reason ? org_dict_text(now->dict, c->leave_reason) : NULL;
    t->reason = gains || !c->reason || !*c->reason ? NULL : c->reason;
    add_event(t, c, "founded", c->opened, c->parent, NULL);
    add_event(t, c, "renamed", c->renamed, ORG_NONE, old_name);
    add_event(t, c, "moved", c->moved, c->parent, NULL);
    add_event(t, c, "closed", c->closed, c->successor, NULL);
    add_event(t, c, "posts-in", c->posts_in, c->from, NULL);
    add_event(t, c, "posts-out", c->posts_out, c->to, NULL);
    add_event(t, c, "posts-opened", c->posts_opened, ORG_NONE, NULL);
    add_event(t, c, "posts-closed", c->posts_closed, ORG_NONE, NULL);
    add_event(t, c, "funding", c->funding, ORG_NONE, NULL);
    add_event(t, c, "surplus", c->surplus, ORG_NONE, NULL);
    add_event(t, c, "placed", c->placed, ORG_NONE, NULL);
    add_event(t, c, "left", c->left, ORG_NONE, why);
}

gboolean
view_add_stories(View *view, double run, const OrgOpened *opened, GError **error)
{
    Telling telling = { view, run, NULL };
    return org_chapters_tell(opened, ORG_NONE, on_chapter, &telling, error);
}
