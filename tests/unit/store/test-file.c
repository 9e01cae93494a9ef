// SPDX-License-Identifier: MIT
/* The file: what goes in comes out; what is no organisation file, or damaged, or of another version, says so. */
#include "store-test.h"
#include <math.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- snapshots */

static void
test_round_trip(void)
{
    char *path = new_path();
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    for (guint seed = 0; seed < 30; seed++) {
        Org *org = changed_org(seed, 1 + seed % 9, seed * 2, seed * 2);
        org->filled_unknown = seed % 2;
        g_autofree char *hash = org_hash(org), *name = g_strdup_printf("s%u", seed);
        g_autoptr(GError) error = NULL;
        gint64 id = org_store_put(store, name, org, hash, seed ? NULL : "[]", FALSE, &error);
        g_assert_no_error(error);
        g_autoptr(OrgDict) dict = org_dict_new();
        g_autoptr(Org) back = org_store_get(store, name, dict, &error);
        g_autoptr(Org) again = org_store_get_id(store, id, dict, &error);
        g_assert_no_error(error);
        g_autofree char *have = org_hash(back), *twice = org_hash(again);
        g_assert_cmpstr(have, ==, hash);
        g_assert_cmpstr(twice, ==, hash);
        g_assert_cmpint(back->month, ==, org->month);
        g_assert_cmpint(back->filled_unknown, ==, org->filled_unknown);
        g_assert_cmpint(back->totals.people, ==, org->totals.people);
        random_org_free(org);
    }
    assert_sound(store);
    org_store_close(store);
    drop_path(path);
}

static void
test_odd_values(void)
{
    char *path = new_path();
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) org = org_new(dict, ORG_MONTH(1999, 12));
    org_add_units(org, 3);
    org->units.name[0] = org_dict_add(dict, "Phòng <script>'\";--\n=cmd|", -1);
    org->units.id[2] = org_dict_add(dict, "null", -1);
    org_add_posts(org, 2);
    org->posts.unit[0] = org->posts.unit[1] = 2;
    org->posts.fte[0] = 4294967295u;
    org->posts.fte[1] = 1;
    org->posts.coefficient[1] = 65535;
    OrgAttribute *number = org_attribute(org, ORG_POSTS, "a \"b\" . c", TRUE),
                 *word = org_attribute(org, ORG_UNITS, "w", FALSE);
    number->number[0] = 0.1 + 0.2;
    number->number[1] = -1e308;
    word->word[1] = org_dict_add(dict, "1.0", -1);
    org_attribute(org, ORG_PEOPLE, "nobody has it", TRUE);
    g_assert_true(org_finish(org, NULL));
    g_autofree char *hash = org_hash(org);
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    g_assert_cmpint(org_store_put(store, "odd", org, hash, NULL, FALSE, NULL), >, 0);
    g_autoptr(OrgDict) other = org_dict_new();
    g_autoptr(Org) back = org_store_get(store, NULL, other, NULL);
    g_autofree char *have = org_hash(back);
    g_assert_cmpstr(have, ==, hash);
    g_assert_nonnull(org_attribute_find(back, ORG_PEOPLE, "nobody has it"));
    assert_ask(store, "select id, unit, fte, coefficient from post_list",
               "p1|null|4294967.295|null\np2|null|0.001|655.35\n");
    assert_ask(store, "select id, name from unit_list where id <> 'u2'", "u1|Phòng <script>'\";--\n=cmd|\nnull|null\n");
    org_store_close(store);
    drop_path(path);
}

