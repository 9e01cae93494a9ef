// SPDX-License-Identifier: MIT
/* Runs: two transactions, all or nothing, and what the file then tells of them. */
#include "../../../engine/org/replay.h"
#include "store-test.h"
#include <math.h>
#include <sys/wait.h>
#include <unistd.h>

/* A start, and the journal of what a run did to it. */
typedef struct {
    char *path;
    OrgStore *store;
    Org *start, *end;
    char *start_hash, *end_hash;
} Fixture;

static void
fixture_begin(Fixture *f, guint seed, guint units, guint posts, guint people)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    f->path = new_path();
    f->store = open_store(f->path, ORG_STORE_WRITE);
    f->start = random_org(rand, units, posts, people);
    f->end = org_copy(f->start);
    f->end->journal = org_journal_new();
    org_undo_enable(f->end);
    for (guint year = 1; year <= 3; year++) {
        f->end->month = f->start->month + (OrgMonth) year * 12;
        org_journal_context(f->end->journal, f->end->month, year % 2, year % 2 ? "retirement" : "cut");
        org_journal_because(f->end->journal, year == 2 ? org_message_of("quota") : NULL);
        for (guint i = 0; i < 40; i++)
            random_verb(f->end, rand);
    }
    f->start_hash = org_hash(f->start);
    f->end_hash = org_hash(f->end);
}

static void
fixture_end(Fixture *f)
{
    assert_sound(f->store);
    org_store_close(f->store);
    random_org_free(f->start);
    random_org_free(f->end);
    g_free(f->start_hash);
    g_free(f->end_hash);
    drop_path(f->path);
}

static OrgRunResult
result_of(const Fixture *f)
{
    return (OrgRunResult){ .status = "done",
                           .snapshot_name = "start",
                           .start = f->start,
                           .start_hash = f->start_hash,
                           .end_hash = f->end_hash,
                           .acts = f->end->journal->bytes->data,
                           .acts_size = f->end->journal->bytes->len,
                           .totals_json = "{\"units\":{}}" };
}

static gint64
finished_run(Fixture *f, const OrgRunResult *result)
{
    g_autoptr(GError) error = NULL;
    gint64 run = org_store_begin_run(f->store, &small_run, &error);
    g_assert_no_error(error);
    org_store_finish_run(f->store, run, result, &error);
    g_assert_no_error(error);
    return run;
}

/* ---- the two transactions */

static void
test_begin_and_fail(void)
{
    Fixture f;
    fixture_begin(&f, 1, 5, 30, 30);
    g_assert_cmpint(org_store_put(f.store, "start", f.start, f.start_hash, NULL, FALSE, NULL), >, 0);
    g_autofree char *before = dump(f.store, "run"), *whole = dump(f.store, NULL);
    gint64 run = org_store_begin_run(f.store, &small_run, NULL);
    g_autofree char *begun = dump(f.store, "run");
    g_assert_cmpstr(begun, ==, before);
    assert_ask(f.store, "select status from run", "running\n");
    g_assert_true(
        org_store_fail_run(f.store, run, "failed", org_message_of(M_("plugin bad, step 3: signal 11")), NULL));
    g_autofree char *failed = dump(f.store, "run"), *whole_after = dump(f.store, NULL);
    g_assert_cmpstr(failed, ==, before);
    g_assert_cmpstr(whole_after, !=, whole);
    assert_ask(f.store, "select status, message, finished is not null from run",
               "failed|plugin bad, step 3: signal 11|1\n");
    g_autoptr(GError) error = NULL;
    g_assert_false(org_store_fail_run(f.store, run, "failed", org_message_of("again"), &error));
    g_assert_error(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND);
    fixture_end(&f);
}

/* Acts that do not replay: nothing of the result is kept. */
static void
test_all_or_nothing(void)
{
    Fixture f;
    fixture_begin(&f, 2, 5, 30, 30);
    gint64 run = org_store_begin_run(f.store, &small_run, NULL);
    g_autofree char *before = dump(f.store, NULL);
    OrgRunResult result = result_of(&f);
    g_autofree guint8 *bytes = g_memdup2(result.acts, result.acts_size);
    for (gsize cut = 1; cut < 8; cut++) { /* less than an act */
        g_autoptr(GError) error = NULL;
        result.acts = bytes;
        result.acts_size = f.end->journal->bytes->len - cut;
        if (org_store_finish_run(f.store, run, &result, &error))
            g_error("acts cut by %" G_GSIZE_FORMAT " bytes are taken", cut);
        g_assert_nonnull(error);
        g_autofree char *after = dump(f.store, NULL);
        g_assert_cmpstr(after, ==, before);
    }
    result = result_of(&f);
    g_assert_true(org_store_finish_run(f.store, run, &result, NULL));
    g_assert_false(org_store_finish_run(f.store, run, &result, NULL)); /* once only */
    g_assert_false(org_store_finish_run(f.store, run + 1, &result, NULL));
    fixture_end(&f);
}

