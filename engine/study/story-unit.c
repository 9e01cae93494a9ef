// SPDX-License-Identifier: MIT
/* What a unit's story says: each chapter as a sentence, and how it began and ended. */
#include "story-private.h"
#include "../po/lang.h"
#include "../base/month.h"
#include <string.h>

/* ---- one chapter as a sentence */

static void
count(GString *text, guint n, const char *one, const char *many)
{
    if (n)
        org_story_say(text, n == 1 ? one : many, n);
}

static void
say_unit(const Org *org, const OrgChapter *c, GString *text)
{
    if (c->opened) {
        g_autofree char *parent = org_story_unit_text(org, c->parent);
        if (c->parent == ORG_NONE)
            org_story_say(text, "it was founded");
        else
            org_story_say(text, "it was founded under %s", parent);
    }
    if (c->renamed)
        org_story_say(text, "it was renamed from “%s” to “%s”", org_dict_text(org->dict, c->old_name),
                      org_name(org, ORG_UNITS, c->unit));
    if (c->moved) {
        g_autofree char *parent = org_story_unit_text(org, c->parent);
        org_story_say(text, "it moved under %s", parent);
    }
    if (c->closed) {
        g_autofree char *to = org_story_unit_text(org, c->successor);
        if (c->successor == ORG_NONE)
            org_story_say(text, "it was closed, and nothing took its place");
        else
            org_story_say(text, "it was closed and %s took over", to);
    }
}

static char *
chapter_text(const Org *org, const OrgChapter *c)
{
    GString *text = g_string_new(NULL);
    say_unit(org, c, text);
    g_autofree char *from = org_story_unit_text(org, c->from), *to = org_story_unit_text(org, c->to);
    if (c->posts_in)
        org_story_say(text, c->posts_in == 1 ? "%u post came from %s" : "%u posts came from %s", c->posts_in, from);
    if (c->posts_out)
        org_story_say(text, c->posts_out == 1 ? "%u post went to %s" : "%u posts went to %s", c->posts_out, to);
    count(text, c->posts_opened, "%u post was opened", "%u posts were opened");
    count(text, c->posts_closed, "%u post was closed", "%u posts were closed");
    count(text, c->funding, "%u post changed its funding", "%u posts changed their funding");
    count(text, c->surplus, "%u person lost the post and waits for another",
          "%u people lost their posts and wait for others");
    count(text, c->placed, "%u person was placed in a post here", "%u people were placed in posts here");
    if (c->leave_reason && c->left)
        org_story_say(text, c->left == 1 ? "%u person left: %s" : "%u people left: %s", c->left,
                      org_dict_text(org->dict, c->leave_reason));
    else
        count(text, c->left, "%u person left", "%u people left");
    return g_string_free(text, FALSE);
}

static void
on_chapter(const Org *now, const OrgChapter *c, gpointer data)
{
    g_autofree char *text = chapter_text(now, c);
    /* The reason is told of what was given up ("absorbed into X"); said of the unit that gains, it would be odd. */
    gboolean gains = (c->posts_in || c->placed || c->opened) && !c->posts_out && !c->closed;
    /* Acts of one step may take turns with others: what goes on from the last event joins its sentence. */
    if (*text)
        org_story_add(data, c->month, c->item, c->plugin, gains ? "" : c->reason, text, TRUE);
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

static char *
state_text(const Org *org, OrgRow unit)
{
    const OrgUnitTable *u = &org->units;
    g_autofree char *parent = org_story_unit_text(org, u->parent[unit]);
    const char *type = org_dict_text(org->dict, u->type[unit]);
    const char *kind = *type ? type : "unit";
    g_autofree char *state =
        u->parent[unit] == ORG_NONE
            ? g_strdup_printf("a %s with %u posts, %u of them held", kind, u->n_posts[unit], u->n_held[unit])
            : g_strdup_printf("a %s under %s with %u posts, %u of them held", kind, parent, u->n_posts[unit],
                              u->n_held[unit]);
    return u->n_idle[unit] ? g_strdup_printf("%s, and surplus people waiting", state) : g_steal_pointer(&state);
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
list_places(GString *text, GArray *places, const Org *end, OrgRow self)
{
    g_array_sort(places, by_count);
    for (guint i = 0; i < places->len; i++) {
        const Place *place = &g_array_index(places, Place, i);
        g_autofree char *where = org_story_unit_text(end, place->unit);
        if (place->unit == self)
            org_story_say(text, "%u still here", place->n);
        else
            org_story_say(text, N_("%u in %s"), place->n, where);
    }
}

static char *
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
    GString *text = g_string_new(NULL);
    list_places(text, places, run->end, unit);
    count(text, closed, "%u closed", "%u closed");
    g_autofree char *parts = g_string_free(text, FALSE);
    return total ? g_strdup_printf("Of its %u posts at the start: %s.", total, parts)
                 : g_strdup("It had no posts at the start.");
}

static char *
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
    GString *text = g_string_new(NULL);
    list_places(text, places, run->end, unit);
    count(text, surplus, "%u without a post", "%u without a post");
    for (guint i = 0; i < order->len; i++)
        org_story_say(text, "%u left (%s)", GPOINTER_TO_UINT(g_hash_table_lookup(reasons, order->pdata[i])),
                      org_dict_text(run->end->dict, GPOINTER_TO_UINT(order->pdata[i])));
    g_autofree char *parts = g_string_free(text, FALSE);
    return total ? g_strdup_printf("Of its %u people at the start: %s.", total, parts)
                 : g_strdup("It had no people at the start.");
}

/* "“A” (a), “B” (b)" */
static char *
units_text(const Org *org, const GArray *units)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; units && i < units->len; i++) {
        g_autofree char *unit = org_story_unit_text(org, g_array_index(units, OrgRow, i));
        g_string_append_printf(text, "%s%s", i ? ", " : "", unit);
    }
    return g_string_free(text, FALSE);
}

static char *
end_text(const OrgOpened *run, OrgRow unit, const OrgFate *fate)
{
    const OrgUnitTable *u = &run->end->units;
    char month[16];
    if (u->closed[unit] == ORG_OPEN) {
        g_autofree char *state = state_text(run->end, unit);
        return g_strdup_printf("At the end it is %s.", state);
    }
    g_autofree char *into = units_text(run->end, fate->into);
    org_month_text(u->closed[unit], month);
    if (fate->flags & ORG_FATE(SPLIT))
        return g_strdup_printf("It was closed in %s; it was split into %s.", month, into);
    gboolean none = fate->flags & ORG_FATE(DISSOLVED) || !*into;
    return g_strdup_printf("It was closed in %s; %s took over.", month, none ? "no unit" : into);
}

void
org_story_finish_unit(OrgStory *story, const OrgOpened *run, OrgRow unit)
{
    gboolean old = unit < run->start->units.n;
    story->fate = &run->fates->unit[unit];
    story->name = g_strdup(org_name(run->end, ORG_UNITS, unit));
    g_autofree char *state = old ? state_text(run->start, unit) : NULL;
    story->begin = old ? g_strdup_printf("At the start it was %s.", state) : g_strdup("It did not exist at the start.");
    story->posts = posts_fate(run, unit);
    story->people = people_fate(run, unit);
    story->end = end_text(run, unit, story->fate);
}
