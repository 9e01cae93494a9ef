// SPDX-License-Identifier: MIT
/* People by age and sex at the start and at the end: women to the left, men to the right. */
#include "mirror.h"
#include "model-private.h"
#include "page.h"
#include "text.h"
#include "views.h"
#include <stdio.h>
#include <string.h>

enum {
    YOUNGEST = 20,
    STEP = 5,
    BANDS = 11, /* under 20, 20–24 … 60–64, 65 and over */
    HEAD = CANVAS_PT(40),
    FOOT = CANVAS_PT(26),
    HEAD_TEXT = CANVAS_PT(10.5),
    TEXT = CANVAS_PT(9),
    SMALL = CANVAS_PT(8),
    GAP = CANVAS_PT(4),
    GUTTER = CANVAS_PT(30),
};

#define WOMEN "#6B4C9A"
#define MEN "#2E7D6B"

typedef struct {
    int64_t women[BANDS], men[BANDS];
    uint64_t people, no_birth, no_sex, from_counts;
    uint64_t years; /* of those whose age is known */
    OrgMonth month;
} Ages;

typedef struct {
    const Chart *chart;
    Canvas *canvas;
    Reader r;
    Model model;
    OrgRow root;
    Ages ages[2];
    int sides;
    uint32_t first, end; /* bands that anybody is in */
    int64_t most;
} Profile;

static uint32_t
band_of(OrgMonth age)
{
    int years = age / 12;
    return years < YOUNGEST                         ? 0
           : years >= YOUNGEST + STEP * (BANDS - 2) ? BANDS - 1
                                                    : (uint32_t) ((years - YOUNGEST) / STEP) + 1;
}

/* People made from counts are told by their ids, "group#3". */
static bool
is_from_counts(const Profile *p, const Side *side, OrgRow person)
{
    return strchr(p->chart->host->id(side->ctx, ORG_PEOPLE, person), '#') != NULL;
}

static OrgStatus
read_side(Profile *p, const Side *side, Ages *ages)
{
    const OrgHost *host = p->chart->host;
    const OrgPeople *people = host->people(side->ctx);
    uint32_t *layer = host->scratch(p->chart->ctx, (p->r.n + (size_t) 1) * sizeof *layer);
    if (!layer || !model_layers(&p->r, side, p->root, layer))
        return host->fail(p->chart->ctx, ORG_E_FAILED, "out of memory");
    for (OrgRow i = 0; i < people->n; i++) {
        OrgRow unit = people->unit[i];
        if (people->state[i] == ORG_LEFT || (p->root != ORG_NONE && (unit >= p->r.n || !layer[unit])))
            continue;
        ages->people++;
        ages->from_counts += is_from_counts(p, side, i);
        if (people->born[i] == ORG_UNKNOWN || people->born[i] > ages->month) {
            ages->no_birth++;
            continue;
        }
        OrgMonth age = ages->month - people->born[i];
        ages->years += (uint64_t) age;
        if (people->sex[i] != ORG_FEMALE && people->sex[i] != ORG_MALE)
            ages->no_sex++;
        else
            (people->sex[i] == ORG_FEMALE ? ages->women : ages->men)[band_of(age)] += 1000;
    }
    for (uint32_t b = 0; b < BANDS; b++) {
        if (ages->women[b] + ages->men[b] > 0) {
            p->first = b < p->first ? b : p->first;
            p->end = b + 1 > p->end ? b + 1 : p->end;
        }
        p->most = ages->women[b] > p->most ? ages->women[b] : p->most;
        p->most = ages->men[b] > p->most ? ages->men[b] : p->most;
    }
    return ORG_OK;
}

/* ---- drawing */

static const char *
figure(const Profile *p, int64_t value)
{
    char text[64];
    return chart_print(p->chart, "%s", words_fte(p->chart->words, value, text));
}

static const char *
band_text(const Profile *p, uint32_t band)
{
    const Words *w = p->chart->words;
    unsigned from = YOUNGEST + STEP * (band - 1);
    return band == 0           ? chart_print(p->chart, "%s %d", w->under_age, YOUNGEST)
           : band == BANDS - 1 ? chart_print(p->chart, "%u %s", from, w->over_age)
                               : chart_print(p->chart, "%u\xE2\x80\x93%u", from, from + STEP - 1);
}