/* Nobody has written since: whoever only reads knows it all the same, and the run that is under way is no dead one. */
static void
assert_seen_by_readers(const char *path, gint64 own)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgStore) reader = org_store_open(path, ORG_STORE_READ, &error);
    g_assert_no_error(error);
    assert_ask(reader, "select status, message from run order by id",
               "running|\ninterrupted|its process ended without a word\n");
    g_autoptr(GPtrArray) runs = org_store_runs(reader, &error);
    g_assert_cmpuint(runs->len, ==, 2);
    const OrgRunInfo *first = runs->pdata[0], *second = runs->pdata[1];
    g_assert_cmpint(first->id, ==, own);
    g_assert_cmpstr(first->status, ==, "running");
    g_assert_cmpstr(second->status, ==, "interrupted");
    g_autofree char *said = org_message_text(second->message, ORG_LANG_VI);
    g_assert_cmpstr(said, ==, org_lang_text(ORG_LANG_VI, "its process ended without a word"));
    g_assert_cmpstr(said, !=, "its process ended without a word");
}

static void
test_interrupted(void)
{
    Fixture f;
    fixture_begin(&f, 3, 3, 5, 5);
    gint64 own = org_store_begin_run(f.store, &small_run, NULL);
    pid_t child = fork();
    if (child == 0) {
        OrgStore *store = org_store_open(f.path, ORG_STORE_WRITE, NULL);
        org_store_begin_run(store, &small_run, NULL);
        _exit(0); /* without a word */
    }
    waitpid(child, NULL, 0);
    assert_ask(f.store, "select status from run order by id", "running\nrunning\n");
    assert_seen_by_readers(f.path, own);
    g_assert_cmpint(org_store_put(f.store, "x", f.start, f.start_hash, NULL, FALSE, NULL), >, 0);
    assert_ask(f.store, "select status from run order by id", "running\ninterrupted\n");
    OrgRunResult result = result_of(&f);
    g_assert_true(org_store_finish_run(f.store, own, &result, NULL));
    g_assert_true(
        org_store_finish_run(f.store, own + 1, &result, NULL)); /* taken for gone wrongly: it has the last word */
    assert_ask(f.store, "select status, message from run order by id", "done|\ndone|\n");
    fixture_end(&f);
}

/* ---- what is kept */

static void
test_info(void)
{
    Fixture f;
    fixture_begin(&f, 4, 5, 30, 30);
    OrgManifest with = small_run;
    g_autoptr(GBytes) bundle = g_bytes_new_static("a\0b", 3);
    with.bundle = bundle;
    gint64 run = org_store_begin_run(f.store, &with, NULL);
    OrgRunResult result = result_of(&f);
    g_assert_true(org_store_finish_run(f.store, run, &result, NULL));
    OrgRunInfo *info = org_store_run(f.store, 0, NULL);
    g_assert_cmpint(info->id, ==, run);
    g_assert_cmpstr(info->scenario, ==, "small");
    g_assert_cmpstr(info->status, ==, "done");
    g_assert_cmpuint(info->seed, ==, G_MAXUINT64);
    g_assert_cmpint(info->to, ==, ORG_MONTH(2025, 12));
    g_assert_cmpstr(info->organisation_hash, ==, f.start_hash);
    g_assert_cmpstr(info->totals_json, ==, "{\"units\":{}}");
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) start = org_store_get_id(f.store, info->snapshot, dict, NULL);
    g_autofree char *hash = org_hash(start);
    g_assert_cmpstr(hash, ==, f.start_hash);
    /* The acts give the end, in another process with another dictionary. */
    g_autoptr(GBytes) acts = org_store_run_acts(f.store, run, NULL);
    g_assert_true(org_replay(start, g_bytes_get_data(acts, NULL), g_bytes_get_size(acts), ORG_OPEN, NULL));
    g_autofree char *end_hash = org_hash(start);
    g_assert_cmpstr(end_hash, ==, f.end_hash);
    g_autoptr(GBytes) back = org_store_run_bundle(f.store, run, NULL);
    g_assert_true(g_bytes_equal(back, bundle));
    g_autoptr(GPtrArray) all = org_store_runs(f.store, NULL);
    g_assert_cmpuint(all->len, ==, 1);
    g_autoptr(GError) error = NULL;
    g_assert_null(org_store_run(f.store, 7, &error));
    g_assert_nonnull(strstr(error->message, "no run 7"));
    org_run_info_free(info);
    fixture_end(&f);
}

