// SPDX-License-Identifier: MIT
/* What a story says, part by part: each as words and as a fact for programs. */
#include "../org/org.h"
#include "chapters.h"
#include "story-private.h"

void
org_story_parts_clear(OrgStoryParts *parts)
{
    g_clear_pointer(&parts->said, g_ptr_array_unref);
    g_clear_pointer(&parts->facts, json_decref);
}

void
org_story_say(OrgStoryParts *parts, json_t *fact, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (!parts->said) {
        parts->said = g_ptr_array_new_with_free_func(g_free);
        parts->facts = json_array();
    }
    g_ptr_array_add(parts->said, org_saidv(format, args));
    json_array_append_new(parts->facts, fact);
    va_end(args);
}

OrgMessage *
org_story_message(const OrgStoryParts *parts)
{
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    return (OrgMessage *) org_said_list(parts->said ? parts->said : none, "; ");
}

/* ---- facts: {"kind": "posts-in", "units": ["hall"], "posts": 2.5, "posts_rows": 3} */

json_t *
org_story_fact(const char *kind)
{
    return json_pack("{s:s}", "kind", kind);
}

json_t *
org_story_fact_row(json_t *fact, const Org *org, guint table, OrgRow row)
{
    static const char *const keys[] = { NULL, "units", "post_ids", "people_ids" };
    if (row == ORG_NONE || row == ORG_SEVERAL)
        return fact;
    json_t *list = json_object_get(fact, keys[table]);
    if (!list) {
        list = json_array();
        json_object_set_new(fact, keys[table], list);
    }
    json_array_append_new(list, json_string(org_id(org, table, row)));
    return fact;
}

json_t *
org_story_fact_unit(json_t *fact, const Org *org, OrgRow unit)
{
    return org_story_fact_row(fact, org, ORG_UNITS, unit);
}

json_t *
org_story_fact_number(json_t *fact, const char *key, gint64 number)
{
    json_object_set_new(fact, key, json_integer(number));
    return fact;
}

json_t *
org_story_fact_posts(json_t *fact, const char *key, guint rows, gint64 weight)
{
    g_autofree char *in_rows = g_strdup_printf("%s_rows", key);
    json_object_set_new(fact, key, weight % 1000 ? json_real((double) weight / 1000) : json_integer(weight / 1000));
    return org_story_fact_number(fact, in_rows, rows);
}

json_t *
org_story_fact_text(json_t *fact, const char *key, const char *text)
{
    json_object_set_new(fact, key, json_string(text));
    return fact;
}
