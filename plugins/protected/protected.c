// SPDX-License-Identifier: MIT
/* Units and posts that no step may close, or change at all. */
#include "../common/protected.h"

enum { UNITS, POSTS, AGAINST, SEVERITY, BASIS };
enum { CLOSING, CHANGING };

static const char *const against_choices[] = { "closing", "changing", NULL };
static const char *const severity_choices[] = { "veto", "warn", "note", NULL };
static const uint32_t severities[] = { ORG_VETO, ORG_WARN, ORG_NOTE };

static const OrgParam params[] = {
    { .key = "units",
      .summary = "Units that are protected; with neither units nor posts: those of the attribute protected",
      .type = ORG_UNIT_SET,
      .fallback = "" },
    { .key = "posts", .summary = "Posts that are protected", .type = ORG_POST_SET, .fallback = "" },
    { .key = "against",
      .summary = "From what: closing only, or changing in any way, too",
      .type = ORG_CHOICE,
      .fallback = "closing",
      .choices = against_choices },
    { .key = "severity",
      .summary = "What it is to touch them: a `veto` undoes the step that did",
      .type = ORG_CHOICE,
      .fallback = "veto",
      .choices = severity_choices },
    { .key = "basis", .summary = "Legal basis, printed with the finding", .type = ORG_TEXT, .fallback = "" },
};

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx, *then;
    uint32_t severity;
    bool changing;
    const char *colon, *basis;
} Rule;

static bool
unit_changed(const Rule *r, OrgRow u)
{
    const OrgUnits *now = r->host->units(r->ctx), *then = r->host->units(r->then);
    return now->parent[u] != then->parent[u] || now->type[u] != then->type[u] ||
           now->function[u] != then->function[u] || now->fte[u] != then->fte[u] ||
           now->n_posts[u] != then->n_posts[u] ||
           strcmp(r->host->name(r->ctx, ORG_UNITS, u), r->host->name(r->then, ORG_UNITS, u)) != 0;
}

/* Its holder is not part of a post. */
static bool
post_changed(const Rule *r, OrgRow p)
{
    const OrgPosts *now = r->host->posts(r->ctx), *then = r->host->posts(r->then);
    return now->unit[p] != then->unit[p] || now->rank[p] != then->rank[p] || now->title[p] != then->title[p] ||
           now->category[p] != then->category[p] || now->funding[p] != then->funding[p] ||
           now->coefficient[p] != then->coefficient[p] || now->fte[p] != then->fte[p];
}

static void
judge_unit(const Rule *r, OrgRow u)
{
    const char *name = r->host->name(r->then, ORG_UNITS, u);
    if (r->host->units(r->ctx)->closed[u] != ORG_OPEN)
        r->host->breach(r->ctx, r->severity, ORG_UNITS, u, "closed", 1, 0, "%s is protected, and was closed%s%s", name,
                        r->colon, r->basis);
    else if (r->changing && unit_changed(r, u))
        r->host->breach(r->ctx, r->severity, ORG_UNITS, u, "changed", 1, 0, "%s is protected, and was changed%s%s",
                        name, r->colon, r->basis);
}

static void
judge_post(const Rule *r, OrgRow p)
{
    const char *id = r->host->id(r->ctx, ORG_POSTS, p);
    if (r->host->posts(r->ctx)->closed[p] != ORG_OPEN)
        r->host->breach(r->ctx, r->severity, ORG_POSTS, p, "closed", 1, 0,
                        "The post %s is protected, and was closed%s%s", id, r->colon, r->basis);
    else if (r->changing && post_changed(r, p))
        r->host->breach(r->ctx, r->severity, ORG_POSTS, p, "changed", 1, 0,
                        "The post %s is protected, and was changed%s%s", id, r->colon, r->basis);
}

/* The sets are those of the organisation before the step: what has been closed is in none any more. */
static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const char *basis = host->text(ctx, BASIS);
    Rule r = { host,
               ctx,
               host->before(ctx),
               severities[host->integer(ctx, SEVERITY)],
               host->integer(ctx, AGAINST) == CHANGING,
               *basis ? ": " : "",
               basis };
    const OrgRow *rows;
    bool units = host->given(ctx, UNITS), posts = host->given(ctx, POSTS);
    if (!r.then) /* no step has run */
        return ORG_OK;
    const OrgUnits *then = host->units(r.then);
    for (OrgRow u = 0; !units && !posts && u < then->n; u++)
        if (then->closed[u] == ORG_OPEN && protected_unit(host, r.then, u))
            judge_unit(&r, u);
    size_t n_units = units ? host->rows(r.then, UNITS, &rows) : 0;
    for (size_t i = 0; i < n_units; i++)
        judge_unit(&r, rows[i]);
    size_t n_posts = posts ? host->rows(r.then, POSTS, &rows) : 0;
    for (size_t i = 0; i < n_posts; i++)
        judge_post(&r, rows[i]);
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "protected",
      .summary = "Units and posts that no step may close, or change",
      .details =
          "Retirement, resignation and hiring change who holds a post, not the post; only what a step did is judged.",
      .kind = ORG_RULE,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = run },
};

ORG_PLUGIN("protected", "1.0.0", "orgsim", "MIT", features);
