// SPDX-License-Identifier: MIT
/* Kept workers: what is handed over, what one plan leaves behind for the next, what stops. */
#include "../../../engine/study/draw.h"
#include "../../../engine/study/record.h"
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
    OrgSession *session;
    char *folder, *scenario;
    const char *plugins[3];
    double stop_at; /* of the progress; 2: never */
} Fixture;

static gboolean
on_progress(double part, gpointer data)
{
    return part < ((Fixture *) data)->stop_at;
}

/* The town with chance and new people in it, and a baseline of its own. */
static void
write_scenario(Fixture *f)
{
    g_autofree char *town = g_path_get_dirname(g_getenv("ORGSIM_TEST_TOWN"));
    g_autofree char *text = g_strdup_printf(
        "orgsim: 1\ntitle: Chance\nfrom: 2025-01\nto: 2029-12\n"
        "organisation: {units: %s/units.csv, posts: %s/posts.csv, people: %s/people.csv}\n"
        "baselines: {then: {units: %s/units.csv, posts: %s/posts.csv}}\n"
        "processes: [{resignation: {rate: 20%%}}, {recruitment: {rate: 90%%}}]\n"
        "steps: [{at: 2026-07, id: join, merge: {units: [finance, planning], into: {id: new, name: New}}}]\n"
        "metrics: [{id: all, posts: {}}]\n"
        "targets: [{id: filled, title: Filled, metric: all, against: then, change: -1, by: 2029-12}]\n",
        town, town, town, town, town);
    g_assert_true(g_file_set_contents(f->scenario, text, -1, NULL));
}

static void
set_up(Fixture *f, gconstpointer data)
{
    (void) data;
    f->folder = g_dir_make_tmp("orgsim-study-XXXXXX", NULL);
    f->scenario = g_build_filename(f->folder, "chance.yaml", NULL);
    f->plugins[0] = g_getenv("ORGSIM_TEST_PLUGINS");
    f->plugins[1] = g_getenv("ORGSIM_TEST_GRAPHS");
    f->stop_at = 2;
    write_scenario(f);
    OrgSessionOptions options = {
        .worker = { .worker_path = g_getenv("ORGSIM_TEST_WORKER"), .plugin_dirs = f->plugins, .grace_seconds = 600 },
        .progress = on_progress,
        .data = f
    };
    f->session = org_session_new(&options);
}

static void
tear_down(Fixture *f, gconstpointer data)
{
    (void) data;
    org_session_free(f->session);
    g_autoptr(GDir) dir = g_dir_open(f->folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(f->folder, name, NULL);
        g_remove(path);
    }
    g_rmdir(f->folder);
    g_free(f->folder);
    g_free(f->scenario);
}

static void
load(Fixture *f, const char *scenario, OrgLoaded *loaded)
{
    g_autoptr(GError) error = NULL;
    if (org_load(f->session, scenario, NULL, loaded, &error))
        return;
    g_autoptr(GString) said = g_string_new(error ? error->message : "");
    org_diags_print(ORG_LANG_EN, loaded->diags, ORG_SEVERITY_ERROR, 0, said);
    g_error("%s", said->str);
}

static void
expect_counts(const Fixture *f, guint starts, guint handed, guint jobs)
{
    OrgWorkerCounts counts = org_session_counts(f->session);
    g_assert_cmpuint(counts.starts, ==, starts);
    g_assert_cmpuint(counts.handed, ==, handed);
    g_assert_cmpuint(counts.jobs, ==, jobs);
}

/* 51 replications are two jobs of what was handed over once to the three processes that do them; a second run hands over nothing. */
static void
test_replications(Fixture *f, gconstpointer data)
{
    g_auto(OrgLoaded) loaded = { 0 };
    OrgRunOptions how = { .replications = 51 };
    OrgSpreadBand first, second;
    (void) data;
    load(f, f->scenario, &loaded);
    g_autoptr(OrgRun) run = org_run(&loaded, &how);
    expect_counts(f, 3, 6, 2);
    g_autoptr(OrgRun) again = org_run(&loaded, &how);
    expect_counts(f, 3, 6, 4);
    guint item = ((OrgItem *) loaded.plan->items->pdata[0])->index;
    g_assert_true(org_spread_band(org_judging_spread(run->judging), item, "resigned", ORG_MONTH(2029, 12), &first));
    g_assert_true(org_spread_band(org_judging_spread(again->judging), item, "resigned", ORG_MONTH(2029, 12), &second));
    g_assert_cmpmem(&first, sizeof first, &second, sizeof second);
    g_assert_cmpfloat(first.p5, <, first.p95);
    g_assert_cmpstr(run->result->end_hash, ==, again->result->end_hash);
    g_assert_cmpfloat(org_spread_chance(org_judging_spread(run->judging), 0, 0, 0).probability, >=, 0);
}

