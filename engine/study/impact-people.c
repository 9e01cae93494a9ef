// SPDX-License-Identifier: MIT
#include "impact-private.h"
#include "../base/message.h"
#include "../exchange/exchange.h"
#include <math.h>
#include <string.h>

/* ---- what the acts tell */

void
org_people_watch_begin(OrgPeopleWatch *watch, OrgImpact *impact)
{
    *watch = (OrgPeopleWatch){ .impact = impact,
                               .people = g_array_new(FALSE, TRUE, sizeof(guint32)),
                               .ranks = g_array_new(FALSE, TRUE, sizeof(guint32)),
                               .stamps = g_array_new(FALSE, FALSE, sizeof(OrgStamp)) };
    g_array_set_size(watch->people, impact->start->people.n);
    g_array_set_size(watch->ranks, impact->start->posts.n);
}

void
org_people_watch_clear(OrgPeopleWatch *watch)
{
    g_array_unref(watch->people);
    g_array_unref(watch->ranks);
    g_array_unref(watch->stamps);
}

static gboolean
before_act(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    OrgPeopleWatch *watch = data;
    (void) now;
    (void) error;
    watch->act = act;
    watch->acts++;
    watch->now = 0;
    return TRUE;
}

static void
stamp(OrgPeopleWatch *watch, GArray *rows, OrgRow row)
{
    if (!watch->now) {
        const char *why = org_message_said(watch->act->reason);
        OrgStamp one = { watch->act->month, watch->act->item, watch->acts - 1,
                         org_message_of(g_string_chunk_insert_const(watch->impact->texts, why)) };
        g_array_append_val(watch->stamps, one);
        watch->now = watch->stamps->len;
    }
    if (row >= rows->len)
        g_array_set_size(rows, row + 1);
    g_array_index(rows, guint32, row) = watch->now;
}

static void
on_change(const Org *now, guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    OrgPeopleWatch *watch = data;
    (void) now;
    (void) from;
    (void) to;
    if (table == ORG_POSTS && column == ORG_COL_POSTS_rank)
        stamp(watch, watch->ranks, row);
    else if (table == ORG_PEOPLE && (column == ORG_COL_PEOPLE_post || column == ORG_COL_PEOPLE_unit ||
                                     column == ORG_COL_PEOPLE_state || column == ORG_COL_PEOPLE_id))
        stamp(watch, watch->people, row);
}

OrgObserver
org_people_watch_observer(OrgPeopleWatch *watch)
{
    return (OrgObserver){ .before = before_act, .change = on_change, .data = watch };
}

static OrgStamp
stamp_of(const OrgPeopleWatch *watch, const GArray *rows, OrgRow row)
{
    guint32 at = row < rows->len ? g_array_index(rows, guint32, row) : 0;
    return at ? g_array_index(watch->stamps, OrgStamp, at - 1) : ORG_NO_STAMP;
}

/* ---- where units went */

#define MOST_HOPS 64 /* units handed on this often in a run */

static gboolean
goes_to(const OrgFates *fates, OrgRow from, OrgRow to, guint hops)
{
    const OrgFate *f = &fates->unit[from];
    if (from == to)
        return TRUE;
    for (guint i = 0; f->flags & ORG_FATES_HANDED_ON && hops < MOST_HOPS && i < f->into->len; i++)
        if (goes_to(fates, g_array_index(f->into, OrgRow, i), to, hops + 1))
            return TRUE;
    return FALSE;
}

static gboolean
moves_along(const OrgFates *fates, OrgRow from, OrgRow to)
{
    return from == to ? (fates->unit[from].flags & ORG_FATE(MOVED)) != 0 : goes_to(fates, from, to, 0);
}

/* ---- one person */

/* The better rank of a person's two posts: 1 head, 2 deputy, 3 staff, 0 none. */
static guint8
rank_of(const Org *org, OrgRow person)
{
    const OrgRow posts[] = { org->people.post[person], org->people.second[person] };
    guint8 best = 0;
    for (guint i = 0; i < G_N_ELEMENTS(posts); i++) {
        guint8 rank = posts[i] == ORG_NONE ? 0 : org->posts.rank[posts[i]];
        if (rank && (!best || rank < best))
            best = rank;
    }
    return best;
}

static gboolean
is_retirement(const char *reason)
{
    return strstr(reason, "retire") != NULL || strstr(reason, "nghỉ hưu") != NULL;
}

static OrgPersonFate
fate_of(const OrgImpact *impact, OrgRow i, const OrgPersonImpact *p, gboolean old)
{
    const OrgPersonTable *h = &impact->end->people;
    gboolean left = h->state[i] == ORG_LEFT;
    if (!old)
        return left ? ORG_PERSON_JOINS_LEAVES : ORG_PERSON_JOINS;
    if (left)
        return is_retirement(org_dict_text(impact->end->dict, h->reason[i])) ? ORG_PERSON_RETIRES : ORG_PERSON_LEAVES;
    if (h->state[i] == ORG_SURPLUS)
        return ORG_PERSON_SURPLUS;
    if (p->lost_leading)
        return ORG_PERSON_LOSES_LEADING;
    if (p->unit_before != ORG_NONE && p->unit_after != ORG_NONE &&
        moves_along(impact->fates, p->unit_before, p->unit_after))
        return ORG_PERSON_MOVES_ALONG;
    return p->unit_before == p->unit_after ? ORG_PERSON_STAYS : ORG_PERSON_CHANGES_UNIT;
}

