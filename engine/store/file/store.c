// SPDX-License-Identifier: MIT
/* Opening the organisation file: is it there, is it ours, is it of a version that we know. */
#include "db.h"
#include "../../base/error.h"
#include "../form/tables.h"
#include <glib/gstdio.h>
#include <sys/stat.h>

#define PATIENCE 5000 /* milliseconds that another writer is waited for */

const char *
org_store_path(const OrgStore *store)
{
    return store->path;
}

void
org_store_close(OrgStore *store)
{
    if (!store)
        return;
    store_forget_fresh(store);
    sqlite3_close(store->db);
    g_free(store->path);
    g_free(store);
}

static gboolean
not_ours(OrgStore *store, const char *why, GError **error)
{
    g_autofree char *said = org_said_whole(why);
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_OURS, "%s is not an organisation file: %s", store->path, said);
    return FALSE;
}

/* A pipe would be waited for, a device read without end. What is not there yet is well. */
static gboolean
is_ordinary(const char *path)
{
    struct stat st;
    return stat(path, &st) != 0 || S_ISREG(st.st_mode);
}

static gboolean
connect(OrgStore *store, const char *path, int flags, GError **error)
{
    /* A relative name is made a plain one: SQLite would take "file:…" for a URI with options of its own. */
    g_autofree char *plain = g_path_is_absolute(path) || !*path ? g_strdup(path) : g_strconcat("./", path, NULL);
    if (*path && !is_ordinary(path))
        return not_ours(store, "it is not an ordinary file", error);
    if (sqlite3_open_v2(*path ? plain : ":memory:", &store->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                        NULL) != SQLITE_OK)
        return store_fail(store, error);
    store_guard_limits(store->db);
    store_wait(store, PATIENCE);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL); /* we have none; a foreign one is not run */
    return store_exec(store,
                      "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
                      "PRAGMA cache_size = -65536; PRAGMA foreign_keys = ON",
                      error);
}

/* A file that comes from elsewhere could hold a view under the name of a table. */
static gboolean
has_our_tables(OrgStore *store, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1", error);
    for (guint i = 0; stmt && store_schema[i]; i++) {
        g_auto(GStrv) words = g_strsplit_set(store_schema[i], " (", 4); /* CREATE TABLE name(… */
        sqlite3_bind_text(stmt, 1, words[2], -1, SQLITE_STATIC);
        if (store_step(store, stmt, error) != SQLITE_ROW)
            return FALSE;
        if (sqlite3_column_int(stmt, 0) == 0) {
            org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_OURS,
                          "%s lacks the table \"%s\" that every organisation file "
                          "has; take the file from a copy",
                          store->path, words[2]);
            return FALSE;
        }
        sqlite3_reset(stmt);
    }
    return stmt != NULL;
}

/* SQLite makes them when they are first used, which the authorizer of a foreign query does not let it do. */
static gboolean
connect_tables(OrgStore *store, GError **error)
{
    for (guint i = 0; store_plain[i]; i++) {
        g_auto(GStrv) words = g_strsplit_set(store_plain[i], " (", 4); /* CREATE TABLE name(… */
        g_autofree char *sql = g_strdup_printf("SELECT * FROM %s", words[2]);
        g_autoptr(sqlite3_stmt) stmt = store_prepare(store, sql, error);
        if (!stmt)
            return FALSE;
    }
    return TRUE;
}

/* What the file holds as blobs is offered as tables; one that brings a table of such a name would be read in its place. */
static gboolean
offer_tables(OrgStore *store, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store, "SELECT count(*) FROM sqlite_schema WHERE name = ?1 COLLATE NOCASE", error);
    for (guint i = 0; stmt && store_plain[i]; i++) {
        g_auto(GStrv) words = g_strsplit_set(store_plain[i], " (", 4); /* CREATE TABLE name(… */
        sqlite3_bind_text(stmt, 1, words[2], -1, SQLITE_STATIC);
        if (store_step(store, stmt, error) != SQLITE_ROW)
            return FALSE;
        if (sqlite3_column_int(stmt, 0)) {
            org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_OURS,
                          "%s has a table \"%s\", which no organisation file has; take the file from a copy",
                          store->path, words[2]);
            return FALSE;
        }
        sqlite3_reset(stmt);
    }
    if (!stmt)
        return FALSE;
    if (form_offer_tables(store->db) != SQLITE_OK || form_offer_attributes(store->db) != SQLITE_OK ||
        form_offer_views(store->db) != SQLITE_OK)
        return store_fail(store, error);
    return store_offer_changes(store, error) && connect_tables(store, error);
}

