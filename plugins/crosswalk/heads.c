// SPDX-License-Identifier: MIT
/* Heads of units that the crosswalk leaves without one: each part of a divided unit but one, as a rule. `report` leaves that to
 * the run, which says it of every step; here they are promoted or opened. */
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

/* Does post a make a better head than b? A deputy before staff, a held post before a vacant one, then the longest service, then the
 * first in the posts file. */
static bool
is_better(const OrgPosts *posts, const OrgPeople *people, OrgRow a, OrgRow b)
{
    OrgRow x = posts->holder[a], y = posts->holder[b];
    bool deputy = posts->rank[a] == ORG_DEPUTY;
    if (deputy != (posts->rank[b] == ORG_DEPUTY))
        return deputy;
    if ((x == ORG_NONE) != (y == ORG_NONE))
        return x != ORG_NONE;
    OrgMonth since = x == ORG_NONE ? ORG_UNKNOWN : people->hired[x],
             other = y == ORG_NONE ? ORG_UNKNOWN : people->hired[y];
    if (since != other)
        return since != ORG_UNKNOWN && (other == ORG_UNKNOWN || since < other);
    return a < b;
}

/* Who would be promoted; ORG_NONE when the unit has a head, has no posts, or none whose rank is known. */
static OrgRow
find_heir(const Crosswalk *c, OrgRow unit)
{
    const OrgPosts *posts = c->host->posts(c->ctx);
    const OrgPeople *people = c->host->people(c->ctx);
    const OrgRow *rows;
    size_t n = c->host->posts_of(c->ctx, unit, &rows);
    OrgRow best = ORG_NONE;
    bool ranked = false;
    for (size_t i = 0; i < n; i++) {
        if (posts->rank[rows[i]] == ORG_HEAD)
            return ORG_NONE;
        ranked = ranked || posts->rank[rows[i]];
        if (best == ORG_NONE || is_better(posts, people, rows[i], best))
            best = rows[i];
    }
    return ranked ? best : ORG_NONE;
}

static bool
set(Crosswalk *c, uint32_t field, OrgRow post, int64_t value)
{
    return cw_ok(c, c->host->set(c->ctx, field, &post, &value, 1));
}

static bool
reaches(const OrgPosts *posts, OrgRow from, OrgRow post)
{
    uint32_t steps = 0;
    while (from != ORG_NONE && from != post && steps++ < posts->n)
        from = posts->reports_to[from];
    return from != ORG_NONE;
}

/* The head reports to whom the old one did; whoever reported to a post of the old unit that went elsewhere reports to the head. */
static bool
take_lead(Crosswalk *c, OrgRow head, OrgRow old_head)
{
    const OrgPosts *posts = c->host->posts(c->ctx);
    const OrgRow *rows;
    OrgRow unit = posts->unit[head], above = old_head == ORG_NONE ? ORG_NONE : posts->reports_to[old_head];
    size_t n = c->host->posts_of(c->ctx, unit, &rows);
    if (above != ORG_NONE && posts->reports_to[head] != above && !reaches(posts, above, head) &&
        !set(c, ORG_F_REPORTS_TO, head, above))
        return false;
    for (size_t i = 0; i < n; i++) {
        OrgRow p = rows[i], boss = posts->reports_to[p];
        if (p == head || boss == ORG_NONE || boss >= c->n_posts || p >= c->n_posts || posts->unit[boss] == unit ||
            c->was_in[boss] != c->was_in[p] || reaches(posts, head, p))
            continue;
        if (!set(c, ORG_F_REPORTS_TO, p, head))
            return false;
    }
    return true;
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
           (!title || posts->title[head] == title || set(c, ORG_F_TITLE, head, title)) && take_lead(c, head, old_head);
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
        OrgRow heir = find_heir(c, node->row);
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
