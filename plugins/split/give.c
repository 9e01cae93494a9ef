// SPDX-License-Identifier: MIT
/* Which posts and which units below go to which part. Posts go, in this order: as heads named by a part, as listed, by what parts take,
 * by shares of what is left; of a unit that stays, the rest stays. */
#include "../common/deal.h"
#include "split.h"

enum { BY_RANK, BY_TITLE, BY_CATEGORY, BY_FUNDING, BY_ATTRIBUTE };

static const char *const rank_names[] = { "", "head", "deputy", "staff" };

static void
give(Split *s, size_t i, uint32_t part, const char *table, uint32_t line)
{
    if (s->to[i] != NO_PART && s->to[i] != part)
        problems_add(&s->problems, table, line, "the post \"%s\" goes to \"%s\" already.",
                     s->host->id(s->ctx, ORG_POSTS, s->posts[i]), s->parts[s->to[i]].key);
    s->to[i] = part;
}

/* Where a post stands among those of the unit, which ascend; n_posts: it is not of it. */
static size_t
index_of(const Split *s, OrgRow post)
{
    size_t low = 0, high = s->n_posts;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->posts[middle] < post)
            low = middle + 1;
        else
            high = middle;
    }
    return low < s->n_posts && s->posts[low] == post ? low : s->n_posts;
}

static void
give_heads(Split *s)
{
    for (uint32_t k = 0; k < s->n_parts; k++)
        if (s->parts[k].head != ORG_NONE)
            give(s, index_of(s, s->parts[k].head), k, "parts", s->parts[k].line);
}

static void
give_listed(Split *s)
{
    const OrgTable *list = s->host->table(s->ctx, P_LIST);
    for (uint32_t r = 0; r < list->rows; r++) {
        const char *id = text_or_null(list, L_POST, r), *to = text_or_null(list, L_PART, r);
        OrgRow post = s->host->find(s->ctx, ORG_POSTS, id);
        size_t i = post == ORG_NONE ? s->n_posts : index_of(s, post);
        uint32_t part = split_find_part(s, to);
        if (i == s->n_posts)
            problems_add(&s->problems, "list", r + 1, "\"%s\" is no open post of \"%s\".", id,
                         s->host->id(s->ctx, ORG_UNITS, s->unit));
        else if (part == NO_PART)
            problems_add(&s->problems, "list", r + 1, "\"%s\" is none of the parts.", to, NULL);
        else
            give(s, i, part, "list", r + 1);
    }
}

/* Posts of a set go to the one part of `into:`; those of other units do not come. */
static bool
give_set(Split *s)
{
    const OrgRow *rows;
    size_t n = s->stays && s->host->given(s->ctx, P_POSTS) ? s->host->rows(s->ctx, P_POSTS, &rows) : 0;
    size_t foreign = 0;
    for (size_t k = 0; k < n; k++) {
        size_t i = index_of(s, rows[k]);
        foreign += i == s->n_posts;
        if (i < s->n_posts)
            give(s, i, 0, "posts", 0);
    }
    if (foreign && foreign == n)
        return split_ok(s, s->host->fail(s->ctx, ORG_E_INVALID, "None of the posts chosen is one of \"%s\".",
                                         s->host->id(s->ctx, ORG_UNITS, s->unit)));
    return true;
}

typedef struct {
    int kind;
    const OrgWord *attribute;
} Trait;

static bool
read_trait(Split *s, Trait *trait)
{
    static const char *const names[] = { "rank", "title", "category", "funding" };
    const char *by = s->host->text(s->ctx, P_BY);
    trait->kind = BY_ATTRIBUTE;
    for (int k = 0; k < BY_ATTRIBUTE; k++)
        if (!strcmp(by, names[k]))
            trait->kind = k;
    if (trait->kind == BY_ATTRIBUTE && !(trait->attribute = s->host->words(s->ctx, ORG_POSTS, by)))
        return split_ok(s, s->host->fail(s->ctx, ORG_E_INVALID,
                                         "`by:` is \"%s\"; title, category, funding, rank or an attribute of words of "
                                         "posts was expected.",
                                         by));
    return true;
}

