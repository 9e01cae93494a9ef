/* SPDX-License-Identifier: MIT
 * Bringing a scenario and its organisations together, in the process that owns the files. */
#pragma once
#include "../exchange/exchange.h"
#include "../worker/worker.h"
#include "../store/store.h"

typedef struct {
    OrgWorker *worker;
    OrgPlan *plan;
    char *path;      /* the scenario inside its bundle */
    Org *org;        /* the starting organisation, populated */
    char *hash;      /* of org as loaded and populated */
    char *snapshot;  /* the name it is stored under */
    Org **baselines; /* by plan->baselines index; NULL where there is none */
    char **baseline_hashes;
    OrgDiags *diags;
} OrgLoaded;

/* Start a worker, read the scenario with its catalogue, load and check the organisations. newer: a target that stands in for
 * the scenario's own organisation, or NULL; see conflicts.h. On FALSE either error is set, or
 * loaded->diags holds errors. loaded is valid (and to be cleared) in both cases. */
gboolean org_load(const char *scenario, const char *newer, const OrgWorkerOptions *options, OrgLoaded *loaded,
                  GError **error);
void org_loaded_clear(OrgLoaded *loaded);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OrgLoaded, org_loaded_clear)

/* The errors are only features that a broken plugin might have offered: the first such, and the sentence for it. */
char *org_load_blames_plugin(const OrgLoaded *loaded);
