// SPDX-License-Identifier: MIT
/* Reported figures: what has really been reached, by metric, scope and month. */
#include "db.h"

gboolean
store_put_actuals(OrgStore *store, const OrgActualRow *rows, guint n, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(
        store,
        "INSERT INTO actual(metric, scope, month, value, source) VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET"
        " value = excluded.value, source = excluded.source",
        error);
    gboolean ok = stmt != NULL;
    for (guint i = 0; ok && i < n; i++)
        ok = store_put(store, stmt, error, "ttidT", rows[i].metric, rows[i].scope ? rows[i].scope : "",
                       (gint64) rows[i].month, rows[i].value, rows[i].source);
    return ok;
}

gboolean
org_store_put_actuals(OrgStore *store, const OrgActualRow *rows, guint n, GError **error)
{
    if (!store_begin(store, error))
        return FALSE;
    return store_end(store, store_put_actuals(store, rows, n, error), error);
}

gboolean
org_store_actuals(OrgStore *store, OrgActualFn fn, gpointer data, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(
        store, "SELECT metric, scope, month, value, source FROM actual ORDER BY metric, scope, month", error);
    int result = 0;
    while (stmt && (result = store_step(store, stmt, error)) == SQLITE_ROW) {
        g_autofree char *metric = store_text(stmt, 0), *scope = store_text(stmt, 1), *source = store_text(stmt, 4);
        OrgActualRow row = { metric, scope, source, store_month(stmt, 2, ORG_UNKNOWN), sqlite3_column_double(stmt, 3) };
        fn(&row, data);
    }
    return result == SQLITE_DONE;
}
