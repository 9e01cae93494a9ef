// SPDX-License-Identifier: MIT
/* A run in the organisation file: entered before anything runs, so that one that ends badly leaves a trace. */
#pragma once
#include "run.h"

/* Enter it, as running; its number, 0 with error. options: as in run.h. */
gint64 org_record_begin(OrgStore *store, const OrgLoaded *loaded, const OrgRunOptions *options, GError **error);
/* What became of it: everything of a run that is done or vetoed, in one transaction; of another its status and message. */
gboolean org_record_end(OrgStore *store, gint64 id, const OrgRun *run, GError **error);
/* A scenario that needs a plugin which is broken (org_load_blames_plugin): entered as failed, with why. Its number, 0 with error. */
gint64 org_record_broken(OrgStore *store, const OrgLoaded *loaded, const OrgRunOptions *options, const OrgMessage *why,
                         GError **error);
/* Enter, run, record. NULL with error when the file would not take it; id is 0 then, or the number that it was entered under. */
OrgRun *org_run_stored(OrgLoaded *loaded, const OrgRunOptions *options, OrgStore *store, gint64 *id, GError **error);

const char *org_run_status_text(OrgWorkerStatus status); /* as the file has it: "done", "interrupted" */
