// SPDX-License-Identifier: MIT
#include "run.h"
#include "../po/lang.h"
#include "../study/document.h"
#include "../study/mask.h"

static char *
dump(const json_t *doc)
{
    char *raw = json_dumps(doc, JSON_INDENT(2)), *text = g_strdup(raw);
    free(raw);
    return text;
}

static gboolean
write_json(const json_t *doc, const char *path, GError **error)
{
    g_autofree char *text = dump(doc);
    return g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}

static void
print_text(json_t *doc, char *const *paths, const char *json_path, GString *out)
{
    org_document_text(doc, out);
    if (json_path)
        g_string_append_printf(out, "%s%s\n", _("Written "), json_path);
    for (guint i = 0; paths[i]; i++)
        g_string_append_printf(out, "%s%s\n", i || json_path ? "        " : _("Written "), paths[i]);
}

gboolean
org_print_run(OrgStore *store, const OrgRunInfo *info, const OrgRunPrint *how, GString *out, GError **error)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    for (guint i = 0; how->written && i < how->written->len; i++)
        g_ptr_array_add(paths, how->written->pdata[i]);
    g_ptr_array_add(paths, NULL);
    json_t *doc = org_document_json(store, info, (char **) paths->pdata, error);
    if (!doc)
        return FALSE;
    g_autoptr(OrgNames) names = org_mask_run_names(store, info, how->mask);
    g_autofree char *json_path = how->folder ? g_build_filename(how->folder, "run.json", NULL) : NULL;
    org_mask_document(doc, how->mask, names);
    gboolean done = !json_path || write_json(doc, json_path, error);
    if (done && how->json) {
        g_autofree char *text = dump(doc);
        g_string_append_printf(out, "%s\n", text);
    } else if (done && how->quiet)
        g_string_append_printf(out, "%s\n", json_string_value(json_object_get(doc, "run")));
    else if (done)
        print_text(doc, (char *const *) paths->pdata, json_path, out);
    json_decref(doc);
    return done;
}
