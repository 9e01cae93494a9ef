// SPDX-License-Identifier: MIT
/* Passes over the posts that may be cut: over whole columns when that is every open post, else over the rows of the set. What
 * the organisation counts by unit anyway is not counted here. */
#include "cut.h"

#include "../common/columns.h"

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
    if (!c->all || c->set)
        return true;
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

/* A rank that is spared twice is spared; 255 is no rank. */
HOT static void
mark_vacant(const OrgMonth *closed, const OrgRow *holder, const uint8_t *rank, uint32_t n, uint8_t spared,
            uint8_t spared_too, uint8_t *restrict marks)
{
    for (uint32_t i = 0; i < n; i++)
        marks[i] = (uint8_t) ((closed[i] == ORG_OPEN) & (holder[i] == ORG_NONE) & (rank[i] != spared) &
                              (rank[i] != spared_too));
}

static void
survey_all(Cut *c, Pool *vacant, uint8_t spared, uint8_t spared_too)
{
    const OrgPosts *posts = c->posts;
    uint8_t marks[CHUNK];
    memcpy(c->size, c->units->n_posts, c->units->n * sizeof *c->size);
    for (OrgRow first = 0; first < posts->n;) {
        uint32_t n = chunk_size(first, posts->n);
        mark_vacant(posts->closed + first, posts->holder + first, posts->rank + first, n, spared, spared_too, marks);
        vacant->n += collect(marks, n, first, vacant->rows + vacant->n);
        first += n;
    }
}

static void
survey_set(Cut *c, Pool *vacant)
{
    const OrgPosts *posts = c->posts;
    OrgRow last = 0;
    uint32_t run = 0;
    for (size_t i = 0; i < c->n; i++) {
        OrgRow post = c->set[i];
        if (posts->unit[post] != last) {
            c->size[last] += run;
            last = posts->unit[post];
            run = 0;
        }
        run++;
        vacant->rows[vacant->n] = post;
        vacant->n += !(c->spared >> posts->rank[post] & 1) & (posts->holder[post] == ORG_NONE);
    }
    if (run > 0)
        c->size[last] += run;
}

/* Of any rank. */
static size_t
count_vacant(const OrgUnits *units)
{
    size_t n = 0;
    for (OrgRow u = 0; u < units->n; u++)
        n += units->n_posts[u] - units->n_held[u];
    return n;
}

bool
cut_survey(Cut *c, Pool *vacant)
{
    static const uint8_t spared[3][2] = { { ORG_HEAD, ORG_HEAD }, { ORG_HEAD, ORG_DEPUTY }, { 255, 255 } };
    const uint8_t *ranks = spared[c->host->integer(c->ctx, P_SPARE)];
    c->spared = ranks[0] == 255 ? 0 : 1u << ranks[0] | 1u << ranks[1];
    c->size = cut_scratch(c, c->units->n, sizeof *c->size);
    c->closable = cut_scratch(c, c->units->n, sizeof *c->closable);
    c->ends = cut_scratch(c, (size_t) c->posts->n / 64 + 1, sizeof *c->ends);
    vacant->rows = cut_scratch(c, (c->all ? count_vacant(c->units) : c->n) + 1, sizeof(OrgRow));
    vacant->vacant = true;
    if (!c->size || !c->closable || !c->ends || !vacant->rows)
        return false;
    if (c->all)
        survey_all(c, vacant, ranks[0], ranks[1]);
    else
        survey_set(c, vacant);
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
        held->rows[held->n] = post;
        held->n += !(c->spared >> c->posts->rank[post] & 1) & (c->posts->holder[post] != ORG_NONE);
    }
    return true;
}
