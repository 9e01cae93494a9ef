// SPDX-License-Identifier: MIT
#include "paper.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    int width, height; /* millimetres, landscape */
} papers[] = {
    { "A0", 1189, 841 }, { "A1", 841, 594 }, { "A2", 594, 420 },
    { "A3", 420, 297 },  { "A4", 297, 210 }, { "slide", 317, 156 }, /* the picture of a slide of 13.33 x 7.5 inches */
};

/* Up to the next fifth of a point: 0.07 mm is less than any printer tells. */
static int
fifths(int millimetres)
{
    return (millimetres * 3600 + 253) / 254;
}

/* A whole number of at most four digits; moves past it. */
static int
read_length(const char **at)
{
    int value = 0, digits = 0;
    for (; **at >= '0' && **at <= '9' && digits < 5; (*at)++, digits++)
        value = value * 10 + **at - '0';
    return digits > 0 && digits < 5 ? value : -1;
}

static bool
read_size(const char *text, int *width, int *height)
{
    *width = read_length(&text);
    if (*width < 0 || (*text != 'x' && *text != 'X'))
        return false;
    text++;
    *height = read_length(&text);
    return *height >= 0 && !*text;
}

static bool
read_name(const char *text, int *width, int *height)
{
    for (size_t i = 0; i < sizeof papers / sizeof papers[0]; i++) {
        const size_t n = strlen(papers[i].name);
        if (strncmp(text, papers[i].name, n))
            continue;
        bool portrait = !strcmp(text + n, "-portrait");
        *width = portrait ? papers[i].height : papers[i].width;
        *height = portrait ? papers[i].width : papers[i].height;
        return portrait || !text[n] || !strcmp(text + n, "-landscape");
    }
    return false;
}

OrgStatus
paper_read(const Chart *chart, Paper *paper)
{
    int width = PAPER_MOST, height = PAPER_MOST;
    *paper = (Paper){ fifths(420), fifths(297), !strcmp(chart->page, "fit") }; /* views that always fit have A3 */
    if (paper->fit)
        return ORG_OK;
    if (!read_name(chart->page, &width, &height) && !read_size(chart->page, &width, &height))
        return chart->host->fail(chart->ctx, ORG_E_INVALID,
                                 "page: \"%s\" is no paper; expected A0 to A4, A4-portrait, slide, fit, or "
                                 "WIDTHxHEIGHT in millimetres such as 420x297",
                                 chart->page);
    if (width < PAPER_LEAST || height < PAPER_LEAST || width > PAPER_MOST || height > PAPER_MOST)
        return chart->host->fail(chart->ctx, ORG_E_INVALID,
                                 "page: %d x %d mm is out of range; expected sides of %d to %d mm", width, height,
                                 PAPER_LEAST, PAPER_MOST);
    paper->width = fifths(width);
    paper->height = fifths(height);
    return ORG_OK;
}

bool
paper_is_small(const Paper *paper)
{
    return !paper->fit && paper_scale(paper) < 850;
}

int
paper_scale(const Paper *paper)
{
    if (paper->fit)
        return 1000;
    return (int) (sqrt((double) paper->width * paper->height / (5953.0 * 4210.0)) * 1000 + 0.5);
}
