// SPDX-License-Identifier: MIT
/* What becomes of heads and deputies: in all, and unit by unit where one of them loses rank or post. */
#include "page.h"
#include <math.h>

/* More rows than these nobody reads on a page; the first are those with most. */
#define MOST_ROWS 500

static const char *const figures[] = { "heads_before", "deputies_before", "led_on",        "lost", "surplus",
                                       "left",         "heads_after",     "deputies_after" };
enum { HEADS, DEPUTIES, LED_ON, LOST, SURPLUS, LEFT, FIGURES = sizeof figures / sizeof figures[0] };

static void
write_sum(const Report *report, Rows rows)
{
    double sums[FIGURES] = { 0 };
    for (size_t i = rows.begin; i < rows.end; i++)
        for (size_t k = 0; k < FIGURES; k++)
            sums[k] += number_at(rows.table, figures[k], i);
    put(report->out, "<p class=\"leaders-sum\">");
    say_with(report->out, W_leaders_sum, NUMBER(sums[HEADS] + sums[DEPUTIES]), NUMBER(sums[LED_ON]), NUMBER(sums[LOST]),
             NUMBER(sums[SURPLUS]), NUMBER(sums[LEFT]));
    put(report->out, "</p>");
}

static void
write_unit(const Report *report, const Run *run, const OrgTable *table, size_t row)
{
    Out *out = report->out;
    OrgRow unit = (OrgRow) number_at(table, "unit", row);
    put(out, "<tr><th scope=\"row\">");
    put_unit(report, run, unit);
    put(out, " <small>");
    put_text(out, unit_id(report, run, unit));
    put(out, "</small></th>");
    for (size_t k = 0; k < FIGURES; k++)
        cell_number(out, number_at(table, figures[k], row));
    put(out, "</tr>\n");
}

static double
losing(const OrgTable *table, size_t row)
{
    return number_at(table, "lost", row) + number_at(table, "surplus", row);
}

static void
write_table(const Report *report, const Run *run, Rows rows, double most, size_t losers)
{
    static const Word columns[] = { W_unit,    W_heads_before, W_deputies_before,
                                    W_lead_on, W_lower_post,   W_leaders_surplus,
                                    W_left,    W_heads_after,  W_deputies_after };
    size_t written = 0;
    table_begin(report, "sorts", W_leaders_units, columns, sizeof columns / sizeof columns[0], 0x1FE);
    for (double n = most; n > 0; n--) /* where most lose comes first */
        for (size_t i = rows.begin; i < rows.end && written < MOST_ROWS; i++)
            if (losing(rows.table, i) == n) {
                write_unit(report, run, rows.table, i);
                written++;
            }
    table_end(report);
    say_printed_rows(report, losers);
    if (losers > MOST_ROWS) {
        put(report->out, "<p class=\"hint\">");
        say_with(report->out, W_and_more, NUMBER((double) (losers - MOST_ROWS)));
        put(report->out, "</p>");
    }
}

bool
tells_leaders(const Report *report, const Run *run)
{
    Rows rows = rows_of(report, "staff", run->index);
    for (size_t i = rows.begin; i < rows.end; i++)
        if (number_at(rows.table, "heads_before", i) + number_at(rows.table, "deputies_before", i) > 0)
            return true;
    return false;
}

void
write_leaders(const Report *report, const Run *run)
{
    Rows rows = rows_of(report, "staff", run->index);
    double most = 0;
    size_t losers = 0;
    if (!tells_leaders(report, run))
        return;
    for (size_t i = rows.begin; i < rows.end; i++) {
        most = fmax(most, losing(rows.table, i));
        losers += losing(rows.table, i) > 0;
    }
    section_begin(report, run, "leaders", W_leaders);
    write_sum(report, rows);
    if (losers)
        write_table(report, run, rows, most, losers);
    else {
        put(report->out, "<p class=\"hint\">");
        say(report->out, W_leaders_none);
        put(report->out, "</p>");
    }
    section_end(report, run);
}
