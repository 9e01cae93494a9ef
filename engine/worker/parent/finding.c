// SPDX-License-Identifier: MIT
/* Whether a finding that a worker sends can be one: who may say what, and that what it says of the past was told then. */
#include "../../base/code.h"
#include "private.h"
#include <math.h>

/* Months of a run; a baseline may be measured at its own, earlier date. */
gboolean
org_worker_month_ok(const OrgPlan *plan, OrgMonth month)
{
    return month >= ORG_MONTH(1800, 1) && month <= plan->to;
}

/* A breach has a code and a measure, another finding neither. */
static gboolean
measure_ok(const OrgWorkerFinding *f)
{
    if (*f->code)
        return org_code_ok(f->code) && isfinite(f->value) && isfinite(f->limit);
    return isnan(f->value) && isnan(f->limit);
}

/* Only rules find breaches, only breaches veto, and only what a step did. What is told at the end vetoes nothing. */
static gboolean
role_ok(const OrgWorkerFinding *f, const OrgPlan *plan)
{
    const OrgItem *item = plan->items->pdata[f->item];
    const OrgItem *step = f->step >= 0 ? plan->items->pdata[f->step] : NULL;
    if (step != NULL && step->role != ORG_ITEM_STEP)
        return FALSE;
    if (f->severity == ORG_VETO && (*f->code == '\0' || step == NULL || f->again))
        return FALSE;
    return item->role == ORG_ITEM_RULE || (*f->code == '\0' && !f->again && f->since == f->month);
}

static char *
key_of(const OrgWorkerFinding *f, OrgMonth month)
{
    return g_strdup_printf("%u %u %u %d %s", f->item, f->table, f->row, month, f->code);
}

/* What has stood since a month was told in that month. */
static gboolean
since_ok(OrgWorkerResult *result, const OrgWorkerFinding *f)
{
    g_autofree char *began = key_of(f, f->since);
    if ((f->since < f->month || f->again) && !g_hash_table_contains(result->told, began))
        return FALSE;
    if (f->since == f->month)
        g_hash_table_add(result->told, g_steal_pointer(&began));
    return TRUE;
}

gboolean
org_worker_finding_ok(OrgWorkerResult *result, const OrgExpected *expected, const OrgWorkerFinding *f)
{
    const OrgPlan *plan = expected->plan;
    gint items = (gint) plan->items->len;
    return f->item < (guint) items && f->step >= -1 && f->step < items && f->severity >= ORG_NOTE &&
           f->severity <= ORG_VETO && f->table <= ORG_PEOPLE && org_worker_month_ok(plan, f->month) &&
           org_worker_month_ok(plan, f->since) && f->since <= f->month && measure_ok(f) && role_ok(f, plan) &&
           since_ok(result, f);
}
