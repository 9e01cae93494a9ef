// SPDX-License-Identifier: MIT
/* Bands of a flow's parts, and ribbons of what went between them. */
#include "flow-picture.h"

static Kind
kind_of(const FlowModel *model, const FlowMove *move)
{
    if (move->from == FLOW_NONE)
        return JOINED;
    if (move->to == FLOW_NONE)
        return LEFT;
    const FlowPart *from = &model->part[move->from], *to = &model->part[move->to];
    if (from->elsewhere || to->elsewhere)
        return from->elsewhere && to->elsewhere ? STAYS : from->elsewhere ? CAME : WENT;
    if (from == to)
        return STAYS;
    const uint32_t merged = FATE_BIT(FATE_ABSORBED) | FATE_BIT(FATE_CONSOLIDATED);
    return from->flags & FATE_BIT(FATE_SPLIT) ? BY_SPLIT : from->flags & merged ? BY_MERGER : MOVED;
}

static bool
make_room(FlowPicture *v)
{
    const OrgHost *host = v->chart->host;
    OrgCtx *ctx = v->chart->ctx;
    size_t n = v->model.n + (size_t) 3, moves = v->model.n_moves + (size_t) 1;
    v->flow.left = host->scratch(ctx, n * sizeof *v->flow.left);
    v->flow.right = host->scratch(ctx, n * sizeof *v->flow.right);
    v->flow.ribbon = host->scratch(ctx, moves * sizeof *v->flow.ribbon);
    v->flow.scratch = host->scratch(ctx, (4 * n + moves) * sizeof *v->flow.scratch);
    v->part_left = host->scratch(ctx, n * sizeof *v->part_left);
    v->part_right = host->scratch(ctx, n * sizeof *v->part_right);
    v->left_node = host->scratch(ctx, n * sizeof *v->left_node);
    v->right_node = host->scratch(ctx, n * sizeof *v->right_node);
    v->kind = host->scratch(ctx, moves);
    return v->flow.left && v->flow.right && v->flow.ribbon && v->flow.scratch && v->part_left && v->part_right &&
           v->left_node && v->right_node && v->kind;
}

/* What less than 2 % of all cuts are is a stub at each band, and one ribbon for all of them: else a fan of hairs hides the rest. */
static void
gather_small_cuts(FlowPicture *v, uint32_t way_out)
{
    enum { SMALL = 50, FEW = 3 };
    const FlowModel *m = &v->model;
    int64_t sum = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n_moves; i++)
        if (v->kind[i] == LEFT && m->move[i].weight * SMALL < m->left)
            sum += m->move[i].weight, n++;
    if (n < FEW)
        return;
    for (uint32_t i = 0; i < m->n_moves; i++)
        if (v->kind[i] == LEFT && m->move[i].weight * SMALL < m->left)
            v->flow.ribbon[i].to = ORG_FLOW_NOWHERE;
    v->small_cuts = sum;
    v->part_left[v->flow.n_left] = SMALL_CUTS;
    v->flow.left[v->flow.n_left].last = true;
    v->kind[v->flow.n] = LEFT;
    v->flow.ribbon[v->flow.n++] = (OrgFlowRibbon){ .from = v->flow.n_left++, .to = way_out, .weight = sum };
}

/* Bands of the parts that stand at each side, and the entry and the exit below them. */
static bool
make_bands(FlowPicture *v)
{
    const FlowModel *m = &v->model;
    uint32_t *left = v->chart->host->scratch(v->chart->ctx, (m->n + (size_t) 1) * 2 * sizeof *left);
    if (!left)
        return false;
    uint32_t *right = left + m->n;
    for (int last = 0; last < 2; last++)
        for (uint32_t i = 0; i < m->n; i++) {
            const FlowPart *part = &m->part[i];
            if (part->folded || part->elsewhere != last)
                continue;
            if (part->before > 0 || (!part->opened && !last)) {
                left[i] = v->flow.n_left;
                v->part_left[v->flow.n_left] = i;
                v->flow.left[v->flow.n_left++].last = last;
            }
            if (part->after > 0 || (!part->closed && !last)) {
                right[i] = v->flow.n_right;
                v->part_right[v->flow.n_right] = i;
                v->flow.right[v->flow.n_right++].last = last;
            }
        }
    uint32_t entry = v->flow.n_left, way_out = v->flow.n_right;
    v->part_left[entry] = v->part_right[way_out] = FLOW_NONE;
    v->flow.left[entry].last = v->flow.right[way_out].last = true;
    v->flow.n_left += m->joined > 0;
    v->flow.n_right += m->left > 0;
    for (uint32_t i = 0; i < m->n_moves; i++) {
        const FlowMove *move = &m->move[i];
        v->flow.ribbon[i] = (OrgFlowRibbon){ .from = move->from == FLOW_NONE ? entry : left[move->from],
                                             .to = move->to == FLOW_NONE ? way_out : right[move->to],
                                             .weight = move->weight };
        v->kind[i] = (uint8_t) kind_of(m, move);
        v->sums[v->kind[i]] += move->weight;
    }
    v->sums[LEFT] = m->left;
    v->flow.n = m->n_moves;
    gather_small_cuts(v, way_out);
    return true;
}

bool
flow_bands(FlowPicture *v)
{
    return make_room(v) && make_bands(v);
}
