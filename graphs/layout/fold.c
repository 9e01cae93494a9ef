// SPDX-License-Identifier: MIT
#include "fold.h"
#include <stdlib.h>

/* Rows deeper than `depth` are counted in their parent's. Of the siblings of a group `rows` are drawn, and of the cards of a group
 * `cards`, by their ranks; the others are in a chip. */
typedef struct {
    uint32_t depth, rows, cards;
    bool notes;
    uint8_t lines;
} Level;

#define ANY UINT32_MAX
#define DEEPEST 40 /* of what is drawn; recursion goes no deeper either */

static const Level levels[] = {
    { ANY, ANY, ANY, true, 2 }, { ANY, ANY, ANY, false, 2 }, { 3, ANY, ANY, true, 2 }, { 3, ANY, ANY, false, 2 },
    { 2, ANY, ANY, true, 2 },   { 2, ANY, ANY, false, 2 },   { 1, ANY, ANY, true, 2 }, { 1, ANY, ANY, false, 2 },
    { 1, ANY, ANY, false, 1 },  { 1, 40, ANY, true, 1 },     { 1, 40, ANY, false, 1 }, { 1, 20, ANY, true, 1 },
    { 1, 20, ANY, false, 1 },   { 1, 12, ANY, true, 1 },     { 1, 12, ANY, false, 1 }, { 1, 8, ANY, true, 1 },
    { 1, 8, ANY, false, 1 },    { 1, 5, ANY, true, 1 },      { 1, 5, ANY, false, 1 },  { 1, 3, ANY, true, 1 },
    { 1, 3, ANY, false, 1 },    { 1, 1, ANY, true, 1 },      { 1, 1, ANY, false, 1 },  { 1, 0, ANY, false, 1 },
    { 0, 0, ANY, false, 1 },    { 0, 0, 60, false, 1 },      { 0, 0, 40, false, 1 },   { 0, 0, 28, false, 1 },
    { 0, 0, 24, false, 1 },     { 0, 0, 20, false, 1 },      { 0, 0, 15, false, 1 },   { 0, 0, 12, false, 1 },
    { 0, 0, 9, false, 1 },      { 0, 0, 5, false, 1 },       { 0, 0, 1, false, 1 },    { 0, 0, 0, false, 1 },
};

bool
org_fold_keeps_cards(unsigned level)
{
    return levels[level].cards == ANY;
}

unsigned
org_fold_levels(void)
{
    return sizeof levels / sizeof levels[0];
}

static int
by_rank(const void *a, const void *b)
{
    const OrgFoldRank *x = a, *y = b;
    if (x->parent != y->parent)
        return x->parent < y->parent ? -1 : 1;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->node < y->node ? -1 : x->node > y->node;
}

void
org_fold_rank(const OrgTree *tree, const int64_t *weight, OrgFoldRank *room, uint32_t *rank)
{
    for (uint32_t i = 0; i < tree->n; i++) /* until its parent sets it, a node is a root */
        room[i] = (OrgFoldRank){ .weight = weight[i], .parent = ORG_FOLD_NONE, .group = tree->group[i], .node = i };
    for (uint32_t i = 0; i < tree->n; i++)
        for (uint32_t child = i + 1; child < tree->end[i]; child = tree->end[child])
            room[child].parent = i;
    qsort(room, tree->n, sizeof *room, by_rank);
    for (uint32_t i = 0; i < tree->n; i++) {
        bool next = i && room[i].parent == room[i - 1].parent && room[i].group == room[i - 1].group;
        rank[room[i].node] = next ? rank[room[i - 1].node] + 1 : 0;
    }
}

typedef struct {
    const OrgTree *tree;
    const Level *level;    /* of the card at work */
    const uint8_t *levels; /* of cards */
    OrgFoldLimits limits;
    OrgFold *fold;
    uint32_t *members, *chip; /* by group, valid for one family at a time */
    uint32_t *below;          /* changed nodes up to node i */
} Folding;

static uint32_t
add_item(Folding *f, uint32_t node, uint32_t group, uint16_t depth)
{
    OrgFold *fold = f->fold;
    fold->item[fold->n] = (OrgFoldItem){
        .node = node, .group = group, .depth = depth, .notes = f->level->notes, .lines = f->level->lines
    };
    return fold->n++;
}

/* A card is folded to its level, and so is all that is in it. */
static void
choose_level(Folding *f, uint32_t node)
{
    if (f->tree->depth[node] == 0)
        f->level = &levels[f->levels[node]];
}

/* One alone takes no less room in a chip than drawn; but where none is drawn, the chip has all. */
static bool
is_beyond(uint32_t members, uint32_t rank, uint32_t drawn)
{
    return members > drawn && rank >= drawn && (members - drawn > 1 || (drawn == 0 && members > 1));
}

