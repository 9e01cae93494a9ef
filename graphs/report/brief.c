// SPDX-License-Identifier: MIT
// What changes, step by step, with some units by name and the rest counted: for paper.
#include "page.h"
#include <math.h>
#include <string.h>

enum { NAMED = 6 };

static void
write_unit(const Report *report, const Run *run, OrgRow unit)
{
    Out *out = report->out;
    const Fate *fate = &run->fate[unit];
    const char *into = fate->into, *before = unit_before(report, run, unit);
    OrgRow heir;
    put_text(out, before ? before : unit_name(report, run, unit));
    if (fate->kind == FATE_RENAMED || fate->kind == FATE_RENAMED_MOVED) {
        put(out, " → ");
        put_text(out, unit_name(report, run, unit));
    }
    if (fate->kind == FATE_MOVED || fate->kind == FATE_RENAMED_MOVED) {
        OrgRow parent = unit_parent(run, unit);
        put(out, " → ");
        put_text(out, parent == ORG_NONE ? "–" : unit_name(report, run, parent));
    }
    for (bool first = true; next_row(&into, &heir); first = false) {
        put(out, first ? " → " : ", ");
        put_text(out, unit_name(report, run, heir));
    }
}

/* item: its number, or -1 for units whose fate no item brought about. Returns whether anything was written. */
static bool
write_group(const Report *report, const Run *run, double item, FateKind kind, bool begun)
{
    Out *out = report->out;
    uint32_t n = 0;
    for (OrgRow u = 0; u < run->n; u++)
        n += run->fate[u].known && run->fate[u].kind == kind &&
             (isnan(run->fate[u].item) ? -1 : run->fate[u].item) == item;
    if (!n)
        return begun;
    if (!begun) {
        put(out, "<div><dt>");
        if (item >= 0)
            put_text(out, run->items[(size_t) item].id);
        else
            say(out, W_no_step);
        put(out, "</dt>");
    }
    put(out, "<dd>");
    put_badge(out, kind);
    put(out, " ");
    say(out, fate_looks[kind].word);
    put(out, " <b>");
    say_arg(out, NUMBER(n));
    put(out, "</b>: ");
    uint32_t named = 0;
    for (OrgRow u = 0; u < run->n && named < NAMED; u++) {
        const Fate *fate = &run->fate[u];
        if (!fate->known || fate->kind != kind || (isnan(fate->item) ? -1 : fate->item) != item)
            continue;
        put(out, named++ ? "; " : "");
        write_unit(report, run, u);
    }
    if (n > named) {
        put(out, "; ");
        say_with(out, W_and_more, NUMBER(n - named));
    }
    put(out, "</dd>");
    return true;
}

void
write_brief(const Report *report, const Run *run)
{
    Out *out = report->out;
    put(out, "<div class=\"brief\">");
    heading(report, W_brief);
    put(out, "<dl>");
    for (size_t i = 0; i <= run->n_items; i++) {
        bool begun = false;
        for (int kind = FATE_RENAMED; kind < FATES; kind++)
            begun = write_group(report, run, i < run->n_items ? (double) i : -1.0, (FateKind) kind, begun);
        if (begun)
            put(out, "</div>\n");
    }
    put(out, "</dl><p>");
    say(out, W_brief_hint);
    put(out, "</p></div>\n");
}
