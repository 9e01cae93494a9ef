// SPDX-License-Identifier: MIT
/* How many deputies many units may have together: an average, and a pool above it. */
#include "check.h"

/* One group of units under a common average: all of them, or those of one parent. */
typedef struct {
    unsigned units, deputies;
    unsigned excused;         /* deputies above the average in units that are in their grace, and from their merger */
    OrgMonth merged;          /* the last merger; ORG_UNKNOWN: none */
    OrgMonth deadline, ended; /* the first grace to end, the last that has; ORG_UNKNOWN: none */
} Group;

static void
report_over_together(const Check *check, OrgRow parent, const Group *group, unsigned allowed)
{
    const OrgHost *host = check->host;
    const char *of = parent == ORG_NONE ? "" : " of ", *whose = parent == ORG_NONE ? "" : cap_name(check, parent);
    OrgMonth since = host->standing(check->ctx, "over-average", ORG_UNITS, parent);
    if (group->ended != ORG_UNKNOWN && since <= group->ended)
        host->breach(check->ctx, check->severity, ORG_UNITS, parent, "over-average", group->deputies, allowed,
                     "%u units%s%s have %u deputies; %u are allowed together%s%s (standing since %s, grace ended %s)",
                     group->units, of, whose, group->deputies, allowed, check->colon, check->basis,
                     cap_month(since).text, cap_month(group->ended).text);
    else if (since < check->now)
        host->breach(check->ctx, check->severity, ORG_UNITS, parent, "over-average", group->deputies, allowed,
                     "%u units%s%s have %u deputies; %u are allowed together%s%s (standing since %s)", group->units, of,
                     whose, group->deputies, allowed, check->colon, check->basis, cap_month(since).text);
    else
        host->breach(check->ctx, check->severity, ORG_UNITS, parent, "over-average", group->deputies, allowed,
                     "%u units%s%s have %u deputies; %u are allowed together%s%s", group->units, of, whose,
                     group->deputies, allowed, check->colon, check->basis);
}

static void
report_group(const Check *check, OrgRow parent, const Group *group, double average, unsigned pool)
{
    unsigned allowed = (unsigned) (average * group->units + 1e-9) + pool;
    if (group->deputies <= allowed)
        return;
    double before;
    /* More of them than at the evaluation before, and nobody merged: that is no merger's excess. */
    bool rose = group->merged < check->now &&
                check->host->stood(check->ctx, "over-average", ORG_UNITS, parent, &before, NULL) &&
                group->deputies > before;
    if (group->deadline != ORG_UNKNOWN)
        cap_come_back(check, group->deadline);
    if (rose || group->deputies - allowed > group->excused) {
        report_over_together(check, parent, group, allowed);
        return;
    }
    check->host->breach(check->ctx, ORG_NOTE, ORG_UNITS, parent, "over-average", group->deputies, allowed,
                        "%u units%s%s have %u deputies after mergers; %u are allowed together from the end of %s%s%s",
                        group->units, parent == ORG_NONE ? "" : " of ",
                        parent == ORG_NONE ? "" : cap_name(check, parent), group->deputies, allowed,
                        cap_month(group->deadline).text, check->colon, check->basis);
}

static void
add_to_group(const Check *check, Group *group, OrgRow unit, double average)
{
    OrgMonth deadline = cap_deadline(check, unit), merged = cap_merged(check, unit);
    unsigned deputies = check->deputies[unit], above = deputies > average ? deputies - (unsigned) average : 0;
    if (group->units == 0)
        group->merged = group->deadline = group->ended = ORG_UNKNOWN;
    group->units++;
    group->deputies += deputies;
    group->merged = merged > group->merged ? merged : group->merged;
    if (!cap_in_grace(check, deadline)) {
        group->ended = deadline > group->ended ? deadline : group->ended;
        return;
    }
    unsigned came = above > 0 ? cap_newcomers(check, unit) : 0;
    group->excused += above > came ? above - came : 0;
    if (group->deadline == ORG_UNKNOWN || deadline < group->deadline)
        group->deadline = deadline;
}

OrgStatus
cap_check_average(const Check *check, double average, unsigned pool, bool by_parent)
{
    /* Slot 0 is the group of the units without a parent, or of all; slot u + 1 that of the children of u. */
    Group *groups = check->host->scratch(check->ctx, (check->units->n + (size_t) 1) * sizeof *groups);
    if (!groups)
        return check->host->fail(check->ctx, ORG_E_FAILED, "out of memory");
    for (size_t i = 0; i < check->n; i++) {
        OrgRow parent = check->units->parent[check->rows[i]];
        add_to_group(check, &groups[by_parent && parent != ORG_NONE ? parent + 1 : 0], check->rows[i], average);
    }
    for (size_t slot = 0; slot <= check->units->n; slot++)
        if (groups[slot].units > 0)
            report_group(check, slot == 0 ? ORG_NONE : (OrgRow) slot - 1, &groups[slot], average, pool);
    return ORG_OK;
}
