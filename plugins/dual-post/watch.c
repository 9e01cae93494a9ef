// SPDX-License-Identifier: MIT
/* Two posts in one hand end together: a month after the call, and each month from then on, what is no longer held beside its first
 * post is given up, and closes where its quota was surplus. */
#include "dual-post.h"

#include <math.h>

bool
dual_stands(const Dual *d)
{
    const OrgWord *with = d->host->words(d->ctx, ORG_POSTS, "dual-post.with");
    for (OrgRow p = 0; with && p < d->posts->n; p++)
        if (with[p] && d->posts->closed[p] == ORG_OPEN)
            return true;
    return false;
}

/* Whether one person still holds the post beside its first one. */
static bool
is_beside(const Dual *d, OrgRow post, OrgRow first)
{
    const OrgRow holder = d->posts->holder[post];
    return holder != ORG_NONE && first != ORG_NONE && d->posts->holder[first] == holder;
}

static bool
end(Dual *d, OrgRow post)
{
    const OrgHost *h = d->host;
    const double none = NAN, *surplus = h->numbers(d->ctx, ORG_POSTS, "dual-post.surplus");
    const double *on_top = h->numbers(d->ctx, ORG_POSTS, "dual-post.allowance");
    const OrgWord nothing = 0;
    const OrgRow holder = d->posts->holder[post];
    const bool closes = surplus && surplus[post] == 1 && d->posts->funding[post] != 0;
    h->because(d->ctx, "its holder has given up the other post");
    if (holder != ORG_NONE && d->people->second[holder] == post && !dual_ok(d, h->release(d->ctx, &post, 1)))
        return false;
    const bool vacant = d->posts->holder[post] == ORG_NONE;
    if (!dual_ok(d, h->set_words(d->ctx, ORG_POSTS, "dual-post.with", &post, &nothing, 1)) ||
        (on_top && !dual_ok(d, h->set_numbers(d->ctx, ORG_POSTS, "dual-post.allowance", &post, &none, 1))) ||
        (surplus && !dual_ok(d, h->set_numbers(d->ctx, ORG_POSTS, "dual-post.surplus", &post, &none, 1))))
        return false;
    d->saved += closes && vacant;
    h->because(d->ctx, "nobody holds it beside another post any more: its quota was surplus");
    return !(closes && vacant) || dual_ok(d, h->close_posts(d->ctx, &post, 1));
}

OrgStatus
dual_watch(Dual *d)
{
    size_t ended = 0;
    for (OrgRow p = 0; p < d->posts->n; p++) {
        const OrgWord *with = d->host->words(d->ctx, ORG_POSTS, "dual-post.with"); /* a verb may have moved it */
        if (!with || !with[p] || d->posts->closed[p] != ORG_OPEN)
            continue;
        if (is_beside(d, p, d->host->find(d->ctx, ORG_POSTS, d->host->spell(d->ctx, with[p]))))
            continue;
        ended++;
        if (!end(d, p))
            return d->status;
    }
    d->host->measure(d->ctx, "parted", ORG_NONE, (double) ended);
    d->host->measure(d->ctx, "posts-saved", ORG_NONE, (double) d->saved);
    return d->status;
}
