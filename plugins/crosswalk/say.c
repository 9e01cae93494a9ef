// SPDX-License-Identifier: MIT
/* Sentences: what is wrong with the files, and why an act was done. */
#include "crosswalk.h"

void
cw_problem(Crosswalk *c, const char *table, uint32_t row, const char *format, const char *a, const char *b)
{
    problems_add(&c->problems, table, row, format, a, b);
}

bool
cw_refuse(Crosswalk *c)
{
    return cw_ok(c, c->status == ORG_OK ? problems_refuse(&c->problems, c->host, c->ctx) : c->status);
}

static const struct {
    const char *plain, *dated;
} reasons[] = {
    [CW_FORMED] = { "formed by the crosswalk of several units: %s",
                    "formed by the crosswalk of several units: %s (legal date %s)" },
    [CW_FOUNDED] = { "founded by the crosswalk: %s", "founded by the crosswalk: %s (legal date %s)" },
    [CW_ELSEWHERE] = { "carried on in another place by the crosswalk: %s",
                       "carried on in another place by the crosswalk: %s (legal date %s)" },
    [CW_RENAMED] = { "carried on under another name by the crosswalk: %s",
                     "carried on under another name by the crosswalk: %s (legal date %s)" },
    [CW_SPLIT] = { "split by the crosswalk, the largest part into %s",
                   "split by the crosswalk, the largest part into %s (legal date %s)" },
    [CW_MERGED] = { "merged by the crosswalk into %s", "merged by the crosswalk into %s (legal date %s)" },
    [CW_CARRIED_ON] = { "carried on by the crosswalk as %s", "carried on by the crosswalk as %s (legal date %s)" },
    [CW_HEAD_PROMOTED] = { "promoted to head: the crosswalk leaves %s without one",
                           "promoted to head: the crosswalk leaves %s without one (legal date %s)" },
    [CW_HEAD_OPENED] = { "a head's post: the crosswalk leaves %s without one",
                         "a head's post: the crosswalk leaves %s without one (legal date %s)" },
    [CW_GOES_OVER] = { "goes over by the crosswalk into %s", "goes over by the crosswalk into %s (legal date %s)" },
};

void
cw_because(const Crosswalk *c, CwReason reason, const char *id, const char *date)
{
    if (date)
        c->host->because(c->ctx, reasons[reason].dated, id, date);
    else
        c->host->because(c->ctx, reasons[reason].plain, id);
}

void
cw_because_abolished(const Crosswalk *c, const char *date)
{
    if (date)
        c->host->because(c->ctx, "abolished by the crosswalk (legal date %s)", date);
    else
        c->host->because(c->ctx, "abolished by the crosswalk");
}
