// SPDX-License-Identifier: MIT
/* Who reports to whom, seen from above: the open posts that report to a post, as doubly linked lists by row. Most runs close
 * nobody who is reported to, so the lists are made when the first post closes while any post reports to another, and kept from
 * then on; undo drops them. And what becomes of reports when a post closes: the same in a run and in its replay, whatever
 * order the lists are in. */
#include "internal.h"
#include <stdlib.h>
#include <string.h>

struct OrgReports {
    guint32 room; /* posts */
    OrgRow *first, *next, *prev;
};

void
org_reports_forget(Org *org)
{
    if (org->reports) {
        g_free(org->reports->first);
        g_free(org->reports->next);
        g_free(org->reports->prev);
    }
    g_clear_pointer(&org->reports, g_free);
}

static void
make_room(Org *org)
{
    OrgReports *r = org->reports;
    guint32 room = MAX(org->posts.n, org->posts.capacity);
    if (r->room >= org->posts.n)
        return;
    r->first = g_renew(OrgRow, r->first, room);
    r->next = g_renew(OrgRow, r->next, room);
    r->prev = g_renew(OrgRow, r->prev, room);
    G_STATIC_ASSERT(ORG_NONE == G_MAXUINT32);
    memset(r->first + r->room, 0xFF, (room - r->room) * sizeof(OrgRow));
    memset(r->next + r->room, 0xFF, (room - r->room) * sizeof(OrgRow));
    memset(r->prev + r->room, 0xFF, (room - r->room) * sizeof(OrgRow));
    r->room = room;
}

static void
link_report(OrgReports *r, OrgRow post, OrgRow boss)
{
    OrgRow head = r->first[boss];
    r->prev[post] = ORG_NONE;
    r->next[post] = head;
    if (head != ORG_NONE)
        r->prev[head] = post;
    r->first[boss] = post;
}

static void
make_lists(Org *org)
{
    const OrgPostTable *p = &org->posts;
    if (org->reports)
        return;
    org->reports = g_new0(OrgReports, 1);
    make_room(org);
    for (OrgRow post = 0; post < p->n; post++)
        if (p->closed[post] == ORG_OPEN && p->reports_to[post] != ORG_NONE)
            link_report(org->reports, post, p->reports_to[post]);
}

void
org_reports_add(Org *org, OrgRow post)
{
    OrgRow boss = org->posts.reports_to[post];
    if (boss == ORG_NONE)
        return;
    org->n_reports++;
    if (!org->reports)
        return;
    make_room(org);
    link_report(org->reports, post, boss);
}

void
org_reports_drop(Org *org, OrgRow post)
{
    OrgReports *r = org->reports;
    OrgRow boss = org->n_reports ? org->posts.reports_to[post] : ORG_NONE;
    if (boss == ORG_NONE)
        return;
    org->n_reports--;
    if (!r)
        return;
    make_room(org);
    OrgRow next = r->next[post], prev = r->prev[post];
    if (prev != ORG_NONE)
        r->next[prev] = next;
    else
        r->first[boss] = next;
    if (next != ORG_NONE)
        r->prev[next] = prev;
    r->next[post] = r->prev[post] = ORG_NONE;
}

void
org_report_to(Org *org, OrgRow post, OrgRow boss)
{
    org_reports_drop(org, post);
    ORG_PUT(org, POSTS, posts, reports_to, post, boss);
    org_reports_add(org, post);
}

OrgRow
org_reports_first(const Org *org, OrgRow boss)
{
    return org->reports && boss < org->reports->room ? org->reports->first[boss] : ORG_NONE;
}

gboolean
org_reports_are_right(const Org *org)
{
    const OrgReports *r = org->reports;
    guint32 n = 0;
    if (!r)
        return TRUE;
    for (OrgRow boss = 0; boss < MIN(r->room, org->posts.n); boss++)
        for (OrgRow post = r->first[boss]; post != ORG_NONE; post = r->next[post])
            if (post >= org->posts.n || org->posts.closed[post] != ORG_OPEN || org->posts.reports_to[post] != boss ||
                ++n > org->n_reports)
                return FALSE;
    return n == org->n_reports;
}

