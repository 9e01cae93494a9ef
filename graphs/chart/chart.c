// SPDX-License-Identifier: MIT
// Charts of an organisation and of a run: cards on one page of paper, drawn by Graphviz.
#include "chart.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { P_VIEW, P_FORMAT, P_STYLE, P_TITLE, P_UNDER, P_PAGE, P_DEPTH, P_LANG, P_DPI, P_COUNT, P_AT };

static const char *const views[] = { "tree", "before", "after", "diff",    "timeline",
                                    "flow", "treemap", "pyramid", "age-profile", NULL };
static const char *const styles[] = { "cards", "boxes", "tree", NULL };
static const char *const pages[] = { "A3", "A4", "fit", NULL };
static const char *const counts[] = { "posts", "people", "units", NULL };
static const char *const ends[] = { "after", "before", NULL };
static const char *const langs[] = { "en", "vi", NULL };

static const OrgParam params[] = {
    { .key = "view",
      .summary = "What to draw: the organisation, before, after, what changes, the targets over the years, who went where, "
                 "headcount by unit, by layer, by age and sex",
      .type = ORG_CHOICE,
      .fallback = "tree",
      .choices = views },
    { .key = "format",
      .summary = "svg, pdf, png, dot, separated by commas",
      .type = ORG_TEXT,
      .fallback = "svg",
      .choices = chart_formats },
    { .key = "style",
      .summary = "A card a department, a box a unit in columns, or a tree of boxes for narrow organisations",
      .type = ORG_CHOICE,
      .fallback = "cards",
      .choices = styles },
    { .key = "title", .summary = "Title; empty: that of the scenario", .type = ORG_TEXT, .fallback = "" },
    { .key = "under", .summary = "Only this unit (its id) and what is below it", .type = ORG_TEXT, .fallback = "" },
    { .key = "page",
      .summary = "Paper, landscape; fit: as large as it takes to draw every unit",
      .type = ORG_CHOICE,
      .fallback = "A3",
      .choices = pages },
    { .key = "depth",
      .summary = "Levels to draw below the bar; 0: as many as fit",
      .type = ORG_INT,
      .fallback = "0",
      .min = 0,
      .max = 40 },
    { .key = "lang",
      .summary = "Language of the chart's own words",
      .type = ORG_CHOICE,
      .fallback = "en",
      .choices = langs },
    { .key = "dpi",
      .summary = "Dots an inch of a PNG; 150 is what an office printer shows of thin lines",
      .type = ORG_INT,
      .fallback = "150",
      .min = 36,
      .max = 600 },
    { .key = "count",
      .summary = "What figures of the views flow and treemap count",
      .type = ORG_CHOICE,
      .fallback = "posts",
      .choices = counts },
    { .key = "at",
      .summary = "Which end of a run sizes the areas of a treemap",
      .type = ORG_CHOICE,
      .fallback = "after",
      .choices = ends },
};

static OrgStatus
write_format(const Chart *chart, const Canvas *canvas, const char *format)
{
    char *bytes, name[32];
    size_t size;
    OrgStatus status = chart_render(chart, canvas, format, &bytes, &size);
    if (status != ORG_OK)
        return status;
    snprintf(name, sizeof name, "chart.%s", format);
    status = chart->host->output(chart->ctx, name, chart_media_type(format), bytes, size);
    free(bytes);
    return status;
}

static OrgStatus
write_formats(const Chart *chart, const Canvas *canvas, const char *list)
{
    OrgStatus status = ORG_OK;
    while (status == ORG_OK && *list) {
        char format[16];
        size_t n = strcspn(list, ",");
        snprintf(format, sizeof format, "%.*s", (int) (n < sizeof format ? n : sizeof format), list);
        status = write_format(chart, canvas, format);
        list += n + (list[n] == ',');
    }
    return status;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Chart chart = { .host = host,
                    .ctx = ctx,
                    .words = words_of(host->text(ctx, P_LANG)),
                    .view = (View) host->integer(ctx, P_VIEW),
                    .style = host->text(ctx, P_STYLE),
                    .title = host->text(ctx, P_TITLE),
                    .under = host->text(ctx, P_UNDER),
                    .page = host->text(ctx, P_PAGE),
                    .depth = (unsigned) host->integer(ctx, P_DEPTH),
                    .dpi = (unsigned) host->integer(ctx, P_DPI),
                    .count = (Count) host->integer(ctx, P_COUNT),
                    .at_start = host->integer(ctx, P_AT) == 1 };
    Canvas canvas;
    OrgStatus status = chart_compose(&chart, &canvas);
    if (status == ORG_OK)
        status = write_formats(&chart, &canvas, host->text(ctx, P_FORMAT));
    canvas_end(&canvas);
    return status;
}

static const OrgFeature features[] = {
    { .name = "chart",
      .summary = "A chart of the organisation on one page: tree, before, after, what changes, targets",
      .details =
          "Cards a department with a row a unit; what does not fit at 7 points is folded into chips that count it.",
      .kind = ORG_RENDERER,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = run },
};

ORG_PLUGIN("chart", "1.0.0", "orgsim", "MIT", features);
