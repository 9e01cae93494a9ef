// SPDX-License-Identifier: MIT
/* A comparison as CSV: one row for each figure, in the long form that spreadsheets filter. */
#include "../base/month.h"
#include "../exchange/write/csv-write.h"
#include "../po/lang.h"
#include "compare-out.h"
#include <math.h>

static void
put_number(GString *out, double value)
{
    char buffer[40];
    org_csv_append(out, isnan(value) ? "" : org_number_text(value, buffer));
}

/* What was reported, and the verdict that counts: blank where the column has not the target, or nothing was reported of it. */
static void
put_reported(const OrgComparison *comparison, const OrgCompareTarget *target, GString *out)
{
    org_csv_append(out, "report_verdict");
    org_csv_append(out, target->first->id);
    for (guint c = 0; c < comparison->n; c++) {
        const OrgReported *told = target->of[c] ? org_stored_reported(target->of[c]) : NULL;
        org_csv_append(out, told ? org_met_text(told->met) : "");
    }
    org_csv_end_row(out);
    org_csv_append(out, "report_value");
    org_csv_append(out, target->first->id);
    for (guint c = 0; c < comparison->n; c++) {
        const OrgReported *told = target->of[c] ? org_stored_reported(target->of[c]) : NULL;
        put_number(out, told ? told->value : NAN);
    }
    org_csv_end_row(out);
    org_csv_append(out, "standing");
    org_csv_append(out, target->first->id);
    for (guint c = 0; c < comparison->n; c++)
        org_csv_append(out, target->of[c] ? org_met_text(org_stored_headline(target->of[c])->standing) : "");
    org_csv_end_row(out);
}

static void
put_targets(const OrgComparison *comparison, GString *out)
{
    for (guint i = 0; i < comparison->targets->len; i++) {
        const OrgCompareTarget *target = comparison->targets->pdata[i];
        org_csv_append(out, "verdict");
        org_csv_append(out, target->first->id);
        for (guint c = 0; c < comparison->n; c++)
            org_csv_append(out, target->of[c] ? org_met_text(org_stored_headline(target->of[c])->overall) : "");
        org_csv_end_row(out);
    }
    for (guint i = 0; i < comparison->targets->len; i++) {
        const OrgCompareTarget *target = comparison->targets->pdata[i];
        org_csv_append(out, N_("target value"));
        org_csv_append(out, target->first->id);
        for (guint c = 0; c < comparison->n; c++)
            put_number(out, target->of[c] ? org_stored_headline(target->of[c])->value : NAN);
        org_csv_end_row(out);
    }
    for (guint i = 0; i < comparison->targets->len; i++)
        put_reported(comparison, comparison->targets->pdata[i], out);
}

static void
put_section(const OrgComparison *comparison, OrgCompareSection s, GString *out)
{
    for (guint i = 0; i < comparison->sections[s]->len; i++) {
        const OrgCompareRow *row = comparison->sections[s]->pdata[i];
        g_autofree char *key = org_compare_key(row);
        org_csv_append(out, org_section_keys[s]);
        org_csv_append(out, key);
        for (guint c = 0; c < comparison->n; c++)
            put_number(out, row->value[c]);
        org_csv_end_row(out);
    }
}

/* A figure of a year; NaN where the run has not that year. */
static double
figure_of(const OrgPayback *p, gint year, guint figure)
{
    const OrgPaybackYear *first = p && p->years->len ? &g_array_index(p->years, OrgPaybackYear, 0) : NULL;
    gint at = first ? year - first->year : -1;
    return at >= 0 && (guint) at < p->years->len ? first[at].figure[figure] : NAN;
}

/* The year of payback and what it comes from; the years are of all runs, a cell is blank where a run has not that year. */
static void
put_payback(const OrgComparison *comparison, GString *out)
{
    gint first = G_MAXINT, last = 0;
    org_csv_append(out, "payback");
    org_csv_append(out, "year");
    for (guint c = 0; c < comparison->n; c++) {
        const OrgPayback *p = comparison->column[c].payback;
        g_autofree char *text = org_payback_text(ORG_LANG_EN, p);
        org_csv_append(out, text);
        for (guint i = 0; p && i < p->years->len; i++) {
            gint year = g_array_index(p->years, OrgPaybackYear, i).year;
            first = MIN(first, year);
            last = MAX(last, year);
        }
    }
    org_csv_end_row(out);
    for (guint k = 0; k < ORG_N_YEAR_FIGURES; k++)
        for (gint year = first; year <= last; year++) {
            g_autofree char *section = g_strdup_printf(N_("by year: %s"), org_year_keys[k]),
                            *key = g_strdup_printf("%d", year);
            org_csv_append(out, section);
            org_csv_append(out, key);
            for (guint c = 0; c < comparison->n; c++)
                put_number(out, figure_of(comparison->column[c].payback, year, k));
            org_csv_end_row(out);
        }
}

static void
put_changes(const OrgComparison *comparison, GString *out)
{
    for (guint i = 0; i < comparison->changes->len; i++) {
        const OrgCompareChange *change = comparison->changes->pdata[i];
        org_csv_append(out, "unit");
        org_csv_append(out, change->id);
        for (guint c = 0; c < comparison->n; c++) {
            g_autofree char *cell =
                change->of[c].there ? org_compare_fate_text(ORG_LANG_EN, &change->of[c]) : g_strdup("");
            org_csv_append(out, cell);
        }
        org_csv_end_row(out);
    }
}

void
org_compare_csv(const OrgComparison *comparison, GString *out)
{
    org_csv_append(out, "section");
    org_csv_append(out, "key");
    for (guint c = 0; c < comparison->n; c++)
        org_csv_append(out, comparison->column[c].place);
    org_csv_end_row(out);
    put_targets(comparison, out);
    for (guint s = 0; s < ORG_N_SECTIONS; s++)
        put_section(comparison, s, out);
    put_payback(comparison, out);
    put_changes(comparison, out);
}
