// SPDX-License-Identifier: MIT
/* What a chart found, as its title: one of few sentences, in the language of the chart, of figures that stand elsewhere, too. */
#pragma once
#include "targets.h"

/* The title that was asked for; else what changed over the run, in the whole or in the unit that the chart is of; else the title of the
 * scenario. */
const char *finding_of_change(const Chart *chart);

/* A sentence with {0} to {5} in their places. */
const char *finding_filled(const Chart *chart, const char *sentence, const char *a, const char *b, const char *c,
                           const char *d, const char *e, const char *f);

/* The same of targets: a figure reported against the plan comes before what is missed, and that before what is met. */
const char *finding_of_targets(const Chart *chart, const Target *targets, uint32_t n);
