// SPDX-License-Identifier: MIT
/* What a run cost, by the ledger, and what it saved against doing nothing. */
#include "page.h"
#include <math.h>
#include <string.h>

typedef struct {
    double paid, to_people, people, month;
    const char *payback;
} Paid;

static Paid
read_paid(const Report *report, const Run *run)
{
    Rows rows = rows_of(report, "paid", run->index);
    if (rows.begin == rows.end)
        return (Paid){ .month = NAN, .payback = "no-running-cost" };
    return (Paid){ .paid = number_at(rows.table, "paid", rows.begin),
                   .to_people = number_at(rows.table, "paid_to_people", rows.begin),
                   .people = number_at(rows.table, "people", rows.begin),
                   .month = number_at(rows.table, "month", rows.begin),
                   .payback = text_at(rows.table, "payback", rows.begin) };
}

/* Something was paid, or a saving is known. */
static bool
tells_money(const Report *report, const Run *run)
{
    Paid paid = read_paid(report, run);
    return paid.paid > 0 || (strcmp(paid.payback, "no-running-cost") && strcmp(paid.payback, "masked"));
}

/* What is said of the payback; the month goes into it. */
static Word
payback_word(const Paid *paid)
{
    if (!strcmp(paid->payback, "reached"))
        return W_payback_reached;
    if (!strcmp(paid->payback, "not-within"))
        return isnan(paid->month) ? W_payback_not_within : W_payback_extrapolated;
    return !strcmp(paid->payback, "nothing-spent")     ? W_payback_nothing_spent
           : !strcmp(paid->payback, "masked")          ? W_payback_masked
           : !strcmp(paid->payback, "no-running-cost") ? W_payback_no_running_cost
                                                       : W_payback_not_known;
}

/* What is said where there is nothing to tell, or nothing that may be told. */
static Word
no_money(const Paid *paid)
{
    return strcmp(paid->payback, "masked") ? W_sheet_no_money : W_payback_masked;
}

void
say_money_in(Out *out, int lang, const Report *report, const Run *run)
{
    Paid paid = read_paid(report, run);
    const Arg figures[] = { MONEY(paid.paid, run->currency), MONEY(paid.to_people, run->currency),
                            NUMBER(paid.people) };
    const Arg month = MONTH(paid.month);
    if (!tells_money(report, run)) {
        say_in(out, lang, no_money(&paid), NULL, 0);
        return;
    }
    say_in(out, lang, paid.paid > 0 ? W_paid : W_paid_nothing, figures, 3);
    put(out, " ");
    say_in(out, lang, payback_word(&paid), &month, 1);
}

static void
write_years(const Report *report, const Run *run)
{
    static const Word columns[] = { W_year,        W_year_nothing,     W_year_running,      W_year_saved,
                                    W_year_cost,   W_year_in_any_case, W_year_saved_so_far, W_year_cost_so_far,
                                    W_year_balance };
    static const char *const figures[] = { "running_of_doing_nothing", "running",      "saved",       "cost",
                                           "cost_of_doing_nothing",    "saved_so_far", "cost_so_far", "balance" };
    Rows rows = rows_of(report, "year", run->index);
    Out *out = report->out;
    if (rows.begin == rows.end)
        return;
    table_begin(report, "years", W_money, columns, sizeof columns / sizeof columns[0], 0x1FE);
    for (size_t i = rows.begin; i < rows.end; i++) {
        putf(out, "<tr><th scope=\"row\">%d</th>", (int) number_at(rows.table, "year", i));
        for (size_t k = 0; k < sizeof figures / sizeof figures[0]; k++)
            cell_number(out, number_at(rows.table, figures[k], i));
        put(out, "</tr>\n");
    }
    table_end(report);
    put(out, "<p class=\"hint\">");
    say(out, W_years_hint);
    put(out, "</p>");
}

void
write_money(const Report *report, const Run *run)
{
    Out *out = report->out;
    Paid paid = read_paid(report, run);
    section_begin(report, run, "money", W_money);
    if (!tells_money(report, run)) {
        put(out, "<p>");
        say(out, no_money(&paid));
        put(out, "</p>\n");
        section_end(report, run);
        return;
    }
    put(out, "<p data-v=\"");
    put_json_number(out, paid.paid);
    put(out, "\">");
    if (paid.paid > 0)
        say_with(out, W_paid, MONEY(paid.paid, run->currency), MONEY(paid.to_people, run->currency),
                 NUMBER(paid.people));
    else
        say(out, W_paid_nothing);
    put(out, " ");
    say_with(out, payback_word(&paid), MONTH(paid.month));
    put(out, "</p>\n");
    write_years(report, run);
    section_end(report, run);
}

/* ---- in the comparison */

bool
any_tells_money(const Report *report)
{
    for (size_t r = 0; r < report->n_runs; r++)
        if (tells_money(report, &report->run[r]))
            return true;
    return false;
}

static void
write_payback_cell(Out *out, const Paid *paid)
{
    if (!strcmp(paid->payback, "reached"))
        say_arg(out, MONTH(paid->month));
    else if (!strcmp(paid->payback, "not-within"))
        say(out, W_payback_side_not_within);
    else if (!strcmp(paid->payback, "nothing-spent"))
        say(out, W_payback_side_nothing);
    else
        put(out, "–");
}

/* The figures at the end of the last year of a run. */
static void
write_last_row(const Report *report, Word name, const char *figure)
{
    Out *out = report->out;
    put(out, "<tr><th scope=\"row\">");
    say(out, name);
    put(out, "</th>");
    for (size_t r = 0; r < report->n_runs; r++) {
        Rows rows = rows_of(report, "year", r);
        cell_number(out, rows.begin < rows.end ? number_at(rows.table, figure, rows.end - 1) : NAN);
    }
    put(out, "</tr>\n");
}

void
write_money_rows(const Report *report)
{
    Out *out = report->out;
    put(out, "<tr><th scope=\"row\">");
    say(out, W_paid_side);
    put(out, "</th>");
    for (size_t r = 0; r < report->n_runs; r++)
        cell_number(out, read_paid(report, &report->run[r]).paid);
    put(out, "</tr>\n");
    write_last_row(report, W_year_saved_so_far, "saved_so_far");
    write_last_row(report, W_year_balance, "balance");
    put(out, "<tr><th scope=\"row\">");
    say(out, W_payback_side);
    put(out, "</th>");
    for (size_t r = 0; r < report->n_runs; r++) {
        Paid paid = read_paid(report, &report->run[r]);
        put(out, "<td class=\"num\">");
        write_payback_cell(out, &paid);
        put(out, "</td>");
    }
    put(out, "</tr>\n");
}
