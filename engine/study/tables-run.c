// SPDX-License-Identifier: MIT
/* Tables for renderers that are made from the run itself: its inputs and plugins, what became of each unit, and when. */
#include "../scenario/bundle.h"
#include "chapters.h"
#include "tables-private.h"
#include "type-names.h"
#include <jansson.h>
#include <math.h>

/* A row number as a number: NaN for none, -1 for several. */
static double
row_number(OrgRow row)
{
    return row == ORG_NONE ? NAN : row == ORG_SEVERAL ? -1.0 : (double) row;
}

/* ---- the run */

const TableSpec table_run = { "run",
                              { NUMBER(run),
                                TEXT(title),
                                TEXT(scenario),
                                TEXT(status),
                                NUMBER(from),
                                NUMBER(to),
                                TEXT(hash),
                                TEXT(snapshot),
                                TEXT(organisation_hash),
                                TEXT(engine),
                                TEXT(sandbox),
                                TEXT(seed),
                                NUMBER(replications),
                                NUMBER(from_actuals),
                                TEXT(name),
                                TEXT(message),
                                TEXT(message_said),
                                TEXT(currency),
                                TEXT(title_said),
                                NUMBER(holders_unknown) } };

const TableSpec table_type = { "type",
                               { NUMBER(run), TEXT(type), TEXT(one), TEXT(many), TEXT(one_said), TEXT(many_said) } };

void
tables_add_types(Table *table, double run, const OrgOpened *opened)
{
    g_autoptr(OrgTypeNames) names = org_type_names_new(opened->info ? opened->info->type_names : NULL);
    g_autofree const char **types = org_type_names_list(names);
    for (guint i = 0; types[i]; i++) {
        g_autofree OrgMessage *one = org_type_names_said(names, types[i], FALSE),
                              *many = org_type_names_said(names, types[i], TRUE);
        table_number(table, 0, run);
        table_text(table, 1, types[i]);
        table_message(table, 2, 4, one);
        table_message(table, 3, 5, many);
    }
}

void
tables_add_run(Table *table, double run, const OrgOpened *opened)
{
    const OrgRunInfo *info = opened->info;
    const char *snapshot = opened->name.snapshot ? opened->name.snapshot : "";
    g_autofree char *file = g_path_get_basename(opened->name.path);
    g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, info ? info->seed : 0);
    g_autofree char *name = info        ? g_strdup_printf("%s:run-%" G_GINT64_FORMAT, file, info->id)
                            : *snapshot ? g_strdup_printf("%s:%s", file, snapshot)
                                        : g_strdup(file);
    const char *texts[] = { NULL,
                            NULL,
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
                            name };
    double month = opened->start->month;
    double numbers[] = { [0] = run,
                         [4] = info ? info->from : month,
                         [5] = info ? info->to : month,
                         [12] = info ? info->replications : NAN,
                         [13] = info && info->from_actuals != ORG_UNKNOWN ? info->from_actuals : NAN };
    const guint message = G_N_ELEMENTS(texts);
    table_message(table, message, message + 1, info ? info->message : NULL);
    table_text(table, message + 2, info ? info->currency : "");
    table_message(table, 1, message + 3, info ? info->title : org_message_of(*snapshot ? snapshot : file));
    table_number(table, message + 4, opened->start->filled_unknown);
    for (guint c = 0; c < message; c++)
        if (c == 1)
            continue;
        else if (table->texts[c])
            table_text(table, c, texts[c]);
        else
            table_number(table, c, numbers[c]);
}

/* ---- where it comes from */

const TableSpec table_input = { "input", { NUMBER(run), TEXT(path), TEXT(sha256), NUMBER(bytes) } };

gboolean
tables_add_inputs(Table *table, double run, const OrgOpened *opened, GError **error)
{
    g_autoptr(GBytes) packed = org_store_run_bundle(opened->store, opened->info->id, error);
    g_autoptr(OrgBundle) bundle = packed ? org_bundle_unpack(packed, error) : NULL;
    if (!bundle)
        return FALSE;
    for (guint i = 0; i < org_bundle_size(bundle); i++) {
        GBytes *bytes = org_bundle_bytes(bundle, i);
        g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
        table_number(table, 0, run);
        table_text(table, 1, org_bundle_path(bundle, i));
        table_text(table, 2, hash);
        table_number(table, 3, (double) g_bytes_get_size(bytes));
    }
    return TRUE;
}

const TableSpec table_plugin = { "plugin", { NUMBER(run), TEXT(id), TEXT(version), TEXT(sha256) } };

void
tables_add_plugins(Table *table, double run, const OrgOpened *opened)
{
    const char *text = opened->info->plugins_json;
    json_t *list = json_loads(text ? text : "[]", 0, NULL), *plugin;
    gsize i;
    json_array_foreach(list, i, plugin)
    {
        table_number(table, 0, run);
        table_text(table, 1, json_string_value(json_object_get(plugin, "id")));
        table_text(table, 2, json_string_value(json_object_get(plugin, "version")));
        table_text(table, 3, json_string_value(json_object_get(plugin, "sha256")));
    }
    json_decref(list);
}

/* ---- what became of each unit */

