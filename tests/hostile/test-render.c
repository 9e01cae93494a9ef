// SPDX-License-Identifier: MIT
/* Renderers in the worker: runs made again from their acts, tables, outputs; crashes. */
#include "hostile.h"
#include <string.h>

typedef struct {
    guint outputs;
    gboolean refuse;
} Taken;

static gboolean
take(const char *ending, const char *format, GBytes *bytes, gpointer data, GError **error)
{
    Taken *taken = data;

    g_assert_cmpstr(ending, ==, ".svg");
    g_assert_cmpstr(format, ==, "svg");
    g_assert_true(g_str_has_prefix(g_bytes_get_data(bytes, NULL), "<svg"));
    taken->outputs++;
    if (taken->refuse)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "the disk is full");
    return !taken->refuse;
}

typedef struct {
    Hostile h;
    OrgWorkerResult *result;
    OrgWorkerRendering rendering;
    Taken taken;
} Fixture;

static void
set_up(Fixture *f)
{
    static const char *const texts[] = { "town" };
    static const double numbers[] = { 7 };
    static const char *const formats[] = { "svg", NULL };

    g_autoptr(GError) error = NULL;

    memset(f, 0, sizeof *f);
    hostile_start(&f->h, "good", NULL);
    g_autoptr(Org) start = org_copy(f->h.org);
    f->result = hostile_run(&f->h, "polish", FALSE);
    if (f->result->status != ORG_WORKER_DONE)
        g_error("%s", org_message_said(f->result->message));
    const OrgWorkerRenderRun run = { start, f->result->acts->data, f->result->acts->len, ORG_MONTH(2021, 1),
                                     ORG_MONTH(2022, 12) };
    const OrgWorkerColumn columns[] = { { .name = "name", .type = ORG_TEXT, .text = texts },
                                        { .name = "seed", .type = ORG_REAL, .number = numbers } };
    const OrgWorkerTable view = { "run", 1, 2, columns };
    OrgHandle archive = org_worker_hold_archive(f->h.worker, &run, 1, &view, 1, &error);
    g_assert_no_error(error);
    f->rendering = (OrgWorkerRendering){
        .feature = "draw", .archive = archive, .stem = "chart", .formats = formats, .output = take, .data = &f->taken
    };
}

static void
tear_down(Fixture *f)
{
    org_worker_result_free(f->result);
    hostile_stop(&f->h);
}

static void
test_draws(void)
{
    g_autoptr(GError) error = NULL;
    Fixture f;

    set_up(&f);
    g_assert_true(org_worker_render(f.h.worker, &f.rendering, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(f.taken.outputs, ==, 1);
    g_assert_true(org_worker_render(f.h.worker, &f.rendering, &error));
    g_assert_cmpuint(f.taken.outputs, ==, 2);
    /* One process ran, one judged, another drew, twice, from one archive. */
    OrgWorkerCounts counts = org_worker_counts(f.h.worker);
    g_assert_cmpuint(counts.starts, ==, 3);
    g_assert_cmpuint(counts.handed, ==, 5);
    tear_down(&f);
}

static void
test_crashes(void)
{
    static const char *const keys[] = { "how", NULL }, *const values[] = { "crash", NULL };
    g_autoptr(GError) error = NULL;
    Fixture f;

    set_up(&f);
    f.rendering.keys = keys;
    f.rendering.values = values;
    g_assert_false(org_worker_render(f.h.worker, &f.rendering, &error));
    g_assert_error(error, ORG_WORKER_ERROR, ORG_WORKER_E_PLUGIN);
    g_assert_nonnull(strstr(error->message, "plugin good (renderer)"));
    g_assert_cmpuint(f.taken.outputs, ==, 0);
    tear_down(&f);
}

static void
test_wrong_parameter(void)
{
    static const char *const keys[] = { "hwo", NULL }, *const values[] = { "well", NULL };
    g_autoptr(GError) error = NULL;
    Fixture f;

    set_up(&f);
    f.rendering.keys = keys;
    f.rendering.values = values;
    g_assert_false(org_worker_render(f.h.worker, &f.rendering, &error));
    g_assert_nonnull(strstr(error->message, "draw has no parameter \"hwo\"; did you mean \"how\"?"));
    tear_down(&f);
}

static void
test_no_renderer(void)
{
    g_autoptr(GError) error = NULL;
    Fixture f;

    set_up(&f);
    f.rendering.feature = "polish";
    g_assert_false(org_worker_render(f.h.worker, &f.rendering, &error));
    g_assert_cmpstr(error->message, ==, "there is no renderer \"polish\"; there are: draw");
    tear_down(&f);
}

static void
test_refused_output(void)
{
    g_autoptr(GError) error = NULL;
    Fixture f;

    set_up(&f);
    f.taken.refuse = TRUE;
    g_assert_false(org_worker_render(f.h.worker, &f.rendering, &error));
    g_assert_cmpstr(error->message, ==, "the disk is full");
    g_clear_error(&error);
    f.taken.refuse = FALSE;
    g_assert_true(org_worker_render(f.h.worker, &f.rendering, &error));
    tear_down(&f);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hostile/render/draws", test_draws);
    g_test_add_func("/hostile/render/crashes", test_crashes);
    g_test_add_func("/hostile/render/wrong-parameter", test_wrong_parameter);
    g_test_add_func("/hostile/render/no-renderer", test_no_renderer);
    g_test_add_func("/hostile/render/refused-output", test_refused_output);
    return g_test_run();
}
