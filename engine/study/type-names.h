// SPDX-License-Identifier: MIT
/* What the types of units are called in a run's scenario (types:), in one or several languages. */
#pragma once
#include "../base/message.h"

typedef struct OrgTypeNames OrgTypeNames;
/* json: as the plan and the file keep it (scenario/plan-types.c); NULL or what is no JSON: nothing is said of any. */
OrgTypeNames *org_type_names_new(const char *json);
void org_type_names_free(OrgTypeNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgTypeNames, org_type_names_free)

/* The types that have names, in order of their ids, NULL at the end; free the array alone. */
const char **org_type_names_list(const OrgTypeNames *names);
/* The name for one unit of the type, or for many; the type itself where it has none. Owned by the caller. */
OrgMessage *org_type_names_said(const OrgTypeNames *names, const char *type, gboolean many);
