// SPDX-License-Identifier: MIT
/* Congresses: each term of a Party organisation ends with one, at which its leading posts come up. Called after the steps. */
#include "../common/state.h"

#include <stdlib.h>

enum { P_UNITS, P_FIRST, P_OVER, P_TERM, P_NUMBER, P_POSTS, P_REELECTED };

static const OrgParam params[] = {
    [P_UNITS] = { .key = "units", .summary = "Organisations that hold congresses", .type = ORG_UNIT_SET },
    [P_FIRST] = { .key = "first",
                  .summary = "Month in which the first congresses of a term are held",
                  .type = ORG_DATE },
    [P_OVER] = { .key = "over",
                 .summary = "Months over which those of a term are spread",
                 .unit = "months",
                 .type = ORG_INT,
                 .fallback = "1",
                 .min = 1,
                 .max = 120 },
    [P_TERM] = { .key = "term",
                 .summary = "Length of a term",
                 .unit = "months",
                 .type = ORG_INT,
                 .min = 1,
                 .max = 240 },
    [P_NUMBER] = { .key = "number",
                   .summary = "Attribute that tells for how many organisations a unit stands; empty: one",
                   .type = ORG_TEXT,
                   .fallback = "" },
    [P_POSTS] = { .key = "posts",
                  .summary = "Leading posts that come up; empty: none",
                  .type = ORG_POST_SET,
                  .fallback = "" },
    [P_REELECTED] = { .key = "reelected",
                      .summary = "Share of the holders who are elected again",
                      .type = ORG_PERCENT,
                      .fallback = "100%",
                      .max = 1 },
};

/* A post whose holder is not elected again, and who is elected instead. */
typedef struct {
    OrgWord id;
    OrgRow post, person;
    unsigned choice; /* person's candidate number: 1 … 3 */
} Seat;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    OrgMonth now;
    unsigned held, reelected, from_plan, vacant;
} Congress;

static bool
is_due(const Congress *c, OrgRow unit)
{
    const OrgMonth first = (OrgMonth) c->host->integer(c->ctx, P_FIRST);
    const int64_t over = c->host->integer(c->ctx, P_OVER), term = c->host->integer(c->ctx, P_TERM);
    const double drawn =
        org_chance_real(c->host->key(c->ctx, 0), state_stream(c->host->id(c->ctx, ORG_UNITS, unit)), 0);
    const int64_t after = c->now - first - (int64_t) (drawn * (double) (over < term ? over : term));
    return after >= 0 && after % term == 0;
}

/* The first month of a term: what was held in the one before counts no more. */
static bool
term_begins(const Congress *c)
{
    const int64_t after = c->now - c->host->integer(c->ctx, P_FIRST);
    return after >= 0 && after % c->host->integer(c->ctx, P_TERM) == 0;
}

