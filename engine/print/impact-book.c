// SPDX-License-Identifier: MIT
/* An impact list as a workbook: the totals with where each comes from, the fates, then every unit and person. */
#include "../exchange/write/book.h"
#include "impact-out.h"
#include "../study/stored.h"
#include "json-cell.h"
#include <math.h>
#include <string.h>

/* Columns of counts and of money are summed below; all others are texts and months. */
static OrgOutKind
kind_of(const char *key)
{
    if (!strcmp(key, "month"))
        return ORG_OUT_MONTH;
    if (g_str_has_prefix(key, "posts_") && !g_str_has_prefix(key, "posts_rows_"))
        return ORG_OUT_NUMBER;
    if (g_str_has_prefix(key, "posts_") || g_str_has_prefix(key, "people") || !strcmp(key, "lost_leading_post") ||
        !strcmp(key, "birth_assumed") || !strcmp(key, "cost"))
        return ORG_OUT_WHOLE;
    return ORG_OUT_TEXT;
}

static void
put_header(const OrgTableOut *out, json_t *row)
{
    const char *key;
    json_t *value;
    json_object_foreach(row, key, value) out->column(out->data, key, kind_of(key));
    out->end_row(out->data);
    json_decref(row);
}

static void
put_row(const OrgTableOut *out, json_t *row)
{
    const char *key;
    json_t *value;
    json_object_foreach(row, key, value) org_json_cell(out, value, kind_of(key));
    out->end_row(out->data);
    json_decref(row);
}

/* What a total is made of, so that it can be found again in the sheets. */
static char *
origin(const OrgImpact *impact, const OrgImpactSum *sum)
{
    static const char *const units[][2] = { { "before", "units that are not new or came and went" },
                                            { "after", "units that are new or have no fate of a closed one" },
                                            { "opened", "units that are new or came and went" },
                                            { "closed",
                                              "units absorbed, consolidated, dissolved, split and closed, or that "
                                              "came and went" } };
    gboolean rows = !strcmp(sum->table, "posts_rows"), posts = rows || !strcmp(sum->table, "posts");
    if (!strcmp(sum->table, "units"))
        for (guint i = 0; i < G_N_ELEMENTS(units); i++)
            if (!strcmp(units[i][0], sum->key))
                return g_strdup(units[i][1]);
    if (posts && (!strcmp(sum->key, "opened") || !strcmp(sum->key, "closed")))
        return g_strdup_printf("units: %s_%s, and %.12g opened and closed within the run", sum->table, sum->key,
                               rows ? (double) impact->fates->posts_passing
                                    : (double) impact->fates->weight_passing / 1000);
    if (posts)
        return g_strdup_printf("units: %s_%s", sum->table, sum->key);
    if (!strcmp(sum->key, "before") || !strcmp(sum->key, "after"))
        return g_strdup_printf("units: people_%s, and %" G_GUINT64_FORMAT " people of no unit", sum->key,
                               impact->fates->homeless[*sum->key == 'b' ? 0 : 1]);
    return g_strdup(!strcmp(sum->key, "left")     ? "people: retires, leaves, or joins and leaves"
                    : !strcmp(sum->key, "joined") ? "people: joins, or joins and leaves"
                                                  : "people without a post at the end, whoever joined included");
}

