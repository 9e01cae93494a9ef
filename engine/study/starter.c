// SPDX-License-Identifier: MIT
#include "starter.h"
#include "../base/output.h"
#include "../scenario/catalogue.h"
#include <stdio.h>
#include <string.h>

static const char *const departments[][2] = {
    { "office", "Office" },       { "finance", "Finance" }, { "planning", "Planning" },
    { "education", "Education" }, { "health", "Health" },   { "works", "Public works" },
};
#define POSTS 8 /* a department: a head, a deputy, staff; the last is vacant */

static char *
units(void)
{
    GString *out = g_string_new("id,name,type,parent_id\ntown,Town hall,town,\n");
    for (guint d = 0; d < G_N_ELEMENTS(departments); d++)
        g_string_append_printf(out, "%s,%s,department,town\n", departments[d][0], departments[d][1]);
    return g_string_free(out, FALSE);
}

static char *
posts(void)
{
    GString *out = g_string_new("id,unit_id,title,rank,category,funding,coefficient\n");
    for (guint d = 0; d < G_N_ELEMENTS(departments); d++)
        for (guint p = 1; p <= POSTS; p++)
            g_string_append_printf(out, "%s-%u,%s,%s,civil-servant,state,%s\n", departments[d][0], p, departments[d][0],
                                   p == 1   ? "Head,head"
                                   : p == 2 ? "Deputy head,deputy"
                                            : "Officer,staff",
                                   p == 1   ? "4.98"
                                   : p == 2 ? "4.40"
                                            : "3.00");
    return g_string_free(out, FALSE);
}

/* Ages from 24 to 59, spread so that some retire in the years of the plan. */
static char *
people(void)
{
    GString *out = g_string_new("id,sex,born,hired,post_id\n");
    for (guint d = 0, n = 0; d < G_N_ELEMENTS(departments); d++)
        for (guint p = 1; p < POSTS; p++, n++) {
            guint born = 1966 + n * 7 % 36;
            g_string_append_printf(out, "person-%02u,%s,%u-%02u,%u-09,%s-%u\n", n + 1, n % 2 ? "F" : "M", born,
                                   n % 12 + 1, born + 23, departments[d][0], p);
        }
    return g_string_free(out, FALSE);
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
    g_auto(GStrv) parts = g_strsplit(org_scenario_template(), "STEM", -1);
    g_autofree char *scenario = g_strjoinv(name, parts);
    g_autofree char *u = units(), *p = posts(), *h = people();
    const char *const files[][2] = {
        { ending, scenario }, { "-units.csv", u }, { "-posts.csv", p }, { "-people.csv", h }
    };
    g_autoptr(OrgOutput) output = org_output_new(NULL);
    gboolean done = TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(files) && done; i++)
        done = put(output, stem, files[i][0], files[i][1], made, error);
    return done && org_output_finish(output, error);
}
