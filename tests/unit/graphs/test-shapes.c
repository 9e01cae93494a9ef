// SPDX-License-Identifier: MIT
/* Properties of the layouts of flow, treemap and mirrored bars on random input: nothing overlaps or leaves the page, sums and
 * order are kept, labels have their room. */
#include "flow.h"
#include "mirror.h"
#include "treemap.h"
#include <glib.h>
#include <math.h>
#include <stdlib.h>

/* ---- flow */

typedef struct {
    OrgFlow flow;
    int64_t total;
} FlowCase;

static void
flow_case_free(FlowCase *c)
{
    g_free(c->flow.left), g_free(c->flow.right), g_free(c->flow.ribbon), g_free(c->flow.scratch);
}

static void
random_flow(GRand *rand, FlowCase *c)
{
    uint32_t left = (uint32_t) g_rand_int_range(rand, 1, 40), right = (uint32_t) g_rand_int_range(rand, 1, 40);
    *c = (FlowCase){ .flow = { .n_left = left, .n_right = right } };
    OrgFlow *flow = &c->flow;
    flow->left = g_new0(OrgFlowBand, left);
    flow->right = g_new0(OrgFlowBand, right);
    flow->ribbon = g_new0(OrgFlowRibbon, left * right);
    double density = g_rand_double(rand);
    for (uint32_t i = 0; i < left; i++)
        for (uint32_t k = 0; k < right; k++)
            if (i == k || g_rand_double(rand) < density * 0.3)
                flow->ribbon[flow->n++] =
                    (OrgFlowRibbon){ .from = i,
                                     .to = k,
                                     .weight =
                                         g_rand_int_range(rand, 1, g_rand_int_range(rand, 0, 5) ? 500 : 10000000) };
    flow->scratch = g_new0(OrgFlowKey, 2 * (left + right) + flow->n);
    flow->left[left - 1].last = g_rand_boolean(rand);
    flow->right[right - 1].last = g_rand_boolean(rand);
    for (uint32_t i = 0; i < flow->n; i++)
        c->total += flow->ribbon[i].weight;
}

static void
check_bands(const OrgFlowBand *bands, uint32_t n, const OrgFlowPage *page, int length, int64_t total)
{
    g_autofree uint32_t *at = g_new0(uint32_t, n);
    g_autofree bool *seen = g_new0(bool, n);
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        g_assert_cmpuint(bands[i].rank, <, n);
        g_assert_false(seen[bands[i].rank]);
        seen[bands[i].rank] = true;
        at[bands[i].rank] = i;
        sum += bands[i].weight;
    }
    g_assert_cmpint(sum, ==, total);
    for (uint32_t r = 0; r < n; r++) {
        const OrgFlowBand *band = &bands[at[r]];
        g_assert_cmpint(band->slot_height, >=, page->label); /* room for a label of the least text */
        g_assert_cmpint(band->y, >=, band->slot);
        g_assert_cmpint(band->y + band->height, <=, band->slot + band->slot_height);
        g_assert_cmpint(band->slot, >=, page->y);
        g_assert_cmpint(band->slot + band->slot_height, <=, page->y + page->height);
        g_assert_true(fabs((double) band->weight / (double) total * length - band->height) < 1.0001);
        if (r > 0)
            g_assert_cmpint(band->slot, >=, bands[at[r - 1]].slot + bands[at[r - 1]].slot_height + page->gap);
        if (r > 0 && bands[at[r - 1]].last)
            g_assert_true(band->last); /* entries and exits stay below */
    }
}

