// SPDX-License-Identifier: MIT
#include "attributes.h"
#include "../../base/error.h"
#include "columns.h"

static void
free_info(OrgSnapshotInfo *info)
{
    if (!info)
        return;
    g_free(info->name);
    g_free(info->hash);
    g_free(info);
}

GPtrArray *
org_store_snapshots(OrgStore *store, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify) free_info);
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store, "SELECT id, name, hash, month FROM snapshot ORDER BY id", error);
    int result = 0;
    while (stmt && (result = store_step(store, stmt, error)) == SQLITE_ROW) {
        OrgSnapshotInfo *info = g_new0(OrgSnapshotInfo, 1);
        info->id = sqlite3_column_int64(stmt, 0);
        info->name = store_text(stmt, 1);
        info->hash = store_text(stmt, 2);
        info->date = store_month(stmt, 3, ORG_UNKNOWN);
        g_ptr_array_add(all, info);
    }
    return result == SQLITE_DONE ? g_steal_pointer(&all) : NULL;
}

/* The id of the snapshot of a name (0: none, -1: error) and whether its hash is this one. */
static gint64
find_snapshot(OrgStore *store, const char *name, const char *hash, gboolean *same, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(store, "SELECT id, hash FROM snapshot WHERE name = ?1", error);
    if (!stmt)
        return -1;
    sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
    int result = store_step(store, stmt, error);
    if (result != SQLITE_ROW)
        return result == SQLITE_DONE ? 0 : -1;
    *same = g_strcmp0((const char *) sqlite3_column_text(stmt, 1), hash) == 0;
    return sqlite3_column_int64(stmt, 0);
}

/* Name that no other organisation has: name, name~2, name~3, …. found: the snapshot that already is this one, or 0. */
static char *
free_name(OrgStore *store, const char *name, const char *hash, gint64 *found, GError **error)
{
    for (guint i = 1;; i++) {
        g_autofree char *candidate = i == 1 ? g_strdup(name) : g_strdup_printf("%s~%u", name, i);
        gboolean same = FALSE;
        gint64 id = find_snapshot(store, candidate, hash, &same, error);
        if (id < 0)
            return NULL;
        *found = same ? id : 0;
        if (id == 0 || same)
            return g_steal_pointer(&candidate);
    }
}

/* Runs that began from a snapshot keep it, under a name with a number; otherwise it goes. */
static gboolean
make_way(OrgStore *store, gint64 id, const char *name, GError **error)
{
    g_autofree char *used = g_strdup_printf("SELECT (SELECT count(*) FROM run WHERE snapshot = %" G_GINT64_FORMAT ") + "
                                            "(SELECT count(*) FROM baseline WHERE snapshot = %" G_GINT64_FORMAT ")",
                                            id, id);
    if (store_number(store, used, 1) > 0) {
        gint64 found = 0;
        g_autofree char *other = free_name(store, name, "", &found, error);
        return other && store_put_once(store, error, "UPDATE snapshot SET name = ?2 WHERE id = ?1", "it", id, other);
    }
    static const char *const of[] = { "attribute", "snapshot_column", "unit", NULL };
    for (guint i = 0; of[i]; i++) {
        g_autofree char *sql = g_strdup_printf("DELETE FROM %s WHERE snapshot = ?1", of[i]);
        if (!store_put_once(store, error, sql, "i", id))
            return FALSE;
    }
    return store_put_once(store, error, "DELETE FROM snapshot WHERE id = ?1", "i", id);
}

static gint64
write_snapshot(OrgStore *store, const char *name, const Org *org, const char *hash, const char *repairs, GError **error)
{
    if (!store_put_once(
            store, error,
            "INSERT INTO snapshot(name, month, hash, units, posts, people, post_rows, person_rows, filled_unknown,"
            " births_unknown, repairs, stored) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
            "strftime('%Y-%m-%dT%H:%M:%SZ'))",
            "titiiiiiiit", name, (gint64) org->month, hash, (gint64) org->totals.units, (gint64) org->totals.posts,
            (gint64) org->totals.people, (gint64) org->posts.n, (gint64) org->people.n, (gint64) org->filled_unknown,
            (gint64) org->births_unknown, repairs))
        return 0;
    gint64 id = sqlite3_last_insert_rowid(store->db);
    StoreColumns columns = { 0 };
    gboolean ok = store_write_units(store, "unit", id, org, NULL, error) &&
                  store_columns_begin(&columns, store, "snapshot_column", error);
    for (guint table = ORG_POSTS; ok && table <= ORG_PEOPLE; table++)
        ok = store_write_columns(&columns, id, org, table, NULL, error);
    ok = ok && store_write_attributes(&columns, id, org, error);
    store_columns_end(&columns);
    return ok ? id : 0;
}

