// SPDX-License-Identifier: MIT
// Tables for renderers that are made from the run itself: its inputs and plugins, what became of each unit, and when.
#include "../scenario/bundle.h"
#include "chapters.h"
#include "views-private.h"
#include <jansson.h>
#include <math.h>

/* A row number as a number: NaN for none, -1 for several. */
static double
row_number(OrgRow row)
{
    return row == ORG_NONE ? NAN : row == ORG_SEVERAL ? -1.0 : (double) row;
}

/* ---- the run ---- */

const ViewSpec view_run = { "run",
                            { "run", "title", "scenario", "status", "from", "to", "hash", "snapshot",
                              "organisation_hash", "engine", "sandbox", "seed", "replications", "from_actuals", "name",
                              "message" },
                            0xCFCE };

void
view_add_run(View *view, double run, const OrgOpened *opened)
{
    const OrgRunInfo *info = opened->info;
    const char *snapshot = opened->name.snapshot ? opened->name.snapshot : "";
    g_autofree char *file = g_path_get_basename(opened->name.path);
    g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, info ? info->seed : 0);
    g_autofree char *name = info        ? g_strdup_printf("%s:run-%" G_GINT64_FORMAT, file, info->id)
                            : *snapshot ? g_strdup_printf("%s:%s", file, snapshot)
                                        : g_strdup(file);
    const char *texts[] = { NULL,
                            info        ? info->title
                            : *snapshot ? snapshot
                                        : file,
                            info ? info->scenario : "",
                            info ? info->status : "",
                            NULL,
                            NULL,
                            info && info->scenario_hash ? info->scenario_hash : "",
                            snapshot,
                            info ? info->organisation_hash : "",
                            info ? info->engine : "",
                            info ? info->sandbox : "",
                            info ? seed : "",
                            NULL,
                            NULL,
                            name,
                            info ? info->message : "" };
    double month = opened->start->month;
    double numbers[] = { [0] = run,
                         [4] = info ? info->from : month,
                         [5] = info ? info->to : month,
                         [12] = info ? info->replications : NAN,
                         [13] = info && info->from_actuals != ORG_UNKNOWN ? info->from_actuals : NAN };
    for (guint c = 0; c < view->n; c++)
        if (view->texts[c])
            view_text(view, c, texts[c]);
        else
            view_number(view, c, numbers[c]);
}

/* ---- where it comes from ---- */

const ViewSpec view_input = { "input", { "run", "path", "sha256", "bytes" }, 0x6 };

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

const ViewSpec view_plugin = { "plugin", { "run", "id", "version", "sha256" }, 0xE };

void
view_add_plugins(View *view, double run, const OrgOpened *opened)
{
    const char *text = opened->info->plugins_json;
    json_t *list = json_loads(text ? text : "[]", 0, NULL), *plugin;
    gsize i;
    json_array_foreach(list, i, plugin)
    {
        view_number(view, 0, run);
        view_text(view, 1, json_string_value(json_object_get(plugin, "id")));
        view_text(view, 2, json_string_value(json_object_get(plugin, "version")));
        view_text(view, 3, json_string_value(json_object_get(plugin, "sha256")));
    }
    json_decref(list);
}

/* ---- what became of each unit ---- */

/* into, from: row numbers with spaces between. */
const ViewSpec view_fate = { "fate",
                             { "run",
                               "unit",
                               "flags",
                               "into",
                               "from",
                               "posts_before",
                               "posts_after",
                               "rows_before",
                               "rows_after",
                               "vacant_before",
                               "vacant_after",
                               "people_before",
                               "people_after",
                               "all_posts_before",
                               "all_posts_after",
                               "all_rows_before",
                               "all_rows_after",
                               "all_vacant_before",
                               "all_vacant_after",
                               "all_people_before",
                               "all_people_after",
                               "all_units_before",
                               "all_units_after",
                               "rows_in",
                               "rows_out",
                               "rows_opened",
                               "rows_closed",
                               "month",
                               "item",
                               "why" },
                             1u << 3 | 1u << 4 | 1u << 29 };

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
add_fate(View *view, double run, OrgRow row, const OrgFate *f)
{
    g_autofree char *into = row_list(f->into), *from = row_list(f->from);
    gboolean known = f->stamp.month != ORG_UNKNOWN;
    const OrgFateFigures *a = &f->own[0], *b = &f->own[1], *c = &f->all[0], *d = &f->all[1];
    const double figures[] = { (double) a->posts / 1000,
                               (double) b->posts / 1000,
                               a->posts_rows,
                               b->posts_rows,
                               (double) a->vacant / 1000,
                               (double) b->vacant / 1000,
                               a->people,
                               b->people,
                               (double) c->posts / 1000,
                               (double) d->posts / 1000,
                               c->posts_rows,
                               d->posts_rows,
                               (double) c->vacant / 1000,
                               (double) d->vacant / 1000,
                               c->people,
                               d->people,
                               c->units,
                               d->units,
                               f->posts_in,
                               f->posts_out,
                               f->posts_opened,
                               f->posts_closed };
    guint column = 0;
    view_number(view, column++, run);
    view_number(view, column++, row);
    view_number(view, column++, f->flags);
    view_text(view, column++, into);
    view_text(view, column++, from);
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++)
        view_number(view, column++, figures[i]);
    view_number(view, column++, known ? f->stamp.month : NAN);
    view_number(view, column++, known ? f->stamp.item : NAN);
    view_text(view, column, known && *f->stamp.why ? f->stamp.why : NULL);
}

void
view_add_fates(View *view, double run, const OrgFates *fates)
{
    for (OrgRow i = 0; i < fates->end->units.n; i++)
        if (fates->unit[i].flags)
            add_fate(view, run, i, &fates->unit[i]);
}

/* ---- its story ---- */

const ViewSpec view_story = { "story",
                              { "run", "unit", "month", "item", "event", "n", "other", "text", "reason" },
                              0x190 };

struct ViewTelling {
    View *view;
    double run;
    const char *reason;
    OrgChapters *chapters;
};

static void
add_event(const ViewTelling *t, const OrgChapter *c, const char *event, guint n, OrgRow other, const char *text)
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
    ViewTelling *t = data;
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

ViewTelling *
view_tell_stories(View *view, double run)
{
    ViewTelling *telling = g_new0(ViewTelling, 1);
    telling->view = view;
    telling->run = run;
    telling->chapters = org_chapters_new(on_chapter, NULL, telling);
    return telling;
}

OrgObserver
view_telling_observer(ViewTelling *telling)
{
    return org_chapters_observer(telling->chapters);
}

void
view_telling_free(ViewTelling *telling)
{
    org_chapters_free(telling->chapters);
    g_free(telling);
}
