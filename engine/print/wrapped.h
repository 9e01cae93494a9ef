// SPDX-License-Identifier: MIT
/* Texts broken between words to the width of a terminal. */
#pragma once
#include <glib.h>

/* Characters a line of standard output: of the terminal, else 100. */
guint org_output_width(void);
/* Append text, whose first line begins at column `at` of the line that stands; further lines are indented by `indent`. Ends the line. A
 * word that is longer than a line is not broken. What stands in text is data: it is shown as org_shown_append() does. */
void org_wrapped_append(GString *out, const char *text, guint at, guint indent, guint width);
