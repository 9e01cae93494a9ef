// SPDX-License-Identifier: MIT
/* The data-quality report on a terminal: problems, then one line of counts. */
#pragma once
#include "../po/lang.h"
#include "../exchange/exchange.h"

/* Problems on stderr (the first thousand; the rest is counted), unless quiet. */
void org_report_problems(OrgLang lang, const OrgDiags *diags, gboolean quiet);
/* "2 errors, 1 warning, 3 notes" */
char *org_report_counts(OrgLang lang, const OrgDiags *diags);
/* "12 units (1 root, 3 levels), 58.5 posts (60 rows), 55 people"; no rows where there are as many as posts */
char *org_report_totals(OrgLang lang, const Org *org);
/* What --lenient did, as JSON, to be kept with the snapshot; NULL when there was nothing to repair. */
char *org_report_repairs(const OrgDiags *diags);
