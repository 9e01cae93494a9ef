// SPDX-License-Identifier: MIT
/* The targets of a stored run as text: a table of verdicts, and below it what is lacking, where a verdict turns, and how likely it is. */
#include "../base/shown.h"
#include "../base/figure.h"
#include "../base/message.h"
#include "../base/month.h"
#include "../sim/spread.h"
#include "run-out.h"
#include "table.h"
#include "target-text.h"
#include "words.h"
#include <math.h>
#include <string.h>

static char *
baseline_text(OrgLang lang, const OrgStoredJudgement *j)
{
    g_autofree char *a = org_figure_text(lang, j->baseline, 2), *b = org_figure_text(lang, j->baseline_high, 2);
    gboolean one = isnan(j->baseline) || isnan(j->baseline_high) || j->baseline == j->baseline_high;
    return one ? g_steal_pointer(&a) : g_strdup_printf("%s … %s", a, b);
}

/* "50 (48–53)": the figure, and where 90 % of the replications lie, if they differ. */
static char *
banded(char *figure, char *from, char *to)
{
    gboolean band = strcmp(from, to) != 0;
    char *text = band ? g_strdup_printf("%s (%s–%s)", figure, from, to) : g_strdup(figure);
    g_free(figure);
    g_free(from);
    g_free(to);
    return text;
}

static gboolean
is_uncertain(const OrgStoredJudgement *j)
{
    return j->baseline < j->baseline_high;
}

static char *
chance_text(OrgLang lang, double probability, guint replications)
{
    OrgChanceOf chance = org_wilson(probability, replications);
    return g_strdup_printf(_("%.0f %% (%.0f–%.0f %%)"), chance.probability * 100, chance.low * 100, chance.high * 100);
}

/* "met", "depends: turns at 119 739"; with replications also how many of them met it, and the interval of Wilson. With an
 * uncertain baseline that is said below the table, for either end of it. */
static char *
verdict_text(OrgLang lang, const OrgStoredTarget *target, const OrgStoredJudgement *j, OrgMet met, guint replications)
{
    g_autofree char *at = org_target_turning(lang, target, j->break_even);
    gboolean turns = met == ORG_DEPENDS && !isnan(j->break_even);
    g_autofree char *text =
        turns ? g_strdup_printf(_("depends: turns at %s"), at) : g_strdup(org_word_text(lang, org_met_text(met)));
    if (isnan(j->band.probability) || is_uncertain(j))
        return g_steal_pointer(&text);
    g_autofree char *chance = chance_text(lang, j->band.probability, replications);
    return g_strdup_printf(_("%s; met in %s"), text, chance);
}

/* What a row is called in the place of the target's title. */
typedef struct {
    const char *id, *title;
} RowHead;

static void
add_row(OrgLang lang, OrgTextTable *table, const OrgStoredTarget *target, const OrgStoredJudgement *j, RowHead head,
        guint replications)
{
    gboolean headline = j == org_stored_headline(target);
    g_autofree char *required = org_required_text(lang, target), *figure = baseline_text(lang, j);
    g_autofree char *baseline = target->illustrative ? g_strdup_printf(_("illustrative %s"), figure) : g_strdup(figure);
    g_autofree char *value =
        banded(org_target_value(lang, target, j, j->value), org_target_figure(lang, target, j->band.p5),
               org_target_figure(lang, target, j->band.p95));
    g_autofree char *changed = isnan(j->change) ? g_strdup("") : org_target_change(lang, target, j->change);
    g_autofree char *shown = verdict_text(lang, target, j, headline ? j->overall : j->met, replications);
    g_autofree char *month = org_month_said(lang, j->month);
    const char *cells[] = { head.id, head.title, required, isnan(j->baseline) ? "" : baseline,           value,
                            changed, month,      shown,    org_word_text(lang, org_basis_text(j->basis)) };
    org_text_table_add(table, cells);
}

