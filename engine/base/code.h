// SPDX-License-Identifier: MIT
/* Codes: short names for machines, of what a rule finds ("over-cap"). */
#pragma once
#include <glib.h>

#define ORG_CODE_MAX 64 /* bytes */

/* Lower-case letters, digits and hyphens, beginning with a letter, at most ORG_CODE_MAX bytes. */
gboolean org_code_ok(const char *code);
