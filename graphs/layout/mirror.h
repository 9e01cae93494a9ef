// SPDX-License-Identifier: MIT
/* Rows of bars that grow to both sides from an axis, all to one scale. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

/* Weights and their sums are below 2^48. Lengths are fifths of a point. */
typedef struct {
    int64_t left, right; /* values, none negative */
    int y, height;       /* found: of the bars */
    int left_width, right_width;
} OrgMirrorRow;

typedef struct {
    int y, height;
    int side;         /* the longest that a bar may be */
    int label;        /* least height of a row */
    int tallest;      /* of a row */
    int64_t at_least; /* the scale goes up to this value even if no bar does */
} OrgMirrorPage;

/* Places rows from the top; false if they do not fit at the height of a label. */
bool org_mirror(OrgMirrorRow *rows, uint32_t n, const OrgMirrorPage *page);
