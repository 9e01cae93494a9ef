// SPDX-License-Identifier: MIT
/* Making a file, and bringing one of an older version to this one. Views are no data: they are made anew. */
#include "db.h"
#include "../../base/error.h"
#include "views.h"

/* From every released version to the next. Versions 1 and 2 were never released. What its runs were judged by version 1 kept
 * as text alone, and version 2 knew no breaches, series or streams: such files are refused rather than guessed at. */
const StoreMigration store_migrations[] = {
    /* Version 5 brought sweeps. */
    { 4, "CREATE TABLE sweep(id INTEGER PRIMARY KEY, name TEXT NOT NULL, method TEXT NOT NULL, scenario TEXT NOT NULL,"
         " text TEXT NOT NULL, hash TEXT NOT NULL, engine TEXT, seed TEXT NOT NULL, replications INTEGER NOT NULL,"
         " points INTEGER NOT NULL, parameters TEXT NOT NULL, outcomes TEXT NOT NULL, runner TEXT NOT NULL,"
         " started TEXT NOT NULL, finished TEXT) STRICT;"
         "CREATE TABLE sweep_point(sweep INTEGER NOT NULL REFERENCES sweep(id), point INTEGER NOT NULL, status TEXT NOT"
         " NULL, message TEXT, message_said TEXT, \"values\" TEXT NOT NULL, figures TEXT NOT NULL, redone INTEGER NOT "
         "NULL,"
         " PRIMARY KEY(sweep, point)) STRICT, WITHOUT ROWID" },
};
const guint store_n_migrations = G_N_ELEMENTS(store_migrations);

static gboolean
exec_all(OrgStore *store, const char *const *statements, GError **error)
{
    for (guint i = 0; statements[i]; i++)
        if (!store_exec(store, statements[i], error))
            return FALSE;
    return TRUE;
}

static gboolean
stamp(OrgStore *store, int version, GError **error)
{
    g_autofree char *sql =
        g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d", STORE_APPLICATION_ID, version);
    return store_exec(store, sql, error);
}

/* Two programs may make the same file at once: who comes second finds it made. */
gboolean
store_create(OrgStore *store, GError **error)
{
    if (!store_exec(store, "BEGIN IMMEDIATE", error))
        return FALSE;
    gboolean ok = store_number(store, "PRAGMA application_id", 0) == STORE_APPLICATION_ID ||
                  (exec_all(store, store_schema, error) && exec_all(store, store_views, error) &&
                   stamp(store, store_version, error));
    return store_end(store, ok, error);
}

static gboolean
drop_views(OrgStore *store, GError **error)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    for (guint i = 0; store_views[i]; i++) {
        g_auto(GStrv) words = g_strsplit(store_views[i], " ", 4); /* CREATE VIEW name AS … */
        g_string_append_printf(sql, "DROP VIEW IF EXISTS %s;", words[2]);
    }
    return store_exec(store, sql->str, error);
}

static gboolean
one_step(OrgStore *store, const StoreMigration *migrations, guint n, int version, GError **error)
{
    for (guint i = 0; i < n; i++)
        if (migrations[i].from == version)
            return store_exec(store, migrations[i].sql, error);
    org_error_set(
        error, ORG_STORE_ERROR, ORG_STORE_FAILED,
        "%s was written by an early orgsim (file version %d) whose runs do not hold what this one needs; import and "
        "run again into a new file",
        store->path, version);
    return FALSE;
}

gboolean
store_migrate(OrgStore *store, const StoreMigration *migrations, guint n, int version, GError **error)
{
    if (!store_exec(store, "BEGIN IMMEDIATE", error))
        return FALSE;
    int at = (int) store_number(store, "PRAGMA user_version", 0);
    gboolean ok = drop_views(store, error);
    for (; ok && at < version; at++)
        ok = one_step(store, migrations, n, at, error);
    ok = ok && exec_all(store, store_views, error) && stamp(store, version, error);
    return store_end(store, ok, error);
}
