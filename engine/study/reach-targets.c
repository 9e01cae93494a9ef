// SPDX-License-Identifier: MIT
/* The targets that reach is asked for: those that the run misses, with the figure that would meet each. */
#include "reach-private.h"
#include "../base/error.h"
#include "../sim/pace.h"
#include "stored.h"
#include <math.h>
#include <string.h>

gboolean
org_reach_is_met(const OrgVerdict *verdict)
{
    return verdict->met == ORG_MET;
}

static void
way_free(gpointer data)
{
    OrgReachWay *way = data;
    g_ptr_array_unref(way->breaks);
    g_free(way);
}

static double
start_of(const OrgRun *run, const OrgVerdict *verdict)
{
    const OrgJudgement *j = org_verdict_headline(verdict);
    const OrgPlan *plan = run->loaded->plan;
    const OrgItem *item = plan->items->pdata[j->item];
    if (verdict->target->unit || verdict->target->counted != ORG_COUNTED_NOT)
        return NAN;
    return org_run_value(run, item->id, j->series, ORG_NONE, plan->from - 1);
}

void
org_reach_target_free(gpointer data)
{
    OrgReachTarget *target = data;
    g_ptr_array_unref(target->ways);
    g_free(target);
}

static void
add_target(OrgReach *reach, const OrgRun *run, const OrgVerdict *verdict)
{
    const OrgJudgement *j = org_verdict_headline(verdict);
    OrgReachTarget *out = g_new0(OrgReachTarget, 1);
    OrgYearly pace = org_pace_yearly(start_of(run, verdict), j->value, j->needed, run->loaded->plan->from, j->month);
    out->target = verdict->target;
    out->measured_in = verdict->measured_in;
    out->value = j->value;
    out->needed =
        org_bound_shown(verdict->target->compare, verdict->target->low, verdict->measured_in, j->value, j->needed);
    out->bound = j->needed;
    out->gap = j->gap;
    out->pace_needed = pace.needed;
    out->pace_seen = pace.seen;
    out->assumed = j->basis == ORG_BASIS_ASSUMED;
    out->ways = g_ptr_array_new_with_free_func(way_free);
    g_ptr_array_add(reach->targets, out);
}

gboolean
org_reach_choose(OrgReach *reach, const OrgRun *run, const char *const *names, GError **error)
{
    const GPtrArray *verdicts = org_judging_verdicts(run->judging);
    for (guint i = 0; names && names[i]; i++) {
        gboolean there = FALSE, missed = FALSE;
        for (guint v = 0; v < verdicts->len; v++) {
            const OrgVerdict *verdict = verdicts->pdata[v];
            there |= !strcmp(verdict->target->id, names[i]);
            missed |= !strcmp(verdict->target->id, names[i]) && !org_reach_is_met(verdict);
        }
        if (!missed) {
            org_error_set(error, ORG_ERROR, ORG_E_INVALID,
                          there ? "the target \"%s\" is met already" : "the run has no target \"%s\"", names[i]);
            return FALSE;
        }
    }
    for (guint v = 0; v < verdicts->len; v++) {
        const OrgVerdict *verdict = verdicts->pdata[v];
        if (!org_reach_is_met(verdict) && (!names || !names[0] || g_strv_contains(names, verdict->target->id)))
            add_target(reach, run, verdict);
    }
    return TRUE;
}
