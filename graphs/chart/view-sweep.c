// SPDX-License-Identifier: MIT
/* What the parameters of a sweep do to one of its outcomes: each from its lowest to its highest value (tornado), or two of them
 * together (heat). */
#include "finding.h"
#include "page.h"
#include "paper.h"
#include "text.h"
#include "views.h"
#include <math.h>
#include <string.h>

#define LOW_END "#7A4900"
#define HIGH_END "#1C64B4"

typedef struct {
    const Chart *chart;
    Canvas *canvas;
    const OrgTable *sweep;
    bool small;
    int text; /* its size */
} Sheet;

static const double *
numbers(const OrgTable *table, const char *name)
{
    const OrgColumn *column = chart_column(table, name);
    return column ? column->number : NULL;
}

static const char *
text_at(const OrgTable *table, const char *name, size_t row)
{
    const OrgColumn *column = chart_column(table, name);
    const char *text = column && column->text && row < table->rows ? column->text[row] : NULL;
    return text ? text : "";
}

static double
number_of(const Sheet *sheet, const char *name)
{
    const double *column = numbers(sheet->sweep, name);
    return column ? column[0] : NAN;
}

static OrgStatus
begin(const Chart *chart, Canvas *canvas, Sheet *sheet)
{
    *sheet = (Sheet){ chart, canvas, chart->host->data(chart->ctx, "sweep"), paper_is_small(&chart->paper), 0 };
    sheet->text = sheet->small ? CANVAS_PT(9) : CANVAS_PT(14);
    if (sheet->sweep && sheet->sweep->rows)
        return ORG_OK;
    return chart->host->fail(chart->ctx, ORG_E_INVALID, "this view is of a sweep; orgsim sweep chart draws it");
}

static const char *
figure(const Sheet *sheet, double value)
{
    char text[64];
    if (isnan(value))
        return "\xE2\x80\x93";
    return chart_print(sheet->chart, "%s",
                       words_number(sheet->chart->words, value, number_of(sheet, "share") > 0, text));
}

static const char *
subtitle(const Sheet *sheet, const char *what)
{
    const Words *w = sheet->chart->words;
    char points[64], replications[64];
    double each = number_of(sheet, "replications");
    const char *head = chart_print(sheet->chart, "%s  \xC2\xB7  %s  \xC2\xB7  %s %s", text_at(sheet->sweep, "name", 0),
                                   what, words_number(w, number_of(sheet, "points"), 0, points), w->points);
    if (!(each > 1))
        return head;
    return chart_print(sheet->chart, "%s, %s %s", head, words_number(w, each, 0, replications), w->replications_each);
}

/* ---- tornado */

typedef struct {
    double low, high; /* what the axis shows */
    int x, width;     /* of the plot */
} Axis;

static int
place(const Axis *axis, double value)
{
    double part = axis->high > axis->low ? (value - axis->low) / (axis->high - axis->low) : 0.5;
    return axis->x + (int) lround(part * axis->width);
}

static Axis
axis_of(const Sheet *sheet, const OrgTable *effects)
{
    const double *low = numbers(effects, "low"), *high = numbers(effects, "high");
    double mean = number_of(sheet, "mean");
    Axis axis = { mean, mean, 0, 0 };
    for (size_t i = 0; i < effects->rows; i++)
        if (!isnan(low[i]) && !isnan(high[i])) {
            axis.low = fmin(axis.low, fmin(low[i], high[i]));
            axis.high = fmax(axis.high, fmax(low[i], high[i]));
        }
    return axis;
}

/* The end at the lower value of the parameter is hatched, so that it is told from the other without colour. */
static void
draw_half(const Sheet *sheet, const Axis *axis, Rect row, double from, double to, bool low)
{
    int a = place(axis, fmin(from, to)), b = place(axis, fmax(from, to));
    if (b - a < CANVAS_PT(0.5))
        return;
    Rect bar = { a, row.y, b - a, row.height };
    CanvasBox box =
        canvas_box(sheet->canvas, NULL, bar, low ? "#FFEFCF" : HIGH_END, low ? LOW_END : HIGH_END, CANVAS_PT(0.75));
    if (low)
        canvas_strokes(sheet->canvas, box, bar, CANVAS_PT(7), LOW_END);
}

/* An end's label stands outside of its bar. */
static void
draw_label(const Sheet *sheet, const Axis *axis, Rect row, double value, bool left, const char *text)
{
    int at = place(axis, value), room = axis->width / 2;
    Rect rect = { left ? at - room - CANVAS_PT(4) : at + CANVAS_PT(4), row.y, room, row.height };
    page_line(sheet->canvas, rect, left ? ALIGN_RIGHT : ALIGN_LEFT, (Font){ sheet->text * 9 / 10, false, INK }, text);
}

