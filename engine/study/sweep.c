// SPDX-License-Identifier: MIT
#include "../base/error.h"
#include "manifest.h"
#include "ranks.h"
#include "sweep-private.h"
#include <jansson.h>
#include <string.h>

/* ---- the sweep and its scenario */

static gboolean
read_sweep(Sweeping *sweeping, OrgBundle *bundle, OrgDiags *diags)
{
    g_autofree char *file = g_path_get_basename(sweeping->options->file);
    g_autoptr(GError) why = NULL;
    sweeping->plan = org_sweep_read(file, bundle, diags);
    if (!sweeping->plan)
        return FALSE;
    /* Only a file of the sweep's own folder, or of one that may be read: it comes from anywhere, too. */
    g_autoptr(GBytes) scenario = org_bundle_get(bundle, sweeping->plan->scenario, &why);
    if (scenario)
        return TRUE;
    g_autofree char *said = org_error_said(why);
    org_diags_add(diags, ORG_SEVERITY_ERROR, "unreadable", file, sweeping->plan->scenario_line,
                  sweeping->plan->scenario_column, "the scenario %s cannot be read: %s", sweeping->plan->scenario,
                  said);
    return FALSE;
}

static void
copy_diags(const OrgDiags *from, OrgDiags *to)
{
    for (guint i = 0; i < org_diags_size(from); i++) {
        const OrgDiag *diag = org_diags_get(from, i);
        OrgDiag *copy = org_diags_add(to, diag->severity, diag->code, diag->file, diag->line, diag->column, "%s",
                                      org_message_said(diag->message));
        copy->table = diag->table;
        copy->source = g_strdup(diag->source);
        copy->sheet = g_strdup(diag->sheet);
        copy->id = g_strdup(diag->id);
    }
}

static gboolean
load_scenario(Sweeping *sweeping, OrgDiags *diags, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(sweeping->options->file);
    const char *named = sweeping->plan->scenario;
    g_autofree char *path =
        g_path_is_absolute(named) || !strcmp(folder, ".") ? g_strdup(named) : g_build_filename(folder, named, NULL);
    gboolean good = org_load(sweeping->session, path, NULL, &sweeping->base, error);
    if (!*error)
        copy_diags(sweeping->base.diags, diags);
    const OrgSweepOptions *options = sweeping->options;
    sweeping->seed = options->seed            ? *options->seed
                     : sweeping->plan->seeded ? sweeping->plan->seed
                     : good                   ? sweeping->base.plan->seed
                                              : 0;
    return good;
}

/* ---- is each parameter one */

/* Why a parameter cannot have a value, told where the sweep names it. */
static void
complain(const Sweeping *sweeping, guint p, const char *value, const OrgDiags *found, const GError *why,
         OrgDiags *diags)
{
    const OrgSweepParam *param = sweeping->plan->params->pdata[p];
    g_autofree char *file = g_path_get_basename(sweeping->options->file), *said = why ? org_error_said(why) : NULL;
    const char *reason = said;
    for (guint i = 0; i < org_diags_size(found) && !reason; i++)
        if (org_diags_get(found, i)->severity == ORG_SEVERITY_ERROR)
            reason = org_message_said(org_diags_get(found, i)->message);
    org_diags_add(diags, ORG_SEVERITY_ERROR, "bad-value", file, param->line, param->column, "%s = %s: %s", param->name,
                  value, reason ? reason : M_("this is no plan"));
}

/* The ends of each parameter alone, so that a misspelt name is told before anything is run. */
static gboolean
check_params(Sweeping *sweeping, OrgDiags *diags)
{
    const GPtrArray *params = sweeping->plan->params;
    gboolean good = TRUE;
    for (guint p = 0; p < params->len; p++) {
        const OrgSweepParam *param = params->pdata[p];
        for (guint end = 0; end < 2 && good; end++) {
            g_autofree char *value = org_sweep_end(param, end != 0);
            char **values = g_new0(char *, params->len + 1);
            for (guint i = 0; i < params->len; i++)
                values[i] = g_strdup(i == p ? value : "");
            g_autoptr(OrgDiags) found = org_diags_new();
            g_autoptr(GError) why = NULL;
            g_autofree char *file = NULL;
            OrgPlan *plan = sweep_plan_at(sweeping, values, &file, found, &why);
            good = plan != NULL;
            if (!good)
                complain(sweeping, p, value, found, why, diags);
            org_plan_free(plan);
            g_strfreev(values);
        }
    }
    return good;
}

