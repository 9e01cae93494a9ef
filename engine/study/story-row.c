// SPDX-License-Identifier: MIT
/* The story of one post (its unit, holder, when it was closed) or of one person (from where, to where, when, why): each
 * change of it as a sentence. */
#include "story-private.h"
#include "../base/figure.h"
#include "../base/message-terms.h"
#include "../base/month.h"
#include "../exchange/exchange.h"
#include "../org/dotted.h"

static char *
post_text(const Org *org, OrgRow post)
{
    if (post == ORG_NONE)
        return g_strdup(M_("no post"));
    const char *title = org_dict_text(org->dict, org->posts.title[post]), *id = org_id(org, ORG_POSTS, post);
    g_autofree char *unit = org_story_unit_text(org, org->posts.unit[post]);
    return *title ? org_said("the post “%s” %s in %s", title, id, unit) : org_said("the post %s in %s", id, unit);
}

static const char *
person_text(const Org *org, OrgRow person)
{
    const char *name = org_name(org, ORG_PEOPLE, person);
    return name && *name ? name : org_id(org, ORG_PEOPLE, person);
}

/* ---- changes */

static json_t *
about(const char *kind, const Org *org, guint table, OrgRow row)
{
    return org_story_fact_row(org_story_fact(kind), org, table, row);
}

static void
post_holder(OrgStoryParts *parts, const Org *org, OrgRow before, OrgRow after)
{
    if (after == ORG_NONE)
        org_story_say(parts, about("fell-vacant", org, ORG_PEOPLE, before), "it fell vacant; %s had held it",
                      person_text(org, before));
    else
        org_story_say(parts, about("taken", org, ORG_PEOPLE, after), "%s took it", person_text(org, after));
}

static void
post_word(OrgStoryParts *parts, const Org *org, const char *kind, const char *format, OrgValue from, OrgValue to)
{
    const char *before = org_dict_text(org->dict, (OrgWord) from.number),
               *after = org_dict_text(org->dict, (OrgWord) to.number);
    json_t *fact = org_story_fact_text(org_story_fact(kind), "from", before);
    org_story_say(parts, org_story_fact_text(fact, "to", after), format, before, after);
}

static gboolean
is_dotted(const Org *org, guint column)
{
    const OrgAttribute *dotted = column < ORG_COL_ATTRIBUTE ? NULL : org_dotted_attribute(org);
    return dotted && dotted == &g_array_index(org->attributes[ORG_POSTS], OrgAttribute, column - ORG_COL_ATTRIBUTE);
}

/* The ids of a word, for a sentence. */
static char *
lines_text(const Org *org, gint64 word)
{
    g_auto(GStrv) ids = g_strsplit(org_dict_text(org->dict, (OrgWord) word), ORG_DOTTED_BETWEEN, -1);
    return g_strjoinv(", ", ids);
}

static void
lines_dropped(OrgStoryParts *parts, const Org *org, OrgValue from, OrgValue to)
{
    g_autofree char *before = lines_text(org, from.number), *after = lines_text(org, to.number);
    json_t *fact = org_story_fact_text(org_story_fact("second-lines-dropped"), "from", before);
    if (*after)
        org_story_say(parts, org_story_fact_text(fact, "to", after),
                      "of its second lines to %s only those to %s are left", before, after);
    else
        org_story_say(parts, fact, "it no longer also reports to %s, which closed", before);
}

static void
post_change(OrgStoryTeller *t, const Org *org, OrgRow row, guint column, OrgValue from, OrgValue to)
{
    OrgStoryParts *parts = &t->now;
    g_autofree char *unit = org_story_unit_text(org, org->posts.unit[row]);
    if (column == ORG_COL_POSTS_unit && from.number == ORG_NONE)
        org_story_say(parts, about("opened", org, ORG_UNITS, org->posts.unit[row]), "it was opened in %s", unit);
    else if (column == ORG_COL_POSTS_unit) {
        g_autofree char *before = org_story_unit_text(org, (OrgRow) from.number);
        json_t *fact = about("moved", org, ORG_UNITS, (OrgRow) from.number);
        org_story_say(parts, org_story_fact_unit(fact, org, org->posts.unit[row]), "it moved from %s to %s", before,
                      unit);
    } else if (column == ORG_COL_POSTS_holder)
        post_holder(parts, org, (OrgRow) from.number, (OrgRow) to.number);
    else if (column == ORG_COL_POSTS_closed)
        org_story_say(parts, about("closed", org, ORG_UNITS, org->posts.unit[row]), "it was closed in %s", unit);
    else if (column == ORG_COL_POSTS_title && from.number)
        post_word(parts, org, "retitled", "“%s” became “%s”", from, to);
    else if (column == ORG_COL_POSTS_funding && from.number)
        post_word(parts, org, "funding-changed", "its funding changed from %s to %s", from, to);
    else if (is_dotted(org, column) && from.number)
        lines_dropped(parts, org, from, to);
}

