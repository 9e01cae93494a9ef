// SPDX-License-Identifier: MIT
#include "fallback.h"
#include "describe.h"
#include "../base/month.h"
#include "../org/org.h"
#include <math.h>
#include <string.h>

static gboolean
within(const OrgParam *param, double value)
{
    gboolean bounded = param->min != 0 || param->max != 0;
    return !bounded || (value >= param->min && value <= param->max);
}

static gboolean
percent(const char *text, double *value)
{
    gsize length = strlen(text);
    if (length < 2 || text[length - 1] != '%')
        return FALSE;
    g_autofree char *number = g_strndup(text, length - 1);
    if (!org_number_parse(g_strstrip(number), value))
        return FALSE;
    *value /= 100;
    return TRUE;
}

static gboolean
is_id(const char *text)
{
    return strchr(text, '\n') == NULL;
}

const char *
org_fallback_expected(const OrgParam *param)
{
    static const char *const yes_no[] = { "true", "false", "yes", "no", NULL };
    const char *text = param->fallback;
    double value = 0;
    OrgMonth month = 0;
    switch (param->type) {
    case ORG_BOOL:
        return g_strv_contains(yes_no, text) ? NULL : "true or false";
    case ORG_INT:
        return org_number_parse(text, &value) && value == floor(value) && within(param, value)
                   ? NULL
                   : "a whole number within the bounds";
    case ORG_REAL:
        return org_number_parse(text, &value) && within(param, value) ? NULL : "a number within the bounds";
    case ORG_PERCENT:
        return percent(text, &value) && within(param, value) ? NULL : "a percentage (2.5%) within the bounds";
    case ORG_AMOUNT:
        return percent(text, &value) || org_number_parse(text, &value) ? NULL : "a number or a percentage";
    case ORG_CHOICE:
        return g_strv_contains(param->choices, text) ? NULL : "one of its choices";
    case ORG_DATE:
        return text[0] == '\0' || org_month_parse(text, &month) ? NULL : "a month (2021-01)";
    case ORG_TABLE:
        return text[0] == '\0' ? NULL : "\"\", the empty table";
    default: // texts, ids and sets are judged against an organisation
        return is_id(text) ? NULL : "one line";
    }
}

GArray *
org_table_columns(const char *columns, GError **error)
{
    static const struct {
        const char *word;
        OrgType type;
    } types[] = {
        { "int", ORG_INT }, { "real", ORG_REAL }, { "unit", ORG_UNIT }, { "text", ORG_TEXT }, { "date", ORG_DATE }
    };
    g_autoptr(GArray) made = g_array_new(FALSE, TRUE, sizeof(OrgTableColumn));
    g_array_set_clear_func(made, (GDestroyNotify) org_table_column_clear);
    g_auto(GStrv) parts = g_strsplit(columns, ",", -1);
    for (guint i = 0; parts[i] != NULL; i++) {
        char *part = g_strstrip(parts[i]), *type = strchr(part, ':');
        OrgTableColumn column = { 0 };
        if (strcmp(part, "*") == 0 && parts[i + 1] == NULL && made->len > 0) // what else the table holds is let be
            break;
        gsize length = type != NULL ? strlen(type) : 0;
        if (length > 1 && type[length - 1] == '?') {
            column.optional = TRUE;
            type[length - 1] = '\0';
        }
        for (guint j = 0; type != NULL && j < G_N_ELEMENTS(types); j++)
            if (strcmp(type + 1, types[j].word) == 0)
                column.type = types[j].type;
        gboolean twice = FALSE;
        for (guint j = 0; type != NULL && j < made->len; j++) {
            const char *other = g_array_index(made, OrgTableColumn, j).name;
            twice =
                twice || (strlen(other) == (gsize) (type - part) && strncmp(other, part, (gsize) (type - part)) == 0);
        }
        if (type == NULL || type == part || column.type == 0 || twice) {
            g_set_error(error, ORG_ERROR, ORG_E_INVALID,
                        "column %u of \"%s\" is not a new name, a colon and one of int, real, unit, text, date", i + 1,
                        columns);
            return NULL;
        }
        column.name = g_strndup(part, (gsize) (type - part));
        g_array_append_val(made, column);
    }
    return g_steal_pointer(&made);
}

void
org_table_column_clear(OrgTableColumn *column)
{
    g_free(column->name);
}
