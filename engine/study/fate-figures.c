// SPDX-License-Identifier: MIT
/* What each unit holds at both ends, by itself and with all below it, and how the one came to be the other. */
#include "fate-private.h"

static void
count_posts(OrgFates *fates, const Org *org, int side)
{
    const OrgPostTable *t = &org->posts;
    for (OrgRow p = 0; p < t->n; p++) {
        if (t->closed[p] != ORG_OPEN)
            continue;
        OrgFateFigures *own = &fates->unit[t->unit[p]].own[side];
        gboolean vacant = t->holder[p] == ORG_NONE;
        own->posts += t->fte[p];
        own->posts_rows++;
        own->vacant += vacant ? t->fte[p] : 0;
        own->vacant_rows += vacant;
    }
}

static void
count_people(OrgFates *fates, const Org *org, int side)
{
    const OrgPersonTable *h = &org->people;
    for (OrgRow i = 0; i < h->n; i++) {
        if (h->state[i] == ORG_LEFT)
            continue;
        if (h->unit[i] == ORG_NONE)
            fates->homeless[side]++;
        else
            fates->unit[h->unit[i]].own[side].people++;
    }
}

static void
add(OrgFateFigures *to, const OrgFateFigures *more)
{
    to->posts += more->posts;
    to->vacant += more->vacant;
    to->posts_rows += more->posts_rows;
    to->vacant_rows += more->vacant_rows;
    to->people += more->people;
    to->units += more->units;
}

/* Sums over the units below, leaves first, so that a chain of any depth takes one pass. */
static void
sum_up(OrgFates *fates, const Org *org, int side)
{
    const OrgUnitTable *u = &org->units;
    g_autofree guint32 *waiting = g_new0(guint32, (gsize) u->n + 1);
    g_autofree OrgRow *ready = g_new(OrgRow, (gsize) u->n + 1);
    guint32 n = 0;
    for (OrgRow i = 0; i < u->n; i++)
        if (u->closed[i] == ORG_OPEN && u->parent[i] != ORG_NONE)
            waiting[u->parent[i]]++;
    for (OrgRow i = 0; i < u->n; i++) {
        fates->unit[i].all[side] = fates->unit[i].own[side];
        if (u->closed[i] == ORG_OPEN && !waiting[i])
            ready[n++] = i;
    }
    for (guint32 i = 0; i < n; i++) {
        OrgRow up = u->parent[ready[i]];
        if (up == ORG_NONE)
            continue;
        add(&fates->unit[up].all[side], &fates->unit[ready[i]].all[side]);
        if (--waiting[up] == 0)
            ready[n++] = up;
    }
}

static void
count_side(OrgFates *fates, const Org *org, int side)
{
    for (OrgRow i = 0; i < org->units.n; i++) {
        fates->unit[i].own[side].units = org->units.closed[i] == ORG_OPEN;
        fates->units[side] += fates->unit[i].own[side].units;
    }
    count_posts(fates, org, side);
    count_people(fates, org, side);
    sum_up(fates, org, side);
}

/* Where the rows of posts were and are: a post that was moved twice left its first unit for its last. */
static void
balance_posts(OrgFates *fates)
{
    const OrgPostTable *a = &fates->start->posts, *b = &fates->end->posts;
    for (OrgRow p = 0; p < b->n; p++) {
        gboolean was = p < a->n && a->closed[p] == ORG_OPEN, is = b->closed[p] == ORG_OPEN;
        OrgFate *before = was ? &fates->unit[a->unit[p]] : NULL, *after = is ? &fates->unit[b->unit[p]] : NULL;
        if (before && !after) {
            before->posts_closed++;
            before->weight_closed += a->fte[p];
        } else if (!before && after) {
            after->posts_opened++;
            after->weight_opened += b->fte[p];
        } else if (!before && p >= a->n) {
            fates->posts_passing++;
            fates->weight_passing += b->fte[p];
        } else if (before != after) {
            before->posts_out++;
            before->weight_out += a->fte[p];
            after->posts_in++;
            after->weight_in += a->fte[p];
        }
        if (before && after) {
            after->weight_opened += b->fte[p] > a->fte[p] ? b->fte[p] - a->fte[p] : 0;
            after->weight_closed += b->fte[p] < a->fte[p] ? a->fte[p] - b->fte[p] : 0;
        }
    }
}

void
org_fate_figures(OrgFates *fates)
{
    count_side(fates, fates->start, 0);
    count_side(fates, fates->end, 1);
    balance_posts(fates);
}
