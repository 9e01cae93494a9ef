// SPDX-License-Identifier: MIT
/* Which posts are closed: the pools of vacant and held posts one after the other, or both as one; one verb call at the end. */
#include "cut.h"

#include "../common/columns.h"

/* The floor counts all open posts of a unit, in the set or not. */
static void
set_floors(Cut *c)
{
    int64_t floor = c->host->integer(c->ctx, P_FLOOR) * 1000;
    for (OrgRow u = 0; u < c->units->n; u++) {
        int64_t above = c->units->fte[u] - floor;
        c->room[u] = !floor ? c->size[u] : above > 0 ? above : 0;
    }
}

/* Both pools as one, by post. */
static bool
unite(Cut *c, const Pool *a, const Pool *b, Pool *both)
{
    size_t i = 0, j = 0;
    both->rows = cut_scratch(c, a->n + b->n, sizeof *both->rows);
    if (!both->rows)
        return false;
    while (i < a->n || j < b->n)
        both->rows[both->n++] = j == b->n || (i < a->n && a->rows[i] < b->rows[j]) ? a->rows[i++] : b->rows[j++];
    return true;
}

static bool
check_births(Cut *c, const Pool *held)
{
    if (c->host->integer(c->ctx, P_ORDER) != ORDER_RETIREMENT || !held->n)
        return true;
    for (size_t i = 0; i < held->n; i++)
        if (c->people->born[c->posts->holder[held->rows[i]]] != ORG_UNKNOWN)
            return cut_ages(c);
    return cut_ok(
        c,
        c->host->fail(c->ctx, ORG_E_INVALID,
                      "`order: retirement-near`, the default, needs dates of birth, and no holder of these posts has "
                      "one: give them, state a population, or choose another order, such as `order: random`."));
}

/* Lists of what ends, by post; holders are remembered before their posts are gone. */
static bool
close_chosen(Cut *c)
{
    OrgRow *ended = cut_scratch(c, c->n_ends, sizeof *ended), *rows = cut_scratch(c, c->n_ends, sizeof *rows);
    size_t n_vacant = 0, n_ended = 0;
    const uint32_t *fte = c->posts->fte;
    c->holders = cut_scratch(c, c->n_ends, sizeof *c->holders);
    if (!ended || !rows || !c->holders)
        return false;
    for (OrgRow first = 0; c->n_ends > 0 && first < c->posts->n; first += 64)
        n_ended += rows_of_bits(c->ends[first / 64], first, ended + n_ended);
    for (size_t i = 0; i < n_ended; i++) {
        OrgRow holder = c->posts->holder[ended[i]];
        *(holder == ORG_NONE ? &c->closed_vacant : &c->closed_held) += fte[ended[i]];
        if (holder == ORG_NONE)
            rows[n_vacant++] = ended[i];
        else
            c->holders[c->n_holders++] = (Holder){ holder, ended[i] };
    }
    for (size_t i = 0; i < c->n_holders; i++)
        rows[n_vacant + i] = c->holders[i].post;
    c->host->because(c->ctx, "vacant post closed to meet the quota");
    if (n_vacant && !cut_ok(c, c->host->close_posts(c->ctx, rows, n_vacant)))
        return false;
    c->host->because(c->ctx, "held post closed to meet the quota");
    return !c->n_holders || cut_ok(c, c->host->close_posts(c->ctx, rows + n_vacant, c->n_holders));
}

/* Vacant posts that all go whatever is shared out: there is room for each, and no floor to keep. */
static bool
end_all(Cut *c, const Pool *vacant)
{
    int64_t weight = 0;
    for (size_t i = 0; i < vacant->n; i++)
        weight += c->posts->fte[vacant->rows[i]];
    if ((double) weight > c->left || (double) weight > c->most || c->host->integer(c->ctx, P_FLOOR) > 0)
        return false;
    for (size_t i = 0; i < vacant->n; i++)
        c->ends[vacant->rows[i] / 64] |= UINT64_C(1) << (vacant->rows[i] % 64);
    c->n_ends += vacant->n;
    c->left -= (double) weight;
    c->most -= (double) weight;
    return true;
}

bool
cut_choose(Cut *c)
{
    Pool vacant = { 0 }, held = { 0 }, last = { 0 }, all_held = { 0 }, both = { 0 };
    bool by_unit = c->host->integer(c->ctx, P_SPREAD) == SPREAD_BY_UNIT;
    if (!cut_list_vacant(c, &vacant))
        return false;
    bool ended = !by_unit && end_all(c, &vacant);
    if (c->left <= 0 || ((ended || !vacant.n) && !c->due_now))
        return close_chosen(c);
    if (!cut_survey(c))
        return false;
    set_floors(c);
    if (by_unit)
        return cut_list_held(c, &held) && check_births(c, &held) && cut_hold_back(c, &held, &last) &&
               unite(c, &held, &last, &all_held) && unite(c, &vacant, &all_held, &both) && cut_pool(c, &both) &&
               close_chosen(c);
    if (!ended && !cut_pool(c, &vacant))
        return false;
    if (c->due_now && c->left > 0 &&
        !(cut_list_held(c, &held) && check_births(c, &held) && cut_hold_back(c, &held, &last) && cut_pool(c, &held) &&
          cut_pool(c, &last)))
        return false;
    return close_chosen(c);
}
