// SPDX-License-Identifier: MIT
/* The columns that a table parameter declares. */
#pragma once
#include <glib.h>
#include <orgsim/plugin.h>

typedef struct {
    char *name;
    OrgType type; /* ORG_INT, ORG_REAL, ORG_UNIT, ORG_TEXT, ORG_DATE; of own tables also ORG_PERCENT and ORG_AMOUNT */
    gboolean optional;
} OrgTableColumn;

/* "age:int,rate:real?": OrgTableColumn, in order; the caller's own. A last part "*" is no column: it lets others be. own: a table
 * that no plugin reads, as actuals are; it may hold percentages and amounts. NULL with a sentence when it is badly written. */
GArray *org_table_columns(const char *columns, gboolean own, GError **error);
