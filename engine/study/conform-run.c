// SPDX-License-Identifier: MIT
#include "conform-private.h"
#include "../base/error.h"
#include "draw.h"
#include <string.h>

#define FILE_NAME "scenario.yaml"

void
org_conform_result_free(OrgConformResult *result)
{
    if (!result)
        return;
    g_free(result->why);
    g_free(result->state);
    g_free(result->end);
    g_free(result);
}

static OrgConformResult *
result_new(OrgCame how, char *why)
{
    OrgConformResult *result = g_new0(OrgConformResult, 1);

    result->how = how;
    result->why = why ? why : g_strdup("");
    result->state = g_strdup("");
    result->end = g_strdup("");
    return result;
}

static OrgConformResult *
failed(OrgMessage *message)
{
    g_autofree char *text = org_message_text(message, ORG_LANG_EN);
    OrgConformResult *result = result_new(ORG_CAME_REFUSED, (char *) message);

    result->restored = strstr(text, ORG_TRIAL_RESTORED) != NULL;
    result->changed = strstr(text, ORG_TRIAL_CHANGED) != NULL;
    if (org_conform_wrong(text, &result->test))
        result->how = ORG_CAME_WRONG;
    return result;
}

static void
add_bits(GString *out, double value)
{
    guint64 bits;

    memcpy(&bits, &value, sizeof bits);
    g_string_append_printf(out, " %" G_GINT64_MODIFIER "x", bits);
}

/* All that came of it, but for what only says when something was said. */
static char *
state_of(const OrgWorkerResult *r)
{
    g_autoptr(GString) out = g_string_new(r->end_hash);

    for (guint i = 0; i < r->series->len; i++) {
        const OrgWorkerMeasure *m = &g_array_index(r->series, OrgWorkerMeasure, i);
        g_string_append_printf(out, "\nm %u %u %d %u %s", m->item, m->unit, m->month, m->baseline, m->series);
        add_bits(out, m->value);
    }
    for (guint i = 0; i < r->findings->len; i++) {
        const OrgWorkerFinding *f = &g_array_index(r->findings, OrgWorkerFinding, i);
        g_string_append_printf(out, "\nf %u %u %u %u %d %s %s", f->item, f->severity, f->table, f->row, f->month,
                               f->code, org_message_said(f->message));
        add_bits(out, f->value);
        add_bits(out, f->limit);
    }
    g_autofree char *acts = g_compute_checksum_for_data(G_CHECKSUM_SHA256, r->acts->data, r->acts->len);
    g_string_append_printf(out, "\na %s", acts);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static OrgConformResult *
result_of(OrgWorkerResult *r)
{
    gboolean whole = r->status == ORG_WORKER_DONE || r->status == ORG_WORKER_VETOED;

    if (!whole)
        return failed(org_message_copy(r->message));
    OrgConformResult *result = result_new(ORG_CAME_WELL, NULL);
    /* A step whose call fails is left out, and the run goes on: what is wrong stands with the step. */
    for (guint i = 0; i < r->steps->len; i++) {
        const OrgWorkerStep *step = &g_array_index(r->steps, OrgWorkerStep, i);
        if (!strcmp(step->status, "done"))
            continue;
        OrgConformResult *other = failed(org_message_copy(step->message));
        org_conform_result_free(result);
        return other;
    }
    g_free(result->state);
    g_free(result->end);
    result->state = state_of(r);
    result->end = g_strdup(r->end_hash ? r->end_hash : "");
    result->acted = r->acts->len > 0 || r->series->len > 0 || r->findings->len > 0;
    return result;
}

/* NULL with *refused: why not, a message. */
static OrgPlan *
read_plan(OrgWorker *worker, const char *text, char **refused)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgBundle *bundle = org_bundle_new(NULL);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));

    org_bundle_put(bundle, FILE_NAME, bytes);
    OrgPlan *plan = org_plan_read(FILE_NAME, bundle, org_worker_catalogue(worker), diags);
    if (!plan) {
        g_autoptr(GString) said = g_string_new(NULL);
        org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_ERROR, 1, said);
        *refused = g_strdup(g_strstrip(said->str));
    }
    return plan;
}

OrgConformResult *
org_conform_run(OrgWorker *worker, const Org *town, const char *text, guint64 seed, const OrgTrial *trial,
                GError **error)
{
    char *refused = NULL;
    OrgPlan *plan = read_plan(worker, text, &refused);

    if (!plan)
        return result_new(ORG_CAME_NO_PLAN, refused);
    g_autofree Org **baselines = g_new0(Org *, plan->baselines->len + 1);
    OrgWorkerJob job = { .seed = seed, .acts = TRUE };
    if (trial)
        job.trial = *trial;
    OrgConformResult *result = NULL;
    job.plan = org_worker_hold_plan(worker, FILE_NAME, plan, error);
    job.organisations =
        job.plan ? org_worker_hold_organisations(worker, town, baselines, plan->baselines->len, error) : 0;
    g_autoptr(OrgWorkerResult) r = job.organisations ? org_worker_run(worker, &job, NULL, NULL, error) : NULL;
    if (r)
        result = result_of(r);
    org_worker_let_go(worker, job.plan);
    org_worker_let_go(worker, job.organisations);
    org_plan_free(plan);
    return result;
}

static gboolean
take_output(const char *ending, const char *format, GBytes *bytes, gpointer data, GError **error)
{
    g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);

    (void) format, (void) error;
    g_string_append_printf(data, "%s %s\n", ending, sum);
    return TRUE;
}

OrgConformResult *
org_conform_render(OrgWorker *worker, const Org *town, OrgOpened *opened, const OrgFeatureInfo *feature, GError **error)
{
    OrgWorkerRenderRun run = {
        .start = town, .acts = (const guint8 *) "", .from = town->month + 1, .to = town->month + 12
    };
    OrgHandle archive = opened ? org_drawing_hold(worker, NULL, &opened, 1, feature->name, 0, error)
                               : org_worker_hold_archive(worker, &run, 1, NULL, 0, error);
    g_autoptr(GString) state = g_string_new(NULL);
    g_autoptr(GError) why = NULL;

    if (!archive)
        return NULL;
    OrgWorkerRendering rendering = {
        .feature = feature->name, .archive = archive, .output = take_output, .data = state
    };
    gboolean fine = org_worker_render(worker, &rendering, &why);
    org_worker_let_go(worker, archive);
    if (!fine)
        return failed(org_message_copy(org_message_of(why->message)));
    OrgConformResult *result = result_new(ORG_CAME_WELL, NULL);
    result->acted = state->len > 0;
    g_free(result->state);
    result->state = g_string_free(g_steal_pointer(&state), FALSE);
    return result;
}

OrgWorker *
org_conform_worker(const char *path, GError **error)
{
    const char *const places[] = { path, NULL };
    OrgWorkerOptions options = { .plugin_dirs = places };

    return org_worker_start(&options, error);
}
