// SPDX-License-Identifier: MIT
/* Inside engine/store only: texts of SQL and rows as texts. */
#pragma once
#include <glib.h>
#include <sqlite3.h>

/* Nothing but blanks, comments and semicolons. */
gboolean store_only_blank(const char *sql);
/* Every bracket that closes was opened in the text itself, and every text and comment ends. */
gboolean store_is_closed(const char *sql);

/* The present row of a statement as texts: numbers as the engine spells them, bytes as x'…', null as NULL. */
typedef struct StoreTextRow StoreTextRow;
StoreTextRow *store_text_row_new(sqlite3_stmt *stmt);
/* Valid until the next call. Behind the values stands a text of their kinds, a sign each: 'n' a number, 't' a text, '0' null. */
char **store_text_row_values(StoreTextRow *row);
char **store_text_row_names(StoreTextRow *row);
void store_text_row_free(StoreTextRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoreTextRow, store_text_row_free)
