// SPDX-License-Identifier: MIT
#include "sweep-table.h"
#include "../base/error.h"
#include "../scenario/sweep.h"
#include "mask.h"
#include "place.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

const char *const org_sweep_statuses[] = { "done", "vetoed", "failed", NULL };

typedef struct {
    OrgSweepTable *table;
    guint mask;
    gboolean keys;
    GHashTable **known; /* by axis: text -> its number + 1 */
    gboolean broken;
} Reading;

static void
axis_free(gpointer data)
{
    OrgSweepAxis *axis = data;
    g_free(axis->name);
    g_clear_pointer(&axis->texts, g_ptr_array_unref);
    g_free(axis->numbers);
    g_free(axis->at);
    g_free(axis);
}

static void
figures_free(gpointer data)
{
    OrgSweepFigures *figures = data;
    char *const texts[] = {
        figures->name, figures->what, figures->of, figures->title, figures->unit, figures->required
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_free(figures->figures);
    g_free(figures);
}

void
org_sweep_table_free(OrgSweepTable *table)
{
    if (!table)
        return;
    org_sweep_info_free(table->info);
    g_free(table->path);
    g_free(table->place);
    g_ptr_array_unref(table->axes);
    g_ptr_array_unref(table->outcomes);
    g_clear_pointer(&table->messages, g_ptr_array_unref);
    g_free(table->status);
    g_free(table->keys);
    g_clear_pointer(&table->texts, g_string_chunk_free);
    g_free(table);
}

/* ---- what it is of */

static char *
text_of(const json_t *entry, const char *key)
{
    const char *text = json_string_value(json_object_get(entry, key));
    return g_strdup(text ? text : "");
}

static gboolean
read_axes(OrgSweepTable *table)
{
    json_t *list = json_loads(table->info->parameters_json, 0, NULL), *entry;
    gsize i;
    json_array_foreach(list, i, entry)
    {
        OrgSweepAxis *axis = g_new0(OrgSweepAxis, 1);
        axis->name = text_of(entry, "name");
        axis->numeric = TRUE;
        axis->texts = g_ptr_array_new_with_free_func(g_free);
        axis->at = g_new0(guint32, table->n + 1);
        g_ptr_array_add(table->axes, axis);
    }
    json_decref(list);
    return table->axes->len > 0;
}

static gboolean
read_outcomes(OrgSweepTable *table, guint mask)
{
    json_t *list = json_loads(table->info->outcomes_json, 0, NULL), *entry;
    gsize i;
    json_array_foreach(list, i, entry)
    {
        OrgSweepFigures *figures = g_new0(OrgSweepFigures, 1);
        g_autofree char *series = text_of(entry, "series");
        figures->name = text_of(entry, "name");
        figures->what = text_of(entry, "what");
        figures->of = text_of(entry, "of");
        figures->title = text_of(entry, "title");
        figures->unit = text_of(entry, "unit");
        figures->required = text_of(entry, "required");
        figures->hidden = strcmp(figures->what, "met") != 0 && org_mask_hides_target(mask, series, figures->unit);
        figures->figures = g_new(double, table->n + 1);
        g_ptr_array_add(table->outcomes, figures);
    }
    json_decref(list);
    return table->outcomes->len > 0;
}

/* ---- the points */

static gboolean
read_values(Reading *reading, guint64 point, const json_t *values)
{
    const OrgSweepTable *table = reading->table;
    if (json_array_size(values) != table->axes->len)
        return FALSE;
    for (guint i = 0; i < table->axes->len; i++) {
        OrgSweepAxis *axis = table->axes->pdata[i];
        const char *text = json_string_value(json_array_get(values, i));
        gpointer found = text ? g_hash_table_lookup(reading->known[i], text) : NULL;
        if (!text)
            return FALSE;
        if (!found) {
            char *copy = g_strdup(text);
            g_ptr_array_add(axis->texts, copy);
            found = GUINT_TO_POINTER(axis->texts->len);
            g_hash_table_insert(reading->known[i], copy, found);
        }
        axis->at[point] = GPOINTER_TO_UINT(found) - 1;
    }
    return TRUE;
}

static gboolean
read_figures(const OrgSweepTable *table, guint64 point, const json_t *values)
{
    if (json_array_size(values) != table->outcomes->len)
        return FALSE;
    for (guint i = 0; i < table->outcomes->len; i++) {
        const OrgSweepFigures *figures = table->outcomes->pdata[i];
        const json_t *value = json_array_get(values, i);
        figures->figures[point] = figures->hidden || !json_is_number(value) ? NAN : json_number_value(value);
    }
    return TRUE;
}

static gboolean
on_point(const OrgSweepStoredRow *row, gpointer data)
{
    Reading *reading = data;
    OrgSweepTable *table = reading->table;
    json_t *values = table->keys ? NULL : json_loads(row->values, 0, NULL);
    json_t *figures = json_loads(row->figures, 0, NULL);
    guint status = 0;
    while (org_sweep_statuses[status] && strcmp(org_sweep_statuses[status], row->status))
        status++;
    /* Without a gap from the first on: what is not so is no sweep of ours. */
    reading->broken = row->point != table->n || row->point >= table->info->done || !org_sweep_statuses[status] ||
                      !(table->keys || read_values(reading, row->point, values)) ||
                      !read_figures(table, row->point, figures);
    json_decref(values);
    json_decref(figures);
    if (reading->broken)
        return FALSE;
    table->status[row->point] = (guint8) status;
    if (table->keys)
        table->keys[row->point] = g_string_chunk_insert(table->texts, row->values);
    table->vetoed += status == 1;
    table->failed += status == 2;
    /* A plugin says why, in whose words a person may be named. */
    gboolean told = row->message && !(reading->mask & ORG_MASK_NAMES);
    g_ptr_array_add(table->messages, told ? org_message_copy(row->message) : NULL);
    table->n++;
    return TRUE;
}

/* ---- in order */

typedef struct {
    double number;
    guint32 was;
} Place;

static gint
by_number(gconstpointer a, gconstpointer b)
{
    const Place *x = a, *y = b;
    return x->number < y->number ? -1 : x->number > y->number ? 1 : x->was < y->was ? -1 : x->was > y->was;
}

/* Its values ascending, where they are numbers. */
static void
sort_axis(OrgSweepAxis *axis, guint64 n)
{
    guint texts = axis->texts->len;
    g_autofree Place *places = g_new(Place, texts + 1);
    for (guint i = 0; i < texts; i++) {
        places[i] = (Place){ i, i };
        axis->numeric = axis->numeric && org_sweep_number(axis->texts->pdata[i], &places[i].number);
    }
    if (axis->numeric)
        qsort(places, texts, sizeof *places, by_number);
    axis->numbers = g_new(double, texts + 1);
    GPtrArray *sorted = g_ptr_array_new_with_free_func(g_free);
    g_autofree guint32 *to = g_new(guint32, texts + 1);
    for (guint i = 0; i < texts; i++) {
        guint32 was = axis->numeric ? places[i].was : i;
        axis->numbers[i] = axis->numeric ? places[i].number : i;
        to[was] = i;
        g_ptr_array_add(sorted, g_strdup(axis->texts->pdata[was]));
    }
    for (guint64 p = 0; p < n; p++)
        axis->at[p] = to[axis->at[p]];
    g_ptr_array_unref(axis->texts);
    axis->texts = sorted;
}

static gboolean
read_points(Reading *reading, OrgStore *store, GError **error)
{
    OrgSweepTable *table = reading->table;
    guint n = table->axes->len;
    reading->known = g_new(GHashTable *, n);
    for (guint i = 0; i < n; i++)
        reading->known[i] = g_hash_table_new(g_str_hash, g_str_equal);
    gboolean read = org_store_points(store, table->info->id, on_point, reading, error);
    for (guint i = 0; i < n; i++)
        g_hash_table_unref(reading->known[i]);
    g_free(reading->known);
    for (guint i = 0; read && !table->keys && i < n; i++)
        sort_axis(table->axes->pdata[i], table->n);
    return read;
}

/* ---- all of it */

static gboolean
find(OrgSweepTable *table, OrgStore *store, const char *part, GError **error)
{
    guint64 number = 0;
    gboolean numbered = part && g_str_has_prefix(part, "sweep-") &&
                        g_ascii_string_to_unsigned(part + 6, 10, 1, G_MAXINT64, &number, NULL);
    table->info = org_store_sweep(store, (gint64) number, numbered ? NULL : part, error);
    return table->info != NULL;
}

static gboolean
damaged(const OrgSweepTable *table, GError **error)
{
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED,
                  "%s: sweep-%" G_GINT64_FORMAT " is damaged: its point %" G_GUINT64_FORMAT
                  " is not what it should be; "
                  "take the file from a copy, or run it again",
                  table->path, table->info->id, table->n);
    return FALSE;
}