static void
draw_bar(const Sheet *sheet, const OrgTable *effects, size_t i, const Axis *axis, Rect row, int name)
{
    double mean = number_of(sheet, "mean"), low = numbers(effects, "low")[i], high = numbers(effects, "high")[i];
    double total = numbers(effects, "total")[i];
    Rect label = { row.x, row.y, name, row.height };
    page_whole(sheet->chart, sheet->canvas, label, ALIGN_LEFT, (Font){ sheet->text, false, INK },
               text_at(effects, "parameter", i));
    Rect bar = { row.x, row.y + row.height / 5, row.width, row.height * 3 / 5 };
    if (isnan(low) || isnan(high))
        return;
    draw_half(sheet, axis, bar, mean, low, true);
    draw_half(sheet, axis, bar, mean, high, false);
    bool low_left = low < high;
    draw_label(sheet, axis, bar, low, low_left,
               chart_print(sheet->chart, "%s: %s", text_at(effects, "low_at", i), figure(sheet, low)));
    draw_label(sheet, axis, bar, high, !low_left,
               chart_print(sheet->chart, "%s: %s", text_at(effects, "high_at", i), figure(sheet, high)));
    char text[64];
    if (!isnan(total))
        page_line(sheet->canvas, (Rect){ row.x + row.width - name / 2, row.y, name / 2, row.height }, ALIGN_RIGHT,
                  (Font){ sheet->text, false, MUTED }, words_number(sheet->chart->words, total, 1, text));
}

static void
draw_mean(const Sheet *sheet, const Axis *axis, Rect rows)
{
    int x = place(axis, number_of(sheet, "mean"));
    const Point line[] = { { x, rows.y }, { x, rows.y + rows.height } };
    CanvasBox box = canvas_box(sheet->canvas, NULL, (Rect){ x, rows.y, 1, rows.height }, NULL, NULL, 0);
    canvas_lines(sheet->canvas, box, box, line, 2, 2, INK, CANVAS_PT(0.75));
    Rect foot = { x - axis->width / 4, rows.y + rows.height, axis->width / 2, sheet->text * 2 };
    page_line(
        sheet->canvas, foot, ALIGN_CENTRE, (Font){ sheet->text * 9 / 10, false, MUTED },
        chart_print(sheet->chart, "%s: %s", sheet->chart->words->mean_of_all, figure(sheet, number_of(sheet, "mean"))));
}

OrgStatus
tornado_draw(const Chart *chart, Canvas *canvas)
{
    enum { ROW = CANVAS_PT(72) };
    const OrgTable *effects = chart->host->data(chart->ctx, "effect");
    const Words *w = chart->words;
    Sheet sheet;
    Rect body;
    OrgStatus status = begin(chart, canvas, &sheet);
    if (status != ORG_OK)
        return status;
    if (!effects || !effects->rows || isnan(number_of(&sheet, "mean")) || !numbers(effects, "low") ||
        !numbers(effects, "high") || !numbers(effects, "total"))
        return chart->host->fail(chart->ctx, ORG_E_INVALID, "no point of the sweep has this figure");
    const char *title =
        finding_filled(chart, w->tornado_finding, text_at(effects, "parameter", 0), text_at(sheet.sweep, "outcome", 0),
                       figure(&sheet, numbers(effects, "low")[0]), text_at(effects, "low_at", 0),
                       figure(&sheet, numbers(effects, "high")[0]), text_at(effects, "high_at", 0));
    PageText text = { .title = *chart->title ? chart->title : title,
                      .finding = true,
                      .subtitle = subtitle(&sheet, w->tornado),
                      .note = isnan(numbers(effects, "total")[0]) ? w->tornado_note_plain : w->tornado_note };
    page_begin(chart, &text, canvas, &body);
    int name = body.width / 5, height = body.height - 3 * sheet.text;
    int row = height / (int) effects->rows < ROW ? height / (int) effects->rows : ROW;
    Axis axis = axis_of(&sheet, effects);
    axis.width = (body.width - name - name / 2) / 2;
    axis.x = body.x + name + (body.width - name - name / 2) / 4;
    for (size_t i = 0; i < effects->rows; i++)
        draw_bar(&sheet, effects, i, &axis, (Rect){ body.x, body.y + (int) i * row, body.width, row }, name);
    draw_mean(&sheet, &axis, (Rect){ body.x, body.y, body.width, row * (int) effects->rows });
    return ORG_OK;
}

/* ---- heat */

/* From the least to the greatest; a grey of the same lightness orders them, too. */
static const char *const ramp[] = { "#F4F8FC", "#DDEAF6", "#C4DAEE", "#A6C7E4", "#84B0D7", "#6298C9",
                                    "#4580B8", "#2E68A3", "#1D528B", "#103D71", "#082A55" };
enum { SHADES = sizeof ramp / sizeof ramp[0], DARK = 5 };

typedef struct {
    const OrgTable *columns, *rows;
    const double *mean;
    double low, high;
} Heat;

