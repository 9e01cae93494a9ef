// SPDX-License-Identifier: MIT
/* The style `tree`: a box for each unit, children below their parent or to the right of it, whichever lets the text be larger. */
#include "cards-private.h"
#include "page.h"
#include "text.h"
#include "tidy.h"
#include <limits.h>

/* Thousandths of the text size. */
enum {
    LINE_HEIGHT = 1200,
    PADDING = 700,
    END = 600,
    ONE_LINE = 9000,
    WIDEST = 15000,
    NOTE = 10000,
    GAP_BESIDE = 1000,
    GAP_ROWS = 600,
    GAP_DOWN = 2400,
    GAP_RIGHT = 2800,
};

typedef struct {
    const Cards *cards;
    OrgTidyNode *nodes; /* the bar, then an item each */
    uint32_t *end;
    void *scratch;
    int *width, *height; /* of boxes */
    int all_wide, all_high;
} Tree;

/* The narrowest that holds the name in two lines; a name that is too long for them takes more. */
static int
room_for_two(const OrgStackItem *item)
{
    for (int room = ONE_LINE; room < WIDEST; room += ONE_LINE / 12)
        if (org_text_wrap(item->name, item->bold, room, NULL, 0) <= 2)
            return room;
    return WIDEST;
}

static unsigned
lines_in(const char *text, bool bold, int room)
{
    unsigned lines = org_text_wrap(text, bold, room, NULL, 0);
    return lines < ORG_TEXT_WRAPS ? lines : ORG_TEXT_WRAPS;
}

static void
size_item(const Cards *c, uint32_t i, OrgStackBox *box, int *width, int *height)
{
    const OrgStackItem *item = &c->items[i];
    int natural = org_text_width(item->name, item->bold), room = natural + 100;
    if (natural > ONE_LINE)
        room = room_for_two(item);
    if (item->note && room < NOTE)
        room = NOTE;
    int wanted = item->value_width + 2 * END - item->lead - END;
    room = room < wanted ? wanted : room;
    *box = (OrgStackBox){ .name_width = room,
                          .lines = (uint8_t) lines_in(item->name, item->bold, room),
                          .note = item->note ? (uint8_t) lines_in(item->note, false, room) : 0,
                          .value_below = item->value_width > 0 };
    *width = item->lead + room + END;
    *height = PADDING + LINE_HEIGHT * (box->lines + box->note + box->value_below);
}

static void
find_ends(const Cards *c, uint32_t *end)
{
    uint32_t n = c->fold.n;
    for (uint32_t i = n; i-- > 0;) {
        end[i + 1] = i + 2;
        while (end[i + 1] <= n && c->fold.item[end[i + 1] - 1].depth > c->fold.item[i].depth)
            end[i + 1] = end[end[i + 1]];
    }
    end[0] = n + 1;
}

/* In the drawing from left to right, the algorithm's width is our height. */
static void
lay(Tree *t, bool across)
{
    uint32_t n = t->cards->fold.n;
    int widest = 0;
    for (uint32_t i = 0; i < n; i++)
        widest = t->width[i] > widest ? t->width[i] : widest;
    t->nodes[0] = (OrgTidyNode){ .width = GAP_BESIDE };
    for (uint32_t i = 0; i < n; i++)
        t->nodes[i + 1] = across
                              ? (OrgTidyNode){ .width = t->height[i] + GAP_ROWS, .height = widest + GAP_RIGHT }
                              : (OrgTidyNode){ .width = t->width[i] + GAP_BESIDE, .height = t->height[i] + GAP_DOWN };
    org_tidy(t->end, n + 1, t->nodes, t->scratch);
    t->all_wide = t->all_high = 1;
    for (uint32_t i = 1; i <= n; i++) {
        OrgTidyNode *node = &t->nodes[i];
        if (across) {
            int x = node->x;
            node->x = node->y + GAP_RIGHT; /* where the trunk from the bar stands */
            node->y = x;
        }
        node->width = across ? widest : t->width[i - 1];
        node->height = t->height[i - 1];
        t->all_wide = node->x + node->width > t->all_wide ? node->x + node->width : t->all_wide;
        t->all_high = node->y + node->height > t->all_high ? node->y + node->height : t->all_high;
    }
}

/* The largest text that the page holds; a page as large as needed (width 0) has the least. */
static int
text_of(const Tree *t, const OrgStackPage *page)
{
    if (!page->width)
        return page->text_min;
    int64_t wide = (int64_t) page->width * 1000 / t->all_wide, high = (int64_t) page->height * 1000 / t->all_high,
            text = wide < high ? wide : high;
    return (int) (text < page->text_max ? text : page->text_max);
}

