// SPDX-License-Identifier: MIT
/* Posts go with their holders to the units that take over, one act for each target; those of abolished units close. */
#include "../common/deal.h"
#include "../common/reports.h"
#include "crosswalk.h"

#include <math.h>
#include <stdlib.h>

static bool
deal(Crosswalk *c, OrgRow unit, const OrgPosts *posts)
{
    uint32_t n_links;
    const OrgRow *rows;
    const Link *links = cw_links(c, unit, &n_links);
    size_t n = c->host->posts_of(c->ctx, unit, &rows);
    double *given = cw_scratch(c, n_links, sizeof *given), *share = cw_scratch(c, n_links, sizeof *share);
    uint32_t *to = cw_scratch(c, n, sizeof *to);
    if (!given || !share || !to)
        return false;
    for (uint32_t k = 0; k < n_links; k++)
        share[k] = links[k].share;
    deal_posts(posts, rows, n, share, n_links, given, 0, to);
    for (size_t i = 0; i < n; i++)
        c->dest[rows[i]] = links[to[i]].node + 1;
    return true;
}

static bool
may_wait(Crosswalk *c, OrgRow unit, const uint8_t *said)
{
    if (said[unit] || cw_heir(c, unit, true) != NOTHING)
        return true;
    cw_problem(c, "table", c->mapped[unit],
               "\"%s\" is abolished with all above it, so that its people have nowhere to go; give it a new id.",
               c->host->id(c->ctx, ORG_UNITS, unit), NULL);
    return false;
}

/* Before any change: people of abolished units need a unit above that stays. */
static bool
judge_people(Crosswalk *c, const OrgPosts *posts)
{
    const OrgPeople *people = c->host->people(c->ctx);
    bool move = c->host->integer(c->ctx, P_ABOLISHED) == ABOLISHED_MOVE;
    uint8_t *said = cw_scratch(c, c->n_units, 1);
    if (!said)
        return false;
    for (OrgRow p = 0; p < posts->n; p++)
        if (posts->closed[p] == ORG_OPEN && (move || posts->holder[p] != ORG_NONE) &&
            !may_wait(c, posts->unit[p], said))
            said[posts->unit[p]] = 1;
    for (OrgRow h = 0; h < people->n; h++)
        if (people->state[h] == ORG_SURPLUS && people->unit[h] != ORG_NONE && !may_wait(c, people->unit[h], said))
            said[people->unit[h]] = 1;
    return cw_refuse(c);
}

/* Where each post goes. */
static bool
choose(Crosswalk *c, const OrgPosts *posts)
{
    bool move = c->host->integer(c->ctx, P_ABOLISHED) == ABOLISHED_MOVE;
    for (OrgRow u = 0; u < c->n_units; u++)
        if (c->first[u + 1] - c->first[u] > 1) {
            c->split++;
            if (!deal(c, u, posts))
                return false;
        }
    for (OrgRow p = 0; p < posts->n; p++) {
        OrgRow unit = posts->unit[p];
        if (posts->closed[p] != ORG_OPEN)
            continue;
        uint32_t n;
        const Link *links = cw_links(c, unit, &n);
        if (n == 1)
            c->dest[p] = links->node + 1;
        else if (!n && c->node_of[unit] == NOTHING && move)
            c->dest[p] = cw_heir(c, unit, true) + 1;
        else if (!n && c->node_of[unit] == NOTHING)
            c->doomed[p] = 1;
        if (c->dest[p] && c->dest[p] - 1 == c->node_of[unit])
            c->dest[p] = 0;
    }
    return true;
}

/* Does p lead its new unit rather than best? A held post before a vacant one, the unit's own before one that comes. */
static bool
leads(const Crosswalk *c, const OrgPosts *posts, OrgRow p, OrgRow best)
{
    bool held = posts->holder[p] != ORG_NONE, best_held = posts->holder[best] != ORG_NONE;
    if (held != best_held)
        return held;
    return !c->dest[p] && c->dest[best];
}

typedef struct {
    OrgRow *head;   /* by node; ORG_NONE */
    OrgWord *title; /* by node: of its first deputy (or staff); 0 */
} Leaders;

static bool
find_leaders(Crosswalk *c, const OrgPosts *posts, Leaders *l, uint8_t lower)
{
    l->head = cw_scratch(c, c->n_nodes, sizeof *l->head);
    l->title = cw_scratch(c, c->n_nodes, sizeof *l->title);
    if (!l->head || !l->title)
        return false;
    for (uint32_t i = 0; i < c->n_nodes; i++)
        l->head[i] = ORG_NONE;
    for (OrgRow p = 0; p < posts->n; p++) {
        if (posts->closed[p] != ORG_OPEN || c->doomed[p])
            continue;
        uint32_t node = c->dest[p] ? c->dest[p] - 1 : c->node_of[posts->unit[p]];
        if (posts->rank[p] == lower && !l->title[node])
            l->title[node] = posts->title[p];
        if (posts->rank[p] == ORG_HEAD && (l->head[node] == ORG_NONE || leads(c, posts, p, l->head[node])))
            l->head[node] = p;
    }
    return true;
}

