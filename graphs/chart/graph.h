// SPDX-License-Identifier: MIT
/* A canvas as a cgraph graph with positions, ready for the layout nop2. */
#pragma once
#include "canvas.h"
#include <graphviz/cgraph.h>

/* A node for each box and a text, an edge for lines. NULL when out of memory; close it with agclose(). */
Agraph_t *graph_of(const Canvas *canvas);

/* The shapes [first, end) that a node of graph_of_units() shows. A record of cgraph. */
typedef struct {
    Agrec_t header;
    const Canvas *canvas;
    const ShapeGroup *group; /* NULL: shapes between those of units */
    uint32_t first, end;
} NodeShapes;

#define NODE_SHAPES "shapes"

/* A node for each unit, for a device that draws the shapes itself (svg.h): a fifth of the nodes, which is where Graphviz's time goes. */
Agraph_t *graph_of_units(const Canvas *canvas);
