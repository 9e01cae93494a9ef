// SPDX-License-Identifier: MIT
/* The spread over replications: each one's figures of series over the whole organisation and of targets, their bands and medians,
 * and how often each target was met. */
#pragma once
#include "judge.h"

typedef struct OrgSpread OrgSpread;
/* plan: says which series are flows, of which nothing measured is 0; borrowed. NULL: none are. */
OrgSpread *org_spread_new(const OrgPlan *plan);
void org_spread_free(OrgSpread *spread);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgSpread, org_spread_free)

/* Add one replication: its measures (OrgMeasure; those of units and of baselines are passed over) and verdicts (OrgVerdict *). */
void org_spread_add(OrgSpread *spread, const GArray *measures, const GPtrArray *verdicts);
/* Whether chance shows at all: two replications differ. Where they are all alike one run says all. What a run says of itself, that it drew
 * something, is not asked. */
gboolean org_spread_by_chance(const OrgSpread *spread);

typedef struct {
    double mean, p5, p50, p95;
} OrgSpreadBand;
/* FALSE when no replication measured it. Quantiles by linear interpolation between order statistics (Hyndman and Fan's type 7). */
gboolean org_spread_band(const OrgSpread *spread, guint item, const char *series, OrgMonth month, OrgSpreadBand *band);

typedef struct {
    double probability, low, high;
} OrgChanceOf;
/* A share p of n trials with its 95 % interval (Wilson 1927). */
OrgChanceOf org_wilson(double p, guint n);
/* The share of replications in which judgement `index` of target `target` was met at its lower (end 0) or upper (1) baseline. NaN
 * where there is none. */
OrgChanceOf org_spread_chance(const OrgSpread *spread, guint target, guint index, guint end);
/* Put medians in the place of a judgement's figures, and fill its band; its verdict is to be judged anew. */
void org_spread_settle(const OrgSpread *spread, guint target, guint index, OrgJudgement *judgement);

/* Each replication's figure, double by replication, NaN: none. They stay the spread's, until the next one is added. */
typedef struct {
    guint item;
    const char *series;
    OrgMonth month;
    const GArray *figures;
} OrgSpreadFigures;
GArray *
org_spread_figures(OrgSpread *spread); /* of OrgSpreadFigures, by item, series, month: the whole organisation's */
const GArray *org_spread_values(const OrgSpread *spread, guint target, guint index);
const GArray *org_spread_changes(const OrgSpread *spread, guint target, guint index);
