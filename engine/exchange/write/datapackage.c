// SPDX-License-Identifier: MIT
#include "../exchange.h"
#include "table-out.h"
#include <jansson.h>
#include <string.h>

static const char *const table_names[] = { NULL, "units", "posts", "people" };

typedef struct {
    guint table;
    const char *field, *target; /* target "": the table itself */
} Reference;

static const Reference references[] = {
    { ORG_UNITS, "parent_id", "" },      { ORG_UNITS, "successor", "" },
    { ORG_POSTS, "unit_id", "units" },   { ORG_POSTS, "reports_to", "" },
    { ORG_POSTS, "kept_for", "people" }, { ORG_PEOPLE, "post_id", "posts" },
    { ORG_PEOPLE, "unit_id", "units" },  { ORG_PEOPLE, "second_post_id", "posts" },
};

static void
on_column(gpointer data, const char *name, OrgOutKind kind)
{
    static const char *const types[] = {
        [ORG_OUT_TEXT] = "string",     [ORG_OUT_NUMBER] = "number", [ORG_OUT_WHOLE] = "integer",
        [ORG_OUT_MONTH] = "yearmonth", [ORG_OUT_SHARE] = "number",
    };
    json_t *field = json_object();
    json_object_set_new(field, "name", json_string(name));
    json_object_set_new(field, "type", json_string(types[kind]));
    if (strcmp(name, "id") == 0)
        json_object_set_new(field, "constraints", json_pack("{s:b, s:b}", "required", 1, "unique", 1));
    json_array_append_new(data, field);
}

static void
no_text(gpointer data, const char *text)
{
    (void) data;
    (void) text;
}

static void
no_month(gpointer data, OrgMonth month)
{
    (void) data;
    (void) month;
}

static void
no_number(gpointer data, double value)
{
    (void) data;
    (void) value;
}

static void
no_row(gpointer data)
{
    (void) data;
}

static gboolean
is_field(const json_t *fields, const char *name)
{
    gsize i;
    json_t *field;
    json_array_foreach((json_t *) fields, i, field)
    {
        if (strcmp(json_string_value(json_object_get(field, "name")), name) == 0)
            return TRUE;
    }
    return FALSE;
}

static json_t *
schema(const Org *org, guint table)
{
    json_t *fields = json_array(), *keys = json_array(), *result = json_object();
    OrgTableOut out = { on_column, no_text, no_month, no_number, no_row, fields };

    org_table_out(org, table, FALSE, &out);
    for (guint i = 0; i < G_N_ELEMENTS(references); i++)
        if (references[i].table == table && is_field(fields, references[i].field))
            json_array_append_new(keys, json_pack("{s:s, s:{s:s, s:s}}", "fields", references[i].field, "reference",
                                                  "resource", references[i].target, "fields", "id"));
    json_object_set_new(result, "fields", fields);
    json_object_set_new(result, "primaryKey", json_string("id"));
    json_object_set_new(result, "foreignKeys", keys);
    json_object_set_new(result, "missingValues", json_pack("[s]", ""));
    return result;
}

char *
org_datapackage_json(const Org *org)
{
    json_t *package = json_object(), *resources = json_array();

    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++) {
        g_autofree char *path = g_strconcat(table_names[t], ".csv", NULL);
        json_t *resource = json_object();
        json_object_set_new(resource, "name", json_string(table_names[t]));
        json_object_set_new(resource, "path", json_string(path));
        json_object_set_new(resource, "profile", json_string("tabular-data-resource"));
        json_object_set_new(resource, "format", json_string("csv"));
        json_object_set_new(resource, "mediatype", json_string("text/csv"));
        json_object_set_new(resource, "encoding", json_string("utf-8"));
        json_object_set_new(resource, "schema", schema(org, t));
        json_array_append_new(resources, resource);
    }
    json_object_set_new(package, "profile", json_string("tabular-data-package"));
    json_object_set_new(package, "name", json_string("organisation"));
    json_object_set_new(package, "description",
                        json_string("Written by orgsim export. A text that a spreadsheet would take for a formula has "
                                    "a ' in front; orgsim import takes it off again."));
    json_object_set_new(package, "resources", resources);
    char *raw = json_dumps(package, JSON_INDENT(2)), *text = g_strconcat(raw, "\n", NULL);
    free(raw);
    json_decref(package);
    return text;
}
