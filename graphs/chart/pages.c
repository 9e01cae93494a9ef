// SPDX-License-Identifier: MIT
/* A chart of several pages: an overview that names the page of each department, then a chapter for each department; departments of a few
 * units that follow each other share one. */
#include "finding.h"
#include "cards-private.h"
#include "chart.h"
#include "pages.h"
#include "paper.h"
#include "text.h"
#include <stdlib.h>
#include <string.h>

enum {
    SMALL = 8,           /* units of a department that shares its pages */
    TEXT = CANVAS_PT(8), /* at least, where a page more is to be had; 7 points are for what must fit on one */
    MOST_PAGES = 999,
};

typedef struct {
    Cards cards; /* with the items of all its pages */
    bool shared; /* by several departments, each a card; else one department, whose units are cards */
    uint32_t first_page, pages;
    uint32_t *start; /* of each page, among the items */
} Chapter;

typedef struct {
    const Chart *chart;
    const Model *model;
    ChartPages *out;
    Chapter *chapter;
    uint32_t chapters, pages; /* pages: with the overview */
    uint32_t *page_of;        /* of each department */
    bool long_overview;       /* every department on the overview takes more than a page: the first chapter */
} Book;

static bool
is_overview(const Chapter *chapter)
{
    return chapter->cards.page_of != NULL;
}

/* The end of the chapter that begins with the department `first`. */
static uint32_t
chapter_end(const OrgTree *tree, uint32_t first)
{
    uint32_t end = first;
    while (end < tree->n && tree->end[end] - end <= SMALL)
        end = tree->end[end];
    return end > tree->end[first] ? end : tree->end[first];
}

static OrgStatus
out_of_memory(const Chart *chart)
{
    return chart->host->fail(chart->ctx, ORG_E_FAILED, "out of memory");
}

/* Cuts the chapter into pages; cards are broken into ever smaller parts until each fits. */
static OrgStatus
cut(Chapter *chapter, const OrgStackPage *paper)
{
    OrgStackPage whole_page = *paper, *page = &whole_page;
    Cards whole = chapter->cards, *c = &chapter->cards;
    const OrgHost *host = c->chart->host;
    uint32_t n = whole.fold.n, most = (uint32_t) ((int64_t) page->height * 1000 / page->text_min / 1700);
    OrgPiece *pieces = host->scratch(c->chart->ctx, (2 * n + (size_t) 1) * sizeof *pieces);
    chapter->start = host->scratch(c->chart->ctx, (2 * n + (size_t) 2) * sizeof *chapter->start);
    if (!pieces || !chapter->start)
        return out_of_memory(c->chart);
    /* One page, though its text be small, is easier to read than two. */
    bool one = org_stack_fits(whole.items, n, page, whole.scratch);
    page->text_min = one || is_overview(chapter) ? page->text_min : TEXT;
    for (chapter->pages = n ? 0 : 1; !chapter->pages && most > 0; most /= 2) {
        uint32_t broken = org_pages_break(whole.items, n, most, pieces);
        if (!cards_lay_out(c, &whole, pieces, broken))
            return out_of_memory(c->chart);
        uint32_t *scratch = host->scratch(c->chart->ctx, (2 * broken + (size_t) 2) * sizeof *scratch);
        if (!scratch)
            return out_of_memory(c->chart);
        chapter->pages = org_pages_cut(c->items, broken, page, scratch, chapter->start);
    }
    return chapter->pages
               ? ORG_OK
               : host->fail(c->chart->ctx, ORG_E_INVALID, "the chart does not fit the page; use a larger page");
}

/* The body of every page of a chapter: the legend may take two lines, so as much is left for it. */
static OrgStatus
find_body(const Book *book, Rect *body)
{
    Canvas canvas;
    uint32_t all[FATES];
    for (int s = 0; s < FATES; s++)
        all[s] = book->model->counts[s];
    PageText text = {
        .title = "", .subtitle = "", .counts = book->model->diff ? all : NULL, .sums = book->model->sums
    };
    page_begin(book->chart, &text, &canvas, body);
    bool failed = canvas.failed;
    canvas_end(&canvas);
    return failed ? out_of_memory(book->chart) : ORG_OK;
}

