// SPDX-License-Identifier: MIT
/* Rules written in SQL: each row that the SELECT returns is a breach. Its columns are told by their names, in any order:
 *   unit, post or person  the id of the row that it is about; at most one of them; none, or NULL: the whole organisation
 *   code                  lower-case letters, digits, hyphens; else "found". Known by it and the row from one evaluation to the next
 *   value, limit          numbers, both or neither; neither: 0 and 0
 *   severity              'note', 'warn' or 'veto'; else 'warn'
 *   message               a sentence; else the item's note, else that the rule is not kept, with the row and the value
 */
#pragma once
#include "../store/live.h"

/* Whether the statement compiles and returns what a rule's may. */
gboolean org_sql_rule_check(OrgLive *live, const char *sql, GError **error);