/* What the bars leave out, so that they add up with it to the people counted. */
static void
draw_foot(Profile *p, const Ages *ages, Rect rect)
{
    const Words *w = p->chart->words;
    const struct {
        uint64_t n;
        const char *text;
    } notes[] = { { ages->no_birth, w->age_unknown },
                  { ages->no_sex, w->sex_unknown },
                  { ages->from_counts, w->from_counts } };
    const char *text = "";
    for (int i = 0; i < 3; i++)
        if (notes[i].n)
            text = chart_print(p->chart, "%s%s%s: %s", text, *text ? "  \xC2\xB7  " : "", notes[i].text,
                               figure(p, (int64_t) notes[i].n * 1000));
    page_line(p->canvas, rect, ALIGN_CENTRE, (Font){ SMALL, false, MUTED }, text);
}

static void
draw_head(Profile *p, int s, Rect rect, int left_x, int right_x)
{
    const Words *w = p->chart->words;
    const Ages *ages = &p->ages[s];
    char month[64];
    int64_t women = 0, men = 0;
    for (int b = 0; b < BANDS; b++)
        women += ages->women[b], men += ages->men[b];
    uint64_t known = ages->people - ages->no_birth;
    const char *text = chart_print(p->chart, "%s%s%s: %s %s", p->sides > 1 ? s ? w->after : w->before : "",
                                   p->sides > 1 ? " " : "", words_month(p->chart->words, ages->month, month),
                                   figure(p, (int64_t) ages->people * 1000), w->people);
    if (known)
        text = chart_print(p->chart, "%s  \xC2\xB7  %s %s", text, w->mean_age,
                           figure(p, (int64_t) (ages->years * 1000 / known / 12)));
    page_line(p->canvas, (Rect){ rect.x, rect.y, rect.width, CANVAS_PT(16) }, ALIGN_CENTRE,
              (Font){ HEAD_TEXT, true, INK }, text);
    int y = rect.y + CANVAS_PT(20);
    page_line(p->canvas, (Rect){ rect.x, y, left_x - rect.x, CANVAS_PT(14) }, ALIGN_RIGHT, (Font){ TEXT, true, WOMEN },
              chart_print(p->chart, "%s %s", w->women, figure(p, women)));
    page_line(p->canvas, (Rect){ right_x, y, rect.x + rect.width - right_x, CANVAS_PT(14) }, ALIGN_LEFT,
              (Font){ TEXT, true, MEN }, chart_print(p->chart, "%s %s", w->men, figure(p, men)));
}

/* A bar with its figure beyond its end; in the picture of the end a line shows where the bar ended before. */
static void
draw_bar(Profile *p, int s, uint32_t band, OrgMirrorRow row, Rect rect, int side, bool men)
{
    int width = men ? row.right_width : row.left_width, far = width;
    int64_t before = men ? p->ages[0].men[band] : p->ages[0].women[band];
    const char *value = figure(p, men ? row.right : row.left);
    char id[16];
    snprintf(id, sizeof id, "n%u", 2 * band + men + (unsigned) s * 2 * BANDS);
    Rect bar = { men ? rect.x : rect.x + rect.width - width - 1, row.y, width + 1, row.height };
    canvas_box(p->canvas, id, bar, men ? MEN : WOMEN, NULL, 0);
    if (s == 1) {
        int was = (int) ((double) before / (double) p->most * side);
        canvas_box(p->canvas, NULL,
                   (Rect){ men ? rect.x + was : rect.x + rect.width - was - 4, row.y - 4, 4, row.height + 8 },
                   "#F2A900", NULL, 0);
        int end = width + 1 + GAP + (int) ((int64_t) org_text_width(value, false) * TEXT / 970) + GAP / 2;
        far =
            was + 4 > far && was < end ? was + 4 : far; /* a figure stands at its bar, not at the line, where it can */
    }
    Rect text = { men ? rect.x + far + GAP : rect.x, row.y, rect.width - far - GAP, row.height };
    canvas_text(p->canvas, text, men ? ALIGN_LEFT : ALIGN_RIGHT, (Font){ TEXT, false, INK }, value);
}

