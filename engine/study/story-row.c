// SPDX-License-Identifier: MIT
/* The story of one post (its unit, holder, when it was closed) or of one person (from where, to where, when, why): each
 * change of it as a sentence. */
#include "story-private.h"
#include "../base/figure.h"
#include "../base/month.h"

static char *
post_text(const Org *org, OrgRow post)
{
    if (post == ORG_NONE)
        return g_strdup("no post");
    const char *title = org_dict_text(org->dict, org->posts.title[post]);
    g_autofree char *unit = org_story_unit_text(org, org->posts.unit[post]);
    return g_strdup_printf("the post %s%s%s%s in %s", *title ? "“" : "", title, *title ? "” " : "",
                           org_id(org, ORG_POSTS, post), unit);
}

static const char *
person_text(const Org *org, OrgRow person)
{
    const char *name = org_name(org, ORG_PEOPLE, person);
    return name && *name ? name : org_id(org, ORG_PEOPLE, person);
}

/* ---- changes */

static void
post_change(const OrgStoryTeller *f, const Org *org, OrgRow row, guint column, OrgValue from, OrgValue to)
{
    g_autofree char *unit = org_story_unit_text(org, org->posts.unit[row]);
    if (column == ORG_COL_POSTS_unit) {
        g_autofree char *before = org_story_unit_text(org, (OrgRow) from.number);
        if (from.number == ORG_NONE)
            org_story_say(f->text, "it was opened in %s", unit);
        else
            org_story_say(f->text, "it moved from %s to %s", before, unit);
    } else if (column == ORG_COL_POSTS_holder) {
        if (to.number == ORG_NONE)
            org_story_say(f->text, "it fell vacant; %s had held it", person_text(org, (OrgRow) from.number));
        else
            org_story_say(f->text, "%s took it", person_text(org, (OrgRow) to.number));
    } else if (column == ORG_COL_POSTS_closed)
        org_story_say(f->text, "it was closed in %s", unit);
    else if (column == ORG_COL_POSTS_title && from.number)
        org_story_say(f->text, "“%s” became “%s”", org_dict_text(org->dict, (OrgWord) from.number),
                      org_dict_text(org->dict, (OrgWord) to.number));
    else if (column == ORG_COL_POSTS_funding && from.number)
        org_story_say(f->text, "its funding changed from %s to %s", org_dict_text(org->dict, (OrgWord) from.number),
                      org_dict_text(org->dict, (OrgWord) to.number));
}

static void
person_change(const OrgStoryTeller *f, const Org *org, OrgRow row, guint column, OrgValue from, OrgValue to)
{
    if (column == ORG_COL_PEOPLE_post) {
        g_autofree char *before = post_text(org, (OrgRow) from.number), *after = post_text(org, (OrgRow) to.number);
        if (to.number == ORG_NONE)
            org_story_say(f->text, "gave up %s", before);
        else
            org_story_say(f->text, "took %s", after);
    } else if (column == ORG_COL_PEOPLE_second) {
        g_autofree char *before = post_text(org, (OrgRow) from.number), *after = post_text(org, (OrgRow) to.number);
        if (to.number == ORG_NONE)
            org_story_say(f->text, "gave up as second post %s", before);
        else
            org_story_say(f->text, "took as second post %s", after);
    } else if (column == ORG_COL_PEOPLE_unit && from.number != ORG_NONE && to.number != ORG_NONE) {
        g_autofree char *before = org_story_unit_text(org, (OrgRow) from.number),
                        *after = org_story_unit_text(org, (OrgRow) to.number);
        org_story_say(f->text, "moved from %s to %s", before, after);
    } else if (column == ORG_COL_PEOPLE_state && to.number == ORG_LEFT) {
        const char *reason = org_dict_text(org->dict, org->people.reason[row]);
        org_story_say(f->text, "left the organisation%s%s", *reason ? ": " : "", reason);
    } else if (column == ORG_COL_PEOPLE_state && to.number == ORG_SURPLUS)
        org_story_say(f->text, "is surplus and waits for another post");
    else if (column == ORG_COL_PEOPLE_state && to.number == ORG_EMPLOYED && !from.number)
        org_story_say(f->text, "joined the organisation");
}

