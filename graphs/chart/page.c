// SPDX-License-Identifier: MIT
#include "page.h"
#include "text.h"
#include <string.h>

enum {
    MARGIN = CANVAS_PT(28),
    SLIDE_MARGIN = CANVAS_PT(1), /* for half a pen: the slide has margins of its own */
    TITLE = CANVAS_PT(20),
    TITLE_LINE = CANVAS_PT(27),
    SUBTITLE = CANVAS_PT(10.5),
    SUBTITLE_LINE = CANVAS_PT(17),
    LEGEND = CANVAS_PT(9),
    LEGEND_LINE = CANVAS_PT(17),
    BADGE = CANVAS_PT(12),
    SOURCE = CANVAS_PT(7.5),
    SOURCE_LINE = CANVAS_PT(12),
    HEAD_GAP = CANVAS_PT(6),
    FOOT_GAP = CANVAS_PT(8),
};

const char *
page_run_text(const Chart *chart, const char *column)
{
    const OrgTable *table = chart->host->data(chart->ctx, "run");
    const OrgColumn *found = chart_column(table, column);
    for (size_t i = 0; found && found->text && i < table->rows; i++)
        if (chart_is_row(chart, table, i))
            return chart_said(chart, table, column, i);
    return "";
}

const char *
page_title(const Chart *chart)
{
    return *chart->title ? chart->title : page_run_text(chart, "title");
}

void
page_line(Canvas *canvas, Rect rect, Align align, Font font, const char *text)
{
    OrgTextLines lines;
    org_text_break(text, font.bold, (int) ((int64_t) rect.width * 980 / font.size), 1, &lines);
    canvas_text(canvas, rect, align, font, lines.line[0]);
}

const char *
page_two_lines(const OrgTextLines *lines, char *out)
{
    char *at = stpcpy(out, lines->line[0]);
    if (lines->n > 1)
        stpcpy(stpcpy(at, "\n"), lines->line[1]);
    return out;
}

void
page_name(Canvas *canvas, Rect rect, Align align, Font font, const char *text, bool struck)
{
    int pitch = font.size * 12 / 10;
    OrgTextLines lines;
    org_text_break(text, font.bold, (int) ((int64_t) rect.width * 980 / font.size), rect.height >= 2 * pitch ? 2 : 1,
                   &lines);
    char both[2 * ORG_TEXT_BYTES + 2];
    canvas_text(canvas, rect, align, font, page_two_lines(&lines, both));
    int top = rect.y + (rect.height - (int) lines.n * pitch) / 2;
    for (unsigned l = 0; l < lines.n && struck; l++) {
        int width = (int) ((int64_t) org_text_width(lines.line[l], font.bold) * font.size / 1000);
        width = width < rect.width ? width : rect.width;
        int x = align == ALIGN_RIGHT ? rect.x + rect.width - width : rect.x;
        canvas_box(canvas, NULL, (Rect){ x, top + (int) l * pitch + pitch / 2, width, 3 }, font.color, NULL, 0);
    }
}

void
page_badge(Canvas *canvas, Rect square, Font font, Fate fate)
{
    const FateLook *look = &fate_looks[fate];
    canvas_box(canvas, NULL, square, look->fill, look->pen, CANVAS_PT(0.5));
    canvas_text(canvas, square, ALIGN_CENTRE, (Font){ font.size, true, look->pen }, look->badge);
}

const char *
page_fates(const Chart *chart, uint32_t flags)
{
    const char *text = "";
    for (int f = 0; f < FATES; f++)
        if (flags & FATE_BIT(f))
            text = chart_print(chart, "%s%s%s", text, *text ? ", " : "", chart->words->fate[f]);
    return text;
}

const char *
page_more_badges(const Chart *chart, uint32_t flags)
{
    const char *text = "";
    for (int f = (int) fate_first(flags) + 1; f < FATES; f++)
        if (flags & FATE_BIT(f))
            text = chart_print(chart, "%s%s", text, fate_looks[f].badge);
    return text;
}

