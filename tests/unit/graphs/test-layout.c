// SPDX-License-Identifier: MIT
/* Properties of the layout on random trees: everything has its place, nothing overlaps, order and text size are kept. */
#include "fold.h"
#include "stack.h"
#include "text.h"
#include <glib.h>
#include <string.h>

typedef struct {
    OrgTree tree;
    uint32_t *end, *group, *rank;
    int64_t *weight;
    uint16_t *depth;
    uint8_t *changed, *levels;
    OrgFold fold;
    OrgStackItem *items;
    OrgStack stack;
    int *scratch;
    char **names;
} Case;

static void
case_free(Case *c)
{
    g_free(c->end), g_free(c->group), g_free(c->rank), g_free(c->weight), g_free(c->depth), g_free(c->changed),
        g_free(c->levels);
    g_free(c->fold.item), g_free(c->fold.item_of), g_free(c->fold.scratch);
    g_free(c->items), g_free(c->stack.box), g_free(c->stack.card), g_free(c->scratch);
    g_strfreev(c->names);
}

static char *
random_name(GRand *rand)
{
    static const char *const words[] = { "Phòng",   "Sở", "Nông nghiệp", "và",  "Department", "of",
                                         "Finance", "–",  "Kế hoạch",    "<b>", "W",          "Trung-tâm-không-ngắt" };
    GString *name = g_string_new(NULL);
    for (int n = g_rand_int_range(rand, 1, 9); n > 0; n--)
        g_string_append_printf(name, "%s%s", name->len ? " " : "",
                               words[g_rand_int_range(rand, 0, G_N_ELEMENTS(words))]);
    return g_string_free(name, FALSE);
}

static void
random_tree(GRand *rand, Case *c)
{
    uint32_t n = (uint32_t) g_rand_int_range(rand, 1, g_rand_int_range(rand, 0, 8) ? 80 : 1500);
    int deepest = g_rand_int_range(rand, 1, 40);
    *c = (Case){ .end = g_new0(uint32_t, n),
                 .group = g_new0(uint32_t, n),
                 .rank = g_new0(uint32_t, n),
                 .weight = g_new0(int64_t, n),
                 .depth = g_new0(uint16_t, n),
                 .changed = g_new0(uint8_t, n),
                 .levels = g_new0(uint8_t, n + 1),
                 .items = g_new0(OrgStackItem, n + 1),
                 .scratch = g_new0(int, n + 1),
                 .names = g_new0(char *, n + 1) };
    for (uint32_t i = 0; i < n; i++) {
        int most = i ? MIN(c->depth[i - 1] + 1, deepest) : 0;
        c->depth[i] = (uint16_t) g_rand_int_range(rand, 0, most + 1);
        c->group[i] = (uint32_t) g_rand_int_range(rand, 0, (int) MIN(n, 6));
        c->changed[i] = g_rand_int_range(rand, 0, 4) == 0;
        c->weight[i] = g_rand_int_range(rand, 0, 20);
        c->names[i] = random_name(rand);
    }
    for (uint32_t i = n; i-- > 0;) {
        c->end[i] = i + 1;
        while (c->end[i] < n && c->depth[c->end[i]] > c->depth[i])
            c->end[i] = c->end[c->end[i]];
    }
    c->tree = (OrgTree){ n, c->end, c->group, c->depth, c->changed, c->rank };
    g_autofree OrgFoldRank *room = g_new(OrgFoldRank, n);
    org_fold_rank(&c->tree, c->weight, room, c->rank);
    c->fold.item = g_new0(OrgFoldItem, n + 1);
    c->fold.item_of = g_new0(uint32_t, n + 1);
    c->fold.scratch = g_new0(uint32_t, 3 * n + 1);
    c->stack.box = g_new0(OrgStackBox, n + 1);
    c->stack.card = g_new0(OrgStackBox, n + 1);
}

