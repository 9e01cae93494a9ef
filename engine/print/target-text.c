// SPDX-License-Identifier: MIT
#include "target-text.h"
#include "../base/figure.h"
#include "../base/month.h"
#include "../po/lang.h"
#include <math.h>
#include <string.h>

static gboolean
is_share(const OrgStoredTarget *target)
{
    return !g_strcmp0(target->measured_in, "share");
}

/* "75%" of 0.75, "9000" of 9000: without the spaces between thousands, as a scenario has it. sign: a plus is written, too. */
static char *
spelled(OrgLang lang, double value, gboolean percent, gboolean sign)
{
    char digits[40];
    /* 0.07 * 100 is a hair more than 7: fifteen digits are the scenario's, the rest is rounding. */
    g_ascii_formatd(digits, sizeof digits, "%.15g", percent ? value * 100 : value);
    if (lang == ORG_LANG_VI)
        g_strdelimit(digits, ".", ',');
    return g_strdup_printf("%s%s%s", sign && value > 0 ? "+" : "", digits, percent ? "%" : "");
}

char *
org_required_text(OrgLang lang, const OrgStoredTarget *target)
{
    static const char *const signs[] = {
        [ORG_CMP_CHANGE] = "",      [ORG_CMP_CHANGE_EQUALS] = "= ", [ORG_CMP_EQUALS] = "= ",
        [ORG_CMP_AT_LEAST] = ">= ", [ORG_CMP_AT_MOST] = "<= ",      [ORG_CMP_MORE_THAN] = "> ",
        [ORG_CMP_LESS_THAN] = "< ", [ORG_CMP_BETWEEN] = ""
    };
    gboolean percent = org_compare_is_change(target->compare) ? target->relative : is_share(target);
    g_autofree char *low = spelled(lang, target->low, percent, target->compare == ORG_CMP_CHANGE),
                    *high = spelled(lang, target->high, percent, FALSE);
    if (target->compare != ORG_CMP_BETWEEN)
        return g_strconcat(signs[target->compare], low, NULL);
    return g_strdup_printf(_("between %s and %s"), low, high);
}

char *
org_target_figure(OrgLang lang, const OrgStoredTarget *target, double value)
{
    if (isnan(value) || !is_share(target))
        return org_figure_text(lang, value, 2);
    g_autofree char *number = org_figure_text(lang, value * 100, 1);
    return g_strdup_printf("%s %%", number);
}

char *
org_target_change(OrgLang lang, const OrgStoredTarget *target, double change)
{
    return target->relative ? org_figure_percent(lang, change) : org_figure_text(lang, change, 2);
}

char *
org_target_judged(OrgLang lang, const OrgStoredTarget *target, const OrgStoredJudgement *j)
{
    return target->relative && !isnan(j->change) ? org_target_change(lang, target, j->change)
                                                 : org_target_figure(lang, target, j->value);
}
