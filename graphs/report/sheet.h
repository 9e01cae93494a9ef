// SPDX-License-Identifier: MIT
/* The brief: one page of A4 to forward, drawn with the chart library from the facts of the report. */
#pragma once
#include "facts.h"
#include "canvas.h"
#include "targets.h"

typedef struct {
    const Report *report;
    const Run *run;
    const Chart *chart;
    Canvas *canvas;
    int left, width; /* of what is printed */
} Sheet;

enum { SHEET_TEXT = CANVAS_PT(9), SHEET_HEAD = CANVAS_PT(11.5), SHEET_LINE = CANVAS_PT(13) };

/* A text in the language of the sheet. */
#define sheet_text(sheet, word, ...)                                                                                   \
    sheet_said(sheet, word, (const Arg[]){ __VA_ARGS__ }, sizeof((const Arg[]){ __VA_ARGS__ }) / sizeof(Arg))
const char *sheet_said(const Sheet *sheet, Word word, const Arg *args, size_t n);
const char *sheet_word(const Sheet *sheet, Word word);
const char *sheet_arg(const Sheet *sheet, Arg arg); /* a figure or a text alone */

/* A heading with a line under it; returns where what follows begins. */
int sheet_heading(const Sheet *sheet, Rect at, const char *text);

/* Each draws into the room from `top` on, and returns where it ends. */
int sheet_targets(const Sheet *sheet, int top);
int sheet_waterfall(const Sheet *sheet, Rect room);
int sheet_departments(const Sheet *sheet, Rect room);

/* title "": what was found. format: names with commas between. */
typedef struct {
    const char *lang, *title, *format;
} SheetParams;

extern const char *const sheet_formats[]; /* NULL-terminated */
/* Draws the page of the one run that was given, and hands it over. */
OrgStatus sheet_run(const OrgHost *host, OrgCtx *ctx, const SheetParams *params);
