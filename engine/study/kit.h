// SPDX-License-Identifier: MIT
/* A new plugin: a folder to begin with, which builds outside of orgsim's tree and passes its own test. */
#pragma once
#include <glib.h>

/* The kinds of which there is one, in the order of plugin.h; NULL-terminated. */
const char *const *org_kit_kinds(void);
/* lower-case letters, digits and single hyphens between them, beginning with a letter, at most 40 bytes, and no word of scenarios. */
gboolean org_kit_name_ok(const char *name);
/* Write the folder, whole or not at all; nothing may be there yet (ORG_FILE_ERROR, G_FILE_ERROR_EXIST). name: of the plugin and its
 * feature. program: the orgsim that its tests call. made gets the paths (char *). */
gboolean org_kit_write(const char *folder, const char *name, const char *kind, const char *program, GPtrArray *made,
                       GError **error);