/* The version of the file; 0: it is empty; -1 with error set: not ours, or it cannot be read. */
static int
version_of(OrgStore *store, GError **error)
{
    if (!store_exec(store, "SELECT count(*) FROM sqlite_schema", error))
        return -1;
    gint64 application = store_number(store, "PRAGMA application_id", 0);
    gint64 objects = store_number(store, "SELECT count(*) FROM sqlite_schema", 0);
    if (application == 0 && objects == 0)
        return 0;
    if (application != STORE_APPLICATION_ID) {
        not_ours(store, "it is a SQLite database of another program", error);
        return -1;
    }
    int version = (int) store_number(store, "PRAGMA user_version", 0);
    if (version > 0)
        return version;
    not_ours(store, "its version is missing", error);
    return -1;
}

/* An older file that may only be read is brought to this version in memory. */
static gboolean
migrate_copy(OrgStore *store, const StoreMigration *migrations, guint n, int version, GError **error)
{
    OrgStore copy = { .path = store->path, .writable = TRUE };
    gboolean ok = connect(&copy, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
    sqlite3_backup *backup = ok ? sqlite3_backup_init(copy.db, "main", store->db, "main") : NULL;
    if (backup) {
        sqlite3_backup_step(backup, -1);
        ok = sqlite3_backup_finish(backup) == SQLITE_OK || store_fail(&copy, error);
    }
    ok = ok && store_migrate(&copy, migrations, n, version, error);
    sqlite3 *old = ok ? store->db : copy.db;
    if (ok)
        store->db = copy.db;
    sqlite3_close(old);
    return ok;
}

static gboolean
prepare_to_write(OrgStore *store, const StoreMigration *migrations, guint n, int target, GError **error)
{
    int version = version_of(store, error);
    if (version < 0)
        return FALSE;
    if (version > target) {
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NEWER,
                      "%s was written by a newer orgsim (file version %d, this program "
                      "knows up to %d): it can be read but not changed; update orgsim",
                      store->path, version, target);
        return FALSE;
    }
    store->writable = TRUE;
    if (version == 0)
        return store_exec(store, "PRAGMA page_size = 16384; PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA",
                          error) &&
               store_create(store, error) && offer_tables(store, error);
    return store_exec(store, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA", error) &&
           (version == target || store_migrate(store, migrations, n, target, error)) && has_our_tables(store, error) &&
           offer_tables(store, error);
}

static gboolean
prepare_to_read(OrgStore *store, const StoreMigration *migrations, guint n, int target, GError **error)
{
    int version = version_of(store, error);
    if (version < 0)
        return FALSE;
    if (version == 0)
        return not_ours(store, "it is empty", error);
    if (version < target && !migrate_copy(store, migrations, n, target, error))
        return FALSE;
    return has_our_tables(store, error) && offer_tables(store, error) && store_show_dead(store, error) &&
           store_exec(store, "PRAGMA query_only = ON", error);
}

OrgStore *
store_open_as(const char *path, OrgStoreMode mode, const StoreMigration *migrations, guint n, int version,
              GError **error)
{
    if (mode == ORG_STORE_READ && !g_file_test(path, G_FILE_TEST_EXISTS)) {
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND,
                      "there is no file %s; check its name and the folder you are in", path);
        return NULL;
    }
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_OURS, "%s is a folder, not an organisation file", path);
        return NULL;
    }
    g_autoptr(OrgStore) store = g_new0(OrgStore, 1);
    store->path = g_strdup(path);
    store->fresh = mode == ORG_STORE_WRITE && *path && !g_file_test(path, G_FILE_TEST_EXISTS);
    int flags = mode == ORG_STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (!*path || !connect(store, path, flags, error)) {
        if (!*path)
            org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND, "the organisation file has no name");
        return NULL;
    }
    gboolean ok = mode == ORG_STORE_READ ? prepare_to_read(store, migrations, n, version, error)
                                         : prepare_to_write(store, migrations, n, version, error);
    store->kept = FALSE; /* tables without a row are nothing yet */
    return ok ? g_steal_pointer(&store) : NULL;
}

OrgStore *
org_store_new_in_memory(GError **error)
{
    g_autoptr(OrgStore) store = g_new0(OrgStore, 1);
    store->path = g_strdup("");
    gboolean ok = connect(store, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error) &&
                  prepare_to_write(store, store_migrations, store_n_migrations, store_version, error);
    return ok ? g_steal_pointer(&store) : NULL;
}

GBytes *
org_store_image(OrgStore *store, GError **error)
{
    sqlite3_int64 size = 0;
    unsigned char *bytes = sqlite3_serialize(store->db, "main", &size, 0);
    if (bytes)
        return g_bytes_new_with_free_func(bytes, (gsize) size, sqlite3_free, bytes);
    store_fail(store, error);
    return NULL;
}

OrgStore *
org_store_open(const char *path, OrgStoreMode mode, GError **error)
{
    return store_open_as(path, mode, store_migrations, store_n_migrations, store_version, error);
}
