// SPDX-License-Identifier: MIT
/* A flow as bands and ribbons: what its two files share. */
#pragma once
#include "canvas.h"
#include "flow-model.h"
#include "flow.h"

/* What a ribbon tells. Drawn in this order. */
typedef enum { LEFT, CAME, WENT, STAYS, BY_MERGER, BY_SPLIT, MOVED, JOINED, KINDS } Kind;

/* Instead of a part: the small cuts, which leave by one ribbon. */
#define SMALL_CUTS (FLOW_NONE - 1)

typedef struct {
    const Chart *chart;
    Canvas *canvas;
    FlowModel model;
    int64_t small_cuts; /* their sum; 0: each has a ribbon of its own */
    OrgFlow flow;
    uint32_t *part_left, *part_right; /* of each band; FLOW_NONE: entry, exit */
    uint8_t *kind;                    /* of each ribbon */
    CanvasBox *left_node, *right_node;
    int64_t sums[KINDS];
    Rect body;
    int text, left_x, right_x;   /* left_x, right_x: inner edges of the bars */
    int left_value, right_value; /* widths of the figures */
} FlowPicture;

/* Makes the bands and ribbons of a model that was read; false when out of memory. */
bool flow_bands(FlowPicture *picture);
