/* SPDX-License-Identifier: MIT
 * Runs and snapshots side by side as one document, from which the text and the CSV are written. */
#pragma once
#include "impact.h"
#include "target.h"
#include <jansson.h>

#define ORG_COMPARE_MOST 10

typedef struct {
    const char *target; /* as the user named it */
    OrgOpened opened;
    OrgImpact *impact; /* of a run, else NULL */
    json_t *document;  /* of a run, else NULL */
} OrgCompared;

/* {"columns": [{"target", "title", "from", "to"}], "targets": [{"id", "title", "required", "values": [{…}|null]}],
 * "units", "posts", "people", "cost", "span_and_layers": [{"key", "values": [number|null], "deltas": […]}],
 * "changes": [{"unit", "values": [{"fate", "into", …}|null]}]}: values in the order of columns, deltas against the first. */
json_t *org_compare(OrgCompared *columns, guint n, GError **error);

void org_compare_text(const json_t *doc, gboolean all, GString *out);
void org_compare_csv(const json_t *doc, GString *out);

json_t *org_compare_changes(const OrgCompared *columns, guint n); /* the part "changes" */
