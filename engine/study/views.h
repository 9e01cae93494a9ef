/* SPDX-License-Identifier: MIT
 * What a renderer may read of runs besides the organisation: tables by name, each over all runs with a column "run"
 * (from 0). graphs/README.md lists them with their columns. */
#pragma once
#include "../worker/worker.h"
#include "place.h"

/* What is read; more costs time. Findings of people are left out, but for their number, unless ORG_VIEWS_PEOPLE. */
enum { ORG_VIEWS_STORIES = 1u, ORG_VIEWS_PEOPLE = 2u };

typedef struct OrgViews OrgViews;
/* Of a snapshot only "run", one row, and "fate", where all that stands is kept. A run's acts are done again once, unless its
 * fates are known and no stories are asked for; see open.h. */
OrgViews *org_views_read(OrgOpened *const *opened, guint n, guint what, GError **error);
void org_views_free(OrgViews *views);
const OrgWorkerView *org_views_tables(const OrgViews *views);
guint org_views_count(const OrgViews *views);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgViews, org_views_free)
