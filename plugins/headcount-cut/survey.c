// SPDX-License-Identifier: MIT
/* Passes over the posts that may be cut: over whole columns when that is every open post, else over the rows of the set. What
 * the organisation counts by unit anyway is not counted here, and vacant posts are not looked for. */
#include "cut.h"

#include <string.h>

int64_t
cut_weigh(const Cut *c, OrgCtx *view)
{
    const OrgUnits *units = c->host->units(view);
    const OrgPosts *posts = c->host->posts(view);
    int64_t sum = 0;
    if (c->all) {
        for (OrgRow u = 0; u < units->n; u++)
            sum += units->fte[u];
        return sum;
    }
    const OrgRow *rows;
    size_t n = c->host->rows(view, P_WHERE, &rows);
    for (size_t i = 0; i < n; i++)
        sum += posts->fte[rows[i]];
    return sum;
}

bool
cut_need_set(Cut *c)
{
    if (c->set)
        return true;
    if (!c->all) {
        c->n = c->host->rows(c->ctx, P_WHERE, &c->set);
        return c->set != NULL;
    }
    OrgRow *rows = cut_scratch(c, (size_t) c->posts->n + 1, sizeof *rows);
    if (!rows)
        return false;
    for (OrgRow post = 0; post < c->posts->n; post++) {
        rows[c->n] = post;
        c->n +=
            (c->posts->closed[post] == ORG_OPEN) | cut_ends(c, post); /* one that this call closed belongs to the set */
    }
    c->set = rows;
    return true;
}

/* The weight of the set by unit. */
static void
count_set(Cut *c)
{
    OrgRow last = 0;
    int64_t run = 0;
    for (size_t i = 0; i < c->n; i++) {
        OrgRow unit = c->posts->unit[c->set[i]];
        if (unit != last) {
            c->size[last] += run;
            last = unit;
            run = 0;
        }
        run += c->posts->fte[c->set[i]];
    }
    if (run > 0)
        c->size[last] += run;
}

bool
cut_survey(Cut *c)
{
    c->size = cut_scratch(c, c->units->n, sizeof *c->size);
    c->room = cut_scratch(c, c->units->n, sizeof *c->room);
    if (!c->size || !c->room || (!c->all && !cut_need_set(c)))
        return false;
    if (c->all)
        memcpy(c->size, c->units->fte, c->units->n * sizeof *c->size);
    else
        count_set(c);
    return true;
}

bool
cut_list_vacant(Cut *c, Pool *vacant)
{
    static const uint32_t spared[] = {
        [SPARE_HEADS] = 1u << ORG_HEAD, [SPARE_LEADERS] = 1u << ORG_HEAD | 1u << ORG_DEPUTY, [SPARE_NONE] = 0
    };
    const OrgRow *rows;
    size_t n = c->host->vacant(c->ctx, P_WHERE, &rows);
    c->spared = spared[c->host->integer(c->ctx, P_SPARE)];
    c->ends = cut_scratch(c, (size_t) c->posts->n / 64 + 1, sizeof *c->ends);
    vacant->rows = cut_scratch(c, n + 1, sizeof(OrgRow));
    vacant->vacant = true;
    if (!c->ends || !vacant->rows)
        return false;
    for (size_t i = 0; i < n; i++) {
        vacant->rows[vacant->n] = rows[i];
        vacant->n += !(c->spared >> c->posts->rank[rows[i]] & 1);
    }
    return true;
}

bool
cut_list_held(Cut *c, Pool *held)
{
    if (!cut_need_set(c))
        return false;
    held->rows = cut_scratch(c, c->n + 1, sizeof(OrgRow));
    if (!held->rows)
        return false;
    for (size_t i = 0; i < c->n; i++) {
        OrgRow post = c->set[i];
        c->ranked |= c->posts->rank[post] != 0;
        held->rows[held->n] = post;
        held->n += !(c->spared >> c->posts->rank[post] & 1) & (c->posts->holder[post] != ORG_NONE);
    }
    return true;
}
