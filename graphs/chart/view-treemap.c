// SPDX-License-Identifier: MIT
/* Headcount as areas, nested by department; what is closed or too small for its name is listed below. */
#include "finding.h"
#include "page.h"
#include "paper.h"
#include "text.h"
#include "treemap-private.h"
#include "treemap.h"
#include "views.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PAD = CANVAS_PT(3),
    GAP = CANVAS_PT(2),
    HEADER_TEXT = CANVAS_PT(9),
    SMALLEST = CANVAS_PT(7),
    NEST_WIDTH = CANVAS_PT(56), /* of a cell that can hold others */
    NEST_HEIGHT = CANVAS_PT(44),
    READABLE = CANVAS_PT(44) * CANVAS_PT(30), /* the area that holds a name and a figure */
};

/* Small units of one type in one family, as one cell. */
typedef struct {
    uint32_t group, units, only, counts[FATES]; /* only: the last unit added */
    int64_t before, after;
} Chip;

/* Did no space stand where the lines part? */
static bool
cut_in_word(const char *name, const OrgTextLines *lines)
{
    return lines->n > 1 && name[strlen(lines->line[0])] != ' ';
}

/* Name and figure of a cell at the largest size that holds them; without room for the name the figure alone, or what is
 * brief of it. False when the name does not fit. */
static bool
draw_words(Map *m, Rect cell, const char *name, const char *value, const char *brief)
{
    Rect in = { cell.x + PAD, cell.y + PAD / 2, cell.width - 2 * PAD, cell.height - PAD };
    OrgTextLines lines = { 0 };
    int size = in.height / 5 < in.width / 10 ? in.height / 5 : in.width / 10;
    size = size > m->largest ? m->largest : size < SMALLEST ? SMALLEST : size;
    size += (SMALLEST - size) % CANVAS_PT(0.5);
    bool named = false;
    for (; size >= SMALLEST && in.width > 0; size -= CANVAS_PT(0.5)) {
        int width = (int) ((int64_t) in.width * 980 / size), room = in.height / (size * 12 / 10) - 1;
        if (room < 1 || map_width(value, true, size) > in.width)
            continue;
        org_text_break(name, false, width, room > 1 ? 2 : 1, &lines);
        named = (!lines.shortened && !cut_in_word(name, &lines)) || (size == SMALLEST && width >= 4500);
        if (named)
            break;
    }
    if (!named) {
        size = SMALLEST;
        value = map_width(value, true, size) > in.width ? brief : value;
        if (map_width(value, true, size) > in.width || in.height < size * 12 / 10)
            return false;
    }
    if (m->dry)
        return named;
    int pitch = size * 12 / 10;
    for (unsigned l = 0; l < lines.n && named; l++)
        canvas_text(m->canvas, (Rect){ in.x, in.y + (int) l * pitch, in.width, pitch }, ALIGN_LEFT,
                    (Font){ size, false, INK }, lines.line[l]);
    int top = named ? in.y + (int) lines.n * pitch : in.y + (in.height - pitch) / 2;
    canvas_text(m->canvas, (Rect){ in.x, top, in.width, pitch }, named ? ALIGN_LEFT : ALIGN_CENTRE,
                (Font){ size, true, INK }, value);
    return named;
}

