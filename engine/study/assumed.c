// SPDX-License-Identifier: MIT
#include "assumed.h"
#include "mask.h"
#include "../base/error.h"
#include "../scenario/variant.h"
#include "open.h"
#include "probe.h"
#include <math.h>
#include <string.h>

typedef struct {
    OrgAssumedAll *all;
    const OrgRun *base;
    const OrgAssumption *assumption;
    const char *at;
    gboolean stopped;
} Trying;

static gboolean
differs(double a, double b)
{
    return isnan(a) != isnan(b) || (!isnan(a) && a != b);
}

/* Of the plan that was changed to that of the run: they are the same targets, in the same order. */
static void
take(const OrgRun *run, gpointer data)
{
    Trying *trying = data;
    const GPtrArray *old = org_judging_verdicts(trying->base->judging), *now = org_judging_verdicts(run->judging);
    trying->stopped |= run->status == ORG_WORKER_INTERRUPTED;
    trying->all->runs++;
    for (guint t = 0; org_run_is_whole(run) && now && t < MIN(old->len, now->len); t++) {
        const OrgVerdict *was = old->pdata[t], *is = now->pdata[t];
        const OrgJudgement *a = org_verdict_headline(was), *b = org_verdict_headline(is);
        if (was->met == is->met && !differs(a->value, b->value) && !differs(a->change, b->change))
            continue;
        OrgAssumed row = { trying->assumption, trying->at, was->target, was->met,  is->met,
                           a->value,           b->value,   a->change,   b->change, was->measured_in };
        g_array_append_val(trying->all->rows, row);
    }
}

static void
try_end(Trying *trying, const OrgAssumption *assumption, const char *end, guint64 seed)
{
    OrgLoaded *loaded = trying->all->loaded;
    g_autofree char *parent = org_probe_parent(loaded);
    g_autoptr(OrgVariant) variant =
        org_variant_new(loaded->plan, org_worker_catalogue(loaded->worker), parent, "assumed");
    OrgRunOptions how = { .seed = &seed };
    org_variant_put(variant, assumption->path, end, assumption->as_pair);
    g_autofree char *text = org_variant_text(variant);
    trying->assumption = assumption;
    trying->at = end;
    org_probe(loaded, text, &how, take, trying);
}

static double
effect_of(const OrgAssumed *row)
{
    double moved = fabs(row->value_to - row->value_from), of = fabs(row->value_from);
    double effect = of > 0 ? moved / of : moved, change = fabs(row->change_to - row->change_from);
    effect = isnan(effect) ? 0 : effect;
    return isnan(change) || effect > 0 ? effect : change;
}

static gint
compare_rows(gconstpointer a, gconstpointer b)
{
    const OrgAssumed *x = a, *y = b;
    gboolean first = x->from != x->to, second = y->from != y->to;
    if (first != second)
        return first ? -1 : 1;
    double p = effect_of(x), q = effect_of(y);
    return p > q ? -1 : p < q;
}

static gboolean
try_all(OrgAssumedAll *all, OrgSession *session, const char *place, GError **error)
{
    g_auto(OrgOpened) opened = { 0 };
    if (!org_place_look(place, TRUE, NULL, &opened, error))
        return FALSE;
    if (!org_load_run(session, place, all->loaded, error)) {
        if (!*error)
            org_error_set(error, ORG_ERROR, ORG_E_INVALID, "the scenario of %s is not understood any more", place);
        return FALSE;
    }
    OrgRunOptions how = { .seed = &opened.info->seed };
    g_autoptr(OrgRun) base = org_run(all->loaded, &how);
    if (!org_run_is_whole(base)) {
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s", org_message_said(base->message));
        return FALSE;
    }
    Trying trying = { .all = all, .base = base };
    const GPtrArray *assumptions = all->loaded->plan->assumptions;
    all->runs = 1;
    all->declared = assumptions->len;
    for (guint i = 0; i < assumptions->len && !trying.stopped; i++) {
        OrgAssumption *assumption = assumptions->pdata[i];
        if (!g_strcmp0(assumption->path[0], "population")) {
            g_ptr_array_add(all->untried, assumption);
            continue;
        }
        try_end(&trying, assumption, assumption->low, how.seed[0]);
        try_end(&trying, assumption, assumption->high, how.seed[0]);
    }
    if (trying.stopped)
        org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_INTERRUPTED, "the run was interrupted");
    g_array_sort(all->rows, compare_rows);
    return !trying.stopped;
}

OrgAssumedAll *
org_assumed_all(OrgSession *session, const char *place, GError **error)
{
    g_autoptr(OrgAssumedAll) all = g_new0(OrgAssumedAll, 1);
    g_autoptr(GError) why = NULL;
    all->loaded = g_new0(OrgLoaded, 1);
    all->rows = g_array_new(FALSE, FALSE, sizeof(OrgAssumed));
    all->untried = g_ptr_array_new();
    if (try_all(all, session, place, &why))
        return g_steal_pointer(&all);
    g_propagate_error(error, g_steal_pointer(&why));
    return NULL;
}

void
org_assumed_mask(OrgAssumedAll *all, guint mask)
{
    for (guint i = 0; i < all->rows->len; i++) {
        OrgAssumed *row = &g_array_index(all->rows, OrgAssumed, i);
        if (org_mask_hides_target(mask, row->target->series, row->measured_in))
            row->value_from = row->value_to = row->change_from = row->change_to = NAN;
    }
}

void
org_assumed_free(OrgAssumedAll *all)
{
    if (!all)
        return;
    g_array_unref(all->rows);
    g_ptr_array_unref(all->untried);
    org_loaded_clear(all->loaded);
    g_free(all->loaded);
    g_free(all);
}
