// SPDX-License-Identifier: MIT
/* The committee's appendix: what each unit is allotted, year by year, and by which step that changed. */
#pragma once
#include "../study/place.h"

/* CSV: unit_id, unit, parent_id, year, assigned (posts when the year begins), planned (when it ends), present (posts held
 * then), actual (reported for the unit in that year, when by one metric only), basis (the steps that changed its posts,
 * each with its note), source (of the actual figure). Posts weigh their fte. Each year ends in a row of totals without an
 * id. A year is a calendar year of the run; the last may be cut short by the run's end. NULL on error. */
GString *org_appendix_csv(OrgOpened *run, GError **error);
/* The same as a workbook: a sheet for each year, its totals as formulas below. */
gboolean org_appendix_book(OrgOpened *run, const char *path, GError **error);