static void
person_post(OrgStoryParts *parts, const Org *org, gboolean second, OrgRow from, OrgRow to)
{
    g_autofree char *before = post_text(org, from), *after = post_text(org, to);
    if (to == ORG_NONE)
        org_story_say(parts, about(second ? "gave-up-second-post" : "gave-up-post", org, ORG_POSTS, from),
                      second ? "gave up as second post %s" : "gave up %s", before);
    else
        org_story_say(parts, about(second ? "took-second-post" : "took-post", org, ORG_POSTS, to),
                      second ? "took as second post %s" : "took %s", after);
}

/* Why the act at hand was done, in words and with the figures that the words name. NULL: nothing is said, or nothing beyond
 * `known`. figures: only a reason that names some. */
static OrgMessage *
told_why(const OrgStoryTeller *t, json_t *fact, const char *known, gboolean figures)
{
    g_autofree OrgMessage *why = org_names_hide_message(t->names, t->why);
    g_autofree char *english = org_message_text(why, ORG_LANG_EN);
    json_t *terms = org_message_terms(why);
    gboolean told = *english && strcmp(english, known) && (!figures || json_object_size(terms));
    if (told)
        org_story_fact_text(fact, "why", english);
    if (told && json_object_size(terms))
        json_object_set(fact, "terms", terms);
    json_decref(terms);
    return told ? g_steal_pointer(&why) : NULL;
}

static void
person_left(const OrgStoryTeller *t, OrgStoryParts *parts, const Org *org, OrgRow row)
{
    const char *reason = org_dict_text(org->dict, org->people.reason[row]);
    g_autofree char *said = org_said_whole(reason);
    json_t *fact = org_story_fact_text(org_story_fact("left"), "reason", reason);
    g_autofree OrgMessage *why = *reason ? told_why(t, fact, "", TRUE) : NULL;
    if (why)
        org_story_say(parts, fact, "left the organisation: %s (%s)", said, org_message_said(why));
    else if (*reason)
        org_story_say(parts, fact, "left the organisation: %s", said);
    else
        org_story_say(parts, fact, "left the organisation");
}

static void
person_change(OrgStoryTeller *t, const Org *org, OrgRow row, guint column, OrgValue from, OrgValue to)
{
    OrgStoryParts *parts = &t->now;
    OrgRow a = (OrgRow) from.number, b = (OrgRow) to.number;
    if (column == ORG_COL_PEOPLE_post || column == ORG_COL_PEOPLE_second)
        person_post(parts, org, column == ORG_COL_PEOPLE_second, a, b);
    else if (column == ORG_COL_PEOPLE_unit && from.number != ORG_NONE && to.number != ORG_NONE) {
        g_autofree char *before = org_story_unit_text(org, a), *after = org_story_unit_text(org, b);
        org_story_say(parts, org_story_fact_unit(about("moved", org, ORG_UNITS, a), org, b), "moved from %s to %s",
                      before, after);
    } else if (column == ORG_COL_PEOPLE_state && to.number == ORG_LEFT)
        person_left(t, parts, org, row);
    else if (column == ORG_COL_PEOPLE_state && to.number == ORG_SURPLUS)
        org_story_say(parts, org_story_fact("surplus"), "is surplus and waits for another post");
    else if (column == ORG_COL_PEOPLE_state && to.number == ORG_EMPLOYED && !from.number)
        org_story_say(parts, org_story_fact("joined"), "joined the organisation");
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
    (void) error;
    org_story_parts_clear(&t->now);
    t->why = act->reason;
    t->paid = now->payments->len;
    return TRUE;
}

/* What the person was paid by the act at hand. */
static void
say_payments(OrgStoryTeller *t, const Org *now)
{
    if (t->subject.table != ORG_PEOPLE || t->pay_hidden)
        return;
    for (guint i = t->paid; i < now->payments->len; i++) {
        const OrgPayment *one = &g_array_index(now->payments, OrgPayment, i);
        if (one->person == ORG_NONE || !org_story_is(&t->subject, now, one->person))
            continue;
        g_autofree char *amount = org_said_figure((double) one->amount, 0);
        const char *series = org_dict_text(now->dict, one->series);
        json_t *fact = org_story_fact_number(org_story_fact("paid"), "amount", one->amount);
        org_story_fact_text(fact, "series", series);
        g_autofree OrgMessage *why = told_why(t, fact, series, FALSE);
        if (why)
            org_story_say(&t->now, fact, "was paid %s (%s: %s)", amount, series, org_message_said(why));
        else
            org_story_say(&t->now, fact, "was paid %s (%s)", amount, series);
    }
}

