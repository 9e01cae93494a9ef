// SPDX-License-Identifier: MIT
#pragma once
#include "model.h"

/* The organisation at one end of the run, by row. */
typedef struct {
    OrgCtx *ctx;
    const OrgUnits *units;
    uint8_t *in; /* open then */
    OrgRow *parent;
    int64_t *sum; /* thousandths of what the chart counts, of the unit and all below it */
} Side;

typedef struct {
    const Chart *chart;
    Model *model;
    uint32_t n; /* rows */
    bool diff;
    Fates fates;
    Side start, end;
    uint8_t *in; /* drawn or counted */
    OrgRow *parent, *first_child, *next, first_root;
} Reader;

/* Everything but the order of drawing. */
OrgStatus model_begin(const Chart *chart, Model *model, Reader *reader);

/* The flags of a unit's fates, kept unless the chart shows changes; its name at one end, or its id. */
uint32_t model_flags(const Reader *reader, OrgRow unit);
const char *model_name(const Reader *reader, const Side *side, OrgRow unit);

/* What there is to say of where a unit came from or went to, in a line below its name; brief: of partners only what their names have that
 * its own has not. NULL: nothing. */
const char *model_note(const Reader *reader, OrgRow unit, uint32_t flags, bool brief);

/* The root under which everything hangs, further down while there is only one unit below; ORG_NONE: there are several.
 * Fails when --under names no unit of the chart. */
OrgStatus model_top(const Reader *reader, OrgRow *root, OrgRow *top);

/* Counts the fates of the units of the tree, below a unit and with it, or of all for ORG_NONE. */
void model_count(const Reader *reader, OrgRow root, uint32_t counts[FATES]);

/* Puts the units into the order of drawing, with their fates. */
OrgStatus model_walk(Reader *reader);

/* How deep each unit of a side stands below the root of the chart, which has 1; 0: not on this page. False when out of
 * memory. */
bool model_layers(const Reader *reader, const Side *side, OrgRow root, uint32_t *layer);