static void
draw_side(Profile *p, int s, Rect rect)
{
    const Ages *ages = &p->ages[s];
    OrgMirrorRow rows[BANDS] = { 0 };
    int centre = CANVAS_PT(62), values = CANVAS_PT(42), left_x = rect.x + (rect.width - centre) / 2,
        right_x = left_x + centre;
    uint32_t n = p->end - p->first;
    for (uint32_t b = 0; b < n; b++) /* the oldest on top */
        rows[b] = (OrgMirrorRow){ .left = ages->women[p->end - 1 - b], .right = ages->men[p->end - 1 - b] };
    OrgMirrorPage page = { .y = rect.y + HEAD,
                           .height = rect.height - HEAD - FOOT,
                           .side = left_x - rect.x - values,
                           .label = CANVAS_PT(12),
                           .tallest = CANVAS_PT(80),
                           .at_least = p->most };
    draw_head(p, s, rect, left_x, right_x);
    draw_foot(p, ages, (Rect){ rect.x, rect.y + rect.height - FOOT + CANVAS_PT(8), rect.width, CANVAS_PT(12) });
    if (!org_mirror(rows, n, &page))
        return;
    for (uint32_t b = 0; b < n; b++) {
        uint32_t band = p->end - 1 - b;
        canvas_text(p->canvas, (Rect){ left_x, rows[b].y, centre, rows[b].height }, ALIGN_CENTRE,
                    (Font){ TEXT, true, INK }, band_text(p, band));
        draw_bar(p, s, band, rows[b], (Rect){ rect.x, rows[b].y, left_x - rect.x, rows[b].height }, page.side, false);
        draw_bar(p, s, band, rows[b], (Rect){ right_x, rows[b].y, rect.x + rect.width - right_x, rows[b].height },
                 page.side, true);
    }
}

static OrgStatus
read_all(Profile *p)
{
    OrgRow top;
    OrgStatus status = model_begin(p->chart, &p->model, &p->r);
    if (status == ORG_OK)
        status = model_top(&p->r, &p->root, &top);
    if (status != ORG_OK)
        return status;
    if (!*p->chart->under)
        p->root = ORG_NONE;
    p->sides = p->model.diff ? 2 : 1;
    p->ages[0].month = p->model.from;
    p->ages[1].month = p->model.to;
    status = read_side(p, &p->r.start, &p->ages[0]);
    return status == ORG_OK && p->sides > 1 ? read_side(p, &p->r.end, &p->ages[1]) : status;
}

/* "Mean age 43.2 → 44.1, of assumed ages": an age that was assumed is no finding, and the title says so. */
static const char *
title_of(const Profile *p, bool assumed)
{
    const Words *w = p->chart->words;
    const char *mean[2] = { "", "" };
    for (int s = 0; s < p->sides; s++) {
        uint64_t known = p->ages[s].people - p->ages[s].no_birth;
        if (!known || *p->chart->title)
            return page_title(p->chart);
        mean[s] = figure(p, (int64_t) (p->ages[s].years * 1000 / known / 12));
    }
    const char *text = p->sides > 1 && strcmp(mean[0], mean[1])
                           ? chart_print(p->chart, "%s %s \xE2\x86\x92 %s", w->mean_age_title, mean[0], mean[1])
                           : chart_print(p->chart, "%s %s", w->mean_age_title, mean[0]);
    return assumed ? chart_print(p->chart, "%s (%s)", text, w->ages_assumed) : text;
}

OrgStatus
ages_draw(const Chart *chart, Canvas *canvas)
{
    Profile p = { .chart = chart, .canvas = canvas, .first = BANDS };
    const Words *w = chart->words;
    OrgStatus status = read_all(&p);
    if (status != ORG_OK)
        return status;
    char from[64], to[64];
    words_month(p.chart->words, p.model.from, from);
    words_month(p.chart->words, p.model.to, to);
    uint64_t assumed = p.ages[0].from_counts + p.ages[1].from_counts;
    const char *subtitle = p.sides > 1 ? chart_print(chart, "%s, %s %s %s", w->ages, from, w->to, to)
                                       : chart_print(chart, "%s, %s", w->ages, from);
    PageText text = { .title = title_of(&p, assumed > 0),
                      .finding = true,
                      .subtitle = subtitle,
                      .note = p.most == 0   ? NULL
                              : p.sides > 1 ? w->age_note_both
                                            : w->age_note };
    Rect body;
    page_begin(chart, &text, canvas, &body);
    if (p.most == 0) {
        const char *none = p.ages[0].people == p.ages[0].no_birth && p.ages[1].people == p.ages[1].no_birth
                               ? w->no_births
                               : w->no_sexes;
        page_line(canvas, (Rect){ body.x, body.y + CANVAS_PT(10), body.width, CANVAS_PT(20) }, ALIGN_LEFT,
                  (Font){ CANVAS_PT(13), false, INK }, none);
        return ORG_OK;
    }
    int width = (body.width - (p.sides - 1) * GUTTER) / p.sides;
    for (int s = 0; s < p.sides; s++)
        draw_side(&p, s, (Rect){ body.x + s * (width + GUTTER), body.y, width, body.height });
    return ORG_OK;
}
