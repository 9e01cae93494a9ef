// SPDX-License-Identifier: MIT
/* A comparison as text. */
#include "../base/figure.h"
#include "../base/month.h"
#include "../base/shown.h"
#include "../po/lang.h"
#include "../sim/spread.h"
#include "compare-out.h"
#include "table.h"
#include "target-text.h"
#include "words.h"
#include <math.h>
#include <string.h>

#define MOST_CHANGES 60 /* on a terminal; --all, CSV and JSON hold all */

static const char *const section_titles[ORG_N_SECTIONS] = { N_("Units"), N_("What became of them"),
                                                            N_("Posts"), N_("People"),
                                                            N_("Cost"),  N_("Span and layers") };

/* Columns are A, B, C …: titles of runs are too long for headings. */
static OrgTextTable *
begin(OrgLang lang, const char *title, const OrgComparison *comparison, gboolean right)
{
    OrgTextColumn columns[1 + ORG_COMPARE_MOST] = { { title, FALSE, TRUE } };
    for (guint c = 0; c < comparison->n; c++)
        columns[c + 1] = (OrgTextColumn){ comparison->column[c].heading, right, !right };
    return org_text_table_new(lang, columns, comparison->n + 1);
}

/* Frees the cells. */
static void
add(OrgTextTable *table, const char *label, char **cells, guint n)
{
    const char *all[1 + ORG_COMPARE_MOST] = { label };
    for (guint c = 0; c < n; c++)
        all[c + 1] = cells[c];
    org_text_table_add(table, all);
    for (guint c = 0; c < n; c++)
        g_free(cells[c]);
}

static void
end(OrgTextTable *table, GString *out)
{
    g_string_append_c(out, '\n');
    org_text_table_finish(table, out);
    if (out->str[out->len - 1] != '\n')
        g_string_append_c(out, '\n');
}

static char *
with_delta(OrgLang lang, double value, double delta, guint column)
{
    g_autofree char *number = org_figure_text(lang, value, 2), *change = org_figure_text(lang, delta, 2);
    if (column == 0 || isnan(delta) || delta == 0)
        return g_steal_pointer(&number);
    return g_strdup_printf("%s (%s%s)", number, delta > 0 ? "+" : "", change);
}

static void
print_section(OrgLang lang, const OrgComparison *comparison, OrgCompareSection s, GString *out)
{
    const GPtrArray *rows = comparison->sections[s];
    if (!rows->len)
        return;
    OrgTextTable *table = begin(lang, section_titles[s], comparison, TRUE);
    for (guint i = 0; i < rows->len; i++) {
        const OrgCompareRow *row = rows->pdata[i];
        char *cells[ORG_COMPARE_MOST];
        for (guint c = 0; c < comparison->n; c++)
            cells[c] = with_delta(lang, row->value[c], row->delta[c], c);
        g_autofree char *label = org_compare_label(lang, row);
        add(table, label, cells, comparison->n);
    }
    end(table, out);
}

char *
org_compare_judgement(OrgLang lang, const OrgStoredTarget *target)
{
    if (!target)
        return g_strdup("–");
    const OrgStoredJudgement *j = org_stored_headline(target), *told = org_stored_contradicted(target);
    g_autofree char *shown = org_target_judged(lang, target, j);
    g_autofree char *planned = g_strdup_printf(j->basis == ORG_BASIS_ASSUMED ? _("%s: %s (assumed)") : "%s: %s",
                                               org_word_text(lang, org_met_text(j->overall)), shown);
    if (!told)
        return g_steal_pointer(&planned);
    g_autofree char *figure = org_target_reported(lang, target, told);
    return g_strdup_printf(_("%s: %s (reported); as planned %s"), org_word_text(lang, org_met_text(told->reported.met)),
                           figure, planned);
}

