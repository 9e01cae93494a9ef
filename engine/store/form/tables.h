// SPDX-License-Identifier: MIT
/* What an organisation file holds as blobs, as tables that SQL reads: post and person (by snapshot), post_end, person_end and
 * act (by run), attribute_value (by snapshot). They stand in no schema, so that a file opens everywhere. Plain C, for this is the
 * loadable extension, too: a blob is checked and what is held of it bounded, and what is wrong is an error of the query. */
#pragma once
#include "sqlite.h"

#define FORM_MAX_HELD ((sqlite3_int64) 1 << 30) /* bytes of columns that the readers of a table hold at a time */

/* The tables above on a connection whose database "main" is an organisation file. An SQLite result. */
int form_offer_tables(sqlite3 *db);
int form_offer_attributes(sqlite3 *db);
/* And the views over them, as temporary ones. */
int form_offer_views(sqlite3 *db);
/* CREATE VIEW statements over tables that the file holds as blobs; NULL-terminated. */
extern const char *const form_views[];
