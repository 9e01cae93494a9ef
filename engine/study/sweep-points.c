// SPDX-License-Identifier: MIT
/* The points of a sweep: each is handed out, its results are judged as they come, and what is kept of it is stored in its turn. */
#include "../base/error.h"
#include "../scenario/variant.h"
#include "probe.h"
#include "ranks.h"
#include "record.h"
#include "sweep-private.h"
#include <math.h>

#define MOST_BATCH 1000u  /* points stored at once, */
#define MOST_WAIT 1000000 /* or after so many microseconds */

typedef struct {
    guint64 number;
    char **values;
    OrgPlan *plan;
    OrgHandle held;
    OrgJudging *judging;
    double *sums, *figures; /* by outcome: of the replications that measured it; then what is kept */
    guint *measured;
    guint taken, redone;
    OrgWorkerStatus status;
    OrgMessage *message;
} SweepPoint;

static void
point_free(gpointer data)
{
    SweepPoint *point = data;
    g_strfreev(point->values);
    org_judging_free(point->judging);
    org_plan_free(point->plan);
    g_free(point->sums);
    g_free(point->figures);
    g_free(point->measured);
    g_free(point->message);
    g_free(point);
}

static SweepPoint *
point_new(const Sweeping *sweeping, guint64 number)
{
    SweepPoint *point = g_new0(SweepPoint, 1);
    point->number = number;
    point->values = org_design_point(sweeping->design, number);
    return point;
}

static gpointer
key_of(guint64 number)
{
    return GSIZE_TO_POINTER((gsize) number + 1);
}

OrgPlan *
sweep_plan_at(const Sweeping *sweeping, char *const *values, char **file, OrgDiags *diags, GError **error)
{
    g_autofree char *parent = org_probe_parent(&sweeping->base);
    const OrgCatalogue *catalogue = org_worker_catalogue(sweeping->base.worker);
    g_autoptr(OrgVariant) variant = org_variant_new(sweeping->base.plan, catalogue, parent, sweeping->base.plan->name);
    for (guint i = 0; values[i]; i++) {
        const OrgSweepParam *param = sweeping->plan->params->pdata[i];
        g_autofree char *set = g_strconcat(param->name, "=", values[i], NULL);
        if (*values[i] && !org_variant_set(variant, set, error))
            return NULL;
    }
    g_autofree char *text = org_variant_text(variant);
    return org_probe_plan(&sweeping->base, text, file, diags);
}

/* ---- handing out */

/* "fewer-posts.by=3, resignation.rate=2%" */
static char *
said_of(const Sweeping *sweeping, char *const *values)
{
    GString *said = g_string_new(NULL);
    for (guint i = 0; values[i]; i++)
        g_string_append_printf(said, "%s%s=%s", i ? ", " : "",
                               ((const OrgSweepParam *) sweeping->plan->params->pdata[i])->name, values[i]);
    return g_string_free(said, FALSE);
}

static gboolean
refuse(Sweeping *sweeping, char *const *values, const OrgDiags *diags, GError **error)
{
    g_autofree char *said = said_of(sweeping, values);
    const OrgDiag *first = NULL;
    for (guint i = 0; i < org_diags_size(diags) && !first; i++)
        if (org_diags_get(diags, i)->severity == ORG_SEVERITY_ERROR)
            first = org_diags_get(diags, i);
    if (!*error)
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s: %s", said,
                      first ? org_message_said(first->message) : M_("this is no plan"));
    return FALSE;
}

static gboolean
is_cancelled(gpointer data)
{
    return org_session_cancelled(((const Sweeping *) data)->session);
}

static gboolean
next(guint64 *number, OrgWorkerJob *job, gpointer data, GError **error)
{
    Sweeping *sweeping = data;
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autofree char *file = NULL;
    if (!sweep_ranks_next(sweeping->ranks, is_cancelled, sweeping, number))
        return FALSE;
    SweepPoint *point = point_new(sweeping, *number);
    point->plan = sweep_plan_at(sweeping, point->values, &file, diags, error);
    if (point->plan)
        point->held = org_worker_hold_plan(sweeping->base.worker, file, point->plan, error);
    if (!point->held) {
        refuse(sweeping, point->values, diags, error);
        point_free(point);
        return FALSE;
    }
    guint n = sweeping->outcomes->len;
    point->judging = org_judging_new(point->plan, ORG_UNKNOWN);
    point->sums = g_new0(double, n);
    point->measured = g_new0(guint, n);
    point->figures = g_new(double, n);
    for (guint i = 0; i < n; i++)
        point->figures[i] = NAN;
    g_hash_table_insert(sweeping->open, key_of(point->number), point);
    *job = (OrgWorkerJob){ .plan = point->held,
                           .organisations = sweeping->base.held_orgs,
                           .seed = sweeping->seed,
                           .last = sweeping->plan->replications - 1 };
    return TRUE;
}

