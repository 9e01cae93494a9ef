// SPDX-License-Identifier: MIT
/* A rule: a least share of women, or of the young, among those who hold a set of posts. */
#include "../common/call.h"
#include "../common/candidates.h"

enum { WHERE, OF, LEAST, BY, YOUNG_AGE, SEVERITY, BASIS };
enum { WOMEN, YOUNG };
enum { WHOLE, UNIT, PARENT };

static const char *const of_choices[] = { "women", "young", NULL };
static const char *const by_choices[] = { "whole", "unit", "parent", NULL };
static const char *const severity_choices[] = { "veto", "warn", "note", NULL };
static const uint32_t severities[] = { ORG_VETO, ORG_WARN, ORG_NOTE };

static const OrgParam params[] = {
    { .key = "where",
      .summary = "Posts whose holders are looked at; empty: all of heads and deputies",
      .type = ORG_POST_SET,
      .fallback = "" },
    { .key = "of",
      .summary = "Whose share: of women, or of the young",
      .type = ORG_CHOICE,
      .fallback = "women",
      .choices = of_choices },
    { .key = "least", .summary = "Least share", .type = ORG_PERCENT, .fallback = NULL, .max = 1 },
    { .key = "by",
      .summary = "Of the whole, of each unit, or of the units under each parent",
      .type = ORG_CHOICE,
      .fallback = "whole",
      .choices = by_choices },
    { .key = "young_age",
      .summary = "Who is below this age is young",
      .unit = "years",
      .type = ORG_INT,
      .fallback = "40",
      .min = 18,
      .max = 70 },
    { .key = "severity",
      .summary = "What a step is that lowers a share which is too small",
      .type = ORG_CHOICE,
      .fallback = "veto",
      .choices = severity_choices },
    { .key = "basis", .summary = "Legal basis, printed with the finding", .type = ORG_TEXT, .fallback = "" },
};

/* Holders by group: the last place is the whole, or units without a parent. */
typedef struct {
    uint32_t *all, *some;
} Count;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    OrgMonth now;
    uint32_t n_groups;
    OrgMonth next; /* in which the first of the young who hold a post now is young no more; ORG_OPEN: nobody */
} Rule;

static bool
is_looked_at(const OrgPosts *posts, OrgRow post)
{
    return posts->closed[post] == ORG_OPEN && (posts->rank[post] == ORG_HEAD || posts->rank[post] == ORG_DEPUTY);
}

static bool
count(Rule *r, OrgCtx *view, Count *count)
{
    const OrgHost *h = r->host;
    const OrgPosts *posts = h->posts(view);
    const OrgPeople *people = h->people(view);
    const OrgUnits *units = h->units(view);
    const int64_t by = h->integer(r->ctx, BY), of = h->integer(r->ctx, OF), age = h->integer(r->ctx, YOUNG_AGE);
    const OrgRow *rows = NULL;
    const size_t n = h->given(r->ctx, WHERE) ? h->rows(view, WHERE, &rows) : posts->n;
    count->all = call_scratch(h, r->ctx, &r->status, r->n_groups, sizeof *count->all);
    count->some = call_scratch(h, r->ctx, &r->status, r->n_groups, sizeof *count->some);
    for (size_t i = 0; count->all && count->some && i < n; i++) {
        const OrgRow post = rows ? rows[i] : (OrgRow) i, person = posts->holder[post];
        if (person == ORG_NONE || (!h->given(r->ctx, WHERE) && !is_looked_at(posts, post)))
            continue;
        const OrgRow group = by == WHOLE ? ORG_NONE : by == UNIT ? posts->unit[post] : units->parent[posts->unit[post]];
        const uint32_t at = group == ORG_NONE ? r->n_groups - 1 : group;
        count->all[at]++;
        const bool young = of == YOUNG && is_young(people, person, r->now, age);
        count->some[at] += young || (of == WOMEN && people->sex[person] == ORG_FEMALE);
        if (young && view == r->ctx && people->born[person] + 12 * age < r->next)
            r->next = (OrgMonth) (people->born[person] + 12 * age);
    }
    return count->all && count->some;
}

static double
share(const Count *count, uint32_t group)
{
    return count->all[group] ? (double) count->some[group] / (double) count->all[group] : 1;
}

static void
tell(const Rule *r, uint32_t group, double has, double least, bool lowered)
{
    const OrgHost *h = r->host;
    const char *basis = h->text(r->ctx, BASIS), *colon = basis[0] ? ": " : "";
    const bool whole = group == r->n_groups - 1, women = h->integer(r->ctx, OF) == WOMEN;
    const OrgRow unit = whole ? ORG_NONE : group;
    const char *name = whole ? "" : h->name(r->ctx, ORG_UNITS, unit), *id = whole ? "" : h->id(r->ctx, ORG_UNITS, unit);
    const uint32_t severity = lowered ? severities[h->integer(r->ctx, SEVERITY)] : ORG_NOTE;
    const uint32_t table = whole ? 0 : ORG_UNITS;
    if (whole && women)
        h->breach(r->ctx, severity, table, unit, "women", has, least,
                  "%.1f%% of the leading posts are held by women; at least %.1f%% are required%s%s", 100 * has,
                  100 * least, colon, basis);
    else if (whole)
        h->breach(r->ctx, severity, table, unit, "young", has, least,
                  "%.1f%% of the leading posts are held by the young; at least %.1f%% are required%s%s", 100 * has,
                  100 * least, colon, basis);
    else if (women)
        h->breach(r->ctx, severity, table, unit, "women", has, least,
                  "%s: %.1f%% of the leading posts are held by women; at least %.1f%% are required%s%s",
                  name[0] ? name : id, 100 * has, 100 * least, colon, basis);
    else
        h->breach(r->ctx, severity, table, unit, "young", has, least,
                  "%s: %.1f%% of the leading posts are held by the young; at least %.1f%% are required%s%s",
                  name[0] ? name : id, 100 * has, 100 * least, colon, basis);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Rule r = { .host = host, .ctx = ctx, .now = host->now(ctx), .n_groups = host->units(ctx)->n + 1, .next = ORG_OPEN };
    OrgCtx *before = host->before(ctx);
    Count now, then = { NULL, NULL };
    if (!count(&r, ctx, &now) || (before && !count(&r, before, &then)))
        return r.status;
    if (r.next != ORG_OPEN)
        host->wake(ctx, r.next); /* a share falls also when nothing happens but time */
    const double least = host->real(ctx, LEAST);
    for (uint32_t group = 0; group < r.n_groups; group++) {
        const double has = share(&now, group);
        if (has >= least - 1e-9)
            continue;
        const bool had = before && then.all[group] > 0; /* where nobody led, and in a new unit, no share is lowered */
        tell(&r, group, has, least, had && has < share(&then, group) - 1e-9);
    }
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "balance",
      .summary = "A least share of women or of the young among leaders",
      .details = "Below the share stands a note; a step that lowers a share which is then too small is vetoed. "
                 "Programme 01 of "
                 "2021 asks for 15 percent each; an age of 40 is from memory.",
      .kind = ORG_RULE,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = run },
};

ORG_PLUGIN("balance", "1.0.0", "orgsim", "MIT", features);
