// SPDX-License-Identifier: MIT
// Which view draws what.
#include "cards.h"
#include "chart.h"
#include "timeline.h"

OrgStatus
chart_compose(const Chart *chart, Canvas *canvas)
{
    *canvas = (Canvas){ 0 };
    OrgStatus status = chart->view == VIEW_TIMELINE ? timeline_draw(chart, canvas) : cards_draw(chart, canvas);
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
