// SPDX-License-Identifier: MIT
/* Graphviz plugins of our own, registered with its context beside those that are linked. It only reads them,
 * though its types do not say so. */
#pragma once
#include <graphviz/gvc.h>

/* The layout `orgplace`: of graph_of_units(), whose nodes stand where they belong. */
extern const gvplugin_library_t gvplugin_orgplace_LTX_library;

/* The device `orgsvg`: draws a graph of graph_of_units() as SVG. */
extern const gvplugin_library_t gvplugin_orgsvg_LTX_library;

/* The device `orgpng`: pixels of cairo as PNG. */
extern const gvplugin_library_t gvplugin_orgpng_LTX_library;

/* The device `orgpdf`: lets cairo draw on a page of ours. */
extern const gvplugin_library_t gvplugin_orgpdf_LTX_library;

/* Measures text by the widths that the layout uses (text.h): no font is looked for, and the same on every machine. */
extern const gvplugin_library_t gvplugin_orgtext_LTX_library;
