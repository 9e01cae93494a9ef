// SPDX-License-Identifier: MIT
/* Runs: begun in one transaction that writes the row of `run` alone, so that a run that fails or is killed leaves a trace
 * and nothing else. finish.c writes the rest. */
#include "columns.h"
#include "../../base/error.h"

#define MOST_ACTS (1u << 30) /* bytes */

gint64
org_store_begin_run(OrgStore *store, const OrgManifest *m, GError **error)
{
    if (!store_begin(store, error))
        return 0;
    g_autofree char *runner = store_runner();
    g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, m->seed);
    gboolean ok = store_put_once(
        store, error,
        "INSERT INTO run(status, scenario, title, title_said, type_names, engine, plugins, scenario_hash, "
        "organisation_hash,"
        " sandbox, bundle, seed, replications, first_month, last_month, items, runner, currency, verbs, started) VALUES"
        " ('running', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
        " strftime('%Y-%m-%dT%H:%M:%SZ'))",
        "twttttttbtimmttTi", m->scenario ? m->scenario : "", m->title, m->type_names, m->engine, m->plugins_json,
        m->scenario_hash, m->organisation_hash, m->sandbox, m->bundle, seed, (gint64) m->replications, m->from, m->to,
        m->items_json, runner, m->currency, (gint64) ORG_VERBS_VERSION);
    gint64 id = sqlite3_last_insert_rowid(store->db);
    return store_end(store, ok, error) ? id : 0;
}

gboolean
org_store_fail_run(OrgStore *store, gint64 run, const char *status, const OrgMessage *message, GError **error)
{
    if (!store_begin(store, error))
        return FALSE;
    gboolean ok = store_put_once(
        store, error,
        "UPDATE run SET status = ?2, message = ?3, message_said = ?4, finished = strftime('%Y-%m-%dT%H:%M:%SZ')"
        " WHERE id = ?1 AND status IN ('running', 'interrupted')",
        "itw", run, status, message);
    if (ok && sqlite3_changes(store->db) == 0) {
        ok = FALSE;
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND, "%s has no run %" G_GINT64_FORMAT " under way",
                      store->path, run);
    }
    return store_end(store, ok, error);
}

void
org_run_info_free(OrgRunInfo *info)
{
    if (!info)
        return;
    char *const texts[] = { info->scenario,      info->type_names,        info->status,  info->engine,
                            info->scenario_hash, info->organisation_hash, info->sandbox, info->plugins_json,
                            info->items_json,    info->totals_json,       info->started, info->currency,
                            info->end_hash };
    g_free(info->title);
    g_free(info->message);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_free(info);
}

static OrgRunInfo *
read_info(sqlite3_stmt *stmt)
{
    OrgRunInfo *info = g_new0(OrgRunInfo, 1);
    char **const texts[] = { &info->scenario,      &info->type_names,        &info->status,  &info->engine,
                             &info->scenario_hash, &info->organisation_hash, &info->sandbox, &info->plugins_json,
                             &info->items_json,    &info->totals_json,       &info->started, &info->currency,
                             &info->end_hash };
    int at = 0;
    info->id = sqlite3_column_int64(stmt, at++);
    info->snapshot = sqlite3_column_int64(stmt, at++);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        *texts[i] = store_text(stmt, at++);
    g_autofree char *seed = store_text(stmt, at++);
    info->seed = g_ascii_strtoull(seed, NULL, 10);
    info->replications = (guint32) sqlite3_column_int64(stmt, at++);
    info->from = store_month(stmt, at++, ORG_UNKNOWN);
    info->to = store_month(stmt, at++, ORG_UNKNOWN);
    info->from_actuals = store_month(stmt, at++, ORG_UNKNOWN);
    info->verbs = sqlite3_column_int(stmt, at++);
    info->end_month = store_month(stmt, at++, ORG_UNKNOWN);
    info->title = store_message(stmt, at);
    info->message = store_message(stmt, at + 2);
    return info;
}

#define INFO                                                                                                           \
    "SELECT id, snapshot, scenario, type_names, status, engine, scenario_hash, organisation_hash, sandbox, plugins, "  \
    "items,"                                                                                                           \
    " totals, started, currency, end_hash, seed, replications, first_month, last_month, from_actuals, verbs,"          \
    " end_month, title, title_said, message, message_said FROM run "

