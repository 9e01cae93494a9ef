// SPDX-License-Identifier: MIT
#include "compare.h"
#include "../po/lang.h"
#include "document.h"
#include "mask.h"
#include "../base/month.h"
#include <math.h>
#include <string.h>

/* ---- rows of numbers ---- */

typedef struct {
    guint n;
    json_t *rows;
    GHashTable *index; /* key → row, borrowed from rows */
} Tally;

static Tally
tally_new(guint n)
{
    return (Tally){ n, json_array(), g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };
}

static json_t *
number(double value)
{
    if (isnan(value))
        return json_null();
    return value == floor(value) && fabs(value) < 1e15 ? json_integer((json_int_t) value) : json_real(value);
}

/* The row of a key, made if new with null in every column. */
static json_t *
tally_row(Tally *tally, const char *key)
{
    json_t *row = g_hash_table_lookup(tally->index, key);
    if (row)
        return row;
    row = json_object();
    json_t *values = json_array();
    for (guint i = 0; i < tally->n; i++)
        json_array_append_new(values, json_null());
    json_object_set_new(row, "key", json_string(key));
    json_object_set_new(row, "values", values);
    json_array_append_new(tally->rows, row);
    g_hash_table_insert(tally->index, g_strdup(key), row);
    return row;
}

static void
tally_set(Tally *tally, const char *key, guint column, double value)
{
    json_array_set_new(json_object_get(tally_row(tally, key), "values"), column, number(value));
}

static void
tally_add(Tally *tally, const char *key, guint column, double value)
{
    json_t *old = json_array_get(json_object_get(tally_row(tally, key), "values"), column);
    tally_set(tally, key, column, (json_is_number(old) ? json_number_value(old) : 0) + value);
}

/* The rows with deltas against the first column. zero: what a column does not have counts as 0, not as unknown. */
static json_t *
tally_finish(Tally *tally, gboolean zero)
{
    json_t *row;
    gsize i;
    json_array_foreach(tally->rows, i, row)
    {
        json_t *values = json_object_get(row, "values"), *deltas = json_array();
        for (guint c = 0; c < tally->n; c++) {
            if (zero && json_is_null(json_array_get(values, c)))
                json_array_set_new(values, c, json_integer(0));
            json_t *base = json_array_get(values, 0), *value = json_array_get(values, c);
            gboolean known = json_is_number(base) && json_is_number(value);
            json_array_append_new(deltas,
                                  known ? number(json_number_value(value) - json_number_value(base)) : json_null());
        }
        json_object_set_new(row, "deltas", deltas);
    }
    g_hash_table_unref(tally->index);
    return tally->rows;
}

/* ---- what the organisations hold ---- */

static const Org *
last(const OrgCompared *c)
{
    return c->opened.end ? c->opened.end : c->opened.start;
}

static json_t *
units_by_type(const OrgCompared *columns, guint n)
{
    Tally tally = tally_new(n);
    for (guint c = 0; c < n; c++) {
        const Org *org = last(&columns[c]);
        tally_set(&tally, "all", c, org->totals.units);
        for (OrgRow i = 0; i < org->units.n; i++) {
            const char *type = org_dict_text(org->dict, org->units.type[i]);
            if (org->units.closed[i] == ORG_OPEN)
                tally_add(&tally, *type ? type : N_("(no type)"), c, 1);
        }
    }
    return tally_finish(&tally, TRUE);
}

static json_t *
posts_by_category(const OrgCompared *columns, guint n)
{
    Tally tally = tally_new(n);
    for (guint c = 0; c < n; c++) {
        const Org *org = last(&columns[c]);
        OrgWord category = 0, funding = 0;
        double count = 0;
        tally_set(&tally, "all", c, org->totals.posts);
        /* Posts alike lie together: one look-up a stretch. */
        for (OrgRow p = 0; p <= org->posts.n; p++) {
            gboolean end = p == org->posts.n;
            if (!end && org->posts.closed[p] != ORG_OPEN)
                continue;
            if (count && (end || org->posts.category[p] != category || org->posts.funding[p] != funding)) {
                const char *a = org_dict_text(org->dict, category), *b = org_dict_text(org->dict, funding);
                g_autofree char *key =
                    g_strdup_printf("%s, %s", *a ? a : N_("(no category)"), *b ? b : N_("(no funding)"));
                tally_add(&tally, key, c, count);
                count = 0;
            }
            if (end)
                break;
            category = org->posts.category[p];
            funding = org->posts.funding[p];
            count++;
        }
    }
    return tally_finish(&tally, TRUE);
}

