// SPDX-License-Identifier: MIT
#include "lang.h"
#include "mo.h"
#include <string.h>

const char *
org_lang_code(OrgLang lang)
{
    return lang == ORG_LANG_VI ? "vi" : "en";
}

gboolean
org_lang_parse(const char *name, OrgLang *out)
{
    gsize n = strcspn(name, "_.@-");
    if (n == 2 && g_ascii_strncasecmp(name, "vi", 2) == 0)
        *out = ORG_LANG_VI;
    else if ((n == 2 && g_ascii_strncasecmp(name, "en", 2) == 0) || !strcmp(name, "POSIX") ||
             (n == 1 && name[0] == 'C'))
        *out = ORG_LANG_EN;
    else
        return FALSE;
    return TRUE;
}

OrgLang
org_lang_of_locale(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    OrgLang lang = ORG_LANG_EN;

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *value = g_getenv(names[i]);
        if (!value || !*value)
            continue;
        org_lang_parse(value, &lang);
        break;
    }
    return lang;
}

const char *
org_lang_text(OrgLang lang, const char *id)
{
    const char *text = lang == ORG_LANG_EN || !*id ? NULL : org_mo_find(id);
    return text ? text : id;
}

/* Vietnamese has one form for all numbers. */
const char *
org_lang_plural(OrgLang lang, const char *one, const char *many, guint64 n)
{
    const char *text = lang == ORG_LANG_EN ? NULL : org_mo_find(one);
    return text ? text : n == 1 ? one : many;
}

static gboolean
is_month(const char *text)
{
    for (guint i = 0; i < 7; i++)
        if (i == 4 ? text[i] != '-' : !g_ascii_isdigit(text[i]))
            return FALSE;
    int month = (text[5] - '0') * 10 + text[6] - '0';
    return text[7] == '\0' && month >= 1 && month <= 12;
}

char *
org_lang_month(OrgLang lang, const char *month)
{
    if (lang == ORG_LANG_EN || !is_month(month))
        return g_strdup(month);
    return g_strdup_printf("%.2s/%.4s", month + 5, month);
}
