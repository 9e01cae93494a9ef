// SPDX-License-Identifier: MIT
/* orgsim explain: what happened to a unit (or a post, or a person), when, by which step and plugin, and where its posts and people went. */
#include "../po/lang.h"
#include "../base/month.h"
#include "cli.h"
#include "../study/open.h"
#include "../print/words.h"
#include "../study/fate-json.h"
#include "../study/story.h"
#include <stdio.h>

/* The story is told in English, for programs too, and said to people sentence by sentence. */
static void
print_said(const char *format, const char *english)
{
    g_autofree char *said = org_lang_say(english);
    printf(format, said);
}

static void
print_event(const OrgStoryEvent *event)
{
    char buffer[16];
    g_autofree char *month = org_lang_month(org_month_text(event->month, buffer));
    if (g_strcmp0(event->feature, event->plugin))
        printf(_("\n%s, step %s (%s of plugin %s)"), month, event->step, event->feature, event->plugin);
    else
        printf(_("\n%s, step %s (%s)"), month, event->step, event->feature);
    if (*event->reason)
        print_said(": %s", event->reason);
    print_said("\n  %s.\n", event->text);
    if (*event->note)
        printf(_("  Note: %s\n"), event->note);
}

static void
print_text(const OrgStory *story)
{
    printf("%s (%s)\n\n", story->name, story->id);
    print_said("%s\n", story->begin);
    for (guint i = 0; i < story->events->len; i++)
        print_event(story->events->pdata[i]);
    print_said("\n%s\n", story->end);
    if (story->fate) {
        g_autofree char *english = org_fate_text(story->fate->flags), *fate = org_words_text(english);
        printf(_("What became of it: %s.\n"), fate);
    }
    if (*story->posts) { /* of a unit */
        print_said("%s\n", story->posts);
        print_said("%s\n", story->people);
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

static void
print_json(const OrgStory *story, const Org *org)
{
    json_t *events = json_array();
    for (guint i = 0; i < story->events->len; i++) {
        const OrgStoryEvent *e = story->events->pdata[i];
        char month[16];
        json_array_append_new(events,
                              json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "month", org_month_text(e->month, month),
                                        "step", e->step, "feature", e->feature, "plugin", e->plugin, "reason",
                                        e->reason, "text", e->text, "note", e->note));
    }
    json_t *doc = json_pack("{s:s, s:s, s:s, s:o, s:s, s:o, s:s, s:s}", "id", story->id, "name", story->name, "begin",
                            story->begin, "events", events, "end", story->end, "fate", fate_json(story, org), "posts",
                            story->posts, "people", story->people);
    json_dumpf(doc, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(doc);
}

static void
hide(char **text, const OrgNames *names)
{
    char *hidden = org_names_hide(names, *text);
    g_free(*text);
    *text = hidden;
}

/* The organisation is masked, but a plugin gave its reasons before. */
static void
hide_names(OrgStory *story, const OrgNames *names)
{
    hide(&story->begin, names);
    hide(&story->end, names);
    for (guint i = 0; i < story->events->len; i++) {
        OrgStoryEvent *event = story->events->pdata[i];
        hide(&event->reason, names);
        hide(&event->text, names);
    }
}

static int
run(int argc, char **argv)
{
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
    if (!org_cli_options(&org_cmd_explain, entries, &argc, &argv, 2, 2, &status))
        return status;
    GError *error = NULL;
    g_auto(OrgOpened) opened = { 0 };
    g_autoptr(OrgStory) story = NULL;
    if (org_place_look(argv[1], TRUE, mask, &opened, &error))
        story = org_story_tell(&opened, argv[2], &error);
    if (!story)
        return org_cli_fail_error(0, error);
    hide_names(story, opened.names);
    if (json)
        print_json(story, opened.end);
    else if (!quiet)
        print_text(story);
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
