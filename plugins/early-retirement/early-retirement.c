// SPDX-License-Identifier: MIT
/* early-retirement: people near the age of retirement are offered to go early; some accept, and are paid by a decree. */
#include "../common/severance/params.h"
#include "early.h"

static const char *const bys[] = { "share", "chance", NULL };
static const char *const orders[] = { "nearest", "random", NULL };
static const char *const posts_choices[] = { "vacant", "close", NULL };

static const OrgParam params[N_PARAMS] = {
    [P_WHERE] = { "where", "People who are asked; all when left out", NULL, ORG_PERSON_SET, "" },
    [P_TAKE_UP] = { "take_up", "How many of those who are asked accept", NULL, ORG_PERCENT, NULL, 0, 1 },
    [P_YEARS] = { "years", "How long before the age of retirement people are asked, within what the decree allows",
                  "years", ORG_REAL, "5", 0, 10 },
    [P_BY] = { "by", "take_up is a share of those who are asked, or each person's own chance", NULL, ORG_CHOICE,
               "share", 0, 0, bys },
    [P_ORDER] = { "order", "Who accepts first: who is nearest to the age, or at random", NULL, ORG_CHOICE, "nearest", 0,
                  0, orders },
    [P_AT_MOST] = { "at_most", "How many may accept in a call; 0: all", "people", ORG_INT, "0", 0, 1e9 },
    [P_POSTS] = { "posts", "What becomes of the posts that they give up", NULL, ORG_CHOICE, "vacant", 0, 0,
                  posts_choices },
    [P_DECIDED] = { "decided", "The month of the decision; else the one in which the step falls due", NULL, ORG_DATE,
                    "" },
    [P_SCHEME] = SEVERANCE_PARAM_SCHEME,
    [P_SCHEDULE] = SEVERANCE_PARAM_SCHEDULE,
    [P_BASE] = SEVERANCE_PARAM_BASE,
    [P_COEFFICIENT] = SEVERANCE_PARAM_COEFFICIENT(
        "Assumed salary coefficient, allowance included, where neither post nor person has one"),
    [P_ALLOWANCE] = SEVERANCE_PARAM_ALLOWANCE,
    [P_SERVICE] = SEVERANCE_PARAM_SERVICE,
};

static const TermsParams terms_params = { .scheme = P_SCHEME,
                                          .years_early = P_YEARS,
                                          .schedule = P_SCHEDULE,
                                          .base = P_BASE,
                                          .coefficient = P_COEFFICIENT,
                                          .allowance = P_ALLOWANCE,
                                          .service = P_SERVICE };

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    const OrgPeople *people;
    Ages ages;
    Offer *offers;
    size_t n, accepted, closed, too_short;
} Early;

static Terms
read_terms(const Early *e)
{
    OrgMonth decided, last;
    e->host->window(e->ctx, &decided, &last);
    if (e->host->given(e->ctx, P_DECIDED))
        decided = (OrgMonth) e->host->integer(e->ctx, P_DECIDED);
    return terms_read(e->host, e->ctx, &terms_params, decided, true, false);
}

/* Who has reached the age is asked nothing, nor is somebody to whom nothing would be due. */
static void
ask(Early *e, const Terms *terms, OrgRow person)
{
    Offer offer = { .person = person };
    if (e->people->state[person] == ORG_LEFT)
        return;
    offer.leaver = terms_leaver(terms, &e->ages, person, e->people->post[person]);
    if (offer.leaver.early == 0 || !terms_best_early(terms, &offer.leaver, &offer.due))
        return;
    if (severance_gives_nothing(&offer.due, &offer.leaver))
        e->too_short++;
    else
        e->offers[e->n++] = offer;
}

static bool
ask_all(Early *e, const Terms *terms)
{
    const OrgRow *rows = NULL;
    const bool given = e->host->given(e->ctx, P_WHERE);
    size_t n = given ? e->host->rows(e->ctx, P_WHERE, &rows) : e->people->n;
    e->offers = call_scratch(e->host, e->ctx, &e->status, n, sizeof *e->offers);
    for (size_t i = 0; e->offers && i < n; i++)
        ask(e, terms, given ? rows[i] : (OrgRow) i);
    return e->offers != NULL;
}

