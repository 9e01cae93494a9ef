// SPDX-License-Identifier: MIT
/* What a plugin's file says of itself without being loaded: which functions it needs of others, and what it may write to besides its
 * stack. Its code is not run. */
#pragma once
#include <glib.h>

typedef struct {
    GPtrArray *imports; /* char *, by name, each once: functions that somebody else has */
    GPtrArray *globals; /* char *: writable objects; "108 bytes" when the file has no names any more */
} OrgLibraryLook;

/* NULL with error (ORG_ERROR, ORG_E_INVALID): the file is no shared library of this machine's kind. Every offset is checked. */
OrgLibraryLook *org_library_look(const char *path, GError **error);
void org_library_look_free(OrgLibraryLook *look);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgLibraryLook, org_library_look_free)
