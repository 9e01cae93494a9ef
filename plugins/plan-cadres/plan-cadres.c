// SPDX-License-Identifier: MIT
/* plan-cadres (quy hoạch cán bộ): who may follow in leading posts, revised each year. */
#include "plan-cadres.h"

static const char *const within_choices[] = { "branch", "unit", "any", NULL };
static const char *const order_choices[] = CANDIDATE_ORDERS;

static const OrgParam params[N_PARAMS] = {
    [P_ELIGIBLE] = { "eligible", "Who may be planned; empty: all who hold a post", NULL, ORG_PERSON_SET, "" },
    [P_POSTS] = { "posts", "Leading posts that are planned for; empty: all of heads and deputies", NULL, ORG_POST_SET,
                  "" },
    [P_WITHIN] = { "within",
                   "Candidates come from the unit of the post and all under it, from the unit alone, or from anywhere",
                   NULL, ORG_CHOICE, "branch", 0, 0, within_choices },
    [P_PER_POST] = { "per_post", "Candidates for a post at most", "people", ORG_INT, "3", 1, 20 },
    [P_PER_PERSON] = { "per_person", "Posts that somebody is planned for at most", "posts", ORG_INT, "3", 1,
                       PLAN_SLOTS },
    [P_ORDER] = { "order", "Who comes first", NULL, ORG_CHOICE, "rating", 0, 0, order_choices },
    [P_WOMEN] = { "women", "Least share of women in the plan", NULL, ORG_PERCENT, "0%", 0, 1 },
    [P_YOUNG] = { "young", "Least share of the young in the plan", NULL, ORG_PERCENT, "0%", 0, 1 },
    [P_YOUNG_AGE] = { "young_age", "Who is below this age is young", "years", ORG_INT, "40", 18, 70 },
    [P_YEARLY] = { "yearly", "Month in which the plan is revised each year; 0: only when the step is due", NULL,
                   ORG_INT, "12", 0, 12 },
    [P_TERM] = { "term", "Length of a term", "months", ORG_INT, "60", 1, 240 },
    [P_TERMS] = { "terms", "Terms that a candidate has left before retirement", NULL, ORG_INT, "2", 0, 5 },
    [P_RETIRE_MEN] = { "retire_men", "Age at which men retire", "years", ORG_INT, "62", 40, 80 },
    [P_RETIRE_WOMEN] = { "retire_women", "Age at which women retire", "years", ORG_INT, "60", 40, 80 },
};

static void
report(const Plan *p)
{
    size_t covered = 0, people = 0;
    for (size_t i = 0; i < p->n_plan; i++)
        covered += p->plan[i].n > 0;
    for (OrgRow person = 0; person < p->people->n; person++)
        for (size_t slot = 0; slot < PLAN_SLOTS; slot++)
            if (p->slots[(size_t) person * PLAN_SLOTS + slot] != ORG_NONE) {
                people++;
                break;
            }
    void (*measure)(OrgCtx *, const char *, OrgRow, double) = p->host->measure;
    measure(p->ctx, "posts-planned", ORG_NONE, (double) p->n_plan);
    measure(p->ctx, "posts-covered", ORG_NONE, (double) covered);
    measure(p->ctx, "candidacies", ORG_NONE, (double) p->quota.n);
    measure(p->ctx, "candidates", ORG_NONE, (double) people);
    measure(p->ctx, "women-planned", ORG_NONE, (double) p->quota.n_women);
    measure(p->ctx, "young-planned", ORG_NONE, (double) p->quota.n_young);
    measure(p->ctx, "plan-dropped", ORG_NONE, (double) p->dropped);
    if (p->n_plan > covered)
        p->host->finding(p->ctx, ORG_NOTE, 0, ORG_NONE, "%u of %u leading posts have no candidate in the plan.",
                         (unsigned) (p->n_plan - covered), (unsigned) p->n_plan);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Plan p = { .host = host,
               .ctx = ctx,
               .units = host->units(ctx),
               .posts = host->posts(ctx),
               .people = host->people(ctx),
               .now = host->now(ctx),
               .penalties = penalties(host, ctx) };
    if (!plan_revise(&p))
        return p.status;
    report(&p);
    const OrgMonth yearly = (OrgMonth) host->integer(ctx, P_YEARLY), month = p.now % 12 + 1;
    return yearly ? host->wake(ctx, p.now + (yearly > month ? yearly - month : yearly - month + 12)) : ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "posts-planned", .label = "Leading posts that are planned for", .kind = ORG_LEVEL, .unit = "posts" },
    { .name = "posts-covered", .label = "Leading posts with a candidate", .kind = ORG_LEVEL, .unit = "posts" },
    { .name = "candidacies", .label = "Places in the plan", .kind = ORG_LEVEL },
    { .name = "candidates", .label = "People in the plan", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "women-planned", .label = "Places of women in the plan", .kind = ORG_LEVEL },
    { .name = "young-planned", .label = "Places of the young in the plan", .kind = ORG_LEVEL },
    { .name = "plan-dropped", .label = "Places dropped from the plan", .kind = ORG_FLOW },
};

static const char *const words[] = { "quy hoạch", "quy hoạch cán bộ", NULL };

static const OrgFeature features[] = {
    { .name = "plan-cadres",
      .summary = "Plan who may follow in leading posts",
      .details =
          "Planning of cadres (quy hoạch cán bộ): for each leading post a few candidates from below, revised each "
          "year, "
          "with minimal shares of women and of the young in the list. At most three a post and a person, and two terms "
          "before retirement, are from memory.",
      .kind = ORG_OPERATOR,
      .flags = ORG_USES_CHANCE,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("plan-cadres", "1.0.0", "orgsim", "MIT", features);
