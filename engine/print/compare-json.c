// SPDX-License-Identifier: MIT
/* A comparison as one JSON document. Names are stable: programs read them, and "target" is there what is called a place here. */
#include "../base/month.h"
#include "compare-out.h"
#include "json.h"
#include "run-out.h"
#include "target-text.h"

static json_t *
columns(const OrgComparison *comparison)
{
    char month[16];
    json_t *list = json_array();
    for (guint c = 0; c < comparison->n; c++) {
        const OrgCompareColumn *column = &comparison->column[c];
        json_t *one = json_object();
        json_object_set_new(one, "target", json_string(column->place));
        json_object_set_new(one, "heading", json_string(column->heading));
        g_autofree char *title = org_message_text(column->title, ORG_LANG_EN);
        json_object_set_new(one, "title", json_string(title));
        json_object_set_new(one, "from", json_string(org_month_text(column->from, month)));
        json_object_set_new(one, "to", json_string(org_month_text(column->to, month)));
        json_array_append_new(list, one);
    }
    return list;
}

json_t *
org_compare_target_json(const OrgStoredTarget *target)
{
    static const char *const keys[] = { "required", "compare",  "low",         "high",     "relative",
                                        "unit",     "baseline", "value",       "change",   "month",
                                        "verdict",  "basis",    "probability", "standing", "judgements" };
    json_t *whole = target ? org_run_target_json(target) : NULL, *cell = target ? json_object() : json_null();
    for (guint k = 0; target && k < G_N_ELEMENTS(keys); k++)
        json_object_set(cell, keys[k], json_object_get(whole, keys[k]));
    json_decref(whole);
    return cell;
}