/* ---- the next one up */

/* What is known already, so that many reports of one chain or unit are settled in one walk: a row and, + 1, its answer. */
static gboolean
known(GHashTable *answers, OrgRow row, OrgRow *answer)
{
    gpointer found;
    if (!g_hash_table_lookup_extended(answers, GUINT_TO_POINTER(row), NULL, &found))
        return FALSE;
    *answer = GPOINTER_TO_UINT(found);
    return TRUE;
}

static void
learn(GHashTable *answers, OrgRow row, OrgRow answer)
{
    g_hash_table_insert(answers, GUINT_TO_POINTER(row), GUINT_TO_POINTER(answer));
}

static OrgRow
next_up(const Org *org, GHashTable *answers, OrgRow boss)
{
    const OrgPostTable *p = &org->posts;
    OrgRow up = boss, answer = ORG_NONE;
    guint32 steps = 0;
    while (up != ORG_NONE && p->closed[up] != ORG_OPEN && !known(answers, up, &answer)) {
        learn(answers, up, ORG_NONE); /* closed posts that name one another, in data that lie, end here */
        up = p->reports_to[up];
        steps++;
    }
    if (up != ORG_NONE && p->closed[up] == ORG_OPEN)
        answer = up;
    for (up = boss; steps-- > 0; up = p->reports_to[up])
        learn(answers, up, answer);
    return answer;
}

OrgRow
org_head_of(const Org *org, OrgRow unit)
{
    const OrgPostTable *p = &org->posts;
    OrgRow head = ORG_NONE;
    for (OrgRow post = org->units.first_post[unit]; post != ORG_NONE; post = p->next[post]) {
        if (p->rank[post] != ORG_HEAD)
            continue;
        gboolean held = p->holder[post] != ORG_NONE;
        if (head == ORG_NONE || (held != (p->holder[head] != ORG_NONE) ? held : post < head))
            head = post;
    }
    return head;
}

/* The head of the post's unit, unless that is the post itself or stands below it. */
static OrgRow
head_above(const Org *org, GHashTable *heads, OrgRow post)
{
    OrgRow unit = org->posts.unit[post], head;
    if (!known(heads, unit, &head))
        learn(heads, unit, head = org_head_of(org, unit));
    guint32 steps = 0;
    for (OrgRow up = head; up != ORG_NONE && steps++ <= org->posts.n; up = org->posts.reports_to[up])
        if (up == post)
            return ORG_NONE;
    return head;
}

OrgRow
org_boss_of_copy(const Org *org, OrgRow like, OrgRow unit)
{
    OrgRow boss = org->posts.reports_to[like];
    if (boss == ORG_NONE || org->posts.closed[boss] == ORG_OPEN)
        return boss;
    g_autoptr(GHashTable) answers = g_hash_table_new(g_direct_hash, g_direct_equal);
    OrgRow up = next_up(org, answers, boss);
    return up != ORG_NONE ? up : org_head_of(org, unit);
}

static int
by_row(gconstpointer a, gconstpointer b)
{
    OrgRow x = *(const OrgRow *) a, y = *(const OrgRow *) b;
    return x < y ? -1 : x > y;
}

void
org_reports_pass_up(Org *org, const OrgRow *closed, gsize n)
{
    if (!org->n_reports)
        return;
    make_lists(org);
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    for (gsize i = 0; i < n; i++)
        for (OrgRow post = org_reports_first(org, closed[i]); post != ORG_NONE; post = org->reports->next[post])
            g_array_append_val(rows, post);
    if (!rows->len)
        return;
    g_array_sort(rows, by_row);
    g_autoptr(GHashTable) answers = g_hash_table_new(g_direct_hash, g_direct_equal);
    g_autoptr(GHashTable) heads = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (guint i = 0; i < rows->len; i++) {
        OrgRow post = g_array_index(rows, OrgRow, i);
        OrgRow boss = next_up(org, answers, org->posts.reports_to[post]);
        org_report_to(org, post, boss != ORG_NONE ? boss : head_above(org, heads, post));
    }
}
