// SPDX-License-Identifier: MIT
/* The metric `procedures`: how many are simplified, online, ended; what they cost those who file, and the work that they are. */
#include "simplify.h"

typedef struct {
    size_t changed, online, ended; /* procedures of which this holds at every unit that handles them */
    double cost, hours;            /* a year, of those that go on */
} Sums;

static void
add_rows(const Procedures *all, uint32_t from, uint32_t end, Sums *sums)
{
    bool changed = true, online = true, ended = true;
    for (uint32_t i = from; i < end; i++) {
        const Procedure *p = &all->rows[all->sorted[i]];
        changed = changed && procedures_is_changed(p);
        online = online && p->online && !p->ended;
        ended = ended && p->ended;
        if (p->ended)
            continue;
        sums->cost += 12 * p->arrivals * p->cost * p->by_cost;
        sums->hours += 12 * p->arrivals * p->minutes * p->by_minutes / 60;
    }
    sums->changed += changed;
    sums->online += online;
    sums->ended += ended;
}

OrgStatus
procedures_measure(const OrgHost *host, OrgCtx *ctx)
{
    OrgStatus status = ORG_OK;
    Problems problems = { 0 };
    Procedures all = { 0 };
    Sums sums = { 0 };
    if (!procedures_read(host, ctx, &status, M_PROCEDURES, &problems, &all) ||
        !call_ok(&status, problems_refuse(&problems, host, ctx)))
        return status;
    for (uint32_t i = 0, end; i < all.n; i = end) {
        end = procedures_end(&all, i);
        add_rows(&all, i, end, &sums);
    }
    /* what a target reads that names no series: T9 */
    if (all.n_names)
        host->measure(ctx, "share-simplified", ORG_NONE, (double) sums.changed / all.n_names);
    host->measure(ctx, "procedures", ORG_NONE, all.n_names);
    host->measure(ctx, "simplified", ORG_NONE, (double) sums.changed);
    host->measure(ctx, "procedures-online", ORG_NONE, (double) sums.online);
    host->measure(ctx, "procedures-ended", ORG_NONE, (double) sums.ended);
    host->measure(ctx, "compliance-cost", ORG_NONE, sums.cost);
    host->measure(ctx, "hours", ORG_NONE, sums.hours);
    return status;
}
