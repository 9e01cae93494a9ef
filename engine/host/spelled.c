// SPDX-License-Identifier: MIT
#include "spelled.h"
#include "../base/month.h"
#include "../base/diag.h"
#include "../org/org.h"
#include <math.h>
#include <string.h>

static gboolean
expected(GError **error, const OrgParamInfo *param, const char *text, const char *what)
{
    g_set_error(error, ORG_ERROR, ORG_E_INVALID, "%s is \"%s\"; expected %s", param->key, text, what);
    return FALSE;
}

static gboolean
in_range(const OrgParamInfo *param, const char *text, double number, GError **error)
{
    char low[40], high[40];

    if ((param->min == 0 && param->max == 0) || (number >= param->min && number <= param->max))
        return TRUE;
    g_autofree char *what =
        g_strdup_printf("a value from %s to %s", org_number_text(param->min, low), org_number_text(param->max, high));
    return expected(error, param, text, what);
}

static gboolean
read_number(const OrgParamInfo *param, const char *text, OrgValueInfo *value, GError **error)
{
    gsize length = strlen(text);
    g_autofree char *bare = g_strdup(text);

    value->relative = length > 1 && text[length - 1] == '%';
    if (value->relative)
        bare[length - 1] = '\0';
    if (!org_number_parse(bare, &value->number))
        return expected(error, param, text, param->type == ORG_PERCENT ? "a percentage such as 2.5%" : "a number");
    if (value->relative)
        value->number /= 100;
    if (param->type == ORG_PERCENT && !value->relative)
        return expected(error, param, text, "a percentage, with the % sign");
    if (param->type != ORG_PERCENT && param->type != ORG_AMOUNT && value->relative)
        return expected(error, param, text, "a number without a % sign");
    if (param->type == ORG_INT && (value->number != floor(value->number) || fabs(value->number) > 9007199254740992.0))
        return expected(error, param, text, "a whole number");
    return in_range(param, text, value->number, error);
}

static gboolean
read_choice(const OrgParamInfo *param, const char *text, OrgValueInfo *value, GError **error)
{
    for (guint i = 0; param->choices && param->choices[i]; i++) {
        if (strcmp(param->choices[i], text) != 0)
            continue;
        value->number = i;
        value->text = g_strdup(text);
        return TRUE;
    }
    g_autofree char *all = param->choices ? g_strjoinv(", ", param->choices) : g_strdup("nothing");
    g_autofree char *what = g_strdup_printf("one of %s", all);
    return expected(error, param, text, what);
}

static gboolean
read_text(const OrgParamInfo *param, const char *text, OrgValueInfo *value, GError **error)
{
    g_autofree char *stranger = org_param_stranger(param, text);
    g_autofree char *all = stranger ? g_strjoinv(", ", param->choices) : NULL,
                    *what = stranger ? g_strdup_printf("%s, or several with commas between", all) : NULL;

    value->text = g_strdup(text);
    return !stranger || expected(error, param, stranger, what);
}

static gboolean
read_flag(const OrgParamInfo *param, const char *text, OrgValueInfo *value, GError **error)
{
    static const char *const yes[] = { "true", "yes", "on", "1", NULL }, *const no[] = { "false", "no", "off", "0",
                                                                                         NULL };

    value->number = g_strv_contains(yes, text);
    return value->number != 0 || g_strv_contains(no, text) || expected(error, param, text, "true or false");
}

static gboolean
read_date(const OrgParamInfo *param, const char *text, OrgValueInfo *value, GError **error)
{
    OrgMonth month;

    if (!org_month_parse(text, &month))
        return expected(error, param, text, "a month such as 2021-01");
    value->number = month;
    return TRUE;
}

static gboolean
is_set(OrgType type)
{
    return type == ORG_UNIT_SET || type == ORG_POST_SET || type == ORG_PERSON_SET;
}

