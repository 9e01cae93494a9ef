// SPDX-License-Identifier: MIT
/* Foreign SELECTs over the file: the authorizer lets them read and nothing else; the guard stops them. */
#include "db.h"
#include "../../base/error.h"
#include "text.h"

#define LONGEST_CELL (64 << 20) /* bytes; of a bundle of texts that a scenario was made of, at most */

static int
authorize(void *data, int action, const char *a, const char *b, const char *database, const char *view)
{
    (void) data, (void) a, (void) database, (void) view;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return store_guard_forbids(b) ? SQLITE_DENY : SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

static gboolean
refuse(OrgStore *store, GError **error, const char *why)
{
    g_autofree char *said = org_said_whole(why);
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED, "%s: %s", store->path, said);
    return FALSE;
}

static gboolean
compile_failed(OrgStore *store, GError **error)
{
    int result = sqlite3_errcode(store->db) & 0xff;
    if (result == SQLITE_AUTH || strcmp(sqlite3_errmsg(store->db), "not authorized") == 0)
        return refuse(store, error, "only reading is allowed here: write one SELECT");
    if (result != SQLITE_ERROR)
        return store_fail(store, error);
    return refuse(store, error, sqlite3_errmsg(store->db));
}

static gboolean
stopped(OrgStore *store, GError **error)
{
    if (!store->guard.why && (sqlite3_errcode(store->db) & 0xff) == SQLITE_TOOBIG)
        return refuse(store, error, "a cell would have more than 64 MiB");
    if (!store->guard.why)
        return store_fail(store, error);
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED,
                  "%s: the query was stopped because %s; narrow it with WHERE, or copy the "
                  "file and use sqlite3 on the copy",
                  store->path, store->guard.why);
    return FALSE;
}

static gboolean
run_query(OrgStore *store, sqlite3_stmt *stmt, OrgRowFn fn, gpointer data, GError **error)
{
    int n = sqlite3_column_count(stmt), result;
    g_autoptr(StoreTextRow) row = store_text_row_new(stmt);
    while ((result = sqlite3_step(stmt)) == SQLITE_ROW)
        if (!fn(n, store_text_row_values(row), store_text_row_names(row), data))
            return TRUE;
    return result == SQLITE_DONE || stopped(store, error);
}

static gboolean
query(OrgStore *store, const char *sql, gint64 run, gboolean bound, OrgRowFn fn, gpointer data, GError **error)
{
    const char *rest = NULL;
    sqlite3_stmt *raw = NULL;
    /* One call of a function may make a text of any length, and nothing looks at the clock while it does. */
    int length = sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, LONGEST_CELL);
    sqlite3_set_authorizer(store->db, authorize, NULL);
    int result = sqlite3_prepare_v2(store->db, sql, -1, &raw, &rest);
    g_autoptr(sqlite3_stmt) stmt = raw;
    gboolean ok = result == SQLITE_OK || compile_failed(store, error);
    if (ok && (!stmt || !sqlite3_stmt_readonly(stmt) || sqlite3_column_count(stmt) == 0 || !store_only_blank(rest)))
        ok = refuse(store, error, "one SELECT was expected");
    if (ok) {
        if (bound)
            sqlite3_bind_int64(stmt, 1, run);
        store_guard_enter(&store->guard, store->db, STORE_MAX_STEPS);
        ok = run_query(store, stmt, fn, data, error);
        store_guard_leave(&store->guard, store->db);
    }
    sqlite3_set_authorizer(store->db, NULL, NULL);
    sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, length);
    return ok;
}

gboolean
org_store_query(OrgStore *store, const char *sql, OrgRowFn fn, gpointer data, GError **error)
{
    return query(store, sql, 0, FALSE, fn, data, error);
}

gboolean
org_store_query_run(OrgStore *store, const char *sql, gint64 run, OrgRowFn fn, gpointer data, GError **error)
{
    return query(store, sql, run, TRUE, fn, data, error);
}
