// SPDX-License-Identifier: MIT
#pragma once
#include "flow-model.h"
#include "model-private.h"

typedef struct {
    Reader r;
    FlowModel *model;
    OrgRow root, top;
    uint8_t *chain;         /* root … top: what stands above the parts */
    uint32_t *part_of[2];   /* of each unit at the start and at the end; FLOW_NONE: not there */
    uint32_t *part_of_unit; /* of a unit that is a part itself, or FLOW_NONE */
    uint16_t *level;
    OrgRow *path;
    uint32_t above, elsewhere, limit, capacity; /* capacity: of parts */
    unsigned depth;
} Flow;

/* The number of the new part. */
uint32_t flow_add_part(Flow *f, FlowPart part);

/* Sorts the moves and adds up those that have both parts in common. */
void flow_join_moves(FlowModel *model);

/* Folds parts until f->limit of them stand at a side. */
OrgStatus flow_fold(Flow *f);
