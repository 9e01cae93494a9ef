// SPDX-License-Identifier: MIT
/* What a renderer may read of runs besides the organisation: tables by name, each over all runs with a column "run"
 * (from 0). graphs/README.md lists them with their columns. */
#pragma once
#include "../worker/worker.h"
#include "place.h"
#include "session.h"

/* What is read; more costs time. Findings of people are left out, but for their number, unless ORG_TABLES_PEOPLE.
 * ORG_TABLES_REACH: what would meet the targets that are missed (reach.h), and what each assumption turns (assumed.h), for which the
 * session makes up to ORG_REACH_RUNS runs and two for each assumption. */
enum { ORG_TABLES_STORIES = 1u, ORG_TABLES_PEOPLE = 2u, ORG_TABLES_REACH = 4u };

typedef struct OrgTables OrgTables;
/* Of a snapshot only "run", one row, and "fate", where all that stands is kept. A run's acts are done again once, unless its
 * fates are known and no stories are asked for; see open.h. With stories comes money, for which session may run what doing nothing
 * would have cost (nothing.h; NULL: it does not). */
OrgTables *org_tables_read(OrgSession *session, OrgOpened *const *opened, guint n, guint what, GError **error);
void org_tables_free(OrgTables *tables);
const OrgWorkerTable *org_tables_all(const OrgTables *tables);
guint org_tables_count(const OrgTables *tables);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgTables, org_tables_free)
