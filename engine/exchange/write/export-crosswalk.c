// SPDX-License-Identifier: MIT
/* The crosswalk that a run amounts to: which unit of its start became which unit of its end. Applied by the operator
 * crosswalk to the start, with the units.csv beside it, it makes the same units. */
#include "csv-write.h"
#include "../exchange.h"
#include "../../base/month.h"
#include <math.h>
#include <string.h>

typedef struct {
    const Org *start, *end;
    GString *out;
    GArray *posts;  /* OrgRow: posts of the start, by unit */
    guint32 *first; /* by unit, one more than there are: where its posts begin */
    GArray *parts;  /* Part: of the unit at hand */
} Walk;

typedef struct {
    OrgRow unit;
    guint32 posts;
} Part;

static void
sort_posts(Walk *w)
{
    const OrgPostTable *p = &w->start->posts;
    guint32 n = w->start->units.n;

    w->first = g_new0(guint32, n + 2);
    for (OrgRow i = 0; i < p->n; i++)
        if (p->closed[i] == ORG_OPEN)
            w->first[p->unit[i] + 2]++;
    for (guint32 u = 2; u < n + 2; u++)
        w->first[u] += w->first[u - 1];
    w->posts = g_array_sized_new(FALSE, FALSE, sizeof(OrgRow), w->first[n + 1]);
    g_array_set_size(w->posts, w->first[n + 1]);
    for (OrgRow i = 0; i < p->n; i++)
        if (p->closed[i] == ORG_OPEN)
            g_array_index(w->posts, OrgRow, w->first[p->unit[i] + 1]++) = i;
}

static gint
by_unit(gconstpointer a, gconstpointer b)
{
    const Part *x = a, *y = b;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

/* The unit that took over in the end, through units that came and went; ORG_NONE if nobody did. */
static OrgRow
last_successor(const Org *end, OrgRow unit)
{
    guint32 steps = 0;

    while (unit != ORG_NONE && end->units.closed[unit] != ORG_OPEN && steps++ < end->units.n)
        unit = end->units.successor[unit];
    return unit != ORG_NONE && end->units.closed[unit] == ORG_OPEN ? unit : ORG_NONE;
}

/* Where the posts are that stood in a unit, by unit. Of a unit that goes on only what founded units took counts: a post that
 * was transferred between two units says nothing of the units. */
static void
find_parts(Walk *w, OrgRow unit)
{
    const Org *end = w->end;
    gboolean goes_on = end->units.closed[unit] == ORG_OPEN;
    GArray *parts = w->parts;

    g_array_set_size(parts, 0);
    for (guint32 i = w->first[unit]; i < w->first[unit + 1]; i++) {
        OrgRow post = g_array_index(w->posts, OrgRow, i);
        Part part = { end->posts.unit[post], 1 };
        if (end->posts.closed[post] != ORG_OPEN)
            continue;
        if (goes_on && part.unit < w->start->units.n)
            part.unit = unit;
        if (parts->len && g_array_index(parts, Part, parts->len - 1).unit == part.unit)
            g_array_index(parts, Part, parts->len - 1).posts++;
        else
            g_array_append_val(parts, part);
    }
    g_array_sort(parts, by_unit);
    guint kept = 0;
    for (guint i = 0; i < parts->len; i++) {
        Part part = g_array_index(parts, Part, i);
        if (kept && g_array_index(parts, Part, kept - 1).unit == part.unit)
            g_array_index(parts, Part, kept - 1).posts += part.posts;
        else
            g_array_index(parts, Part, kept++) = part;
    }
    g_array_set_size(parts, kept);
}

/* The legal date that an operator kept, as OPERATOR.date; else the month of the change. */
static void
put_date(Walk *w, OrgRow unit, OrgMonth month)
{
    const GArray *attributes = w->end->attributes[ORG_UNITS];
    char buffer[16];

    for (guint a = 0; a < attributes->len; a++) {
        const OrgAttribute *date = &g_array_index(attributes, OrgAttribute, a);
        if (date->is_number || !date->word[unit] || !g_str_has_suffix(org_dict_text(w->end->dict, date->name), ".date"))
            continue;
        org_csv_append(w->out, org_dict_text(w->end->dict, date->word[unit]));
        return;
    }
    org_csv_append(w->out, org_month_text(month, buffer));
}

static void
put_row(Walk *w, OrgRow old, OrgRow to, double share)
{
    const OrgUnitTable *units = &w->end->units;
    char buffer[40];

    org_csv_append(w->out, org_id(w->end, ORG_UNITS, old));
    org_csv_append(w->out, to == ORG_NONE ? "" : org_id(w->end, ORG_UNITS, to));
    if (units->closed[old] != ORG_OPEN)
        put_date(w, old, units->closed[old]);
    else if (to != old)
        put_date(w, to, units->opened[to]);
    else
        org_csv_append(w->out, "");
    org_csv_append(w->out, isnan(share) ? "" : org_number_text(round(share * 1e6) / 1e6, buffer));
    org_csv_end_row(w->out);
}

static void
put_unit(Walk *w, OrgRow unit)
{
    OrgRow heir = last_successor(w->end, unit); /* the unit itself while it is open */
    double sum = 0;

    find_parts(w, unit);
    gboolean itself = w->end->units.closed[unit] == ORG_OPEN, has_itself = FALSE;
    for (guint i = 0; i < w->parts->len; i++) {
        sum += g_array_index(w->parts, Part, i).posts;
        has_itself = has_itself || g_array_index(w->parts, Part, i).unit == unit;
    }
    if (w->parts->len == 0 || (itself && w->parts->len == 1 && has_itself)) {
        put_row(w, unit, heir, NAN);
        return;
    }
    if (itself && !has_itself) /* an empty shell goes on: all of its posts went to founded units */
        put_row(w, unit, unit, 0);
    for (guint i = 0; i < w->parts->len; i++) {
        const Part *part = &g_array_index(w->parts, Part, i);
        put_row(w, unit, part->unit, w->parts->len > 1 || (itself && !has_itself) ? part->posts / sum : NAN);
    }
}

gboolean
org_export_crosswalk(const Org *start, const Org *end, const char *folder, OrgOutput *output, GError **error)
{
    g_autoptr(GString) out = g_string_new("old_id,new_id,date,share\n");
    Walk w = { .start = start, .end = end, .out = out, .parts = g_array_new(FALSE, FALSE, sizeof(Part)) };

    sort_posts(&w);
    for (OrgRow unit = 0; unit < start->units.n; unit++)
        if (start->units.closed[unit] == ORG_OPEN)
            put_unit(&w, unit);
    g_array_unref(w.parts);
    g_array_unref(w.posts);
    g_free(w.first);
    g_autofree char *path = g_build_filename(folder, "crosswalk.csv", NULL);
    return org_output_put(output, path, ORG_OUTPUT_TEXT, out->str, out->len, error);
}
