// SPDX-License-Identifier: MIT
/* What the cells and lists of a treemap say of a unit, and how wide it is. */
#include "page.h"
#include "text.h"
#include "treemap-private.h"

#define LOSS "#B3261E"

int64_t
map_weight(const Map *m, const ModelUnit *unit)
{
    return m->chart->at_start && m->model.diff ? unit->before : unit->after;
}

const char *
map_figure(const Map *m, int64_t value)
{
    char text[64];
    return chart_print(m->chart, "%s", words_fte(m->chart->words, value, text));
}

const char *
map_change(const Map *m, const ModelUnit *unit)
{
    char text[64];
    bool both = m->model.diff && unit->before != unit->after && unit->fate != FATE_NEW && !unit->closed;
    return both ? chart_print(m->chart, "%s (%s)", map_figure(m, map_weight(m, unit)),
                              words_signed(m->chart->words, unit->after - unit->before, text))
                : map_figure(m, map_weight(m, unit));
}

const char *
map_value(const Map *m, const ModelUnit *unit)
{
    const char *value = map_change(m, unit);
    return m->model.diff && unit->fate != FATE_KEPT ? chart_print(m->chart, "%s%s %s", fate_looks[unit->fate].badge,
                                                                  page_more_badges(m->chart, unit->flags), value)
                                                    : value;
}

int
map_width(const char *text, bool bold, int size)
{
    return (int) ((int64_t) org_text_width(text, bold) * size / 980) + 2;
}

/* From the largest loss to the largest gain; nothing changed in the middle. Whoever sees no red, no green or no blue tells any two
 * apart (tests/golden/colours.py). */
static const char *const tints[] = { "#E46C55", "#FCAB94", "#FDDBCB", "#FFFFFF", "#CEE6FE", "#96CDFF", "#6B9BC2" };
static const double bounds[] = { 0, 0.05, 0.15 };
enum { STEPS = 3 };

MapTint
map_tint(const Map *m, const ModelUnit *unit)
{
    double change = unit->before > 0 ? (double) (unit->after - unit->before) / (double) unit->before : 1;
    int step = 0;
    while (step < STEPS && (change < 0 ? -change : change) > bounds[step])
        step++;
    if (!m->model.diff || (unit->before == 0 && unit->after == 0))
        step = 0;
    bool less = change < 0;
    return (MapTint){ tints[STEPS + (less ? -step : step)], less && m->canvas->grey ? step * CANVAS_PT(2) : 0 };
}

void
map_key(Map *m, Rect rect)
{
    enum { TEXT = CANVAS_PT(8), WIDE = CANVAS_PT(34) };
    const Words *w = m->chart->words;
    int x = rect.x, high = CANVAS_PT(9), label = map_width(w->change_of_each, false, TEXT) + CANVAS_PT(8);
    canvas_text(m->canvas, (Rect){ x, rect.y, label, high }, ALIGN_LEFT, (Font){ TEXT, false, MUTED },
                w->change_of_each);
    x += label;
    for (int i = 0; i <= 2 * STEPS; i++) {
        int step = i < STEPS ? STEPS - i : i - STEPS;
        char text[64];
        Rect box = { x, rect.y, WIDE, high };
        CanvasBox node = canvas_box(m->canvas, NULL, box, tints[i], LINE, 2);
        if (i < STEPS && m->canvas->grey)
            canvas_hatch(m->canvas, node, (Rect){ x, rect.y, step * CANVAS_PT(2), high }, LOSS);
        const char *bound = step ? words_number(w, bounds[step - 1], 1, text) : "=";
        const char *said = !step ? bound : chart_print(m->chart, "%s %s", i < STEPS ? "< \xE2\x88\x92" : "> +", bound);
        canvas_text(m->canvas, box, ALIGN_CENTRE, (Font){ CANVAS_PT(7), false, INK }, said);
        x += WIDE + CANVAS_PT(2);
    }
}
