// SPDX-License-Identifier: MIT
#include "column-map.h"
#include "yaml-node.h"
#include <string.h>

typedef struct {
    OrgColumnMap *map;
    OrgDiags *diags;
    const char *file;
    guint table;
} Reader;

static void
complain(const Reader *reader, const OrgYaml *at, const char *code, const char *text)
{
    OrgDiag *diag =
        org_diags_add(reader->diags, ORG_SEVERITY_ERROR, code, reader->file, at->line, at->column, "%s", text);
    diag->source = org_yaml_line(at->doc, at->line, at->column);
}

static void
read_values(const Reader *reader, const char *field, const OrgYaml *node)
{
    for (guint i = 0; i < node->items->len; i++) {
        const OrgYaml *key = node->keys->pdata[i], *value = node->items->pdata[i];
        if (value->kind != ORG_YAML_SCALAR) {
            complain(reader, value, "bad-map", "expected a value of ours here, as in \"Trưởng phòng: head\"");
            continue;
        }
        OrgMapValue entry = { reader->table, key->line, g_strdup(field), g_strdup(key->text),
                              g_strdup(org_yaml_is_null(value) ? "" : value->text) };
        g_array_append_val(reader->map->values, entry);
    }
}

static void
read_column(const Reader *reader, const char *field, const OrgYaml *node)
{
    if (node->kind != ORG_YAML_SCALAR || org_yaml_is_null(node)) {
        complain(reader, node, "bad-map", "expected the name of a column of the table here");
        return;
    }
    OrgMapColumn entry = { reader->table, node->line, node->column, g_strdup(field), g_strdup(node->text) };
    g_array_append_val(reader->map->columns, entry);
}

/* {column: theirs, values: {…}}, and not a mapping of values. */
static gboolean
is_long_form(const OrgYaml *node)
{
    const OrgYaml *values = org_yaml_get(node, "values", NULL);

    if (values && values->kind == ORG_YAML_MAPPING)
        return node->items->len == 1 || (node->items->len == 2 && org_yaml_get(node, "column", NULL));
    return FALSE;
}

static void
read_field(const Reader *reader, const char *field, const OrgYaml *node)
{
    if (node->kind == ORG_YAML_SCALAR) {
        read_column(reader, field, node);
    } else if (node->kind == ORG_YAML_SEQUENCE) {
        complain(reader, node, "bad-map", "expected the name of a column of the table, or a mapping of values, here");
    } else if (is_long_form(node)) {
        const OrgYaml *column = org_yaml_get(node, "column", NULL);
        if (column)
            read_column(reader, field, column);
        read_values(reader, field, org_yaml_get(node, "values", NULL));
    } else {
        read_values(reader, field, node);
    }
}

static void
read_table(Reader *reader, const OrgYaml *key, const OrgYaml *node)
{
    static const char *const tables[] = { "units", "posts", "people", NULL };

    for (reader->table = 0; tables[reader->table]; reader->table++)
        if (strcmp(tables[reader->table], key->text) == 0)
            break;
    if (!tables[reader->table]) {
        complain(reader, key, "unknown-table", "expected one of the tables units, posts, people");
        return;
    }
    reader->table = (const guint[]){ ORG_UNITS, ORG_POSTS, ORG_PEOPLE }[reader->table];
    if (node->kind != ORG_YAML_MAPPING) {
        if (!org_yaml_is_null(node))
            complain(reader, node, "bad-map", "expected lines of the form \"our column: their column\" here");
        return;
    }
    for (guint i = 0; i < node->items->len; i++)
        read_field(reader, ((const OrgYaml *) node->keys->pdata[i])->text, node->items->pdata[i]);
}

OrgColumnMap *
org_column_map_read(const char *file, GBytes *bytes, OrgDiags *diags)
{
    guint before = org_diags_count(diags, ORG_SEVERITY_ERROR);
    g_autoptr(OrgYamlDoc) doc = org_yaml_read(file, bytes, diags);
    g_autoptr(OrgColumnMap) map = org_column_map_new(file);
    Reader reader = { map, diags, file, 0 };

    if (!doc->root) {
        if (org_diags_count(diags, ORG_SEVERITY_ERROR) == before)
            org_diags_add(diags, ORG_SEVERITY_ERROR, "bad-map", file, 1, 1,
                          "the mapping file is empty; expected a table, as in \"posts:\"");
        return NULL;
    }
    if (doc->root->kind != ORG_YAML_MAPPING)
        complain(&reader, doc->root, "bad-map", "expected a mapping with the tables units, posts, people");
    else
        for (guint i = 0; i < doc->root->items->len; i++)
            read_table(&reader, doc->root->keys->pdata[i], doc->root->items->pdata[i]);
    return org_diags_count(diags, ORG_SEVERITY_ERROR) > before ? NULL : g_steal_pointer(&map);
}