/* Each node is drawn once or counted once; drawn ones keep their order; a card comes before its rows. */
static void
check_fold(const Case *c)
{
    const OrgFold *fold = &c->fold;
    uint32_t drawn = 0, hidden = 0, changed = 0, all_changed = 0, last = 0, cards = 0;
    g_assert_cmpuint(fold->n, <=, c->tree.n);
    for (uint32_t i = 0; i < fold->n; i++) {
        const OrgFoldItem *item = &fold->item[i];
        hidden += item->hidden;
        changed += item->changed;
        cards += item->depth == 0;
        g_assert_true(i > 0 || item->depth == 0);
        if (item->node == ORG_FOLD_NONE) {
            g_assert_cmpuint(item->units, >, 0);
            continue;
        }
        g_assert_true(drawn == 0 || item->node > last);
        g_assert_cmpuint(fold->item_of[item->node], ==, i);
        last = item->node;
        drawn++;
        changed += c->changed[item->node];
    }
    for (uint32_t i = 0; i < c->tree.n; i++) {
        all_changed += c->changed[i];
        g_assert_cmpuint(fold->item_of[i], <, fold->n);
    }
    g_assert_cmpuint(drawn + hidden, ==, c->tree.n);
    g_assert_cmpuint(changed, ==, all_changed);
    g_assert_cmpuint(cards, ==, fold->cards);
}

/* What is in a chip changes no more than what is drawn beside it of the same group. */
static void
check_what_is_folded(const Case *c)
{
    for (uint32_t parent = 0; parent < c->tree.n; parent++)
        for (uint32_t i = parent + 1; i < c->end[parent]; i = c->end[i])
            for (uint32_t k = parent + 1; k < c->end[parent]; k = c->end[k]) {
                const OrgFoldItem *of_i = &c->fold.item[c->fold.item_of[i]], *of_k = &c->fold.item[c->fold.item_of[k]];
                if (c->group[i] == c->group[k] && of_i->node == i && of_k->node == ORG_FOLD_NONE)
                    g_assert_cmpint(c->weight[i], >=, c->weight[k]);
            }
}