/* Posts are known before people leave them. */
static bool
let_go(Early *e, const Terms *terms)
{
    OrgRow *people = call_scratch(e->host, e->ctx, &e->status, e->accepted, sizeof *people);
    OrgRow *posts = call_scratch(e->host, e->ctx, &e->status, e->accepted, sizeof *posts);
    Payout payout = { 0 };
    for (size_t i = 0; people && posts && i < e->accepted; i++) {
        const Offer *offer = &e->offers[i];
        OrgRow post = e->people->post[offer->person];
        people[i] = offer->person;
        if (post != ORG_NONE && e->host->integer(e->ctx, P_POSTS) == POSTS_CLOSE)
            posts[e->closed++] = post;
        payout_count(&payout, terms, &offer->due, &offer->leaver, offer->person, post);
        if (!payout_pay(terms, &e->status, &offer->due, &offer->leaver, offer->person))
            return false;
    }
    if (!people || !posts)
        return false;
    payout_tell(&payout, terms);
    e->host->because(e->ctx, "accepted to retire early");
    if (!payout_leave(terms, &e->status, people, e->accepted, "early-retirement"))
        return false;
    e->host->because(e->ctx, "its holder retired early");
    return e->closed == 0 || call_ok(&e->status, e->host->close_posts(e->ctx, posts, e->closed));
}

static void
report(const Early *e)
{
    e->host->measure(e->ctx, "offered", ORG_NONE, (double) e->n);
    e->host->measure(e->ctx, "accepted", ORG_NONE, (double) e->accepted);
    e->host->measure(e->ctx, "posts-closed", ORG_NONE, (double) e->closed);
    e->host->pay(e->ctx, NULL, NULL, 0, "severance"); /* told where nobody accepts, too: as 0 */
    if (e->too_short)
        e->host->finding(e->ctx, ORG_NOTE, 0, ORG_NONE,
                         "People who are not asked because nothing would be due to them less than 2 years early: %u.",
                         (unsigned) e->too_short);
    if (e->n == 0)
        e->host->finding(e->ctx, ORG_NOTE, 0, ORG_NONE,
                         "Nobody may retire early: of those who are asked, none is in the window of a decree.");
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Early e = { .host = host, .ctx = ctx, .people = host->people(ctx) };
    if (!ages_begin(&e.ages, host, ctx, &e.status, host->table(ctx, P_SCHEDULE)))
        return e.status;
    const Terms terms = read_terms(&e);
    if (!ask_all(&e, &terms))
        return e.status;
    e.accepted = early_accept(host, ctx, e.people, e.offers, e.n);
    if (let_go(&e, &terms))
        report(&e);
    return e.status;
}

static const OrgSeries series[] = {
    { .name = "offered", .label = "People to whom early retirement was offered", .kind = ORG_FLOW, .unit = "people" },
    { .name = "accepted", .label = "People who accepted to retire early", .kind = ORG_FLOW, .unit = "people" },
    { .name = "posts-closed", .label = "Posts closed after their holders", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "severance",
      .label = "Severance",
      .kind = ORG_FLOW,
      .flags = ORG_ONE_OFF | ORG_LESS_IS_GOOD,
      .unit = "money" },
};

static const char *const words[] = { "nghỉ hưu trước tuổi", "nghỉ hưu sớm", "về hưu trước tuổi", NULL };

static const OrgFeature features[] = {
    { .name = "early-retirement",
      .summary = "Offer early retirement to people near the age; some accept and are paid by a decree",
      .details = "A share of those whom a decree in force lets retire early accepts, the nearest to the age first, or "
                 "each by chance. Decrees 29/2023, 178/2024, 154/2025, or 108/2014 where the scenario names it.",
      .kind = ORG_OPERATOR,
      .flags = ORG_USES_CHANCE | ORG_NEEDS_BIRTHS,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("early-retirement", "1.0.0", "orgsim", "MIT", features);
