// SPDX-License-Identifier: MIT
/* A run's acts are done again once for whatever is asked of it: counted on a stored random run. */
#include "../../../engine/print/appendix.h"
#include "../../../engine/scenario/bundle.h"
#include "../../../engine/study/compare.h"
#include "../../../engine/study/fate-rows.h"
#include "../../../engine/study/open.h"
#include "../../../engine/study/story.h"
#include "../../../engine/study/tables.h"
#include "../store/store-test.h"

typedef struct {
    char *path, *target;
    char *unit, *founded; /* ids: of a unit of the start, and of one that came with the run */
} Stored;

static void
act(Org *org, GRand *rand)
{
    g_autoptr(GError) error = NULL;
    OrgRow made = ORG_NONE;
    for (guint i = 0; i < 60; i++) {
        org->month = ORG_MONTH(2021, 6) + (OrgMonth) i;
        org_journal_context(org->journal, org->month, i % 2, "test");
        random_verb(org, rand);
    }
    g_assert_true(org_open_unit(org, ORG_NONE, 0, "founded", "Founded", &made, &error));
}

static void
set_up(Stored *s, gconstpointer data)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(12);
    Org *start = random_org(rand, 12, 60, 60), *org = org_copy(start);
    (void) data;
    org->journal = org_journal_new();
    org_undo_enable(org);
    act(org, rand);
    g_autoptr(OrgBundle) bundle = org_bundle_new(NULL);
    g_autoptr(GBytes) text = g_bytes_new_static("orgsim: 1\n", 10);
    org_bundle_put(bundle, "plan.yaml", text);
    g_autoptr(GBytes) packed = org_bundle_pack(bundle);
    const OrgManifest manifest = { .scenario = "plan",
                                   .title = (const OrgMessage *) "Plan",
                                   .engine = "test",
                                   .plugins_json = "[]",
                                   .items_json = "[{\"id\":\"one\"},{\"id\":\"two\"}]",
                                   .bundle = packed,
                                   .sandbox = "none",
                                   .from = ORG_MONTH(2021, 2),
                                   .to = ORG_MONTH(2027, 12),
                                   .replications = 1 };
    g_autoptr(OrgFateRows) fates = org_fate_rows_new(start);
    const OrgRunResult result = { .status = "done",
                                  .snapshot_name = "start",
                                  .start = start,
                                  .acts = org->journal->bytes->data,
                                  .acts_size = org->journal->bytes->len,
                                  .watch = org_fate_rows_observer(fates),
                                  .fates = org_fate_rows_made,
                                  .fates_data = fates,
                                  .totals_json = "{}" };
    g_autoptr(GError) error = NULL;
    s->path = new_path();
    OrgStore *store = open_store(s->path, ORG_STORE_WRITE);
    gint64 run = org_store_begin_run(store, &manifest, &error);
    guint passes = org_replay_passes();
    g_assert_true(org_store_finish_run(store, run, &result, &error));
    g_assert_cmpuint(org_replay_passes() - passes, ==, 1); /* changes and fates */
    g_assert_no_error(error);
    org_store_close(store);
    s->target = g_strdup_printf("%s:run-1", s->path);
    s->unit = g_strdup(org_id(start, ORG_UNITS, 3));
    s->founded = g_strdup("founded");
    random_org_free(start);
    random_org_free(org);
}

static void
tear_down(Stored *s, gconstpointer data)
{
    (void) data;
    drop_path(s->path);
    g_free(s->target);
    g_free(s->unit);
    g_free(s->founded);
}

static void
look(const Stored *s, OrgOpened *opened)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(org_place_look(s->target, TRUE, NULL, opened, &error));
    g_assert_null(opened->end);
}

static void
assert_passes(guint before, guint wanted)
{
    g_assert_cmpuint(org_replay_passes() - before, ==, wanted);
}

