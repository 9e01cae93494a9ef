// SPDX-License-Identifier: MIT
/* Bringing a scenario and its organisations together, in the process that owns the files. */
#pragma once
#include "../exchange/exchange.h"
#include "../store/store.h"
#include "session.h"

typedef struct {
    OrgSession *session; /* borrowed */
    OrgWorker *worker;   /* the session's, that runs */
    char *scenario;      /* as it was named */
    OrgPlan *plan;
    char *path;      /* the scenario inside its bundle */
    Org *org;        /* the starting organisation, populated */
    char *hash;      /* of org as loaded and populated */
    char *snapshot;  /* the name it is stored under */
    Org **baselines; /* by plan->baselines index; NULL where there is none */
    char **baseline_hashes;
    OrgDiags *diags;
    GHashTable *told; /* ids of the scenario that a newer organisation has no more, and that diags speaks of; or NULL */
    OrgHandle held_plan, held_orgs; /* with the worker; 0: not yet, or no more */
} OrgLoaded;

/* Read the scenario with the catalogue of the session's worker, load and check the organisations. newer: a place that stands in
 * for the scenario's own organisation, or NULL; see drift.h. On FALSE either error is set, or
 * loaded->diags holds errors. loaded is valid (and to be cleared, before its session) in both cases. */
gboolean org_load(OrgSession *session, const char *scenario, const char *newer, OrgLoaded *loaded, GError **error);
/* The same of a scenario that stands in no file: text as if it were the file `scenario`. */
gboolean org_load_text(OrgSession *session, const char *scenario, const char *text, OrgLoaded *loaded, GError **error);
/* The scenario of a stored run, F.orgdb:run-N, with the organisations that it began from; figures reported since count. */
gboolean org_load_run(OrgSession *session, const char *place, OrgLoaded *loaded, GError **error);
void org_loaded_clear(OrgLoaded *loaded);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OrgLoaded, org_loaded_clear)

/* Set one parameter of one item, spelled as in a scenario ("2", "[finance, planning]"), checked as if it stood there, and
 * against the organisation. It goes with the plan: the next run has it, and so has a run that is stored. FALSE: nothing is
 * changed, and error says why. */
gboolean org_loaded_set(OrgLoaded *loaded, const char *item, const char *key, const char *value, GError **error);

/* The file that its runs go to where none is named: of the scenario's own name, in the folder one is in. The caller's. */
char *org_loaded_file(const OrgLoaded *loaded);
/* The name that a baseline's organisation is stored under. */
const char *org_baseline_snapshot(const OrgBaseline *baseline);

/* The errors are only features that a broken plugin might have offered: the first such, and the sentence for it. */
OrgMessage *org_load_blames_plugin(const OrgLoaded *loaded);
