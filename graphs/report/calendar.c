// SPDX-License-Identifier: MIT
/* What each step did in which month, and processes by year: sums of the stories of all units. */
#include "page.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    double when; /* the month; of a process its year's end, past the last month */
    size_t item;
    Item did;
} Deed;

static int
by_time(const void *a, const void *b)
{
    const Deed *x = a, *y = b;
    return x->when != y->when ? (x->when > y->when) - (x->when < y->when) : (x->item > y->item) - (x->item < y->item);
}

static bool
is_process(const Run *run, size_t item)
{
    return !strcmp(run->items[item].role, "process");
}

/* One deed for each event, then those of one time and item together; returns how many are left. */
static size_t
gather(const Run *run, Rows rows, Deed *deeds)
{
    size_t n = 0, kept = 0;
    for (size_t i = rows.begin; i < rows.end; i++) {
        double item = number_at(rows.table, "item", i), month = number_at(rows.table, "month", i);
        if (!(item >= 0 && item < (double) run->n_items))
            continue;
        deeds[n] = (Deed){ .when = month, .item = (size_t) item };
        if (is_process(run, deeds[n].item))
            deeds[n].when = floor(month / 12) * 12 + 11.5;
        item_count(&deeds[n++].did, text_at(rows.table, "event", i), event_size(run, i));
    }
    qsort(deeds, n, sizeof *deeds, by_time);
    for (size_t i = 0; i < n; i++) {
        if (kept && !by_time(&deeds[kept - 1], &deeds[i]))
            item_add(&deeds[kept - 1].did, &deeds[i].did);
        else
            deeds[kept++] = deeds[i];
    }
    return kept;
}

static bool
write_deed(const Report *report, const Run *run, const Deed *deed)
{
    Out *out = report->out;
    const Item *did = &deed->did;
    const double figures[] = { did->units_closed, did->units_opened, did->posts_closed, did->posts_opened,
                               did->posts_moved,  did->left,         did->placed };
    double any = 0;
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        any += figures[i];
    if (any == 0)
        return false;
    put(out, "<tr><td class=\"when\" data-v=\"");
    put_json_number(out, deed->when);
    put(out, "\">");
    if (is_process(run, deed->item))
        putf(out, "%d", (int) deed->when / 12);
    else
        say_arg(out, MONTH(deed->when));
    put(out, "</td><th scope=\"row\">");
    put_text(out, run->items[deed->item].id);
    put(out, "</th>");
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        cell_number(out, figures[i] > 0 ? figures[i] : NAN);
    put(out, "</tr>\n");
    return true;
}

void
write_calendar(const Report *report, const Run *run)
{
    static const Word columns[] = { W_month,        W_step,        W_units_closed, W_units_opened, W_posts_closed,
                                    W_posts_opened, W_posts_moved, W_people_left,  W_people_placed };
    Rows rows = rows_of(report, "story", run->index);
    Deed *deeds = malloc((rows.end - rows.begin + 1) * sizeof *deeds);
    if (!deeds) {
        report->out->failed = true;
        return;
    }
    size_t n = gather(run, rows, deeds);
    section_begin(report, run, "calendar", W_calendar);
    put(report->out, "<p class=\"hint\">");
    say(report->out, n ? W_calendar_hint : W_calendar_none);
    put(report->out, "</p>");
    if (n) {
        table_begin(report, "sorts", W_calendar, columns, sizeof columns / sizeof columns[0], 0x1FC);
        size_t written = 0;
        for (size_t i = 0; i < n; i++)
            written += write_deed(report, run, &deeds[i]);
        table_end(report);
        say_printed_rows(report, written);
    }
    section_end(report, run);
    free(deeds);
}
