// SPDX-License-Identifier: MIT
#include "session.h"
#include "../base/printer.h"
#include <math.h>
#include <signal.h>
#include <unistd.h>

static OrgSession *volatile session_now; /* for the handler */

static void
on_signal(int number)
{
    (void) number;
    if (session_now)
        org_session_cancel(session_now);
}

OrgSession *
org_cli_session_new(const OrgSessionOptions *options)
{
    struct sigaction action = { .sa_handler = on_signal };
    session_now = org_session_new(options);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL); /* the terminal went away */
    return session_now;
}

void
org_cli_session_free(OrgSession *session)
{
    session_now = NULL;
    org_session_free(session);
}

void
org_cli_progress_begin(OrgCliProgress *progress, OrgLang lang, gboolean wanted)
{
    progress->lang = lang;
    progress->show = isatty(STDERR_FILENO) && wanted;
    progress->started = g_get_monotonic_time();
}

gboolean
org_cli_progress(double part, gpointer data)
{
    OrgCliProgress *progress = data;
    gint64 now = g_get_monotonic_time();
    if (progress->show && now - progress->started > 500000 && now - progress->shown > 200000 && part > 0) {
        double left = (double) (now - progress->started) / 1e6 * (1 - part) / part;
        OrgLang lang = progress->lang;
        g_autofree char *line = g_strdup_printf(_("%3.0f %%, about %.0f s left "), part * 100, ceil(left));
        org_tell_over(line);
        progress->shown = now;
    }
    return TRUE;
}

void
org_cli_progress_end(OrgCliProgress *progress)
{
    if (progress->shown)
        org_tell_over(NULL);
    *progress = (OrgCliProgress){ 0 };
}