static void
test_names(void)
{
    char *path = new_path();
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    Org *a = changed_org(1, 4, 10, 10), *b = changed_org(2, 4, 10, 10);
    b->month = a->month + 12;
    g_autofree char *hash_a = org_hash(a), *hash_b = org_hash(b);
    g_autoptr(GError) error = NULL;
    gint64 id = org_store_put(store, "x", a, hash_a, NULL, FALSE, NULL);
    g_assert_cmpint(org_store_put(store, "x", a, hash_a, NULL, FALSE, NULL), ==, id); /* the same is kept */
    g_assert_cmpint(org_store_put(store, "x", b, hash_b, NULL, FALSE, &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "\"x\""));
    g_assert_cmpint(org_store_put(store, "x", b, hash_b, NULL, TRUE, NULL), >, 0);
    g_assert_cmpint(org_store_put(store, "older", a, hash_a, NULL, FALSE, NULL), >, 0);
    g_autoptr(GPtrArray) all = org_store_snapshots(store, NULL);
    g_assert_cmpuint(all->len, ==, 2);
    const OrgSnapshotInfo *first = g_ptr_array_index(all, 0);
    g_assert_cmpstr(first->name, ==, "x");
    g_assert_cmpstr(first->hash, ==, hash_b);
    g_assert_cmpint(first->date, ==, b->month);
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) newest = org_store_get(store, NULL, dict, NULL);
    g_assert_cmpint(newest->month, ==, b->month); /* by date, not by number */
    g_clear_error(&error);
    g_assert_null(org_store_get(store, "y", dict, &error));
    g_assert_error(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND);
    g_assert_null(org_store_get_id(store, 99, dict, NULL));
    assert_sound(store);
    org_store_close(store);
    random_org_free(a);
    random_org_free(b);
    drop_path(path);
}

/* ---- other files */

static void
cannot_open(const char *path, OrgStoreMode mode, int code, const char *why)
{
    g_autoptr(GError) error = NULL;
    OrgStore *store = org_store_open(path, mode, &error);
    g_assert_null(store);
    g_assert_error(error, ORG_STORE_ERROR, code);
    g_assert_nonnull(strstr(error->message, path));
    if (!strstr(error->message, why))
        g_error("\"%s\" does not say \"%s\"", error->message, why);
}

