// SPDX-License-Identifier: MIT
/* What the figures rest on: assumptions, inputs, plugins, the engine. */
#include "ways.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void
write_assumptions(const Report *report, const Run *run)
{
    Out *out = report->out;
    bool any = false;
    section_begin(report, run, "assumptions", W_assumptions);
    put(out, "<p class=\"hint\">");
    say(out, W_assumptions_hint);
    put(out, "</p><dl class=\"notes\">");
    for (size_t i = 0; i < run->n_judged; i++) {
        const Judged *judged = &run->judged[i];
        bool uncertain = judged->baseline_high > judged->baseline;
        if (!judged->headline || (!uncertain && !judged->illustrative))
            continue;
        any = true;
        put(out, "<div><dt>");
        put_text(out, judged->id);
        put(out, "</dt><dd>");
        if (uncertain)
            say_with(out, W_uncertain_baseline, TEXT(judged->id), NUMBER(judged->baseline),
                     NUMBER(judged->baseline_high));
        else
            say_arg(out, STORED(judged->note));
        put(out, "</dd></div>");
    }
    for (size_t i = 0; i < run->n_items; i++)
        if (*run->items[i].note) {
            any = true;
            put(out, "<div><dt>");
            put_text(out, run->items[i].id);
            put(out, "</dt><dd>");
            say_arg(out, STORED(run->items[i].note));
            put(out, "</dd></div>\n");
        }
    put(out, any ? "</dl>" : "</dl><p>");
    if (!any) {
        say(out, W_assumptions_none);
        put(out, "</p>");
    }
    write_turns(report, run);
    section_end(report, run);
}

static void
fact(Out *out, Word name, const char *value, bool code)
{
    if (!*value)
        return;
    put(out, "<div><dt>");
    say(out, name);
    put(out, code ? "</dt><dd><code>" : "</dt><dd>");
    say_arg(out, code ? TEXT(value) : STORED(value));
    put(out, code ? "</code></dd></div>" : "</dd></div>");
}

/* "seccomp, landlock 4, no capabilities": each fence with the comma before it is a text of its own. */
static void
write_sandbox(const Report *report, const char *level)
{
    Out *out = report->out;
    const size_t size = strlen(level) + 1;
    char *part = report->host->scratch(report->ctx, size);
    if (!*level || !part)
        return;
    put(out, "<div><dt>");
    say(out, W_sandbox);
    put(out, "</dt><dd>");
    for (size_t n; *level; level += n) {
        n = 1 + strcspn(level + 1, ",");
        snprintf(part, size, "%.*s", (int) n, level);
        say_arg(out, STORED(part));
    }
    put(out, "</dd></div>");
}

static void
write_engine(const Report *report, const Run *run)
{
    Out *out = report->out;
    const OrgTable *runs = report->host->data(report->ctx, "run");
    size_t r = run->index;
    double replications = number_at(runs, "replications", r), actuals = number_at(runs, "from_actuals", r);
    put(out, "<dl class=\"facts\">");
    fact(out, W_run, run->name, false);
    fact(out, W_engine, text_at(runs, "engine", r), false);
    fact(out, W_scenario, text_at(runs, "scenario", r), false);
    fact(out, W_scenario, text_at(runs, "hash", r), true);
    fact(out, W_organisation, text_at(runs, "organisation_hash", r), true);
    fact(out, W_seed, text_at(runs, "seed", r), false);
    if (!isnan(replications)) {
        put(out, "<div><dt>");
        say(out, W_replications);
        put(out, "</dt><dd>");
        say_arg(out, NUMBER(replications));
        put(out, "</dd></div>");
    }
    if (!isnan(actuals)) {
        put(out, "<div><dt>");
        say(out, W_from_actuals);
        put(out, "</dt><dd>");
        say_arg(out, MONTH(actuals));
        put(out, "</dd></div>");
    }
    write_sandbox(report, text_at(runs, "sandbox", r));
    put(out, "</dl>\n");
}

static void
write_hashes(const Report *report, const Run *run, const char *view, const Word *columns, const char *const *keys,
             unsigned numeric, Word caption)
{
    Out *out = report->out;
    Rows rows = rows_of(report, view, run->index);
    heading(report, caption);
    table_begin(report, "hashes", caption, columns, 3, numeric);
    for (size_t i = rows.begin; i < rows.end; i++) {
        put(out, "<tr><th scope=\"row\">");
        put_text(out, text_at(rows.table, keys[0], i));
        put(out, "</th>");
        if (numeric)
            cell_number(out, number_at(rows.table, keys[1], i));
        else
            cell_text(out, text_at(rows.table, keys[1], i));
        put(out, "<td><code>");
        put_text(out, text_at(rows.table, keys[2], i));
        put(out, "</code></td></tr>\n");
    }
    table_end(report);
}