/* The figure that was reported for a deadline, judged by itself. */
static void
add_reported(OrgLang lang, OrgTextTable *table, const OrgStoredTarget *target, const OrgStoredJudgement *j,
             RowHead head)
{
    const OrgReported *r = &j->reported;
    g_autofree char *required = org_required_text(lang, target), *baseline = baseline_text(lang, j),
                    *value = org_target_value(lang, target, j, r->value), *month = org_month_said(lang, r->month),
                    *changed = isnan(r->change) ? g_strdup("") : org_target_change(lang, target, r->change);
    const char *cells[] = { head.id,
                            head.title,
                            required,
                            isnan(j->baseline) ? "" : baseline,
                            value,
                            changed,
                            month,
                            org_word_text(lang, org_met_text(r->met)),
                            org_word_text(lang, org_basis_text(ORG_BASIS_REPORTED)) };
    org_text_table_add(table, cells);
}

/* From the worst on. */
static guint
badness(OrgMet met)
{
    return met == ORG_NOT_MET ? 0 : met == ORG_NO_VALUE ? 1 : met == ORG_DEPENDS ? 2 : 3;
}

/* The headline. A reported figure that contradicts it stands beside it, the worse first. */
static void
add_headline(OrgLang lang, OrgTextTable *table, const OrgStoredTarget *target, guint replications)
{
    const OrgStoredJudgement *headline = org_stored_headline(target), *told = org_stored_contradicted(target);
    g_autofree char *title = org_message_text(target->title, lang);
    RowHead first = { target->id, title };
    if (!told) {
        add_row(lang, table, target, headline, first, replications);
        return;
    }
    if (badness(told->reported.met) <= badness(headline->overall)) {
        add_reported(lang, table, target, told, first);
        add_row(lang, table, target, headline, (RowHead){ "", _("as planned") }, replications);
    } else {
        add_row(lang, table, target, headline, first, replications);
        add_reported(lang, table, target, told, (RowHead){ "", _("as reported") });
    }
}

/* The headline, and the other counting rules at their last deadline. */
static void
add_target(OrgLang lang, OrgTextTable *table, const OrgStoredTarget *target, guint replications)
{
    const OrgStoredJudgement *headline = org_stored_headline(target);
    add_headline(lang, table, target, replications);
    for (guint k = 0; k < target->judgements->len; k++) {
        const OrgStoredJudgement *j = &g_array_index(target->judgements, OrgStoredJudgement, k);
        const OrgStoredJudgement *next = k + 1 < target->judgements->len ? j + 1 : NULL;
        if (strcmp(j->counting, headline->counting) && (!next || strcmp(next->counting, j->counting)))
            add_row(lang, table, target, j, (RowHead){ "", j->counting }, replications);
    }
}

/* ---- below the table */

/* What is lacking at the last deadline, else at the first that was missed; of the reported figure where that is what counts. */
static void
print_gap(OrgLang lang, const OrgStoredTarget *target, GString *out)
{
    const OrgStoredJudgement *headline = org_stored_headline(target), *told = org_stored_contradicted(target),
                             *at = NULL;
    g_autofree char *gap = told ? org_target_gap(lang, target, told, TRUE) : NULL;
    if (gap) {
        org_shown_append(out, _("  %s: as reported %s\n"), target->id, gap);
        return;
    }
    for (guint i = 0; i < target->judgements->len && isnan(headline->gap) && !at; i++) {
        const OrgStoredJudgement *j = &g_array_index(target->judgements, OrgStoredJudgement, i);
        at = !strcmp(j->counting, headline->counting) && !isnan(j->gap) ? j : NULL;
    }
    g_autofree char *lacking = org_target_gap(lang, target, at ? at : headline, FALSE);
    g_autofree char *month = at ? org_month_said(lang, at->month) : NULL;
    if (lacking && at)
        org_shown_append(out, "  %s (%s): %s\n", target->id, month, lacking);
    else if (lacking)
        org_shown_append(out, "  %s: %s\n", target->id, lacking);
}

