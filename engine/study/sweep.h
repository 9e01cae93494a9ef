// SPDX-License-Identifier: MIT
/* A sweep: a scenario run at many values of its parameters, each point a row of the organisation file. The file is gone on with by whoever
 * runs the same sweep again, and comes to the same points. */
#pragma once
#include "../scenario/sweep.h"
#include "../store/sweeps.h"
#include "session.h"

#define ORG_SWEEP_RUNS 1000000u /* points times replications, where nobody asks for more */

typedef struct {
    const char *file;    /* the sweep's, YAML */
    const char *into;    /* the file of the points; NULL: the scenario's usual one */
    guint jobs;          /* processes that share the points out; the result is the same for any number */
    guint64 most;        /* points times replications; 0: ORG_SWEEP_RUNS */
    const guint64 *seed; /* NULL: the sweep's own, else the scenario's */
} OrgSweepOptions;

typedef struct {
    char *path, *place; /* of the file; F.orgdb:sweep-N */
    gint64 id;
    guint64 points, before, now; /* all; that stood in the file; that were run now */
    guint64 vetoed, failed;      /* of these */
    guint redone;                /* replications, of processes that ended */
    gboolean elsewhere;          /* this is not rank 0, which says how it went: nothing else of this holds */
    GPtrArray *silent;           /* char *: measures: of the sweep that no point of these measured */
} OrgSwept;

/* Of several ranks (ranks.h) all call this. NULL with error, or with errors in diags. When the session is cancelled (ORG_WORKER_E_INTERRUPTED), what is done stays in the file. */
OrgSwept *org_sweep_run(OrgSession *session, const OrgSweepOptions *options, OrgDiags *diags, GError **error);
void org_swept_free(OrgSwept *swept);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgSwept, org_swept_free)
