// SPDX-License-Identifier: MIT
// Fallbacks of parameters, as a plugin author spells them.
#pragma once
#include <orgsim/plugin.h>

// NULL when the fallback (not NULL) reads as a value of the parameter within its bounds, else what was expected:
// "a whole number from 0 to 12".
const char *org_fallback_expected(const OrgParam *param);
