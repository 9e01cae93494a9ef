// SPDX-License-Identifier: MIT
#include "export-json.h"
#include "../base/month.h"
#include "../study/mask.h"
#include "json.h"
#include "run-out.h"
#include <math.h>
#include <string.h>

static const char *const rank_names[] = { NULL, "head", "deputy", "staff" };
static const char *const sex_names[] = { NULL, "F", "M" };
static const char *const state_names[] = { NULL, "employed", "surplus", "left" };

static json_t *
word(const Org *org, OrgWord value)
{
    return org_json_text(org_dict_text(org->dict, value));
}

static json_t *
id_or_null(const Org *org, guint table, OrgRow row)
{
    return row == ORG_NONE ? json_null() : json_string(org_id(org, table, row));
}

static void
add_attributes(json_t *row, const Org *org, guint table, OrgRow i)
{
    for (guint a = 0; a < org->attributes[table]->len; a++) {
        const OrgAttribute *attribute = &g_array_index(org->attributes[table], OrgAttribute, a);
        const char *name = org_dict_text(org->dict, attribute->name);
        if (json_object_get(row, name)) /* a column of the model has this name */
            continue;
        if (attribute->is_number ? !isnan(attribute->number[i]) : attribute->word[i] != 0)
            json_object_set_new(row, name,
                                attribute->is_number ? org_json_number(attribute->number[i])
                                                     : word(org, attribute->word[i]));
    }
}

static json_t *
unit(const Org *org, OrgRow i)
{
    const OrgUnitTable *u = &org->units;
    json_t *row = json_object();
    gboolean open = u->closed[i] == ORG_OPEN;

    json_object_set_new(row, "id", json_string(org_id(org, ORG_UNITS, i)));
    json_object_set_new(row, "name", word(org, u->name[i]));
    json_object_set_new(row, "type", word(org, u->type[i]));
    json_object_set_new(row, "function", word(org, u->function[i]));
    json_object_set_new(row, "parent", id_or_null(org, ORG_UNITS, u->parent[i]));
    json_object_set_new(row, "opened", org_json_month(u->opened[i]));
    if (!open) {
        json_object_set_new(row, "closed", org_json_month(u->closed[i]));
        json_object_set_new(row, "successor", id_or_null(org, ORG_UNITS, u->successor[i]));
    }
    json_object_set_new(row, "posts", json_integer(open ? u->n_posts[i] : 0));
    json_object_set_new(row, "staff", json_integer(open ? u->n_held[i] + u->n_idle[i] : 0));
    json_object_set_new(row, "fte", org_json_number(open ? (double) u->fte[i] / 1000 : 0));
    add_attributes(row, org, ORG_UNITS, i);
    return row;
}

static json_t *
post(const Org *org, OrgRow i)
{
    const OrgPostTable *p = &org->posts;
    json_t *row = json_object();

    json_object_set_new(row, "id", json_string(org_id(org, ORG_POSTS, i)));
    json_object_set_new(row, "unit", id_or_null(org, ORG_UNITS, p->unit[i]));
    json_object_set_new(row, "title", word(org, p->title[i]));
    json_object_set_new(row, "rank", org_json_text(rank_names[p->rank[i] & 3]));
    json_object_set_new(row, "category", word(org, p->category[i]));
    json_object_set_new(row, "funding", word(org, p->funding[i]));
    json_object_set_new(row, "coefficient",
                        p->coefficient[i] ? org_json_number(p->coefficient[i] / 100.0) : json_null());
    json_object_set_new(row, "fte", org_json_number(p->fte[i] / 1000.0));
    json_object_set_new(row, "holder", id_or_null(org, ORG_PEOPLE, p->holder[i]));
    json_object_set_new(row, "reports_to", id_or_null(org, ORG_POSTS, p->reports_to[i]));
    if (p->closed[i] != ORG_OPEN)
        json_object_set_new(row, "closed", org_json_month(p->closed[i]));
    if (p->vacant_since[i] != ORG_UNKNOWN)
        json_object_set_new(row, "vacant_since", org_json_month(p->vacant_since[i]));
    if (p->kept_for[i] != ORG_NONE)
        json_object_set_new(row, "kept_for", id_or_null(org, ORG_PEOPLE, p->kept_for[i]));
    add_attributes(row, org, ORG_POSTS, i);
    return row;
}

