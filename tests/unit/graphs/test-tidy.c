// SPDX-License-Identifier: MIT
/* Properties of the tidy tree and of the columns on random trees, and that their steps grow with the size. */
#include "columns.h"
#include "tidy.h"
#include "../steps.h"
#include <glib.h>
#include <string.h>

typedef struct {
    uint32_t n, *end;
    uint16_t *depth;
} Tree;

/* Depths up to `deepest`, the first node alone at the top. */
static Tree
random_tree(GRand *rand, uint32_t n, int deepest, bool one_root)
{
    Tree tree = { n, g_new(uint32_t, n), g_new0(uint16_t, n) };
    for (uint32_t i = 1; i < n; i++)
        tree.depth[i] = (uint16_t) g_rand_int_range(rand, one_root, MIN(tree.depth[i - 1] + 1, deepest) + 1);
    for (uint32_t i = n; i-- > 0;) {
        tree.end[i] = i + 1;
        while (tree.end[i] < n && tree.depth[tree.end[i]] > tree.depth[i])
            tree.end[i] = tree.end[tree.end[i]];
    }
    return tree;
}

static void
tree_free(Tree *tree)
{
    g_free(tree->end);
    g_free(tree->depth);
}

static int
by_x(gconstpointer a, gconstpointer b)
{
    const OrgTidyNode *one = a, *other = b;
    return one->x < other->x ? -1 : one->x > other->x;
}

/* No two boxes share a place. */
static void
check_apart(const OrgTidyNode *nodes, uint32_t n)
{
    g_autofree OrgTidyNode *sorted = g_memdup2(nodes, n * sizeof *nodes);
    qsort(sorted, n, sizeof *sorted, by_x);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; k < n && sorted[k].x < sorted[i].x + sorted[i].width; k++)
            g_assert_true(sorted[k].y >= sorted[i].y + sorted[i].height ||
                          sorted[i].y >= sorted[k].y + sorted[k].height);
}

static void
check_tidy(const Tree *tree, const OrgTidyNode *nodes)
{
    check_apart(nodes, tree->n);
    for (uint32_t v = 0; v < tree->n; v++) {
        uint32_t first = v + 1, last = 0;
        g_assert_cmpint(nodes[v].x, >=, 0);
        for (uint32_t c = first; c < tree->end[v]; last = c, c = tree->end[c]) {
            g_assert_cmpint(nodes[c].y, ==, nodes[v].y + nodes[v].height);
            g_assert_true(c == first || nodes[c].x >= nodes[last].x + nodes[last].width); /* in their order */
        }
        if (tree->end[v] > first) {
            int middle = nodes[first].x + nodes[last].x + nodes[last].width;
            g_assert_cmpint(ABS(middle - 2 * nodes[v].x - nodes[v].width), <=, 1); /* the parent stands in the middle */
        }
    }
}

static void
test_tidy(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(2014);
    for (int round = 0; round < 4000; round++) {
        uint32_t n = (uint32_t) g_rand_int_range(rand, 1, round % 20 ? 60 : 800);
        Tree tree = random_tree(rand, n, g_rand_int_range(rand, 1, 30), true);
        g_autofree OrgTidyNode *nodes = g_new0(OrgTidyNode, n);
        g_autofree char *scratch = g_malloc(org_tidy_scratch(n));
        bool alike = g_rand_boolean(rand);
        for (uint32_t i = 0; i < n; i++) {
            nodes[i].width = alike ? 100 : 2 * g_rand_int_range(rand, 5, 100);
            nodes[i].height = alike ? 40 : g_rand_int_range(rand, 5, 100);
        }
        org_tidy(tree.end, n, nodes, scratch);
        check_tidy(&tree, nodes);
        tree_free(&tree);
    }
}

/* A known drawing: three leaves, the middle one with a child; leaves touch, parents are centred. */
static void
test_tidy_known(void)
{
    const uint32_t end[] = { 5, 2, 4, 4, 5 };
    OrgTidyNode nodes[5];
    char scratch[1024];
    g_assert_cmpuint(org_tidy_scratch(5), <=, sizeof scratch);
    for (int i = 0; i < 5; i++)
        nodes[i] = (OrgTidyNode){ .width = 10, .height = 5 };
    nodes[3].width = 30; /* below the second: it may reach under its sisters */
    org_tidy(end, 5, nodes, scratch);
    const int x[] = { 10, 0, 10, 0, 20 }, y[] = { 0, 5, 5, 10, 5 };
    for (int i = 0; i < 5; i++) {
        g_assert_cmpint(nodes[i].x, ==, x[i]);
        g_assert_cmpint(nodes[i].y, ==, y[i]);
    }
}

/* A chain, a comb and a fan: the shapes on which a wrong algorithm is quadratic or recurses too deep. */
static guint64
steps_of(uint32_t n, int shape)
{
    Tree tree = { n, g_new(uint32_t, n), g_new0(uint16_t, n) };
    g_autofree OrgTidyNode *nodes = g_new0(OrgTidyNode, n);
    g_autofree char *scratch = g_malloc(org_tidy_scratch(n));
    for (uint32_t i = 0; i < n; i++) {
        nodes[i].width = nodes[i].height = 10;
        tree.depth[i] = (uint16_t) (i == 0 ? 0 : shape == 0 ? 1 + i % 200 : shape == 1 ? 1 + i % 2 : 1);
        tree.end[i] = i + 1;
    }
    for (uint32_t i = n; i-- > 0;)
        while (tree.end[i] < n && tree.depth[tree.end[i]] > tree.depth[i])
            tree.end[i] = tree.end[tree.end[i]];
    guint64 before = steps_taken();
    org_tidy(tree.end, n, nodes, scratch);
    guint64 steps = steps_taken() - before;
    tree_free(&tree);
    return steps;
}