/* ---- what each figure is taken from */

static const Item *
item_named(const Run *run, const char *id)
{
    for (size_t i = 0; i < run->n_items; i++)
        if (!strcmp(run->items[i].id, id))
            return &run->items[i];
    return NULL;
}

static void
write_figure_source(const Report *report, const Run *run, const OrgTable *table, size_t row)
{
    Out *out = report->out;
    const Item *item = item_named(run, text_at(table, "item", row));
    const char *counting = text_at(table, "counting", row), *note = item ? item->note : "",
               *of = said_at(table, "note", row);
    put(out, "<tr><th scope=\"row\"><b class=\"tid\">");
    put_text(out, text_at(table, "id", row));
    put(out, "</b> ");
    put_text(out, counting);
    put(out, "</th><td>");
    put_text(out, text_at(table, "item", row));
    if (strcmp(text_at(table, "item", row), text_at(table, "series", row))) {
        put(out, " \xC2\xB7 ");
        put_text(out, text_at(table, "series", row));
    }
    put(out, " <small>");
    put_text(out, item ? item->feature : "");
    put(out, "</small></td><td><code>");
    put_text(out, item ? item->file : "");
    if (item && item->line > 0)
        putf(out, ":%d", (int) item->line);
    put(out, "</code></td><td>");
    say_arg(out, STORED(note));
    put(out, *note && *of ? " " : "");
    say_arg(out, STORED(of));
    put(out, "</td></tr>\n");
}

/* A row for each target and way of counting, not for each of its months. */
static void
write_figures_sources(const Report *report, const Run *run)
{
    static const Word columns[] = { W_target, W_measured_by, W_stands_in, W_source_note };
    Rows rows = rows_of(report, "target", run->index);
    if (rows.begin == rows.end)
        return;
    heading(report, W_figures_sources);
    put(report->out, "<p class=\"hint\">");
    say(report->out, W_figures_hint);
    put(report->out, "</p>");
    table_begin(report, "figure-sources", W_figures_sources, columns, sizeof columns / sizeof columns[0], 0);
    for (size_t i = rows.begin; i < rows.end; i++) {
        bool told = i > rows.begin && !strcmp(text_at(rows.table, "id", i), text_at(rows.table, "id", i - 1)) &&
                    !strcmp(text_at(rows.table, "counting", i), text_at(rows.table, "counting", i - 1));
        if (!told)
            write_figure_source(report, run, rows.table, i);
    }
    table_end(report);
}

static void
write_actuals(const Report *report, const Run *run)
{
    static const Word columns[] = { W_target, W_month, W_value, W_actuals_source };
    Rows rows = rows_of(report, "actual", run->index);
    Out *out = report->out;
    if (rows.begin == rows.end)
        return;
    heading(report, W_actuals);
    table_begin(report, "actuals", W_actuals, columns, sizeof columns / sizeof columns[0], 0x4);
    for (size_t i = rows.begin; i < rows.end; i++) {
        const char *scope = text_at(rows.table, "scope", i);
        put(out, "<tr><th scope=\"row\">");
        put_text(out, text_at(rows.table, "metric", i));
        if (*scope) {
            put(out, " <small>");
            put_text(out, scope);
            put(out, "</small>");
        }
        put(out, "</th>");
        cell_month(out, number_at(rows.table, "month", i));
        cell_number(out, number_at(rows.table, "value", i));
        cell_text(out, text_at(rows.table, "source", i));
        put(out, "</tr>\n");
    }
    table_end(report);
}

void
write_sources(const Report *report, const Run *run)
{
    /* The last head is the name of the method in every language. */
    static const Word inputs[] = { W_file, W_bytes, W_sha256 }, plugins[] = { W_plugin, W_version, W_sha256 };
    static const char *const input_keys[] = { "path", "bytes", "sha256" }, *const plugin_keys[] = { "id", "version",
                                                                                                    "sha256" };
    write_assumptions(report, run);
    section_begin(report, run, "provenance", W_provenance);
    write_engine(report, run);
    write_figures_sources(report, run);
    write_actuals(report, run);
    write_hashes(report, run, "input", inputs, input_keys, 0x2, W_inputs);
    write_hashes(report, run, "plugin", plugins, plugin_keys, 0, W_plugins);
    put(report->out, "<p>");
    say(report->out, W_privacy);
    put(report->out, "</p>");
    section_end(report, run);
}
