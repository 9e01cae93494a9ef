// SPDX-License-Identifier: MIT
/* Figures as people read them, in the language chosen. */
#pragma once
#include "../po/lang.h"

/* Thousands by a thin space, at most `decimals` after the point; "–" for NaN. Owned by the caller. */
char *org_figure_text(OrgLang lang, double value, guint decimals);
/* With which one of two figures tells itself from the other: at least `decimals`, and more where they would read alike. */
guint org_figure_decimals(double value, double other, guint decimals);
/* "−12.3 %" */
char *org_figure_percent(OrgLang lang, double fraction, guint decimals);
