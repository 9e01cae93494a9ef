// SPDX-License-Identifier: MIT
/* Several runs side by side: targets, totals, and the units that fare differently. */
#include "page.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of differing units as many rows as these bytes hold; what is left out is counted, and orgsim compare --all lists it. */
#define DIFFERING_ROOM ((size_t) 2 << 20)

/* sorts: the script leafs through it, and its heads are buttons that cannot hold links. */
static void
begin_table(const Report *report, Word caption, Word first, bool sorts)
{
    Out *out = report->out;
    putf(out, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"%s\"><table class=\"side%s\"><caption>",
         word_of(out, caption, report->lang), sorts ? " sorts" : "");
    say(out, caption);
    put(out, "</caption><thead><tr><th scope=\"col\">");
    say(out, first);
    put(out, "</th>");
    for (size_t r = 0; r < report->n_runs; r++) {
        put(out, "<th scope=\"col\">");
        if (!sorts)
            putf(out, "<a href=\"#run-%zu\">", r);
        putf(out, "%zu. ", r + 1); /* as the sentences above name it */
        say_arg(out, STORED(report->run[r].title));
        put(out, sorts ? "<br><small>" : "</a><br><small>");
        put_text(out, report->run[r].name);
        put(out, "</small></th>");
    }
    put(out, "</tr></thead><tbody>\n");
}

static void
write_target_row(const Report *report, const Judged *like)
{
    Out *out = report->out;
    put(out, "<tr><th scope=\"row\"><b class=\"tid\">");
    put_text(out, like->id);
    put(out, "</b> ");
    say_arg(out, STORED(like->title));
    if (*like->counting) {
        put(out, " <small>");
        put_text(out, like->counting);
        put(out, "</small>");
    }
    put(out, " <small>");
    put_required(out, &like->required);
    put(out, "</small></th>");
    for (size_t r = 0; r < report->n_runs; r++) {
        const Judged *judged = judged_in(&report->run[r], like);
        put(out, "<td>");
        if (judged) {
            put(out, "<b>");
            if (judged->required.change && !isnan(judged->change))
                say_signed_with(out, judged->change, judged->required.percent, judged->change_decimals);
            else
                say_arg(out, with_decimals(figure(judged, judged->value), judged->value_decimals));
            put(out, "</b> ");
            say_verdict(report, judged->verdict, judged->basis);
            if (!strcmp(judged->basis, "assumed") || !strcmp(judged->basis, "reported")) {
                put(out, " <small>");
                say(out, !strcmp(judged->basis, "reported") ? W_reported : W_assumed);
                put(out, "</small>");
            }
        } else
            put(out, "–");
        put(out, "</td>");
    }
    put(out, "</tr>\n");
}

/* The answer first: how many of the simulated targets each run meets. */
static void
write_met_row(const Report *report)
{
    Out *out = report->out;
    put(out, "<tr class=\"answer\"><th scope=\"row\">");
    say(out, W_simulated_met);
    put(out, "</th>");
    for (size_t r = 0; r < report->n_runs; r++) {
        double met = 0, all = 0;
        for (size_t i = 0; i < report->run[r].n_judged; i++) {
            const Judged *judged = &report->run[r].judged[i];
            bool simulated = strcmp(judged->basis, "assumed") && strcmp(judged->basis, "reported");
            all += judged->headline && simulated;
            met += judged->headline && simulated && !strcmp(judged->verdict, "met");
        }
        put(out, "<td><b>");
        say_with(out, W_n_of_m, NUMBER(met), NUMBER(all));
        put(out, "</b></td>");
    }
    put(out, "</tr>\n");
}

/* 0: the verdicts differ; 1: only the values do; 2: all is alike. */
static int
sameness(const Report *report, const Judged *like)
{
    int same = 2;
    for (size_t r = 0; r < report->n_runs; r++) {
        const Judged *judged = judged_in(&report->run[r], like);
        if (!judged || strcmp(judged->verdict, like->verdict))
            return 0;
        if (judged->value != like->value && !(isnan(judged->value) && isnan(like->value)))
            same = 1;
    }
    return same;
}

/* Each target once: first those whose verdicts differ, then those whose values do; else in the order of the first run that has it. */
static void
write_targets_side(const Report *report)
{
    begin_table(report, W_targets, W_target, false);
    write_met_row(report);
    for (int pass = 0; pass < 3; pass++)
        for (size_t r = 0; r < report->n_runs; r++)
            for (size_t i = 0; i < report->run[r].n_judged; i++) {
                const Judged *judged = &report->run[r].judged[i];
                bool seen = false;
                for (size_t before = 0; before < r; before++)
                    seen |= judged_in(&report->run[before], judged) != NULL;
                if (!seen && sameness(report, judged) == pass)
                    write_target_row(report, judged);
            }
    table_end(report);
}

