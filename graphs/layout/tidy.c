// SPDX-License-Identifier: MIT
#include "tidy.h"

#define NONE UINT32_MAX

/* The names follow the paper: `mod` moves a whole subtree, threads lead along the outline of a forest, extremes are its lowest
 * nodes, `shift` and `change` spread what is between two siblings. Integers, so that every machine draws alike. */
typedef struct {
    int64_t prelim, mod, shift, change;
    int64_t mod_left, mod_right;  /* sums of mod down to the extremes */
    uint32_t left, right;         /* threads */
    uint32_t low_left, low_right; /* extremes */
    uint32_t first, n;            /* children, in `kids` */
} Node;

/* How low the outline of the siblings so far reaches, and by which of them: a list from high to low. */
typedef struct {
    int64_t low;
    uint32_t child, next;
} Reach;

typedef struct {
    const OrgTidyNode *size;
    Node *node;
    uint32_t *kids;
    Reach *reach;
} Tidy;

size_t
org_tidy_scratch(uint32_t n)
{
    return n * (sizeof(Node) + sizeof(uint32_t) + sizeof(Reach)) + 64;
}

static int64_t
bottom(const Tidy *t, uint32_t v)
{
    return (int64_t) t->size[v].y + t->size[v].height;
}

static uint32_t
kid(const Tidy *t, uint32_t v, uint32_t i)
{
    return t->kids[t->node[v].first + i];
}

static uint32_t
next_left(const Tidy *t, uint32_t v)
{
    return t->node[v].n ? kid(t, v, 0) : t->node[v].left;
}

static uint32_t
next_right(const Tidy *t, uint32_t v)
{
    return t->node[v].n ? kid(t, v, t->node[v].n - 1) : t->node[v].right;
}

static void
set_extremes(Tidy *t, uint32_t v)
{
    Node *node = &t->node[v];
    if (!node->n) {
        node->low_left = node->low_right = v;
        return;
    }
    const Node *first = &t->node[kid(t, v, 0)], *last = &t->node[kid(t, v, node->n - 1)];
    node->low_left = first->low_left;
    node->mod_left = first->mod_left;
    node->low_right = last->low_right;
    node->mod_right = last->mod_right;
}

/* Child i moves right; what it gains over child `from` is shared by those between. The share is rounded down, so that the sum over
 * them is exact. */
static void
move_subtree(Tidy *t, uint32_t v, uint32_t i, uint32_t from, int64_t distance)
{
    Node *moved = &t->node[kid(t, v, i)];
    moved->mod += distance;
    moved->mod_left += distance;
    moved->mod_right += distance;
    if (from + 1 == i)
        return;
    int64_t n = i - from, share = distance / n;
    t->node[kid(t, v, from + 1)].shift += share;
    moved->shift -= share;
    moved->change -= share * (n - 1);
}

static void
thread_left(Tidy *t, uint32_t v, uint32_t i, uint32_t to, int64_t mods)
{
    Node *first = &t->node[kid(t, v, 0)], *last = &t->node[kid(t, v, i)], *end = &t->node[first->low_left];
    int64_t difference = mods - t->node[to].mod - first->mod_left;
    end->left = to;
    end->mod += difference;
    end->prelim -= difference;
    first->low_left = last->low_left;
    first->mod_left = last->mod_left;
}

static void
thread_right(Tidy *t, uint32_t v, uint32_t i, uint32_t to, int64_t mods)
{
    Node *before = &t->node[kid(t, v, i - 1)], *last = &t->node[kid(t, v, i)], *end = &t->node[last->low_right];
    int64_t difference = mods - t->node[to].mod - last->mod_right;
    end->right = to;
    end->mod += difference;
    end->prelim -= difference;
    last->low_right = before->low_right;
    last->mod_right = before->mod_right;
}

