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

static char *
share_text(OrgLang lang, double value, guint decimals)
{
    g_autofree char *number = org_figure_text(lang, value * 100, decimals);
    return g_strdup_printf("%s %%", number);
}

/* With as many decimals as tell it from two others; NaN: from none. */
static char *
figure_apart(OrgLang lang, const OrgStoredTarget *target, double value, double one, double two)
{
    gboolean share = is_share(target) && !isnan(value);
    double scale = share ? 100 : 1;
    guint decimals = share ? 1 : 2;
    guint a = org_figure_decimals(value * scale, one * scale, decimals);
    guint b = org_figure_decimals(value * scale, two * scale, decimals);
    return share ? share_text(lang, value, MAX(a, b)) : org_figure_text(lang, value, MAX(a, b));
}

char *
org_target_figure(OrgLang lang, const OrgStoredTarget *target, double value)
{
    return figure_apart(lang, target, value, NAN, NAN);
}

char *
org_target_value(OrgLang lang, const OrgStoredTarget *target, const OrgStoredJudgement *j, double value)
{
    return figure_apart(lang, target, value, j->needed, j->needed_high);
}

char *
org_target_change(OrgLang lang, const OrgStoredTarget *target, double change)
{
    double required = org_compare_is_change(target->compare) ? target->low : NAN;
    if (!target->relative)
        return org_figure_text(lang, change, org_figure_decimals(change, required, 2));
    return org_figure_percent(lang, change, org_figure_decimals(change * 100, required * 100, 1));
}

char *
org_target_judged(OrgLang lang, const OrgStoredTarget *target, const OrgStoredJudgement *j)
{
    return target->relative && !isnan(j->change) ? org_target_change(lang, target, j->change)
                                                 : org_target_value(lang, target, j, j->value);
}

char *
org_target_reported(OrgLang lang, const OrgStoredTarget *target, const OrgStoredJudgement *j)
{
    return target->relative && !isnan(j->reported.change) ? org_target_change(lang, target, j->reported.change)
                                                          : org_target_value(lang, target, j, j->reported.value);
}

/* ---- the baseline at which the verdict turns */

gboolean
org_target_turns_up(const OrgStoredTarget *target)
{
    return target->low < 0;
}

char *
org_target_turning(OrgLang lang, const OrgStoredTarget *target, double at)
{
    if (is_share(target) || isnan(at) || fabs(at) < 100)
        return org_target_figure(lang, target, at);
    /* A whole one from which on (up to which) it is met. */
    return org_figure_text(lang, org_target_turns_up(target) ? ceil(at - 1e-6) : floor(at + 1e-6), 0);
}

/* ---- what is lacking */

static const struct {
    const char *measured_in, *one, *many;
} lacks[] = {
    { "posts", N_("%s post short"), N_("%s posts short") },
    { "people", N_("%s person short"), N_("%s people short") },
    { "units", N_("%s unit short"), N_("%s units short") },
    { "months", N_("%s month short"), N_("%s months short") },
    { "share", N_("%s point short"), N_("%s points short") },
};

/* Of a target that is no limit to one side: more than it says. */
static gboolean
is_above(const OrgStoredTarget *target, double gap)
{
    return gap > 0 && (target->compare == ORG_CMP_EQUALS || target->compare == ORG_CMP_CHANGE_EQUALS ||
                       target->compare == ORG_CMP_BETWEEN);
}

/* "4 posts short", "7 067 … 14 902 posts short", "17 too many". */
static char *
lack_text(OrgLang lang, const OrgStoredTarget *target, double gap, double high)
{
    double scale = is_share(target) ? 100 : 1, a = fabs(gap) * scale, b = fabs(high) * scale;
    if (isnan(b) || a == b)
        b = a;
    double low = MIN(a, b), most = MAX(a, b);
    g_autofree char *from = org_figure_text(lang, low, org_figure_decimals(low, 0, 2)),
                    *to = org_figure_text(lang, most, org_figure_decimals(most, 0, 2)),
                    *range = low == most ? g_strdup(from) : g_strdup_printf("%s … %s", from, to);
    const char *format = N_("%s short");
    for (guint i = 0; i < G_N_ELEMENTS(lacks); i++)
        if (!g_strcmp0(lacks[i].measured_in, target->measured_in))
            format = low == most && low == 1 ? lacks[i].one : lacks[i].many;
    if (is_above(target, gap))
        format = is_share(target) ? N_("%s points too many") : N_("%s too many");
    if (most == 0) /* of more than it: all but a hair */
        return g_strdup(_("just short"));
    return g_strdup_printf(_(format), range);
}

/* "at most 9 000". */
static char *
bound_text(OrgLang lang, const OrgStoredTarget *target, double needed, double needed_high)
{
    static const char *const bounds[] = {
        [ORG_CMP_CHANGE] = N_("at most %s"),      [ORG_CMP_CHANGE_EQUALS] = N_("exactly %s"),
        [ORG_CMP_EQUALS] = N_("exactly %s"),      [ORG_CMP_AT_LEAST] = N_("at least %s"),
        [ORG_CMP_AT_MOST] = N_("at most %s"),     [ORG_CMP_MORE_THAN] = N_("more than %s"),
        [ORG_CMP_LESS_THAN] = N_("less than %s"), [ORG_CMP_BETWEEN] = N_("within %s"),
    };
    gboolean rises = target->compare == ORG_CMP_CHANGE && target->low > 0;
    g_autofree char *low = org_target_figure(lang, target, needed),
                    *high = org_target_figure(lang, target, needed_high),
                    *range = isnan(needed_high) || needed == needed_high ? g_strdup(low)
                                                                         : g_strdup_printf("%s … %s", low, high);
    return g_strdup_printf(_(rises ? N_("at least %s") : bounds[target->compare]), range);
}

char *
org_target_gap(OrgLang lang, const OrgStoredTarget *target, const OrgStoredJudgement *j, gboolean reported)
{
    double gap = reported ? j->reported.gap : j->gap, value = reported ? j->reported.value : j->value;
    if (isnan(gap))
        return NULL;
    gboolean range = target->compare == ORG_CMP_BETWEEN;
    double needed = range ? j->needed : org_stored_bound(target, value, j->needed),
           needed_high = range ? j->needed_high : org_stored_bound(target, value, j->needed_high);
    g_autofree char *lack = range ? lack_text(lang, target, gap, gap)
                                  : lack_text(lang, target, value - needed, value - needed_high),
                    *bound = bound_text(lang, target, needed, needed_high),
                    *figure = org_target_value(lang, target, j, value);
    return g_strdup_printf("%s (%s; %s)", lack, figure, bound);
}
