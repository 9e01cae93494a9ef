// SPDX-License-Identifier: MIT
/* What every page has: title, subtitle, legend, source line; and the colours. */
#pragma once
#include "canvas.h"
#include "looks.h"
#include "model.h"
#include "text.h"

#define INK "#1B2733"
#define MUTED "#56626E"
#define LINE "#8291A0"

typedef struct {
    const char *title, *subtitle;
    bool finding; /* the title says what was found: the scenario's stands before the subtitle, where it is another */
    const uint32_t *counts; /* of each fate for the legend, or NULL */
    uint32_t sums;          /* for the legend: units whose figure alone changed, for what is below */
    const char *note;       /* about the figures, or NULL */
    const char *number;     /* of the page: "3 / 58", or NULL */
    int width, height;      /* of the body, when the page is as large as it needs; 0: the paper of the chart */
} PageText;

/* Begins a page and draws its frame; *body is what is left for the chart. */
void page_begin(const Chart *chart, const PageText *text, Canvas *canvas, Rect *body);

/* The note about the figures, for who knows it only in the end. */
void page_note(Canvas *canvas, const char *note);

/* One line of text, shortened to what fits. */
void page_line(Canvas *canvas, Rect rect, Align align, Font font, const char *text);

/* Broken text as one with '\n' between its lines, in `out` of 2 * ORG_TEXT_BYTES bytes; returns it. */
const char *page_two_lines(const OrgTextLines *lines, char *out);

/* The name of a unit in up to two lines, as high as rect allows; struck through for one that is no more. */
void page_name(Canvas *canvas, Rect rect, Align align, Font font, const char *text, bool struck);

/* The text as it is where it fits in the lines; else without what it shares with others: "Trường … 067", or "… 067". */
const char *page_distinct(const Chart *chart, const char *text, size_t shared, bool bold, int width, unsigned lines);

/* The text on as many lines as it takes, at most `most`, with line breaks. */
const char *page_wrap(const Chart *chart, const char *text, bool bold, int width, unsigned most);

/* The whole text at the largest size up to that of the font at which it fits into rect, on several lines if need be; at 7 points what
 * still does not fit is left out. */
void page_whole(const Chart *chart, Canvas *canvas, Rect rect, Align align, Font font, const char *text);

/* The largest size up to that of the font, but at least 7 points, at which the text fits in one line. */
int page_size_for(const char *text, Font font, int width);

/* The name without an end that only repeats the name of what it stands in. */
const char *page_short_name(const Chart *chart, const char *name, const char *parent);

/* A small square with the badge of a fate. */
void page_badge(Canvas *canvas, Rect square, Font font, Fate fate);
/* All fates of a unit in words: "moved, posts changed". */
const char *page_fates(const Chart *chart, uint32_t flags);
/* The badges of its fates beside the first one, whose badge it bears: "»±", or "". */
const char *page_more_badges(const Chart *chart, uint32_t flags);
/* How many have changed, by the badges: "&12 ±40", or "". */
const char *page_changes(const Chart *chart, const uint32_t counts[FATES]);

/* The row of the view "run" for this run: its title, and the line that says what the chart was made from. */
const char *page_title(const Chart *chart);
const char *page_run_text(const Chart *chart, const char *column);
