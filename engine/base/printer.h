// SPDX-License-Identifier: MIT
/* The one way to the terminal: standard output and standard error. What people read goes through org_print and org_tell, which let no sign
 * through that steers a terminal; what programs read keeps its data: in JSON such a sign is escaped, and CSV goes out byte by
 * byte unless it goes to a terminal. Whether standard output took all is asked once, at the end (org_print_end). */
#pragma once
#include <glib.h>

/* Text on standard output. Texts among the arguments are shown as one line (shown.h). */
void org_print(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* Lines of a finished layout. */
void org_print_text(const char *text);
/* A document that is whole; no line end is added. */
void org_print_json(const char *json);
/* Rows of CSV. */
void org_print_csv(const char *rows);
/* Lines of YAML. */
void org_print_yaml(const char *text);
/* FALSE: not all of it was taken. Nothing is printed after it. */
gboolean org_print_end(void);

/* The same on standard error. */
void org_tell(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* The last line that was told has no end yet. For who has no memory left to tell by the above. */
gboolean org_told_in_part(void);
void org_tell_text(const char *text);
/* A line that the next one takes the place of; NULL: it is gone. */
void org_tell_over(const char *line);

/* JSON text in which each sign of org_shown_steers() that stands in a text is written \uXXXX. Owned by the caller. */
char *org_json_harmless(const char *json);
