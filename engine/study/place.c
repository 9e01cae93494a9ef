// SPDX-License-Identifier: MIT
#include "place.h"
#include "../base/error.h"
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
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND,
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

static gboolean
has_snapshot(OrgStore *store, const char *name)
{
    g_autoptr(GPtrArray) all = org_store_snapshots(store, NULL);
    for (guint i = 0; all && i < all->len; i++)
        if (!strcmp(((OrgSnapshotInfo *) all->pdata[i])->name, name))
            return TRUE;
    return FALSE;
}

void
org_place_find_run(OrgPlaceName *name, OrgStore *store, gboolean want_run)
{
    if (!name->snapshot || name->run || (!want_run && has_snapshot(store, name->snapshot)))
        return;
    g_autoptr(GPtrArray) runs = org_store_runs(store, NULL);
    for (guint i = 0; runs && i < runs->len; i++) {
        const OrgRunInfo *info = runs->pdata[i];
        gboolean whole = !strcmp(info->status, "done") || !strcmp(info->status, "vetoed");
        if (whole && !strcmp(info->scenario, name->snapshot))
            name->run = MAX(name->run, info->id);
    }
    if (name->run)
        g_clear_pointer(&name->snapshot, g_free);
}

void
org_opened_clear(OrgOpened *opened)
{
    org_place_clear(&opened->name);
    g_clear_pointer(&opened->info, org_run_info_free);
    g_clear_pointer(&opened->fates, org_fates_free);
    g_clear_pointer(&opened->start, org_free);
    g_clear_pointer(&opened->end, org_free);
    g_clear_pointer(&opened->acts, g_bytes_unref);
    g_clear_pointer(&opened->names, org_names_free);
    g_clear_pointer(&opened->store, org_store_close);
}
