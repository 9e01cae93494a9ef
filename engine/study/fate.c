// SPDX-License-Identifier: MIT
#include "fate.h"
#include "fate-private.h"

static const char *const names[ORG_N_FATES] = { "kept",    "absorbed",      "consolidated", "took over",
                                                "split",   "dissolved",     "new",          "moved",
                                                "renamed", "posts changed", "came and went" };

const char *
org_fate_name(OrgFateFlag flag)
{
    return names[flag];
}

char *
org_fate_text(guint32 flags)
{
    GString *text = g_string_new(NULL);
    for (guint f = 0; f < ORG_N_FATES; f++)
        if (flags >> f & 1)
            g_string_append_printf(text, "%s%s", text->len ? ", " : "", names[f]);
    return g_string_free(text, FALSE);
}

/* The lowest set; ORG_N_FATES for none. */
static OrgFateFlag
first_of(guint32 flags)
{
    guint f = 0;
    while (f < ORG_N_FATES && !(flags >> f & 1))
        f++;
    return f;
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

/* ---- lists of rows */

static int
by_row(gconstpointer a, gconstpointer b)
{
    OrgRow x = *(const OrgRow *) a, y = *(const OrgRow *) b;
    return x < y ? -1 : x > y;
}

static gboolean
holds(const GArray *rows, OrgRow row)
{
    for (guint i = 0; rows && i < rows->len; i++)
        if (g_array_index(rows, OrgRow, i) == row)
            return TRUE;
    return FALSE;
}

static void
append_row(GArray **rows, OrgRow row)
{
    if (!*rows)
        *rows = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    g_array_append_val(*rows, row);
}

static void
add_row(GArray **rows, OrgRow row)
{
    if (!holds(*rows, row))
        append_row(rows, row);
}

/* ---- units that were closed */

/* Of one unit: what was said of it when it was closed, before units of neither end are passed over. */
typedef struct {
    GArray *into; /* OrgRow, or NULL */
    gboolean handed_on;
} Closing;

typedef struct {
    OrgFates *fates;
    guint32 old;      /* units of the start */
    Closing *closing; /* by row */
    guint32 *taken;   /* by row: the stamp of the last closing of a unit that it took over */
} Deciding;

static gboolean
is_open(const Org *org, OrgRow unit)
{
    return unit < org->units.n && org->units.closed[unit] == ORG_OPEN;
}

static gboolean
is_passing(const Deciding *j, OrgRow unit)
{
    return unit >= j->old && !is_open(j->fates->end, unit);
}

/* Where a list of what went says that things went in the step that closed the unit. */
static GArray *
together(const Deciding *j, const GArray *went, guint32 closed)
{
    GArray *into = NULL;
    for (guint i = 0; went && i < went->len; i++) {
        const OrgFateWent *w = &g_array_index(went, OrgFateWent, i);
        if (org_fate_watch_together(j->fates->watch, w->stamp, closed))
            add_row(&into, w->to);
    }
    return into;
}

static guint
count_new(const Deciding *j, const GArray *rows)
{
    guint n = 0;
    for (guint i = 0; rows && i < rows->len; i++)
        n += g_array_index(rows, OrgRow, i) >= j->old;
    return n;
}

/* Posts that went to several units, the successor or a new one among them, tell a split, whatever the successor; so do the
 * units below, where the unit had no posts to give and names nobody: what it was lives on in several new ones. */
static void
read_closing(const Deciding *j, OrgRow unit)
{
    const OrgFateTrack *track = org_fate_watch_track(j->fates->watch, unit);
    Closing *c = &j->closing[unit];
    OrgRow successor = j->fates->end->units.successor[unit];
    GArray *posts = together(j, track->went, track->closed), *below = together(j, track->below, track->closed);
    if (posts && posts->len > 1 && (count_new(j, posts) || holds(posts, successor))) {
        *c = (Closing){ g_steal_pointer(&posts), TRUE };
    } else if (successor != ORG_NONE) {
        c->handed_on = TRUE;
        add_row(&c->into, successor);
    } else if (!posts && count_new(j, below) > 1)
        *c = (Closing){ g_steal_pointer(&below), TRUE };
    else
        c->into = g_steal_pointer(&posts);
    g_clear_pointer(&posts, g_array_unref);
    g_clear_pointer(&below, g_array_unref);
}

/* The partners of a closed unit. A unit of neither end is passed over: who took over from it stands in its place, nobody
 * where it was dissolved. Without recursion, and each once: acts may come from anywhere. */
static GArray *
partners(const Deciding *j, OrgRow unit)
{
    GArray *found = NULL;
    g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    g_array_append_val(stack, unit);
    while (stack->len) {
        OrgRow at = g_array_index(stack, OrgRow, stack->len - 1);
        const GArray *into = j->closing[at].into;
        g_array_set_size(stack, stack->len - 1);
        for (guint i = 0; into && i < into->len; i++) {
            OrgRow to = g_array_index(into, OrgRow, i);
            if (!is_passing(j, to))
                add_row(&found, to);
            else if (j->closing[to].handed_on && g_hash_table_add(seen, GUINT_TO_POINTER(to)))
                g_array_append_val(stack, to);
        }
    }
    if (found)
        g_array_sort(found, by_row);
    return found;
}

static void
decide_closed(const Deciding *j, OrgRow unit)
{
    OrgFate *f = &j->fates->unit[unit];
    f->into = partners(j, unit);
    f->stamp = org_fate_watch_stamp(j->fates->watch, org_fate_watch_track(j->fates->watch, unit)->closed);
    guint n = f->into ? f->into->len : 0;
    if (unit >= j->old)
        f->flags = ORG_FATE(PASSING);
    else if (!n || !j->closing[unit].handed_on)
        f->flags = ORG_FATE(DISSOLVED);
    else if (n > 1) {
        f->flags = ORG_FATE(SPLIT);
        f->split = f->stamp;
    } else
        f->flags = g_array_index(f->into, OrgRow, 0) < j->old ? ORG_FATE(ABSORBED) : ORG_FATE(CONSOLIDATED);
}

/* ---- units that stand */

/* Part of a unit became a new one beside it: posts of it went there in the step that founded that unit. */
static void
decide_parts(const Deciding *j, OrgRow unit)
{
    OrgFates *fates = j->fates;
    OrgFate *f = &fates->unit[unit];
    const GArray *went = org_fate_watch_track(fates->watch, unit)->went;
    for (guint i = 0; went && i < went->len; i++) {
        const OrgFateWent *w = &g_array_index(went, OrgFateWent, i);
        if (w->to < j->old || !is_open(fates->end, w->to) ||
            !org_fate_watch_together(fates->watch, w->stamp, org_fate_watch_track(fates->watch, w->to)->founded))
            continue;
        add_row(&f->into, w->to);
        f->split = org_fate_watch_stamp(fates->watch, w->stamp);
        f->flags |= ORG_FATE(SPLIT);
    }
    if (f->into)
        g_array_sort(f->into, by_row);
}

static void
decide_standing(const Deciding *j, OrgRow unit)
{
    OrgFates *fates = j->fates;
    OrgFate *f = &fates->unit[unit];
    const OrgUnitTable *a = &fates->start->units, *b = &fates->end->units;
    const OrgFateTrack *track = org_fate_watch_track(fates->watch, unit);
    f->flags |= f->from ? ORG_FATE(TOOK_OVER) : 0;
    f->flags |= a->parent[unit] != b->parent[unit] ? ORG_FATE(MOVED) : 0;
    f->flags |= a->name[unit] != b->name[unit] ? ORG_FATE(RENAMED) : 0;
    f->flags |=
        f->own[0].posts != f->own[1].posts || f->own[0].posts_rows != f->own[1].posts_rows ? ORG_FATE(POSTS) : 0;
    if (f->flags & ORG_FATE(MOVED))
        f->moved = org_fate_watch_stamp(fates->watch, track->moved);
    if (f->flags & ORG_FATE(RENAMED))
        f->renamed = org_fate_watch_stamp(fates->watch, track->renamed);
    switch (first_of(f->flags)) {
    case ORG_FATE_TOOK_OVER:
        f->stamp = org_fate_watch_stamp(fates->watch, j->taken[unit]);
        break;
    case ORG_FATE_SPLIT:
        f->stamp = f->split;
        break;
    case ORG_FATE_MOVED:
        f->stamp = f->moved;
        break;
    case ORG_FATE_RENAMED:
        f->stamp = f->renamed;
        break;
    case ORG_FATE_POSTS:
        f->stamp = org_fate_watch_stamp(fates->watch, track->posts);
        break;
    default:
        f->flags = ORG_FATE(KEPT);
        break;
    }
}

/* ---- the whole */

/* Of what was closed, who took it over and when: the very unit, also from one of neither end. */
static void
read_closings(const Deciding *j)
{
    for (OrgRow i = 0; i < j->fates->end->units.n; i++) {
        const Closing *c = &j->closing[i];
        if (is_open(j->fates->end, i))
            continue;
        read_closing(j, i);
        guint32 closed = org_fate_watch_track(j->fates->watch, i)->closed;
        for (guint k = 0; c->handed_on && c->into && k < c->into->len; k++) {
            guint32 *taken = &j->taken[g_array_index(c->into, OrgRow, k)];
            *taken = MAX(*taken, closed);
        }
    }
}

/* Units that hand on what they had, and to whom: before who stands can be asked what it took over. */
static void
decide_givers(const Deciding *j)
{
    OrgFates *fates = j->fates;
    read_closings(j);
    for (OrgRow i = 0; i < fates->end->units.n; i++) {
        gboolean was = is_open(fates->start, i), is = is_open(fates->end, i);
        if (was && is)
            decide_parts(j, i);
        else if (!is && (was || i >= j->old))
            decide_closed(j, i);
    }
    for (OrgRow i = 0; i < j->old; i++) {
        const OrgFate *f = &fates->unit[i];
        for (guint k = 0; f->flags & ORG_FATES_HANDED_ON && k < f->into->len; k++)
            append_row(&fates->unit[g_array_index(f->into, OrgRow, k)].from, i);
    }
}

static void
decide(OrgFates *fates)
{
    guint32 n = fates->end->units.n;
    Deciding j = { fates, fates->start->units.n, g_new0(Closing, (gsize) n + 1), g_new0(guint32, (gsize) n + 1) };
    decide_givers(&j);
    for (OrgRow i = 0; i < n; i++) {
        OrgFate *f = &fates->unit[i];
        if (is_open(fates->start, i) && is_open(fates->end, i))
            decide_standing(&j, i);
        else if (is_open(fates->end, i)) {
            f->flags = ORG_FATE(NEW);
            f->stamp = org_fate_watch_stamp(fates->watch, org_fate_watch_track(fates->watch, i)->founded);
        }
        for (guint flag = 0; flag < ORG_N_FATES; flag++)
            fates->counts[flag] += f->flags >> flag & 1;
    }
    for (OrgRow i = 0; i < n; i++)
        g_clear_pointer(&j.closing[i].into, g_array_unref);
    g_free(j.closing);
    g_free(j.taken);
}

OrgFates *
org_fates_new(const Org *start)
{
    OrgFates *fates = g_new0(OrgFates, 1);
    fates->start = start;
    fates->watch = org_fate_watch_new(start->units.n);
    return fates;
}

OrgObserver
org_fates_observer(OrgFates *fates)
{
    return org_fate_watch_observer(fates->watch);
}

void
org_fates_decide(OrgFates *fates, const Org *end)
{
    fates->end = end;
    fates->n = end->units.n;
    fates->unit = g_new0(OrgFate, (gsize) end->units.n + 1);
    for (OrgRow i = 0; i < end->units.n; i++)
        fates->unit[i].stamp = fates->unit[i].split = fates->unit[i].moved = fates->unit[i].renamed = ORG_NO_STAMP;
    org_fate_figures(fates);
    decide(fates);
}

OrgFates *
org_fates_still(const Org *org)
{
    OrgFates *fates = org_fates_new(org);
    org_fates_decide(fates, org);
    return fates;
}

void
org_fates_free(OrgFates *fates)
{
    if (!fates)
        return;
    for (OrgRow i = 0; i < fates->n; i++) {
        g_clear_pointer(&fates->unit[i].into, g_array_unref);
        g_clear_pointer(&fates->unit[i].from, g_array_unref);
    }
    g_free(fates->unit);
    org_fate_watch_free(fates->watch);
    g_free(fates);
}
