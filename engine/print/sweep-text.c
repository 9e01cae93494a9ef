// SPDX-License-Identifier: MIT
#include "../base/figure.h"
#include "../base/shown.h"
#include "sweep-private.h"
#include "table.h"
#include "words.h"
#include <math.h>
#include <string.h>

void
org_swept_text(OrgLang lang, const OrgSwept *swept, GString *out)
{
    if (!swept->now)
        org_shown_append(out, _("%s: all %" G_GUINT64_FORMAT " points were there already\n"), swept->place,
                         swept->points);
    else if (swept->before)
        org_shown_append(out,
                         _("%s: %" G_GUINT64_FORMAT " points, %" G_GUINT64_FORMAT " of which were there already\n"),
                         swept->place, swept->points, swept->before);
    else
        org_shown_append(out, _("%s: %" G_GUINT64_FORMAT " points\n"), swept->place, swept->points);
    if (swept->vetoed)
        org_shown_append(out, _("  vetoed: %" G_GUINT64_FORMAT "\n"), swept->vetoed);
    if (swept->failed)
        org_shown_append(out, _("  failed: %" G_GUINT64_FORMAT "\n"), swept->failed);
    if (swept->redone)
        org_shown_append(out, _("  replications done again, for their process ended: %u\n"), swept->redone);
}

