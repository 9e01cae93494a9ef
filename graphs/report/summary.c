// SPDX-License-Identifier: MIT
/* The first screen: are the targets met, by how much, and why. */
#include "page.h"
#include <math.h>
#include <string.h>

static bool
is_simulated(const Judged *judged)
{
    return strcmp(judged->basis, "assumed") && strcmp(judged->basis, "reported");
}

/* ---- the sentence */

static void
write_lead(const Report *report, const Run *run)
{
    Out *out = report->out;
    unsigned met[2] = { 0 }, missed[2] = { 0 }, open[2] = { 0 };
    for (size_t i = 0; i < run->n_judged; i++) {
        const Judged *judged = &run->judged[i];
        bool simulated = is_simulated(judged);
        if (!judged->headline)
            continue;
        if (!strcmp(judged->verdict, "met"))
            met[simulated]++;
        else if (!strcmp(judged->verdict, "depends"))
            open[simulated]++;
        else
            missed[simulated]++;
    }
    put(out, "<p class=\"lead\">");
    if (!run->n_judged)
        say(out, W_verdict_none);
    for (int lang = 0; lang < LANGS && run->n_judged; lang++) {
        Out depend = { .words = out->words };
        const Arg n_open = NUMBER(open[1]);
        if (open[1])
            say_in(&depend, lang, W_verdict_some_depend, &n_open, 1);
        const Arg simulated[] = { NUMBER(met[1] + missed[1] + open[1]), NUMBER(met[1]), NUMBER(missed[1]),
                                  TEXT(depend.bytes ? depend.bytes : "") };
        const Arg assumed[] = { NUMBER(met[0] + missed[0] + open[0]), NUMBER(met[0]), NUMBER(missed[0] + open[0]) };
        putf(out, "<span lang=\"%s\">", lang_codes[lang]);
        if (met[1] + missed[1] + open[1])
            say_in(out, lang, W_verdict_simulated, simulated, 4);
        if (met[0] + missed[0] + open[0]) {
            put(out, " ");
            say_in(out, lang, W_verdict_assumed, assumed, 3);
        }
        put(out, "</span>");
        out_free(&depend);
    }
    put(out, "</p>\n");
}

/* ---- a target */

/* How far the value is from what is required: in points of a change or a share, else in its own unit. */
void
write_gap(const Report *report, const Judged *judged)
{
    Out *out = report->out;
    const Required *required = &judged->required;
    if (isnan(judged->level) || isnan(judged->value) || !required->direction)
        return;
    bool share = required->change && required->percent && !isnan(judged->change);
    /* A share is told exactly, though what just meets it may be a whole unit more. */
    double gap = (share ? judged->change - required->low : judged->value - judged->level) * required->direction;
    bool points = share || judged->percent;
    Arg size = points ? with_decimals(POINTS(fabs(gap)), share ? judged->change_decimals : judged->value_decimals)
                      : NUMBER(fabs(gap));
    put(out, "<p class=\"gap\">");
    if (fabs(gap) < 1e-9)
        say(out, !strcmp(judged->verdict, "not met") ? W_just_short : W_exactly);
    else
        say_with(out, gap > 0 ? W_ahead : W_short_of, size);
    put(out, "</p>");
}

static void
write_required(const Report *report, const Judged *judged)
{
    Out *out = report->out;
    put(out, "<p class=\"need\">");
    say(out, W_required);
    put(out, " <b>");
    put_required(out, &judged->required);
    put(out, "</b> ");
    if (*judged->against) {
        say_with(out, W_against,
                 !strcmp(judged->against, "start")      ? WORD(W_start)
                 : !strcmp(judged->against, "previous") ? WORD(W_previous_value)
                                                        : TEXT(judged->against));
        put(out, " ");
    }
    say_with(out, W_by_month, MONTH(judged->month));
    if (judged->required.change && !isnan(judged->baseline)) {
        put(out, " · ");
        say(out, W_baseline);
        put(out, " ");
        if (judged->baseline_high > judged->baseline)
            say_with(out, W_between, NUMBER(judged->baseline), NUMBER(judged->baseline_high));
        else
            say_arg(out, figure(judged, judged->baseline));
    }
    put(out, "</p>");
}

static void
write_pace(const Report *report, const Judged *judged)
{
    Out *out = report->out;
    if (isnan(judged->reported_month) || isnan(judged->reported))
        return;
    put(out, "<p class=\"pace\">");
    say_with(out, W_plan_actual, MONTH(judged->reported_month), figure(judged, judged->reported),
             figure(judged, judged->planned));
    if (!isnan(judged->share)) {
        put(out, " ");
        say_with(out, W_share_done, PERCENT(judged->share));
    }
    put(out, "</p>");
}

