// SPDX-License-Identifier: MIT
/* Views beside the cards and the timeline, each a page of its own. */
#pragma once
#include "canvas.h"
#include "model.h"

OrgStatus flow_draw(const Chart *chart, Canvas *canvas);
OrgStatus treemap_draw(const Chart *chart, Canvas *canvas);
OrgStatus pyramid_draw(const Chart *chart, Canvas *canvas);
OrgStatus ages_draw(const Chart *chart, Canvas *canvas);
/* Of a sweep: from the tables sweep, effect; sweep, cell, column, row. */
OrgStatus tornado_draw(const Chart *chart, Canvas *canvas);
OrgStatus heat_draw(const Chart *chart, Canvas *canvas);
