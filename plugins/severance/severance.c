// SPDX-License-Identifier: MIT
/* severance: people without a post, or others that are chosen, leave under a decree and are paid by it. */
#include "../common/severance/params.h"
#include "../common/severance/payout.h"

#include <stdlib.h>

enum {
    P_WHERE,
    P_WAY,
    P_AT_MOST,
    P_UNDER_TWO,
    P_WITHOUT_POST,
    P_DECIDED,
    P_YEARS_EARLY,
    P_SCHEME,
    P_SCHEDULE,
    P_BASE,
    P_COEFFICIENT,
    P_ALLOWANCE,
    P_SERVICE,
    N_PARAMS
};

enum { WAY_BEST, WAY_LEAVE, WAY_RETIRE };
enum { UNDER_TWO_SPARE, UNDER_TWO_LEAVE, UNDER_TWO_RETIRE };
static const char *const ways[] = { "best", "leave", "retire-early", NULL };
static const char *const under_twos[] = { "spare", "leave", "retire", NULL };
static const char *const categories[] = { "public-employee", "civil-servant", NULL };

static const OrgParam params[N_PARAMS] = {
    [P_WHERE] = { "where", "People who leave; when left out those without a post", NULL, ORG_PERSON_SET, "" },
    [P_WAY] = { "way",
                "best: early retirement where a decree lets them, else leaving; leave: leaving alone; retire-early: "
                "others stay",
                NULL, ORG_CHOICE, "best", 0, 0, ways },
    [P_AT_MOST] = { "at_most", "How many leave in a call, who has waited longest first; 0: all", "people", ORG_INT, "0",
                    0, 1e9 },
    [P_UNDER_TWO] = { "under_two",
                      "People to whom nothing is due because they are less than 2 years early: they stay, leave under "
                      "the scheme of leaving, or retire",
                      NULL, ORG_CHOICE, "spare", 0, 0, under_twos },
    [P_WITHOUT_POST] = { "without_post", "What people without a post are taken to be", NULL, ORG_CHOICE,
                         "public-employee", 0, 0, categories },
    [P_DECIDED] = { "decided", "The month of the decision; else the one in which the step falls due", NULL, ORG_DATE,
                    "" },
    [P_YEARS_EARLY] = { "years_early",
                        "How long before the age of retirement people may retire early, within what the decree allows",
                        "years", ORG_REAL, "5", 0, 10 },
    [P_SCHEME] = SEVERANCE_PARAM_SCHEME,
    [P_SCHEDULE] = SEVERANCE_PARAM_SCHEDULE,
    [P_BASE] = SEVERANCE_PARAM_BASE,
    [P_COEFFICIENT] = SEVERANCE_PARAM_COEFFICIENT(
        "Assumed salary coefficient, allowance included, where neither post nor person has one"),
    [P_ALLOWANCE] = SEVERANCE_PARAM_ALLOWANCE,
    [P_SERVICE] = SEVERANCE_PARAM_SERVICE,
};

static const TermsParams terms_params = { .scheme = P_SCHEME,
                                          .years_early = P_YEARS_EARLY,
                                          .schedule = P_SCHEDULE,
                                          .base = P_BASE,
                                          .coefficient = P_COEFFICIENT,
                                          .allowance = P_ALLOWANCE,
                                          .service = P_SERVICE };

typedef struct {
    OrgRow person;
    OrgMonth since;
} Waiting;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    const OrgPeople *people;
    Waiting *waiting;
    size_t n, spared, n_retired, n_left;
    OrgRow *retired, *left;
    Ages ages;
    Payout payout;
} Severance;

static int
by_waiting(const void *a, const void *b)
{
    const Waiting *x = a, *y = b;
    if (x->since != y->since)
        return x->since < y->since ? -1 : 1;
    return x->person < y->person ? -1 : x->person > y->person;
}

static bool
list_people(Severance *s)
{
    const OrgRow *rows = NULL;
    const bool given = s->host->given(s->ctx, P_WHERE);
    size_t n = given ? s->host->rows(s->ctx, P_WHERE, &rows) : s->people->n;
    s->waiting = call_scratch(s->host, s->ctx, &s->status, n, sizeof *s->waiting);
    s->retired = call_scratch(s->host, s->ctx, &s->status, n, sizeof *s->retired);
    s->left = call_scratch(s->host, s->ctx, &s->status, n, sizeof *s->left);
    if (!s->waiting || !s->retired || !s->left)
        return false;
    for (size_t i = 0; i < n; i++) {
        OrgRow person = given ? rows[i] : (OrgRow) i;
        if (given ? s->people->state[person] != ORG_LEFT : s->people->state[person] == ORG_SURPLUS)
            s->waiting[s->n++] = (Waiting){ person, s->people->since[person] };
    }
    qsort(s->waiting, s->n, sizeof *s->waiting, by_waiting);
    return true;
}

