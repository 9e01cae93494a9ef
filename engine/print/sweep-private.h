// SPDX-License-Identifier: MIT
#pragma once
#include "sweep.h"

/* A figure of an outcome, shares as percentages; the caller's. */
char *org_sweep_figure_text(OrgLang lang, const OrgSweepFigures *figures, double value);