static json_t *
person(const Org *org, OrgRow i)
{
    const OrgPersonTable *h = &org->people;
    json_t *row = json_object();

    json_object_set_new(row, "id", json_string(org_id(org, ORG_PEOPLE, i)));
    json_object_set_new(row, "name", word(org, h->name[i]));
    json_object_set_new(row, "born", org_json_month(h->born[i]));
    json_object_set_new(row, "sex", org_json_text(sex_names[h->sex[i] % 3]));
    json_object_set_new(row, "hired", org_json_month(h->hired[i]));
    json_object_set_new(row, "unit", id_or_null(org, ORG_UNITS, h->unit[i]));
    json_object_set_new(row, "post", id_or_null(org, ORG_POSTS, h->post[i]));
    json_object_set_new(row, "second_post", id_or_null(org, ORG_POSTS, h->second[i]));
    json_object_set_new(row, "rating", h->rating[i] ? json_integer(h->rating[i]) : json_null());
    json_object_set_new(row, "state", org_json_text(state_names[h->state[i] & 3]));
    if (h->coefficient[i])
        json_object_set_new(row, "coefficient", org_json_number(h->coefficient[i] / 100.0));
    if (h->state[i] == ORG_LEFT) {
        json_object_set_new(row, "since", org_json_month(h->since[i]));
        json_object_set_new(row, "reason", word(org, h->reason[i]));
    }
    add_attributes(row, org, ORG_PEOPLE, i);
    return row;
}

/* A list with one row per line, written straight into the text: a tree of 130,000 objects is not kept. */
static void
append_list(GString *out, const char *key, const Org *org, guint table, gboolean all,
            json_t *(*make)(const Org *, OrgRow))
{
    const char *separator = "";

    g_string_append_printf(out, ",\n  \"%s\": [", key);
    for (OrgRow i = 0; i < org_rows(org, table); i++) {
        if (!all && !org_is_open(org, table, i))
            continue;
        json_t *row = make(org, i);
        char *text = json_dumps(row, JSON_COMPACT | JSON_REAL_PRECISION(15));
        g_string_append_printf(out, "%s\n    %s", separator, text ? text : "{}");
        separator = ",";
        free(text);
        json_decref(row);
    }
    g_string_append(out, *separator ? "\n  ]" : "]");
}

/* The ledger of a run, in the order paid. Nobody has a person of null. */
static void
append_payments(GString *out, const OrgStoredRun *run, const Org *end)
{
    const char *separator = "";
    g_string_append(out, ",\n  \"payments\": [");
    for (guint i = 0; i < end->payments->len; i++) {
        const OrgPayment *p = &g_array_index(end->payments, OrgPayment, i);
        const OrgStoredItem *item = p->item < run->items->len ? run->items->pdata[p->item] : NULL;
        json_t *row = json_object();
        json_object_set_new(row, "month", org_json_month(p->month));
        json_object_set_new(row, "item", org_json_text(item ? item->id : NULL));
        json_object_set_new(row, "series", word(end, p->series));
        json_object_set_new(row, "person", id_or_null(end, ORG_PEOPLE, p->person));
        json_object_set_new(row, "amount", json_integer(p->amount));
        char *text = json_dumps(row, JSON_COMPACT);
        g_string_append_printf(out, "%s\n    %s", separator, text ? text : "{}");
        separator = ",";
        free(text);
        json_decref(row);
    }
    g_string_append(out, *separator ? "\n  ]" : "]");
}

/* The document without its closing brace, so that lists can follow. */
static GString *
open_document(json_t *document)
{
    char *text = json_dumps(document, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    GString *out = g_string_new(text ? text : "{}");

    free(text);
    while (out->len && strchr("}\n ", out->str[out->len - 1]))
        g_string_truncate(out, out->len - 1);
    return out;
}

static char *
run_json(const OrgOpened *opened, GError **error)
{
    static const char *const machine[] = { "run", "sandbox", "outputs" };
    g_autoptr(OrgStoredRun) run = org_stored_run(opened->store, opened->info, error);

    if (!run)
        return NULL;
    org_mask_stored(run, opened->mask, opened->names);
    json_t *document = org_run_json(run, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(machine); i++)
        json_object_del(document, machine[i]);
    json_object_set_new(document, "engine", org_json_text(opened->info->engine));
    GString *out = open_document(document);
    json_decref(document);
    append_payments(out, run, opened->end);
    append_list(out, "units", opened->end, ORG_UNITS, FALSE, unit);
    g_string_append(out, "\n}\n");
    return g_string_free(out, FALSE);
}

static char *
snapshot_json(const OrgOpened *opened, gboolean all)
{
    json_t *document = json_object();

    json_object_set_new(document, "date", org_json_month(opened->start->month));
    GString *out = open_document(document);
    json_decref(document);
    append_list(out, "units", opened->start, ORG_UNITS, all, unit);
    append_list(out, "posts", opened->start, ORG_POSTS, all, post);
    append_list(out, "people", opened->start, ORG_PEOPLE, all, person);
    g_string_append(out, "\n}\n");
    return g_string_free(out, FALSE);
}

char *
org_export_json(const OrgOpened *opened, gboolean all, GError **error)
{
    return opened->info ? run_json(opened, error) : snapshot_json(opened, all);
}