static void
on_change(const Org *now, guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    OrgStoryTeller *t = data;
    /* What becomes of the post that a person holds concerns the person. */
    OrgRow holder = table == ORG_POSTS && column == ORG_COL_POSTS_title ? now->posts.holder[row] : ORG_NONE;
    if (t->subject.table == ORG_PEOPLE && holder != ORG_NONE && now->people.post[holder] == row &&
        org_story_is(&t->subject, now, holder))
        post_change(t, now, row, column, from, to);
    if (table != t->subject.table || !org_story_is(&t->subject, now, row))
        return;
    if (table == ORG_POSTS)
        post_change(t, now, row, column, from, to);
    else
        person_change(t, now, row, column, from, to);
}

static gboolean
before_act(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    OrgStoryTeller *t = data;
    (void) act;
    (void) error;
    g_string_truncate(t->text, 0);
    t->paid = now->payments->len;
    return TRUE;
}

/* What the person was paid by the act at hand. */
static void
say_payments(const OrgStoryTeller *t, const Org *now)
{
    if (t->subject.table != ORG_PEOPLE || t->pay_hidden)
        return;
    for (guint i = t->paid; i < now->payments->len; i++) {
        const OrgPayment *one = &g_array_index(now->payments, OrgPayment, i);
        g_autofree char *amount = org_figure_text((double) one->amount, 0);
        if (one->person != ORG_NONE && org_story_is(&t->subject, now, one->person))
            org_story_say(t->text, "was paid %s (%s)", amount, org_dict_text(now->dict, one->series));
    }
}

/* What an act did as one event; a further act of the same step in the same month goes on with its sentence. */
static gboolean
after_act(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    OrgStoryTeller *t = data;
    (void) error;
    say_payments(t, now);
    if (t->text->len)
        org_story_add(t, act->month, act->item, act->plugin, act->reason, t->text->str, FALSE);
    return TRUE;
}

OrgObserver
org_story_watch_row(OrgStoryTeller *teller)
{
    return (OrgObserver){ .before = before_act, .change = on_change, .after = after_act, .data = teller };
}

/* ---- how it stood */

static char *
post_state(const Org *org, OrgRow row)
{
    char month[16];
    OrgMonth closed = org->posts.closed[row];
    OrgRow holder = org->posts.holder[row];
    g_autofree char *unit = org_story_unit_text(org, org->posts.unit[row]);
    if (closed != ORG_OPEN)
        return g_strdup_printf("it is closed since %s; it stood in %s", org_month_text(closed, month), unit);
    if (holder == ORG_NONE)
        return g_strdup_printf("it stands in %s and is vacant", unit);
    return g_strdup_printf("it stands in %s and is held by %s", unit, person_text(org, holder));
}

static char *
person_state(const Org *org, OrgRow row)
{
    const OrgPersonTable *h = &org->people;
    char month[16];
    g_autofree char *unit = org_story_unit_text(org, h->unit[row]), *post = post_text(org, h->post[row]);
    if (h->state[row] == ORG_LEFT) {
        const char *reason = org_dict_text(org->dict, h->reason[row]);
        return g_strdup_printf("gone since %s%s%s", org_month_text(h->since[row], month), *reason ? ": " : "", reason);
    }
    if (h->post[row] == ORG_NONE)
        return g_strdup_printf("without a post, waiting in %s", unit);
    return g_strdup_printf("holds %s", post);
}

static char *
state_text(const Org *org, guint table, OrgRow row)
{
    return table == ORG_POSTS ? post_state(org, row) : person_state(org, row);
}

void
org_story_finish_row(OrgStory *story, const OrgOpened *run, guint table, OrgRow row)
{
    gboolean old = row < org_rows(run->start, table);
    g_autofree char *before = old ? state_text(run->start, table, row) : NULL,
                    *after = state_text(run->end, table, row);
    const char *title =
        table == ORG_POSTS ? org_dict_text(run->end->dict, run->end->posts.title[row]) : person_text(run->end, row);
    story->name = g_strdup(title && *title ? title : table == ORG_POSTS ? "Post" : "Person");
    story->begin = old ? g_strdup_printf("At the start: %s.", before) : g_strdup("Not there at the start.");
    story->end = g_strdup_printf("At the end: %s.", after);
    story->posts = g_strdup("");
    story->people = g_strdup("");
}
