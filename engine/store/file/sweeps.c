// SPDX-License-Identifier: MIT
/* Sweeps: a row of `sweep` is made in one transaction, and its points follow in others, so that one that is killed is gone on with. */
#include "../sweeps.h"
#include "db.h"
#include "../../base/error.h"
#include "../../base/month.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

/* ---- writing */

static gboolean
is_free(OrgStore *store, const char *name, const char *runner, GError **error)
{
    if (!*runner || !store_runner_alive(runner))
        return TRUE;
    g_autofree char *own = store_runner();
    if (!strcmp(own, runner))
        return TRUE;
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_BUSY,
                  "%s: another process is at the sweep \"%s\"; wait for it, or end it", store->path, name);
    return FALSE;
}

/* The one of the same hash; 0: none, or error is set. */
static gint64
find_same(OrgStore *store, const OrgSweepManifest *m, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store, "SELECT id, runner FROM sweep WHERE hash = ?1 ORDER BY id DESC LIMIT 1", error);
    if (!stmt)
        return 0;
    sqlite3_bind_text(stmt, 1, m->hash, -1, SQLITE_STATIC);
    if (store_step(store, stmt, error) != SQLITE_ROW)
        return 0;
    g_autofree char *runner = store_text(stmt, 1);
    return is_free(store, m->name, runner, error) ? sqlite3_column_int64(stmt, 0) : 0;
}

static gint64
insert(OrgStore *store, const OrgSweepManifest *m, GError **error)
{
    g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, m->seed);
    gboolean ok = store_put_once(
        store, error,
        "INSERT INTO sweep(name, method, scenario, text, hash, engine, seed, replications, points, parameters, "
        "outcomes,"
        " runner, started) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,'',strftime('%Y-%m-%dT%H:%M:%SZ'))",
        "tttttttiitt", m->name, m->method, m->scenario, m->text, m->hash, m->engine, seed, (gint64) m->replications,
        (gint64) m->points, m->parameters_json, m->outcomes_json);
    return ok ? sqlite3_last_insert_rowid(store->db) : 0;
}

gint64
org_store_begin_sweep(OrgStore *store, const OrgSweepManifest *m, guint64 *done, GError **error)
{
    g_autoptr(GError) why = NULL;
    if (!store_begin(store, error))
        return 0;
    gint64 id = find_same(store, m, &why);
    if (!id && !why)
        id = insert(store, m, &why);
    g_autofree char *runner = store_runner();
    gboolean ok = id && store_put_once(store, &why, "UPDATE sweep SET runner = ?2 WHERE id = ?1", "it", id, runner);
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM sweep_point WHERE sweep = %" G_GINT64_FORMAT, id);
    *done = ok ? (guint64) store_number(store, sql, 0) : 0;
    ok = store_end(store, ok, why ? NULL : &why);
    if (why)
        g_propagate_error(error, g_steal_pointer(&why));
    return ok ? id : 0;
}

static void
append_texts(GString *out, char **values)
{
    g_string_assign(out, "[");
    for (guint i = 0; values[i]; i++) {
        json_t *text = json_string(values[i]);
        char *said = json_dumps(text, JSON_ENCODE_ANY | JSON_COMPACT);
        g_string_append_printf(out, "%s%s", i ? "," : "", said);
        free(said);
        json_decref(text);
    }
    g_string_append_c(out, ']');
}

static void
append_figures(GString *out, const OrgSweepRow *row)
{
    char number[40];
    g_string_assign(out, "[");
    for (guint i = 0; i < row->n_figures; i++) {
        if (i)
            g_string_append_c(out, ',');
        g_string_append(out, isfinite(row->figures[i]) ? org_number_text(row->figures[i], number) : "null");
    }
    g_string_append_c(out, ']');
}

gboolean
org_store_put_points(OrgStore *store, gint64 sweep, const OrgSweepRow *rows, guint n, GError **error)
{
    if (!store_begin(store, error))
        return FALSE;
    g_autoptr(GString) values = g_string_new(NULL), figures = g_string_new(NULL);
    g_autoptr(sqlite3_stmt) stmt = store_prepare(
        store,
        "INSERT INTO sweep_point(sweep, point, status, message, message_said, \"values\", figures, redone) VALUES"
        " (?,?,?,?,?,?,?,?)",
        error);
    gboolean ok = stmt != NULL;
    for (guint i = 0; ok && i < n; i++) {
        append_texts(values, rows[i].values);
        append_figures(figures, &rows[i]);
        ok = store_put(store, stmt, error, "iitWtti", sweep, (gint64) rows[i].point, rows[i].status, rows[i].message,
                       values->str, figures->str, (gint64) rows[i].redone);
    }
    return store_end(store, ok, error);
}

