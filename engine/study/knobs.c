// SPDX-License-Identifier: MIT
#include "knobs.h"
#include "../base/month.h"
#include <math.h>
#include <string.h>

static gboolean
measure(const OrgParamInfo *param, const OrgValueInfo *value, gint64 most, OrgKnob *knob)
{
    gboolean bounded = param->min != 0 || param->max != 0;
    gboolean percent = param->type == ORG_PERCENT || (param->type == ORG_AMOUNT && value->relative);
    double scale = percent ? 1000 : 1;
    if (percent) {
        knob->kind = ORG_KNOB_PERCENT;
        knob->low = bounded ? (gint64) ceil(MAX(param->min, 0) * scale) : 0;
        knob->high = bounded ? (gint64) floor(MIN(param->max, 1) * scale) : 1000;
    } else if (param->type == ORG_DATE) {
        return FALSE;
    } else {
        knob->kind = ORG_KNOB_COUNT;
        knob->low = bounded ? (gint64) ceil(MAX(param->min, 0)) : 0;
        knob->high = bounded ? (gint64) floor(MIN(param->max, (double) most)) : most;
    }
    knob->now = (gint64) llround(value->number * scale);
    knob->high = MAX(knob->high, knob->now);
    return knob->high > knob->low;
}

/* A parameter that says nothing has no place on a grid. */
static gboolean
says_something(const OrgParamInfo *param, const OrgValueInfo *value)
{
    gboolean number = param->type == ORG_AMOUNT || param->type == ORG_PERCENT || param->type == ORG_INT;
    return number && (value->given || (param->fallback && *param->fallback)) && !isnan(value->number);
}

static void
add_params(GArray *knobs, const OrgItem *item, gboolean given, gint64 most)
{
    for (guint i = 0; item->feature && i < item->feature->params->len; i++) {
        const OrgParamInfo *param = &g_array_index(item->feature->params, OrgParamInfo, i);
        const OrgValueInfo *value = &item->values[i];
        OrgKnob knob = { .item = item, .param = param->key, .given = value->given };
        if (value->given == given && says_something(param, value) && measure(param, value, most, &knob))
            g_array_append_val(knobs, knob);
    }
}

static void
add_month(GArray *knobs, const OrgItem *item, const OrgPlan *plan)
{
    if (item->at->len != 1 || plan->to <= plan->from)
        return;
    OrgKnob knob = { item, "at", ORG_KNOB_MONTH, TRUE, plan->from, plan->to, g_array_index(item->at, OrgMonth, 0) };
    g_array_append_val(knobs, knob);
}

GArray *
org_knobs_of(const OrgPlan *plan, gint64 most)
{
    GArray *knobs = g_array_new(FALSE, TRUE, sizeof(OrgKnob));
    for (guint pass = 0; pass < 2; pass++)
        for (guint i = 0; i < plan->items->len; i++) {
            const OrgItem *item = plan->items->pdata[i];
            if (item->role != ORG_ITEM_STEP || item->given)
                continue;
            add_params(knobs, item, pass == 0, most);
            if (pass == 0)
                add_month(knobs, item, plan);
        }
    return knobs;
}

gint64
org_knob_probe(const OrgKnob *knob, guint i)
{
    return knob->low + (gint64) llround((double) (knob->high - knob->low) * i / (ORG_KNOB_PROBES - 1));
}

char *
org_knob_text(const OrgKnob *knob, gint64 at)
{
    char month[16], number[40];
    if (knob->kind == ORG_KNOB_MONTH)
        return g_strdup(org_month_text((OrgMonth) at, month));
    if (knob->kind == ORG_KNOB_COUNT)
        return g_strdup_printf("%" G_GINT64_FORMAT, at);
    g_ascii_formatd(number, sizeof number, "%.15g", (double) at / 10);
    return g_strconcat(number, "%", NULL);
}
