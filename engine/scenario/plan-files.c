// SPDX-License-Identifier: MIT
/* The files of a scenario: its own, and those that it includes. */
#include "reader.h"
#include "../base/error.h"

enum { MOST_FILES = 64, MOST_INCLUDE_DEPTH = 16 };

static const char *const top_keys[] = {
    "orgsim",  "title",   "description", "organisation", "from",     "to",       "clock",          "history",
    "on_veto", "seed",    "include",     "baselines",    "actuals",  "counting", "processes",      "steps",
    "rules",   "metrics", "targets",     "population",   "currency", "types",    "unknown_births", NULL,
};

typedef struct {
    OrgReader *reader;
    GHashTable *read; /* paths that were read, or are being read */
    GPtrArray *open;  /* paths being read, outermost first */
} Loading;

static void load(Loading *loading, const char *path, const OrgYaml *from);

static void
load_included(Loading *loading, const OrgYaml *node)
{
    OrgReader *reader = loading->reader;
    const char *text = org_reader_text(reader, node, "include:");
    if (!text)
        return;
    g_autofree char *path = org_reader_path(node), *quoted = org_yaml_quote(text);
    if (g_ptr_array_find_with_equal_func(loading->open, path, g_str_equal, NULL)) {
        org_reader_error(reader, node, "include-cycle", "%s includes itself, by way of this line", quoted);
        return;
    }
    if (g_hash_table_contains(loading->read, path))
        return; /* two files may include the same third one */
    if (g_hash_table_size(loading->read) >= MOST_FILES || loading->open->len >= MOST_INCLUDE_DEPTH) {
        org_reader_error(reader, node, "too-big", "more than %d files, or %d one in another, are included", MOST_FILES,
                         MOST_INCLUDE_DEPTH);
        reader->unsure = TRUE;
        return;
    }
    load(loading, path, node);
}

static void
check_root(OrgReader *reader, OrgYamlDoc *doc)
{
    if (doc->truncated)
        reader->unsure = TRUE;
    if (doc->root && doc->root->kind == ORG_YAML_MAPPING) {
        org_reader_keys(reader, doc->root, "a scenario", top_keys);
        return;
    }
    reader->unsure = TRUE;
    if (doc->truncated)
        return;
    if (doc->root) {
        org_reader_error(reader, doc->root, "bad-value",
                         "a scenario is expected to be a mapping that begins with \"orgsim: 1\", "
                         "not %s",
                         org_yaml_kind_name(doc->root));
        return;
    }
    OrgLocation location = { doc->file, 1, 1, NULL };
    org_reader_say(reader, ORG_SEVERITY_ERROR, &location, "bad-value",
                   "the file is empty; a scenario is a mapping that begins with \"orgsim: 1\"");
}

static void
load(Loading *loading, const char *path, const OrgYaml *from)
{
    OrgReader *reader = loading->reader;
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = org_bundle_get(reader->plan->bundle, path, &error);
    g_hash_table_add(loading->read, g_strdup(path));
    if (!bytes) {
        reader->unsure = TRUE;
        OrgLocation location = { path, 0, 0, NULL };
        g_autofree char *said = org_error_said(error), *text = org_said("the scenario cannot be read: %s", said);
        if (from)
            org_reader_error(reader, from, "missing-file", "\"%s\" cannot be read: %s", from->text, said);
        else
            org_reader_say(reader, ORG_SEVERITY_ERROR, &location, "missing-file", text);
        return;
    }
    OrgYamlDoc *doc = org_yaml_read(path, bytes, reader->diags);
    g_ptr_array_add(loading->open, (char *) path);
    check_root(reader, doc);
    OrgYaml *include = org_yaml_get(doc->root, "include", NULL);
    if (include && include->kind == ORG_YAML_SEQUENCE) {
        for (guint i = 0; i < include->items->len; i++)
            load_included(loading, g_ptr_array_index(include->items, i));
    } else if (include && !org_yaml_is_null(include)) {
        load_included(loading, include);
    }
    g_ptr_array_set_size(loading->open, (gint) loading->open->len - 1);
    g_ptr_array_add(reader->docs, doc);
}

static void
free_doc(gpointer doc)
{
    org_yaml_doc_free(doc);
}

GPtrArray *
org_reader_docs(void)
{
    return g_ptr_array_new_with_free_func(free_doc);
}

void
org_read_files(OrgReader *reader)
{
    g_autoptr(GHashTable) read = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) open = g_ptr_array_new();
    Loading loading = { reader, read, open };
    load(&loading, reader->plan->path, NULL);
}
