// SPDX-License-Identifier: MIT
/* A value of a JSON document as a cell of a table. */
#pragma once
#include "../exchange/write/table-out.h"
#include <jansson.h>

/* null and NULL: blank; true, false: 1, 0; a list of texts: with a space between. kind: a text that reads as a month
 * becomes one where it is ORG_OUT_MONTH. */
void org_json_cell(const OrgTableOut *out, const json_t *value, OrgOutKind kind);
