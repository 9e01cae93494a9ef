// SPDX-License-Identifier: MIT
/* Figures as people read them, in the language chosen. */
#pragma once
#include "../po/lang.h"

/* Thousands by a thin space, at most `decimals` after the point; "–" for NaN. Owned by the caller. */
char *org_figure_text(OrgLang lang, double value, guint decimals);
char *org_figure_percent(OrgLang lang, double fraction); /* "−12.3 %" */