static gboolean
is_told(const OrgRun *run, const char *item, const char *series)
{
    for (guint i = 0; i < run->result->as_told->len; i++) {
        const OrgWorkerTold *told = &g_array_index(run->result->as_told, OrgWorkerTold, i);
        const OrgItem *it = run->loaded->plan->items->pdata[told->item];
        if (!strcmp(it->id, item) && !strcmp(told->series, series))
            return TRUE;
    }
    return FALSE;
}

/* What the parent counts as well, when it does the acts, is more than told. */
static void
test_told(Fixture *f, gconstpointer data)
{
    g_auto(OrgLoaded) loaded = { 0 };
    (void) data;
    load(f, f->scenario, &loaded);
    g_autoptr(OrgRun) run = org_run(&loaded, NULL);
    g_assert_false(is_told(run, "resignation", "resigned"));
    g_assert_false(is_told(run, "recruitment", "hired"));
    g_assert_true(is_told(run, "join", "merges"));
    g_assert_false(is_told(run, "all", "posts"));
}

/* Two scenarios take turns, and since they name other plugins each turn has processes of its own, which are handed everything. Each
 * comes out as in a session of its own. */
static void
test_turns(Fixture *f, gconstpointer data)
{
    g_auto(OrgLoaded) chance = { 0 }, town = { 0 };
    char *hashes[2][2];
    (void) data;
    load(f, f->scenario, &chance);
    load(f, g_getenv("ORGSIM_TEST_TOWN"), &town);
    for (guint i = 0; i < 2; i++) {
        g_autoptr(OrgRun) a = org_run(&chance, NULL), b = org_run(&town, NULL);
        hashes[i][0] = g_strdup(a->result->end_hash);
        hashes[i][1] = g_strdup(b->result->end_hash);
    }
    expect_counts(f, 8, 16, 4);
    g_autoptr(OrgSession) other = NULL;
    OrgSessionOptions options = { .worker = { .worker_path = g_getenv("ORGSIM_TEST_WORKER"),
                                              .plugin_dirs = f->plugins } };
    OrgSession *kept = f->session;
    f->session = other = org_session_new(&options);
    {
        g_auto(OrgLoaded) alone = { 0 };
        load(f, g_getenv("ORGSIM_TEST_TOWN"), &alone);
        g_autoptr(OrgRun) run = org_run(&alone, NULL);
        g_assert_cmpstr(run->result->end_hash, ==, hashes[0][1]);
    }
    f->session = kept;
    for (guint k = 0; k < 2; k++) {
        g_assert_cmpstr(hashes[0][k], ==, hashes[1][k]);
        g_free(hashes[0][k]);
        g_free(hashes[1][k]);
    }
    g_clear_pointer(&other, org_session_free);
}

/* A wrong value is refused in the scenario's own words, and nothing is changed. */
static void
test_set(Fixture *f, gconstpointer data)
{
    static const struct {
        const char *item, *key, *value, *why;
    } wrong[] = {
        { "joint", "units", "[town]", "there is no item \"joint\" in the scenario; did you mean \"join\"?" },
        { "join", "unit", "[town]", "merge has no parameter \"unit\"; did you mean \"units\"?" },
        { "join", "units", "[finance, plannin]", "nearest: \"planning\"" },
        { "resignation", "rate", "0.2", "the % sign is missing" },
        { "resignation", "rate", "120%", "expected from 0% to 100%" },
        { "resignation", "rate", "[1%", "" },
        { "resignation", "rate", "", "rate is empty" },
    };
    g_auto(OrgLoaded) loaded = { 0 };
    (void) data;
    load(f, f->scenario, &loaded);
    g_autofree char *hash = org_bundle_hash(loaded.plan->bundle);
    g_autoptr(OrgRun) before = org_run(&loaded, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(org_loaded_set(&loaded, wrong[i].item, wrong[i].key, wrong[i].value, &error));
        if (!strstr(error->message, wrong[i].why))
            g_error("%s.%s: %s", wrong[i].item, wrong[i].key, error->message);
    }
    g_autofree char *same = org_bundle_hash(loaded.plan->bundle);
    g_assert_cmpstr(hash, ==, same);
    g_autoptr(OrgRun) after = org_run(&loaded, NULL);
    g_assert_cmpstr(before->result->end_hash, ==, after->result->end_hash);
    expect_counts(f, 2, 4, 2);
}

