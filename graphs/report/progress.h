// SPDX-License-Identifier: MIT
/* How much of the required change is done: 0 is the start of the run, 1 is what is required. */
#pragma once
#include "facts.h"

typedef struct {
    bool known, from_start; /* from_start: nothing had to change */
    double low, high;       /* for the two ends of an uncertain baseline, or the same twice */
} Progress;

Progress progress_of(const Judged *judged);