/* into, from: row numbers with spaces between. */
const TableSpec table_fate = { "fate",
                               { NUMBER(run),
                                 NUMBER(unit),
                                 NUMBER(flags),
                                 TEXT(into),
                                 TEXT(from),
                                 NUMBER(posts_before),
                                 NUMBER(posts_after),
                                 NUMBER(rows_before),
                                 NUMBER(rows_after),
                                 NUMBER(vacant_before),
                                 NUMBER(vacant_after),
                                 NUMBER(people_before),
                                 NUMBER(people_after),
                                 NUMBER(all_posts_before),
                                 NUMBER(all_posts_after),
                                 NUMBER(all_rows_before),
                                 NUMBER(all_rows_after),
                                 NUMBER(all_vacant_before),
                                 NUMBER(all_vacant_after),
                                 NUMBER(all_people_before),
                                 NUMBER(all_people_after),
                                 NUMBER(all_units_before),
                                 NUMBER(all_units_after),
                                 NUMBER(rows_in),
                                 NUMBER(rows_out),
                                 NUMBER(rows_opened),
                                 NUMBER(rows_closed),
                                 NUMBER(month),
                                 NUMBER(item),
                                 NUMBER(split_item),
                                 NUMBER(moved_item),
                                 NUMBER(renamed_item),
                                 TEXT(why),
                                 TEXT(why_said) } };

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
add_fate(Table *table, double run, OrgRow row, const OrgFate *f)
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
    table_number(table, column++, run);
    table_number(table, column++, row);
    table_number(table, column++, f->flags);
    table_text(table, column++, into);
    table_text(table, column++, from);
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++)
        table_number(table, column++, figures[i]);
    table_number(table, column++, known ? f->stamp.month : NAN);
    table_number(table, column++, known ? f->stamp.item : NAN);
    const OrgStamp *const more[] = { &f->split, &f->moved, &f->renamed };
    for (guint i = 0; i < G_N_ELEMENTS(more); i++)
        table_number(table, column++, more[i]->month != ORG_UNKNOWN ? more[i]->item : NAN);
    table_message(table, column, column + 1, known ? f->stamp.why : NULL);
}

void
tables_add_fates(Table *table, double run, const OrgFates *fates)
{
    for (OrgRow i = 0; i < fates->end->units.n; i++)
        if (fates->unit[i].flags)
            add_fate(table, run, i, &fates->unit[i]);
}

/* ---- its story */

const TableSpec table_story = { "story",
                                { NUMBER(run), NUMBER(unit), NUMBER(month), NUMBER(item), TEXT(event), NUMBER(n),
                                  NUMBER(other), TEXT(text), TEXT(reason), TEXT(reason_said), NUMBER(weight) } };

struct Telling {
    Table *table;
    double run;
    const OrgMessage *reason;
    OrgChapters *chapters;
};

/* weight: NaN where it is not about posts that come and go. */
static void
add_row(const Telling *t, const OrgChapter *c, const char *event, guint n, double weight, OrgRow other,
        const char *text)
{
    table_number(t->table, 0, t->run);
    table_number(t->table, 1, c->unit);
    table_number(t->table, 2, c->month);
    table_number(t->table, 3, c->item);
    table_text(t->table, 4, event);
    table_number(t->table, 5, n);
    table_number(t->table, 6, row_number(other));
    table_text(t->table, 7, text);
    table_message(t->table, 8, 9, t->reason);
    table_number(t->table, 10, weight);
}

static void
add_posts(const Telling *t, const OrgChapter *c, const char *event, guint n, gint64 weight, OrgRow other)
{
    if (n || weight)
        add_row(t, c, event, n, (double) weight / 1000, other, NULL);
}

static void
add_event(const Telling *t, const OrgChapter *c, const char *event, guint n, OrgRow other, const char *text)
{
    if (n)
        add_row(t, c, event, n, NAN, other, text);
}

static void
on_chapter(const Org *now, const OrgChapter *c, gpointer data)
{
    Telling *t = data;
    /* The reason is told of what was given up; said of the unit that gains, it would be odd. */
    gboolean gains = (c->posts_in || c->placed || c->opened) && !c->posts_out && !c->closed;
    const char *old_name = c->renamed ? org_dict_text(now->dict, c->old_name) : NULL;
    const char *why = c->leave_reason ? org_dict_text(now->dict, c->leave_reason) : NULL;
    t->reason = gains ? NULL : c->reason;
    add_event(t, c, "founded", c->opened, c->parent, NULL);
    add_event(t, c, "renamed", c->renamed, ORG_NONE, old_name);
    add_event(t, c, "moved", c->moved, c->parent, NULL);
    add_event(t, c, "closed", c->closed, c->successor, NULL);
    add_posts(t, c, "posts-in", c->posts_in, c->weight_in, c->from);
    add_posts(t, c, "posts-out", c->posts_out, c->weight_out, c->to);
    add_posts(t, c, "posts-opened", c->posts_opened, c->weight_opened, ORG_NONE);
    add_posts(t, c, "posts-closed", c->posts_closed, c->weight_closed, ORG_NONE);
    add_event(t, c, "funding", c->funding, ORG_NONE, NULL);
    add_event(t, c, "surplus", c->surplus, ORG_NONE, NULL);
    add_event(t, c, "placed", c->placed, ORG_NONE, NULL);
    add_event(t, c, "left", c->left, ORG_NONE, why);
}

Telling *
tables_tell_stories(Table *table, double run)
{
    Telling *telling = g_new0(Telling, 1);
    telling->table = table;
    telling->run = run;
    telling->chapters = org_chapters_new(on_chapter, NULL, telling);
    return telling;
}

OrgObserver
telling_observer(Telling *telling)
{
    return org_chapters_observer(telling->chapters);
}

void
telling_free(Telling *telling)
{
    org_chapters_free(telling->chapters);
    g_free(telling);
}
