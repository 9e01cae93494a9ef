// SPDX-License-Identifier: MIT
// The page of a tree: a bar, and below it cards with rows.
#ifndef ORG_CHART_CARDS_H
#define ORG_CHART_CARDS_H
#include "canvas.h"
#include "model.h"

OrgStatus cards_draw(const Chart *chart, Canvas *canvas);

#endif
