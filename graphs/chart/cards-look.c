// SPDX-License-Identifier: MIT
/* What the items of the page say. */
#include "cards-private.h"
#include "page.h"
#include "spell.h"
#include "text.h"
#include <string.h>

/* "± 12 (+3)": what else happened to the unit than its own badge tells, its posts and their change. */
const char *
cards_value(const Cards *c, const ModelUnit *unit)
{
    const Words *words = c->chart->words;
    const char *more = c->model.diff ? page_more_badges(c->chart, unit->flags) : "";
    char after[64], delta[64];
    if (!c->model.has_posts)
        return more;
    more = *more ? chart_print(c->chart, "%s ", more) : "";
    if (!c->model.diff || unit->before == unit->after)
        return unit->closed ? chart_print(c->chart, "%s", words_signed(words, -unit->before, after))
                            : chart_print(c->chart, "%s%s", more, words_fte(words, unit->after, after));
    if (unit->closed || unit->fate == FATE_NEW)
        return chart_print(c->chart, "%s", words_signed(words, unit->after - unit->before, delta));
    return chart_print(c->chart, "%s%s (%s)", more, words_fte(words, unit->after, after),
                       words_signed(words, unit->after - unit->before, delta));
}

/* How many of the units that an item stands for have changed, by the badges: "&12 ±40". */
static const char *
changes_in(const Cards *c, uint32_t i)
{
    return c->model.diff ? page_changes(c->chart, c->hidden[i].counts) : "";
}

/* "+ 74 service-unit" */
static const char *
count_text(const Cards *c, uint32_t units, const char *type)
{
    char number[64];
    const Words *words = c->chart->words;
    return chart_print(c->chart, "+ %s %s", words_fte(words, (int64_t) units * 1000, number),
                       *type        ? type
                       : units == 1 ? words->unit
                                    : words->units);
}

/* What the items stand for besides their own unit. */
static void
sum_hidden(Cards *c, uint32_t first, uint32_t end)
{
    const OrgTree *tree = &c->model.tree;
    memset(c->hidden, 0, c->fold.n * sizeof *c->hidden);
    for (uint32_t node = first; node < end; node++) {
        const OrgFoldItem *item = &c->fold.item[c->fold.item_of[node]];
        Hidden *hidden = &c->hidden[c->fold.item_of[node]];
        const ModelUnit *unit = &c->model.unit[node];
        if (item->node == node)
            continue;
        fate_count(hidden->counts, unit->flags, 1);
        hidden->sums += model_sum_changed(unit);
        if (tree->depth[node] == item->depth) {
            hidden->sum.before += unit->before;
            hidden->sum.after += unit->after;
        }
    }
}

static void
look_of_chip(Cards *c, uint32_t i)
{
    const OrgFoldItem *item = &c->fold.item[i];
    const char *type =
        item->group == ORG_FOLD_NONE ? "" : chart_type(c->chart, c->model.group_type[item->group], item->units != 1);
    Look *look = &c->looks[i];
    *look =
        (Look){ .name = count_text(c, item->units, type), .value = cards_value(c, &c->hidden[i].sum), .chip = true };
    look->id[0] = 'c';
    spell_uint(look->id + 1, i);
    const char *changes = changes_in(c, i);
    const char *inline_text = chart_print(c->chart, "%s  %s", look->name, changes);
    if (*changes && org_text_width(inline_text, false) + org_text_width(look->value, false) <= CHIP_ROOM) {
        look->name = inline_text;
        return;
    }
    look->note = *changes ? changes : NULL;
    look->keep_note = *changes;
}

const char *
cards_page_text(const Cards *c, uint32_t node)
{
    return chart_print(c->chart, "%s %u", c->chart->words->page, c->page_of[node]);
}

/* Of one pass over the tree: the last unit of each depth is the one before its next sibling. */
void
cards_find_shared(Cards *c)
{
    const OrgTree *tree = &c->model.tree;
    uint32_t last[DEPTHS];
    for (uint32_t node = 0, before = 0; node < tree->n; before = tree->depth[node++]) {
        uint32_t depth = tree->depth[node] < DEPTHS ? tree->depth[node] : DEPTHS - 1;
        bool sibling = node > 0 && depth <= before;
        size_t with = sibling ? org_text_shared_start(c->model.unit[node].name, c->model.unit[last[depth]].name) : 0;
        c->shared[node] = (uint16_t) (with < UINT16_MAX ? with : UINT16_MAX);
        if (sibling && c->shared[node] > c->shared[last[depth]])
            c->shared[last[depth]] = c->shared[node];
        last[depth] = node;
    }
}

/* Each part of a note without an end that only repeats the name of what all this stands in; a list of names keeps them whole. */
static const char *
short_note(const Cards *c, const char *note)
{
    static const char between[] = " \xC2\xB7 ";
    const char *rest = strstr(note, between);
    const char *part = rest ? chart_print(c->chart, "%.*s", (int) (rest - note), note) : note;
    if (!strpbrk(part, ";+"))
        part = page_short_name(c->chart, part, c->model.top.name);
    return rest ? chart_print(c->chart, "%s%s%s", part, between, short_note(c, rest + strlen(between))) : part;
}

