// SPDX-License-Identifier: MIT
// Charts of an organisation and of a run: cards on one page of paper, drawn by Graphviz.
#include "cards.h"
#include "render.h"
#include "timeline.h"
#include "views.h"
#include <string.h>

enum { P_VIEW, P_FORMAT, P_STYLE, P_TITLE, P_UNDER, P_PAGE, P_DEPTH, P_LANG, P_COUNT, P_AT };

static const char *const views[] = { "tree", "before", "after", "diff",    "timeline",
                                    "flow", "treemap", "pyramid", "age-profile", NULL };
static const char *const styles[] = { "cards", "boxes", NULL };
static const char *const pages[] = { "A3", "A4", NULL };
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
    { .key = "format", .summary = "svg, pdf, png, dot, separated by commas", .type = ORG_TEXT, .fallback = "svg" },
    { .key = "style",
      .summary = "A card a department, or a box a unit",
      .type = ORG_CHOICE,
      .fallback = "cards",
      .choices = styles },
    { .key = "title", .summary = "Title; empty: that of the scenario", .type = ORG_TEXT, .fallback = "" },
    { .key = "under", .summary = "Only this unit (its id) and what is below it", .type = ORG_TEXT, .fallback = "" },
    { .key = "page", .summary = "Paper, landscape", .type = ORG_CHOICE, .fallback = "A3", .choices = pages },
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

typedef OrgStatus Draw(const Chart *, Canvas *);

static Draw *const draws[] = { [VIEW_TREE] = cards_draw,       [VIEW_BEFORE] = cards_draw,   [VIEW_AFTER] = cards_draw,
                               [VIEW_DIFF] = cards_draw,       [VIEW_TIMELINE] = timeline_draw, [VIEW_FLOW] = flow_draw,
                               [VIEW_TREEMAP] = treemap_draw, [VIEW_PYRAMID] = pyramid_draw, [VIEW_AGES] = ages_draw };

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
                    .formats = host->text(ctx, P_FORMAT),
                    .depth = (unsigned) host->integer(ctx, P_DEPTH),
                    .count = (Count) host->integer(ctx, P_COUNT),
                    .at_start = host->integer(ctx, P_AT) == 1 };
    Canvas canvas = { 0 };
    OrgStatus status = draws[chart.view](&chart, &canvas);
    OrgCtx *end = status == ORG_OK ? host->at(ctx, 0, ORG_OPEN) : NULL;
    if (end)
        status = render(host, ctx, &canvas, chart.formats, host->now(end));
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
