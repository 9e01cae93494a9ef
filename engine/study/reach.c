// SPDX-License-Identifier: MIT
#include "reach.h"
#include "mask.h"
#include "stored.h"
#include "../base/error.h"
#include "../scenario/variant.h"
#include "open.h"
#include "probe.h"
#include "reach-private.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    gint64 at;
    gboolean good; /* it is a plan, it ran, and no veto is new */
    guint8 *met;   /* by target of the plan */
    double *value;
    double cost;
} Probe;

typedef struct {
    OrgReach *reach;
    guint64 seed;
    GPtrArray **probes; /* Probe *, by knob, as they were made */
    Probe base;
    gboolean base_vetoed, stopped;
} Seeking;

static void
probe_free(gpointer data)
{
    Probe *probe = data;
    g_free(probe->met);
    g_free(probe->value);
    g_free(probe);
}

/* ---- one run */

typedef struct {
    Seeking *seeking;
    Probe *probe;
} Taking;

static void
take_run(const OrgRun *run, gpointer data)
{
    const Taking *taking = data;
    const GPtrArray *verdicts = org_judging_verdicts(run->judging);
    Probe *probe = taking->probe;
    taking->seeking->stopped = run->status == ORG_WORKER_INTERRUPTED;
    if (!org_run_is_whole(run) || !verdicts)
        return;
    probe->good = run->status == ORG_WORKER_DONE || taking->seeking->base_vetoed;
    probe->met = g_new0(guint8, verdicts->len + 1);
    probe->value = g_new0(double, verdicts->len + 1);
    for (guint t = 0; t < verdicts->len; t++) {
        probe->met[t] = org_reach_is_met(verdicts->pdata[t]);
        probe->value[t] = org_verdict_headline(verdicts->pdata[t])->value;
    }
    for (guint i = 0; i < run->result->end->payments->len; i++)
        probe->cost += (double) g_array_index(run->result->end->payments, OrgPayment, i).amount;
}

static char *
text_of(const OrgReach *reach, const OrgKnob *knob, gint64 at)
{
    g_autofree char *parent = org_probe_parent(reach->loaded), *value = org_knob_text(knob, at);
    g_autoptr(OrgVariant) variant =
        org_variant_new(reach->loaded->plan, org_worker_catalogue(reach->loaded->worker), parent, "reach");
    g_autofree char *set = g_strdup_printf("%s.%s=%s", knob->item->id, knob->param, value);
    return org_variant_set(variant, set, NULL) ? org_variant_text(variant) : NULL;
}

/* What was found there, found now if need be; NULL: the runs are used up. */
static const Probe *
probe_at(Seeking *seeking, guint k, gint64 at)
{
    OrgReach *reach = seeking->reach;
    const OrgKnob *knob = &g_array_index(reach->knobs, OrgKnob, k);
    GPtrArray *made = seeking->probes[k];
    if (at == knob->now) {
        seeking->base.at = at; /* it stands at another place of each knob */
        return &seeking->base;
    }
    for (guint i = 0; i < made->len; i++)
        if (((Probe *) made->pdata[i])->at == at)
            return made->pdata[i];
    if (reach->runs >= reach->most || seeking->stopped)
        return NULL;
    Probe *probe = g_new0(Probe, 1);
    Taking taking = { seeking, probe };
    OrgRunOptions how = { .seed = &seeking->seed };
    g_autofree char *text = text_of(reach, knob, at);
    probe->at = at;
    if (text && org_probe(reach->loaded, text, &how, take_run, &taking))
        reach->runs++;
    g_ptr_array_add(made, probe);
    return probe;
}

/* ---- which knobs first */

static guint
index_of(const OrgReach *reach, const OrgTarget *target)
{
    guint t = 0;
    g_ptr_array_find(reach->loaded->plan->targets, target, &t);
    return t;
}

static gboolean
meets(const Probe *probe, guint t)
{
    return probe && probe->good && probe->met[t];
}

/* 2: an end meets a target that is sought; below 1: by so much of its gap an end comes nearer to one, the best of all; 0: an
 * end changes no figure that is sought, or for the worse only. */