static OrgStatus
place_chapter(Book *book, Chapter *chapter, const OrgStackPage *page)
{
    Cards *c = &chapter->cards;
    chapter->first_page = book->pages + 1;
    c->whole = !is_overview(chapter);
    cards_fold(c);
    cards_prepare(c, 0, c->model.n);
    OrgStatus status = cut(chapter, page);
    book->pages += chapter->pages;
    if (status != ORG_OK || book->pages <= MOST_PAGES)
        return status;
    return book->chart->host->fail(book->chart->ctx, ORG_E_INVALID,
                                   "pages: more than %d pages would be needed; use a larger page, or draw a part with "
                                   "`under`",
                                   MOST_PAGES);
}

static OrgStatus
plan_chapter(Book *book, uint32_t first, uint32_t end, const OrgStackPage *page)
{
    const Model *all = book->model;
    Chapter *chapter = &book->chapter[book->chapters++];
    Model part;
    const bool shared = end > all->tree.end[first] || end == first + 1;
    const ModelUnit *top = shared ? &all->top : &all->unit[first];
    chapter->shared = shared;
    OrgStatus status = model_part(book->chart, all, shared ? first : first + 1, end, top, &part);
    if (status == ORG_OK)
        status = cards_begin(book->chart, &part, NULL, &chapter->cards);
    return status == ORG_OK ? place_chapter(book, chapter, page) : status;
}

static bool
folds_cards(const Cards *c)
{
    for (uint32_t i = 0; i < c->fold.n; i++)
        if (c->header[i] && c->fold.item[i].node == ORG_FOLD_NONE)
            return true;
    return false;
}

/* The overview names every department: where one page would fold some away, it takes several. */
static OrgStatus
plan_overview(Book *book, Rect body, const OrgStackPage *page)
{
    Cards c;
    OrgStatus status = cards_begin(book->chart, book->model, NULL, &c);
    for (uint32_t i = 0; i < book->model->n; i = book->model->tree.end[i])
        book->page_of[i] = MOST_PAGES; /* for its width; the pages are not known yet */
    c.page_of = book->page_of;
    if (status == ORG_OK)
        status = cards_fit(&c, body);
    book->long_overview = status == ORG_OK && folds_cards(&c);
    book->pages = status == ORG_OK && !book->long_overview;
    if (!book->long_overview)
        return status;
    Chapter *chapter = &book->chapter[book->chapters++];
    *chapter = (Chapter){ .shared = true };
    status = cards_begin(book->chart, book->model, NULL, &chapter->cards);
    if (status != ORG_OK)
        return status;
    chapter->cards.page_of = book->page_of;
    chapter->cards.depth_limit = 1;
    return place_chapter(book, chapter, page);
}

/* Where each department of a chapter is. */
static void
note_pages(Book *book, const Chapter *chapter, uint32_t first)
{
    if (!chapter->shared) {
        book->page_of[first] = chapter->first_page;
        return;
    }
    for (uint32_t p = 0; p < chapter->pages; p++)
        for (uint32_t i = chapter->start[p]; i < chapter->start[p + 1]; i++)
            if (chapter->cards.header[i] && !chapter->cards.looks[i].again)
                book->page_of[first + chapter->cards.fold.item[i].node] = chapter->first_page + p;
}

static OrgStatus
plan(Book *book)
{
    const OrgTree *tree = &book->model->tree;
    Rect body;
    Cards none = { .chart = book->chart, .boxes = !strcmp(book->chart->style, "boxes") };
    OrgStatus status = find_body(book, &body);
    OrgStackPage page = cards_page(&none, body);
    if (status == ORG_OK)
        status = plan_overview(book, body, &page);
    for (uint32_t i = 0, end; status == ORG_OK && i < tree->n; i = end) {
        end = chapter_end(tree, i);
        status = plan_chapter(book, i, end, &page);
        if (status == ORG_OK)
            note_pages(book, &book->chapter[book->chapters - 1], i);
    }
    return status;
}

