// SPDX-License-Identifier: MIT
/* How many deputies the law allows: by a table for each unit, or as an average and a pool over many units. A unit that
 * came out of a merger may stay above its cap for some months (attribute merge.month of the unit, an OrgMonth), but no deputy
 * above it is replaced meanwhile. */
#include "../common/tree.h"
#include "check.h"

enum { WHERE, CAPS, BY, AVERAGE, POOL, OVER, COUNTS, GRACE, SEVERITY, BASIS };
enum { STAFF, CHILDREN };
enum { ALL, PARENT };
enum { PRESENT, ASSIGNED };

static const char *const by_choices[] = { "staff", "children", NULL };
static const char *const over_choices[] = { "all", "parent", NULL };
static const char *const counts_choices[] = { "present", "assigned", NULL };
static const char *const severity_choices[] = { "veto", "warn", "note", NULL };
static const uint32_t severities[] = { ORG_VETO, ORG_WARN, ORG_NOTE };

static const OrgParam params[] = {
    { .key = "where", .summary = "Units that the cap applies to", .type = ORG_UNIT_SET, .fallback = NULL },
    { .key = "caps",
      .summary =
          "Deputies allowed in one unit, by its size: the first row whose `upto` is not exceeded; no `upto`: any size",
      .type = ORG_TABLE,
      .fallback = "",
      .columns = "cap:int,upto:int?" },
    { .key = "by",
      .summary = "Size of a unit: its assigned posts with everything under it (`staff`), or its sub-units (`children`)",
      .type = ORG_CHOICE,
      .fallback = "staff",
      .choices = by_choices },
    { .key = "average",
      .summary = "Deputies a unit allowed on average over the units together; 0: no such cap",
      .unit = "deputies",
      .type = ORG_REAL,
      .fallback = "0",
      .min = 0,
      .max = 1000 },
    { .key = "pool",
      .summary = "Deputies allowed above the average, for all units together",
      .unit = "deputies",
      .type = ORG_INT,
      .fallback = "0",
      .min = 0,
      .max = 100000 },
    { .key = "over",
      .summary = "Average over `all` units of the set, or over those of one `parent`",
      .type = ORG_CHOICE,
      .fallback = "all",
      .choices = over_choices },
    { .key = "counts",
      .summary = "What is counted: deputies `present` (deputy posts held), or deputy posts `assigned`",
      .type = ORG_CHOICE,
      .fallback = "present",
      .choices = counts_choices },
    { .key = "grace",
      .summary = "Months after a merger (attribute merge.month of the unit) in which a breach is only noted, unless a "
                 "deputy is replaced",
      .unit = "months",
      .type = ORG_INT,
      .fallback = "36",
      .min = 0,
      .max = 600 },
    { .key = "severity",
      .summary = "What a breach is: a `veto` undoes the step that caused it",
      .type = ORG_CHOICE,
      .fallback = "veto",
      .choices = severity_choices },
    { .key = "basis", .summary = "Legal basis, printed with the finding", .type = ORG_TEXT, .fallback = "" },
};

/* Posts of deputies by unit, held or vacant; those that are held the organisation counts itself. */
static const uint32_t *
count_assigned(const OrgHost *host, OrgCtx *ctx)
{
    const OrgPosts *posts = host->posts(ctx);
    uint32_t *deputies = host->scratch(ctx, (host->units(ctx)->n + (size_t) 1) * sizeof *deputies);
    for (OrgRow post = 0; deputies && post < posts->n; post++)
        if (posts->closed[post] == ORG_OPEN && posts->rank[post] == ORG_DEPUTY)
            deputies[posts->unit[post]]++;
    return deputies;
}

static bool
count(Check *check, bool by_children)
{
    const OrgHost *host = check->host;
    const OrgUnits *units = check->units;
    int64_t *size = host->scratch(check->ctx, (units->n + 1) * sizeof *size);
    check->deputies = check->assigned ? count_assigned(host, check->ctx) : units->n_deputies;
    if (!size || !check->deputies)
        return false;
    if (!by_children)
        sum_subtrees(units, units->fte, size);
    for (OrgRow unit = 0; by_children && unit < units->n; unit++)
        if (units->closed[unit] == ORG_OPEN && units->parent[unit] != ORG_NONE)
            size[units->parent[unit]]++;
    check->size = size;
    return true;
}

