// SPDX-License-Identifier: MIT
/* What is drawn and what is only counted. A tree in drawing order becomes cards with rows; the higher the level of
 * folding, the fewer rows, from the deepest level upwards. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#define ORG_FOLD_NONE UINT32_MAX /* node of a chip; group of a chip of several groups; item of no node */

/* n nodes in preorder: the nodes below i are (i, end[i]). Depth 0 has a card, deeper ones rows. */
typedef struct {
    uint32_t n;
    const uint32_t *end, *group; /* groups are numbered below n */
    const uint16_t *depth;
    const uint8_t *changed;
    const uint32_t *rank; /* among its siblings of its group: 0 is the one that is drawn longest (org_fold_rank) */
} OrgTree;

/* One node for org_fold_rank(). */
typedef struct {
    int64_t weight;
    uint32_t parent, group, node;
} OrgFoldRank;

/* Ranks the nodes among their siblings of a group by weight, the heaviest first, those of one weight in their order. room: for n.
 * O(n log n). */
void org_fold_rank(const OrgTree *tree, const int64_t *weight, OrgFoldRank *room, uint32_t *rank);

/* A header (depth 0), a row, or a chip that stands for `units` nodes of one group and all that is below them. */
typedef struct {
    uint32_t node; /* ORG_FOLD_NONE: a chip */
    uint32_t group;
    uint32_t units;   /* of a chip */
    uint32_t hidden;  /* nodes that this item stands for besides its own */
    uint32_t changed; /* of these, how many have changed */
    uint16_t depth;
    bool notes;    /* there is room for a note below the name */
    uint8_t lines; /* that the name may take */
} OrgFoldItem;

typedef struct {
    uint32_t n, cards;
    OrgFoldItem *item; /* room for n + 1 nodes */
    uint32_t *item_of; /* of each node: the item that draws or counts it */
    uint32_t *scratch; /* room for 3 n + 1 numbers */
} OrgFold;

/* Number of levels of folding; level 0 draws everything. */
unsigned org_fold_levels(void);

/* Does the level leave every card of depth 0 in its place? */
bool org_fold_keeps_cards(unsigned level);

/* What is not drawn whatever the level; 0: no limit. */
typedef struct {
    unsigned depth; /* levels of nodes that are drawn; what is deeper is counted in its parent's item */
    unsigned chips; /* levels that are drawn above chips: what is deeper stands in chips by group */
} OrgFoldLimits;

/* Folds each card to its own level. levels: of the nodes of depth 0. */
void org_fold(const OrgTree *tree, const uint8_t *levels, OrgFoldLimits limits, OrgFold *fold);

/* Folds one card alone, after org_fold() with the same tree: only the items of the card at `node` are made. */
void org_fold_card(const OrgTree *tree, uint32_t node, const uint8_t *levels, OrgFoldLimits limits, OrgFold *fold);
