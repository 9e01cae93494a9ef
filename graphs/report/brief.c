// SPDX-License-Identifier: MIT
/* What changes, step by step, with some units by name and the rest counted: for paper. */
#include "page.h"
#include <math.h>
#include <string.h>

enum { NAMED = 6 };

static void
write_unit(const Report *report, const Run *run, OrgRow unit)
{
    Out *out = report->out;
    uint32_t flags = fate_flags(&run->fates, unit);
    const char *into = fate_into(&run->fates, unit), *before = unit_before(report, run, unit);
    OrgRow heir;
    put_text(out, before ? before : unit_name(report, run, unit));
    if (flags & FATE_BIT(FATE_RENAMED)) {
        put(out, " → ");
        put_text(out, unit_name(report, run, unit));
    }
    if (flags & FATE_BIT(FATE_MOVED)) {
        OrgRow parent = unit_parent(run, unit);
        put(out, " → ");
        put_text(out, parent == ORG_NONE ? "–" : unit_name(report, run, parent));
    }
    for (bool first = true; fate_next(&into, &heir); first = false) {
        put(out, first ? " → " : ", ");
        put_text(out, unit_name(report, run, heir));
    }
}

/* A unit is told with each of its fates, by the step that brought that about. */
static bool
is_told(const Run *run, OrgRow unit, double item, Fate fate)
{
    uint32_t flags = fate_flags(&run->fates, unit);
    double of = fate_number(&run->fates, unit,
                            fate == FATE_SPLIT     ? AT_SPLIT_ITEM
                            : fate == FATE_MOVED   ? AT_MOVED_ITEM
                            : fate == FATE_RENAMED ? AT_RENAMED_ITEM
                                                   : AT_ITEM);
    return flags & FATE_BIT(fate) && (isnan(of) ? -1 : of) == item;
}

/* item: its number, or -1 for units whose fate no item brought about. Returns whether anything was written. */
static bool
write_group(const Report *report, const Run *run, double item, Fate fate, bool begun)
{
    Out *out = report->out;
    uint32_t n = 0;
    for (OrgRow u = 0; u < run->n; u++)
        n += is_told(run, u, item, fate);
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
    put_badge(out, fate);
    put(out, " ");
    say(out, fates_said[fate].word);
    put(out, " <b>");
    say_arg(out, NUMBER(n));
    put(out, "</b>: ");
    uint32_t named = 0;
    for (OrgRow u = 0; u < run->n && named < NAMED; u++) {
        if (!is_told(run, u, item, fate))
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
        for (int f = FATE_ABSORBED; f < FATES; f++)
            if (f != FATE_TOOK_OVER && f != FATE_POSTS) /* those that took over are told with whom they took over */
                begun = write_group(report, run, i < run->n_items ? (double) i : -1.0, (Fate) f, begun);
        if (begun)
            put(out, "</div>\n");
    }
    put(out, "</dl><p>");
    say(out, W_brief_hint);
    put(out, "</p></div>\n");
}
