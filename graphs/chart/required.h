// SPDX-License-Identifier: MIT
/* What a target requires, from the numbers of the table "target". Its text there is for people and is never read. */
#pragma once
#include <stdbool.h>

typedef struct {
    double low, high; /* equal but for a range */
    const char *sign; /* "≥", "="; "" of a change and of a range */
    int direction;    /* +1: at least so much, -1: at most, 0: just so much, or a range */
    bool change;      /* from the baseline; else a level */
    bool range;
    bool percent; /* low and high are parts of one, and shown in percent */
} Required;

/* The columns compare, low, high, relative and unit of a row. */
Required required_of(const char *compare, double low, double high, double relative, const char *unit);
