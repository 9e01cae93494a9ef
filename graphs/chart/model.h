// SPDX-License-Identifier: MIT
/* The organisation of a run as one tree in drawing order: what became of each unit, and its posts before and after. */
#pragma once
#include "fates.h"
#include "fold.h"
#include "words.h"

typedef enum {
    VIEW_TREE,
    VIEW_BEFORE,
    VIEW_AFTER,
    VIEW_DIFF,
    VIEW_TIMELINE,
    VIEW_FLOW,
    VIEW_TREEMAP,
    VIEW_PYRAMID,
    VIEW_AGES,
    VIEW_WATERFALL,
    VIEW_TORNADO,
    VIEW_HEAT
} View;

typedef enum { THEME_LIGHT, THEME_GREY } Theme;

enum { FOLD_AUTO = 0, FOLD_NONE = 1000 };

/* What a figure counts. */
typedef enum { COUNT_POSTS, COUNT_PEOPLE, COUNT_UNITS } Count;

/* Fifths of a point. fit: the page is as large as it takes. */
typedef struct {
    int width, height;
    bool fit;
} Paper;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    const Words *words;
    View view;
    const char *style, *title, *under, *page;
    unsigned depth, dpi;   /* depth 0: as many levels as fit; dpi: of a PNG */
    size_t run;            /* of the runs that the renderer was given */
    Count count;           /* what figures of flow, treemap and pyramid count */
    bool at_start;         /* sizes of a treemap are those of before */
    const char *fold_text; /* "auto", NULL too; "none"; or a number of levels */
    Theme theme;
    bool slides;   /* the page is the picture of a slide, which says title and source itself */
    Paper paper;   /* read from `page` when the chart is drawn, as is */
    unsigned fold; /* FOLD_AUTO, FOLD_NONE, or what is below that level, from `fold_text` */
} Chart;

/* Posts (in a treemap, what the chart counts) in thousandths, of the unit and all that is below it. A unit that was closed stands under its
 * parent of before, an open one under its parent of after. */
typedef struct {
    OrgRow row;
    const char *name, *note; /* note: where it came from or went to, or NULL */
    const char *brief;       /* the note by what partners' names differ in from its own; NULL: none */
    int note_width;          /* thousandths of its text size */
    int64_t before, after;
    uint32_t flags;       /* of its fates; unless the chart shows changes, kept */
    uint8_t fate;         /* the first of them */
    bool closed, was, is; /* was, is: there at the start, at the end */
    uint32_t below;       /* units below it that something happened to */
    uint32_t units[2];    /* with it and all below it, before and after: those that stood below it then */
} ModelUnit;

/* Nothing happened to the unit itself, but its figure is another, for what happened below. */
static inline bool
model_sum_changed(const ModelUnit *unit)
{
    return unit->fate == FATE_KEPT && unit->before != unit->after;
}

/* The unit and all below it are as they were. */
static inline bool
model_is_quiet(const ModelUnit *unit)
{
    return unit->fate == FATE_KEPT && unit->before == unit->after && !unit->below;
}

typedef struct {
    uint32_t n;
    const ModelUnit *unit; /* in the order of the tree */
    OrgTree tree;
    const OrgWord *group_type; /* of each group of the tree */
    ModelUnit top;             /* the bar above the cards; row ORG_NONE when it stands for several roots */
    uint32_t counts[FATES]; /* over all units of the chart, the bar's included; a unit counts under each of its fates */
    /* tree.changed is set for what happened to a unit itself; a unit whose posts changed is folded like any other */
    uint32_t sums; /* units of the chart whose figure alone changed: model_sum_changed() */
    uint32_t units_before, units_after;
    bool diff, has_posts;
    OrgMonth from, to;
} Model;

/* Reads the model; it lives as long as the call. */
OrgStatus model_read(const Chart *chart, Model *model);

/* The nodes [first, end) of a model, whose first has the least depth, as a model of their own below `top`; counts and numbers of units
 * are left to the caller. It shares the units. */
OrgStatus model_part(const Chart *chart, const Model *model, uint32_t first, uint32_t end, const ModelUnit *top,
                     Model *part);

/* The first and the last month of the run; of a snapshot both are its own. */
void chart_months(const Chart *chart, OrgMonth *first, OrgMonth *last);

/* A text in the memory of the call; NULL when there is none left. */
const char *chart_print(const Chart *chart, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Tables hold all runs: does the row belong to the chart's? */
bool chart_is_row(const Chart *chart, const OrgTable *table, size_t row);

/* A column of a table by its name, or NULL. */
const OrgColumn *chart_column(const OrgTable *table, const char *name);
/* A text of a table in the language of the chart: what the column NAME_said beside it holds, where it does. "" for none. */
const char *chart_said(const Chart *chart, const OrgTable *table, const char *name, size_t row);
/* What the scenario calls units of a type, one or many; the type itself where it does not say. "" for none. */
const char *chart_type(const Chart *chart, OrgWord type, bool many);
