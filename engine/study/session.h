// SPDX-License-Identifier: MIT
/* A session keeps the workers of one caller: one that runs scenarios, one that renders; each is started when it is first
 * needed, and stays. Scenarios are opened in it (load.h), run in it (run.h), drawn in it (draw.h). README.md shows how.
 *
 * One thread uses a session; only org_session_cancel() may come from elsewhere. */
#pragma once
#include "../scenario/bundle.h"
#include "../worker/worker.h"

typedef struct {
    OrgWorkerOptions worker; /* what it points to outlives the session */
    const char *const
        *allow; /* folders that scenarios may read besides their own, NULL at the end; or NULL. Outlives the session */
    OrgWorkerProgress progress; /* how far what runs now is; FALSE stops it. May be NULL */
    gpointer data;
} OrgSessionOptions;

typedef struct OrgSession OrgSession;
OrgSession *org_session_new(const OrgSessionOptions *options); /* NULL: as usual. Starts nothing yet */
void org_session_free(OrgSession *session);                    /* after all that was opened in it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgSession, org_session_free)

/* From a signal handler or another thread: what runs now ends as interrupted, in the middle of a plugin's call too, and so does
 * what is begun afterwards, until org_session_go_on(). */
void org_session_cancel(OrgSession *session);
gboolean org_session_cancelled(const OrgSession *session);
void org_session_go_on(OrgSession *session);

/* Of both workers together: how often one was started, handed something, given a job. */
OrgWorkerCounts org_session_counts(const OrgSession *session);

/* ---- for the other files of this folder */
/* The texts of a scenario in a folder, read as the session allows. */
OrgBundle *org_session_bundle(const OrgSession *session, const char *folder);
OrgWorker *org_session_runner(OrgSession *session, GError **error);
OrgWorker *org_session_renderer(OrgSession *session, GError **error);
/* An OrgWorkerProgress whose data is the session; what follows is `share` of the whole, after `before`. */
gboolean org_session_progress(double part, gpointer session);
void org_session_share(OrgSession *session, double before, double share);
