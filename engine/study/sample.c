// SPDX-License-Identifier: MIT
#include "sample.h"
#include "../base/month.h"
#include <math.h>
#include <string.h>

static const OrgParamInfo *
param_at(const OrgFeatureInfo *feature, guint i)
{
    return &g_array_index(feature->params, OrgParamInfo, i);
}

/* A number within bounds: one that is usual, else the nearest bound. */
static double
usual_number(const OrgParamInfo *param, double usual)
{
    gboolean bounded = param->min != 0 || param->max != 0;

    return bounded ? CLAMP(usual, param->min, param->max) : usual;
}

static char *
number_text(double value)
{
    char buffer[40];

    return g_strdup(org_number_text(value, buffer));
}

/* What stands in a cell: by the column's name where that tells more than its type. */
static const char *
cell_text(const char *column, const char *type)
{
    static const char *const by_name[][2] = { { "person", "person-1" } };
    static const char *const by_type[][2] = {
        { "int", "1" }, { "real", "1" }, { "date", "2025-07" }, { "unit", "unit-1" }, { "text", "unit-1" }
    };

    for (guint i = 0; i < G_N_ELEMENTS(by_name) && !strcmp(type, "text"); i++)
        if (!strcmp(column, by_name[i][0]))
            return by_name[i][1];
    for (guint i = 0; i < G_N_ELEMENTS(by_type); i++)
        if (!strcmp(type, by_type[i][0]))
            return by_type[i][1];
    return "1";
}

/* A row of a table parameter, without what may be left out; two rows where the table is of new units, which are told apart by their ids. */
static char *
table_text(const char *columns)
{
    g_auto(GStrv) all = g_strsplit(columns, ",", -1);
    guint rows = g_str_has_prefix(columns, "id:text,") ? 2 : 1;
    g_autoptr(GString) out = g_string_new("[");

    for (guint row = 1; row <= rows; row++) {
        const char *between = "";
        g_string_append(out, row > 1 ? ", {" : "{");
        for (guint i = 0; all[i]; i++) {
            g_auto(GStrv) column = g_strsplit(all[i], ":", 2);
            if (!column[0] || !column[1] || strchr(column[1], '?'))
                continue;
            if (rows > 1 && !strcmp(column[0], "id"))
                g_string_append_printf(out, "%s%s: new-%u", between, column[0], row);
            else
                g_string_append_printf(out, "%s%s: %s", between, column[0], cell_text(column[0], column[1]));
            between = ", ";
        }
        g_string_append_c(out, '}');
    }
    g_string_append_c(out, ']');
    return g_string_free(g_steal_pointer(&out), FALSE);
}

char *
org_sample_value(const OrgParamInfo *param)
{
    switch (param->type) {
    case ORG_BOOL:
        return g_strdup("true");
    case ORG_INT:
        return number_text(floor(usual_number(param, 2)));
    case ORG_REAL:
    case ORG_AMOUNT:
        return number_text(usual_number(param, 2));
    case ORG_PERCENT: {
        g_autofree char *number = number_text(usual_number(param, 0.1) * 100);
        return g_strconcat(number, "%", NULL);
    }
    case ORG_CHOICE:
        return g_strdup(param->choices[0]);
    case ORG_TEXT:
        return g_strdup(param->choices && param->choices[0] ? param->choices[0] : "text");
    case ORG_DATE:
        return g_strdup("2025-07");
    case ORG_UNIT:
        return g_strdup(!strcmp(param->key, "to") ? "unit-3" : "unit-1");
    case ORG_UNIT_SET:
        return g_strdup(!strcmp(param->key, "where") ? "\"type = 'room'\"" : "[unit-1, unit-2]");
    case ORG_POST_SET:
        return g_strdup(!strcmp(param->key, "where") ? "\"rank = 'staff'\"" : "[post-1, post-2]");
    case ORG_PERSON_SET:
        return g_strdup(!strcmp(param->key, "where") ? "\"age >= 50\"" : "[person-1, person-2]");
    case ORG_TABLE:
        return table_text(param->columns ? param->columns : "");
    default:
        return g_strdup("start");
    }
}

/* The length of "into." in "into.id"; 0: the key lies in nothing. */
static gsize
group_length(const char *key)
{
    const char *dot = strchr(key, '.');

    return dot ? (gsize) (dot - key) + 1 : 0;
}

static void
append(GString *out, const char *key, const char *value)
{
    g_string_append_printf(out, "%s%s: %s", out->str[out->len - 1] == '{' ? "" : ", ", key, value);
}

char *
org_sample_arguments(const OrgFeatureInfo *feature, const char *const *values)
{
    g_autoptr(GString) out = g_string_new("{");
    guint n = feature->params->len;

    for (guint i = 0; i < n; i++) {
        const char *key = param_at(feature, i)->key;
        gsize group = group_length(key);
        gboolean first = values[i] != NULL;
        for (guint k = 0; k < i && first && group; k++)
            first = !values[k] || strncmp(param_at(feature, k)->key, key, group) != 0;
        if (!first)
            continue; /* left out, or written with the first of its group */
        if (!group) {
            append(out, key, values[i]);
            continue;
        }
        g_autoptr(GString) inner = g_string_new("{");
        for (guint k = i; k < n; k++)
            if (values[k] && strncmp(param_at(feature, k)->key, key, group) == 0)
                append(inner, param_at(feature, k)->key + group, values[k]);
        g_string_append_c(inner, '}');
        g_autofree char *name = g_strndup(key, group - 1);
        append(out, name, inner->str);
    }
    g_string_append_c(out, '}');
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static gboolean
is_set(OrgType type)
{
    return type == ORG_UNIT_SET || type == ORG_POST_SET || type == ORG_PERSON_SET;
}

char **
org_sample_usual(const OrgFeatureInfo *feature)
{
    guint n = feature->params->len;
    char **values = g_new0(char *, n + 1);
    gboolean whom = FALSE, where_to = FALSE;

    for (guint i = 0; i < n; i++) {
        const OrgParamInfo *param = param_at(feature, i);
        gboolean wanted = param->fallback == NULL;
        if (feature->kind == ORG_OPERATOR && is_set(param->type) && !whom)
            wanted = whom = TRUE;
        if (feature->kind == ORG_OPERATOR && param->type == ORG_UNIT && !where_to && !group_length(param->key))
            wanted = where_to = TRUE;
        if (wanted)
            values[i] = org_sample_value(param);
    }
    return values;
}

void
org_sample_free(char **values, const OrgFeatureInfo *feature)
{
    for (guint i = 0; values && i < feature->params->len; i++)
        g_free(values[i]);
    g_free(values);
}

char *
org_sample_text(const OrgFeatureInfo *feature)
{
    char **values = org_sample_usual(feature);
    g_autofree char *arguments = org_sample_arguments(feature, (const char *const *) values);

    org_sample_free(values, feature);
    switch (feature->kind) {
    case ORG_OPERATOR:
        return g_strdup_printf("steps:\n  - at: 2025-07\n    %s: %s\n", feature->name, arguments);
    case ORG_PROCESS:
        return g_strdup_printf("processes:\n  - %s: %s\n", feature->name, arguments);
    case ORG_RULE:
        return g_strdup_printf("rules:\n  - id: a-rule\n    %s: %s\n", feature->name, arguments);
    case ORG_METRIC:
        return g_strdup_printf("metrics:\n  - id: a-metric\n    %s: %s\n", feature->name, arguments);
    default:
        return g_strdup_printf("orgsim render plan.orgdb:run-1 --with %s -o out\n", feature->name);
    }
}
