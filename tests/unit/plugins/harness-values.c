// SPDX-License-Identifier: MIT
/* Parameters of a test as a scenario's reader would hand them over. */
#include "harness-private.h"
#include "../../../engine/scenario/param-text.h"
#include "../../../engine/scenario/scalar.h"
#include "../../../engine/scenario/table-columns.h"
#include "../../../engine/base/month.h"
#include <math.h>
#include <string.h>

/* A set as SQL or through a rule is a mapping in a scenario; here it is a word before the text. */
static gboolean
read_mapping(OrgValueInfo *value, const OrgParamInfo *param, const char *text)
{
    char **to = g_str_has_prefix(text, "counting ") ? &value->counting
                : g_str_has_prefix(text, "where ")  ? &value->where
                                                    : NULL;
    if (!org_type_is_set(param->type) || to == NULL)
        return FALSE;
    *to = g_strdup(strchr(text, ' ') + 1);
    return TRUE;
}

static double
read_cell(const OrgParamInfo *param, OrgType type, const char *text)
{
    double value = NAN;
    gboolean relative;
    if (text[0] != '\0' && !org_parse_scalar(type, text, &value, &relative))
        g_error("harness: %s: \"%s\" is no %s", param->key, text, org_type_name(type));
    return value;
}

static OrgTableValue *
read_table(const OrgParamInfo *param, const char *csv)
{
    HarnessTable *table = harness_table(csv);
    g_autoptr(GArray) columns = org_table_columns(param->columns, FALSE, NULL);
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
    g_autoptr(GError) error = NULL;
    if (param->type == ORG_TABLE && text[0] != '\0')
        value->table = read_table(param, text);
    else if (!read_mapping(value, param, text) && !org_param_read(param, text, value, &error))
        g_error("harness: %s", error->message);
    if (value->text == NULL)
        value->text = g_strdup("");
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

void
harness_values_free(OrgValueInfo *values, const OrgFeatureInfo *info)
{
    for (guint i = 0; i < info->params->len; i++)
        org_value_clear(&values[i]);
    g_free(values);
}
