// SPDX-License-Identifier: MIT
#include "views.h"
OrgStatus
pyramid_draw(const Chart *chart, Canvas *canvas)
{
    (void) canvas;
    return chart->host->fail(chart->ctx, ORG_E_FAILED, "not drawn");
}
