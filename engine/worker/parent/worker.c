// SPDX-License-Identifier: MIT
#include "../../host/search.h"
#include "../../base/error.h"
#include "private.h"
#include <string.h>

#define DEFAULT_OUTPUT_MB 512
#define DEFAULT_RESULT_MB 1024
#ifdef __SANITIZE_ADDRESS__
#define DEFAULT_CALL_SECONDS 600 /* a plugin with sanitizers takes many times as long */
#else
#define DEFAULT_CALL_SECONDS 30
#endif
#define DEFAULT_MEMORY_MB 2048
#define DEFAULT_CPU_SECONDS 86400
#define DEFAULT_GRACE_SECONDS 2
#define MAX_LIBRARIES 512 /* each is a descriptor in the process that describes */

OrgWorker *
org_worker_start(const OrgWorkerOptions *options, GError **error)
{
    g_autoptr(OrgWorker) worker = org_worker_new();

    worker->call_seconds = options->call_seconds ? options->call_seconds : DEFAULT_CALL_SECONDS;
    worker->memory_mb = options->memory_mb ? options->memory_mb : DEFAULT_MEMORY_MB;
    worker->output_bytes = (guint64) (options->output_mb ? options->output_mb : DEFAULT_OUTPUT_MB) << 20;
    worker->result_bytes = (guint64) (options->result_mb ? options->result_mb : DEFAULT_RESULT_MB) << 20;
    worker->grace_seconds = options->grace_seconds ? options->grace_seconds : DEFAULT_GRACE_SECONDS;
    worker->catalogue = org_catalogue_new();
    worker->cpu_seconds = options->cpu_seconds ? options->cpu_seconds : DEFAULT_CPU_SECONDS;
    worker->wall_seconds = options->wall_seconds;
    worker->unjudged = options->unjudged;
    worker->debug = g_strdup(options->debug);
    worker->program = org_worker_find_program(options->worker_path, error);
    if (!worker->program)
        return NULL;
    worker->places = options->plugin_dirs ? g_strdupv((char **) options->plugin_dirs) : org_search_folders();
    g_auto(GStrv) libraries = org_search_libraries((const char *const *) worker->places);
    if (g_strv_length(libraries) > MAX_LIBRARIES) {
        org_error_set(
            error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM,
            "%u plugin libraries were found, which is more than %d; point ORGSIM_PLUGIN_PATH at fewer folders",
            g_strv_length(libraries), MAX_LIBRARIES);
        return NULL;
    }
    if (!org_worker_look_at(worker, libraries, error))
        return NULL;
    return g_steal_pointer(&worker);
}

static gboolean
contains(const GArray *plugins, guint plugin)
{
    for (guint i = 0; i < plugins->len; i++)
        if (g_array_index(plugins, guint, i) == plugin)
            return TRUE;
    return FALSE;
}

static gboolean
are_just(const GArray *these, const GArray *wanted)
{
    gboolean all = these->len == wanted->len;

    for (guint i = 0; all && i < wanted->len; i++)
        all = contains(these, g_array_index(wanted, guint, i));
    return all;
}

static gboolean
is_own(const OrgWorker *worker, guint plugin)
{
    return org_library_is_own(((OrgPluginInfo *) worker->catalogue->plugins->pdata[plugin])->path);
}

/* The program's own plugins may draw in one process, for who can change one can change all; each other one draws alone. */
static gboolean
is_among_own(const OrgWorker *worker, const GArray *plugins)
{
    gboolean all = TRUE;

    for (guint i = 0; i < plugins->len && all; i++)
        all = is_own(worker, g_array_index(plugins, guint, i));
    for (guint i = 0; i < worker->loaded->len && all; i++)
        all = is_own(worker, g_array_index(worker->loaded, guint, i));
    return all;
}

/* The catalogue stays as it is, for plans point into it; so must the libraries. */
static gboolean
load_plugin(OrgWorker *worker, guint index, GError **error)
{
    const OrgPluginInfo *plugin = worker->catalogue->plugins->pdata[index];
    g_autofree char *sha256 = NULL, *why = NULL;

    if (!org_worker_load(worker, plugin->path, &sha256, &why, error))
        return FALSE;
    if (g_strcmp0(sha256, plugin->sha256) != 0)
        org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM,
                      "a plugin library changed while orgsim was running; run the command again");
    else if (why)
        org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_PLUGIN, "%s", why);
    else
        g_array_append_val(worker->loaded, index);
    if (g_strcmp0(worker->debug, plugin->id) == 0 && !why && !org_worker_debug(worker, error))
        return FALSE;
    return g_strcmp0(sha256, plugin->sha256) == 0 && !why;
}

