// SPDX-License-Identifier: MIT
#include "names.h"
#include "../base/message.h"
#include <string.h>

struct OrgNames {
    GHashTable *people; /* name → "person N" */
    gsize longest;      /* bytes */
};

OrgNames *
org_names_new(void)
{
    OrgNames *names = g_new0(OrgNames, 1);
    names->people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return names;
}

void
org_names_free(OrgNames *names)
{
    if (names)
        g_hash_table_unref(names->people);
    g_free(names);
}

void
org_names_add(OrgNames *names, const Org *org)
{
    for (OrgRow i = 0; i < org->people.n; i++) {
        const char *name = org_dict_text(org->dict, org->people.name[i]);
        if (!*name || g_hash_table_contains(names->people, name))
            continue;
        g_hash_table_insert(names->people, g_strdup(name), g_strdup_printf("person %u", i + 1));
        names->longest = MAX(names->longest, strlen(name));
    }
}

static gboolean
is_word(const char *p)
{
    gunichar c = g_utf8_get_char(p);
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* The longest name that begins at p and ends where a word does, or with a sign; its length, 0 for none. */
static gsize
name_at(const OrgNames *names, const char *p, const char **stands_for)
{
    gsize found = 0;
    for (const char *end = g_utf8_next_char(p), *last = p; (gsize) (end - p) <= names->longest;
         last = end, end = g_utf8_next_char(end)) {
        if (!*end || !is_word(end) || !is_word(last)) {
            g_autofree char *part = g_strndup(p, (gsize) (end - p));
            const char *person = g_hash_table_lookup(names->people, part);
            if (person) {
                found = (gsize) (end - p);
                *stands_for = person;
            }
        }
        if (!*end)
            break;
    }
    return found;
}

char *
org_names_hide(const OrgNames *names, const char *text)
{
    if (!text || !names || !names->longest || !g_utf8_validate(text, -1, NULL))
        return g_strdup(text);
    GString *out = g_string_new(NULL);
    gboolean inside = FALSE; /* of a word */
    for (const char *p = text; *p;) {
        const char *person = NULL;
        gsize n = inside && is_word(p) ? 0 : name_at(names, p, &person);
        inside = n ? FALSE : is_word(p);
        if (n)
            g_string_append(out, person);
        else
            n = (gsize) (g_utf8_next_char(p) - p), g_string_append_len(out, p, (gssize) n);
        p += n;
    }
    return g_string_free(out, FALSE);
}

static char *
hide_one(const char *text, gboolean quoted, gpointer data)
{
    (void) quoted;
    return org_names_hide(data, text);
}

OrgMessage *
org_names_hide_message(const OrgNames *names, const OrgMessage *message)
{
    return names ? org_message_map(message, hide_one, (gpointer) names) : org_message_copy(message);
}
