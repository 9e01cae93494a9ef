// SPDX-License-Identifier: MIT
/* Units that may not be touched: the attribute `protected`. Shared by the built-in plugins, knows plugin.h only. */
#pragma once
#include <orgsim/plugin.h>

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* A number other than 0, or one of the words 1, yes, true. */
static inline bool
protected_unit(const OrgHost *host, OrgCtx *ctx, OrgRow unit)
{
    const OrgWord *word = host->words(ctx, ORG_UNITS, "protected");
    const double *number = word ? NULL : host->numbers(ctx, ORG_UNITS, "protected");
    if (number)
        return number[unit] != 0 && !isnan(number[unit]);
    const char *text = word ? host->spell(ctx, word[unit]) : "";
    return !strcmp(text, "1") || !strcmp(text, "yes") || !strcmp(text, "true");
}
