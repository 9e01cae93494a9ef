// SPDX-License-Identifier: MIT
/* headcount-cut: quota is cut by closing posts: vacant ones first, then those that fall vacant, then by a stated order. */
#include "../common/severance/params.h"
#include "cut.h"

static const char *const roundings[] = { "up", "nearest", "down", NULL };
static const char *const orders[] = { "retirement-near", "junior-first", "rating", "seniority", "random", NULL };
static const char *const spreads[] = { "even", "by-unit", "largest-first", NULL };
static const char *const spares[] = { "heads", "leaders", "none", NULL };
static const char *const surpluses[] = { "place", "place-only", "retire-early", "leave", "keep", NULL };
static const char *const under_twos[] = { "retire-last", "leave", "spare", NULL };

static const OrgParam params[N_PARAMS] = {
    [P_WHERE] = { "where", "Posts that may be closed; all when left out", NULL, ORG_POST_SET, "" },
    [P_BY] = { "by", "How many posts: a count, or a percentage of the posts of the set in the baseline `of`", "posts",
               ORG_AMOUNT, NULL, 0, 1e9 },
    [P_OF] = { "of", "The baseline that a percentage is of", NULL, ORG_BASELINE, "start" },
    [P_ROUNDING] = { "rounding",
                     "Where posts do not add up to the amount: up ends with the first that reaches it, down skips what "
                     "would "
                     "exceed it, nearest takes what brings the sum nearer",
                     NULL, ORG_CHOICE, "up", 0, 0, roundings },
    [P_ORDER] = { "order", "Whose posts are closed when no vacant ones are left", NULL, ORG_CHOICE, "retirement-near",
                  0, 0, orders },
    [P_SPREAD] = { "spread",
                   "Over units: vacant posts anywhere first, then in proportion; each unit its share; or from the "
                   "largest",
                   NULL, ORG_CHOICE, "even", 0, 0, spreads },
    [P_FLOOR] = { "floor", "Open posts that every unit keeps", "posts", ORG_INT, "0", 0, 1e6 },
    [P_SPARE] = { "spare", "Leading posts that are never closed: heads, leaders (heads and deputies), or none", NULL,
                  ORG_CHOICE, "heads", 0, 0, spares },
    [P_SURPLUS] = { "surplus",
                    "People of closed posts: placed, else retired early, else leaving; or from a later step of "
                    "these on; or kept",
                    NULL, ORG_CHOICE, "place", 0, 0, surpluses },
    [P_YEARS_EARLY] = { "years_early",
                        "How long before the age of retirement people may retire early, within what the decree allows",
                        "years", ORG_REAL, "5", 0, 10 },
    [P_SCHEME] = SEVERANCE_PARAM_SCHEME,
    [P_SCHEDULE] = SEVERANCE_PARAM_SCHEDULE,
    [P_BASE] = SEVERANCE_PARAM_BASE,
    [P_COEFFICIENT] =
        SEVERANCE_PARAM_COEFFICIENT("Assumed salary coefficient, allowance included, where a post has none"),
    [P_ALLOWANCE] = SEVERANCE_PARAM_ALLOWANCE,
    [P_SERVICE] = SEVERANCE_PARAM_SERVICE,
    [P_UNDER_TWO] = { "under_two",
                      "People to whom nothing is due because they are less than 2 years early: chosen last and "
                      "retired, "
                      "leaving under the scheme of leaving, or never chosen",
                      NULL, ORG_CHOICE, "retire-last", 0, 0, under_twos },
    [P_PLACE_IN] = { "place_in", "Vacant posts that people may be placed in; those of the set when left out", NULL,
                     ORG_POST_SET, "" },
    [P_DOWN_TO] = { "down_to", "Cut no further than to so many posts of the set", "posts", ORG_INT, "0", 0, 1e9 },
};

static void
report(const Cut *c)
{
    void (*measure)(OrgCtx *, const char *, OrgRow, double) = c->host->measure;
    measure(c->ctx, "closed-vacant", ORG_NONE, (double) c->closed_vacant / 1000);
    measure(c->ctx, "closed-held", ORG_NONE, (double) c->closed_held / 1000);
    measure(c->ctx, "placed", ORG_NONE, (double) c->placed);
    measure(c->ctx, "retired-early", ORG_NONE, (double) c->retired);
    measure(c->ctx, "left", ORG_NONE, (double) c->gone);
    measure(c->ctx, "surplus", ORG_NONE, (double) c->kept);
    c->host->pay(c->ctx, NULL, NULL, 0, "severance"); /* told where nobody is let go, too: as 0 */
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Cut c = { .host = host, .ctx = ctx, .now = host->now(ctx) };
    c.units = host->units(ctx);
    c.posts = host->posts(ctx);
    c.people = host->people(ctx);
    c.all = !host->given(ctx, P_WHERE);
    if (!cut_quota(&c) || !cut_choose(&c) || !cut_tell_short(&c) || !cut_settle(&c))
        return c.status;
    host->carry(ctx, c.left > 0 ? c.left : 0);
    report(&c);
    return c.status;
}

static const OrgSeries series[] = {
    { .name = "closed-vacant", .label = "Vacant posts closed", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "closed-held", .label = "Held posts closed", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "placed", .label = "People placed in another post", .kind = ORG_FLOW, .unit = "people" },
    { .name = "retired-early", .label = "People who retired early", .kind = ORG_FLOW, .unit = "people" },
    { .name = "left", .label = "People who left with severance", .kind = ORG_FLOW, .unit = "people" },
    { .name = "surplus",
      .label = "People who became surplus",
      .kind = ORG_FLOW,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "people" },
    { .name = "severance",
      .label = "Severance",
      .kind = ORG_FLOW,
      .flags = ORG_ONE_OFF | ORG_LESS_IS_GOOD,
      .unit = "money" },
};

/* What a table of steps calls it, too. */
static const char *const words[] = { "cut",           "tinh giản", "tinh giản biên chế", "cắt giảm biên chế",
                                     "giảm biên chế", NULL };

static const OrgFeature features[] = {
    { .name = "headcount-cut",
      .summary = "Cut quota by closing posts: vacant ones first, then by a stated order",
      .details = "Staffing is streamlined as in Vietnamese practice: quota is withdrawn, not people dismissed at "
                 "random. Vacant "
                 "posts go "
                 "first, with `over:` those that fall vacant meanwhile, then held posts in the order given. Severance "
                 "by Decrees "
                 "29/2023, "
                 "178/2024 and 154/2025.",
      .kind = ORG_OPERATOR,
      .flags = ORG_USES_CHANCE | ORG_NEEDS_HOLDERS,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("headcount-cut", "1.0.0", "orgsim", "MIT", features);
