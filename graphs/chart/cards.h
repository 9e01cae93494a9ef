// SPDX-License-Identifier: MIT
/* The page of a tree: a bar, and below it cards with rows. */
#pragma once
#include "canvas.h"
#include "model.h"

OrgStatus cards_draw(const Chart *chart, Canvas *canvas);
