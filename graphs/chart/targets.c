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

/* A plain decimal number without the locale; *text moves past it. NaN when there is none. */
static double
decimal(const char **text)
{
    double value = 0, unit = 1;
    const char *at = *text;
    bool point = false;
    for (; (*at >= '0' && *at <= '9') || (*at == '.' && !point); at++) {
        if (*at == '.') {
            point = true;
            continue;
        }
        value = value * 10 + (*at - '0');
        unit *= point ? 10 : 1;
    }
    if (at == *text)
        return NAN;
    *text = at;
    return value / unit;
}

/* The next number with its sign, a share where it is a percentage; NAN where there is none. */
static double
next_number(const char **text, bool *percent)
{
    const char *at = *text;
    bool less = false;
    for (; *at && (*at < '0' || *at > '9'); at++)
        less = *at == '-' || !strncmp(at, "\xE2\x88\x92", 3) || (less && (unsigned char) *at >= 0x80);
    double value = *at ? decimal(&at) : NAN;
    while (*at == ' ')
        at++;
    *percent = *at == '%';
    *text = at;
    return (less ? -1 : 1) * (*percent ? value / 100 : value);
}

/* "-20%" and "-5", and "= -5" against a baseline, change it; ">= 15%", "> 75" and "between 3 and 5" are levels of their
 * own. */
static void
read_required(Target *target, TargetMark *mark, bool against)
{
    const char *at = mark->required;
    bool relative = *at == '-' || *at == '+' || !strncmp(at, "\xE2\x88\x92", 3) || (*at == '=' && against), percent;
    double value = next_number(&at, &percent);
    mark->level_high = NAN;
    if (!relative) {
        bool also;
        target->percent |= percent;
        mark->level = value;
        if (!strncmp(mark->required, "between ", 8))
            mark->level_high = next_number(&at, &also);
        return;
    }
    mark->level = percent ? target->baseline * (1 + value) : target->baseline + value;
    if (target->baseline_high > target->baseline)
        mark->level_high = percent ? target->baseline_high * (1 + value) : target->baseline_high + value;
}

/* The first series of the item that the target is judged by: the metric, which a way of counting may replace. */
static bool
read_points(const Chart *chart, const OrgTable *series, const char *item, Target *target)
{
    const char *first = NULL;
    target->points = chart->host->scratch(chart->ctx, (series->rows + 1) * sizeof *target->points);
    for (size_t i = 0; target->points && *item && i < series->rows; i++) {
        if (!chart_is_row(chart, series, i) || strcmp(text_at(series, "item", i), item) || *text_at(series, "unit", i))
            continue;
        if (!first)
            first = text_at(series, "series", i);
        if (!strcmp(first, text_at(series, "series", i)) && !isnan(number_at(series, "value", i)))
            target->points[target->n_points++] =
                (TargetPoint){ number_at(series, "month", i), number_at(series, "value", i), number_at(series, "p5", i),
                               number_at(series, "p95", i) };
    }
    return target->n_points > 0;
}

/* A way of counting may have a metric of its own whose id ends with it. */
static void
find_points(const Chart *chart, const OrgTable *series, Target *target)
{
    size_t counting = strlen(target->counting);
    for (size_t i = 0; series && counting && i < series->rows; i++) {
        if (!chart_is_row(chart, series, i))
            continue;
        const char *item = text_at(series, "item", i);
        size_t n = strlen(item);
        bool ends = n > counting && item[n - counting - 1] == '-' && !strcmp(item + n - counting, target->counting);
        if ((ends || !strcmp(item, target->counting)) && read_points(chart, series, item, target)) {
            if (target->points[target->n_points - 1].value == target->value)
                return;
            target->n_points = 0;
        }
    }
    if (series && (read_points(chart, series, target->metric, target)) && counting &&
        target->points[target->n_points - 1].value != target->value)
        target->n_points = 0; // counted otherwise than the target: no line is better than a wrong one
}

static Target *
target_of(const OrgTable *table, size_t row, Target *targets, uint32_t *n)
{
    const char *id = text_at(table, "id", row), *counting = text_at(table, "counting", row);
    for (uint32_t i = 0; i < *n; i++)
        if (!strcmp(targets[i].id, id) && !strcmp(targets[i].counting, counting))
            return &targets[i];
    targets[*n] = (Target){
        .id = id, .counting = counting, .title = text_at(table, "title", row), .metric = text_at(table, "metric", row)
    };
    return &targets[(*n)++];
}

uint32_t
targets_read(const Chart *chart, Target **out)
{
    const OrgHost *host = chart->host;
    const OrgTable *table = host->data(chart->ctx, "target"), *series = host->data(chart->ctx, "series");
    uint32_t n = 0;
    Target *targets = table && table->rows ? host->scratch(chart->ctx, table->rows * sizeof *targets) : NULL;
    for (size_t i = 0; targets && i < table->rows; i++) {
        if (!chart_is_row(chart, table, i))
            continue;
        Target *target = target_of(table, i, targets, &n);
        if (!target->marks)
            target->marks = host->scratch(chart->ctx, table->rows * sizeof *target->marks);
        if (!target->marks)
            return 0;
        target->baseline = number_at(table, "baseline", i);
        target->baseline_high = number_at(table, "baseline_high", i);
        target->illustrative = number_at(table, "illustrative", i) == 1;
        target->value = number_at(table, "value", i);
        TargetMark *mark = &target->marks[target->n_marks++];
        *mark = (TargetMark){ .month = number_at(table, "month", i),
                              .required = text_at(table, "required", i),
                              .verdict = text_at(table, "verdict", i),
                              .basis = text_at(table, "basis", i) };
        read_required(target, mark, *text_at(table, "against", i));
    }
    for (uint32_t i = 0; i < n; i++)
        find_points(chart, series, &targets[i]);
    *out = targets;
    return n;
}
