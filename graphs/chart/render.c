// SPDX-License-Identifier: MIT
// Graphviz turns a canvas into files.
#include "chart.h"
#include "graph.h"
#include <graphviz/gvc.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern gvplugin_library_t gvplugin_core_LTX_library, gvplugin_neato_layout_LTX_library, gvplugin_pango_LTX_library;

typedef struct {
    const char *name, *device, *media_type;
    bool dots; /* drawn at the chart's own dots an inch */
} Format;

static const Format formats[] = {
    { "svg", "svg", "image/svg+xml", false },
    { "pdf", "pdf", "application/pdf", false },
    { "png", "png:cairo", "image/png", true },
    { "dot", "dot", "text/vnd.graphviz", false },
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

/* Graphviz knows a bold face only by its full name; a browser needs family and weight, and a family to fall back on. */
static char *
with_families(const char *svg, size_t size, size_t *out_size)
{
    static const char *const from[] = { "font-family=\"Noto Sans Bold\"", "font-family=\"Noto Sans\"" };
    static const char *const to[] = { "font-family=\"Noto Sans,DejaVu Sans,Arial,sans-serif\" font-weight=\"bold\"",
                                      "font-family=\"Noto Sans,DejaVu Sans,Arial,sans-serif\"" };
    size_t growth = strlen(to[0]) - strlen(from[1]), count = 0, at = 0;
    for (size_t i = 0; i < size; i++)
        count += svg[i] == 'f';
    char *out = malloc(size + count * growth + 1);
    for (size_t i = 0; out && i < size;) {
        int found = -1;
        for (int k = 0; k < 2 && found < 0 && svg[i] == 'f'; k++)
            if (size - i >= strlen(from[k]) && !memcmp(svg + i, from[k], strlen(from[k])))
                found = k;
        if (found < 0) {
            out[at++] = svg[i++];
            continue;
        }
        memcpy(out + at, to[found], strlen(to[found]));
        at += strlen(to[found]);
        i += strlen(from[found]);
    }
    *out_size = at;
    return out;
}

/* A PDF holds the moment it was made. The end of the run stands there instead: same run, same bytes. */
static void
set_pdf_date(char *pdf, size_t size, OrgMonth month)
{
    static const char *const keys[] = { "/CreationDate (D:", "/ModDate (D:" };
    char date[32];
    unsigned year = (unsigned) (month / 12) % 10000;
    snprintf(date, sizeof date, "%04u%02u01000000", year, (unsigned) (month % 12 + 1));
    for (int k = 0; k < 2; k++) {
        char *at = memmem(pdf, size, keys[k], strlen(keys[k]));
        char *digits = at ? at + strlen(keys[k]) : NULL;
        char *end = digits ? memchr(digits, ')', 32) : NULL;
        if (end && (size_t) (end - digits) >= strlen(date))
            memcpy(digits, date, strlen(date));
    }
}

/* Messages of Graphviz are about its own graph and mean nothing to who asked for a chart. */
static int
be_quiet(char *message)
{
    (void) message;
    return 0;
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

static OrgStatus
draw_graph(const Chart *chart, GVC_t *gvc, Agraph_t *graph, const Format *format, char **bytes, size_t *size)
{
    const OrgHost *host = chart->host;
    char *made = NULL, dpi[16];
    unsigned made_size = 0;
    snprintf(dpi, sizeof dpi, "%u", format->dots ? chart->dpi : 72);
    agattr(graph, AGRAPH, (char *) "dpi", dpi);
    if (gvLayout(gvc, graph, "nop2"))
        return host->fail(chart->ctx, ORG_E_FAILED, "Graphviz could not lay out the chart");
    OrgStatus status = ORG_OK;
    if (gvRenderData(gvc, graph, format->device, &made, &made_size) || !made)
        status = host->fail(chart->ctx, ORG_E_FAILED, "Graphviz could not draw the chart as %s", format->name);
    *size = made_size;
    *bytes = status != ORG_OK              ? NULL
             : strcmp(format->name, "svg") ? copy_of(made, made_size)
                                           : with_families(made, made_size, size);
    if (status == ORG_OK && !*bytes)
        status = host->fail(chart->ctx, ORG_E_FAILED, "out of memory");
    gvFreeRenderData(made);
    gvFreeLayout(gvc, graph);
    return status;
}

static OrgStatus
draw_canvas(const Chart *chart, const Canvas *canvas, const Format *format, char **bytes, size_t *size)
{
    lt_symlist_t symbols[] = { { "gvplugin_core_LTX_library", &gvplugin_core_LTX_library },
                               { "gvplugin_neato_layout_LTX_library", &gvplugin_neato_layout_LTX_library },
                               { "gvplugin_pango_LTX_library", &gvplugin_pango_LTX_library },
                               { NULL, NULL } };
    agseterrf(be_quiet);
    GVC_t *gvc = gvContextPlugins(symbols, 0);
    Agraph_t *graph = gvc ? graph_of(canvas) : NULL;
    OrgStatus status = graph ? draw_graph(chart, gvc, graph, format, bytes, size)
                             : chart->host->fail(chart->ctx, ORG_E_FAILED, "Graphviz does not start: out of memory");
    if (graph)
        agclose(graph);
    if (gvc)
        gvFreeContext(gvc);
    return status;
}

static OrgMonth
end_of_run(const Chart *chart)
{
    OrgCtx *end = chart->host->at(chart->ctx, chart->run, ORG_OPEN);
    return end ? chart->host->now(end) : 0;
}

OrgStatus
chart_render(const Chart *chart, const Canvas *canvas, const char *name, char **bytes, size_t *size)
{
    const Format *format = format_of(name);
    *bytes = NULL;
    *size = 0;
    if (!format)
        return chart->host->fail(chart->ctx, ORG_E_INVALID, "format: \"%s\" is not known; svg, pdf, png and dot are",
                                 name);
    locale_t c = newlocale(LC_NUMERIC_MASK, "C", (locale_t) 0), before = uselocale((locale_t) 0);
    if (c)
        uselocale(c);
    OrgStatus status = draw_canvas(chart, canvas, format, bytes, size);
    uselocale(before);
    if (c)
        freelocale(c);
    if (status == ORG_OK && !strcmp(format->name, "pdf"))
        set_pdf_date(*bytes, *size, end_of_run(chart));
    return status;
}
