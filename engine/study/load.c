// SPDX-License-Identifier: MIT
#include "load.h"
#include "load-births.h"
#include "../base/error.h"
#include "../base/input.h"
#include "../base/month.h"
#include "../sim/prepare.h"
#include "actuals.h"
#include "drift.h"
#include "open.h"
#include <string.h>

static char *
beside(const char *folder, const char *path)
{
    return g_path_is_absolute(path) || !strcmp(folder, ".") ? g_strdup(path) : g_build_filename(folder, path, NULL);
}

static GBytes *
read_file(const char *scenario, const char *path, GError **error)
{
    g_autoptr(GError) why = NULL;
    GBytes *bytes = org_input_read(path, ORG_INPUT_TABLE, NULL, &why);
    if (!bytes) {
        gboolean missing = g_error_matches(why, G_FILE_ERROR, G_FILE_ERROR_NOENT);
        g_autofree char *said = org_error_said(why);
        if (missing)
            org_error_set(error, ORG_FILE_ERROR, why->code, "%s names the table %s, which is not there", scenario,
                          path);
        else
            org_error_set(error, ORG_FILE_ERROR, why->code, "%s names the table %s, which cannot be read: %s", scenario,
                          path, said);
    }
    return bytes;
}

/* CSV files to an organisation; problems go to diags. */
static Org *
load_csv(OrgLoaded *loaded, const char *folder, const OrgSource *source, OrgMonth date, OrgDict *dict, OrgDiags *diags,
         GError **error)
{
    const char *const names[3] = { source->units, source->posts, source->people };
    char *paths[3] = { NULL };
    GBytes *bytes[3] = { NULL };
    Org *org = NULL;
    gboolean read = TRUE;
    for (guint i = 0; i < 3 && read; i++)
        if (names[i]) {
            paths[i] = beside(folder, names[i]);
            bytes[i] = read_file(loaded->path, paths[i], error);
            read = bytes[i] != NULL;
        }
    if (read) {
        OrgImport import = { paths[0],
                             paths[1],
                             paths[2],
                             bytes[0],
                             bytes[1],
                             bytes[2],
                             source->date != ORG_UNKNOWN ? source->date : date,
                             FALSE };
        org = org_import_csv(&import, dict, diags, error);
    }
    for (guint i = 0; i < 3; i++) {
        g_clear_pointer(&bytes[i], g_bytes_unref);
        g_free(paths[i]);
    }
    return org;
}

static Org *
load_source(OrgLoaded *loaded, const char *folder, const OrgSource *source, OrgMonth date, OrgDict *dict,
            OrgDiags *diags, GError **error)
{
    if (source->units)
        return load_csv(loaded, folder, source, date, dict, diags, error);
    const char *file = source->orgdb ? source->orgdb : loaded->plan->organisation.orgdb;
    if (!file) {
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND,
                      "snapshot \"%s\" names no file; expected F.orgdb:SNAPSHOT", source->snapshot);
        return NULL;
    }
    g_autofree char *path = beside(folder, file);
    g_autoptr(OrgStore) store = org_store_open(path, ORG_STORE_READ, error);
    return store ? org_store_get(store, source->snapshot, dict, error) : NULL;
}

static char *
snapshot_name(const OrgPlan *plan)
{
    if (plan->organisation.name && *plan->organisation.name)
        return g_strdup(plan->organisation.name);
    if (plan->organisation.snapshot)
        return g_strdup(plan->organisation.snapshot);
    char month[16];
    return g_strdup_printf("%s-%s", plan->name, org_month_text(plan->from, month));
}

/* The newer extract in the place of the scenario's own organisation; what the scenario names is held against both. */
static gboolean
load_newer(OrgLoaded *loaded, const char *folder, const char *target, GError **error)
{
    g_auto(OrgOpened) opened = { 0 };
    g_autoptr(GError) why = NULL;
    g_autoptr(OrgDiags) ignored = org_diags_new();
    if (!org_place_open(target, FALSE, &opened, error))
        return FALSE;
    if (!org_actuals_use(loaded->plan, opened.store, opened.name.path, loaded->diags, error))
        return FALSE;
    loaded->org = opened.end ? g_steal_pointer(&opened.end) : g_steal_pointer(&opened.start);
    g_free(loaded->snapshot);
    loaded->snapshot = opened.name.snapshot ? g_strdup(opened.name.snapshot) : g_path_get_basename(target);
    const OrgSource *own = &loaded->plan->organisation;
    g_autoptr(Org) old = load_source(loaded, folder, own, loaded->plan->from, loaded->org->dict, ignored, &why);
    if (old)
        loaded->told = org_conflicts(loaded->plan, old, loaded->org, target, loaded->diags);
    else {
        g_autofree char *said = why ? org_error_said(why) : org_said("see orgsim check");
        org_diags_add(loaded->diags, ORG_SEVERITY_WARNING, "no-comparison", loaded->path, 0, 0,
                      "the scenario's own organisation could not be read (%s); only ids are checked against %s", said,
                      target);
    }
    return TRUE;
}