static int
by_id(const void *a, const void *b)
{
    const Seat *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Who is planned for a seat (plan-cadres), is not disciplined and takes no other: the first choice first, of equals the first row. */
static void
find_candidates(Congress *c, Seat *seats, size_t n, OrgMonth now)
{
    static const char *const names[] = { "plan-cadres.post1", "plan-cadres.post2", "plan-cadres.post3" };
    const OrgPeople *people = c->host->people(c->ctx);
    const double *until = c->host->numbers(c->ctx, ORG_PEOPLE, "discipline_until");
    uint8_t *taken = call_scratch(c->host, c->ctx, &c->status, people->n, 1);
    qsort(seats, n, sizeof *seats, by_id);
    for (unsigned k = 0; taken && k < sizeof names / sizeof names[0]; k++) {
        const OrgWord *planned = c->host->words(c->ctx, ORG_PEOPLE, names[k]);
        for (OrgRow p = 0; planned && p < people->n; p++) {
            const Seat key = { .id = planned[p] };
            Seat *seat = key.id ? bsearch(&key, seats, n, sizeof *seats, by_id) : NULL;
            if (!seat || seat->person != ORG_NONE || taken[p] || people->state[p] == ORG_LEFT ||
                people->post[p] == seat->post || people->second[p] == seat->post || (until && until[p] >= now))
                continue;
            seat->person = p;
            taken[p] = 1;
        }
    }
}

static void
elect(Congress *c, Seat *seats, size_t n)
{
    OrgRow *posts = call_scratch(c->host, c->ctx, &c->status, n, sizeof *posts);
    OrgRow *people = call_scratch(c->host, c->ctx, &c->status, n, sizeof *people),
           *into = call_scratch(c->host, c->ctx, &c->status, n, sizeof *into);
    size_t k = 0;
    if (c->status != ORG_OK || n == 0)
        return;
    find_candidates(c, seats, n, c->now);
    for (size_t i = 0; i < n; i++) {
        posts[i] = seats[i].post;
        if (seats[i].person == ORG_NONE)
            continue;
        people[k] = seats[i].person;
        into[k++] = seats[i].post;
    }
    c->host->because(c->ctx, "not elected again");
    call_ok(&c->status, c->host->release(c->ctx, posts, n));
    c->host->because(c->ctx, "elected from the plan");
    if (c->status == ORG_OK && k > 0)
        call_ok(&c->status, c->host->place(c->ctx, people, into, k, false));
    c->from_plan = (unsigned) k;
    c->vacant = (unsigned) (n - k);
}

/* The posts of the units whose congress it is, whose holders are not elected again. */
static size_t
find_seats(Congress *c, const uint8_t *due, Seat **seats)
{
    const OrgPosts *posts = c->host->posts(c->ctx);
    const OrgRow *rows = NULL;
    const size_t n = c->host->given(c->ctx, P_POSTS) ? c->host->rows(c->ctx, P_POSTS, &rows) : 0;
    const uint64_t key = c->host->key(c->ctx, c->now / 12);
    size_t found = 0;
    *seats = call_scratch(c->host, c->ctx, &c->status, n, sizeof **seats);
    for (size_t i = 0; *seats && i < n; i++) {
        if (!due[posts->unit[rows[i]]] || posts->holder[rows[i]] == ORG_NONE)
            continue;
        if (org_chance_real(key, posts->stream[rows[i]], 0) < c->host->real(c->ctx, P_REELECTED)) {
            c->reelected++;
            continue;
        }
        const OrgWord id = c->host->word(c->ctx, c->host->id(c->ctx, ORG_POSTS, rows[i]));
        (*seats)[found++] = (Seat){ .id = id, .post = rows[i], .person = ORG_NONE };
    }
    return found;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Congress c = { .host = host, .ctx = ctx, .now = host->now(ctx) };
    const OrgUnits *units = host->units(ctx);
    const OrgRow *rows;
    const size_t n = host->rows(ctx, P_UNITS, &rows);
    const double *number =
        host->text(ctx, P_NUMBER)[0] ? host->numbers(ctx, ORG_UNITS, host->text(ctx, P_NUMBER)) : NULL;
    double *held = state_read(host, ctx, &c.status, ORG_UNITS, "congress.held", units->n);
    double *month = state_read(host, ctx, &c.status, ORG_UNITS, "congress.month", units->n);
    uint8_t *due = call_scratch(host, ctx, &c.status, units->n, 1);
    Seat *seats = NULL;
    if (c.status != ORG_OK)
        return c.status;
    for (OrgRow unit = 0; term_begins(&c) && unit < units->n; unit++)
        held[unit] = isnan(held[unit]) ? NAN : 0;
    state_hand_over(units, held);
    for (size_t i = 0; i < n; i++) {
        if (!is_due(&c, rows[i]))
            continue;
        const double stands_for = number && !isnan(number[rows[i]]) ? number[rows[i]] : 1;
        due[rows[i]] = 1;
        held[rows[i]] = (isnan(held[rows[i]]) ? 0 : held[rows[i]]) + stands_for;
        month[rows[i]] = c.now;
        c.held += (unsigned) stands_for;
    }
    host->because(ctx, "its congress was held");
    state_write(host, ctx, &c.status, ORG_UNITS, "congress.held", held, units->n);
    state_write(host, ctx, &c.status, ORG_UNITS, "congress.month", month, units->n);
    const size_t n_seats = c.status == ORG_OK ? find_seats(&c, due, &seats) : 0;
    elect(&c, seats, n_seats);
    host->measure(ctx, "congresses", ORG_NONE, c.held);
    host->measure(ctx, "leaders-reelected", ORG_NONE, c.reelected);
    host->measure(ctx, "leaders-from-plan", ORG_NONE, c.from_plan);
    host->measure(ctx, "leaders-not-replaced", ORG_NONE, c.vacant);
    return c.status;
}

static const OrgSeries series[] = {
    { .name = "congresses", .label = "Congresses held", .kind = ORG_FLOW },
    { .name = "leaders-reelected", .label = "Leaders elected again", .kind = ORG_FLOW, .unit = "people" },
    { .name = "leaders-from-plan", .label = "Leaders elected from the plan", .kind = ORG_FLOW, .unit = "people" },
    { .name = "leaders-not-replaced",
      .label = "Leading posts left vacant by a congress",
      .kind = ORG_FLOW,
      .unit = "posts" },
};

static const OrgFeature features[] = {
    { .name = "congress",
      .summary = "Congresses of Party organisations; leaders are elected again, from the plan, or not replaced",
      .details = "Each organisation holds one a term, in a month of its own. A leader is elected again by a share; "
                 "else who is planned for "
                 "the post (plan-cadres) takes it, and where nobody is it falls vacant. The share is an assumption.",
      .kind = ORG_PROCESS,
      .flags = ORG_USES_CHANCE | ORG_MONTHLY | ORG_AFTER_STEPS,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("congress", "1.0.0", "orgsim", "MIT", features);
