// SPDX-License-Identifier: MIT
#include "json-cell.h"
#include "../base/month.h"

static void
put_list(const OrgTableOut *out, const json_t *list)
{
    g_autoptr(GString) text = g_string_new(NULL);
    json_t *one;
    gsize i;
    json_array_foreach(list, i, one) g_string_append_printf(text, "%s%s", i ? " " : "", json_string_value(one));
    out->text(out->data, text->str);
}

void
org_json_cell(const OrgTableOut *out, const json_t *value, OrgOutKind kind)
{
    OrgMonth month;
    if (json_is_array(value))
        put_list(out, value);
    else if (json_is_number(value))
        out->number(out->data, json_number_value(value));
    else if (json_is_boolean(value))
        out->number(out->data, json_is_true(value));
    else if (json_is_string(value) && kind == ORG_OUT_MONTH && org_month_parse(json_string_value(value), &month))
        out->month(out->data, month);
    else
        out->text(out->data, json_is_string(value) ? json_string_value(value) : "");
}
