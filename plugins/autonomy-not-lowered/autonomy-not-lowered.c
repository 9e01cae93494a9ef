// SPDX-License-Identifier: MIT
/* No step lowers the degree of financial autonomy of a unit, or of those that go into one: group 1 is the highest. */
#include "../common/autonomy.h"
#include "../common/call.h"

enum { WHERE, SEVERITY, BASIS };

static const char *const severity_choices[] = { "warn", "veto", "note", NULL };
static const uint32_t severities[] = { ORG_WARN, ORG_VETO, ORG_NOTE };

static const OrgParam params[] = {
    { .key = "where",
      .summary = "Units, as they stand after the step, whose autonomy is looked at; empty: all",
      .type = ORG_UNIT_SET,
      .fallback = "" },
    { .key = "severity",
      .summary = "What a lower autonomy is: a `veto` undoes the step that caused it",
      .type = ORG_CHOICE,
      .fallback = "warn",
      .choices = severity_choices },
    { .key = "basis",
      .summary = "Legal basis, printed with the finding",
      .type = ORG_TEXT,
      .fallback = "Decree 120/2020 Art. 5.2" },
};

/* The open unit in which a unit goes on; ORG_NONE: in none. */
static OrgRow
heir_of(const OrgUnits *units, OrgRow unit)
{
    uint32_t steps = 0;
    while (unit != ORG_NONE && units->closed[unit] != ORG_OPEN && steps++ < units->n)
        unit = units->successor[unit];
    return unit == ORG_NONE || units->closed[unit] != ORG_OPEN ? ORG_NONE : unit;
}

static void
judge(const OrgHost *host, OrgCtx *ctx, OrgRow unit, int64_t least)
{
    int64_t group = autonomy_group(host, ctx, unit);
    const char *basis = host->text(ctx, BASIS), *colon = *basis ? ": " : "";
    uint32_t severity = severities[host->integer(ctx, SEVERITY)];
    int64_t value = group ? group : 4; /* of no group: it pays nothing itself */
    if (value > least)
        host->breach(ctx, severity, ORG_UNITS, unit, "lowered", (double) value, (double) least,
                     "%s is in autonomy group %d; it or a unit that went into it was in group %d%s%s",
                     host->name(ctx, ORG_UNITS, unit), (int) value, (int) least, colon, basis);
}

/* 1 for each unit that is looked at. */
static uint8_t *
choose(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, uint32_t n_units)
{
    const OrgRow *rows;
    bool given = host->given(ctx, WHERE);
    uint8_t *chosen = call_scratch(host, ctx, status, n_units, 1);
    size_t n = chosen && given ? host->rows(ctx, WHERE, &rows) : 0;
    for (size_t i = 0; i < n; i++)
        chosen[rows[i]] = 1;
    for (OrgRow u = 0; chosen && !given && u < n_units; u++)
        chosen[u] = 1;
    return chosen;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    OrgStatus status = ORG_OK;
    OrgCtx *before = host->before(ctx);
    if (!before) /* no step has run */
        return ORG_OK;
    const OrgUnits *units = host->units(ctx), *old = host->units(before);
    const uint8_t *chosen = choose(host, ctx, &status, units->n);
    uint8_t *least =
        call_scratch(host, ctx, &status, units->n, 1); /* by unit: of all that went into it; 0: of no group */
    if (status != ORG_OK)
        return status;
    for (OrgRow u = 0; u < old->n; u++) {
        int64_t group = old->closed[u] == ORG_OPEN ? autonomy_group(host, before, u) : 0;
        OrgRow heir = group ? heir_of(units, u) : ORG_NONE;
        if (heir != ORG_NONE && (!least[heir] || group < least[heir]))
            least[heir] = (uint8_t) group;
    }
    for (OrgRow u = 0; u < units->n; u++)
        if (least[u] && chosen[u])
            judge(host, ctx, u, least[u]);
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "autonomy-not-lowered",
      .summary = "No step lowers the financial autonomy of units",
      .details =
          "Decree 120/2020 Art. 5.2: a reorganisation does not lower the existing degree of financial autonomy. Where "
          "units of different groups merge, the authority decides the level.",
      .kind = ORG_RULE,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = run },
};

ORG_PLUGIN("autonomy-not-lowered", "1.0.0", "orgsim", "MIT", features);