static void
write_doubts(const Report *report, const Judged *judged)
{
    Out *out = report->out;
    if (!judged->illustrative && isnan(judged->break_even) && isnan(judged->probability) && !*judged->note)
        return;
    put(out, "<p class=\"doubt\">");
    if (judged->illustrative)
        say(out, W_illustrative);
    if (!isnan(judged->break_even) && judged->baseline_high > judged->baseline) {
        put(out, " ");
        say_with(out, W_break_even, NUMBER(judged->break_even));
    }
    if (!isnan(judged->probability)) {
        put(out, " ");
        say_with(out, W_probability, PERCENT(judged->probability));
    }
    if (!judged->illustrative && *judged->note) {
        put(out, " ");
        say_arg(out, STORED(judged->note));
    }
    put(out, "</p>");
}

static void
write_value(const Report *report, const Judged *judged)
{
    Out *out = report->out;
    if (judged->as_planned) {
        put(out, "<p class=\"doubt\">");
        say_with(out, W_as_reported, figure(judged, judged->planned_value));
        put(out, " ");
        say_verdict(report, judged->as_planned, "simulated");
        put(out, "</p>");
    }
    put(out, "<p class=\"value\">");
    if (judged->required.change && !isnan(judged->change)) {
        put(out, "<b>");
        say_signed_with(out, judged->change, judged->required.percent, judged->change_decimals);
        put(out, "</b> <span class=\"abs\">");
        say_arg(out, figure(judged, judged->baseline));
        put(out, " → ");
        say_arg(out, figure(judged, judged->value));
        put(out, "</span>");
    } else {
        put(out, "<b>");
        say_arg(out, with_decimals(figure(judged, judged->value), judged->value_decimals));
        put(out, "</b>");
    }
    put(out, "</p>");
}

static void
write_card(const Report *report, const Run *run, size_t index)
{
    const Judged *judged = &run->judged[index];
    Out *out = report->out;
    put(out, "<li class=\"card\"><p class=\"what\"><b class=\"tid\">");
    put_text(out, judged->id);
    put(out, "</b> ");
    say_arg(out, STORED(judged->title));
    put(out, "</p><p class=\"judge\">");
    say_verdict(report, judged->verdict, judged->basis);
    put(out, "</p>");
    write_value(report, judged);
    write_progress(report, judged);
    write_gap(report, judged);
    write_required(report, judged);
    if (*judged->counting) {
        put(out, "<p class=\"other\">");
        say(out, W_counted);
        put(out, " <q>");
        put_text(out, judged->counting);
        put(out, "</q></p>");
    }
    for (size_t i = index + 1; i < run->n_judged && !strcmp(run->judged[i].id, judged->id); i++) {
        const Judged *other = &run->judged[i];
        put(out, "<p class=\"other\">");
        say(out, W_counted);
        put(out, " <q>");
        put_text(out, other->counting);
        put(out, "</q>: ");
        if (other->required.change)
            say_signed(out, other->change, other->required.percent);
        else
            say_arg(out, figure(other, other->value));
        put(out, ", ");
        say_verdict(report, other->verdict, other->basis);
        put(out, "</p>");
    }
    write_pace(report, judged);
    write_doubts(report, judged);
    put(out, "</li>\n");
}

/* Targets whose figures nobody simulated: one line each, so that they do not look as proven as the others. */
static void
write_lines(const Report *report, const Run *run)
{
    static const Word columns[] = { W_target, W_required, W_by_month, W_value, W_verdict, W_basis };
    Out *out = report->out;
    bool any = false;
    for (size_t i = 0; i < run->n_judged; i++)
        any |= run->judged[i].headline && !is_simulated(&run->judged[i]);
    if (!any)
        return;
    put(out, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"");
    put(out, word_of(out, W_assumed_targets, report->lang));
    put(out, "\"><table class=\"lines\"><caption>");
    say(out, W_assumed_targets);
    put(out, "</caption><thead><tr>");
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        putf(out, "<th scope=\"col\"%s>", i == 3 ? " class=\"num\"" : "");
        say(out, columns[i] == W_by_month ? W_month : columns[i]);
        put(out, "</th>");
    }
    put(out, "</tr></thead><tbody>");
    for (size_t i = 0; i < run->n_judged; i++) {
        const Judged *judged = &run->judged[i];
        if (!judged->headline || is_simulated(judged))
            continue;
        put(out, "<tr><th scope=\"row\"><b class=\"tid\">");
        put_text(out, judged->id);
        put(out, "</b> ");
        say_arg(out, STORED(judged->title));
        put(out, "</th>");
        put(out, "<td>");
        put_required(out, &judged->required);
        put(out, "</td>");
        cell_month(out, judged->month);
        put(out, "<td class=\"num\">");
        if (judged->required.change)
            say_arg(out, judged->required.percent ? PERCENT(judged->change) : NUMBER(judged->change));
        else
            say_arg(out, figure(judged, judged->value));
        put(out, "</td><td>");
        say_verdict(report, judged->verdict, judged->basis);
        put(out, "</td><td>");
        say(out, !strcmp(judged->basis, "reported") ? W_reported : W_assumed);
        put(out, "</td></tr>\n");
    }
    put(out, "</tbody></table></div>\n");
}

