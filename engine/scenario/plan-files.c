// SPDX-License-Identifier: MIT
/* The files of a scenario: its own, and those that it includes. */
#include "extends.h"
#include "../base/error.h"
#include <string.h>

enum { MOST_FILES = 64, MOST_INCLUDE_DEPTH = 16, MOST_PARENTS = 8 };

static const char *const top_keys[] = {
    "orgsim",  "title",   "description", "organisation", "from",     "to",       "clock",          "history",
    "on_veto", "seed",    "include",     "baselines",    "actuals",  "counting", "processes",      "steps",
    "rules",   "metrics", "targets",     "population",   "currency", "types",    "unknown_births", "name",
    "extends", "shift",   "change",      "remove",       "add",      NULL,
};

typedef struct {
    OrgReader *reader;
    GHashTable *read; /* paths that were read, or are being read */
    GPtrArray *open;  /* paths being read, outermost first */
    guint including;  /* files that include each other, down to this one */
    guint parents;    /* plans that are extended */
} Loading;

static void load(Loading *loading, const char *path, const OrgYaml *from);

static void
load_included(Loading *loading, const OrgYaml *node)
{
    OrgReader *reader = loading->reader;
    const char *text = org_reader_text(reader, node, "include:");
    if (!text)
        return;
    g_autofree char *path = org_reader_path(reader, node), *quoted = org_yaml_quote(text);
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

/* Before the document that includes them; of a plan that extends another, above the parent's own. */
static void
load_all_included(Loading *loading, const OrgYamlDoc *doc)
{
    const OrgYaml *include = org_yaml_get(doc->root, "include", NULL);
    loading->including++;
    if (include && include->kind == ORG_YAML_SEQUENCE) {
        for (guint i = 0; i < include->items->len; i++)
            load_included(loading, g_ptr_array_index(include->items, i));
    } else if (include && !org_yaml_is_null(include)) {
        load_included(loading, include);
    }
    loading->including--;
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

/* The file as a document; NULL: it cannot be read, which is said. */
static OrgYamlDoc *
read_doc(Loading *loading, const char *path, const OrgYaml *from)
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
        return NULL;
    }
    OrgYamlDoc *doc = org_yaml_read(path, bytes, reader->diags);
    check_root(reader, doc);
    return doc;
}

/* ---- the plan that another one extends */

/* Keys that say how the parent is changed: FALSE, and said, where there is none. */
static gboolean
may_extend(OrgReader *reader, const OrgYamlDoc *doc, gboolean included)
{
    OrgYaml *key = NULL;
    gboolean extends = org_yaml_get(doc->root, "extends", &key) != NULL;
    if (extends && included)
        org_reader_error(reader, key, "bad-value", "extends: an included file extends nothing; include: what it needs");
    for (guint i = 3; !extends && org_extends_keys[i]; i++)
        if (org_yaml_get(doc->root, org_extends_keys[i], &key))
            org_reader_error(reader, key, "missing-key",
                             "%s: changes a plan that this one extends: say which, extends: FILE", key->text);
    return extends && !included;
}

/* The path of the parent, its folder allowed; NULL: there is none, which is said. Only files that are called plans are opened. */
static char *
parent_path(Loading *loading, const OrgYaml *node)
{
    OrgReader *reader = loading->reader;
    const char *text = org_reader_text(reader, node, "extends:");
    g_autofree char *path = text ? org_reader_path(reader, node) : NULL;
    if (!path)
        return NULL;
    g_autofree char *quoted = org_yaml_quote(text);
    if (g_ptr_array_find_with_equal_func(loading->open, path, g_str_equal, NULL)) {
        org_reader_error(reader, node, "extends-cycle", "%s extends itself, by way of this line", quoted);
        return NULL;
    }
    if (loading->parents >= MOST_PARENTS) {
        org_reader_error(reader, node, "too-big", "more than %d plans extend each other", MOST_PARENTS);
        return NULL;
    }
    if (!g_str_has_suffix(path, ".yaml") && !g_str_has_suffix(path, ".yml")) {
        org_reader_error(reader, node, "bad-value", "extends: is %s, expected the file of a plan, NAME.yaml", quoted);
        return NULL;
    }
    const char *base = org_bundle_folder(reader->plan->bundle);
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *whole = base && !g_path_is_absolute(folder) ? g_build_filename(base, folder, NULL) : NULL;
    if (base)
        org_bundle_allow(reader->plan->bundle, whole ? whole : folder);
    return g_steal_pointer(&path);
}

static void
extend(Loading *loading, OrgYamlDoc *doc)
{
    OrgReader *reader = loading->reader;
    OrgYaml *node = org_yaml_get(doc->root, "extends", NULL), *version = org_yaml_get(doc->root, "orgsim", NULL);
    g_autofree char *path = parent_path(loading, node);
    guint before = org_reader_errors(reader);
    if (path) {
        loading->parents++;
        load(loading, path, node);
    }
    gboolean good = path && org_reader_errors(reader) == before && !reader->unsure;
    if (good && !org_extends_check_parent(reader, path)) {
        g_autofree char *quoted = org_yaml_quote(node->text);
        org_reader_error(reader, node, "bad-parent", "%s has errors of its own, and nothing can build on it", quoted);
        good = FALSE;
    }
    if (!version || g_strcmp0(version->text, "1"))
        org_reader_error(reader, version ? version : doc->root, "missing-key", "the scenario lacks %s: %s", "orgsim",
                         M_("the version of the format, 1"));
    reader->no_parent = reader->no_parent || !good;
    if (good) { /* what it includes itself stands below the parent's own file */
        OrgYamlDoc *last = g_ptr_array_steal_index(reader->docs, reader->docs->len - 1);
        load_all_included(loading, doc);
        g_ptr_array_add(reader->docs, last);
    }
    if (good && !reader->no_parent)
        org_extends_apply(reader, doc, path);
    else
        g_ptr_array_add(reader->kept, doc);
}

/* ---- */

static void
load(Loading *loading, const char *path, const OrgYaml *from)
{
    OrgReader *reader = loading->reader;
    OrgYamlDoc *doc = read_doc(loading, path, from);
    if (!doc)
        return;
    gboolean included = loading->including > 0;
    g_ptr_array_add(loading->open, (char *) path);
    OrgYaml *name = org_yaml_get(doc->root, "name", NULL);
    if (name && org_reader_id(reader, name, "name:") && !from)
        reader->own_name = name->text;
    if (may_extend(reader, doc, included)) {
        extend(loading, doc);
    } else {
        load_all_included(loading, doc);
        g_ptr_array_add(reader->docs, doc);
    }
    g_ptr_array_set_size(loading->open, (gint) loading->open->len - 1);
    g_ptr_array_add(reader->files, g_strdup(path));
}

void
org_read_files(OrgReader *reader)
{
    g_autoptr(GHashTable) read = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) open = g_ptr_array_new();
    Loading loading = { reader, read, open, 0, 0 };
    load(&loading, reader->plan->path, NULL);
}
