// SPDX-License-Identifier: MIT
/* How a feature may be written in a scenario: an example for people, and arguments for the tests of a plugin. Units are called unit-1,
 * unit-2 …, posts post-1 …, people person-1 …, as in org_conform_town(). */
#pragma once
#include "../scenario/catalogue.h"

/* A value of the parameter as YAML, within its bounds: "[unit-1, unit-2]", "2.5%". The caller's. */
char *org_sample_value(const OrgParamInfo *param);
/* Arguments as a YAML mapping in one line. values: by parameter, spelled as YAML; NULL: left out. The caller's. */
char *org_sample_arguments(const OrgFeatureInfo *feature, const char *const *values);
/* Those that have to be given, and what an operator usually needs besides: whom, and where to. The caller's, NULL where left out;
 * as many as there are parameters. Free with org_sample_free(). */
char **org_sample_usual(const OrgFeatureInfo *feature);
void org_sample_free(char **values, const OrgFeatureInfo *feature);
/* "steps:\n  - at: 2025-07\n    merge: {…}\n"; of a renderer a command. The caller's. */
char *org_sample_text(const OrgFeatureInfo *feature);
