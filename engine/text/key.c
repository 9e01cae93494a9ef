// SPDX-License-Identifier: MIT
#include "sheet.h"

char *
org_header_key(const char *name)
{
    g_autofree char *valid = g_utf8_make_valid(name, -1); /* as below */
    g_autofree char *composed = g_utf8_normalize(valid, -1, G_NORMALIZE_NFC);
    g_autofree char *lower = g_utf8_strdown(composed ? composed : "", -1);
    GString *key = g_string_new(NULL);

    for (const char *p = lower; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gboolean gap = g_unichar_isspace(c) || c == 0xA0 || c == '_' || c == '-' || c == '.' || c == '/';
        if (!gap)
            g_string_append_unichar(key, c);
        else if (key->len && key->str[key->len - 1] != '_')
            g_string_append_c(key, '_');
    }
    while (key->len && key->str[key->len - 1] == '_')
        g_string_truncate(key, key->len - 1);
    return g_string_free(key, FALSE);
}

char *
org_header_loose_key(const char *name)
{
    g_autofree char *valid = g_utf8_make_valid(name, -1); /* a letter that is cut off would be read past its end */
    g_autofree char *apart = g_utf8_normalize(valid, -1, G_NORMALIZE_NFD);
    GString *key = g_string_new(NULL);

    for (const char *p = apart ? apart : ""; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_unichar_tolower(g_utf8_get_char(p));
        if (c == 0x111) /* đ, which is a letter of its own and no d with a mark */
            c = 'd';
        if (g_unichar_isalnum(c))
            g_string_append_unichar(key, c);
    }
    return g_string_free(key, FALSE);
}
