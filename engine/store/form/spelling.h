// SPDX-License-Identifier: MIT
/* How views spell months and ids. What stands in the file is SQL that sqlite3 and DuckDB read alike: no printf(), no iif(), no
 * division that is meant to be whole. */
#pragma once

#define MONTH(m)                                                                                                       \
    "CASE WHEN " m " IS NOT NULL THEN CAST((" m " - " m " % 12) / 12 AS INTEGER) || CASE WHEN " m                      \
    " % 12 < 9 THEN '-0' ELSE '-' END || (" m " % 12 + 1) END"
/* The id of a row as the program spells it: the third of a group "fin" is "fin#3"; a row without an id is its number. */
#define ID(t, letter)                                                                                                  \
    "CASE WHEN " t ".id IS NULL THEN '" letter "' || (" t ".row + 1)"                                                  \
    " WHEN " t ".ordinal > 0 THEN " t ".id || '#' || " t ".ordinal ELSE " t ".id END"
#define UNIT_ID(t) "coalesce(" t ".id, CASE WHEN " t ".row IS NOT NULL THEN 'u' || (" t ".row + 1) END)"

/* Value at the end: the end row's when there is one, else the start's. */
#define NOW(column) "CASE WHEN e.row IS NULL THEN s." column " ELSE e." column " END"
#define UNIT_OF(row) "(SELECT " UNIT_ID("u") " FROM unit u WHERE u.snapshot = r.snapshot AND u.row = " row ")"
#define END_UNIT(row)                                                                                                  \
    "coalesce((SELECT " UNIT_ID("u") " FROM unit_end u WHERE u.run = k.run AND u.row = " row "), " UNIT_OF(row) ")"

/* What the last deciding act says, joined as a. */
#define BY_ACT MONTH("a.month") " AS month, i.id AS step, a.plugin AS plugin, a.reason AS reason"
