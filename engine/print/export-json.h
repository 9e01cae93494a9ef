// SPDX-License-Identifier: MIT
/* An organisation or a run as one JSON document for export: the same binary, inputs and seed give the same bytes, so it
 * holds no run number, time, path or job count, and not the sandbox of the machine. */
#pragma once
#include "../study/place.h"

/* Owned by the caller; ends in a newline. all: closed rows of a snapshot as well. */
char *org_export_json(const OrgOpened *opened, gboolean all, GError **error);