static void
draw_leaf(Map *m, uint32_t i, Rect cell)
{
    const ModelUnit *unit = &m->model.unit[i];
    const FateLook *look = &fate_looks[m->model.diff ? unit->fate : FATE_KEPT];
    const MapTint tint = map_tint(m, unit);
    char id[16];
    snprintf(id, sizeof id, "n%u", unit->row);
    if (!m->dry) {
        canvas_group(m->canvas, unit->row, chart_print(m->chart, "%s: %s", unit->name, map_value(m, unit)));
        bool fine = cell.width < CANVAS_PT(4) || cell.height < CANVAS_PT(4);
        CanvasBox node = canvas_box(m->canvas, id, cell, tint.fill, look->pen, fine ? 1 : 2);
        if (tint.strip && cell.width > 3 * tint.strip)
            canvas_hatch(m->canvas, node, (Rect){ cell.x, cell.y, tint.strip, cell.height }, look->pen);
        if (m->model.diff && unit->fate == FATE_SPLIT && cell.width > CANVAS_PT(6))
            canvas_hatch(m->canvas, node, (Rect){ cell.x, cell.y, CANVAS_PT(2), cell.height }, look->pen);
    }
    const char *name = unit->name;
    for (unsigned d = m->model.tree.depth[i] < DEEPEST ? m->model.tree.depth[i] : DEEPEST; d-- > 0;)
        name = page_short_name(m->chart, name, m->above[d]);
    name = page_short_name(m->chart, name, m->model.top.name);
    const char *brief = map_figure(m, map_weight(m, unit));
    if (m->model.diff && unit->fate != FATE_KEPT)
        brief = chart_print(m->chart, "%s %s", look->badge, brief);
    Rect words = cell;
    if (tint.strip && cell.width > 3 * tint.strip)
        words.x += tint.strip, words.width -= tint.strip;
    bool named = draw_words(m, words, name, map_value(m, unit), brief);
    if (!m->dry)
        canvas_group_end(m->canvas);
    if (named)
        return;
    m->n_small++;
    if (m->model.tree.depth[i] == 0)
        m->unnamed[m->n_unnamed++] = i;
}

/* Posts that belong to a unit itself, beside those of the units below it. */
static void
draw_own(Map *m, const ModelUnit *unit, int64_t own, Rect cell)
{
    char id[16];
    snprintf(id, sizeof id, "o%u", unit->row);
    if (!m->dry)
        canvas_box(m->canvas, id, cell, "#F1F3F5", LINE, 2);
    const char *name = m->chart->words->own;
    if (unit == &m->model.top)
        name = m->model.tree.n > 0 ? chart_print(m->chart, "%s \xC2\xB7 %s", unit->name, name) : unit->name;
    draw_words(m, cell, name, map_figure(m, own), map_figure(m, own));
}

static void draw_family(Map *m, const ModelUnit *parent, uint32_t first, uint32_t end, Rect rect);

/* The bar of a department: its name, and its figure beside or below it. */
typedef struct {
    const char *name, *value;
    int size, height;
    bool below;
} Header;

static Header
header_of(const Map *m, uint32_t i, int width)
{
    const ModelUnit *unit = &m->model.unit[i];
    bool deep = m->model.tree.depth[i] > 0;
    Header header = { .name = unit->name, .value = map_value(m, unit), .size = deep ? SMALLEST : HEADER_TEXT };
    if (deep)
        header.name = page_short_name(m->chart, header.name, m->above[m->model.tree.depth[i] - 1]);
    int both = map_width(header.name, true, header.size) + map_width(header.value, true, header.size) + 3 * PAD +
               map_tint(m, unit).strip;
    header.below = both > width;
    while (header.below && header.size > SMALLEST && map_width(header.name, true, header.size) + 2 * PAD > width)
        header.size -= CANVAS_PT(0.5);
    header.height = header.size * (header.below ? 28 : 16) / 10;
    return header;
}

static void
draw_header_words(Map *m, uint32_t i, const Header *header, Rect bar)
{
    const FateLook *look = &fate_looks[m->model.diff ? m->model.unit[i].fate : FATE_KEPT];
    const MapTint tint = map_tint(m, &m->model.unit[i]);
    bool dark = m->model.tree.depth[i] == 0 && !m->model.diff;
    Font font = { header->size, true, dark ? "#FFFFFF" : INK };
    char id[16];
    snprintf(id, sizeof id, "n%u", m->model.unit[i].row);
    CanvasBox node = canvas_box(m->canvas, id, bar, dark ? look->head : tint.fill, NULL, 0);
    if (tint.strip)
        canvas_hatch(m->canvas, node, (Rect){ bar.x, bar.y, tint.strip, bar.height }, look->pen);
    if (m->model.diff && m->model.unit[i].fate == FATE_SPLIT)
        canvas_hatch(m->canvas, node, (Rect){ bar.x, bar.y, CANVAS_PT(2), bar.height }, dark ? look->fill : look->pen);
    Rect in = { bar.x + PAD + tint.strip, bar.y, bar.width - 2 * PAD - tint.strip, bar.height };
    int wide = map_width(header->value, true, header->size);
    if (header->below) {
        in.height /= 2;
        page_line(m->canvas, in, ALIGN_LEFT, font, header->name);
        page_line(m->canvas, (Rect){ in.x, in.y + in.height - 3, in.width, in.height }, ALIGN_LEFT, font,
                  header->value);
        return;
    }
    page_line(m->canvas, (Rect){ in.x, in.y, in.width - wide, in.height }, ALIGN_LEFT, font, header->name);
    canvas_text(m->canvas, (Rect){ in.x + in.width - wide, in.y, wide, in.height }, ALIGN_RIGHT, font, header->value);
}

