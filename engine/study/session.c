// SPDX-License-Identifier: MIT
#include "session.h"
#include "../host/places.h"

struct OrgSession {
    OrgSessionOptions options;
    OrgWorker *runner, *renderer; /* NULL until needed; the renderer knows the plugins, the runner by it */
    double before, share;
    gint cancelled; /* atomic */
};

OrgSession *
org_session_new(const OrgSessionOptions *options)
{
    OrgSession *session = g_new0(OrgSession, 1);
    if (options)
        session->options = *options;
    session->share = 1;
    return session;
}

void
org_session_free(OrgSession *session)
{
    if (!session)
        return;
    org_worker_stop(session->runner);
    org_worker_stop(session->renderer);
    g_free(session);
}

void
org_session_cancel(OrgSession *session)
{
    g_atomic_int_set(&session->cancelled, 1);
}

gboolean
org_session_cancelled(const OrgSession *session)
{
    return g_atomic_int_get(&session->cancelled) != 0;
}

void
org_session_go_on(OrgSession *session)
{
    g_atomic_int_set(&session->cancelled, 0);
}

OrgBundle *
org_session_bundle(const OrgSession *session, const char *folder)
{
    OrgBundle *bundle = org_bundle_new(folder);
    g_autofree char *rulebooks = org_path_of(ORG_PLACE_RULEBOOKS);
    org_bundle_rulebooks(bundle, rulebooks);
    for (guint i = 0; session->options.allow && session->options.allow[i]; i++)
        org_bundle_allow(bundle, session->options.allow[i]);
    return bundle;
}

OrgWorker *
org_session_renderer(OrgSession *session, GError **error)
{
    if (!session->renderer)
        session->renderer = org_worker_start(&session->options.worker, error);
    return session->renderer;
}

OrgWorker *
org_session_runner(OrgSession *session, GError **error)
{
    if (!session->runner && org_session_renderer(session, error))
        session->runner = org_worker_start_beside(session->renderer);
    return session->runner;
}

gboolean
org_session_progress(double part, gpointer data)
{
    OrgSession *session = data;
    const OrgSessionOptions *options = &session->options;
    if (org_session_cancelled(session))
        return FALSE;
    return !options->progress || options->progress(session->before + part * session->share, options->data);
}

void
org_session_share(OrgSession *session, double before, double share)
{
    session->before = before;
    session->share = share;
}

OrgWorkerCounts
org_session_counts(const OrgSession *session)
{
    OrgWorkerCounts sum = { 0 };
    const OrgWorker *const workers[] = { session->runner, session->renderer };
    for (guint i = 0; i < G_N_ELEMENTS(workers); i++) {
        OrgWorkerCounts one = workers[i] ? org_worker_counts(workers[i]) : (OrgWorkerCounts){ 0 };
        sum.starts += one.starts;
        sum.handed += one.handed;
        sum.jobs += one.jobs;
    }
    return sum;
}
