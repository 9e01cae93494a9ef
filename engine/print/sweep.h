// SPDX-License-Identifier: MIT
/* Sweeps as text, CSV and JSON. */
#pragma once
#include "../po/lang.h"
#include "../study/sweep-compare.h"
#include "../study/sweep.h"
#include <jansson.h>

/* What was run. */
void org_swept_text(OrgLang lang, const OrgSwept *swept, GString *out);
json_t *org_swept_json(const OrgSwept *swept);
/* The sweeps of a file. */
void org_sweep_list_text(OrgLang lang, const GPtrArray *sweeps, const char *path, GString *out);
json_t *org_sweep_list_json(const GPtrArray *sweeps, const char *path);
/* What one came to: of each outcome its lowest, mean and highest figure and where they are. */
void org_sweep_text(OrgLang lang, const OrgSweepTable *table, GString *out);
json_t *org_sweep_json(const OrgSweepTable *table);
/* What each parameter does to each outcome that varies, or to one alone (only; else NULL): means at its ends, indices of Sobol'. */
void org_sweep_effects_text(OrgLang lang, const OrgSweepTable *table, const OrgSweepFigures *only, GString *out);
json_t *org_sweep_effects_json(const OrgSweepTable *table);
/* Two of them beside each other. */
void org_sweep_comparison_text(OrgLang lang, const OrgSweepComparison *found, const OrgSweepTable *one,
                               const OrgSweepTable *other, GString *out);
json_t *org_sweep_comparison_json(const OrgSweepComparison *found, const OrgSweepTable *one,
                                  const OrgSweepTable *other);
/* A row for each point: its number, status, values, figures. */
void org_sweep_csv(const OrgSweepTable *table, GString *out);
