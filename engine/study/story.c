// SPDX-License-Identifier: MIT
#include "story.h"
#include "chapters.h"
#include "story-row.h"
#include "../po/lang.h"
#include "../base/diag.h"
#include "../base/month.h"
#include <string.h>

typedef struct {
    const Org *org; /* as it was when the chapter ended */
    const OrgChapter *chapter;
    GPtrArray *events;
    json_t *items; /* of the run: ids and features */
} Teller;

static void
event_free(gpointer data)
{
    OrgStoryEvent *event = data;
    g_free(event->step);
    g_free(event->feature);
    g_free(event->plugin);
    g_free(event->reason);
    g_free(event->text);
    g_free(event->note);
    g_free(event);
}

OrgStory *
org_story_new(void)
{
    OrgStory *story = g_new0(OrgStory, 1);
    story->events = g_ptr_array_new_with_free_func(event_free);
    return story;
}

void
org_story_free(OrgStory *story)
{
    if (!story)
        return;
    g_ptr_array_unref(story->events);
    g_free(story->id);
    g_free(story->name);
    g_free(story->begin);
    g_free(story->end);
    g_free(story->posts);
    g_free(story->people);
    g_free(story);
}

static char *
unit_text(const Org *org, OrgRow unit)
{
    if (unit == ORG_SEVERAL)
        return g_strdup("several units");
    if (unit == ORG_NONE)
        return g_strdup("no unit");
    return g_strdup_printf("“%s” (%s)", org_name(org, ORG_UNITS, unit), org_id(org, ORG_UNITS, unit));
}

static const char *
item_text(const Teller *t, guint32 item, const char *key)
{
    const char *text = json_string_value(json_object_get(json_array_get(t->items, item), key));
    return text ? text : "";
}

/* ---- one chapter as a sentence ---- */

