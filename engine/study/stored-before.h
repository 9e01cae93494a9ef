// SPDX-License-Identifier: MIT
/* Has what would be run been run already? */
#pragma once
#include "run.h"

/* The newest run with a result of the same texts, organisations, plugins, engine, seed and replications; 0: none. What was
 * reported into the file of the organisation since may have changed its verdicts: then there is none either. */
gint64 org_store_find_same(OrgStore *store, const OrgLoaded *loaded, const OrgRunOptions *options);
