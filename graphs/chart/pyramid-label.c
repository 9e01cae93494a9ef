// SPDX-License-Identifier: MIT
/* What a pyramid says in words: figures before and after, and what there is on a layer. */
#include "page.h"
#include "pyramid.h"
#include <string.h>

const char *
pyramid_figure(const Pyramid *p, int64_t value)
{
    char text[64];
    return chart_print(p->chart, "%s", words_fte(p->chart->words, value, text));
}

const char *
pyramid_mean(const Pyramid *p, uint64_t led, uint64_t leaders)
{
    return leaders ? pyramid_figure(p, (int64_t) (led * 1000 / leaders)) : "\xE2\x80\x93";
}

const char *
pyramid_both(const Pyramid *p, const char *a, const char *b)
{
    return p->run && strcmp(a, b) ? chart_print(p->chart, "%s \xE2\x86\x92 %s", a, b) : b;
}

static const char *
types_of(const Pyramid *p, uint32_t i)
{
    const Layer *layer = &p->layer[p->layer[1][i].units ? 1 : 0][i];
    const char *text = "";
    uint32_t rest = layer->units;
    for (int k = 0; k < TYPES && layer->of_type[k]; k++) {
        const char *type = chart_type(p->chart, layer->type[k], layer->of_type[k] != 1);
        text =
            chart_print(p->chart, "%s%s%s %s", text, *text ? ", " : "",
                        pyramid_figure(p, (int64_t) layer->of_type[k] * 1000), *type ? type : p->chart->words->units);
        rest -= layer->of_type[k];
    }
    return rest ? chart_print(p->chart, "%s, + %s", text, pyramid_figure(p, (int64_t) rest * 1000)) : text;
}

static const char *
counted(const Pyramid *p, int side)
{
    const Words *w = p->chart->words;
    if (!p->run)
        return side ? w->people : w->posts;
    return p->chart->count == COUNT_POSTS ? w->posts : p->chart->count == COUNT_PEOPLE ? w->people : w->units;
}

const char *
pyramid_values(const Pyramid *p, int64_t before, int64_t after)
{
    char text[64];
    const char *a = pyramid_figure(p, before), *b = pyramid_figure(p, after);
    if (!p->run)
        return chart_print(p->chart, "%s %s  \xC2\xB7  %s %s", counted(p, 0), a, counted(p, 1), b);
    if (before == after)
        return chart_print(p->chart, "%s %s", counted(p, 0), b);
    return chart_print(p->chart, "%s %s \xE2\x86\x92 %s (%s)", counted(p, 0), a, b,
                       words_signed(p->chart->words, after - before, text));
}

void
pyramid_label(const Pyramid *p, uint32_t i, Rect rect)
{
    const Words *w = p->chart->words;
    const Layer *a = &p->layer[0][i], *b = &p->layer[1][i];
    int name_line = p->text * 13 / 10, line = CANVAS_PT(10);
    name_line = rect.height < name_line + 3 * line ? CANVAS_PT(12) : name_line;
    line = rect.height < name_line + 3 * line ? CANVAS_PT(8.5) : line;
    Font name = { name_line < p->text * 13 / 10 ? CANVAS_PT(9.5) : p->text, true, INK },
         small = { line < CANVAS_PT(10) ? CANVAS_PT(7) : CANVAS_PT(8), false, MUTED };
    const char *units =
        pyramid_both(p, pyramid_figure(p, (int64_t) a->units * 1000), pyramid_figure(p, (int64_t) b->units * 1000));
    const char *lines[] = { chart_print(p->chart, "%s %s: %s", w->units, units, types_of(p, i)), "",
                            pyramid_values(p, a->value, b->value) };
    if (a->leaders || b->leaders)
        lines[1] = chart_print(
            p->chart, "%s %s  \xC2\xB7  %s %s", w->leaders,
            pyramid_both(p, pyramid_figure(p, (int64_t) a->leaders * 1000),
                         pyramid_figure(p, (int64_t) b->leaders * 1000)),
            w->mean_span, pyramid_both(p, pyramid_mean(p, a->led, a->leaders), pyramid_mean(p, b->led, b->leaders)));
    rect.y += (rect.height - name_line - 3 * line) / 2;
    page_line(p->canvas, (Rect){ rect.x, rect.y, rect.width, name_line }, ALIGN_LEFT, name,
              chart_print(p->chart, i + 1 == LAYERS ? "%s %u+" : "%s %u", w->layer, i + 1));
    for (int k = 0; k < 3; k++) {
        Font font = small;
        font.size = page_size_for(lines[k], small, rect.width);
        page_line(p->canvas, (Rect){ rect.x, rect.y + name_line + k * line, rect.width, line }, ALIGN_LEFT, font,
                  lines[k]);
    }
}
