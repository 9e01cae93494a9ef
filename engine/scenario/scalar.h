// SPDX-License-Identifier: MIT
/* What a single text says as a number, a flag or a month, wherever it stands: in a scenario, a cell of a table, on a command
 * line, in a plugin's fallback. */
#pragma once
#include <glib.h>
#include <orgsim/plugin.h>

/* "2.5%" -> 0.025 and relative; "100". FALSE when it is neither. */
gboolean org_parse_amount(const char *text, double *value, gboolean *relative);
/* true, yes, on, 1; false, no, off, 0; in any case. FALSE when it is none of them. */
gboolean org_parse_flag(const char *text, gboolean *value);
/* A text as a number of the type: ORG_BOOL (0 or 1), ORG_INT (whole, exact as a double), ORG_REAL, ORG_PERCENT (with its % sign),
 * ORG_AMOUNT (with or without one, see *relative), ORG_DATE (an OrgMonth). FALSE when it is none, or the type is another. */
gboolean org_parse_scalar(OrgType type, const char *text, double *value, gboolean *relative);
