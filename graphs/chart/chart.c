// SPDX-License-Identifier: MIT
/* Charts of an organisation and of a run: cards on one page of paper, drawn by Graphviz. */
#include "chart.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    P_VIEW,
    P_FORMAT,
    P_STYLE,
    P_TITLE,
    P_UNDER,
    P_PAGE,
    P_DEPTH,
    P_LANG,
    P_DPI,
    P_COUNT,
    P_AT,
    P_PAGES,
    P_FOLD,
    P_THEME
};

static const char *const views[] = { "tree",    "before",  "after",       "diff",      "timeline", "flow",
                                     "treemap", "pyramid", "age-profile", "waterfall", NULL };
static const char *const styles[] = { "cards", "boxes", "tree", NULL };
static const char *const counts[] = { "posts", "people", "units", NULL };
static const char *const ends[] = { "after", "before", NULL };
static const char *const books[] = { "one", "departments", NULL };
static const char *const themes[] = { "light", "print-grey", NULL };
static const char *const langs[] = { "en", "vi", NULL };

static const OrgParam params[] = {
    { .key = "view",
      .summary =
          "What to draw: the organisation, before, after, what changes, the targets over the years, who went where, "
          "headcount by unit, by layer, by age and sex, where the posts go",
      .type = ORG_CHOICE,
      .fallback = "tree",
      .choices = views },
    { .key = "format",
      .summary = "svg, pdf, png, dot, separated by commas; pptx: a presentation, a slide a page",
      .type = ORG_TEXT,
      .fallback = "svg",
      .choices = chart_formats },
    { .key = "style",
      .summary =
          "A card for each department, a box for each unit in columns, or a tree of boxes for narrow organisations",
      .type = ORG_CHOICE,
      .fallback = "cards",
      .choices = styles },
    { .key = "title", .summary = "Title; empty: that of the scenario", .type = ORG_TEXT, .fallback = "" },
    { .key = "under", .summary = "Only this unit (its id) and what is below it", .type = ORG_TEXT, .fallback = "" },
    { .key = "page",
      .summary = "Paper: A0 to A4, A4-portrait, slide, WIDTHxHEIGHT in mm; fit: as large as it takes to draw every "
                 "unit; empty: A3, and slide for pptx",
      .type = ORG_TEXT,
      .fallback = "" },
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
      .summary = "Dots per inch of a PNG; 150 is what an office printer shows of thin lines",
      .type = ORG_INT,
      .fallback = "150",
      .min = 36,
      .max = 600 },
    { .key = "count",
      .summary = "What figures of the views flow, treemap and pyramid count",
      .type = ORG_CHOICE,
      .fallback = "posts",
      .choices = counts },
    { .key = "at",
      .summary = "Which end of a run sizes the areas of a treemap",
      .type = ORG_CHOICE,
      .fallback = "after",
      .choices = ends },
    { .key = "pages",
      .summary = "One page with everything, or an overview and then the pages of the departments",
      .type = ORG_CHOICE,
      .fallback = "one",
      .choices = books },
    { .key = "fold",
      .summary = "auto: what does not fit at 7 points; none: nothing; a number: what is below that level",
      .type = ORG_TEXT,
      .fallback = "auto" },
    { .key = "theme",
      .summary = "light, or print-grey for paper without colour",
      .type = ORG_CHOICE,
      .fallback = "light",
      .choices = themes },
};

static OrgStatus
compose_one(const Chart *chart, ChartPages *pages)
{
    *pages = (ChartPages){ .page = calloc(1, sizeof *pages->page) };
    pages->n = pages->page ? 1 : 0;
    if (!pages->page)
        return chart->host->fail(chart->ctx, ORG_E_FAILED, "out of memory");
    return chart_compose(chart, pages->page);
}

/* Is a format wanted that shows the chart in slides, or one that does not? */
static bool
is_wanted(const char *formats, bool slides)
{
    for (size_t n; *formats; formats += n + (formats[n] == ',')) {
        n = strcspn(formats, ",");
        if (slides == (n == 4 && !strncmp(formats, "pptx", n)))
            return true;
    }
    return false;
}

/* A page of paper says title and source itself, and a slide around its picture: two charts, if both are wanted. */
static OrgStatus
draw(const Chart *asked, bool book, const char *usual_page, const char *stem, const char *formats)
{
    OrgStatus status = ORG_OK;
    for (int slides = 0; slides < 2 && status == ORG_OK; slides++) {
        Chart chart = *asked;
        ChartPages pages;
        chart.slides = slides;
        if (!is_wanted(formats, slides))
            continue;
        if (!*chart.page)
            chart.page = slides ? "slide" : usual_page;
        status = book ? chart_compose_pages(&chart, &pages) : compose_one(&chart, &pages);
        if (status == ORG_OK)
            status = chart_write(&chart, &pages, stem, formats);
        chart_pages_end(&pages);
    }
    return status;
}

