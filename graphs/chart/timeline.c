// SPDX-License-Identifier: MIT
#include "timeline.h"
#include "page.h"

OrgStatus
timeline_draw(const Chart *chart, Canvas *canvas)
{
    Rect body;
    PageText text = { .title = page_title(chart), .subtitle = chart->words->timeline };
    if (!page_begin(chart, &text, canvas, &body))
        return chart->host->fail(chart->ctx, ORG_E_FAILED, "out of memory");
    return ORG_OK;
}