static void
test_report(Stored *s, gconstpointer data)
{
    g_auto(OrgOpened) run = { 0 };
    OrgOpened *runs[] = { &run };
    g_autoptr(GError) error = NULL;
    (void) data;
    look(s, &run);
    guint passes = org_replay_passes();
    g_autoptr(OrgTables) report = org_tables_read(NULL, runs, 1, ORG_TABLES_STORIES, &error);
    g_assert_no_error(error);
    assert_passes(passes, 1);
    g_autoptr(OrgTables) chart =
        org_tables_read(NULL, runs, 1, ORG_TABLES_PEOPLE, &error); /* a chart of what is open already */
    assert_passes(passes, 1);
    const OrgWorkerTable *tables = org_tables_all(report);
    guint rows = 0;
    for (guint i = 0; i < org_tables_count(report); i++)
        rows += !strcmp(tables[i].name, "fate") || !strcmp(tables[i].name, "story") ? (guint) tables[i].rows > 5 : 0;
    g_assert_cmpuint(rows, ==, 2);
    g_assert_cmpuint(org_tables_count(chart), ==, org_tables_count(report) - 4);
}

static void
test_story(Stored *s, gconstpointer data)
{
    const char *const ids[] = { s->unit, s->founded, "group#4", "h3" };
    (void) data;
    for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
        g_auto(OrgOpened) run = { 0 };
        g_autoptr(GError) error = NULL;
        look(s, &run);
        guint passes = org_replay_passes();
        g_autoptr(OrgStory) story = org_story_tell(&run, ids[i], &error);
        g_assert_no_error(error);
        assert_passes(passes, 1);
        g_assert_cmpstr(story->id, ==, ids[i]);
        g_assert_cmpint(story->fate != NULL, ==, i < 2);
        g_assert_true(story->events->len > 0 || i != 1);
    }
}

static void
test_impact(Stored *s, gconstpointer data)
{
    g_auto(OrgOpened) run = { 0 };
    g_autoptr(GError) error = NULL;
    (void) data;
    look(s, &run);
    guint passes = org_replay_passes();
    g_autoptr(OrgImpact) impact = org_impact_new(&run, &error);
    g_assert_true(impact && impact->fates == org_opened_fates(&run, &error));
    assert_passes(passes, 1);
}

static void
test_compare(Stored *s, gconstpointer data)
{
    OrgCompared columns[2] = { { .place = s->target }, { .place = s->target } };
    g_autoptr(GError) error = NULL;
    (void) data;
    look(s, &columns[0].opened);
    look(s, &columns[1].opened);
    guint passes = org_replay_passes();
    OrgComparison *comparison = org_compare(NULL, columns, 2, &error);
    g_assert_no_error(error);
    assert_passes(passes, 2); /* of two runs */
    g_assert_cmpuint(comparison->changes->len, ==, 0);
    org_comparison_free(comparison);
    for (guint c = 0; c < 2; c++)
        org_opened_clear(&columns[c].opened);
}

static void
test_appendix(Stored *s, gconstpointer data)
{
    g_auto(OrgOpened) run = { 0 };
    g_autoptr(GError) error = NULL;
    (void) data;
    look(s, &run);
    guint passes = org_replay_passes();
    GString *text = org_appendix_csv(&run, &error);
    g_assert_no_error(error);
    assert_passes(passes, 1);
    g_assert_nonnull(strstr(text->str, "founded,Founded,"));
    g_string_free(text, TRUE);
}

/* What is opened for its organisation alone is done again once, too, and its fates by one more pass when asked for. */
static void
test_open(Stored *s, gconstpointer data)
{
    g_auto(OrgOpened) run = { 0 };
    g_autoptr(GError) error = NULL;
    (void) data;
    guint passes = org_replay_passes();
    g_assert_true(org_place_open(s->target, TRUE, &run, &error));
    assert_passes(passes, 1);
    const Org *end = run.end;
    g_assert_nonnull(org_opened_fates(&run, &error));
    g_assert_nonnull(org_opened_fates(&run, &error));
    assert_passes(passes, 2);
    g_assert_true(run.end == end);
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *path;
        void (*test)(Stored *, gconstpointer);
    } tests[] = { { "/passes/report", test_report },     { "/passes/story", test_story },
                  { "/passes/impact", test_impact },     { "/passes/compare", test_compare },
                  { "/passes/appendix", test_appendix }, { "/passes/open", test_open } };
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(tests); i++)
        g_test_add(tests[i].path, Stored, NULL, set_up, tests[i].test, tear_down);
    return g_test_run();
}