static void
draw_header(Map *m, uint32_t i, const Header *header, Rect bar)
{
    if (m->dry)
        return;
    canvas_group(m->canvas, m->model.unit[i].row,
                 chart_print(m->chart, "%s: %s", m->model.unit[i].name, header->value));
    draw_header_words(m, i, header, bar);
    canvas_group_end(m->canvas);
}

static void
draw_unit(Map *m, uint32_t i, Rect cell)
{
    const OrgTree *tree = &m->model.tree;
    unsigned depth = tree->depth[i], most = m->chart->depth ? m->chart->depth - 1 : DEEPEST;
    int least = depth ? 2 : 1; /* only a large cell is worth a second frame */
    bool nest = tree->end[i] > i + 1 && depth < most && depth < DEEPEST && cell.width >= least * NEST_WIDTH &&
                cell.height >= least * NEST_HEIGHT;
    if (!nest) {
        draw_leaf(m, i, cell);
        return;
    }
    const FateLook *look = &fate_looks[m->model.diff ? m->model.unit[i].fate : FATE_KEPT];
    Header header = header_of(m, i, cell.width);
    int bar = header.height;
    m->above[depth] = m->model.unit[i].name;
    draw_header(m, i, &header, (Rect){ cell.x, cell.y, cell.width, bar });
    draw_family(m, &m->model.unit[i], i + 1, tree->end[i],
                (Rect){ cell.x + 2, cell.y + bar, cell.width - 4, cell.height - bar - 2 });
    if (!m->dry)
        canvas_box(m->canvas, NULL, cell, NULL, look->pen, depth ? 3 : CANVAS_PT(1));
}

/* unit: of the tree; from CHIP on a chip; OWN: what belongs to the parent itself. */
enum { CHIP = 1u << 30, OWN = UINT32_MAX };
typedef struct {
    int64_t weight;
    uint32_t unit;
} Sized;

static int
by_size(const void *a, const void *b)
{
    const Sized *x = a, *y = b;
    return x->weight != y->weight ? (x->weight > y->weight ? -1 : 1) : x->unit < y->unit ? -1 : x->unit > y->unit;
}

typedef struct {
    Sized *sized;
    int64_t *weights;
    OrgTreemapCell *cells;
    Chip *chips;
    uint32_t n, n_chips, units;
    int64_t own, all;
} Family;

static bool
begin_family(Map *m, uint32_t first, uint32_t end, Family *family)
{
    const OrgHost *host = m->chart->host;
    for (uint32_t i = first; i < end; i = m->model.tree.end[i])
        family->units++;
    size_t n = family->units + (size_t) 1;
    family->sized = host->scratch(m->chart->ctx, n * sizeof *family->sized);
    family->weights = host->scratch(m->chart->ctx, n * sizeof *family->weights);
    family->cells = host->scratch(m->chart->ctx, n * sizeof *family->cells);
    family->chips = host->scratch(m->chart->ctx, n * sizeof *family->chips);
    m->canvas->failed |= !family->sized || !family->weights || !family->cells || !family->chips;
    return !m->canvas->failed;
}

static void
add_to_chip(Map *m, Family *family, uint32_t i)
{
    const ModelUnit *unit = &m->model.unit[i];
    uint32_t k = 0, group = m->model.tree.group[i];
    while (k < family->n_chips && family->chips[k].group != group)
        k++;
    Chip *chip = &family->chips[k];
    family->n_chips += k == family->n_chips;
    chip->group = group;
    chip->units++;
    chip->before += unit->before;
    chip->after += unit->after;
    chip->only = i;
    for (uint32_t below = i; below < m->model.tree.end[i]; below++)
        fate_count(chip->counts, m->model.unit[below].flags, 1);
}

