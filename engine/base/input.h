// SPDX-License-Identifier: MIT
/* Reading what users name: ordinary files only, and no more than a limit, so that a pipe, a device or a mistaken file ends in a
 * sentence and not in a process that hangs or fills the machine. */
#pragma once
#include <glib.h>

/* Of a table of an organisation: one of a million people has a quarter of it. */
#define ORG_INPUT_TABLE ((gsize) 1 << 30)

/* The bytes of a file. real: where it truly lies, links followed (owned by the caller), or NULL if nobody asks. The error is a part
 * of a sentence without the path; a file that is not there has the code G_FILE_ERROR_NOENT. Owned by the caller. */
GBytes *org_input_read(const char *path, gsize most, char **real, GError **error);
/* A path with its links followed is the folder or lies in it. Both absolute. */
gboolean org_input_is_under(const char *path, const char *folder);
