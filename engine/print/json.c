// SPDX-License-Identifier: MIT
#include "json.h"
#include "../base/message.h"
#include "../base/month.h"
#include <math.h>

json_t *
org_json_number(double value)
{
    if (isnan(value))
        return json_null();
    return value == floor(value) && fabs(value) < 1e15 ? json_integer((json_int_t) value) : json_real(value);
}

json_t *
org_json_text(const char *text)
{
    return text && *text ? json_string(text) : json_null();
}

json_t *
org_json_month(OrgMonth month)
{
    char buffer[16];
    return org_json_text(org_month_text(month, buffer));
}

json_t *
org_json_stored(const char *text)
{
    json_t *value = text && *text ? json_loads(text, 0, NULL) : NULL;
    return value ? value : json_null();
}

json_t *
org_json_message(const OrgMessage *message)
{
    g_autofree char *text = org_message_text(message, ORG_LANG_EN);
    return org_json_text(text);
}