/* Units whose cells could not hold a name are folded by type, where a family has many of them. */
static void
size_family(Map *m, const ModelUnit *parent, uint32_t first, uint32_t end, Rect rect, Family *family)
{
    const OrgTree *tree = &m->model.tree;
    int64_t area = (int64_t) rect.width * rect.height;
    uint32_t small = 0;
    family->all = family->own = map_weight(m, parent);
    int64_t least = area > 0 ? (int64_t) ((double) family->all * READABLE / (double) area) : INT64_MAX;
    for (uint32_t i = first; i < end; i = tree->end[i]) {
        int64_t weight = map_weight(m, &m->model.unit[i]);
        small += weight > 0 && weight < least;
    }
    for (uint32_t i = first; i < end; i = tree->end[i]) {
        int64_t weight = map_weight(m, &m->model.unit[i]);
        family->own -= weight;
        if (weight > 0 && weight < least && small > 3)
            add_to_chip(m, family, i);
        else if (weight > 0)
            family->sized[family->n++] = (Sized){ weight, i };
    }
    for (uint32_t i = first; i < end && parent == &m->model.top; i = tree->end[i]) {
        int64_t weight = map_weight(m, &m->model.unit[i]);
        for (uint32_t k = 0; k < family->n_chips && weight > 0 && weight < least; k++)
            if (family->chips[k].group == tree->group[i] && family->chips[k].units > 1)
                m->unnamed[m->n_unnamed++] = i;
    }
    for (uint32_t k = 0; k < family->n_chips; k++) {
        const Chip *chip = &family->chips[k];
        family->sized[family->n++] = (Sized){ m->chart->at_start && m->model.diff ? chip->before : chip->after,
                                              chip->units == 1 ? chip->only : CHIP + k };
    }
    if (family->own > 0)
        family->sized[family->n++] = (Sized){ family->own, OWN };
    qsort(family->sized, family->n, sizeof *family->sized, by_size);
    for (uint32_t k = 0; k < family->n; k++)
        family->weights[k] = family->sized[k].weight;
}

/* "+ 52 service-unit &8 ±39" */
static void
draw_chip(Map *m, const Chip *chip, Rect cell)
{
    const Words *w = m->chart->words;
    const char *type = chart_type(m->chart, m->model.group_type[chip->group], chip->units != 1);
    const char *name =
        chart_print(m->chart, "+ %s %s", map_figure(m, (int64_t) chip->units * 1000), *type ? type : w->units);
    const char *changes = m->model.diff ? page_changes(m->chart, chip->counts) : "";
    name = *changes ? chart_print(m->chart, "%s %s", name, changes) : name;
    ModelUnit sum = { .before = chip->before, .after = chip->after };
    char id[16];
    snprintf(id, sizeof id, "c%u", m->chips++);
    const MapTint tint = map_tint(m, &sum);
    if (!m->dry) {
        CanvasBox node = canvas_box(m->canvas, id, cell, m->model.diff ? tint.fill : "#F1F3F5", LINE, 2);
        if (tint.strip && cell.width > 3 * tint.strip)
            canvas_hatch(m->canvas, node, (Rect){ cell.x, cell.y, tint.strip, cell.height }, LINE);
    }
    if (tint.strip && cell.width > 3 * tint.strip)
        cell.x += tint.strip, cell.width -= tint.strip;
    if (!draw_words(m, cell, name, map_change(m, &sum), map_figure(m, map_weight(m, &sum))))
        m->n_small += chip->units;
}

/* The units of one family side by side, the largest first. */
static void
draw_family(Map *m, const ModelUnit *parent, uint32_t first, uint32_t end, Rect rect)
{
    Family family = { 0 };
    if (!begin_family(m, first, end, &family))
        return;
    size_family(m, parent, first, end, rect, &family);
    org_treemap(family.weights, family.n, (OrgTreemapCell){ rect.x, rect.y, rect.width, rect.height }, family.cells);
    int gap = parent == &m->model.top ? GAP : 0;
    for (uint32_t k = 0; k < family.n; k++) {
        const OrgTreemapCell *at = &family.cells[k];
        Rect cell = { at->x, at->y, at->width, at->height };
        uint32_t unit = family.sized[k].unit;
        if (cell.width > 3 * gap && cell.height > 3 * gap)
            cell.width -= gap, cell.height -= gap;
        if (cell.width <= 0 || cell.height <= 0)
            m->n_small += unit >= CHIP && unit != OWN ? family.chips[unit - CHIP].units : unit != OWN;
        else if (unit == OWN)
            draw_own(m, parent, family.own, cell);
        else if (unit >= CHIP)
            draw_chip(m, &family.chips[unit - CHIP], cell);
        else
            draw_unit(m, unit, cell);
    }
}

