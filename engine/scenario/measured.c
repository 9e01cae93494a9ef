// SPDX-License-Identifier: MIT
// What a target asks of a figure, and in what figures are measured, as words that a scenario and a file spell.
#include "plan.h"
#include <string.h>

static const char *const compare_names[] = {
    [ORG_CMP_CHANGE] = "change",     [ORG_CMP_EQUALS] = "equals",
    [ORG_CMP_AT_LEAST] = "at-least", [ORG_CMP_AT_MOST] = "at-most",
    [ORG_CMP_ABOVE] = "above",       [ORG_CMP_BELOW] = "below",
    [ORG_CMP_BETWEEN] = "between",   [ORG_CMP_CHANGE_EQUALS] = "change-equals",
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

/* Features do not declare yet in what they measure. Those of money are known here, by name, and nowhere else; of the others
 * nothing is said rather than guessed. */
static const struct {
    const char *feature, *series; /* feature NULL: whichever */
} money[] = {
    { "payroll", "payroll" },    { "payroll", "payroll-year" }, { "payroll", "base-salary" }, { "change-cost", "cost" },
    { "change-cost", "moving" }, { "change-cost", "other" }, { "change-cost", "closing" },  { NULL, "severance" },
};

const char *
org_series_measured_in(const char *feature, const char *series)
{
    for (guint i = 0; i < G_N_ELEMENTS(money); i++)
        if (!g_strcmp0(money[i].series, series) && (!money[i].feature || !g_strcmp0(money[i].feature, feature)))
            return "money";
    return NULL;
}
