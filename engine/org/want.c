// SPDX-License-Identifier: MIT
#include "internal.h"

gboolean
org_fail(GError **error, gint code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (error)
        *error = g_error_new_valist(ORG_ERROR, code, format, args);
    va_end(args);
    return FALSE;
}

gboolean
org_want_open(const Org *org, guint table, OrgRow row, GError **error)
{
    static const char *const one[] = { "", "unit", "post", "person" };
    if (row == ORG_NONE)
        return org_fail(error, ORG_E_NOT_FOUND, "the row is ORG_NONE, which is no %s", one[table]);
    if (row >= org_rows(org, table))
        return org_fail(error, ORG_E_NOT_FOUND, "%s row %u does not exist", one[table], row);
    if (!org_is_open(org, table, row))
        return org_fail(error, ORG_E_INVALID, "%s \"%s\" is no longer there", one[table], org_id(org, table, row));
    return TRUE;
}

/* Whether all rows exist, are open and ascend, without a branch per row: the common case of a verb on many rows. */
#define ROWS_ASCEND_OPEN(name, type, open)                                                                             \
    static gboolean name(const type *column, guint32 n_rows, const OrgRow *rows, gsize n)                              \
    {                                                                                                                  \
        if (n == 0 || rows[0] >= n_rows)                                                                               \
            return n == 0;                                                                                             \
        guint fine = column[rows[0]] open;                                                                             \
        for (gsize i = 1; i < n; i++) {                                                                                \
            OrgRow row = rows[i] < n_rows ? rows[i] : 0;                                                               \
            fine &= (guint) (rows[i] > rows[i - 1]) & (guint) (rows[i] < n_rows) & (guint) (column[row] open);         \
        }                                                                                                              \
        return fine;                                                                                                   \
    }
ROWS_ASCEND_OPEN(people_ascend, guint8, != ORG_LEFT)
ROWS_ASCEND_OPEN(posts_ascend, OrgMonth, == ORG_OPEN)

gboolean
org_want_rows(const Org *org, guint table, const OrgRow *rows, gsize n, GError **error)
{
    if (table == ORG_PEOPLE ? people_ascend(org->people.state, org->people.n, rows, n)
                            : table == ORG_POSTS && posts_ascend(org->posts.closed, org->posts.n, rows, n))
        return TRUE;
    gboolean ascending = TRUE;
    for (gsize i = 0; i < n; i++) {
        if (!org_want_open(org, table, rows[i], error))
            return FALSE;
        ascending &= i == 0 || rows[i] > rows[i - 1];
    }
    if (ascending)
        return TRUE;
    g_autofree guint8 *seen = g_malloc0(org_rows(org, table));
    for (gsize i = 0; i < n; i++)
        if (seen[rows[i]]++)
            return org_fail(error, ORG_E_INVALID, "\"%s\" is named twice in one call", org_id(org, table, rows[i]));
    return TRUE;
}
