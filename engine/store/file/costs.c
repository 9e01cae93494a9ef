// SPDX-License-Identifier: MIT
/* What a run cost to run, month by month, and what doing nothing would have cost. */
#include "db.h"

gboolean
store_put_costs(OrgStore *store, gint64 run, gboolean nothing, const OrgCostRow *rows, guint n, GError **error)
{
    const char *sql = nothing ? "INSERT OR REPLACE INTO idle(run, item, series, month, value) VALUES (?,?,?,?,?)"
                              : "INSERT INTO running(run, item, series, month, value) VALUES (?,?,?,?,?)";
    g_autoptr(sqlite3_stmt) stmt = store_prepare(store, sql, error);
    gboolean ok = stmt != NULL;
    for (guint i = 0; ok && i < n; i++)
        ok = store_put(store, stmt, error, "ittid", run, rows[i].item, rows[i].series, (gint64) rows[i].month,
                       rows[i].value);
    return ok;
}

gboolean
org_store_put_nothing(OrgStore *store, gint64 run, const OrgCostRow *rows, guint n, GError **error)
{
    return store_begin(store, error) && store_end(store, store_put_costs(store, run, TRUE, rows, n, error), error);
}

gboolean
org_store_costs(OrgStore *store, gint64 run, gboolean nothing, OrgCostFn fn, gpointer data, GError **error)
{
    const char *sql =
        nothing ? "SELECT item, series, month, value FROM idle WHERE run = ?1 ORDER BY item, series, month"
                : "SELECT item, series, month, value FROM running WHERE run = ?1 ORDER BY item, series, month";
    g_autoptr(sqlite3_stmt) stmt = store_prepare(store, sql, error);
    int result = 0;
    if (!stmt)
        return FALSE;
    sqlite3_bind_int64(stmt, 1, run);
    while ((result = store_step(store, stmt, error)) == SQLITE_ROW) {
        g_autofree char *item = store_text(stmt, 0), *series = store_text(stmt, 1);
        OrgCostRow row = { item, series, store_month(stmt, 2, ORG_UNKNOWN), sqlite3_column_double(stmt, 3) };
        fn(&row, data);
    }
    return result == SQLITE_DONE;
}
