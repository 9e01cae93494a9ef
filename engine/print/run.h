/* SPDX-License-Identifier: MIT
 * A stored run as `orgsim run` prints it: read from the file, so that what is printed is what is stored. */
#pragma once
#include "../store/store.h"

typedef struct {
    gboolean json, quiet;     /* one JSON document; only the run's name; else text */
    guint mask;               /* see study/mask.h */
    const char *folder;       /* where run.json is written, too; NULL: nowhere */
    const GPtrArray *written; /* paths (char *) of what was drawn; NULL: nothing */
} OrgRunPrint;

/* Appends to out. FALSE with error. */
gboolean org_print_run(OrgStore *store, const OrgRunInfo *info, const OrgRunPrint *how, GString *out, GError **error);
