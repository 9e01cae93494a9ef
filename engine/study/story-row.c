// SPDX-License-Identifier: MIT
// The story of one post or one person: each change of it as a sentence.
#include "story-row.h"
#include "mask.h"
#include "../base/figure.h"
#include "../base/month.h"
#include <string.h>

typedef struct {
    Org *org; /* replayed so far */
    guint table;
    OrgRow row;
    GString *text; /* of the act at hand */
    gboolean pay_hidden;
} Follower;

static char *
unit_text(const Org *org, OrgRow unit)
{
    if (unit == ORG_NONE)
        return g_strdup("no unit");
    return g_strdup_printf("“%s” (%s)", org_name(org, ORG_UNITS, unit), org_id(org, ORG_UNITS, unit));
}

static char *
post_text(const Org *org, OrgRow post)
{
    if (post == ORG_NONE)
        return g_strdup("no post");
    const char *title = org_dict_text(org->dict, org->posts.title[post]);
    g_autofree char *unit = unit_text(org, org->posts.unit[post]);
    return g_strdup_printf("the post %s%s%s%s in %s", *title ? "“" : "", title, *title ? "” " : "",
                           org_id(org, ORG_POSTS, post), unit);
}

static const char *
person_text(const Org *org, OrgRow person)
{
    const char *name = org_name(org, ORG_PEOPLE, person);
    return name && *name ? name : org_id(org, ORG_PEOPLE, person);
}

