// SPDX-License-Identifier: MIT
/* The whole program against plugins that misbehave: exit status 4, the run recorded as failed naming plugin and step,
 * every other table of the organisation file as it was. */
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>

#define PATIENCE "3600" /* seconds; meson ends a test long before */

static char *folder, *file;

static void
write_text(const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
write_scenario(const char *step)
{
    g_autofree char *text = g_strdup_printf("orgsim: 1\ntitle: Hostile\n"
                                            "organisation: {units: units.csv, posts: posts.csv}\n"
                                            "from: 2021-01\nto: 2022-12\nclock: yearly\n"
                                            "steps:\n  - at: 2022-07\n    id: the-step\n    %s\n",
                                            step);
    write_text("scenario.yaml", text);
}

/* Runs the scenario into the file; the exit status. said: stderr. limit: seconds of a call; option: one more, or NULL. */
static int
run_with(char **said, const char *limit, const char *option)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *scenario = g_build_filename(folder, "scenario.yaml", NULL);
    g_autofree char *call_limit = g_strconcat("--call-limit=", limit, NULL);
    char *arguments[] = { (char *) g_getenv("ORGSIM_TEST_PROGRAM"),
                          (char *) "run",
                          scenario,
                          (char *) "--into",
                          file,
                          call_limit,
                          (char *) option,
                          NULL };
    int status;

    g_assert_true(
        g_spawn_sync(folder, arguments, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, said, &status, &error));
    g_assert_no_error(error);
    g_assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int
run(char **said, const char *limit)
{
    return run_with(said, limit, NULL);
}

static sqlite3 *
open_file(void)
{
    sqlite3 *db;

    g_assert_cmpint(sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
    sqlite3_busy_timeout(db, G_MAXINT); /* milliseconds */
    return db;
}

/* All cells of a table, in the order of its rows, into the checksum. */
static void
sum_table(sqlite3 *db, const char *table, GChecksum *sum)
{
    g_autofree char *sql = g_strdup_printf("SELECT * FROM \"%s\"", table);
    sqlite3_stmt *statement;

    g_assert_cmpint(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), ==, SQLITE_OK);
    g_checksum_update(sum, (const guchar *) table, -1);
    while (sqlite3_step(statement) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const void *bytes = sqlite3_column_blob(statement, i);
            int size = sqlite3_column_bytes(statement, i), type = sqlite3_column_type(statement, i);
            g_checksum_update(sum, (const guchar *) &type, sizeof type);
            g_checksum_update(sum, (const guchar *) &size, sizeof size);
            g_checksum_update(sum, size ? bytes : (const void *) "", size);
        }
    sqlite3_finalize(statement);
}

/* Every table but `run`, SQLite's own and the schema included. */
static char *
sum_others(void)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    sqlite3 *db = open_file();
    sqlite3_stmt *statement;
    guint tables = 0;

    sum_table(db, "sqlite_schema", sum);
    g_assert_cmpint(sqlite3_prepare_v2(db,
                                       "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'run' AND name "
                                       "<> 'sqlite_sequence' ORDER BY name",
                                       -1, &statement, NULL),
                    ==, SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        sum_table(db, (const char *) sqlite3_column_text(statement, 0), sum);
        tables++;
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    g_assert_cmpuint(tables, >, 5);
    return g_strdup(g_checksum_get_string(sum));
}

static int
count_runs(void)
{
    sqlite3 *db = open_file();
    sqlite3_stmt *statement;

    g_assert_cmpint(sqlite3_prepare_v2(db, "SELECT count(*) FROM run", -1, &statement, NULL), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
    int n = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return n;
}

/* A column of the newest run; the caller frees. */
static char *
last_run(const char *column)
{
    g_autofree char *sql = g_strdup_printf("SELECT %s FROM run ORDER BY id DESC LIMIT 1", column);
    sqlite3 *db = open_file();
    sqlite3_stmt *statement;

    g_assert_cmpint(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
    char *text = g_strdup((const char *) sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return text;
}

static void
expect_failed_row(const char *plugin, const char *what)
{
    g_autofree char *status = last_run("status"), *message = last_run("message");

    g_test_message("%s", message);
    g_assert_cmpstr(status, ==, "failed");
    g_assert_nonnull(strstr(message, plugin));
    /* A library that never loaded has no feature, so that its step is known by where it is written. */
    g_assert_true(strstr(message, "step the-step, 2022-07") || strstr(message, "scenario.yaml:10"));
    g_assert_nonnull(strstr(message, what));
}

static void
expect_failed_within(const char *limit, const char *plugin, const char *step, const char *what)
{
    g_autofree char *library = g_strdup_printf("%s/%s.so", g_getenv("ORGSIM_TEST_EVIL"), plugin);
    g_autofree char *before = sum_others();
    g_autofree char *said = NULL;
    int runs = count_runs();

    write_scenario(step);
    g_setenv("ORGSIM_PLUGIN_PATH", library, TRUE);
    int status = run(&said, limit);
    g_unsetenv("ORGSIM_PLUGIN_PATH");
    if (status != 4)
        g_error("%s ended with status %d: %s", step, status, said);
    if (!strstr(said, plugin))
        g_error("%s does not name %s: %s", step, plugin, said);
    g_assert_cmpint(count_runs(), ==, runs + 1);
    expect_failed_row(plugin, what);
    g_autofree char *after = sum_others();
    g_assert_cmpstr(after, ==, before);
}

/* The limit is only for plugins that never return: others would be blamed for a slow machine. */
static void
expect_failed(const char *plugin, const char *step, const char *what)
{
    expect_failed_within(PATIENCE, plugin, step, what);
}

static void
test_crash(void)
{
    expect_failed("crash", "segfault: {}", "");
}

static void
test_loop(void)
{
    expect_failed_within("2", "crash", "loop: {}", "did not return within 2 s");
}

static void
test_exit(void)
{
    expect_failed("crash", "leave: {}", "ended the process with status 0");
}

static void
test_constructor(void)
{
    expect_failed("ctor-exit", "ctor-exit: {}", "ended the process with status 0");
}

static void
test_write(void)
{
    g_autofree char *step = g_strdup_printf("write-file: {path: \"%s\"}", file);
    g_autofree char *shorten = g_strdup_printf("shorten-file: {path: \"%s\"}", file);

    expect_failed("reach", step, "");
    expect_failed("reach", shorten, "");
}

static void
test_lies(void)
{
    expect_failed("lie", "forget-failure: {}", "the quota cannot be met");
    expect_failed("garbage", "half-frame: {}", "");
}

/* Ctrl-C in a call: 130, and the run is recorded as interrupted. */
static void
expect_interrupted(const char *plugin, const char *step)
{
    g_autofree char *library = g_strdup_printf("%s/%s.so", g_getenv("ORGSIM_TEST_EVIL"), plugin);
    g_autofree char *scenario = g_build_filename(folder, "scenario.yaml", NULL);
    g_autofree char *before = sum_others();
    char *arguments[] = { (char *) g_getenv("ORGSIM_TEST_PROGRAM"),
                          (char *) "run",
                          scenario,
                          (char *) "--into",
                          file,
                          (char *) "--call-limit=" PATIENCE,
                          NULL };
    int runs = count_runs(), status;
    GPid pid;

    write_scenario(step);
    g_setenv("ORGSIM_PLUGIN_PATH", library, TRUE);
    g_assert_true(g_spawn_async(folder, arguments, NULL,
                                G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                                NULL, NULL, &pid, NULL));
    g_unsetenv("ORGSIM_PLUGIN_PATH");
    while (count_runs() == runs) /* the run is recorded before it begins */
        g_usleep(10000);
    g_usleep(100000); /* whenever it comes it interrupts; by then the plugin mostly runs */
    kill(pid, SIGINT);
    g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 130);
    g_autofree char *word = last_run("status");
    g_assert_cmpstr(word, ==, "interrupted");
    g_autofree char *after = sum_others();
    g_assert_cmpstr(after, ==, before);
}

static void
test_interrupt(void)
{
    expect_interrupted("crash", "loop: {}"); /* deaf */
    expect_interrupted("stop", "ask: {}");
    expect_interrupted("stop", "ask-and-go-on: {}");
}

/* What a plugin logs is shown to who asks for it, a line each, and to nobody else. */
static void
test_log(void)
{
    static const char line[] = "good (step the-step, 2022-07): polishing 3 units,  [1mPolished\n";
    g_autofree char *library = g_build_filename(g_getenv("ORGSIM_TEST_EVIL"), "good.so", NULL);
    g_autofree char *silent = NULL, *said = NULL;

    write_scenario("polish: {}");
    g_setenv("ORGSIM_PLUGIN_PATH", library, TRUE);
    g_assert_cmpint(run(&silent, PATIENCE), ==, 0);
    g_assert_cmpint(run_with(&said, PATIENCE, "--debug-plugin"), ==, 0);
    g_unsetenv("ORGSIM_PLUGIN_PATH");
    g_assert_null(strstr(silent, "polishing"));
    g_assert_cmpstr(said, ==, line);
}

/* An operator empties the host's table; the rule is called in another process, and the run ends with 1 all the same. */
static void
test_veto(void)
{
    g_autofree char *libraries =
        g_strdup_printf("%s/hijack.so:%s/strict.so", g_getenv("ORGSIM_TEST_EVIL"), g_getenv("ORGSIM_TEST_EVIL"));
    g_autofree char *said = NULL;

    write_scenario("silence: {}\n  - at: 2022-08\n    open-one: {}\nrules:\n  - strict: {}");
    g_setenv("ORGSIM_PLUGIN_PATH", libraries, TRUE);
    g_assert_cmpint(run(&said, PATIENCE), ==, 1);
    g_unsetenv("ORGSIM_PLUGIN_PATH");
    g_autofree char *status = last_run("status");
    g_assert_cmpstr(status, ==, "vetoed");
}

/* Whose word it is stands in the report of the last run, and a renderer finds it in both tables. */
static void
show_teller(void)
{
    g_autofree char *library = g_strdup_printf("%s/hijack.so:%s/slip.so", g_getenv("ORGSIM_TEST_EVIL"),
                                               g_getenv("ORGSIM_TEST_EVIL")),
                    *run = last_run("id"), *place = g_strdup_printf("%s:run-%s", file, run), *page = NULL,
                    *drawn = NULL, *report = g_build_filename(folder, "report.html", NULL),
                    *told = g_build_filename(folder, "told.svg", NULL);
    char *program = (char *) g_getenv("ORGSIM_TEST_PROGRAM");
    char *reports[] = { program, (char *) "report", place, (char *) "-q", (char *) "-o", report, NULL };
    char *renders[] = { program,
                        (char *) "render",
                        place,
                        (char *) "-q",
                        (char *) "--with",
                        (char *) "whose-word",
                        (char *) "-o",
                        folder,
                        NULL };
    char **const both[] = { reports, renders };

    g_setenv("ORGSIM_PLUGIN_PATH", library, TRUE);
    for (guint i = 0; i < G_N_ELEMENTS(both); i++) {
        g_autofree char *said = NULL;
        int status;
        g_assert_true(
            g_spawn_sync(folder, both[i], NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &said, &status, NULL));
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
            g_error("%s: %s", both[i][1], said);
    }
    g_unsetenv("ORGSIM_PLUGIN_PATH");
    g_assert_true(g_file_get_contents(report, &page, NULL, NULL));
    g_assert_nonnull(strstr(page, "As told by plugin hijack, whose steps make this figure."));
    g_assert_true(g_file_get_contents(told, &drawn, NULL, NULL));
    g_assert_nonnull(strstr(drawn, "series: hijack; target: hijack"));
    g_remove(report);
    g_remove(told);
}

/* A target that rests on what a process says of itself is assumed, and does not count as met. */
static void
test_told(void)
{
    g_autofree char *library = g_strdup_printf("%s/hijack.so", g_getenv("ORGSIM_TEST_EVIL")), *said = NULL;
    sqlite3 *db;
    sqlite3_stmt *statement;

    write_text("scenario.yaml", "orgsim: 1\ntitle: Hostile\norganisation: {units: units.csv, posts: posts.csv}\n"
                                "from: 2021-01\nto: 2022-12\nclock: yearly\nprocesses:\n  - boast: {}\n"
                                "targets:\n  - {id: t, title: T, metric: boast, at_least: 1, by: 2022-12}\n");
    g_setenv("ORGSIM_PLUGIN_PATH", library, TRUE);
    g_assert_cmpint(run(&said, PATIENCE), ==, 0);
    g_unsetenv("ORGSIM_PLUGIN_PATH");
    db = open_file();
    g_assert_cmpint(
        sqlite3_prepare_v2(db, "SELECT verdict, basis FROM target ORDER BY run DESC LIMIT 1", -1, &statement, NULL), ==,
        SQLITE_OK);
    g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
    g_assert_cmpstr((const char *) sqlite3_column_text(statement, 0), ==, "met");
    g_assert_cmpstr((const char *) sqlite3_column_text(statement, 1), ==, "assumed");
    sqlite3_finalize(statement);
    sqlite3_close(db);
    show_teller();
}

static void
expect_no_drawing(const char *feature, const char *what)
{
    g_autofree char *library = g_build_filename(g_getenv("ORGSIM_TEST_EVIL"), "slip.so", NULL), *said = NULL,
                    *place = g_strconcat(file, ":run-1", NULL), *before = NULL, *after = NULL;
    char *arguments[] = { (char *) g_getenv("ORGSIM_TEST_PROGRAM"),
                          (char *) "render",
                          place,
                          (char *) "--with",
                          (char *) feature,
                          (char *) "-o",
                          folder,
                          NULL };
    gsize size_before, size_after;
    int status;

    g_assert_true(g_file_get_contents(file, &before, &size_before, NULL));
    g_setenv("ORGSIM_PLUGIN_PATH", library, TRUE);
    g_assert_true(
        g_spawn_sync(folder, arguments, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &said, &status, NULL));
    g_unsetenv("ORGSIM_PLUGIN_PATH");
    g_test_message("%s: %s", feature, said);
    g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 4);
    g_assert_nonnull(strstr(said, what));
    g_assert_true(g_file_get_contents(file, &after, &size_after, NULL));
    g_assert_cmpmem(before, size_before, after, size_after);
}

/* A renderer that is called by name writes drawings, and replaces nothing else; what they are called is no more than a name. */
static void
test_render(void)
{
    expect_no_drawing("take-over", "wrote \"town.orgdb\", which it was not asked for");
    expect_no_drawing("break-line", "fine.svg\" is no plain file name");
    expect_no_drawing("be-an-option", "wrote \"--force.svg\", which it was not asked for");
    expect_no_drawing("be-green", "[32mfine.svg\" is no plain file name");
}

/* An honest run fills the tables first, so that there is something to be kept. */
static void
begin(void)
{
    g_autofree char *said = NULL;

    folder = g_dir_make_tmp("orgsim-cli-XXXXXX", NULL);
    file = g_build_filename(folder, "town.orgdb", NULL);
    write_text("units.csv", "id,name,type,parent_id\ntown,Town,city,\nfin,Finance,room,town\n");
    write_text("posts.csv", "id,unit_id,assigned,filled,category,funding\nclerk,fin,3,2,civil-servant,state\n");
    write_scenario("polish: {}");
    g_autofree char *library = g_build_filename(g_getenv("ORGSIM_TEST_EVIL"), "good.so", NULL);
    g_setenv("ORGSIM_PLUGIN_PATH", library, TRUE);
    int status = run(&said, PATIENCE);
    g_unsetenv("ORGSIM_PLUGIN_PATH");
    if (status != 0)
        g_error("the honest run ended with status %d: %s", status, said);
}

static void
end(void)
{
    static const char *const names[] = { "units.csv", "posts.csv", "scenario.yaml", "town.orgdb" };

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_remove(path);
    }
    g_rmdir(folder);
    g_free(folder);
    g_free(file);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    begin();
    g_test_add_func("/hostile/cli/crash", test_crash);
    g_test_add_func("/hostile/cli/loop", test_loop);
    g_test_add_func("/hostile/cli/exit", test_exit);
    g_test_add_func("/hostile/cli/constructor", test_constructor);
    g_test_add_func("/hostile/cli/write", test_write);
    g_test_add_func("/hostile/cli/lies", test_lies);
    g_test_add_func("/hostile/cli/interrupt", test_interrupt);
    g_test_add_func("/hostile/cli/veto", test_veto);
    g_test_add_func("/hostile/cli/told", test_told);
    g_test_add_func("/hostile/cli/log", test_log);
    g_test_add_func("/hostile/cli/render", test_render);
    int result = g_test_run();
    end();
    return result;
}