static void
look_of_unit(Cards *c, uint32_t i)
{
    const OrgFoldItem *item = &c->fold.item[i];
    const ModelUnit *unit = &c->model.unit[item->node];
    Look *look = &c->looks[i];
    *look = (Look){ .name = unit->name,
                    .note = unit->note,
                    .brief = unit->brief,
                    .value = cards_value(c, unit),
                    .flags = unit->flags,
                    .fate = unit->fate,
                    .sum = model_sum_changed(unit),
                    .closed = unit->closed };
    look->id[0] = 'n';
    spell_uint(look->id + 1, unit->row);
    c->above[item->depth] = unit->name;
    for (unsigned d = item->depth; d-- > 0;)
        look->name = page_short_name(c->chart, look->name, c->above[d]);
    look->name = page_short_name(c->chart, look->name, c->model.top.name);
    look->shared = c->whole ? 0 : c->shared[item->node];
    if (look->note)
        look->note = short_note(c, look->note);
    if (item->hidden) {
        char number[64];
        const char *changes = changes_in(c, i),
                   *count = c->page_of ? chart_print(c->chart, "+ %s",
                                                     words_fte(c->chart->words, (int64_t) item->hidden * 1000, number))
                                       : count_text(c, item->hidden, ""); /* the page needs room, too */
        const char *said = look->brief ? look->brief : look->note;
        look->brief = chart_print(c->chart, "%s%s%s%s%s", count, *changes ? "  " : "", changes,
                                  said ? " \xC2\xB7 " : "", said ? said : "");
        look->note = chart_print(c->chart, "%s%s%s%s%s", count, *changes ? "  " : "", changes,
                                 look->note ? " \xC2\xB7 " : "", look->note ? look->note : "");
        look->keep_note = true; /* what is not drawn is counted */
    }
    if (c->page_of && item->depth == 0 && c->page_of[item->node]) {
        look->page = cards_page_text(c, item->node);
        look->note = look->note ? look->note : "";
        look->keep_note = true;
    }
}

/* Cards are the items of depth 0; on a poster, also those that a large card is split into. */
static void
find_cards(Cards *c)
{
    enum { MOST = 60 };
    uint32_t open[DEPTHS] = { 0 }, *end = c->fold.scratch;
    for (uint32_t i = 0; i < c->fold.n; i++) {
        c->depth[i] = c->fold.item[i].depth < DEPTHS ? c->fold.item[i].depth : DEPTHS - 1;
        c->header[i] = c->depth[i] == 0 && !c->tree;
        c->level[i] = 0;
        if (c->tree)
            c->depth[i] = 1; /* boxes are not indented */
    }
    if (!c->poster || c->tree)
        return;
    for (uint32_t i = c->fold.n; i-- > 0;) {
        end[i] = i + 1;
        while (end[i] < c->fold.n && c->depth[end[i]] > c->depth[i])
            end[i] = end[end[i]];
    }
    org_columns_split(c->depth, end, c->fold.n, MOST, c->header, c->level);
    for (uint32_t i = 0; i < c->fold.n; i++) {
        uint16_t depth = c->depth[i];
        open[depth] = c->header[i] ? i : depth ? open[depth - 1] : i; /* the header that it stands under */
        c->depth[i] = (uint16_t) (depth - c->fold.item[open[depth]].depth);
    }
}

void
cards_prepare(Cards *c, uint32_t first, uint32_t end)
{
    sum_hidden(c, first, end);
    find_cards(c);
    for (uint32_t i = 0; i < c->fold.n; i++) {
        const OrgFoldItem *item = &c->fold.item[i];
        const Look *look = &c->looks[i];
        if (item->node == ORG_FOLD_NONE)
            look_of_chip(c, i);
        else
            look_of_unit(c, i);
        bool header = c->header[i],
             badge = c->model.diff && !look->chip && (!header || look->fate != FATE_KEPT || look->sum);
        bool bold = header || (look->fate != FATE_KEPT && look->fate != FATE_POSTS && !look->closed);
        int lead = (header                         ? 600
                    : c->model.diff && !look->chip ? 1650
                                                   : 700) +
                   (header ? 0 : INDENT * (c->depth[i] - 1)) +
                   (!header || !badge ? 0
                    : look->sum       ? 1400
                                      : 1700);
        int value = org_text_width(look->value, header || look->fate != FATE_KEPT);
        c->items[i] = (OrgStackItem){ .name = look->name,
                                      .note = header || item->notes || look->keep_note ? look->note : NULL,
                                      .lead = lead,
                                      .value_width = header ? value * 11 / 10 : value,
                                      .header = header,
                                      .level = c->level[i],
                                      .bold = bold,
                                      .lines = header || look->chip || c->tree ? 2 : item->lines };
        OrgStackItem *made = &c->items[i];
        if (c->whole || c->tree)
            made->lines = ORG_TEXT_WRAPS;
        if (made->note) {
            made->brief = c->whole ? NULL : look->brief;
            const ModelUnit *unit = look->chip ? NULL : &c->model.unit[item->node];
            made->note_width = unit && unit->note == made->note ? unit->note_width : org_text_width(made->note, false);
            made->note_end = look->page ? org_text_width(look->page, true) + 700 : 0;
        }
    }
}
