// SPDX-License-Identifier: MIT
/* How many deputies the law allows: by a table for each unit, or as an average and a pool over many units. A unit that
 * came out of a merger may stay above its cap for some months (attribute merge.month of the unit, an OrgMonth). */
#include "../common/table.h"
#include "../common/tree.h"

#include <math.h>
#include <stdio.h>

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
      .summary = "Months after a merger (attribute merge.month of the unit) in which a breach is only noted",
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

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    const OrgUnits *units;
    const OrgRow *rows; /* the units of the set */
    size_t n;
    const uint32_t *deputies; /* by unit */
    int64_t *size;            /* by unit: thousandths of posts, or sub-units */
    const double *merged;     /* by unit, or NULL */
    OrgMonth now;
    int32_t grace;
    uint32_t severity;
    const char *basis;
} Check;

static const char *
name_of(const Check *check, OrgRow unit)
{
    const char *name = check->host->name(check->ctx, ORG_UNITS, unit);
    return name[0] ? name : check->host->id(check->ctx, ORG_UNITS, unit);
}

/* The last month of grace, or ORG_UNKNOWN when the unit has none (left). */
static OrgMonth
deadline_of(const Check *check, OrgRow unit)
{
    if (!check->merged || isnan(check->merged[unit]))
        return ORG_UNKNOWN;
    OrgMonth deadline = (OrgMonth) check->merged[unit] + check->grace;
    return check->now <= deadline ? deadline : ORG_UNKNOWN;
}

static void
spell_month(OrgMonth month, char *text, size_t size)
{
    snprintf(text, size, "%04d-%02d", (int) (month / 12), (int) (month % 12 + 1));
}

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
count(Check *check, bool assigned, bool by_children)
{
    const OrgHost *host = check->host;
    const OrgUnits *units = check->units;
    check->size = host->scratch(check->ctx, (units->n + 1) * sizeof *check->size);
    check->deputies = assigned ? count_assigned(host, check->ctx) : units->n_deputies;
    if (!check->size || !check->deputies)
        return false;
    if (!by_children)
        sum_subtrees(units, units->fte, check->size);
    for (OrgRow unit = 0; by_children && unit < units->n; unit++)
        if (units->closed[unit] == ORG_OPEN && units->parent[unit] != ORG_NONE)
            check->size[units->parent[unit]]++;
    return true;
}

static void
report_unit(const Check *check, OrgRow unit, unsigned cap)
{
    const char *colon = check->basis[0] ? ": " : "";
    OrgMonth deadline = deadline_of(check, unit);
    if (deadline == ORG_UNKNOWN) {
        check->host->finding(check->ctx, check->severity, ORG_UNITS, unit, "%s has %u deputies; %u are allowed%s%s",
                             name_of(check, unit), check->deputies[unit], cap, colon, check->basis);
        return;
    }
    char month[16];
    spell_month(deadline, month, sizeof month);
    check->host->finding(check->ctx, ORG_NOTE, ORG_UNITS, unit,
                         "%s has %u deputies after its merger; %u are allowed from the end of %s%s%s",
                         name_of(check, unit), check->deputies[unit], cap, month, colon, check->basis);
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

/* One group of units under a common average: all of them, or those of one parent. */
typedef struct {
    unsigned units, deputies;
    unsigned excused; /* deputies above the average in units that are in their grace */
    OrgMonth deadline;
} Group;

static void
report_group(const Check *check, OrgRow parent, const Group *group, double average, unsigned pool)
{
    unsigned allowed = (unsigned) (average * group->units + 1e-9) + pool;
    if (group->deputies <= allowed)
        return;
    const char *colon = check->basis[0] ? ": " : "";
    const char *whose = parent == ORG_NONE ? "" : name_of(check, parent);
    const char *of = parent == ORG_NONE ? "" : " of ";
    if (group->deputies - allowed > group->excused) {
        check->host->finding(check->ctx, check->severity, ORG_UNITS, parent,
                             "%u units%s%s have %u deputies; %u are allowed together%s%s", group->units, of, whose,
                             group->deputies, allowed, colon, check->basis);
        return;
    }
    char month[16];
    spell_month(group->deadline, month, sizeof month);
    check->host->finding(check->ctx, ORG_NOTE, ORG_UNITS, parent,
                         "%u units%s%s have %u deputies after mergers; %u are allowed together from the end of %s%s%s",
                         group->units, of, whose, group->deputies, allowed, month, colon, check->basis);
}

static OrgStatus
check_average(const Check *check, double average, unsigned pool, bool by_parent)
{
    /* Slot 0 is the group of the units without a parent, or of all; slot u + 1 that of the children of u. */
    Group *groups = check->host->scratch(check->ctx, (check->units->n + (size_t) 1) * sizeof *groups);
    if (!groups)
        return check->host->fail(check->ctx, ORG_E_FAILED, "out of memory");
    for (size_t i = 0; i < check->n; i++) {
        OrgRow unit = check->rows[i], parent = check->units->parent[unit];
        Group *group = &groups[by_parent && parent != ORG_NONE ? parent + 1 : 0];
        OrgMonth deadline = deadline_of(check, unit);
        unsigned above = check->deputies[unit] > average ? check->deputies[unit] - (unsigned) average : 0;
        group->units++;
        group->deputies += check->deputies[unit];
        group->excused += deadline == ORG_UNKNOWN ? 0 : above;
        if (deadline != ORG_UNKNOWN && (group->deadline == 0 || deadline < group->deadline))
            group->deadline = deadline;
    }
    for (size_t slot = 0; slot <= check->units->n; slot++)
        if (groups[slot].units > 0)
            report_group(check, slot == 0 ? ORG_NONE : (OrgRow) slot - 1, &groups[slot], average, pool);
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
                    .merged = host->numbers(ctx, ORG_UNITS, "merge.month"),
                    .now = host->now(ctx),
                    .grace = (int32_t) host->integer(ctx, GRACE),
                    .severity = severities[host->integer(ctx, SEVERITY)],
                    .basis = host->text(ctx, BASIS) };
    check.n = host->rows(ctx, WHERE, &check.rows);
    if (check.n == 0)
        return ORG_OK;
    if (!count(&check, host->integer(ctx, COUNTS) == ASSIGNED, by_children))
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    OrgStatus status = has_caps ? check_units(&check, caps, by_children) : ORG_OK;
    if (status != ORG_OK || average <= 0)
        return status;
    return check_average(&check, average, (unsigned) host->integer(ctx, POOL), host->integer(ctx, OVER) == PARENT);
}

static const OrgFeature features[] = {
    { .name = "deputy-cap",
      .summary = "How many deputies units may have: by size, or on average with a pool",
      .details =
          "Caps by size or number of sub-units (Decree 107/2020 Art. 6 for departments of Vietnamese provinces), or an "
          "average over many units with a pool on top. After a merger a unit may stay above its cap for `grace` "
          "months; the finding is then a note with the deadline.",
      .kind = ORG_RULE,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = run },
};

ORG_PLUGIN("deputy-cap", "1.0.0", "orgsim", "MIT", features);
