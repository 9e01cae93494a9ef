// SPDX-License-Identifier: MIT
/* A stored run as text: headline, targets, totals, what did not go as planned. */
#include "../base/figure.h"
#include "../base/message.h"
#include "../base/month.h"
#include "../po/lang.h"
#include "../sim/spread.h"
#include "run-out.h"
#include "table.h"
#include "target-text.h"
#include "words.h"
#include <math.h>
#include <string.h>

/* "12/2025"; "" where it is not known. */
static char *
month_text(OrgLang lang, OrgMonth month)
{
    char buffer[16];
    return org_lang_month(lang, org_month_text(month, buffer));
}

static char *
baseline_text(OrgLang lang, const OrgStoredJudgement *j)
{
    g_autofree char *a = org_figure_text(lang, j->baseline, 2), *b = org_figure_text(lang, j->baseline_high, 2);
    gboolean one = isnan(j->baseline) || isnan(j->baseline_high) || j->baseline == j->baseline_high;
    return one ? g_steal_pointer(&a) : g_strdup_printf("%s … %s", a, b);
}

/* "met", "depends: turns at 119 739"; with replications also how many of them met it, and the interval of Wilson. */
static char *
verdict_text(OrgLang lang, const OrgStoredJudgement *j, OrgMet met, guint replications)
{
    g_autofree char *at = org_figure_text(lang, j->break_even, 0);
    gboolean turns = met == ORG_DEPENDS && !isnan(j->break_even);
    g_autofree char *text =
        turns ? g_strdup_printf(_("depends: turns at %s"), at) : g_strdup(org_word_text(lang, org_met_text(met)));
    if (replications < 2 || isnan(j->probability))
        return g_steal_pointer(&text);
    OrgChanceOf chance = org_wilson(j->probability, replications);
    return g_strdup_printf(_("%s; met in %.0f %% (%.0f–%.0f %%)"), text, chance.probability * 100, chance.low * 100,
                           chance.high * 100);
}

static void
add_row(OrgLang lang, OrgTextTable *table, const OrgStoredTarget *target, const OrgStoredJudgement *j,
        guint replications)
{
    gboolean headline = j == org_stored_headline(target);
    g_autofree char *required = org_required_text(lang, target), *figure = baseline_text(lang, j);
    g_autofree char *baseline = target->illustrative ? g_strdup_printf(_("illustrative %s"), figure) : g_strdup(figure);
    g_autofree char *value = org_target_figure(lang, target, j->value);
    g_autofree char *changed = isnan(j->change) ? g_strdup("") : org_target_change(lang, target, j->change);
    g_autofree char *shown = verdict_text(lang, j, headline ? j->overall : j->met, replications);
    g_autofree char *month = month_text(lang, j->month), *title = org_message_text(target->title, lang);
    const char *cells[] = { headline ? target->id : "",
                            headline ? title : j->counting,
                            required,
                            isnan(j->baseline) ? "" : baseline,
                            value,
                            changed,
                            month,
                            shown,
                            org_word_text(lang, org_basis_text(j->basis)) };
    org_text_table_add(table, cells);
}

/* The headline, and the other counting rules at their last deadline. */
static void
add_target(OrgLang lang, OrgTextTable *table, const OrgStoredTarget *target, guint replications)
{
    const OrgStoredJudgement *headline = org_stored_headline(target);
    add_row(lang, table, target, headline, replications);
    for (guint k = 0; k < target->judgements->len; k++) {
        const OrgStoredJudgement *j = &g_array_index(target->judgements, OrgStoredJudgement, k);
        const OrgStoredJudgement *next = k + 1 < target->judgements->len ? j + 1 : NULL;
        if (strcmp(j->counting, headline->counting) && (!next || strcmp(next->counting, j->counting)))
            add_row(lang, table, target, j, replications);
    }
}

static void
print_targets(OrgLang lang, const OrgStoredRun *run, GString *out)
{
    static const OrgTextColumn columns[] = { { N_("Target"), FALSE, FALSE },  { N_("Title"), FALSE, TRUE },
                                             { N_("Required"), TRUE, FALSE }, { N_("Baseline"), TRUE, FALSE },
                                             { N_("Value"), TRUE, FALSE },    { N_("Change"), TRUE, FALSE },
                                             { N_("By"), FALSE, FALSE },      { N_("Verdict"), FALSE, FALSE },
                                             { N_("Basis"), FALSE, FALSE } };
    guint met = 0;
    if (!run->targets->len)
        return;
    OrgTextTable *table = org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
    for (guint i = 0; i < run->targets->len; i++) {
        met += org_stored_is_met(run->targets->pdata[i]);
        add_target(lang, table, run->targets->pdata[i], run->info->replications);
    }
    g_string_append_c(out, '\n');
    org_text_table_finish(table, out);
    g_string_append_printf(out, _("\n%u of %u targets met (assumed figures never count as met here).\n"), met,
                           run->targets->len);
    for (guint i = 0; i < run->targets->len; i++) {
        const OrgStoredTarget *target = run->targets->pdata[i];
        g_autofree char *note = org_message_text(target->note, lang);
        if (*note)
            g_string_append_printf(out, "  %s: %s\n", target->id, note);
    }
}