/* Moves child i as far right as the outline of the children before it demands. */
static void
separate(Tidy *t, uint32_t v, uint32_t i, uint32_t reach)
{
    uint32_t right = kid(t, v, i - 1), left = kid(t, v, i);
    int64_t mods_right = t->node[right].mod, mods_left = t->node[left].mod;
    while (right != NONE && left != NONE) {
        if (bottom(t, right) > t->reach[reach].low && t->reach[reach].next != NONE)
            reach = t->reach[reach].next;
        int64_t distance = mods_right + t->node[right].prelim + t->size[right].width - mods_left - t->node[left].prelim;
        if (distance > 0) {
            mods_left += distance;
            move_subtree(t, v, i, t->reach[reach].child, distance);
        }
        int64_t right_bottom = bottom(t, right), left_bottom = bottom(t, left);
        if (right_bottom <= left_bottom && (right = next_right(t, right)) != NONE)
            mods_right += t->node[right].mod;
        if (right_bottom >= left_bottom && (left = next_left(t, left)) != NONE)
            mods_left += t->node[left].mod;
    }
    if (right == NONE && left != NONE)
        thread_left(t, v, i, left, mods_left);
    else if (right != NONE && left == NONE)
        thread_right(t, v, i, right, mods_right);
}

/* Children that reach less low than child i can no longer be met. */
static uint32_t
update_reach(Tidy *t, int64_t low, uint32_t i, uint32_t reach)
{
    while (reach != NONE && low >= t->reach[reach].low)
        reach = t->reach[reach].next;
    t->reach[i] = (Reach){ low, i, reach };
    return i;
}

static void
place_children(Tidy *t, uint32_t v)
{
    Node *node = &t->node[v];
    if (!node->n) {
        set_extremes(t, v);
        return;
    }
    uint32_t reach = update_reach(t, bottom(t, t->node[kid(t, v, 0)].low_left), 0, NONE);
    for (uint32_t i = 1; i < node->n; i++) {
        int64_t low = bottom(t, t->node[kid(t, v, i)].low_right);
        separate(t, v, i, reach);
        reach = update_reach(t, low, i, reach);
    }
    const uint32_t last = kid(t, v, node->n - 1);
    const Node *a = &t->node[kid(t, v, 0)], *b = &t->node[last];
    node->prelim = (a->prelim + a->mod + b->mod + b->prelim + t->size[last].width - t->size[v].width) / 2;
    set_extremes(t, v);
}

/* Spreads what was shared among the children, and hands them the sum of moves above them. */
static void
spread(Tidy *t, uint32_t v, int64_t mods)
{
    int64_t distance = 0, sum = 0;
    for (uint32_t i = 0; i < t->node[v].n; i++) {
        Node *child = &t->node[kid(t, v, i)];
        distance += child->shift;
        sum += distance + child->change;
        child->mod += sum;
        child->mod_left = mods; /* from here on: the sum above it */
    }
}

static void
prepare(Tidy *t, const uint32_t *end, uint32_t n, OrgTidyNode *nodes)
{
    uint32_t used = 0;
    for (uint32_t v = 0; v < n; v++) {
        t->node[v] = (Node){ .left = NONE, .right = NONE, .first = used };
        for (uint32_t c = v + 1; c < end[v]; c = end[c]) {
            nodes[c].y = nodes[v].y + nodes[v].height;
            t->kids[used++] = c;
            t->node[v].n++;
        }
    }
}

void
org_tidy(const uint32_t *end, uint32_t n, OrgTidyNode *nodes, void *scratch)
{
    Tidy t = { .size = nodes, .node = scratch };
    int64_t least = INT64_MAX;
    if (!n)
        return;
    t.reach = (Reach *) (void *) (t.node + n);
    t.kids = (uint32_t *) (void *) (t.reach + n);
    nodes[0].y = 0;
    prepare(&t, end, n, nodes);
    for (uint32_t v = n; v-- > 0;) /* children stand after their parent */
        place_children(&t, v);
    t.node[0].mod_left = 0;
    for (uint32_t v = 0; v < n; v++) {
        int64_t mods = t.node[v].mod_left + t.node[v].mod;
        spread(&t, v, mods);
        nodes[v].x = (int) (t.node[v].prelim + mods);
        least = nodes[v].x < least ? nodes[v].x : least;
    }
    for (uint32_t v = 0; v < n; v++)
        nodes[v].x -= (int) least;
}
