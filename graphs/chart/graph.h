// SPDX-License-Identifier: MIT
/* A canvas as a cgraph graph with positions, ready for the layout nop2. */
#pragma once
#include "canvas.h"
#include <graphviz/types.h>

/* A node for each box and a text, an edge for lines. NULL when out of memory; close it with agclose(). */
Agraph_t *graph_of(const Canvas *canvas);

/* A node of graph_of_units(): where it stands, and the shapes [first, end) that it shows. Graphviz knows it by its beginning. */
typedef struct {
    Agnodeinfo_t place;
    const ShapeGroup *group; /* NULL: shapes between those of units */
    uint32_t first, end;
} UnitNode;

/* The record of its graph, of that name. */
typedef struct {
    Agrec_t header;
    const Canvas *canvas;
} UnitPage;

#define UNIT_PAGE "page"

/* A node for each unit, ready for the layout `orgplace` and a device that draws the shapes itself (svg.c): a fifth of the nodes of
 * graph_of(), and nothing of them spelled, which is where Graphviz's time goes. NULL when out of memory. */
Agraph_t *graph_of_units(const Canvas *canvas);
