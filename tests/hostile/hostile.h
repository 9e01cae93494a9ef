// SPDX-License-Identifier: MIT
/* What the hostile tests share: a worker with evil plugins, a small town, a scenario of one step. */
#pragma once
#include "../../engine/worker/worker.h"

typedef struct {
    OrgWorker *worker;
    OrgDict *dict;
    Org *org;     /* a town of two units, three posts, two people; of a run that ended, where it ended */
    char *before; /* org_hash of it */
    char *folder; /* temporary */
    char *victim; /* a file in it */
} Hostile;

/* A worker with the named plugins of evil/ ("crash", …; NULL-terminated), 256 MB, and more patience than a test has. */
void hostile_start(Hostile *h, const char *first, ...) G_GNUC_NULL_TERMINATED;
/* After hostile_start: calls of the next run may take so long. Only for plugins that never return; all others would be blamed
 * for a slow machine. */
void hostile_limit_calls(Hostile *h, guint seconds);
/* A call that is asked to stop is given so long. */
void hostile_limit_grace(Hostile *h, guint seconds);
/* A call of a plugin has begun, and not ended that we know of. */
gboolean hostile_is_in_call(const Hostile *h);
void hostile_stop(Hostile *h);
char *hostile_library(const char *name); /* its path */
/* A scenario whose only step, in 2022-07, is the feature, and the job that runs it; hostile_release() after it. */
typedef struct {
    OrgPlan *plan;
    Org **baselines;
    OrgWorkerJob job;
} HostileJob;
void hostile_prepare(Hostile *h, HostileJob *prepared, const char *feature, gboolean with_path);
void hostile_release(Hostile *h, HostileJob *prepared);
void hostile_prepare_text(Hostile *h, HostileJob *prepared, const char *text);
/* Run a scenario whose only step, in 2022-07, is the feature (with the victim as `path` when with_path). */
OrgWorkerResult *hostile_run(Hostile *h, const char *feature, gboolean with_path);
/* The same with a scenario's text. */
OrgWorkerResult *hostile_run_text(Hostile *h, const char *text);
/* The run failed, the sentence holds all of the texts, the victim and the organisation are untouched. */
void hostile_expect_failed(Hostile *h, const char *feature, gboolean with_path, const char *first,
                           ...) G_GNUC_NULL_TERMINATED;
void hostile_expect_done(Hostile *h, const char *feature, gboolean with_path);
Org *hostile_town(OrgDict *dict);
/* Built with the address sanitiser, which has its own words for crashes and no limit of memory. */
gboolean hostile_sanitized(void);
