// SPDX-License-Identifier: MIT
/* The metric `functions` and the rule `like-functions`: which functions several units of one level have. */
#include "functions.h"

#include <string.h>

static const uint32_t severities[] = { ORG_WARN, ORG_VETO, ORG_NOTE };

/* The units of the set; none of them open: NULL, and nothing to compare. */
static Held *
held_of(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, size_t *n)
{
    const OrgRow *rows = NULL;
    bool given = host->given(ctx, F_UNITS);
    size_t n_rows = given ? host->rows(ctx, F_UNITS, &rows) : 0;
    *n = 0;
    if (given && n_rows == 0)
        return NULL;
    return functions_held(host, ctx, status, rows, n_rows, host->integer(ctx, F_LEVEL), n);
}

OrgStatus
functions_measure(const OrgHost *host, OrgCtx *ctx)
{
    OrgStatus status = ORG_OK;
    size_t n, distinct = 0;
    const Held *held = held_of(host, ctx, &status, &n);
    if (status != ORG_OK)
        return status;
    for (size_t i = 0; i < n; i = functions_end(held, n, i))
        distinct++;
    /* what a target reads that names no series */
    host->measure(ctx, "duplicated", ORG_NONE, (double) functions_duplicated(held, n));
    host->measure(ctx, "functions", ORG_NONE, (double) distinct);
    host->measure(ctx, "functions-held", ORG_NONE, (double) n);
    return ORG_OK;
}

/* Is it one of those that several units may have: names between commas. */
static bool
is_allowed(const char *list, const char *function)
{
    size_t length = strlen(function);
    while (*list) {
        while (*list == ' ' || *list == ',')
            list++;
        size_t n = strcspn(list, ",");
        while (n && list[n - 1] == ' ')
            n--;
        if (n == length && !memcmp(list, function, n))
            return true;
        list += strcspn(list, ",");
    }
    return false;
}

/* By unit: how many of its functions an earlier unit of its level has, and the first such, for one sentence a unit. */
typedef struct {
    uint32_t n;
    OrgRow other;
    OrgWord function;
} Like;

OrgStatus
functions_judge(const OrgHost *host, OrgCtx *ctx)
{
    OrgStatus status = ORG_OK;
    size_t n;
    const OrgUnits *units = host->units(ctx);
    const Held *held = held_of(host, ctx, &status, &n);
    Like *likes = call_scratch(host, ctx, &status, units->n, sizeof *likes);
    if (status != ORG_OK)
        return status;
    for (size_t i = 0, end; i < n; i = end) {
        end = functions_end(held, n, i);
        if (is_allowed(host->text(ctx, F_ALLOWED), host->spell(ctx, held[i].function)))
            continue;
        for (size_t k = i + 1; k < end; k++) {
            Like *like = &likes[held[k].unit];
            if (!like->n++) {
                like->other = held[i].unit;
                like->function = held[i].function;
            }
        }
    }
    for (OrgRow unit = 0; unit < units->n; unit++)
        if (likes[unit].n)
            host->breach(ctx, severities[host->integer(ctx, F_SEVERITY)], ORG_UNITS, unit, "like-functions",
                         likes[unit].n, 0, "%s and %s have the same function, %s; functions that others have, too: %u",
                         host->name(ctx, ORG_UNITS, likes[unit].other), host->name(ctx, ORG_UNITS, unit),
                         host->spell(ctx, likes[unit].function), likes[unit].n);
    return ORG_OK;
}
