// SPDX-License-Identifier: MIT
/* A run whose process is gone will never report. Whoever may write marks it; whoever only reads sees it as it will be marked,
 * through a view of this connection's own that stands before the table. */
#include "db.h"
#include <string.h>

#define GONE M_("its process ended without a word")

/* Their numbers; NULL with error. */
static GArray *
dead_runs(OrgStore *store, GError **error)
{
    g_autoptr(sqlite3_stmt) running =
        store_prepare(store, "SELECT id, runner FROM run WHERE status = 'running'", error);
    g_autoptr(GArray) dead = g_array_new(FALSE, FALSE, sizeof(gint64));
    int result = 0;
    while (running && (result = store_step(store, running, error)) == SQLITE_ROW) {
        gint64 id = sqlite3_column_int64(running, 0);
        g_autofree char *runner = store_text(running, 1);
        if (!store_runner_alive(runner))
            g_array_append_val(dead, id);
    }
    return result == SQLITE_DONE ? g_steal_pointer(&dead) : NULL;
}

gboolean
store_mark_dead(OrgStore *store, GError **error)
{
    g_autoptr(GArray) dead = dead_runs(store, error);
    for (guint i = 0; dead && i < dead->len; i++)
        if (!store_put_once(store, error,
                            "UPDATE run SET status = 'interrupted', message = ?1, message_said = ?2 WHERE id = ?3",
                            "wi", org_message_of(GONE), g_array_index(dead, gint64, i)))
            return FALSE;
    return dead != NULL;
}

/* What stands in a column of theirs; NULL: what the file holds. Owned by the caller. */
static char *
told_instead(const char *column)
{
    if (strcmp(column, "status") == 0)
        return g_strdup("interrupted");
    if (strcmp(column, "message") == 0)
        return org_message_text(org_message_of(GONE), ORG_LANG_EN);
    return strcmp(column, "message_said") == 0 ? g_strdup(org_message_json(org_message_of(GONE))) : NULL;
}

gboolean
store_show_dead(OrgStore *store, GError **error)
{
    g_autoptr(GArray) dead = dead_runs(store, error);
    if (!dead || !dead->len)
        return dead != NULL;
    g_autoptr(GString) ids = g_string_new(NULL), sql = g_string_new("CREATE TEMP VIEW run AS SELECT ");
    for (guint i = 0; i < dead->len; i++)
        g_string_append_printf(ids, "%s%" G_GINT64_FORMAT, i ? "," : "", g_array_index(dead, gint64, i));
    g_autoptr(sqlite3_stmt) columns = store_prepare(store, "SELECT name FROM pragma_table_info('run', 'main')", error);
    int result = 0;
    for (guint n = 0; columns && (result = store_step(store, columns, error)) == SQLITE_ROW; n++) {
        g_autofree char *name = store_text(columns, 0), *told = told_instead(name);
        char *part = told ? sqlite3_mprintf("%s CASE WHEN id IN (%s) THEN %Q ELSE \"%w\" END AS \"%w\"", n ? "," : "",
                                            ids->str, told, name, name)
                          : sqlite3_mprintf("%s \"%w\"", n ? "," : "", name);
        g_string_append(sql, part ? part : "");
        sqlite3_free(part);
    }
    g_string_append(sql, " FROM main.run");
    return result == SQLITE_DONE && store_exec(store, sql->str, error);
}
