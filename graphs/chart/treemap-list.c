// SPDX-License-Identifier: MIT
/* The lists below a treemap: what has no area, and what has no room for its name. */
#include "page.h"
#include "treemap-private.h"

typedef struct {
    Map *map;
    Rect rect;
    int x, lines; /* lines in use */
    uint32_t left_out;
} List;

/* A word of the list, in a new line where it does not fit; false when the list is full. */
static bool
list_word(List *list, const char *text, const char *color, bool bold, int most_lines)
{
    int wide = map_width(text, bold, LIST_TEXT), room = list->rect.width;
    if (wide > room)
        wide = room;
    if (list->x > 0 && list->x + wide > room - (list->lines == most_lines ? CANVAS_PT(60) : 0)) {
        if (list->lines == most_lines)
            return false;
        list->x = 0;
        list->lines++;
    }
    if (!list->map->dry)
        page_line(list->map->canvas,
                  (Rect){ list->rect.x + list->x, list->rect.y + (list->lines - 1) * LIST_LINE, wide + 2, LIST_LINE },
                  ALIGN_LEFT, (Font){ LIST_TEXT, bold, color }, text);
    list->x += wide + CANVAS_PT(8);
    return true;
}

static void
list_rest(List *list, int most_lines)
{
    if (!list->left_out)
        return;
    list->rect.width += CANVAS_PT(60);
    list_word(list, chart_print(list->map->chart, "+ %s", map_figure(list->map, (int64_t) list->left_out * 1000)),
              MUTED, false, most_lines);
    list->rect.width -= CANVAS_PT(60);
}

/* Is the unit missing at the end that sizes the map? */
static bool
is_missing(const Map *m, const ModelUnit *unit)
{
    return m->model.diff && (m->chart->at_start ? unit->fate == FATE_NEW : unit->closed);
}

/* Missing units of depth 0 with their figures, and how many there are inside the others. Returns the lines taken. */
int
map_list_missing(Map *m, Rect rect, int most)
{
    const Words *w = m->chart->words;
    const OrgTree *tree = &m->model.tree;
    List list = { m, rect, 0, 1, 0 };
    uint32_t inside[FATES] = { 0 }, n = 0, counted = 0;
    int64_t sum = 0;
    char text[64];
    for (uint32_t i = 0; i < tree->n; i++) {
        const ModelUnit *unit = &m->model.unit[i];
        if (!is_missing(m, unit))
            continue;
        n++;
        if (tree->depth[i] > 0)
            fate_count(inside, unit->flags, 1);
        sum += tree->depth[i] > 0 && i >= counted ? unit->after - unit->before : 0;
        counted = i >= counted ? tree->end[i] : counted; /* a figure holds those of the units below */
    }
    if (n == 0)
        return 0;
    list_word(&list,
              chart_print(m->chart, "%s %s:", m->chart->at_start ? w->opened_here : w->closed_here,
                          map_figure(m, (int64_t) n * 1000)),
              INK, true, most);
    const char *deep = page_changes(m->chart, inside);
    if (*deep)
        list_word(
            &list,
            chart_print(m->chart, "%s %s%s%s", w->inside, deep, sum ? "  " : "", sum ? words_signed(w, sum, text) : ""),
            MUTED, false, most);
    for (uint32_t i = 0; i < tree->n; i = tree->end[i]) {
        const ModelUnit *unit = &m->model.unit[i];
        if (is_missing(m, unit) &&
            !list_word(&list,
                       chart_print(m->chart, "%s %s %s", fate_looks[unit->fate].badge, unit->name,
                                   words_signed(w, unit->after - unit->before, text)),
                       fate_looks[unit->fate].pen, false, most))
            list.left_out++;
    }
    list_rest(&list, most);
    return list.lines;
}

int
map_list_unnamed(Map *m, Rect rect, int most)
{
    List list = { m, rect, 0, 1, 0 };
    if (m->n_unnamed == 0)
        return 0;
    list_word(
        &list,
        chart_print(m->chart, "%s %s:", m->chart->words->named_here, map_figure(m, (int64_t) m->n_unnamed * 1000)), INK,
        true, most);
    for (uint32_t k = 0; k < m->n_unnamed; k++) {
        const ModelUnit *unit = &m->model.unit[m->unnamed[k]];
        if (!list_word(&list, chart_print(m->chart, "%s %s", unit->name, map_value(m, unit)),
                       m->model.diff ? fate_looks[unit->fate].pen : INK, false, most))
            list.left_out++;
    }
    list_rest(&list, most);
    return list.lines;
}