/* ---- taking */

static void
take(guint64 number, const OrgWorkerResult *result, gpointer data)
{
    Sweeping *sweeping = data;
    SweepPoint *point = g_hash_table_lookup(sweeping->open, key_of(number));
    gboolean whole = result->status == ORG_WORKER_DONE || result->status == ORG_WORKER_VETOED;
    point->redone += result->again != NULL;
    if (!whole || !point->taken++) { /* the first says how it went, as of a run */
        point->status = result->status;
        g_free(point->message);
        point->message = org_message_copy(result->message);
    }
    if (!whole)
        return;
    g_autoptr(GArray) measures = org_run_measures(result);
    org_judging_add(point->judging, measures, sweeping->base.org, result->status == ORG_WORKER_VETOED);
    for (guint i = 0; i < sweeping->outcomes->len; i++) {
        const SweepOutcome *outcome = &g_array_index(sweeping->outcomes, SweepOutcome, i);
        double value = outcome->what == SWEEP_MEASURE ? sweep_outcome_measured(outcome, measures) : NAN;
        point->sums[i] += isnan(value) ? 0 : value;
        point->measured[i] += !isnan(value);
    }
}

static void
reckon(Sweeping *sweeping, SweepPoint *point)
{
    if (point->status != ORG_WORKER_FAILED) {
        org_judging_settle(point->judging);
        sweep_outcome_figures(sweeping, point->judging, point->figures);
    }
    for (guint i = 0; i < sweeping->outcomes->len; i++) {
        const SweepOutcome *outcome = &g_array_index(sweeping->outcomes, SweepOutcome, i);
        if (outcome->what == SWEEP_MEASURE && point->measured[i] && point->status != ORG_WORKER_FAILED)
            point->figures[i] = point->sums[i] / point->measured[i];
    }
    g_clear_pointer(&point->judging, org_judging_free);
}

/* ---- storing */

static gboolean
store(Sweeping *sweeping)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(OrgSweepRow));
    OrgSwept *swept = sweeping->swept;
    for (guint i = 0; i < sweeping->batch->len; i++) {
        const SweepPoint *point = sweeping->batch->pdata[i];
        OrgSweepRow row = { point->number,  org_run_status_text(point->status),
                            point->message, point->values,
                            point->figures, sweeping->outcomes->len,
                            point->redone };
        g_array_append_val(rows, row);
        swept->vetoed += point->status == ORG_WORKER_VETOED;
        swept->failed += point->status == ORG_WORKER_FAILED;
        swept->redone += point->redone;
    }
    sweeping->stored_at = g_get_monotonic_time();
    gboolean stored =
        !rows->len || org_store_put_points(sweeping->store, swept->id, (OrgSweepRow *) (void *) rows->data, rows->len,
                                           sweeping->why ? NULL : &sweeping->why);
    swept->now += stored ? rows->len : 0;
    g_ptr_array_set_size(sweeping->batch, 0);
    return stored;
}

/* Points come in any order, and are stored in theirs. */
static gboolean
put_in_turn(Sweeping *sweeping, SweepPoint *came)
{
    gpointer point;
    for (guint i = 0; i < sweeping->outcomes->len; i++)
        g_array_index(sweeping->outcomes, SweepOutcome, i).seen |= !isnan(came->figures[i]);
    g_hash_table_insert(sweeping->ready, key_of(came->number), came);
    while (g_hash_table_steal_extended(sweeping->ready, key_of(sweeping->batched), NULL, &point)) {
        g_ptr_array_add(sweeping->batch, point);
        sweeping->batched++;
    }
    gboolean full = sweeping->batch->len >= MOST_BATCH || g_get_monotonic_time() - sweeping->stored_at > MOST_WAIT;
    return !full || store(sweeping);
}

/* Rank 0: what came of the others meanwhile. FALSE: it is over. */
static gboolean
hear_others(Sweeping *sweeping)
{
    SweepRecord record;
    while (sweep_ranks_hear(sweeping->ranks, &record, sweeping->why ? NULL : &sweeping->why)) {
        SweepPoint *point = point_new(sweeping, record.number);
        point->status = record.status;
        point->redone = record.redone;
        point->message = record.message;
        point->figures = record.figures;
        put_in_turn(sweeping, point);
    }
    return !sweeping->why;
}

