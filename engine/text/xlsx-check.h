// SPDX-License-Identifier: MIT
#pragma once
#include <glib.h>

/* Whether a workbook that was just written is whole: every part unpacks to what its checksum says and is closed XML, there are as many
 * texts as it says itself, and each sheet has as many cells as were written. cells: of guint, by sheet; or NULL. FALSE with
 * error. */
gboolean org_workbook_check(GBytes *bytes, const GArray *cells, GError **error);
