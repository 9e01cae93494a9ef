// SPDX-License-Identifier: MIT
#include "impact.h"
#include "impact-private.h"
#include <math.h>
#include <string.h>

const char *
org_unit_fate_name(OrgUnitFate fate)
{
    static const char *const names[ORG_N_UNIT_FATES] = {
        "kept",  "renamed",   "moved",   "renamed, moved",  "absorbed",     "merged",
        "split", "dissolved", "founded", "founded, closed", "closed before"
    };
    return names[fate];
}

const char *
org_person_fate_name(OrgPersonFate fate)
{
    static const char *const names[ORG_N_PERSON_FATES] = {
        "stays", "moves with the unit", "changes unit", "loses a leading post", "surplus", "retires", "leaves",
        "joins", "joins, leaves"
    };
    return names[fate];
}

OrgRow
org_final_unit(const Org *org, OrgRow unit)
{
    for (guint32 hops = 0; hops < org->units.n && org->units.closed[unit] != ORG_OPEN; hops++) {
        if (org->units.successor[unit] == ORG_NONE)
            break;
        unit = org->units.successor[unit];
    }
    return unit;
}

/* ---- units ---- */

static int
by_row(gconstpointer a, gconstpointer b)
{
    OrgRow x = *(const OrgRow *) a, y = *(const OrgRow *) b;
    return x < y ? -1 : x > y;
}

static void
add_row(GArray **rows, OrgRow row)
{
    if (!*rows)
        *rows = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    for (guint i = 0; i < (*rows)->len; i++)
        if (g_array_index(*rows, OrgRow, i) == row)
            return;
    g_array_append_val(*rows, row);
}

static gboolean
holds(const GArray *rows, OrgRow row)
{
    for (guint i = 0; rows && i < rows->len; i++)
        if (g_array_index(rows, OrgRow, i) == row)
            return TRUE;
    return FALSE;
}

static gboolean
same_call(const OrgStamp *a, const OrgStamp *b)
{
    return a->month == b->month && a->item == b->item;
}

/* A closed unit: where its posts went in the step that closed it, and who is its successor. */
static OrgUnitFate
closed_fate(const Tracks *t, OrgRow unit, GArray **into)
{
    const Org *end = t->impact->end;
    OrgRow successor = end->units.successor[unit], founded = t->impact->start->units.n;
    const GArray *went = t->went[unit];
    gboolean any_new = FALSE;
    for (guint i = 0; went && i < went->len; i++) {
        const Went *w = &g_array_index(went, Went, i);
        if (!same_call(&w->stamp, &t->closed[unit]))
            continue;
        add_row(into, w->to);
        any_new |= w->to >= founded;
    }
    gboolean several = *into && (*into)->len > 1;
    if (several && (any_new || holds(*into, successor)))
        return ORG_FATE_SPLIT;
    if (successor == ORG_NONE)
        return ORG_FATE_DISSOLVED;
    if (*into)
        g_array_set_size(*into, 0);
    add_row(into, successor);
    return successor < founded ? ORG_FATE_ABSORBED : ORG_FATE_MERGED;
}

/* A unit that stands: split when posts of it went to a unit founded by the same step. */
static OrgUnitFate
open_fate(const Tracks *t, OrgRow unit, OrgUnitImpact *u)
{
    const Org *start = t->impact->start, *end = t->impact->end;
    const GArray *went = t->went[unit];
    for (guint i = 0; went && i < went->len; i++) {
        const Went *w = &g_array_index(went, Went, i);
        if (w->to < start->units.n || !same_call(&w->stamp, &t->founded[w->to - start->units.n]))
            continue;
        add_row(&u->into, w->to);
        u->stamp = w->stamp;
    }
    if (u->into)
        return ORG_FATE_SPLIT;
    gboolean renamed = start->units.name[unit] != end->units.name[unit],
             moved = start->units.parent[unit] != end->units.parent[unit];
    if (renamed || moved)
        u->stamp = t->changed[unit];
    return renamed && moved ? ORG_FATE_RENAMED_MOVED
           : renamed        ? ORG_FATE_RENAMED
           : moved          ? ORG_FATE_MOVED
                            : ORG_FATE_KEPT;
}

static void
judge_unit(const Tracks *t, OrgRow unit)
{
    OrgImpact *impact = t->impact;
    const OrgUnitTable *a = &impact->start->units, *b = &impact->end->units;
    OrgUnitImpact *u = &impact->units[unit];
    gboolean old = unit < a->n, open = b->closed[unit] == ORG_OPEN;
    u->stamp = (OrgStamp){ ORG_UNKNOWN, 0, "" };
    if (old && a->closed[unit] != ORG_OPEN)
        u->fate = ORG_FATE_ABSENT;
    else if (!open) {
        u->stamp = t->closed[unit];
        u->fate = closed_fate(t, unit, &u->into);
        if (!old)
            u->fate = ORG_FATE_PASSING;
    } else if (!old) {
        u->fate = ORG_FATE_FOUNDED;
        u->stamp = t->founded[unit - a->n];
    } else
        u->fate = open_fate(t, unit, u);
    if (u->into)
        g_array_sort(u->into, by_row);
    impact->unit_fates[u->fate]++;
}