static gboolean
check_size(const Sweeping *sweeping, GError **error)
{
    guint64 most = sweeping->options->most ? sweeping->options->most : ORG_SWEEP_RUNS;
    guint64 points = org_sweep_count(sweeping->plan);
    if (points * sweeping->plan->replications <= most)
        return TRUE;
    org_error_set(error, ORG_ERROR, ORG_E_INVALID,
                  "the sweep has %" G_GUINT64_FORMAT " points of %u replications, more than %" G_GUINT64_FORMAT
                  " runs in all; --most allows more",
                  points, sweeping->plan->replications, most);
    return FALSE;
}

/* ---- the file */

/* Of all that figures depend on, the sweep's own text included. */
static char *
hash_of(const Sweeping *sweeping, GBytes *text)
{
    OrgManifestTexts texts = { 0 };
    const OrgRunOptions how = { .seed = &sweeping->seed, .replications = sweeping->plan->replications };
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    org_manifest_make(&sweeping->base, &how, &texts);
    const OrgManifest *m = &texts.manifest;
    g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, sweeping->seed);
    const char *const parts[] = { m->scenario_hash, m->organisation_hash, m->plugins_json, m->engine, seed };
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
        g_checksum_update(sum, (const guchar *) (parts[i] ? parts[i] : ""),
                          (gssize) strlen(parts[i] ? parts[i] : "") + 1);
    for (guint i = 0; i < sweeping->base.plan->baselines->len; i++)
        if (sweeping->base.baseline_hashes[i])
            g_checksum_update(sum, (const guchar *) sweeping->base.baseline_hashes[i], -1);
    gsize size;
    const guchar *bytes = g_bytes_get_data(text, &size);
    g_checksum_update(sum, bytes, (gssize) size);
    org_manifest_clear(&texts);
    return g_strdup(g_checksum_get_string(sum));
}

static char *
params_json(const Sweeping *sweeping)
{
    static const char *const kinds[] = { "text", "number", "percent", "month" };
    json_t *list = json_array();
    for (guint i = 0; i < sweeping->plan->params->len; i++) {
        const OrgSweepParam *param = sweeping->plan->params->pdata[i];
        json_array_append_new(list, json_pack("{s:s, s:s}", "name", param->name, "kind", kinds[param->kind]));
    }
    char *dumped = json_dumps(list, JSON_COMPACT), *text = g_strdup(dumped);
    free(dumped);
    json_decref(list);
    return text;
}

static gboolean
begin(Sweeping *sweeping, GBytes *text, const char *hash, GError **error)
{
    OrgSwept *swept = sweeping->swept;
    const char *into = sweeping->options->into;
    swept->path = into ? g_strdup(into) : org_loaded_file(&sweeping->base);
    g_autofree char *params = params_json(sweeping), *outcomes = sweep_outcomes_json(sweeping);
    gsize size;
    const char *bytes = g_bytes_get_data(text, &size);
    g_autofree char *copy = g_strndup(bytes, size);
    const OrgSweepManifest manifest = { .name = sweeping->plan->name,
                                        .method = org_sweep_methods[sweeping->plan->method],
                                        .scenario = sweeping->base.plan->name,
                                        .text = copy,
                                        .hash = hash,
                                        .engine = ORG_VERSION,
                                        .parameters_json = params,
                                        .outcomes_json = outcomes,
                                        .seed = sweeping->seed,
                                        .points = swept->points,
                                        .replications = sweeping->plan->replications };
    sweeping->store = org_store_open(swept->path, ORG_STORE_WRITE, error);
    swept->id = sweeping->store ? org_store_begin_sweep(sweeping->store, &manifest, &swept->before, error) : 0;
    swept->place = g_strdup_printf("%s:sweep-%" G_GINT64_FORMAT, swept->path, swept->id);
    return swept->id != 0;
}

