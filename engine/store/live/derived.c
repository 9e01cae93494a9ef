// SPDX-License-Identifier: MIT
/* What the live tables count: staff, the tree, and lists of the rows that name a row. Kept until what it rests on changes. */
#include "private.h"

static guint32
version_of(const OrgLive *live, guint bit)
{
    const Org *org = live->org;
    if (bit < ORG_N_COLUMNS)
        return org->version[bit];
    switch (bit) {
    case 40 + ORG_UNITS:
        return org->units.n;
    case 40 + ORG_POSTS:
        return org->posts.n;
    case 40 + ORG_PEOPLE:
        return org->people.n;
    case 44:
        return org->attribute_version;
    default:
        return (guint32) org->month;
    }
}

gboolean
live_fresh(const OrgLive *live, guint64 mask, LiveStamp *stamp)
{
    gboolean fresh = stamp->set;
    for (guint64 left = mask; left; left &= left - 1) {
        guint bit = (guint) __builtin_ctzll(left);
        guint32 version = version_of(live, bit);
        fresh &= stamp->version[bit] == version;
        stamp->version[bit] = version;
    }
    stamp->set = TRUE;
    return fresh;
}

/* ---- lists */

static void
build_index(const Org *org, OrgColumnId column, LiveIndex *index)
{
    const OrgColumnInfo *info = &org_columns[column];
    guint32 n = org_rows(org, info->table), targets = org_rows(org, store_target(info->kind));
    const OrgRow *cells = store_cells(org, info);
    g_free(index->start);
    g_free(index->row);
    index->start = g_new0(guint32, (gsize) targets + 2);
    index->row = g_new(OrgRow, (gsize) n + 1);
    guint32 *start = index->start + 1; /* one behind: filling moves each start to its end, the next one's start */
    for (OrgRow row = 0; row < n; row++)
        if (cells[row] != ORG_NONE)
            start[cells[row] + 1]++;
    for (guint32 t = 0; t < targets; t++)
        start[t + 1] += start[t];
    for (OrgRow row = 0; row < n; row++)
        if (cells[row] != ORG_NONE)
            index->row[start[cells[row]]++] = row;
}

const LiveIndex *
live_index(OrgLive *live, OrgColumnId column)
{
    LiveIndex *index = &live->derived.index[column];
    if (index->call == live->call)
        return index;
    index->call = live->call;
    const OrgColumnInfo *info = &org_columns[column];
    if (!live_fresh(live, LIVE_BIT(column) | LIVE_ROWS(info->table) | LIVE_ROWS(store_target(info->kind)),
                    &index->stamp))
        build_index(live->org, column, index);
    return index;
}

/* ---- staff */

/* Posts held as a second one, by unit: their holders are staff of the unit of the first. */
static const guint32 *
seconds_of(OrgLive *live)
{
    LiveDerived *d = &live->derived;
    if (d->seconds_call == live->call)
        return d->seconds;
    d->seconds_call = live->call;
    const Org *org = live->org;
    guint64 reads = LIVE_BIT(ORG_COL_PEOPLE_second) | LIVE_BIT(ORG_COL_POSTS_unit) | LIVE_ROWS(ORG_PEOPLE) |
                    LIVE_ROWS(ORG_UNITS) | LIVE_ROWS(ORG_POSTS);
    if (live_fresh(live, reads, &d->seconds_stamp))
        return d->seconds;
    g_free(d->seconds);
    d->seconds = g_new0(guint32, (gsize) org->units.n + 1);
    for (OrgRow person = 0; person < org->people.n; person++)
        if (org->people.second[person] != ORG_NONE)
            d->seconds[org->posts.unit[org->people.second[person]]]++;
    return d->seconds;
}

guint32
live_staff(OrgLive *live, OrgRow unit)
{
    const OrgUnitTable *u = &live->org->units;
    return u->n_held[unit] + u->n_idle[unit] - seconds_of(live)[unit];
}

/* ---- the tree */

/* Open units, each after all that are below it. */
static guint32
upwards(const Org *org, OrgRow *order)
{
    const OrgUnitTable *u = &org->units;
    g_autofree guint32 *left = g_new0(guint32, (gsize) u->n + 1);
    guint32 n = 0;
    for (OrgRow unit = 0; unit < u->n; unit++) {
        left[unit] = u->n_children[unit];
        if (u->closed[unit] == ORG_OPEN && left[unit] == 0)
            order[n++] = unit;
    }
    for (guint32 i = 0; i < n; i++) {
        OrgRow parent = u->parent[order[i]];
        if (parent != ORG_NONE && --left[parent] == 0)
            order[n++] = parent;
    }
    return n;
}

static void
build_tree(OrgLive *live)
{
    LiveDerived *d = &live->derived;
    const OrgUnitTable *u = &live->org->units;
    g_autofree OrgRow *order = g_new(OrgRow, (gsize) u->n + 1);
    guint32 n = upwards(live->org, order);
    d->fte_under = g_renew(gint64, d->fte_under, (gsize) u->n + 1);
    d->staff_under = g_renew(guint32, d->staff_under, (gsize) u->n + 1);
    d->depth = g_renew(guint32, d->depth, (gsize) u->n + 1);
    for (OrgRow unit = 0; unit < u->n; unit++) {
        d->fte_under[unit] = u->fte[unit];
        d->staff_under[unit] = live_staff(live, unit);
        d->depth[unit] = 1;
    }
    for (guint32 i = 0; i < n; i++) {
        OrgRow parent = u->parent[order[i]];
        if (parent == ORG_NONE)
            continue;
        d->fte_under[parent] += d->fte_under[order[i]];
        d->staff_under[parent] += d->staff_under[order[i]];
    }
    for (guint32 i = n; i-- > 0;) {
        OrgRow parent = u->parent[order[i]];
        d->depth[order[i]] = parent == ORG_NONE ? 1 : d->depth[parent] + 1;
    }
}

const LiveDerived *
live_tree(OrgLive *live)
{
    LiveDerived *d = &live->derived;
    if (d->tree_call != live->call &&
        !live_fresh(live, LIVE_TREE_READS | LIVE_FTE_READS | LIVE_STAFF_READS, &d->tree_stamp))
        build_tree(live);
    d->tree_call = live->call;
    return d;
}

void
live_derived_clear(LiveDerived *d)
{
    g_free(d->fte_under);
    g_free(d->staff_under);
    g_free(d->depth);
    g_free(d->seconds);
    for (guint c = 0; c < ORG_N_COLUMNS; c++) {
        g_free(d->index[c].start);
        g_free(d->index[c].row);
    }
    memset(d, 0, sizeof *d);
}