static Terms
read_terms(const Severance *s)
{
    OrgMonth decided, last;
    s->host->window(s->ctx, &decided, &last);
    if (s->host->given(s->ctx, P_DECIDED))
        decided = (OrgMonth) s->host->integer(s->ctx, P_DECIDED);
    return terms_read(s->host, s->ctx, &terms_params, decided, s->host->integer(s->ctx, P_WAY) != WAY_LEAVE,
                      s->host->integer(s->ctx, P_UNDER_TWO) == UNDER_TWO_LEAVE);
}

static Leaver
describe(const Severance *s, const Terms *terms, OrgRow person)
{
    OrgRow post = s->people->post[person];
    Leaver leaver = terms_leaver(terms, &s->ages, person, post);
    if (post == ORG_NONE)
        leaver.civil_servant = s->host->integer(s->ctx, P_WITHOUT_POST) == 1;
    return leaver;
}

/* One person: chosen, spared or passed over. */
static bool
choose(Severance *s, const Terms *terms, OrgRow person)
{
    Leaver leaver = describe(s, terms, person);
    Due due = terms_best(terms, &leaver);
    if (s->host->integer(s->ctx, P_WAY) == WAY_RETIRE && !due.retires)
        return true;
    if (severance_gives_nothing(&due, &leaver) && s->host->integer(s->ctx, P_UNDER_TWO) == UNDER_TWO_SPARE) {
        s->spared++;
        return true;
    }
    payout_count(&s->payout, terms, &due, &leaver, person, s->people->post[person]);
    if (due.retires)
        s->retired[s->n_retired++] = person;
    else
        s->left[s->n_left++] = person;
    return payout_pay(terms, &s->status, &due, &leaver, person);
}

static bool
let_go(Severance *s, const Terms *terms)
{
    s->host->because(s->ctx, "retired early under a scheme");
    if (!payout_leave(terms, &s->status, s->retired, s->n_retired, "early-retirement"))
        return false;
    s->host->because(s->ctx, "left under a scheme");
    return payout_leave(terms, &s->status, s->left, s->n_left, "streamlined");
}

static void
report(const Severance *s)
{
    s->host->measure(s->ctx, "retired-early", ORG_NONE, (double) s->n_retired);
    s->host->measure(s->ctx, "left", ORG_NONE, (double) s->n_left);
    s->host->measure(s->ctx, "spared", ORG_NONE, (double) s->spared);
    s->host->pay(s->ctx, NULL, NULL, 0, "severance"); /* told where nobody is let go, too: as 0 */
    if (s->spared)
        s->host->finding(s->ctx, ORG_NOTE, 0, ORG_NONE,
                         "People who stay because nothing would be due to them less than 2 years early: %u.",
                         (unsigned) s->spared);
    if (s->n == 0)
        s->host->finding(s->ctx, ORG_NOTE, 0, ORG_NONE, "There is nobody to let go.");
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Severance s = { .host = host, .ctx = ctx, .people = host->people(ctx) };
    if (!list_people(&s) || !ages_begin(&s.ages, host, ctx, &s.status, host->table(ctx, P_SCHEDULE)))
        return s.status;
    const Terms terms = read_terms(&s);
    const int64_t most = host->integer(ctx, P_AT_MOST);
    for (size_t i = 0; i < s.n && (most == 0 || s.n_retired + s.n_left < (size_t) most); i++)
        if (!choose(&s, &terms, s.waiting[i].person))
            return s.status;
    payout_tell(&s.payout, &terms);
    if (let_go(&s, &terms))
        report(&s);
    return s.status;
}

static const OrgSeries series[] = {
    { .name = "retired-early", .label = "People who retired early", .kind = ORG_FLOW, .unit = "people" },
    { .name = "left", .label = "People who left with severance", .kind = ORG_FLOW, .unit = "people" },
    { .name = "spared",
      .label = "People who stay because nothing would be due to them",
      .kind = ORG_FLOW,
      .unit = "people" },
    { .name = "severance",
      .label = "Severance",
      .kind = ORG_FLOW,
      .flags = ORG_ONE_OFF | ORG_LESS_IS_GOOD,
      .unit = "money" },
};

static const char *const words[] = { "thôi việc", "thôi việc ngay", "giải quyết dôi dư", "giải quyết cán bộ dôi dư",
                                     NULL };

static const OrgFeature features[] = {
    { .name = "severance",
      .summary = "People without a post leave under a decree and are paid by it",
      .details = "Surplus people (dôi dư) are settled: early retirement where a decree lets them, else leaving, by "
                 "Decrees 29/2023, 178/2024, 154/2025, or 108/2014 where the scenario names it.",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("severance", "1.0.0", "orgsim", "MIT", features);
