// SPDX-License-Identifier: MIT
/* What assumptions turn over, as text and JSON. */
#pragma once
#include "../po/lang.h"
#include "../study/assumed.h"
#include <jansson.h>

void org_assumed_text(OrgLang lang, const OrgAssumedAll *all, GString *out);
/* [{"assumption", "at", "target", "from", "to", "value_from", "value_to"}]: from and to are verdicts. */
json_t *org_assumed_json(const OrgAssumedAll *all);
