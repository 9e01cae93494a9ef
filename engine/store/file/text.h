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
char **store_text_row_values(StoreTextRow *row); /* valid until the next call */
char **store_text_row_names(StoreTextRow *row);
void store_text_row_free(StoreTextRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoreTextRow, store_text_row_free)
