// SPDX-License-Identifier: MIT
/* A unit must keep a minimum of staff: its posts (or the people present) with everything under it. */
#include "../common/tree.h"

#include <stdio.h>

enum { WHERE, AT_LEAST, COUNTS, WITHIN, CATEGORY, SEVERITY, BASIS };
enum { ASSIGNED, PRESENT };
enum { SUBTREE, UNIT };

static const char *const counts_choices[] = { "assigned", "present", NULL };
static const char *const within_choices[] = { "subtree", "unit", NULL };
static const char *const severity_choices[] = { "veto", "warn", "note", NULL };
static const uint32_t severities[] = { ORG_VETO, ORG_WARN, ORG_NOTE };

static const OrgParam params[] = {
    { .key = "where", .summary = "Units that the minimum applies to", .type = ORG_UNIT_SET, .fallback = NULL },
    { .key = "at_least",
      .summary = "Staff that a unit needs",
      .unit = "full posts",
      .type = ORG_REAL,
      .fallback = NULL,
      .min = 0,
      .max = 1e6 },
    { .key = "counts",
      .summary = "What is counted: posts `assigned` (quota, held or vacant), or staff `present` (posts held)",
      .type = ORG_CHOICE,
      .fallback = "assigned",
      .choices = counts_choices },
    { .key = "within",
      .summary = "Count the unit with everything under it (`subtree`) or its own posts only (`unit`)",
      .type = ORG_CHOICE,
      .fallback = "subtree",
      .choices = within_choices },
    { .key = "category",
      .summary = "Count only posts of this category, e.g. civil-servant; empty: all",
      .type = ORG_TEXT,
      .fallback = "" },
    { .key = "severity",
      .summary = "What a breach is: a `veto` undoes the step that caused it",
      .type = ORG_CHOICE,
      .fallback = "veto",
      .choices = severity_choices },
    { .key = "basis", .summary = "Legal basis, printed with the finding", .type = ORG_TEXT, .fallback = "" },
};

/* What the host keeps of posts by unit. */
typedef struct {
    uint32_t size;
    const int64_t *(*fte)(OrgCtx *, OrgWord category);
} Weights;

static const int64_t *
scan(const OrgHost *host, OrgCtx *ctx, bool present, OrgWord category)
{
    const OrgPosts *posts = host->posts(ctx);
    int64_t *own = host->scratch(ctx, (host->units(ctx)->n + (size_t) 1) * sizeof *own);
    for (OrgRow post = 0; own && post < posts->n; post++)
        if (posts->closed[post] == ORG_OPEN && posts->category[post] == category &&
            (!present || posts->holder[post] != ORG_NONE))
            own[posts->unit[post]] += posts->fte[post];
    return own;
}

/* Thousandths of full posts of each unit itself. */
static const int64_t *
count_own(const OrgHost *host, OrgCtx *ctx, bool present, OrgWord category)
{
    const OrgUnits *units = host->units(ctx);
    const Weights *weights = host->extension(ctx, "orgsim.draft.weights");
    if (category == 0)
        return present ? units->fte_held : units->fte;
    /* Who holds a post changes each month, so that nobody keeps that. */
    return present || !weights ? scan(host, ctx, present, category) : weights->fte(ctx, category);
}

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    uint32_t severity;
    bool present;
    double at_least;
    const char *colon, *basis;
} Minimum;

/* A unit that has stood below its minimum, and has now fallen further, is told as both. */
static void
report(const Minimum *m, OrgRow row, double has)
{
    const OrgHost *host = m->host;
    const char *name = host->name(m->ctx, ORG_UNITS, row), *unit = name[0] ? name : host->id(m->ctx, ORG_UNITS, row);
    OrgMonth since = host->standing(m->ctx, "below-minimum", ORG_UNITS, row);
    char month[16];
    snprintf(month, sizeof month, "%04d-%02d", (int) (since / 12), (int) (since % 12 + 1));
    if (since == host->now(m->ctx) && m->present)
        host->breach(m->ctx, m->severity, ORG_UNITS, row, "below-minimum", has, m->at_least,
                     "%s has %g staff present; at least %g are required%s%s", unit, has, m->at_least, m->colon,
                     m->basis);
    else if (since == host->now(m->ctx))
        host->breach(m->ctx, m->severity, ORG_UNITS, row, "below-minimum", has, m->at_least,
                     "%s has %g assigned posts; at least %g are required%s%s", unit, has, m->at_least, m->colon,
                     m->basis);
    else if (m->present)
        host->breach(m->ctx, m->severity, ORG_UNITS, row, "below-minimum", has, m->at_least,
                     "%s has %g staff present; at least %g are required%s%s (standing since %s)", unit, has,
                     m->at_least, m->colon, m->basis, month);
    else
        host->breach(m->ctx, m->severity, ORG_UNITS, row, "below-minimum", has, m->at_least,
                     "%s has %g assigned posts; at least %g are required%s%s (standing since %s)", unit, has,
                     m->at_least, m->colon, m->basis, month);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgUnits *units = host->units(ctx);
    const char *basis = host->text(ctx, BASIS);
    bool present = host->integer(ctx, COUNTS) == PRESENT;
    double at_least = host->real(ctx, AT_LEAST);
    uint32_t severity = severities[host->integer(ctx, SEVERITY)];
    const OrgRow *rows;
    size_t n = host->rows(ctx, WHERE, &rows);
    if (n == 0)
        return ORG_OK;
    const char *category = host->text(ctx, CATEGORY);
    const int64_t *staff = count_own(host, ctx, present, category[0] ? host->word(ctx, category) : 0);
    if (staff && host->integer(ctx, WITHIN) == SUBTREE) {
        int64_t *all = host->scratch(ctx, (units->n + 1) * sizeof *all);
        if (all)
            sum_subtrees(units, staff, all);
        staff = all;
    }
    if (!staff)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    Minimum minimum = { host, ctx, severity, present, at_least, basis[0] ? ": " : "", basis };
    for (size_t i = 0; i < n; i++)
        if ((double) staff[rows[i]] < at_least * 1000 - 0.5)
            report(&minimum, rows[i], (double) staff[rows[i]] / 1000);
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "min-staff",
      .summary = "A unit must keep a minimum of staff",
      .details =
          "Counts the posts of each unit of the set, by their weight, with everything under the unit. Staff minimums "
          "of the law read assigned quota, so vacant posts count unless `counts: present`.",
      .kind = ORG_RULE,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = run },
};

ORG_PLUGIN("min-staff", "1.0.0", "orgsim", "MIT", features);
