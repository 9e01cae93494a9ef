// SPDX-License-Identifier: MIT
#include "impact-private.h"
#include <math.h>
#include <string.h>

/* ---- where units went ---- */

#define MOST_HOPS 64 /* units handed on this often in a run */

static gboolean
goes_to(const OrgImpact *impact, OrgRow from, OrgRow to, guint hops)
{
    const OrgUnitImpact *u = &impact->units[from];
    gboolean handed = u->fate == ORG_FATE_ABSORBED || u->fate == ORG_FATE_MERGED || u->fate == ORG_FATE_SPLIT ||
                      u->fate == ORG_FATE_PASSING;
    if (from == to)
        return TRUE;
    for (guint i = 0; handed && hops < MOST_HOPS && u->into && i < u->into->len; i++)
        if (goes_to(impact, g_array_index(u->into, OrgRow, i), to, hops + 1))
            return TRUE;
    return FALSE;
}

static gboolean
moves_along(const OrgImpact *impact, OrgRow from, OrgRow to)
{
    OrgUnitFate fate = impact->units[from].fate;
    if (from == to)
        return fate == ORG_FATE_MOVED || fate == ORG_FATE_RENAMED_MOVED;
    return goes_to(impact, from, to, 0);
}

/* ---- one person ---- */

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
judge(const OrgImpact *impact, OrgRow i, const OrgPersonImpact *p, gboolean old)
{
    const OrgPersonTable *h = &impact->end->people;
    gboolean left = h->state[i] == ORG_LEFT;
    if (!old)
        return left ? ORG_FATE_JOINS_LEAVES : ORG_FATE_JOINS;
    if (left)
        return is_retirement(org_dict_text(impact->end->dict, h->reason[i])) ? ORG_FATE_RETIRES : ORG_FATE_LEAVES;
    if (h->state[i] == ORG_SURPLUS)
        return ORG_FATE_SURPLUS;
    if (p->lost_leading)
        return ORG_FATE_LOSES_LEADING;
    if (p->unit_before != ORG_NONE && p->unit_after != ORG_NONE && moves_along(impact, p->unit_before, p->unit_after))
        return ORG_FATE_MOVES_ALONG;
    return p->unit_before == p->unit_after ? ORG_FATE_STAYS : ORG_FATE_CHANGES_UNIT;
}

static OrgPersonImpact
person(const Tracks *t, OrgRow i, gboolean old)
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
    p.reason = left ? b->reason[i] : 0;
    p.fate = judge(t->impact, i, &p, old);
    p.stamp = t->people[i];
    if (left && b->since[i] != ORG_UNKNOWN)
        p.stamp.month = b->since[i];
    if (p.fate == ORG_FATE_MOVES_ALONG && p.unit_before == p.unit_after)
        p.stamp = t->changed[p.unit_before];
    if (p.fate == ORG_FATE_LOSES_LEADING && p.post_before == p.post_after && p.post_before != ORG_NONE)
        p.stamp = t->ranks[p.post_before]; // the post itself was lowered
    return p;
}

/* ---- groups of people without an id ---- */

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
           p->rank_before == q->rank_before && p->rank_after == q->rank_after;
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
org_impact_people(const Tracks *tracks)
{
    OrgImpact *impact = tracks->impact;
    const OrgPersonTable *a = &impact->start->people, *b = &impact->end->people;
    g_autoptr(GHashTable) groups = g_hash_table_new_full(group_hash, group_equal, g_free, NULL);
    g_autofree double *costs = costs_of(impact->end);
    impact->cost = (double) impact->end->totals.paid;
    for (OrgRow i = 0; i < b->n; i++) {
        gboolean old = i < a->n;
        if (old && a->state[i] == ORG_LEFT)
            continue;
        OrgPersonImpact p = person(tracks, i, old);
        p.cost = costs[i];
        impact->person_fates[p.fate]++;
        impact->lost_leading += (guint64) p.lost_leading;
        impact->n_paid += (guint64) !isnan(p.cost);
        if (is_made(impact, i, old))
            add_to_group(impact->people, groups, &p);
        else
            g_array_append_val(impact->people, p);
    }
}
