// SPDX-License-Identifier: MIT
/* The second file: the units as they shall stand, and their tree. */
#include "../common/table.h"
#include "crosswalk.h"

#include <string.h>

static uint32_t
hash(const char *text)
{
    uint32_t value = 2166136261u;
    for (; *text; text++)
        value = (value ^ (unsigned char) *text) * 16777619u;
    return value;
}

static uint32_t *
slot_of(const Crosswalk *c, const char *id)
{
    uint32_t at = hash(id) & (c->n_slots - 1);
    while (c->slots[at] && strcmp(c->nodes[c->slots[at] - 1].id, id) != 0)
        at = (at + 1) & (c->n_slots - 1);
    return &c->slots[at];
}

uint32_t
cw_find_node(const Crosswalk *c, const char *id)
{
    return *slot_of(c, id) - 1; /* 0 - 1 is NOTHING */
}

/* Is there a unit of this id already: it is carried on. */
static void
carry_on(Crosswalk *c, Node *node)
{
    OrgRow row = c->host->find(c->ctx, ORG_UNITS, node->id);
    uint32_t index = (uint32_t) (node - c->nodes);
    if (row == ORG_NONE) {
        node->founded = true;
        c->founded++;
        if (!node->name)
            cw_problem(c, "units", node->line, "the new unit \"%s\" has no name.", node->id, NULL);
        return;
    }
    if (!c->open[row]) {
        cw_problem(c, "units", node->line,
                   "the id \"%s\" belongs to a unit that was closed earlier; give the new unit another id.", node->id,
                   NULL);
        return;
    }
    node->row = row;
    c->node_of[row] = index;
}

static void
read_unit(Crosswalk *c, const OrgTable *table, uint32_t i)
{
    Node *node = &c->nodes[c->n_nodes];
    const char *type = text_or_null(table, U_TYPE, i), *function = text_or_null(table, U_FUNCTION, i);
    *node = (Node){ .id = text_or_null(table, U_ID, i),
                    .name = text_or_null(table, U_NAME, i),
                    .row = ORG_NONE,
                    .parent = NOTHING,
                    .line = i + 1 };
    if (!node->id) {
        cw_problem(c, "units", i + 1, "the id is blank.", NULL, NULL);
        return;
    }
    node->type = type ? c->host->word(c->ctx, type) : 0;
    node->function = function ? c->host->word(c->ctx, function) : 0;
    uint32_t *slot = slot_of(c, node->id);
    if (*slot) {
        cw_problem(c, "units", i + 1, "the id \"%s\" stands twice; every unit has one row.", node->id, NULL);
        return;
    }
    *slot = ++c->n_nodes;
    carry_on(c, node);
}

/* Units that neither file names stay where they stand. */
static void
add_others(Crosswalk *c, const OrgUnits *units)
{
    for (OrgRow u = 0; u < c->n_units; u++) {
        if (!c->open[u] || c->node_of[u] != NOTHING || c->mapped[u])
            continue;
        int64_t others = c->host->integer(c->ctx, P_OTHERS);
        const char *id = c->host->id(c->ctx, ORG_UNITS, u);
        if (others == OTHERS_REFUSE)
            cw_problem(c, "", 0,
                       "Unit \"%s\" stands in neither file: add it to one, or say `others: keep` (or abolish).", id,
                       NULL);
        if (others != OTHERS_KEEP)
            continue;
        Node *node = &c->nodes[c->n_nodes];
        *node = (Node){ .id = id, .row = u, .parent = NOTHING, .type = units->type[u] };
        *slot_of(c, id) = ++c->n_nodes;
        c->node_of[u] = c->n_nodes - 1;
    }
}

/* The tree of an unnamed unit is what it was, or where its closed parent goes. */
static uint32_t
parent_of_other(const Crosswalk *c, const Node *node)
{
    OrgRow up = c->parent[node->row];
    if (up == ORG_NONE)
        return NOTHING;
    return c->node_of[up] != NOTHING ? c->node_of[up] : cw_heir(c, up, true);
}

