// SPDX-License-Identifier: MIT
/* Inside engine/store only: columns to and from blobs (form/column.h). */
#pragma once
#include "../form/column.h"
#include "db.h"

/* Blobs into a table of (key, table, column, data) such as "snapshot_column"; what one needs is kept for the next. */
typedef struct {
    OrgStore *store;
    sqlite3_stmt *insert;
    FormPacker *packer;
    GPtrArray *texts; /* of the words of the column at hand, borrowed */
    guint32 *numbers; /* by word of the dictionary */
    guint32 n_numbers;
    void *cells;
    gsize cells_size;
} StoreColumns;

/* store_columns_end() is due also after it has failed. */
gboolean store_columns_begin(StoreColumns *columns, OrgStore *store, const char *into, GError **error);
void store_columns_end(StoreColumns *columns);
gboolean store_columns_put(StoreColumns *columns, gint64 key, const char *table, const char *column, FormType type,
                           guint32 rows, const void *cells, GError **error);
/* words: rows numbers of words of dict, 0 none. */
gboolean store_columns_put_words(StoreColumns *columns, gint64 key, const char *table, const char *column, guint32 rows,
                                 const OrgWord *words, const OrgDict *dict, GError **error);
/* The words numbered for a blob; until the next call. */
const guint32 *store_columns_number(StoreColumns *columns, const OrgWord *words, guint32 rows, const OrgDict *dict);
/* A blob, which lives until the next one is packed; of FORM_WORD: numbers from store_columns_number(). */
GBytes *store_columns_pack(StoreColumns *columns, const char *name, FormType type, guint32 rows, const void *cells,
                           GError **error);
/* pick: the rows to write, or NULL for all. */
gboolean store_write_columns(StoreColumns *columns, gint64 key, const Org *org, guint table, const GArray *pick,
                             GError **error);

/* Into the rows that were added for it; all is checked. */
gboolean store_read_columns(OrgStore *store, gint64 snapshot, Org *org, guint table, GError **error);
/* The word of each text that a blob holds, [0] 0; NULL when one is no UTF-8. */
OrgWord *store_column_words(const FormColumn *column, OrgDict *dict);
/* why: a fragment marked for translation. Always FALSE. */
gboolean store_bad_column(OrgStore *store, const char *name, const char *why, GError **error);
