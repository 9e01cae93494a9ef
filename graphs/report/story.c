// SPDX-License-Identifier: MIT
/* What happened to a unit, month by month, as sentences. */
#include "page.h"
#include <math.h>
#include <string.h>

static const struct {
    const char *event;
    Word word;
} sentences[] = { { "founded", W_ev_founded },
                  { "renamed", W_ev_renamed },
                  { "moved", W_ev_moved },
                  { "closed", W_ev_closed },
                  { "posts-in", W_ev_posts_in },
                  { "posts-out", W_ev_posts_out },
                  { "posts-opened", W_ev_posts_opened },
                  { "posts-closed", W_ev_posts_closed },
                  { "funding", W_ev_funding },
                  { "surplus", W_ev_surplus },
                  { "placed", W_ev_placed },
                  { "left", W_ev_left } };

static Arg
other_unit(const Report *report, const Run *run, double other)
{
    if (isnan(other))
        return WORD(W_nobody);
    return other < 0 ? WORD(W_several) : QUOTED(unit_name(report, run, (OrgRow) other));
}

static void
write_event(const Report *report, const Run *run, size_t row)
{
    Out *out = report->out;
    const char *event = text_at(run->story, "event", row);
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++)
        if (!strcmp(event, sentences[i].event))
            say_with(out, sentences[i].word, NUMBER(event_size(run, row)),
                     other_unit(report, run, number_at(run->story, "other", row)),
                     /* An old name is the user's; why people left is a word of a plugin's. */
                     sentences[i].word == W_ev_renamed ? TEXT(text_at(run->story, "text", row))
                                                       : STORED(text_at(run->story, "text", row)));
}

static void
write_chapter(const Report *report, const Run *run, size_t row)
{
    Out *out = report->out;
    double item = number_at(run->story, "item", row);
    const Item *by = item >= 0 && item < (double) run->n_items ? &run->items[(size_t) item] : NULL;
    put(out, "<li><b>");
    say_arg(out, MONTH(number_at(run->story, "month", row)));
    put(out, "</b> ");
    if (by) {
        put(out, "<i>");
        put_text(out, by->id);
        put(out, "</i>");
    }
    put(out, ": ");
}

void
write_story(const Report *report, const Run *run, OrgRow unit)
{
    Out *out = report->out;
    double month = NAN, item = NAN;
    put(out, "<ol class=\"events\">");
    for (uint32_t i = run->story_first[unit]; i < run->story_first[unit + 1]; i++) {
        size_t row = run->story_order[i];
        double m = number_at(run->story, "month", row), by = number_at(run->story, "item", row);
        if (m != month || by != item) {
            if (!isnan(month))
                put(out, "</li>");
            write_chapter(report, run, row);
            month = m;
            item = by;
        } else
            put(out, "; ");
        write_event(report, run, row);
    }
    put(out, isnan(month) ? "</ol>" : "</li></ol>");
}