/* The ribbons of a band fill its bar from end to end in the order of their other ends. */
static void
check_ribbons(const OrgFlow *flow, bool right)
{
    uint32_t n = right ? flow->n_right : flow->n_left;
    const OrgFlowBand *bands = right ? flow->right : flow->left, *others = right ? flow->left : flow->right;
    for (uint32_t b = 0; b < n; b++) {
        int64_t weight = 0;
        for (uint32_t i = 0; i < flow->n; i++) {
            const OrgFlowRibbon *r = &flow->ribbon[i];
            if ((right ? r->to : r->from) != b)
                continue;
            int y = right ? r->to_y : r->from_y;
            weight += r->weight;
            g_assert_cmpint(y, >=, bands[b].y);
            g_assert_cmpint(y + r->width, <=, bands[b].y + bands[b].height);
            for (uint32_t k = 0; k < flow->n; k++) {
                const OrgFlowRibbon *other = &flow->ribbon[k];
                if (k == i || (right ? other->to : other->from) != b)
                    continue;
                bool above = others[right ? r->from : r->to].rank < others[right ? other->from : other->to].rank;
                int other_y = right ? other->to_y : other->from_y;
                g_assert_true(above ? y + r->width <= other_y : other_y + other->width <= y);
            }
        }
        g_assert_cmpint(weight, ==, bands[b].weight);
    }
}

static void
test_flow(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(2025);
    unsigned placed = 0, refused = 0, fewer = 0;
    for (int round = 0; round < 2000; round++) {
        FlowCase c;
        random_flow(rand, &c);
        OrgFlowPage page = {
            .y = g_rand_int_range(rand, 0, 900), .height = g_rand_int_range(rand, 300, 3400), .label = 46, .gap = 12
        };
        for (uint32_t i = 0; i < c.flow.n_left; i++)
            c.flow.left[i].rank = i;
        for (uint32_t i = 0; i < c.flow.n_right; i++)
            c.flow.right[i].rank = i;
        int64_t given = org_flow_crossings(&c.flow);
        int length = org_flow(&c.flow, &page);
        uint32_t most = MAX(c.flow.n_left, c.flow.n_right);
        if (length < 0) {
            g_assert_cmpint((int64_t) most * 46 + (most - 1) * 12, >, page.height);
            refused++;
            flow_case_free(&c);
            continue;
        }
        placed++;
        check_bands(c.flow.left, c.flow.n_left, &page, length, c.total);
        check_bands(c.flow.right, c.flow.n_right, &page, length, c.total);
        check_ribbons(&c.flow, false);
        check_ribbons(&c.flow, true);
        int64_t found = org_flow_crossings(&c.flow);
        g_assert_cmpint(found, <=, given);
        fewer += found < given;
        flow_case_free(&c);
    }
    g_assert_cmpuint(placed, >, 500);
    g_assert_cmpuint(refused, >, 100);
    g_assert_cmpuint(fewer, >, 200); /* the order does something */
}

/* Two pairs that change places cross once; told apart by their order they do not. */
static void
test_crossings(void)
{
    OrgFlowBand left[2] = { 0 }, right[2] = { 0 };
    OrgFlowRibbon ribbon[2] = { { .from = 0, .to = 1, .weight = 5 }, { .from = 1, .to = 0, .weight = 5 } };
    OrgFlowKey scratch[10];
    OrgFlow flow = { 2, 2, 2, left, right, ribbon, scratch };
    g_assert_cmpint(org_flow(&flow, &(OrgFlowPage){ 0, 1000, 40, 10 }), ==,
                    991); /* two bars of 495 and less than one more */
    g_assert_cmpint(org_flow_crossings(&flow), ==, 0);
    g_assert_cmpint(ribbon[0].width, ==, 495);
    g_assert_cmpint(ribbon[0].from_y, ==, ribbon[0].to_y);
}

/* ---- treemap */

static int
falling(const void *a, const void *b)
{
    int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;
    return x > y ? -1 : x < y;
}

static void
check_treemap(const int64_t *weights, const OrgTreemapCell *cells, uint32_t n, OrgTreemapCell page)
{
    int64_t area = 0, total = 0;
    for (uint32_t i = 0; i < n; i++)
        total += weights[i];
    for (uint32_t i = 0; i < n; i++) {
        const OrgTreemapCell *c = &cells[i];
        g_assert_true(c->x >= page.x && c->y >= page.y && c->width >= 0 && c->height >= 0);
        g_assert_true(c->x + c->width <= page.x + page.width && c->y + c->height <= page.y + page.height);
        g_assert_true(weights[i] > 0 || c->width == 0 || c->height == 0);
        int64_t own = (int64_t) c->width * c->height;
        area += own;
        double wanted = (double) weights[i] / (double) total * page.width * page.height;
        g_assert_true(fabs(wanted - (double) own) <= 3.0 * (c->width + c->height + 2) + wanted * 0.02);
        for (uint32_t k = i + 1; k < n; k++) {
            const OrgTreemapCell *o = &cells[k];
            g_assert_false(c->x < o->x + o->width && o->x < c->x + c->width && c->y < o->y + o->height &&
                           o->y < c->y + c->height);
        }
    }
    g_assert_cmpint(area, ==, (int64_t) page.width * page.height); /* no gap anywhere */
}

