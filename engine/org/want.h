// SPDX-License-Identifier: MIT
/* What every verb asks of its arguments before it changes anything. Each is FALSE with a sentence when it is not so. */
#pragma once
#include "org.h"

/* Sets an ORG_ERROR of that code and returns FALSE. */
gboolean org_fail(GError **error, gint code, const char *format, ...) G_GNUC_PRINTF(3, 4);
gboolean org_want_open(const Org *org, guint table, OrgRow row, GError **error);
/* All rows exist, are open and differ from one another. */
gboolean org_want_rows(const Org *org, guint table, const OrgRow *rows, gsize n, GError **error);
