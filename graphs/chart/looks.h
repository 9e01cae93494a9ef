// SPDX-License-Identifier: MIT
/* The badge and the colours of each fate, on charts and in the report. */
#pragma once
#include "fates.h"

typedef struct {
    const char *badge, *pen, *fill, *head; /* head: fill of a card's header */
    bool closed;                           /* its units are closed: drawn with dashes */
} FateLook;

extern const FateLook fate_looks[FATES];
