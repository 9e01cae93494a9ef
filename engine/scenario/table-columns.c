// SPDX-License-Identifier: MIT
#include "table-columns.h"
#include "../base/error.h"
#include "catalogue.h"
#include "../org/org.h"
#include <string.h>

static void
column_clear(gpointer data)
{
    g_free(((OrgTableColumn *) data)->name);
}

static gboolean
read_type(const char *word, gboolean own, OrgType *type)
{
    if (!org_type_parse(word, type))
        return FALSE;
    return *type == ORG_INT || *type == ORG_REAL || *type == ORG_UNIT || *type == ORG_TEXT || *type == ORG_DATE ||
           (own && (*type == ORG_PERCENT || *type == ORG_AMOUNT));
}

static gboolean
is_there(const GArray *columns, const char *name)
{
    for (guint i = 0; i < columns->len; i++)
        if (strcmp(g_array_index(columns, OrgTableColumn, i).name, name) == 0)
            return TRUE;
    return FALSE;
}

/* "rate:real?". part is cut up. */
static gboolean
read_column(char *part, gboolean own, const GArray *before, OrgTableColumn *column)
{
    char *type = strchr(part, ':');
    if (!type || type == part)
        return FALSE;
    *type++ = '\0';
    gsize length = strlen(type);
    column->optional = length > 0 && type[length - 1] == '?';
    if (column->optional)
        type[length - 1] = '\0';
    if (!read_type(type, own, &column->type) || is_there(before, part))
        return FALSE;
    column->name = g_strdup(part);
    return TRUE;
}

GArray *
org_table_columns(const char *columns, gboolean own, GError **error)
{
    g_autoptr(GArray) made = g_array_new(FALSE, TRUE, sizeof(OrgTableColumn));
    g_array_set_clear_func(made, column_clear);
    g_auto(GStrv) parts = g_strsplit(columns, ",", -1);
    for (guint i = 0; parts[i]; i++) {
        char *part = g_strstrip(parts[i]);
        OrgTableColumn column = { 0 };
        if (strcmp(part, "*") == 0 && !parts[i + 1] && made->len > 0)
            break;
        if (!read_column(part, own, made, &column)) {
            org_error_set(error, ORG_ERROR, ORG_E_INVALID,
                          "column %u of \"%s\" is not a new name, a colon and one of int, real, unit, text, date",
                          i + 1, columns);
            return NULL;
        }
        g_array_append_val(made, column);
    }
    return g_steal_pointer(&made);
}
