// SPDX-License-Identifier: MIT
/* The verbs on posts. */
#include "internal.h"
#include <string.h>

static void
copy_post(Org *org, OrgRow like, OrgRow post)
{
    OrgPostTable *p = &org->posts;
    p->id[post] = p->id[like];
    p->ordinal[post] = p->id[like] ? post + 1 : 0; /* unique: groups number from 1 within at most that many rows */
    p->title[post] = p->title[like];
    p->category[post] = p->category[like];
    p->funding[post] = p->funding[like];
    p->fte[post] = p->fte[like];
    p->coefficient[post] = p->coefficient[like];
    p->rank[post] = p->rank[like];
    for (guint a = 0; a < org->attributes[ORG_POSTS]->len; a++) {
        OrgAttribute *attribute = &g_array_index(org->attributes[ORG_POSTS], OrgAttribute, a);
        if (attribute->is_number)
            attribute->number[post] = attribute->number[like];
        else
            attribute->word[post] = attribute->word[like];
    }
}

gboolean
org_open_posts(Org *org, OrgRow like, OrgRow unit, guint32 n, OrgRow *first, GError **error)
{
    if (like != ORG_NONE && like >= org->posts.n)
        return org_fail(error, ORG_E_NOT_FOUND, "post row %u does not exist", like);
    if (!org_want_open(org, ORG_UNITS, unit, error))
        return FALSE;
    if (n > 1000000)
        return org_fail(error, ORG_E_INVALID, "%u posts in one call are too many", n);
    if (n > 0 && org->posts.n + (guint64) n > ORG_MAX_ROWS)
        return org_fail(error, ORG_E_INVALID, "more than %u posts are too many", ORG_MAX_ROWS);
    guint32 parent = like != ORG_NONE ? org->posts.stream[like] : org_text_stream(org_id(org, ORG_UNITS, unit));
    if (org_act_begin(org, ORG_VERB_OPEN_POSTS)) {
        org_act_u32(org, like);
        org_act_u32(org, unit);
        org_act_u32(org, n);
        org_act_u32(org, org->origin);
        org_act_u32(org, org->opened);
        org_act_end(org);
    }
    OrgRow row = org->posts.n, boss = like != ORG_NONE ? org_boss_of_copy(org, like, unit) : ORG_NONE;
    if (n) {
        org_append(org, ORG_POSTS, n);
        org_log(org, UNDO_APPEND, ORG_POSTS, 0, row, (OrgValue){ 0 });
    }
    OrgPostTable *p = &org->posts;
    for (OrgRow i = row; i < row + n; i++) {
        if (like != ORG_NONE)
            copy_post(org, like, i);
        p->unit[i] = unit;
        p->reports_to[i] = boss;
        p->opened[i] = p->vacant_since[i] = org->month;
        p->stream[i] = org_stream(parent, org->origin, org->month, org->opened++);
        org_link_post(org, i);
        org_reports_add(org, i);
        org_mark_vacancy(org, i);
        org_remember_id(org, ORG_POSTS, i);
    }
    if (like != ORG_NONE)
        org_dotted_copied(org, row, n);
    org->totals.posts += n;
    org->totals.posts_opened += n;
    if (first)
        *first = row;
    return TRUE;
}

gboolean
org_move_posts(Org *org, const OrgRow *posts, gsize n, OrgRow unit, GError **error)
{
    if (!org_want_open(org, ORG_UNITS, unit, error) || !org_want_rows(org, ORG_POSTS, posts, n, error))
        return FALSE;
    g_autofree OrgRow *own = g_memdup2(posts, n * sizeof *posts);
    posts = own;
    if (org_act_begin(org, ORG_VERB_MOVE_POSTS)) {
        org_act_array(org, posts, n, sizeof(OrgRow));
        org_act_u32(org, unit);
        org_act_end(org);
    }
    for (gsize i = 0; i < n; i++) {
        OrgRow post = posts[i], person = org->posts.holder[post];
        org->totals.posts_moved += org->posts.unit[post] != unit;
        org_unlink_post(org, post);
        ORG_PUT(org, POSTS, posts, unit, post, unit);
        org_link_post(org, post);
        if (person != ORG_NONE && org->people.post[person] == post)
            ORG_PUT(org, PEOPLE, people, unit, person, unit);
    }
    return TRUE;
}

static inline void
prefetch_closing(const OrgPostTable *p, OrgRow post)
{
    org_prefetch(&p->next[post]);
    org_prefetch(&p->prev[post]);
    org_prefetch(&p->unit[post]);
    org_prefetch(&p->holder[post]);
    org_prefetch(&p->fte[post]);
    org_prefetch(&p->reports_to[post]);
}

gboolean
org_close_posts(Org *org, const OrgRow *posts, gsize n, GError **error)
{
    if (!org_want_rows(org, ORG_POSTS, posts, n, error))
        return FALSE;
    g_autofree OrgRow *own = g_memdup2(posts, n * sizeof *posts);
    posts = own;
    if (org_act_begin(org, ORG_VERB_CLOSE_POSTS)) {
        org_act_array(org, posts, n, sizeof(OrgRow));
        org_act_end(org);
    }
    for (gsize i = 0; i < n; i++) {
        OrgRow post = posts[i];
        if (i + ORG_AHEAD < n)
            prefetch_closing(&org->posts, posts[i + ORG_AHEAD]);
        org_unlink_post(org, post);
        org_reports_drop(org, post);
        org->totals.posts_closed_vacant += org->posts.holder[post] == ORG_NONE;
        if (org->posts.holder[post] != ORG_NONE) {
            org_cut_loose(org, post);
            ORG_PUT(org, POSTS, posts, holder, post, ORG_NONE);
        }
        if (org->n_kept)
            org_keep_for(org, post, ORG_NONE);
        ORG_PUT(org, POSTS, posts, closed, post, org->month);
        org_mark_vacancy(org, post);
    }
    org->totals.posts -= (guint32) n;
    org->totals.posts_closed += n;
    org_reports_pass_up(org, posts, n);
    org_dotted_drop(org, posts, n);
    return TRUE;
}
