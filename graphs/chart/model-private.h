// SPDX-License-Identifier: MIT
#ifndef ORG_CHART_MODEL_PRIVATE_H
#define ORG_CHART_MODEL_PRIVATE_H
#include "model.h"

/* The organisation at one end of the run, by row. */
typedef struct {
    OrgCtx *ctx;
    const OrgUnits *units;
    uint8_t *in; /* open then */
    OrgRow *parent;
    int64_t *own, *sum;
} Side;

typedef struct {
    const Chart *chart;
    Model *model;
    uint32_t n; /* rows */
    bool diff;
    Side start, end;
    uint8_t *in; /* drawn or counted */
    OrgRow *parent, *first_child, *next, first_root;
    OrgRow *first_joined, *next_joined; /* units taken over by a unit */
    uint32_t *scratch;
} Reader;

/* Puts the units into the order of drawing, with their fates. */
OrgStatus model_walk(Reader *reader);

#endif
