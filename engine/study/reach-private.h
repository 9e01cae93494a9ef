// SPDX-License-Identifier: MIT
/* Shared by reach.c, which looks for ways, and reach-targets.c. */
#pragma once
#include "reach.h"

gboolean org_reach_is_met(const OrgVerdict *verdict);
/* Fills reach->targets with those of names (NULL: all) that the run misses. FALSE: one is not there, or is met. */
gboolean org_reach_choose(OrgReach *reach, const OrgRun *run, const char *const *names, GError **error);
void org_reach_target_free(gpointer target);
