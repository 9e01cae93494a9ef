// SPDX-License-Identifier: MIT
/* Cards with rows in a grid on a page: the columns and the text size that make the best use of the paper. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

/* What an item needs. Widths are thousandths of the text size of rows. */
typedef struct {
    const char *name, *note; /* note: below the name, or NULL */
    const char *brief;       /* what it says where the note does not fit on one line; NULL: the note, on more lines */
    int value_width;         /* of the figures at the right */
    int note_width;          /* of the note, thousandths of its own text size */
    int note_end;            /* kept free behind each of its lines, likewise */
    int lead;                /* before the name: indentation and badge */
    bool header;             /* begins a card */
    bool bold;
    uint8_t lines;  /* that the name may take, 1 to ORG_TEXT_WRAPS; with one or two it may have to be shortened */
    uint16_t level; /* of a header: of its card among cards, 0 in a grid */
} OrgStackItem;

/* Lengths are fifths of a point. */
typedef struct {
    int x, y, width, height; /* where cards may stand */
    int text_min, text_max;  /* sizes of rows' text */
    bool compact;            /* cards without rows stand close together, and no lines lead to them */
    bool boxes;              /* a box for each unit instead of one for the card */
} OrgStackPage;

typedef struct {
    int x, y, width, height; /* fifths of a point from the upper left of the page */
    int name_width;          /* thousandths of the item's text size */
    uint8_t lines;           /* of the name */
    uint8_t note;            /* lines of the note */
    bool value_below;        /* the figures have a line of their own below the name */
    uint32_t row;            /* of the grid, or the column (columns.h) */
} OrgStackBox;

typedef struct {
    int text;          /* size of rows' text, fifths of a point */
    int columns, rows; /* of the grid */
    int bus;           /* distance from a row of cards up to its bus, fifths of a point */
    int card_width;    /* thousandths of the text size */
    OrgStackBox *box;  /* one for each item */
    OrgStackBox *card; /* one a card: its outline */
    uint32_t n_cards;
} OrgStack;

/* The text size of a header, given that of rows. */
int org_stack_header_text(int text);

/* The text size of notes, given that of rows: none is smaller than 7 points. */
int org_stack_note_text(int text);

/* Places the items, in order. scratch: room for one number per item. False if they do not fit at text_min. */
bool org_stack(const OrgStackItem *items, uint32_t n, const OrgStackPage *page, int *scratch, OrgStack *out);

/* Whether they fit at text_min; places nothing. */
bool org_stack_fits(const OrgStackItem *items, uint32_t n, const OrgStackPage *page, int *scratch);

/* Height of the rows of one card of a width and text size, in thousandths of the text size; its header is not counted. */
int64_t org_stack_rows_height(const OrgStackItem *items, uint32_t n, const OrgStackPage *page, int width, int text,
                              int *scratch);
