// SPDX-License-Identifier: MIT
/* Each cases/NAME.yaml against cases/NAME.out: what is printed for a wrong scenario, or all that the plan of a right
 * one holds. SCENARIO_UPDATE=1 writes the .out files anew; read the difference before keeping it. */
#include "fixture.h"
#include <glib/gstdio.h>
#include <string.h>

static char *
run_case(const char *file)
{
    g_autoptr(OrgCatalogue) catalogue = fixture_catalogue();
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(OrgPlan) plan = org_plan_read(file, org_bundle_new("."), catalogue, diags);
    g_autoptr(GString) out = g_string_new(NULL);
    org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_NOTE, 0, out);
    g_assert_cmpint(plan == NULL, ==, org_diags_count(diags, ORG_SEVERITY_ERROR) > 0);
    if (!plan) {
        g_string_append_printf(out, "%u problems\n", org_diags_size(diags));
        return g_strdup(out->str);
    }
    g_autofree char *dump = fixture_dump(plan);
    /* the same texts from a packed bundle, as a worker has them, give the same plan */
    g_autoptr(GBytes) packed = org_bundle_pack(plan->bundle);
    OrgBundle *again = org_bundle_unpack(packed, NULL);
    g_assert_nonnull(again);
    g_autoptr(OrgDiags) none = org_diags_new();
    g_autoptr(OrgPlan) twin = org_plan_read(file, again, catalogue, none);
    g_assert_nonnull(twin);
    g_autofree char *twin_dump = fixture_dump(twin);
    g_assert_cmpstr(twin_dump, ==, dump);
    return g_strconcat(out->str, dump, NULL);
}

static void
test_case(gconstpointer data)
{
    const char *file = data;
    g_autofree char *stem = g_strndup(file, strlen(file) - strlen(".yaml"));
    g_autofree char *out = g_strconcat(stem, ".out", NULL);
    g_autofree char *got = run_case(file), *wanted = NULL;
    if (g_getenv("SCENARIO_UPDATE")) {
        g_assert_true(g_file_set_contents(out, got, -1, NULL));
        return;
    }
    g_assert_true(g_file_get_contents(out, &wanted, NULL, NULL));
    g_assert_cmpstr(got, ==, wanted);
}

static void
test_ten_mistakes(void)
{
    g_autoptr(OrgCatalogue) catalogue = fixture_catalogue();
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgPlan *plan = org_plan_read("ten-mistakes.yaml", org_bundle_new("."), catalogue, diags);
    g_assert_null(plan);
    g_assert_cmpuint(org_diags_size(diags), ==, 10);
    g_autoptr(GHashTable) codes = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < 10; i++) {
        const OrgDiag *diag = org_diags_get(diags, i);
        g_assert_cmpuint(diag->line, >, 0);
        g_assert_cmpuint(diag->column, >, 0);
        g_assert_nonnull(diag->source);
        g_hash_table_add(codes, (char *) diag->code);
    }
    g_assert_cmpuint(g_hash_table_size(codes), ==, 10);
}

static void
test_unknown_feature_is_marked(void)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_assert_false(fixture_reads("orgsim: 1\norganisation: a.orgdb:s\nfrom: 2021-01\nto: 2022-12\nsteps:\n"
                                 "  - at: 2021-02\n    dissolve: {units: [a]}\n",
                                 -1, diags));
    g_assert_cmpuint(org_diags_size(diags), ==, 1);
    const OrgDiag *diag = org_diags_get(diags, 0);
    g_assert_cmpstr(diag->code, ==, "unknown-feature");
    g_assert_cmpstr(diag->id, ==, "dissolve");
    g_assert_cmpstr(diag->table, ==, "feature");
    g_assert_cmpuint(diag->line, ==, 7);
    g_assert_cmpuint(diag->column, ==, 5);
}

/* The folder is named as the user named it; items and tables keep to paths within the bundle. */
static void
test_folder_is_named(void)
{
    g_autoptr(OrgCatalogue) catalogue = fixture_catalogue();
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_assert_null(org_plan_read("cycle.yaml", org_bundle_new("./parts"), catalogue, diags));
    g_assert_cmpstr(org_diags_get(diags, 0)->file, ==, "./parts/cycle.yaml");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_assert_cmpint(g_chdir(g_getenv("SCENARIO_CASES")), ==, 0);
    GDir *dir = g_dir_open(".", 0, NULL);
    g_assert_nonnull(dir);
    for (const char *name; (name = g_dir_read_name(dir));)
        if (g_str_has_suffix(name, ".yaml"))
            g_ptr_array_add(names, g_strdup(name));
    g_dir_close(dir);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_strconcat("/scenario/cases/", g_ptr_array_index(names, i), NULL);
        g_test_add_data_func(path, g_ptr_array_index(names, i), test_case);
    }
    g_test_add_func("/scenario/ten-mistakes", test_ten_mistakes);
    g_test_add_func("/scenario/unknown-feature", test_unknown_feature_is_marked);
    g_test_add_func("/scenario/folder", test_folder_is_named);
    return g_test_run();
}
