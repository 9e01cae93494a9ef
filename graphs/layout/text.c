// SPDX-License-Identifier: MIT
#include "text.h"
#include "advances.h"
#include <string.h>

#define ELLIPSIS "\xE2\x80\xA6"

/* The character at *text, which moves past it; a broken byte counts as itself. */
static uint32_t
next_char(const char **text)
{
    const unsigned char *at = (const unsigned char *) *text;
    unsigned more = *at >= 0xF0 ? 3 : *at >= 0xE0 ? 2 : *at >= 0xC0 ? 1 : 0;
    uint32_t value = more ? *at & (0x3Fu >> more) : *at;
    for (at++; more > 0 && (*at & 0xC0) == 0x80; more--)
        value = value << 6 | (*at++ & 0x3Fu);
    *text = (const char *) at;
    return value;
}

/* Latin letters, the first range, are nearly all that is asked for. */
static inline int
advance(uint32_t character, bool bold)
{
    uint32_t latin = character - ranges[0].first;
    if (latin <= ranges[0].last - ranges[0].first)
        return advances[bold][latin];
    for (size_t i = 1; i < sizeof ranges / sizeof ranges[0]; i++)
        if (character >= ranges[i].first && character <= ranges[i].last)
            return advances[bold][ranges[i].index + character - ranges[i].first];
    return character >= 0x2E80 ? 1000 : 600; /* wide scripts */
}

static int
width_of(const char *text, const char *end, bool bold)
{
    int width = 0;
    while (text < end && *text)
        if ((unsigned char) *text < 0x80)
            width += advance((unsigned char) *text++, bold);
        else
            width += advance(next_char(&text), bold);
    return width;
}

int
org_text_width(const char *text, bool bold)
{
    return width_of(text, text + strlen(text), bold);
}

/* The longest start of the text that fits in the width and in a line's bytes. */
static const char *
longest(const char *text, bool bold, int width, size_t bytes)
{
    const char *at = text;
    int sum = 0;
    while (*at) {
        const char *next = at;
        sum += advance(next_char(&next), bold);
        if (sum > width || (size_t) (next - text) > bytes)
            return at;
        at = next;
    }
    return at;
}

static void
copy(char *line, const char *text, const char *end)
{
    while (end > text && end[-1] == ' ')
        end--;
    memcpy(line, text, (size_t) (end - text));
    line[end - text] = 0;
}

/* Where the first line ends: at a space, else anywhere. */
static const char *
break_at(const char *text, const char *limit)
{
    for (const char *at = limit; at > text; at--)
        if (*at == ' ')
            return at;
    return limit;
}

/* A break that leaves both lines about equally wide reads better than a full first line and one word. */
static const char *
balance(const char *text, const char *limit, bool bold, int width)
{
    const char *end = text + strlen(text), *best = limit;
    int widest = width + 1;
    for (const char *at = text + 1; at <= limit; at++) {
        if (*at != ' ')
            continue;
        int first = width_of(text, at, bold), second = width_of(at + 1, end, bold);
        if (second <= width && (first > second ? first : second) < widest) {
            widest = first > second ? first : second;
            best = at;
        }
    }
    return best;
}

static void
shorten(char *line, const char *text, bool bold, int width)
{
    const char *end = longest(text, bold, width - advance(0x2026, bold), ORG_TEXT_BYTES - sizeof ELLIPSIS);
    copy(line, text, end);
    strcat(line, ELLIPSIS);
}

void
org_text_break(const char *text, bool bold, int width, unsigned lines, OrgTextLines *out)
{
    out->n = 1;
    out->shortened = false;
    const char *end = longest(text, bold, width, ORG_TEXT_BYTES - 1);
    if (!*end) {
        copy(out->line[0], text, end);
        return;
    }
    if (lines < 2) {
        out->shortened = true;
        shorten(out->line[0], text, bold, width);
        return;
    }
    const char *cut = balance(text, break_at(text, end), bold, width);
    copy(out->line[0], text, cut);
    while (*cut == ' ')
        cut++;
    out->n = 2;
    end = longest(cut, bold, width, ORG_TEXT_BYTES - 1);
    if (!*end) {
        copy(out->line[1], cut, end);
        return;
    }
    out->shortened = true;
    shorten(out->line[1], cut, bold, width);
}

unsigned
org_text_wrap(const char *text, bool bold, int width, OrgTextSlice *lines, unsigned most)
{
    unsigned n = 0;
    do {
        const char *end = longest(text, bold, width, ORG_TEXT_BYTES - 1), *cut = *end ? break_at(text, end) : end;
        if (cut == text && *text) { /* not even a letter fits */
            cut = text + 1;
            while ((*cut & 0xC0) == 0x80)
                cut++;
        }
        const char *last = cut;
        while (last > text && last[-1] == ' ')
            last--;
        if (n < most)
            lines[n] = (OrgTextSlice){ text, (size_t) (last - text) };
        n++;
        text = cut;
        while (*text == ' ')
            text++;
    } while (*text);
    return n;
}

size_t
org_text_shared_start(const char *name, const char *other)
{
    size_t same = 0, word = 0;
    while (name[same] && name[same] == other[same]) {
        same++;
        if (name[same - 1] == ' ')
            word = same;
    }
    return word;
}