/* What a page counts: the units that it draws, and those that its chips stand for. */
static void
count_page(Cards *c)
{
    for (uint32_t i = 0; i < c->fold.n; i++) {
        if (!c->looks[i].chip && !c->looks[i].again) {
            fate_count(c->model.counts, c->model.unit[c->fold.item[i].node].flags, 1);
            c->model.sums += c->looks[i].sum;
        }
        for (int s = 0; s < FATES; s++)
            c->model.counts[s] += c->hidden[i].counts[s];
        c->model.sums += c->hidden[i].sums;
    }
}

/* Units of all pages of a chapter, for its subtitle. */
static void
count_chapter(const Chapter *chapter, Model *model)
{
    model->units_before = !chapter->shared && model->top.was;
    model->units_after = !chapter->shared && model->top.is;
    for (uint32_t i = 0; i < model->n; i++) {
        model->units_before += model->unit[i].was;
        model->units_after += model->unit[i].is;
    }
}

static const char *
title_of_page(const Chapter *chapter, const Cards *c, uint32_t page)
{
    const char *name = c->model.top.name;
    if (is_overview(chapter)) {
        name = chart_print(c->chart, "%s (%u/%u)", page_title(c->chart), page + 1, chapter->pages);
    } else if (chapter->shared) {
        uint32_t last = c->fold.n - 1;
        while (!c->header[last])
            last--;
        name = last == 0 ? c->looks[0].name
                         : chart_print(c->chart, "%s \xE2\x80\x93 %s", c->looks[0].name, c->looks[last].name);
    } else if (chapter->pages > 1) {
        name = chart_print(c->chart, "%s (%u/%u)", name, page + 1, chapter->pages);
    }
    return name;
}

/* The unit of the bar; on the overview it may stand for several, one below the other. */
static void
count_bar(const Book *book, const Chapter *chapter, Model *model)
{
    if (!is_overview(chapter)) {
        fate_count(model->counts, model->top.flags, 1);
        model->sums += model_sum_changed(&model->top);
        return;
    }
    memcpy(model->counts, book->model->counts, sizeof model->counts);
    model->sums = book->model->sums;
    for (uint32_t i = 0; i < book->model->n; i++) {
        fate_count(model->counts, book->model->unit[i].flags, -1);
        model->sums -= model_sum_changed(&book->model->unit[i]);
    }
}

static const char *
subtitle_of_page(const Chapter *chapter, Cards *c)
{
    const char *title = page_title(c->chart), *note = c->model.top.note;
    if (is_overview(chapter))
        return cards_subtitle(c);
    count_chapter(chapter, &c->model);
    const bool has_posts = c->model.has_posts;
    c->model.has_posts &= !chapter->shared; /* the figures of the top are not those of the page */
    const char *text = cards_subtitle(c);
    c->model.has_posts = has_posts;
    if (note && !chapter->shared)
        text = chart_print(c->chart, "%s  \xC2\xB7  %s", text, note);
    return chart_print(c->chart, "%s  \xC2\xB7  %s", text, title); /* last: it may be cut */
}

static OrgStatus
draw_page(Book *book, Chapter *chapter, uint32_t page)
{
    Cards c = chapter->cards;
    uint32_t first = chapter->start[page], n = chapter->start[page + 1] - first, number = chapter->first_page + page;
    const bool with_bar = page == 0 && (!chapter->shared || is_overview(chapter));
    Rect body;
    c.canvas = &book->out->page[number - 1];
    c.fold.n = n;
    c.fold.item += first, c.items += first, c.looks += first, c.hidden += first;
    c.header += first, c.depth += first, c.stack.box += first;
    c.bar_again = !with_bar;
    PageText text = { .title = title_of_page(chapter, &c, page),
                      .counts = c.model.diff ? c.model.counts : NULL,
                      .note = cards_note(&c),
                      .number = chart_print(c.chart, "%u / %u", number, book->pages) };
    text.subtitle = subtitle_of_page(chapter, &c);
    memset(c.model.counts, 0, sizeof c.model.counts);
    c.model.sums = 0;
    if (with_bar)
        count_bar(book, chapter, &c.model);
    count_page(&c);
    text.sums = c.model.sums;
    page_begin(c.chart, &text, c.canvas, &body);
    OrgStackPage paper = cards_page(&c, body);
    if (n && !org_stack(c.items, n, &paper, c.scratch, &c.stack))
        return c.chart->host->fail(c.chart->ctx, ORG_E_FAILED, "page %u of the chart does not hold what was planned",
                                   number);
    cards_draw_all(&c, body);
    return ORG_OK;
}

