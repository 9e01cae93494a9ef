// SPDX-License-Identifier: MIT
/* How much is to be cut: a share of a baseline, or a count; later in the window of `over:` what the calls before left. */
#include "cut.h"

#include <math.h>

/* Weights are whole thousandths, so that what a sum of them must reach, or may not pass, is one, too. A share such as 2.5 % of
 * 130,000 must not become a thousandth more for a binary fraction. */
static double
whole_weight(double weight, int64_t rounding)
{
    const double slack = 1e-9 * (1 + fabs(weight)), near = floor(weight + 0.5);
    if (fabs(weight - near) <= slack)
        weight = near;
    else if (rounding != ROUND_NEAREST)
        weight = rounding == ROUND_UP ? ceil(weight) : floor(weight);
    return weight <= 0 ? 0 : weight > 1e15 ? 1e15 : weight;
}

bool
cut_full_quota(Cut *c)
{
    const OrgHost *h = c->host;
    double by = h->real(c->ctx, P_BY) * 1000;
    if (h->relative(c->ctx, P_BY)) {
        const char *name = h->text(c->ctx, P_OF);
        OrgCtx *base = h->baseline(c->ctx, name);
        if (!base)
            return cut_ok(
                c, h->fail(c->ctx, ORG_E_NOT_FOUND,
                           "`of: %s` names a baseline without an organisation, so its posts cannot be counted: give "
                           "its snapshot, or write `by:` as a count of posts.",
                           name));
        by *= (double) cut_weigh(c, base) / 1000;
    }
    c->quota = whole_weight(by, c->rounding);
    return true;
}

/* What `down_to` leaves to be cut: no last post goes beyond it. */
static void
keep_down_to(Cut *c)
{
    c->most = HUGE_VAL;
    if (!c->host->given(c->ctx, P_DOWN_TO))
        return;
    double most = (double) (cut_weigh(c, c->ctx) - c->host->integer(c->ctx, P_DOWN_TO) * 1000);
    c->most = most > 0 ? most : 0;
    c->left = c->left < c->most ? c->left : c->most;
    c->quota = c->left;
}

bool
cut_quota(Cut *c)
{
    OrgMonth first, last;
    c->host->window(c->ctx, &first, &last);
    c->due_now = c->now >= last;
    c->rounding = c->host->integer(c->ctx, P_ROUNDING);
    if (c->now > first)
        c->left = c->host->carried(c->ctx);
    else if (cut_full_quota(c))
        c->left = c->quota;
    keep_down_to(c);
    return c->status == ORG_OK;
}
