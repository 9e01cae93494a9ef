// SPDX-License-Identifier: MIT
#include "run-out.h"
#include "../base/output.h"
#include "../base/shown.h"
#include "../po/lang.h"
#include "../study/mask.h"
#include <string.h>

static char *
dump(const json_t *doc)
{
    char *raw = json_dumps(doc, JSON_INDENT(2)), *text = g_strdup(raw);
    free(raw);
    return text;
}

/* A target that is missed by what was simulated: something may meet it. */
static gboolean
is_missed(const OrgStoredRun *run)
{
    for (guint i = 0; i < run->targets->len; i++) {
        const OrgStoredJudgement *j = org_stored_headline(run->targets->pdata[i]);
        if (j->overall != ORG_MET && j->basis != ORG_BASIS_ASSUMED)
            return TRUE;
    }
    return FALSE;
}

static void
print_text(OrgLang lang, const OrgStoredRun *run, char *const *paths, const char *json_path, GString *out)
{
    org_run_text(lang, run, out);
    if (is_missed(run))
        org_shown_append(out, _("What would meet what is missed: orgsim reach %s\n"), run->place);
    if (json_path)
        org_shown_append(out, "%s%s\n", _("Written "), json_path);
    for (guint i = 0; paths[i]; i++)
        org_shown_append(out, "%s%s\n", i || json_path ? "        " : _("Written "), paths[i]);
}

gboolean
org_run_print(OrgLang lang, OrgStore *store, const OrgRunInfo *info, const OrgRunPrint *how, GString *out,
              GError **error)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    for (guint i = 0; how->written && i < how->written->len; i++)
        g_ptr_array_add(paths, how->written->pdata[i]);
    g_ptr_array_add(paths, NULL);
    g_autoptr(OrgStoredRun) stored = org_stored_run(store, info, error);
    if (!stored)
        return FALSE;
    g_autoptr(OrgNames) names = org_mask_run_names(store, info, how->mask);
    org_mask_stored(stored, how->mask, names);
    json_t *doc = org_run_json(stored, (char **) paths->pdata);
    g_autofree char *json = dump(doc), *path = how->folder ? g_build_filename(how->folder, "run.json", NULL) : NULL;
    json_decref(doc);
    g_autoptr(OrgOutput) output = org_output_new(how->folder);
    if (path &&
        !(org_output_put(output, path, ORG_OUTPUT_JSON, json, strlen(json), error) && org_output_finish(output, error)))
        return FALSE;
    if (how->json)
        g_string_append_printf(out, "%s\n", json);
    else if (how->quiet)
        org_shown_append(out, "%s\n", stored->place);
    else
        print_text(lang, stored, (char *const *) paths->pdata, path, out);
    return TRUE;
}