const char *
page_changes(const Chart *chart, const uint32_t counts[FATES])
{
    const char *text = "";
    char number[64];
    for (int f = FATE_KEPT + 1; f < FATES; f++) {
        uint32_t n = 0, told = 0;
        for (int g = FATE_KEPT + 1; g < FATES; g++) /* fates that share a badge are told at the first of them */
            if (!strcmp(fate_looks[f].badge, fate_looks[g].badge)) {
                n += counts[g];
                told += g < f;
            }
        if (n && !told)
            text = chart_print(chart, "%s%s%s%s", text, *text ? " " : "", fate_looks[f].badge,
                               words_fte(chart->words, (int64_t) n * 1000, number));
    }
    return text;
}

static bool
fits_in(const char *text, bool bold, int width, unsigned lines)
{
    OrgTextLines broken;
    if (lines > ORG_TEXT_LINES)
        return org_text_wrap(text, bold, width, NULL, 0) <= lines;
    org_text_break(text, bold, width, lines, &broken);
    return !broken.shortened;
}

const char *
page_distinct(const Chart *chart, const char *text, size_t shared, bool bold, int width, unsigned lines)
{
    if (shared == 0 || fits_in(text, bold, width, lines))
        return text;
    for (size_t kept = shared; kept-- > 1;) { /* as many of the first words as there is room for */
        if (text[kept] != ' ' || kept + 1 == shared)
            continue;
        const char *first = chart_print(chart, "%.*s \xE2\x80\xA6 %s", (int) kept, text, text + shared);
        if (fits_in(first, bold, width, lines))
            return first;
    }
    return chart_print(chart, "\xE2\x80\xA6 %s", text + shared);
}

const char *
page_wrap(const Chart *chart, const char *text, bool bold, int width, unsigned most)
{
    OrgTextSlice lines[ORG_TEXT_WRAPS];
    unsigned n = org_text_wrap(text, bold, width, lines, ORG_TEXT_WRAPS);
    const char *all = "";
    for (unsigned i = 0; i < n && i < most && i < ORG_TEXT_WRAPS; i++)
        all = chart_print(chart, i ? "%s\n%.*s" : "%s%.*s", all, (int) lines[i].size, lines[i].start);
    return all;
}

/* Does no line end within a word? */
static bool
keeps_words(const char *text, bool bold, int width)
{
    OrgTextSlice lines[ORG_TEXT_WRAPS];
    unsigned n = org_text_wrap(text, bold, width, lines, ORG_TEXT_WRAPS);
    for (unsigned i = 0; i + 1 < n && i < ORG_TEXT_WRAPS; i++)
        if (lines[i].start[lines[i].size] != ' ')
            return false;
    return true;
}

void
page_whole(const Chart *chart, Canvas *canvas, Rect rect, Align align, Font font, const char *text)
{
    for (;; font.size--) {
        bool smallest = font.size <= CANVAS_PT(7);
        int room = (int) ((int64_t) rect.width * 980 / font.size), most = rect.height * 10 / (font.size * 12);
        unsigned lines = org_text_wrap(text, font.bold, room, NULL, 0);
        if ((int) lines <= (most > 1 ? most : 1) && lines <= ORG_TEXT_WRAPS &&
            (smallest || keeps_words(text, font.bold, room))) {
            canvas_text(canvas, rect, align, font, lines == 1 ? text : page_wrap(chart, text, font.bold, room, lines));
            return;
        }
        if (smallest)
            break;
    }
    page_line(canvas, rect, align, font, text);
}

int
page_size_for(const char *text, Font font, int width)
{
    int natural = org_text_width(text, font.bold), size = font.size;
    if ((int64_t) natural * size > (int64_t) width * 980)
        size = (int) ((int64_t) width * 980 / natural);
    return size < CANVAS_PT(7) ? CANVAS_PT(7) : size;
}

