// SPDX-License-Identifier: MIT
/* The figures of each replication of a run. Everybody who reckons with them, this program too, does it in SQL over what stands here. */
#include "db.h"
#include "../../base/month.h"
#include <math.h>

/* A JSON list; NaN is null. */
static char *
list_of(const GArray *figures)
{
    GString *text = g_string_new("[");
    char buffer[40];
    for (guint i = 0; figures && i < figures->len; i++) {
        double value = g_array_index(figures, double, i);
        g_string_append_printf(text, "%s%s", i ? "," : "", isfinite(value) ? org_number_text(value, buffer) : "null");
    }
    g_string_append_c(text, ']');
    return g_string_free(text, FALSE);
}

static gboolean
put_series(OrgStore *store, gint64 run, const OrgRunResult *r, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store, "INSERT INTO replication(run, item, series, month, figures) VALUES (?,?,?,?,?)", error);
    gboolean ok = stmt != NULL;
    for (guint i = 0; ok && i < r->n_replications; i++) {
        const OrgReplicationRow *row = &r->replications[i];
        g_autofree char *figures = list_of(row->figures);
        ok = store_put(store, stmt, error, "ittit", run, row->item, row->series, (gint64) row->month, figures);
    }
    return ok;
}

static gboolean
put_judged(OrgStore *store, gint64 run, const OrgRunResult *r, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store, "INSERT INTO replication_judged(run, seq, \"values\", changes) VALUES (?,?,?,?)", error);
    gboolean ok = stmt != NULL;
    for (guint i = 0; ok && i < r->n_targets; i++) {
        if (!r->targets[i].values)
            continue;
        g_autofree char *values = list_of(r->targets[i].values), *changes = list_of(r->targets[i].changes);
        ok = store_put(store, stmt, error, "iitt", run, (gint64) i, values, changes);
    }
    return ok;
}

gboolean
store_put_replications(OrgStore *store, gint64 run, const OrgRunResult *r, GError **error)
{
    return put_series(store, run, r, error) && put_judged(store, run, r, error);
}

GArray *
org_store_paid(OrgStore *store, gint64 run, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store,
                      "SELECT total(s.value) FROM replication_series s WHERE s.run = ?1 AND EXISTS (SELECT 1 FROM"
                      " declared_series d WHERE d.run = s.run AND d.item = s.item AND s.series GLOB d.series AND"
                      " d.one_off) GROUP BY s.replication ORDER BY s.replication",
                      error);
    g_autoptr(GArray) paid = g_array_new(FALSE, FALSE, sizeof(double));
    int result = 0;
    if (!stmt)
        return NULL;
    sqlite3_bind_int64(stmt, 1, run);
    while ((result = store_step(store, stmt, error)) == SQLITE_ROW) {
        double value = sqlite3_column_double(stmt, 0);
        g_array_append_val(paid, value);
    }
    return result == SQLITE_DONE ? g_steal_pointer(&paid) : NULL;
}
