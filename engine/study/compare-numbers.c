// SPDX-License-Identifier: MIT
/* The rows of numbers of a comparison: units by type, posts by kind, people by what became of them, and what was measured. */
#include "compare.h"
#include "type-names.h"
#include "mask.h"
#include <math.h>
#include <string.h>

/* Rows under construction, found by what they count. */
typedef struct {
    guint n;
    GPtrArray *rows;   /* OrgCompareRow * */
    GHashTable *index; /* row_hash, row_equal; borrowed from rows */
} Tally;

static guint
row_hash(gconstpointer data)
{
    const OrgCompareRow *row = data;
    return g_str_hash(row->a) ^ (g_str_hash(row->b) * 31) ^ ((guint) row->key << 8) ^ row->fate;
}

static gboolean
row_equal(gconstpointer a, gconstpointer b)
{
    const OrgCompareRow *x = a, *y = b;
    return x->key == y->key && x->fate == y->fate && !strcmp(x->a, y->a) && !strcmp(x->b, y->b);
}

static void
row_free(gpointer data)
{
    OrgCompareRow *row = data;
    g_free(row->a);
    g_free(row->b);
    g_free(row->called);
    g_free(row);
}

static Tally
tally_new(guint n)
{
    return (Tally){ n, g_ptr_array_new_with_free_func(row_free), g_hash_table_new(row_hash, row_equal) };
}

/* The row, made if new without a figure in any column. */
static OrgCompareRow *
tally_row(Tally *tally, OrgCompareKey key, const char *a, const char *b, guint fate)
{
    OrgCompareRow wanted = { .key = key, .a = (char *) (a ? a : ""), .b = (char *) (b ? b : ""), .fate = fate };
    OrgCompareRow *row = g_hash_table_lookup(tally->index, &wanted);
    if (row)
        return row;
    row = g_new(OrgCompareRow, 1);
    *row = (OrgCompareRow){ .key = key, .a = g_strdup(wanted.a), .b = g_strdup(wanted.b), .fate = fate };
    for (guint c = 0; c < ORG_COMPARE_MOST; c++)
        row->value[c] = row->delta[c] = NAN;
    g_ptr_array_add(tally->rows, row);
    g_hash_table_add(tally->index, row);
    return row;
}

static void
add(OrgCompareRow *row, guint column, double value)
{
    row->value[column] = (isnan(row->value[column]) ? 0 : row->value[column]) + value;
}

/* The rows with deltas against the first column. zero: what a column does not have counts as 0, not as unknown. */
static GPtrArray *
tally_finish(Tally *tally, gboolean zero)
{
    for (guint i = 0; i < tally->rows->len; i++) {
        OrgCompareRow *row = tally->rows->pdata[i];
        for (guint c = 0; c < tally->n; c++) {
            if (zero && isnan(row->value[c]))
                row->value[c] = 0;
            row->delta[c] = row->value[c] - row->value[0];
        }
    }
    g_hash_table_unref(tally->index);
    return tally->rows;
}

/* ---- what the organisations hold */

static const Org *
last(const OrgCompared *c)
{
    return c->opened.end ? c->opened.end : c->opened.start;
}

static void
call_types(GPtrArray *rows, const OrgRunInfo *info)
{
    g_autoptr(OrgTypeNames) names = org_type_names_new(info ? info->type_names : NULL);
    g_autofree const char **types = org_type_names_list(names);
    for (guint i = 0; i < rows->len; i++) {
        OrgCompareRow *row = rows->pdata[i];
        if (row->key == ORG_ROW_TYPE && !row->called && g_strv_contains(types, row->a))
            row->called = org_type_names_said(names, row->a, TRUE);
    }
}

static GPtrArray *
units_by_type(const OrgCompared *columns, guint n)
{
    Tally tally = tally_new(n);
    for (guint c = 0; c < n; c++) {
        const Org *org = last(&columns[c]);
        tally_row(&tally, ORG_ROW_ALL, NULL, NULL, 0)->value[c] = org->totals.units;
        for (OrgRow i = 0; i < org->units.n; i++)
            if (org->units.closed[i] == ORG_OPEN)
                add(tally_row(&tally, ORG_ROW_TYPE, org_dict_text(org->dict, org->units.type[i]), NULL, 0), c, 1);
    }
    GPtrArray *rows = tally_finish(&tally, TRUE);
    for (guint c = 0; c < n; c++)
        call_types(rows, columns[c].opened.info);
    return rows;
}

/* Only fates that some column has: most runs know few of them. */
static GPtrArray *
units_by_fate(const OrgComparison *comparison)
{
    Tally tally = tally_new(comparison->n);
    for (guint f = 0; f < ORG_N_FATES; f++) {
        guint64 all = 0;
        for (guint c = 0; c < comparison->n; c++)
            all += comparison->column[c].impact ? comparison->column[c].impact->fates->counts[f] : 0;
        for (guint c = 0; c < comparison->n && all; c++)
            if (comparison->column[c].impact)
                tally_row(&tally, ORG_ROW_UNITS, NULL, NULL, f)->value[c] =
                    (double) comparison->column[c].impact->fates->counts[f];
    }
    return tally_finish(&tally, FALSE);
}

