// SPDX-License-Identifier: MIT
/* A rule: a unit may have at most so many posts. It says in each call all that is against it; the host remembers what stood before,
 * undoes the step that brings something new, and tells again at the end what still stands. */
#include <orgsim/plugin.h>

/* Indexes of the parameters below, in the same order. */
enum { WHERE, AT_MOST, SEVERITY };

static const char *const severity_choices[] = { "veto", "warn", "note", NULL };
static const uint32_t severities[] = { ORG_VETO, ORG_WARN, ORG_NOTE };

static const OrgParam params[] = {
    { .key = "where", .summary = "Units that the limit applies to", .type = ORG_UNIT_SET, .fallback = NULL },
    { .key = "at_most",
      .summary = "Posts that a unit may have itself",
      .unit = "posts",
      .type = ORG_INT,
      .fallback = NULL, /* it has to be given */
      .min = 0,
      .max = 1000000 },
    { .key = "severity",
      .summary = "What a breach is: a `veto` undoes the step that caused it",
      .type = ORG_CHOICE,
      .fallback = "veto",
      .choices = severity_choices },
};

static OrgStatus
check_units(const OrgHost *host, OrgCtx *ctx)
{
    const OrgUnits *units = host->units(ctx);
    const int64_t at_most = host->integer(ctx, AT_MOST);
    const uint32_t severity = severities[host->integer(ctx, SEVERITY)];
    const OrgRow *rows = NULL;
    size_t n = host->rows(ctx, WHERE, &rows); /* open units, as they are now */
    for (size_t i = 0; i < n; i++) {
        uint32_t posts = units->n_posts[rows[i]];
        if ((int64_t) posts <= at_most)
            continue;
        /* A code of its own, the value and its limit: a breach that grows is new again. */
        host->breach(ctx, severity, ORG_UNITS, rows[i], "too-many-posts", (double) posts, (double) at_most,
                     "%s has %u posts; %ld are allowed", host->name(ctx, ORG_UNITS, rows[i]), posts, (long) at_most);
    }
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "template",
      .summary = "A unit may have at most so many posts",
      .details = "Counts the open posts of each unit of the set, held or vacant, without those of the units below it.",
      .kind = ORG_RULE,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = check_units },
};

ORG_PLUGIN("template", "0.1.0", "me", "MIT", features);
