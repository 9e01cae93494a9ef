// SPDX-License-Identifier: MIT
#include "param-text.h"
#include "../base/error.h"
#include "reader.h"
#include "scalar.h"
#include <string.h>

#define PARAM_ERROR (org_param_error_quark())
static GQuark org_param_error_quark(void);
ORG_ERROR_DOMAIN(org_param_error, "orgsim-param")

const char *
org_param_error_name(gint code)
{
    static const char *const names[] = { "bad-value", "out-of-range", "unknown-choice", "bad-choice" };
    return names[code];
}

gboolean
org_type_is_set(OrgType type)
{
    return type == ORG_UNIT_SET || type == ORG_POST_SET || type == ORG_PERSON_SET;
}

const char *
org_param_last_part(const OrgParamInfo *param)
{
    const char *dot = strrchr(param->key, '.');
    return dot ? dot + 1 : param->key;
}

static gboolean
is_where(const OrgParamInfo *param)
{
    const char *last = org_param_last_part(param);
    return strcmp(last, "where") == 0 || g_str_has_suffix(last, "_where");
}

static gboolean
wrong(GError **error, const OrgParamInfo *param, const char *text, const char *hint)
{
    g_autofree char *quoted = org_yaml_quote(text);
    org_error_set(error, PARAM_ERROR, ORG_PARAM_BAD_VALUE, "%s is %s, expected %s%s", param->key, quoted,
                  org_type_words(param->type), hint);
    return FALSE;
}

static gboolean
in_range(const OrgParamInfo *param, const char *text, const OrgValueInfo *value, GError **error)
{
    if (param->min == 0 && param->max == 0)
        return TRUE;
    /* A share has no common scale with the bounds of a count: only its sign is looked at. */
    gboolean share = param->type == ORG_AMOUNT && value->relative;
    double number = value->number;
    if (share ? (param->min < 0 || number >= 0) : (number >= param->min && number <= param->max))
        return TRUE;
    double scale = param->type == ORG_PERCENT ? 100 : 1;
    const char *sign = param->type == ORG_PERCENT ? "%" : "";
    char low[40], high[40];
    g_autofree char *quoted = org_yaml_quote(text);
    if (share)
        org_error_set(error, PARAM_ERROR, ORG_PARAM_OUT_OF_RANGE, "%s is %s, which is below 0", param->key, quoted);
    else
        org_error_set(error, PARAM_ERROR, ORG_PARAM_OUT_OF_RANGE, "%s is %s, expected from %s%s to %s%s%s%s",
                      param->key, quoted, org_number_text(param->min * scale, low), sign,
                      org_number_text(param->max * scale, high), sign, param->unit ? " " : "",
                      param->unit ? param->unit : "");
    return FALSE;
}

static const char *
number_hint(const OrgParamInfo *param, const char *text)
{
    double value;
    gboolean relative;
    if (org_parse_amount(text, &value, &relative))
        return param->type == ORG_PERCENT && !relative ? M_("; the %% sign is missing")
               : relative                              ? M_(" without a %% sign")
                                                       : "";
    return strchr(text, ',')                    ? M_("; write the decimal sign as a point, thousands without a sign")
           : g_str_has_suffix(text, " percent") ? M_("; write the %% sign")
                                                : "";
}

static gboolean
read_choice(const OrgParamInfo *param, const char *text, OrgValueInfo *value, GError **error)
{
    static const char *const none[] = { NULL };
    const char *const *choices = param->choices ? (const char *const *) param->choices : none;
    for (guint i = 0; choices[i]; i++) {
        if (strcmp(choices[i], text) != 0)
            continue;
        value->number = i;
        value->text = g_strdup(text);
        return TRUE;
    }
    g_autofree char *quoted = org_yaml_quote(text), *suggestion = org_reader_suggest(text, choices);
    org_error_set(error, PARAM_ERROR, ORG_PARAM_UNKNOWN_CHOICE, "%s is %s, which is not among its choices%s",
                  param->key, quoted, suggestion);
    return FALSE;
}

static gboolean
read_text(const OrgParamInfo *param, const char *text, OrgValueInfo *value, GError **error)
{
    g_autofree char *stranger = org_param_stranger(param, text);
    value->text = g_strdup(text);
    if (!stranger)
        return TRUE;
    g_autofree char *all = g_strjoinv(", ", param->choices);
    org_error_set(error, PARAM_ERROR, ORG_PARAM_BAD_CHOICE, "%s is \"%s\"; expected %s, or several with commas between",
                  param->key, stranger, all);
    return FALSE;
}

static void
read_set(const OrgParamInfo *param, const char *text, OrgValueInfo *value)
{
    if (is_where(param)) {
        value->where = g_strdup(text);
        return;
    }
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    guint n = 0;
    value->ids = g_new0(char *, g_strv_length(parts) + 1);
    for (guint i = 0; parts[i]; i++)
        if (*g_strstrip(parts[i]))
            value->ids[n++] = g_strdup(parts[i]);
}

static gboolean
read_nothing(const OrgParamInfo *param, OrgValueInfo *value)
{
    switch (param->type) {
    case ORG_DATE:
        value->number = ORG_UNKNOWN;
        return TRUE;
    case ORG_UNIT_SET:
    case ORG_POST_SET:
    case ORG_PERSON_SET:
        value->ids = g_new0(char *, 1);
        return TRUE;
    case ORG_TEXT: /* nothing is no choice, unless it is what the feature itself begins with */
        return !param->choices || g_strcmp0(param->fallback, "") == 0;
    default:
        return param->type == ORG_UNIT || param->type == ORG_BASELINE || param->type == ORG_TABLE;
    }
}

static gboolean
read_by_type(const OrgParamInfo *param, const char *text, OrgValueInfo *value, GError **error)
{
    if (!*text && read_nothing(param, value))
        return TRUE;
    switch (param->type) {
    case ORG_BOOL:
    case ORG_DATE:
        return org_parse_scalar(param->type, text, &value->number, &value->relative) || wrong(error, param, text, "");
    case ORG_INT:
    case ORG_REAL:
    case ORG_PERCENT:
    case ORG_AMOUNT:
        if (!org_parse_scalar(param->type, text, &value->number, &value->relative))
            return wrong(error, param, text, number_hint(param, text));
        return in_range(param, text, value, error);
    case ORG_CHOICE:
        return read_choice(param, text, value, error);
    case ORG_UNIT_SET:
    case ORG_POST_SET:
    case ORG_PERSON_SET:
        read_set(param, text, value);
        return TRUE;
    case ORG_TABLE:
        return wrong(error, param, text, M_(", which only a scenario can give"));
    default:
        return read_text(param, text, value, error);
    }
}

gboolean
org_param_read(const OrgParamInfo *param, const char *text, OrgValueInfo *value, GError **error)
{
    gboolean good = read_by_type(param, text, value, error);
    if (!value->text)
        value->text = g_strdup("");
    return good;
}
