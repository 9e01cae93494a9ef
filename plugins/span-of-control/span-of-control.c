// SPDX-License-Identifier: MIT
/* A leader leads at most, and at least, so many. */
#include "../common/grace.h"
#include "../common/spans.h"

enum { WHERE, AT_MOST, AT_LEAST, FROM, SEVERITY, GRACE, BASIS, N_PARAMS };
enum { AUTO, REPORTS, UNITS };

static const char *const from_choices[] = { "auto", "reports", "units", NULL };

static const OrgParam params[N_PARAMS] = {
    [WHERE] = { .key = "where",
                .summary = "Units whose leaders are looked at; empty: all open units",
                .type = ORG_UNIT_SET,
                .fallback = "" },
    [AT_MOST] = { .key = "at_most",
                  .summary = "Posts that a leader may lead",
                  .unit = "posts",
                  .type = ORG_INT,
                  .max = 1e6 },
    [AT_LEAST] = { .key = "at_least",
                   .summary = "Posts that who leads any must lead; 0: no such limit",
                   .unit = "posts",
                   .type = ORG_INT,
                   .fallback = "0",
                   .max = 1e6 },
    [FROM] = { .key = "from",
               .summary = "Read spans from `reports` (reports_to of the posts) or from `units` (heads); `auto`: "
                          "reports where any "
                          "post said at the start to whom it reports",
               .type = ORG_CHOICE,
               .fallback = "auto",
               .choices = from_choices },
    [SEVERITY] = { .key = "severity",
                   .summary = "What a breach is: a `veto` undoes the step that caused it",
                   .type = ORG_CHOICE,
                   .fallback = "warn",
                   .choices = grace_severity_choices },
    [GRACE] = { .key = "grace",
                .summary = "Months after a breach has begun in which it is only noted",
                .unit = "months",
                .type = ORG_INT,
                .fallback = "0",
                .max = 1200 },
    [BASIS] = { .key = "basis", .summary = "Legal basis, printed with the finding", .type = ORG_TEXT, .fallback = "" },
};

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    int64_t at_most, at_least, grace;
    uint32_t severity, table; /* of the leaders: posts, or units for their heads */
    const char *colon, *basis;
} Check;

static void
look_at(const Check *c, OrgRow row, OrgRow unit, uint32_t led)
{
    const char *name = grace_unit(c->host, c->ctx, unit);
    if (led == 0)
        return;
    if (led > c->at_most)
        c->host->breach(c->ctx, grace_severity(c->host, c->ctx, c->severity, c->grace, "span-too-wide", c->table, row),
                        c->table, row, "span-too-wide", led, (double) c->at_most,
                        "a leader in %s leads %u posts; at most %u are allowed%s%s", name, (unsigned) led,
                        (unsigned) c->at_most, c->colon, c->basis);
    if (led < c->at_least)
        c->host->breach(c->ctx,
                        grace_severity(c->host, c->ctx, c->severity, c->grace, "span-too-narrow", c->table, row),
                        c->table, row, "span-too-narrow", led, (double) c->at_least,
                        "a leader in %s leads %u posts; at least %u are required%s%s", name, (unsigned) led,
                        (unsigned) c->at_least, c->colon, c->basis);
}

static void
look_at_reports(const Check *c, const uint8_t *in, uint32_t *led)
{
    const OrgPosts *posts = c->host->posts(c->ctx);
    spans_of_reports(posts, led);
    for (OrgRow post = 0; post < posts->n; post++)
        if (posts->closed[post] == ORG_OPEN && in[posts->unit[post]])
            look_at(c, post, posts->unit[post], led[post]);
}

static void
look_at_units(const Check *c, const uint8_t *in, uint32_t *led, uint32_t *heads)
{
    const OrgUnits *units = c->host->units(c->ctx);
    spans_of_units(units, c->host->posts(c->ctx), led, heads);
    for (OrgRow unit = 0; unit < units->n; unit++)
        if (in[unit])
            look_at(c, unit, unit, led[unit]);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgUnits *units = host->units(ctx);
    const OrgPosts *posts = host->posts(ctx);
    const OrgRow *rows;
    const char *basis = host->text(ctx, BASIS);
    uint8_t *in = host->scratch(ctx, units->n + (size_t) 1);
    uint32_t *led = host->scratch(ctx, (units->n + (size_t) posts->n + 1) * sizeof *led);
    uint32_t *heads = host->scratch(ctx, (units->n + (size_t) 1) * sizeof *heads);
    if (!in || !led || !heads)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    size_t n = host->rows(ctx, WHERE, &rows);
    for (size_t i = 0; i < n; i++)
        in[rows[i]] = 1;
    for (OrgRow unit = 0; !host->given(ctx, WHERE) && unit < units->n; unit++)
        in[unit] = units->closed[unit] == ORG_OPEN;
    int64_t from = host->integer(ctx, FROM);
    bool reports = from == REPORTS || (from == AUTO && spans_any_report(host, ctx));
    const Check check = { .host = host,
                          .ctx = ctx,
                          .at_most = host->integer(ctx, AT_MOST),
                          .at_least = host->integer(ctx, AT_LEAST),
                          .grace = host->integer(ctx, GRACE),
                          .severity = grace_severities[host->integer(ctx, SEVERITY)],
                          .table = reports ? ORG_POSTS : ORG_UNITS,
                          .colon = basis[0] ? ": " : "",
                          .basis = basis };
    if (reports)
        look_at_reports(&check, in, led);
    else
        look_at_units(&check, in, led, heads);
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "span-of-control",
      .summary = "A leader leads at most, and at least, so many posts",
      .details =
          "Spans are read as the metric span-and-layers reads them. No law fixes a span: the limits are the planner's.",
      .kind = ORG_RULE,
      .params = params,
      .n_params = N_PARAMS,
      .run = run },
};

ORG_PLUGIN("span-of-control", "1.0.0", "orgsim", "MIT", features);