/* Is the node folded into a chip of its group? */
static bool
is_folded(Folding *f, uint32_t node)
{
    uint32_t members = f->members[f->tree->group[node]], rank = f->tree->rank[node];
    choose_level(f, node);
    if (f->tree->depth[node] == 0)
        return f->level->cards == 0 || is_beyond(members, rank, f->level->cards);
    return (f->limits.chips && f->tree->depth[node] >= f->limits.chips) || is_beyond(members, rank, f->level->rows);
}

static void
count_family(Folding *f, uint32_t first, uint32_t end)
{
    const OrgTree *tree = f->tree;
    for (uint32_t i = first; i < end; i = tree->end[i])
        f->members[tree->group[i]] = 0, f->chip[tree->group[i]] = ORG_FOLD_NONE;
    for (uint32_t i = first; i < end; i = tree->end[i])
        f->members[tree->group[i]]++;
}

static void
hide(Folding *f, uint32_t node, uint32_t end, uint32_t item)
{
    OrgFoldItem *it = &f->fold->item[item];
    it->hidden += end - node;
    it->changed += f->below[end] - f->below[node];
    for (uint32_t i = node; i < end; i++)
        f->fold->item_of[i] = item;
}

/* The members that are folded, as chips at the end of the family. At the last level one chip takes all. */
static void
add_chips(Folding *f, uint32_t first, uint32_t end)
{
    const OrgTree *tree = f->tree;
    uint32_t mixed = ORG_FOLD_NONE;
    for (uint32_t i = first; i < end; i = tree->end[i]) {
        if (f->fold->item_of[i] != ORG_FOLD_NONE)
            continue;
        choose_level(f, i);
        uint32_t group = tree->group[i], *chip = f->level->cards == 0 && tree->depth[i] == 0 ? &mixed : &f->chip[group];
        if (*chip == ORG_FOLD_NONE) {
            *chip = add_item(f, ORG_FOLD_NONE, chip == &mixed ? ORG_FOLD_NONE : group, tree->depth[i]);
            f->fold->cards += tree->depth[i] == 0;
        }
        f->fold->item[*chip].units++;
        hide(f, i, tree->end[i], *chip);
    }
}

static void fold_rows(Folding *f, uint32_t parent);

static void
fold_node(Folding *f, uint32_t node)
{
    const OrgTree *tree = f->tree;
    choose_level(f, node);
    unsigned max_depth = f->level->depth < DEEPEST ? f->level->depth : DEEPEST;
    max_depth = f->limits.depth > 0 && f->limits.depth - 1 < max_depth ? f->limits.depth - 1 : max_depth;
    uint32_t item = add_item(f, node, tree->group[node], tree->depth[node]);
    f->fold->item_of[node] = item;
    f->fold->cards += tree->depth[node] == 0;
    if (tree->end[node] == node + 1)
        return;
    if (tree->depth[node] >= max_depth)
        hide(f, node + 1, tree->end[node], item);
    else
        fold_rows(f, node);
}

/* The decision is taken for the whole family first, since the counters by group are used again below. */
static void
fold_rows(Folding *f, uint32_t parent)
{
    const OrgTree *tree = f->tree;
    bool root = parent == ORG_FOLD_NONE;
    uint32_t first = root ? 0 : parent + 1, end = root ? tree->n : tree->end[parent];
    enum { SHOWN = ORG_FOLD_NONE - 1 };
    count_family(f, first, end);
    for (uint32_t i = first; i < end; i = tree->end[i])
        f->fold->item_of[i] = is_folded(f, i) ? ORG_FOLD_NONE : SHOWN;
    for (uint32_t i = first; i < end; i = tree->end[i])
        if (f->fold->item_of[i] == SHOWN)
            fold_node(f, i);
    count_family(f, first, end);
    add_chips(f, first, end);
}

static Folding
folding(const OrgTree *tree, const uint8_t *levels_of_cards, OrgFoldLimits limits, OrgFold *fold)
{
    Folding f = { .tree = tree, .levels = levels_of_cards, .limits = limits, .fold = fold, .members = fold->scratch };
    f.chip = f.members + tree->n;
    f.below = f.chip + tree->n;
    fold->n = fold->cards = 0;
    return f;
}

void
org_fold(const OrgTree *tree, const uint8_t *levels_of_cards, OrgFoldLimits limits, OrgFold *fold)
{
    Folding f = folding(tree, levels_of_cards, limits, fold);
    f.below[0] = 0;
    for (uint32_t i = 0; i < tree->n; i++)
        f.below[i + 1] = f.below[i] + tree->changed[i];
    fold_rows(&f, ORG_FOLD_NONE);
}

void
org_fold_card(const OrgTree *tree, uint32_t node, const uint8_t *levels_of_cards, OrgFoldLimits limits, OrgFold *fold)
{
    Folding f = folding(tree, levels_of_cards, limits, fold);
    fold_node(&f, node);
}
