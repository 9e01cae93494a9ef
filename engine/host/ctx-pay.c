// SPDX-License-Identifier: MIT
/* The ledger of one-off costs, as plugins write and read it. */
#include "ctx-private.h"
#include "trial.h"

OrgStatus
org_host_pay(OrgCtx *ctx, const OrgRow *people, const int64_t *amounts, size_t n, const char *series)
{
    G_STATIC_ASSERT(sizeof(gint64) == sizeof(int64_t));
    GError *error = NULL;
    const OrgCall *call = org_ctx_call(ctx);
    if (org_ctx_allow_write(ctx, ORG_M_pay) != ORG_OK)
        return call->status;
    const OrgSeries *declared = org_ctx_series(ctx, ORG_M_pay, series);
    if (declared == NULL)
        return call->status;
    if (declared->kind != ORG_FLOW || (declared->flags & ORG_ONE_OFF) == 0)
        return org_ctx_fail(ctx, ORG_E_INVALID, "pay(): series \"%s\" is no ORG_FLOW with ORG_ONE_OFF", series);
    if (n > 0 && amounts == NULL)
        return org_ctx_fail(ctx, ORG_E_INVALID, "pay(): amounts is NULL");
    gint64 before = ctx->org->totals.paid;
    guint32 item = call->spec->item != NULL ? call->spec->item->index : 0;
    if (!org_pay(ctx->org, people, (const gint64 *) amounts, n, item, series, &error))
        return org_ctx_fail_error(ctx, "pay", error);
    org_ctx_add_up(ctx, series, ORG_NONE, (double) (ctx->org->totals.paid - before));
    return call->status;
}

/* What the item that settles has paid so far: a copy for the call. */
static size_t
own_payments(OrgCtx *ctx, const OrgPayment **payments, uint32_t *stride)
{
    OrgCall *call = org_ctx_call(ctx);
    const GArray *all = ctx->org->payments;
    guint32 item = call->spec->item != NULL ? call->spec->item->index : 0;
    OrgPayment *own = org_arena_take(&call->block, (gsize) all->len * sizeof *own);
    size_t n = 0;
    if (own == NULL) {
        org_ctx_fail(ctx, ORG_E_FAILED, "payments(): out of memory");
        return 0;
    }
    for (guint i = 0; i < all->len; i++)
        if (g_array_index(all, OrgPayment, i).item == item)
            own[n++] = g_array_index(all, OrgPayment, i);
    own = (OrgPayment *) org_trial_spread(&call->block, own, n, sizeof *own, stride);
    if (own == NULL) {
        org_ctx_fail(ctx, ORG_E_FAILED, "payments(): out of memory");
        return 0;
    }
    *payments = own;
    return n;
}

size_t
org_host_payments(OrgCtx *ctx, const OrgPayment **payments, uint32_t *stride)
{
    static const OrgPayment none[1];
    *payments = none;
    *stride = sizeof(OrgPayment);
    if (!org_ctx_may(ctx, ORG_M_payments) || ctx->org->payments->len == 0)
        return 0;
    if (org_ctx_call(ctx)->spec->settles)
        return own_payments(ctx, payments, stride);
    *payments = (const OrgPayment *) (const void *) ctx->org->payments->data;
    return ctx->org->payments->len;
}

const char *
org_host_currency(OrgCtx *ctx)
{
    const OrgPlan *plan = ctx->caller->plan;
    return org_ctx_may(ctx, ORG_M_currency) && plan != NULL && plan->currency != NULL ? plan->currency : "";
}

static int64_t
paid(OrgCtx *ctx, OrgMonth first, OrgMonth last)
{
    const GArray *all = ctx->org->payments;
    int64_t sum = 0;
    for (guint i = all->len; i-- > 0;) { /* in the order paid, so that months only grow */
        const OrgPayment *payment = &g_array_index(all, OrgPayment, i);
        if (payment->month < first)
            break;
        sum += payment->month <= last ? payment->amount : 0;
    }
    return sum;
}

const OrgHostPaid org_host_paid = { sizeof(OrgHostPaid), paid };