/* A stored run holds what was set, and opened again it runs the same; a baseline comes from the file. */
static void
test_stored(Fixture *f, gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *file = g_build_filename(f->folder, "town.orgdb", NULL), *place = g_strconcat(file, ":run-1", NULL);
    g_auto(OrgLoaded) loaded = { 0 }, again = { 0 };
    gint64 id = 0;
    (void) data;
    load(f, f->scenario, &loaded);
    g_autoptr(OrgRun) plain = org_run(&loaded, NULL);
    g_assert_true(org_loaded_set(&loaded, "resignation", "rate", "1%", &error));
    g_assert_true(org_loaded_set(&loaded, "resignation", "rate", "50%", &error));
    g_autoptr(OrgStore) store = org_store_open(file, ORG_STORE_WRITE, &error);
    g_autoptr(OrgRun) run = org_run_stored(&loaded, NULL, store, &id, &error);
    g_assert_no_error(error);
    g_assert_cmpint(id, ==, 1);
    gint64 later = org_record_begin(store, &loaded, NULL, &error); /* a run that was made before can be stored, too */
    g_assert_true(org_record_end(store, later, run, &error));
    g_assert_cmpint(later, ==, 2);
    g_assert_cmpstr(run->result->end_hash, !=, plain->result->end_hash);
    g_assert_true(org_load_run(f->session, place, &again, &error));
    g_assert_no_error(error);
    g_assert_nonnull(again.baselines[1]);
    g_autoptr(OrgRun) rerun = org_run(&again, NULL);
    g_assert_cmpstr(rerun->result->end_hash, ==, run->result->end_hash);
    g_assert_cmpfloat(org_run_verdict(rerun, "filled")->baseline, ==, org_run_verdict(run, "filled")->baseline);
}

/* The charts of a run: one worker runs and one judges, one draws them all from what it was handed once. */
static void
test_drawing(Fixture *f, gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *file = g_build_filename(f->folder, "town.orgdb", NULL), *place = g_strconcat(file, ":run-1", NULL);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_auto(OrgLoaded) loaded = { 0 };
    gint64 id = 0;
    (void) data;
    load(f, f->scenario, &loaded);
    g_autoptr(OrgStore) store = org_store_open(file, ORG_STORE_WRITE, &error);
    g_autoptr(OrgRun) run = org_run_stored(&loaded, NULL, store, &id, &error);
    g_assert_true(org_draw_run(f->session, place, NULL, ORG_LANG_EN, f->folder, paths, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(paths->len, ==, 15); /* five views, each as svg, pdf and png */
    expect_counts(f, 3, 5, 6);
    f->stop_at = 0;
    g_assert_false(org_draw_run(f->session, place, NULL, ORG_LANG_EN, f->folder, paths, &error));
    g_assert_error(error, ORG_WORKER_ERROR, ORG_WORKER_E_INTERRUPTED);
}

/* Interrupted in between, a run is no run; the next one is as if nothing had been. */
static void
test_interrupted(Fixture *f, gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *file = g_build_filename(f->folder, "town.orgdb", NULL);
    g_auto(OrgLoaded) loaded = { 0 };
    OrgRunOptions how = { .replications = 20 };
    gint64 id = 0;
    (void) data;
    load(f, f->scenario, &loaded);
    g_autoptr(OrgRun) whole = org_run(&loaded, NULL);
    f->stop_at = 0.5; /* among the replications */
    g_autoptr(OrgStore) store = org_store_open(file, ORG_STORE_WRITE, &error);
    g_autoptr(OrgRun) stopped = org_run_stored(&loaded, &how, store, &id, &error);
    g_assert_no_error(error);
    g_assert_cmpint(stopped->status, ==, ORG_WORKER_INTERRUPTED);
    OrgRunInfo *info = org_store_run(store, id, &error);
    g_assert_cmpstr(info->status, ==, "interrupted");
    org_run_info_free(info);
    f->stop_at = 2;
    org_session_cancel(f->session);
    g_autoptr(OrgRun) never = org_run(&loaded, NULL);
    g_assert_cmpint(never->status, ==, ORG_WORKER_INTERRUPTED);
    org_session_go_on(f->session);
    g_autoptr(OrgRun) after = org_run(&loaded, NULL);
    g_assert_cmpstr(after->result->end_hash, ==, whole->result->end_hash);
    expect_counts(f, 3, 6, 4); /* what was cancelled before was no job */
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*test)(Fixture *, gconstpointer);
    } tests[] = {
        { "/study/workers/replications", test_replications },
        { "/study/workers/told", test_told },
        { "/study/workers/turns", test_turns },
        { "/study/workers/set", test_set },
        { "/study/workers/stored", test_stored },
        { "/study/workers/drawing", test_drawing },
        { "/study/workers/interrupted", test_interrupted },
    };
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(tests); i++)
        g_test_add(tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
    return g_test_run();
}
