// SPDX-License-Identifier: MIT
/* A run in two processes is the same run as in one, to the last byte: acts, figures, findings, steps, each in its order. */
#include "../../../engine/study/load.h"
#include "../../../engine/study/run.h"
#include <glib/gstdio.h>
#include <string.h>

/* Steps that are vetoed and tried again, conditions that hold and do not, slices over months, rules with remarks, costs that settle. */
static const char *const scenarios[] = {
    "on_veto: skip\n"
    "processes: [{resignation: {rate: 15%}}, {retirement: {}}, {recruitment: {rate: 60%}}]\n"
    "steps:\n"
    "  - {at: 2025-06, id: cut, over: 12m, headcount-cut: {by: 20%}}\n"
    "  - {at: 2026-01, id: never, when: \"1 = 0\", add-posts: {where: \"unit = 'finance'\", by: 2}}\n"
    "  - {at: 2026-01, id: join, when: \"1 = 1\", merge: {units: [finance, planning], into: {id: new, name: New}}}\n"
    "  - {at: 2026-03, id: again, over: 6m, headcount-cut: {by: 30%}}\n"
    "rules:\n"
    "  - min-staff: {where: \"type = 'department'\", at_least: 4}\n"
    "  - {id: warns, min-staff: {where: \"type = 'department'\", at_least: 6, severity: warn}}\n"
    "  - deputy-cap: {where: \"type = 'department'\", caps: [{cap: 1}], grace: 6}\n",
    "on_veto: stop\n"
    "processes: [{resignation: {rate: 15%}}]\n"
    "steps:\n"
    "  - {at: 2025-06, id: first, add-posts: {where: \"unit = 'finance'\", by: 2}}\n"
    "  - {at: 2026-02, id: cut, headcount-cut: {by: 60%}}\n"
    "  - {at: 2026-02, id: later, add-posts: {where: \"unit = 'finance'\", by: 2}}\n"
    "rules:\n"
    "  - min-staff: {where: \"type = 'department'\", at_least: 4}\n",
    "processes: [{resignation: {rate: 15%}}, {recruitment: {rate: 60%}}]\n"
    "steps: [{every: year, id: cut, headcount-cut: {by: 3%, surplus: leave}}]\n",
};

typedef struct {
    char *folder, *scenario;
    OrgSession *sessions[2];
    OrgLoaded loaded[2];
    OrgRun *runs[2];
} Fixture;

static void
write_scenario(Fixture *f, const char *body)
{
    g_autofree char *town = g_path_get_dirname(g_getenv("ORGSIM_TEST_TOWN"));
    g_autofree char *text =
        g_strdup_printf("orgsim: 1\ntitle: Halves\nfrom: 2025-01\nto: 2027-12\nclock: quarterly\ncurrency: VND\n"
                        "organisation: {units: %s/units.csv, posts: %s/posts.csv, people: %s/people.csv}\n"
                        "baselines: {then: {units: %s/units.csv, posts: %s/posts.csv}}\n%s"
                        "metrics:\n  - {id: all, posts: {}}\n  - units: {}\n  - people: {}\n"
                        "  - change-cost: {per_moved_post: 1000000, per_closed_unit: 5000000}\n"
                        "targets: [{id: fewer, title: Fewer, metric: all, against: then, change: -1, by: 2027-12}]\n",
                        town, town, town, town, town, body);
    g_assert_true(g_file_set_contents(f->scenario, text, -1, NULL));
}

static void
run(Fixture *f, guint i)
{
    static const char *dirs[3];
    g_autoptr(GError) error = NULL;
    dirs[0] = g_getenv("ORGSIM_TEST_PLUGINS");
    OrgSessionOptions options = { .worker = { .worker_path = g_getenv("ORGSIM_TEST_WORKER"),
                                              .plugin_dirs = dirs,
                                              .call_seconds = 3600,
                                              .unjudged = i == 0 } };
    f->sessions[i] = org_session_new(&options);
    if (!org_load(f->sessions[i], f->scenario, NULL, &f->loaded[i], &error)) {
        g_autoptr(GString) said = g_string_new(error ? error->message : "");
        org_diags_print(ORG_LANG_EN, f->loaded[i].diags, ORG_SEVERITY_ERROR, 0, said);
        g_error("%s", said->str);
    }
    f->runs[i] = org_run(&f->loaded[i], NULL);
    if (!org_run_is_whole(f->runs[i]))
        g_error("%s", org_message_said(f->runs[i]->message));
}

