// SPDX-License-Identifier: MIT
/* Who leads the parts, and who reports to whom once posts have moved. */
#include "../common/heads.h"
#include "split.h"

static bool
set(Split *s, uint32_t field, OrgRow post, int64_t value)
{
    return split_ok(s, s->host->set(s->ctx, field, &post, &value, 1));
}

/* A post of the part becomes its head's: it takes the rank and the title that the old head has; category and coefficient stay. */
static bool
promote(Split *s, OrgRow post)
{
    const OrgPosts *posts = s->host->posts(s->ctx);
    OrgWord title = s->led_by == ORG_NONE ? 0 : posts->title[s->led_by];
    if (posts->rank[post] == ORG_HEAD)
        return true;
    s->promoted++;
    s->host->because(s->ctx, "promoted to head of a part that has none");
    return set(s, ORG_F_RANK, post, ORG_HEAD) && (!title || set(s, ORG_F_TITLE, post, title));
}

static bool
open_head(Split *s, OrgRow unit, OrgRow heir)
{
    OrgRow head, like = s->led_by == ORG_NONE ? heir : s->led_by;
    s->host->because(s->ctx, "a head's post for a part that has none");
    if (!split_ok(s, s->host->open_posts(s->ctx, like, unit, 1, &head)))
        return false;
    s->opened++;
    return s->host->posts(s->ctx)->rank[head] == ORG_HEAD || set(s, ORG_F_RANK, head, ORG_HEAD);
}

/* A unit that the division left without a head: none had it before either when the old unit had none. */
static bool
give_head(Split *s, OrgRow unit)
{
    OrgRow heir = heads_heir(s->host, s->ctx, unit);
    int64_t how = s->host->integer(s->ctx, P_HEADS);
    if (s->led_by == ORG_NONE || heir == ORG_NONE || how == HEADS_REPORT)
        return true;
    return how == HEADS_PROMOTE ? promote(s, heir) : open_head(s, unit, heir);
}

static bool
take_lead(Split *s, OrgRow unit)
{
    const OrgPosts *posts = s->host->posts(s->ctx);
    OrgRow head = reports_head_of(s->host, s->ctx, posts, unit);
    s->host->because(s->ctx, "reports within its part");
    return head == ORG_NONE || heads_take_lead(s->host, s->ctx, &s->status, head, s->led_by, s->was_in, s->n_rows);
}

/* The head of a unit below that went to another part than its boss reports to the head of that part. */
static bool
lead_children(Split *s)
{
    for (size_t i = 0; i < s->n_children; i++) {
        const OrgPosts *posts = s->host->posts(s->ctx);
        OrgRow unit = s->under[i] == NO_PART ? s->unit : s->parts[s->under[i]].row;
        OrgRow head = reports_head_of(s->host, s->ctx, posts, s->children[i]),
               boss = head == ORG_NONE ? ORG_NONE : posts->reports_to[head],
               lead = reports_head_of(s->host, s->ctx, posts, unit);
        if (boss == ORG_NONE || boss >= s->n_rows || s->was_in[boss] != s->unit || posts->unit[boss] == unit ||
            lead == ORG_NONE || reports_reach(posts, lead, head))
            continue;
        if (!set(s, ORG_F_REPORTS_TO, head, lead))
            return false;
    }
    return true;
}

bool
split_give_heads(Split *s)
{
    for (uint32_t k = 0; k < s->n_parts; k++) {
        const Part *part = &s->parts[k];
        if (!(part->head != ORG_NONE ? promote(s, part->head) : give_head(s, part->row)))
            return false;
    }
    if (s->stays && !give_head(s, s->unit))
        return false;
    for (uint32_t k = 0; k < s->n_parts; k++)
        if (!take_lead(s, s->parts[k].row))
            return false;
    return (!s->stays || take_lead(s, s->unit)) && lead_children(s);
}
