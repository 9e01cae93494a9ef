// SPDX-License-Identifier: MIT
/* Cards over as many pages as they need, in order: a page breaks before a card, and a card that is longer than a page goes on below
 * its header said again. */
#pragma once
#include "stack.h"

/* An item of what is drawn. again: the header of its card, said once more where the card goes on. */
typedef struct {
    uint32_t item;
    bool again;
} OrgPiece;

/* Breaks cards of more than `most` rows into about equal parts. out: room for 2 n pieces; returns how many there are. */
uint32_t org_pages_break(const OrgStackItem *items, uint32_t n, uint32_t most, OrgPiece *out);

/* Cuts items into pages: the first has items [start[0], start[1]), and so on; about equally full, and no more pages than it takes.
 * start: room for n + 1; scratch: two numbers per item and one more. Returns the number of pages, 0 when a card does not fit even alone. */
uint32_t org_pages_cut(const OrgStackItem *items, uint32_t n, const OrgStackPage *page, uint32_t *scratch,
                       uint32_t *start);
