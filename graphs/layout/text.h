// SPDX-License-Identifier: MIT
/* Measuring and breaking text without a font at hand, so that coordinates are the same on every machine. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

enum { ORG_TEXT_LINES = 2, ORG_TEXT_BYTES = 512, ORG_TEXT_WRAPS = 16 };

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

/* A line of a text, without the spaces at its ends. */
typedef struct {
    const char *start;
    size_t size;
} OrgTextSlice;

/* Breaks text between words, a word that is too wide anywhere, into lines no wider than `width` thousandths of the font size; returns
 * how many it takes, of which the first `most` are written. Nothing is left out as long as that is no more than `most`. */
unsigned org_text_wrap(const char *text, bool bold, int width, OrgTextSlice *lines, unsigned most);

/* How many bytes at the begin of a name another has, too, up to the word in which they differ. */
size_t org_text_shared_start(const char *name, const char *other);
