// SPDX-License-Identifier: MIT
/* A step may not raise the number of units, or the posts, of a set; or these may not rise above a baseline. */
#include "../common/call.h"

enum { UNITS, POSTS, AGAINST, BASELINE, ALLOW, SEVERITY, BASIS };
enum { AGAINST_STEP, AGAINST_BASELINE };

static const char *const against_choices[] = { "step", "baseline", NULL };
static const char *const severity_choices[] = { "veto", "warn", "note", NULL };
static const uint32_t severities[] = { ORG_VETO, ORG_WARN, ORG_NOTE };

static const OrgParam params[] = {
    { .key = "units", .summary = "Units whose number may not rise", .type = ORG_UNIT_SET, .fallback = "" },
    { .key = "posts",
      .summary = "Posts whose sum, by their weight, may not rise",
      .type = ORG_POST_SET,
      .fallback = "" },
    { .key = "against",
      .summary = "Compare with the organisation before each step, or with a baseline",
      .type = ORG_CHOICE,
      .fallback = "step",
      .choices = against_choices },
    { .key = "baseline", .summary = "With against: baseline: which one", .type = ORG_BASELINE, .fallback = "start" },
    { .key = "allow",
      .summary = "By how much it may rise: units, or full posts",
      .type = ORG_REAL,
      .fallback = "0",
      .min = 0,
      .max = 1e6 },
    { .key = "severity",
      .summary = "What a rise is: a `veto` undoes the step that caused it",
      .type = ORG_CHOICE,
      .fallback = "veto",
      .choices = severity_choices },
    { .key = "basis", .summary = "Legal basis, printed with the finding", .type = ORG_TEXT, .fallback = "" },
};

/* Thousandths of full posts. */
static double
weigh(const OrgHost *host, OrgCtx *view)
{
    const OrgRow *rows;
    size_t n = host->rows(view, POSTS, &rows);
    const uint32_t *fte = host->posts(view)->fte;
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += fte[rows[i]];
    return (double) sum / 1000;
}

static void
judge_units(const OrgHost *host, OrgCtx *ctx, OrgCtx *then, uint32_t severity)
{
    const OrgRow *rows;
    double now = (double) host->rows(ctx, UNITS, &rows), limit = (double) host->rows(then, UNITS, &rows);
    const char *basis = host->text(ctx, BASIS);
    if (now > limit + host->real(ctx, ALLOW))
        host->breach(ctx, severity, ORG_UNITS, ORG_NONE, "more-units", now, limit + host->real(ctx, ALLOW),
                     "The number of units rises from %g to %g%s%s", limit, now, *basis ? ": " : "", basis);
}

static void
judge_posts(const OrgHost *host, OrgCtx *ctx, OrgCtx *then, uint32_t severity)
{
    double now = weigh(host, ctx), limit = weigh(host, then);
    const char *basis = host->text(ctx, BASIS);
    if (now > limit + host->real(ctx, ALLOW) + 0.0005)
        host->breach(ctx, severity, ORG_POSTS, ORG_NONE, "more-posts", now, limit + host->real(ctx, ALLOW),
                     "The posts rise from %g to %g%s%s", limit, now, *basis ? ": " : "", basis);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    bool units = host->given(ctx, UNITS), posts = host->given(ctx, POSTS);
    uint32_t severity = severities[host->integer(ctx, SEVERITY)];
    if (!units && !posts)
        return host->fail(ctx, ORG_E_INVALID, "Say what may not rise: give `units:`, `posts:` or both.");
    OrgCtx *then = host->integer(ctx, AGAINST) == AGAINST_STEP ? host->before(ctx)
                                                               : host->baseline(ctx, host->text(ctx, BASELINE));
    if (!then) /* no step has run */
        return ORG_OK;
    if (units)
        judge_units(host, ctx, then, severity);
    if (posts)
        judge_posts(host, ctx, then, severity);
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "no-net-increase",
      .summary = "No step raises the number of units, or the posts",
      .details =
          "Decree 120/2020 Art. 4.3: a reorganisation does not raise the approved number of people paid from the "
          "budget. Decree 108/2020: no more rooms of districts than before.",
      .kind = ORG_RULE,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = run },
};

ORG_PLUGIN("no-net-increase", "1.0.0", "orgsim", "MIT", features);