GPtrArray *
org_store_runs(OrgStore *store, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify) org_run_info_free);
    g_autoptr(sqlite3_stmt) stmt = store_prepare(store, INFO "ORDER BY id", error);
    int result = 0;
    while (stmt && (result = store_step(store, stmt, error)) == SQLITE_ROW)
        g_ptr_array_add(all, read_info(stmt));
    return result == SQLITE_DONE ? g_steal_pointer(&all) : NULL;
}

static void
no_such_run(OrgStore *store, gint64 run, GError **error)
{
    if (run)
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND,
                      "%s has no run %" G_GINT64_FORMAT "; \"orgsim runs %s\" lists them", store->path, run,
                      store->path);
    else
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND, "%s holds no runs", store->path);
}

/* A statement at the row of the run (0: the newest), or NULL. */
static sqlite3_stmt *
at_run(OrgStore *store, const char *select, gint64 run, GError **error)
{
    g_autofree char *sql = g_strconcat(select, run ? "WHERE id = ?1" : "ORDER BY id DESC LIMIT 1", NULL);
    g_autoptr(sqlite3_stmt) stmt = store_prepare(store, sql, error);
    if (!stmt)
        return NULL;
    if (run)
        sqlite3_bind_int64(stmt, 1, run);
    int result = store_step(store, stmt, error);
    if (result == SQLITE_DONE)
        no_such_run(store, run, error);
    return result == SQLITE_ROW ? g_steal_pointer(&stmt) : NULL;
}

OrgRunInfo *
org_store_run(OrgStore *store, gint64 run, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = at_run(store, INFO, run, error);
    return stmt ? read_info(stmt) : NULL;
}

GBytes *
org_store_run_bundle(OrgStore *store, gint64 run, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = at_run(store, "SELECT bundle FROM run ", run, error);
    return stmt ? g_bytes_new(sqlite3_column_blob(stmt, 0), (gsize) sqlite3_column_bytes(stmt, 0)) : NULL;
}

/* Acts of other verbs would be replayed to something else. */
static gboolean
may_replay(OrgStore *store, sqlite3_stmt *run, GError **error)
{
    if (sqlite3_column_int(run, 1) == ORG_VERBS_VERSION)
        return TRUE;
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED,
                  "%s: run-%" G_GINT64_FORMAT
                  " was made by version %d of what acts do and this program knows version %d, so it "
                  "cannot be told again; run its scenario again",
                  store->path, (gint64) sqlite3_column_int64(run, 0), sqlite3_column_int(run, 1), ORG_VERBS_VERSION);
    return FALSE;
}

/* NULL, or why the blob is none of acts, or one too many. */
static const char *
add_batch(GByteArray *bytes, sqlite3_stmt *stmt)
{
    FormColumn acts;
    const char *why = form_column_read(sqlite3_column_blob(stmt, 0), (gsize) sqlite3_column_bytes(stmt, 0), "journal",
                                       FORM_BYTES, &acts);
    if (why)
        return why;
    gboolean fits = acts.rows <= MOST_ACTS - bytes->len;
    if (fits)
        g_byte_array_append(bytes, acts.cells, acts.rows);
    form_column_clear(&acts);
    return fits ? NULL : M_("it is longer than a run can be");
}

GBytes *
org_store_run_acts(OrgStore *store, gint64 run, GError **error)
{
    g_autoptr(sqlite3_stmt) found = at_run(store, "SELECT id, verbs FROM run ", run, error);
    if (!found || !may_replay(store, found, error))
        return NULL;
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store, "SELECT data FROM journal WHERE run = ?1 ORDER BY batch", error);
    if (!stmt)
        return NULL;
    sqlite3_bind_int64(stmt, 1, sqlite3_column_int64(found, 0));
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    int result;
    while ((result = store_step(store, stmt, error)) == SQLITE_ROW) {
        const char *why = add_batch(bytes, stmt);
        if (why) {
            store_bad_column(store, "journal", why, error);
            return NULL;
        }
    }
    return result == SQLITE_DONE ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}