static void
test_not_ours(void)
{
    char *path = new_path();
    cannot_open(path, ORG_STORE_READ, ORG_STORE_NOT_FOUND, "there is no file");
    g_file_set_contents(path, "id,name,type\n", -1, NULL);
    cannot_open(path, ORG_STORE_READ, ORG_STORE_NOT_OURS, "not an organisation file");
    cannot_open(path, ORG_STORE_WRITE, ORG_STORE_NOT_OURS, "not an organisation file");
    g_autofree char *kept = NULL;
    g_assert_true(g_file_get_contents(path, &kept, NULL, NULL));
    g_assert_cmpstr(kept, ==, "id,name,type\n");
    g_remove(path);
    sqlite3 *db;
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(db, "create table t(x)", NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close(db);
    cannot_open(path, ORG_STORE_WRITE, ORG_STORE_NOT_OURS, "another program");
    g_file_set_contents(path, "", 0, NULL);
    cannot_open(path, ORG_STORE_READ, ORG_STORE_NOT_OURS, "empty");
    org_store_close(open_store(path, ORG_STORE_WRITE)); /* an empty file may become one */
    org_store_close(open_store(path, ORG_STORE_READ));
    g_autofree char *folder = g_path_get_dirname(path);
    cannot_open(folder, ORG_STORE_READ, ORG_STORE_NOT_OURS, "a folder");
    drop_path(path);
}

/* Wherever bytes are damaged: a sentence or the right organisation, never a crash or another organisation taken for it. */
static void
test_damaged(void)
{
    Org *org;
    char *path = stored(&org), *bytes;
    gsize size;
    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    g_autoptr(GRand) rand = g_rand_new_with_seed(4);
    guint failed = 0;
    for (guint i = 0; i < 60; i++) {
        g_autofree char *copy = g_memdup2(bytes, size);
        gsize at = i < 20 ? 100 + pick(rand, 16000) : pick(rand, (guint) size - 64);
        for (guint k = 0; k < 64; k++)
            copy[at + k] = (char) pick(rand, 256);
        g_assert_true(g_file_set_contents(path, copy, (gssize) (i % 3 ? size : size * (i + 1) / 61), NULL));
        g_autoptr(GError) error = NULL;
        g_autoptr(OrgStore) store = org_store_open(path, ORG_STORE_READ, &error);
        g_autoptr(OrgDict) dict = org_dict_new();
        g_autoptr(Org) back = store ? org_store_get(store, "x", dict, &error) : NULL;
        g_assert_true((back != NULL) == (error == NULL));
        failed += error != NULL;
        if (error)
            g_assert_nonnull(strstr(error->message, path));
        else
            g_assert_true(org_check(back, NULL));
    }
    g_assert_cmpuint(failed, >, 20);
    g_free(bytes);
    random_org_free(org);
    drop_path(path);
}

/* A file from elsewhere cannot make us run what it brings. */
static void
test_hostile_schema(void)
{
    Org *org;
    char *path = stored(&org);
    sqlite3 *db;
    sqlite3_open(path, &db);
    g_assert_cmpint(
        sqlite3_exec(db, "create trigger evil after insert on run begin delete from snapshot; end", NULL, NULL, NULL),
        ==, SQLITE_OK);
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    OrgManifest manifest = { .scenario = "x" };
    g_assert_cmpint(org_store_begin_run(store, &manifest, NULL), >, 0);
    assert_ask(store, "select count(*) from snapshot", "1\n");
    org_store_close(store);
    g_assert_cmpint(sqlite3_exec(db, "alter table finding rename to other; create view finding as select * from other",
                                 NULL, NULL, NULL),
                    ==, SQLITE_OK);
    cannot_open(path, ORG_STORE_READ, ORG_STORE_NOT_OURS, "\"finding\"");
    /* Nor tables of its own in the place of what the blobs hold. */
    g_assert_cmpint(sqlite3_exec(db, "drop view finding; alter table other rename to finding; create table Person(x)",
                                 NULL, NULL, NULL),
                    ==, SQLITE_OK);
    cannot_open(path, ORG_STORE_READ, ORG_STORE_NOT_OURS, "\"person\"");
    sqlite3_close(db);
    random_org_free(org);
    drop_path(path);
}

/* ---- versions */

/* A file of a version that was never released is refused with what to do. */
static void
test_early(void)
{
    Org *org;
    char *path = stored(&org);
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    g_assert_true(store_exec(store, "PRAGMA user_version = 3", NULL));
    org_store_close(store);
    static const char wanted[] =
        "early orgsim (file version 3) whose runs do not hold what this one needs; import and run again";
    cannot_open(path, ORG_STORE_WRITE, ORG_STORE_FAILED, wanted);
    cannot_open(path, ORG_STORE_READ, ORG_STORE_FAILED, wanted);
    random_org_free(org);
    drop_path(path);
}

/* One of version 4 knew no sweeps; it has all else. */
static void
test_before_sweeps(void)
{
    Org *org;
    char *path = stored(&org);
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    g_assert_true(store_exec(store,
                             "DROP VIEW sweep_value; DROP VIEW sweep_figure; DROP TABLE sweep_point; DROP TABLE sweep;"
                             "PRAGMA user_version = 4",
                             NULL));
    org_store_close(store);
    static const OrgStoreMode modes[] = { ORG_STORE_READ, ORG_STORE_WRITE };
    for (guint i = 0; i < G_N_ELEMENTS(modes); i++) {
        store = open_store(path, modes[i]);
        assert_ask(store, "select count(*) from sweep_figure", "0\n");
        assert_ask(store, "select count(*) from snapshot", "1\n");
        assert_sound(store);
        org_store_close(store);
    }
    random_org_free(org);
    drop_path(path);
}

/* What a program of two versions later would bring. */
static const StoreMigration later[] = {
    { 5, "ALTER TABLE snapshot ADD COLUMN author TEXT; UPDATE snapshot SET author = 'unknown'" },
    { 6, "ALTER TABLE snapshot RENAME COLUMN author TO made_by" },
};

static void
test_migration(void)
{
    Org *org;
    char *path = stored(&org);
    g_autoptr(GError) error = NULL;
    /* Read only: migrated in memory, the file stays as it is. */
    g_chmod(path, 0400);
    OrgStore *store = store_open_as(path, ORG_STORE_READ, later, 2, store_version + 2, &error);
    g_assert_no_error(error);
    assert_ask(store, "select made_by from snapshot", "unknown\n");
    org_store_close(store);
    g_chmod(path, 0600);
    store = open_store(path, ORG_STORE_READ);
    g_assert_cmpint(store_number(store, "pragma user_version", 0), ==, store_version);
    org_store_close(store);
    /* A step that fails leaves the old version. */
    static const StoreMigration broken[] = { { 5, "ALTER TABLE snapshot ADD COLUMN author TEXT" },
                                             { 6, "UPDATE nothing SET x = 1" } };
    g_assert_null(store_open_as(path, ORG_STORE_WRITE, broken, 2, store_version + 2, &error));
    g_clear_error(&error);
    g_assert_null(store_open_as(path, ORG_STORE_WRITE, later, 1, store_version + 2, &error));
    g_assert_nonnull(strstr(error->message, "early orgsim (file version 6)"));
    g_clear_error(&error);
    store = open_store(path, ORG_STORE_WRITE);
    g_assert_cmpint(
        store_number(store, "select count(*) from pragma_table_info('snapshot') where name in ('author')", -1), ==, 0);
    org_store_close(store);
    store = store_open_as(path, ORG_STORE_WRITE, later, 2, store_version + 2, &error);
    g_assert_no_error(error);
    assert_ask(store, "select made_by from snapshot", "unknown\n");
    assert_ask(store, "select count(*) > 8 from sqlite_schema where type = 'view'", "1\n");
    assert_sound(store);
    org_store_close(store);
    /* Now it is newer than this program. */
    cannot_open(path, ORG_STORE_WRITE, ORG_STORE_NEWER, "newer orgsim (file version 7, this program knows up to 5)");
    store = open_store(path, ORG_STORE_READ);
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) back = org_store_get(store, "x", dict, &error);
    g_assert_no_error(error);
    g_assert_cmpint(org_store_put(store, "y", back, "hash", NULL, FALSE, &error), ==, 0);
    g_assert_nonnull(strstr(error->message, "reading only"));
    org_store_close(store);
    random_org_free(org);
    drop_path(path);
}

