// SPDX-License-Identifier: MIT
/* What doing nothing would have cost, beside a run. */
#include "db.h"

gboolean
org_store_put_nothing(OrgStore *store, gint64 run, const OrgSeriesRow *rows, guint n, GError **error)
{
    if (!store_begin(store, error))
        return FALSE;
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store, "INSERT OR REPLACE INTO idle(run, item, series, month, value) VALUES (?,?,?,?,?)", error);
    gboolean ok = stmt != NULL;
    for (guint i = 0; ok && i < n; i++)
        ok = store_put(store, stmt, error, "ittid", run, rows[i].item, rows[i].series, (gint64) rows[i].month,
                       rows[i].value);
    return store_end(store, ok, error);
}

gboolean
org_store_nothing(OrgStore *store, gint64 run, OrgNothingFn fn, gpointer data, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(
        store, "SELECT item, series, month, value FROM idle WHERE run = ?1 ORDER BY item, series, month", error);
    int result = 0;
    if (!stmt)
        return FALSE;
    sqlite3_bind_int64(stmt, 1, run);
    while ((result = store_step(store, stmt, error)) == SQLITE_ROW) {
        g_autofree char *item = store_text(stmt, 0), *series = store_text(stmt, 1);
        fn(item, series, store_month(stmt, 2, ORG_UNKNOWN), sqlite3_column_double(stmt, 3), data);
    }
    return result == SQLITE_DONE;
}
