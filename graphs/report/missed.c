// SPDX-License-Identifier: MIT
/* Why targets are missed: how far they are off, at what pace, what was not done, and how to find out what would help. */
#include "ways.h"
#include <math.h>
#include <string.h>

static bool
is_missed(const Judged *judged)
{
    return judged->headline && strcmp(judged->verdict, "met") != 0;
}

static void
sentence(Out *out, Word word, Arg a, Arg b)
{
    put(out, " ");
    say_with(out, word, a, b);
}

/* A pace reads as points of a share, else in the unit of the value. */
static Arg
pace(const Judged *judged, double value)
{
    return judged->percent ? POINTS(value) : figure(judged, value);
}

/* No other plan would help: it meets it already, and what was reported is another thing. */
static bool
is_met_as_planned(const Judged *judged)
{
    return judged->as_planned && !strcmp(judged->as_planned, "met");
}

static void
write_way(const Report *report, const Judged *judged)
{
    Out *out = report->out;
    double value = judged->as_planned ? judged->planned_value : judged->value;
    if (!strcmp(judged->basis, "assumed")) {
        sentence(out, W_missed_typed, NUMBER(0), NUMBER(0));
        return;
    }
    if (is_met_as_planned(judged))
        sentence(out, W_missed_reported, figure(judged, value), NUMBER(0));
    else if (!isnan(judged->start) && !isnan(value))
        sentence(out, W_missed_way, with_decimals(figure(judged, judged->start), judged->value_decimals),
                 with_decimals(figure(judged, value), judged->value_decimals));
    if (judged->as_planned || isnan(judged->pace_needed) || isnan(judged->pace_seen))
        return;
    sentence(out, W_missed_pace, pace(judged, judged->pace_needed), pace(judged, judged->pace_seen));
    if (judged->pace_seen * judged->pace_needed < 0)
        sentence(out, W_missed_wrong_way, NUMBER(0), NUMBER(0));
}

static void
write_missed_target(const Report *report, const Run *run, const Judged *judged)
{
    Out *out = report->out;
    put(out, "<div><dt><b class=\"tid\">");
    put_text(out, judged->id);
    put(out, "</b> ");
    say_arg(out, STORED(judged->title));
    put(out, " ");
    say_verdict(report, judged->verdict, judged->basis);
    put(out, "</dt><dd>");
    write_gap(report, judged);
    put(out, "<p>");
    write_way(report, judged);
    if (!isnan(judged->break_even) && judged->baseline_high > judged->baseline)
        sentence(out, W_break_even, NUMBER(judged->break_even), NUMBER(0));
    if (*judged->note) {
        put(out, " ");
        say_arg(out, STORED(judged->note));
    }
    put(out, "</p>");
    if (strcmp(judged->basis, "assumed") != 0 && !is_met_as_planned(judged) && !write_ways(report, run, judged->id)) {
        put(out, "<p class=\"hint\">");
        say_with(out, W_missed_help, TEXT(run->name), TEXT(judged->id));
        put(out, "</p>");
    }
    put(out, "</dd></div>\n");
}

/* Ids of the steps that were vetoed, skipped or done in part, each once. */
static void
write_steps_not_done(const Report *report, const Run *run)
{
    Rows rows = rows_of(report, "step", run->index);
    Out ids = { .words = report->out->words, .plain = true };
    for (size_t i = rows.begin; i < rows.end; i++) {
        const char *id = text_at(rows.table, "id", i);
        bool done = !strcmp(text_at(rows.table, "status", i), "done"), told = false;
        for (size_t k = rows.begin; k < i && !told; k++)
            told = !strcmp(text_at(rows.table, "id", k), id) && strcmp(text_at(rows.table, "status", k), "done") != 0;
        if (done || told)
            continue;
        put(&ids, ids.size ? ", " : "");
        put_text(&ids, id);
    }
    if (ids.size) {
        put_bytes(&ids, "", 1);
        put(report->out, "<p>");
        say_with(report->out, W_missed_not_done, TEXT(ids.bytes));
        put(report->out, "</p>");
    }
    out_free(&ids);
}

bool
any_missed(const Run *run)
{
    for (size_t i = 0; i < run->n_judged; i++)
        if (is_missed(&run->judged[i]))
            return true;
    return false;
}

void
write_missed(const Report *report, const Run *run)
{
    Out *out = report->out;
    if (!any_missed(run))
        return;
    section_begin(report, run, "missed", W_missed_title);
    write_steps_not_done(report, run);
    put(out, "<dl class=\"missed\">");
    for (int assumed = 0; assumed < 2; assumed++)
        for (size_t i = 0; i < run->n_judged; i++)
            if (is_missed(&run->judged[i]) && (strcmp(run->judged[i].basis, "assumed") == 0) == (assumed == 1))
                write_missed_target(report, run, &run->judged[i]);
    put(out, "</dl>");
    section_end(report, run);
}