static double
promise_of(Seeking *seeking, guint k)
{
    const OrgReach *reach = seeking->reach;
    const OrgKnob *knob = &g_array_index(reach->knobs, OrgKnob, k);
    double promise = 0;
    for (guint end = 0; end < 2; end++) {
        const Probe *probe = probe_at(seeking, k, end ? knob->high : knob->low);
        for (guint i = 0; probe && probe->met && i < reach->targets->len; i++) {
            const OrgReachTarget *target = reach->targets->pdata[i];
            guint t = index_of(reach, target->target);
            double before = fabs(seeking->base.value[t] - target->bound), after = fabs(probe->value[t] - target->bound);
            promise = MAX(promise, meets(probe, t) ? 2 : before > after ? MIN((before - after) / before, 1) : 0);
        }
    }
    return promise;
}

typedef struct {
    guint knob;
    double promise;
} Promise;

/* Those that promise most first; else as the plan has them. */
static gint
compare_promises(gconstpointer a, gconstpointer b)
{
    const Promise *x = a, *y = b;
    if (x->promise != y->promise)
        return x->promise < y->promise ? 1 : -1;
    return x->knob < y->knob ? -1 : x->knob > y->knob;
}

/* ---- ways */

static void
add_way(Seeking *seeking, OrgReachTarget *out, guint k, const Probe *probe, gboolean not_monotone)
{
    const OrgReach *reach = seeking->reach;
    OrgReachWay *way = g_new0(OrgReachWay, 1);
    way->knob = &g_array_index(reach->knobs, OrgKnob, k);
    way->to = probe->at;
    way->not_monotone = not_monotone;
    way->cost = probe->cost;
    way->probability = NAN;
    way->breaks = g_ptr_array_new();
    for (guint t = 0; t < reach->loaded->plan->targets->len; t++)
        if (seeking->base.met[t] && !probe->met[t])
            g_ptr_array_add(way->breaks, ((OrgTarget *) reach->loaded->plan->targets->pdata[t])->id);
    g_ptr_array_add(out->ways, way);
}

/* Where the straight line between two figures meets the bound, strictly between both; the middle where there is no such line. */
static gint64
guess(const OrgReachTarget *target, const Probe *met, const Probe *missed, guint t)
{
    gint64 middle = missed->at + (met->at - missed->at) / 2, way = met->at - missed->at;
    double far =
        missed->value && missed->good ? (target->bound - missed->value[t]) / (met->value[t] - missed->value[t]) : NAN;
    if (!(far >= 0 && far <= 1) || ABS(way) < 4)
        return middle;
    gint64 at = missed->at + (gint64) llround(far * (double) way), one = way > 0 ? 1 : -1;
    return way > 0 ? CLAMP(at, missed->at + one, met->at + -one) : CLAMP(at, met->at + -one, missed->at + one);
}

/* Between one that meets it and one that does not, nearer to what the plan says: by guesses, which mostly need few runs, and by
 * halves where two of them have not halved what lies between. */
static const Probe *
narrow(Seeking *seeking, const OrgReachTarget *target, guint k, const Probe *met, const Probe *missed)
{
    guint t = index_of(seeking->reach, target->target);
    for (guint tries = 0; ABS(met->at - missed->at) > 1; tries++) {
        gint64 between = ABS(met->at - missed->at), middle = missed->at + (met->at - missed->at) / 2;
        const Probe *probe = probe_at(seeking, k, tries % 3 == 2 ? middle : guess(target, met, missed, t));
        if (!probe)
            break;
        if (meets(probe, t))
            met = probe;
        else
            missed = probe;
        if (ABS(met->at - missed->at) * 2 <= between)
            tries = G_MAXUINT; /* the next one is a guess again */
    }
    return met;
}

/* From what the plan says to one end. */
static void
seek_side(Seeking *seeking, OrgReachTarget *out, guint k, gboolean up)
{
    const OrgKnob *knob = &g_array_index(seeking->reach->knobs, OrgKnob, k);
    guint t = index_of(seeking->reach, out->target);
    const Probe *first = NULL, *missed = probe_at(seeking, k, knob->now);
    gboolean again = FALSE;
    for (guint i = 0; i < ORG_KNOB_PROBES; i++) {
        gint64 at = org_knob_probe(knob, up ? i : ORG_KNOB_PROBES - 1 - i);
        if (up ? at <= knob->now : at >= knob->now)
            continue;
        const Probe *probe = probe_at(seeking, k, at);
        if (!probe)
            break;
        if (meets(probe, t))
            first = first ? first : probe;
        else if (first)
            again = TRUE;
        else
            missed = probe;
    }
    if (first)
        add_way(seeking, out, k, narrow(seeking, out, k, first, missed), again);
}

