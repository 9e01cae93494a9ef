// SPDX-License-Identifier: MIT
/* A what-if as text and JSON. */
#pragma once
#include "../po/lang.h"
#include "../study/whatif.h"
#include <jansson.h>

/* file: where the variant was written; NULL: nowhere. */
void org_whatif_text(OrgLang lang, const OrgWhatif *whatif, const char *file, GString *out);
/* {"changes": [{"op", "id", "key", "from", "to"}], "runs": {"nothing", "plan", "variant"}, "targets": [{"id", "title", "required",
 * "nothing": {…}|null, "plan": …, "variant": …}], "totals": {"units": {"nothing", "plan", "variant"}, …}, "money": {"cost",
 * "saved_a_year", "payback", "currency"}, of the variant, and the same of "plan"; "findings": {"new": [{"severity", "rule",
 * "table", "id", "code", "month", "text"}], "gone": […]}, "steps": [{"item", "month", "plan", "variant"}], "status", "file"}. */
json_t *org_whatif_json(const OrgWhatif *whatif, const char *file);
