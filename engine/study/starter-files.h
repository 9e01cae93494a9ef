// SPDX-License-Identifier: MIT
/* The files of scenarios/starter, linked in: starter.sh makes the texts. */
#pragma once

extern const char org_starter_scenario[], org_starter_units[], org_starter_posts[], org_starter_people[];