static void
tell_first(const Sweeping *sweeping, const SweepPoint *point)
{
    const SweepRecord record = { point->number, point->status, point->redone, point->message, point->figures };
    sweep_ranks_tell(&record, sweeping->outcomes->len);
}

static gboolean
finish(guint64 number, gboolean whole, gpointer data)
{
    Sweeping *sweeping = data;
    gpointer point, key = key_of(number);
    g_hash_table_steal_extended(sweeping->open, key, NULL, &point);
    org_worker_let_go(sweeping->base.worker, ((SweepPoint *) point)->held);
    if (!whole || sweeping->why) {
        point_free(point);
        return FALSE;
    }
    reckon(sweeping, point);
    g_clear_pointer(&((SweepPoint *) point)->plan, org_plan_free);
    if (sweeping->store)
        return put_in_turn(sweeping, point) && hear_others(sweeping);
    tell_first(sweeping, point);
    point_free(point);
    return TRUE;
}

static gboolean
on_progress(double part, gpointer data)
{
    Sweeping *sweeping = data;
    if (sweeping->store ? !hear_others(sweeping) : sweep_ranks_told_to_stop(sweeping->ranks))
        return FALSE;
    double done = (double) (sweeping->batched - sweeping->swept->before) + g_hash_table_size(sweeping->ready) + part;
    double all = (double) (sweeping->swept->points - sweeping->swept->before);
    return org_session_progress(MIN(done / all, 1), sweeping->session);
}

/* Rank 0 when it has no more points itself: until all others have ended. FALSE: it is over, and they are told to stop. */
static gboolean
await_others(Sweeping *sweeping, gboolean good)
{
    do {
        good = hear_others(sweeping) && on_progress(0, sweeping) && good;
        if (!good)
            sweep_ranks_stop(sweeping->ranks);
        g_usleep(sweep_ranks_all_ended(sweeping->ranks) ? 0 : 1000);
    } while (!sweep_ranks_all_ended(sweeping->ranks));
    return good;
}

static gboolean
hand_over(OrgLoaded *base, GError **error)
{
    base->held_orgs =
        org_worker_hold_organisations(base->worker, base->org, base->baselines, base->plan->baselines->len, error);
    return base->held_orgs != 0;
}

/* Also what other ranks left undone. Whatever goes wrong, each rank comes to its end with the others. */
static gboolean
run_all(Sweeping *sweeping, const OrgWorkerPoints *points, GError **why)
{
    gboolean done = hand_over(&sweeping->base, why);
    do {
        done = done && org_worker_points(sweeping->base.worker, points, why) && !sweeping->why;
        if (sweeping->store)
            done = await_others(sweeping, done && !is_cancelled(sweeping));
        else
            sweep_ranks_end(sweeping->ranks, is_cancelled(sweeping) ? NULL : *why);
    } while (done && sweeping->store && sweep_ranks_left(sweeping->ranks));
    if (sweeping->store)
        sweep_ranks_part();
    return done;
}

gboolean
sweep_run_points(Sweeping *sweeping, GError **error)
{
    guint64 left = sweeping->swept->points - sweeping->swept->before;
    guint ranks = org_ranks_count();
    const OrgWorkerPoints points = { .next = next,
                                     .take = take,
                                     .finish = finish,
                                     .progress = on_progress,
                                     .data = sweeping,
                                     .most = (left + ranks - 1) / ranks * sweeping->plan->replications,
                                     .jobs = (guint) MIN(MAX(sweeping->options->jobs, 1), left) };
    sweeping->open = g_hash_table_new_full(NULL, NULL, NULL, point_free);
    sweeping->ready = g_hash_table_new_full(NULL, NULL, NULL, point_free);
    sweeping->batch = g_ptr_array_new_with_free_func(point_free);
    sweeping->batched = sweeping->swept->before;
    sweeping->ranks = sweep_ranks_new(sweeping->swept->before, sweeping->swept->points, sweeping->outcomes->len);
    sweeping->stored_at = g_get_monotonic_time();
    g_autoptr(GError) why = NULL;
    gboolean done = run_all(sweeping, &points, &why);
    if (sweeping->store)
        done = store(sweeping) && done;
    g_hash_table_unref(sweeping->open);
    g_hash_table_unref(sweeping->ready);
    g_ptr_array_unref(sweeping->batch);
    sweep_ranks_free(sweeping->ranks);
    if (!sweeping->why)
        sweeping->why = g_steal_pointer(&why);
    if (sweeping->why)
        g_propagate_error(error, g_steal_pointer(&sweeping->why));
    return done;
}
