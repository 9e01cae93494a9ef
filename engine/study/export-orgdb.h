// SPDX-License-Identifier: MIT
/* An organisation as a file of its own. */
#pragma once
#include "place.h"

/* path ends in .orgdb or .sqlite and is not there yet, so that nothing unmasked is left in it. */

/* The organisation that is open (of a run: its end) as the only snapshot of a new file; masked when opened so. */
gboolean org_export_orgdb(const OrgOpened *opened, const char *path, GError **error);
/* A new .sqlite with ordinary rows in place of blobs: of the run, of the snapshot that was named, or of the whole file; opened under a
 * mask, of the masked organisation alone. */
gboolean org_export_sqlite(const OrgOpened *opened, const char *path, GError **error);