void
org_sweep_list_text(OrgLang lang, const GPtrArray *sweeps, const char *path, GString *out)
{
    static const OrgTextColumn columns[] = { { N_("Sweep"), FALSE, FALSE },   { N_("Name"), FALSE, TRUE },
                                             { N_("Scenario"), FALSE, TRUE }, { N_("Method"), FALSE, FALSE },
                                             { N_("Points"), TRUE, FALSE },   { N_("Replications"), TRUE, FALSE },
                                             { N_("Status"), FALSE, FALSE } };
    OrgTextTable *table = org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
    for (guint i = 0; i < sweeps->len; i++) {
        const OrgSweepInfo *info = sweeps->pdata[i];
        g_autofree char *place = g_strdup_printf("%s:sweep-%" G_GINT64_FORMAT, path, info->id);
        g_autofree char *points =
            info->done == info->points
                ? g_strdup_printf("%" G_GUINT64_FORMAT, info->points)
                : g_strdup_printf("%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT, info->done, info->points);
        g_autofree char *reps = g_strdup_printf("%u", info->replications);
        const char *cells[] = {
            place, info->name, info->scenario, info->method, points, reps, org_word_text(lang, info->status)
        };
        org_text_table_add(table, cells);
    }
    org_text_table_finish(table, out);
    g_string_append_c(out, '\n');
}

/* ---- one sweep */

typedef struct {
    double low, high, sum;
    guint64 at_low, at_high, n;
} Range;

static Range
range_of(const OrgSweepTable *table, const OrgSweepFigures *figures)
{
    Range range = { NAN, NAN, 0, 0, 0, 0 };
    for (guint64 p = 0; p < table->n; p++) {
        double value = figures->figures[p];
        if (isnan(value))
            continue;
        if (!range.n || value < range.low) {
            range.low = value;
            range.at_low = p;
        }
        if (!range.n || value > range.high) {
            range.high = value;
            range.at_high = p;
        }
        range.sum += value;
        range.n++;
    }
    return range;
}

/* "fewer-posts.by=3, …" of a point. */
static char *
values_of(const OrgSweepTable *table, guint64 point)
{
    g_auto(GStrv) values = org_sweep_table_values(table, point);
    GString *said = g_string_new(NULL);
    for (guint i = 0; i < table->axes->len; i++)
        g_string_append_printf(said, "%s%s=%s", i ? ", " : "", ((const OrgSweepAxis *) table->axes->pdata[i])->name,
                               values[i]);
    return g_string_free(said, FALSE);
}

char *
org_sweep_figure_text(OrgLang lang, const OrgSweepFigures *figures, double value)
{
    gboolean share = !strcmp(figures->what, "met") || !strcmp(figures->unit, "share");
    g_autofree char *number = org_figure_text(lang, share ? value * 100 : value, 2);
    return g_strconcat(number, share && !isnan(value) ? " %" : "", NULL);
}

static void
put_head(OrgLang lang, const OrgSweepTable *table, GString *out)
{
    const OrgSweepInfo *info = table->info;
    org_shown_append(out, _("%s: %s, of scenario %s (%s)\n"), table->place, info->name, info->scenario, info->method);
    org_shown_append(out,
                     _("  %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                       " points, %u replications each, seed %" G_GUINT64_FORMAT ", %s\n"),
                     table->n, info->points, info->replications, info->seed, org_word_text(lang, info->status));
    if (table->vetoed || table->failed)
        org_shown_append(out, _("  vetoed: %" G_GUINT64_FORMAT ", failed: %" G_GUINT64_FORMAT "\n"), table->vetoed,
                         table->failed);
    for (guint64 p = 0, told = 0; p < table->n && told < 3; p++) {
        if (table->status[p] != 2 || !table->messages->pdata[p])
            continue;
        g_autofree char *said = org_message_text(table->messages->pdata[p], lang), *values = values_of(table, p);
        org_shown_append(out, "    %s: %s\n", values, said);
        told++;
    }
}

void
org_sweep_text(OrgLang lang, const OrgSweepTable *table, GString *out)
{
    static const OrgTextColumn columns[] = { { N_("Outcome"), FALSE, TRUE },   { N_("Lowest"), TRUE, FALSE },
                                             { N_("Mean"), TRUE, FALSE },      { N_("Highest"), TRUE, FALSE },
                                             { N_("Lowest at"), FALSE, TRUE }, { N_("Highest at"), FALSE, TRUE } };
    put_head(lang, table, out);
    OrgTextTable *text = org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
    for (guint i = 0; i < table->outcomes->len; i++) {
        const OrgSweepFigures *figures = table->outcomes->pdata[i];
        Range range = range_of(table, figures);
        gboolean same = !range.n || range.low == range.high;
        g_autofree char *low = org_sweep_figure_text(lang, figures, range.low),
                        *high = org_sweep_figure_text(lang, figures, range.high),
                        *mean = org_sweep_figure_text(lang, figures, range.n ? range.sum / (double) range.n : NAN);
        g_autofree char *at_low = same ? g_strdup("") : values_of(table, range.at_low),
                        *at_high = same ? g_strdup("") : values_of(table, range.at_high);
        const char *cells[] = { figures->name, low, mean, high, at_low, at_high };
        org_text_table_add(text, cells);
    }
    org_text_table_finish(text, out);
    g_string_append_c(out, '\n');
}

/* ---- two of them */

static void
put_difference(OrgLang lang, OrgTextTable *text, const OrgSweepDifference *d, const OrgSweepTable *one)
{
    g_autofree char *mean = org_sweep_figure_text(lang, d->figures, d->mean),
                    *other = org_sweep_figure_text(lang, d->figures, d->other_mean),
                    *low = org_sweep_figure_text(lang, d->figures, d->low),
                    *high = org_sweep_figure_text(lang, d->figures, d->high);
    g_autofree char *count =
        g_strdup_printf("%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT, d->lower, d->same, d->higher);
    g_autofree char *at_low = d->n && d->low < 0 ? values_of(one, d->at_low) : g_strdup(""),
                    *at_high = d->n && d->high > 0 ? values_of(one, d->at_high) : g_strdup("");
    const char *cells[] = { d->figures->name, mean, other, count, low, high, at_low, at_high };
    org_text_table_add(text, cells);
}

void
org_sweep_comparison_text(OrgLang lang, const OrgSweepComparison *found, const OrgSweepTable *one,
                          const OrgSweepTable *other, GString *out)
{
    static const OrgTextColumn columns[] = { { N_("Outcome"), FALSE, TRUE },
                                             { N_("Mean of the first"), TRUE, FALSE },
                                             { N_("Mean of the second"), TRUE, FALSE },
                                             { N_("Lower/same/higher"), TRUE, FALSE },
                                             { N_("Least difference"), TRUE, FALSE },
                                             { N_("Greatest difference"), TRUE, FALSE },
                                             { N_("Least at"), FALSE, TRUE },
                                             { N_("Greatest at"), FALSE, TRUE } };
    org_shown_append(out, _("%s (%s) beside %s (%s): %" G_GUINT64_FORMAT " points in common\n"), other->place,
                     other->info->scenario, one->place, one->info->scenario, found->points);
    if (found->only[0] || found->only[1])
        org_shown_append(out,
                         _("  only in the first: %" G_GUINT64_FORMAT ", only in the second: %" G_GUINT64_FORMAT "\n"),
                         found->only[0], found->only[1]);
    OrgTextTable *text = org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
    for (guint i = 0; i < found->outcomes->len; i++)
        put_difference(lang, text, &g_array_index(found->outcomes, OrgSweepDifference, i), one);
    org_text_table_finish(text, out);
    g_string_append_c(out, '\n');
}
