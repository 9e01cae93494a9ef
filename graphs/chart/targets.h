// SPDX-License-Identifier: MIT
/* The targets of a run with the series that each is judged by, as numbers of the host's tables: no text is read for a figure. */
#pragma once
#include "model.h"
#include "required.h"

typedef struct {
    double month, value, p5, p95; /* p5, p95: NaN without replications */
} TargetPoint;

/* What was reported. */
typedef struct {
    double month, value;
} TargetActual;

/* One judgement: a target of one date. */
typedef struct {
    double month, level,
        level_high; /* what is required, in the series' own unit; level_high: NaN unless it is another */
    const char *basis;
} TargetMark;

/* A target by one way of counting, at all its dates. */
typedef struct {
    const char *id, *title, *counting, *item, *series, *scope;
    const char
        *overall;   /* the verdict of all dates, as it stands: by what was reported, where that contradicts the plan */
    bool by_report; /* it does */
    const char *planned; /* the plan's own verdict of all dates */
    Required required;
    double baseline, baseline_high, value;
    int percent;      /* values are parts of one */
    int illustrative; /* the baseline is an illustration */
    int headline;     /* the way of counting that stands for the target */
    int assumed;      /* all its figures are assumed */
    uint32_t n_points, n_marks, n_actuals;
    TargetPoint *points;
    TargetMark *marks;
    TargetActual *actuals;
} Target;

/* Reads the targets in order; *targets lives as long as the call. Returns how many. */
uint32_t targets_read(const Chart *chart, Target **targets);

/* A figure of the target in the language of the chart. */
const char *target_figure(const Chart *chart, const Target *target, double value);
