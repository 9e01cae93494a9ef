// SPDX-License-Identifier: MIT
/* Parameters of one call spelled as texts ("view", "tree"), as a command line gives them, instead of in a scenario. */
#pragma once
#include "../scenario/plan.h"

typedef struct {
    const OrgFeatureInfo *feature;
    OrgValueInfo *values; /* one for each parameter */
} OrgSpelled;

/* All parameters of the feature, fallbacks included. keys, values: NULL-terminated, of one length; both may be NULL. How each type is spelled: param-text.h. */
OrgSpelled *org_spelled_new(const OrgFeatureInfo *feature, const char *const *keys, const char *const *values,
                            GError **error);
void org_spelled_free(OrgSpelled *spelled);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgSpelled, org_spelled_free)