static json_t *
people(const OrgCompared *columns, guint n)
{
    static const OrgPersonFate fates[] = { ORG_FATE_STAYS,         ORG_FATE_MOVES_ALONG, ORG_FATE_CHANGES_UNIT,
                                           ORG_FATE_LOSES_LEADING, ORG_FATE_RETIRES,     ORG_FATE_LEAVES,
                                           ORG_FATE_JOINS,         ORG_FATE_JOINS_LEAVES };
    Tally tally = tally_new(n);
    for (guint c = 0; c < n; c++) {
        const OrgImpact *impact = columns[c].impact;
        tally_set(&tally, "all", c, last(&columns[c])->totals.people);
        tally_set(&tally, N_("without a post"), c, last(&columns[c])->totals.surplus);
        for (guint f = 0; f < G_N_ELEMENTS(fates); f++)
            if (impact)
                tally_set(&tally, org_person_fate_name(fates[f]), c, (double) impact->person_fates[fates[f]]);
    }
    return tally_finish(&tally, FALSE);
}

/* ---- series of the runs ---- */

const char *
org_compare_feature(const json_t *items, const char *id)
{
    json_t *item;
    gsize i;
    json_array_foreach(items, i, item) if (!g_strcmp0(json_string_value(json_object_get(item, "id")), id))
    {
        const char *feature = json_string_value(json_object_get(item, "feature"));
        return feature ? feature : "";
    }
    return "";
}

