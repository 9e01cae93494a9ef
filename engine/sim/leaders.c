// SPDX-License-Identifier: MIT
/* What a step that stands says, whatever its plugin says: units without a head, posts whose boss closed with nobody above, second
 * lines that ended. */
#include "../base/message.h"
#include "../org/dotted.h"
#include "../org/leaders.h"
#include "run-private.h"

enum { MOST_TOLD = 20 }; /* units by name; the others as a number */

static void
say_headless(OrgRun *run, const OrgItem *step, const GArray *units)
{
    const Org *org = run->org;
    for (guint i = 0; i < MIN(units->len, MOST_TOLD); i++) {
        OrgRow unit = g_array_index(units, OrgRow, i);
        const char *name = org_name(org, ORG_UNITS, unit);
        g_autofree char *posts = org_said_figure((double) org->units.fte[unit] / 1000, 1);
        g_autofree OrgMessage *message = org->units.fte[unit] == 1000
                                             ? org_message_new("%s has 1 post and no head.", name)
                                             : org_message_new("%s has %s posts and no head.", name, posts);
        org_run_say(run, step, ORG_WARN, ORG_UNITS, unit, message);
    }
    if (units->len <= MOST_TOLD)
        return;
    g_autofree OrgMessage *message = org_message_new("%u more units have posts and no head.", units->len - MOST_TOLD);
    org_run_say(run, step, ORG_WARN, 0, ORG_NONE, message);
}

static void
say_bossless(OrgRun *run, const OrgItem *step, const GArray *posts)
{
    if (posts->len == 0)
        return;
    OrgRow first = g_array_index(posts, OrgRow, 0);
    const char *id = org_id(run->org, ORG_POSTS, first);
    g_autofree OrgMessage *message =
        posts->len == 1
            ? org_message_new(
                  "Post %s reports to nobody now: the post that it reported to has closed, with none above it, and its "
                  "unit has no other head.",
                  id)
            : org_message_new("%u posts report to nobody now, the first of them %s: the post that they reported to has "
                              "closed, with none above "
                              "it, and their unit has no other head.",
                              posts->len, id);
    org_run_say(run, step, ORG_WARN, ORG_POSTS, first, message);
}

/* A note: nobody is without a leader for it. */
static void
say_dotted(OrgRun *run, const OrgItem *step, const OrgMark *before)
{
    OrgRow first;
    guint lost = org_dotted_lost_since(run->org, *before, &first);
    if (lost == 0)
        return;
    const char *id = org_id(run->org, ORG_POSTS, first);
    g_autofree OrgMessage *message =
        lost == 1
            ? org_message_new("The second reporting line of post %s was dropped: the post it led to has closed.", id)
            : org_message_new(
                  "%u second reporting lines were dropped, the first of them that of post %s: the posts they "
                  "led to have closed.",
                  lost, id);
    org_run_say(run, step, ORG_NOTE, ORG_POSTS, first, message);
}

void
org_leaders_say(OrgRun *run, const OrgItem *step, const OrgMark *before)
{
    g_autoptr(GArray) units = org_headless_since(run->org, *before);
    g_autoptr(GArray) posts = org_bossless_since(run->org, *before);
    say_headless(run, step, units);
    say_bossless(run, step, posts);
    say_dotted(run, step, before);
}