/* What an act did as one event; a further act of the same step in the same month goes on with its sentence. */
static gboolean
after_act(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    OrgStoryTeller *t = data;
    (void) error;
    say_payments(t, now);
    if (t->now.said)
        org_story_add(t, act->month, act->item, act->plugin, act->reason, &t->now, FALSE);
    return TRUE;
}

OrgObserver
org_story_watch_row(OrgStoryTeller *teller)
{
    return (OrgObserver){ .before = before_act, .change = on_change, .after = after_act, .data = teller };
}

/* ---- how it stood */

/* The state of an open post, and beside its unit and holder its second reporting lines. */
static char *
with_lines(const Org *org, OrgRow row, char *state, json_t *fact)
{
    const OrgAttribute *dotted = org_dotted_attribute(org);
    if (!dotted || !dotted->word[row])
        return state;
    g_autofree char *before = state, *lines = lines_text(org, dotted->word[row]);
    org_story_fact_text(fact, "also_reports_to", lines);
    return org_said("%s; it also reports to %s", before, lines);
}

static char *
post_state(const Org *org, OrgRow row, json_t *fact)
{
    char month[16];
    OrgMonth closed = org->posts.closed[row];
    OrgRow holder = org->posts.holder[row];
    g_autofree char *unit = org_story_unit_text(org, org->posts.unit[row]);
    org_story_fact_unit(fact, org, org->posts.unit[row]);
    if (closed != ORG_OPEN) {
        org_story_fact_text(fact, "closed", org_month_text(closed, month));
        return org_said("it is closed since %s; it stood in %s", month, unit);
    }
    if (holder == ORG_NONE)
        return with_lines(org, row, org_said("it stands in %s and is vacant", unit), fact);
    org_story_fact_row(fact, org, ORG_PEOPLE, holder);
    return with_lines(org, row, org_said("it stands in %s and is held by %s", unit, person_text(org, holder)), fact);
}

static char *
person_state(const Org *org, OrgRow row, json_t *fact)
{
    const OrgPersonTable *h = &org->people;
    char month[16];
    g_autofree char *unit = org_story_unit_text(org, h->unit[row]), *post = post_text(org, h->post[row]);
    if (h->state[row] == ORG_LEFT) {
        const char *reason = org_dict_text(org->dict, h->reason[row]);
        g_autofree char *said = org_said_whole(reason);
        org_month_text(h->since[row], month);
        org_story_fact_text(org_story_fact_text(fact, "left", month), "reason", reason);
        return *reason ? org_said("gone since %s: %s", month, said) : org_said("gone since %s", month);
    }
    org_story_fact_row(org_story_fact_unit(fact, org, h->unit[row]), org, ORG_POSTS, h->post[row]);
    if (h->post[row] == ORG_NONE)
        return org_said("without a post, waiting in %s", unit);
    return org_said("holds %s", post);
}

static void
say_state(OrgStoryParts *parts, const char *kind, const char *format, const Org *org, guint table, OrgRow row)
{
    json_t *fact = org_story_fact(kind);
    g_autofree char *state = table == ORG_POSTS ? post_state(org, row, fact) : person_state(org, row, fact);
    org_story_say(parts, fact, format, state);
}

/* An assumed date of birth is said before anything that may follow from it. */
static void
say_begin(OrgStoryParts *parts, const Org *start, guint table, OrgRow row)
{
    const char *format = "At the start: %s.";
    gboolean assumed = table == ORG_PEOPLE && org_birth_is_assumed(start, row);
    say_state(parts, "at-the-start", assumed ? "At the start: %s. The date of birth is assumed." : format, start, table,
              row);
    if (assumed)
        json_object_set_new(json_array_get(parts->facts, 0), "birth_assumed", json_true());
}

void
org_story_finish_row(OrgStory *story, const OrgOpened *run, guint table, OrgRow row)
{
    const char *title =
        table == ORG_POSTS ? org_dict_text(run->end->dict, run->end->posts.title[row]) : person_text(run->end, row);
    story->name = g_strdup(title ? title : "");
    if (row < org_rows(run->start, table))
        say_begin(&story->begin, run->start, table, row);
    else
        org_story_say(&story->begin, org_story_fact("not-there"), "Not there at the start.");
    say_state(&story->end, "at-the-end", "At the end: %s.", run->end, table, row);
}
