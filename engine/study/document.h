/* SPDX-License-Identifier: MIT
 * A stored run as one document: what `run`, `show` and `compare` print, as text and as JSON. Read from the file, so that
 * what is printed is what is stored. */
#pragma once
#include "../store/store.h"
#include <jansson.h>

/* {"run", "status", "seed", …} as in DESIGN section 7. outputs: paths, or NULL. */
json_t *org_document_json(OrgStore *store, const OrgRunInfo *info, char **outputs, GError **error);
/* The headline: targets with verdicts, totals, steps that were not done, findings by rule. */
void org_document_text(json_t *doc, GString *out);
/* F.orgdb:run-N */
char *org_document_name(OrgStore *store, const OrgRunInfo *info);

/* How figures of targets are shown. required: as the scenario wrote it. */
gboolean org_required_is_relative(const char *required); /* "-20%": the change is shown in percent */
char *org_target_figure(double value,
                        const char *required); /* shares in percent, the rest as numbers; owned by the caller */
