// SPDX-License-Identifier: MIT
/* rotate (luân chuyển): people lead elsewhere for a term, and come back to the post that is kept for them. */
#include "rotate.h"

static const char *const order_choices[] = CANDIDATE_ORDERS;

static const OrgParam params[N_PARAMS] = {
    [G_WHERE] = { "where", "Who may be rotated", NULL, ORG_PERSON_SET, NULL },
    [G_TO] = { "to", "Posts that they go to, vacant ones, or those of others who may go and change places", NULL,
               ORG_POST_SET, NULL },
    [G_NUMBER] = GOING_NUMBER,
    [G_ORDER] = GOING_ORDER,
    [G_AGE_MAX] = GOING_AGE_MAX,
    [G_WOMEN] = GOING_WOMEN,
    [G_YOUNG] = GOING_YOUNG,
    [G_YOUNG_AGE] = GOING_YOUNG_AGE,
    [P_TERM] = { "term", "How long they are away", "months", ORG_INT, "36", 1, 240 },
    [P_RETURN] = { "return", "They come back, and their own posts are kept for them", NULL, ORG_BOOL, "true" },
};

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Rotate r = { .host = host,
                 .ctx = ctx,
                 .units = host->units(ctx),
                 .posts = host->posts(ctx),
                 .people = host->people(ctx),
                 .now = host->now(ctx) };
    OrgMonth last;
    host->window(ctx, NULL, &last);
    if (!rotate_return(&r) || (r.now <= last && !rotate_start(&r)))
        return r.status;
    const OrgMonth next = rotate_next(&r);
    if (next != ORG_OPEN)
        rotate_ok(&r, host->wake(ctx, next));
    host->measure(ctx, "rotated", ORG_NONE, (double) r.rotated);
    host->measure(ctx, "young-rotated", ORG_NONE, (double) r.young);
    host->measure(ctx, "women-rotated", ORG_NONE, (double) r.women);
    host->measure(ctx, "rotation-returned", ORG_NONE, (double) r.returned);
    host->measure(ctx, "rotation-stayed", ORG_NONE, (double) r.stayed);
    host->measure(ctx, "rotation-failed", ORG_NONE, (double) r.failed);
    host->measure(ctx, "in-rotation", ORG_NONE, (double) r.away);
    return r.status;
}

static const OrgSeries series[] = {
    { .name = "rotated", .label = "People rotated", .kind = ORG_FLOW, .unit = "people" },
    { .name = "young-rotated", .label = "Young people rotated", .kind = ORG_FLOW, .unit = "people" },
    { .name = "women-rotated", .label = "Women rotated", .kind = ORG_FLOW, .unit = "people" },
    { .name = "rotation-returned", .label = "People back from rotation", .kind = ORG_FLOW, .unit = "people" },
    { .name = "rotation-stayed",
      .label = "People promoted or placed during rotation",
      .kind = ORG_FLOW,
      .unit = "people" },
    { .name = "rotation-failed",
      .label = "People whose own post was gone after rotation",
      .kind = ORG_FLOW,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "people" },
    { .name = "in-rotation", .label = "People in rotation", .kind = ORG_LEVEL, .unit = "people" },
};

static const char *const words[] = { "luân chuyển", "luân chuyển cán bộ", NULL };

static const OrgFeature features[] = {
    { .name = "rotate",
      .summary = "People lead elsewhere for a term, and come back",
      .details =
          "Rotation (luân chuyển): to a post of the same rank and category in another unit; the own post is kept, and "
          "after the term its holder returns, unless promoted meanwhile. Hanoi's review of 2015 tells 117 rotated, 12 "
          "of them under 40. A term of 36 months is from memory.",
      .kind = ORG_OPERATOR,
      .flags = ORG_USES_CHANCE,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("rotate", "1.0.0", "orgsim", "MIT", features);
