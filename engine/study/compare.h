/* SPDX-License-Identifier: MIT
 * Runs and snapshots side by side as one document, from which the text, the CSV and the workbook are written. */
#pragma once
#include "impact.h"
#include "place.h"
#include <jansson.h>

#define ORG_COMPARE_MOST 10

typedef struct {
    const char *target; /* as the user named it */
    OrgOpened opened;
    OrgImpact *impact; /* of a run, else NULL */
    json_t *document;  /* of a run, else NULL */
} OrgCompared;

/* {"columns": [{"target", "heading", "title", "from", "to"}], "targets": [{"id", "title", "required", "values": [{…}|null]}],
 * "units", "posts", "people", "cost", "span_and_layers": [{"key", "values": [number|null], "deltas": […]}], those of cost in a currency
 * with "unit": "VND"; "payback": [{"payback": year|null, "why", "payroll_metric", "cost_metric", "notes": […], "years": [{…}]}|null];
 * "changes": [{"unit", "values": [{"fate", "into", …}|null]}]}: values in the order of columns, deltas against the first.
 * "heading": A, B, C …; where titles repeat with what tells the column from them, as in "B run-2". */
json_t *org_compare(OrgCompared *columns, guint n, GError **error);

/* Cells of texts, as the sections of a comparison show them; the caller's. */
char *org_compare_payback_text(const json_t *payback); /* "2027", "not within the run", or why there is no year */

void org_compare_text(const json_t *doc, gboolean all, GString *out);
void org_compare_csv(const json_t *doc, GString *out);
/* A sheet for each table; month: of the file, see book.h. */
gboolean org_compare_xlsx(const json_t *doc, const char *path, OrgMonth month, GError **error);

json_t *org_compare_changes(const OrgCompared *columns, guint n); /* the part "changes" */
json_t *org_compare_payback(const OrgCompared *columns, guint n); /* the part "payback" */
/* The figures of a year, in the order of the sum that they make: the keys of "years" with their titles. */
typedef struct {
    const char *key, *title;
} OrgYearFigure;
#define ORG_N_YEAR_FIGURES 7
extern const OrgYearFigure org_year_figures[ORG_N_YEAR_FIGURES];

/* The feature of an item of a run, "" when there is none. */
const char *org_compare_feature(const json_t *items, const char *id);
