// SPDX-License-Identifier: MIT
/* The session of a command that runs something for long: a signal ends what runs, and how far it is stands on the terminal. */
#pragma once
#include "../po/lang.h"
#include "../study/session.h"

/* One at a time; SIGINT, SIGTERM and SIGHUP cancel what runs in it. */
OrgSession *org_cli_session_new(const OrgSessionOptions *options);
void org_cli_session_free(OrgSession *session);

typedef struct {
    gboolean show;
    gint64 started, shown;
    OrgLang lang;
} OrgCliProgress;
/* From now on, if standard error is a terminal and wanted is TRUE. */
void org_cli_progress_begin(OrgCliProgress *progress, OrgLang lang, gboolean wanted);
gboolean org_cli_progress(double part, gpointer progress); /* an OrgWorkerProgress; nothing is shown before it begins */
void org_cli_progress_end(OrgCliProgress *progress);
