// SPDX-License-Identifier: MIT
#include "hostile.h"
#include "../../engine/worker/parent/private.h"
#include <glib/gstdio.h>
#include <string.h>

#define PATIENCE 3600 /* seconds; meson ends a test long before */
#define VICTIM "this file must stay as it is\n"

Org *
hostile_town(OrgDict *dict)
{
    g_autoptr(GError) error = NULL;
    Org *org = org_new(dict, ORG_MONTH(2020, 12));

    org_add_units(org, 2);
    org_add_posts(org, 3);
    org_add_people(org, 2);
    for (guint i = 0; i < 2; i++) {
        org->units.id[i] = org_dict_add(dict, i ? "fin" : "town", -1);
        org->units.name[i] = org_dict_add(dict, i ? "Finance" : "Town", -1);
        org->units.type[i] = org_dict_add(dict, i ? "room" : "city", -1);
        org->units.parent[i] = i ? 0 : ORG_NONE;
        org->people.id[i] = org_dict_add(dict, i ? "h2" : "h1", -1);
        org->people.unit[i] = 1;
        org->people.post[i] = i;
    }
    for (guint i = 0; i < 3; i++) {
        org->posts.id[i] = org_dict_add(dict, "p", -1);
        org->posts.ordinal[i] = i + 1;
        org->posts.unit[i] = 1;
        org->posts.holder[i] = i < 2 ? i : ORG_NONE;
        org->posts.rank[i] = ORG_STAFF;
    }
    g_assert_true(org_finish(org, &error));
    g_assert_no_error(error);
    return org;
}

char *
hostile_library(const char *name)
{
    g_autofree char *file = g_strconcat(name, ".so", NULL);

    return g_build_filename(g_getenv("ORGSIM_TEST_EVIL"), file, NULL);
}

gboolean
hostile_sanitized(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return TRUE;
#else
    return FALSE;
#endif
}

void
hostile_start(Hostile *h, const char *first, ...)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    va_list names;

    va_start(names, first);
    for (const char *name = first; name; name = va_arg(names, const char *))
        g_ptr_array_add(paths, hostile_library(name));
    va_end(names);
    g_ptr_array_add(paths, NULL);
    memset(h, 0, sizeof *h);
    h->folder = g_dir_make_tmp("orgsim-hostile-XXXXXX", &error);
    g_assert_no_error(error);
    h->victim = g_build_filename(h->folder, "victim.orgdb", NULL);
    g_assert_true(g_file_set_contents(h->victim, VICTIM, -1, NULL));
    OrgWorkerOptions options = { .worker_path = g_getenv("ORGSIM_TEST_WORKER"),
                                 .plugin_dirs = (const char *const *) paths->pdata,
                                 .call_seconds = PATIENCE,
                                 .grace_seconds = PATIENCE,
                                 .result_mb = 8,
                                 .memory_mb = 256 };
    h->worker = org_worker_start(&options, &error);
    g_assert_no_error(error);
    h->dict = org_dict_new();
    h->org = hostile_town(h->dict);
    h->before = org_hash(h->org);
}

/* Not with the start, for loading a library is a call as well. */
void
hostile_limit_calls(Hostile *h, guint seconds)
{
    h->worker->call_seconds = seconds;
}

void
hostile_limit_grace(Hostile *h, guint seconds)
{
    h->worker->grace_seconds = seconds;
}

gboolean
hostile_is_in_call(const Hostile *h)
{
    return h->worker->blame == ORG_BLAME_CALL;
}

void
hostile_stop(Hostile *h)
{
    org_worker_stop(h->worker);
    org_free(h->org);
    org_dict_unref(h->dict);
    g_free(h->before);
    g_remove(h->victim);
    g_rmdir(h->folder);
    g_free(h->victim);
    g_free(h->folder);
}

static OrgPlan *
plan_from(Hostile *h, const char *text)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgBundle *bundle = org_bundle_new(h->folder);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));

    org_bundle_put(bundle, "scenario.yaml", bytes);
    OrgPlan *plan = org_plan_read("scenario.yaml", bundle, org_worker_catalogue(h->worker), diags);
    if (!plan) {
        g_autoptr(GString) problems = g_string_new(NULL);
        org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_NOTE, 0, problems);
        g_error("%s", problems->str);
    }
    return plan;
}

