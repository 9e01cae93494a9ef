// SPDX-License-Identifier: MIT
/* Colours of paper without colour. What a colour says is told by badge, line and words too; greys keep contrast and weight. */
#pragma once

/* The grey for one of the charts' colours, "#RRGGBB" or "#RRGGBBAA"; NULL for NULL. It outlives everything. */
const char *theme_grey(const char *color);
