// SPDX-License-Identifier: MIT
/* The lists of a flow: its parts, and one move for each pair of them. */
#include "flow-private.h"
#include <stdlib.h>

uint32_t
flow_add_part(Flow *f, FlowPart part)
{
    f->model->part[f->model->n] = part;
    return f->model->n++;
}

static int
by_ends(const void *a, const void *b)
{
    const FlowMove *x = a, *y = b;
    return x->from != y->from ? (x->from < y->from ? -1 : 1) : x->to < y->to ? -1 : x->to > y->to;
}

void
flow_join_moves(FlowModel *model)
{
    uint32_t n = 0;
    qsort(model->move, model->n_moves, sizeof *model->move, by_ends);
    for (uint32_t i = 0; i < model->n_moves; i++)
        if (n && !by_ends(&model->move[n - 1], &model->move[i]))
            model->move[n - 1].weight += model->move[i].weight;
        else
            model->move[n++] = model->move[i];
    model->n_moves = n;
}
