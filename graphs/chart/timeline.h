// SPDX-License-Identifier: MIT
/* The page of targets: a panel each, with its series over the years. */
#pragma once
#include "canvas.h"
#include "model.h"

OrgStatus timeline_draw(const Chart *chart, Canvas *canvas);
