// SPDX-License-Identifier: MIT
// Recruitment by chance: each vacant post has one draw per calendar year. It says whether somebody would be hired for it
// in that year, and in which month; the process acts when that month lies in the tick and the post is still vacant.
#include "../common/columns.h"

#include <stdlib.h>

enum { WHERE, RATE, CEILING, AGE_FROM, AGE_TO, WOMEN };

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
};

// A post that is filled, the draw that says so, and when.
typedef struct {
    double draw;
    OrgRow post;
    OrgMonth month;
    uint64_t key; // of the year
} Hire;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    const OrgPosts *posts;
    const OrgRow *rows; // NULL: all
    size_t n;
    Hire *hires;
    size_t n_hires, held;
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

// Hires for one post in (from, now]: the earliest month that a year's draw names.
static bool
draw_hire(const Model *m, OrgRow post, double rate, OrgMonth from, OrgMonth now, Hire *hire)
{
    for (OrgMonth begin = from + 1; begin <= now; begin = ORG_MONTH(begin / 12 + 1, 1)) {
        uint64_t key = m->host->key(m->ctx, begin / 12);
        double draw = org_chance_real(key, post, 0);
        if (draw >= rate)
            continue;
        OrgMonth month = ORG_MONTH(begin / 12, 1) + (OrgMonth) (draw / rate * 12);
        if (month < begin || month > now)
            continue;
        *hire = (Hire){ draw, post, month, key };
        return true;
    }
    return false;
}

static size_t
choose(Model *m)
{
    double rate = m->host->real(m->ctx, RATE);
    OrgMonth from = m->host->from(m->ctx), now = m->host->now(m->ctx);
    size_t in_set = 0;
    for (size_t i = 0; i < m->n; i++) {
        OrgRow post = m->rows ? m->rows[i] : (OrgRow) i;
        if (m->posts->closed[post] != ORG_OPEN)
            continue;
        in_set++;
        if (m->posts->holder[post] != ORG_NONE)
            m->held++;
        else if (draw_hire(m, post, rate, from, now, &m->hires[m->n_hires]))
            m->n_hires++;
    }
    return in_set;
}

// Keep to the ceiling: those with the smallest draws are hired, so that a lower ceiling hires some of the same.
static void
keep_ceiling(Model *m, size_t in_set)
{
    double most = m->host->real(m->ctx, CEILING) * (double) in_set + 1e-9;
    size_t room = most > (double) m->held ? (size_t) (most - (double) m->held) : 0;
    if (m->n_hires <= room)
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
        const Hire *h = &m->hires[i];
        OrgMonth age = (OrgMonth) (12 * youngest) + (OrgMonth) (org_chance_real(h->key, h->post, 1) * span);
        uint8_t sex = org_chance_real(h->key, h->post, 2) < women ? ORG_FEMALE : ORG_MALE;
        joiners[i] = (OrgJoiner){
            .size = sizeof *joiners, .post = h->post, .born = h->month - age, .hired = h->month, .sex = sex
        };
    }
    OrgRow first;
    host->because(m->ctx, "hired for a vacant post");
    return m->n_hires ? host->join(m->ctx, joiners, m->n_hires, sizeof *joiners, &first) : ORG_OK;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Model model = { .host = host, .ctx = ctx, .posts = host->posts(ctx) };
    model.n = host->given(ctx, WHERE) ? host->rows(ctx, WHERE, &model.rows) : model.posts->n;
    model.hires = host->scratch(ctx, (model.n + 1) * sizeof *model.hires);
    if (!model.hires)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    keep_ceiling(&model, choose(&model));
    OrgStatus status = hire(&model);
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
          "Each vacant post has one draw per calendar year: with probability `rate` somebody is hired for it in that "
          "year, in a month that is equally likely. The model is an assumption; rate, ages and the share of women "
          "come from the planner's records.",
      .kind = ORG_PROCESS,
      .flags = ORG_USES_CHANCE | ORG_NEEDS_HOLDERS,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("recruitment", "1.0.0", "orgsim", "MIT", features);