static void
put_totals(OrgBook *book, const OrgImpactSelection *selection)
{
    static const char *const names[] = { "table", "total", "sum_of_rows", "stored_with_run", "difference", "made_of" };
    const OrgTableOut out = org_book_out(book);
    OrgImpactSum sums[ORG_N_IMPACT_SUMS];
    json_t *totals = json_loads(selection->run->info->totals_json ? selection->run->info->totals_json : "{}", 0, NULL);

    org_impact_sums(selection->impact, sums);
    org_book_begin(book, "totals");
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        out.column(out.data, names[i], i >= 2 && i <= 4 ? ORG_OUT_NUMBER : ORG_OUT_TEXT);
    out.end_row(out.data);
    for (guint i = 0; i < ORG_N_IMPACT_SUMS; i++) {
        const json_t *told = org_impact_told(totals, &sums[i]);
        g_autofree char *from = origin(selection->impact, &sums[i]),
                        *formula = g_strdup_printf("=C%u-D%u", i + 2, i + 2);
        out.text(out.data, sums[i].table);
        out.text(out.data, sums[i].key);
        out.number(out.data, sums[i].found);
        out.number(out.data, json_is_number(told) ? json_number_value(told) : NAN);
        if (json_is_number(told))
            org_book_formula(book, formula, sums[i].found - json_number_value(told));
        else
            out.text(out.data, "no total was stored");
        out.text(out.data, from);
        out.end_row(out.data);
    }
    org_book_end(book, 2);
    json_decref(totals);
}

static void
put_fate(const OrgTableOut *out, const char *table, const char *fate, guint64 n)
{
    out->text(out->data, table);
    out->text(out->data, fate);
    out->number(out->data, (double) n);
    out->end_row(out->data);
}

static void
put_fates(OrgBook *book, const OrgImpact *impact)
{
    const OrgTableOut out = org_book_out(book);
    org_book_begin(book, "fates");
    out.column(out.data, "table", ORG_OUT_TEXT);
    out.column(out.data, "fate", ORG_OUT_TEXT);
    out.column(out.data, "count", ORG_OUT_WHOLE);
    out.end_row(out.data);
    for (guint f = 0; f < ORG_N_FATES; f++)
        put_fate(&out, "units", org_fate_name(f), impact->fates->counts[f]);
    for (guint f = 0; f < ORG_N_PERSON_FATES; f++)
        put_fate(&out, "people", org_person_fate_name(f), impact->person_fates[f]);
    org_book_end(book, 0);
}

static void
put_units(OrgBook *book, const OrgImpactSelection *selection)
{
    const OrgTableOut out = org_book_out(book);
    guint n = selection->impact->end->units.n;
    org_book_begin(book, "units");
    if (n)
        put_header(&out, org_impact_unit_row(selection, 0));
    for (OrgRow i = 0; i < n; i++)
        if (org_impact_shows_unit(selection, i))
            put_row(&out, org_impact_unit_row(selection, i));
    if (n)
        org_book_sums(book, "Sum");
    org_book_end(book, 1);
}

static void
put_people(OrgBook *book, const OrgImpactSelection *selection)
{
    static const OrgPersonImpact nobody = { .row = ORG_NONE,
                                            .unit_before = ORG_NONE,
                                            .unit_after = ORG_NONE,
                                            .post_before = ORG_NONE,
                                            .post_after = ORG_NONE,
                                            .cost = NAN };
    const OrgTableOut out = org_book_out(book);
    org_book_begin(book, "people");
    put_header(&out, org_impact_person_row(selection, &nobody));
    for (guint i = 0; i < selection->impact->people->len; i++) {
        const OrgPersonImpact *p = &g_array_index(selection->impact->people, OrgPersonImpact, i);
        if (org_impact_shows_person(selection, p))
            put_row(&out, org_impact_person_row(selection, p));
    }
    org_book_sums(book, "Sum");
    org_book_end(book, 1);
}

gboolean
org_impact_xlsx(const OrgImpactSelection *selection, const char *path, GError **error)
{
    guint64 rows = (guint64) selection->impact->end->units.n + selection->impact->people->len;
    g_autofree char *title = org_run_title(selection->run->info, ORG_LANG_EN);
    OrgBook *book = org_book_new(path, title, selection->run->info->to, rows > ORG_BOOK_MANY);
    put_totals(book, selection);
    put_fates(book, selection->impact);
    put_units(book, selection);
    put_people(book, selection);
    return org_book_finish(book, error);
}
