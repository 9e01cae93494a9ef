// SPDX-License-Identifier: MIT
/* A presentation: a slide a page, the picture under a text title and above the source line. The picture is SVG for programs that draw
 * it, with a PNG for those that do not. The XML is that of pptx/, whose places are filled here; libzip packs it, in memory. Same run,
 * same bytes: entries have one date, and the document that of the end of the run. */
#include "pptx.h"
#include "out.h"
#include "pptx-parts.h"
#include "text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

/* English metric units: 12,700 a point. The slide is 13.33 x 7.5 inches, and the picture has what title and source leave. */
enum {
    EMU = 12700 / 5, /* of a fifth of a point */
    LEFT = 381000,
    TOP = 876300,
    WIDTH = 11430000,
    HEIGHT = 5619750,
    TITLE_HEIGHT = CANVAS_PT(54),
    SLIDE_ID = 256, /* the least that a slide may have */
    CLOCK = 0,      /* of an entry: midnight on the first day that a zip file knows */
    DAY = (1 << 5) | 1,
};

typedef struct {
    const char *name, *value;
} Place;

/* The part with its places filled, "rows" as it is (XML of other parts) and the others escaped. */
static void
fill(Out *out, const char *part, const Place *place, size_t n, const char *rows)
{
    for (const char *at; (at = strchr(part, '@')) != NULL;) {
        const char *end = strchr(at + 1, '@');
        put_bytes(out, part, (size_t) (at - part));
        size_t size = (size_t) (end - at - 1);
        if (size == 6 && !strncmp(at + 1, "slides", size))
            put(out, rows);
        for (size_t i = 0; i < n; i++)
            if (strlen(place[i].name) == size && !strncmp(at + 1, place[i].name, size))
                put_text(out, place[i].value);
        part = end + 1;
    }
    put(out, part);
}

typedef struct {
    const Chart *chart;
    const char *lang;
    zip_t *zip;
    bool failed;
} Pptx;

/* Takes the bytes. Pictures that are packed already are stored as they are. */
static void
add(Pptx *pptx, const char *name, char *bytes, size_t size, bool packed)
{
    zip_source_t *source = bytes ? zip_source_buffer(pptx->zip, bytes, size, 1) : NULL;
    if (!source) {
        free(bytes);
        pptx->failed = true;
        return;
    }
    zip_int64_t at = zip_file_add(pptx->zip, name, source, ZIP_FL_ENC_UTF_8);
    if (at < 0)
        zip_source_free(source);
    if (at < 0 || zip_set_file_compression(pptx->zip, (zip_uint64_t) at, packed ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) ||
        zip_file_set_dostime(pptx->zip, (zip_uint64_t) at, CLOCK, DAY, 0))
        pptx->failed = true;
}

static void
add_part(Pptx *pptx, const char *name, const char *part, const Place *place, size_t n, const char *rows)
{
    Out out = { 0 };
    fill(&out, part, place, n, rows);
    if (out.failed)
        out_free(&out);
    add(pptx, name, out.bytes, out.size, false);
}

static const char *
print_number(const Chart *chart, int64_t number)
{
    return chart_print(chart, "%lld", (long long) number);
}

/* A part with a row for each slide. */
static void
add_list(Pptx *pptx, const char *name, const char *part, const char *row, uint32_t slides)
{
    Out rows = { 0 };
    for (uint32_t s = 1; s <= slides; s++) {
        const Place place[] = { { "number", print_number(pptx->chart, s) },
                                { "id", print_number(pptx->chart, SLIDE_ID - 1 + (int64_t) s) } };
        fill(&rows, row, place, sizeof place / sizeof place[0], "");
    }
    pptx->failed |= rows.failed || !rows.bytes;
    if (!pptx->failed)
        add_part(pptx, name, part, NULL, 0, rows.bytes);
    out_free(&rows);
}

/* The largest size, in hundredths of a point, at which the title takes its place. Arial is no wider than what is measured here. */
static int
title_size(const char *title)
{
    int size = CANVAS_PT(24);
    while (size > CANVAS_PT(12)) {
        unsigned lines = org_text_wrap(title, true, (int) ((int64_t) WIDTH / EMU * 980 / size), NULL, 0);
        if ((int) lines * size * 115 / 100 <= TITLE_HEIGHT)
            break;
        size -= 5;
    }
    return size * 20;
}

static OrgStatus
add_picture(Pptx *pptx, const Canvas *page, const char *format, uint32_t number)
{
    char *bytes, name[64];
    size_t size;
    OrgStatus status = chart_render(pptx->chart, page, format, &bytes, &size);
    if (status != ORG_OK)
        return status;
    snprintf(name, sizeof name, "ppt/media/chart%u.%s", number, format);
    add(pptx, name, bytes, size, !strcmp(format, "png"));
    return ORG_OK;
}