static void
link_parents(Crosswalk *c, const OrgTable *table)
{
    for (uint32_t i = 0; i < c->n_nodes; i++) {
        Node *node = &c->nodes[i];
        const char *parent = node->line ? text_or_null(table, U_PARENT, node->line - 1) : NULL;
        if (!node->line)
            node->parent = parent_of_other(c, node);
        if (!parent)
            continue;
        node->parent = cw_find_node(c, parent);
        if (node->parent == NOTHING)
            cw_problem(c, "units", node->line, "the parent \"%s\" of \"%s\" is not in this file.", parent, node->id);
    }
}

/* Walks up from each node until a known depth; meeting itself on the way is a cycle. */
static bool
measure_depths(Crosswalk *c, uint32_t *deepest)
{
    uint32_t *path = cw_scratch(c, c->n_nodes, sizeof *path);
    if (!path)
        return false;
    for (uint32_t i = 0; i < c->n_nodes; i++) {
        uint32_t n = 0, at = i;
        for (; at != NOTHING && c->nodes[at].depth == 0; at = c->nodes[at].parent) {
            c->nodes[at].depth = UINT32_MAX; /* on the way */
            path[n++] = at;
        }
        bool cycle = at != NOTHING && c->nodes[at].depth == UINT32_MAX;
        if (cycle)
            cw_problem(c, "units", c->nodes[at].line,
                       "the parents of \"%s\" run in a circle through \"%s\"; one of them must stand elsewhere.",
                       c->nodes[at].id, c->nodes[path[n - 1]].id);
        uint32_t depth = at == NOTHING || cycle ? 0 : c->nodes[at].depth;
        while (n)
            c->nodes[path[--n]].depth = ++depth;
        *deepest = depth > *deepest ? depth : *deepest;
    }
    return true;
}

bool
cw_order_nodes(Crosswalk *c)
{
    const OrgTable *table = c->host->table(c->ctx, P_UNITS);
    add_others(c, c->host->units(c->ctx));
    link_parents(c, table);
    uint32_t deepest = 0;
    if (!cw_refuse(c) || !measure_depths(c, &deepest) || !cw_refuse(c))
        return false;
    uint32_t *next = cw_scratch(c, (size_t) deepest + 2, sizeof *next);
    c->order = cw_scratch(c, c->n_nodes, sizeof *c->order);
    if (!next || !c->order)
        return false;
    for (uint32_t i = 0; i < c->n_nodes; i++)
        next[c->nodes[i].depth + 1]++;
    for (uint32_t d = 1; d < deepest + 2; d++)
        next[d] += next[d - 1];
    for (uint32_t i = 0; i < c->n_nodes; i++)
        c->order[next[c->nodes[i].depth]++] = i;
    return true;
}

bool
cw_read_units(Crosswalk *c)
{
    const OrgTable *table = c->host->table(c->ctx, P_UNITS);
    const OrgUnits *units = c->host->units(c->ctx);
    if (!table || !table->rows)
        return cw_ok(c, c->host->fail(c->ctx, ORG_E_INVALID, "The second file (`units:`) holds no unit."));
    size_t room = table->rows + units->n;
    c->n_units = units->n;
    for (c->n_slots = 16; c->n_slots < 2 * room;)
        c->n_slots *= 2;
    c->slots = cw_scratch(c, c->n_slots, sizeof *c->slots);
    c->nodes = cw_scratch(c, room, sizeof *c->nodes);
    c->node_of = cw_scratch(c, units->n, sizeof *c->node_of);
    c->parent = cw_scratch(c, units->n, sizeof *c->parent);
    c->open = cw_scratch(c, units->n, 1);
    if (c->status != ORG_OK)
        return false;
    for (OrgRow u = 0; u < units->n; u++) {
        c->node_of[u] = NOTHING;
        c->parent[u] = units->parent[u];
        c->open[u] = units->closed[u] == ORG_OPEN;
    }
    for (uint32_t i = 0; i < table->rows; i++)
        read_unit(c, table, i);
    return c->status == ORG_OK;
}
