// SPDX-License-Identifier: MIT
#include "../base/shown.h"
#include "plan-diff.h"
#include <string.h>

static const struct {
    const char *section, *heading;
} headings[] = {
    { "plan", N_("The plan") }, { "processes", N_("Processes") }, { "steps", N_("Steps") },
    { "rules", N_("Rules") },   { "metrics", N_("Metrics") },     { "targets", N_("Targets") },
};

static const char *
heading_of(OrgLang lang, const char *section)
{
    for (guint i = 0; i < G_N_ELEMENTS(headings); i++)
        if (!strcmp(headings[i].section, section))
            return org_lang_text(lang, headings[i].heading);
    return section;
}

/* The key without the feature's name, which is told already. */
static const char *
short_key(const OrgDraftChange *change, const char *key)
{
    gsize length = strlen(change->feature);
    return length && !strncmp(key, change->feature, length) && key[length] == '.' ? key + length + 1 : key;
}

/* "at 2026-07, units [a, b]": what an item says, of the side that has it; not what it says to people. */
static char *
all_keys(const OrgDraftChange *change)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < change->keys->len; i++) {
        const OrgDraftKey *key = change->keys->pdata[i];
        const char *name = short_key(change, key->key);
        if (!g_str_has_prefix(name, "note") && !g_str_has_prefix(name, "title") && strcmp(name, change->feature))
            org_shown_append(text, "%s%s %s", text->len ? ", " : "", name, key->to ? key->to : key->from);
    }
    return g_strdup(text->str);
}

static void
say_key(OrgLang lang, const OrgDraftChange *change, const OrgDraftKey *key, GString *out)
{
    gboolean own = *change->id;
    const char *name = own ? change->id : key->key, *path = own ? short_key(change, key->key) : "";
    g_autofree char *what = *path ? g_strdup_printf("%s, %s", name, path) : g_strdup(name);
    if (!key->from)
        org_shown_append(out, _("  %s: now %s, where nothing was said\n"), what, key->to);
    else if (!key->to)
        org_shown_append(out, _("  %s: no more %s\n"), what, key->from);
    else
        org_shown_append(out, _("  %s: %s instead of %s\n"), what, key->to, key->from);
}

static void
say_whole(OrgLang lang, const OrgDraftChange *change, GString *out)
{
    g_autofree char *keys = all_keys(change);
    const char *feature = *change->feature ? change->feature : _("target");
    if (change->op == ORG_DRAFT_REMOVED)
        org_shown_append(out, _("  %s (%s) is gone: %s\n"), change->id, feature, keys);
    else if (change->after && *change->after)
        org_shown_append(out, _("  %s (%s) is new, after %s: %s\n"), change->id, feature, change->after, keys);
    else
        org_shown_append(out, _("  %s (%s) is new: %s\n"), change->id, feature, keys);
}

static void
say_moved(OrgLang lang, const OrgDraftChange *change, GString *out)
{
    for (guint i = 0; i < change->keys->len; i++) {
        const OrgDraftKey *key = change->keys->pdata[i];
        if (!strcmp(key->key, "at") && key->from && key->to)
            org_shown_append(out, _("  %s moves from %s to %s\n"), change->id, key->from, key->to);
        else
            say_key(lang, change, key, out);
    }
}

static void
say(OrgLang lang, const OrgDraftChange *change, GString *out)
{
    if (change->op == ORG_DRAFT_ADDED || change->op == ORG_DRAFT_REMOVED)
        say_whole(lang, change, out);
    else if (change->op == ORG_DRAFT_MOVED)
        say_moved(lang, change, out);
    else if (change->op == ORG_DRAFT_PLACED && *change->after)
        org_shown_append(out, _("  %s now comes after %s\n"), change->id, change->after);
    else if (change->op == ORG_DRAFT_PLACED)
        org_shown_append(out, _("  %s now comes first of its month\n"), change->id);
    else
        for (guint i = 0; i < change->keys->len; i++)
            say_key(lang, change, change->keys->pdata[i], out);
}

void
org_draft_changes_text(OrgLang lang, const OrgDraftDiff *diff, GString *out)
{
    for (guint i = 0; i < diff->changes->len; i++)
        say(lang, diff->changes->pdata[i], out);
}

void
org_draft_diff_text(OrgLang lang, const OrgDraftDiff *diff, const char *a, const char *b, GString *out)
{
    const char *section = "";
    g_autofree char *first = org_message_text(diff->title[0], lang), *second = org_message_text(diff->title[1], lang);
    org_shown_append(out, "A  %s: %s\nB  %s: %s\n", a, first, b, second);
    if (!diff->changes->len)
        g_string_append(out, _("\nBoth say the same.\n"));
    for (guint i = 0; i < diff->changes->len; i++) {
        const OrgDraftChange *change = diff->changes->pdata[i];
        if (strcmp(section, change->section))
            org_shown_append(out, "\n%s\n", heading_of(lang, change->section));
        section = change->section;
        say(lang, change, out);
    }
}

static json_t *
text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

json_t *
org_draft_diff_json(const OrgDraftDiff *diff, const char *a, const char *b)
{
    json_t *changes = json_array();
    g_autofree char *first = org_message_text(diff->title[0], ORG_LANG_EN),
                    *second = org_message_text(diff->title[1], ORG_LANG_EN);
    for (guint i = 0; i < diff->changes->len; i++) {
        const OrgDraftChange *change = diff->changes->pdata[i];
        json_t *keys = json_array();
        for (guint k = 0; k < change->keys->len; k++) {
            const OrgDraftKey *key = change->keys->pdata[k];
            json_array_append_new(keys, json_pack("{s:s, s:o, s:o}", "key", key->key, "from", text_or_null(key->from),
                                                  "to", text_or_null(key->to)));
        }
        json_array_append_new(
            changes, json_pack("{s:s, s:s, s:o, s:o, s:o, s:o}", "op", org_draft_ops[change->op], "section",
                               change->section, "id", text_or_null(*change->id ? change->id : NULL), "feature",
                               text_or_null(*change->feature ? change->feature : NULL), "after",
                               text_or_null(change->after && *change->after ? change->after : NULL), "keys", keys));
    }
    return json_pack("{s:{s:s, s:s}, s:{s:s, s:s}, s:o}", "a", "file", a, "title", first, "b", "file", b, "title",
                     second, "changes", changes);
}
