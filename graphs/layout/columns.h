// SPDX-License-Identifier: MIT
/* A tree of any size on one page as large as needed: cards below each other in columns like a newspaper's, in the order of the
 * tree, each indented under its parent's; as many columns as give the page its aspect. Linear in the number of items. */
#pragma once
#include "stack.h"

enum { ORG_COLUMNS_LEVELS = 64 }; /* OrgStackItem.level is below this */

/* Which items of a tree in preorder begin a card: those of depth 0, and below a card of more than `most` items all children but
 * the leaves that come first. level: of the card that the item is in, or begins. end: of each item's subtree. */
void org_columns_split(const uint16_t *depth, const uint32_t *end, uint32_t n, uint32_t most, bool *header,
                       uint16_t *level);

/* Lengths are fifths of a point; x and y of everything count from the upper left corner of what is used. */
typedef struct {
    int width, height; /* used, with the lines */
    int step, lane;    /* of the lines */
    int top, bottom;   /* edges of the columns */
    uint16_t deepest;  /* level of a card */
} OrgColumns;

/* Places the items at a text size so that width : height is near `aspect` thousandths. The rows of stack->box are columns;
 * stack->card holds a part of a card for each column (room for n). scratch: room for two numbers per item. */
void org_columns(const OrgStackItem *items, uint32_t n, int text, int aspect, int *scratch, OrgStack *stack,
                 OrgColumns *out);

/* Lines from the bus above the columns and from each card to the cards below it, in the gutters between columns. */
typedef struct {
    int x, y;
} OrgColumnsPoint;
typedef void (*OrgColumnsLine)(void *data, uint32_t header, const OrgColumnsPoint *points, unsigned n);
void org_columns_route(const OrgStackItem *items, uint32_t n, const OrgStack *stack, const OrgColumns *columns,
                       OrgColumnsLine line, void *data);
