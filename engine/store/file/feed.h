// SPDX-License-Identifier: MIT
/* Many rows in one INSERT … SELECT from a table that calls back: the b-tree cursor stays where it is, so rows in key order
 * are appended, and no statement is reset a row. */
#pragma once
#include "db.h"

#define STORE_FEED_COLUMNS 20

typedef struct {
    gpointer data;
    gint64 n;                                                                  /* rows */
    void (*cell)(sqlite3_context *out, gint64 row, int column, gpointer data); /* row 0 to n - 1, ascending */
} StoreFeed;

/* INSERT INTO `into` (as in "post(snapshot, row, id)") all rows of the feed, whose first columns are those named, `columns`
 * of them, at most STORE_FEED_COLUMNS. Within a transaction. */
gboolean store_feed(OrgStore *store, const char *into, guint columns, const StoreFeed *feed, GError **error);
