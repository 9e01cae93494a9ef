// SPDX-License-Identifier: MIT
/* The table becomes attributes of so many units, which SQL reads as it reads an organisation: one guarded way in for all
 * expressions. */
#include "row-filter.h"
#include "../base/error.h"
#include "../base/month.h"
#include "../store/live.h"
#include <math.h>
#include <string.h>

static gboolean
is_numeric(const GPtrArray *rows, guint column)
{
    gboolean any = FALSE;
    double value;

    for (guint i = 0; i < rows->len; i++) {
        const char *cell = ((const char *const *) rows->pdata[i])[column];
        if (!cell)
            continue;
        gboolean code = (*cell == '0' && g_ascii_isdigit(cell[1])) || *cell == '+';
        if (code || !org_number_parse(cell, &value))
            return FALSE;
        any = TRUE;
    }
    return any;
}

static void
add_column(Org *org, const GPtrArray *rows, guint column)
{
    gboolean numeric = is_numeric(rows, column);
    g_autofree char *name = g_strdup_printf("c%u", column);
    OrgAttribute *attribute = org_attribute(org, ORG_UNITS, name, numeric);

    for (guint i = 0; attribute && i < rows->len; i++) {
        const char *cell = ((const char *const *) rows->pdata[i])[column];
        if (numeric) {
            attribute->number[i] = NAN;
            if (cell)
                org_number_parse(cell, &attribute->number[i]);
        } else {
            attribute->word[i] = cell ? org_dict_add(org->dict, cell, -1) : 0;
        }
    }
}

static Org *
as_organisation(guint n_columns, const GPtrArray *rows, OrgDict *dict, GError **error)
{
    g_autoptr(Org) org = org_new(dict, ORG_MONTH(2000, 1));

    org_add_units(org, rows->len);
    for (guint i = 0; i < rows->len; i++) {
        g_autofree char *id = g_strdup_printf("%u", i);
        org->units.id[i] = org->units.name[i] = org_dict_add(dict, id, -1);
        org->units.parent[i] = ORG_NONE;
        org->units.opened[i] = ORG_UNKNOWN;
        org->units.closed[i] = ORG_OPEN;
    }
    for (guint c = 0; c < n_columns; c++)
        add_column(org, rows, c);
    return org_finish(org, error) ? g_steal_pointer(&org) : NULL;
}

static void
append_name(GString *sql, const char *name)
{
    g_string_append_c(sql, '"');
    for (const char *p = name; *p; p++) {
        g_string_append_c(sql, *p);
        if (*p == '"')
            g_string_append_c(sql, '"');
    }
    g_string_append_c(sql, '"');
}

static char *
statement(guint n_columns, const char *const *columns, const char *expression)
{
    g_autoptr(GString) named = g_string_new(NULL);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint c = 0; c < n_columns; c++) {
        char *key = g_utf8_strdown(columns[c], -1);
        if (!*key || !g_hash_table_add(taken, key)) /* of columns called alike the first is meant */
            continue;
        g_string_append_printf(named, ", \"c%u\" as ", c);
        append_name(named, columns[c]);
    }
    /* a comment in the expression ends with its line */
    return g_strdup_printf(
        "select \"row of the table\" from (select id as \"row of the table\"%s from units) where (%s\n)", named->str,
        expression);
}

static gboolean
on_row(gint n, char **values, char **names, gpointer data)
{
    gboolean *bits = data;

    (void) n, (void) names;
    if (values[0])
        bits[g_ascii_strtoull(values[0], NULL, 10)] = TRUE;
    return TRUE;
}

gboolean
org_row_filter(guint n_columns, const char *const *columns, const GPtrArray *rows, const char *expression,
               gboolean *bits, GError **error)
{
    g_autoptr(OrgDict) dict = org_dict_new();

    if (rows->len == 0)
        return TRUE;
    g_autoptr(Org) org = as_organisation(n_columns, rows, dict, error);
    if (!org)
        return FALSE;
    g_autoptr(OrgLive) live = org_live_new(org, error);
    g_autofree char *sql = statement(n_columns, columns, expression);
    return live && org_live_query(live, sql, on_row, bits, error);
}