static double
value_at(const json_t *values, gsize i)
{
    json_t *value = json_array_get(values, i);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

/* In which currency a series of change-cost or payroll is; NULL: it counts people, posts, units. */
static const char *
currency_of(const char *series)
{
    static const char *const amounts[] = { "cost",    "severance",    "moving",     "closing",
                                           "payroll", "payroll-year", "base-salary" };
    for (guint i = 0; i < G_N_ELEMENTS(amounts); i++)
        if (!strcmp(series, amounts[i]))
            return "VND";
    return NULL;
}

static void
set_unit(Tally *tally, const char *key, const char *unit)
{
    if (unit)
        json_object_set_new(tally_row(tally, key), "unit", json_string(unit));
}

/* Cost: what change-cost and payroll measured last, and the severance that steps paid, summed over the run. Span and
 * layers: what the metric measured last. */
static void
add_series(Tally *cost, Tally *span, guint c, const json_t *one, const char *feature)
{
    const char *name = json_string_value(json_object_get(one, "series"));
    const json_t *values = json_object_get(one, "value");
    gsize n = json_array_size(values);
    if (!name || !n || json_is_string(json_object_get(one, "unit")))
        return;
    g_autofree char *key = g_strdup_printf("%s: %s", json_string_value(json_object_get(one, "id")), name);
    if (!strcmp(feature, "change-cost") || !strcmp(feature, "payroll")) {
        tally_set(cost, key, c, value_at(values, n - 1));
        set_unit(cost, key, currency_of(name));
    } else if (!strcmp(feature, "span-and-layers"))
        tally_set(span, key, c, value_at(values, n - 1));
    else if (!strcmp(name, "severance"))
        for (gsize i = 0; i < n; i++)
            if (!isnan(value_at(values, i))) {
                tally_add(cost, N_("severance of steps"), c, value_at(values, i));
                set_unit(cost, N_("severance of steps"), currency_of(name));
            }
}

static guint
layers(const Org *org)
{
    guint deepest = 0;
    for (OrgRow i = 0; i < org->units.n; i++)
        if (org->units.closed[i] == ORG_OPEN && !org->units.n_children[i])
            deepest = MAX(deepest, org_depth(org, i));
    return deepest;
}

static void
add_measures(json_t *doc, const OrgCompared *columns, guint n)
{
    Tally cost = tally_new(n), span = tally_new(n);
    for (guint c = 0; c < n; c++) {
        tally_set(&span, N_("layers of units"), c, layers(last(&columns[c])));
        if (!columns[c].document)
            continue;
        const char *text = columns[c].opened.info->items_json;
        json_t *items = json_loads(text ? text : "[]", 0, NULL), *one;
        gsize i;
        json_array_foreach(json_object_get(columns[c].document, "series"), i, one)
            add_series(&cost, &span, c, one, org_compare_feature(items, json_string_value(json_object_get(one, "id"))));
        json_decref(items);
    }
    json_object_set_new(doc, "cost", tally_finish(&cost, FALSE));
    json_object_set_new(doc, "span_and_layers", tally_finish(&span, FALSE));
}

/* ---- targets ---- */

static json_t *
targets(const OrgCompared *columns, guint n)
{
    static const char *const keys[] = { "baseline", "value", "change",      "month",
                                        "verdict",  "basis", "probability", "judgements" };
    Tally tally = tally_new(n);
    for (guint c = 0; c < n; c++) {
        json_t *target;
        gsize i;
        json_array_foreach(columns[c].document ? json_object_get(columns[c].document, "targets") : NULL, i, target)
        {
            json_t *row = tally_row(&tally, json_string_value(json_object_get(target, "id"))), *cell = json_object();
            if (!json_object_get(row, "required")) {
                json_object_set(row, "title", json_object_get(target, "title"));
                json_object_set(row, "illustrative", json_object_get(target, "illustrative"));
                json_object_set(row, "required", json_object_get(target, "required"));
            }
            json_object_set(cell, "required", json_object_get(target, "required"));
            for (guint k = 0; k < G_N_ELEMENTS(keys); k++)
                if (json_object_get(target, keys[k]))
                    json_object_set(cell, keys[k], json_object_get(target, keys[k]));
            json_array_set_new(json_object_get(row, "values"), c, cell);
        }
    }
    g_hash_table_unref(tally.index);
    json_t *row;
    gsize i;
    json_array_foreach(tally.rows, i, row)
    {
        json_object_set(row, "id", json_object_get(row, "key"));
        json_object_del(row, "key");
    }
    return tally.rows;
}

static const char *
title_of(const OrgCompared *c)
{
    const OrgRunInfo *info = c->opened.info;
    return info ? (info->title && *info->title ? info->title : info->scenario) : "";
}

/* "run-2"; before it the file where another's run has that number too. */
static char *
name_of(const OrgCompared *columns, guint n, guint c)
{
    const OrgOpened *own = &columns[c].opened;
    gboolean same_run = FALSE;
    for (guint i = 0; i < n; i++)
        same_run |= i != c && columns[i].opened.info && columns[i].opened.info->id == own->info->id;
    g_autofree char *file = g_path_get_basename(own->name.path);
    return g_strdup_printf("%s%srun-%" G_GINT64_FORMAT, same_run ? file : "", same_run ? ":" : "", own->info->id);
}

static json_t *
column(const OrgCompared *columns, guint n, guint c)
{
    char from[16], to[16];
    const OrgRunInfo *info = columns[c].opened.info;
    const char letter[] = { (char) ('A' + c), 0 }, *title = title_of(&columns[c]);
    gboolean repeats = FALSE;
    for (guint i = 0; i < n; i++)
        repeats |= i != c && info && columns[i].opened.info && !strcmp(title_of(&columns[i]), title);
    g_autofree char *name = repeats ? name_of(columns, n, c) : g_strdup("");
    g_autofree char *heading = g_strconcat(letter, repeats ? " " : "", name, NULL);
    return json_pack("{s:s, s:s, s:s, s:s, s:s}", "target", columns[c].target, "heading", heading, "title", title,
                     "from", info ? org_month_text(info->from, from) : "", "to",
                     org_month_text(info ? info->to : columns[c].opened.start->month, to));
}

json_t *
org_compare(OrgCompared *columns, guint n, GError **error)
{
    json_t *doc = json_object(), *list = json_array();
    for (guint c = 0; c < n; c++) {
        OrgOpened *opened = &columns[c].opened;
        json_array_append_new(list, column(columns, n, c));
        if (!opened->info)
            continue;
        columns[c].impact = org_impact_new(opened->start, opened->end, opened->acts, error);
        columns[c].document = columns[c].impact ? org_document_json(opened->store, opened->info, NULL, error) : NULL;
        if (!columns[c].document) {
            json_decref(list);
            json_decref(doc);
            return NULL;
        }
        org_mask_document(columns[c].document, opened->mask, opened->names);
    }
    json_object_set_new(doc, "columns", list);
    json_object_set_new(doc, "targets", targets(columns, n));
    json_object_set_new(doc, "units", units_by_type(columns, n));
    json_object_set_new(doc, "posts", posts_by_category(columns, n));
    json_object_set_new(doc, "people", people(columns, n));
    add_measures(doc, columns, n);
    json_object_set_new(doc, "payback", org_compare_payback(columns, n));
    json_object_set_new(doc, "changes", org_compare_changes(columns, n));
    return doc;
}
