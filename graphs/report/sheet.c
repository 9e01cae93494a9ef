// SPDX-License-Identifier: MIT
#include "sheet.h"
#include "ways.h"
#include "../chart/page.h"
#include "chart.h"
#include "finding.h"
#include "text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const sheet_formats[] = { "svg", "pdf", "png", NULL };

enum { WIDTH = 2977, HEIGHT = 4210, MARGIN = CANVAS_PT(36), GAP = CANVAS_PT(14) };

/* Text over as many lines as it takes, at most `most`; returns where it ends. */
static int
paragraph(const Sheet *s, Rect rect, unsigned most, Font font, const char *text)
{
    int pitch = font.size * 13 / 10, y = rect.y;
    for (unsigned n = 0; *text && n < most; n++, y += pitch) {
        OrgTextLines lines;
        int room = (int) ((int64_t) rect.width * 980 / font.size);
        org_text_break(text, font.bold, room, n + 1 < most ? 2 : 1, &lines);
        canvas_text(s->canvas, (Rect){ rect.x, y, rect.width, pitch }, ALIGN_LEFT, font, lines.line[0]);
        if (lines.n < 2)
            return y + pitch;
        text += strlen(lines.line[0]);
        while (*text == ' ')
            text++;
    }
    return y;
}

/* ---- parts */

static int
draw_head(const Sheet *s, const char *title)
{
    const int draft = CANVAS_PT(52);
    int y = MARGIN;
    Rect mark = { s->left + s->width - draft, y, draft, CANVAS_PT(18) };
    canvas_box(s->canvas, NULL, mark, NULL, MUTED, CANVAS_PT(1));
    canvas_text(s->canvas, mark, ALIGN_CENTRE, (Font){ CANVAS_PT(10), true, MUTED }, sheet_word(s, W_sheet_draft));
    y = paragraph(s, (Rect){ s->left, y, s->width - draft - GAP, 0 }, 3, (Font){ CANVAS_PT(16), true, INK }, title);
    y = paragraph(s, (Rect){ s->left, y + CANVAS_PT(2), s->width, 0 }, 2, (Font){ CANVAS_PT(10.5), false, INK },
                  finding_of_change(s->chart));
    const char *scenario = sheet_arg(s, STORED(s->run->title));
    page_line(s->canvas, (Rect){ s->left, y, s->width, CANVAS_PT(13) }, ALIGN_LEFT, (Font){ SHEET_TEXT, false, MUTED },
              chart_print(s->chart, "%s  \xC2\xB7  %s \xE2\x80\x93 %s", scenario, sheet_arg(s, MONTH(s->run->from)),
                          sheet_arg(s, MONTH(s->run->to))));
    return y + CANVAS_PT(18);
}

static int
draw_money(const Sheet *s, int top)
{
    Out out = { .words = s->report->out->words, .plain = true };
    int y = sheet_heading(s, (Rect){ s->left, top, s->width, 0 }, sheet_word(s, W_sheet_money));
    say_money_in(&out, s->report->lang, s->report, s->run);
    y = paragraph(s, (Rect){ s->left, y, s->width, 0 }, 3, (Font){ SHEET_TEXT, false, INK },
                  out.bytes ? out.bytes : "");
    out_free(&out);
    return y;
}

static int
draw_doubt(const Sheet *s, int y, const char *text)
{
    return paragraph(s, (Rect){ s->left, y, s->width, 0 }, 3, (Font){ SHEET_TEXT, false, INK }, text) + CANVAS_PT(2);
}

/* The three assumptions that matter most, where they were looked for. */
static int
draw_turns(const Sheet *s, int y)
{
    enum { MOST = 3 };
    Turn turns[MOST];
    size_t n = turns_of(s->report, s->run, turns, MOST);
    for (size_t i = 0; i < n; i++) {
        Arg args[TURN_ARGS];
        Word word;
        size_t n_args = turn_args(&turns[i], args, &word);
        y = draw_doubt(s, y, sheet_said(s, word, args, n_args));
    }
    return y;
}

/* What could turn a verdict, the most doubtful first: what assumptions do, an uncertain baseline (an assumption, too), an illustration,
 * figures that were only assumed. */