static void
test_made_right(void)
{
    char *path = new_path();
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    assert_ask(store, "select count(*) from sqlite_schema where type = 'table' and sql not like '%STRICT%'", "0\n");
    g_assert_cmpint(store_number(store, "pragma application_id", 0), ==, STORE_APPLICATION_ID);
    g_assert_cmpint(store_number(store, "pragma foreign_keys", 0), ==, 1);
    g_assert_cmpint(store_number(store, "pragma trusted_schema", 1), ==, 0);
    g_autoptr(sqlite3_stmt) journal = store_prepare(store, "pragma journal_mode", NULL);
    sqlite3_step(journal);
    g_assert_cmpstr((const char *) sqlite3_column_text(journal, 0), ==, "delete");
    sqlite3_reset(journal);
    /* Every view can be read. */
    g_autofree char *names = ask(store, "select name from sqlite_schema where type = 'view' union all select name from"
                                        " sqlite_temp_schema where type = 'view'");
    g_auto(GStrv) views = g_strsplit(g_strchomp(names), "\n", -1);
    g_assert_cmpuint(g_strv_length(views), ==, 18);
    for (guint i = 0; views[i]; i++) {
        g_autofree char *sql = g_strdup_printf("select * from %s", views[i]);
        assert_ask(store, sql, "");
    }
    g_clear_pointer(&journal, sqlite3_finalize);
    org_store_close(store);
    drop_path(path);
}

/* ---- asking */

static void
test_query(void)
{
    Org *org;
    char *path = stored(&org);
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    static const char *const refused[][2] = {
        { "delete from snapshot", "only reading" },
        { "pragma user_version = 9", "only reading" },
        { "attach ':memory:' as x", "only reading" },
        { "select load_extension('x')", "load_extension" },
        { "select 1; select 2", "one SELECT" },
        { "", "one SELECT" },
        { "select nobody from snapshot", "no such column: nobody" },
        { "with recursive t(x) as (select 1 union all select x + 1 from t) select max(x) from t", "stopped because" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GString) text = g_string_new(NULL);
        g_assert_false(org_store_query(store, refused[i][0], store_test_append, text, &error));
        if (!strstr(error->message, refused[i][1]))
            g_error("\"%s\" is refused with \"%s\"", refused[i][0], error->message);
    }
    assert_ask(store, "select 1.0, 0.1, null, 'a', x'00ff'", "1|0.1|null|a|x'00ff'\n");
    g_autoptr(GString) text = g_string_new(NULL);
    g_assert_true(org_store_query_run(store, "select ?1 + 1", 41, store_test_append, text, NULL));
    g_assert_cmpstr(text->str, ==, "42\n");
    assert_ask(store, "select count(*) from snapshot", "1\n");
    org_store_close(store);
    random_org_free(org);
    drop_path(path);
}