static const char *
trait_of(const Split *s, const Trait *trait, OrgRow post)
{
    const OrgPosts *posts = s->host->posts(s->ctx);
    switch (trait->kind) {
    case BY_RANK:
        return rank_names[posts->rank[post]];
    case BY_TITLE:
        return s->host->spell(s->ctx, posts->title[post]);
    case BY_CATEGORY:
        return s->host->spell(s->ctx, posts->category[post]);
    case BY_FUNDING:
        return s->host->spell(s->ctx, posts->funding[post]);
    default:
        return s->host->spell(s->ctx, trait->attribute[post]);
    }
}

/* What a part takes: posts whose trait is one of its values. Those that were named stay where they were named to. */
static bool
give_taken(Split *s)
{
    const OrgTable *table = s->host->table(s->ctx, P_PARTS);
    uint8_t *named = split_scratch(s, s->n_posts, 1);
    Trait trait = { BY_ATTRIBUTE, NULL };
    if (!named)
        return false;
    for (size_t i = 0; i < s->n_posts; i++)
        named[i] = s->to[i] != NO_PART;
    for (uint32_t k = 0; k < table->rows; k++) {
        const char *list = text_or_null(table, C_TAKES, k), *value;
        if (list && !trait.attribute && trait.kind == BY_ATTRIBUTE && !read_trait(s, &trait))
            return false;
        while (list && (value = split_next_name(s, &list, ";"))) {
            size_t found = 0;
            for (size_t i = 0; i < s->n_posts; i++) {
                if (strcmp(trait_of(s, &trait, s->posts[i]), value) != 0)
                    continue;
                found++;
                if (!named[i])
                    give(s, i, k, "parts", k + 1);
            }
            if (!found)
                problems_add(&s->problems, "parts", k + 1, "no post of the unit has \"%s\".", value, NULL);
        }
    }
    return s->status == ORG_OK;
}

/* Shares of the parts, and of what stays; they add up to 1. */
static bool
judge_shares(Split *s, double *share, size_t rest)
{
    double sum = 0, scale = 1;
    uint32_t said = 0;
    for (uint32_t k = 0; k < s->n_parts; k++) {
        share[k] = isnan(s->parts[k].share) ? 0 : s->parts[k].share;
        said += !isnan(s->parts[k].share);
        sum += share[k];
        if (share[k] > 1.005) /* written as 60, 40 */
            scale = 100;
    }
    if (sum / scale > 1.005 || (!s->stays && said && sum / scale < 0.995))
        problems_add(&s->problems, "parts", 0,
                     s->stays ? "The shares of the parts are more than the whole."
                              : "The shares of the parts do not add up to 1 (or 100%%).",
                     NULL, NULL);
    for (uint32_t k = 0; k < s->n_parts; k++)
        share[k] = said && !s->stays ? share[k] / sum : said ? share[k] / scale : s->stays ? 0 : 1.0 / s->n_parts;
    share[s->n_parts] = s->stays ? fmax(0, 1 - sum / scale) : 0;
    if (!said && !s->stays && rest)
        s->host->finding(s->ctx, ORG_NOTE, ORG_UNITS, s->unit,
                         "No shares are given for the parts of %s: %u of its posts are divided evenly.",
                         s->host->name(s->ctx, ORG_UNITS, s->unit), (unsigned) rest);
    return true;
}

/* The head of a unit that stays stays; else it goes to the part with the largest share that names no other head. */
static uint32_t
part_of_head(Split *s, const double *share)
{
    uint32_t best = NO_PART;
    if (s->stays)
        return s->n_parts;
    for (uint32_t k = 0; k < s->n_parts; k++)
        if (s->parts[k].head == ORG_NONE && (best == NO_PART || share[k] > share[best] + 1e-9))
            best = k;
    return best;
}