static int
draw_doubts(const Sheet *s, int top)
{
    const char *assumed = "";
    int y = sheet_heading(s, (Rect){ s->left, top, s->width, 0 }, sheet_word(s, W_sheet_rests));
    const bool looked = is_looked_into(s->report);
    y = draw_turns(s, y);
    for (size_t i = 0; i < s->run->n_judged; i++) {
        const Judged *j = &s->run->judged[i];
        if (!j->headline)
            continue;
        if (j->baseline_high > j->baseline && !looked) {
            const char *text =
                sheet_text(s, W_uncertain_baseline, TEXT(j->id), NUMBER(j->baseline), NUMBER(j->baseline_high));
            if (!isnan(j->break_even))
                text = chart_print(s->chart, "%s %s", text,
                                   sheet_text(s, W_sheet_rests_open, TEXT(j->id), NUMBER(j->break_even)));
            y = draw_doubt(s, y, text);
        } else if (j->illustrative)
            y = draw_doubt(s, y, chart_print(s->chart, "%s: %s", j->id, sheet_arg(s, STORED(j->note))));
        else if (!strcmp(j->basis, "assumed"))
            assumed = chart_print(s->chart, "%s%s%s", assumed, *assumed ? ", " : "", j->id);
    }
    return *assumed ? draw_doubt(s, y, sheet_text(s, W_sheet_rests_assumed, TEXT(assumed))) : y;
}

static void
draw_foot(const Sheet *s)
{
    const Word fields[] = { W_sheet_signature, W_sheet_checked, W_sheet_date };
    const OrgTable *runs = s->report->host->data(s->report->ctx, "run");
    int y = HEIGHT - MARGIN - CANVAS_PT(14), width = (s->width - 2 * GAP) / 3;
    for (int i = 0; i < 3; i++) {
        int x = s->left + i * (width + GAP);
        canvas_box(s->canvas, NULL, (Rect){ x, y - CANVAS_PT(16), width, 2 }, LINE, NULL, 0);
        page_line(s->canvas, (Rect){ x, y - CANVAS_PT(15), width, SHEET_LINE }, ALIGN_LEFT,
                  (Font){ CANVAS_PT(7), false, MUTED }, sheet_word(s, fields[i]));
    }
    const char *hash = chart_print(s->chart, "%.12s", text_at(runs, "hash", s->run->index));
    const char *text = sheet_text(s, W_sheet_source, TEXT(text_at(runs, "scenario", s->run->index)), TEXT(hash),
                                  TEXT(s->run->name), TEXT(text_at(runs, "engine", s->run->index)));
    page_line(s->canvas, (Rect){ s->left, y + CANVAS_PT(2), s->width, SHEET_LINE }, ALIGN_LEFT,
              (Font){ CANVAS_PT(7), false, MUTED }, text);
}

static void
draw_sheet(Sheet *s, const char *title)
{
    int half = (s->width - 2 * GAP) / 2;
    canvas_begin(s->canvas, WIDTH, HEIGHT, title);
    int y = draw_head(s, title);
    y = s->run->n_judged ? sheet_targets(s, y) + GAP : y;
    int left = sheet_waterfall(s, (Rect){ s->left, y, half, 0 }),
        right = sheet_departments(s, (Rect){ s->left + half + 2 * GAP, y, half, 0 });
    y = draw_money(s, (left > right ? left : right) + GAP);
    draw_doubts(s, y + GAP);
    draw_foot(s);
}

/* ---- the feature */

OrgStatus
sheet_run(const OrgHost *host, OrgCtx *ctx, const SheetParams *params)
{
    Words words;
    Canvas canvas;
    Target *targets = NULL;
    Out out = { .words = words_read(host, ctx) };
    Report report = { .host = host, .ctx = ctx, .out = &out, .lang = strcmp(params->lang, "vi") ? EN : VI };
    if (!out.words)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    OrgStatus status = facts_read(&report);
    if (status != ORG_OK)
        return status;
    if (report.n_runs != 1)
        return host->fail(ctx, ORG_E_INVALID, "a brief is of one run");
    Chart chart = { .host = host,
                    .ctx = ctx,
                    .words = words_of(host, ctx, params->lang, &words),
                    .view = VIEW_TIMELINE,
                    .style = "cards",
                    .title = "",
                    .under = "",
                    .page = "A4-portrait",
                    .dpi = 150 };
    Sheet sheet = { &report, &report.run[0], &chart, &canvas, MARGIN, WIDTH - 2 * MARGIN };
    uint32_t n = targets_read(&chart, &targets);
    draw_sheet(&sheet, *params->title ? params->title
                       : n            ? finding_of_targets(&chart, targets, n)
                                      : finding_of_change(&chart));
    status = canvas.failed ? host->fail(ctx, ORG_E_FAILED, "out of memory")
                           : chart_write(&chart, &(ChartPages){ &canvas, 1 }, "brief", params->format);
    canvas_end(&canvas);
    return status;
}
