// SPDX-License-Identifier: MIT
/* The invariants: of the whole organisation, and of the rows touched since a mark. */
#include "internal.h"
#include "../base/message.h"
#include <string.h>

static gboolean
broken(GError **error, const Org *org, guint table, OrgRow row, const char *what)
{
    g_autofree char *said = org_said_whole(what);
    return org_fail(error, ORG_E_FAILED, "%s \"%s\" (row %u) %s", org_table_noun(table), org_id(org, table, row), row,
                    said);
}

/* ---- values in range: what must hold before indexes are built */

static gint64
limit(const Org *org, OrgColumnKind kind)
{
    switch (kind) {
    case ORG_K_UNIT:
        return org->units.n;
    case ORG_K_POST:
        return org->posts.n;
    case ORG_K_PERSON:
        return org->people.n;
    case ORG_K_WORD:
        return org_dict_size(org->dict);
    default:
        return G_MAXINT64;
    }
}

gboolean
org_check_columns(const Org *org, GError **error)
{
    for (guint c = 0; c < ORG_N_COLUMNS; c++) {
        const OrgColumnInfo *info = &org_columns[c];
        gint64 max = limit(org, info->kind);
        gboolean may_be_none = info->kind <= ORG_K_PERSON;
        const void *data = *org_cells((Org *) org, c);
        guint32 n = max == G_MAXINT64 ? 0 : org_rows(org, info->table);
        for (OrgRow row = 0; row < n; row++) {
            gint64 value = ((const guint32 *) data)[row];
            if (value >= max && !(may_be_none && value == ORG_NONE))
                return broken(error, org, info->table, row, "refers to a row or word that does not exist");
        }
    }
    for (OrgRow i = 0; i < org->posts.n; i++)
        if (org->posts.unit[i] == ORG_NONE || org->posts.rank[i] > ORG_STAFF)
            return broken(error, org, ORG_POSTS, i, "has no unit, or no known rank");
    for (OrgRow i = 0; i < org->people.n; i++)
        if (org->people.state[i] < ORG_EMPLOYED || org->people.state[i] > ORG_LEFT || org->people.sex[i] > ORG_MALE ||
            org->people.rating[i] > 5)
            return broken(error, org, ORG_PEOPLE, i, "has an unknown state, sex or rating");
    return TRUE;
}

/* ---- one row */

static gboolean
check_unit(const Org *org, OrgRow unit, GError **error)
{
    const OrgUnitTable *u = &org->units;
    if (u->closed[unit] != ORG_OPEN) {
        if (u->n_posts[unit] || u->n_children[unit])
            return broken(error, org, ORG_UNITS, unit, "is closed but still has open posts or units");
        return TRUE;
    }
    guint32 steps = 0;
    for (OrgRow up = u->parent[unit]; up != ORG_NONE; up = u->parent[up]) {
        if (u->closed[up] != ORG_OPEN)
            return broken(error, org, ORG_UNITS, unit, "is open below a closed unit");
        if (++steps > u->n)
            return broken(error, org, ORG_UNITS, unit, "is below itself (a cycle)");
    }
    return TRUE;
}

static gboolean
check_post(const Org *org, OrgRow post, GError **error)
{
    const OrgPostTable *p = &org->posts;
    OrgRow person = p->holder[post], boss = org->n_reports ? p->reports_to[post] : ORG_NONE;
    if (boss != ORG_NONE && p->closed[post] == ORG_OPEN && p->closed[boss] != ORG_OPEN)
        return broken(error, org, ORG_POSTS, post, "reports to a post that is closed");
    /* A vacant post in an open unit is right, open or closed. Most posts that runs touch are: one look less. */
    if (person == ORG_NONE && !org->n_kept && org->units.closed[p->unit[post]] == ORG_OPEN)
        return TRUE;
    OrgRow kept_for = p->kept_for[post];
    if (kept_for != ORG_NONE &&
        (p->closed[post] != ORG_OPEN || person != ORG_NONE || org->people.state[kept_for] == ORG_LEFT))
        return broken(error, org, ORG_POSTS, post, "is kept for somebody though it is held or closed, or they left");
    if (p->closed[post] != ORG_OPEN)
        return person == ORG_NONE || broken(error, org, ORG_POSTS, post, "is closed but held");
    if (org->units.closed[p->unit[post]] != ORG_OPEN)
        return broken(error, org, ORG_POSTS, post, "is open in a closed unit");
    if (person != ORG_NONE && org->people.post[person] != post && org->people.second[person] != post)
        return broken(error, org, ORG_POSTS, post, "names a holder who does not hold it");
    return TRUE;
}

