// SPDX-License-Identifier: MIT
/* A breach that is only noted for some months after it began. Shared by the built-in rules, knows plugin.h only. */
#pragma once
#include <orgsim/plugin.h>

#include <stdbool.h>

static const char *const grace_severity_choices[] = { "veto", "warn", "note", NULL };
static const uint32_t grace_severities[] = { ORG_VETO, ORG_WARN, ORG_NOTE };

/* The severity of a breach that stands in this call: ORG_NOTE up to `grace` months after the month since when it has stood, and the
 * rule is woken in the month after these; then what the scenario says. 0: no grace. */
static inline uint32_t
grace_severity(const OrgHost *host, OrgCtx *ctx, uint32_t severity, int64_t grace, const char *code, uint32_t table,
               OrgRow row)
{
    OrgMonth since = host->standing(ctx, code, table, row), end = since + (OrgMonth) grace;
    if (grace == 0 || host->now(ctx) > end)
        return severity;
    host->wake(ctx, end + 1);
    return ORG_NOTE;
}

/* How a unit is named in a sentence: by its name, else by its id. */
static inline const char *
grace_unit(const OrgHost *host, OrgCtx *ctx, OrgRow unit)
{
    const char *name = host->name(ctx, ORG_UNITS, unit);
    return name[0] ? name : host->id(ctx, ORG_UNITS, unit);
}