static void
test_treemap(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(2000);
    for (int round = 0; round < 3000; round++) {
        uint32_t n = (uint32_t) g_rand_int_range(rand, 1, 60);
        int64_t weights[60];
        OrgTreemapCell cells[60], page = { g_rand_int_range(rand, 0, 300), g_rand_int_range(rand, 0, 300),
                                           g_rand_int_range(rand, 400, 5600), g_rand_int_range(rand, 400, 3400) };
        for (uint32_t i = 0; i < n; i++)
            weights[i] = i && g_rand_int_range(rand, 0, 9) == 0 ? 0 : (int64_t) exp(g_rand_double_range(rand, 6, 12));
        qsort(weights, n, sizeof *weights, falling);
        org_treemap(weights, n, page, cells);
        check_treemap(weights, cells, n, page);
    }
}

/* The example of the paper: 6, 6, 4, 3, 2, 2, 1 in a rectangle of 6 by 4. */
static void
test_treemap_paper(void)
{
    static const int64_t weights[] = { 6, 6, 4, 3, 2, 2, 1 };
    OrgTreemapCell cells[7];
    org_treemap(weights, 7, (OrgTreemapCell){ 0, 0, 6000, 4000 }, cells);
    g_assert_true(cells[0].width == 3000 && cells[0].height == 2000);
    g_assert_true(cells[1].width == 3000 && cells[1].height == 2000 && cells[1].y == 2000);
    g_assert_true(cells[2].x == 3000 && cells[2].width == 1714 && cells[2].height == 2333);
    g_assert_true(cells[3].x == 4714 && cells[3].width == 1286 && cells[3].height == 2333);
}

/* ---- mirrored bars */

static void
test_mirror(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    unsigned placed = 0;
    for (int round = 0; round < 3000; round++) {
        OrgMirrorRow rows[40];
        uint32_t n = (uint32_t) g_rand_int_range(rand, 1, 40);
        int64_t most = 0;
        for (uint32_t i = 0; i < n; i++) {
            rows[i] = (OrgMirrorRow){ .left = g_rand_int_range(rand, 0, 1000000),
                                      .right = g_rand_int_range(rand, 0, 1000000) };
            most = MAX(most, MAX(rows[i].left, rows[i].right));
        }
        OrgMirrorPage page = { g_rand_int_range(rand, 0, 500), g_rand_int_range(rand, 200, 3000), 1500, 60, 400, 0 };
        bool fits = org_mirror(rows, n, &page);
        g_assert_true(fits == (page.height / (int) n >= page.label));
        placed += fits;
        for (uint32_t i = 0; fits && i < n; i++) {
            g_assert_true(rows[i].y >= page.y && rows[i].y + rows[i].height <= page.y + page.height);
            g_assert_cmpint(rows[i].height, >=, page.label * 7 / 10);
            g_assert_true(i == 0 || rows[i].y > rows[i - 1].y + rows[i - 1].height);
            g_assert_true(fabs((double) rows[i].left / (double) most * page.side - rows[i].left_width) <= 1);
            g_assert_true(fabs((double) rows[i].right / (double) most * page.side - rows[i].right_width) <= 1);
            g_assert_true(rows[i].left_width <= page.side && rows[i].right_width <= page.side);
        }
    }
    g_assert_cmpuint(placed, >, 1000);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shapes/flow", test_flow);
    g_test_add_func("/shapes/flow-crossings", test_crossings);
    g_test_add_func("/shapes/treemap", test_treemap);
    g_test_add_func("/shapes/treemap-paper", test_treemap_paper);
    g_test_add_func("/shapes/mirror", test_mirror);
    return g_test_run();
}
