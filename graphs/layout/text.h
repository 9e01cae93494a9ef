// SPDX-License-Identifier: MIT
/* Measuring and breaking text without a font at hand, so that coordinates are the same on every machine. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

enum { ORG_TEXT_LINES = 2, ORG_TEXT_BYTES = 512 };

typedef struct {
    unsigned n;     /* lines in use, at least 1 */
    bool shortened; /* an ellipsis stands for the rest */
    char line[ORG_TEXT_LINES][ORG_TEXT_BYTES];
} OrgTextLines;

/* Width of UTF-8 text in thousandths of the font size. */
int org_text_width(const char *text, bool bold);

/* Breaks text between words into at most `lines` (1 or 2) lines no wider than `width` thousandths of the font
 * size; what remains is replaced by an ellipsis. */
void org_text_break(const char *text, bool bold, int width, unsigned lines, OrgTextLines *out);