static OrgPlan *
plan_of(Hostile *h, const char *feature, gboolean with_path)
{
    const OrgFeatureInfo *info = org_catalogue_find(org_worker_catalogue(h->worker), feature);

    g_assert_nonnull(info);
    g_autofree char *call =
        with_path ? g_strdup_printf("%s: {path: \"%s\"}", feature, h->victim) : g_strdup_printf("%s: {}", feature);
    g_autofree char *text =
        info->kind == ORG_RULE
            ? g_strdup_printf(
                  "orgsim: 1\ntitle: Hostile\norganisation: {units: units.csv}\nfrom: 2021-01\nto: 2022-12\n"
                  "rules:\n  - %s\n",
                  call)
            : g_strdup_printf(
                  "orgsim: 1\ntitle: Hostile\norganisation: {units: units.csv}\nfrom: 2022-07\nto: 2022-07\n"
                  "steps:\n  - at: 2022-07\n    %s\n",
                  call);
    return plan_from(h, text);
}

static void
prepare(Hostile *h, HostileJob *prepared, OrgPlan *plan)
{
    g_autoptr(GError) error = NULL;

    *prepared = (HostileJob){ .plan = plan, .job = { .acts = TRUE } };
    guint n = prepared->plan->baselines->len;
    prepared->baselines = g_new0(Org *, n + 1);
    prepared->job.plan = org_worker_hold_plan(h->worker, "scenario.yaml", prepared->plan, &error);
    prepared->job.organisations = org_worker_hold_organisations(h->worker, h->org, prepared->baselines, n, &error);
    g_assert_no_error(error);
}

void
hostile_prepare(Hostile *h, HostileJob *prepared, const char *feature, gboolean with_path)
{
    prepare(h, prepared, plan_of(h, feature, with_path));
}

void
hostile_prepare_text(Hostile *h, HostileJob *prepared, const char *text)
{
    prepare(h, prepared, plan_from(h, text));
}

void
hostile_release(Hostile *h, HostileJob *prepared)
{
    org_worker_let_go(h->worker, prepared->job.plan);
    org_worker_let_go(h->worker, prepared->job.organisations);
    org_plan_free(prepared->plan);
    g_free(prepared->baselines);
}

static OrgWorkerResult *
run_prepared(Hostile *h, HostileJob *prepared)
{
    g_autoptr(GError) error = NULL;

    OrgWorkerResult *result = org_worker_run(h->worker, &prepared->job, NULL, NULL, &error);
    hostile_release(h, prepared);
    g_assert_no_error(error);
    g_assert_nonnull(result);
    if (result->end) {
        org_free(h->org);
        h->org = g_steal_pointer(&result->end);
    }
    return result;
}

OrgWorkerResult *
hostile_run(Hostile *h, const char *feature, gboolean with_path)
{
    HostileJob prepared;

    hostile_prepare(h, &prepared, feature, with_path);
    return run_prepared(h, &prepared);
}

OrgWorkerResult *
hostile_run_text(Hostile *h, const char *text)
{
    HostileJob prepared;

    prepare(h, &prepared, plan_from(h, text));
    return run_prepared(h, &prepared);
}

static void
expect_untouched(Hostile *h)
{
    g_autofree char *content = NULL;

    h->org->month = ORG_MONTH(2020, 12); /* a finished run is at its last month */
    g_autofree char *hash = org_hash(h->org);

    g_assert_true(g_file_get_contents(h->victim, &content, NULL, NULL));
    g_assert_cmpstr(content, ==, VICTIM);
    g_assert_cmpstr(hash, ==, h->before);
    g_assert_false(g_file_test("evil-was-here", G_FILE_TEST_EXISTS));
}

void
hostile_expect_failed(Hostile *h, const char *feature, gboolean with_path, const char *first, ...)
{
    g_autoptr(OrgWorkerResult) result = hostile_run(h, feature, with_path);
    g_autofree char *message = org_message_text(result->message, ORG_LANG_EN);
    va_list texts;

    g_test_message("%s: %s", feature, message);
    g_assert_cmpint(result->status, ==, ORG_WORKER_FAILED);
    g_assert_cmpuint(result->acts->len, ==, 0);
    g_assert_null(result->end_hash);
    g_assert_null(strstr(message, "GOT THROUGH"));
    va_start(texts, first);
    for (const char *text = first; text; text = va_arg(texts, const char *))
        if (!strstr(message, text))
            g_error("%s: \"%s\" does not say \"%s\"", feature, message, text);
    va_end(texts);
    expect_untouched(h);
}

void
hostile_expect_done(Hostile *h, const char *feature, gboolean with_path)
{
    g_autoptr(OrgWorkerResult) result = hostile_run(h, feature, with_path);

    if (result->status != ORG_WORKER_DONE)
        g_error("%s: %s", feature, org_message_said(result->message));
    expect_untouched(h);
}
