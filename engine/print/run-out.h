// SPDX-License-Identifier: MIT
/* A stored run as `run` and `show` print it. */
#pragma once
#include "../po/lang.h"
#include "../study/stored.h"
#include <jansson.h>

/* {"run", "status", "seed", …}; the caller's reference. outputs: paths, or NULL. */
json_t *org_run_json(const OrgStoredRun *run, char **outputs);
/* One of its "targets". */
json_t *org_run_target_json(const OrgStoredTarget *target);
/* The headline: targets with verdicts, totals, steps that were not done, findings by rule. */
void org_run_text(OrgLang lang, const OrgStoredRun *run, GString *out);

typedef struct {
    gboolean json, quiet;     /* one JSON document; only the run's name; else text */
    guint mask;               /* see study/mask.h */
    const char *folder;       /* where run.json is written, too; NULL: nowhere */
    const GPtrArray *written; /* paths (char *) of what was drawn; NULL: nothing */
} OrgRunPrint;
/* All that `run` says of a run, read from the file, so that what is printed is what is stored; appended to out. FALSE with error. */
gboolean org_run_print(OrgLang lang, OrgStore *store, const OrgRunInfo *info, const OrgRunPrint *how, GString *out,
                       GError **error);
