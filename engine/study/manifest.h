// SPDX-License-Identifier: MIT
/* What the file keeps of a run as JSON: what it is made of, entered before anything runs, and its totals. */
#pragma once
#include "run.h"

/* The manifest's texts; borrowed by `manifest`, freed with the struct. */
typedef struct {
    OrgManifest manifest;
    char *plugins_json, *items_json, *hash;
    GBytes *bundle;
} OrgManifestTexts;
/* loaded->plan may be NULL (a scenario that could not be read because a plugin is broken), options NULL as in run.h. */
void org_manifest_make(const OrgLoaded *loaded, const OrgRunOptions *options, OrgManifestTexts *texts);
void org_manifest_clear(OrgManifestTexts *texts);

/* {"units": {…}, "posts": {…}, "people": {…}} with before, after, opened, closed, left, joined, surplus; and "told": the series
 * that are as told by their plugins, [item, series]. The caller's. */
char *org_totals_json(const Org *start, const OrgPlan *plan, const OrgWorkerResult *result);
