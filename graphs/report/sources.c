// SPDX-License-Identifier: MIT
/* What the figures rest on: assumptions, inputs, plugins, the engine. */
#include "page.h"
#include <math.h>
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
    fact(out, W_sandbox, text_at(runs, "sandbox", r), false);
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
    write_hashes(report, run, "input", inputs, input_keys, 0x2, W_inputs);
    write_hashes(report, run, "plugin", plugins, plugin_keys, 0, W_plugins);
    put(report->out, "<p>");
    say(report->out, W_privacy);
    put(report->out, "</p>");
    section_end(report, run);
}
