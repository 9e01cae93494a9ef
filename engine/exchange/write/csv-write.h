// SPDX-License-Identifier: MIT
/* Writing CSV: comma, LF, quotes only where needed, nothing that a spreadsheet would run. */
#pragma once
#include "table-out.h"

/* Append a cell, after a comma when the row has begun. A text that begins with = + - @ tab or CR, and is no number, gets
 * a ' in front; so does one that already begins with ' and such a sign, so that reading gives the same text again. */
void org_csv_append(GString *out, const char *text);
void org_csv_end_row(GString *out);

/* What org_table_out() and others write a table to: out, which is borrowed. */
OrgTableOut org_csv_out(GString *out);
