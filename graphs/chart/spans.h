// SPDX-License-Identifier: MIT
/* Who leads how many, and on which layer: what the pyramid and the map of spans draw. */
#pragma once
#include "model-private.h"

typedef struct {
    OrgRow unit;
    uint32_t layer; /* the top of the chart has 1 */
    uint32_t led;   /* at least 1 */
} Leader;

typedef struct {
    Leader *leader; /* narrow spans first, those alike by rows of units */
    uint32_t n;
    uint64_t led; /* by all of them */
} Leaders;

/* Looked at from the start for both ends: a merger that says for some posts whom they report to must not change the rule. */
bool spans_say_reports(const Reader *reader);

/* depth: of each unit, from model_layers(). The spans are those of the metric span-and-layers. False when out of memory. */
bool spans_read(const Reader *reader, const Side *side, bool reports, const uint32_t *depth, Leaders *leaders);

/* What the first rule span-of-control of the run allows; least 0: no lower limit. False: it has none. */
typedef struct {
    const char *id;
    uint32_t least, most;
} SpanBand;
bool spans_band(const Chart *chart, SpanBand *band);
