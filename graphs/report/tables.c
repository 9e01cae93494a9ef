// SPDX-License-Identifier: MIT
/* Targets in full, what each item did, and what the rules found. */
#include "page.h"
#include <math.h>
#include <string.h>

/* More findings than these nobody reads on a page; they are counted. */
#define MOST_FINDINGS 2000

static void
write_target(const Report *report, const OrgTable *table, size_t row, const Judged *like)
{
    Out *out = report->out;
    const char *basis = text_at(table, "basis", row);
    double high = number_at(table, "baseline_high", row), low = number_at(table, "baseline", row);
    put(out, "<tr><th scope=\"row\"><b class=\"tid\">");
    put_text(out, text_at(table, "id", row));
    put(out, "</b> ");
    say_arg(out, STORED(said_at(table, "title", row)));
    const char *teller = text_at(table, "told_by", row);
    /* Under the title: in a column of its own it would be long and narrow. */
    if (number_at(table, "illustrative", row) == 1 || *text_at(table, "note", row) || *teller) {
        put(out, " <small>");
        if (number_at(table, "illustrative", row) == 1) {
            say(out, W_illustrative);
            put(out, " ");
        }
        say_arg(out, STORED(said_at(table, "note", row)));
        if (*teller) {
            put(out, " ");
            say_with(out, W_told_by, TEXT(teller));
        }
        put(out, "</small>");
    }
    put(out, "</th>");
    cell_text(out, text_at(table, "counting", row));
    cell_month(out, number_at(table, "month", row));
    put(out, "<td class=\"num\">");
    if (high > low)
        say_with(out, W_between, NUMBER(low), NUMBER(high));
    else if (!isnan(low))
        say_arg(out, figure(like, low));
    put(out, "</td><td class=\"num\" data-v=\"");
    if (!isnan(number_at(table, "value", row)))
        put_json_number(out, number_at(table, "value", row));
    put(out, "\">");
    say_arg(out, figure(like, number_at(table, "value", row)));
    put(out, "</td><td class=\"num\">");
    if (!isnan(number_at(table, "change", row)))
        say_signed(out, number_at(table, "change", row), like->required.change && like->required.percent);
    put(out, "</td>");
    put(out, "<td>");
    put_required(out, &like->required);
    put(out, "</td><td>");
    say_verdict(report, text_at(table, "verdict", row), basis);
    put(out, "</td>");
    cell_word(out, !strcmp(basis, "assumed") ? W_assumed : !strcmp(basis, "reported") ? W_reported : W_simulated);
    put(out, "</tr>\n");
}

void
write_targets(const Report *report, const Run *run)
{
    static const Word columns[] = { W_target, W_counted,  W_month,   W_baseline, W_value,
                                    W_change, W_required, W_verdict, W_basis };
    Rows rows = rows_of(report, "target", run->index);
    if (rows.begin == rows.end)
        return;
    section_begin(report, run, "targets", W_targets);
    table_begin(report, "sorts", W_targets, columns, sizeof columns / sizeof columns[0], 0x38);
    for (size_t i = rows.begin; i < rows.end; i++) {
        const Judged *like = &run->judged[0];
        for (size_t k = 0; k < run->n_judged; k++)
            if (!strcmp(run->judged[k].id, text_at(rows.table, "id", i)))
                like = &run->judged[k];
        write_target(report, rows.table, i, like);
    }
    table_end(report);
    section_end(report, run);
}

/* ---- items */

static Word
role_word(const char *role)
{
    return !strcmp(role, "process")  ? W_role_process
           : !strcmp(role, "rule")   ? W_role_rule
           : !strcmp(role, "metric") ? W_role_metric
                                     : W_role_step;
}

static void
write_when(Out *out, const Item *item)
{
    put(out, "<td data-v=\"");
    if (!isnan(item->first))
        put_json_number(out, item->first);
    put(out, "\">");
    if (!isnan(item->first)) {
        say_arg(out, MONTH(item->first));
        if (item->last != item->first) {
            put(out, " – ");
            say_arg(out, MONTH(item->last));
        }
    }
    put(out, "</td>");
}

static void
write_item(const Report *report, const Item *item)
{
    Out *out = report->out;
    const double figures[] = { item->units_closed, item->units_opened, item->posts_closed, item->posts_opened,
                               item->posts_moved,  item->left,         item->placed };
    put(out, "<tr><th scope=\"row\">");
    put_text(out, item->id);
    put(out, "</th>");
    cell_text(out, item->feature);
    cell_word(out, role_word(item->role));
    write_when(out, item);
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        cell_number(out, figures[i] > 0 ? figures[i] : NAN);
    put(out, "</tr>\n");
}