static OrgTargetRow two_targets[] = { { .id = "T5",
                                        .against = "2015",
                                        .required = "-20%",
                                        .compare = "change",
                                        .verdict = "met",
                                        .overall = "met",
                                        .standing = "met",
                                        .report_month = ORG_UNKNOWN,
                                        .basis = "simulated",
                                        .month = ORG_MONTH(2025, 12),
                                        .baseline = 10,
                                        .baseline_high = NAN,
                                        .value = 8,
                                        .change = -0.2,
                                        .probability = NAN,
                                        .break_even = NAN,
                                        .met = 1 },
                                      { .id = "T6",
                                        .compare = "change",
                                        .verdict = "depends",
                                        .overall = "depends",
                                        .standing = "depends",
                                        .report_month = ORG_UNKNOWN,
                                        .basis = "assumed",
                                        .baseline = NAN,
                                        .baseline_high = NAN,
                                        .value = 7,
                                        .change = NAN,
                                        .probability = NAN,
                                        .break_even = 9.5,
                                        .met = -1,
                                        .month = ORG_MONTH(2025, 12) } };

static void
test_rows(void)
{
    Fixture f;
    fixture_begin(&f, 5, 5, 30, 30);
    OrgSeriesRow series[] = { { "units", "units", "", ORG_MONTH(2021, 12), 5, NAN, NAN },
                              { "units", "units", "u-1", ORG_MONTH(2022, 1), 1.5, 1, 2 } };
    OrgFindingRow findings[] = { { "veto", "min-staff", "units", "u-1", org_message_of("too small"), ORG_MONTH(2022, 7),
                                   "cut-1" },
                                 { "note", "sql", NULL, NULL, org_message_of("no row"), ORG_UNKNOWN, NULL } };
    OrgStepRow steps[] = { { "cut-1", ORG_MONTH(2022, 7), "vetoed", org_message_of("min-staff") } };
    OrgActualRow actuals[] = { { "units", "", "report", ORG_MONTH(2021, 12), 5 } };
    OrgBaselineSnapshot baseline = { "2015", f.end, f.end_hash };
    g_autoptr(GPtrArray) baselines = g_ptr_array_new();
    g_ptr_array_add(baselines, &baseline);
    OrgRunResult result = result_of(&f);
    result.series = series, result.n_series = 2, result.findings = findings, result.n_findings = 2;
    result.targets = two_targets, result.n_targets = 2, result.steps = steps, result.n_steps = 1,
    result.actuals = actuals, result.n_actuals = 1;
    result.baselines = baselines;
    finished_run(&f, &result);
    assert_ask(f.store, "select item, series, unit, month, value, p5, p95 from series_month",
               "units|units||2021-12|5|null|null\nunits|units|u-1|2022-01|1.5|1|2\n");
    assert_ask(f.store, "select month, severity, rule, \"table\", id, text, step from finding_list",
               "2022-07|veto|min-staff|units|u-1|too small|cut-1\nnull|note|sql|null|null|no row|null\n");
    assert_ask(f.store,
               "select id, month, baseline, value, change, required, verdict, basis, break_even from target_result",
               "T5|2025-12|10|8|-0.2|-20%|met|simulated|null\nT6|2025-12|null|7|null|null|depends|assumed|9.5\n");
    assert_ask(f.store, "select met from target", "1\nnull\n");
    assert_ask(f.store, "select item, status, text from step", "cut-1|vetoed|min-staff\n");
    assert_ask(f.store, "select metric, scope, month, value, source from actual", "units||24263|5|report\n");
    assert_ask(f.store, "select item, id, feature, note, file, line from item",
               "0|cut-1|cut|why|s.yaml|12\n1|retirement|retirement|null|null|null\n");
    assert_ask(f.store, "select b.name, s.name from baseline b join snapshot s on s.id = b.snapshot", "2015|2015\n");
    fixture_end(&f);
}

/* The same start twice is one snapshot; another one under its name gets a number; runs keep what they began from. */
static void
test_snapshots_of_runs(void)
{
    Fixture f;
    fixture_begin(&f, 6, 5, 30, 30);
    OrgRunResult result = result_of(&f);
    finished_run(&f, &result);
    finished_run(&f, &result);
    assert_ask(f.store, "select name from snapshot", "start\n");
    result.start = f.end, result.start_hash = f.end_hash, result.acts_size = 0;
    finished_run(&f, &result);
    finished_run(&f, &result);
    assert_ask(f.store, "select name from snapshot order by id", "start\nstart~2\n");
    g_assert_cmpint(org_store_put(f.store, "start", f.end, f.end_hash, NULL, TRUE, NULL), >, 0);
    assert_ask(f.store, "select name from snapshot order by id", "start~3\nstart~2\nstart\n");
    assert_ask(f.store, "select s.name from run r join snapshot s on s.id = r.snapshot order by r.id",
               "start~3\nstart~3\nstart~2\nstart~2\n");
    fixture_end(&f);
}