static void say(GString *text, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void
say(GString *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *part = g_strdup_vprintf(format, args);
    va_end(args);
    if (text->len)
        g_string_append(text, "; ");
    g_string_append(text, part);
}

static void
count(GString *text, guint n, const char *one, const char *many)
{
    if (n)
        say(text, n == 1 ? one : many, n);
}

static void
say_unit(const Teller *t, GString *text)
{
    const OrgChapter *c = t->chapter;
    if (c->opened) {
        g_autofree char *parent = unit_text(t->org, c->parent);
        if (c->parent == ORG_NONE)
            say(text, "it was founded");
        else
            say(text, "it was founded under %s", parent);
    }
    if (c->renamed)
        say(text, "it was renamed from “%s” to “%s”", org_dict_text(t->org->dict, c->old_name),
            org_name(t->org, ORG_UNITS, c->unit));
    if (c->moved) {
        g_autofree char *parent = unit_text(t->org, c->parent);
        say(text, "it moved under %s", parent);
    }
    if (c->closed) {
        g_autofree char *to = unit_text(t->org, c->successor);
        if (c->successor == ORG_NONE)
            say(text, "it was closed, and nothing took its place");
        else
            say(text, "it was closed and %s took over", to);
    }
}

static char *
chapter_text(const Teller *t)
{
    const OrgChapter *c = t->chapter;
    GString *text = g_string_new(NULL);
    say_unit(t, text);
    g_autofree char *from = unit_text(t->org, c->from), *to = unit_text(t->org, c->to);
    if (c->posts_in)
        say(text, c->posts_in == 1 ? "%u post came from %s" : "%u posts came from %s", c->posts_in, from);
    if (c->posts_out)
        say(text, c->posts_out == 1 ? "%u post went to %s" : "%u posts went to %s", c->posts_out, to);
    count(text, c->posts_opened, "%u post was opened", "%u posts were opened");
    count(text, c->posts_closed, "%u post was closed", "%u posts were closed");
    count(text, c->funding, "%u post changed its funding", "%u posts changed their funding");
    count(text, c->surplus, "%u person lost the post and waits for another",
          "%u people lost their posts and wait for others");
    count(text, c->placed, "%u person was placed in a post here", "%u people were placed in posts here");
    if (c->leave_reason && c->left)
        say(text, c->left == 1 ? "%u person left: %s" : "%u people left: %s", c->left,
            org_dict_text(t->org->dict, c->leave_reason));
    else
        count(text, c->left, "%u person left", "%u people left");
    if (text->len)
        text->str[0] = g_ascii_toupper(text->str[0]);
    return g_string_free(text, FALSE);
}

/* Acts of one step may take turns with others: what goes on from the last event joins its sentence. */
static void
add_event(Teller *t, char *text, const char *reason)
{
    const OrgChapter *c = t->chapter;
    const char *step = item_text(t, c->item, "id");
    OrgStoryEvent *last = t->events->len ? t->events->pdata[t->events->len - 1] : NULL;
    if (last && last->month == c->month && !strcmp(last->step, step) && !g_strcmp0(last->reason, reason)) {
        g_autofree char *before = last->text, *more = text;
        more[0] = g_ascii_tolower(more[0]);
        last->text = g_strdup_printf("%s; %s", before, more);
        return;
    }
    OrgStoryEvent *event = g_new0(OrgStoryEvent, 1);
    *event =
        (OrgStoryEvent){ c->month,
                         g_strdup(step),
                         g_strdup(item_text(t, c->item, "feature")),
                         g_strdup(c->plugin),
                         g_strdup(reason),
                         text,
                         g_strdup(strcmp(item_text(t, c->item, "role"), "step") ? "" : item_text(t, c->item, "note")) };
    g_ptr_array_add(t->events, event);
}

static void
on_chapter(const Org *now, const OrgChapter *c, gpointer data)
{
    Teller *t = data;
    t->org = now;
    t->chapter = c;
    g_autofree char *text = chapter_text(t);
    /* The reason is told of what was given up ("absorbed into X"); said of the unit that gains, it would be odd. */
    gboolean gains = (c->posts_in || c->placed || c->opened) && !c->posts_out && !c->closed;
    if (*text)
        add_event(t, g_steal_pointer(&text), gains ? "" : c->reason);
}

/* ---- how it began and ended ---- */

static char *
state_text(const Org *org, OrgRow unit)
{
    const OrgUnitTable *u = &org->units;
    g_autofree char *parent = unit_text(org, u->parent[unit]);
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
        g_autofree char *where = unit_text(end, place->unit);
        if (place->unit == self)
            say(text, "%u still here", place->n);
        else
            say(text, N_("%u in %s"), place->n, where);
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
        say(text, "%u left (%s)", GPOINTER_TO_UINT(g_hash_table_lookup(reasons, order->pdata[i])),
            org_dict_text(run->end->dict, GPOINTER_TO_UINT(order->pdata[i])));
    g_autofree char *parts = g_string_free(text, FALSE);
    return total ? g_strdup_printf("Of its %u people at the start: %s.", total, parts)
                 : g_strdup("It had no people at the start.");
}

static char *
end_text(const OrgOpened *run, OrgRow unit)
{
    const OrgUnitTable *u = &run->end->units;
    char month[16];
    if (u->closed[unit] == ORG_OPEN) {
        g_autofree char *state = state_text(run->end, unit);
        return g_strdup_printf("At the end it is %s.", state);
    }
    g_autofree char *to = unit_text(run->end, u->successor[unit]);
    return g_strdup_printf("It was closed in %s; %s took over.", org_month_text(u->closed[unit], month),
                           u->successor[unit] == ORG_NONE ? "no unit" : to);
}

static void
not_there(const OrgOpened *run, const char *id, GError **error)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    for (OrgRow i = 0; i < run->end->units.n; i++)
        g_ptr_array_add(ids, g_strdup(org_id(run->end, ORG_UNITS, i)));
    g_ptr_array_add(ids, NULL);
    const char *nearest = org_nearest(id, (const char *const *) ids->pdata);
    g_set_error(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND,
                "this run knows no unit, post or person \"%s\"%s%s; orgsim query RUN \"select id, name from units\" "
                "lists those open "
                "at its end",
                id, nearest ? "; nearest unit: " : "", nearest ? nearest : "");
}

static OrgStory *
tell_unit(const OrgOpened *run, OrgRow unit, GError **error)
{
    g_autoptr(OrgStory) story = org_story_new();
    Teller t = { .events = story->events,
                 .items = json_loads(run->info->items_json ? run->info->items_json : "[]", 0, NULL) };
    gboolean told = org_chapters_tell(run, unit, on_chapter, &t, error);
    json_decref(t.items);
    if (!told)
        return NULL;
    gboolean old = unit < run->start->units.n;
    story->id = g_strdup(org_id(run->end, ORG_UNITS, unit));
    story->name = g_strdup(org_name(run->end, ORG_UNITS, unit));
    g_autofree char *state = old ? state_text(run->start, unit) : NULL;
    story->begin = old ? g_strdup_printf("At the start it was %s.", state) : g_strdup("It did not exist at the start.");
    story->posts = posts_fate(run, unit);
    story->people = people_fate(run, unit);
    story->end = end_text(run, unit);
    return g_steal_pointer(&story);
}

OrgStory *
org_story_tell(const OrgOpened *run, const char *id, GError **error)
{
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++) {
        OrgRow row = org_find(run->end, table, id);
        if (row != ORG_NONE)
            return table == ORG_UNITS ? tell_unit(run, row, error) : org_story_tell_row(run, table, row, error);
    }
    not_there(run, id, error);
    return NULL;
}
