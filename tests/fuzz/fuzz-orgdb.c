// SPDX-License-Identifier: MIT
/* An organisation file of unknown origin: opened to read and to write, its snapshots, runs and views read. */
#include "../../engine/store/store.h"
#include "fuzz.h"
#include <glib/gstdio.h>
#include <unistd.h>

static gboolean
see(gint n, char **values, char **names, gpointer data)
{
    (void) names;
    for (gint i = 0; i < n; i++)
        if (values[i])
            *(gsize *) data += *values[i] != '\0';
    return TRUE;
}

static gboolean
read_snapshots(OrgStore *store)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(GPtrArray) snapshots = org_store_snapshots(store, NULL);
    gboolean whole = snapshots != NULL;

    for (guint i = 0; snapshots && i < MIN(snapshots->len, 3); i++) {
        const OrgSnapshotInfo *info = snapshots->pdata[i];
        g_autoptr(GError) error = NULL;
        g_autoptr(Org) org = org_store_get_id(store, info->id, dict, &error);
        FUZZ_MUST((org == NULL) == (error != NULL));
        FUZZ_MUST(!org || org_check(org, NULL));
        whole &= org != NULL;
    }
    return whole;
}

static gboolean
read_runs(OrgStore *store)
{
    g_autoptr(GPtrArray) runs = org_store_runs(store, NULL);
    OrgRunInfo *newest = org_store_run(store, 0, NULL);
    gboolean whole = runs && newest;

    if (newest) {
        g_autoptr(GBytes) bundle = org_store_run_bundle(store, newest->id, NULL);
        g_autoptr(GBytes) acts = org_store_run_acts(store, newest->id, NULL);
        whole &= acts && bundle;
    }
    g_clear_pointer(&newest, org_run_info_free);
    return whole;
}

static void
examine(const char *path, OrgStoreMode mode)
{
    static const char *const queries[] = { "select * from series", "select * from unit_fate",
                                           "select * from person_fate", "select * from target_result" };
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgStore) store = org_store_open(path, mode, &error);
    gsize cells = 0;

    FUZZ_MUST((store == NULL) == (error != NULL));
    if (!store)
        return;
    gboolean whole = read_snapshots(store) && read_runs(store);
    for (guint i = 0; i < G_N_ELEMENTS(queries); i++)
        whole &= org_store_query(store, queries[i], see, &cells, NULL);
    fuzz_accepted = whole && cells > 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char *path;
    if (!path)
        path = g_strdup_printf("%s/orgsim-fuzz-%d.orgdb", g_get_tmp_dir(), (int) getpid());
    g_autofree char *journal = g_strconcat(path, "-journal", NULL);
    if (!g_file_set_contents_full(path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
        g_error("cannot write %s", path);
    examine(path, ORG_STORE_WRITE);
    examine(path, ORG_STORE_READ);
    g_remove(path);
    g_remove(journal);
    return 0;
}
