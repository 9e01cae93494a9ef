// SPDX-License-Identifier: MIT
/* types: what the types of units are called, in one or several languages:
 *
 *     types:
 *       service-unit: {en: [service unit, service units], vi: đơn vị sự nghiệp}
 *
 * Kept as JSON, each language an array of one or two words: {"service-unit": {"en": ["service unit", "service units"], …}}. */
#include "reader.h"
#include <jansson.h>

/* One word, or that for one and that for several. */
static void
read_words(OrgReader *reader, const OrgYaml *node, const char *what, json_t *names, const char *lang)
{
    json_t *words = json_array();
    guint n = node->kind == ORG_YAML_SEQUENCE ? node->items->len : 1;
    if (n < 1 || n > 2)
        org_reader_error(reader, node, "bad-value", "%s expects one name, or two: for one unit and for several", what);
    for (guint i = 0; i < MIN(n, 2); i++) {
        const OrgYaml *word = node->kind == ORG_YAML_SEQUENCE ? node->items->pdata[i] : node;
        const char *text = org_reader_text(reader, word, what);
        json_array_append_new(words, json_string(text ? text : ""));
    }
    json_object_set_new(names, lang, words);
}

static json_t *
read_type(OrgReader *reader, const OrgYaml *key, const OrgYaml *node)
{
    const char *known[ORG_N_LANGS + 1] = { NULL };
    g_autofree char *what = g_strconcat("types: ", key->text, ":", NULL);
    json_t *names = json_object();
    if (node->kind != ORG_YAML_MAPPING) {
        read_words(reader, node, what, names, org_lang_code(ORG_LANG_EN));
        return names;
    }
    for (guint lang = 0; lang < ORG_N_LANGS; lang++) {
        known[lang] = org_lang_code(lang);
        const OrgYaml *words = org_yaml_get(node, known[lang], NULL);
        if (words)
            read_words(reader, words, what, names, known[lang]);
    }
    org_reader_keys(reader, node, what, known);
    return names;
}

/* A type that two files name keeps the name of the first. */
void
org_read_types(OrgReader *reader)
{
    const OrgYaml *section;
    json_t *types = json_object();
    ORG_EACH_SECTION(reader, "types", section)
    {
        if (org_yaml_is_null(section) || !org_reader_mapping(reader, section, "types:"))
            continue;
        for (guint i = 0; i < section->keys->len; i++) {
            const OrgYaml *key = section->keys->pdata[i], *node = section->items->pdata[i];
            json_t *names = read_type(reader, key, node);
            if (json_object_get(types, key->text))
                json_decref(names);
            else
                json_object_set_new(types, key->text, names);
        }
    }
    if (json_object_size(types)) {
        char *text = json_dumps(types, JSON_COMPACT | JSON_SORT_KEYS);
        reader->plan->type_names = g_strdup(text);
        free(text);
    }
    json_decref(types);
}