static OrgStatus
add_slide(Pptx *pptx, const Canvas *page, uint32_t number)
{
    const Chart *chart = pptx->chart;
    const char *title = page->words + page->title;
    const int64_t width = (int64_t) page->width * EMU, height = (int64_t) page->height * EMU;
    const bool wide = width * HEIGHT > height * WIDTH;
    const int64_t shown_width = wide ? WIDTH : width * HEIGHT / height,
                  shown_height = wide ? height * WIDTH / width : HEIGHT;
    const Place place[] = { { "lang", pptx->lang },
                            { "title", title },
                            { "title-size", print_number(chart, title_size(title)) },
                            { "about", page->words + page->about },
                            { "source", page->words + page->source },
                            { "x", print_number(chart, LEFT + (WIDTH - shown_width) / 2) },
                            { "y", print_number(chart, TOP + (HEIGHT - shown_height) / 2) },
                            { "width", print_number(chart, shown_width) },
                            { "height", print_number(chart, shown_height) },
                            { "number", print_number(chart, number) } };
    const size_t n = sizeof place / sizeof place[0];
    char name[64];
    snprintf(name, sizeof name, "ppt/slides/slide%u.xml", number);
    add_part(pptx, name, pptx_slide, place, n, "");
    snprintf(name, sizeof name, "ppt/slides/_rels/slide%u.xml.rels", number);
    add_part(pptx, name, pptx_slide_rels, place, n, "");
    OrgStatus status = add_picture(pptx, page, "png", number);
    return status == ORG_OK ? add_picture(pptx, page, "svg", number) : status;
}

static OrgStatus
add_all(Pptx *pptx, const ChartPages *pages)
{
    OrgMonth first, last;
    chart_months(pptx->chart, &first, &last);
    const Place core[] = { { "title", pages->page[0].words + pages->page[0].title },
                           { "lang", pptx->lang },
                           { "date", chart_print(pptx->chart, "%04d-%02d-01T00:00:00Z",
                                                 last > 0 ? last / 12 % 10000 : 2000, last % 12 + 1) } };
    /* What a file is, its first bytes say: the presentation stands near its beginning. */
    add_list(pptx, "[Content_Types].xml", pptx_content_types, pptx_content_type, pages->n);
    add_part(pptx, "_rels/.rels", pptx_package_rels, NULL, 0, "");
    add_list(pptx, "ppt/presentation.xml", pptx_presentation, pptx_slide_id, pages->n);
    add_list(pptx, "ppt/_rels/presentation.xml.rels", pptx_presentation_rels, pptx_slide_rel, pages->n);
    add_part(pptx, "ppt/slideMasters/slideMaster1.xml", pptx_master, NULL, 0, "");
    add_part(pptx, "ppt/slideMasters/_rels/slideMaster1.xml.rels", pptx_master_rels, NULL, 0, "");
    add_part(pptx, "ppt/slideLayouts/slideLayout1.xml", pptx_layout, NULL, 0, "");
    add_part(pptx, "ppt/slideLayouts/_rels/slideLayout1.xml.rels", pptx_layout_rels, NULL, 0, "");
    add_part(pptx, "ppt/theme/theme1.xml", pptx_theme, NULL, 0, "");
    add_part(pptx, "docProps/core.xml", pptx_core, core, sizeof core / sizeof core[0], "");
    OrgStatus status = ORG_OK;
    for (uint32_t p = 0; p < pages->n && status == ORG_OK && !pptx->failed; p++)
        status = add_slide(pptx, &pages->page[p], p + 1);
    return status;
}

/* What libzip has written into memory. */
static char *
read_all(zip_source_t *source, size_t *size)
{
    zip_stat_t about;
    if (zip_source_open(source))
        return NULL;
    char *bytes = zip_source_stat(source, &about) ? NULL : malloc(about.size + 1);
    if (bytes && zip_source_read(source, bytes, about.size) != (zip_int64_t) about.size) {
        free(bytes);
        bytes = NULL;
    }
    zip_source_close(source);
    *size = bytes ? about.size : 0;
    return bytes;
}

OrgStatus
chart_render_pptx(const Chart *chart, const ChartPages *pages, char **bytes, size_t *size)
{
    Pptx pptx = { .chart = chart, .lang = chart->words->vietnamese ? "vi-VN" : "en-GB" };
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    pptx.zip = source ? zip_open_from_source(source, ZIP_TRUNCATE, NULL) : NULL;
    OrgStatus status = ORG_OK;
    *bytes = NULL;
    *size = 0;
    if (pptx.zip) {
        zip_source_keep(source); /* the archive has one hold of it, and what is read below the other */
        status = add_all(&pptx, pages);
        if (status != ORG_OK || pptx.failed || zip_close(pptx.zip))
            zip_discard(pptx.zip);
        else
            *bytes = read_all(source, size);
    }
    zip_source_free(source);
    return status != ORG_OK || *bytes
               ? status
               : chart->host->fail(chart->ctx, ORG_E_FAILED, "the chart could not be written as pptx: memory is short");
}
