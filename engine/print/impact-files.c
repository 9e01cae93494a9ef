// SPDX-License-Identifier: MIT
/* An impact list as CSV and as JSON: every row, changed or not. */
#include "../exchange/write/csv-write.h"
#include "../base/output.h"
#include "../exchange/exchange.h"
#include "../base/month.h"
#include "../study/fate-json.h"
#include "impact-out.h"
#include "json.h"
#include <math.h>
#include <string.h>

/* One row as JSON, from which the CSV cells are taken as well: keys are the columns. */

static json_t *
text_or_null(const char *text)
{
    return text && *text ? json_string(text) : json_null();
}

static json_t *
unit_or_null(const Org *org, OrgRow unit)
{
    return unit == ORG_NONE ? json_null() : json_string(org_id(org, ORG_UNITS, unit));
}

static json_t *
post_or_null(const Org *org, OrgRow post)
{
    return post == ORG_NONE ? json_null() : json_string(org_id(org, ORG_POSTS, post));
}

static void
set_stamp(json_t *row, const OrgImpactSelection *selection, const OrgStamp *stamp)
{
    char month[16];
    gboolean none = stamp->month == ORG_UNKNOWN;
    json_object_set_new(row, "month", text_or_null(none ? "" : org_month_text(stamp->month, month)));
    json_object_set_new(row, "step", text_or_null(org_impact_step(selection, stamp)));
    g_autofree OrgMessage *why = org_names_hide_message(selection->run->names, none ? NULL : stamp->why);
    json_object_set_new(row, "why", org_json_message(why));
}

json_t *
org_impact_unit_row(const OrgImpactSelection *selection, OrgRow i)
{
    const OrgImpact *impact = selection->impact;
    const OrgFate *f = &impact->fates->unit[i];
    const Org *a = impact->start, *b = impact->end;
    gboolean old = i < a->units.n, open = b->units.closed[i] == ORG_OPEN;
    OrgRow last = open ? ORG_NONE : org_final_unit(b, i);
    g_autofree char *fate = org_fate_text(f->flags);
    json_t *row = json_object();
    json_object_set_new(row, "id", json_string(org_id(b, ORG_UNITS, i)));
    json_object_set_new(row, "name_before", text_or_null(old ? org_name(a, ORG_UNITS, i) : ""));
    json_object_set_new(row, "name_after", text_or_null(open ? org_name(b, ORG_UNITS, i) : ""));
    json_object_set_new(row, "type", text_or_null(org_dict_text(b->dict, b->units.type[i])));
    json_object_set_new(row, "fate", json_string(fate));
    json_object_set_new(row, "parent_before", unit_or_null(a, old ? a->units.parent[i] : ORG_NONE));
    json_object_set_new(row, "parent_after", unit_or_null(b, open ? b->units.parent[i] : ORG_NONE));
    json_object_set_new(row, "into", org_fate_ids(b, f->into));
    json_object_set_new(row, "stands_as", unit_or_null(b, last == i ? ORG_NONE : last));
    json_object_set_new(row, "takes_over", org_fate_ids(b, f->from));
    const struct {
        const char *key;
        double value;
    } counts[] = { { "posts_before", (double) f->own[0].posts / 1000 },
                   { "posts_in", (double) f->weight_in / 1000 },
                   { "posts_opened", (double) f->weight_opened / 1000 },
                   { "posts_out", (double) f->weight_out / 1000 },
                   { "posts_closed", (double) f->weight_closed / 1000 },
                   { "posts_after", (double) f->own[1].posts / 1000 },
                   { "posts_rows_before", f->own[0].posts_rows },
                   { "posts_rows_in", f->posts_in },
                   { "posts_rows_opened", f->posts_opened },
                   { "posts_rows_out", f->posts_out },
                   { "posts_rows_closed", f->posts_closed },
                   { "posts_rows_after", f->own[1].posts_rows },
                   { "people_before", f->own[0].people },
                   { "people_after", f->own[1].people } };
    for (guint k = 0; k < G_N_ELEMENTS(counts); k++)
        json_object_set_new(row, counts[k].key, org_json_number(counts[k].value));
    set_stamp(row, selection, &f->stamp);
    return row;
}

json_t *
org_impact_person_row(const OrgImpactSelection *selection, const OrgPersonImpact *p)
{
    const Org *a = selection->impact->start, *b = selection->impact->end;
    gboolean single = p->row != ORG_NONE;
    json_t *row = json_object();
    json_object_set_new(row, "id", text_or_null(single ? org_id(b, ORG_PEOPLE, p->row) : ""));
    json_object_set_new(row, "name", text_or_null(single ? org_name(b, ORG_PEOPLE, p->row) : ""));
    json_object_set_new(row, "people", json_integer(p->n));
    json_object_set_new(row, "fate", json_string(org_person_fate_name(p->fate)));
    g_autofree char *reason = org_names_hide(selection->run->names, org_dict_text(b->dict, p->reason));
    json_object_set_new(row, "reason", text_or_null(reason));
    json_object_set_new(row, "unit_before", unit_or_null(a, p->unit_before));
    json_object_set_new(row, "unit_after", unit_or_null(b, p->unit_after));
    json_object_set_new(row, "post_before", post_or_null(a, p->post_before));
    json_object_set_new(row, "post_after", post_or_null(b, p->post_after));
    json_object_set_new(row, "rank_before", text_or_null(org_rank_name(p->rank_before)));
    json_object_set_new(row, "rank_after", text_or_null(org_rank_name(p->rank_after)));
    json_object_set_new(row, "birth_assumed", json_boolean(p->birth_assumed));
    json_object_set_new(row, "lost_leading_post", json_boolean(p->lost_leading));
    json_object_set_new(row, "cost", isnan(p->cost) ? json_null() : json_real(p->cost));
    const OrgStamp nothing = ORG_NO_STAMP;
    set_stamp(row, selection, p->fate == ORG_PERSON_STAYS ? &nothing : &p->stamp);
    return row;
}