static bool
read_heat(const Chart *chart, Heat *heat)
{
    const OrgTable *cells = chart->host->data(chart->ctx, "cell");
    *heat = (Heat){ chart->host->data(chart->ctx, "column"), chart->host->data(chart->ctx, "row"),
                    numbers(cells, "mean"), NAN, NAN };
    if (!heat->columns || !heat->rows || !heat->mean || !heat->columns->rows || !heat->rows->rows ||
        cells->rows != heat->columns->rows * heat->rows->rows)
        return false;
    for (size_t i = 0; i < cells->rows; i++) {
        heat->low = fmin(heat->low, heat->mean[i]); /* fmin and fmax pass a NaN over */
        heat->high = fmax(heat->high, heat->mean[i]);
    }
    return !isnan(heat->low);
}

/* A share of points is one of all: its shades are the same in every chart. */
static int
shade_of(const Sheet *sheet, const Heat *heat, double value)
{
    bool share = number_of(sheet, "share") > 0;
    double low = share ? 0 : heat->low, high = share ? 1 : heat->high;
    double part = high > low ? (value - low) / (high - low) : 0;
    return (int) lround(fmin(fmax(part, 0), 1) * (SHADES - 1));
}

static void
draw_cell(const Sheet *sheet, const Heat *heat, size_t i, Rect rect)
{
    double value = heat->mean[i];
    if (isnan(value)) {
        canvas_dashes(sheet->canvas, canvas_box(sheet->canvas, NULL, rect, NULL, NULL, 0), rect, LINE, CANVAS_PT(0.5));
        return;
    }
    int shade = shade_of(sheet, heat, value);
    canvas_box(sheet->canvas, NULL, rect, ramp[shade], "#FFFFFF", CANVAS_PT(0.5));
    const char *text = figure(sheet, value);
    Font font = { sheet->text, false, shade >= DARK ? "#FFFFFF" : INK };
    font.size = page_size_for(text, font, rect.width - CANVAS_PT(2));
    if (rect.height >= font.size)
        page_line(sheet->canvas, rect, ALIGN_CENTRE, font, text);
}

static void
draw_cells(const Sheet *sheet, const Heat *heat, Rect body, int name)
{
    int columns = (int) heat->columns->rows, rows = (int) heat->rows->rows, head = sheet->text * 2;
    Rect plot = { body.x + name, body.y + 2 * head, body.width - name, body.height - 2 * head };
    int width = plot.width / columns, height = plot.height / rows;
    Font bold = { sheet->text, true, INK }, plain = { sheet->text * 9 / 10, false, INK };
    page_line(sheet->canvas, (Rect){ plot.x, body.y, plot.width, head }, ALIGN_LEFT, bold,
              chart_print(sheet->chart, "%s \xE2\x86\x92", text_at(sheet->sweep, "x", 0)));
    page_line(sheet->canvas, (Rect){ body.x, body.y + head, name, head }, ALIGN_LEFT, bold,
              chart_print(sheet->chart, "%s \xE2\x86\x93", text_at(sheet->sweep, "y", 0)));
    for (int c = 0; c < columns; c++)
        page_whole(sheet->chart, sheet->canvas, (Rect){ plot.x + c * width, body.y + head, width, head }, ALIGN_CENTRE,
                   plain, text_at(heat->columns, "text", (size_t) c));
    for (int r = 0; r < rows; r++) {
        page_whole(sheet->chart, sheet->canvas, (Rect){ body.x, plot.y + r * height, name - CANVAS_PT(4), height },
                   ALIGN_RIGHT, plain, text_at(heat->rows, "text", (size_t) r));
        for (int c = 0; c < columns; c++)
            draw_cell(sheet, heat, (size_t) (r * columns + c),
                      (Rect){ plot.x + c * width, plot.y + r * height, width, height });
    }
}

OrgStatus
heat_draw(const Chart *chart, Canvas *canvas)
{
    const Words *w = chart->words;
    Sheet sheet;
    Heat heat;
    Rect body;
    OrgStatus status = begin(chart, canvas, &sheet);
    if (status != ORG_OK)
        return status;
    if (!read_heat(chart, &heat))
        return chart->host->fail(chart->ctx, ORG_E_INVALID, "no point of the sweep has this figure");
    const char *title =
        finding_filled(chart, w->heat_finding, text_at(sheet.sweep, "outcome", 0), figure(&sheet, heat.low),
                       figure(&sheet, heat.high), text_at(sheet.sweep, "x", 0), text_at(sheet.sweep, "y", 0), "");
    PageText text = { .title = *chart->title ? chart->title : title,
                      .finding = true,
                      .subtitle = subtitle(&sheet, w->heat),
                      .note = w->heat_note };
    page_begin(chart, &text, canvas, &body);
    draw_cells(&sheet, &heat, body, body.width / 7);
    return ORG_OK;
}
