// SPDX-License-Identifier: MIT
/* appoint (bổ nhiệm): vacant leading posts are filled from the plan, from the unit, or from anyone below. */
#include "appoint.h"

static const char *const from_choices[] = { "plan", "unit", "anyone", NULL };
static const char *const order_choices[] = CANDIDATE_ORDERS;

static const OrgParam params[N_PARAMS] = {
    [P_ELIGIBLE] = { "eligible", "Who may be appointed; empty: all who hold one post", NULL, ORG_PERSON_SET, "" },
    [P_POSTS] = { "posts", "Leading posts that are filled when vacant; empty: all of heads and deputies", NULL,
                  ORG_POST_SET, "" },
    [P_FROM] = { "from", "Whoever is planned for the post, works in its unit or under it, or anyone below", NULL,
                 ORG_CHOICE, "plan", 0, 0, from_choices },
    [P_NEEDS] = { "needs", "Topics of training that must have been passed, with commas between", NULL, ORG_TEXT, "" },
    [P_RATING] = { "min_rating", "Least rating; 0: none", NULL, ORG_INT, "0", 0, 4 },
    [P_ORDER] = { "order", "Who comes first", NULL, ORG_CHOICE, "rating", 0, 0, order_choices },
    [P_WOMEN] = { "women", "Least share of women among the appointments of a calendar year", NULL, ORG_PERCENT, "0%", 0,
                  1 },
    [P_YOUNG] = { "young", "Least share of the young among the appointments of a calendar year", NULL, ORG_PERCENT,
                  "0%", 0, 1 },
    [P_YOUNG_AGE] = { "young_age", "Who is below this age is young", "years", ORG_INT, "40", 18, 70 },
    [P_TERM] = { "term", "Length of a term; 0: without end", "months", ORG_INT, "60", 0, 240 },
    [P_TERMS] = { "terms", "Terms that somebody has left before retirement when first appointed", NULL, ORG_INT, "1", 0,
                  5 },
    [P_RETIRE_MEN] = { "retire_men", "Age at which men retire", "years", ORG_INT, "62", 40, 80 },
    [P_RETIRE_WOMEN] = { "retire_women", "Age at which women retire", "years", ORG_INT, "60", 40, 80 },
    [P_CAPS] = { "deputy_caps", "Deputies that a unit may have by its posts: no deputy is appointed above it", NULL,
                 ORG_TABLE, "", 0, 0, NULL, "cap:int,upto:real?" },
};

static bool
list_leading(Appoint *a)
{
    const OrgRow *rows;
    const bool given = a->host->given(a->ctx, P_POSTS);
    const size_t n = given ? a->host->rows(a->ctx, P_POSTS, &rows) : 0;
    a->leading = appoint_scratch(a, a->posts->n, 1);
    for (size_t i = 0; a->leading && i < n; i++)
        a->leading[rows[i]] = 1;
    for (OrgRow post = 0; a->leading && !given && post < a->posts->n; post++)
        a->leading[post] = a->posts->closed[post] == ORG_OPEN &&
                           (a->posts->rank[post] == ORG_HEAD || a->posts->rank[post] == ORG_DEPUTY);
    return a->leading != NULL;
}

static void
report(const Appoint *a)
{
    static const char *const unfilled[REASONS] = { NULL, "unfilled-no-refill", "unfilled-over-cap", "unfilled-nobody",
                                                   "unfilled-unqualified" };
    void (*measure)(OrgCtx *, const char *, OrgRow, double) = a->host->measure;
    measure(a->ctx, "appointed", ORG_NONE, (double) a->appointed);
    measure(a->ctx, "women-appointed", ORG_NONE, (double) a->women);
    measure(a->ctx, "young-appointed", ORG_NONE, (double) a->young);
    measure(a->ctx, "appointed-from-plan", ORG_NONE, (double) a->from_plan);
    measure(a->ctx, "reappointed", ORG_NONE, (double) a->renewed);
    measure(a->ctx, "terms-ended", ORG_NONE, (double) a->ended);
    for (int reason = NO_REFILL; reason < REASONS; reason++)
        measure(a->ctx, unfilled[reason], ORG_NONE, (double) a->reasons[reason]);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Appoint a = { .host = host,
                  .ctx = ctx,
                  .units = host->units(ctx),
                  .posts = host->posts(ctx),
                  .people = host->people(ctx),
                  .now = host->now(ctx) };
    OrgMonth last;
    host->window(ctx, NULL, &last);
    if (!needs_read(host, ctx, &a.status, host->text(ctx, P_NEEDS), host->integer(ctx, P_RATING), &a.needs) ||
        !list_leading(&a) || !appoint_renew(&a) || (a.now <= last && !appoint_fill(&a)))
        return a.status;
    report(&a);
    const OrgMonth next = appoint_next(&a);
    return next == ORG_OPEN ? a.status : host->wake(ctx, next);
}

static const OrgSeries series[] = {
    { .name = "appointed", .label = "People appointed to leading posts", .kind = ORG_FLOW, .unit = "people" },
    { .name = "women-appointed", .label = "Women appointed", .kind = ORG_FLOW, .unit = "people" },
    { .name = "young-appointed", .label = "Young people appointed", .kind = ORG_FLOW, .unit = "people" },
    { .name = "appointed-from-plan",
      .label = "People appointed who were planned for it",
      .kind = ORG_FLOW,
      .unit = "people" },
    { .name = "reappointed", .label = "Leaders appointed for another term", .kind = ORG_FLOW, .unit = "people" },
    { .name = "terms-ended", .label = "Leaders not appointed again", .kind = ORG_FLOW, .unit = "people" },
    { .name = "unfilled-no-refill",
      .label = "Leading posts not filled: the unit may not refill",
      .kind = ORG_FLOW,
      .unit = "posts" },
    { .name = "unfilled-over-cap",
      .label = "Leading posts not filled: enough deputies",
      .kind = ORG_FLOW,
      .unit = "posts" },
    { .name = "unfilled-nobody",
      .label = "Leading posts not filled: nobody is there",
      .kind = ORG_FLOW,
      .unit = "posts" },
    { .name = "unfilled-unqualified",
      .label = "Leading posts not filled: nobody is qualified",
      .kind = ORG_FLOW,
      .unit = "posts" },
};

static const char *const words[] = { "bổ nhiệm", NULL };

static const OrgFeature features[] = {
    { .name = "appoint",
      .summary = "Fill vacant leading posts from below",
      .details =
          "Appointment (bổ nhiệm): the highest vacant post first, from the plan, the unit or anyone below who meets "
          "what "
          "the post asks for, with minimal shares of women and of the young. A term of 60 months and one term before "
          "retirement are from memory.",
      .kind = ORG_OPERATOR,
      .flags = ORG_USES_CHANCE,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("appoint", "1.0.0", "orgsim", "MIT", features);
