// SPDX-License-Identifier: MIT
#include "compare.h"
#include "mask.h"
#include <string.h>

/* ---- columns */

/* The title of the scenario, or its name; "" of a snapshot. Lives with the column. */
static const char *
title_of(const OrgCompared *c)
{
    const OrgRunInfo *info = c->opened.info;
    const char *title = info ? org_message_said(info->title) : "";
    return info && !*title ? info->scenario : title;
}

/* "run-2"; before it the file where another's run has that number too. */
static char *
name_of(const OrgCompared *columns, guint n, guint c)
{
    const OrgOpened *own = &columns[c].opened;
    gboolean same_run = FALSE;
    for (guint i = 0; i < n; i++)
        same_run |= i != c && columns[i].opened.info && columns[i].opened.info->id == own->info->id;
    g_autofree char *file = g_path_get_basename(own->name.path);
    return g_strdup_printf("%s%srun-%" G_GINT64_FORMAT, same_run ? file : "", same_run ? ":" : "", own->info->id);
}

static void
head_column(OrgCompareColumn *column, const OrgCompared *columns, guint n, guint c)
{
    const OrgRunInfo *info = columns[c].opened.info;
    const char letter[] = { (char) ('A' + c), 0 };
    gboolean repeats = FALSE;
    column->place = columns[c].place;
    column->title = (OrgMessage *) g_strdup(title_of(&columns[c]));
    for (guint i = 0; i < n; i++)
        repeats |= i != c && info && columns[i].opened.info && !strcmp(title_of(&columns[i]), title_of(&columns[c]));
    g_autofree char *name = repeats ? name_of(columns, n, c) : g_strdup("");
    column->heading = g_strconcat(letter, repeats ? " " : "", name, NULL);
    column->from = info ? info->from : ORG_UNKNOWN;
    column->to = info ? info->to : columns[c].opened.start->month;
}

static gboolean
read_column(OrgSession *session, OrgCompareColumn *column, OrgOpened *opened, GError **error)
{
    if (!opened->info)
        return TRUE;
    column->impact = org_impact_new(opened, error);
    column->run = column->impact ? org_stored_run(opened->store, opened->info, error) : NULL;
    if (!column->run)
        return FALSE;
    org_mask_stored(column->run, opened->mask, opened->names);
    column->payback = org_payback_new(session, column->run, opened, error);
    return column->payback != NULL;
}

/* ---- targets */

static OrgCompareTarget *
target_of(GPtrArray *targets, const OrgStoredTarget *target)
{
    for (guint i = 0; i < targets->len; i++) {
        OrgCompareTarget *row = targets->pdata[i];
        if (!strcmp(row->first->id, target->id))
            return row;
    }
    OrgCompareTarget *row = g_new0(OrgCompareTarget, 1);
    row->first = target;
    g_ptr_array_add(targets, row);
    return row;
}

static GPtrArray *
targets_of(const OrgComparison *comparison)
{
    GPtrArray *targets = g_ptr_array_new_with_free_func(g_free);
    for (guint c = 0; c < comparison->n; c++) {
        const OrgStoredRun *run = comparison->column[c].run;
        for (guint i = 0; run && i < run->targets->len; i++)
            target_of(targets, run->targets->pdata[i])->of[c] = run->targets->pdata[i];
    }
    return targets;
}

/* ---- all of it */

OrgComparison *
org_compare(OrgSession *session, OrgCompared *columns, guint n, GError **error)
{
    g_autoptr(OrgComparison) comparison = g_new0(OrgComparison, 1);
    comparison->n = n;
    for (guint c = 0; c < n; c++) {
        head_column(&comparison->column[c], columns, n, c);
        if (!read_column(session, &comparison->column[c], &columns[c].opened, error))
            return NULL;
    }
    comparison->targets = targets_of(comparison);
    org_compare_numbers(comparison, columns);
    if (!org_compare_cheaper(comparison, columns, error))
        return NULL;
    comparison->changes = org_compare_changes(comparison, columns);
    return g_steal_pointer(&comparison);
}

void
org_comparison_free(OrgComparison *comparison)
{
    if (!comparison)
        return;
    for (guint c = 0; c < comparison->n; c++) {
        OrgCompareColumn *column = &comparison->column[c];
        g_free(column->heading);
        g_free(column->title);
        org_stored_free(column->run);
        org_impact_free(column->impact);
        g_clear_pointer(&column->payback, org_payback_free);
    }
    g_clear_pointer(&comparison->targets, g_ptr_array_unref);
    for (guint s = 0; s < ORG_N_SECTIONS; s++)
        g_clear_pointer(&comparison->sections[s], g_ptr_array_unref);
    g_clear_pointer(&comparison->changes, g_ptr_array_unref);
    g_free(comparison);
}