static Word
status_word(const char *status)
{
    return !strcmp(status, "vetoed")    ? W_status_vetoed
           : !strcmp(status, "not-due") ? W_status_not_due
           : !strcmp(status, "short")   ? W_status_short
                                        : W_status_skipped;
}

static void
write_not_done(const Report *report, const Run *run)
{
    Out *out = report->out;
    Rows rows = rows_of(report, "step", run->index);
    bool any = false;
    for (size_t i = rows.begin; i < rows.end; i++) {
        if (!strcmp(text_at(rows.table, "status", i), "done"))
            continue;
        if (!any) {
            heading(report, W_not_done);
            put(out, "<ul>");
        }
        any = true;
        put(out, "<li><b>");
        say_arg(out, MONTH(number_at(rows.table, "month", i)));
        put(out, "</b> ");
        put_text(out, text_at(rows.table, "id", i));
        put(out, " (");
        say(out, status_word(text_at(rows.table, "status", i)));
        put(out, "): ");
        say_arg(out, STORED(said_at(rows.table, "text", i)));
        put(out, "</li>\n");
    }
    if (any)
        put(out, "</ul>");
}

void
write_items(const Report *report, const Run *run)
{
    static const Word columns[] = { W_step,         W_feature,      W_role,         W_when,
                                    W_units_closed, W_units_opened, W_posts_closed, W_posts_opened,
                                    W_posts_moved,  W_people_left,  W_people_placed };
    section_begin(report, run, "steps", W_steps);
    put(report->out, "<p class=\"hint\">");
    say(report->out, W_steps_hint);
    put(report->out, "</p>");
    table_begin(report, "sorts", W_steps, columns, sizeof columns / sizeof columns[0], 0x7F0);
    for (size_t i = 0; i < run->n_items; i++)
        if (strcmp(run->items[i].role, "rule") && strcmp(run->items[i].role, "metric"))
            write_item(report, &run->items[i]);
    table_end(report);
    write_not_done(report, run);
    section_end(report, run);
}

/* ---- findings */

static Word
severity_word(const char *severity)
{
    return !strcmp(severity, "veto") ? W_sev_veto : !strncmp(severity, "warn", 4) ? W_sev_warning : W_sev_note;
}

static void
write_finding(const Report *report, const Run *run, const OrgTable *table, size_t row)
{
    Out *out = report->out;
    bool people = !strcmp(text_at(table, "table", row), "people") && !*text_at(table, "text", row);
    const char *id = text_at(table, "id", row), *where = text_at(table, "table", row);
    OrgRow unit = *id && !strcmp(where, "units") ? report->host->find(run->end, ORG_UNITS, id) : ORG_NONE;
    put(out, "<tr><td class=\"sev\">");
    say(out, severity_word(text_at(table, "severity", row)));
    put(out, "</td>");
    cell_month(out, number_at(table, "month", row));
    cell_text(out, text_at(table, "rule", row));
    put(out, "<td>");
    if (unit == ORG_NONE)
        put_text(out, id);
    else
        put_unit(report, run, unit);
    put(out, "</td><td>");
    if (people)
        say_with(out, W_findings_people, NUMBER(number_at(table, "count", row)));
    else if (number_at(table, "again", row) > 0)
        say_with(out, W_finding_stands, MONTH(number_at(table, "since", row)), STORED(said_at(table, "text", row)));
    else
        say_arg(out, STORED(said_at(table, "text", row)));
    put(out, "</td></tr>\n");
}

void
write_findings(const Report *report, const Run *run)
{
    static const Word columns[] = { W_severity, W_month, W_rule, W_unit, W_text };
    Rows rows = rows_of(report, "finding", run->index);
    size_t n = rows.end - rows.begin;
    section_begin(report, run, "findings", W_findings);
    if (!n) {
        put(report->out, "<p>");
        say(report->out, W_findings_none);
        put(report->out, "</p>");
    } else {
        table_begin(report, "sorts", W_findings, columns, sizeof columns / sizeof columns[0], 0);
        for (size_t i = rows.begin; i < rows.end && i - rows.begin < MOST_FINDINGS; i++)
            write_finding(report, run, rows.table, i);
        table_end(report);
    }
    say_printed_rows(report, n);
    if (n > MOST_FINDINGS) {
        put(report->out, "<p>");
        say_with(report->out, W_findings_more, NUMBER((double) (n - MOST_FINDINGS)));
        put(report->out, "</p>");
    }
    section_end(report, run);
}