/* Of the file that holds the starting organisation. */
static gboolean
use_actuals(OrgLoaded *loaded, const char *folder, GError **error)
{
    const OrgSource *source = &loaded->plan->organisation;
    if (source->units || !source->orgdb)
        return TRUE;
    g_autofree char *path = beside(folder, source->orgdb);
    g_autoptr(OrgStore) store = org_store_open(path, ORG_STORE_READ, error);
    return store && org_actuals_use(loaded->plan, store, path, loaded->diags, error);
}

/* Half a year of retirements would happen twice: in the data, and again in the run. */
static void
report_late(const OrgLoaded *loaded)
{
    char from[16], month[16];
    org_diags_add(
        loaded->diags, ORG_SEVERITY_WARNING, "late-organisation", loaded->path, 0, 0,
        "the organisation is that of %s, while the plan begins in %s: what happened in between is in the data and "
        "is simulated once more; begin the plan in %s, or take an earlier snapshot",
        org_month_text(loaded->org->month, month), org_month_text(loaded->plan->from, from),
        org_month_text(loaded->org->month, month));
}

static gboolean
load_organisations(OrgLoaded *loaded, const char *folder, const char *newer, GError **error)
{
    OrgPlan *plan = loaded->plan;
    g_autoptr(OrgDict) dict = org_dict_new();
    if (newer && !load_newer(loaded, folder, newer, error))
        return FALSE;
    if (!newer) {
        loaded->org = load_source(loaded, folder, &plan->organisation, plan->from, dict, loaded->diags, error);
        loaded->snapshot = snapshot_name(plan);
        if (loaded->org && !use_actuals(loaded, folder, error))
            return FALSE;
    }
    if (!loaded->org || !org_load_births(loaded, error))
        return FALSE;
    if (loaded->org->month != ORG_UNKNOWN && loaded->org->month > plan->from)
        report_late(loaded);
    loaded->baselines = g_new0(Org *, plan->baselines->len + 1);
    loaded->baseline_hashes = g_new0(char *, plan->baselines->len + 1);
    for (guint i = 0; i < plan->baselines->len; i++) {
        const OrgBaseline *baseline = plan->baselines->pdata[i];
        if (baseline->kind == ORG_BASELINE_START || (!baseline->source.units && !baseline->source.snapshot))
            continue;
        g_autoptr(OrgDict) own = org_dict_new();
        loaded->baselines[i] = load_source(loaded, folder, &baseline->source, plan->from, own, loaded->diags, error);
        if (!loaded->baselines[i])
            return FALSE;
        loaded->baseline_hashes[i] = org_hash(loaded->baselines[i]);
    }
    /* An import says what its files lack; what a population fills in is not lacking. */
    if (!loaded->org->filled_unknown)
        org_diags_drop(loaded->diags, "filled-unknown");
    return TRUE;
}

static gboolean
load(OrgSession *session, const char *scenario, const char *text, const char *newer, OrgLoaded *loaded, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(scenario);
    *loaded = (OrgLoaded){ .session = session,
                           .scenario = g_strdup(scenario),
                           .diags = org_diags_new(),
                           .path = g_path_get_basename(scenario),
                           .worker = org_session_runner(session, error) };
    if (!loaded->worker)
        return FALSE;
    OrgBundle *bundle = org_session_bundle(session, folder);
    g_autoptr(GBytes) bytes = text ? g_bytes_new(text, strlen(text)) : NULL;
    if (bytes)
        org_bundle_put(bundle, loaded->path, bytes);
    loaded->plan = org_plan_read(loaded->path, bundle, org_worker_catalogue(loaded->worker), loaded->diags);
    if (!loaded->plan || org_diags_count(loaded->diags, ORG_SEVERITY_ERROR))
        return FALSE;
    if (!load_organisations(loaded, folder, newer, error))
        return FALSE;
    org_prepare_check(loaded->plan, loaded->org, loaded->told, loaded->diags);
    if (org_diags_count(loaded->diags, ORG_SEVERITY_ERROR))
        return FALSE;
    loaded->org->month = loaded->plan->from - 1; /* a run begins at the end of the month before */
    loaded->hash = org_hash(loaded->org);
    return TRUE;
}

