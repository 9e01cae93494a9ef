// SPDX-License-Identifier: MIT
/* The tree, from the top down: whoever moves finds its new parent already in its final place, so that no move can make a
 * circle. Closing goes from the bottom up. */
#include "crosswalk.h"

#include <string.h>

static bool
found(Crosswalk *c, Node *node, OrgRow parent)
{
    cw_because(c, node->sources > 1 ? CW_FORMED : CW_FOUNDED, node->id, node->date);
    node->row = c->host->open_unit(c->ctx, parent, node->type, node->id, node->name);
    if (node->row == ORG_NONE)
        return cw_ok(c, c->host->fail(c->ctx, ORG_E_FAILED, "The unit \"%s\" could not be opened.", node->id));
    return true;
}

static bool
place_units(Crosswalk *c)
{
    for (uint32_t i = 0; i < c->n_nodes; i++) {
        Node *node = &c->nodes[c->order[i]];
        OrgRow parent = node->parent == NOTHING ? ORG_NONE : c->nodes[node->parent].row;
        if (node->founded) {
            if (!found(c, node, parent))
                return false;
        } else if (c->parent[node->row] != parent) {
            cw_because(c, CW_ELSEWHERE, node->id, node->date);
            if (!cw_ok(c, c->host->move_unit(c->ctx, node->row, parent)))
                return false;
            c->moved++;
        }
    }
    return true;
}

static bool
rename_units(Crosswalk *c)
{
    for (uint32_t i = 0; i < c->n_nodes; i++) {
        const Node *node = &c->nodes[i];
        if (node->founded || !node->name || !strcmp(node->name, c->host->name(c->ctx, ORG_UNITS, node->row)))
            continue;
        cw_because(c, CW_RENAMED, node->id, node->date);
        if (!cw_ok(c, c->host->rename_unit(c->ctx, node->row, node->name)))
            return false;
        c->renamed++;
    }
    return true;
}

/* Sets a word of all units whose word differs, in one act. A file without any type leaves the types alone. */
static bool
set_words(Crosswalk *c, uint32_t field)
{
    const OrgUnits *units = c->host->units(c->ctx);
    OrgRow *rows = cw_scratch(c, c->n_nodes, sizeof *rows);
    int64_t *values = cw_scratch(c, c->n_nodes, sizeof *values);
    bool any = false;
    size_t n = 0;
    if (!rows || !values)
        return false;
    for (uint32_t i = 0; i < c->n_nodes; i++)
        any = any || (c->nodes[i].line && c->nodes[i].type);
    for (uint32_t i = 0; i < c->n_nodes; i++) {
        const Node *node = &c->nodes[i];
        bool type = field == ORG_F_TYPE;
        OrgWord word = type ? node->type : node->function, now = (type ? units->type : units->function)[node->row];
        if (word == now || (type ? !any : !word))
            continue;
        rows[n] = node->row;
        values[n++] = word;
        c->retyped += type;
    }
    c->host->because(c->ctx, "as in the second file of the crosswalk");
    return !n || cw_ok(c, c->host->set(c->ctx, field, rows, values, n));
}

/* The legal dates, on the units that close and on those that they become. */
static bool
keep_dates(Crosswalk *c)
{
    size_t n = 0, room = (size_t) c->n_units + c->n_nodes;
    OrgRow *rows = cw_scratch(c, room, sizeof *rows);
    OrgWord *words = cw_scratch(c, room, sizeof *words);
    if (!rows || !words)
        return false;
    for (OrgRow u = 0; u < c->n_units; u++)
        if (c->date[u] && c->node_of[u] == NOTHING) {
            rows[n] = u;
            words[n++] = c->host->word(c->ctx, c->date[u]);
        }
    for (uint32_t i = 0; i < c->n_nodes; i++)
        if (c->nodes[i].date) {
            rows[n] = c->nodes[i].row;
            words[n++] = c->host->word(c->ctx, c->nodes[i].date);
        }
    c->host->because(c->ctx, "the legal date that the mapping gives");
    return !n || cw_ok(c, c->host->set_words(c->ctx, ORG_UNITS, "crosswalk.date", rows, words, n));
}

bool
cw_make_tree(Crosswalk *c)
{
    return place_units(c) && rename_units(c) && set_words(c, ORG_F_TYPE) && set_words(c, ORG_F_FUNCTION) &&
           keep_dates(c);
}

/* Old depths: a unit's way up ends at the first unit whose depth is known. */
static bool
old_depths(Crosswalk *c, uint32_t *depth, uint32_t *deepest)
{
    OrgRow *path = cw_scratch(c, c->n_units, sizeof *path);
    if (!path)
        return false;
    for (OrgRow u = 0; u < c->n_units; u++) {
        uint32_t n = 0, d;
        OrgRow at = u;
        for (; at != ORG_NONE && !depth[at]; at = c->parent[at])
            path[n++] = at;
        for (d = at == ORG_NONE ? 0 : depth[at]; n;)
            depth[path[--n]] = ++d;
        *deepest = d > *deepest ? d : *deepest;
    }
    return true;
}

static bool
close_unit(Crosswalk *c, OrgRow unit)
{
    uint32_t n, heir = cw_heir(c, unit, false);
    cw_links(c, unit, &n);
    if (heir == NOTHING)
        cw_because_abolished(c, c->date[unit]);
    else
        cw_because(c,
                   n > 1                        ? CW_SPLIT
                   : c->nodes[heir].sources > 1 ? CW_MERGED
                                                : CW_CARRIED_ON,
                   c->nodes[heir].id, c->date[unit]);
    c->closed++;
    c->abolished += heir == NOTHING;
    return cw_ok(c, c->host->close_unit(c->ctx, unit, heir == NOTHING ? ORG_NONE : c->nodes[heir].row));
}

bool
cw_close_units(Crosswalk *c)
{
    uint32_t deepest = 0, *depth = cw_scratch(c, c->n_units, sizeof *depth);
    if (!depth || !old_depths(c, depth, &deepest))
        return false;
    uint32_t *next = cw_scratch(c, (size_t) deepest + 2, sizeof *next);
    OrgRow *order = cw_scratch(c, c->n_units, sizeof *order);
    if (!next || !order)
        return false;
    for (OrgRow u = 0; u < c->n_units; u++)
        next[deepest - depth[u] + 1]++;
    for (uint32_t d = 1; d < deepest + 2; d++)
        next[d] += next[d - 1];
    for (OrgRow u = 0; u < c->n_units; u++)
        order[next[deepest - depth[u]]++] = u;
    for (uint32_t i = 0; i < c->n_units; i++)
        if (c->open[order[i]] && c->node_of[order[i]] == NOTHING && !close_unit(c, order[i]))
            return false;
    return true;
}
