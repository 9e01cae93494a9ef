// SPDX-License-Identifier: MIT
/* What reach found, as text and JSON. */
#pragma once
#include "../po/lang.h"
#include "../study/reach.h"
#include <jansson.h>

void org_reach_text(OrgLang lang, const OrgReach *reach, GString *out);
/* [{"target", "title", "gap", "pace_needed", "pace_seen", "ways": [{"step", "param", "from", "to", "breaks", "cost", "monotone",
 * "probability"}], "none", "runs", "untried"}] */
json_t *org_reach_json(const OrgReach *reach);