/* ---- plan against actual */

/* A figure at either baseline: "−4 433", or "−14 902 … −7 067". */
static char *
range_text(OrgLang lang, const OrgStoredTarget *target, double low, double high)
{
    if (fabs(low) >= 100) { /* hundreds of posts: their fractions say nothing */
        low = round(low);
        high = round(high);
    }
    g_autofree char *a = org_target_figure(lang, target, low), *b = org_target_figure(lang, target, high);
    return isnan(low) || isnan(high) || low == high ? g_steal_pointer(&a) : g_strdup_printf("%s … %s", a, b);
}

static void
add_pace(OrgLang lang, OrgTextTable *table, const OrgStoredTarget *target)
{
    const OrgStoredJudgement *j = org_stored_headline(target);
    const OrgPace *p = &j->pace;
    gboolean reached = p->remaining == 0 && (isnan(p->remaining_high) || p->remaining_high == 0);
    g_autofree char *planned = org_target_figure(lang, target, p->planned),
                    *actual = org_target_figure(lang, target, p->actual),
                    *before = range_text(lang, target, p->before, p->before_high),
                    *part = org_figure_text(lang, p->share * 100, 1),
                    *percent = isnan(p->share) ? g_strdup("–") : g_strdup_printf("%s %%", part),
                    *rest =
                        reached ? g_strdup(_("reached")) : range_text(lang, target, p->remaining, p->remaining_high),
                    *yearly = reached || isnan(p->remaining) ? g_strdup("–")
                              : p->month == j->month         ? g_strdup(_("too late"))
                                                             : range_text(lang, target, p->yearly, p->yearly_high);
    g_autofree char *month = month_text(lang, p->month);
    const char *cells[] = { target->id, month, planned, actual, percent, before, rest, yearly };
    org_text_table_add(table, cells);
}

static void
print_pace(OrgLang lang, const OrgStoredRun *run, GString *out)
{
    static const OrgTextColumn columns[] = { { N_("Target"), FALSE, FALSE },   { N_("Reported"), FALSE, FALSE },
                                             { N_("Plan"), TRUE, FALSE },      { N_("Actual"), TRUE, FALSE },
                                             { N_("Of plan"), TRUE, FALSE },   { N_("Before"), TRUE, FALSE },
                                             { N_("Remaining"), TRUE, FALSE }, { N_("A year"), TRUE, FALSE } };
    OrgTextTable *table = NULL;
    for (guint i = 0; i < run->targets->len; i++) {
        if (org_stored_headline(run->targets->pdata[i])->pace.month == ORG_UNKNOWN)
            continue;
        table = table ? table : org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
        add_pace(lang, table, run->targets->pdata[i]);
    }
    if (!table)
        return;
    g_string_append(out, _("\nPlan against actual, at the last reported month:\n"));
    org_text_table_finish(table, out);
    g_string_append(out,
                    _("\nOf plan: share of the planned change (of the planned value, for a level). Before: achieved "
                      "from the baseline to the start.\nRemaining: still to come to meet the target; a year: the pace "
                      "that this takes until the deadline.\n"));
    g_autofree char *month = month_text(lang, run->info->from_actuals);
    if (*month)
        g_string_append_printf(out,
                               _("The plan goes on from what was reported up to %s: values after it are the reported "
                                 "figure and the planned change since.\n"),
                               month);
}

/* Spaces that make a word seven letters wide; printf counts bytes. */
static int
pad(const char *word)
{
    return MAX(0, 7 - (int) g_utf8_strlen(word, -1));
}

/* ", 31 → 28 rows" where posts weigh other than one each. */
static char *
rows_text(OrgLang lang, const OrgStoredTotal *posts, const OrgStoredTotal *rows)
{
    if (!rows || (posts->before == rows->before && posts->after == rows->after && posts->closed == rows->closed &&
                  posts->opened == rows->opened))
        return g_strdup("");
    g_autofree char *before = org_figure_text(lang, rows->before, 0), *after = org_figure_text(lang, rows->after, 0);
    return g_strdup_printf(_(", %s → %s rows"), before, after);
}