static OrgPersonImpact
person(const OrgPeopleWatch *t, OrgRow i, gboolean old)
{
    const OrgPersonTable *a = &t->impact->start->people, *b = &t->impact->end->people;
    gboolean left = b->state[i] == ORG_LEFT;
    OrgPersonImpact p = { .row = i, .n = 1, .unit_before = ORG_NONE, .post_before = ORG_NONE };
    if (old) {
        p.unit_before = a->unit[i];
        p.post_before = a->post[i];
        p.rank_before = rank_of(t->impact->start, i);
    }
    p.unit_after = left ? ORG_NONE : b->unit[i];
    p.post_after = left ? ORG_NONE : b->post[i];
    p.rank_after = left ? 0 : rank_of(t->impact->end, i);
    gboolean led = p.rank_before == ORG_HEAD || p.rank_before == ORG_DEPUTY;
    p.lost_leading = led && !left && (!p.rank_after || p.rank_after > p.rank_before);
    p.birth_assumed = org_birth_is_assumed(t->impact->end, i);
    p.reason = left ? b->reason[i] : 0;
    p.fate = fate_of(t->impact, i, &p, old);
    p.stamp = stamp_of(t, t->people, i);
    if (left && b->since[i] != ORG_UNKNOWN)
        p.stamp.month = b->since[i];
    if (p.fate == ORG_PERSON_MOVES_ALONG && p.unit_before == p.unit_after)
        p.stamp = t->impact->fates->unit[p.unit_before].moved;
    if (p.fate == ORG_PERSON_LOSES_LEADING && p.post_before == p.post_after && p.post_before != ORG_NONE)
        p.stamp = stamp_of(t, t->ranks, p.post_before); /* the post itself was lowered */
    return p;
}

/* ---- groups of people without an id */

/* Made from counts: people of a quota table have no id, or that of the post that they were made for. */
static gboolean
is_made(const OrgImpact *impact, OrgRow i, gboolean old)
{
    const Org *org = old ? impact->start : impact->end;
    const OrgPersonTable *h = &org->people;
    if (!h->id[i] || h->ordinal[i])
        return TRUE;
    return !h->name[i] && h->post[i] != ORG_NONE && org->posts.id[h->post[i]] == h->id[i];
}

static guint
group_hash(gconstpointer data)
{
    const OrgPersonImpact *p = data;
    guint hash = (guint) p->fate * 31 + p->unit_before;
    hash = hash * 31 + p->unit_after;
    hash = hash * 31 + p->reason;
    hash = hash * 31 + (guint) p->stamp.month;
    return hash * 31 + p->stamp.item * 16 + p->rank_before * 4u + p->rank_after;
}

static gboolean
group_equal(gconstpointer a, gconstpointer b)
{
    const OrgPersonImpact *p = a, *q = b;
    return p->fate == q->fate && p->unit_before == q->unit_before && p->unit_after == q->unit_after &&
           p->reason == q->reason && p->stamp.month == q->stamp.month && p->stamp.item == q->stamp.item &&
           p->rank_before == q->rank_before && p->rank_after == q->rank_after && p->birth_assumed == q->birth_assumed;
}

static void
add_to_group(GArray *people, GHashTable *groups, const OrgPersonImpact *p)
{
    gpointer found = g_hash_table_lookup(groups, p);
    if (found) {
        OrgPersonImpact *group = &g_array_index(people, OrgPersonImpact, GPOINTER_TO_UINT(found) - 1);
        group->n++;
        if (!isnan(p->cost))
            group->cost = (isnan(group->cost) ? 0 : group->cost) + p->cost;
        return;
    }
    OrgPersonImpact group = *p;
    group.row = group.post_before = group.post_after = ORG_NONE;
    g_array_append_val(people, group);
    g_hash_table_insert(groups, g_memdup2(p, sizeof *p), GUINT_TO_POINTER(people->len));
}

/* What each person was paid, by row; NaN: nothing. The caller's own. */
static double *
costs_of(const Org *end)
{
    double *costs = g_new(double, (gsize) end->people.n + 1);
    for (OrgRow i = 0; i < end->people.n; i++)
        costs[i] = NAN;
    for (guint i = 0; i < end->payments->len; i++) {
        const OrgPayment *one = &g_array_index(end->payments, OrgPayment, i);
        if (one->person != ORG_NONE)
            costs[one->person] = (isnan(costs[one->person]) ? 0 : costs[one->person]) + (double) one->amount;
    }
    return costs;
}

void
org_impact_people(OrgPeopleWatch *watch)
{
    OrgImpact *impact = watch->impact;
    const OrgPersonTable *a = &impact->start->people, *b = &impact->end->people;
    g_autoptr(GHashTable) groups = g_hash_table_new_full(group_hash, group_equal, g_free, NULL);
    g_autofree double *costs = costs_of(impact->end);
    impact->cost = (double) impact->end->totals.paid;
    for (OrgRow i = 0; i < b->n; i++) {
        gboolean old = i < a->n;
        if (old && a->state[i] == ORG_LEFT)
            continue;
        OrgPersonImpact p = person(watch, i, old);
        p.cost = costs[i];
        impact->person_fates[p.fate]++;
        impact->lost_leading += (guint64) p.lost_leading;
        impact->n_paid += (guint64) !isnan(p.cost);
        impact->cost_of_people += isnan(p.cost) ? 0 : p.cost;
        if (is_made(impact, i, old))
            add_to_group(impact->people, groups, &p);
        else
            g_array_append_val(impact->people, p);
    }
}
