// SPDX-License-Identifier: MIT
// The page of targets: a panel each, with its series over the years.
#ifndef ORG_CHART_TIMELINE_H
#define ORG_CHART_TIMELINE_H
#include "canvas.h"
#include "model.h"

OrgStatus timeline_draw(const Chart *chart, Canvas *canvas);

#endif