static gboolean
read_place(Reading *reading, const char *place, GError **error)
{
    OrgSweepTable *table = reading->table;
    g_auto(OrgPlaceName) name = { 0 };
    if (!org_place_parse(place, &name, error))
        return FALSE;
    if (name.run) {
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND,
                      "\"%s\" is a run; expected F.orgdb, F.orgdb:sweep-N or F.orgdb:NAME of a sweep", place);
        return FALSE;
    }
    table->path = g_strdup(name.path);
    g_autoptr(OrgStore) store = org_store_open(name.path, ORG_STORE_READ, error);
    if (!store || !find(table, store, name.snapshot, error))
        return FALSE;
    table->place = g_strdup_printf("%s:sweep-%" G_GINT64_FORMAT, table->path, table->info->id);
    /* As many as it can be, by the rows that there are: so much is allocated before any is looked at. */
    guint64 n = table->info->done;
    table->n = n;
    if (n > ORG_SWEEP_MOST_POINTS || !read_axes(table) || !read_outcomes(table, reading->mask))
        return damaged(table, error);
    table->n = 0;
    table->status = g_new0(guint8, n + 1);
    if (reading->keys) {
        table->keys = g_new0(const char *, n + 1);
        table->texts = g_string_chunk_new(1u << 16);
    }
    table->messages = g_ptr_array_new_with_free_func(g_free);
    return read_points(reading, store, error) && (!reading->broken || damaged(table, error));
}

