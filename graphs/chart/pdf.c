// SPDX-License-Identifier: MIT
/* One PDF of many pages. Graphviz ends its own PDF after a page, so it draws each on a page of ours: cairo's surface is handed over as
 * an external context. The file has a table of contents, and is dated with the end of the run: same run, same bytes. */
#include "chart.h"
#include "context.h"
#include "graph.h"
#include <cairo-pdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    unsigned char *bytes;
    size_t size, room;
} Pdf;

static cairo_status_t
on_bytes(void *data, const unsigned char *bytes, unsigned n)
{
    Pdf *pdf = data;
    if (pdf->size + n > pdf->room) {
        size_t room = (pdf->size + n) * 2;
        unsigned char *grown = realloc(pdf->bytes, room);
        if (!grown)
            return CAIRO_STATUS_NO_MEMORY;
        pdf->bytes = grown;
        pdf->room = room;
    }
    memcpy(pdf->bytes + pdf->size, bytes, n);
    pdf->size += n;
    return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata(const Chart *chart, cairo_surface_t *surface, const ChartPages *pages)
{
    OrgMonth first, last;
    char date[40];
    chart_months(chart, &first, &last);
    if (last > 0) {
        snprintf(date, sizeof date, "%04d-%02d-01T00:00:00Z", last / 12 % 10000, last % 12 + 1);
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
    }
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, pages->page[0].words + pages->page[0].title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "orgsim");
}

static void
add_to_contents(cairo_surface_t *surface, const Canvas *canvas, unsigned number)
{
    char place[48];
    snprintf(place, sizeof place, "page=%u", number);
    cairo_pdf_surface_add_outline(surface, CAIRO_PDF_OUTLINE_ROOT, canvas->words + canvas->title, place,
                                  number == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
}

static bool
draw_page(GVC_t *gvc, const Canvas *canvas, cairo_t *cairo)
{
    Agraph_t *graph = graph_of(canvas);
    bool drawn = graph && !gvLayout(gvc, graph, "nop2");
    if (drawn) {
        drawn = !gvRenderContext(gvc, graph, "orgpdf", cairo);
        gvFreeLayout(gvc, graph);
    }
    if (graph)
        agclose(graph);
    cairo_show_page(cairo);
    return drawn && cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
}

static bool
draw_pages(const Chart *chart, GVC_t *gvc, const ChartPages *pages, Pdf *pdf)
{
    const Canvas *first = pages->page;
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(on_bytes, pdf, first->width / 5.0, first->height / 5.0);
    cairo_t *cairo = cairo_create(surface);
    bool drawn = true;
    set_metadata(chart, surface, pages);
    for (uint32_t p = 0; p < pages->n && drawn; p++) {
        cairo_pdf_surface_set_size(surface, pages->page[p].width / 5.0, pages->page[p].height / 5.0);
        drawn = draw_page(gvc, &pages->page[p], cairo);
        if (pages->n > 1)
            add_to_contents(surface, &pages->page[p], p + 1);
    }
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    drawn = drawn && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return drawn;
}

OrgStatus
chart_render_pdf(const Chart *chart, const ChartPages *pages, char **bytes, size_t *size)
{
    Pdf pdf = { 0 };
    Locale locale = locale_begin();
    GVC_t *gvc = render_begin(true);
    bool drawn = gvc && draw_pages(chart, gvc, pages, &pdf);
    render_end(gvc, true);
    locale_end(locale);
    *bytes = drawn ? (char *) pdf.bytes : NULL;
    *size = drawn ? pdf.size : 0;
    if (drawn)
        return ORG_OK;
    free(pdf.bytes);
    return chart->host->fail(chart->ctx, ORG_E_FAILED, "the chart could not be drawn as pdf: memory is short");
}