static void say(GString *text, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void
say(GString *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (text->len)
        g_string_append(text, "; ");
    g_string_append_vprintf(text, format, args);
    va_end(args);
}

/* ---- changes ---- */

static void
post_change(Follower *f, guint column, OrgValue from, OrgValue to)
{
    const Org *org = f->org;
    g_autofree char *unit = unit_text(org, org->posts.unit[f->row]);
    if (column == ORG_COL_POSTS_unit) {
        g_autofree char *before = unit_text(org, (OrgRow) from.number);
        if (from.number == ORG_NONE)
            say(f->text, "it was opened in %s", unit);
        else
            say(f->text, "it moved from %s to %s", before, unit);
    } else if (column == ORG_COL_POSTS_holder) {
        if (to.number == ORG_NONE)
            say(f->text, "it fell vacant; %s had held it", person_text(org, (OrgRow) from.number));
        else
            say(f->text, "%s took it", person_text(org, (OrgRow) to.number));
    } else if (column == ORG_COL_POSTS_closed)
        say(f->text, "it was closed in %s", unit);
    else if (column == ORG_COL_POSTS_title && from.number)
        say(f->text, "“%s” became “%s”", org_dict_text(org->dict, (OrgWord) from.number),
            org_dict_text(org->dict, (OrgWord) to.number));
    else if (column == ORG_COL_POSTS_funding && from.number)
        say(f->text, "its funding changed from %s to %s", org_dict_text(org->dict, (OrgWord) from.number),
            org_dict_text(org->dict, (OrgWord) to.number));
}

static void
person_change(Follower *f, guint column, OrgValue from, OrgValue to)
{
    const Org *org = f->org;
    if (column == ORG_COL_PEOPLE_post) {
        g_autofree char *before = post_text(org, (OrgRow) from.number), *after = post_text(org, (OrgRow) to.number);
        if (to.number == ORG_NONE)
            say(f->text, "gave up %s", before);
        else
            say(f->text, "took %s", after);
    } else if (column == ORG_COL_PEOPLE_second) {
        g_autofree char *before = post_text(org, (OrgRow) from.number), *after = post_text(org, (OrgRow) to.number);
        if (to.number == ORG_NONE)
            say(f->text, "gave up as second post %s", before);
        else
            say(f->text, "took as second post %s", after);
    } else if (column == ORG_COL_PEOPLE_unit && from.number != ORG_NONE && to.number != ORG_NONE) {
        g_autofree char *before = unit_text(org, (OrgRow) from.number), *after = unit_text(org, (OrgRow) to.number);
        say(f->text, "moved from %s to %s", before, after);
    } else if (column == ORG_COL_PEOPLE_state && to.number == ORG_LEFT) {
        const char *reason = org_dict_text(org->dict, org->people.reason[f->row]);
        say(f->text, "left the organisation%s%s", *reason ? ": " : "", reason);
    } else if (column == ORG_COL_PEOPLE_state && to.number == ORG_SURPLUS)
        say(f->text, "is surplus and waits for another post");
    else if (column == ORG_COL_PEOPLE_state && to.number == ORG_EMPLOYED && !from.number)
        say(f->text, "joined the organisation");
}

static void
on_change(guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    Follower *f = data;
    /* What becomes of the post that a person holds concerns the person. */
    gboolean held = f->table == ORG_PEOPLE && table == ORG_POSTS && f->row < f->org->people.n &&
                    f->org->people.post[f->row] == row && column == ORG_COL_POSTS_title;
    if (held)
        post_change(f, column, from, to);
    if (table != f->table || row != f->row)
        return;
    if (table == ORG_POSTS)
        post_change(f, column, from, to);
    else
        person_change(f, column, from, to);
}

/* What the person was paid by the act at hand. */
static void
say_payments(Follower *f, guint from)
{
    const Org *org = f->org;
    for (guint i = from; f->table == ORG_PEOPLE && i < org->payments->len; i++) {
        const OrgPayment *one = &g_array_index(org->payments, OrgPayment, i);
        g_autofree char *amount = org_figure_text((double) one->amount, 0);
        if (one->person == f->row)
            say(f->text, "was paid %s (%s)", amount, org_dict_text(org->dict, one->series));
    }
}

/* What an act did as one event; a further act of the same step in the same month goes on with its sentence. */
static void
add_event(const Follower *f, const OrgAct *act, const json_t *items, GPtrArray *events)
{
    const json_t *item = json_array_get(items, act->item);
    const char *step = json_string_value(json_object_get(item, "id"));
    const char *feature = json_string_value(json_object_get(item, "feature"));
    const char *role = json_string_value(json_object_get(item, "role"));
    const char *note = g_strcmp0(role, "step") ? "" : json_string_value(json_object_get(item, "note"));
    OrgStoryEvent *last = events->len ? events->pdata[events->len - 1] : NULL;
    if (last && last->month == act->month && !g_strcmp0(last->step, step)) {
        g_autofree char *before = last->text;
        last->text = g_strdup_printf("%s; %s", before, f->text->str);
        return;
    }
    OrgStoryEvent *event = g_new0(OrgStoryEvent, 1);
    *event = (OrgStoryEvent){ act->month,
                              g_strdup(step ? step : ""),
                              g_strdup(feature ? feature : ""),
                              g_strdup(act->plugin),
                              g_strdup(act->reason),
                              g_strdup(f->text->str),
                              g_strdup(note ? note : "") };
    event->text[0] = g_ascii_toupper(event->text[0]);
    g_ptr_array_add(events, event);
}

static gboolean
follow(Follower *f, const OrgOpened *run, GPtrArray *events, GError **error)
{
    gsize size, offset = 0;
    const guint8 *bytes = g_bytes_get_data(run->acts, &size);
    json_t *items = json_loads(run->info->items_json ? run->info->items_json : "[]", 0, NULL);
    OrgAct act;
    GError *broken = NULL;
    gboolean done = TRUE;
    while (done && org_act_next(bytes, size, &offset, &act, &broken)) {
        OrgMark mark = org_mark(f->org);
        guint paid = f->org->payments->len;
        done = org_act_replay(f->org, &act, error);
        if (!done)
            break;
        g_string_truncate(f->text, 0);
        org_changes_since(f->org, mark, on_change, f);
        say_payments(f, f->pay_hidden ? f->org->payments->len : paid);
        if (f->text->len)
            add_event(f, &act, items, events);
        org_undo_forget(f->org);
    }
    json_decref(items);
    if (!broken)
        return done;
    g_propagate_error(error, broken);
    return FALSE;
}

/* ---- how it stood ---- */

static char *
post_state(const Org *org, OrgRow row)
{
    char month[16];
    OrgMonth closed = org->posts.closed[row];
    OrgRow holder = org->posts.holder[row];
    g_autofree char *unit = unit_text(org, org->posts.unit[row]);
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
    g_autofree char *unit = unit_text(org, h->unit[row]), *post = post_text(org, h->post[row]);
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

OrgStory *
org_story_tell_row(const OrgOpened *run, guint table, OrgRow row, GError **error)
{
    g_autoptr(Org) org = org_copy(run->start);
    org_undo_enable(org);
    g_autoptr(OrgStory) story = org_story_new();
    g_autoptr(GString) text = g_string_new(NULL);
    Follower f = { org, table, row, text, (run->mask & ORG_MASK_PAY) != 0 };
    if (!follow(&f, run, story->events, error))
        return NULL;
    gboolean old = row < org_rows(run->start, table);
    g_autofree char *before = old ? state_text(run->start, table, row) : NULL,
                    *after = state_text(run->end, table, row);
    const char *title =
        table == ORG_POSTS ? org_dict_text(run->end->dict, run->end->posts.title[row]) : person_text(run->end, row);
    story->id = g_strdup(org_id(run->end, table, row));
    story->name = g_strdup(title && *title ? title : table == ORG_POSTS ? "Post" : "Person");
    story->begin = old ? g_strdup_printf("At the start: %s.", before) : g_strdup("Not there at the start.");
    story->end = g_strdup_printf("At the end: %s.", after);
    story->posts = g_strdup("");
    story->people = g_strdup("");
    return g_steal_pointer(&story);
}