/* rows: of posts; else NULL. */
static void
print_total(OrgLang lang, const char *name, const OrgStoredTotal *total, const OrgStoredTotal *rows, gboolean people,
            GString *out)
{
    g_autofree char *before = org_figure_text(lang, total->before, 3), *after = org_figure_text(lang, total->after, 3);
    g_autofree char *in_rows = rows_text(lang, total, rows);
    const char *word = org_word_text(lang, name);
    g_string_append_printf(out, "%s%*s %9s → %s%s", word, pad(word), "", before, after, in_rows);
    if (people) {
        g_autofree char *left = org_figure_text(lang, total->left, 0),
                        *joined = org_figure_text(lang, total->joined, 0),
                        *surplus = org_figure_text(lang, total->surplus, 0);
        g_string_append_printf(out, _(" (%s left, %s joined; %s without a post at the end)"), left, joined, surplus);
    } else {
        g_autofree char *opened = org_figure_text(lang, total->opened, 3),
                        *closed = org_figure_text(lang, total->closed, 3);
        g_string_append_printf(out, _(" (%s closed, %s opened)"), closed, opened);
    }
    g_string_append_c(out, '\n');
}

static void
print_totals(OrgLang lang, const OrgStoredRun *run, GString *out)
{
    static const char *const names[] = { NULL, "units", "posts", "people" };
    if (!run->has_totals)
        return;
    g_string_append(out, "\n");
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        print_total(lang, names[t], &run->totals[t], t == ORG_POSTS ? &run->posts_rows : NULL, t == ORG_PEOPLE, out);
}

static void
print_steps(OrgLang lang, const OrgStoredRun *run, GString *out)
{
    for (guint i = 0; i < run->steps->len; i++) {
        const OrgStoredStep *step = run->steps->pdata[i];
        g_autofree char *month = month_text(lang, step->month), *said = org_message_text(step->message, lang);
        if (strcmp(step->status, "done"))
            g_string_append_printf(out, _("Step %s (%s) %s: %s\n"), step->item, month,
                                   org_word_text(lang, step->status), said);
    }
}

/* The first 8 warnings and vetoes that were told in the run, or of those that stand at its end. */
static void
print_some_findings(OrgLang lang, const OrgStoredRun *run, gboolean again, GString *out)
{
    guint shown = 0;
    for (guint i = 0; i < run->findings->len; i++) {
        const OrgStoredFinding *f = run->findings->pdata[i];
        if (f->again != again || !strcmp(f->severity, "note") || shown++ >= 8)
            continue;
        g_autofree char *month = month_text(lang, again ? f->since : f->month),
                        *said = org_message_text(f->message, lang);
        g_string_append_printf(out, again ? _("  since %s %s %s: %s\n") : "  %s %s %s: %s\n", month,
                               org_word_text(lang, f->severity), f->rule, said);
    }
}

static void
print_findings(OrgLang lang, const OrgStoredRun *run, GString *out)
{
    guint all = 0, warnings = 0, standing = 0;
    for (guint i = 0; i < run->findings->len; i++) {
        const OrgStoredFinding *f = run->findings->pdata[i];
        gboolean grave = strcmp(f->severity, "note") != 0;
        all += !f->again;
        warnings += grave && !f->again;
        standing += grave && f->again;
    }
    if (all) {
        g_string_append_printf(out, _("\n%u findings, %u of them warnings or vetoes"), all, warnings);
        g_string_append(out, warnings > 8 ? _("; the first 8:\n") : ":\n");
        print_some_findings(lang, run, FALSE, out);
    }
    if (standing) {
        g_string_append_printf(out, _("\nAt the end %u breaches stand that were told before"), standing);
        g_string_append(out, standing > 8 ? _("; the first 8:\n") : ":\n");
        print_some_findings(lang, run, TRUE, out);
    }
}

void
org_run_text(OrgLang lang, const OrgStoredRun *run, GString *out)
{
    const OrgRunInfo *info = run->info;
    g_autofree char *from = month_text(lang, info->from), *to = month_text(lang, info->to),
                    *message = org_message_text(run->message, lang), *title = org_run_title(info, lang);
    g_string_append_printf(out, _("%s (%s to %s): %s\n"), title, from, to, org_word_text(lang, info->status));
    if (*message)
        g_string_append_printf(out, "%s\n", message);
    print_targets(lang, run, out);
    print_pace(lang, run, out);
    print_totals(lang, run, out);
    print_steps(lang, run, out);
    print_findings(lang, run, out);
    g_string_append_printf(out, _("\nStored as %s\n"), run->place);
}
