// SPDX-License-Identifier: MIT
/* A comparison as text, CSV, XLSX and JSON. */
#pragma once
#include "../po/lang.h"
#include "../study/compare.h"
#include <jansson.h>

/* all: every unit that fares differently, however many. */
void org_compare_text(OrgLang lang, const OrgComparison *comparison, gboolean all, GString *out);
/* One row for each figure, in the long form that spreadsheets filter: section, key, then a column for each place. */
void org_compare_csv(const OrgComparison *comparison, GString *out);
/* A sheet for each table; month: of the file, see book.h. */
gboolean org_compare_xlsx(const OrgComparison *comparison, const char *path, OrgMonth month, GError **error);
/* {"columns": [{"target", "heading", "title", "from", "to"}], "targets": [{"id", "title", "required", "values": [{…}|null]}],
 * "units", "fates", "posts", "people", "cost", "span_and_layers": [{"key", "values": [number|null], "deltas": […]}], money
 * with "unit": "VND", the currency, null where the runs differ or say none; "payback": [{"payback": "YYYY-MM"|null, "extrapolated":
 * "YYYY-MM"|null, "why", "currency", "running_costs": ["pay.payroll-year"], "notes": […], "years": [{…}]}|null];
 * "first_pays_less": [{"replications", "probability", "same"}|null]: how often the first column pays less than this one;
 * "changes": [{"unit", "values": [{"fate", "into", …}|null]}]}: values in the order of columns, deltas against the first. */
json_t *org_compare_json(const OrgComparison *comparison);

/* ---- shared by the writers. Texts are the caller's own. */
extern const char *const org_section_keys[ORG_N_SECTIONS]; /* "units", …, "span_and_layers" */
/* What a row counts, in English, as programs know it: "all", "civil-servant, state", "pay: payroll". */
char *org_compare_key(const OrgCompareRow *row);
/* Its label for people: with the currency of money. */
char *org_compare_label(OrgLang lang, const OrgCompareRow *row);
/* Of the figures of a year: the name in JSON and CSV, and the title. */
extern const char *const org_year_keys[ORG_N_YEAR_FIGURES], *const org_year_titles[ORG_N_YEAR_FIGURES];
/* "met: −27 %", or the value where the target is no change in percent; where a reported figure contradicts it, that one first;
 * "–" without a target. */
char *org_compare_judgement(OrgLang lang, const OrgStoredTarget *target);
/* One target of one column, as the JSON has it; null without one. */
json_t *org_compare_target_json(const OrgStoredTarget *target);
/* "2027-04", "not within the run", or why there is no month; NULL: of a snapshot. */
char *org_payback_text(OrgLang lang, const OrgPayback *payback);
char *org_payback_note(OrgLang lang, const OrgPaybackNote *note);
/* "moved, posts changed", in English; of a snapshot "there" or "closed". */
char *org_compare_fate(const OrgCompareUnit *unit);
/* "absorbed into so-tc (2022-07 merge-rooms)", in the language of the screen. */
char *org_compare_fate_text(OrgLang lang, const OrgCompareUnit *unit);