static void
print_targets(OrgLang lang, const OrgComparison *comparison, GString *out)
{
    if (!comparison->targets->len)
        return;
    OrgTextTable *table = begin(lang, N_("Target"), comparison, TRUE);
    for (guint i = 0; i < comparison->targets->len; i++) {
        const OrgCompareTarget *row = comparison->targets->pdata[i];
        const OrgStoredTarget *target = row->first;
        char *cells[ORG_COMPARE_MOST];
        for (guint c = 0; c < comparison->n; c++)
            cells[c] = org_compare_judgement(lang, row->of[c]);
        const char *caution = target->illustrative ? _(" (illustrative baseline)") : "";
        g_autofree char *title = org_message_text(target->title, lang);
        g_autofree char *label = g_strdup_printf("%s%s%s%s", target->id, *title ? ": " : "", title, caution);
        add(table, label, cells, comparison->n);
    }
    end(table, out);
}

static void
print_changes(OrgLang lang, const OrgComparison *comparison, gboolean all, GString *out)
{
    gsize n = comparison->changes->len;
    if (!n) {
        g_string_append(out, _("\nNo unit fares differently.\n"));
        return;
    }
    OrgTextTable *table = begin(lang, N_("Unit"), comparison, FALSE);
    for (guint i = 0; i < n && (all || i < MOST_CHANGES); i++) {
        const OrgCompareChange *change = comparison->changes->pdata[i];
        char *cells[ORG_COMPARE_MOST];
        for (guint c = 0; c < comparison->n; c++)
            cells[c] = org_compare_fate_text(lang, &change->of[c]);
        add(table, change->id, cells, comparison->n);
    }
    org_shown_append(out, _("\nUnits that fare differently: %zu\n"), n);
    end(table, out);
    if (!all && n > MOST_CHANGES)
        org_shown_append(out, _("… and %zu more; --all shows them, --csv and --json hold them\n"), n - MOST_CHANGES);
}

/* The figures of a year that are shown: what doing nothing pays, too, where it pays anything. */
static guint
shown_figures(const OrgComparison *comparison, OrgYearFigure shown[ORG_N_YEAR_FIGURES])
{
    gboolean idle = FALSE;
    guint n = 0;
    for (guint c = 0; c < comparison->n; c++) {
        const OrgPayback *p = comparison->column[c].payback;
        for (guint i = 0; p && i < p->years->len; i++)
            idle |= g_array_index(p->years, OrgPaybackYear, i).figure[ORG_YEAR_COST_IDLE] > 0;
    }
    for (guint k = 0; k < ORG_N_YEAR_FIGURES; k++)
        if (idle || k != ORG_YEAR_COST_IDLE)
            shown[n++] = (OrgYearFigure) k;
    return n;
}

/* The currency of all columns with years; "" where they differ, or say none. */
static const char *
currency_of_years(const OrgComparison *comparison)
{
    const char *currency = NULL;
    for (guint c = 0; c < comparison->n; c++) {
        const OrgCompareColumn *column = &comparison->column[c];
        if (!column->payback || !column->payback->years->len)
            continue;
        if (currency && strcmp(currency, column->run->info->currency))
            return "";
        currency = column->run->info->currency;
    }
    return currency ? currency : "";
}

static void
add_year(OrgLang lang, OrgTextTable *table, const char *heading, const OrgPaybackYear *year, const OrgYearFigure *shown,
         guint n)
{
    char *cells[2 + ORG_N_YEAR_FIGURES] = { g_strdup(heading), g_strdup_printf("%d", year->year) };
    for (guint k = 0; k < n; k++)
        cells[2 + k] = org_figure_text(lang, year->figure[shown[k]], 2);
    org_text_table_add(table, (const char *const *) cells);
    for (guint k = 0; k < 2 + n; k++)
        g_free(cells[k]);
}

