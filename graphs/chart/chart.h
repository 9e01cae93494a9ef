// SPDX-License-Identifier: MIT
/* Charts for renderer plugins: one chart of one run, to memory. The plugin `chart` writes it to files, `report` embeds it. */
#pragma once
#include "canvas.h"
#include "model.h"

/* Draws what `chart` asks for (model.h) in a format: svg, pdf, png or dot. *bytes is the caller's, to be freed with free().
 * On failure the call has been made to fail with a sentence. */
OrgStatus chart_draw(const Chart *chart, const char *format, char **bytes, size_t *size);

/* The same in two steps, for several formats of one chart. The canvas is ended by canvas_end(), also after a failure. */
OrgStatus chart_compose(const Chart *chart, Canvas *canvas);
OrgStatus chart_render(const Chart *chart, const Canvas *canvas, const char *format, char **bytes, size_t *size);

/* A chart of several pages: an overview, then the departments in order. */
typedef struct {
    Canvas *page;
    uint32_t n;
} ChartPages;

/* Only the views tree, before, after and diff have pages. They are ended by chart_pages_end(), also after a failure. */
OrgStatus chart_compose_pages(const Chart *chart, ChartPages *pages);
void chart_pages_end(ChartPages *pages);

/* All pages as one PDF. */
OrgStatus chart_render_pdf(const Chart *chart, const ChartPages *pages, char **bytes, size_t *size);

/* Hands the pages over in each of the formats of a list with commas: STEM.svg, or of several pages STEM-01.svg, STEM-02.svg … Those of a
 * chart with `slides` (model.h) as pptx, if that is in the list, and others in all but that. */
OrgStatus chart_write(const Chart *chart, const ChartPages *pages, const char *stem, const char *formats);

extern const char *const chart_formats[]; /* names, NULL-terminated */
/* NULL when there is no such format. */
const char *chart_media_type(const char *format);