static void
same_series(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (guint i = 0; i < a->len; i++) {
        const OrgWorkerMeasure *x = &g_array_index(a, OrgWorkerMeasure, i), *y = &g_array_index(b, OrgWorkerMeasure, i);
        g_assert_cmpuint(x->item, ==, y->item);
        g_assert_cmpuint(x->unit, ==, y->unit);
        g_assert_cmpint(x->month, ==, y->month);
        g_assert_cmpuint(x->baseline, ==, y->baseline);
        g_assert_cmpmem(&x->value, sizeof x->value, &y->value, sizeof y->value);
        g_assert_cmpstr(x->series, ==, y->series);
    }
}

static void
same_findings(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (guint i = 0; i < a->len; i++) {
        const OrgWorkerFinding *x = &g_array_index(a, OrgWorkerFinding, i), *y = &g_array_index(b, OrgWorkerFinding, i);
        g_assert_cmpuint(x->item, ==, y->item);
        g_assert_cmpint(x->step, ==, y->step);
        g_assert_cmpuint(x->severity, ==, y->severity);
        g_assert_cmpuint(x->table, ==, y->table);
        g_assert_cmpuint(x->row, ==, y->row);
        g_assert_cmpint(x->month, ==, y->month);
        g_assert_cmpint(x->since, ==, y->since);
        g_assert_cmpint(x->again, ==, y->again);
        g_assert_cmpstr(x->id, ==, y->id);
        g_assert_cmpstr(x->code, ==, y->code);
        g_assert_cmpstr(org_message_said(x->message), ==, org_message_said(y->message));
    }
}

static void
same_steps(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (guint i = 0; i < a->len; i++) {
        const OrgWorkerStep *x = &g_array_index(a, OrgWorkerStep, i), *y = &g_array_index(b, OrgWorkerStep, i);
        g_assert_cmpuint(x->item, ==, y->item);
        g_assert_cmpint(x->month, ==, y->month);
        g_assert_cmpstr(x->status, ==, y->status);
        g_assert_cmpstr(org_message_said(x->message), ==, org_message_said(y->message));
    }
}

static void
test_same(gconstpointer data)
{
    Fixture f = { .folder = g_dir_make_tmp("orgsim-halves-XXXXXX", NULL) };
    f.scenario = g_build_filename(f.folder, "halves.yaml", NULL);
    write_scenario(&f, data);
    for (guint i = 0; i < 2; i++)
        run(&f, i);
    const OrgWorkerResult *one = f.runs[0]->result, *two = f.runs[1]->result;
    g_assert_cmpint(one->status, ==, two->status);
    g_assert_cmpmem(one->acts->data, one->acts->len, two->acts->data, two->acts->len);
    g_assert_cmpstr(one->end_hash, ==, two->end_hash);
    same_findings(one->findings, two->findings);
    same_steps(one->steps, two->steps);
    same_series(one->series, two->series);
    same_series(one->running, two->running);
    g_assert_cmpuint(one->series->len, >, 50);
    for (guint i = 0; i < 2; i++) {
        org_run_free(f.runs[i]);
        org_loaded_clear(&f.loaded[i]);
        org_session_free(f.sessions[i]);
    }
    g_remove(f.scenario);
    g_rmdir(f.folder);
    g_free(f.scenario);
    g_free(f.folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/study/halves/skipped", scenarios[0], test_same);
    g_test_add_data_func("/study/halves/stopped", scenarios[1], test_same);
    g_test_add_data_func("/study/halves/without-rules", scenarios[2], test_same);
    return g_test_run();
}