/* For which baselines it is met. The share of an interval is no probability, and is not called one. */
static void
print_turning(OrgLang lang, const OrgStoredTarget *target, GString *out)
{
    const OrgStoredJudgement *j = org_stored_headline(target);
    if (j->met != ORG_DEPENDS || isnan(j->of_interval))
        return;
    g_autofree char *at = org_target_turning(lang, target, j->break_even), *interval = baseline_text(lang, j),
                    *share = org_figure_text(lang, j->of_interval * 100, 0);
    const char *said = org_target_turns_up(target)
                           ? _("  %s: met for a baseline of at least %s, which is %s %% of the stated interval (%s)\n")
                           : _("  %s: met for a baseline of at most %s, which is %s %% of the stated interval (%s)\n");
    org_shown_append(out, said, target->id, at, share, interval);
    if (isnan(j->band.break_even_p5))
        return;
    g_autofree char *from = org_target_turning(lang, target, j->band.break_even_p5),
                    *to = org_target_turning(lang, target, j->band.break_even_p95);
    org_shown_append(out, _("  %s: in 90 %% of the replications the verdict turns between %s and %s\n"), target->id,
                     from, to);
}

static void
print_chances(OrgLang lang, const OrgStoredTarget *target, guint replications, GString *out)
{
    const OrgStoredJudgement *j = org_stored_headline(target);
    if (!is_uncertain(j) || isnan(j->band.probability))
        return;
    g_autofree char *low = chance_text(lang, j->band.probability, replications),
                    *high = chance_text(lang, j->band.probability_high, replications),
                    *from = org_figure_text(lang, j->baseline, 2), *to = org_figure_text(lang, j->baseline_high, 2);
    org_shown_append(out, _("  %s: with a baseline of %s met in %s of the replications, with one of %s in %s\n"),
                     target->id, from, low, to, high);
}

/* Whose word a figure is that nobody measured or counted but the plugin that made it. */
static void
print_teller(OrgLang lang, const OrgStoredRun *run, const OrgStoredTarget *target, GString *out)
{
    const OrgStoredJudgement *j = org_stored_headline(target);
    const char *teller = org_stored_told_by(run, j->item, j->series);
    if (teller)
        g_string_append_printf(out, _("  %s: as told by plugin %s, whose steps make this figure\n"), target->id,
                               teller);
}

static void
print_remarks(OrgLang lang, const OrgStoredRun *run, GString *out)
{
    for (guint i = 0; i < run->targets->len; i++) {
        const OrgStoredTarget *target = run->targets->pdata[i];
        g_autofree char *note = org_message_text(target->note, lang);
        print_gap(lang, target, out);
        print_turning(lang, target, out);
        print_chances(lang, target, run->info->replications, out);
        print_teller(lang, run, target, out);
        if (*note)
            org_shown_append(out, "  %s: %s\n", target->id, note);
    }
}

void
org_run_targets_text(OrgLang lang, const OrgStoredRun *run, GString *out)
{
    static const OrgTextColumn columns[] = { { N_("Target"), FALSE, FALSE },  { N_("Title"), FALSE, TRUE },
                                             { N_("Required"), TRUE, FALSE }, { N_("Baseline"), TRUE, FALSE },
                                             { N_("Value"), TRUE, FALSE },    { N_("Change"), TRUE, FALSE },
                                             { N_("By"), FALSE, FALSE },      { N_("Verdict"), FALSE, FALSE },
                                             { N_("Basis"), FALSE, FALSE } };
    guint met = 0;
    gboolean told = FALSE;
    if (!run->targets->len)
        return;
    OrgTextTable *table = org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
    for (guint i = 0; i < run->targets->len; i++) {
        met += org_stored_is_met(run->targets->pdata[i]);
        told |= org_stored_contradicted(run->targets->pdata[i]) != NULL;
        add_target(lang, table, run->targets->pdata[i], run->info->replications);
    }
    g_string_append_c(out, '\n');
    org_text_table_finish(table, out);
    org_shown_append(out, _("\n%u of %u targets met (assumed figures never count as met here).\n"), met,
                     run->targets->len);
    if (told)
        g_string_append(out, _("Where a reported figure contradicts the plan, the reported one counts.\n"));
    print_remarks(lang, run, out);
}
