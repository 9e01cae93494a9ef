// SPDX-License-Identifier: MIT
/* Votes of confidence: how many said high, medium and low of whom, as reported or assumed, and what follows from a low one. */
#include "../common/state.h"
#include "../common/table.h"

enum { P_VOTES, P_MAY_RESIGN, P_DISMISS };
enum { C_PERSON, C_MONTH, C_HIGH, C_MEDIUM, C_LOW };

static const OrgParam params[] = {
    [P_VOTES] = { .key = "votes",
                  .summary = "The votes: of whom, in which month, how many said high, medium and low",
                  .type = ORG_TABLE,
                  .columns = "person:text,month:date,high:int,medium:int,low:int" },
    [P_MAY_RESIGN] = { .key = "may_resign",
                       .summary = "From this share of low votes on a note says that the person may resign",
                       .type = ORG_PERCENT,
                       .fallback = "50%",
                       .max = 1 },
    [P_DISMISS] = { .key = "dismiss",
                    .summary = "From this share of low votes on the post is given up; 0: nobody is dismissed",
                    .type = ORG_PERCENT,
                    .fallback = "0%",
                    .max = 1 },
};

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    const OrgTable *table;
    unsigned held, low, dismissed;
} Votes;

/* What is kept of a person: the votes of the last time. */
static void
keep(Votes *v, OrgRow person, const double *votes, OrgMonth month)
{
    static const char *const names[] = { "confidence-vote.high", "confidence-vote.medium", "confidence-vote.low",
                                         "confidence-vote.month" };
    const double values[] = { votes[0], votes[1], votes[2], month };
    v->host->because(v->ctx, "a vote of confidence");
    for (size_t i = 0; v->status == ORG_OK && i < sizeof names / sizeof names[0]; i++)
        call_ok(&v->status, v->host->set_numbers(v->ctx, ORG_PEOPLE, names[i], &person, &values[i], 1));
}

static void
dismiss(Votes *v, OrgRow person, double share)
{
    const OrgPeople *people = v->host->people(v->ctx);
    /* The first one last: who waits does so in its unit. */
    const OrgRow posts[] = { people->second[person], people->post[person] };
    v->host->because(v->ctx, "dismissed after a vote of confidence with %.0f %% low", 100 * share);
    v->dismissed += posts[1] != ORG_NONE; /* whoever waits already has nothing to give up */
    for (size_t i = 0; v->status == ORG_OK && i < 2; i++)
        if (posts[i] != ORG_NONE)
            call_ok(&v->status, v->host->release(v->ctx, &posts[i], 1));
}

static void
vote(Votes *v, size_t row)
{
    const char *id = org_column(v->table, C_PERSON)->text[row];
    const OrgRow person = v->host->find(v->ctx, ORG_PEOPLE, id ? id : "");
    const double month = number_or(v->table, C_MONTH, row, 0), most = v->host->real(v->ctx, P_DISMISS);
    const double votes[] = { number_or(v->table, C_HIGH, row, 0), number_or(v->table, C_MEDIUM, row, 0),
                             number_or(v->table, C_LOW, row, 0) };
    const double all = votes[0] + votes[1] + votes[2], share = votes[2] / all;
    if (person == ORG_NONE || all <= 0 || votes[0] < 0 || votes[1] < 0 || votes[2] < 0) {
        call_ok(&v->status,
                v->host->fail(v->ctx, ORG_E_INVALID,
                              "row %u of `votes` needs a person of the data, and votes from 0 up", (unsigned) row + 1));
        return;
    }
    if (month <= v->host->from(v->ctx) || month > v->host->now(v->ctx))
        return;
    const char *name = v->host->name(v->ctx, ORG_PEOPLE, person);
    if (v->host->people(v->ctx)->state[person] == ORG_LEFT) {
        v->host->finding(v->ctx, ORG_WARN, ORG_PEOPLE, person, "%s left before the vote of confidence",
                         name[0] ? name : id);
        return;
    }
    v->held++;
    keep(v, person, votes, (OrgMonth) month);
    if (share < v->host->real(v->ctx, P_MAY_RESIGN))
        return;
    v->low++;
    v->host->finding(v->ctx, ORG_NOTE, ORG_PEOPLE, person, "%s has %.0f %% low votes of confidence",
                     name[0] ? name : id, 100 * share);
    if (most > 0 && share >= most - 1e-9)
        dismiss(v, person, share);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Votes v = { .host = host, .ctx = ctx, .table = host->table(ctx, P_VOTES) };
    for (size_t row = 0; v.status == ORG_OK && row < v.table->rows; row++)
        vote(&v, row);
    host->measure(ctx, "votes-held", ORG_NONE, v.held);
    host->measure(ctx, "votes-low", ORG_NONE, v.low);
    host->measure(ctx, "dismissed-by-vote", ORG_NONE, v.dismissed);
    return v.status;
}

static const OrgSeries series[] = {
    { .name = "votes-held", .label = "Votes of confidence held", .kind = ORG_FLOW, .unit = "people" },
    { .name = "votes-low", .label = "Votes of confidence that let people resign", .kind = ORG_FLOW, .unit = "people" },
    { .name = "dismissed-by-vote",
      .label = "People dismissed after a vote of confidence",
      .kind = ORG_FLOW,
      .unit = "people" },
};

static const OrgFeature features[] = {
    { .name = "confidence-vote",
      .summary = "Votes of confidence from a table, and what follows from low ones",
      .details =
          "The votes are typed, as reported or assumed; none is simulated. Both thresholds are parameters from memory.",
      .kind = ORG_PROCESS,
      .flags = ORG_ASSUMED | ORG_MONTHLY,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("confidence-vote", "1.0.0", "orgsim", "MIT", features);
