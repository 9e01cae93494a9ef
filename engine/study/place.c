// SPDX-License-Identifier: MIT
#include "place.h"
#include <string.h>

gboolean
org_place_parse(const char *text, OrgPlaceName *name, GError **error)
{
    *name = (OrgPlaceName){ 0 };
    /* The last colon after the file's ending: a path may hold colons itself. */
    const char *ending = NULL;
    for (const char *p = strstr(text, ".orgdb"); p; p = strstr(p + 1, ".orgdb"))
        if (p[6] == 0 || p[6] == ':')
            ending = p;
    if (!ending) {
        g_set_error(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND,
                    "\"%s\" is no place; expected F.orgdb, F.orgdb:SNAPSHOT or F.orgdb:run-N", text);
        return FALSE;
    }
    name->path = g_strndup(text, (gsize) (ending + 6 - text));
    const char *part = ending[6] ? ending + 7 : "";
    guint64 number;
    if (g_str_has_prefix(part, "run-") && g_ascii_string_to_unsigned(part + 4, 10, 1, G_MAXINT64, &number, NULL))
        name->run = (gint64) number;
    else if (*part)
        name->snapshot = g_strdup(part);
    return TRUE;
}

void
org_place_clear(OrgPlaceName *name)
{
    g_clear_pointer(&name->path, g_free);
    g_clear_pointer(&name->snapshot, g_free);
}

void
org_opened_clear(OrgOpened *opened)
{
    org_place_clear(&opened->name);
    g_clear_pointer(&opened->info, org_run_info_free);
    g_clear_pointer(&opened->start, org_free);
    g_clear_pointer(&opened->end, org_free);
    g_clear_pointer(&opened->acts, g_bytes_unref);
    g_clear_pointer(&opened->names, org_names_free);
    g_clear_pointer(&opened->store, org_store_close);
}

static gboolean
open_run(OrgOpened *opened, GError **error)
{
    opened->info = org_store_run(opened->store, opened->name.run, error);
    if (!opened->info)
        return FALSE;
    if (strcmp(opened->info->status, "done") && strcmp(opened->info->status, "vetoed")) {
        g_set_error(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND,
                    "run-%" G_GINT64_FORMAT " is %s and holds no result%s%s", opened->name.run, opened->info->status,
                    *opened->info->message ? ": " : "", opened->info->message);
        return FALSE;
    }
    g_autoptr(OrgDict) dict = org_dict_new();
    opened->start = org_store_get_id(opened->store, opened->info->snapshot, dict, error);
    opened->acts = opened->start ? org_store_run_acts(opened->store, opened->name.run, error) : NULL;
    if (!opened->acts)
        return FALSE;
    opened->start->month = opened->info->from - 1; /* a run begins at the end of the month before */
    opened->end = org_copy(opened->start);
    gsize size;
    const guint8 *bytes = g_bytes_get_data(opened->acts, &size);
    if (!org_replay(opened->end, bytes, size, ORG_OPEN - 1, error))
        return FALSE;
    opened->end->month = opened->info->to;
    return TRUE;
}

gboolean
org_place_open(const char *text, gboolean want_run, OrgOpened *opened, GError **error)
{
    *opened = (OrgOpened){ 0 };
    if (!org_place_parse(text, &opened->name, error))
        return FALSE;
    if (want_run && !opened->name.run) {
        g_set_error(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND, "\"%s\" is no run; expected F.orgdb:run-N", text);
        return FALSE;
    }
    opened->store = org_store_open(opened->name.path, ORG_STORE_READ, error);
    if (!opened->store)
        return FALSE;
    if (opened->name.run)
        return open_run(opened, error);
    g_autoptr(OrgDict) dict = org_dict_new();
    opened->start = org_store_get(opened->store, opened->name.snapshot, dict, error);
    return opened->start != NULL;
}
