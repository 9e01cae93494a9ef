// SPDX-License-Identifier: MIT
/* Months to come: people who will leave, months in which an item wants to be called. */
#include "ctx-private.h"

/* The row of the first announcement that cannot be, or n. */
static gsize
first_wrong(const OrgCtx *ctx, const OrgRow *people, const OrgMonth *when, gsize n)
{
    const OrgCallSpec *spec = org_ctx_call((OrgCtx *) ctx)->spec;
    const OrgPersonTable *h = &ctx->org->people;
    OrgMonth after = spec->foresees ? spec->from : spec->now, until = spec->foresees ? spec->now : ORG_OPEN - 1;
    for (gsize i = 0; i < n; i++)
        if (people[i] >= h->n || h->state[people[i]] == ORG_LEFT || when[i] <= after || when[i] > until)
            return i;
    return n;
}

static OrgStatus
refuse(OrgCtx *ctx, OrgRow person, gboolean foresees)
{
    const Org *org = ctx->org;
    if (!org_ctx_row_ok(ctx, ORG_PEOPLE, person, "announce"))
        return org_ctx_call(ctx)->status;
    if (org->people.state[person] == ORG_LEFT)
        return org_ctx_fail(ctx, ORG_E_INVALID, "announce(): person \"%s\" has left already",
                            org_id(org, ORG_PEOPLE, person));
    return org_ctx_fail(ctx, ORG_E_INVALID,
                        foresees ? "announce(): person \"%s\" would leave outside the months that this call foresees"
                                 : "announce(): person \"%s\" would leave this month or before; leave() is for that",
                        org_id(org, ORG_PEOPLE, person));
}

OrgStatus
org_host_announce(OrgCtx *ctx, const OrgRow *people, const OrgMonth *when, size_t n, const char *reason,
                  const char *series)
{
    OrgCall *call = org_ctx_call(ctx);
    if (call->status != ORG_OK || !org_ctx_may(ctx, ORG_M_announce))
        return call->status;
    if (ctx != call->primary || call->spec->announced == NULL)
        return org_ctx_fail(ctx, ORG_E_FORBIDDEN, "announce(): nothing can be announced in this call");
    if (n == 0)
        return ORG_OK;
    if (people == NULL || when == NULL)
        return org_ctx_fail(ctx, ORG_E_INVALID, "announce(): %s is NULL", people == NULL ? "people" : "when");
    if (reason == NULL || !g_utf8_validate(reason, -1, NULL))
        return org_ctx_fail(ctx, ORG_E_INVALID, "announce(): the reason is %s",
                            reason == NULL ? "NULL" : "not valid UTF-8");
    const OrgSeries *declared = series != NULL ? org_ctx_series(ctx, ORG_M_announce, series) : NULL;
    if (series != NULL && declared == NULL)
        return call->status;
    if (declared != NULL && declared->kind != ORG_FLOW)
        return org_ctx_fail(ctx, ORG_E_INVALID, "announce(): series \"%s\" is no ORG_FLOW, so it counts no leavings",
                            series);
    gsize wrong = first_wrong(ctx, people, when, n);
    if (wrong < n)
        return refuse(ctx, people[wrong], call->spec->foresees);
    org_announced_add(call->spec->announced, call->spec->item != NULL ? call->spec->item->index : 0, people, when, n,
                      reason, series, call->spec->foresees);
    return ORG_OK;
}

OrgStatus
org_host_wake(OrgCtx *ctx, OrgMonth month)
{
    OrgCall *call = org_ctx_call(ctx);
    if (call->status != ORG_OK || !org_ctx_may(ctx, ORG_M_wake))
        return call->status;
    if (ctx != call->primary || call->spec->wakes == NULL)
        return org_ctx_fail(ctx, ORG_E_FORBIDDEN, "wake(): this call is of no month to come back from");
    if (month <= call->spec->now)
        return org_ctx_fail(ctx, ORG_E_INVALID, "wake(): an item is called again in a later month, not in this one");
    for (guint i = 0; i < call->spec->wakes->len; i++)
        if (g_array_index(call->spec->wakes, OrgMonth, i) == month)
            return ORG_OK;
    g_array_append_val(call->spec->wakes, month);
    return ORG_OK;
}