/* "Room 1 – Finance" stands in the card "Department of Finance": the end says nothing new there. */
const char *
page_short_name(const Chart *chart, const char *name, const char *parent)
{
    static const char dash[] = " \xE2\x80\x93 ";
    const char *bracket = strstr(parent, " (");
    size_t parent_size = bracket ? (size_t) (bracket - parent) : strlen(parent);
    for (const char *at = strstr(name, dash); at && at > name; at = strstr(at + 1, dash)) {
        const char *rest = at + strlen(dash), *end = strstr(rest, " (");
        size_t size = end ? (size_t) (end - rest) : strlen(rest);
        if (size < 2 || size > parent_size || memcmp(parent + parent_size - size, rest, size))
            continue;
        if (size == parent_size || parent[parent_size - size - 1] == ' ')
            return chart_print(chart, "%.*s%s", (int) (at - name), name, rest + size);
    }
    return name;
}

/* What the legend says of one badge. */
typedef struct {
    const FateLook *look;
    const char *label;
    bool hollow;
} LegendEntry;

static unsigned
legend_entries(const Chart *chart, const PageText *text, LegendEntry *entry)
{
    unsigned n = 0;
    char number[64];
    for (int s = 0; s < FATES; s++)
        if (text->counts[s])
            entry[n++] = (LegendEntry){ &fate_looks[s],
                                        chart_print(chart, "%s  %s", chart->words->fate[s],
                                                    words_fte(chart->words, (int64_t) text->counts[s] * 1000, number)),
                                        false };
    if (text->sums)
        entry[n++] = (LegendEntry){ &fate_looks[FATE_POSTS],
                                    chart_print(chart, "%s  %s", chart->words->below,
                                                words_fte(chart->words, (int64_t) text->sums * 1000, number)),
                                    true };
    return n;
}

static void
draw_entry(Canvas *canvas, const LegendEntry *entry, Rect at)
{
    const FateLook *look = entry->look;
    Rect badge = { at.x, at.y + (LEGEND_LINE - BADGE) / 2, BADGE, BADGE };
    const char *pen = entry->hollow ? MUTED : look->pen;
    CanvasBox node =
        canvas_box(canvas, NULL, badge, entry->hollow ? NULL : look->fill, look->closed ? NULL : pen, CANVAS_PT(0.75));
    if (look->closed) /* as its units are drawn */
        canvas_dashes(canvas, node, badge, look->pen, CANVAS_PT(0.75));
    canvas_text(canvas, badge, ALIGN_CENTRE, (Font){ LEGEND, !entry->hollow, pen }, look->badge);
    canvas_text(canvas, (Rect){ at.x + BADGE + CANVAS_PT(5), at.y, at.width, LEGEND_LINE }, ALIGN_LEFT,
                (Font){ LEGEND, false, INK }, entry->label);
}

/* Entries from left to right, in a new line where one does not fit; returns the lines taken. */
static int
legend(const Chart *chart, Canvas *canvas, Rect rect, const PageText *text)
{
    LegendEntry entries[FATES + 1];
    unsigned n = legend_entries(chart, text, entries);
    int x = rect.x, lines = 1;
    for (unsigned k = 0; k < n; k++) {
        int width = (int) ((int64_t) org_text_width(entries[k].label, false) * LEGEND / 1000) + CANVAS_PT(4);
        int all = BADGE + CANVAS_PT(5) + width + CANVAS_PT(14);
        if (x > rect.x && x + all > rect.x + rect.width) {
            x = rect.x;
            rect.y += LEGEND_LINE;
            lines++;
        }
        draw_entry(canvas, &entries[k], (Rect){ x, rect.y, width, LEGEND_LINE });
        x += all;
    }
    return lines;
}

