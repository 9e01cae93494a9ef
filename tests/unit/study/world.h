// SPDX-License-Identifier: MIT
/* A town of four units made by hand, changed by verbs, and judged as if its run had been read from a file. */
#pragma once
#include "../../../engine/study/impact.h"
#include "../../../engine/study/open.h"
#include <string.h>

/* Units: 0 town, 1 a, 2 b, 3 c under it. Posts: 0 to 2 in a (head, deputy, staff), 3 to 5 in b, 6 to 8 in c; each held
 * by the person of its number, but post 8, which is vacant. */
typedef struct {
    Org *start, *end; /* end: as the verbs made it */
    OrgJournal *journal;
    OrgOpened opened; /* as if read from a file: start and acts */
    OrgImpact *impact;
} World;

enum { TOWN, A, B, C };

static inline void
set_up(World *w, gconstpointer data)
{
    static const char *const ids[] = { "town", "a", "b", "c" };
    static const char *const names[] = { "Town", "Finance", "Planning", "Works" };
    g_autoptr(OrgDict) dict = org_dict_new();
    Org *org = org_new(dict, ORG_MONTH(2021, 1));
    GError *error = NULL;
    char id[16];
    (void) data;
    org_add_units(org, 4);
    for (guint i = 0; i < 4; i++) {
        org->units.id[i] = org_dict_add(dict, ids[i], -1);
        org->units.name[i] = org_dict_add(dict, names[i], -1);
        org->units.type[i] = org_dict_add(dict, i ? "room" : "town", -1);
        org->units.parent[i] = i ? TOWN : ORG_NONE;
    }
    org_add_posts(org, 9);
    org_add_people(org, 8);
    for (guint i = 0; i < 9; i++) {
        g_snprintf(id, sizeof id, "p%u", i);
        org->posts.id[i] = org_dict_add(dict, id, -1);
        org->posts.unit[i] = A + i / 3;
        org->posts.rank[i] = (guint8) (ORG_HEAD + i % 3);
    }
    for (guint i = 0; i < 8; i++) {
        g_snprintf(id, sizeof id, "h%u", i);
        org->people.id[i] = org_dict_add(dict, id, -1);
        org->people.post[i] = i;
        org->posts.holder[i] = i;
    }
    org_finish(org, &error);
    g_assert_no_error(error);
    w->start = org;
    w->end = org_copy(org);
    w->end->journal = w->journal = org_journal_new();
    w->opened.start = w->start;
}

static inline void
at(World *w, int month, guint32 item, const char *why)
{
    w->end->month = ORG_MONTH(2021, month);
    org_journal_context(w->journal, w->end->month, item, "test");
    org_journal_because(w->journal, org_message_of(why));
}

#define DO(call)                                                                                                       \
    do {                                                                                                               \
        GError *error = NULL;                                                                                          \
        gboolean done = (call);                                                                                        \
        g_assert_no_error(error);                                                                                      \
        g_assert_true(done);                                                                                           \
    } while (0)

static inline void
tear_down(World *w, gconstpointer data)
{
    (void) data;
    org_impact_free(w->impact);
    w->end->journal = NULL;
    org_journal_free(w->journal);
    org_free(w->end);
    org_opened_clear(&w->opened); /* the start, too */
}

static inline void
assert_unit(const World *w, OrgRow unit, guint32 flags, int month, guint32 item, OrgRow into)
{
    const OrgFate *f = &w->opened.fates->unit[unit];
    g_autofree char *found = org_fate_text(f->flags), *wanted = org_fate_text(flags);
    g_assert_cmpstr(found, ==, wanted);
    g_assert_cmpint(f->stamp.month, ==, month ? ORG_MONTH(2021, month) : ORG_UNKNOWN);
    if (month)
        g_assert_cmpuint(f->stamp.item, ==, item);
    if (into == ORG_NONE)
        g_assert_null(f->into);
    else {
        g_assert_nonnull(f->into);
        g_assert_cmpuint(g_array_index(f->into, OrgRow, 0), ==, into);
    }
}

static const OrgRow posts_of_a[] = { 0, 1, 2 }, posts_of_b[] = { 3, 4, 5 }, posts_of_c[] = { 6, 7, 8 };