static OrgStatus
run_as(const OrgHost *host, OrgCtx *ctx, const char *stem)
{
    Words words;
    Chart chart = { .host = host,
                    .ctx = ctx,
                    .words = words_of(host, ctx, host->text(ctx, P_LANG), &words),
                    .view = (View) host->integer(ctx, P_VIEW),
                    .style = host->text(ctx, P_STYLE),
                    .title = host->text(ctx, P_TITLE),
                    .under = host->text(ctx, P_UNDER),
                    .page = host->text(ctx, P_PAGE),
                    .depth = (unsigned) host->integer(ctx, P_DEPTH),
                    .dpi = (unsigned) host->integer(ctx, P_DPI),
                    .count = (Count) host->integer(ctx, P_COUNT),
                    .at_start = host->integer(ctx, P_AT) == 1,
                    .fold_text = host->text(ctx, P_FOLD),
                    .theme = (Theme) host->integer(ctx, P_THEME) };
    return draw(&chart, host->integer(ctx, P_PAGES), "A3", stem, host->text(ctx, P_FORMAT));
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    return run_as(host, ctx, "chart");
}

static OrgStatus
run_of_steps(const OrgHost *host, OrgCtx *ctx)
{
    return run_as(host, ctx, "chart-of-steps");
}

/* ---- of sweeps */

enum { S_VIEW, S_FORMAT, S_TITLE, S_PAGE, S_LANG, S_DPI, S_THEME };

static const char *const sweep_views[] = { "tornado", "heat", NULL };

static const OrgParam sweep_params[] = {
    { .key = "view",
      .summary = "What to draw: what each parameter does to a figure, or two of them together",
      .type = ORG_CHOICE,
      .fallback = "tornado",
      .choices = sweep_views },
    { .key = "format",
      .summary = "svg, pdf, png, dot, separated by commas; pptx: a presentation, a slide a page",
      .type = ORG_TEXT,
      .fallback = "svg",
      .choices = chart_formats },
    { .key = "title", .summary = "Title; empty: what the chart found", .type = ORG_TEXT, .fallback = "" },
    { .key = "page",
      .summary = "Paper: A0 to A4, A4-portrait, slide, WIDTHxHEIGHT in mm; empty: A4, and slide for pptx",
      .type = ORG_TEXT,
      .fallback = "" },
    { .key = "lang",
      .summary = "Language of the chart's own words",
      .type = ORG_CHOICE,
      .fallback = "en",
      .choices = langs },
    { .key = "dpi",
      .summary = "Dots per inch of a PNG; 150 is what an office printer shows of thin lines",
      .type = ORG_INT,
      .fallback = "150",
      .min = 36,
      .max = 600 },
    { .key = "theme",
      .summary = "light, or print-grey for paper without colour",
      .type = ORG_CHOICE,
      .fallback = "light",
      .choices = themes },
};

static OrgStatus
run_of_sweep(const OrgHost *host, OrgCtx *ctx)
{
    Words words;
    Chart chart = { .host = host,
                    .ctx = ctx,
                    .words = words_of(host, ctx, host->text(ctx, S_LANG), &words),
                    .view = host->integer(ctx, S_VIEW) ? VIEW_HEAT : VIEW_TORNADO,
                    .style = "",
                    .title = host->text(ctx, S_TITLE),
                    .under = "",
                    .page = host->text(ctx, S_PAGE),
                    .dpi = (unsigned) host->integer(ctx, S_DPI),
                    .theme = (Theme) host->integer(ctx, S_THEME) };
    return draw(&chart, false, "A4", "chart-of-sweep", host->text(ctx, S_FORMAT));
}

static const OrgFeature features[] = {
    { .name = "chart",
      .summary = "Charts of the organisation, on one page or on pages by department: tree, before, after, what "
                 "changes, targets",
      .details = "A card for each department with a row for each unit; what does not fit at 7 points is folded into "
                 "chips that count it.",
      .kind = ORG_RENDERER,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = run,
      .views = ORG_READS_PEOPLE },
    { .name = "chart-of-steps",
      .summary = "The same charts, and those that tell what each step did: waterfall",
      .details = "Reads the stories of units as well, which takes longer.",
      .kind = ORG_RENDERER,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = run_of_steps,
      .views = ORG_READS_PEOPLE | ORG_READS_STORIES },
    { .name = "chart-of-sweep",
      .summary = "Charts of a sweep: what each parameter does to a figure (tornado), or two of them together (heat)",
      .details = "Reads the tables of a sweep, which `orgsim sweep chart` hands over; it has no use for a run.",
      .kind = ORG_RENDERER,
      .params = sweep_params,
      .n_params = sizeof sweep_params / sizeof sweep_params[0],
      .run = run_of_sweep },
};

ORG_PLUGIN("chart", "1.0.0", "orgsim", "MIT", features);
