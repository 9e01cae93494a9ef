// SPDX-License-Identifier: MIT
/* What a unit's story says: each chapter as a sentence, and how it began and ended. */
#include "story-private.h"
#include "../po/lang.h"
#include "../base/month.h"
#include "type-names.h"
#include <string.h>

/* ---- one chapter as a sentence */

static void
count(OrgStoryParts *parts, json_t *fact, const char *what, guint n, const char *one, const char *many)
{
    if (n)
        org_story_say(parts, org_story_fact_number(fact, what, n), n == 1 ? one : many, n);
    else
        json_decref(fact);
}

static void
say_closed(const Org *org, const OrgChapter *c, OrgStoryParts *parts)
{
    g_autofree char *to = org_story_unit_text(org, c->successor);
    json_t *fact = org_story_fact_unit(org_story_fact("closed"), org, c->successor);
    if (c->successor == ORG_NONE)
        org_story_say(parts, fact, "it was closed, and nothing took its place");
    else
        org_story_say(parts, fact, "it was closed and %s took over", to);
}

static void
say_unit(const Org *org, const OrgChapter *c, OrgStoryParts *parts)
{
    g_autofree char *parent = org_story_unit_text(org, c->parent);
    if (c->opened) {
        json_t *fact = org_story_fact_unit(org_story_fact("founded"), org, c->parent);
        if (c->parent == ORG_NONE)
            org_story_say(parts, fact, "it was founded");
        else
            org_story_say(parts, fact, "it was founded under %s", parent);
    }
    if (c->renamed) {
        const char *before = org_dict_text(org->dict, c->old_name), *after = org_name(org, ORG_UNITS, c->unit);
        json_t *fact = org_story_fact_text(org_story_fact("renamed"), "from", before);
        org_story_say(parts, org_story_fact_text(fact, "to", after), "it was renamed from “%s” to “%s”", before, after);
    }
    if (c->moved)
        org_story_say(parts, org_story_fact_unit(org_story_fact("moved"), org, c->parent), "it moved under %s", parent);
    if (c->closed)
        say_closed(org, c, parts);
}

static void
say_left(const Org *org, const OrgChapter *c, OrgStoryParts *parts)
{
    const char *reason = org_dict_text(org->dict, c->leave_reason);
    g_autofree char *said = org_said_whole(reason);
    json_t *fact = org_story_fact("left");
    if (!*reason || !c->left) {
        count(parts, fact, "people", c->left, "%u person left", "%u people left");
        return;
    }
    org_story_fact_text(org_story_fact_number(fact, "people", c->left), "reason", reason);
    org_story_say(parts, fact, c->left == 1 ? "%u person left: %s" : "%u people left: %s", c->left, said);
}

static void
say_chapter(const Org *org, const OrgChapter *c, OrgStoryParts *parts)
{
    say_unit(org, c, parts);
    g_autofree char *from = org_story_unit_text(org, c->from), *to = org_story_unit_text(org, c->to);
    json_t *in = org_story_fact_number(org_story_fact_unit(org_story_fact("posts-in"), org, c->from), "posts",
                                       c->posts_in),
           *out = org_story_fact_number(org_story_fact_unit(org_story_fact("posts-out"), org, c->to), "posts",
                                        c->posts_out);
    if (c->posts_in)
        org_story_say(parts, json_incref(in), c->posts_in == 1 ? "%u post came from %s" : "%u posts came from %s",
                      c->posts_in, from);
    if (c->posts_out)
        org_story_say(parts, json_incref(out), c->posts_out == 1 ? "%u post went to %s" : "%u posts went to %s",
                      c->posts_out, to);
    json_decref(in);
    json_decref(out);
    count(parts, org_story_fact("posts-opened"), "posts", c->posts_opened, "%u post was opened",
          "%u posts were opened");
    count(parts, org_story_fact("posts-closed"), "posts", c->posts_closed, "%u post was closed",
          "%u posts were closed");
    count(parts, org_story_fact("funding-changed"), "posts", c->funding, "%u post changed its funding",
          "%u posts changed their funding");
    count(parts, org_story_fact("surplus"), "people", c->surplus, "%u person lost the post and waits for another",
          "%u people lost their posts and wait for others");
    count(parts, org_story_fact("placed"), "people", c->placed, "%u person was placed in a post here",
          "%u people were placed in posts here");
    say_left(org, c, parts);
}