/* ---- totals and why */

static void
write_total(const Report *report, Word name, const double *figures, Word third, Word fourth)
{
    Out *out = report->out;
    double difference = figures[1] - figures[0];
    put(out, "<tr><th scope=\"row\">");
    say(out, name);
    put(out, "</th>");
    cell_number(out, figures[0]);
    cell_number(out, figures[1]);
    put(out, "<td class=\"num strong\">");
    say_signed(out, difference, false);
    if (figures[0] > 0) {
        put(out, " <small>");
        say_signed(out, difference / figures[0], true);
        put(out, "</small>");
    }
    put(out, "</td><td class=\"detail\">");
    say(out, third);
    put(out, " ");
    say_arg(out, NUMBER(figures[2]));
    put(out, " · ");
    say(out, fourth);
    put(out, " ");
    say_arg(out, NUMBER(figures[3]));
    put(out, "</td></tr>\n");
}

static void
write_totals(const Report *report, const Run *run)
{
    Out *out = report->out;
    put(out, "<div class=\"totals\">");
    heading(report, W_totals);
    putf(out, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"%s\">",
         word_of(out, W_totals, report->lang));
    put(out, "<table><thead><tr><td></td><th scope=\"col\" class=\"num\">");
    say(out, W_before);
    put(out, "</th><th scope=\"col\" class=\"num\">");
    say(out, W_after);
    put(out, "</th><th scope=\"col\" class=\"num\">");
    say(out, W_difference);
    put(out, "</th><td></td></tr></thead><tbody>");
    write_total(report, W_units, run->units, W_opened, W_closed);
    write_total(report, W_posts, run->posts, W_opened, W_closed);
    write_total(report, W_people, run->people, W_left, W_joined);
    put(out, "</tbody></table></div>");
    if (run->people[4] > 0) {
        put(out, "<p>");
        say(out, W_surplus);
        put(out, ": ");
        say_arg(out, NUMBER(run->people[4]));
        put(out, "</p>");
    }
    put(out, "</div>\n");
}

/* The items that closed most, as bars of one scale. */
static void
write_reasons(const Report *report, const Run *run, Word title, bool posts)
{
    enum { MOST = 6 };
    Out *out = report->out;
    const Item *best[MOST];
    size_t n = 0;
    for (size_t i = 0; i < run->n_items; i++) {
        const Item *item = &run->items[i];
        double value = posts ? item->posts_closed : item->units_closed;
        size_t at = n;
        if (!(value > 0))
            continue;
        while (at > 0 && (posts ? best[at - 1]->posts_closed : best[at - 1]->units_closed) < value)
            at--;
        if (at >= MOST)
            continue;
        n = n < MOST ? n + 1 : n;
        memmove(best + at + 1, best + at, (n - at - 1) * sizeof *best);
        best[at] = item;
    }
    put(out, "<div class=\"reason\">");
    heading(report, title);
    put(out, n ? "<ol class=\"bars\">" : "<p>");
    if (!n)
        say(out, W_nothing_closed);
    for (size_t i = 0; i < n; i++) {
        double most = posts ? best[0]->posts_closed : best[0]->units_closed,
               value = posts ? best[i]->posts_closed : best[i]->units_closed;
        put(out, "<li><span class=\"name\">");
        put_text(out, best[i]->id);
        put(out, "</span><span class=\"figure\">");
        say_arg(out, NUMBER(value));
        putf(out,
             "</span><svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" "
             "focusable=\"false\"><rect width=\"%d\" height=\"10\"/></svg></li>\n",
             (int) lround(value / most * 1000));
    }
    put(out, n ? "</ol></div>\n" : "</p></div>\n");
}

void
write_summary(const Report *report, const Run *run)
{
    Out *out = report->out;
    section_begin(report, run, "summary", W_summary);
    if (!strcmp(run->status, "vetoed")) {
        put(out, "<p class=\"alarm\">");
        say_with(out, W_run_vetoed, STORED(run->message));
        put(out, "</p>");
    }
    write_lead(report, run);
    put(out, "<ul class=\"cards\">");
    for (size_t i = 0; i < run->n_judged; i++)
        if (run->judged[i].headline && is_simulated(&run->judged[i]))
            write_card(report, run, i);
    put(out, "</ul>\n<div class=\"columns\">");
    write_totals(report, run);
    put(out, "<div class=\"why\">");
    write_reasons(report, run, W_why_units, false);
    write_reasons(report, run, W_why_posts, true);
    put(out, "</div></div>\n");
    write_lines(report, run);
    section_end(report, run);
}
