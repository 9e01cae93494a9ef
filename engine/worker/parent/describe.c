// SPDX-License-Identifier: MIT
/* What each library is. A library that merely lies in a folder runs its constructors when it is asked, so that it is asked in a
 * process of its own, which does nothing else and is thrown away: it can lie about itself only, and whoever has its id or a
 * feature before it keeps them. The folder of this very program is asked as one, for who can write there needs no plugin, and in the
 * process that will draw with it: no scenario runs there. */
#include "../../base/error.h"
#include "../../host/search.h"
#include "private.h"
#include <string.h>

static void
add_broken(OrgWorker *worker, const char *path, const char *why)
{
    OrgBrokenPlugin *broken = g_new0(OrgBrokenPlugin, 1);

    broken->path = g_strdup(path);
    broken->stem = org_library_stem(path);
    broken->why = g_strdup(why);
    g_ptr_array_add(worker->catalogue->broken, broken);
}

/* Where a plugin lies must be true, for the manifest and the scenario rest on it; its hash is ours. */
static gboolean
lies_where_it_says(OrgCatalogue *described, GHashTable *hashes)
{
    for (guint i = 0; i < described->plugins->len; i++) {
        OrgPluginInfo *plugin = described->plugins->pdata[i];
        const char *sha256 = plugin->id && plugin->path ? g_hash_table_lookup(hashes, plugin->path) : NULL;
        if (!sha256)
            return FALSE;
        g_free(plugin->sha256);
        plugin->sha256 = g_strdup(sha256);
        g_hash_table_remove(hashes, plugin->path); /* a library is one plugin */
    }
    return TRUE;
}

/* One process for these libraries. not_loaded: path, why, path, why … of those that it could not use but survived. */
static OrgCatalogue *
ask(OrgWorker *worker, guint32 role, const GPtrArray *paths, GPtrArray *not_loaded, GError **error)
{
    g_autoptr(GHashTable) hashes = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);

    if (!org_worker_enter(worker, role, error))
        return NULL;
    for (guint i = 0; i < paths->len; i++) {
        char *sha256 = NULL, *why = NULL;
        if (!org_worker_load(worker, paths->pdata[i], &sha256, &why, error)) {
            g_free(sha256);
            return NULL;
        }
        if (why) {
            g_ptr_array_add(not_loaded, g_strdup(paths->pdata[i]));
            g_ptr_array_add(not_loaded, why);
            g_free(sha256);
        } else {
            g_hash_table_insert(hashes, paths->pdata[i], sha256);
        }
    }
    if (paths->len == 1) { /* it alone can be to blame */
        worker->library = paths->pdata[0];
        org_worker_blame(worker, ORG_BLAME_LIBRARY, 0, ORG_UNKNOWN, NULL);
    }
    g_autoptr(OrgCatalogue) described = org_worker_describe(worker, error);
    if (described && !lies_where_it_says(described, hashes)) {
        org_worker_reject(worker, error, "described its plugins in a way that makes no sense");
        return NULL;
    }
    return g_steal_pointer(&described);
}

static void
on_refused(const OrgPluginInfo *plugin, const GError *why, gpointer data)
{
    g_autofree char *said = org_error_said(why);

    add_broken(data, plugin->path, said);
}

/* Each library that kills the process is struck from the list, and all begins again. The process stays. */
static gboolean
describe_together(OrgWorker *worker, guint32 role, GPtrArray *paths, GError **error)
{
    for (;;) {
        g_autoptr(GPtrArray) not_loaded = g_ptr_array_new_with_free_func(g_free);
        g_autoptr(GError) why = NULL;
        g_autoptr(OrgCatalogue) described = ask(worker, role, paths, not_loaded, &why);
        if (described) {
            for (guint i = 0; i + 1 < not_loaded->len; i += 2)
                add_broken(worker, not_loaded->pdata[i], not_loaded->pdata[i + 1]);
            org_catalogue_move(worker->catalogue, described, on_refused, worker);
            return TRUE;
        }
        org_worker_reap(worker, TRUE);
        if (worker->blame != ORG_BLAME_LIBRARY) {
            g_propagate_error(error, g_steal_pointer(&why));
            return FALSE;
        }
        g_autofree char *said = org_error_said(why), *sentence = org_said("%s, while it was loaded", said);
        add_broken(worker, worker->library, sentence);
        g_ptr_array_remove(paths, (gpointer) worker->library); /* by its address */
    }
}

/* The process that told of its own libraries is the one that may draw with them. */
static gboolean
describe_own(OrgWorker *worker, GPtrArray *paths, GError **error)
{
    worker->idle = TRUE;
    return describe_together(worker, ORG_ROLE_RENDERS, paths, error);
}

static gboolean
describe_alone(OrgWorker *worker, char *path, GError **error)
{
    g_autoptr(OrgWorker) other = org_worker_start_beside(worker);
    g_autoptr(GPtrArray) alone = g_ptr_array_new();

    g_ptr_array_add(alone, path);
    if (!describe_together(other, ORG_ROLE_DESCRIBES, alone, error))
        return FALSE;
    if (!worker->sandbox)
        worker->sandbox = g_steal_pointer(&other->sandbox);
    return TRUE;
}

static void
note_loaded(OrgWorker *worker, GPtrArray *paths)
{
    for (guint i = 0; i < worker->catalogue->plugins->len; i++) {
        const OrgPluginInfo *plugin = worker->catalogue->plugins->pdata[i];
        if (g_ptr_array_find_with_equal_func(paths, plugin->path, g_str_equal, NULL))
            g_array_append_val(worker->loaded, i);
    }
}

gboolean
org_worker_look_at(OrgWorker *worker, char **libraries, GError **error)
{
    g_autoptr(GPtrArray) own = g_ptr_array_new(), others = g_ptr_array_new();

    for (guint i = 0; libraries[i]; i++)
        g_ptr_array_add(org_library_is_own(libraries[i]) ? own : others, libraries[i]);
    /* Though there be none: whether a worker can be had, and behind which walls, is to be known. */
    if ((own->len > 0 || others->len == 0) && !describe_own(worker, own, error))
        return FALSE;
    for (guint i = 0; i < others->len; i++)
        if (!describe_alone(worker, others->pdata[i], error))
            return FALSE;
    note_loaded(worker, own); /* places in the catalogue are known only now */
    return TRUE;
}
