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

/* Posts weigh one each, mostly; where they do not, their weight is said, and how many rows that is. */
static gboolean
is_apart(guint rows, gint64 weight)
{
    return weight != (gint64) rows * 1000;
}

static void
count_posts(OrgStoryParts *parts, json_t *fact, guint rows, gint64 weight, const char *one, const char *many,
            const char *apart)
{
    g_autofree char *posts = org_said_figure((double) weight / 1000, 3);
    if (!is_apart(rows, weight))
        count(parts, org_story_fact_posts(fact, "posts", rows, weight), "posts", rows, one, many);
    else
        org_story_say(parts, org_story_fact_posts(fact, "posts", rows, weight), apart, posts, rows);
}

/* Posts that came from a unit or went to one. */
static void
say_passing(const Org *org, OrgStoryParts *parts, const char *kind, guint rows, gint64 weight, OrgRow other,
            const char *one, const char *many, const char *apart)
{
    if (!rows)
        return;
    g_autofree char *unit = org_story_unit_text(org, other), *posts = org_said_figure((double) weight / 1000, 3);
    json_t *fact = org_story_fact_unit(org_story_fact(kind), org, other);
    org_story_fact_posts(fact, "posts", rows, weight);
    if (!is_apart(rows, weight))
        org_story_say(parts, fact, rows == 1 ? one : many, rows, unit);
    else
        org_story_say(parts, fact, apart, posts, unit, rows);
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
    say_passing(org, parts, "posts-in", c->posts_in, c->weight_in, c->from, "%u post came from %s",
                "%u posts came from %s", "%s posts came from %s (rows: %u)");
    say_passing(org, parts, "posts-out", c->posts_out, c->weight_out, c->to, "%u post went to %s",
                "%u posts went to %s", "%s posts went to %s (rows: %u)");
    count_posts(parts, org_story_fact("posts-opened"), c->posts_opened, c->weight_opened, "%u post was opened",
                "%u posts were opened", "%s posts were opened (rows: %u)");
    count_posts(parts, org_story_fact("posts-closed"), c->posts_closed, c->weight_closed, "%u post was closed",
                "%u posts were closed", "%s posts were closed (rows: %u)");
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
    org_story_fact_posts(fact, "posts", u->n_posts[unit], u->fte[unit]);
    org_story_fact_posts(fact, "held", u->n_held[unit], u->fte_held[unit]);
    g_autofree char *posts = org_said_figure((double) u->fte[unit] / 1000, 3), *state = NULL;
    if (is_apart(u->n_posts[unit], u->fte[unit]))
        state = u->parent[unit] == ORG_NONE ? org_said("a %s with %s posts (rows: %u, %u of them held)", kind, posts,
                                                       u->n_posts[unit], u->n_held[unit])
                                            : org_said("a %s under %s with %s posts (rows: %u, %u of them held)", kind,
                                                       parent, posts, u->n_posts[unit], u->n_held[unit]);
    else
        state = u->parent[unit] == ORG_NONE
                    ? org_said("a %s with %u posts, %u of them held", kind, u->n_posts[unit], u->n_held[unit])
                    : org_said("a %s under %s with %u posts, %u of them held", kind, parent, u->n_posts[unit],
                               u->n_held[unit]);
    return u->n_idle[unit] ? org_said("%s, and surplus people waiting", state) : g_steal_pointer(&state);
}

typedef struct {
    OrgRow unit;
    guint n;
    gint64 weight; /* thousandths; of people one each */
} Place;

static int
by_count(gconstpointer a, gconstpointer b)
{
    const Place *x = a, *y = b;
    return x->n != y->n ? (x->n > y->n ? -1 : 1) : x->unit < y->unit ? -1 : x->unit > y->unit;
}

static void
add_place(GArray *places, OrgRow unit, gint64 weight)
{
    for (guint i = 0; i < places->len; i++) {
        Place *place = &g_array_index(places, Place, i);
        if (place->unit != unit)
            continue;
        place->n++;
        place->weight += weight;
        return;
    }
    Place place = { unit, 1, weight };
    g_array_append_val(places, place);
}