static gboolean
check_person(const Org *org, OrgRow person, GError **error)
{
    const OrgPersonTable *h = &org->people;
    OrgRow post = h->post[person], second = org->n_second ? h->second[person] : ORG_NONE;
    guint state = h->state[person];
    if (post != ORG_NONE && org->posts.holder[post] != person)
        return broken(error, org, ORG_PEOPLE, person, "claims a post that another or nobody holds");
    if (second != ORG_NONE && (org->posts.holder[second] != person || second == post))
        return broken(error, org, ORG_PEOPLE, person, "claims a second post that another or nobody holds");
    if ((state == ORG_EMPLOYED) != (post != ORG_NONE))
        return broken(error, org, ORG_PEOPLE, person,
                      "is employed without a post, or has a post without being employed");
    if (post != ORG_NONE && h->unit[person] != org->posts.unit[post])
        return broken(error, org, ORG_PEOPLE, person, "is in another unit than the post");
    if (state == ORG_SURPLUS && h->unit[person] != ORG_NONE && org->units.closed[h->unit[person]] != ORG_OPEN)
        return broken(error, org, ORG_PEOPLE, person, "waits at a closed unit");
    return TRUE;
}

/* ---- everything */

/* Depths by walking up, each unit once: a cycle meets a unit of the same walk. */
static gboolean
check_tree(const Org *org, GError **error)
{
    const OrgUnitTable *u = &org->units;
    g_autofree guint32 *walk = g_new0(guint32, (gsize) u->n + 1);
    for (OrgRow start = 0; start < u->n; start++) {
        OrgRow i = start;
        for (; i != ORG_NONE && !walk[i]; i = u->parent[i])
            walk[i] = start + 1;
        if (i != ORG_NONE && walk[i] == start + 1)
            return broken(error, org, ORG_UNITS, i, "is below itself (a cycle)");
        if (u->closed[start] == ORG_OPEN && u->parent[start] != ORG_NONE && u->closed[u->parent[start]] != ORG_OPEN)
            return broken(error, org, ORG_UNITS, start, "is open below a closed unit");
    }
    return TRUE;
}

/* As check_tree(): each post is walked over once. */
static gboolean
check_reports(const Org *org, GError **error)
{
    const OrgRow *boss = org->posts.reports_to;
    g_autofree guint32 *walk = org->n_reports ? g_new0(guint32, org->posts.n) : NULL;
    for (OrgRow start = 0; walk && start < org->posts.n; start++) {
        OrgRow i = start;
        for (; i != ORG_NONE && org->posts.closed[i] == ORG_OPEN && !walk[i]; i = boss[i])
            walk[i] = start + 1;
        if (i != ORG_NONE && walk[i] == start + 1)
            return broken(error, org, ORG_POSTS, i, "reports to itself, perhaps over others");
    }
    return TRUE;
}

static gboolean
same_indexes(const Org *org, const Org *fresh, GError **error)
{
    const OrgUnitTable *a = &org->units, *b = &fresh->units;
    for (OrgRow i = 0; i < a->n; i++)
        if (a->n_children[i] != b->n_children[i] || a->n_posts[i] != b->n_posts[i] || a->n_held[i] != b->n_held[i] ||
            a->n_idle[i] != b->n_idle[i] || a->fte[i] != b->fte[i] || a->fte_held[i] != b->fte_held[i] ||
            a->n_heads[i] != b->n_heads[i] || a->n_deputies[i] != b->n_deputies[i])
            return broken(error, org, ORG_UNITS, i, "has wrong counts in the index");
    if (org->totals.units != fresh->totals.units || org->totals.posts != fresh->totals.posts ||
        org->totals.people != fresh->totals.people || org->n_second != fresh->n_second ||
        org->n_kept != fresh->n_kept || org->totals.surplus != fresh->totals.surplus ||
        org->n_reports != fresh->n_reports || !org_reports_are_right(org))
        return org_fail(error, ORG_E_FAILED, "the running totals differ from a recount");
    for (OrgRow i = 0; i < org->posts.n; i++)
        if ((org->posts.vacant[i / 64] ^ fresh->posts.vacant[i / 64]) >> (i % 64) & 1)
            return broken(error, org, ORG_POSTS, i, "has a wrong bit among the vacant posts");
    if (org->posts.n % 64 != 0 && org->posts.vacant[org->posts.n / 64] >> (org->posts.n % 64) != 0)
        return org_fail(error, ORG_E_FAILED, "a bit is set behind the last post");
    for (OrgRow i = 0; i < a->n; i++) {
        guint32 posts = 0, children = 0;
        for (OrgRow p = a->first_post[i]; p != ORG_NONE && posts <= a->n_posts[i]; p = org->posts.next[p], posts++)
            if (org->posts.unit[p] != i)
                return broken(error, org, ORG_POSTS, p, "is in the list of another unit");
        for (OrgRow c = a->first_child[i]; c != ORG_NONE && children <= a->n_children[i];
             c = a->next_sibling[c], children++)
            if (a->parent[c] != i)
                return broken(error, org, ORG_UNITS, c, "is in the list of another parent");
        if (posts != a->n_posts[i] || children != a->n_children[i])
            return broken(error, org, ORG_UNITS, i, "has lists of another length than its counts");
    }
    return TRUE;
}

