// SPDX-License-Identifier: MIT
/* The graph of a device that draws shapes itself: a node for each unit, placed by a layout of our own. What stands where is known
 * already, so that nodes have neither names nor attributes: records hold their place and their shapes, and nothing is spelled and
 * parsed again. That was most of what Graphviz took for a large chart. */
#include "device.h"
#include "graph.h"
#include <graphviz/gvcjob.h>
#include <graphviz/gvplugin_layout.h>

/* Shapes of nodes belong to Graphviz, which asks each for how it is drawn: ours is, once its node has begun. */
static void
draw_nothing(GVJ_t *job, node_t *node)
{
    (void) job, (void) node;
}

static const shape_functions nothing = { .codefn = draw_nothing };
static const shape_desc unit_shape = { .name = (char *) "unit", .fns = (shape_functions *) &nothing };

/* Where a node stands: on the first box of its shapes, so that it is never outside of the page. */
static Rect
rect_of_run(const Canvas *canvas, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (canvas->shapes[i].kind == SHAPE_BOX)
            return canvas->shapes[i].rect;
    return canvas->shapes[0].rect;
}

/* In points from the lower left corner, as Graphviz has it. */
static bool
make_run(Agraph_t *graph, const Canvas *canvas, const ShapeGroup *group, uint32_t first, uint32_t end)
{
    if (first >= end)
        return true;
    Agnode_t *node = agnode(graph, NULL, 1);
    UnitNode *unit = node ? agbindrec(node, (char *) "Agnodeinfo_t", sizeof *unit, TRUE) : NULL;
    if (!unit)
        return false;
    Rect rect = rect_of_run(canvas, first, end);
    unit->group = group;
    unit->first = first;
    unit->end = end;
    unit->place.shape = (shape_desc *) &unit_shape;
    unit->place.coord.x = (rect.x + rect.width / 2.0) / CANVAS_PT(1);
    unit->place.coord.y = (canvas->height - rect.y - rect.height / 2.0) / CANVAS_PT(1);
    unit->place.ht = (double) rect.height / CANVAS_PT(1);
    unit->place.lw = unit->place.rw = rect.width / 2.0 / CANVAS_PT(1);
    return true;
}

static bool
make_nodes(Agraph_t *graph, const Canvas *canvas)
{
    uint32_t at = 0;
    for (size_t i = 0; i < canvas->n_groups; i++) {
        const ShapeGroup *group = &canvas->groups[i];
        if (!make_run(graph, canvas, NULL, at, group->first) ||
            !make_run(graph, canvas, group, group->first, group->end))
            return false;
        at = group->end;
    }
    return make_run(graph, canvas, NULL, at, (uint32_t) canvas->n_shapes);
}

Agraph_t *
graph_of_units(const Canvas *canvas)
{
    Agraph_t *graph = agopen((char *) "chart", Agdirected, NULL);
    UnitPage *page = graph ? agbindrec(graph, (char *) UNIT_PAGE, sizeof *page, FALSE) : NULL;
    if (page)
        page->canvas = canvas;
    if (page && make_nodes(graph, canvas))
        return graph;
    if (graph)
        agclose(graph);
    return NULL;
}

/* All nodes stand where they belong: the page is left to tell. */
static void
place(graph_t *graph)
{
    const UnitPage *page = (const UnitPage *) aggetrec(graph, (char *) UNIT_PAGE, FALSE);
    GD_bb(graph).LL.x = GD_bb(graph).LL.y = 0;
    GD_bb(graph).UR.x = (double) page->canvas->width / CANVAS_PT(1);
    GD_bb(graph).UR.y = (double) page->canvas->height / CANVAS_PT(1);
}

static const struct gvlayout_engine_s engine = { .layout = place };
static const gvlayout_features_t features = { 0 };
static const gvplugin_installed_t layouts[] = { { 0, (char *) "orgplace", 100, (void *) &engine, (void *) &features },
                                                { 0 } };
static const gvplugin_api_t apis[] = { { API_layout, (gvplugin_installed_t *) layouts }, { 0 } };

const gvplugin_library_t gvplugin_orgplace_LTX_library = { (char *) "orgplace", (gvplugin_api_t *) apis };
