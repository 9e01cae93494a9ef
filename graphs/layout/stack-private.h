// SPDX-License-Identifier: MIT
/* How the words of one item are set in a card of a width; shared by the grid (stack.c) and the columns (columns.c). */
#pragma once
#include "stack.h"

enum { ORG_STACK_CARD_END = 350 }; /* below the last row; thousandths of the text size, as all lengths here */

typedef struct {
    const OrgStackItem *items;
    uint32_t n;
    const OrgStackPage *page;
    const int *natural; /* widths of the names */
    int text;           /* size of rows' text, fifths of a point: notes are never smaller than 7 points */
} Stacking;

typedef struct {
    int room;  /* for the name, thousandths of the item's own text size */
    int lines; /* of the name */
    int height;
    int note; /* lines of it */
    bool value_below;
} Setting;

/* *cost grows when the name is broken or shortened. */
Setting org_stack_set(const Stacking *stacking, uint32_t item, int width, long *cost);

/* Measures the names; returns the number of cards. */
uint32_t org_stack_measure(const OrgStackItem *items, uint32_t n, int *natural);

uint32_t org_stack_card_end(const Stacking *stacking, uint32_t first);

/* Fifths of a point of a length at a text size. */
int org_stack_scaled(int64_t length, int text);
