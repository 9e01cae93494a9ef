// SPDX-License-Identifier: MIT
/* What the parts of the page of cards share. */
#pragma once
#include "canvas.h"
#include "columns.h"
#include "model.h"
#include "page.h"
#include "pages.h"
#include "stack.h"

enum { BAR_TEXT = CANVAS_PT(13), BAR = CANVAS_PT(26), BAR_GAP = CANVAS_PT(8), TRUNK = CANVAS_PT(10) };

enum { INDENT = 900, DEPTHS = 64 /* more than a fold draws */ };
enum { CHIP_ROOM = 13500 }; /* thousandths of the text size that the narrowest card has for a chip */

/* The parts of an item that drawing needs: its words, its figures, its fate. */
typedef struct {
    const char *name, *note, *value;
    const char *brief; /* the note with names of partners told by what they differ in; or NULL */
    const char *page;  /* where its chart is, or NULL */
    uint16_t shared;   /* bytes at the begin of the name that a unit beside it has, too */
    uint32_t flags;    /* of its fates; 0: a chip */
    uint8_t fate;      /* the first of them */
    bool closed, chip, keep_note;
    bool sum;   /* nothing happened to it, but its figure is another, for what is below */
    bool again; /* the header of a card that goes on: not one more unit */
    char id[16];
    CanvasBox box; /* once it is drawn */
} Look;

typedef struct {
    uint32_t counts[FATES]; /* of all units that are not drawn, by fate */
    uint32_t sums;          /* of them, whose figure alone changed */
    ModelUnit sum;          /* posts of the members of a chip */
} Hidden;

typedef struct {
    const Chart *chart;
    Canvas *canvas;
    Model model;
    OrgFold fold;
    OrgStackItem *items;
    Look *looks;
    Hidden *hidden;
    uint8_t *levels;           /* of folding, of cards by their nodes */
    const char *above[DEPTHS]; /* names of the units drawn last at each depth */
    OrgStack stack;
    int *scratch;
    int64_t most, even;      /* changes of cards in thousandths of a post: the largest, and the even share of each */
    bool *header;            /* of each item: begins a card */
    uint16_t *depth, *level; /* of each item: below the header of its card; of its card among cards */
    bool boxes, poster;      /* poster: everything drawn, on a page as large as needed */
    OrgColumns columns;      /* of a poster */
    unsigned depth_limit;    /* levels to draw; 0: all */
    bool tree, across;       /* style tree; from left to right instead of downwards */
    int root;                /* of a tree: where the middle of the bar should be */
    bool broken;             /* long cards go on in the next column */
    bool compact;            /* cards are names alone, in rows without lines */
    bool whole;              /* no name and no note is shortened: they take as many lines as they need */
    bool bar_again;          /* the unit of the bar is drawn elsewhere */
    const uint32_t *page_of; /* of each node of depth 0: the page of its own chart; or NULL */
} Cards;

/* Room for a model and how the chart draws it. */
OrgStatus cards_begin(const Chart *chart, const Model *model, Canvas *canvas, Cards *cards);

/* The part of a page where cards stand, and what text they may have. */
OrgStackPage cards_page(const Cards *cards, Rect body);

/* One page with everything, folded to what it holds. */
OrgStatus cards_compose(Cards *cards, PageText *text);

/* What the figures are, or NULL. */
const char *cards_note(const Cards *cards);

/* "What changes, 2021-01 to 2025-12 · units 12 → 11 · posts 60 → 54" */
const char *cards_subtitle(const Cards *cards);

/* The figures of a unit as they stand at the right of its name. */
const char *cards_value(const Cards *cards, const ModelUnit *unit);

/* Words, figures and needs of all items of the fold, which is of the nodes [first, end). */
void cards_prepare(Cards *cards, uint32_t first, uint32_t end);

/* "p. 12", where the chart of a department is. */
const char *cards_page_text(const Cards *cards, uint32_t node);

/* Folds by the levels of the cards. */
void cards_fold(Cards *cards);

/* Folds until a page with that body holds everything, and places it. */
OrgStatus cards_fit(Cards *cards, Rect body);

/* The items of `from` with cards broken, as new items of c. False when out of memory. */
bool cards_lay_out(Cards *c, const Cards *from, const OrgPiece *pieces, uint32_t n);

/* Breaks few long cards into columns, where that lets the page hold them as they are folded; else leaves all as it was. */
bool cards_break(Cards *c, const OrgStackPage *page);

/* Places everything on a poster and says what it needs of a page, false when out of memory; then where the page has its body. */
bool cards_place_poster(Cards *cards, int *width, int *height);
void cards_move_poster(Cards *cards, Rect body);

/* The lines of a poster, from the bar at `at`. */
void cards_draw_routes(Cards *cards, CanvasBox bar, Rect at);

/* Places the boxes of a tree at the largest text that the page holds; false when that is too small. */
bool cards_fit_tree(Cards *cards, const OrgStackPage *page);

/* The lines of a tree, from the bar at `at`. */
void cards_draw_branches(Cards *cards, CanvasBox bar, Rect at);

/* The bar with the unit that everything stands under, and how high it is on a page of a width. */
CanvasBox cards_draw_bar(Cards *cards, Rect body, Rect *at);
int cards_bar_height(const Cards *cards, int width);

/* The hollow badge: nothing happened to the unit itself, but what is below it changed its figure. */
void cards_hollow(Cards *cards, Rect square, int size, const char *ink);

/* Draws what was placed. */
void cards_draw_all(Cards *cards, Rect body);
