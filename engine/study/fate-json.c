// SPDX-License-Identifier: MIT
#include "fate-json.h"

json_t *
org_fate_ids(const Org *org, const GArray *units)
{
    json_t *list = json_array();
    for (guint i = 0; units && i < units->len; i++)
        json_array_append_new(list, json_string(org_id(org, ORG_UNITS, g_array_index(units, OrgRow, i))));
    return list;
}

json_t *
org_fate_words(guint32 flags)
{
    json_t *list = json_array();
    for (guint f = 0; f < ORG_N_FATES; f++)
        if (flags >> f & 1)
            json_array_append_new(list, json_string(org_fate_name(f)));
    return list;
}