static void
read_set(const OrgParamInfo *param, const char *text, OrgValueInfo *value)
{
    if (strcmp(param->key, "where") == 0 || g_str_has_suffix(param->key, "_where"))
        value->where = g_strdup(text);
    else
        value->ids = g_strsplit(text, ",", -1);
}

/* The same as an empty fallback in a scenario: nothing there. */
static void
make_empty(const OrgParamInfo *param, OrgValueInfo *value)
{
    if (is_set(param->type))
        value->ids = g_new0(char *, 1);
    if (param->type == ORG_REAL || param->type == ORG_PERCENT || param->type == ORG_AMOUNT)
        value->number = NAN;
    if (param->type == ORG_DATE)
        value->number = ORG_UNKNOWN;
}

static gboolean
read_value(const OrgParamInfo *param, const char *text, OrgValueInfo *value, GError **error)
{
    switch (param->type) {
    case ORG_BOOL:
        return read_flag(param, text, value, error);
    case ORG_INT:
    case ORG_REAL:
    case ORG_PERCENT:
    case ORG_AMOUNT:
        return read_number(param, text, value, error);
    case ORG_DATE:
        return read_date(param, text, value, error);
    case ORG_CHOICE:
        return read_choice(param, text, value, error);
    case ORG_UNIT_SET:
    case ORG_POST_SET:
    case ORG_PERSON_SET:
        read_set(param, text, value);
        return TRUE;
    case ORG_TABLE:
        return expected(error, param, text, "nothing: a table can only be given in a scenario");
    default:
        return read_text(param, text, value, error);
    }
}

static gboolean
known_key(const OrgFeatureInfo *feature, const char *key, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (guint i = 0; i < feature->params->len; i++) {
        const OrgParamInfo *param = &g_array_index(feature->params, OrgParamInfo, i);
        if (strcmp(param->key, key) == 0)
            return TRUE;
        g_ptr_array_add(names, param->key);
    }
    g_ptr_array_add(names, NULL);
    const char *nearest = org_nearest(key, (const char *const *) names->pdata);
    g_set_error(error, ORG_ERROR, ORG_E_NOT_FOUND, "%s has no parameter \"%s\"%s%s%s", feature->name, key,
                nearest ? "; did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
    return FALSE;
}

OrgSpelled *
org_spelled_new(const OrgFeatureInfo *feature, const char *const *keys, const char *const *values, GError **error)
{
    g_autoptr(OrgSpelled) spelled = g_new0(OrgSpelled, 1);

    spelled->feature = feature;
    spelled->values = g_new0(OrgValueInfo, feature->params->len + 1);
    for (guint k = 0; keys && keys[k]; k++)
        if (!known_key(feature, keys[k], error))
            return NULL;
    for (guint i = 0; i < feature->params->len; i++) {
        const OrgParamInfo *param = &g_array_index(feature->params, OrgParamInfo, i);
        OrgValueInfo *value = &spelled->values[i];
        const char *text = param->fallback;
        for (guint k = 0; keys && keys[k]; k++)
            if (strcmp(keys[k], param->key) == 0) {
                text = values[k];
                value->given = TRUE;
            }
        if (!text) {
            g_set_error(error, ORG_ERROR, ORG_E_INVALID, "%s needs a value for %s (%s)", feature->name, param->key,
                        param->summary ? param->summary : "");
            return NULL;
        }
        if (!text[0])
            make_empty(param, value);
        else if (!read_value(param, text, value, error))
            return NULL;
        if (!value->text)
            value->text = g_strdup("");
    }
    return g_steal_pointer(&spelled);
}

void
org_spelled_free(OrgSpelled *spelled)
{
    if (!spelled)
        return;
    for (guint i = 0; i < spelled->feature->params->len; i++) {
        g_free(spelled->values[i].text);
        g_strfreev(spelled->values[i].ids);
        g_free(spelled->values[i].where);
    }
    g_free(spelled->values);
    g_free(spelled);
}
