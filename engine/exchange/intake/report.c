// SPDX-License-Identifier: MIT
#include "report.h"
#include <math.h>
#include <string.h>

static void
skipped_clear(gpointer data)
{
    g_free(((OrgSkipped *) data)->reason);
}

static void
use_clear(gpointer data)
{
    OrgColumnUse *use = data;
    g_free(use->column);
    g_free(use->as);
    g_free(use->sample);
}

OrgIntakeReport *
org_intake_report_new(void)
{
    OrgIntakeReport *report = g_new0(OrgIntakeReport, 1);

    report->skipped = g_array_new(FALSE, TRUE, sizeof(OrgSkipped));
    report->columns = g_array_new(FALSE, TRUE, sizeof(OrgColumnUse));
    report->guesses = org_guesses_new();
    g_array_set_clear_func(report->skipped, skipped_clear);
    g_array_set_clear_func(report->columns, use_clear);
    report->fte_read = report->fte_counted = report->assigned = report->filled = NAN;
    return report;
}

void
org_intake_report_free(OrgIntakeReport *report)
{
    if (!report)
        return;
    g_array_unref(report->skipped);
    g_array_unref(report->columns);
    g_array_unref(report->guesses);
    g_free(report);
}

void
org_intake_report_mask(OrgIntakeReport *report)
{
    for (guint i = 0; i < report->columns->len; i++)
        g_clear_pointer(&g_array_index(report->columns, OrgColumnUse, i).sample, g_free);
    for (guint i = 0; i < report->guesses->len; i++) {
        OrgGuess *guess = &g_array_index(report->guesses, OrgGuess, i);
        if (strcmp(guess->what, "dates") == 0)
            g_clear_pointer(&guess->because, g_free);
    }
}

void
org_report_skip(OrgIntakeReport *report, const char *reason)
{
    for (guint i = 0; report && i < report->skipped->len; i++) {
        OrgSkipped *one = &g_array_index(report->skipped, OrgSkipped, i);
        if (strcmp(one->reason, reason) == 0) {
            one->n++;
            return;
        }
    }
    OrgSkipped one = { report ? g_strdup(reason) : NULL, 1 };
    if (report)
        g_array_append_val(report->skipped, one);
}

void
org_report_column(OrgIntakeReport *report, const char *column, const char *as, const char *how, const char *sample)
{
    OrgColumnUse use = { g_strdup(column), g_strdup(as), g_strdup(sample), how };

    if (report)
        g_array_append_val(report->columns, use);
    else
        use_clear(&use);
}

guint
org_report_skipped(const OrgIntakeReport *report)
{
    guint n = 0;
    for (guint i = 0; i < report->skipped->len; i++)
        n += g_array_index(report->skipped, OrgSkipped, i).n;
    return n;
}
