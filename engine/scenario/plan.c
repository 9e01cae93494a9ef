// SPDX-License-Identifier: MIT
/* A scenario: its files, then section by section, into a plan. */
#include "reader.h"
#include "../base/message.h"
#include <string.h>

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

gboolean
org_reader_whole_plan(OrgReader *reader, OrgDiags *diags)
{
    org_read_files(reader);
    const GPtrArray *docs = reader->docs;
    const OrgYamlDoc *main_doc = docs->len ? g_ptr_array_index(docs, docs->len - 1) : NULL;
    if (main_doc && main_doc->root && main_doc->root->kind == ORG_YAML_MAPPING && !reader->no_parent)
        org_reader_sections(reader);
    report(reader->diags, reader->plan, diags);
    if (reader->n_said > ORG_MOST_SAID)
        org_diags_add(diags, ORG_SEVERITY_ERROR, "too-many", reader->plan->path, 0, 0,
                      "more than %d problems; the rest is not shown", ORG_MOST_SAID);
    return !org_diags_count(reader->diags, ORG_SEVERITY_ERROR);
}

OrgPlan *
org_plan_read(const char *path, OrgBundle *bundle, const OrgCatalogue *catalogue, OrgDiags *diags)
{
    g_autoptr(OrgDiags) own = org_diags_new();
    OrgReader reader;
    org_reader_begin(&reader, org_plan_new(path, bundle), catalogue, own);
    gboolean good = org_reader_whole_plan(&reader, diags);
    org_reader_end(&reader);
    if (good)
        return reader.plan;
    org_plan_free(reader.plan);
    return NULL;
}
