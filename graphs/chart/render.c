// SPDX-License-Identifier: MIT
/* Graphviz turns a canvas into files. */
#include "chart.h"
#include "context.h"
#include "graph.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *name, *device, *media_type;
    bool dots;  /* drawn at the chart's own dots an inch */
    bool units; /* drawn by our own device from a graph of units */
    bool fonts; /* letters are drawn here and now: text is measured with the fonts that draw it */
} Format;

const char *const chart_formats[] = { "svg", "pdf", "png", "dot", "pptx", NULL };

/* Of the names above; a pptx is made of pictures of the others (pptx.c). */
static const Format formats[] = {
    { "svg", "orgsvg", "image/svg+xml", .units = true },
    { "pdf", NULL, "application/pdf", .fonts = true }, /* pdf.c */
    { "png", "orgpng", "image/png", .dots = true, .fonts = true },
    { "dot", "dot", "text/vnd.graphviz", .dots = false },
};

static const Format *
format_of(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (!strcmp(formats[i].name, name))
            return &formats[i];
    return NULL;
}

const char *
chart_media_type(const char *name)
{
    const Format *format = format_of(name);
    return format ? format->media_type : NULL;
}

/* Graphviz's memory is not freed by free(). */
static char *
copy_of(const char *bytes, size_t size)
{
    char *copy = malloc(size + 1);
    if (copy)
        memcpy(copy, bytes, size);
    return copy;
}

/* Our own devices stop where memory ends. */
static bool
is_whole(const Format *format, const char *bytes, size_t size)
{
    static const char svg_end[] = "</svg>\n";
    const size_t n = sizeof svg_end - 1;
    if (!strcmp(format->name, "svg"))
        return size > n && !memcmp(bytes + size - n, svg_end, n);
    return strcmp(format->name, "png") || (size > 12 && !memcmp(bytes + size - 8, "IEND", 4));
}

static OrgStatus
draw_graph(const Chart *chart, GVC_t *gvc, Agraph_t *graph, const Format *format, char **bytes, size_t *size)
{
    const OrgHost *host = chart->host;
    char *made = NULL, dpi[16];
    unsigned made_size = 0;
    snprintf(dpi, sizeof dpi, "%u", format->dots ? chart->dpi : 72);
    agattr(graph, AGRAPH, (char *) "dpi", dpi);
    if (gvLayout(gvc, graph, format->units ? "orgplace" : "nop2"))
        return host->fail(chart->ctx, ORG_E_FAILED, "Graphviz could not lay out the chart");
    bool drawn =
        !gvRenderData(gvc, graph, format->device, &made, &made_size) && made && is_whole(format, made, made_size);
    OrgStatus status = ORG_OK;
    gvFreeLayout(gvc, graph);
    *size = made_size;
    *bytes = drawn ? copy_of(made, made_size) : NULL;
    if (!drawn)
        status = host->fail(chart->ctx, ORG_E_FAILED,
                            "Graphviz could not draw the chart as %s: the page is too large, or memory is short",
                            format->name);
    else if (!*bytes)
        status = host->fail(chart->ctx, ORG_E_FAILED, "out of memory");
    gvFreeRenderData(made);
    return status;
}

static OrgStatus
draw_canvas(const Chart *chart, const Canvas *canvas, const Format *format, char **bytes, size_t *size)
{
    GVC_t *gvc = render_begin(format->fonts);
    Agraph_t *graph = !gvc ? NULL : format->units ? graph_of_units(canvas) : graph_of(canvas);
    OrgStatus status = graph ? draw_graph(chart, gvc, graph, format, bytes, size)
                             : chart->host->fail(chart->ctx, ORG_E_FAILED, "Graphviz does not start: out of memory");
    if (graph)
        agclose(graph);
    render_end(gvc, format->fonts);
    return status;
}

/* Cairo's pictures have at most 32,767 dots a side, a page of PDF 200 inches. */
static bool
is_too_large(const Chart *chart, const Canvas *canvas, const Format *format)
{
    int64_t longest = canvas->width > canvas->height ? canvas->width : canvas->height;
    return format->dots ? longest * chart->dpi / 360 > 32700 : longest / 360 >= 200;
}

OrgStatus
chart_render(const Chart *chart, const Canvas *canvas, const char *name, char **bytes, size_t *size)
{
    const Format *format = format_of(name);
    *bytes = NULL;
    *size = 0;
    if (!format)
        return chart->host->fail(chart->ctx, ORG_E_INVALID,
                                 "format: \"%s\" is not known; svg, pdf, png, dot and pptx are", name);
    if (format->fonts && is_too_large(chart, canvas, format))
        return chart->host->fail(chart->ctx, ORG_E_INVALID,
                                 "the page is too large for %s; use svg, or draw a part of it with `under`",
                                 format->name);
    if (!format->device) {
        const ChartPages page = { .page = (Canvas *) (uintptr_t) canvas, .n = 1 };
        return chart_render_pdf(chart, &page, bytes, size);
    }
    Locale locale = locale_begin();
    OrgStatus status = draw_canvas(chart, canvas, format, bytes, size);
    locale_end(locale);
    return status;
}
