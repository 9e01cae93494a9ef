// SPDX-License-Identifier: MIT
#include "../../host/search.h"
#include "../../base/error.h"
#include "private.h"
#include <string.h>

#define DEFAULT_OUTPUT_MB 512
#define DEFAULT_RESULT_MB 1024
#define DEFAULT_CALL_SECONDS 30
#define DEFAULT_MEMORY_MB 2048
#define DEFAULT_CPU_SECONDS 86400
#define DEFAULT_GRACE_SECONDS 2
#define MAX_LIBRARIES 4096

static void
send_start(OrgWorker *worker)
{
    OrgFrameOut *out = &worker->out;

    org_frame_begin(out, ORG_FRAME_START);
    org_frame_put_u32(out, ORG_WORKER_PROTOCOL);
    org_frame_put_u64(out, (guint64) worker->memory_mb << 20);
    org_frame_put_u64(out, worker->cpu_seconds);
    org_frame_put_u32(out, g_strv_length(worker->libraries));
    for (guint i = 0; worker->libraries[i]; i++)
        org_frame_put_text(out, worker->libraries[i]);
    org_frame_end_fds(out, &worker->stop_fd, 1); /* a failure shows when we read */
}

static void
add_broken(OrgCatalogue *catalogue, const char *path, const char *why)
{
    OrgBrokenPlugin *broken = g_new0(OrgBrokenPlugin, 1);

    broken->path = g_strdup(path);
    broken->stem = org_library_stem(path);
    broken->why = g_strdup(why);
    g_ptr_array_add(catalogue->broken, broken);
}

static guint
library_index(const OrgWorker *worker, const char *path)
{
    guint i = 0;

    while (worker->libraries[i] && strcmp(worker->libraries[i], path) != 0)
        i++;
    return i;
}

static char *
file_sha256(const char *path)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);

    if (!file)
        return g_strdup("");
    return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *) g_mapped_file_get_contents(file),
                                       g_mapped_file_get_length(file));
}

/* What a plugin is called and where it lies must be true: the manifest and the scenario rest on it. */
static gboolean
check_catalogue(const OrgWorker *worker, OrgCatalogue *catalogue)
{
    for (guint i = 0; i < catalogue->plugins->len; i++) {
        OrgPluginInfo *plugin = catalogue->plugins->pdata[i];
        if (!plugin->id || !plugin->path || !worker->libraries[library_index(worker, plugin->path)])
            return FALSE;
        if (plugin->first_feature > catalogue->features->len ||
            plugin->n_features > catalogue->features->len - plugin->first_feature)
            return FALSE;
        g_free(plugin->sha256);
        plugin->sha256 = file_sha256(plugin->path);
    }
    for (guint i = 0; i < catalogue->features->len; i++) {
        const OrgFeatureInfo *feature = catalogue->features->pdata[i];
        if (feature->plugin >= catalogue->plugins->len)
            return FALSE;
    }
    return TRUE;
}

static gboolean
take_hello(OrgWorker *worker, const OrgFrame *frame, GError **error)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    guint32 protocol = org_frame_get_u32(&cursor);

    g_free(worker->sandbox);
    worker->sandbox = org_frame_get_text(&cursor, ORG_MAX_NAME);
    if (org_frame_done(&cursor) && protocol == ORG_WORKER_PROTOCOL)
        return TRUE;
    return org_worker_reject(worker, error, "(%s) is of another version than this program; install both together",
                             worker->program);
}

