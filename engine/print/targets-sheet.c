// SPDX-License-Identifier: MIT
#include "targets-sheet.h"
#include "../base/month.h"
#include "../study/mask.h"
#include "target-text.h"
#include <math.h>

static const char *const columns[] = { "target", "title",       "metric",        "against", "required", "counting",
                                       "month",  "baseline",    "baseline_high", "value",   "change",   "verdict",
                                       "basis",  "probability", "break_even",    "note",    "counted" };
static const OrgOutKind kinds[] = { ORG_OUT_TEXT,   ORG_OUT_TEXT,  ORG_OUT_TEXT,   ORG_OUT_TEXT,   ORG_OUT_TEXT,
                                    ORG_OUT_TEXT,   ORG_OUT_MONTH, ORG_OUT_NUMBER, ORG_OUT_NUMBER, ORG_OUT_NUMBER,
                                    ORG_OUT_NUMBER, ORG_OUT_TEXT,  ORG_OUT_TEXT,   ORG_OUT_NUMBER, ORG_OUT_NUMBER,
                                    ORG_OUT_TEXT,   ORG_OUT_TEXT };
G_STATIC_ASSERT(G_N_ELEMENTS(columns) == G_N_ELEMENTS(kinds));

/* A row in the order of the columns; numbers and months as the sheet reads them back. */
static char **
row_of(const OrgStoredTarget *target, const OrgStoredJudgement *j)
{
    const double numbers[] = { j->baseline, j->baseline_high, j->value, j->change, j->band.probability, j->break_even };
    char texts[G_N_ELEMENTS(numbers)][40] = { "" }, month[16];
    g_autofree char *required = org_required_text(ORG_LANG_EN, target);
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
        if (!isnan(numbers[i]))
            org_number_text(numbers[i], texts[i]);
    g_autofree char *title = org_message_text(target->title, ORG_LANG_EN);
    g_autofree char *note = org_message_text(target->note, ORG_LANG_EN);
    const char *counted = org_counted_name(target->counted);
    const char *cells[] = { target->id,
                            title,
                            target->metric,
                            target->against,
                            required,
                            j->counting,
                            org_month_text(j->month, month),
                            texts[0],
                            texts[1],
                            texts[2],
                            texts[3],
                            org_met_text(j->met),
                            org_basis_text(j->basis),
                            texts[4],
                            texts[5],
                            note,
                            counted ? counted : "",
                            NULL };
    G_STATIC_ASSERT(G_N_ELEMENTS(cells) == G_N_ELEMENTS(columns) + 1);
    return g_strdupv((char **) cells);
}

gboolean
org_targets_sheet(const OrgOpened *opened, OrgSheetOut *sheet, GError **error)
{
    g_autoptr(OrgStoredRun) run = org_stored_run(opened->store, opened->info, error);
    if (!run)
        return FALSE;
    org_mask_stored(run, opened->mask, opened->names);
    *sheet = (OrgSheetOut){ "targets", G_N_ELEMENTS(columns), columns, kinds,
                            g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev) };
    for (guint i = 0; i < run->targets->len; i++) {
        const OrgStoredTarget *target = run->targets->pdata[i];
        for (guint k = 0; k < target->judgements->len; k++)
            g_ptr_array_add(sheet->rows, row_of(target, &g_array_index(target->judgements, OrgStoredJudgement, k)));
    }
    return TRUE;
}
