// SPDX-License-Identifier: MIT
/* The charts of a run, drawn by the chart library, as part of the page. */
#include "page.h"
#include "chart.h"
#include <stdlib.h>
#include <string.h>

/* Together the charts must leave room for the rest of a file that is mailed. */
#define CHARTS_ROOM ((size_t) 6 << 20)

/* The picture as it was drawn, but for its head: it is as large as the page lets it be, and what it tells stands in the
 * tables too, so that who cannot see it is not read every label. */
static void
put_svg(Out *out, const char *svg, size_t size)
{
    static const char box[] = " viewBox=\"", role[] = " role=\"img\"";
    const char *end = svg + size, *head = memmem(svg, size, "<svg", 4);
    const char *close = head ? memchr(head, '>', (size_t) (end - head)) : NULL;
    const char *at = close ? memmem(head, (size_t) (close - head), box, strlen(box)) : NULL;
    const char *skip = at ? memmem(at, (size_t) (close - at), role, strlen(role)) : NULL;
    if (!at)
        return;
    put(out, "<svg aria-hidden=\"true\" focusable=\"false\"");
    put_bytes(out, at, (size_t) ((skip ? skip : close) - at));
    at = skip ? skip + strlen(role) : close;
    put_bytes(out, at, (size_t) (end - at));
}

static OrgStatus
write_one(const Report *report, const Run *run, View view, int lang)
{
    Out *out = report->out;
    Words words;
    Chart chart = { .host = report->host,
                    .ctx = report->ctx,
                    .words = words_of(report->host, report->ctx, lang_codes[lang], &words),
                    .view = view,
                    .style = "cards",
                    .title = "",
                    .under = "",
                    .page = "A4", /* as it is printed: its text has 7 points there, too */
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

/* Of more than three runs the whole organisation is drawn for the first one only: the others differ by what changes. */
static bool
whole_organisation(const Report *report, const Run *run)
{
    return report->n_runs <= 3 || run->index == 0;
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
    if (room && status == ORG_OK && whole_organisation(report, run))
        status = write_figure(report, run, VIEW_BEFORE, "before", W_chart_before);
    if (room && status == ORG_OK && whole_organisation(report, run))
        status = write_figure(report, run, VIEW_AFTER, "after", W_chart_after);
    if (room && status == ORG_OK && run->posts[0] > 0)
        status = write_figure(report, run, VIEW_FLOW, "flow", W_chart_flow);
    section_end(report, run);
    return status;
}