static GPtrArray *
posts_by_kind(const OrgCompared *columns, guint n)
{
    Tally tally = tally_new(n);
    for (guint c = 0; c < n; c++) {
        const Org *org = last(&columns[c]);
        OrgWord category = 0, funding = 0;
        gint64 weight = 0, all = 0;
        OrgCompareRow *total = tally_row(&tally, ORG_ROW_ALL, NULL, NULL, 0);
        /* Posts alike lie together: one look-up for each stretch. */
        for (OrgRow p = 0; p <= org->posts.n; p++) {
            gboolean end = p == org->posts.n;
            if (!end && org->posts.closed[p] != ORG_OPEN)
                continue;
            if (weight && (end || org->posts.category[p] != category || org->posts.funding[p] != funding)) {
                add(tally_row(&tally, ORG_ROW_KIND, org_dict_text(org->dict, category),
                              org_dict_text(org->dict, funding), 0),
                    c, (double) weight / 1000);
                weight = 0;
            }
            if (end)
                break;
            category = org->posts.category[p];
            funding = org->posts.funding[p];
            weight += org->posts.fte[p];
            all += org->posts.fte[p];
        }
        total->value[c] = (double) all / 1000;
    }
    return tally_finish(&tally, TRUE);
}

static GPtrArray *
people_by_fate(const OrgComparison *comparison, const OrgCompared *columns)
{
    static const OrgPersonFate fates[] = { ORG_PERSON_STAYS,         ORG_PERSON_MOVES_ALONG, ORG_PERSON_CHANGES_UNIT,
                                           ORG_PERSON_LOSES_LEADING, ORG_PERSON_RETIRES,     ORG_PERSON_LEAVES,
                                           ORG_PERSON_JOINS,         ORG_PERSON_JOINS_LEAVES };
    Tally tally = tally_new(comparison->n);
    for (guint c = 0; c < comparison->n; c++) {
        const OrgImpact *impact = comparison->column[c].impact;
        const OrgTotals *totals = &last(&columns[c])->totals;
        tally_row(&tally, ORG_ROW_ALL, NULL, NULL, 0)->value[c] = totals->people;
        tally_row(&tally, ORG_ROW_SURPLUS, NULL, NULL, 0)->value[c] = totals->surplus;
        for (guint f = 0; impact && f < G_N_ELEMENTS(fates); f++)
            tally_row(&tally, ORG_ROW_FATE, NULL, NULL, fates[f])->value[c] = (double) impact->person_fates[fates[f]];
    }
    return tally_finish(&tally, FALSE);
}

/* ---- series of the runs */

/* Money is counted in what the columns that have the row agree on. */
static void
set_measured(OrgCompareRow *row, const char *measured_in, const char *currency)
{
    gboolean agree = !row->currency || !strcmp(row->currency, currency);
    row->measured_in = measured_in;
    row->currency = agree ? currency : "";
}

static void
set_series(Tally *tally, guint c, const OrgStoredRun *run, const OrgStoredSeries *s)
{
    OrgCompareRow *row = tally_row(tally, ORG_ROW_SERIES, s->item, s->series, 0);
    guint first = s->declared->kind == ORG_FLOW ? 0 : s->value->len - 1;
    row->value[c] = 0;
    for (guint i = first; i < s->value->len; i++)
        row->value[c] += g_array_index(s->value, double, i);
    set_measured(row, s->declared->measured_in, run->info->currency);
}

/* A metric that measures money. */
static gboolean
is_of_money(const OrgStoredItem *item)
{
    gboolean metric = !strcmp(item->role, "metric");
    for (guint i = 0; metric && i < item->series->len; i++)
        if (!g_strcmp0(g_array_index(item->series, OrgStoredDeclared, i).measured_in, "money"))
            return TRUE;
    return FALSE;
}

/* Cost: all of the metrics that measure money. Span and layers: what was declared to be of the shape of the organisation. */
static void
add_item(Tally *cost, Tally *span, guint c, const OrgStoredRun *run, const OrgStoredItem *item)
{
    gboolean money = is_of_money(item);
    for (guint i = 0; i < run->series->len; i++) {
        const OrgStoredSeries *s = run->series->pdata[i];
        Tally *tally = money ? cost : s->declared->flags & ORG_SHAPE ? span : NULL;
        if (tally && s->value->len && !*s->unit && !strcmp(s->item, item->id))
            set_series(tally, c, run, s);
    }
}

/* The sum of the ledger. */
static void
add_paid(Tally *cost, guint c, const OrgCompared *column)
{
    const Org *end = column->opened.end;
    if (!end || column->opened.mask & ORG_MASK_PAY)
        return;
    OrgCompareRow *row = tally_row(cost, ORG_ROW_PAID, NULL, NULL, 0);
    set_measured(row, "money", column->opened.info->currency);
    row->value[c] = (double) end->totals.paid;
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

void
org_compare_numbers(OrgComparison *comparison, const OrgCompared *columns)
{
    guint n = comparison->n;
    Tally cost = tally_new(n), span = tally_new(n);
    for (guint c = 0; c < n; c++) {
        const OrgStoredRun *run = comparison->column[c].run;
        tally_row(&span, ORG_ROW_LAYERS, NULL, NULL, 0)->value[c] = layers(last(&columns[c]));
        add_paid(&cost, c, &columns[c]);
        for (guint i = 0; run && i < run->items->len; i++)
            add_item(&cost, &span, c, run, run->items->pdata[i]);
    }
    comparison->sections[ORG_SECTION_UNITS] = units_by_type(columns, n);
    comparison->sections[ORG_SECTION_FATES] = units_by_fate(comparison);
    comparison->sections[ORG_SECTION_POSTS] = posts_by_kind(columns, n);
    comparison->sections[ORG_SECTION_PEOPLE] = people_by_fate(comparison, columns);
    comparison->sections[ORG_SECTION_COST] = tally_finish(&cost, FALSE);
    comparison->sections[ORG_SECTION_SPAN] = tally_finish(&span, FALSE);
}