static void
on_chapter(const Org *now, const OrgChapter *c, gpointer data)
{
    OrgStoryParts what = { 0 };
    say_chapter(now, c, &what);
    /* The reason is told of what was given up ("absorbed into X"); said of the unit that gains, it would be odd. */
    gboolean gains = (c->posts_in || c->placed || c->opened) && !c->posts_out && !c->closed;
    /* Acts of one step may take turns with others: what goes on from the last event joins its sentence. */
    if (what.said)
        org_story_add(data, c->month, c->item, c->plugin, gains ? NULL : c->reason, &what, TRUE);
}

static gboolean
is_wanted(const Org *now, OrgRow unit, gpointer data)
{
    return org_story_is(&((const OrgStoryTeller *) data)->subject, now, unit);
}

OrgObserver
org_story_watch_unit(OrgStoryTeller *teller)
{
    teller->chapters = org_chapters_new(on_chapter, is_wanted, teller);
    return org_chapters_observer(teller->chapters);
}

/* ---- how it began and ended */

/* The state as an argument of a message, and as a fact. */
static char *
state_text(const OrgOpened *run, const Org *org, OrgRow unit, json_t *fact)
{
    const OrgUnitTable *u = &org->units;
    g_autofree char *parent = org_story_unit_text(org, u->parent[unit]);
    const char *type = org_dict_text(org->dict, u->type[unit]);
    g_autoptr(OrgTypeNames) names = org_type_names_new(run->info->type_names);
    g_autofree OrgMessage *called = *type ? org_type_names_said(names, type, FALSE) : NULL;
    const char *kind = called ? org_message_said(called) : M_("unit");
    org_story_fact_unit(org_story_fact_text(fact, "type", type), org, u->parent[unit]);
    org_story_fact_number(org_story_fact_number(fact, "posts", u->n_posts[unit]), "held", u->n_held[unit]);
    g_autofree char *state =
        u->parent[unit] == ORG_NONE
            ? org_said("a %s with %u posts, %u of them held", kind, u->n_posts[unit], u->n_held[unit])
            : org_said("a %s under %s with %u posts, %u of them held", kind, parent, u->n_posts[unit], u->n_held[unit]);
    return u->n_idle[unit] ? org_said("%s, and surplus people waiting", state) : g_steal_pointer(&state);
}

typedef struct {
    OrgRow unit;
    guint n;
} Place;

static int
by_count(gconstpointer a, gconstpointer b)
{
    const Place *x = a, *y = b;
    return x->n != y->n ? (x->n > y->n ? -1 : 1) : x->unit < y->unit ? -1 : x->unit > y->unit;
}

static void
add_place(GArray *places, OrgRow unit)
{
    for (guint i = 0; i < places->len; i++)
        if (g_array_index(places, Place, i).unit == unit) {
            g_array_index(places, Place, i).n++;
            return;
        }
    Place place = { unit, 1 };
    g_array_append_val(places, place);
}

static void
list_places(OrgStoryParts *parts, const char *what, GArray *places, const Org *end, OrgRow self)
{
    g_array_sort(places, by_count);
    for (guint i = 0; i < places->len; i++) {
        const Place *place = &g_array_index(places, Place, i);
        g_autofree char *where = org_story_unit_text(end, place->unit);
        gboolean here = place->unit == self;
        json_t *fact = org_story_fact_unit(org_story_fact(here ? "still-here" : "elsewhere"), end, place->unit);
        org_story_fact_number(fact, what, place->n);
        if (here)
            org_story_say(parts, fact, "%u still here", place->n);
        else
            org_story_say(parts, fact, "%u in %s", place->n, where);
    }
}

/* The parts as one sentence that begins with how many there were. */
static OrgStoryParts
whole(OrgStoryParts *parts, const char *what, guint total, const char *format, const char *none)
{
    OrgStoryParts sentence = { 0 };
    g_autofree OrgMessage *list = org_story_message(parts);
    json_t *fact = org_story_fact_number(org_story_fact("at-the-start"), what, total);
    if (total)
        org_story_say(&sentence, fact, format, total, org_message_said(list));
    else
        org_story_say(&sentence, fact, "%s", none);
    if (parts->facts)
        json_array_extend(sentence.facts, parts->facts);
    org_story_parts_clear(parts);
    return sentence;
}

