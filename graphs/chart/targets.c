// SPDX-License-Identifier: MIT
#include "targets.h"
#include <math.h>
#include <string.h>

static const char *
text_at(const OrgTable *table, const char *column, size_t row)
{
    const OrgColumn *found = chart_column(table, column);
    return found && found->text && found->text[row] ? found->text[row] : "";
}

static double
number_at(const OrgTable *table, const char *column, size_t row)
{
    const OrgColumn *found = chart_column(table, column);
    return found && found->number ? found->number[row] : NAN;
}

/* The series that was measured, of the unit that the target is about or of the whole. */
static void
read_points(const Chart *chart, const OrgTable *series, Target *target)
{
    target->points = chart->host->scratch(chart->ctx, (series->rows + 1) * sizeof *target->points);
    for (size_t i = 0; target->points && i < series->rows; i++) {
        if (!chart_is_row(chart, series, i) || strcmp(text_at(series, "item", i), target->item) ||
            strcmp(text_at(series, "series", i), target->series) || strcmp(text_at(series, "unit", i), target->scope))
            continue;
        if (!isnan(number_at(series, "value", i)))
            target->points[target->n_points++] =
                (TargetPoint){ number_at(series, "month", i), number_at(series, "value", i), number_at(series, "p5", i),
                               number_at(series, "p95", i) };
    }
}

/* Reported figures, by the target's name or its metric's; the name speaks of the way of counting that stands for it. */
static void
read_actuals(const Chart *chart, const OrgTable *actuals, Target *target)
{
    target->actuals = chart->host->scratch(chart->ctx, (actuals->rows + 1) * sizeof *target->actuals);
    for (size_t i = 0; target->actuals && i < actuals->rows; i++) {
        const char *metric = text_at(actuals, "metric", i);
        bool named = !strcmp(metric, target->item) || (target->headline && !strcmp(metric, target->id));
        if (named && chart_is_row(chart, actuals, i) && !strcmp(text_at(actuals, "scope", i), target->scope))
            target->actuals[target->n_actuals++] =
                (TargetActual){ number_at(actuals, "month", i), number_at(actuals, "value", i) };
    }
}

static Target *
target_of(const Chart *chart, const OrgTable *table, size_t row, Target *targets, uint32_t *n)
{
    const char *id = text_at(table, "id", row), *counting = text_at(table, "counting", row);
    for (uint32_t i = 0; i < *n; i++)
        if (!strcmp(targets[i].id, id) && !strcmp(targets[i].counting, counting))
            return &targets[i];
    const char *overall = text_at(table, "overall", row), *standing = text_at(table, "standing", row);
    standing = *standing ? standing : overall; /* what was reported may contradict the plan */
    targets[*n] = (Target){ .id = id,
                            .counting = counting,
                            .title = chart_said(chart, table, "title", row),
                            .item = text_at(table, "item", row),
                            .series = text_at(table, "series", row),
                            .scope = text_at(table, "scope", row),
                            .overall = standing,
                            .by_report = strcmp(standing, overall) != 0,
                            .planned = overall,
                            .assumed = true,
                            .required = required_of(text_at(table, "compare", row), number_at(table, "low", row),
                                                    number_at(table, "high", row), number_at(table, "relative", row),
                                                    text_at(table, "unit", row)),
                            .percent = !strcmp(text_at(table, "unit", row), "share") };
    return &targets[(*n)++];
}

static void
read_mark(Target *target, const OrgTable *table, size_t row)
{
    double level = number_at(table, "bound", row), high = number_at(table, "bound_high", row);
    target->baseline = number_at(table, "baseline", row);
    target->baseline_high = number_at(table, "baseline_high", row);
    target->illustrative = number_at(table, "illustrative", row) == 1;
    target->assumed &= !strcmp(text_at(table, "basis", row), "assumed");
    target->headline |= number_at(table, "headline", row) == 1;
    target->value = number_at(table, "value", row);
    target->marks[target->n_marks++] = (TargetMark){ .month = number_at(table, "month", row),
                                                     .level = level,
                                                     .level_high = high == level ? NAN : high,
                                                     .basis = text_at(table, "basis", row) };
}

uint32_t
targets_read(const Chart *chart, Target **out)
{
    const OrgHost *host = chart->host;
    const OrgTable *table = host->data(chart->ctx, "target"), *series = host->data(chart->ctx, "series"),
                   *actuals = host->data(chart->ctx, "actual");
    uint32_t n = 0;
    Target *targets = table && table->rows ? host->scratch(chart->ctx, table->rows * sizeof *targets) : NULL;
    for (size_t i = 0; targets && i < table->rows; i++) {
        if (!chart_is_row(chart, table, i))
            continue;
        Target *target = target_of(chart, table, i, targets, &n);
        if (!target->marks)
            target->marks = host->scratch(chart->ctx, table->rows * sizeof *target->marks);
        if (!target->marks)
            return 0;
        read_mark(target, table, i);
    }
    for (uint32_t i = 0; series && i < n; i++)
        read_points(chart, series, &targets[i]);
    for (uint32_t i = 0; actuals && i < n; i++)
        read_actuals(chart, actuals, &targets[i]);
    *out = targets;
    return n;
}

const char *
target_figure(const Chart *chart, const Target *target, double value)
{
    char text[64];
    return chart_print(chart, "%s", words_number(chart->words, value, target->percent, text));
}
