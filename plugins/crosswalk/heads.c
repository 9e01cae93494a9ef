// SPDX-License-Identifier: MIT
/* Heads of units that the crosswalk leaves without one: each part of a divided unit but one, as a rule. `report` leaves that to
 * the run, which says it of every step; here they are promoted or opened. */
#include "../common/heads.h"
#include "crosswalk.h"

/* Before posts move and heads step down: who led which unit, by what title, and where each post stood. */
bool
cw_note_heads(Crosswalk *c)
{
    const OrgPosts *posts = c->host->posts(c->ctx);
    c->was_in = cw_scratch(c, posts->n, sizeof *c->was_in);
    c->led_by = cw_scratch(c, c->n_units, sizeof *c->led_by);
    c->led_as = cw_scratch(c, c->n_units, sizeof *c->led_as);
    if (!c->was_in || !c->led_by || !c->led_as)
        return false;
    c->n_posts = posts->n;
    for (OrgRow u = 0; u < c->n_units; u++)
        c->led_by[u] = ORG_NONE;
    for (OrgRow p = 0; p < posts->n; p++) {
        OrgRow unit = c->was_in[p] = posts->unit[p];
        if (posts->closed[p] != ORG_OPEN || posts->rank[p] != ORG_HEAD)
            continue;
        OrgRow best = c->led_by[unit];
        if (best == ORG_NONE || (posts->holder[best] == ORG_NONE && posts->holder[p] != ORG_NONE)) {
            c->led_by[unit] = p;
            c->led_as[unit] = posts->title[p];
        }
    }
    return true;
}

/* By node, the old unit after whose head its own is made: that of the largest share, the first of equals; or ORG_NONE. */
static OrgRow *
find_models(Crosswalk *c)
{
    OrgRow *model = cw_scratch(c, c->n_nodes, sizeof *model);
    double *share = cw_scratch(c, c->n_nodes, sizeof *share);
    if (!model || !share)
        return NULL;
    for (uint32_t i = 0; i < c->n_nodes; i++) {
        const Node *node = &c->nodes[i];
        model[i] = node->founded || c->led_by[node->row] == ORG_NONE ? ORG_NONE : node->row;
        share[i] = model[i] == ORG_NONE ? 0 : 2; /* its own head before any other */
    }
    for (uint32_t i = 0; i < c->n_links; i++) {
        const Link *link = &c->links[i];
        if (c->led_by[link->old] != ORG_NONE && link->share > share[link->node]) {
            model[link->node] = link->old;
            share[link->node] = link->share;
        }
    }
    return model;
}

static bool
set(Crosswalk *c, uint32_t field, OrgRow post, int64_t value)
{
    return cw_ok(c, c->host->set(c->ctx, field, &post, &value, 1));
}

static bool
give_head(Crosswalk *c, const Node *node, OrgRow heir, OrgRow model)
{
    OrgRow old_head = model == ORG_NONE ? ORG_NONE : c->led_by[model], head = heir;
    bool opens = c->host->integer(c->ctx, P_HEADS) == NEW_HEADS_OPEN;
    cw_because(c, opens ? CW_HEAD_OPENED : CW_HEAD_PROMOTED, node->id, node->date);
    if (opens && !cw_ok(c, c->host->open_posts(c->ctx, old_head == ORG_NONE ? heir : old_head, node->row, 1, &head)))
        return false;
    OrgWord title = model == ORG_NONE ? 0 : c->led_as[model];
    const OrgPosts *posts = c->host->posts(c->ctx);
    c->promoted += !opens;
    c->opened += opens;
    c->quota += opens ? posts->fte[head] / 1000.0 : 0;
    return (posts->rank[head] == ORG_HEAD || set(c, ORG_F_RANK, head, ORG_HEAD)) &&
           (!title || posts->title[head] == title || set(c, ORG_F_TITLE, head, title)) &&
           heads_take_lead(c->host, c->ctx, &c->status, head, old_head, c->was_in, c->n_posts);
}

bool
cw_give_heads(Crosswalk *c)
{
    if (c->host->integer(c->ctx, P_HEADS) == NEW_HEADS_REPORT)
        return true;
    OrgRow *model = find_models(c);
    if (!model)
        return false;
    for (uint32_t i = 0; i < c->n_nodes; i++) {
        const Node *node = &c->nodes[i];
        if (!node->founded && c->led_by[node->row] == ORG_NONE) /* had none before either */
            continue;
        OrgRow heir = heads_heir(c->host, c->ctx, node->row);
        if (heir != ORG_NONE && !give_head(c, node, heir, model[i]))
            return false;
    }
    if (c->opened)
        c->host->finding(
            c->ctx, ORG_NOTE, 0, ORG_NONE,
            "Posts of heads opened: %u. The quota rises by %g, though a division gives none (Decree 120/2020 Art. "
            "4.3).",
            c->opened, c->quota);
    return true;
}
