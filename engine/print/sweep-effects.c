// SPDX-License-Identifier: MIT
/* What the parameters of a sweep do to its outcomes, as text and JSON. */
#include "../base/figure.h"
#include "../study/sweep-effects.h"
#include "json.h"
#include "sweep-private.h"
#include "table.h"
#include <math.h>
#include <string.h>

static gboolean
varies(const OrgSweepTable *table, const OrgSweepFigures *figures)
{
    double first = NAN;
    for (guint64 p = 0; p < table->n; p++) {
        double value = figures->figures[p];
        if (isnan(value))
            continue;
        if (!isnan(first) && value != first)
            return TRUE;
        first = value;
    }
    return FALSE;
}

static void
put_row(OrgLang lang, OrgTextTable *text, const OrgSweepTable *table, const OrgSweepFigures *figures,
        const OrgSweepBar *bar, const OrgSobolIndices *indices)
{
    const OrgSweepAxis *axis = table->axes->pdata[bar->axis];
    g_autofree char *low = org_sweep_figure_text(lang, figures, bar->low),
                    *high = org_sweep_figure_text(lang, figures, bar->high);
    g_autofree char *first = org_figure_text(lang, indices ? indices[bar->axis].first : NAN, 2),
                    *total = org_figure_text(lang, indices ? indices[bar->axis].total : NAN, 2);
    const char *cells[] = {
        figures->name, axis->name, bar->low_text ? bar->low_text : "", low, bar->high_text ? bar->high_text : "", high,
        first,         total
    };
    org_text_table_add(text, cells);
}

void
org_sweep_effects_text(OrgLang lang, const OrgSweepTable *table, const OrgSweepFigures *only, GString *out)
{
    static const OrgTextColumn columns[] = { { N_("Outcome"), FALSE, TRUE },     { N_("Parameter"), FALSE, TRUE },
                                             { N_("From"), FALSE, FALSE },       { N_("Mean there"), TRUE, FALSE },
                                             { N_("To"), FALSE, FALSE },         { N_("Mean there"), TRUE, FALSE },
                                             { N_("First order"), TRUE, FALSE }, { N_("Total"), TRUE, FALSE } };
    OrgTextTable *text = org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
    guint rows = 0;
    for (guint i = 0; i < table->outcomes->len; i++) {
        const OrgSweepFigures *figures = table->outcomes->pdata[i];
        if (only ? figures != only : !varies(table, figures))
            continue;
        g_autofree OrgSobolIndices *indices = org_sweep_sensitivity(table, figures, NULL);
        g_autoptr(GArray) bars = org_sweep_tornado(table, figures);
        for (guint b = 0; b < bars->len; b++, rows++)
            put_row(lang, text, table, figures, &g_array_index(bars, OrgSweepBar, b), indices);
    }
    g_autoptr(GString) made = g_string_new(NULL);
    org_text_table_finish(text, made);
    if (rows)
        g_string_append_printf(out, "\n%s\n", made->str);
}

json_t *
org_sweep_effects_json(const OrgSweepTable *table)
{
    json_t *list = json_array();
    for (guint i = 0; i < table->outcomes->len; i++) {
        const OrgSweepFigures *figures = table->outcomes->pdata[i];
        g_autofree OrgSobolIndices *indices = org_sweep_sensitivity(table, figures, NULL);
        g_autoptr(GArray) bars = org_sweep_tornado(table, figures);
        for (guint b = 0; b < bars->len; b++) {
            const OrgSweepBar *bar = &g_array_index(bars, OrgSweepBar, b);
            const OrgSweepAxis *axis = table->axes->pdata[bar->axis];
            json_array_append_new(
                list, json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "outcome", figures->name, "parameter",
                                axis->name, "low_at", org_json_text(bar->low_text), "low", org_json_number(bar->low),
                                "high_at", org_json_text(bar->high_text), "high", org_json_number(bar->high),
                                "first_order", org_json_number(indices ? indices[bar->axis].first : NAN), "total",
                                org_json_number(indices ? indices[bar->axis].total : NAN)));
        }
    }
    return list;
}
