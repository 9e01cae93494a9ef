// SPDX-License-Identifier: MIT
/* orgsim explain: what happened to a unit (or a post, or a person), when, by which step and plugin, and where its posts and people went. */
#include "../base/printer.h"
#include "../po/lang.h"
#include "../base/month.h"
#include "cli.h"
#include "../study/open.h"
#include "../print/words.h"
#include "../study/fate-json.h"
#include "../study/story.h"

static void
print_message(OrgLang lang, const char *format, const OrgMessage *message)
{
    g_autofree char *said = org_message_sentence(message, lang);
    org_print(format, said);
}

static void
print_parts(OrgLang lang, const char *format, const OrgStoryParts *parts)
{
    g_autofree OrgMessage *message = org_story_message(parts);
    print_message(lang, format, message);
}

static void
print_event(OrgLang lang, const OrgStoryEvent *event)
{
    char buffer[16];
    g_autofree char *month = org_lang_month(lang, org_month_text(event->month, buffer));
    if (g_strcmp0(event->feature, event->plugin))
        org_print(_("\n%s, step %s (%s of plugin %s)"), month, event->step, event->feature, event->plugin);
    else
        org_print(_("\n%s, step %s (%s)"), month, event->step, event->feature);
    g_autofree char *reason = org_message_text(event->reason, lang);
    if (*reason)
        org_print(": %s", reason);
    print_parts(lang, "\n  %s.\n", &event->what);
    g_autofree char *note = org_message_text(event->note, lang);
    if (*note)
        org_print(_("  Note: %s\n"), note);
}

static const char *
shown_name(OrgLang lang, const OrgStory *story)
{
    return *story->name ? story->name : story->table == ORG_POSTS ? _("Post") : _("Person");
}

static void
print_text(OrgLang lang, const OrgStory *story)
{
    org_print("%s (%s)\n\n", shown_name(lang, story), story->id);
    print_parts(lang, "%s\n", &story->begin);
    for (guint i = 0; i < story->events->len; i++)
        print_event(lang, story->events->pdata[i]);
    print_parts(lang, "\n%s\n", &story->end);
    if (story->fate) {
        g_autofree char *english = org_fate_text(story->fate->flags), *fate = org_words_text(lang, english);
        org_print(_("What became of it: %s.\n"), fate);
    }
    if (story->posts.said) { /* of a unit */
        print_parts(lang, "%s\n", &story->posts);
        print_parts(lang, "%s\n", &story->people);
    }
}

/* What orgsim impact says of the unit; null of a post or person. */
static json_t *
fate_json(const OrgStory *story, const Org *org)
{
    char month[16];
    const OrgFate *f = story->fate;
    if (!f)
        return json_null();
    return json_pack("{s:o, s:o, s:o, s:s}", "fates", org_fate_words(f->flags), "into", org_fate_ids(org, f->into),
                     "takes_over", org_fate_ids(org, f->from), "month", org_month_text(f->stamp.month, month));
}

static json_t *
parts_json(const OrgStoryParts *parts)
{
    g_autofree OrgMessage *message = org_story_message(parts);
    g_autofree char *text = org_message_sentence(message, ORG_LANG_EN);
    return json_string(text);
}

/* What each sentence says, part by part, for programs. */
static json_t *
facts_json(const OrgStoryParts *parts)
{
    return parts->facts ? json_incref(parts->facts) : json_array();
}

static json_t *
event_json(const OrgStoryEvent *e)
{
    char month[16];
    g_autofree char *reason = org_message_text(e->reason, ORG_LANG_EN), *note = org_message_text(e->note, ORG_LANG_EN);
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:s}", "month", org_month_text(e->month, month), "step",
                     e->step, "feature", e->feature, "plugin", e->plugin, "reason", reason, "text",
                     parts_json(&e->what), "facts", facts_json(&e->what), "note", note);
}

static void
print_json(const OrgStory *story, const Org *org)
{
    json_t *events = json_array();
    for (guint i = 0; i < story->events->len; i++)
        json_array_append_new(events, event_json(story->events->pdata[i]));
    json_t *facts =
        json_pack("{s:o, s:o, s:o, s:o}", "begin", facts_json(&story->begin), "end", facts_json(&story->end), "posts",
                  facts_json(&story->posts), "people", facts_json(&story->people));
    json_t *doc = json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id", story->id, "name",
                            shown_name(ORG_LANG_EN, story), "begin", parts_json(&story->begin), "events", events, "end",
                            parts_json(&story->end), "fate", fate_json(story, org), "posts", parts_json(&story->posts),
                            "people", parts_json(&story->people), "facts", facts);
    org_stdout_json(doc);
    json_decref(doc);
}

/* The organisation is masked, but a plugin gave its reasons before. */
static void
hide_names(OrgStory *story, const OrgNames *names)
{
    for (guint i = 0; i < story->events->len; i++) {
        OrgStoryEvent *event = story->events->pdata[i];
        OrgMessage *hidden = org_names_hide_message(names, event->reason);
        g_free(event->reason);
        event->reason = hidden;
    }
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    gboolean json = FALSE, quiet = FALSE;
    g_autofree char *mask = NULL;
    const GOptionEntry entries[] = {
        { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON document"), NULL },
        ORG_MASK_OPTION(&mask),
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet, N_("Print nothing; the exit status says whether it is there"),
          NULL },
        { NULL },
    };
    int status;
    if (!org_cli_options(lang, &org_cmd_explain, entries, &argc, &argv, 2, 2, &status))
        return status;
    GError *error = NULL;
    g_auto(OrgOpened) opened = { 0 };
    g_autoptr(OrgStory) story = NULL;
    if (org_place_look(argv[1], TRUE, mask, &opened, &error))
        story = org_story_tell(&opened, argv[2], &error);
    if (!story)
        return org_cli_fail_error(lang, 0, error);
    hide_names(story, opened.names);
    if (json)
        print_json(story, opened.end);
    else if (!quiet)
        print_text(lang, story);
    return ORG_EXIT_DONE;
}

const OrgCommand org_cmd_explain = {
    .name = "explain",
    .usage = "RUN UNIT|POST|PERSON [options]",
    .summary =
        "tell what happened to a unit, post or person: when, by which step and plugin, where posts and people went",
    .examples = "orgsim explain hanoi-2025.orgdb:run-1 so-noi-vu",
    .run = run,
};
