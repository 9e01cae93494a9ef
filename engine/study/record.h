/* SPDX-License-Identifier: MIT
 * From what a worker handed back to what the file keeps. */
#pragma once
#include "load.h"
#include "../sim/judging.h"

/* The manifest's texts; borrowed by `manifest`, freed with the struct. */
typedef struct {
    OrgManifest manifest;
    char *plugins_json, *items_json, *hash;
    GBytes *bundle;
} OrgManifestTexts;
/* plan may be NULL (a scenario that could not be read because a plugin is broken). */
void org_manifest_make(const OrgLoaded *loaded, const char *scenario, guint64 seed, guint replications,
                       OrgManifestTexts *texts);
void org_manifest_clear(OrgManifestTexts *texts);

/* {"units": {…}, "posts": {…}, "people": {…}} with before, after, opened, closed, left, joined, surplus. */
char *org_totals_json(const Org *start, const Org *end);

/* What a worker measured, as the judge wants it (OrgMeasure). */
GArray *org_record_measures(const OrgWorkerResult *result);

/* Store everything of a run that is done or vetoed. start: as it was before the run; loaded->org: as it is after. judging: has
 * the run, and its replications where there are any. */
gboolean org_record(OrgStore *store, gint64 run, const OrgLoaded *loaded, const Org *start,
                    const OrgWorkerResult *result, const OrgJudging *judging, GError **error);
