// SPDX-License-Identifier: MIT
/* Areas in proportion to weights, as near to squares as may be. */
#pragma once
#include <stdint.h>

/* Weights and their sums are below 2^48. Lengths are fifths of a point. A cell of no area has width or height 0. */
typedef struct {
    int x, y, width, height;
} OrgTreemapCell;

/* Squarified treemap (Bruls, Huizing, van Wijk 2000) of weights in falling order, none negative: the cells fill `page`
 * without a gap and do not overlap. */
void org_treemap(const int64_t *weights, uint32_t n, OrgTreemapCell page, OrgTreemapCell *cells);