/* What is left, by shares. */
static bool
give_rest(Split *s)
{
    const OrgPosts *posts = s->host->posts(s->ctx);
    double *share = split_scratch(s, s->n_parts + (size_t) 1, sizeof *share),
           *given = split_scratch(s, s->n_parts + (size_t) 1, sizeof *given);
    size_t *index = split_scratch(s, s->n_posts, sizeof *index), n = 0, rest = 0, dealt = 0;
    OrgRow *rows = split_scratch(s, s->n_posts, sizeof *rows);
    uint32_t *to = split_scratch(s, s->n_posts, sizeof *to);
    if (!share || !given || !index || !rows || !to)
        return false;
    for (size_t i = 0; i < s->n_posts; i++)
        rest += s->to[i] == NO_PART;
    if (!judge_shares(s, share, rest))
        return false;
    for (size_t i = 0; i < s->n_posts; i++) {
        uint32_t part = part_of_head(s, share);
        if (s->to[i] != NO_PART)
            continue;
        if (posts->rank[s->posts[i]] == ORG_HEAD && part != NO_PART) {
            s->to[i] = part;
            given[part] += part < s->n_parts;
            dealt += part < s->n_parts;
            continue;
        }
        if (posts->rank[s->posts[i]] == ORG_HEAD)
            problems_add(&s->problems, "parts", 0,
                         "Every part names another head than \"%s\", the head of the unit: leave one without.",
                         s->host->id(s->ctx, ORG_POSTS, s->posts[i]), NULL);
        index[n] = i;
        rows[n++] = s->posts[i];
    }
    deal_posts(posts, rows, n, share, s->n_parts + (s->stays ? 1 : 0), given, dealt, to);
    for (size_t k = 0; k < n; k++)
        s->to[index[k]] = to[k];
    for (size_t i = 0; i < s->n_posts; i++)
        if (s->to[i] == s->n_parts)
            s->to[i] = NO_PART;
    return true;
}

bool
split_give_posts(Split *s)
{
    s->n_posts = s->host->posts_of(s->ctx, s->unit, &s->posts);
    if (!(s->to = split_scratch(s, s->n_posts, sizeof *s->to)))
        return false;
    for (size_t i = 0; i < s->n_posts; i++)
        s->to[i] = NO_PART;
    give_heads(s);
    give_listed(s);
    if (!give_set(s) || !give_taken(s) || !give_rest(s))
        return false;
    for (size_t i = 0; i < s->n_posts; i++)
        if (s->to[i] != NO_PART)
            s->parts[s->to[i]].n_posts++;
    for (uint32_t k = 1; k < s->n_parts; k++)
        if (s->parts[k].n_posts > s->parts[s->largest].n_posts)
            s->largest = k;
    return true;
}

static void
give_child(Split *s, const char *id, uint32_t part)
{
    OrgRow row = s->host->find(s->ctx, ORG_UNITS, id);
    size_t at = 0;
    while (at < s->n_children && s->children[at] != row)
        at++;
    if (row == ORG_NONE || at == s->n_children) {
        problems_add(&s->problems, "parts", s->parts[part].line, "\"%s\" is no unit just below \"%s\".", id,
                     s->host->id(s->ctx, ORG_UNITS, s->unit));
        return;
    }
    if (s->under[at] != NO_PART)
        problems_add(&s->problems, "parts", s->parts[part].line, "the unit \"%s\" goes to \"%s\" already.", id,
                     s->parts[s->under[at]].key);
    s->under[at] = part;
}

/* What no part names stays, or goes with the largest part. */
bool
split_give_children(Split *s)
{
    const OrgTable *table = s->host->table(s->ctx, P_PARTS);
    size_t left = 0;
    s->n_children = s->host->children(s->ctx, s->unit, &s->children);
    if (!(s->under = split_scratch(s, s->n_children, sizeof *s->under)))
        return false;
    for (size_t i = 0; i < s->n_children; i++)
        s->under[i] = NO_PART;
    for (uint32_t k = 0; k < table->rows; k++) {
        const char *list = text_or_null(table, C_CHILDREN, k), *id;
        while (list && (id = split_next_name(s, &list, ",;")))
            give_child(s, id, k);
    }
    for (size_t i = 0; i < s->n_children && !s->stays; i++)
        if (s->under[i] == NO_PART) {
            s->under[i] = s->largest;
            left++;
        }
    if (left && !s->problems.n)
        s->host->finding(s->ctx, ORG_NOTE, ORG_UNITS, s->unit,
                         "No part names %u of the units below %s: they go with the largest part, %s.", (unsigned) left,
                         s->host->name(s->ctx, ORG_UNITS, s->unit), s->parts[s->largest].name);
    return s->status == ORG_OK;
}