/* Probes of a knob that were not made. */
static guint
unmade(const Seeking *seeking, guint k)
{
    const OrgKnob *knob = &g_array_index(seeking->reach->knobs, OrgKnob, k);
    guint missing = 0;
    for (guint i = 0; i < ORG_KNOB_PROBES; i++) {
        gint64 at = org_knob_probe(knob, i);
        gboolean there = at == knob->now;
        for (guint p = 0; p < seeking->probes[k]->len; p++)
            there |= ((Probe *) seeking->probes[k]->pdata[p])->at == at;
        missing += !there;
    }
    return missing;
}

/* Whether any good run found another figure than the plan's. */
static gboolean
is_changed(const Seeking *seeking, guint t)
{
    const OrgReach *reach = seeking->reach;
    for (guint k = 0; k < reach->knobs->len; k++)
        for (guint p = 0; p < seeking->probes[k]->len; p++) {
            const Probe *probe = seeking->probes[k]->pdata[p];
            if (probe->good && fabs(probe->value[t] - seeking->base.value[t]) > 0)
                return TRUE;
        }
    return FALSE;
}

static void
seek(Seeking *seeking)
{
    OrgReach *reach = seeking->reach;
    guint n = reach->knobs->len;
    g_autofree Promise *order = g_new0(Promise, n + 1);
    for (guint k = 0; k < n; k++)
        order[k] = (Promise){ k, promise_of(seeking, k) };
    qsort(order, n, sizeof *order, compare_promises);
    for (guint o = 0; o < n; o++)
        for (guint i = 0; i < reach->targets->len; i++) {
            seek_side(seeking, reach->targets->pdata[i], order[o].knob, FALSE);
            seek_side(seeking, reach->targets->pdata[i], order[o].knob, TRUE);
        }
    for (guint i = 0; i < reach->targets->len; i++) {
        OrgReachTarget *target = reach->targets->pdata[i];
        target->assumed = target->assumed && !is_changed(seeking, index_of(reach, target->target));
    }
    for (guint k = 0; k < n; k++) {
        reach->untried += unmade(seeking, k) > 0;
        reach->unmade += unmade(seeking, k);
    }
}

/* Those that break nothing first, then by how far the knob is turned. */
static gint
compare_ways(gconstpointer a, gconstpointer b)
{
    const OrgReachWay *x = *(OrgReachWay *const *) a, *y = *(OrgReachWay *const *) b;
    if (!x->breaks->len != !y->breaks->len)
        return x->breaks->len ? 1 : -1;
    double p = (double) ABS(x->to - x->knob->now) / (double) (x->knob->high - x->knob->low);
    double q = (double) ABS(y->to - y->knob->now) / (double) (y->knob->high - y->knob->low);
    return p < q ? -1 : p > q;
}

/* ---- over replications */

static void
take_probability(const OrgRun *run, gpointer data)
{
    const GPtrArray *verdicts = org_judging_verdicts(run->judging);
    OrgReachTarget *const *target = data;
    for (guint v = 0; org_run_is_whole(run) && v < verdicts->len; v++) {
        const OrgVerdict *verdict = verdicts->pdata[v];
        if (!strcmp(verdict->target->id, (*target)->target->id))
            (*target)->value = org_verdict_headline(verdict)->band.probability;
    }
}

static void
confirm(Seeking *seeking, guint replications)
{
    OrgReach *reach = seeking->reach;
    OrgRunOptions how = { .seed = &seeking->seed, .replications = replications };
    for (guint i = 0; i < reach->targets->len; i++) {
        OrgReachTarget *target = reach->targets->pdata[i], scratch = *target, *found = &scratch;
        for (guint w = 0; w < target->ways->len && !seeking->stopped; w++) {
            OrgReachWay *way = target->ways->pdata[w];
            g_autofree char *text = text_of(reach, way->knob, way->to);
            scratch.value = NAN;
            org_probe(reach->loaded, text, &how, take_probability, &found);
            way->probability = scratch.value;
        }
    }
}