static OrgStoryParts
posts_fate(const OrgOpened *run, OrgRow unit)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));
    guint total = 0, closed = 0;
    for (OrgRow p = 0; p < run->start->posts.n; p++) {
        if (run->start->posts.unit[p] != unit || run->start->posts.closed[p] != ORG_OPEN)
            continue;
        total++;
        if (run->end->posts.closed[p] != ORG_OPEN)
            closed++;
        else
            add_place(places, run->end->posts.unit[p]);
    }
    OrgStoryParts parts = { 0 };
    list_places(&parts, "posts", places, run->end, unit);
    count(&parts, org_story_fact("closed"), "posts", closed, "%u closed", "%u closed");
    return whole(&parts, "posts", total, "Of its %u posts at the start: %s.", M_("It had no posts at the start."));
}

static OrgStoryParts
people_fate(const OrgOpened *run, OrgRow unit)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));
    g_autoptr(GHashTable) reasons = g_hash_table_new(g_direct_hash, g_direct_equal);
    g_autoptr(GPtrArray) order = g_ptr_array_new();
    const OrgPersonTable *a = &run->start->people, *b = &run->end->people;
    guint total = 0, surplus = 0;
    for (OrgRow i = 0; i < a->n; i++) {
        if (a->unit[i] != unit || a->state[i] == ORG_LEFT)
            continue;
        total++;
        if (b->state[i] == ORG_LEFT) {
            gpointer key = GUINT_TO_POINTER(b->reason[i]);
            guint n = GPOINTER_TO_UINT(g_hash_table_lookup(reasons, key));
            if (!n)
                g_ptr_array_add(order, key);
            g_hash_table_insert(reasons, key, GUINT_TO_POINTER(n + 1));
        } else if (b->state[i] == ORG_SURPLUS)
            surplus++;
        else
            add_place(places, b->unit[i]);
    }
    OrgStoryParts parts = { 0 };
    list_places(&parts, "people", places, run->end, unit);
    count(&parts, org_story_fact("surplus"), "people", surplus, "%u without a post", "%u without a post");
    for (guint i = 0; i < order->len; i++) {
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(reasons, order->pdata[i]));
        const char *reason = org_dict_text(run->end->dict, GPOINTER_TO_UINT(order->pdata[i]));
        g_autofree char *said = org_said_whole(reason);
        json_t *fact = org_story_fact_number(org_story_fact("left"), "people", n);
        org_story_say(&parts, org_story_fact_text(fact, "reason", reason), "%u left (%s)", n, said);
    }
    return whole(&parts, "people", total, "Of its %u people at the start: %s.", M_("It had no people at the start."));
}

/* "“A” (a), “B” (b)" */
static char *
units_text(const Org *org, const GArray *units)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; units && i < units->len; i++)
        g_ptr_array_add(parts, org_story_unit_text(org, g_array_index(units, OrgRow, i)));
    return parts->len ? org_said_list(parts, ", ") : g_strdup(M_("no unit"));
}

static void
say_end(OrgStoryParts *end, const OrgOpened *run, OrgRow unit, const OrgFate *fate)
{
    const OrgUnitTable *u = &run->end->units;
    char month[16];
    if (u->closed[unit] == ORG_OPEN) {
        json_t *fact = org_story_fact("at-the-end");
        g_autofree char *state = state_text(run, run->end, unit, fact);
        org_story_say(end, fact, "At the end it is %s.", state);
        return;
    }
    gboolean split = fate->flags & ORG_FATE(SPLIT), none = !split && fate->flags & ORG_FATE(DISSOLVED);
    const GArray *units = none ? NULL : fate->into;
    g_autofree char *into = units_text(run->end, units);
    org_month_text(u->closed[unit], month);
    json_t *fact = org_story_fact_text(org_story_fact(split ? "split" : "closed"), "month", month);
    for (guint i = 0; units && i < units->len; i++)
        org_story_fact_unit(fact, run->end, g_array_index(units, OrgRow, i));
    org_story_say(end, fact,
                  split ? "It was closed in %s; it was split into %s." : "It was closed in %s; %s took over.", month,
                  into);
}

void
org_story_finish_unit(OrgStory *story, const OrgOpened *run, OrgRow unit)
{
    story->fate = &run->fates->unit[unit];
    story->name = g_strdup(org_name(run->end, ORG_UNITS, unit));
    if (unit < run->start->units.n) {
        json_t *fact = org_story_fact("at-the-start");
        g_autofree char *state = state_text(run, run->start, unit, fact);
        org_story_say(&story->begin, fact, "At the start it was %s.", state);
    } else
        org_story_say(&story->begin, org_story_fact("not-there"), "It did not exist at the start.");
    story->posts = posts_fate(run, unit);
    story->people = people_fate(run, unit);
    say_end(&story->end, run, unit, story->fate);
}
