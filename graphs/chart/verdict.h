// SPDX-License-Identifier: MIT
/* How charts and the brief show a verdict and what is required. */
#pragma once
#include "canvas.h"
#include "model.h"
#include "required.h"

#define RED "#B3261E"
#define GREEN "#176B40"
#define BLUE "#1C64B4"
#define AMBER "#7A4900"

/* "not met (assumed)" of the engine's words, in the language of the chart; basis may be "". */
const char *verdict_text(const Chart *chart, const char *verdict, const char *basis);

/* A box with the text in the colour of the verdict; outlined where the figure is assumed, or where the verdict does not count. */
void verdict_pill(Canvas *canvas, Rect pill, const char *verdict, const char *text, int size, bool outlined);

/* "≥ 9 000", "−10 %", "9 000–10 000", in the language of the chart. */
const char *verdict_required(const Chart *chart, const Required *required);