/* ---- all of it */

static gboolean
begin(Seeking *seeking, OrgSession *session, const char *place, const char *const *names, GError **error)
{
    OrgReach *reach = seeking->reach;
    if (!org_load_run(session, place, reach->loaded, error)) {
        if (!*error)
            org_error_set(error, ORG_ERROR, ORG_E_INVALID, "the scenario of %s is not understood any more", place);
        return FALSE;
    }
    g_auto(OrgOpened) opened = { 0 };
    if (!org_place_look(place, TRUE, NULL, &opened, error))
        return FALSE;
    seeking->seed = opened.info->seed;
    OrgRunOptions how = { .seed = &seeking->seed };
    Taking taking = { seeking, &seeking->base };
    seeking->base_vetoed = TRUE;
    g_autoptr(OrgRun) run = org_run(reach->loaded, &how);
    reach->runs = 1;
    if (!org_run_is_whole(run)) {
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s", org_message_said(run->message));
        return FALSE;
    }
    take_run(run, &taking);
    seeking->base_vetoed = run->status == ORG_WORKER_VETOED;
    return org_reach_choose(reach, run, names, error);
}

OrgReach *
org_reach(OrgSession *session, const OrgReachWish *wish, GError **error)
{
    g_autoptr(OrgReach) reach = g_new0(OrgReach, 1);
    Seeking seeking = { .reach = reach };
    g_autoptr(GError) why = NULL;
    reach->loaded = g_new0(OrgLoaded, 1);
    reach->targets = g_ptr_array_new_with_free_func(org_reach_target_free);
    reach->most = wish->runs ? wish->runs : ORG_REACH_RUNS;
    gboolean good = begin(&seeking, session, wish->place, wish->targets, &why);
    if (good) {
        gint64 posts = (gint64) reach->loaded->org->totals.posts;
        reach->knobs = org_knobs_of(reach->loaded->plan, MAX(posts, 1));
        seeking.probes = g_new0(GPtrArray *, reach->knobs->len + 1);
        for (guint k = 0; k < reach->knobs->len; k++)
            seeking.probes[k] = g_ptr_array_new_with_free_func(probe_free);
        if (reach->targets->len)
            seek(&seeking);
        if (wish->replications > 1)
            confirm(&seeking, wish->replications);
        for (guint i = 0; i < reach->targets->len; i++)
            g_ptr_array_sort(((OrgReachTarget *) reach->targets->pdata[i])->ways, compare_ways);
        for (guint k = 0; k < reach->knobs->len; k++)
            g_ptr_array_unref(seeking.probes[k]);
        g_free(seeking.probes);
    }
    if (good && (seeking.stopped || org_session_cancelled(session))) {
        org_error_set(&why, ORG_WORKER_ERROR, ORG_WORKER_E_INTERRUPTED, "the run was interrupted");
        good = FALSE;
    }
    g_free(seeking.base.met);
    g_free(seeking.base.value);
    if (why)
        g_propagate_error(error, g_steal_pointer(&why));
    return good ? g_steal_pointer(&reach) : NULL;
}

void
org_reach_mask(OrgReach *reach, guint mask)
{
    for (guint i = 0; i < reach->targets->len; i++) {
        OrgReachTarget *target = reach->targets->pdata[i];
        if (org_mask_hides_target(mask, target->target->series, target->measured_in))
            target->value = target->needed = target->gap = target->pace_needed = target->pace_seen = NAN;
        for (guint k = 0; mask & ORG_MASK_PAY && k < target->ways->len; k++)
            ((OrgReachWay *) target->ways->pdata[k])->cost = NAN;
    }
}

void
org_reach_free(OrgReach *reach)
{
    if (!reach)
        return;
    g_clear_pointer(&reach->targets, g_ptr_array_unref);
    g_clear_pointer(&reach->knobs, g_array_unref);
    if (reach->loaded)
        org_loaded_clear(reach->loaded);
    g_free(reach->loaded);
    g_free(reach);
}
