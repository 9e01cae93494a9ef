// SPDX-License-Identifier: MIT
// The charts of a run, drawn by the chart library, as part of the page.
#include "page.h"
#include "chart.h"
#include <stdlib.h>
#include <string.h>

/* Together the charts must leave room for the rest of a file that is mailed. */
#define CHARTS_ROOM ((size_t) 5 << 20)

#define FAMILY " font-family=\"Noto Sans,DejaVu Sans,Arial,sans-serif\""

static bool
begins(const char *at, const char *end, const char *with)
{
    size_t n = strlen(with);
    return (size_t) (end - at) >= n && !memcmp(at, with, n);
}

static const char *
after(const char *at, const char *end, const char *what)
{
    const char *found = memmem(at, (size_t) (end - at), what, strlen(what));
    return found ? found + strlen(what) : end;
}

/* A group with its title: the title of a unit is its row ("n12"), which the script wants; others say nothing. */
static const char *
put_group(Out *out, const char *at, const char *end)
{
    const char *close = after(at, end, ">"), *title = close;
    while (title < end && (*title == '\n' || *title == ' '))
        title++;
    if (!begins(at, end, "<g id=\"node") || !begins(title, end, "<title>n")) {
        const char *transform = memmem(at, (size_t) (close - at), " transform=\"", 12);
        const char *stop = transform ? memchr(transform + 12, '"', (size_t) (close - transform - 12)) : NULL;
        put(out, "<g");
        if (stop)
            put_bytes(out, transform, (size_t) (stop + 1 - transform));
        put(out, ">");
        return close;
    }
    const char *row = title + strlen("<title>n");
    size_t n = strspn(row, "0123456789");
    put(out, n && row[n] == '<' ? "<g data-u=\"" : "<g>");
    if (n && row[n] == '<') {
        put_bytes(out, row, n);
        put(out, "\">");
    }
    return close;
}

/* What a page does not need of a picture of its own: prolog, comments, ids that would repeat, titles, the family of each
 * text (the style says it once). All else is passed on as it was drawn. */
static void
put_svg(Out *out, const char *svg, size_t size)
{
    const char *end = svg + size, *at = memmem(svg, size, "<svg", 4);
    bool head = true;
    while (at && at < end) {
        if (begins(at, end, "<!--"))
            at = after(at, end, "-->");
        else if (begins(at, end, "<title>"))
            at = after(at, end, "</title>");
        else if (begins(at, end, "<g id=") || begins(at, end, "<g class="))
            at = put_group(out, at, end);
        else if (begins(at, end, FAMILY))
            at += strlen(FAMILY);
        else if (head && begins(at, end, "<svg")) {
            const char *box = memmem(at, (size_t) (end - at), "viewBox=\"", 9);
            const char *stop = box ? memchr(box + 9, '"', (size_t) (end - box - 9)) : NULL;
            put(out, "<svg aria-hidden=\"true\" focusable=\"false\" ");
            if (stop)
                put_bytes(out, box, (size_t) (stop + 1 - box));
            put(out, ">");
            at = after(at, end, ">");
            head = false;
        } else {
            const char *next = at + 1;
            while (next < end && *next != '<' && !begins(next, end, FAMILY))
                next++;
            put_bytes(out, at, (size_t) (next - at));
            at = next;
        }
    }
}

static OrgStatus
write_one(const Report *report, const Run *run, View view, int lang)
{
    Out *out = report->out;
    Chart chart = { .host = report->host,
                    .ctx = report->ctx,
                    .words = words_of(lang_codes[lang]),
                    .view = view,
                    .style = "cards",
                    .title = "",
                    .under = "",
                    .page = "A3",
                    .dpi = 72,
                    .run = run->index };
    char *svg = NULL;
    size_t size = 0;
    OrgStatus status = chart_draw(&chart, "svg", &svg, &size);
    if (status != ORG_OK)
        return status;
    putf(out, "<div class=\"paper\" lang=\"%s\">", lang_codes[lang]);
    put_svg(out, svg, size);
    put(out, "</div>");
    free(svg);
    return ORG_OK;
}

static OrgStatus
write_figure(const Report *report, const Run *run, View view, const char *name, Word title)
{
    Out *out = report->out;
    OrgStatus status = ORG_OK;
    putf(out, "<figure class=\"chart\" id=\"r%zu-%s\" data-view=\"%s\" role=\"group\" aria-labelledby=\"r%zu-%s-c\">",
         run->index, name, name, run->index, name);
    putf(out, "<figcaption id=\"r%zu-%s-c\">", run->index, name);
    say(out, title);
    put(out, "</figcaption><div class=\"view\">");
    for (int lang = 0; lang < LANGS && status == ORG_OK; lang++)
        status = write_one(report, run, view, lang);
    put(out, "</div></figure>\n");
    return status;
}

OrgStatus
write_charts(const Report *report, const Run *run)
{
    Out *out = report->out;
    OrgStatus status = ORG_OK;
    bool room = out->size < CHARTS_ROOM;
    if (run->n_judged && room) {
        section_begin(report, run, "timeline", W_timeline);
        status = write_figure(report, run, VIEW_TIMELINE, "targets-chart", W_timeline_short);
        section_end(report, run);
    }
    section_begin(report, run, "charts", W_charts);
    put(out, "<p class=\"hint\">");
    say(out, room ? W_charts_hint : W_charts_left_out);
    put(out, "</p>");
    if (room && status == ORG_OK)
        status = write_figure(report, run, VIEW_DIFF, "diff", W_chart_diff);
    /* Of several runs the whole organisation is drawn for the first one only: the others differ by what changes. */
    if (room && status == ORG_OK && run->index == 0)
        status = write_figure(report, run, VIEW_BEFORE, "before", W_chart_before);
    if (room && status == ORG_OK && run->index == 0)
        status = write_figure(report, run, VIEW_AFTER, "after", W_chart_after);
    section_end(report, run);
    return status;
}
