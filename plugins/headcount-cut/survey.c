// SPDX-License-Identifier: MIT
/* Passes over the posts that may be cut: over whole columns when that is every open post, else over the rows of the set. */
#include "cut.h"

#include "../common/columns.h"

HOT static uint64_t
weigh_open(const OrgMonth *closed, const uint32_t *fte, uint32_t n)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += closed[i] == ORG_OPEN ? fte[i] : 0;
    return sum;
}

int64_t
cut_weigh(const Cut *c, OrgCtx *view)
{
    const OrgPosts *posts = c->host->posts(view);
    if (c->all)
        return (int64_t) weigh_open(posts->closed, posts->fte, posts->n);
    const OrgRow *rows;
    size_t n = c->host->rows(view, P_WHERE, &rows);
    int64_t sum = 0;
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
        c->n += (c->posts->closed[post] == ORG_OPEN) | c->ends[post]; /* one that this call closed belongs to the set */
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

HOT static void
mark_open(const OrgMonth *closed, uint32_t n, uint8_t *restrict marks)
{
    for (uint32_t i = 0; i < n; i++)
        marks[i] = closed[i] == ORG_OPEN;
}

/* Where another unit begins; unit[-1] must be readable. */
HOT static void
mark_edges(const OrgRow *unit, uint32_t n, uint8_t *restrict marks)
{
    for (uint32_t i = 0; i < n; i++)
        marks[i] = unit[i] != unit[(int64_t) i - 1];
}

static uint32_t
count_marks(const uint8_t *marks, uint32_t n)
{
    uint64_t sum = 0, eight;
    for (; n >= 8; n -= 8, marks += 8) {
        memcpy(&eight, marks, sizeof eight);
        sum += eight * UINT64_C(0x0101010101010101) >> 56;
    }
    for (; n > 0; n--)
        sum += *marks++;
    return (uint32_t) sum;
}

/* Open posts by unit. Posts of a unit mostly stand together, so that they are counted run by run. */
static void
count_open(const OrgPosts *posts, OrgRow first, uint32_t n, uint32_t *size)
{
    uint8_t is_open[CHUNK], edges[CHUNK];
    OrgRow edge[CHUNK];
    mark_open(posts->closed + first, n, is_open);
    mark_edges(posts->unit + first + 1, n - 1, edges);
    uint32_t begin = 0, n_edges = collect(edges, n - 1, 1, edge);
    for (uint32_t k = 0; k <= n_edges; k++) {
        uint32_t end = k < n_edges ? edge[k] : n;
        size[posts->unit[first + begin]] += count_marks(is_open + begin, end - begin);
        begin = end;
    }
}

static void
survey_all(Cut *c, Pool *vacant, uint8_t spared, uint8_t spared_too)
{
    const OrgPosts *posts = c->posts;
    uint8_t marks[CHUNK];
    for (OrgRow first = 0; first < posts->n;) {
        uint32_t n = chunk_size(first, posts->n);
        count_open(posts, first, n, c->size);
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

bool
cut_survey(Cut *c, Pool *vacant)
{
    static const uint8_t spared[3][2] = { { ORG_HEAD, ORG_HEAD }, { ORG_HEAD, ORG_DEPUTY }, { 255, 255 } };
    const uint8_t *ranks = spared[c->host->integer(c->ctx, P_SPARE)];
    c->spared = ranks[0] == 255 ? 0 : 1u << ranks[0] | 1u << ranks[1];
    c->size = cut_scratch(c, c->units->n, sizeof *c->size);
    c->closable = cut_scratch(c, c->units->n, sizeof *c->closable);
    c->ends = cut_scratch(c, (size_t) c->posts->n + 64, 1);
    vacant->rows = cut_scratch(c, (c->all ? c->posts->n : c->n) + (size_t) 8, sizeof(OrgRow));
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
