// SPDX-License-Identifier: MIT
/* What a target asks of a figure, and in what figures are measured, as words that a scenario and a file spell. */
#include "plan.h"
#include <string.h>

static const char *const compare_names[] = {
    [ORG_CMP_CHANGE] = "change",       [ORG_CMP_EQUALS] = "equals",
    [ORG_CMP_AT_LEAST] = "at-least",   [ORG_CMP_AT_MOST] = "at-most",
    [ORG_CMP_MORE_THAN] = "more-than", [ORG_CMP_LESS_THAN] = "less-than",
    [ORG_CMP_BETWEEN] = "between",     [ORG_CMP_CHANGE_EQUALS] = "change-equals",
};

gboolean
org_compare_is_change(OrgCompare compare)
{
    return compare == ORG_CMP_CHANGE || compare == ORG_CMP_CHANGE_EQUALS;
}

const char *
org_compare_name(OrgCompare compare)
{
    return compare_names[compare];
}

gboolean
org_compare_parse(const char *name, OrgCompare *compare)
{
    for (guint i = 0; i < G_N_ELEMENTS(compare_names); i++)
        if (!g_strcmp0(name, compare_names[i])) {
            *compare = (OrgCompare) i;
            return TRUE;
        }
    return FALSE;
}

const char *const org_measured_in[] = { "money", "posts", "people", "units", "share", "months", NULL };

const char *
org_measured_in_parse(const char *unit)
{
    for (guint i = 0; unit && org_measured_in[i]; i++)
        if (!strcmp(org_measured_in[i], unit))
            return org_measured_in[i];
    return NULL;
}

const char *
org_series_measured_in(const OrgFeatureInfo *feature, const char *series)
{
    const OrgSeriesInfo *declared = feature ? org_feature_series(feature, series) : NULL;
    return declared ? org_measured_in_parse(declared->unit) : NULL;
}
