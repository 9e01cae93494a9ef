// SPDX-License-Identifier: MIT
/* An operator: put a text before the names of units. It reads its parameters, renames by a verb, and says what it did. */
#include <orgsim/plugin.h>

#include <stdio.h>
#include <string.h>

/* Indexes of the parameters below, in the same order. */
enum { UNITS, PREFIX, ONCE };

static const OrgParam params[] = {
    { .key = "units", .summary = "Units to rename", .type = ORG_UNIT_SET, .fallback = NULL },
    { .key = "prefix", .summary = "Text put before each name", .type = ORG_TEXT, .fallback = NULL },
    { .key = "once",
      .summary = "Leave names alone that begin with the text already",
      .type = ORG_BOOL,
      .fallback = "true" },
};

static OrgStatus
rename_units(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow *units = NULL;
    size_t n = host->rows(ctx, UNITS, &units);
    const char *prefix = host->text(ctx, PREFIX);
    bool once = host->integer(ctx, ONCE) != 0;
    unsigned renamed = 0;
    if (prefix[0] == '\0')
        return host->fail(ctx, ORG_E_INVALID, "`prefix` is empty, so that no name would change");
    host->because(ctx, "the plan renames it");
    for (size_t i = 0; i < n; i++) {
        const char *old = host->name(ctx, ORG_UNITS, units[i]);
        if (once && strncmp(old, prefix, strlen(prefix)) == 0)
            continue;
        size_t size = strlen(prefix) + strlen(old) + 1;
        char *name = (char *) host->scratch(ctx, size); /* freed by the host when this call returns */
        if (!name)
            return host->fail(ctx, ORG_E_FAILED, "out of memory");
        snprintf(name, size, "%s%s", prefix, old);
        OrgStatus status = host->rename_unit(ctx, units[i], name);
        if (status != ORG_OK)
            return status; /* the host undoes what this call did and reports the first failure */
        renamed++;
    }
    if (renamed == 0)
        host->finding(ctx, ORG_NOTE, 0, ORG_NONE, "no unit needed the prefix \"%s\"", prefix);
    host->measure(ctx, "renamed", ORG_NONE, renamed);
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "renamed", .label = "Units renamed", .kind = ORG_FLOW, .unit = "units" },
};

static const OrgFeature features[] = {
    { .name = "template",
      .summary = "Put a text before the names of units",
      .details = "Renames every unit of the set; nothing else changes.",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .n_series = sizeof series / sizeof series[0],
      .series = series,
      .run = rename_units },
};

ORG_PLUGIN("template", "0.1.0", "me", "MIT", features);