static void
print_years(OrgLang lang, const OrgComparison *comparison, GString *out)
{
    OrgTextColumn columns[2 + ORG_N_YEAR_FIGURES] = { { "Run", FALSE, FALSE }, { "Year", FALSE, FALSE } };
    OrgYearFigure shown[ORG_N_YEAR_FIGURES];
    guint n = shown_figures(comparison, shown);
    OrgTextTable *table = NULL;
    for (guint k = 0; k < n; k++)
        columns[2 + k] = (OrgTextColumn){ org_year_titles[shown[k]], TRUE, FALSE };
    for (guint c = 0; c < comparison->n; c++) {
        const OrgPayback *p = comparison->column[c].payback;
        for (guint i = 0; p && i < p->years->len; i++) {
            table = table ? table : org_text_table_new(lang, columns, 2 + n);
            add_year(lang, table, comparison->column[c].heading, &g_array_index(p->years, OrgPaybackYear, i), shown, n);
        }
    }
    if (!table)
        return;
    const char *currency = currency_of_years(comparison);
    if (*currency)
        org_shown_append(out, _("\nCost and savings by year, in %s:"), currency);
    else
        g_string_append(out, _("\nCost and savings by year:"));
    end(table, out);
    g_string_append(out, _("Doing nothing: the running cost of the same scenario without its steps, but those that are "
                           "given, with the same draws.\n"));
}

static void
print_payback(OrgLang lang, const OrgComparison *comparison, GString *out)
{
    print_years(lang, comparison, out);
    g_string_append(
        out, _("\nPayback, the first month from which what is saved so far stays at or above the cost so far:\n"));
    for (guint c = 0; c < comparison->n; c++) {
        const OrgPayback *p = comparison->column[c].payback;
        g_autofree char *text = org_payback_text(lang, p);
        guint n = p ? p->years->len : 0;
        org_shown_append(out, "%s  %s", comparison->column[c].heading, text);
        if (n) {
            double balance = g_array_index(p->years, OrgPaybackYear, n - 1).figure[ORG_YEAR_BALANCE];
            g_autofree char *rest = org_figure_text(lang, balance, 0);
            const char *currency = comparison->column[c].run->info->currency;
            org_shown_append(out, "%s%s%s%s", _("; balance at the end: "), rest, *currency ? " " : "", currency);
        }
        g_string_append_c(out, '\n');
        for (guint i = 0; p && i < p->notes->len; i++) {
            g_autofree char *note = org_payback_note(lang, &g_array_index(p->notes, OrgPaybackNote, i));
            org_shown_append(out, "   %s\n", note);
        }
    }
}

static void
print_cheaper(OrgLang lang, const OrgComparison *comparison, GString *out)
{
    gboolean headed = FALSE;
    for (guint c = 1; c < comparison->n; c++) {
        const OrgCompareCheaper *cheaper = &comparison->cheaper[c];
        if (!cheaper->n)
            continue;
        if (!headed)
            g_string_append(out, _("\nWhat is paid over the run, replication by replication with the same draws:\n"));
        headed = TRUE;
        OrgChanceOf chance = org_wilson(cheaper->probability, cheaper->n);
        org_shown_append(out,
                         _("%s pays less than %s in %.0f %% (%.0f–%.0f %%) of %u replications, the same in %.0f %%\n"),
                         comparison->column[0].heading, comparison->column[c].heading, chance.probability * 100,
                         chance.low * 100, chance.high * 100, cheaper->n, cheaper->same * 100);
    }
}

void
org_compare_text(OrgLang lang, const OrgComparison *comparison, gboolean all, GString *out)
{
    char buffer[16];
    for (guint c = 0; c < comparison->n; c++) {
        const OrgCompareColumn *column = &comparison->column[c];
        g_autofree char *from = org_lang_month(lang, org_month_text(column->from, buffer));
        g_autofree char *to = org_lang_month(lang, org_month_text(column->to, buffer));
        g_autofree char *title = org_message_text(column->title, lang);
        org_shown_append(out, "%c  %s%s%s (%s%s%s)%s\n", (char) ('A' + c), column->place, *title ? ": " : "", title,
                         from, *from ? _(" to ") : "", to, c == 0 ? _(" – the base of the differences") : "");
    }
    print_targets(lang, comparison, out);
    for (guint s = 0; s < ORG_N_SECTIONS; s++)
        print_section(lang, comparison, s, out);
    print_payback(lang, comparison, out);
    print_cheaper(lang, comparison, out);
    print_changes(lang, comparison, all, out);
}
