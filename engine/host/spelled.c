// SPDX-License-Identifier: MIT
#include "spelled.h"
#include "../base/error.h"
#include "../base/diag.h"
#include "../org/org.h"
#include "../scenario/param-text.h"
#include <string.h>

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
    g_autofree char *hint = nearest ? org_said("; did you mean \"%s\"?", nearest) : g_strdup("");
    org_error_set(error, ORG_ERROR, ORG_E_NOT_FOUND, "%s has no parameter \"%s\"%s", feature->name, key, hint);
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
            g_autofree char *summary = org_said_whole(param->summary);
            org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s needs a value for %s (%s)", feature->name, param->key,
                          summary);
            return NULL;
        }
        g_autoptr(GError) wrong = NULL;
        if (!org_param_read(param, text, value, &wrong)) {
            g_autofree char *said = org_error_said(wrong);
            org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s", said);
            return NULL;
        }
    }
    return g_steal_pointer(&spelled);
}

void
org_spelled_free(OrgSpelled *spelled)
{
    if (!spelled)
        return;
    for (guint i = 0; i < spelled->feature->params->len; i++)
        org_value_clear(&spelled->values[i]);
    g_free(spelled->values);
    g_free(spelled);
}
