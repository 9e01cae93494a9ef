// SPDX-License-Identifier: MIT
/* Properties of pagination on random cards: every item once and in order, each page holds what it was given, no page too many. */
#include "fold.h"
#include "pages.h"
#include "stack.h"
#include <glib.h>
#include <string.h>

typedef struct {
    uint32_t n, cards;
    OrgStackItem *items;
    char **names;
} Cards;

static Cards
random_cards(GRand *rand)
{
    uint32_t n = (uint32_t) g_rand_int_range(rand, 1, g_rand_int_range(rand, 0, 6) ? 90 : 900);
    Cards c = { .n = n, .items = g_new0(OrgStackItem, n), .names = g_new0(char *, n + 1) };
    int rows = g_rand_int_range(rand, 1, 60); /* of a card, about */
    for (uint32_t i = 0; i < n; i++) {
        c.names[i] = g_strnfill((gsize) g_rand_int_range(rand, 1, 60), "iaWm"[g_rand_int_range(rand, 0, 4)]);
        for (size_t at = 5, size = strlen(c.names[i]); at + 1 < size; at += 6)
            c.names[i][at] = ' ';
        bool header = i == 0 || g_rand_int_range(rand, 0, rows) == 0;
        c.items[i] = (OrgStackItem){ .name = c.names[i],
                                     .note = g_rand_int_range(rand, 0, 3) ? NULL : "into another unit",
                                     .value_width = g_rand_int_range(rand, 0, 4000),
                                     .lead = g_rand_int_range(rand, 600, 3000),
                                     .header = header,
                                     .bold = header,
                                     .lines = 2 };
        c.cards += header;
    }
    return c;
}

static void
cards_free(Cards *c)
{
    g_free(c->items);
    g_strfreev(c->names);
}

static void
test_break(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(11);
    unsigned broken = 0;
    for (int round = 0; round < 2000; round++) {
        Cards c = random_cards(rand);
        uint32_t most = (uint32_t) g_rand_int_range(rand, 1, 40), next = 0, header = 0, rows = 0;
        g_autofree OrgPiece *pieces = g_new0(OrgPiece, 2 * c.n);
        uint32_t n = org_pages_break(c.items, c.n, most, pieces);
        g_assert_cmpuint(n, <=, 2 * c.n);
        for (uint32_t i = 0; i < n; i++) {
            const OrgPiece *piece = &pieces[i];
            if (piece->again) { /* the header of the card at hand, with more rows to come */
                g_assert_cmpuint(piece->item, ==, header);
                g_assert_cmpuint(i + 1, <, n);
                g_assert_false(c.items[pieces[i + 1].item].header);
                broken++;
            } else {
                g_assert_cmpuint(piece->item, ==, next++);
                header = c.items[piece->item].header ? piece->item : header;
            }
            rows = c.items[piece->item].header ? 0 : rows + 1;
            g_assert_cmpuint(rows, <=, most);
        }
        g_assert_cmpuint(next, ==, c.n);
        cards_free(&c);
    }
    g_assert_cmpuint(broken, >, 1000);
}

/* All boxes of a page are inside of it and above its least text; no card is on another. */
static void
check_page(const OrgStackItem *items, uint32_t n, const OrgStackPage *page)
{
    OrgStack stack = { .box = g_new0(OrgStackBox, n), .card = g_new0(OrgStackBox, n) };
    g_autofree int *scratch = g_new0(int, 2 * n);
    g_assert_true(org_stack(items, n, page, scratch, &stack));
    g_assert_cmpint(stack.text, >=, page->text_min);
    for (uint32_t i = 0; i < n; i++) {
        const OrgStackBox *b = &stack.box[i];
        g_assert_true(b->x >= page->x && b->y >= page->y && b->x + b->width <= page->x + page->width &&
                      b->y + b->height <= page->y + page->height);
    }
    for (uint32_t i = 0; i < stack.n_cards; i++)
        for (uint32_t j = i + 1; j < stack.n_cards; j++) {
            const OrgStackBox *a = &stack.card[i], *b = &stack.card[j];
            g_assert_true(a->x + a->width <= b->x || b->x + b->width <= a->x || a->y + a->height <= b->y ||
                          b->y + b->height <= a->y);
        }
    g_free(stack.box);
    g_free(stack.card);
}

