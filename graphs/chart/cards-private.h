// SPDX-License-Identifier: MIT
// What the parts of the page of cards share.
#ifndef ORG_CHART_CARDS_PRIVATE_H
#define ORG_CHART_CARDS_PRIVATE_H
#include "canvas.h"
#include "model.h"
#include "stack.h"

enum { BAR_TEXT = CANVAS_PT(13), BAR = CANVAS_PT(26), BAR_GAP = CANVAS_PT(8), TRUNK = CANVAS_PT(10) };

enum { INDENT = 900 };
enum { CHIP_ROOM = 13500 }; /* thousandths of the text size that the narrowest card has for a chip */

/* The parts of an item that drawing needs: its words, its figures, its status. */
typedef struct {
    const char *name, *note, *value;
    uint8_t status;
    bool closed, chip, keep_note;
    char id[16];
    CanvasBox box; /* once it is drawn */
} Look;

typedef struct {
    uint32_t counts[STATUSES]; /* of all units that are not drawn */
    ModelUnit sum;             /* posts of the members of a chip */
} Hidden;

typedef struct {
    const Chart *chart;
    Canvas *canvas;
    Model model;
    OrgFold fold;
    OrgStackItem *items;
    Look *looks;
    Hidden *hidden;
    uint8_t *levels;       /* of folding, by type of card */
    const char *above[64]; /* names of the units drawn last at each depth */
    OrgStack stack;
    int *scratch;
    bool boxes;
} Cards;

/* The figures of a unit as they stand at the right of its name. */
const char *cards_value(const Cards *cards, const ModelUnit *unit);

/* Words, figures and needs of all items of the fold. */
void cards_prepare(Cards *cards);

/* Draws what was placed. */
void cards_draw_all(Cards *cards, Rect body);

#endif