static const char *
source_line(const Chart *chart)
{
    const char *scenario = page_run_text(chart, "scenario"), *hash = page_run_text(chart, "hash"),
               *snapshot = page_run_text(chart, "snapshot");
    if (!*hash)
        return chart_print(chart, "%s: %s \xC2\xB7 orgsim", chart->words->source,
                           *snapshot ? snapshot : page_run_text(chart, "title"));
    return chart_print(chart, "%s: %s \xC2\xB7 %s %.12s \xC2\xB7 orgsim", chart->words->source, scenario,
                       chart->words->inputs, hash);
}

void
page_note(Canvas *canvas, const char *note)
{
    int margin = canvas->margin, width = canvas->width - 2 * margin, bottom = canvas->height - margin - SOURCE_LINE;
    page_line(canvas, (Rect){ margin + width * 2 / 5, bottom, width * 3 / 5, SOURCE_LINE }, ALIGN_RIGHT,
              (Font){ SOURCE, false, MUTED }, note);
}

/* The title and the number of the page; returns how high they are. */
static int
draw_title(const Chart *chart, const PageText *text, Canvas *canvas, Rect at)
{
    if (chart->slides)
        return 0;
    if (text->number) {
        canvas_text(canvas, at, ALIGN_RIGHT, (Font){ SUBTITLE, true, MUTED }, text->number);
        at.width -= (int) ((int64_t) org_text_width(text->number, true) * SUBTITLE / 1000) + CANVAS_PT(16);
    }
    page_whole(chart, canvas, at, ALIGN_LEFT, (Font){ TITLE, true, INK }, text->title);
    return TITLE_LINE;
}

/* What the page was made from, and of a slide what is told to who does not see it. */
static void
draw_source(const Chart *chart, const char *number, const char *about, Canvas *canvas, Rect at)
{
    const char *source = source_line(chart);
    if (!chart->slides)
        page_line(canvas, at, ALIGN_LEFT, (Font){ SOURCE, false, MUTED }, source);
    else
        canvas_about(canvas, about, number ? chart_print(chart, "%s  \xC2\xB7  %s", source, number) : source);
}

void
page_begin(const Chart *chart, const PageText *text, Canvas *canvas, Rect *body)
{
    const int margin = chart->slides ? SLIDE_MARGIN : MARGIN;
    int width = chart->paper.width, height = chart->paper.height,
        frame = 2 * margin + TITLE_LINE + SUBTITLE_LINE + HEAD_GAP + FOOT_GAP + SOURCE_LINE;
    if (text->width) { /* wide enough for the title; the legend takes two lines at most there */
        width = text->width + 2 * margin > 4210 ? text->width + 2 * margin : 4210;
        height = text->height + frame + (text->counts ? CANVAS_PT(3) + 2 * LEGEND_LINE : 0);
        height = height > 2977 ? height : 2977;
    }
    canvas_begin(canvas, width, height, text->title);
    canvas->grey = chart->theme == THEME_GREY;
    canvas->margin = margin;
    Rect at = { margin, margin, width - 2 * margin, TITLE_LINE };
    at.y += draw_title(chart, text, canvas, at);
    at.height = SUBTITLE_LINE;
    const char *scenario = page_run_text(chart, "title");
    bool named = text->finding && *scenario && strcmp(scenario, text->title);
    const char *about = named ? chart_print(chart, "%s  \xC2\xB7  %s", scenario, text->subtitle) : text->subtitle;
    page_whole(chart, canvas, at, ALIGN_LEFT, (Font){ SUBTITLE, false, MUTED }, about);
    at.y += SUBTITLE_LINE;
    if (text->counts)
        at.y += CANVAS_PT(3) +
                LEGEND_LINE * legend(chart, canvas, (Rect){ at.x, at.y + CANVAS_PT(3), at.width, LEGEND_LINE }, text);
    int bottom = height - margin - SOURCE_LINE;
    draw_source(chart, text->number, about, canvas, (Rect){ margin, bottom, at.width * 2 / 5, SOURCE_LINE });
    if (text->note)
        page_note(canvas, text->note);
    *body = (Rect){ margin, at.y + HEAD_GAP, at.width, bottom - FOOT_GAP - at.y - HEAD_GAP };
}
