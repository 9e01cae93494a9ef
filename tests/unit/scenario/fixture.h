// SPDX-License-Identifier: MIT
/* A catalogue written by hand: no plugin is needed to test the reader. */
#pragma once
#include "../../../engine/scenario/plan.h"

OrgCatalogue *fixture_catalogue(void);
/* scenarios/starter/scenario.yaml, a text of the caller. */
char *fixture_starter(void);
/* Everything that a plan holds, as text. Free with g_free. */
char *fixture_dump(const OrgPlan *plan);
/* Read a text as scenario.yaml of a bundle without disk; whether a plan came of it. size -1: up to NUL. */
gboolean fixture_reads(const char *text, gssize size, OrgDiags *diags);
