// SPDX-License-Identifier: MIT
/* Asking nodes, and texts for messages. */
#include "yaml-node.h"
#include "../base/message.h"
#include <string.h>

OrgYaml *
org_yaml_get(const OrgYaml *mapping, const char *key, OrgYaml **key_node)
{
    guint low = 0, high = mapping && mapping->keys ? mapping->keys->len : 0;
    while (low < high) {
        guint middle = (low + high) / 2, i = mapping->order[middle];
        OrgYaml *candidate = g_ptr_array_index(mapping->keys, i);
        int order = strcmp(candidate->text, key);
        if (order == 0) {
            if (key_node)
                *key_node = candidate;
            return g_ptr_array_index(mapping->items, i);
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

gboolean
org_yaml_is_null(const OrgYaml *node)
{
    return node->kind == ORG_YAML_SCALAR && node->plain &&
           (!*node->text || strcmp(node->text, "~") == 0 || g_ascii_strcasecmp(node->text, "null") == 0);
}

char *
org_yaml_line(const OrgYamlDoc *doc, guint line, guint column)
{
    const gsize most = 190; /* bytes: a hostile line of megabytes is not repeated below every message */
    if (!line || line > doc->lines->len || column > most)
        return NULL;
    gsize size, start = g_array_index(doc->lines, gsize, line - 1);
    const char *data = g_bytes_get_data(doc->bytes, &size);
    gsize end = line < doc->lines->len ? g_array_index(doc->lines, gsize, line) : size;
    while (end > start && (data[end - 1] == '\n' || data[end - 1] == '\r'))
        end--;
    if (end - start <= most)
        return g_utf8_make_valid(data + start, (gssize) (end - start));
    end = start + most;
    while (end > start && ((guchar) data[end] & 0xC0) == 0x80)
        end--;
    g_autofree char *part = g_utf8_make_valid(data + start, (gssize) (end - start));
    if (g_utf8_strlen(part, -1) < (glong) column)
        return NULL;
    return g_strconcat(part, "…", NULL);
}

const char *
org_yaml_kind_name(const OrgYaml *node)
{
    if (node->kind == ORG_YAML_SEQUENCE)
        return M_("a list");
    if (node->kind == ORG_YAML_MAPPING)
        return M_("a mapping");
    return org_yaml_is_null(node) ? M_("nothing") : M_("text");
}

char *
org_yaml_quote(const char *text)
{
    GString *out = g_string_new("\"");
    guint n = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p), n++) {
        if (n == 60) {
            g_string_append(out, "…");
            break;
        }
        gunichar c = g_utf8_get_char(p);
        if (c == '\n')
            g_string_append(out, "\\n");
        else if (g_unichar_iscntrl(c) || g_unichar_type(c) == G_UNICODE_FORMAT)
            g_string_append_printf(out, "\\u%04X", c);
        else
            g_string_append_unichar(out, c);
    }
    g_string_append_c(out, '"');
    return g_string_free(out, FALSE);
}