static bool
overlap(const OrgStackBox *a, const OrgStackBox *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static bool
within(const OrgStackBox *in, int x, int y, int width, int height)
{
    return in->x >= x && in->y >= y && in->x + in->width <= x + width && in->y + in->height <= y + height &&
           in->width > 0 && in->height > 0;
}

/* Room for the lines of the name and the note at the text's size. */
static void
check_text(const Case *c, uint32_t i)
{
    const OrgStackBox *box = &c->stack.box[i];
    const OrgStackItem *item = &c->items[i];
    int text = item->header ? org_stack_header_text(c->stack.text) : c->stack.text;
    OrgTextLines lines;
    org_text_break(item->name, item->bold, box->name_width, box->lines, &lines);
    g_assert_cmpuint(lines.n, <=, box->lines);
    g_assert_cmpint((int) lines.n * text * 118 / 100 + (box->note ? c->stack.text : 0) + (box->value_below ? text : 0),
                    <=, box->height);
    for (unsigned l = 0; l < lines.n; l++) {
        g_assert_true(g_utf8_validate(lines.line[l], -1, NULL));
        g_assert_cmpint(org_text_width(lines.line[l], item->bold), <=, box->name_width);
    }
    int value = box->value_below ? 0 : item->value_width * c->stack.text / 1000;
    g_assert_cmpint(item->lead * c->stack.text / 1000 + box->name_width * text / 1000 + value, <=, box->width);
}

static void
check_stack(const Case *c, const OrgStackPage *page)
{
    const OrgStack *stack = &c->stack;
    g_assert_cmpint(stack->text, >=, page->text_min);
    g_assert_cmpint(stack->text, <=, page->text_max);
    g_assert_cmpuint(stack->n_cards, ==, c->fold.cards);
    uint32_t card = 0;
    for (uint32_t i = 0; i < c->fold.n; i++) {
        card += c->items[i].header;
        const OrgStackBox *box = &stack->box[i], *outline = &stack->card[card - 1];
        g_assert_true(within(box, page->x, page->y, page->width, page->height));
        g_assert_true(within(box, outline->x, outline->y, outline->width, outline->height));
        if (i > 0 && !c->items[i].header)
            g_assert_cmpint(box->y, >=, stack->box[i - 1].y + stack->box[i - 1].height);
        check_text(c, i);
    }
    for (uint32_t a = 0; a < stack->n_cards; a++) {
        for (uint32_t b = a + 1; b < stack->n_cards; b++)
            g_assert_false(overlap(&stack->card[a], &stack->card[b]));
        const OrgStackBox *one = &stack->card[a], *before = a ? &stack->card[a - 1] : NULL;
        g_assert_true(!before || (one->row == before->row ? one->x > before->x
                                                          : one->row == before->row + 1 && one->y > before->y));
        g_assert_cmpint(one->y - stack->bus, >=, page->y - 1); /* the bus stands above the card, on the page */
    }
}

static void
make_items(GRand *rand, Case *c)
{
    for (uint32_t i = 0; i < c->fold.n; i++) {
        const OrgFoldItem *item = &c->fold.item[i];
        bool header = item->depth == 0;
        c->items[i] = (OrgStackItem){ .name = item->node == ORG_FOLD_NONE ? "+ 74 service-unit" : c->names[item->node],
                                      .note = (header || item->notes) && g_rand_boolean(rand) ? "into Finance" : NULL,
                                      .value_width = g_rand_int_range(rand, 0, 7000),
                                      .lead = 700 + (header ? 0 : 900 * (item->depth - 1)),
                                      .header = header,
                                      .bold = header,
                                      .lines = header ? 2 : item->lines };
    }
}

static void
test_random_trees(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(2021);
    unsigned folded = 0;
    for (int round = 0; round < 3000; round++) {
        Case c;
        random_tree(rand, &c);
        bool a4 = g_rand_boolean(rand), placed = false;
        OrgStackPage page = { 150, 500, a4 ? 3875 : 5625, a4 ? 2250 : 3430, 35, a4 ? 55 : 80, g_rand_boolean(rand) };
        for (unsigned level = 0; level < org_fold_levels() && !placed; level++) {
            memset(c.levels, (int) level, c.tree.n + 1);
            org_fold(&c.tree, c.levels, (OrgFoldLimits){ 0 }, &c.fold);
            check_fold(&c);
            check_what_is_folded(&c);
            make_items(rand, &c);
            bool fits = org_stack_fits(c.items, c.fold.n, &page, c.scratch);
            placed = org_stack(c.items, c.fold.n, &page, c.scratch, &c.stack);
            g_assert_true(fits == placed);
            folded += placed && level > 0;
        }
        g_assert_true(placed);
        check_stack(&c, &page);
        case_free(&c);
    }
    g_assert_cmpuint(folded, >, 100); /* the trees are large enough to try the folding */
}

/* Levels that differ between cards leave no node behind. */
static void
test_mixed_levels(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    for (int round = 0; round < 1000; round++) {
        Case c;
        random_tree(rand, &c);
        for (uint32_t i = 0; i <= c.tree.n; i++)
            do
                c.levels[i] = (uint8_t) g_rand_int_range(rand, 0, (int) org_fold_levels());
            while (!org_fold_keeps_cards(c.levels[i]));
        OrgFoldLimits limits = { (unsigned) g_rand_int_range(rand, 0, 4), (unsigned) g_rand_int_range(rand, 0, 4) };
        org_fold(&c.tree, c.levels, limits, &c.fold);
        check_fold(&c);
        case_free(&c);
    }
}

static void
test_text(void)
{
    OrgTextLines lines;
    g_assert_cmpint(org_text_width("", false), ==, 0);
    g_assert_cmpint(org_text_width("iii", false), <, org_text_width("WWW", false));
    g_assert_cmpint(org_text_width("Nông nghiệp", false), <, org_text_width("Nông nghiệp", true));
    g_assert_cmpint(org_text_width("o\xCC\x82\xCC\x81", false), ==,
                    org_text_width("o", false)); /* combining marks stand on the letter */
    org_text_break("Sở Nông nghiệp và Môi trường", true, 10000, 2, &lines);
    g_assert_cmpuint(lines.n, ==, 2);
    g_assert_false(lines.shortened);
    g_assert_cmpstr(lines.line[0], ==, "Sở Nông nghiệp");
    g_assert_cmpstr(lines.line[1], ==, "và Môi trường");
    org_text_break("Sở Nông nghiệp và Môi trường", true, 6000, 1, &lines);
    g_assert_true(lines.shortened);
    g_assert_true(g_str_has_suffix(lines.line[0], "…"));
    org_text_break("\xFF\xFE broken \xC3", false, 100000, 1, &lines);
    g_assert_cmpuint(lines.n, ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/layout/text", test_text);
    g_test_add_func("/layout/random-trees", test_random_trees);
    g_test_add_func("/layout/mixed-levels", test_mixed_levels);
    return g_test_run();
}
