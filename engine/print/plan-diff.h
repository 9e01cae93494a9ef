// SPDX-License-Identifier: MIT
/* Two drafts of a plan, in words and as JSON. */
#pragma once
#include "../po/lang.h"
#include "../scenario/plan-diff.h"
#include <jansson.h>

/* a, b: the drafts as the user named them. */
void org_draft_diff_text(OrgLang lang, const OrgDraftDiff *diff, const char *a, const char *b, GString *out);
/* Only the changes, by section. */
void org_draft_changes_text(OrgLang lang, const OrgDraftDiff *diff, GString *out);
/* {"a": {"file", "title"}, "b": {…}, "changes": [{"op": "added|removed|moved|reordered|changed", "section", "id", "feature",
 * "after", "keys": [{"key", "from", "to"}]}]}; null where it is not said. */
json_t *org_draft_diff_json(const OrgDraftDiff *diff, const char *a, const char *b);