/* So many posts by weight, or people, as what is added up. */
static json_t *
fact_of(json_t *fact, const char *what, guint n, gint64 weight)
{
    return strcmp(what, "posts") ? org_story_fact_number(fact, what, n)
                                 : org_story_fact_posts(fact, "posts", n, weight);
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
        fact_of(fact, what, place->n, place->weight);
        g_autofree char *weight = org_said_figure((double) place->weight / 1000, 3);
        if (is_apart(place->n, place->weight) && here)
            org_story_say(parts, fact, "%s still here", weight);
        else if (is_apart(place->n, place->weight))
            org_story_say(parts, fact, "%s in %s", weight, where);
        else if (here)
            org_story_say(parts, fact, "%u still here", place->n);
        else
            org_story_say(parts, fact, "%u in %s", place->n, where);
    }
}

/* The parts as one sentence that begins with how many there were; apart: how posts that weigh other than one each are said. */
static OrgStoryParts
whole(OrgStoryParts *parts, const char *what, const Place *total, const char *format, const char *apart,
      const char *none)
{
    OrgStoryParts sentence = { 0 };
    g_autofree OrgMessage *list = org_story_message(parts);
    g_autofree char *weight = org_said_figure((double) total->weight / 1000, 3);
    json_t *fact = fact_of(org_story_fact("at-the-start"), what, total->n, total->weight);
    if (!total->n)
        org_story_say(&sentence, fact, "%s", none);
    else if (apart && is_apart(total->n, total->weight))
        org_story_say(&sentence, fact, apart, weight, total->n, org_message_said(list));
    else
        org_story_say(&sentence, fact, format, total->n, org_message_said(list));
    if (parts->facts)
        json_array_extend(sentence.facts, parts->facts);
    org_story_parts_clear(parts);
    return sentence;
}

/* Each weighs what it did at the start, so that the parts make up the whole. */
static OrgStoryParts
posts_fate(const OrgOpened *run, OrgRow unit)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));
    const OrgPostTable *a = &run->start->posts, *b = &run->end->posts;
    Place total = { .unit = unit }, closed = { .unit = unit };
    for (OrgRow p = 0; p < a->n; p++) {
        if (a->unit[p] != unit || a->closed[p] != ORG_OPEN)
            continue;
        total.n++;
        total.weight += a->fte[p];
        if (b->closed[p] != ORG_OPEN) {
            closed.n++;
            closed.weight += a->fte[p];
        } else
            add_place(places, b->unit[p], a->fte[p]);
    }
    OrgStoryParts parts = { 0 };
    list_places(&parts, "posts", places, run->end, unit);
    g_autofree char *weight = org_said_figure((double) closed.weight / 1000, 3);
    json_t *fact = org_story_fact_posts(org_story_fact("closed"), "posts", closed.n, closed.weight);
    if (is_apart(closed.n, closed.weight))
        org_story_say(&parts, fact, "%s closed", weight);
    else
        count(&parts, fact, "posts", closed.n, "%u closed", "%u closed");
    return whole(&parts, "posts", &total, "Of its %u posts at the start: %s.",
                 "Of its %s posts at the start (rows: %u): %s.", M_("It had no posts at the start."));
}

static OrgStoryParts
people_fate(const OrgOpened *run, OrgRow unit)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));
    g_autoptr(GHashTable) reasons = g_hash_table_new(g_direct_hash, g_direct_equal);
    g_autoptr(GPtrArray) order = g_ptr_array_new();
    const OrgPersonTable *a = &run->start->people, *b = &run->end->people;
    Place total = { .unit = unit };
    guint surplus = 0;
    for (OrgRow i = 0; i < a->n; i++) {
        if (a->unit[i] != unit || a->state[i] == ORG_LEFT)
            continue;
        total.n++;
        total.weight += 1000;
        if (b->state[i] == ORG_LEFT) {
            gpointer key = GUINT_TO_POINTER(b->reason[i]);
            guint n = GPOINTER_TO_UINT(g_hash_table_lookup(reasons, key));
            if (!n)
                g_ptr_array_add(order, key);
            g_hash_table_insert(reasons, key, GUINT_TO_POINTER(n + 1));
        } else if (b->state[i] == ORG_SURPLUS)
            surplus++;
        else
            add_place(places, b->unit[i], 1000);
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
    return whole(&parts, "people", &total, "Of its %u people at the start: %s.", NULL,
                 M_("It had no people at the start."));
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