/* ---- changes and fates */

static const char *
text_of(sqlite3_stmt *stmt, int column)
{
    return (const char *) sqlite3_column_text(stmt, column);
}

/* Start, with all changes laid over it, is the end: for every cell of every row. */
static void
check_changes(Fixture *f, guint table, const char *column, OrgColumnId id)
{
    static const char *const tables[] = { NULL, "units", "posts", "people" };
    g_autofree char *sql = g_strdup_printf(
        "SELECT row, \"to\" FROM change c WHERE \"table\" = '%s' AND \"column\" = '%s' AND seq = (SELECT"
        " max(seq) FROM change d WHERE d.run = c.run AND d.\"table\" = c.\"table\" AND d.row = c.row"
        " AND d.\"column\" = c.\"column\") ORDER BY row",
        tables[table], column);
    g_autoptr(sqlite3_stmt) stmt = store_prepare(f->store, sql, NULL);
    gboolean more = sqlite3_step(stmt) == SQLITE_ROW;
    for (OrgRow row = 0; row < org_rows(f->end, table); row++) {
        gboolean changed = more && sqlite3_column_int64(stmt, 0) == row;
        gint64 before = row < org_rows(f->start, table) ? org_cell(f->start, id, row) : org_columns[id].initial;
        gint64 after = org_cell(f->end, id, row);
        if (!changed) {
            g_assert_cmpint(before, ==, after);
            continue;
        }
        if (org_columns[id].kind == ORG_K_WORD)
            g_assert_cmpstr(text_of(stmt, 1), ==, after ? org_dict_text(f->end->dict, (OrgWord) after) : NULL);
        else if (org_columns[id].kind == ORG_K_POST)
            g_assert_cmpstr(text_of(stmt, 1), ==,
                            after == (gint64) ORG_NONE ? NULL : org_id(f->end, ORG_POSTS, (OrgRow) after));
        else if (org_columns[id].kind == ORG_K_THOUSANDTHS)
            g_assert_cmpfloat(sqlite3_column_double(stmt, 1), ==, (double) after / 1000);
        more = sqlite3_step(stmt) == SQLITE_ROW;
    }
    g_assert_false(more);
}

static void
test_changes(void)
{
    for (guint seed = 10; seed < 16; seed++) {
        Fixture f;
        fixture_begin(&f, seed, 8, 60, 60);
        OrgRunResult result = result_of(&f);
        finished_run(&f, &result);
        check_changes(&f, ORG_UNITS, "name", ORG_COL_UNITS_name);
        check_changes(&f, ORG_POSTS, "fte", ORG_COL_POSTS_fte);
        check_changes(&f, ORG_PEOPLE, "post", ORG_COL_PEOPLE_post);
        check_changes(&f, ORG_PEOPLE, "reason", ORG_COL_PEOPLE_reason);
        g_autofree char *acts = g_strdup_printf("%u\n", f.end->journal->n);
        assert_ask(f.store, "select count(*) from act", acts);
        assert_ask(f.store, "select count(*) from change_list where plugin is null or month is null", "0\n");
        fixture_end(&f);
    }
}

/* Fates of posts and people against a count in memory, through random runs. */
static void
test_fate_counts(void)
{
    for (guint seed = 20; seed < 30; seed++) {
        Fixture f;
        fixture_begin(&f, seed, 8, 60, 60);
        OrgRunResult result = result_of(&f);
        finished_run(&f, &result);
        guint left = 0, closed = 0;
        for (OrgRow row = 0; row < f.start->people.n; row++)
            left += f.start->people.state[row] != ORG_LEFT && f.end->people.state[row] == ORG_LEFT;
        for (OrgRow row = 0; row < f.start->posts.n; row++)
            closed += f.end->posts.closed[row] != ORG_OPEN;
        g_autofree char *want = g_strdup_printf("%u|%u|%u\n", left, closed, f.end->people.n - f.start->people.n);
        assert_ask(f.store,
                   "select (select count(*) from person_fate where fate = 'left'), (select count(*) from post_fate "
                   "where fate ="
                   " 'closed'), (select count(*) from person_fate where fate like 'joined%')",
                   want);
        fixture_end(&f);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/runs/begin-and-fail", test_begin_and_fail);
    g_test_add_func("/runs/all-or-nothing", test_all_or_nothing);
    g_test_add_func("/runs/interrupted", test_interrupted);
    g_test_add_func("/runs/info", test_info);
    g_test_add_func("/runs/rows", test_rows);
    g_test_add_func("/runs/snapshots", test_snapshots_of_runs);
    g_test_add_func("/runs/changes", test_changes);
    g_test_add_func("/runs/fate-counts", test_fate_counts);
    return g_test_run();
}