/* Read frames until the catalogue. broken_now: libraries that the worker could not use but survived. */
static OrgCatalogue *
read_catalogue(OrgWorker *worker, GPtrArray *broken_now, GError **error)
{
    OrgFrame frame;

    while (org_worker_next(worker, &frame, error)) {
        OrgFrameCursor cursor = org_frame_cursor(&frame);
        if (frame.type == ORG_FRAME_HELLO) {
            if (!take_hello(worker, &frame, error))
                return NULL;
        } else if (frame.type == ORG_FRAME_LOADING || frame.type == ORG_FRAME_LOADED) {
            guint32 i = org_frame_get_u32(&cursor);
            if (!cursor.ok || i >= g_strv_length(worker->libraries))
                break;
            org_worker_blame(worker, ORG_BLAME_LIBRARY, i, ORG_UNKNOWN, NULL);
            g_autofree char *why = frame.type == ORG_FRAME_LOADED ? org_frame_get_message(&cursor, ORG_MAX_TEXT) : NULL;
            if (frame.type == ORG_FRAME_LOADED)
                org_worker_blame(worker, ORG_BLAME_NOBODY, 0, ORG_UNKNOWN, NULL);
            if (why && why[0]) {
                g_ptr_array_add(broken_now, g_strdup(worker->libraries[i]));
                g_ptr_array_add(broken_now, g_steal_pointer(&why));
            }
        } else if (frame.type == ORG_FRAME_RESULT) { /* it could not even begin */
            org_frame_get_u32(&cursor);
            org_frame_get_u32(&cursor);
            org_frame_get_i32(&cursor);
            g_autofree char *why = org_frame_get_message(&cursor, ORG_MAX_TEXT);
            org_worker_reject(worker, error, "could not start: %s", why ? why : "");
            return NULL;
        } else if (frame.type == ORG_FRAME_CATALOGUE) {
            g_autoptr(GError) wrong = NULL;
            g_autoptr(OrgCatalogue) catalogue =
                org_catalogue_from_json((const char *) frame.data, (gssize) frame.size, &wrong);
            if (catalogue && check_catalogue(worker, catalogue))
                return g_steal_pointer(&catalogue);
            break;
        } else {
            break;
        }
    }
    if (worker->pid != 0)
        org_worker_reject(worker, error, "described its plugins in a way that makes no sense");
    return NULL;
}

static void
forget_library(OrgWorker *worker, guint index)
{
    g_free(worker->libraries[index]);
    for (guint i = index; worker->libraries[i]; i++)
        worker->libraries[i] = worker->libraries[i + 1];
}

/* Start the process and load; each library that kills it is struck from the list and all begins again. */
static OrgCatalogue *
start_loading(OrgWorker *worker, OrgCatalogue *dead, GPtrArray *broken_now, GError **error)
{
    for (;;) {
        GError *why = NULL;
        g_ptr_array_set_size(broken_now, 0);
        if (!org_worker_spawn(worker, error))
            return NULL;
        org_worker_begin(worker, NULL, NULL);
        send_start(worker);
        OrgCatalogue *catalogue = read_catalogue(worker, broken_now, &why);
        if (catalogue)
            return catalogue;
        if (worker->blame != ORG_BLAME_LIBRARY) {
            g_propagate_error(error, why);
            return NULL;
        }
        g_autofree char *said = org_error_said(why), *sentence = org_said("%s, while it was loaded", said);
        add_broken(dead, worker->libraries[worker->blamed], sentence);
        forget_library(worker, worker->blamed);
        g_error_free(why);
    }
}

static void
move_broken(OrgCatalogue *into, OrgCatalogue *from)
{
    while (from->broken->len > 0)
        g_ptr_array_add(into->broken, g_ptr_array_steal_index(from->broken, 0));
}