OrgSweepTable *
org_sweep_table_read(const char *place, const char *mask, gboolean keys, GError **error)
{
    g_autoptr(OrgSweepTable) table = g_new0(OrgSweepTable, 1);
    Reading reading = { .table = table, .keys = keys };
    table->axes = g_ptr_array_new_with_free_func(axis_free);
    table->outcomes = g_ptr_array_new_with_free_func(figures_free);
    if (!org_mask_parse(mask, &reading.mask, error) || !read_place(&reading, place, error))
        return NULL;
    return g_steal_pointer(&table);
}

char **
org_sweep_table_values(const OrgSweepTable *table, guint64 point)
{
    guint n = table->axes->len;
    char **values = g_new0(char *, n + 1);
    json_t *list = table->keys ? json_loads(table->keys[point], 0, NULL) : NULL;
    for (guint i = 0; i < n; i++) {
        const OrgSweepAxis *axis = table->axes->pdata[i];
        const char *text =
            table->keys ? json_string_value(json_array_get(list, i)) : axis->texts->pdata[axis->at[point]];
        values[i] = g_strdup(text ? text : "");
    }
    json_decref(list);
    return values;
}

char *
org_sweep_short_value(const char *text)
{
    double value;
    char number[40];
    gboolean percent = g_str_has_suffix(text, "%");
    if (strlen(text) < 6 || !strchr(text, '.') || !org_sweep_number(text, &value))
        return g_strdup(text);
    value *= percent ? 100 : 1;
    g_ascii_formatd(number, sizeof number, fabs(value) < 100 ? "%.3g" : "%.0f", value);
    return g_strconcat(number, percent ? "%" : "", NULL);
}

static void
no_such(const OrgSweepTable *table, const char *name, const GPtrArray *known, gboolean axis, GError **error)
{
    const char *near = org_nearest(name, (const char *const *) known->pdata);
    g_autofree char *hint = near ? org_said("; did you mean \"%s\"?", near) : NULL;
    if (axis)
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s has no parameter \"%s\"%s", table->place, name,
                      hint ? hint : "");
    else
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s has no outcome \"%s\"%s", table->place, name,
                      hint ? hint : "");
}

const OrgSweepFigures *
org_sweep_table_outcome(const OrgSweepTable *table, const char *name, GError **error)
{
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    for (guint i = 0; i < table->outcomes->len; i++) {
        const OrgSweepFigures *figures = table->outcomes->pdata[i];
        if (!strcmp(figures->name, name))
            return figures;
        g_ptr_array_add(known, figures->name);
    }
    g_ptr_array_add(known, NULL);
    no_such(table, name, known, FALSE, error);
    return NULL;
}

gint
org_sweep_table_axis(const OrgSweepTable *table, const char *name, GError **error)
{
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    for (guint i = 0; i < table->axes->len; i++) {
        const OrgSweepAxis *axis = table->axes->pdata[i];
        if (!strcmp(axis->name, name))
            return (gint) i;
        g_ptr_array_add(known, axis->name);
    }
    g_ptr_array_add(known, NULL);
    no_such(table, name, known, TRUE, error);
    return -1;
}

GPtrArray *
org_sweep_list(const char *path, GError **error)
{
    g_autoptr(OrgStore) store = org_store_open(path, ORG_STORE_READ, error);
    return store ? org_store_sweeps(store, error) : NULL;
}
