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
    } else if (node->kind == ORG_YAML_SEQUENCE && reader->table == ORG_MAP_STAFF) {
        for (guint i = 0; i < node->items->len; i++) /* levels: unit: [Sở, Phòng] */
            read_column(reader, field, node->items->pdata[i]);
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
read_text(const Reader *reader, const OrgYaml *node, char **text, guint *line)
{
    if (node->kind != ORG_YAML_SCALAR || org_yaml_is_null(node)) {
        complain(reader, node, "bad-map", "expected one text here");
        return;
    }
    g_free(*text);
    *text = g_strdup(node->text);
    if (line)
        *line = node->line;
}

static void
read_keep(const Reader *reader, const OrgYaml *node)
{
    if (node->kind == ORG_YAML_SCALAR && !org_yaml_is_null(node))
        g_ptr_array_add(reader->map->keep, g_strdup(node->text));
    for (guint i = 0; node->kind == ORG_YAML_SEQUENCE && i < node->items->len; i++)
        read_keep(reader, node->items->pdata[i]);
}

/* What is said of a table as a whole: its order of dates, rows left out, personal data kept. */
static gboolean
read_setting(const Reader *reader, const OrgYaml *key, const OrgYaml *node)
{
    OrgColumnMap *map = reader->map;

    if (strcmp(key->text, "skip") == 0) {
        read_text(reader, node, &map->skip, &map->skip_line);
    } else if (strcmp(key->text, "only") == 0) {
        read_text(reader, node, &map->only, &map->only_line);
    } else if (strcmp(key->text, "keep") == 0) {
        read_keep(reader, node);
    } else if (strcmp(key->text, "keep_posts") == 0) {
        map->keep_posts = node->kind == ORG_YAML_SCALAR &&
                          (g_ascii_strcasecmp(node->text, "yes") == 0 || g_ascii_strcasecmp(node->text, "true") == 0);
    } else if (strcmp(key->text, "dates") == 0) {
        read_text(reader, node, &map->dates, NULL);
        if (map->dates && g_ascii_strcasecmp(map->dates, "dmy") != 0 && g_ascii_strcasecmp(map->dates, "mdy") != 0 &&
            g_ascii_strcasecmp(map->dates, "ymd") != 0)
            complain(reader, node, "bad-map", "expected one of dmy, mdy, ymd");
    } else {
        return FALSE;
    }
    return TRUE;
}

static void
read_table(Reader *reader, const OrgYaml *key, const OrgYaml *node)
{
    static const char *const tables[] = { "units", "posts", "people", "staff", NULL };
    static const guint numbers[] = { ORG_UNITS, ORG_POSTS, ORG_PEOPLE, ORG_MAP_STAFF };
    guint at = 0;

    if (read_setting(reader, key, node))
        return;
    while (tables[at] && strcmp(tables[at], key->text) != 0)
        at++;
    if (!tables[at]) {
        complain(
            reader, key, "unknown-table",
            "expected one of the tables units, posts, people, staff, or one of skip, only, keep, keep_posts, dates");
        return;
    }
    reader->table = numbers[at];
    if (node->kind != ORG_YAML_MAPPING) {
        if (!org_yaml_is_null(node))
            complain(reader, node, "bad-map", "expected lines of the form \"our column: their column\" here");
        return;
    }
    for (guint i = 0; i < node->items->len; i++)
        if (!read_setting(reader, node->keys->pdata[i], node->items->pdata[i]))
            read_field(reader, ((const OrgYaml *) node->keys->pdata[i])->text, node->items->pdata[i]);
}

/* A map of a staff list alone may leave out the line "staff:": its lines are then fields. */
static gboolean
is_flat(const OrgYaml *root)
{
    static const char *const tables[] = { "units", "posts", "people", "staff" };
    static const char *const fields[] = { "id", "name", "unit", "title", "post", "manager", "status" };
    gboolean found = FALSE;

    for (guint i = 0; i < root->items->len; i++) {
        const char *key = ((const OrgYaml *) root->keys->pdata[i])->text;
        for (guint k = 0; k < G_N_ELEMENTS(tables); k++)
            if (strcmp(tables[k], key) == 0)
                return FALSE;
        for (guint k = 0; k < G_N_ELEMENTS(fields); k++)
            found |= strcmp(fields[k], key) == 0;
    }
    return found;
}

static void
read_root(Reader *reader, const OrgYaml *root)
{
    gboolean flat = is_flat(root);

    reader->table = ORG_MAP_STAFF;
    for (guint i = 0; i < root->items->len; i++) {
        const OrgYaml *key = root->keys->pdata[i];
        if (!flat)
            read_table(reader, key, root->items->pdata[i]);
        else if (!read_setting(reader, key, root->items->pdata[i]))
            read_field(reader, key->text, root->items->pdata[i]);
    }
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
        complain(&reader, doc->root, "bad-map", "expected a mapping with the tables units, posts, people, staff");
    else
        read_root(&reader, doc->root);
    return org_diags_count(diags, ORG_SEVERITY_ERROR) > before ? NULL : g_steal_pointer(&map);
}
