// SPDX-License-Identifier: MIT
/* Which view draws what. */
#include "cards.h"
#include "chart.h"
#include "paper.h"
#include "timeline.h"
#include "views.h"
#include "waterfall.h"
#include <string.h>

typedef OrgStatus Draw(const Chart *, Canvas *);

static Draw *const draws[] = {
    [VIEW_TREE] = cards_draw,          [VIEW_BEFORE] = cards_draw,      [VIEW_AFTER] = cards_draw,
    [VIEW_DIFF] = cards_draw,          [VIEW_TIMELINE] = timeline_draw, [VIEW_FLOW] = flow_draw,
    [VIEW_TREEMAP] = treemap_draw,     [VIEW_PYRAMID] = pyramid_draw,   [VIEW_AGES] = ages_draw,
    [VIEW_WATERFALL] = waterfall_draw, [VIEW_TORNADO] = tornado_draw,   [VIEW_HEAT] = heat_draw
};

/* A number of levels, as OrgFold goes. */
static OrgStatus
read_fold(Chart *chart)
{
    const char *text = chart->fold_text ? chart->fold_text : "auto";
    enum { MOST = 40 };
    unsigned levels = 0;
    chart->fold = !strcmp(text, "none") ? FOLD_NONE : FOLD_AUTO;
    if (chart->fold == FOLD_NONE || !strcmp(text, "auto"))
        return ORG_OK;
    for (size_t i = 0; text[i] >= '0' && text[i] <= '9' && levels <= MOST; i++)
        levels = levels * 10 + (unsigned) (text[i] - '0');
    chart->fold = levels;
    if (levels >= 1 && levels <= MOST && strspn(text, "0123456789") == strlen(text))
        return ORG_OK;
    return chart->host->fail(chart->ctx, ORG_E_INVALID,
                             "fold: \"%s\" is not known; expected auto, none, or levels from 1 to %d", text, MOST);
}

OrgStatus
chart_read_options(Chart *chart)
{
    OrgStatus status = paper_read(chart, &chart->paper);
    return status == ORG_OK ? read_fold(chart) : status;
}

OrgStatus
chart_compose(const Chart *chart, Canvas *canvas)
{
    Chart own = *chart;
    *canvas = (Canvas){ 0 };
    OrgStatus status = chart_read_options(&own);
    if (status == ORG_OK)
        status = draws[chart->view](&own, canvas);
    return status == ORG_OK && canvas->failed ? chart->host->fail(chart->ctx, ORG_E_FAILED, "out of memory") : status;
}

OrgStatus
chart_draw(const Chart *chart, const char *format, char **bytes, size_t *size)
{
    Canvas canvas;
    OrgStatus status = chart_compose(chart, &canvas);
    if (status == ORG_OK)
        status = chart_render(chart, &canvas, format, bytes, size);
    canvas_end(&canvas);
    return status;
}
