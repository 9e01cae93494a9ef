// SPDX-License-Identifier: MIT
#include "kit.h"
#include "../base/output.h"
#include "kit-files.h"
#include <string.h>

#define PLACEHOLDER "template"

const char *const *
org_kit_kinds(void)
{
    static const char *const kinds[] = { "operator", "process", "rule", "metric", "renderer", NULL };

    return kinds;
}

gboolean
org_kit_name_ok(const char *name)
{
    /* Words of the scenario's own, which no feature may have as its name. */
    static const char *const taken[] = { "at", "every", "over", "when", "id", "note", "sql", "where", NULL };

    return strlen(name) <= 40 && !g_strv_contains(taken, name) &&
           g_regex_match_simple("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", name, G_REGEX_DOLLAR_ENDONLY, 0);
}

static char *
filled(const char *text, const char *name, const char *program)
{
    g_autoptr(GString) out = g_string_new(text);
    g_autoptr(GString) quoted = g_string_new(program); /* in a text of meson */

    g_string_replace(quoted, "\\", "\\\\", 0);
    g_string_replace(quoted, "'", "\\'", 0);
    g_string_replace(out, PLACEHOLDER, name, 0);
    g_string_replace(out, "@ORGSIM@", quoted->str, 0);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static gboolean
put(OrgOutput *output, const char *folder, const OrgKitFile *file, const char *name, const char *program,
    GPtrArray *made, GError **error)
{
    g_autofree char *called = filled(file->name, name, ""), *text = filled(file->text, name, program);
    g_autofree char *path = g_build_filename(folder, called, NULL);

    if (!org_output_put(output, path, ORG_OUTPUT_TEXT, text, strlen(text), error))
        return FALSE;
    g_ptr_array_add(made, g_steal_pointer(&path));
    return TRUE;
}

gboolean
org_kit_write(const char *folder, const char *name, const char *kind, const char *program, GPtrArray *made,
              GError **error)
{
    if (g_file_test(folder, G_FILE_TEST_EXISTS) || g_file_test(folder, G_FILE_TEST_IS_SYMLINK)) {
        org_error_set(error, ORG_FILE_ERROR, G_FILE_ERROR_EXIST, "%s is already there; choose another name, or --out",
                      folder);
        return FALSE;
    }
    g_autoptr(OrgOutput) output = org_output_new(folder);
    gboolean done = TRUE;
    for (const OrgKitFile *file = org_kit_files; file->name && done; file++)
        if (!file->kind[0] || !strcmp(file->kind, kind))
            done = put(output, folder, file, name, program, made, error);
    return done && org_output_finish(output, error);
}
