// SPDX-License-Identifier: MIT
/* Every unit on one page as large as needed. */
#include "cards-private.h"
#include "page.h"
#include <string.h>

enum { POSTER_TEXT = CANVAS_PT(7), ASPECT = 1414 };

bool
cards_place_poster(Cards *c, int *width, int *height)
{
    memset(c->levels, 0, c->model.n + 1);
    cards_fold(c);
    cards_prepare(c, 0, c->model.n);
    const OrgStackPage page = { .text_min = POSTER_TEXT };
    if (c->tree && !cards_fit_tree(c, &page))
        return false;
    if (!c->tree)
        org_columns(c->items, c->fold.n, POSTER_TEXT, ASPECT, c->scratch, &c->stack, &c->columns);
    *width = c->columns.width;
    *height = c->columns.height + BAR + BAR_GAP;
    return true;
}

void
cards_move_poster(Cards *c, Rect body)
{
    int x = body.x + (body.width - c->columns.width) / 2, y = body.y + BAR + BAR_GAP;
    for (uint32_t i = 0; i < c->fold.n; i++)
        c->stack.box[i].x += x, c->stack.box[i].y += y;
    for (uint32_t k = 0; k < c->stack.n_cards; k++)
        c->stack.card[k].x += x, c->stack.card[k].y += y;
    c->columns.top += y;
    c->columns.bottom += y;
    c->root += x;
}

typedef struct {
    Cards *cards;
    CanvasBox bar;
    int bus, right; /* of the bus: its height, and how far it has to go */
    int left;
} Routes;

static void
draw_route(void *data, uint32_t header, const OrgColumnsPoint *from, unsigned n)
{
    Routes *r = data;
    Point points[8];
    for (unsigned i = 0; i < n; i++)
        points[i] = (Point){ from[i].x, from[i].y };
    canvas_lines(r->cards->canvas, r->bar, r->cards->looks[header].box, points, n, n, LINE, CANVAS_PT(1));
    if (r->cards->level[header] == 0 && points[0].y == r->bus) {
        r->left = points[0].x < r->left ? points[0].x : r->left;
        r->right = points[0].x > r->right ? points[0].x : r->right;
    }
}

void
cards_draw_routes(Cards *c, CanvasBox bar, Rect at)
{
    int centre = at.x + at.width / 2, bus = c->columns.top - (c->columns.deepest + 1) * c->columns.lane;
    Routes routes = { c, bar, bus, centre, centre };
    if (!c->fold.n)
        return;
    org_columns_route(c->items, c->fold.n, &c->stack, &c->columns, draw_route, &routes);
    const Point points[] = {
        { centre, at.y + at.height }, { centre, bus }, { routes.left, bus }, { routes.right, bus }
    };
    canvas_lines(c->canvas, bar, bar, points, 4, 2, LINE, CANVAS_PT(1));
}
