// SPDX-License-Identifier: MIT
/* Recruitment by chance: each post has one draw per calendar year. It says whether somebody would be hired for it in that
 * year, and in which month. Called after the steps of a month, the process fills the posts whose month it is, and which were
 * vacant before it began: nobody succeeds a holder in the month in which they leave. */
#include "../common/columns.h"

#include <stdlib.h>

enum { WHERE, RATE, CEILING, AGE_FROM, AGE_TO, WOMEN, OF_LEAVERS };

static const OrgParam params[] = {
    { .key = "where",
      .summary = "Posts that may be filled; empty: all open posts",
      .type = ORG_POST_SET,
      .fallback = "" },
    { .key = "rate", .summary = "Share of the vacant posts that are filled in a year", .type = ORG_PERCENT, .max = 1 },
    { .key = "ceiling",
      .summary = "Share of the posts that may be held; recruitment stops there",
      .type = ORG_PERCENT,
      .fallback = "100%",
      .max = 1 },
    { .key = "age_from",
      .summary = "Youngest age at hiring",
      .unit = "years",
      .type = ORG_INT,
      .fallback = "23",
      .min = 15,
      .max = 70 },
    { .key = "age_to",
      .summary = "Oldest age at hiring; each age is equally likely",
      .unit = "years",
      .type = ORG_INT,
      .fallback = "32",
      .min = 15,
      .max = 70 },
    { .key = "women", .summary = "Share of women among those hired", .type = ORG_PERCENT, .fallback = "50%", .max = 1 },
    { .key = "of_leavers",
      .summary = "At most this share of those who have left since the run began is hired, over the run so far; left "
                 "out: no such limit",
      .type = ORG_PERCENT,
      .fallback = "100%",
      .max = 10 },
};

/* A post that is filled, and the draw that says so. */
typedef struct {
    uint32_t draw;
    OrgRow post;
} Hire;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    const OrgPosts *posts;
    OrgMonth now;
    uint64_t key; /* of the year */
    Hire *hires;
    size_t n_hires;
} Model;

static int
by_draw(const void *a, const void *b)
{
    const Hire *x = a, *y = b;
    if (x->draw != y->draw)
        return x->draw < y->draw ? -1 : 1;
    return x->post < y->post ? -1 : x->post > y->post;
}

static int
by_post(const void *a, const void *b)
{
    const Hire *x = a, *y = b;
    return x->post < y->post ? -1 : x->post > y->post;
}

/* Of the draws that hire somebody in a year, those below rate times 2^32, month m has those from its edge to that of m + 1. */
static uint64_t
edge(double rate, int32_t month)
{
    return (uint64_t) (rate * 4294967296.0) * (uint64_t) month / 12;
}

/* Draws from low to low + most hire somebody. */
HOT static void
mark_hires(uint64_t key, const uint32_t *stream, const OrgRow *posts, uint32_t n, uint32_t low, uint32_t most,
           uint8_t *restrict marks)
{
    for (uint32_t i = 0; i < n; i++)
        marks[i] = (uint8_t) (org_chance32(key, stream[posts[i]]) - low <= most);
}

static void
choose(Model *m, const OrgRow *vacant, size_t n)
{
    const double rate = m->host->real(m->ctx, RATE);
    const uint64_t low = edge(rate, m->now % 12), width = edge(rate, m->now % 12 + 1) - low;
    uint8_t marks[CHUNK];
    OrgRow chosen[CHUNK];
    for (size_t first = 0; first < n && width > 0; first += CHUNK) {
        const uint32_t size = n - first < CHUNK ? (uint32_t) (n - first) : CHUNK;
        mark_hires(m->key, m->posts->stream, vacant + first, size, (uint32_t) low, (uint32_t) (width - 1), marks);
        const uint32_t found = collect(marks, size, (OrgRow) first, chosen);
        for (uint32_t i = 0; i < found; i++) {
            OrgRow post = vacant[chosen[i]];
            m->hires[m->n_hires] = (Hire){ org_chance32(m->key, m->posts->stream[post]), post };
            m->n_hires += m->posts->vacant_since[post] < m->now;
        }
    }
}

/* Posts of the set, and those of them that are held. */
static void
count_set(const Model *m, size_t *in_set, size_t *held)
{
    *in_set = *held = 0;
    if (m->host->given(m->ctx, WHERE)) {
        const OrgRow *rows;
        *in_set = m->host->rows(m->ctx, WHERE, &rows);
        for (size_t i = 0; i < *in_set; i++)
            *held += m->posts->holder[rows[i]] != ORG_NONE;
        return;
    }
    const OrgUnits *units = m->host->units(m->ctx);
    for (OrgRow u = 0; u < units->n; u++) {
        *in_set += units->n_posts[u];
        *held += units->n_held[u];
    }
}

/* Marks the units that have an open post of the set; NULL: all, or out of memory. */
static const uint8_t *
units_of_set(const Model *m)
{
    const OrgRow *rows;
    uint8_t *in = m->host->scratch(m->ctx, m->host->units(m->ctx)->n + (size_t) 1);
    size_t n = in ? m->host->rows(m->ctx, WHERE, &rows) : 0;
    for (size_t i = 0; i < n; i++)
        in[m->posts->unit[rows[i]]] = 1;
    return in;
}

