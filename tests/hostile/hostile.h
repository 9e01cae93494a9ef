/* SPDX-License-Identifier: MIT
 * What the hostile tests share: a worker with evil plugins, a small town, a scenario of one step. */
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

/* A worker with the named plugins of evil/ ("crash", …; NULL-terminated) and 256 MB. */
void hostile_start(Hostile *h, guint call_seconds, const char *first, ...) G_GNUC_NULL_TERMINATED;
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
/* Run a scenario whose only step, in 2022-07, is the feature (with the victim as `path` when with_path). */
OrgWorkerResult *hostile_run(Hostile *h, const char *feature, gboolean with_path);
/* The run failed, the sentence holds all of the texts, the victim and the organisation are untouched. */
void hostile_expect_failed(Hostile *h, const char *feature, gboolean with_path, const char *first,
                           ...) G_GNUC_NULL_TERMINATED;
void hostile_expect_done(Hostile *h, const char *feature, gboolean with_path);
Org *hostile_town(OrgDict *dict);
/* Built with the address sanitiser, which has its own words for crashes and no limit of memory. */
gboolean hostile_sanitized(void);
