// SPDX-License-Identifier: MIT
/* What was found by running the plan anew, where that was asked for: ways to meet what is missed, and what assumptions turn. */
#include "ways.h"
#include <math.h>
#include <string.h>

/* The row of the target in the table `reach`; false: it is not there. */
static bool
find_reached(const Report *report, const Run *run, const char *id, Rows *rows, size_t *row)
{
    *rows = rows_of(report, "reach", run->index);
    for (*row = rows->begin; *row < rows->end; ++*row)
        if (!strcmp(text_at(rows->table, "target", *row), id))
            return true;
    return false;
}

static void
write_way(const Report *report, const OrgTable *table, size_t row)
{
    Out *out = report->out;
    const char *breaks = text_at(table, "breaks", row);
    put(out, "<li>");
    say_with(out, W_way, TEXT(text_at(table, "step", row)), TEXT(text_at(table, "param", row)),
             TEXT(text_at(table, "to", row)), TEXT(text_at(table, "from", row)));
    if (number_at(table, "monotone", row) == 0) {
        put(out, "; ");
        say(out, W_way_not_monotone);
    }
    if (*breaks) {
        put(out, "; ");
        say_with(out, W_way_breaks, TEXT(breaks));
    }
    put(out, "</li>");
}

bool
write_ways(const Report *report, const Run *run, const char *id)
{
    Out *out = report->out;
    Rows reached, ways = rows_of(report, "way", run->index);
    size_t row;
    if (!find_reached(report, run, id, &reached, &row))
        return false;
    const double n = number_at(reached.table, "ways", row), untried = number_at(reached.table, "untried", row),
                 knobs = number_at(reached.table, "knobs", row);
    put(out, "<p>");
    if (n > 0)
        say(out, W_ways);
    else
        say_with(out, W_ways_none, NUMBER(knobs), NUMBER(number_at(reached.table, "runs", row)));
    if (untried > 0) {
        put(out, " ");
        say_with(out, W_ways_untried, NUMBER(untried), NUMBER(knobs));
    }
    put(out, "</p>");
    if (n > 0)
        put(out, "<ul class=\"ways\">");
    for (size_t i = ways.begin; n > 0 && i < ways.end; i++)
        if (!strcmp(text_at(ways.table, "target", i), id))
            write_way(report, ways.table, i);
    if (n > 0)
        put(out, "</ul>");
    return true;
}

/* ---- assumptions */

bool
is_looked_into(const Report *report)
{
    return report->host->data(report->ctx, "assumption") != NULL;
}

size_t
turns_of(const Report *report, const Run *run, Turn *turns, size_t most)
{
    Rows rows = rows_of(report, "assumption", run->index);
    size_t n = 0;
    for (size_t i = rows.begin; i < rows.end && n < most; i++) {
        const char *name = text_at(rows.table, "name", i);
        bool told = false;
        for (size_t k = rows.begin; k < i && !told; k++)
            told = !strcmp(text_at(rows.table, "name", k), name);
        if (told || !*text_at(rows.table, "target", i))
            continue;
        turns[n++] = (Turn){ rows.table, i };
    }
    return n;
}

size_t
turn_args(const Turn *turn, Arg args[TURN_ARGS], Word *word)
{
    const OrgTable *table = turn->table;
    const char *from = text_at(table, "from", turn->row), *to = text_at(table, "to", turn->row);
    const bool percent =
        number_at(table, "relative", turn->row) > 0 || !strcmp(text_at(table, "unit", turn->row), "share");
    const double was = number_at(table, "value_from", turn->row), is = number_at(table, "value_to", turn->row);
    const bool turned = strcmp(from, to) != 0;
    size_t n = 0;
    *word = turned ? W_turn : W_turn_stays;
    args[n++] = TEXT(text_at(table, "name", turn->row));
    args[n++] = TEXT(text_at(table, "at", turn->row));
    args[n++] = TEXT(text_at(table, "target", turn->row));
    args[n++] = WORD(verdict_word(to));
    args[n++] = percent ? with_decimals(PERCENT(is), 2) : NUMBER(is);
    if (turned)
        args[n++] = WORD(verdict_word(from));
    args[n++] = percent ? with_decimals(PERCENT(was), 2) : NUMBER(was);
    return n;
}

void
write_turns(const Report *report, const Run *run)
{
    Out *out = report->out;
    Rows rows = rows_of(report, "assumption", run->index);
    if (!is_looked_into(report))
        return;
    heading(report, W_turns);
    if (rows.begin == rows.end) {
        put(out, "<p>");
        say(out, W_turns_none);
        put(out, "</p>");
        return;
    }
    put(out, "<ul class=\"turns\">");
    for (size_t i = rows.begin; i < rows.end; i++) {
        Arg args[TURN_ARGS];
        Word word;
        put(out, "<li>");
        if (*text_at(rows.table, "target", i)) {
            size_t n = turn_args(&(Turn){ rows.table, i }, args, &word);
            say_args(out, word, args, n);
        } else
            say_with(out, W_turn_untried, TEXT(text_at(rows.table, "name", i)));
        put(out, "</li>");
    }
    put(out, "</ul>\n");
}