static void
tell_silent(const Sweeping *sweeping)
{
    OrgSwept *swept = sweeping->swept;
    for (guint i = 0; swept->now && i < sweeping->outcomes->len; i++) {
        const SweepOutcome *outcome = &g_array_index(sweeping->outcomes, SweepOutcome, i);
        if (outcome->what == SWEEP_MEASURE && !outcome->seen)
            g_ptr_array_add(swept->silent, g_strdup(outcome->name));
    }
}

/* ---- all of it */

static gboolean
run(Sweeping *sweeping, GError **error)
{
    OrgSwept *swept = sweeping->swept;
    gboolean done = TRUE;
    sweeping->design = org_design_new(sweeping->plan, sweeping->seed);
    if (swept->before < swept->points)
        done = sweep_run_points(sweeping, error);
    if (!sweeping->store)
        return done;
    gboolean whole = done && swept->before + swept->now == swept->points;
    if (!org_store_end_sweep(sweeping->store, swept->id, whole, done ? error : NULL) || !done)
        return FALSE;
    tell_silent(sweeping);
    if (whole)
        return TRUE;
    org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_INTERRUPTED,
                  "the sweep was interrupted; %" G_GUINT64_FORMAT " of its %" G_GUINT64_FORMAT
                  " points are stored, and the same command goes on from there",
                  swept->before + swept->now, swept->points);
    return FALSE;
}

/* The sweep's own text; NULL with error, or with errors in diags. */
static GBytes *
read_all(Sweeping *sweeping, OrgDiags *diags, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(sweeping->options->file);
    g_autofree char *file = g_path_get_basename(sweeping->options->file);
    g_autoptr(OrgBundle) bundle = org_session_bundle(sweeping->session, folder);
    if (!read_sweep(sweeping, bundle, diags) || !check_size(sweeping, error) ||
        !load_scenario(sweeping, diags, error) || !sweep_choose_outcomes(sweeping, diags) ||
        !check_params(sweeping, diags))
        return NULL;
    return org_bundle_get(bundle, file, error);
}

/* Each rank does so, and what all do together each does, whatever went wrong. */
static gboolean
sweep(Sweeping *sweeping, OrgDiags *diags, GError **error)
{
    OrgSwept *swept = sweeping->swept;
    gboolean first = org_ranks_self() == 0, teller;
    g_autoptr(GBytes) text = read_all(sweeping, diags, error);
    g_autofree char *hash = text ? hash_of(sweeping, text) : NULL;
    gboolean agreed = sweep_ranks_agree(hash, &teller, error);
    sweeping->silent = !first && (agreed || !teller);
    if (!agreed)
        return FALSE;
    swept->points = org_sweep_count(sweeping->plan);
    gboolean begun = first && begin(sweeping, text, hash, error);
    return sweep_ranks_open(begun, &swept->before) && run(sweeping, error);
}

OrgSwept *
org_sweep_run(OrgSession *session, const OrgSweepOptions *options, OrgDiags *diags, GError **error)
{
    g_autoptr(OrgSwept) swept = g_new0(OrgSwept, 1);
    g_autoptr(GError) why = NULL;
    Sweeping sweeping = { .session = session, .options = options, .swept = swept };
    swept->silent = g_ptr_array_new_with_free_func(g_free);
    sweeping.outcomes = g_array_new(FALSE, TRUE, sizeof(SweepOutcome));
    g_array_set_clear_func(sweeping.outcomes, sweep_outcome_clear);
    gboolean done = sweep(&sweeping, diags, &why);
    org_design_free(sweeping.design);
    org_store_close(sweeping.store);
    org_loaded_clear(&sweeping.base);
    org_sweep_plan_free(sweeping.plan);
    g_array_unref(sweeping.outcomes);
    swept->elsewhere = sweeping.silent;
    if (sweeping.silent)
        return g_steal_pointer(&swept);
    if (why)
        g_propagate_error(error, g_steal_pointer(&why));
    return done ? g_steal_pointer(&swept) : NULL;
}

void
org_swept_free(OrgSwept *swept)
{
    if (!swept)
        return;
    g_free(swept->path);
    g_free(swept->place);
    g_ptr_array_unref(swept->silent);
    g_free(swept);
}
