// SPDX-License-Identifier: MIT
/* The mapping: which unit becomes which, and in what shares. */
#include "../common/table.h"
#include "crosswalk.h"

#include <math.h>
#include <string.h>

/* 2025-03 or 2025-03-01. */
static bool
is_date(const char *text)
{
    size_t n = strlen(text);
    if (n != 7 && n != 10)
        return false;
    for (size_t i = 0; i < n; i++)
        if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return false;
    int month = (text[5] - '0') * 10 + text[6] - '0', day = n == 10 ? (text[8] - '0') * 10 + text[9] - '0' : 1;
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* The open unit of an old id, or ORG_NONE, and said. */
static OrgRow
find_old(Crosswalk *c, const char *id, uint32_t line)
{
    OrgRow old = c->host->find(c->ctx, ORG_UNITS, id ? id : "");
    if (!id)
        cw_problem(c, "table", line, "old_id is blank.%s", "", NULL);
    else if (old == ORG_NONE || old >= c->n_units)
        cw_problem(c, "table", line, "there is no unit \"%s\" to change.", id, NULL);
    else if (!c->open[old])
        cw_problem(c, "table", line, "the unit \"%s\" is already closed.", id, NULL);
    else
        return old;
    return ORG_NONE;
}

static void
note_date(Crosswalk *c, const char **kept, const char *date, uint32_t line)
{
    if (!date)
        return;
    if (!is_date(date))
        cw_problem(c, "table", line, "the date \"%s\" is not written 2025-03-01 or 2025-03.", date, NULL);
    else if (!*kept || strcmp(date, *kept) > 0)
        *kept = date;
}

static void
abolish(Crosswalk *c, OrgRow old, const char *id, uint32_t line)
{
    c->ended[old] = 1;
    if (c->node_of[old] != NOTHING)
        cw_problem(c, "table", line, "\"%s\" has no new id, but stands in the second file; leave out one of the two.",
                   id, NULL);
}

static void
read_link(Crosswalk *c, const OrgTable *table, uint32_t i)
{
    const char *id = text_or_null(table, C_OLD, i), *to = text_or_null(table, C_NEW, i),
               *date = text_or_null(table, C_DATE, i);
    const char *share = text_or_null(table, C_SHARE, i);
    OrgRow old = find_old(c, id, i + 1);
    if (old == ORG_NONE)
        return;
    if (c->mapped[old] && (!to || c->ended[old]))
        cw_problem(c, "table", i + 1, "\"%s\" is abolished in one row and has another row besides.", id, NULL);
    if (!c->mapped[old])
        c->mapped[old] = i + 1;
    note_date(c, &c->date[old], date, i + 1);
    if (!to) {
        abolish(c, old, id, i + 1);
        return;
    }
    uint32_t node = cw_find_node(c, to);
    double part = share ? share_of_text(share) : (double) NAN;
    if (share && isnan(part))
        cw_problem(c, "table", i + 1, "the share \"%s\" is no number such as 0.6, 60 or 60%%.", share, NULL);
    if (node == NOTHING) {
        cw_problem(c, "table", i + 1, "the new id \"%s\" of \"%s\" is not in the second file.", to, id);
        return;
    }
    note_date(c, &c->nodes[node].date, date, i + 1);
    c->nodes[node].sources++;
    c->links[c->n_links++] = (Link){ old, node, i + 1, part };
}

/* Links by old unit, in the order of the file. */
static bool
sort_links(Crosswalk *c)
{
    Link *sorted = cw_scratch(c, c->n_links, sizeof *sorted);
    uint32_t *next = cw_scratch(c, c->n_units, sizeof *next);
    if (!sorted || !next)
        return false;
    for (uint32_t i = 0; i < c->n_links; i++)
        c->first[c->links[i].old + 1]++;
    for (uint32_t u = 0; u < c->n_units; u++)
        c->first[u + 1] += c->first[u];
    for (uint32_t u = 0; u < c->n_units; u++)
        next[u] = c->first[u];
    for (uint32_t i = 0; i < c->n_links; i++)
        sorted[next[c->links[i].old]++] = c->links[i];
    c->links = sorted;
    return true;
}

/* Shares of one old unit: all said and adding up to 1 (or 100), or none said and then even. */
static void
judge_shares(Crosswalk *c, OrgRow old, Link *links, uint32_t n)
{
    double sum = 0;
    uint32_t said = 0;
    const char *id = c->host->id(c->ctx, ORG_UNITS, old);
    for (uint32_t i = 0; i < n; i++)
        if (!isnan(links[i].share)) {
            said++;
            sum += links[i].share;
        }
    if (said && said < n) {
        cw_problem(c, "table", links[0].line, "\"%s\" has a share in some of its rows only; give all or none.", id,
                   NULL);
        return;
    }
    if (said && !(fabs(sum - 1) < 0.005) && !(fabs(sum - 100) < 0.5)) {
        cw_problem(c, "table", links[0].line, "the shares of \"%s\" do not add up to 1 (or 100%%).", id, NULL);
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        links[i].share = said ? links[i].share / sum : 1.0 / n;
    c->uneven += !said && n > 1;
    if (!said && n > 1 && c->uneven <= 20)
        c->host->finding(c->ctx, ORG_NOTE, ORG_UNITS, old,
                         "The mapping gives no shares for the %u parts of %s: its posts are divided evenly.", n,
                         c->host->name(c->ctx, ORG_UNITS, old));
}

/* A unit that is carried on and also becomes others needs a row for itself, or nobody knows what stays. seen: by node, the
 * old unit + 1 that was last found to go there. */
static void
judge_links(Crosswalk *c, OrgRow old, Link *links, uint32_t n, uint32_t *seen)
{
    const char *id = c->host->id(c->ctx, ORG_UNITS, old);
    for (uint32_t i = 0; i < n; i++) {
        if (seen[links[i].node] == old + 1)
            cw_problem(c, "table", links[i].line, "\"%s\" becomes \"%s\" in an earlier row already.", id,
                       c->nodes[links[i].node].id);
        seen[links[i].node] = old + 1;
    }
    uint32_t own = c->node_of[old];
    if (n && own != NOTHING && seen[own] != old + 1)
        cw_problem(
            c, "table", links[0].line,
            "\"%s\" becomes another unit, but stands in the second file, too; add a row \"%s\" to itself if it is "
            "carried on.",
            id, id);
    judge_shares(c, old, links, n);
}

bool
cw_read_links(Crosswalk *c)
{
    const OrgTable *table = c->host->table(c->ctx, P_TABLE);
    uint32_t rows = table ? (uint32_t) table->rows : 0;
    c->links = cw_scratch(c, rows, sizeof *c->links);
    c->first = cw_scratch(c, (size_t) c->n_units + 1, sizeof *c->first);
    c->date = cw_scratch(c, c->n_units, sizeof *c->date);
    c->mapped = cw_scratch(c, c->n_units, sizeof *c->mapped);
    c->ended = cw_scratch(c, c->n_units, 1);
    uint32_t *seen = cw_scratch(c, c->n_nodes, sizeof *seen);
    if (c->status != ORG_OK)
        return false;
    for (uint32_t i = 0; i < rows; i++)
        read_link(c, table, i);
    if (!sort_links(c))
        return false;
    for (OrgRow u = 0; u < c->n_units; u++)
        judge_links(c, u, c->links + c->first[u], c->first[u + 1] - c->first[u], seen);
    if (c->uneven > 20)
        c->host->finding(c->ctx, ORG_NOTE, ORG_UNITS, ORG_NONE,
                         "%u more units are divided evenly, the mapping giving no shares for them.", c->uneven - 20);
    return c->status == ORG_OK;
}

uint32_t
cw_heir(const Crosswalk *c, OrgRow unit, bool above)
{
    for (; unit != ORG_NONE; unit = above ? c->parent[unit] : ORG_NONE) {
        uint32_t n, best = 0;
        const Link *links = cw_links(c, unit, &n);
        if (c->node_of[unit] != NOTHING)
            return c->node_of[unit];
        for (uint32_t i = 1; i < n; i++)
            if (links[i].share > links[best].share)
                best = i;
        if (n)
            return links[best].node;
    }
    return NOTHING;
}
