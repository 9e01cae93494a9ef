// SPDX-License-Identifier: MIT
/* Parts that are too many for a page become chips of their type: first those that nothing came to or went from. */
#include "flow-private.h"
#include <stdlib.h>
#include <string.h>

/* 1: may be folded at the first level (nothing came from or went to another part), 2: at the second, 0: never. */
static void
mark_foldable(const FlowModel *model, uint8_t *fold)
{
    for (uint32_t i = 0; i < model->n; i++) {
        const FlowPart *part = &model->part[i];
        fold[i] = part->elsewhere || part->above                                                      ? 0
                  : part->fate == FATE_KEPT || part->fate == FATE_POSTS || part->fate == FATE_RENAMED ? 1
                                                                                                      : 2;
    }
    for (uint32_t i = 0; i < model->n_moves; i++) {
        const FlowMove *m = &model->move[i];
        if (m->from != FLOW_NONE && m->to != FLOW_NONE && m->from != m->to) {
            fold[m->from] += fold[m->from] == 1;
            fold[m->to] += fold[m->to] == 1;
        }
    }
}

static uint32_t
parts_on_a_side(const FlowModel *model, const uint32_t *into)
{
    uint32_t left = 0, right = 0;
    for (uint32_t i = 0; i < model->n; i++) {
        const FlowPart *part = &model->part[i];
        bool drawn = into[i] == i && !part->folded;
        left += drawn && !part->opened;
        right += drawn && !part->closed;
    }
    return left > right ? left : right;
}

typedef struct {
    uint32_t *into;  /* of each part: itself, or the chip that it is folded into */
    uint32_t *type;  /* numbered from 0 */
    uint32_t *chip;  /* by type, or FLOW_NONE */
    uint32_t *count; /* by type */
    uint8_t *fold;
    uint32_t n, types;
} Folding;

static bool
may_fold(const Folding *folding, uint32_t i, uint8_t most)
{
    return folding->into[i] == i && folding->fold[i] && folding->fold[i] <= most;
}

static int64_t
size_of(const FlowPart *part)
{
    return part->before > part->after ? part->before : part->after;
}

/* The smallest part of a type that may still be folded. */
static uint32_t
smallest(const FlowModel *model, const Folding *folding, uint32_t type, uint8_t most)
{
    uint32_t found = FLOW_NONE;
    for (uint32_t i = 0; i < folding->n; i++)
        if (folding->type[i] == type && may_fold(folding, i, most) &&
            (found == FLOW_NONE || size_of(&model->part[i]) < size_of(&model->part[found])))
            found = i;
    return found;
}

static void
fold_into_chip(Flow *f, Folding *folding, uint32_t i)
{
    const FlowPart *part = &f->model->part[i];
    uint32_t *chip = &folding->chip[folding->type[i]];
    if (*chip == FLOW_NONE)
        *chip = flow_add_part(f, (FlowPart){ .unit = ORG_NONE, .chip = true, .group = part->group });
    folding->into[i] = *chip;
    f->model->part[*chip].units++;
    fate_count(f->model->part[*chip].counts, part->flags, 1);
}

/* Folds the type with the most parts that may be folded, the smallest first, as many as need be; a type of
 * hundreds is folded whole. False when no type has two. */
static bool
fold_largest(Flow *f, Folding *folding, uint8_t most)
{
    enum { LARGE = 200 };
    uint32_t best = 0, left, over = parts_on_a_side(f->model, folding->into) - f->limit;
    memset(folding->count, 0, (folding->types + (size_t) 1) * sizeof *folding->count);
    for (uint32_t i = 0; i < folding->n; i++)
        folding->count[folding->type[i]] += may_fold(folding, i, most);
    for (uint32_t t = 1; t < folding->types; t++)
        best = folding->count[t] > folding->count[best] ? t : best;
    left = folding->count[best];
    if (left < 2)
        return false;
    if (left > LARGE || over + 1 >= left) {
        for (uint32_t i = 0; i < folding->n; i++)
            if (folding->type[i] == best && may_fold(folding, i, most))
                fold_into_chip(f, folding, i);
        return true;
    }
    for (uint32_t n = over + (folding->chip[best] == FLOW_NONE); n > 0; n--)
        fold_into_chip(f, folding, smallest(f->model, folding, best, most));
    return true;
}

