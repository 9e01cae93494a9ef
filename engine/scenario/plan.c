// SPDX-License-Identifier: MIT
/* A scenario: section by section, into a plan. */
#include "reader.h"
#include "../base/error.h"
#include <string.h>

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
    g_autoptr(GPtrArray) docs = reader.docs = org_reader_docs();
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
    org_read_files(&reader);
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
