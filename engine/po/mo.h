// SPDX-License-Identifier: MIT
/* The compiled catalogue (the .mo format of gettext), linked into the program. It is read here and not by libintl, since
 * glibc's gettext says nothing in the locale C and cannot list its messages, and the worker opens no file. */
#pragma once
#include <glib.h>

const char *org_mo_find(const char *id); /* O(log n); NULL: not in the catalogue, or not translated */
guint org_mo_size(void);
/* In the order of the ids; of a message with a plural the id of one of them comes first: *many, else NULL. */
const char *org_mo_get(guint index, const char **many, const char **text);
