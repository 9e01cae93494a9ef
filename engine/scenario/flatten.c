// SPDX-License-Identifier: MIT
/* A plan and all that it extends as one file. */
#include "reader.h"
#include "yaml-write.h"
#include <string.h>

typedef struct {
    OrgYamlWriter *out;
    const OrgReader *reader;
    const char *to; /* the folder where the text will stand; NULL: the bundle's */
} Writer;

/* From the folder where the text will stand to a path that the bundle knows; the caller's. */
static char *
path_from(const Writer *writer, const char *path)
{
    const char *base = org_bundle_folder(writer->reader->plan->bundle);
    if (g_path_is_absolute(path) || g_str_has_prefix(path, ORG_RULEBOOK) || !base || !writer->to)
        return g_strdup(path);
    g_autofree char *whole = g_build_filename(base, path, NULL);
    return org_bundle_way(writer->to, whole);
}

/* Paths are spelled for where the text will stand. */
static char *
respell(const OrgYaml *scalar, gpointer data)
{
    const Writer *writer = data;
    const char *path = g_hash_table_lookup(writer->reader->paths, scalar);
    return path ? path_from(writer, path) : NULL;
}

/* ---- the documents as one */

/* Sections that add up from document to document. */
static gboolean
is_list_of_all(const char *key)
{
    static const char *const keys[] = { "processes", "steps", "rules", "metrics", "targets", NULL };
    return g_strv_contains(keys, key);
}

static gboolean
is_names_of_all(const char *key)
{
    return !strcmp(key, "baselines") || !strcmp(key, "counting") || !strcmp(key, "types");
}

static const OrgYaml *
section_of(const OrgReader *reader, guint doc, const char *key)
{
    const OrgYaml *node = org_yaml_get(((OrgYamlDoc *) reader->docs->pdata[doc])->root, key, NULL);
    return node && !org_yaml_is_null(node) ? node : NULL;
}

/* All that documents from first on say of a key. Each document's list or names one after another; else the last one's. */
static void
write_section(Writer *writer, guint first, const char *key)
{
    OrgReader *reader = (OrgReader *) writer->reader;
    const OrgYaml *only = NULL;
    guint n = 0;
    for (guint d = first; d < reader->docs->len; d++) {
        const OrgYaml *node = section_of(reader, d, key);
        only = node ? node : only;
        n += node != NULL;
    }
    org_yaml_write_text(writer->out, key);
    if (!is_list_of_all(key) && !(n > 1 && is_names_of_all(key))) {
        org_yaml_write_node(writer->out, only);
        return;
    }
    gboolean mapping = is_names_of_all(key);
    OrgYamlKind kind = mapping ? ORG_YAML_MAPPING : ORG_YAML_SEQUENCE;
    org_yaml_write_begin(writer->out, kind);
    for (guint d = first; d < reader->docs->len; d++) {
        const OrgYaml *node = section_of(reader, d, key);
        if (node && node->kind == ORG_YAML_SCALAR) /* a table of steps */
            node = org_plan_sheet(reader, node);
        for (guint i = 0; node && i < node->items->len; i++) {
            if (mapping)
                org_yaml_write_scalar(writer->out, node->keys->pdata[i]);
            org_yaml_write_node(writer->out, node->items->pdata[i]);
        }
    }
    org_yaml_write_end(writer->out, kind);
}

static gboolean
is_said(const OrgReader *reader, guint first, const char *key)
{
    for (guint d = first; d < reader->docs->len; d++)
        if (section_of(reader, d, key))
            return TRUE;
    return FALSE;
}

/* How many documents from the first on are files as they stand, and can be included. */
static guint
untouched(const OrgReader *reader)
{
    guint n = 0;
    while (n + 1 < reader->docs->len && !((OrgYamlDoc *) reader->docs->pdata[n])->changed)
        n++;
    return n;
}

static void
write_includes(Writer *writer, guint n)
{
    if (!n)
        return;
    org_yaml_write_text(writer->out, "include");
    org_yaml_write_begin(writer->out, ORG_YAML_SEQUENCE);
    for (guint d = 0; d < n; d++) {
        const char *file = ((OrgYamlDoc *) writer->reader->docs->pdata[d])->file;
        g_autofree char *path = path_from(writer, file);
        org_yaml_write_text(writer->out, path);
    }
    org_yaml_write_end(writer->out, ORG_YAML_SEQUENCE);
}

static void
write_plan(Writer *writer)
{
    static const char *const keys[] = { "title",          "description", "organisation", "from",    "to",
                                        "clock",          "history",     "on_veto",      "seed",    "currency",
                                        "unknown_births", "types",       "baselines",    "actuals", "population",
                                        "counting",       "processes",   "steps",        "rules",   "metrics",
                                        "targets",        NULL };
    guint first = untouched(writer->reader), last = writer->reader->docs->len - 1;
    org_yaml_write_begin(writer->out, ORG_YAML_MAPPING);
    org_yaml_write_text(writer->out, "orgsim");
    org_yaml_write_text(writer->out, "1");
    org_yaml_write_text(writer->out, "name");
    org_yaml_write_text(writer->out, writer->reader->plan->name);
    for (guint i = 0; keys[i]; i++) {
        gboolean own = i < 2; /* an included file's title and description are of itself */
        if (is_said(writer->reader, own ? last : first, keys[i]))
            write_section(writer, own ? last : first, keys[i]);
        if (i == 1)
            write_includes(writer, first);
    }
    org_yaml_write_end(writer->out, ORG_YAML_MAPPING);
}

static char *
spell(const OrgReader *reader, const char *to)
{
    Writer writer = { NULL, reader, to };
    writer.out = org_yaml_writer_new(respell, &writer);
    write_plan(&writer);
    return org_yaml_writer_free(writer.out);
}

char *
org_scenario_flatten(const char *path, const char *to, OrgBundle *bundle, const OrgCatalogue *catalogue,
                     OrgDiags *diags)
{
    g_autoptr(OrgDiags) own = org_diags_new();
    g_autoptr(OrgPlan) plan = org_plan_new(path, bundle);
    OrgReader reader;
    org_reader_begin(&reader, plan, catalogue, own);
    char *text = org_reader_whole_plan(&reader, diags) ? spell(&reader, to) : NULL;
    org_reader_end(&reader);
    return text;
}

gboolean
org_scenario_extends(const char *path, OrgBundle *bundle)
{
    g_autoptr(OrgBundle) own = bundle;
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autofree char *resolved = org_bundle_resolve(NULL, path);
    g_autoptr(GBytes) bytes = org_bundle_get(bundle, resolved, NULL);
    g_autoptr(OrgYamlDoc) doc = bytes ? org_yaml_read(resolved, bytes, diags) : NULL;
    return doc && doc->root && org_yaml_get(doc->root, "extends", NULL);
}
