// SPDX-License-Identifier: MIT
/* The units of a run: without a script a table of those that change, with their stories; with one a tree and a table of all. */
#include "page.h"
#include <math.h>
#include <string.h>

/* What a reader may still leaf through. */
#define STATIC_ROOM ((size_t) 384 << 10)

static void
write_names(const Report *report, const Run *run, const char *list)
{
    Out *out = report->out;
    OrgRow row;
    for (bool first = true; fate_next(&list, &row); first = false) {
        if (!first)
            put(out, ", ");
        put_text(out, unit_name(report, run, row));
    }
}

static void
write_row(const Report *report, const Run *run, OrgRow unit)
{
    Out *out = report->out;
    const Fates *fates = &run->fates;
    const char *into = fate_into(fates, unit), *from = fate_from(fates, unit);
    OrgRow parent = unit_parent(run, unit);
    putf(out, "<tr id=\"r%zu-u%u\"><th scope=\"row\">", run->index, unit);
    put_text(out, unit_name(report, run, unit));
    put(out, " <small>");
    put_text(out, unit_id(report, run, unit));
    put(out, "</small></th><td>");
    put_text(out, parent == ORG_NONE ? "" : unit_name(report, run, parent));
    put(out, "</td><td>");
    say_fates(out, fate_flags(fates, unit));
    if (*into || *from) {
        put(out, ": ");
        write_names(report, run, *into ? into : from);
    }
    put(out, "</td>");
    cell_number(out, fate_number(fates, unit, AT_ROWS_BEFORE));
    cell_number(out, fate_number(fates, unit, AT_ROWS_AFTER));
    put(out, "<td>");
    write_story(report, run, unit);
    put(out, "</td></tr>\n");
}

static bool
is_closed(uint32_t flags)
{
    return flags & (FATE_BIT(FATE_ABSORBED) | FATE_BIT(FATE_CONSOLIDATED) | FATE_BIT(FATE_DISSOLVED));
}

static void
write_closing(const Report *report, const Run *run, OrgRow unit)
{
    Out *out = report->out;
    const double item = fate_number(&run->fates, unit, AT_ITEM);
    put(out, "<tr><th scope=\"row\">");
    put_text(out, unit_name(report, run, unit));
    put(out, " <small>");
    put_text(out, unit_id(report, run, unit));
    put(out, "</small></th><td>");
    if (*fate_into(&run->fates, unit))
        write_names(report, run, fate_into(&run->fates, unit));
    else
        say(out, W_taken_by_none);
    put(out, "</td>");
    cell_month(out, fate_number(&run->fates, unit, AT_MONTH));
    cell_text(out, item >= 0 && item < (double) run->n_items ? run->items[(size_t) item].id : "");
    put(out, "</tr>\n");
}

/* Each unit that closes in one line, for who cannot ask for its story. */
static void
write_closings(const Report *report, const Run *run)
{
    static const Word columns[] = { W_unit, W_taken_over_by, W_month, W_step };
    Out *out = report->out;
    const size_t end = out->size + 2 * STATIC_ROOM / report->n_runs;
    uint32_t closed = 0, written = 0;
    for (OrgRow u = 0; u < run->n; u++)
        closed += is_closed(fate_flags(&run->fates, u));
    if (!closed)
        return;
    heading(report, W_closings);
    table_begin(report, "units", W_closings, columns, sizeof columns / sizeof columns[0], 0);
    for (OrgRow u = 0; u < run->n && out->size < end; u++)
        if (is_closed(fate_flags(&run->fates, u))) {
            write_closing(report, run, u);
            written++;
        }
    table_end(report);
    if (written == closed)
        return;
    put(out, "<p>");
    say_with(out, W_closings_some, NUMBER(written), NUMBER(closed));
    put(out, "</p>");
}

/* First units with a fate of their own, then those that only have other posts. */
static uint32_t
write_rows(const Report *report, const Run *run)
{
    uint32_t written = 0;
    size_t end = report->out->size + STATIC_ROOM / report->n_runs;
    for (int pass = 0; pass < 2; pass++)
        for (OrgRow u = 0; u < run->n && report->out->size < end; u++) {
            uint32_t flags = fate_flags(&run->fates, u);
            if (!flags || flags == FATE_BIT(FATE_KEPT) || (flags == FATE_BIT(FATE_POSTS)) != (pass == 1))
                continue;
            write_row(report, run, u);
            written++;
        }
    return written;
}

static void
write_legend(const Report *report, const Run *run)
{
    Out *out = report->out;
    put(out, "<ul class=\"legend\">");
    for (int f = 0; f < FATES; f++)
        if (run->counts[f]) {
            put(out, "<li>");
            put_badge(out, (Fate) f);
            put(out, " ");
            say(out, fates_said[f].word);
            put(out, " <b>");
            say_arg(out, NUMBER(run->counts[f]));
            put(out, "</b></li>");
        }
    put(out, "</ul>\n");
}

void
write_units(const Report *report, const Run *run)
{
    static const Word columns[] = { W_unit, W_under, W_fate, W_posts_before, W_posts_after, W_story };
    Out *out = report->out;
    uint32_t kept = run->counts[FATE_KEPT];
    section_begin(report, run, "units", W_units_table);
    write_legend(report, run);
    write_departments(report, run);
    write_brief(report, run);
    /* Where the script runs this stays text: it would be half the page, unseen. */
    putf(out, "<div class=\"static\" data-run=\"%zu\"><noscript>", run->index);
    write_closings(report, run);
    table_begin(report, "units", W_units_table, columns, sizeof columns / sizeof columns[0], 0x18);
    uint32_t written = write_rows(report, run);
    table_end(report);
    put(out, "<p>");
    if (written < run->changed)
        say_with(out, W_units_static, NUMBER(written), NUMBER(run->changed));
    else
        say_with(out, W_units_static_all, NUMBER(written), NUMBER(kept));
    put(out, "</p></noscript></div>\n");
    section_end(report, run);
}
