// SPDX-License-Identifier: MIT
/* SQL booleans over the columns of somebody's table: `skip:` and `only:` of a mapping file. */
#pragma once
#include <glib.h>

/* bits[i]: the expression holds for row i. columns: as the table spells them; a cell may be NULL. Columns of plain numbers are
 * numbers. FALSE with a sentence. */
gboolean org_row_filter(guint n_columns, const char *const *columns, const GPtrArray *rows, const char *expression,
                        gboolean *bits, GError **error);