/* All that may be folded, as one chip: the last resort. */
static void
fold_all(Flow *f, Folding *folding)
{
    FlowModel *model = f->model;
    uint32_t *into = folding->into;
    uint32_t n = model->n, all = flow_add_part(f, (FlowPart){ .unit = ORG_NONE, .chip = true });
    into[all] = all;
    for (uint32_t k = 0; k < n; k++) {
        if (into[k] == k && (model->part[k].chip || folding->fold[k])) {
            const FlowPart *part = &model->part[k];
            model->part[all].units += part->units;
            for (int s = 0; s < FATES; s++)
                model->part[all].counts[s] += part->chip ? part->counts[s] : (part->flags & FATE_BIT(s)) != 0;
            into[k] = all;
        }
    }
}

static uint32_t
final_part(const uint32_t *into, uint32_t i)
{
    while (i != FLOW_NONE && into[i] != i)
        i = into[i];
    return i;
}

static int
by_group(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b; /* group, part */
    return x[0] != y[0] ? (x[0] < y[0] ? -1 : 1) : x[1] < y[1] ? -1 : x[1] > y[1];
}

static bool
begin_folding(Flow *f, Folding *folding)
{
    const OrgHost *host = f->r.chart->host;
    size_t n = f->capacity;
    uint32_t(*pairs)[2] = host->scratch(f->r.chart->ctx, n * sizeof *pairs);
    folding->n = f->model->n;
    folding->fold = host->scratch(f->r.chart->ctx, n);
    folding->into = host->scratch(f->r.chart->ctx, 4 * n * sizeof(uint32_t));
    if (!pairs || !folding->fold || !folding->into)
        return false;
    folding->type = folding->into + n;
    folding->chip = folding->type + n;
    folding->count = folding->chip + n;
    for (uint32_t i = 0; i < n; i++)
        folding->into[i] = i, folding->chip[i] = FLOW_NONE;
    for (uint32_t i = 0; i < folding->n; i++)
        pairs[i][0] = f->model->part[i].group, pairs[i][1] = i;
    qsort(pairs, folding->n, sizeof *pairs, by_group);
    for (uint32_t i = 0; i < folding->n; i++) {
        folding->types += i == 0 || pairs[i][0] != pairs[i - 1][0];
        folding->type[pairs[i][1]] = folding->types - 1;
    }
    mark_foldable(f->model, folding->fold);
    return true;
}

/* Sums of chips from their members; the members themselves stand nowhere any more. */
static void
sum_chips(FlowModel *model, const uint32_t *into, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t to = final_part(into, i);
        if (to == i)
            continue;
        model->part[to].before += model->part[i].before;
        model->part[to].after += model->part[i].after;
    }
    for (uint32_t i = 0; i < model->n; i++)
        model->part[i].folded |= into[i] != i;
}

OrgStatus
flow_fold(Flow *f)
{
    FlowModel *model = f->model;
    Folding folding = { 0 };
    if (!begin_folding(f, &folding))
        return f->r.chart->host->fail(f->r.chart->ctx, ORG_E_FAILED, "out of memory");
    for (uint8_t most = 1; most <= 2; most++)
        while (parts_on_a_side(model, folding.into) > f->limit && fold_largest(f, &folding, most))
            ;
    if (parts_on_a_side(model, folding.into) > f->limit)
        fold_all(f, &folding);
    for (uint32_t i = 0; i < model->n_moves; i++) {
        model->move[i].from = final_part(folding.into, model->move[i].from);
        model->move[i].to = final_part(folding.into, model->move[i].to);
    }
    flow_join_moves(model);
    sum_chips(model, folding.into, folding.n);
    return ORG_OK;
}
