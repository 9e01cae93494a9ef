// SPDX-License-Identifier: MIT
// Which view draws what.
#include "cards.h"
#include "chart.h"
#include "timeline.h"
#include "views.h"

typedef OrgStatus Draw(const Chart *, Canvas *);

static Draw *const draws[] = { [VIEW_TREE] = cards_draw,       [VIEW_BEFORE] = cards_draw,   [VIEW_AFTER] = cards_draw,
                               [VIEW_DIFF] = cards_draw,       [VIEW_TIMELINE] = timeline_draw, [VIEW_FLOW] = flow_draw,
                               [VIEW_TREEMAP] = treemap_draw, [VIEW_PYRAMID] = pyramid_draw, [VIEW_AGES] = ages_draw };

OrgStatus
chart_compose(const Chart *chart, Canvas *canvas)
{
    *canvas = (Canvas){ 0 };
    OrgStatus status = draws[chart->view](chart, canvas);
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
