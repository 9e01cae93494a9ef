// SPDX-License-Identifier: MIT
/* An impact list as text, CSV, XLSX and JSON. */
#pragma once
#include "../po/lang.h"
#include "../study/impact.h"
#include "../study/place.h"
#include <jansson.h>

typedef struct {
    const OrgImpact *impact;
    const OrgOpened *run;
    json_t *items; /* of the run, for the ids of steps */
    OrgRow only;   /* a unit: it, what it took over and its people; ORG_NONE: all */
    gboolean all;  /* text: unchanged rows as well, and no limit */
} OrgImpactSelection;

/* What the run stored of a sum; NULL: nothing. A run stored before posts were told by weight has their rows only. */
const json_t *org_impact_told(const json_t *totals, const OrgImpactSum *sum);
/* The sums against those that the run stored; TRUE when all agree. Appends lines of text, or NULL. */
gboolean org_impact_reconcile(OrgLang lang, const OrgImpactSelection *selection, GString *out);
void org_impact_text(OrgLang lang, const OrgImpactSelection *selection, GString *out);
/* impact-units.csv and impact-people.csv in a folder, made if need be. */
gboolean org_impact_csv(const OrgImpactSelection *selection, const char *folder, GError **error);
/* Sheets totals, fates, units and people; below the last two the sums of their columns. */
gboolean org_impact_xlsx(const OrgImpactSelection *selection, const char *path, GError **error);
void org_impact_json(const OrgImpactSelection *selection, GString *out);

/* ---- shared by the writers */
/* One row, keys are the columns. The caller's. */
json_t *org_impact_unit_row(const OrgImpactSelection *selection, OrgRow unit);
json_t *org_impact_person_row(const OrgImpactSelection *selection, const OrgPersonImpact *person);
gboolean org_impact_shows_unit(const OrgImpactSelection *selection, OrgRow unit);
gboolean org_impact_shows_person(const OrgImpactSelection *selection, const OrgPersonImpact *person);
const char *org_impact_step(const OrgImpactSelection *selection, const OrgStamp *stamp); /* "" if none */
const char *org_rank_name(guint8 rank);                                                  /* "" for 0 */
