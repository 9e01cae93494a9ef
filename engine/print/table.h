// SPDX-License-Identifier: MIT
/* A table on a terminal, by libsmartcols: columns as wide as needed, wrapped to the terminal. */
#pragma once
#include "../po/lang.h"

typedef struct OrgTextTable OrgTextTable;
typedef struct {
    const char *title;
    gboolean right;
    gboolean wrap;
} OrgTextColumn;
OrgTextTable *org_text_table_new(OrgLang lang, const OrgTextColumn *columns, guint n);
/* n texts, copied; shown as org_shown() does. */
void org_text_table_add(OrgTextTable *table, const char *const *cells);
/* Appends the table to out and frees it. */
void org_text_table_finish(OrgTextTable *table, GString *out);
