// SPDX-License-Identifier: MIT
/* Months and numbers as text, independent of the locale. */
#pragma once
#include <glib.h>
#include <orgsim/plugin.h>

/* "2021-01", "2021-01-15" (the day is dropped). FALSE for anything else. Years 1800 to 2299. */
gboolean org_month_parse(const char *text, OrgMonth *month);
/* Writes "2021-01" ("" for ORG_OPEN and ORG_UNKNOWN) and returns buffer. */
const char *org_month_text(OrgMonth month, char buffer[16]);
#define ORG_YEAR(month) ((month) / 12)
#define ORG_IN_YEAR(month) ((month) % 12 + 1)

/* A whole text as a number, with '.' as the point: "12", "-1.5", "2e3". FALSE for anything else, nan and inf included. */
gboolean org_number_parse(const char *text, double *value);
/* The shortest text that reads back as the same double, whole numbers without a point. */
const char *org_number_text(double value, char buffer[40]);