/* ---- CSV */

static void
put_cell(GString *out, const json_t *value)
{
    char buffer[40];
    if (json_is_array(value)) {
        GString *text = g_string_new(NULL);
        json_t *one;
        gsize i;
        json_array_foreach(value, i, one) g_string_append_printf(text, "%s%s", i ? " " : "", json_string_value(one));
        org_csv_append(out, text->str);
        g_string_free(text, TRUE);
    } else if (json_is_number(value))
        org_csv_append(out, org_number_text(json_number_value(value), buffer));
    else if (json_is_boolean(value))
        org_csv_append(out, json_is_true(value) ? "1" : "0");
    else
        org_csv_append(out, json_is_string(value) ? json_string_value(value) : "");
}

static void
put_row(GString *out, json_t *row)
{
    const char *key;
    json_t *value;
    if (!out->len) {
        json_object_foreach(row, key, value) org_csv_append(out, key);
        org_csv_end_row(out);
    }
    json_object_foreach(row, key, value) put_cell(out, value);
    org_csv_end_row(out);
    json_decref(row);
}

static gboolean
put_file(OrgOutput *output, const char *folder, const char *name, const GString *text, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return org_output_put(output, path, ORG_OUTPUT_TEXT, text->str, text->len, error);
}

gboolean
org_impact_csv(const OrgImpactSelection *selection, const char *folder, GError **error)
{
    g_autoptr(GString) units = g_string_new(NULL), people = g_string_new(NULL);
    for (OrgRow i = 0; i < selection->impact->end->units.n; i++)
        if (org_impact_shows_unit(selection, i))
            put_row(units, org_impact_unit_row(selection, i));
    for (guint i = 0; i < selection->impact->people->len; i++) {
        const OrgPersonImpact *p = &g_array_index(selection->impact->people, OrgPersonImpact, i);
        if (org_impact_shows_person(selection, p))
            put_row(people, org_impact_person_row(selection, p));
    }
    g_autoptr(OrgOutput) output = org_output_new(folder);
    return put_file(output, folder, "impact-units.csv", units, error) &&
           put_file(output, folder, "impact-people.csv", people, error) && org_output_finish(output, error);
}

/* ---- JSON: lists row by row, so that a hundred thousand people are never one tree of objects */

static void
append_row(GString *out, json_t *row, const char **separator)
{
    char *text = json_dumps(row, JSON_COMPACT | JSON_REAL_PRECISION(15));
    g_string_append_printf(out, "%s\n    %s", *separator, text ? text : "{}");
    *separator = ",";
    free(text);
    json_decref(row);
}

static json_t *
head(const OrgImpactSelection *selection)
{
    const OrgImpact *impact = selection->impact;
    OrgImpactSum sums[ORG_N_IMPACT_SUMS];
    json_t *totals = json_object(), *units = json_object(), *people = json_object();
    org_impact_sums(impact, sums);
    for (guint i = 0; i < ORG_N_IMPACT_SUMS; i++) {
        if (!json_object_get(totals, sums[i].table))
            json_object_set_new(totals, sums[i].table, json_object());
        json_object_set_new(json_object_get(totals, sums[i].table), sums[i].key,
                            json_integer((json_int_t) sums[i].found));
    }
    for (guint f = 0; f < ORG_N_FATES; f++)
        json_object_set_new(units, org_fate_name(f), json_integer((json_int_t) impact->fates->counts[f]));
    for (guint f = 0; f < ORG_N_PERSON_FATES; f++)
        json_object_set_new(people, org_person_fate_name(f), json_integer((json_int_t) impact->person_fates[f]));
    json_object_set_new(people, "lost a leading post", json_integer((json_int_t) impact->lost_leading));
    json_t *doc = json_object();
    json_object_set_new(doc, "reconciled", json_boolean(org_impact_reconcile(ORG_LANG_EN, selection, NULL)));
    json_object_set_new(doc, "totals", totals);
    json_object_set_new(doc, "unit_fates", units);
    json_object_set_new(doc, "person_fates", people);
    json_object_set_new(doc, "cost", impact->cost > 0 ? json_real(impact->cost) : json_null());
    json_object_set_new(doc, "cost_of_people", impact->cost > 0 ? json_real(impact->cost_of_people) : json_null());
    json_object_set_new(doc, "paid", json_integer((json_int_t) impact->n_paid));
    return doc;
}

void
org_impact_json(const OrgImpactSelection *selection, GString *out)
{
    json_t *doc = head(selection);
    char *text = json_dumps(doc, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    g_string_append(out, text);
    free(text);
    json_decref(doc);
    g_string_truncate(out, out->len - strlen("\n}"));
    const char *separator = "";
    g_string_append(out, ",\n  \"units\": [");
    for (OrgRow i = 0; i < selection->impact->end->units.n; i++)
        if (org_impact_shows_unit(selection, i))
            append_row(out, org_impact_unit_row(selection, i), &separator);
    g_string_append(out, *separator ? "\n  ],\n  \"people\": [" : "],\n  \"people\": [");
    separator = "";
    for (guint i = 0; i < selection->impact->people->len; i++) {
        const OrgPersonImpact *p = &g_array_index(selection->impact->people, OrgPersonImpact, i);
        if (org_impact_shows_person(selection, p))
            append_row(out, org_impact_person_row(selection, p), &separator);
    }
    g_string_append(out, *separator ? "\n  ]\n}\n" : "]\n}\n");
}