gboolean
org_store_end_sweep(OrgStore *store, gint64 sweep, gboolean whole, GError **error)
{
    if (!store_begin(store, error))
        return FALSE;
    const char *sql =
        whole ? "UPDATE sweep SET runner = '', finished = coalesce(finished, strftime('%Y-%m-%dT%H:%M:%SZ'))"
                " WHERE id = ?1"
              : "UPDATE sweep SET runner = '' WHERE id = ?1";
    return store_end(store, store_put_once(store, error, sql, "i", sweep), error);
}

/* ---- reading */

void
org_sweep_info_free(OrgSweepInfo *info)
{
    if (!info)
        return;
    char *const texts[] = { info->name, info->status, info->method,          info->scenario,      info->text,
                            info->hash, info->engine, info->parameters_json, info->outcomes_json, info->started };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_free(info);
}

/* The newest first: ?1 a number, 0: any; ?2 a name, null: any. */
static sqlite3_stmt *
prepare_info(OrgStore *store, gint64 sweep, const char *name, GError **error)
{
    sqlite3_stmt *stmt =
        store_prepare(store,
                      "SELECT s.id, s.name, s.method, s.scenario, s.text, s.hash, s.engine, s.parameters, s.outcomes, "
                      "s.started, s.seed,"
                      " s.points, s.replications, s.runner, s.finished IS NOT NULL,"
                      " (SELECT count(*) FROM sweep_point p WHERE p.sweep = s.id) FROM sweep s"
                      " WHERE (?1 = 0 OR s.id = ?1) AND (?2 IS NULL OR s.name = ?2) ORDER BY s.id DESC",
                      error);
    if (!stmt)
        return NULL;
    sqlite3_bind_int64(stmt, 1, sweep);
    sqlite3_bind_text(stmt, 2, name, -1, SQLITE_STATIC);
    return stmt;
}

static OrgSweepInfo *
read_info(sqlite3_stmt *stmt)
{
    OrgSweepInfo *info = g_new0(OrgSweepInfo, 1);
    char **const texts[] = { &info->name,   &info->method,          &info->scenario,      &info->text,   &info->hash,
                             &info->engine, &info->parameters_json, &info->outcomes_json, &info->started };
    int at = 0;
    info->id = sqlite3_column_int64(stmt, at++);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        *texts[i] = store_text(stmt, at++);
    g_autofree char *seed = store_text(stmt, at++);
    info->seed = g_ascii_strtoull(seed, NULL, 10);
    info->points = (guint64) sqlite3_column_int64(stmt, at++);
    info->replications = (guint32) sqlite3_column_int64(stmt, at++);
    g_autofree char *runner = store_text(stmt, at++);
    gboolean finished = sqlite3_column_int(stmt, at++);
    info->done = (guint64) sqlite3_column_int64(stmt, at);
    info->status = g_strdup(finished ? "done" : *runner && store_runner_alive(runner) ? "running" : "interrupted");
    return info;
}

GPtrArray *
org_store_sweeps(OrgStore *store, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify) org_sweep_info_free);
    g_autoptr(sqlite3_stmt) stmt = prepare_info(store, 0, NULL, error);
    int result = 0;
    while (stmt && (result = store_step(store, stmt, error)) == SQLITE_ROW)
        g_ptr_array_insert(all, 0, read_info(stmt));
    return result == SQLITE_DONE ? g_steal_pointer(&all) : NULL;
}

OrgSweepInfo *
org_store_sweep(OrgStore *store, gint64 sweep, const char *name, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = prepare_info(store, sweep, name, error);
    if (!stmt)
        return NULL;
    int result = store_step(store, stmt, error);
    if (result == SQLITE_ROW)
        return read_info(stmt);
    if (result == SQLITE_DONE && sweep)
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND, "%s has no sweep %" G_GINT64_FORMAT, store->path,
                      sweep);
    else if (result == SQLITE_DONE && name)
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND, "%s has no sweep \"%s\"", store->path, name);
    else if (result == SQLITE_DONE)
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND, "%s holds no sweeps", store->path);
    return NULL;
}

static const char *
text_of(sqlite3_stmt *stmt, int column)
{
    const char *text = (const char *) sqlite3_column_text(stmt, column);
    return text ? text : "";
}

gboolean
org_store_points(OrgStore *store, gint64 sweep, OrgSweepRowFn fn, gpointer data, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(store,
                                                 "SELECT point, status, \"values\", figures, message, message_said "
                                                 "FROM sweep_point WHERE sweep = ?1 ORDER BY point",
                                                 error);
    int result = 0;
    if (!stmt)
        return FALSE;
    sqlite3_bind_int64(stmt, 1, sweep);
    while ((result = store_step(store, stmt, error)) == SQLITE_ROW) {
        g_autofree OrgMessage *message = sqlite3_column_type(stmt, 4) == SQLITE_NULL ? NULL : store_message(stmt, 4);
        OrgSweepStoredRow row = { (guint64) sqlite3_column_int64(stmt, 0), text_of(stmt, 1), text_of(stmt, 2),
                                  text_of(stmt, 3), message };
        if (!fn(&row, data))
            return TRUE;
    }
    return result == SQLITE_DONE;
}
