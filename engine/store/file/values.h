// SPDX-License-Identifier: MIT
/* Inside engine/store only: how a cell of an organisation is spelled in SQL, in the file as in the live tables. */
#pragma once
#include "../../base/month.h"
#include "../../org/org.h"

/* The cells of a column. */
static inline const void *
store_cells(const Org *org, const OrgColumnInfo *info)
{
    return *(const void *const *) ((const char *) org + info->offset);
}

/* One cell as a number, without the range checks of org_cell(). */
static inline gint64
store_cell(const void *cells, const OrgColumnInfo *info, OrgRow row)
{
    switch (info->width) {
    case 1:
        return ((const guint8 *) cells)[row];
    case 2:
        return ((const guint16 *) cells)[row];
    default:
        return info->is_signed ? (gint64) ((const gint32 *) cells)[row] : (gint64) ((const guint32 *) cells)[row];
    }
}

static inline void
store_set_cell(void *cells, const OrgColumnInfo *info, OrgRow row, gint64 value)
{
    if (info->width == 1)
        ((guint8 *) cells)[row] = (guint8) value;
    else if (info->width == 2)
        ((guint16 *) cells)[row] = (guint16) value;
    else
        ((guint32 *) cells)[row] = (guint32) value;
}

static inline gboolean
store_is_row(OrgColumnKind kind)
{
    return kind == ORG_K_UNIT || kind == ORG_K_POST || kind == ORG_K_PERSON;
}

/* The table that a row column points into. */
static inline guint
store_target(OrgColumnKind kind)
{
    return kind == ORG_K_UNIT ? ORG_UNITS : kind == ORG_K_POST ? ORG_POSTS : ORG_PEOPLE;
}

/* Null in SQL: no word, no row, an open or unknown month, an unknown code. Asked a dozen times a row, so inline. */
static inline gboolean
store_is_absent(OrgColumnId column, gint64 value)
{
    switch (org_columns[column].kind) {
    case ORG_K_UNIT:
    case ORG_K_POST:
    case ORG_K_PERSON:
        return value == (gint64) ORG_NONE;
    case ORG_K_MONTH:
        return value == ORG_OPEN || value == ORG_UNKNOWN;
    case ORG_K_THOUSANDTHS:
        return FALSE;
    case ORG_K_CODE:
        return value == 0 && column != ORG_COL_POSTS_ordinal && column != ORG_COL_PEOPLE_ordinal;
    case ORG_K_WORD:
    case ORG_K_HUNDREDTHS:
        return value == 0;
    }
    return FALSE;
}

/* "head", "F", "left" …; NULL when the column's codes are plain numbers, or for a code that has no name. */
const char *store_code_text(OrgColumnId column, gint64 code);
gboolean store_code_is_named(OrgColumnId column);
gint64 store_code_parse(OrgColumnId column, const char *text); /* -1 when there is none of that name */
