// SPDX-License-Identifier: MIT
/* The one reader of a parameter's text. A scalar of a scenario, KEY=VALUE of a renderer and a plugin's fallback go through it, so
 * that the same spelling means the same everywhere. */
#pragma once
#include "plan.h"

/* Codes of the errors of org_param_read(), whose domain is its own. */
typedef enum {
    ORG_PARAM_BAD_VALUE,
    ORG_PARAM_OUT_OF_RANGE,
    ORG_PARAM_UNKNOWN_CHOICE,
    ORG_PARAM_BAD_CHOICE
} OrgParamError;
/* As a diagnostic calls it: "bad-value". */
const char *org_param_error_name(gint code);

/* Read a text into *value, all of which is zero before and whose text is never NULL after. Sets are ids with commas between, or
 * SQL where the last part of the key is "where" or ends in "_where". "" is nothing: an empty set, text or table, an unknown month.
 * A table can be nothing else here: its rows are no text. Whether ids, baselines and counting rules exist is not looked at.
 * FALSE with an OrgParamError and a sentence: `depth is "10", expected from 1 to 9`. */
gboolean org_param_read(const OrgParamInfo *param, const char *text, OrgValueInfo *value, GError **error);

/* "where" of "units.where". */
const char *org_param_last_part(const OrgParamInfo *param);
gboolean org_type_is_set(OrgType type);
