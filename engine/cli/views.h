/* SPDX-License-Identifier: MIT
 * What a renderer may read of a run besides the organisation: tables "run", "series", "target", "finding", "fate". */
#pragma once
#include "../host/worker.h"
#include "target.h"

typedef struct OrgViews OrgViews;
OrgViews *org_views_read(const OrgOpened *opened, GError **error); /* of a snapshot: only "run", one row */
void org_views_free(OrgViews *views);
const OrgWorkerView *org_views_tables(const OrgViews *views);
guint org_views_count(const OrgViews *views);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgViews, org_views_free)