/* Now that the pages are known. */
static void
number_cards(Chapter *overview)
{
    Cards *c = &overview->cards;
    for (uint32_t i = 0; i < c->fold.n; i++)
        if (c->looks[i].page)
            c->looks[i].page = cards_page_text(c, c->fold.item[i].node);
}

static OrgStatus
draw_overview(Book *book)
{
    Cards c;
    if (book->long_overview) {
        number_cards(&book->chapter[0]);
        return ORG_OK;
    }
    OrgStatus status = cards_begin(book->chart, book->model, &book->out->page[0], &c);
    if (status != ORG_OK)
        return status;
    c.page_of = book->page_of;
    PageText text = { .title = c.model.diff ? finding_of_change(book->chart) : page_title(book->chart),
                      .finding = c.model.diff,
                      .subtitle = cards_subtitle(&c),
                      .counts = c.model.diff ? c.model.counts : NULL,
                      .sums = c.model.sums,
                      .number = chart_print(book->chart, "1 / %u", book->pages) };
    return cards_compose(&c, &text);
}

static OrgStatus
draw(Book *book)
{
    book->out->page = calloc(book->pages, sizeof *book->out->page);
    if (!book->out->page)
        return out_of_memory(book->chart);
    book->out->n = book->pages;
    OrgStatus status = draw_overview(book);
    for (uint32_t k = 0; k < book->chapters; k++)
        for (uint32_t p = 0; p < book->chapter[k].pages && status == ORG_OK; p++)
            status = draw_page(book, &book->chapter[k], p);
    for (uint32_t p = 0; p < book->pages && status == ORG_OK; p++)
        if (book->out->page[p].failed)
            status = out_of_memory(book->chart);
    return status;
}

static OrgStatus
check(const Chart *chart)
{
    const OrgHost *host = chart->host;
    if (chart->view > VIEW_DIFF)
        return host->fail(chart->ctx, ORG_E_INVALID,
                          "pages: this view has one page; tree, before, after and diff have more");
    if (chart->paper.fit)
        return host->fail(chart->ctx, ORG_E_INVALID, "pages: page: fit is one page for everything; name a paper");
    if (!strcmp(chart->style, "tree"))
        return host->fail(chart->ctx, ORG_E_INVALID, "pages: the style tree has one page; use cards or boxes");
    return ORG_OK;
}

OrgStatus
chart_compose_pages(const Chart *chart, ChartPages *pages)
{
    Chart own = *chart;
    Model model;
    *pages = (ChartPages){ 0 };
    OrgStatus status = chart_read_options(&own);
    if (status == ORG_OK)
        status = check(&own);
    if (status == ORG_OK)
        status = model_read(&own, &model);
    if (status != ORG_OK)
        return status;
    Book book = { .chart = &own, .model = &model, .out = pages };
    size_t departments = 2, n = model.n + (size_t) 1;
    for (uint32_t i = 0; i < model.n; i = model.tree.end[i])
        departments++;
    book.chapter = chart->host->scratch(chart->ctx, departments * sizeof *book.chapter);
    book.page_of = chart->host->scratch(chart->ctx, n * sizeof *book.page_of);
    if (!book.chapter || !book.page_of)
        return out_of_memory(chart);
    status = plan(&book);
    return status == ORG_OK ? draw(&book) : status;
}

void
chart_pages_end(ChartPages *pages)
{
    for (uint32_t p = 0; p < pages->n; p++)
        canvas_end(&pages->page[p]);
    free(pages->page);
    *pages = (ChartPages){ 0 };
}
