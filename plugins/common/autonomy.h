// SPDX-License-Identifier: MIT
/* The group of financial autonomy of a unit: attribute autonomy_group, of numbers or words. Shared by the built-in plugins, knows plugin.h
 * only. */
#pragma once
#include <orgsim/plugin.h>

/* As its first digit ("3a" is 3), 1 to 4; 0: none. O(attributes). ctx may be a view. */
static inline int64_t
autonomy_group(const OrgHost *host, OrgCtx *ctx, OrgRow unit)
{
    const OrgWord *words = host->words(ctx, ORG_UNITS, "autonomy_group");
    const double *numbers = words ? NULL : host->numbers(ctx, ORG_UNITS, "autonomy_group");
    if (words) {
        const char *text = host->spell(ctx, words[unit]);
        return *text >= '1' && *text <= '4' ? *text - '0' : 0;
    }
    return numbers && numbers[unit] >= 1 && numbers[unit] < 5 ? (int64_t) numbers[unit] : 0;
}
