// SPDX-License-Identifier: MIT
/* A plan that is being read: what the reader needs for it, and its sections, one after another. */
#include "reader.h"
#include <string.h>

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

OrgPlan *
org_plan_new(const char *path, OrgBundle *bundle)
{
    OrgPlan *plan = g_new0(OrgPlan, 1);
    plan->path = org_bundle_resolve(NULL, path);
    plan->name = name_of(bundle, plan->path);
    plan->bundle = bundle;
    plan->items = g_ptr_array_new();
    plan->baselines = g_ptr_array_new();
    plan->countings = g_ptr_array_new();
    plan->targets = g_ptr_array_new();
    plan->assumptions = g_ptr_array_new_with_free_func(org_assumption_free);
    plan->parents_plugins = g_array_new(FALSE, FALSE, sizeof(guint));
    plan->actuals = g_array_new(FALSE, FALSE, sizeof(OrgActual));
    return plan;
}

void
org_reader_sections(OrgReader *reader)
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

void
org_reader_begin(OrgReader *reader, OrgPlan *plan, const OrgCatalogue *catalogue, OrgDiags *diags)
{
    *reader = (OrgReader){ .plan = plan, .catalogue = catalogue, .diags = diags };
    reader->docs = org_reader_docs();
    reader->kept = org_reader_docs();
    reader->files = g_ptr_array_new_with_free_func(g_free);
    reader->paths = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    reader->said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    reader->flawed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    reader->taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    reader->next = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    reader->shared = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    reader->sheets = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, org_plan_sheet_free);
    reader->ids = g_hash_table_new(g_str_hash, g_str_equal);
    reader->metrics = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_index_list);
}

void
org_reader_end(OrgReader *reader)
{
    GHashTable *tables[] = { reader->paths,  reader->said,   reader->flawed, reader->taken,  reader->next,
                             reader->shared, reader->sheets, reader->ids,    reader->metrics };
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
        g_hash_table_unref(tables[i]);
    g_ptr_array_unref(reader->docs);
    g_ptr_array_unref(reader->kept);
    g_ptr_array_unref(reader->files);
}