static void
test_busy(void)
{
    Org *org;
    char *path = stored(&org);
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    store_wait(store, 20);
    sqlite3 *db;
    sqlite3_open(path, &db);
    sqlite3_exec(db, "begin immediate", NULL, NULL, NULL);
    OrgManifest manifest = { .scenario = "x" };
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(org_store_begin_run(store, &manifest, &error), ==, 0);
    g_assert_error(error, ORG_STORE_ERROR, ORG_STORE_BUSY);
    sqlite3_close(db);
    g_assert_cmpint(org_store_begin_run(store, &manifest, NULL), >, 0);
    org_store_close(store);
    random_org_free(org);
    drop_path(path);
}

static void
on_wait(const OrgMessage *said, gpointer data)
{
    GString *text = data;
    g_autofree char *english = org_message_text(said, ORG_LANG_EN);
    g_string_append_printf(text, "%s\n", english);
}

/* Another process has the file: who waits says for whom, once, and so does who gives up. */
static void
test_holder(void)
{
    Org *org;
    char *path = stored(&org);
    int ready[2], go[2];
    char byte;
    g_assert_cmpint(pipe(ready) | pipe(go), ==, 0);
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    pid_t child = fork();
    if (child == 0) {
        close(go[1]); /* the parent's end, which ends with it in whatever way */
        OrgStore *mine = org_store_open(path, ORG_STORE_WRITE, NULL);
        gboolean held = mine && store_begin(mine, NULL);
        _exit(write(ready[1], held ? "y" : "n", 1) == 1 && read(go[0], &byte, 1) >= 0 ? 0 : 1);
    }
    close(ready[1]);
    close(go[0]);
    g_assert_cmpint(read(ready[0], &byte, 1), ==, 1);
    g_assert_cmpint(byte, ==, 'y');
    g_autoptr(GString) told = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *name = NULL; /* another one under valgrind */
    g_assert_true(g_file_get_contents("/proc/self/comm", &name, NULL, NULL));
    g_autofree char *who = g_strdup_printf("(%s, process %d)", g_strchomp(name), (int) child);
    org_store_tell_waits(on_wait, told);
    store_wait(store, 30);
    g_assert_false(store_begin(store, &error));
    org_store_tell_waits(NULL, NULL);
    g_assert_error(error, ORG_STORE_ERROR, ORG_STORE_BUSY);
    g_test_message("%s / %s", error->message, told->str);
    g_assert_nonnull(strstr(error->message, who));
    g_assert_nonnull(strstr(told->str, who));
    g_assert_true(strchr(told->str, '\n') == strrchr(told->str, '\n'));
    org_store_close(store);
    close(go[1]);
    waitpid(child, NULL, 0);
    close(ready[0]);
    random_org_free(org);
    drop_path(path);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/round-trip", test_round_trip);
    g_test_add_func("/store/odd-values", test_odd_values);
    g_test_add_func("/store/names", test_names);
    g_test_add_func("/store/not-ours", test_not_ours);
    g_test_add_func("/store/damaged", test_damaged);
    g_test_add_func("/store/hostile-schema", test_hostile_schema);
    g_test_add_func("/store/early", test_early);
    g_test_add_func("/store/before-sweeps", test_before_sweeps);
    g_test_add_func("/store/migration", test_migration);
    g_test_add_func("/store/made-right", test_made_right);
    g_test_add_func("/store/query", test_query);
    g_test_add_func("/store/busy", test_busy);
    g_test_add_func("/store/holder", test_holder);
    return g_test_run();
}
