// SPDX-License-Identifier: MIT
#include "type-names.h"
#include <jansson.h>

struct OrgTypeNames {
    json_t *types; /* {"service-unit": {"en": ["service unit", "service units"], "vi": ["đơn vị sự nghiệp"]}} */
};

OrgTypeNames *
org_type_names_new(const char *json)
{
    OrgTypeNames *names = g_new0(OrgTypeNames, 1);
    names->types = json && *json ? json_loads(json, 0, NULL) : NULL;
    return names;
}

void
org_type_names_free(OrgTypeNames *names)
{
    if (names)
        json_decref(names->types);
    g_free(names);
}

const char **
org_type_names_list(const OrgTypeNames *names)
{
    GPtrArray *list = g_ptr_array_new();
    const char *type;
    json_t *words;
    json_object_foreach(names->types, type, words) g_ptr_array_add(list, (gpointer) type);
    g_ptr_array_add(list, NULL);
    return (const char **) g_ptr_array_free(list, FALSE);
}

OrgMessage *
org_type_names_said(const OrgTypeNames *names, const char *type, gboolean many)
{
    const char *texts[ORG_N_LANGS] = { NULL };
    const json_t *languages = json_object_get(names->types, type);
    for (guint lang = 0; lang < ORG_N_LANGS; lang++) {
        const json_t *words = json_object_get(languages, org_lang_code(lang));
        gsize n = json_array_size(words);
        texts[lang] = json_string_value(json_array_get(words, many && n > 1 ? 1 : 0));
    }
    if (!texts[ORG_LANG_EN])
        texts[ORG_LANG_EN] = type;
    return org_message_spoken(texts);
}
