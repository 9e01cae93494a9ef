// SPDX-License-Identifier: MIT
#include "render.h"
#include <graphviz/gvc.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern gvplugin_library_t gvplugin_core_LTX_library, gvplugin_neato_layout_LTX_library, gvplugin_pango_LTX_library;

typedef struct {
    const char *name, *device, *media_type, *dpi;
} Format;

/* 150 dots an inch is what an office printer shows of thin lines; larger pictures only take longer. */
static const Format formats[] = {
    { "svg", "svg", "image/svg+xml", "72" },
    { "pdf", "pdf", "application/pdf", "72" },
    { "png", "png:cairo", "image/png", "150" },
    { "dot", "dot", "text/vnd.graphviz", "72" },
};

static const Format *
format_of(const char *name, size_t n)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strlen(formats[i].name) == n && !strncmp(formats[i].name, name, n))
            return &formats[i];
    return NULL;
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

static OrgStatus
give(const OrgHost *host, OrgCtx *ctx, const Format *format, char *bytes, size_t size, OrgMonth month)
{
    char name[32];
    snprintf(name, sizeof name, "chart.%s", format->name);
    if (!strcmp(format->name, "pdf"))
        set_pdf_date(bytes, size, month);
    if (strcmp(format->name, "svg"))
        return host->output(ctx, name, format->media_type, bytes, size);
    size_t svg_size;
    char *svg = with_families(bytes, size, &svg_size);
    if (!svg)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    OrgStatus status = host->output(ctx, name, format->media_type, svg, svg_size);
    free(svg);
    return status;
}

static OrgStatus
render_one(const OrgHost *host, OrgCtx *ctx, GVC_t *gvc, Canvas *canvas, const Format *format, OrgMonth month)
{
    char *bytes = NULL;
    unsigned size = 0;
    agattr(canvas->graph, AGRAPH, (char *) "dpi", (char *) (uintptr_t) format->dpi);
    if (gvLayout(gvc, canvas->graph, "nop2"))
        return host->fail(ctx, ORG_E_FAILED, "Graphviz could not lay out the chart");
    OrgStatus status = gvRenderData(gvc, canvas->graph, format->device, &bytes, &size) || !bytes
                           ? host->fail(ctx, ORG_E_FAILED, "Graphviz could not draw the chart as %s", format->name)
                           : give(host, ctx, format, bytes, size, month);
    gvFreeRenderData(bytes);
    gvFreeLayout(gvc, canvas->graph);
    return status;
}

/* Messages of Graphviz are about its own graph and mean nothing to who asked for a chart. */
static int
be_quiet(char *message)
{
    (void) message;
    return 0;
}

static OrgStatus
render_all(const OrgHost *host, OrgCtx *ctx, GVC_t *gvc, Canvas *canvas, const char *list, OrgMonth month)
{
    OrgStatus status = ORG_OK;
    while (status == ORG_OK && *list) {
        size_t n = strcspn(list, ",");
        const Format *format = format_of(list, n);
        if (!format)
            return host->fail(ctx, ORG_E_INVALID,
                              "format: \"%s\" is not known; svg, pdf, png and dot are, separated by commas", list);
        status = render_one(host, ctx, gvc, canvas, format, month);
        list += n + (list[n] == ',');
    }
    return status;
}

OrgStatus
render(const OrgHost *host, OrgCtx *ctx, Canvas *canvas, const char *list, OrgMonth month)
{
    lt_symlist_t symbols[] = { { "gvplugin_core_LTX_library", &gvplugin_core_LTX_library },
                               { "gvplugin_neato_layout_LTX_library", &gvplugin_neato_layout_LTX_library },
                               { "gvplugin_pango_LTX_library", &gvplugin_pango_LTX_library },
                               { NULL, NULL } };
    if (canvas->failed)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    locale_t c = newlocale(LC_NUMERIC_MASK, "C", (locale_t) 0), before = uselocale((locale_t) 0);
    if (c)
        uselocale(c);
    agseterrf(be_quiet);
    GVC_t *gvc = gvContextPlugins(symbols, 0);
    OrgStatus status = gvc ? render_all(host, ctx, gvc, canvas, list, month)
                           : host->fail(ctx, ORG_E_FAILED, "Graphviz does not start");
    if (gvc)
        gvFreeContext(gvc);
    uselocale(before);
    if (c)
        freelocale(c);
    return status;
}
