// SPDX-License-Identifier: MIT
/* A rule: nobody is appointed to a leading post who is badly rated, under a penalty, or has not passed what the post asks for. */
#include "../common/needs.h"

enum { WHERE, MIN_RATING, NEEDS, GRACE, SEVERITY, BASIS };

static const char *const severity_choices[] = { "veto", "warn", "note", NULL };
static const uint32_t severities[] = { ORG_VETO, ORG_WARN, ORG_NOTE };
static const char *const codes[] = { NULL, "low-rating", "not-trained", "under-penalty" };

static const OrgParam params[] = {
    { .key = "where",
      .summary = "Leading posts that ask for it; empty: all of heads and deputies",
      .type = ORG_POST_SET,
      .fallback = "" },
    { .key = "min_rating", .summary = "Least rating; 0: none", .type = ORG_INT, .fallback = "0", .max = 4 },
    { .key = "needs",
      .summary = "Topics of training that must have been passed, with commas between",
      .type = ORG_TEXT,
      .fallback = "" },
    { .key = "grace",
      .summary = "Time after the appointment in which a topic may still be passed",
      .unit = "months",
      .type = ORG_INT,
      .fallback = "0",
      .max = 120 },
    { .key = "severity",
      .summary = "What such an appointment is: a `veto` undoes the step",
      .type = ORG_CHOICE,
      .fallback = "veto",
      .choices = severity_choices },
    { .key = "basis", .summary = "Legal basis, printed with the finding", .type = ORG_TEXT, .fallback = "" },
};

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    const OrgPosts *posts, *before; /* before: NULL when no step ran */
    OrgMonth now;
    Needs needs;
    uint32_t severity;
    const char *colon, *basis;
} Rule;

/* A topic may be passed later, until the grace is over; the rule asks to be called then. */
static uint32_t
severity_of(const Rule *r, OrgRow post)
{
    const OrgMonth last =
        r->host->standing(r->ctx, "not-trained", ORG_POSTS, post) + (OrgMonth) r->host->integer(r->ctx, GRACE);
    if (r->now >= last)
        return r->severity;
    r->host->wake(r->ctx, last);
    return ORG_NOTE;
}

static void
tell(const Rule *r, OrgRow post, OrgRow person, int what)
{
    const OrgHost *h = r->host;
    const char *title = h->name(r->ctx, ORG_POSTS, post), *id = h->id(r->ctx, ORG_POSTS, post);
    const char *name = title[0] ? title : id;
    if (what == NEEDS_RATING)
        h->breach(r->ctx, r->severity, ORG_POSTS, post, codes[what], r->needs.people->rating[person],
                  (double) r->needs.least, "%s (%s) is rated %u; at least %u is required%s%s", name, id,
                  (unsigned) r->needs.people->rating[person], (unsigned) r->needs.least, r->colon, r->basis);
    else if (what == NEEDS_PENALTY) {
        h->wake(r->ctx, (OrgMonth) r->needs.penalties[person] + 1); /* it ends by itself */
        h->breach(r->ctx, r->severity, ORG_POSTS, post, codes[what], 1, 0, "%s (%s) is under a penalty%s%s", name, id,
                  r->colon, r->basis);
    } else
        h->breach(r->ctx, severity_of(r, post), ORG_POSTS, post, codes[what], 0, 1, "%s (%s) has not passed %s%s%s",
                  name, id, r->needs.topics[needs_lacking(&r->needs, person)], r->colon, r->basis);
}

/* Of who has come by this step the gravest is told. Of others nothing new is: what has been told of them stands as long as it is true,
 * also when something graver has come up since, which nobody asks for. */
static void
judge(const Rule *r, OrgRow post)
{
    const OrgRow person = r->posts->holder[post];
    if (person == ORG_NONE)
        return;
    const bool opened = r->before && post >= r->before->n;
    const bool came = r->before && (opened || r->before->holder[post] != person);
    for (size_t i = 0; i < NEEDS_KINDS; i++) {
        const int what = needs_gravest[i];
        if (!needs_forbid(&r->needs, what, person, r->now) ||
            !(came || r->host->stood(r->ctx, codes[what], ORG_POSTS, post, NULL, NULL)))
            continue;
        tell(r, post, person, what);
        if (came)
            return;
    }
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    OrgCtx *before = host->before(ctx);
    const char *basis = host->text(ctx, BASIS);
    Rule r = { .host = host,
               .ctx = ctx,
               .posts = host->posts(ctx),
               .before = before ? host->posts(before) : NULL,
               .now = host->now(ctx),
               .severity = severities[host->integer(ctx, SEVERITY)],
               .colon = basis[0] ? ": " : "",
               .basis = basis };
    if (!needs_read(host, ctx, &r.status, host->text(ctx, NEEDS), host->integer(ctx, MIN_RATING), &r.needs))
        return r.status;
    const OrgRow *rows;
    if (host->given(ctx, WHERE)) {
        const size_t n = host->rows(ctx, WHERE, &rows);
        for (size_t i = 0; i < n; i++)
            judge(&r, rows[i]);
        return ORG_OK;
    }
    for (OrgRow post = 0; post < r.posts->n; post++)
        if (r.posts->closed[post] == ORG_OPEN && (r.posts->rank[post] == ORG_HEAD || r.posts->rank[post] == ORG_DEPUTY))
            judge(&r, post);
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "qualified",
      .summary = "Nobody unfit is appointed to a leading post",
      .details = "Looks at whoever holds a leading post after a step and did not before: a least rating, topics that "
                 "were passed, "
                 "no penalty in force. Programme 01 of 2021: nobody is appointed who is not fit.",
      .kind = ORG_RULE,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = run },
};

ORG_PLUGIN("qualified", "1.0.0", "orgsim", "MIT", features);
