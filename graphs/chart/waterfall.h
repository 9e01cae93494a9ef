// SPDX-License-Identifier: MIT
/* Where the posts go: from those at the start to those at the end, a bar for each step, so that they add up. The view, and a part of the
 * report's brief. */
#pragma once
#include "canvas.h"
#include "model.h"

typedef struct {
    const char *name, *title; /* its id, and what the scenario notes of it, or "" */
    double change, all;       /* of this step; of all until it */
} WaterfallStep;

typedef struct {
    WaterfallStep *step;
    size_t n;
    double before, after; /* posts by weight */
} Waterfall;

/* The steps and processes that closed or opened most, at most `most` of them, and in one step more the rest. Of a run whose stories are
 * read. False when out of memory. */
bool waterfall_read(const Chart *chart, size_t most, Waterfall *waterfall);

/* Sizes in canvas units: of a row, of the column of names, of that of figures, of the text. titles: steps are named by their titles. */
typedef struct {
    int row, name, figure, text;
    bool titles;
} WaterfallLook;

/* Draws into the room from its top on; returns where it ends. */
int waterfall_bars(const Chart *chart, Canvas *canvas, const Waterfall *waterfall, Rect room,
                   const WaterfallLook *look);

OrgStatus waterfall_draw(const Chart *chart, Canvas *canvas);
