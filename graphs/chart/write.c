// SPDX-License-Identifier: MIT
/* Hands pages over to the host in the formats that were asked for. */
#include "chart.h"
#include "pptx.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static OrgStatus
hand_over(const Chart *chart, OrgStatus status, const char *name, const char *type, char *bytes, size_t size)
{
    if (status == ORG_OK)
        status = chart->host->output(chart->ctx, name, type, bytes, size);
    free(bytes);
    return status;
}

/* A PDF and a presentation have all pages; of other formats there is a file for each page, numbered so that they sort in order. */
static OrgStatus
write_format(const Chart *chart, const ChartPages *pages, const char *stem, const char *format)
{
    char *bytes = NULL, name[64];
    size_t size = 0;
    OrgStatus status = ORG_OK;
    if (chart->slides) {
        snprintf(name, sizeof name, "%s.pptx", stem);
        status = chart_render_pptx(chart, pages, &bytes, &size);
        return hand_over(chart, status, name, CHART_PPTX_TYPE, bytes, size);
    }
    if (pages->n > 1 && !strcmp(format, "pdf")) {
        snprintf(name, sizeof name, "%s.pdf", stem);
        status = chart_render_pdf(chart, pages, &bytes, &size);
        return hand_over(chart, status, name, chart_media_type(format), bytes, size);
    }
    for (uint32_t p = 0; p < pages->n && status == ORG_OK; p++) {
        if (pages->n == 1)
            snprintf(name, sizeof name, "%s.%s", stem, format);
        else
            snprintf(name, sizeof name, pages->n < 100 ? "%s-%02u.%s" : "%s-%03u.%s", stem, p + 1, format);
        status = chart_render(chart, &pages->page[p], format, &bytes, &size);
        status = hand_over(chart, status, name, chart_media_type(format), bytes, size);
    }
    return status;
}

OrgStatus
chart_write(const Chart *chart, const ChartPages *pages, const char *stem, const char *list)
{
    OrgStatus status = ORG_OK;
    while (status == ORG_OK && *list) {
        char format[16];
        size_t n = strcspn(list, ",");
        snprintf(format, sizeof format, "%.*s", (int) (n < sizeof format ? n : sizeof format), list);
        if (chart->slides == !strcmp(format, "pptx"))
            status = write_format(chart, pages, stem, format);
        list += n + (list[n] == ',');
    }
    return status;
}
