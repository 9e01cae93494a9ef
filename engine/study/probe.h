// SPDX-License-Identifier: MIT
/* A loaded scenario run with something changed, and not stored: the organisations stay with the worker, and only the plan is
 * read anew, from its texts and those of the change. */
#pragma once
#include "run.h"

/* text: a plan that extends the loaded one (scenario/variant.h; org_probe_parent() is how it is to name it). take has the run, once,
 * whole or not. FALSE: the text is no plan, or does not go with the organisation; nothing was run. base has been run before. */
typedef void (*OrgProbeTake)(const OrgRun *run, gpointer data);
gboolean org_probe(OrgLoaded *base, const char *text, const OrgRunOptions *options, OrgProbeTake take, gpointer data);
/* The plan alone, checked against the organisation; file: how it is named, the caller's in any case. NULL with diags. */
OrgPlan *org_probe_plan(const OrgLoaded *base, const char *text, char **file, OrgDiags *diags);
char *org_probe_parent(const OrgLoaded *base); /* the caller's */
