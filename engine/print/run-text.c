// SPDX-License-Identifier: MIT
/* A stored run as text: headline, targets, totals, what did not go as planned. */
#include "../base/figure.h"
#include "../base/message.h"
#include "../base/month.h"
#include "../base/shown.h"
#include "../po/lang.h"
#include "run-out.h"
#include "table.h"
#include "target-text.h"
#include "words.h"
#include <math.h>
#include <string.h>

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
    g_autofree char *month = org_month_said(lang, p->month);
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
    g_autofree char *month = org_month_said(lang, run->info->from_actuals);
    if (*month)
        org_shown_append(out,
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
        org_shown_append(out, _(" (%s left, %s joined; %s without a post at the end)"), left, joined, surplus);
    } else {
        g_autofree char *opened = org_figure_text(lang, total->opened, 3),
                        *closed = org_figure_text(lang, total->closed, 3);
        org_shown_append(out, _(" (%s closed, %s opened)"), closed, opened);
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
        g_autofree char *month = org_month_said(lang, step->month), *said = org_message_text(step->message, lang);
        if (strcmp(step->status, "done"))
            org_shown_append(out, _("Step %s (%s) %s: %s\n"), step->item, month, org_word_text(lang, step->status),
                             said);
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
        g_autofree char *month = org_month_said(lang, again ? f->since : f->month),
                        *said = org_message_text(f->message, lang);
        org_shown_append(out, again ? _("  since %s %s %s: %s\n") : "  %s %s %s: %s\n", month,
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
    if (all && !warnings) /* notes are in the file, not on the screen */
        org_shown_append(out,
                         org_lang_plural(lang, "\n%u note; there is no warning and no veto.\n",
                                         "\n%u notes; there is no warning and no veto.\n", all),
                         all);
    if (warnings) {
        org_shown_append(out,
                         org_lang_plural(lang, "\n%u finding, %u of them a warning or veto",
                                         "\n%u findings, %u of them warnings or vetoes", all),
                         all, warnings);
        g_string_append(out, warnings > 8 ? _("; the first 8:\n") : ":\n");
        print_some_findings(lang, run, FALSE, out);
    }
    if (standing) {
        org_shown_append(out,
                         org_lang_plural(lang, "\nAt the end %u breach stands that was told before",
                                         "\nAt the end %u breaches stand that were told before", standing),
                         standing);
        g_string_append(out, standing > 8 ? _("; the first 8:\n") : ":\n");
        print_some_findings(lang, run, TRUE, out);
    }
}

/* By what its chance was drawn, and how often. */
static void
print_draws(OrgLang lang, const OrgStoredRun *run, GString *out)
{
    const OrgRunInfo *info = run->info;
    gboolean whole = !g_strcmp0(info->status, "done") || !g_strcmp0(info->status, "vetoed");
    const char *said =
        info->replications < 2 ? _("Seed %s, run once.\n")
        : !whole               ? _("Seed %s, %s replications asked for.\n")
        : org_stored_by_chance(run)
            ? _("Seed %s, %s replications: figures of targets are their medians, in brackets where 90 %% of "
                "them lie; all else is the first one's.\n")
            : _("Seed %s, %s replications, all alike: nothing in this plan is left to chance.\n");
    g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, info->seed),
                    *replications = org_figure_text(lang, info->replications, 0);
    if (info->replications < 2)
        org_shown_append(out, said, seed);
    else
        org_shown_append(out, said, seed, replications);
}

void
org_run_text(OrgLang lang, const OrgStoredRun *run, GString *out)
{
    const OrgRunInfo *info = run->info;
    g_autofree char *from = org_month_said(lang, info->from), *to = org_month_said(lang, info->to),
                    *message = org_message_text(run->message, lang), *title = org_run_title(info, lang);
    org_shown_append(out, _("%s (%s to %s): %s\n"), title, from, to, org_word_text(lang, info->status));
    if (*message)
        org_shown_append(out, "%s\n", message);
    print_draws(lang, run, out);
    org_run_targets_text(lang, run, out);
    print_pace(lang, run, out);
    print_totals(lang, run, out);
    print_steps(lang, run, out);
    print_findings(lang, run, out);
    org_shown_append(out, _("\nStored as %s\n"), run->place);
}
