// SPDX-License-Identifier: MIT
/* The tidy drawing of a tree whose nodes have sizes of their own: children below their parent, which stands centred above
 * them; subtrees as close as their outlines allow, like subtrees alike. For trees that are narrow or deep.
 * Source: A. van der Ploeg, "Drawing non-layered tidy trees in linear time", Software: Practice and Experience 44 (2014). */
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct {
    int width, height; /* given, with the gap to the next on the right and below; even widths are centred exactly */
    int x, y;          /* found: upper left corner, from that of the drawing */
} OrgTidyNode;

/* Bytes of scratch for n nodes. */
size_t org_tidy_scratch(uint32_t n);

/* n nodes in preorder under one root: those below i are (i, end[i]). Linear in n; no recursion. */
void org_tidy(const uint32_t *end, uint32_t n, OrgTidyNode *nodes, void *scratch);
