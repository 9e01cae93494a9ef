// SPDX-License-Identifier: MIT
#include "required.h"
#include <stddef.h>
#include <string.h>

static const struct {
    const char *name, *sign;
    int direction;
    bool change, range;
} comparisons[] = {
    { "change", "", 0, true, false },
    { "change-equals", "=", 0, true, false },
    { "equals", "=", 0, false, false },
    { "at-least", "\xE2\x89\xA5", 1, false, false },
    { "at-most", "\xE2\x89\xA4", -1, false, false },
    { "more-than", ">", 1, false, false },
    { "less-than", "<", -1, false, false },
    { "between", "", 0, false, true },
};

Required
required_of(const char *compare, double low, double high, double relative, const char *unit)
{
    Required required = { .low = low, .high = high, .sign = "=" };
    for (size_t i = 0; i < sizeof comparisons / sizeof comparisons[0]; i++) {
        if (strcmp(comparisons[i].name, compare))
            continue;
        required.sign = comparisons[i].sign;
        required.direction = comparisons[i].direction;
        required.change = comparisons[i].change;
        required.range = comparisons[i].range;
    }
    if (!strcmp(compare, "change"))
        required.direction = low < 0 ? -1 : 1;
    required.percent = required.change ? relative == 1 : !strcmp(unit, "share");
    return required;
}
