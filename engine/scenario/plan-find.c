// SPDX-License-Identifier: MIT
/* What is looked up in a plan that stands: a baseline by its name, where an item is written. */
#include "plan.h"
#include <string.h>

char *
org_item_location(const OrgItem *item, guint line, guint column)
{
    char cell[24];
    if (item->sheet)
        return g_strdup_printf("%s:%s!%s", item->file, item->sheet, org_diag_cell(line, column, cell));
    return g_strdup_printf("%s:%u:%u", item->file, line, column);
}

const OrgBaseline *
org_plan_baseline(const OrgPlan *plan, const char *name)
{
    for (guint i = 0; i < plan->baselines->len; i++) {
        const OrgBaseline *baseline = g_ptr_array_index(plan->baselines, i);
        if (strcmp(baseline->name, name) == 0)
            return baseline;
    }
    return NULL;
}