/* ---- the page */

static const char *
counted(const Map *m)
{
    const Words *w = m->chart->words;
    return m->chart->count == COUNT_POSTS ? w->posts : m->chart->count == COUNT_PEOPLE ? w->people : w->units;
}

static const char *
subtitle(const Map *m)
{
    const Words *w = m->chart->words;
    char from[64], to[64];
    words_month(m->chart->words, m->model.from, from);
    words_month(m->chart->words, m->model.to, to);
    if (!m->model.diff)
        return chart_print(m->chart, "%s, %s  \xC2\xB7  %s %s", w->treemap[m->chart->count], from,
                           map_figure(m, m->model.top.after), counted(m));
    return chart_print(m->chart, "%s, %s %s %s  \xC2\xB7  %s %s \xE2\x86\x92 %s", w->treemap[m->chart->count], from,
                       w->to, to, counted(m), map_figure(m, m->model.top.before), map_figure(m, m->model.top.after));
}

static void
draw(Map *m, Rect body)
{
    m->n_small = m->n_unnamed = m->chips = 0;
    draw_family(m, &m->model.top, 0, m->model.tree.n, body);
}

OrgStatus
treemap_draw(const Chart *given, Canvas *canvas)
{
    Chart chart = *given;
    Map m = { .chart = &chart, .canvas = canvas, .dry = true };
    bool small = paper_is_small(&chart.paper);
    OrgStatus status = model_read(&chart, &m.model);
    if (status == ORG_OK && !m.model.has_posts && chart.count == COUNT_POSTS) {
        chart.count = COUNT_UNITS;
        status = model_read(&chart, &m.model);
    }
    if (status != ORG_OK)
        return status;
    m.largest = small ? CANVAS_PT(13) : CANVAS_PT(17);
    m.unnamed = chart.host->scratch(chart.ctx, (m.model.n + (size_t) 1) * sizeof *m.unnamed);
    PageText text = { .title = m.model.diff ? finding_of_change(&chart) : page_title(&chart),
                      .finding = m.model.diff,
                      .subtitle = subtitle(&m),
                      .counts = m.model.diff ? m.model.counts : NULL };
    Rect body;
    if (!m.unnamed)
        return chart.host->fail(chart.ctx, ORG_E_FAILED, "out of memory");
    page_begin(&chart, &text, canvas, &body);
    if (m.model.diff) {
        map_key(&m, body);
        body.y += CANVAS_PT(14), body.height -= CANVAS_PT(14);
    }
    int most = small ? 2 : 3, missing = map_list_missing(&m, body, most);
    draw(&m, (Rect){ body.x, body.y, body.width, body.height - missing * LIST_LINE });
    int unnamed = map_list_unnamed(&m, body, most), height = body.height - (missing + unnamed) * LIST_LINE;
    height -= missing + unnamed ? CANVAS_PT(4) : 0;
    m.dry = false;
    draw(&m, (Rect){ body.x, body.y, body.width, height });
    Rect list = { body.x, body.y + body.height - (missing + unnamed) * LIST_LINE, body.width, LIST_LINE };
    map_list_missing(&m, list, missing);
    list.y += missing * LIST_LINE;
    if (unnamed)
        map_list_unnamed(&m, list, unnamed);
    const char *note = chart_print(&chart, "%s: %s %s", chart.words->area, counted(&m), chart.words->area_of);
    if (m.n_small)
        note = chart_print(&chart, "%s  \xC2\xB7  %s %s", note, map_figure(&m, (int64_t) m.n_small * 1000),
                           chart.words->too_small);
    page_note(canvas, note);
    return ORG_OK;
}