static void
report_over(const Check *check, OrgRow unit, unsigned cap)
{
    const OrgHost *host = check->host;
    const unsigned has = check->deputies[unit];
    OrgMonth deadline = cap_deadline(check, unit), since = host->standing(check->ctx, "over-cap", ORG_UNITS, unit);
    if (deadline != ORG_UNKNOWN && since <= deadline)
        host->breach(check->ctx, check->severity, ORG_UNITS, unit, "over-cap", has, cap,
                     "%s has %u deputies; %u are allowed%s%s (standing since %s, grace ended %s)",
                     cap_name(check, unit), has, cap, check->colon, check->basis, cap_month(since).text,
                     cap_month(deadline).text);
    else if (since < check->now)
        host->breach(check->ctx, check->severity, ORG_UNITS, unit, "over-cap", has, cap,
                     "%s has %u deputies; %u are allowed%s%s (standing since %s)", cap_name(check, unit), has, cap,
                     check->colon, check->basis, cap_month(since).text);
    else
        host->breach(check->ctx, check->severity, ORG_UNITS, unit, "over-cap", has, cap,
                     "%s has %u deputies; %u are allowed%s%s", cap_name(check, unit), has, cap, check->colon,
                     check->basis);
}

static void
report_unit(const Check *check, OrgRow unit, unsigned cap)
{
    const OrgHost *host = check->host;
    const unsigned has = check->deputies[unit];
    OrgMonth deadline = cap_deadline(check, unit);
    if (!cap_in_grace(check, deadline)) {
        report_over(check, unit, cap);
        return;
    }
    const unsigned old = cap_excused(check, unit), most = old > cap ? old : cap;
    cap_come_back(check, deadline);
    host->breach(check->ctx, ORG_NOTE, ORG_UNITS, unit, "over-cap", has, cap,
                 "%s has %u deputies after its merger; %u are allowed from the end of %s%s%s", cap_name(check, unit),
                 has, cap, cap_month(deadline).text, check->colon, check->basis);
    if (has > most)
        host->breach(
            check->ctx, check->severity, ORG_UNITS, unit, "refilled", has, most,
            "%s has %u deputies, and had %u: above the %u that are allowed nobody is replaced or added until the "
            "end of %s%s%s",
            cap_name(check, unit), has, most, cap, cap_month(deadline).text, check->colon, check->basis);
}

static OrgStatus
check_units(const Check *check, const OrgTable *caps, bool by_children)
{
    const double *cap = org_column(caps, 0)->number, *upto = org_column(caps, 1)->number;
    double scale = by_children ? 1 : 1000;
    for (size_t k = 0; k < caps->rows; k++)
        if (!(cap[k] >= 0 && cap[k] <= 1e6))
            return check->host->fail(check->ctx, ORG_E_INVALID, "row %u of `caps` needs a cap of 0 or more",
                                     (unsigned) k + 1);
    for (size_t i = 0; i < check->n; i++) {
        OrgRow unit = check->rows[i];
        /* "upto 9" means less than 10: a size of 9.5 posts has not reached the next row */
        for (size_t k = 0; k < caps->rows; k++) {
            if (upto && !isnan(upto[k]) && (double) check->size[unit] >= (upto[k] + 1) * scale)
                continue;
            if (check->deputies[unit] > (unsigned) cap[k])
                report_unit(check, unit, (unsigned) cap[k]);
            break;
        }
    }
    return ORG_OK;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgTable *caps = host->table(ctx, CAPS);
    double average = host->real(ctx, AVERAGE);
    bool by_children = host->integer(ctx, BY) == CHILDREN, has_caps = caps && caps->rows > 0;
    if (!has_caps && average <= 0)
        return host->fail(ctx, ORG_E_INVALID, "deputy-cap needs `caps` (a table) or `average`");
    Check check = { .host = host,
                    .ctx = ctx,
                    .units = host->units(ctx),
                    .assigned = host->integer(ctx, COUNTS) == ASSIGNED,
                    .merged = host->numbers(ctx, ORG_UNITS, "merge.month"),
                    .now = host->now(ctx),
                    .grace = (int32_t) host->integer(ctx, GRACE),
                    .severity = severities[host->integer(ctx, SEVERITY)],
                    .basis = host->text(ctx, BASIS) };
    check.colon = check.basis[0] ? ": " : "";
    check.n = host->rows(ctx, WHERE, &check.rows);
    if (check.n == 0)
        return ORG_OK;
    if (!count(&check, by_children))
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    OrgStatus status = has_caps ? check_units(&check, caps, by_children) : ORG_OK;
    if (status != ORG_OK || average <= 0)
        return status;
    return cap_check_average(&check, average, (unsigned) host->integer(ctx, POOL), host->integer(ctx, OVER) == PARENT);
}

static const OrgFeature features[] = {
    { .name = "deputy-cap",
      .summary = "How many deputies units may have: by size, or on average with a pool",
      .details =
          "Caps by size or number of sub-units (Decree 107/2020 Art. 6 for departments of Vietnamese provinces), or an "
          "average over many units with a pool on top. After a merger a unit may stay above its cap for `grace` "
          "months, and the finding is a note with the deadline; no deputy above the cap may be replaced or added "
          "meanwhile (Decree 107/2020 Art. 2.3). In the month after the grace it is a breach like any other.",
      .kind = ORG_RULE,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = run },
};

ORG_PLUGIN("deputy-cap", "1.0.0", "orgsim", "MIT", features);