static void
note_heirs(OrgImpact *impact)
{
    for (OrgRow i = 0; i < impact->end->units.n; i++) {
        const OrgUnitImpact *u = &impact->units[i];
        gboolean handed = u->fate == ORG_FATE_ABSORBED || u->fate == ORG_FATE_MERGED || u->fate == ORG_FATE_SPLIT ||
                          u->fate == ORG_FATE_PASSING;
        for (guint k = 0; handed && u->into && k < u->into->len; k++)
            add_row(&impact->units[g_array_index(u->into, OrgRow, k)].from, i);
    }
}

/* ---- posts ---- */

static void
count_posts(OrgImpact *impact)
{
    const OrgPostTable *a = &impact->start->posts, *b = &impact->end->posts;
    for (OrgRow p = 0; p < b->n; p++) {
        gboolean was = p < a->n && a->closed[p] == ORG_OPEN, is = b->closed[p] == ORG_OPEN;
        OrgUnitImpact *before = was ? &impact->units[a->unit[p]] : NULL;
        OrgUnitImpact *after = is ? &impact->units[b->unit[p]] : NULL;
        if (before)
            before->posts_before++;
        if (after)
            after->posts_after++;
        if (before && !after)
            before->posts_closed++;
        else if (!before && after)
            after->posts_opened++;
        else if (before != after) {
            before->posts_out++;
            after->posts_in++;
        } else if (!before && p >= a->n)
            impact->posts_passing++;
    }
}

/* ---- the whole ---- */

static void
count_people(OrgImpact *impact, const Org *org, gboolean after, guint64 *homeless)
{
    const OrgPersonTable *h = &org->people;
    for (OrgRow i = 0; i < h->n; i++) {
        if (h->state[i] == ORG_LEFT)
            continue;
        if (h->unit[i] == ORG_NONE)
            (*homeless)++;
        else if (after)
            impact->units[h->unit[i]].people_after++;
        else
            impact->units[h->unit[i]].people_before++;
        if (after && h->state[i] == ORG_SURPLUS)
            impact->surplus++;
    }
}

OrgImpact *
org_impact_new(const Org *start, const Org *end, GBytes *acts, GError **error)
{
    g_autoptr(OrgImpact) impact = g_new0(OrgImpact, 1);
    impact->start = start;
    impact->end = end;
    impact->texts = g_string_chunk_new(256);
    impact->units = g_new0(OrgUnitImpact, MAX(end->units.n, 1));
    impact->people = g_array_new(FALSE, TRUE, sizeof(OrgPersonImpact));
    Tracks *tracks = org_tracks_new(impact, acts, error);
    if (!tracks)
        return NULL;
    for (OrgRow i = 0; i < end->units.n; i++)
        judge_unit(tracks, i);
    note_heirs(impact);
    count_posts(impact);
    count_people(impact, start, FALSE, &impact->homeless_before);
    count_people(impact, end, TRUE, &impact->homeless_after);
    org_impact_people(tracks);
    org_tracks_free(tracks);
    return g_steal_pointer(&impact);
}

void
org_impact_free(OrgImpact *impact)
{
    if (!impact)
        return;
    for (OrgRow i = 0; i < impact->end->units.n; i++) {
        g_clear_pointer(&impact->units[i].into, g_array_unref);
        g_clear_pointer(&impact->units[i].from, g_array_unref);
    }
    g_free(impact->units);
    g_array_unref(impact->people);
    g_string_chunk_free(impact->texts);
    g_free(impact);
}

void
org_impact_sums(const OrgImpact *impact, OrgImpactSum sums[ORG_N_IMPACT_SUMS])
{
    guint64 before = 0, after = 0, opened = impact->posts_passing, closed = impact->posts_passing;
    guint64 was = impact->homeless_before, is = impact->homeless_after;
    const guint64 *u = impact->unit_fates, *h = impact->person_fates;
    for (OrgRow i = 0; i < impact->end->units.n; i++) {
        const OrgUnitImpact *unit = &impact->units[i];
        before += unit->posts_before;
        /* Not posts_after: the row's own balance, so that a wrong flow shows. */
        after +=
            (guint64) unit->posts_before + unit->posts_in + unit->posts_opened - unit->posts_out - unit->posts_closed;
        opened += unit->posts_opened;
        closed += unit->posts_closed;
        was += unit->people_before;
        is += unit->people_after;
    }
    guint64 gone = 0, standing = 0;
    for (guint64 i = 0; i < impact->end->units.n; i++) {
        OrgUnitFate fate = impact->units[i].fate;
        gboolean old = i < impact->start->units.n && fate != ORG_FATE_ABSENT;
        gboolean open = impact->end->units.closed[i] == ORG_OPEN;
        gone += old && !open;
        standing += old && open;
    }
    guint64 founded = u[ORG_FATE_FOUNDED], passing = u[ORG_FATE_PASSING];
    guint64 left = h[ORG_FATE_RETIRES] + h[ORG_FATE_LEAVES] + h[ORG_FATE_JOINS_LEAVES];
    const OrgImpactSum all[ORG_N_IMPACT_SUMS] = {
        { "units", "before", gone + standing },
        { "units", "after", standing + founded },
        { "units", "opened", founded + passing },
        { "units", "closed", gone + passing },
        { "posts", "before", before },
        { "posts", "after", after },
        { "posts", "opened", opened },
        { "posts", "closed", closed },
        { "people", "before", was },
        { "people", "after", is },
        { "people", "left", left },
        { "people", "joined", h[ORG_FATE_JOINS] + h[ORG_FATE_JOINS_LEAVES] },
        { "people", "surplus", impact->surplus },
    };
    memcpy(sums, all, sizeof all);
}