/* Ten times the nodes take ten times the steps; a quadratic way would take a hundred times. */
static void
test_tidy_growth(void)
{
    for (int shape = 0; shape < 3; shape++) {
        guint64 few = steps_of(20000, shape), many = steps_of(200000, shape);
        g_assert_cmpuint(few, >=, 20000);
        g_assert_cmpuint(many, <, 12 * few);
    }
}

typedef struct {
    const OrgStack *stack;
    const OrgColumns *columns;
    uint32_t lines;
} Lines;

/* A line stands on the page and ends at the left edge of its card; it runs through no card. */
static void
check_line(void *data, uint32_t header, const OrgColumnsPoint *points, unsigned n)
{
    Lines *lines = data;
    const OrgStackBox *box = &lines->stack->box[header];
    lines->lines++;
    g_assert_cmpint(points[n - 1].x, ==, box->x);
    g_assert_true(points[n - 1].y > box->y && points[n - 1].y < box->y + box->height);
    for (unsigned i = 0; i < n; i++)
        g_assert_true(points[i].x >= 0 && points[i].x <= lines->columns->width && points[i].y >= 0 &&
                      points[i].y <= lines->columns->height);
    for (unsigned i = 1; i < n; i++) {
        int x1 = MIN(points[i - 1].x, points[i].x), x2 = MAX(points[i - 1].x, points[i].x),
            y1 = MIN(points[i - 1].y, points[i].y), y2 = MAX(points[i - 1].y, points[i].y);
        g_assert_true(x1 == x2 || y1 == y2);
        for (uint32_t k = 0; k < lines->stack->n_cards; k++) {
            const OrgStackBox *card = &lines->stack->card[k];
            g_assert_false(x2 > card->x && x1 < card->x + card->width && y2 > card->y && y1 < card->y + card->height);
        }
    }
}

static void
check_columns(const OrgStackItem *items, uint32_t n, const OrgStack *stack, const OrgColumns *columns)
{
    uint32_t headers = 0;
    for (uint32_t i = 0; i < n; i++) {
        const OrgStackBox *box = &stack->box[i], *before = i ? &stack->box[i - 1] : NULL;
        headers += items[i].header;
        g_assert_true(box->x >= 0 && box->y >= columns->top && box->x + box->width <= columns->width &&
                      box->y + box->height <= columns->bottom);
        g_assert_true(!before || (box->row == before->row
                                      ? box->y >= before->y + before->height
                                      : box->row == before->row + 1 && box->x > before->x + before->width / 2));
    }
    for (uint32_t a = 0; a < stack->n_cards; a++)
        for (uint32_t b = a + 1; b < stack->n_cards && stack->card[b].row <= stack->card[a].row + 1; b++)
            g_assert_true(stack->card[a].x + stack->card[a].width <= stack->card[b].x ||
                          stack->card[a].y + stack->card[a].height <= stack->card[b].y ||
                          stack->card[a].row != stack->card[b].row);
    Lines lines = { stack, columns, 0 };
    org_columns_route(items, n, stack, columns, check_line, &lines);
    g_assert_cmpuint(lines.lines, ==, headers);
}

static void
test_columns(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(50);
    for (int round = 0; round < 1500; round++) {
        uint32_t n = (uint32_t) g_rand_int_range(rand, 1, round % 10 ? 200 : 2500);
        Tree tree = random_tree(rand, n, g_rand_int_range(rand, 1, 12), false);
        g_autofree bool *header = g_new0(bool, n);
        g_autofree uint16_t *level = g_new0(uint16_t, n);
        g_autofree OrgStackItem *items = g_new0(OrgStackItem, n);
        g_autofree int *scratch = g_new0(int, 2 * n);
        OrgStack stack = { .box = g_new0(OrgStackBox, n), .card = g_new0(OrgStackBox, n) };
        OrgColumns columns;
        org_columns_split(tree.depth, tree.end, n, (uint32_t) g_rand_int_range(rand, 2, 60), header, level);
        for (uint32_t i = 0; i < n; i++)
            items[i] = (OrgStackItem){ .name = g_rand_boolean(rand) ? "Phòng Kế hoạch"
                                                                    : "Trung tâm Phát triển quỹ đất và Cụm công nghiệp",
                                       .note = g_rand_int_range(rand, 0, 5) ? NULL : "into Finance",
                                       .value_width = g_rand_int_range(rand, 0, 7000),
                                       .lead = 1650,
                                       .header = header[i],
                                       .level = level[i],
                                       .lines = 2 };
        org_columns(items, n, 35, 1414, scratch, &stack, &columns);
        check_columns(items, n, &stack, &columns);
        if (n > 1500) /* a small page cannot have the aspect of paper */
            g_assert_cmpint(ABS(columns.width * 1000 / columns.height - 1414), <, 300);
        g_free(stack.box);
        g_free(stack.card);
        tree_free(&tree);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/layout/tidy", test_tidy);
    g_test_add_func("/layout/tidy-known", test_tidy_known);
    g_test_add_func("/layout/tidy-growth", test_tidy_growth);
    g_test_add_func("/layout/columns", test_columns);
    return g_test_run();
}