gboolean
org_load(OrgSession *session, const char *scenario, const char *newer, OrgLoaded *loaded, GError **error)
{
    return load(session, scenario, NULL, newer, loaded, error);
}

gboolean
org_load_text(OrgSession *session, const char *scenario, const char *text, OrgLoaded *loaded, GError **error)
{
    return load(session, scenario, text, NULL, loaded, error);
}

void
org_loaded_clear(OrgLoaded *loaded)
{
    if (loaded->worker) {
        org_worker_let_go(loaded->worker, loaded->held_plan);
        org_worker_let_go(loaded->worker, loaded->held_orgs);
    }
    loaded->held_plan = loaded->held_orgs = 0;
    for (guint i = 0; loaded->plan && loaded->baselines && i < loaded->plan->baselines->len; i++) {
        org_free(loaded->baselines[i]);
        g_free(loaded->baseline_hashes[i]);
    }
    g_clear_pointer(&loaded->baselines, g_free);
    g_clear_pointer(&loaded->baseline_hashes, g_free);
    g_clear_pointer(&loaded->org, org_free);
    g_clear_pointer(&loaded->plan, org_plan_free);
    loaded->worker = NULL; /* the session's */
    g_clear_pointer(&loaded->diags, org_diags_free);
    g_clear_pointer(&loaded->told, g_hash_table_unref);
    g_clear_pointer(&loaded->scenario, g_free);
    g_clear_pointer(&loaded->path, g_free);
    g_clear_pointer(&loaded->hash, g_free);
    g_clear_pointer(&loaded->snapshot, g_free);
}

char *
org_loaded_file(const OrgLoaded *loaded)
{
    if (loaded->plan)
        return g_strdup_printf("%s.orgdb", loaded->plan->name);
    /* One that could not be read is named after its path. */
    g_autofree char *base = g_path_get_basename(loaded->scenario), *folder = g_path_get_dirname(loaded->scenario);
    const char *dot = strrchr(base, '.');
    g_autofree char *stem = dot ? g_strndup(base, (gsize) (dot - base)) : g_strdup(base);
    g_autofree char *name = g_strcmp0(stem, "scenario") ? g_strdup(stem) : g_path_get_basename(folder);
    return g_strdup_printf("%s.orgdb", name);
}

const char *
org_baseline_snapshot(const OrgBaseline *baseline)
{
    if (baseline->source.name && *baseline->source.name)
        return baseline->source.name;
    return baseline->source.snapshot ? baseline->source.snapshot : baseline->name;
}

OrgMessage *
org_load_blames_plugin(const OrgLoaded *loaded)
{
    const GPtrArray *broken = loaded->worker ? org_worker_catalogue(loaded->worker)->broken : NULL;
    const OrgDiag *first = NULL;
    if (!broken || !broken->len)
        return NULL;
    for (guint i = 0; i < org_diags_size(loaded->diags); i++) {
        const OrgDiag *diag = org_diags_get(loaded->diags, i);
        if (diag->severity == ORG_SEVERITY_ERROR && strcmp(diag->code, "unknown-feature"))
            return NULL;
        if (!first && diag->severity == ORG_SEVERITY_ERROR)
            first = diag;
    }
    if (!first)
        return NULL;
    const OrgBrokenPlugin *blamed = NULL;
    for (guint i = 0; i < broken->len; i++) {
        const OrgBrokenPlugin *b = broken->pdata[i];
        if (!g_strcmp0(b->stem, first->id))
            blamed = b;
    }
    if (!blamed) { /* it may be called otherwise than its file */
        const OrgBrokenPlugin *other = broken->pdata[0];
        return org_message_new("there is no \"%s\" (at %s:%u), and plugin %s could not be used: %s",
                               first->id ? first->id : "", first->file ? first->file : "?", first->line, other->stem,
                               other->why);
    }
    return org_message_new("plugin %s (step at %s:%u) could not be used: %s", blamed->stem,
                           first->file ? first->file : "?", first->line, blamed->why); /* why begins with the path */
}