gint64
store_put_snapshot(OrgStore *store, const char *name, const Org *org, const char *hash, const char *repairs,
                   StoreNameRule rule, GError **error)
{
    gboolean same = FALSE;
    gint64 id = 0;
    g_autofree char *as = rule == STORE_NAME_AVOID ? free_name(store, name, hash, &id, error) : g_strdup(name);
    if (!as || id)
        return id;
    if (rule != STORE_NAME_AVOID) {
        id = find_snapshot(store, name, hash, &same, error);
        if (id < 0 || same)
            return MAX(id, 0);
        if (id && rule == STORE_NAME_REFUSE) {
            org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED,
                          "%s already holds another organisation under the name \"%s\"; "
                          "choose another name, or replace it",
                          store->path, name);
            return 0;
        }
        if (id && !make_way(store, id, name, error))
            return 0;
    }
    return write_snapshot(store, as, org, hash, repairs, error);
}

gint64
org_store_put(OrgStore *store, const char *name, const Org *org, const char *hash, const char *repairs,
              gboolean replace, GError **error)
{
    if (!store_begin(store, error))
        return 0;
    gint64 id =
        store_put_snapshot(store, name, org, hash, repairs, replace ? STORE_NAME_REPLACE : STORE_NAME_REFUSE, error);
    return store_end(store, id != 0, error) ? id : 0;
}

/* ---- reading */

/* Units are counted, posts and people believed up to the most that a table may have: each of their columns must hold as many. */
static gboolean
add_rows(OrgStore *store, Org *org, gint64 id, sqlite3_stmt *head, GError **error)
{
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM unit WHERE snapshot = %" G_GINT64_FORMAT, id);
    gint64 units = store_number(store, sql, -1), posts = sqlite3_column_int64(head, 4),
           people = sqlite3_column_int64(head, 5);
    if (units < 0)
        return store_fail(store, error);
    if (posts < 0 || posts > FORM_MAX_ROWS || people < 0 || people > FORM_MAX_ROWS) {
        org_error_set(
            error, ORG_STORE_ERROR, ORG_STORE_FAILED,
            "%s: a snapshot says that it has more posts or people than there can be; take the file from a copy",
            store->path);
        return FALSE;
    }
    org_add_units(org, (guint32) units);
    org_add_posts(org, (guint32) posts);
    org_add_people(org, (guint32) people);
    return TRUE;
}

static Org *
read_snapshot(OrgStore *store, gint64 id, OrgDict *dict, sqlite3_stmt *head, GError **error)
{
    g_autoptr(Org) org = org_new(dict, store_month(head, 1, ORG_UNKNOWN));
    org->filled_unknown = sqlite3_column_int(head, 2) != 0;
    org->births_unknown = sqlite3_column_int(head, 3) != 0;
    if (!add_rows(store, org, id, head, error) || !store_read_units(store, id, org, error) ||
        !store_read_columns(store, id, org, ORG_POSTS, error) || !store_read_columns(store, id, org, ORG_PEOPLE, error))
        return NULL;
    if (!store_read_attributes(store, id, org, error))
        return NULL;
    if (org_finish(org, error))
        return g_steal_pointer(&org);
    org_error_prefix(error, "%s: ", store->path);
    return NULL;
}

static void
no_such_snapshot(OrgStore *store, const char *name, GError **error)
{
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND,
                  "%s has no snapshot \"%s\"; see \"orgsim query %s 'select name"
                  " from snapshot'\"",
                  store->path, name, store->path);
}

gint64
org_store_snapshot_id(OrgStore *store, const char *name, GError **error)
{
    gboolean same;
    gint64 id = find_snapshot(store, name, "", &same, error);
    if (id == 0)
        no_such_snapshot(store, name, error);
    return MAX(id, 0);
}

/* All of one snapshot is read in one read transaction: another program may write meanwhile. */
static Org *
read_where(OrgStore *store, const char *where, const char *name, gint64 id, OrgDict *dict, GError **error)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT id, month, filled_unknown, births_unknown, post_rows, person_rows FROM snapshot %s", where);
    g_autoptr(sqlite3_stmt) stmt = store_prepare(store, sql, error);
    if (!stmt)
        return NULL;
    if (name)
        sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
    else if (id)
        sqlite3_bind_int64(stmt, 1, id);
    int result = store_step(store, stmt, error);
    if (result == SQLITE_ROW) /* the open statement holds the read lock until it is finalized */
        return read_snapshot(store, sqlite3_column_int64(stmt, 0), dict, stmt, error);
    if (result == SQLITE_DONE && name)
        no_such_snapshot(store, name, error);
    else if (result == SQLITE_DONE)
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND, "%s holds no such snapshot", store->path);
    return NULL;
}

Org *
org_store_get(OrgStore *store, const char *name, OrgDict *dict, GError **error)
{
    if (name)
        return read_where(store, "WHERE name = ?1", name, 0, dict, error);
    return read_where(store, "ORDER BY month DESC, id DESC LIMIT 1", NULL, 0, dict, error);
}

Org *
org_store_get_id(OrgStore *store, gint64 id, OrgDict *dict, GError **error)
{
    return read_where(store, "WHERE id = ?1", NULL, id, dict, error);
}