/* People who have left since the run began, from units that have a post of the set. */
static bool
count_leavers(const Model *m, size_t *leavers)
{
    const OrgPeople *people = m->host->people(m->ctx);
    OrgCtx *start = m->host->baseline(m->ctx, "start");
    const OrgPeople *before = start ? m->host->people(start) : NULL;
    const uint8_t *in = m->host->given(m->ctx, WHERE) ? units_of_set(m) : NULL;
    if (!in && m->host->given(m->ctx, WHERE))
        return false;
    *leavers = 0;
    for (OrgRow p = 0; p < people->n; p++)
        *leavers += people->state[p] == ORG_LEFT && (!in || in[people->unit[p]]) &&
                    !(before && p < before->n && before->state[p] == ORG_LEFT);
    return true;
}

/* How many may be hired this month. */
static bool
find_room(const Model *m, size_t *room)
{
    const double ceiling = m->host->real(m->ctx, CEILING);
    *room = m->n_hires;
    if (ceiling < 1) {
        size_t in_set, held;
        count_set(m, &in_set, &held);
        double most = ceiling * (double) in_set + 1e-9;
        *room = most > (double) held ? (size_t) (most - (double) held) : 0;
    }
    if (m->host->given(m->ctx, OF_LEAVERS)) {
        size_t leavers;
        if (!count_leavers(m, &leavers))
            return false;
        double most = m->host->real(m->ctx, OF_LEAVERS) * (double) leavers + 1e-9, had = m->host->carried(m->ctx);
        size_t left = most > had ? (size_t) (most - had) : 0;
        *room = left < *room ? left : *room;
    }
    return true;
}

/* Keep to the limits: those with the smallest draws are hired, so that a lower limit hires some of the same. */
static void
keep_limits(Model *m)
{
    size_t room;
    if (m->n_hires == 0 || !find_room(m, &room) || m->n_hires <= room)
        return;
    qsort(m->hires, m->n_hires, sizeof *m->hires, by_draw);
    m->n_hires = room;
    qsort(m->hires, m->n_hires, sizeof *m->hires, by_post);
}

static OrgStatus
hire(const Model *m)
{
    const OrgHost *host = m->host;
    int64_t youngest = host->integer(m->ctx, AGE_FROM), oldest = host->integer(m->ctx, AGE_TO);
    if (oldest < youngest)
        return host->fail(m->ctx, ORG_E_INVALID, "`age_to` is below `age_from`");
    OrgJoiner *joiners = host->scratch(m->ctx, (m->n_hires + 1) * sizeof *joiners);
    if (!joiners)
        return host->fail(m->ctx, ORG_E_FAILED, "out of memory");
    double women = host->real(m->ctx, WOMEN), span = (double) (12 * (oldest - youngest + 1));
    for (size_t i = 0; i < m->n_hires; i++) {
        OrgRow post = m->hires[i].post;
        uint32_t stream = m->posts->stream[post];
        OrgMonth age = (OrgMonth) (12 * youngest) + (OrgMonth) (org_chance_real(m->key, stream, 1) * span);
        uint8_t sex = org_chance_real(m->key, stream, 2) < women ? ORG_FEMALE : ORG_MALE;
        joiners[i] =
            (OrgJoiner){ .size = sizeof *joiners, .post = post, .born = m->now - age, .hired = m->now, .sex = sex };
    }
    OrgRow first;
    host->because(m->ctx, "hired for a vacant post");
    return m->n_hires ? host->join(m->ctx, joiners, m->n_hires, sizeof *joiners, &first) : ORG_OK;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Model model = { .host = host, .ctx = ctx, .posts = host->posts(ctx), .now = host->now(ctx) };
    model.key = host->key(ctx, model.now / 12);
    const OrgRow *vacant;
    size_t n = host->vacant(ctx, WHERE, &vacant);
    model.hires = host->scratch(ctx, (n + 1) * sizeof *model.hires);
    if (!model.hires)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    choose(&model, vacant, n);
    keep_limits(&model);
    OrgStatus status = hire(&model);
    host->carry(ctx, host->carried(ctx) + (double) model.n_hires);
    if (status == ORG_OK)
        host->measure(ctx, "hired", ORG_NONE, (double) model.n_hires);
    return status;
}

static const OrgSeries series[] = {
    { .name = "hired", .label = "People hired", .kind = ORG_FLOW, .unit = "people" },
};

static const OrgFeature features[] = {
    { .name = "recruitment",
      .summary = "People are hired for vacant posts, by a yearly rate",
      .details =
          "Each post has one draw per calendar year: with probability `rate` somebody is hired for it in that year, in "
          "a "
          "month that is equally likely, if the post has then been vacant since before that month. The model is an "
          "assumption; rate, ages and the share of women come from the planner's records.",
      .kind = ORG_PROCESS,
      .flags = ORG_USES_CHANCE | ORG_NEEDS_HOLDERS | ORG_MONTHLY | ORG_AFTER_STEPS,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("recruitment", "1.0.0", "orgsim", "MIT", features);