static const OrgPluginInfo *
plugin_by_id(const OrgCatalogue *catalogue, const char *id)
{
    for (guint i = 0; i < catalogue->plugins->len; i++)
        if (strcmp(((OrgPluginInfo *) catalogue->plugins->pdata[i])->id, id) == 0)
            return catalogue->plugins->pdata[i];
    return NULL;
}

/* What plans were read by is what these libraries say now, among themselves. */
static gboolean
still_the_same(OrgWorker *worker, GError **error)
{
    g_autoptr(OrgCatalogue) now = org_worker_describe(worker, error);

    if (!now)
        return FALSE;
    for (guint i = 0; i < worker->loaded->len; i++) {
        const OrgPluginInfo *known = worker->catalogue->plugins->pdata[g_array_index(worker->loaded, guint, i)];
        OrgPluginInfo *plugin = (OrgPluginInfo *) plugin_by_id(now, known->id);
        if (plugin) { /* its hash is ours, and was compared */
            g_free(plugin->sha256);
            plugin->sha256 = g_strdup(known->sha256);
        }
        if (plugin && org_catalogue_same(now, plugin, worker->catalogue, known))
            continue;
        org_worker_blame(worker, ORG_BLAME_LIBRARY, 0, ORG_UNKNOWN, NULL);
        worker->library = known->path;
        return org_worker_reject(worker, error, "describes itself otherwise than when it was first loaded");
    }
    return TRUE;
}

static gboolean
load_missing(OrgWorker *worker, const GArray *plugins, GError **error)
{
    gboolean more = FALSE;

    for (guint i = 0; i < plugins->len; i++) {
        guint plugin = g_array_index(plugins, guint, i);
        if (contains(worker->loaded, plugin))
            continue;
        if (!load_plugin(worker, plugin, error))
            return FALSE;
        more = TRUE;
    }
    return !more || still_the_same(worker, error);
}

/* What plans name beside what is loaded here is known from what was told of it. */
static void
tell_of(OrgWorker *worker, const GArray *known)
{
    if (worker->known->len == known->len)
        return;
    g_autofree char *json = org_catalogue_some_to_json(worker->catalogue, known);
    org_frame_begin(&worker->out, ORG_FRAME_KNOW);
    org_frame_put_bytes(&worker->out, json, strlen(json));
    org_frame_end(&worker->out);
    g_array_append_vals(worker->known, known->data, known->len);
}

gboolean
org_worker_ready(OrgWorker *worker, guint32 role, const GArray *plugins, const GArray *known, GError **error)
{
    g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(guint));
    known = known ? known : none;
    gboolean just = are_just(worker->loaded, plugins) && are_just(worker->known, known);
    gboolean fits = worker->role == role && (just || (role == ORG_ROLE_RENDERS && is_among_own(worker, plugins)));

    if (worker->pid != 0 && !fits)
        org_worker_reap(worker, TRUE);
    if (worker->pid == 0) {
        if (!org_worker_enter(worker, role, error))
            return FALSE;
        worker->counts.starts++;
    } else {
        worker->counts.starts += worker->idle;
        org_worker_begin(worker, NULL, NULL);
    }
    worker->idle = FALSE;
    if (load_missing(worker, plugins, error)) {
        tell_of(worker, known);
        return TRUE;
    }
    org_worker_reap(worker, TRUE);
    return FALSE;
}

const OrgCatalogue *
org_worker_catalogue(const OrgWorker *worker)
{
    return worker->catalogue;
}

const char *
org_worker_sandbox(const OrgWorker *worker)
{
    return worker->sandbox;
}

OrgWorkerCounts
org_worker_counts(const OrgWorker *worker)
{
    OrgWorkerCounts sum = worker->counts;
    for (guint i = 0; i <= worker->wholes->len; i++) {
        const OrgWorker *partner = i < worker->wholes->len ? worker->wholes->pdata[i] : worker->judge;
        sum.starts += partner ? partner->counts.starts : 0;
        sum.handed += partner ? partner->counts.handed : 0;
    }
    return sum;
}
