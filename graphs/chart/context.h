// SPDX-License-Identifier: MIT
/* Around every use of Graphviz: begin and end. */
#pragma once
#include <stdbool.h>
#include <graphviz/gvc.h>
#include <locale.h>

/* Graphviz with the parts it needs; fonts: letters are drawn, so text is measured with the fonts that draw it. NULL when out of memory. */
GVC_t *render_begin(bool fonts);
void render_end(GVC_t *gvc, bool fonts); /* gvc may be NULL */

/* Numbers are read and written as in the C locale until the end. */
typedef struct {
    locale_t c, before;
} Locale;
Locale locale_begin(void);
void locale_end(Locale locale);
