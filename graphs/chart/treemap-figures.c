// SPDX-License-Identifier: MIT
/* What the cells and lists of a treemap say of a unit, and how wide it is. */
#include "page.h"
#include "text.h"
#include "treemap-private.h"

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
