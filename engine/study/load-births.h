// SPDX-License-Identifier: MIT
/* What a scenario says of people and posts that its organisation does not tell in full. */
#pragma once
#include "load.h"

/* Fill in what the population of the plan assumes, and say in loaded->diags who has no date of birth and what becomes of them. */
gboolean org_load_births(OrgLoaded *loaded, GError **error);
