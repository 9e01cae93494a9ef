// SPDX-License-Identifier: MIT
// A canvas as a cgraph graph with positions, ready for the layout nop2.
#ifndef ORG_CHART_GRAPH_H
#define ORG_CHART_GRAPH_H
#include "canvas.h"
#include <graphviz/cgraph.h>

/* A node a box and a text, an edge for lines. NULL when out of memory; close it with agclose(). */
Agraph_t *graph_of(const Canvas *canvas);

#endif
