// SPDX-License-Identifier: MIT
#include "pace.h"
#include <math.h>
#include <string.h>

/* A target against the year before has no fixed end to walk towards. */
static gboolean
moves(const OrgTarget *target)
{
    return target->against && !strcmp(target->against, "previous");
}

/* What still has to come on top of `actual` to meet the target at this baseline; 0 when it is met. */
static double
remaining(const OrgTarget *target, double baseline, double actual)
{
    double low = target->low - actual, high = target->high - actual;
    switch (target->compare) {
    case ORG_CMP_CHANGE:
    case ORG_CMP_CHANGE_EQUALS: {
        double wanted = target->relative ? baseline * (1 + target->low) : baseline + target->low;
        if (isnan(wanted) || target->compare == ORG_CMP_CHANGE_EQUALS)
            return wanted - actual;
        return target->low < 0 ? MIN(wanted - actual, 0) : MAX(wanted - actual, 0);
    }
    case ORG_CMP_AT_LEAST:
    case ORG_CMP_MORE_THAN:
        return MAX(low, 0);
    case ORG_CMP_AT_MOST:
    case ORG_CMP_LESS_THAN:
        return MIN(low, 0);
    case ORG_CMP_BETWEEN:
        return low > 0 ? low : MIN(high, 0);
    default:
        return low;
    }
}

static double
a_year(double change, OrgMonth months)
{
    return change == 0 ? 0 : months > 0 ? change * 12 / months : NAN;
}

/* A planned change is done by so much; a level that is to be held or reached is compared as it is. With an uncertain
 * baseline the change is counted from the start of the plan, which is certain. */
static double
share_done(const OrgTarget *target, const OrgJudgement *j, double actual, double planned, double start)
{
    double from = !org_compare_is_change(target->compare) || moves(target) ? 0
                  : j->baseline == j->baseline_high                        ? j->baseline
                                                                           : start;
    return planned == from ? NAN : (actual - from) / (planned - from);
}

OrgPace
org_pace(const OrgTarget *target, const OrgJudgement *j, OrgMonth month, double actual, double planned, double start)
{
    OrgPace pace = { month, actual, planned, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
    if (!moves(target)) {
        pace.before = start - j->baseline;
        pace.before_high = start - j->baseline_high;
    }
    if (isnan(actual))
        return pace;
    pace.share = share_done(target, j, actual, planned, start);
    if (moves(target))
        return pace;
    pace.remaining = remaining(target, j->baseline, actual);
    pace.remaining_high = remaining(target, j->baseline_high, actual);
    pace.yearly = a_year(pace.remaining, j->month - month);
    pace.yearly_high = a_year(pace.remaining_high, j->month - month);
    return pace;
}

OrgYearly
org_pace_yearly(double start, double value, double needed, OrgMonth from, OrgMonth deadline)
{
    double years = (double) (deadline - from + 1) / 12;
    return (OrgYearly){ (needed - start) / years, (value - start) / years };
}
