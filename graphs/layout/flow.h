// SPDX-License-Identifier: MIT
/* Who went where: bands at the left, bands at the right, ribbons between, all to one scale. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

/* Weights and their sums are below 2^48. Lengths are fifths of a point. A slot is where the label of a band stands; its bar is never higher than the slot. */
typedef struct {
    bool last;      /* stays below the others: an entry or an exit */
    int64_t weight; /* found: of all its ribbons */
    uint32_t rank;  /* found: from the top */
    int slot, slot_height, y, height;
} OrgFlowBand;

/* weight > 0; at most one ribbon from one band to another. A ribbon to ORG_FLOW_NOWHERE is a stub at the foot of its band. */
#define ORG_FLOW_NOWHERE UINT32_MAX
typedef struct {
    uint32_t from, to; /* bands at the left, at the right */
    int64_t weight;
    int from_y, to_y, width; /* found: upper ends, and the width at both */
} OrgFlowRibbon;

typedef struct {
    uint64_t key;
    uint32_t index;
} OrgFlowKey;

typedef struct {
    uint32_t n_left, n_right, n;
    OrgFlowBand *left, *right;
    OrgFlowRibbon *ribbon;
    OrgFlowKey *scratch; /* room for 2 (n_left + n_right) + n */
} OrgFlow;

typedef struct {
    int y, height;
    int label, gap; /* least height of a slot; between slots */
} OrgFlowPage;

/* Orders the bands so that few ribbons cross (barycentres, Sugiyama, Tagawa and Toda 1981; ties keep the given order), and
 * places all. Returns the height of the heavier side's bars together, or -1 if the labels alone do not fit. */
int org_flow(OrgFlow *flow, const OrgFlowPage *page);

/* What crosses what, in the present order: the sum of the lighter weight of each pair that crosses, in parts of 4096. */
int64_t org_flow_crossings(const OrgFlow *flow);
