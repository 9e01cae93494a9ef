// SPDX-License-Identifier: MIT
// Parameters of a test as a scenario's reader would hand them over.
#include "harness-private.h"
#include "../../../engine/host/describe.h"
#include "../../../engine/base/month.h"
#include <math.h>
#include <string.h>

static double
read_number(const OrgParamInfo *param, const char *text, gboolean *relative)
{
    gsize length = strlen(text);
    gboolean percent = length > 1 && text[length - 1] == '%';
    g_autofree char *digits = g_strndup(text, percent ? length - 1 : length);
    double value = 0;
    if (!org_number_parse(g_strstrip(digits), &value))
        g_error("harness: %s: \"%s\" is no number", param->key, text);
    *relative = percent;
    return percent ? value / 100 : value;
}

static void
read_set(OrgValueInfo *value, const OrgParamInfo *param, const char *text)
{
    const char *last = strrchr(param->key, '.');
    if (text[0] == '\0')
        return;
    if (g_str_has_prefix(text, "counting "))
        value->counting = g_strdup(text + strlen("counting "));
    else if (g_str_has_prefix(text, "where "))
        value->where = g_strdup(text + strlen("where "));
    else if (strcmp(last != NULL ? last + 1 : param->key, "where") == 0)
        value->where = g_strdup(text);
    else
        value->ids = g_strsplit(text, ",", -1);
    for (guint i = 0; value->ids != NULL && value->ids[i] != NULL; i++)
        g_strstrip(value->ids[i]);
}

static double
read_cell(const OrgParamInfo *param, OrgType type, const char *text)
{
    OrgMonth month = 0;
    gboolean relative = FALSE;
    if (text[0] == '\0')
        return NAN;
    if (type != ORG_DATE)
        return read_number(param, text, &relative);
    if (!org_month_parse(text, &month))
        g_error("harness: %s: \"%s\" is no month", param->key, text);
    return month;
}

static OrgTableValue *
read_table(const OrgParamInfo *param, const char *csv)
{
    HarnessTable *table = harness_table(csv);
    g_autoptr(GArray) columns = org_table_columns(param->columns, NULL);
    OrgTableValue *value = g_new0(OrgTableValue, 1);
    guint n = columns->len, rows = table->rows->len;
    value->rows = rows;
    value->n_columns = n;
    value->names = g_new0(char *, n + 1);
    value->types = g_new0(OrgType, n);
    value->numbers = g_new0(double *, n);
    value->texts = g_new0(char **, n);
    for (guint i = 0; i < n; i++) {
        const OrgTableColumn *column = &g_array_index(columns, OrgTableColumn, i);
        gboolean text = column->type == ORG_TEXT || column->type == ORG_UNIT;
        int at = harness_column(table, column->name);
        if (at < 0 && !column->optional)
            g_error("harness: %s: no column \"%s\"", param->key, column->name);
        value->names[i] = g_strdup(column->name);
        value->types[i] = column->type;
        value->texts[i] = text ? g_new0(char *, rows + 1) : NULL;
        value->numbers[i] = text ? NULL : g_new0(double, rows + 1);
        for (guint row = 0; row < rows; row++) {
            const char *field = harness_field(table, row, at);
            if (text)
                value->texts[i][row] = field[0] != '\0' ? g_strdup(field) : NULL;
            else
                value->numbers[i][row] = read_cell(param, column->type, field);
        }
    }
    harness_table_free(table);
    return value;
}

static void
read_value(OrgValueInfo *value, const OrgParamInfo *param, const char *text)
{
    OrgMonth month = ORG_UNKNOWN;
    switch (param->type) {
    case ORG_BOOL:
        value->number = strcmp(text, "true") == 0 || strcmp(text, "yes") == 0;
        break;
    case ORG_INT:
    case ORG_REAL:
    case ORG_PERCENT:
    case ORG_AMOUNT:
        value->number = read_number(param, text, &value->relative);
        break;
    case ORG_DATE:
        if (text[0] != '\0' && !org_month_parse(text, &month))
            g_error("harness: %s: \"%s\" is no month", param->key, text);
        value->number = month;
        break;
    case ORG_CHOICE:
        while (param->choices[(guint) value->number] != NULL &&
               strcmp(param->choices[(guint) value->number], text) != 0)
            value->number++;
        if (param->choices[(guint) value->number] == NULL)
            g_error("harness: %s: \"%s\" is none of its choices", param->key, text);
        value->text = g_strdup(text);
        break;
    case ORG_TABLE:
        value->table = text[0] != '\0' ? read_table(param, text) : NULL;
        break;
    case ORG_UNIT_SET:
    case ORG_POST_SET:
    case ORG_PERSON_SET:
        read_set(value, param, text);
        break;
    default:
        value->text = g_strdup(text);
    }
}

OrgValueInfo *
harness_values(const OrgFeatureInfo *info, const char *const *pairs)
{
    OrgValueInfo *values = g_new0(OrgValueInfo, info->params->len + 1);
    for (guint i = 0; i < info->params->len; i++) {
        const OrgParamInfo *param = &g_array_index(info->params, OrgParamInfo, i);
        const char *text = param->fallback;
        for (guint j = 0; pairs[j] != NULL; j += 2)
            if (strcmp(pairs[j], param->key) == 0) {
                text = pairs[j + 1];
                values[i].given = TRUE;
            }
        if (text == NULL)
            g_error("harness: %s: \"%s\" is required", info->name, param->key);
        read_value(&values[i], param, text);
    }
    for (guint j = 0; pairs[j] != NULL; j += 2) {
        gboolean known = FALSE;
        for (guint i = 0; i < info->params->len; i++)
            known = known || strcmp(g_array_index(info->params, OrgParamInfo, i).key, pairs[j]) == 0;
        if (!known)
            g_error("harness: %s has no parameter \"%s\"", info->name, pairs[j]);
    }
    return values;
}

static void
free_table(OrgTableValue *table)
{
    for (guint i = 0; i < table->n_columns; i++) {
        for (guint row = 0; table->texts[i] != NULL && row < table->rows; row++)
            g_free(table->texts[i][row]);
        g_free(table->texts[i]);
        g_free(table->numbers[i]);
    }
    g_strfreev(table->names);
    g_free(table->types);
    g_free(table->numbers);
    g_free(table->texts);
    g_free(table);
}

void
harness_values_free(OrgValueInfo *values, const OrgFeatureInfo *info)
{
    for (guint i = 0; i < info->params->len; i++) {
        g_free(values[i].text);
        g_free(values[i].where);
        g_free(values[i].counting);
        g_strfreev(values[i].ids);
        g_clear_pointer(&values[i].table, free_table);
    }
    g_free(values);
}
