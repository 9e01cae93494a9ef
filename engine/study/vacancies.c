// SPDX-License-Identifier: MIT
#include "vacancies.h"
#include "../org/replay.h"
#include "open.h"

/* Who held a post last, and the act that took it from them. */
typedef struct {
    OrgRow person; /* ORG_NONE: the run took it from nobody */
    guint why;     /* place in whys, of the act */
} Left;

typedef struct {
    const OrgOpened *opened;
    OrgLang lang;
    GArray *posts;   /* of Left, by row */
    GPtrArray *whys; /* of char *, one for each act that vacated a post */
    const OrgAct *act;
    gboolean told;      /* the act under way stands in whys already */
    GPtrArray *reasons; /* of char * or NULL, by row; at the end */
} Watch;

static gboolean
before(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    Watch *watch = data;
    (void) now, (void) error;
    watch->act = act;
    watch->told = FALSE;
    return TRUE;
}

/* What the act says of itself, without the names that a mask takes out. */
static char *
why_of(const Watch *watch)
{
    g_autofree OrgMessage *said = org_names_hide_message(watch->opened->names, watch->act->reason);
    g_autofree char *text = org_message_text(said, watch->lang);
    return *text ? g_steal_pointer(&text) : g_strdup(org_verb_name(watch->act->verb));
}

static void
change(const Org *now, guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    Watch *watch = data;
    (void) now;
    if (table != ORG_POSTS || column != ORG_COL_POSTS_holder || to.number != ORG_NONE || from.number == ORG_NONE)
        return;
    if (!watch->told)
        g_ptr_array_add(watch->whys, why_of(watch));
    watch->told = TRUE;
    for (OrgRow i = watch->posts->len; i <= row; i++)
        g_array_append_val(watch->posts, ((Left){ ORG_NONE, 0 }));
    g_array_index(watch->posts, Left, row) = (Left){ (OrgRow) from.number, watch->whys->len - 1 };
}

static char *
reason_of(const Watch *watch, const Org *end, OrgRow post)
{
    const OrgPostTable *p = &end->posts;
    if (p->closed[post] != ORG_OPEN || p->holder[post] != ORG_NONE)
        return NULL;
    const Left *left = post < watch->posts->len ? &g_array_index(watch->posts, Left, post) : NULL;
    if (!left || left->person == ORG_NONE)
        return post < watch->opened->start->posts.n ? NULL : g_strdup(org_lang_text(watch->lang, N_("opened")));
    const OrgPersonTable *h = &end->people;
    OrgRow person = left->person;
    /* Who left it for another post and went home later did not leave it vacant by going. */
    if (h->state[person] == ORG_LEFT && h->since[person] == p->vacant_since[post] && h->reason[person])
        return g_strdup(org_lang_text(watch->lang, org_dict_text(end->dict, h->reason[person])));
    return g_strdup(watch->whys->pdata[left->why]);
}

static gboolean
at_end(const Org *now, gpointer data, GError **error)
{
    Watch *watch = data;
    (void) error;
    g_ptr_array_set_size(watch->reasons, 0);
    for (OrgRow i = 0; i < now->posts.n; i++)
        g_ptr_array_add(watch->reasons, reason_of(watch, now, i));
    return TRUE;
}

static OrgLive *
live_of(OrgOpened *opened, const GPtrArray *reasons, GError **error)
{
    OrgLive *live = org_live_new(opened->end ? opened->end : opened->start, error);
    if (live && org_live_tell_reasons(live, (const char *const *) reasons->pdata, reasons->len, error))
        return live;
    org_live_free(live);
    return NULL;
}

OrgLive *
org_vacancies_live(OrgOpened *opened, OrgLang lang, GError **error)
{
    g_autoptr(GArray) posts = g_array_new(FALSE, FALSE, sizeof(Left));
    g_autoptr(GPtrArray) whys = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) reasons = g_ptr_array_new_with_free_func(g_free);
    Watch watch = { opened, lang, posts, whys, NULL, FALSE, reasons };
    const OrgObserver observer = { .before = before, .change = change, .end = at_end, .data = &watch };
    return org_opened_watch(opened, &observer, 1, error) ? live_of(opened, reasons, error) : NULL;
}
