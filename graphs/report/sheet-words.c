// SPDX-License-Identifier: MIT
/* What the brief says, as plain texts of one language. */
#include "page.h"
#include "../chart/page.h"
#include "sheet.h"

const char *
sheet_said(const Sheet *s, Word word, const Arg *args, size_t n)
{
    Out out = { .words = s->report->out->words, .plain = true };
    say_in(&out, s->report->lang, word, args, n);
    const char *text = chart_print(s->chart, "%.*s", (int) out.size, out.bytes ? out.bytes : "");
    out_free(&out);
    return text;
}

const char *
sheet_word(const Sheet *s, Word word)
{
    return word_of(s->report->out, word, s->report->lang);
}

const char *
sheet_arg(const Sheet *s, Arg arg)
{
    Out out = { .words = s->report->out->words, .plain = true };
    put_arg(&out, s->report->lang, &arg);
    const char *text = chart_print(s->chart, "%.*s", (int) out.size, out.bytes ? out.bytes : "");
    out_free(&out);
    return text;
}

int
sheet_heading(const Sheet *s, Rect at, const char *text)
{
    Rect line = { at.x, at.y, at.width, CANVAS_PT(13) };
    page_line(s->canvas, line, ALIGN_LEFT, (Font){ SHEET_HEAD, true, INK }, text);
    canvas_box(s->canvas, NULL, (Rect){ at.x, at.y + CANVAS_PT(14), at.width, 4 }, INK, NULL, 0);
    return at.y + CANVAS_PT(17);
}
