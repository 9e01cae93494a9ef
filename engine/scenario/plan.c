// SPDX-License-Identifier: MIT
/* A scenario: its file and those it includes, section by section, into a plan. */
#include "reader.h"
#include "../base/error.h"
#include <string.h>

enum { MOST_FILES = 64, MOST_INCLUDE_DEPTH = 16 };

static const char *const top_keys[] = {
    "orgsim",  "title",   "description", "organisation", "from",     "to",       "clock",          "history",
    "on_veto", "seed",    "include",     "baselines",    "actuals",  "counting", "processes",      "steps",
    "rules",   "metrics", "targets",     "population",   "currency", "types",    "unknown_births", NULL,
};

/* ---- the files */

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

/* ---- the plan */

static char *
name_of(const OrgBundle *bundle, const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path), *base = g_path_get_basename(folder);
    g_autofree char *file = g_path_get_basename(path);
    char *dot = strrchr(file, '.');
    if (dot && dot != file)
        *dot = 0;
    const char *location =
        strcmp(base, ".") == 0 || strcmp(base, "..") == 0 || strcmp(base, "/") == 0 ? org_bundle_name(bundle) : base;
    const char *stem = g_str_has_prefix(file, "plan-") && file[5] ? file + 5 : file;
    if (!*location || strcmp(location, "/") == 0)
        return g_strdup(stem);
    return strcmp(file, "scenario") == 0 ? g_strdup(location) : g_strdup_printf("%s-%s", location, stem);
}

static OrgPlan *
plan_new(const char *path, OrgBundle *bundle)
{
    OrgPlan *plan = g_new0(OrgPlan, 1);
    plan->path = org_bundle_resolve(NULL, path);
    plan->name = name_of(bundle, plan->path);
    plan->bundle = bundle;
    plan->items = g_ptr_array_new();
    plan->baselines = g_ptr_array_new();
    plan->countings = g_ptr_array_new();
    plan->targets = g_ptr_array_new();
    plan->actuals = g_array_new(FALSE, FALSE, sizeof(OrgActual));
    return plan;
}

static void
read_sections(OrgReader *reader)
{
    org_read_head(reader);
    org_read_types(reader);
    org_read_countings(reader);
    org_read_baselines(reader);
    org_read_population(reader);
    org_read_items(reader);
    org_read_targets(reader);
    org_check_baseline_values(reader);
    org_read_actuals(reader);
    if (!org_reader_errors(reader))
        org_plan_read_settings(reader);
}

static void
free_index_list(gpointer list)
{
    g_array_unref(list);
}

static void
free_doc(gpointer doc)
{
    org_yaml_doc_free(doc);
}

/* ---- the report: by place, the scenario's own file first, named as the user named its folder */

static gint
compare_diags(gconstpointer a, gconstpointer b, gpointer data)
{
    const OrgDiag *left = *(const OrgDiag *const *) a, *right = *(const OrgDiag *const *) b;
    const char *own = data;
    gboolean first = g_strcmp0(left->file, own) == 0, second = g_strcmp0(right->file, own) == 0;
    if (first != second)
        return first ? -1 : 1;
    int order = g_strcmp0(left->file, right->file);
    order = order ? order : g_strcmp0(left->sheet, right->sheet);
    if (order)
        return order;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return left->column < right->column ? -1 : left->column > right->column;
}

static void
report(const OrgDiags *from, const OrgPlan *plan, OrgDiags *to)
{
    const char *folder = org_bundle_folder(plan->bundle);
    guint n = org_diags_size(from);
    g_autoptr(GPtrArray) sorted = g_ptr_array_sized_new(n);
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(sorted, (gpointer) org_diags_get(from, i));
    g_ptr_array_sort_with_data(sorted, compare_diags, plan->path); /* stable */
    for (guint i = 0; i < n; i++) {
        const OrgDiag *diag = g_ptr_array_index(sorted, i);
        gboolean bare = !folder || strcmp(folder, ".") == 0 || !diag->file || g_path_is_absolute(diag->file);
        g_autofree char *file = bare ? g_strdup(diag->file) : g_build_filename(folder, diag->file, NULL);
        OrgDiag *copy = org_diags_add(to, diag->severity, diag->code, file, diag->line, diag->column, "%s",
                                      org_message_said(diag->message));
        copy->table = diag->table;
        copy->id = g_strdup(diag->id);
        copy->source = g_strdup(diag->source);
        copy->sheet = g_strdup(diag->sheet);
    }
}

OrgPlan *
org_plan_read(const char *path, OrgBundle *bundle, const OrgCatalogue *catalogue, OrgDiags *diags)
{
    g_autoptr(OrgDiags) own = org_diags_new();
    OrgReader reader = { .plan = plan_new(path, bundle), .catalogue = catalogue, .diags = own };
    g_autoptr(GPtrArray) docs = reader.docs = g_ptr_array_new_with_free_func(free_doc);
    g_autoptr(GHashTable) said = reader.said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) flawed = reader.flawed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) taken = reader.taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) next = reader.next = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) shared = reader.shared = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) sheets = reader.sheets =
        g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, org_plan_sheet_free);
    g_autoptr(GHashTable) ids = reader.ids = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) metrics = reader.metrics =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_index_list);
    g_autoptr(GHashTable) read = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) open = g_ptr_array_new();
    Loading loading = { &reader, read, open };
    load(&loading, reader.plan->path, NULL);
    const OrgYamlDoc *main_doc = docs->len ? g_ptr_array_index(docs, docs->len - 1) : NULL;
    if (main_doc && main_doc->root && main_doc->root->kind == ORG_YAML_MAPPING)
        read_sections(&reader);
    report(own, reader.plan, diags);
    if (reader.n_said > ORG_MOST_SAID)
        org_diags_add(diags, ORG_SEVERITY_ERROR, "too-many", reader.plan->path, 0, 0,
                      "more than %d problems; the rest is not shown", ORG_MOST_SAID);
    if (org_diags_count(own, ORG_SEVERITY_ERROR) == 0)
        return reader.plan;
    org_plan_free(reader.plan);
    return NULL;
}
