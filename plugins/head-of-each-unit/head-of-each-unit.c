// SPDX-License-Identifier: MIT
/* A unit that has posts has a head, and somebody holds that post; a vacancy may last for a while. */
#include "../common/call.h"

enum { WHERE, COUNTS, GRACE, SEVERITY, BASIS };
enum { PRESENT, ASSIGNED };

static const char *const counts_choices[] = { "present", "assigned", NULL };
static const char *const severity_choices[] = { "warn", "veto", "note", NULL };
static const uint32_t severities[] = { ORG_WARN, ORG_VETO, ORG_NOTE };

static const OrgParam params[] = {
    { .key = "where",
      .summary = "Units that need a head; empty: all that have posts",
      .type = ORG_UNIT_SET,
      .fallback = "" },
    { .key = "counts",
      .summary = "What is asked for: a head who is `present` (the post is held), or that the post is `assigned`",
      .type = ORG_CHOICE,
      .fallback = "present",
      .choices = counts_choices },
    { .key = "grace",
      .summary = "How long a unit may be without; until then it is only noted",
      .unit = "months",
      .type = ORG_INT,
      .fallback = "0",
      .min = 0,
      .max = 600 },
    { .key = "severity",
      .summary = "What a unit without a head is",
      .type = ORG_CHOICE,
      .fallback = "warn",
      .choices = severity_choices },
    { .key = "basis", .summary = "Legal basis, printed with the finding", .type = ORG_TEXT, .fallback = "" },
};

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    const OrgUnits *units;
    bool present;
    const uint8_t *led; /* by unit, when posts count: 1 where there is a head's post */
} Rule;

static uint8_t *
find_posts(const OrgHost *host, OrgCtx *ctx, OrgStatus *status)
{
    const OrgPosts *posts = host->posts(ctx);
    uint8_t *led = call_scratch(host, ctx, status, host->units(ctx)->n, 1);
    for (OrgRow p = 0; led && p < posts->n; p++)
        if (posts->closed[p] == ORG_OPEN && posts->rank[p] == ORG_HEAD)
            led[posts->unit[p]] = 1;
    return led;
}

static void
judge(const Rule *r, OrgRow unit)
{
    const OrgHost *host = r->host;
    bool led = r->present ? r->units->n_heads[unit] > 0 : r->led[unit];
    if (!r->units->n_posts[unit] || led)
        return;
    OrgMonth last = host->standing(r->ctx, "no-head", ORG_UNITS, unit) + (OrgMonth) host->integer(r->ctx, GRACE) - 1;
    const char *basis = host->text(r->ctx, BASIS), *colon = *basis ? ": " : "";
    bool excused = host->now(r->ctx) <= last;
    uint32_t severity = excused ? ORG_NOTE : severities[host->integer(r->ctx, SEVERITY)];
    if (excused)
        host->wake(r->ctx, last + 1);
    if (r->present)
        host->breach(r->ctx, severity, ORG_UNITS, unit, "no-head", 0, 1, "%s has no head who is present%s%s",
                     host->name(r->ctx, ORG_UNITS, unit), colon, basis);
    else
        host->breach(r->ctx, severity, ORG_UNITS, unit, "no-head", 0, 1, "%s has no post of a head%s%s",
                     host->name(r->ctx, ORG_UNITS, unit), colon, basis);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    OrgStatus status = ORG_OK;
    const OrgRow *rows;
    Rule r = { host, ctx, host->units(ctx), host->integer(ctx, COUNTS) == PRESENT, NULL };
    if (!r.present && !(r.led = find_posts(host, ctx, &status)))
        return status;
    if (!host->given(ctx, WHERE)) {
        for (OrgRow unit = 0; unit < r.units->n; unit++)
            if (r.units->closed[unit] == ORG_OPEN)
                judge(&r, unit);
        return ORG_OK;
    }
    size_t n = host->rows(ctx, WHERE, &rows);
    for (size_t i = 0; i < n; i++)
        judge(&r, rows[i]);
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "head-of-each-unit",
      .summary = "Every unit that has posts has a head",
      .details =
          "A unit without posts needs none. The post of a head who also holds another one counts, and so does one held "
          "as a second post.",
      .kind = ORG_RULE,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = run },
};

ORG_PLUGIN("head-of-each-unit", "1.0.0", "orgsim", "MIT", features);
