// SPDX-License-Identifier: MIT
#include "starter.h"
#include "../base/output.h"
#include "starter-files.h"
#include <stdio.h>

/* The scenario as it stands beside tables that are called STEM-units.csv and so on. The caller's. */
static char *
renamed(const char *name, const char *ending)
{
    static const char *const tables[] = { "units.csv", "posts.csv", "people.csv" };
    g_autoptr(GString) text = g_string_new(org_starter_scenario);
    g_autofree char *own = g_strconcat(name, ending, NULL);
    g_string_replace(text, "scenario.yaml", own, 0);
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *table = g_strdup_printf(": %s-%s", name, tables[i]),
                        *plain = g_strconcat(": ", tables[i], NULL);
        g_string_replace(text, plain, table, 0);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static gboolean
put(OrgOutput *output, const char *stem, const char *ending, const char *text, GPtrArray *made, GError **error)
{
    g_autofree char *path = g_strconcat(stem, ending, NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS)) {
        org_error_set(error, ORG_FILE_ERROR, G_FILE_ERROR_EXIST, "%s is already there; choose another name", path);
        return FALSE;
    }
    if (!org_output_put(output, path, ORG_OUTPUT_TEXT, text, strlen(text), error))
        return FALSE;
    g_ptr_array_add(made, g_steal_pointer(&path));
    return TRUE;
}

gboolean
org_starter_write(const char *stem, const char *ending, GPtrArray *made, GError **error)
{
    g_autofree char *name = g_path_get_basename(stem);
    g_autofree char *scenario = renamed(name, ending);
    const char *const files[][2] = { { ending, scenario },
                                     { "-units.csv", org_starter_units },
                                     { "-posts.csv", org_starter_posts },
                                     { "-people.csv", org_starter_people } };
    g_autoptr(OrgOutput) output = org_output_new(NULL);
    gboolean done = TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(files) && done; i++)
        done = put(output, stem, files[i][0], files[i][1], made, error);
    return done && org_output_finish(output, error);
}