static gboolean
known_broken(const OrgCatalogue *catalogue, const char *path)
{
    for (guint i = 0; i < catalogue->broken->len; i++)
        if (g_strcmp0(((OrgBrokenPlugin *) catalogue->broken->pdata[i])->path, path) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
load_all(OrgWorker *worker, GError **error)
{
    g_autoptr(OrgCatalogue) dead = org_catalogue_new();
    g_autoptr(GPtrArray) broken_now = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(OrgCatalogue) catalogue = start_loading(worker, dead, broken_now, error);

    if (!catalogue)
        return FALSE;
    move_broken(catalogue, dead);
    for (guint i = 0; i + 1 < broken_now->len; i += 2)
        if (!known_broken(catalogue, broken_now->pdata[i]))
            add_broken(catalogue, broken_now->pdata[i], broken_now->pdata[i + 1]);
    worker->catalogue = g_steal_pointer(&catalogue);
    return TRUE;
}

OrgWorker *
org_worker_start(const OrgWorkerOptions *options, GError **error)
{
    g_autoptr(OrgWorker) worker = g_new0(OrgWorker, 1);

    worker->said = g_string_new(NULL);
    worker->plugin = g_strdup("");
    worker->call_seconds = options->call_seconds ? options->call_seconds : DEFAULT_CALL_SECONDS;
    worker->memory_mb = options->memory_mb ? options->memory_mb : DEFAULT_MEMORY_MB;
    worker->output_bytes = (guint64) (options->output_mb ? options->output_mb : DEFAULT_OUTPUT_MB) << 20;
    worker->result_bytes = (guint64) (options->result_mb ? options->result_mb : DEFAULT_RESULT_MB) << 20;
    worker->grace_seconds = options->grace_seconds ? options->grace_seconds : DEFAULT_GRACE_SECONDS;
    worker->held = g_ptr_array_new_with_free_func(org_worker_held_free);
    worker->cpu_seconds = options->cpu_seconds ? options->cpu_seconds : DEFAULT_CPU_SECONDS;
    worker->program = org_worker_find_program(options->worker_path, error);
    if (!worker->program)
        return NULL;
    worker->places = options->plugin_dirs ? g_strdupv((char **) options->plugin_dirs) : org_search_folders();
    worker->libraries = org_search_libraries((const char *const *) worker->places);
    if (g_strv_length(worker->libraries) > MAX_LIBRARIES) {
        org_error_set(
            error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM,
            "%u plugin libraries were found, which is more than %d; point ORGSIM_PLUGIN_PATH at fewer folders",
            g_strv_length(worker->libraries), MAX_LIBRARIES);
        return NULL;
    }
    if (!load_all(worker, error))
        return NULL;
    return g_steal_pointer(&worker);
}

/* The catalogue stays as it is, for plans point into it; a restarted worker must describe the same plugins. */
static gboolean
start_again(OrgWorker *worker, GError **error)
{
    g_autoptr(GPtrArray) broken_now = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(OrgCatalogue) dead = org_catalogue_new();
    g_autoptr(OrgCatalogue) now = start_loading(worker, dead, broken_now, error);

    if (!now)
        return FALSE;
    gboolean same =
        now->plugins->len == worker->catalogue->plugins->len && now->features->len == worker->catalogue->features->len;
    for (guint i = 0; same && i < now->plugins->len; i++) {
        const OrgPluginInfo *a = now->plugins->pdata[i], *b = worker->catalogue->plugins->pdata[i];
        same = strcmp(a->id, b->id) == 0 && strcmp(a->path, b->path) == 0 && strcmp(a->sha256, b->sha256) == 0;
    }
    if (same)
        return TRUE;
    org_worker_reap(worker, TRUE);
    org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM,
                  "a plugin library changed while orgsim was running; run the command again");
    return FALSE;
}

gboolean
org_worker_ready(OrgWorker *worker, gboolean for_rendering, GError **error)
{
    if (worker->pid != 0 && for_rendering && worker->narrowed)
        org_worker_reap(worker, TRUE);
    if (worker->pid != 0)
        return TRUE;
    return start_again(worker, error);
}

void
org_worker_stop(OrgWorker *worker)
{
    if (!worker)
        return;
    org_worker_reap(worker, TRUE); /* it holds nothing that needs an orderly end */
    g_ptr_array_unref(worker->held);
    org_catalogue_free(worker->catalogue);
    g_free(worker->program);
    g_strfreev(worker->places);
    g_strfreev(worker->libraries);
    g_string_free(worker->said, TRUE);
    g_free(worker->sandbox);
    g_free(worker->plugin);
    g_free(worker->failure);
    g_free(worker->column);
    g_free(worker);
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
    return worker->counts;
}