static int
scaled(int length, int text)
{
    return (int) (((int64_t) length * text + 500) / 1000);
}

static void
put_boxes(Cards *c, const Tree *t, const OrgStackPage *page, int text)
{
    int wide = scaled(t->all_wide, text), left = page->x + (page->width ? (page->width - wide) / 2 : 0);
    for (uint32_t i = 0; i < c->fold.n; i++) {
        const OrgTidyNode *node = &t->nodes[i + 1];
        OrgStackBox *box = &c->stack.box[i];
        box->x = left + scaled(node->x, text);
        box->y = page->y + scaled(node->y, text);
        box->width = left + scaled(node->x + node->width, text) - box->x;
        box->height = page->y + scaled(node->y + node->height, text) - box->y;
        box->name_width += node->width - t->width[i];
    }
    c->stack.text = text;
    c->columns.width = wide;
    c->columns.height = scaled(t->all_high, text);
    c->root = c->across ? left : left + scaled(t->nodes[0].x + t->nodes[0].width / 2, text);
}

static bool
begin(Cards *c, Tree *t)
{
    const OrgHost *host = c->chart->host;
    size_t n = c->fold.n + (size_t) 1;
    *t = (Tree){ .cards = c };
    t->nodes = host->scratch(c->chart->ctx, n * sizeof *t->nodes);
    t->end = host->scratch(c->chart->ctx, (n + 1) * sizeof *t->end);
    t->width = host->scratch(c->chart->ctx, n * sizeof *t->width);
    t->height = host->scratch(c->chart->ctx, n * sizeof *t->height);
    t->scratch = host->scratch(c->chart->ctx, org_tidy_scratch((uint32_t) n));
    if (!t->nodes || !t->end || !t->width || !t->height || !t->scratch)
        return false;
    find_ends(c, t->end);
    for (uint32_t i = 0; i < c->fold.n; i++)
        size_item(c, i, &c->stack.box[i], &t->width[i], &t->height[i]);
    return true;
}

bool
cards_fit_tree(Cards *c, const OrgStackPage *page)
{
    Tree t;
    if (!begin(c, &t))
        return false;
    const OrgStackPage paper =
        page->width ? *page : (OrgStackPage){ .width = 1 << 20, .height = 1 << 19, .text_max = INT_MAX };
    lay(&t, false);
    int down = text_of(&t, &paper);
    lay(&t, true);
    c->across = text_of(&t, &paper) > down + down / 5; /* downwards is what is expected */
    if (!c->across)
        lay(&t, false);
    int text = text_of(&t, page);
    if (text < page->text_min)
        return false;
    put_boxes(c, &t, page, text);
    return true;
}

/* From a side of the parent over half the gap to the child. */
static void
draw_branch(Cards *c, CanvasBox parent, Rect from, bool bar, uint32_t child)
{
    const OrgStackBox *to = &c->stack.box[child];
    Point points[4];
    if (c->across) {
        int gap = scaled(GAP_RIGHT, c->stack.text), x = bar ? from.x + gap / 2 : to->x - gap / 2,
            y = to->y + to->height / 2;
        points[0] = bar ? (Point){ x, from.y + from.height } : (Point){ from.x + from.width, from.y + from.height / 2 };
        points[1] = (Point){ x, points[0].y };
        points[2] = (Point){ x, y };
        points[3] = (Point){ to->x, y };
    } else {
        int gap = scaled(GAP_DOWN, c->stack.text), x = to->x + to->width / 2, y = to->y - (bar ? BAR_GAP : gap / 2);
        points[0] = (Point){ bar ? c->root : from.x + from.width / 2, from.y + from.height };
        points[1] = (Point){ points[0].x, y };
        points[2] = (Point){ x, y };
        points[3] = (Point){ x, to->y };
    }
    canvas_lines(c->canvas, parent, c->looks[child].box, points, 4, 4, LINE, CANVAS_PT(1));
}

void
cards_draw_branches(Cards *c, CanvasBox bar, Rect at)
{
    uint32_t above[DEPTHS] = { 0 };
    for (uint32_t i = 0; i < c->fold.n; i++) {
        uint16_t depth = c->fold.item[i].depth;
        const OrgStackBox *up = depth ? &c->stack.box[above[depth - 1]] : NULL;
        above[depth] = i;
        if (up)
            draw_branch(c, c->looks[above[depth - 1]].box, (Rect){ up->x, up->y, up->width, up->height }, false, i);
        else
            draw_branch(c, bar, at, true, i);
    }
}
