// SPDX-License-Identifier: MIT
/* The mapping file of an import:
 *
 *   posts:
 *     unit_id: Organisation                       our column: their column
 *     rank: {Trưởng phòng: head, Phó: deputy}     our column: their value: ours
 *     category: {column: Contract, values: {FTC: contract}}
 */
#pragma once
#include "../text/column-map.h"
#include "../base/diag.h"

/* NULL when there are errors; they are in diags. Whether our columns exist is for the importer to say. */
OrgColumnMap *org_column_map_read(const char *file, GBytes *bytes, OrgDiags *diags);
