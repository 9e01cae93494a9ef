// SPDX-License-Identifier: MIT
/* What would meet the targets that a run misses, and what its verdicts rest on, as tables for renderers: they are found by runs. */
#include "assumed.h"
#include "mask.h"
#include "reach.h"
#include "tables-private.h"
#include <math.h>

/* A row for each target that is missed. ways: how many were found. untried: of the knobs (what could be turned), those that were not
 * looked at to the end. assumed: its figures are typed, so that no step changes them. */
const TableSpec table_reach = {
    "reach", { NUMBER(run), TEXT(target), NUMBER(ways), NUMBER(assumed), NUMBER(runs), NUMBER(knobs), NUMBER(untried) }
};

/* A row for each way, the cheapest change first. breaks: ids of targets that the run meets and this misses, with commas. */
const TableSpec table_way = { "way",
                              { NUMBER(run), TEXT(target), TEXT(step), TEXT(param), TEXT(from), TEXT(to),
                                NUMBER(monotone), TEXT(breaks), NUMBER(cost) } };

/* A row for each end of an assumption and target whose figure it moves, those that turn a verdict first, then by how far. Figures
 * are shares of the baseline where relative is 1. target absent: it was not tried, for the stored organisation is filled by it. */
const TableSpec table_assumption = { "assumption",
                                     { NUMBER(run), TEXT(name), TEXT(at), TEXT(target), TEXT(from), TEXT(to),
                                       NUMBER(value_from), NUMBER(value_to), NUMBER(relative), TEXT(unit) } };

static void
add_way(Table *table, double run, const OrgReachTarget *target, const OrgReachWay *way)
{
    g_autofree char *from = org_knob_text(way->knob, way->knob->now), *to = org_knob_text(way->knob, way->to);
    g_autoptr(GString) breaks = g_string_new(NULL);
    for (guint i = 0; i < way->breaks->len; i++)
        g_string_append_printf(breaks, "%s%s", i ? ", " : "", (const char *) way->breaks->pdata[i]);
    table_number(table, 0, run);
    table_text(table, 1, target->target->id);
    table_text(table, 2, way->knob->item->id);
    table_text(table, 3, way->knob->param);
    table_text(table, 4, from);
    table_text(table, 5, to);
    table_number(table, 6, !way->not_monotone);
    table_text(table, 7, breaks->len ? breaks->str : NULL);
    table_number(table, 8, way->cost);
}

static void
add_target(Table *targets, Table *ways, double run, const OrgReach *reach, const OrgReachTarget *target)
{
    table_number(targets, 0, run);
    table_text(targets, 1, target->target->id);
    table_number(targets, 2, target->ways->len);
    table_number(targets, 3, target->assumed);
    table_number(targets, 4, reach->runs);
    table_number(targets, 5, reach->knobs->len);
    table_number(targets, 6, reach->untried);
    for (guint i = 0; i < target->ways->len; i++)
        add_way(ways, run, target, target->ways->pdata[i]);
}

gboolean
tables_add_reach(Table *targets, Table *ways, OrgSession *session, double run, const OrgOpened *opened, GError **error)
{
    g_autofree char *place = g_strdup_printf("%s:run-%" G_GINT64_FORMAT, opened->name.path, opened->name.run);
    const OrgReachWish wish = { .place = place, .replications = 1 };
    g_autoptr(OrgReach) reach = org_reach(session, &wish, error);
    if (!reach)
        return FALSE;
    org_reach_mask(reach, opened->mask);
    for (guint i = 0; i < reach->targets->len; i++)
        add_target(targets, ways, run, reach, reach->targets->pdata[i]);
    return TRUE;
}

static void
add_assumed(Table *table, double run, const OrgAssumed *row)
{
    gboolean relative = row->target->relative && !isnan(row->change_from);
    table_number(table, 0, run);
    table_text(table, 1, row->assumption->name);
    table_text(table, 2, row->at);
    table_text(table, 3, row->target->id);
    table_text(table, 4, org_met_text(row->from));
    table_text(table, 5, org_met_text(row->to));
    table_number(table, 6, relative ? row->change_from : row->value_from);
    table_number(table, 7, relative ? row->change_to : row->value_to);
    table_number(table, 8, relative);
    table_text(table, 9, row->measured_in);
}

static void
add_untried(Table *table, double run, const OrgAssumption *assumption)
{
    table_number(table, 0, run);
    table_text(table, 1, assumption->name);
    for (guint c = 2; c <= 5; c++)
        table_text(table, c, NULL);
    for (guint c = 6; c <= 8; c++)
        table_number(table, c, NAN);
    table_text(table, 9, NULL);
}

gboolean
tables_add_assumptions(Table *table, OrgSession *session, double run, const OrgOpened *opened, GError **error)
{
    g_autofree char *place = g_strdup_printf("%s:run-%" G_GINT64_FORMAT, opened->name.path, opened->name.run);
    g_autoptr(OrgAssumedAll) all = org_assumed_all(session, place, error);
    if (!all)
        return FALSE;
    org_assumed_mask(all, opened->mask);
    for (guint i = 0; i < all->rows->len; i++)
        add_assumed(table, run, &g_array_index(all->rows, OrgAssumed, i));
    for (guint i = 0; i < all->untried->len; i++)
        add_untried(table, run, all->untried->pdata[i]);
    return TRUE;
}