/* One head stays in a unit that several came together in; the others step down and report to that one. */
static bool
lower_heads(Crosswalk *c, const OrgPosts *posts)
{
    int64_t other = c->host->integer(c->ctx, P_OTHER_HEADS);
    uint8_t lower = other == HEADS_DEPUTY ? ORG_DEPUTY : ORG_STAFF;
    Leaders l;
    OrgRow *rows = cw_scratch(c, posts->n, sizeof *rows), *titled = cw_scratch(c, posts->n, sizeof *titled);
    int64_t *ranks = cw_scratch(c, posts->n, sizeof *ranks), *titles = cw_scratch(c, posts->n, sizeof *titles);
    size_t n = 0, t = 0;
    if (!rows || !titled || !ranks || !titles || !find_leaders(c, posts, &l, lower))
        return false;
    c->host->because(c->ctx, "another head stays in the unit that the crosswalk forms");
    for (OrgRow p = 0; p < posts->n; p++) {
        if (posts->rank[p] != ORG_HEAD || posts->closed[p] != ORG_OPEN || c->doomed[p])
            continue;
        uint32_t node = c->dest[p] ? c->dest[p] - 1 : c->node_of[posts->unit[p]];
        if (l.head[node] == p || !c->deputised[node])
            continue;
        rows[n] = p;
        ranks[n++] = lower;
        c->heads += posts->holder[p] != ORG_NONE; /* people: nobody is released from a vacant post */
        if (l.title[node]) {
            titled[t] = p;
            titles[t++] = l.title[node];
        }
        int64_t boss = l.head[node];
        if (posts->reports_to[p] != boss && !reports_reach(posts, (OrgRow) boss, p) &&
            !cw_ok(c, c->host->set(c->ctx, ORG_F_REPORTS_TO, &p, &boss, 1)))
            return false;
    }
    return (!n || cw_ok(c, c->host->set(c->ctx, ORG_F_RANK, rows, ranks, n))) &&
           (!t || cw_ok(c, c->host->set(c->ctx, ORG_F_TITLE, titled, titles, t)));
}

/* Units in which posts of more than one unit come together. */
static bool
mark_joined(Crosswalk *c, const OrgPosts *posts)
{
    OrgRow *from = cw_scratch(c, c->n_nodes, sizeof *from);
    if (!from || !(c->deputised = cw_scratch(c, c->n_nodes, 1)))
        return false;
    for (OrgRow p = 0; p < posts->n; p++) {
        if (posts->closed[p] != ORG_OPEN || c->doomed[p])
            continue;
        uint32_t node = c->dest[p] ? c->dest[p] - 1 : c->node_of[posts->unit[p]];
        if (from[node] && from[node] != posts->unit[p] + 1)
            c->deputised[node] = 1;
        from[node] = posts->unit[p] + 1;
    }
    return true;
}

static bool
move(Crosswalk *c, const OrgPosts *posts)
{
    uint32_t *next = cw_scratch(c, (size_t) c->n_nodes + 2, sizeof *next);
    OrgRow *rows = cw_scratch(c, posts->n, sizeof *rows);
    if (!next || !rows)
        return false;
    for (OrgRow p = 0; p < posts->n; p++)
        if (c->dest[p]) {
            next[c->dest[p] + 1]++;
            c->posts_moved++;
            c->people_moved += posts->holder[p] != ORG_NONE;
        }
    for (uint32_t i = 1; i < c->n_nodes + 2; i++)
        next[i] += next[i - 1];
    for (OrgRow p = 0; p < posts->n; p++)
        if (c->dest[p])
            rows[next[c->dest[p]]++] = p;
    for (uint32_t i = 0, begin = 0; i < c->n_nodes; begin = next[++i]) {
        const Node *node = &c->nodes[i];
        if (next[i + 1] == begin)
            continue;
        cw_because(c, CW_GOES_OVER, node->id, node->date);
        if (!cw_ok(c, c->host->move_posts(c->ctx, rows + begin, next[i + 1] - begin, node->row)))
            return false;
    }
    return true;
}

static bool
close_posts(Crosswalk *c, const OrgPosts *posts)
{
    OrgRow *rows = cw_scratch(c, posts->n, sizeof *rows);
    size_t n = 0;
    if (!rows)
        return false;
    for (OrgRow p = 0; p < posts->n; p++)
        if (c->doomed[p])
            rows[n++] = p;
    c->posts_closed = (uint32_t) n;
    if (!n)
        return true;
    c->host->because(c->ctx, "its unit is abolished by the crosswalk");
    return cw_ok(c, c->host->close_posts(c->ctx, rows, n));
}

bool
cw_choose_posts(Crosswalk *c)
{
    const OrgPosts *posts = c->host->posts(c->ctx);
    c->dest = cw_scratch(c, posts->n, sizeof *c->dest);
    c->doomed = cw_scratch(c, posts->n, 1);
    return c->dest && c->doomed && judge_people(c, posts) && choose(c, posts) && mark_joined(c, posts);
}

bool
cw_move_posts(Crosswalk *c)
{
    const OrgPosts *posts = c->host->posts(c->ctx);
    bool keep = c->host->integer(c->ctx, P_OTHER_HEADS) == HEADS_KEEP;
    return (keep || lower_heads(c, posts)) && move(c, posts) && close_posts(c, posts);
}
