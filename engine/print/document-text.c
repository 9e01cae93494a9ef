// SPDX-License-Identifier: MIT
// A stored run as text: headline, targets, totals, what did not go as planned.
#include "../po/lang.h"
#include "words.h"
#include "../base/figure.h"
#include "../base/month.h"
#include "../sim/spread.h"
#include "../study/document.h"
#include "table.h"
#include <math.h>
#include <string.h>

static double
real(const json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static const char *
string(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* Required in percent: the change is shown so. */
gboolean
org_required_is_relative(const char *required)
{
    return strchr(required, '%') != NULL &&
           (required[0] == '-' || required[0] == '+' || g_str_has_prefix(required, "−"));
}

static char *
baseline_text(const json_t *j)
{
    double low = real(j, "baseline"), high = real(j, "baseline_high");
    g_autofree char *a = org_figure_text(low, 2), *b = org_figure_text(high, 2);
    return isnan(low) || isnan(high) || low == high ? g_steal_pointer(&a) : g_strdup_printf("%s … %s", a, b);
}

/* Values of a target set in percent are shares; they read better in percent. */
char *
org_target_figure(double value, const char *required)
{
    if (!isnan(value) && strchr(required, '%') && !org_required_is_relative(required) && fabs(value) <= 1.5) {
        g_autofree char *number = org_figure_text(value * 100, 1);
        return g_strdup_printf("%s %%", number);
    }
    return org_figure_text(value, 2);
}

/* "met", "depends: turns at 119 739"; with replications also how many of them met it, and the interval of Wilson. */
static char *
verdict_text(const json_t *j, const char *verdict, guint replications)
{
    double turn = real(j, "break_even"), probability = real(j, "probability");
    g_autofree char *at = org_figure_text(turn, 0);
    gboolean turns = !strcmp(verdict, "depends") && !isnan(turn);
    g_autofree char *text = turns ? g_strdup_printf(_("depends: turns at %s"), at) : g_strdup(org_word_text(verdict));
    if (replications < 2 || isnan(probability))
        return g_steal_pointer(&text);
    OrgChanceOf chance = org_wilson(probability, replications);
    return g_strdup_printf(_("%s; met in %.0f %% (%.0f–%.0f %%)"), text, chance.probability * 100, chance.low * 100,
                           chance.high * 100);
}

static void
add_row(OrgTextTable *table, const json_t *target, const json_t *j, gboolean headline, guint replications)
{
    const char *required = string(target, "required");
    gboolean illustrative = json_is_true(json_object_get(target, "illustrative"));
    g_autofree char *figure = baseline_text(j);
    g_autofree char *baseline = illustrative ? g_strdup_printf(_("illustrative %s"), figure) : g_strdup(figure);
    g_autofree char *value = org_target_figure(real(j, "value"), required);
    double change = real(j, "change");
    g_autofree char *changed = isnan(change)                        ? g_strdup("")
                               : org_required_is_relative(required) ? org_figure_percent(change)
                                                                    : org_figure_text(change, 2);
    const char *verdict = string(headline ? target : j, "verdict"), *basis = string(j, "basis");
    g_autofree char *shown = verdict_text(j, verdict, replications);
    g_autofree char *month = org_lang_month(string(j, "month"));
    const char *cells[] = { headline ? string(target, "id") : "",
                            headline ? string(target, "title") : string(j, "counting"),
                            required,
                            isnan(real(j, "baseline")) ? "" : baseline,
                            value,
                            changed,
                            month,
                            shown,
                            org_word_text(basis) };
    org_text_table_add(table, cells);
}

static void
print_targets(json_t *doc, GString *out)
{
    static const OrgTextColumn columns[] = { { N_("Target"), FALSE, FALSE },  { N_("Title"), FALSE, TRUE },
                                             { N_("Required"), TRUE, FALSE }, { N_("Baseline"), TRUE, FALSE },
                                             { N_("Value"), TRUE, FALSE },    { N_("Change"), TRUE, FALSE },
                                             { N_("By"), FALSE, FALSE },      { N_("Verdict"), FALSE, FALSE },
                                             { N_("Basis"), FALSE, FALSE } };
    json_t *targets = json_object_get(doc, "targets"), *target, *j;
    gsize i, k;
    guint met = 0, replications = (guint) json_integer_value(json_object_get(doc, "replications"));
    if (!json_array_size(targets))
        return;
    OrgTextTable *table = org_text_table_new(columns, G_N_ELEMENTS(columns));
    json_array_foreach(targets, i, target)
    {
        met += json_is_true(json_object_get(target, "headline"));
        add_row(table, target, target, TRUE, replications);
        const char *first = string(target, "counting");
        const char *last = "";
        json_array_foreach(json_object_get(target, "judgements"), k, j)
        {
            /* The other counting rules, at their last deadline. */
            json_t *next = json_array_get(json_object_get(target, "judgements"), k + 1);
            last = string(j, "counting");
            if (strcmp(last, first) && (!next || strcmp(string(next, "counting"), last)))
                add_row(table, target, j, FALSE, replications);
        }
    }
    g_string_append_c(out, '\n');
    org_text_table_finish(table, out);
    g_string_append_printf(out, _("\n%u of %u targets met (assumed figures never count as met here).\n"), met,
                           (guint) json_array_size(targets));
    json_array_foreach(targets, i, target) if (*string(target, "note"))
    {
        g_autofree char *note = org_lang_say(string(target, "note"));
        g_string_append_printf(out, "  %s: %s\n", string(target, "id"), note);
    }
}

/* ---- plan against actual ---- */

/* A figure at either baseline: "−4 433", or "−14 902 … −7 067". */
static char *
range_text(double low, double high, const char *required)
{
    if (fabs(low) >= 100) { /* hundreds of posts: their fractions say nothing */
        low = round(low);
        high = round(high);
    }
    g_autofree char *a = org_target_figure(low, required), *b = org_target_figure(high, required);
    return isnan(low) || isnan(high) || low == high ? g_steal_pointer(&a) : g_strdup_printf("%s … %s", a, b);
}

static void
add_pace(OrgTextTable *table, const json_t *target)
{
    const json_t *p = json_object_get(target, "actual");
    const char *required = string(target, "required");
    double remaining = real(p, "remaining"), remaining_high = real(p, "remaining_high"), share = real(p, "share");
    gboolean reached = remaining == 0 && (isnan(remaining_high) || remaining_high == 0);
    gboolean over = !strcmp(string(p, "month"), string(target, "month"));
    g_autofree char *planned = org_target_figure(real(p, "planned"), required),
                    *actual = org_target_figure(real(p, "reported"), required),
                    *before = range_text(real(p, "before"), real(p, "before_high"), required),
                    *part = org_figure_text(share * 100, 1),
                    *percent = isnan(share) ? g_strdup("–") : g_strdup_printf("%s %%", part),
                    *rest = reached ? g_strdup(_("reached")) : range_text(remaining, remaining_high, required),
                    *yearly = reached || isnan(remaining) ? g_strdup("–")
                              : over                      ? g_strdup(_("too late"))
                                     : range_text(real(p, "yearly"), real(p, "yearly_high"), required);
    g_autofree char *month = org_lang_month(string(p, "month"));
    const char *cells[] = { string(target, "id"), month, planned, actual, percent, before, rest, yearly };
    org_text_table_add(table, cells);
}

static void
print_pace(json_t *doc, GString *out)
{
    static const OrgTextColumn columns[] = { { N_("Target"), FALSE, FALSE },   { N_("Reported"), FALSE, FALSE },
                                             { N_("Plan"), TRUE, FALSE },      { N_("Actual"), TRUE, FALSE },
                                             { N_("Of plan"), TRUE, FALSE },   { N_("Before"), TRUE, FALSE },
                                             { N_("Remaining"), TRUE, FALSE }, { N_("A year"), TRUE, FALSE } };
    json_t *target;
    gsize i;
    OrgTextTable *table = NULL;
    json_array_foreach(json_object_get(doc, "targets"), i, target)
    {
        if (!json_is_string(json_object_get(json_object_get(target, "actual"), "month")))
            continue;
        if (!table)
            table = org_text_table_new(columns, G_N_ELEMENTS(columns));
        add_pace(table, target);
    }
    if (!table)
        return;
    g_string_append(out, _("\nPlan against actual, at the last reported month:\n"));
    org_text_table_finish(table, out);
    g_string_append(out,
                    _("\nOf plan: share of the planned change (of the planned value, for a level). Before: achieved "
                      "from the baseline to the start.\nRemaining: still to come to meet the target; a year: the pace "
                      "that this takes until the deadline.\n"));
    g_autofree char *month = org_lang_month(string(doc, "from_actuals"));
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

static void
print_totals(json_t *doc, GString *out)
{
    json_t *totals = json_object_get(doc, "totals");
    static const char *const names[] = { "units", "posts", "people" };
    if (!json_is_object(totals))
        return;
    g_string_append(out, "\n");
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        json_t *one = json_object_get(totals, names[i]);
        g_autofree char *before = org_figure_text(real(one, "before"), 1),
                        *after = org_figure_text(real(one, "after"), 1);
        g_string_append_printf(out, "%s%*s %9s → %s", org_word_text(names[i]), pad(org_word_text(names[i])), "", before,
                               after);
        if (i == 2) {
            g_autofree char *left = org_figure_text(real(one, "left"), 0),
                            *joined = org_figure_text(real(one, "joined"), 0),
                            *surplus = org_figure_text(real(one, "surplus"), 0);
            g_string_append_printf(out, _(" (%s left, %s joined; %s without a post at the end)"), left, joined,
                                   surplus);
        } else {
            g_autofree char *opened = org_figure_text(real(one, "opened"), 0),
                            *closed = org_figure_text(real(one, "closed"), 0);
            g_string_append_printf(out, _(" (%s closed, %s opened)"), closed, opened);
        }
        g_string_append_c(out, '\n');
    }
}

static void
print_steps(json_t *doc, GString *out)
{
    json_t *step;
    gsize i;
    json_array_foreach(json_object_get(doc, "steps"), i, step)
    {
        if (!strcmp(string(step, "status"), "done"))
            continue;
        g_autofree char *month = org_lang_month(string(step, "month")), *said = org_lang_say(string(step, "text"));
        g_string_append_printf(out, _("Step %s (%s) %s: %s\n"), string(step, "id"), month,
                               org_word_text(string(step, "status")), said);
    }
}

static void
print_findings(json_t *doc, GString *out)
{
    json_t *findings = json_object_get(doc, "findings"), *f;
    gsize i;
    guint shown = 0, warnings = 0;
    json_array_foreach(findings, i, f) warnings += strcmp(string(f, "severity"), "note") != 0;
    if (!json_array_size(findings))
        return;
    g_string_append_printf(out, _("\n%u findings, %u of them warnings or vetoes"), (guint) json_array_size(findings),
                           warnings);
    g_string_append(out, warnings > 8 ? _("; the first 8:\n") : ":\n");
    json_array_foreach(findings, i, f)
    {
        if (!strcmp(string(f, "severity"), "note") || shown++ >= 8)
            continue;
        g_autofree char *month = org_lang_month(string(f, "month")), *said = org_lang_say(string(f, "text"));
        g_string_append_printf(out, "  %s %s %s: %s\n", month, org_word_text(string(f, "severity")), string(f, "rule"),
                               said);
    }
}

void
org_document_text(json_t *doc, GString *out)
{
    g_autofree char *from = org_lang_month(string(doc, "from")), *to = org_lang_month(string(doc, "to")),
                    *message = org_lang_say(string(doc, "message"));
    g_string_append_printf(out, _("%s (%s to %s): %s\n"),
                           *string(doc, "title") ? string(doc, "title") : string(doc, "scenario"), from, to,
                           org_word_text(string(doc, "status")));
    if (*message)
        g_string_append_printf(out, "%s\n", message);
    print_targets(doc, out);
    print_pace(doc, out);
    print_totals(doc, out);
    print_steps(doc, out);
    print_findings(doc, out);
    g_string_append_printf(out, _("\nStored as %s\n"), string(doc, "run"));
}