gboolean
org_check_rows(const Org *org, GError **error)
{
    if (!check_tree(org, error) || !check_reports(org, error))
        return FALSE;
    for (OrgRow i = 0; i < org->posts.n; i++)
        if (!check_post(org, i, error))
            return FALSE;
    for (OrgRow i = 0; i < org->people.n; i++)
        if (!check_person(org, i, error))
            return FALSE;
    return TRUE;
}

gboolean
org_check(const Org *org, GError **error)
{
    if (!org_check_columns(org, error) || !org_check_rows(org, error))
        return FALSE;
    g_autoptr(Org) fresh = org_copy(org);
    return same_indexes(org, fresh, error);
}

/* What check_post() and check_person() read. */
static inline void
prefetch_touched(const Org *org, const UndoEntry *entry)
{
    if (entry->kind != UNDO_CELL)
        return;
    if (entry->table == ORG_POSTS) {
        org_prefetch(&org->posts.holder[entry->row]);
        org_prefetch(&org->posts.unit[entry->row]);
    } else if (entry->table == ORG_PEOPLE && entry->column == ORG_COL_PEOPLE_state) {
        org_prefetch(&org->people.post[entry->row]);
        org_prefetch(&org->people.state[entry->row]);
    }
}

static gboolean
check_one(const Org *org, guint table, OrgRow row, GError **error)
{
    return table == ORG_UNITS   ? check_unit(org, row, error)
           : table == ORG_POSTS ? check_post(org, row, error)
                                : check_person(org, row, error);
}

/* last: by table the row checked before, since a verb writes several cells of a row in turn. */
static inline gboolean
check_again(const Org *org, guint table, OrgRow row, OrgRow last[4], GError **error)
{
    if (last[table] == row)
        return TRUE;
    last[table] = row;
    return check_one(org, table, row, error);
}

/* Columns that tie a post and a person. */
#define TIES                                                                                                           \
    (G_GUINT64_CONSTANT(1) << ORG_COL_POSTS_holder | G_GUINT64_CONSTANT(1) << ORG_COL_PEOPLE_post |                    \
     G_GUINT64_CONSTANT(1) << ORG_COL_PEOPLE_second)

/* Who held a post and what somebody held are checked, too: the other end of a tie that was cut may still claim it. */
static inline gboolean
check_cell(const Org *org, const UndoEntry *entry, OrgRow last[4], GError **error)
{
    if (!check_again(org, entry->table, entry->row, last, error))
        return FALSE;
    if (entry->table == ORG_POSTS && entry->column == ORG_COL_POSTS_closed) {
        OrgRow left = org_reports_first(org, entry->row); /* as far as it closed; an open one is right, too */
        return left == ORG_NONE || check_again(org, ORG_POSTS, left, last, error);
    }
    if (entry->column >= ORG_COL_ATTRIBUTE || !(TIES >> entry->column & 1) || entry->old.number == ORG_NONE)
        return TRUE;
    guint other = entry->table == ORG_POSTS ? ORG_PEOPLE : ORG_POSTS;
    return check_again(org, other, (OrgRow) entry->old.number, last, error);
}

static gboolean
check_appended(const Org *org, const UndoEntry *entry, GError **error)
{
    OrgRow end = entry->kind == UNDO_APPEND ? org_rows(org, entry->table) : 0;
    for (OrgRow row = entry->row; row < end; row++)
        if (!check_one(org, entry->table, row, error))
            return FALSE;
    return TRUE;
}

gboolean
org_check_since(const Org *org, OrgMark mark, GError **error)
{
    OrgRow last[4] = { ORG_NONE, ORG_NONE, ORG_NONE, ORG_NONE };
    const UndoEntry *entry = org->undo ? org->undo->entries + mark.entries : NULL;
    const UndoEntry *end = org->undo ? org->undo->entries + org->undo->n : NULL;
    for (; entry < end; entry++) {
        if (end - entry > 4 * ORG_AHEAD)
            prefetch_touched(org, entry + 4 * ORG_AHEAD);
        if (entry->kind == UNDO_CELL ? !check_cell(org, entry, last, error) : !check_appended(org, entry, error))
            return FALSE;
    }
    const OrgTotals *a = &org->totals, *b = &mark.totals;
    if (a->people + a->left - b->left != b->people + a->joined - b->joined)
        return org_fail(error, ORG_E_FAILED, "people do not add up: before is not after + left - joined");
    if (a->posts + a->posts_closed - b->posts_closed != b->posts + a->posts_opened - b->posts_opened)
        return org_fail(error, ORG_E_FAILED, "posts do not add up: before is not after + closed - opened");
    if (a->units + a->units_closed - b->units_closed != b->units + a->units_opened - b->units_opened)
        return org_fail(error, ORG_E_FAILED, "units do not add up: before is not after + closed - opened");
    return TRUE;
}