static void
test_cut(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(12);
    unsigned several = 0, none = 0;
    for (int round = 0; round < 600; round++) {
        Cards c = random_cards(rand);
        const OrgStackPage page = { .x = 140,
                                    .y = 500,
                                    .width = g_rand_int_range(rand, 1500, 6000),
                                    .height = g_rand_int_range(rand, 800, 4000),
                                    .text_min = 40,
                                    .text_max = 80,
                                    .boxes = g_rand_boolean(rand) };
        g_autofree uint32_t *scratch = g_new0(uint32_t, 2 * c.n + 1), *start = g_new0(uint32_t, c.n + 1);
        uint32_t pages = org_pages_cut(c.items, c.n, &page, scratch, start);
        none += pages == 0;
        several += pages > 1;
        for (uint32_t p = 0; p < pages; p++) {
            g_assert_true(c.items[start[p]].header);
            g_assert_cmpuint(start[p], <, start[p + 1]);
            check_page(c.items + start[p], start[p + 1] - start[p], &page);
        }
        if (pages) {
            g_assert_cmpuint(start[0], ==, 0);
            g_assert_cmpuint(start[pages], ==, c.n);
        }
        bool one = org_stack_fits(c.items, c.n, &page, (int *) scratch);
        g_assert_true(!one || pages == 1); /* what one page holds is not torn apart */
        cards_free(&c);
    }
    g_assert_cmpuint(several, >, 100);
    g_assert_cmpuint(none, >, 10); /* a card may be longer than a page: that is what breaking is for */
}

/* A card folded alone says the same as among all others. */
static void
test_fold_card(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(13);
    for (int round = 0; round < 1000; round++) {
        uint32_t n = (uint32_t) g_rand_int_range(rand, 1, 120);
        uint16_t depth[120];
        uint32_t end[120], group[120], rank[120], of[120], scratch[3 * 120 + 1];
        int64_t weight[120];
        OrgFoldRank room[120];
        uint8_t changed[120], levels[121];
        OrgFoldItem all[121], alone[121];
        for (uint32_t i = 0; i < n; i++) {
            depth[i] = (uint16_t) (i ? g_rand_int_range(rand, 0, MIN(depth[i - 1] + 1, 5) + 1) : 0);
            group[i] = (uint32_t) g_rand_int_range(rand, 0, (int) MIN(n, 4));
            changed[i] = g_rand_int_range(rand, 0, 3) == 0;
            weight[i] = g_rand_int_range(rand, 0, 9);
            do
                levels[i] = (uint8_t) g_rand_int_range(rand, 0, (int) org_fold_levels());
            while (!org_fold_keeps_cards(levels[i]));
        }
        for (uint32_t i = n; i-- > 0;)
            for (end[i] = i + 1; end[i] < n && depth[end[i]] > depth[i];)
                end[i] = end[end[i]];
        const OrgTree tree = { n, end, group, depth, changed, rank };
        org_fold_rank(&tree, weight, room, rank);
        const OrgFoldLimits limits = { (unsigned) g_rand_int_range(rand, 0, 4),
                                       (unsigned) g_rand_int_range(rand, 0, 4) };
        OrgFold fold = { .item = all, .item_of = of, .scratch = scratch },
                one = { .item = alone, .item_of = of, .scratch = scratch };
        org_fold(&tree, levels, limits, &fold);
        for (uint32_t i = 0; i < fold.n; i++) {
            const OrgFoldItem *item = &all[i];
            if (limits.chips && item->node != ORG_FOLD_NONE)
                g_assert_true(item->depth < limits.chips || item->depth == 0);
            if (item->depth > 0)
                continue;
            org_fold_card(&tree, item->node, levels, limits, &one);
            for (uint32_t k = 0; k < one.n; k++)
                g_assert_true(alone[k].node == all[i + k].node && alone[k].units == all[i + k].units &&
                              alone[k].hidden == all[i + k].hidden && alone[k].changed == all[i + k].changed);
            g_assert_true(i + one.n == fold.n || all[i + one.n].depth == 0);
        }
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pages/break", test_break);
    g_test_add_func("/pages/cut", test_cut);
    g_test_add_func("/pages/fold-card", test_fold_card);
    return g_test_run();
}
