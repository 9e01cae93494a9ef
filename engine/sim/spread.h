// SPDX-License-Identifier: MIT
/* The spread over replications: bands of series over the whole organisation, and how often each target was met. */
#pragma once
#include "judge.h"

typedef struct OrgSpread OrgSpread;
OrgSpread *org_spread_new(void);
void org_spread_free(OrgSpread *spread);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgSpread, org_spread_free)

/* Add one replication: its measures (OrgMeasure; those of units and of baselines are passed over) and verdicts (OrgVerdict *). */
void org_spread_add(OrgSpread *spread, const GArray *measures, const GPtrArray *verdicts);

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
/* The share of replications in which judgement `index` of target `target` was met. NaN where there is none. */
OrgChanceOf org_spread_chance(const OrgSpread *spread, guint target, guint index);
