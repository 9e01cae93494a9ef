// SPDX-License-Identifier: MIT
/* Values as data: freeing, copying, comparing. */
#include "reader.h"
#include <string.h>

void
org_table_value_free(OrgTableValue *table)
{
    if (!table)
        return;
    for (guint c = 0; c < table->n_columns; c++) {
        g_free(table->numbers[c]);
        for (guint r = 0; table->texts[c] && r < table->rows; r++)
            g_free(table->texts[c][r]);
        g_free(table->texts[c]);
        g_free(table->names[c]);
    }
    g_free(table->names);
    g_free(table->types);
    g_free(table->numbers);
    g_free(table->texts);
    g_free(table);
}

static OrgTableValue *
table_copy(const OrgTableValue *table)
{
    if (!table)
        return NULL;
    OrgTableValue *copy = g_new0(OrgTableValue, 1);
    guint n = table->n_columns;
    copy->rows = table->rows;
    copy->n_columns = n;
    copy->names = g_new0(char *, n + 1);
    copy->types = g_memdup2(table->types, n * sizeof *table->types);
    copy->numbers = g_new0(double *, n + 1);
    copy->texts = g_new0(char **, n + 1);
    for (guint c = 0; c < n; c++) {
        copy->names[c] = g_strdup(table->names[c]);
        if (table->numbers[c])
            copy->numbers[c] = g_memdup2(table->numbers[c], table->rows * sizeof(double));
        if (table->texts[c])
            copy->texts[c] = g_new0(char *, table->rows + 1);
        for (guint r = 0; table->texts[c] && r < table->rows; r++)
            copy->texts[c][r] = g_strdup(table->texts[c][r]);
    }
    return copy;
}

void
org_value_clear(OrgValueInfo *value)
{
    g_free(value->text);
    g_strfreev(value->ids);
    g_free(value->where);
    g_free(value->counting);
    org_table_value_free(value->table);
    memset(value, 0, sizeof *value);
}

void
org_value_copy(const OrgValueInfo *from, OrgValueInfo *to)
{
    *to = *from;
    to->text = g_strdup(from->text);
    to->ids = g_strdupv(from->ids);
    to->where = g_strdup(from->where);
    to->counting = g_strdup(from->counting);
    to->table = table_copy(from->table);
}

/* Each part with its length, so that no two lists of values run together into one text. */
static void
sign_text(GString *out, const char *text)
{
    if (text)
        g_string_append_printf(out, "%" G_GSIZE_FORMAT ":%s,", strlen(text), text);
    else
        g_string_append(out, "-,");
}

static void
sign_number(GString *out, double value)
{
    char buffer[40];
    sign_text(out, g_ascii_dtostr(buffer, sizeof buffer, value));
}

static void
sign_table(GString *out, const OrgTableValue *table)
{
    if (!table)
        return;
    g_string_append_printf(out, "%ux%u,", table->rows, table->n_columns);
    for (guint c = 0; c < table->n_columns; c++)
        for (guint r = 0; r < table->rows; r++) {
            if (table->numbers[c])
                sign_number(out, table->numbers[c][r]);
            else
                sign_text(out, table->texts[c][r]);
        }
}

char *
org_values_signature(const OrgFeatureInfo *feature, const OrgValueInfo *values)
{
    GString *out = g_string_new(NULL);
    sign_text(out, feature->name);
    for (guint i = 0; i < feature->params->len; i++) {
        const OrgValueInfo *value = &values[i];
        g_string_append_printf(out, "%u%d", i, value->relative != 0);
        sign_number(out, value->number);
        sign_text(out, value->text);
        sign_text(out, value->where);
        sign_text(out, value->counting);
        for (char **id = value->ids; id && *id; id++)
            sign_text(out, *id);
        sign_table(out, value->table);
    }
    return g_string_free(out, FALSE);
}
