// SPDX-License-Identifier: MIT
/* No unit stands deeper than so many layers. */
#include "../common/grace.h"
#include "../common/spans.h"

enum { WHERE, AT_MOST, SEVERITY, GRACE, BASIS, N_PARAMS };

static const OrgParam params[N_PARAMS] = {
    [WHERE] = { .key = "where",
                .summary = "Units looked at; empty: all open units",
                .type = ORG_UNIT_SET,
                .fallback = "" },
    [AT_MOST] = { .key = "at_most",
                  .summary = "Layers that there may be: a unit under nobody is layer 1",
                  .unit = "layers",
                  .type = ORG_INT,
                  .min = 1,
                  .max = 1000 },
    [SEVERITY] = { .key = "severity",
                   .summary = "What a breach is: a `veto` undoes the step that caused it",
                   .type = ORG_CHOICE,
                   .fallback = "veto",
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
    const OrgUnits *units;
    int64_t at_most, grace;
    uint32_t severity;
    const char *colon, *basis;
} Check;

static void
look_at(const Check *c, OrgRow unit)
{
    uint32_t layer = spans_layer(c->units, unit);
    if (layer <= c->at_most)
        return;
    c->host->breach(c->ctx, grace_severity(c->host, c->ctx, c->severity, c->grace, "too-deep", ORG_UNITS, unit),
                    ORG_UNITS, unit, "too-deep", layer, (double) c->at_most,
                    "%s stands in layer %u; at most %u are allowed%s%s", grace_unit(c->host, c->ctx, unit),
                    (unsigned) layer, (unsigned) c->at_most, c->colon, c->basis);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const char *basis = host->text(ctx, BASIS);
    const OrgRow *rows;
    const Check check = { .host = host,
                          .ctx = ctx,
                          .units = host->units(ctx),
                          .at_most = host->integer(ctx, AT_MOST),
                          .grace = host->integer(ctx, GRACE),
                          .severity = grace_severities[host->integer(ctx, SEVERITY)],
                          .colon = basis[0] ? ": " : "",
                          .basis = basis };
    size_t n = host->given(ctx, WHERE) ? host->rows(ctx, WHERE, &rows) : 0;
    for (size_t i = 0; i < n; i++)
        look_at(&check, rows[i]);
    for (OrgRow unit = 0; !host->given(ctx, WHERE) && unit < check.units->n; unit++)
        if (check.units->closed[unit] == ORG_OPEN)
            look_at(&check, unit);
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "max-layers",
      .summary = "No unit stands deeper than so many layers",
      .details = "Layers are counted as the metric span-and-layers counts them: a unit under nobody is layer 1.",
      .kind = ORG_RULE,
      .params = params,
      .n_params = N_PARAMS,
      .run = run },
};

ORG_PLUGIN("max-layers", "1.0.0", "orgsim", "MIT", features);
