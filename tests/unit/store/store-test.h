// SPDX-License-Identifier: MIT
/* Shared by the tests of the organisation file: a place for files, and their content as text. */
#pragma once
#include "../../../engine/store/file/db.h"
#include "../org/random-org.h"
#include <glib/gstdio.h>
#include <sys/stat.h>

/* Of a small run. */
static const OrgManifest small_run = {
    .scenario = "small",
    .title = (const OrgMessage *) "A small one",
    .engine = "0.1",
    .plugins_json = "[]",
    .scenario_hash = "abc",
    .sandbox = "full",
    .seed = G_MAXUINT64,
    .replications = 3,
    .from = ORG_MONTH(2021, 1),
    .to = ORG_MONTH(2025, 12),
    .items_json =
        "[{\"index\":0,\"id\":\"cut-1\",\"feature\":\"cut\",\"plugin\":\"cut\",\"role\":\"step\",\"note\":\"why\","
        "\"file\":\"s.yaml\",\"line\":12},{\"index\":1,\"id\":\"retirement\",\"feature\":\"retirement\"}]",
};

static inline char *
new_path(void)
{
    g_autofree char *folder = g_dir_make_tmp("orgsim-store-XXXXXX", NULL);
    g_assert_nonnull(folder);
    return g_build_filename(folder, "t.orgdb", NULL);
}

static inline void
drop_path(char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_remove(path);
    g_assert_cmpint(g_rmdir(folder), ==, 0); /* no journal is left behind */
    g_free(path);
}

static inline OrgStore *
open_store(const char *path, OrgStoreMode mode)
{
    g_autoptr(GError) error = NULL;
    OrgStore *store = org_store_open(path, mode, &error);
    g_assert_no_error(error);
    g_assert_nonnull(store);
    return store;
}

static inline gboolean
store_test_append(gint n, char **values, char **names, gpointer data)
{
    (void) names;
    for (gint i = 0; i < n; i++)
        g_string_append_printf(data, "%s%s", values[i] ? values[i] : "null", i + 1 < n ? "|" : "\n");
    return TRUE;
}

/* All rows of a SELECT, a line each. */
static inline char *
ask(OrgStore *store, const char *sql)
{
    GString *text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    org_store_query(store, sql, store_test_append, text, &error);
    g_assert_no_error(error);
    return g_string_free(text, FALSE);
}

#define assert_ask(store, sql, want)                                                                                   \
    G_STMT_START                                                                                                       \
    {                                                                                                                  \
        g_autofree char *have_ = ask((store), (sql));                                                                  \
        g_assert_cmpstr(have_, ==, (want));                                                                            \
    }                                                                                                                  \
    G_STMT_END

/* Every table but `but`, as text. */
static inline char *
dump(OrgStore *store, const char *but)
{
    g_autofree char *names = ask(store, "select name from sqlite_schema where type = 'table' order by name");
    g_auto(GStrv) tables = g_strsplit(g_strchomp(names), "\n", -1);
    GString *all = g_string_new(NULL);
    g_assert_cmpuint(g_strv_length(tables), >, 15);
    for (guint i = 0; tables[i]; i++) {
        if (g_strcmp0(tables[i], but) == 0)
            continue;
        g_autofree char *sql = g_strdup_printf("select * from %s", tables[i]), *rows = ask(store, sql);
        g_string_append_printf(all, "%s\n%s", tables[i], rows);
    }
    return g_string_free(all, FALSE);
}

static inline void
assert_sound(OrgStore *store)
{
    g_assert_cmpint(store_number(store, "select count(*) from pragma_foreign_key_check", -1), ==, 0);
    g_autoptr(sqlite3_stmt) stmt = store_prepare(store, "PRAGMA integrity_check", NULL);
    g_assert_cmpint(sqlite3_step(stmt), ==, SQLITE_ROW);
    g_assert_cmpstr((const char *) sqlite3_column_text(stmt, 0), ==, "ok");
}

static inline Org *
changed_org(guint seed, guint units, guint posts, guint people)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    Org *org = random_org(rand, units, posts, people);
    for (guint i = 0; i < 60; i++)
        random_verb(org, rand);
    return org;
}

/* A new file with one snapshot, "x". */
static inline char *
stored(Org **org)
{
    char *path = new_path();
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    *org = changed_org(3, 30, 3000, 3000);
    g_autofree char *hash = org_hash(*org);
    g_assert_cmpint(org_store_put(store, "x", *org, hash, NULL, FALSE, NULL), >, 0);
    org_store_close(store);
    return path;
}