static void
write_total_row(const Report *report, Word name, size_t offset, size_t i)
{
    Out *out = report->out;
    put(out, "<tr><th scope=\"row\">");
    say(out, name);
    put(out, "</th>");
    for (size_t r = 0; r < report->n_runs; r++) {
        const double *figures = (const double *) (const void *) ((const char *) &report->run[r] + offset);
        const double *base = (const double *) (const void *) ((const char *) &report->run[0] + offset);
        put(out, "<td class=\"num\">");
        say_arg(out, NUMBER(figures[i]));
        if (r > 0 && figures[i] != base[i]) {
            put(out, " <small>(");
            say_signed(out, figures[i] - base[i], false);
            put(out, ")</small>");
        }
        put(out, "</td>");
    }
    put(out, "</tr>\n");
}

static void
write_totals_side(const Report *report)
{
    begin_table(report, W_totals, W_after, false);
    write_total_row(report, W_units, offsetof(Run, units), 1);
    write_total_row(report, W_units_closed, offsetof(Run, units), 3);
    write_total_row(report, W_posts, offsetof(Run, posts), 1);
    write_total_row(report, W_posts_closed, offsetof(Run, posts), 3);
    write_total_row(report, W_people, offsetof(Run, people), 1);
    write_total_row(report, W_people_left, offsetof(Run, people), 2);
    write_total_row(report, W_surplus, offsetof(Run, people), 4);
    table_end(report);
}

static void
write_money_side(const Report *report)
{
    if (!any_tells_money(report))
        return;
    begin_table(report, W_money, W_money, false);
    write_money_rows(report);
    table_end(report);
}

/* ---- units */

/* Names of heirs may differ in number between runs, so they are compared by id. */
static bool
same_heirs(const Report *report, const Run *a, const char *x, const Run *b, const char *y)
{
    OrgRow p, q;
    for (;;) {
        bool more = fate_next(&x, &p);
        if (more != fate_next(&y, &q))
            return false;
        if (!more)
            return true;
        if (strcmp(unit_id(report, a, p), unit_id(report, b, q)))
            return false;
    }
}

/* Other posts alone are no other fate. */
static uint32_t
compared(uint32_t flags)
{
    return flags == FATE_BIT(FATE_POSTS) ? FATE_BIT(FATE_KEPT) : flags & ~FATE_BIT(FATE_POSTS);
}

static bool
fares_differently(const Report *report, OrgRow row)
{
    const Run *base = &report->run[0];
    uint32_t a = fate_flags(&base->fates, row);
    const char *id = unit_id(report, base, row);
    for (size_t r = 1; r < report->n_runs; r++) {
        const Run *run = &report->run[r];
        OrgRow there = report->host->find(run->end, ORG_UNITS, id);
        uint32_t b = there == ORG_NONE ? 0 : fate_flags(&run->fates, there);
        if (compared(a) != compared(b) ||
            (a && !same_heirs(report, base, fate_into(&base->fates, row), run, fate_into(&run->fates, there))))
            return true;
    }
    return false;
}

static void
write_unit_row(const Report *report, OrgRow row)
{
    Out *out = report->out;
    const Run *base = &report->run[0];
    const char *id = unit_id(report, base, row);
    put(out, "<tr><th scope=\"row\">");
    put_text(out, unit_name(report, base, row));
    put(out, " <small>");
    put_text(out, id);
    put(out, "</small></th>");
    for (size_t r = 0; r < report->n_runs; r++) {
        const Run *run = &report->run[r];
        OrgRow there = r ? report->host->find(run->end, ORG_UNITS, id) : row;
        uint32_t flags = there == ORG_NONE ? 0 : fate_flags(&run->fates, there);
        put(out, "<td>");
        if (flags) {
            const char *into = fate_into(&run->fates, there);
            OrgRow heir;
            say_fates(out, flags);
            for (bool first = true; fate_next(&into, &heir); first = false) {
                put(out, first ? ": " : ", ");
                put_text(out, unit_name(report, run, heir));
            }
        } else
            put(out, "–");
        put(out, "</td>");
    }
    put(out, "</tr>\n");
}

static void
write_units_side(const Report *report)
{
    const Run *base = &report->run[0];
    uint32_t n = 0, written = 0;
    size_t end = report->out->size + DIFFERING_ROOM;
    for (OrgRow u = 0; u < base->n; u++) {
        if (!fares_differently(report, u))
            continue;
        if (n++ == 0)
            begin_table(report, W_differing, W_unit, true);
        if (report->out->size < end) {
            write_unit_row(report, u);
            written++;
        }
    }
    if (n)
        table_end(report);
    say_printed_rows(report, n);
    put(report->out, "<p>");
    if (!n)
        say(report->out, W_differing_none);
    else if (n > written)
        say_with(report->out, W_differing_left_out, NUMBER(n - written));
    put(report->out, "</p>");
}

void
write_comparison(const Report *report)
{
    section_begin(report, NULL, "comparison", W_comparison);
    write_comparison_finding(report);
    write_targets_side(report);
    write_totals_side(report);
    write_money_side(report);
    write_units_side(report);
    section_end(report, NULL);
}
