// SPDX-License-Identifier: MIT
/* How a feature may be written in a scenario: an example for people. Units are called unit-1,
 * unit-2 …, posts post-1 …, people person-1 …. */
#pragma once
#include "../scenario/catalogue.h"

/* "steps:\n  - at: 2025-07\n    merge: {…}\n"; of a renderer a command. The caller's. */
char *org_sample_text(const OrgFeatureInfo *feature);
