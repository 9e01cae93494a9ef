// SPDX-License-Identifier: MIT
/* Layers of an organisation and the spans on each: what the files of the view pyramid share. */
#pragma once
#include "canvas.h"
#include "spans.h"

enum {
    LAYERS = 12, /* deeper ones share the last row */
    TYPES = 3,   /* named of a layer */
};

typedef struct {
    int64_t value;
    uint32_t units;
    uint64_t leaders, led;
    OrgWord type[TYPES]; /* the most frequent ones */
    uint32_t of_type[TYPES];
} Layer;

typedef struct {
    const Chart *chart;
    Canvas *canvas;
    Reader r;
    Model model;
    OrgRow root;
    bool run;     /* two ends; else posts and people of one */
    bool reports; /* spans are read from who reports to whom */
    bool has_band;
    SpanBand band;
    int text; /* size */
    Layer layer[2][LAYERS];
    Leaders leaders[2]; /* layers beyond the last row's are that row's */
    uint32_t n;         /* layers */
    int64_t sum[2];
    Rect body;
} Pyramid;

/* Thousandths; the mean span of so many leaders; "a → b", or one where they are the same or there is one end; what is counted, at both ends. */
const char *pyramid_figure(const Pyramid *pyramid, int64_t value);
const char *pyramid_mean(const Pyramid *pyramid, uint64_t led, uint64_t leaders);
const char *pyramid_both(const Pyramid *pyramid, const char *before, const char *after);
const char *pyramid_values(const Pyramid *pyramid, int64_t before, int64_t after);

/* What there is on a layer, in words. */
void pyramid_label(const Pyramid *pyramid, uint32_t layer, Rect rect);

/* Is the span outside of what the rule allows? */
bool pyramid_outside(const Pyramid *pyramid, uint32_t led);

/* Draws rows of layers with their dots into the body. Returns what is to be said of the dots; NULL: no room. */
const char *pyramid_dots(Pyramid *pyramid);
