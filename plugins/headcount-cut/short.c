// SPDX-License-Identifier: MIT
/* What a quota could not close, and why: told when its window is over, or the run. */
#include "cut.h"

#include <stdio.h>

/* Weights of the posts of the set that stay open in the last call of a window, by what keeps them. */
typedef struct {
    int64_t set; /* with those that this call closes */
    int64_t open, spared, kept, floor, heavy, fit;
    bool barred; /* one at the floor would go for what is missing */
    bool light;  /* a heavy one is no more than a full post */
    OrgRow unit;
    bool one_unit;
} Rest;

static void
add_rest(const Cut *c, OrgRow post, Rest *rest)
{
    int64_t weight = c->posts->fte[post];
    OrgRow unit = c->posts->unit[post];
    rest->one_unit = (!rest->set || rest->unit == unit) && (rest->one_unit || !rest->set);
    rest->unit = unit;
    rest->set += weight;
    if (cut_ends(c, post) || !weight)
        return;
    rest->open += weight;
    if (c->spared >> c->posts->rank[post] & 1 ||
        cut_is_last(c, post)) /* unless chosen, those of under_two are spared, too */
        rest->spared += weight;
    else if (c->posts->holder[post] == ORG_NONE && c->posts->kept_for[post] != ORG_NONE)
        rest->kept += weight;
    else if (c->room && weight > c->room[unit]) {
        rest->floor += weight;
        rest->barred |= cut_weight_fits(c, (double) weight);
    } else if (cut_fits(c, post))
        rest->fit += weight;
    else {
        rest->heavy += weight;
        rest->light |= weight <= 1000;
    }
}

static bool
survey_rest(Cut *c, Rest *rest)
{
    *rest = (Rest){ 0 };
    if (!cut_need_set(c))
        return false;
    for (size_t i = 0; i < c->n; i++)
        add_rest(c, c->set[i], rest);
    return true;
}

/* Less than a full post that no post can close: one of at most a full post is there and does not fit, or those that the floor keeps
 * would not, or none is left and a full post would not. That is what rounding down, or to the nearest, and `down_to` mean: nothing is
 * missing then. */
static bool
settle_rounding(Cut *c)
{
    Rest rest;
    if (c->left <= 0 || (c->most >= 1000 && (c->rounding == ROUND_UP || c->left >= 1000)))
        return true;
    if (!survey_rest(c, &rest))
        return false;
    bool none_would_go = (rest.floor > 0 && !rest.barred) || (!rest.open && !cut_weight_fits(c, 1000));
    if (!rest.fit && (rest.light || none_would_go))
        c->left = 0;
    return true;
}

static const char *
unit_text(const Cut *c, OrgRow unit)
{
    const char *name = c->host->name(c->ctx, ORG_UNITS, unit);
    return *name ? name : c->host->id(c->ctx, ORG_UNITS, unit);
}

/* Every post that could be closed is. */
static void
tell_all_closed(const Cut *c, const Rest *rest, double closed, double quota)
{
    const OrgHost *h = c->host;
    double set = (double) rest->set / 1000;
    if (rest->set && rest->one_unit)
        h->finding(c->ctx, ORG_WARN, ORG_UNITS, rest->unit,
                   rest->set == 1000 ? "%g of %g posts are closed: %s has %g post."
                                     : "%g of %g posts are closed: %s has %g posts.",
                   closed, quota, unit_text(c, rest->unit), set);
    else if (rest->set)
        h->finding(c->ctx, ORG_WARN, 0, ORG_NONE,
                   rest->set == 1000 ? "%g of %g posts are closed: only %g post may be closed."
                                     : "%g of %g posts are closed: only %g posts may be closed.",
                   closed, quota, set);
    else
        h->finding(c->ctx, ORG_WARN, 0, ORG_NONE, "%g of %g posts are closed: no post is left that may be closed.",
                   closed, quota);
}

static bool
tell_reason(Cut *c)
{
    const OrgHost *h = c->host;
    Rest rest;
    if (!survey_rest(c, &rest))
        return false;
    double quota = c->quota / 1000, closed = (c->quota - c->left) / 1000;
    if (!rest.open)
        tell_all_closed(c, &rest, closed, quota);
    else if (rest.open == rest.spared)
        h->finding(c->ctx, ORG_WARN, 0, ORG_NONE,
                   "%g of %g posts are closed: the %g that are left are spared (spare: %s).", closed, quota,
                   (double) rest.spared / 1000, h->text(c->ctx, P_SPARE));
    else if (rest.open == rest.floor)
        h->finding(c->ctx, ORG_WARN, 0, ORG_NONE,
                   "%g of %g posts are closed: the %g that are left stand in units at their floor of %d.", closed,
                   quota, (double) rest.floor / 1000, (int) h->integer(c->ctx, P_FLOOR));
    else if (rest.open == rest.heavy)
        h->finding(c->ctx, ORG_WARN, 0, ORG_NONE,
                   "%g of %g posts are closed: the %g that are left are in rows that weigh more than what is missing.",
                   closed, quota, (double) rest.heavy / 1000);
    else
        h->finding(
            c->ctx, ORG_WARN, 0, ORG_NONE,
            "%g of %g posts are closed: of the %g that are left %g are spared, %g stand in units at their floor, %g "
            "are kept for somebody and %g are in rows that weigh more than what is missing.",
            closed, quota, (double) rest.open / 1000, (double) rest.spared / 1000, (double) rest.floor / 1000,
            (double) rest.kept / 1000, (double) rest.heavy / 1000);
    return true;
}

/* The run ends before the window does: nobody takes up what is left. */
static void
tell_end_of_run(const Cut *c)
{
    OrgMonth first, last;
    char month[16];
    c->host->window(c->ctx, &first, &last);
    snprintf(month, sizeof month, "%d-%02d", (int) (last / 12), (int) (last % 12 + 1));
    c->host->finding(c->ctx, ORG_WARN, 0, ORG_NONE,
                     "%g of %g posts are closed: the time of the cut ends in %s, after the run.",
                     (c->quota - c->left) / 1000, c->quota / 1000, month);
}

/* Who has no rank is nobody's head as far as is known. */
static void
tell_unranked(const Cut *c)
{
    if (c->closed_held && !c->ranked && c->spared)
        c->host->finding(c->ctx, ORG_WARN, 0, ORG_NONE,
                         "No rank of these posts is known, so that spare: %s protects nobody: heads may be among the "
                         "holders of the %g posts closed.",
                         c->host->text(c->ctx, P_SPARE), (double) c->closed_held / 1000);
}

bool
cut_tell_short(Cut *c)
{
    const OrgMonth *end = c->host->extension(c->ctx, "orgsim.draft.run-end");
    tell_unranked(c);
    if (!settle_rounding(c))
        return false;
    bool ends = !c->due_now && end && c->now >= *end;
    if (c->left <= 0 || !(c->due_now || ends))
        return true;
    if (!c->quota && !cut_full_quota(c))
        return false;
    if (c->due_now)
        return tell_reason(c);
    tell_end_of_run(c);
    return true;
}
