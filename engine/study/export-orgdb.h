// SPDX-License-Identifier: MIT
/* A copy of one organisation as a file of its own, masked or not: a snapshot, or the end of a run as a snapshot. */
#pragma once
#include "place.h"

/* path: ends in .orgdb and is not there yet, so that nothing unmasked is left in it. */
gboolean org_export_orgdb(const OrgOpened *opened, const char *path, GError **error);
