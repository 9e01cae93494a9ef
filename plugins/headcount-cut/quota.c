// SPDX-License-Identifier: MIT
/* How much is to be cut: a share of a baseline, or a count; later in the window of `over:` what the calls before left. */
#include "cut.h"

#include <math.h>

/* Whole posts, as a weight. A share such as 2.5 % of 130,000 must not round up to one post more for a binary fraction. */
static int64_t
whole_posts(double posts, int64_t rounding)
{
    const double slack = 1e-9 * (1 + fabs(posts));
    double whole = rounding == ROUND_UP        ? ceil(posts - slack)
                   : rounding == ROUND_NEAREST ? floor(posts + 0.5 + slack)
                                               : floor(posts + slack);
    return whole <= 0 ? 0 : (int64_t) (whole > 1e12 ? 1e12 : whole) * 1000;
}

static bool
full_quota(Cut *c, int64_t *quota)
{
    const OrgHost *h = c->host;
    double by = h->real(c->ctx, P_BY);
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
    *quota = whole_posts(by, h->integer(c->ctx, P_ROUNDING));
    if (h->given(c->ctx, P_DOWN_TO)) {
        int64_t room = cut_weigh(c, c->ctx) - h->integer(c->ctx, P_DOWN_TO) * 1000;
        *quota = room < 0 ? 0 : room < *quota ? room : *quota;
    }
    return true;
}

bool
cut_quota(Cut *c)
{
    OrgMonth first, last;
    c->host->window(c->ctx, &first, &last);
    c->due_now = c->now >= last;
    if (c->now <= first)
        return full_quota(c, &c->left);
    c->left = (int64_t) c->host->carried(c->ctx);
    return true;
}