static json_t *
targets(const OrgComparison *comparison)
{
    json_t *list = json_array();
    for (guint i = 0; i < comparison->targets->len; i++) {
        const OrgCompareTarget *target = comparison->targets->pdata[i];
        g_autofree char *required = org_required_text(ORG_LANG_EN, target->first);
        json_t *one = json_object(), *values = json_array();
        json_object_set_new(one, "id", json_string(target->first->id));
        json_object_set_new(one, "title", org_json_message(target->first->title));
        json_object_set_new(one, "illustrative", json_boolean(target->first->illustrative));
        json_object_set_new(one, "required", json_string(required));
        json_object_set_new(one, "values", values);
        for (guint c = 0; c < comparison->n; c++)
            json_array_append_new(values, org_compare_target_json(target->of[c]));
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *
section(const OrgComparison *comparison, OrgCompareSection s)
{
    json_t *list = json_array();
    for (guint i = 0; i < comparison->sections[s]->len; i++) {
        const OrgCompareRow *row = comparison->sections[s]->pdata[i];
        g_autofree char *key = org_compare_key(row);
        json_t *one = json_object(), *values = json_array(), *deltas = json_array();
        json_object_set_new(one, "key", json_string(key));
        json_object_set_new(one, "values", values);
        if (!g_strcmp0(row->measured_in, "money"))
            json_object_set_new(one, "unit", org_json_text(row->currency));
        json_object_set_new(one, "deltas", deltas);
        for (guint c = 0; c < comparison->n; c++) {
            json_array_append_new(values, org_json_number(row->value[c]));
            json_array_append_new(deltas, org_json_number(row->delta[c]));
        }
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *
payback(const OrgPayback *p, const char *currency)
{
    g_autofree char *text = org_payback_text(ORG_LANG_EN, p);
    json_t *one = json_object(), *notes = json_array(), *years = json_array(), *running = json_array();
    gboolean reached = p->state == ORG_PAYBACK_REACHED;
    char buffer[16];
    g_autofree char *month = p->month == ORG_UNKNOWN ? NULL : g_strdup(org_month_text(p->month, buffer));
    json_object_set_new(one, "payback", reached ? org_json_text(month) : json_null());
    json_object_set_new(one, "extrapolated", month && !reached ? org_json_text(month) : json_null());
    json_object_set_new(one, "why", reached ? json_null() : json_string(text));
    json_object_set_new(one, "currency", org_json_text(currency));
    json_object_set_new(one, "running_costs", running);
    json_object_set_new(one, "notes", notes);
    json_object_set_new(one, "years", years);
    for (guint i = 0; i < p->running->len; i++)
        json_array_append_new(running, json_string(p->running->pdata[i]));
    for (guint i = 0; i < p->notes->len; i++) {
        g_autofree char *note = org_payback_note(ORG_LANG_EN, &g_array_index(p->notes, OrgPaybackNote, i));
        json_array_append_new(notes, json_string(note));
    }
    for (guint i = 0; i < p->years->len; i++) {
        const OrgPaybackYear *y = &g_array_index(p->years, OrgPaybackYear, i);
        json_t *year = json_object();
        json_object_set_new(year, "year", json_integer(y->year));
        for (guint k = 0; k < ORG_N_YEAR_FIGURES; k++)
            json_object_set_new(year, org_year_keys[k], org_json_number(y->figure[k]));
        json_array_append_new(years, year);
    }
    return one;
}

static json_t *
paybacks(const OrgComparison *comparison)
{
    json_t *list = json_array();
    for (guint c = 0; c < comparison->n; c++) {
        const OrgPayback *p = comparison->column[c].payback;
        json_array_append_new(list, p ? payback(p, comparison->column[c].run->info->currency) : json_null());
    }
    return list;
}

static json_t *
cheaper(const OrgComparison *comparison)
{
    json_t *list = json_array();
    for (guint c = 0; c < comparison->n; c++) {
        const OrgCompareCheaper *one = &comparison->cheaper[c];
        json_array_append_new(list, one->n ? json_pack("{s:I, s:f, s:f}", "replications", (json_int_t) one->n,
                                                       "probability", one->probability, "same", one->same)
                                           : json_null());
    }
    return list;
}

static json_t *
unit_cell(const OrgCompareUnit *unit)
{
    if (!unit->there)
        return json_null();
    json_t *cell = json_object(), *into = json_array();
    for (guint i = 0; i < unit->into->len; i++)
        json_array_append_new(into, json_string(unit->into->pdata[i]));
    g_autofree char *fate = org_compare_fate(unit);
    json_object_set_new(cell, "fate", json_string(fate));
    json_object_set_new(cell, "open", json_boolean(unit->open));
    json_object_set_new(cell, "name", json_string(unit->name));
    json_object_set_new(cell, "parent", org_json_text(unit->parent));
    json_object_set_new(cell, "into", into);
    json_object_set_new(cell, "posts", org_json_number(unit->posts));
    json_object_set_new(cell, "month", org_json_month(unit->month));
    json_object_set_new(cell, "step", org_json_text(unit->step));
    return cell;
}

static json_t *
changes(const OrgComparison *comparison)
{
    json_t *list = json_array();
    for (guint i = 0; i < comparison->changes->len; i++) {
        const OrgCompareChange *change = comparison->changes->pdata[i];
        json_t *one = json_object(), *values = json_array();
        json_object_set_new(one, "unit", json_string(change->id));
        json_object_set_new(one, "values", values);
        for (guint c = 0; c < comparison->n; c++)
            json_array_append_new(values, unit_cell(&change->of[c]));
        json_array_append_new(list, one);
    }
    return list;
}

json_t *
org_compare_json(const OrgComparison *comparison)
{
    json_t *doc = json_object();
    json_object_set_new(doc, "columns", columns(comparison));
    json_object_set_new(doc, "targets", targets(comparison));
    for (guint s = 0; s < ORG_N_SECTIONS; s++)
        json_object_set_new(doc, org_section_keys[s], section(comparison, s));
    json_object_set_new(doc, "payback", paybacks(comparison));
    json_object_set_new(doc, "first_pays_less", cheaper(comparison));
    json_object_set_new(doc, "changes", changes(comparison));
    return doc;
}
