// SPDX-License-Identifier: MIT
/* A plan with one target on one metric, and what was measured of it. */
#pragma once
#include "../../../engine/sim/judging.h"

typedef struct {
    OrgPlan plan;
    OrgItem items[2];
    OrgFeatureInfo feature;
    OrgTarget target;
    OrgBaseline baseline;
    GArray *measures;
    Org *org;
} Case;

static inline void
set_up(Case *c, gconstpointer data)
{
    (void) data;
    g_autoptr(OrgDict) dict = org_dict_new();
    *c = (Case){ 0 };
    c->org = org_new(dict, ORG_MONTH(2021, 1));
    c->plan = (OrgPlan){ .from = ORG_MONTH(2021, 1), .to = ORG_MONTH(2025, 12), .clock = 12 };
    c->plan.items = g_ptr_array_new();
    c->plan.baselines = g_ptr_array_new();
    c->plan.targets = g_ptr_array_new();
    c->plan.actuals = g_array_new(FALSE, TRUE, sizeof(OrgActual));
    c->feature = (OrgFeatureInfo){ .name = (char *) "units",
                                   .kind = ORG_METRIC,
                                   .params = g_array_new(FALSE, TRUE, sizeof(OrgParamInfo)),
                                   .series = g_array_new(FALSE, TRUE, sizeof(OrgSeriesInfo)) };
    for (guint i = 0; i < 2; i++) {
        c->items[i] = (OrgItem){
            .role = ORG_ITEM_METRIC, .index = i, .id = (char *) (i ? "other" : "units"), .feature = &c->feature
        };
        g_ptr_array_add(c->plan.items, &c->items[i]);
    }
    c->baseline = (OrgBaseline){ .name = (char *) "2015",
                                 .kind = ORG_BASELINE_VALUES,
                                 .values = g_array_new(FALSE, TRUE, sizeof(OrgBaselineValue)) };
    g_ptr_array_add(c->plan.baselines, &c->baseline);
    c->target = (OrgTarget){ .id = (char *) "T5",
                             .series = (char *) "",
                             .metrics = g_array_new(FALSE, TRUE, sizeof(guint)),
                             .by = g_array_new(FALSE, TRUE, sizeof(OrgMonth)) };
    guint first = 0;
    OrgMonth end = c->plan.to;
    g_array_append_val(c->target.metrics, first);
    g_array_append_val(c->target.by, end);
    g_ptr_array_add(c->plan.targets, &c->target);
    c->measures = org_measures_new();
}

static inline void
tear_down(Case *c, gconstpointer data)
{
    (void) data;
    g_ptr_array_unref(c->plan.items);
    g_ptr_array_unref(c->plan.baselines);
    g_ptr_array_unref(c->plan.targets);
    g_array_unref(c->plan.actuals);
    g_array_unref(c->feature.params);
    g_array_unref(c->feature.series);
    g_array_unref(c->baseline.values);
    g_array_unref(c->target.metrics);
    g_array_unref(c->target.by);
    g_array_unref(c->measures);
    org_free(c->org);
}

static inline void
declare(Case *c, const char *name, guint32 kind, const char *unit)
{
    OrgSeriesInfo series = { (char *) name, (char *) name, (char *) unit, kind, 0 };
    g_array_append_val(c->feature.series, series);
}

/* headline->series is gone with the verdict. */
static inline OrgMet
verdict(Case *c, OrgJudgement *headline)
{
    g_autoptr(GPtrArray) verdicts = org_judge(&c->plan, c->measures, c->org, ORG_UNKNOWN);
    const OrgVerdict *v = verdicts->pdata[0];
    if (headline) {
        *headline = *org_verdict_headline(v);
        headline->series = NULL;
    }
    return v->met;
}

static inline void
measure(Case *c, int year, double value)
{
    org_measures_add(c->measures, 0, "units", ORG_NONE, ORG_MONTH(year, 12), value, 0);
}

static inline void
base(Case *c, double low, double high)
{
    OrgBaselineValue value = { (char *) "T5", low, high };
    g_array_append_val(c->baseline.values, value);
    c->target.against = (char *) "2015";
}
