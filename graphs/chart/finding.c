// SPDX-License-Identifier: MIT
#include "finding.h"
#include "page.h"
#include <math.h>
#include <string.h>

enum { LONGEST = 90 }; /* characters of a title */

static size_t
characters(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += ((unsigned char) *text & 0xC0) != 0x80;
    return n;
}

/* The sentence with {0}, {1} … in their places. */
static const char *
fill(const Chart *chart, const char *sentence, const char *const *args, size_t n)
{
    const char *text = "";
    while (*sentence) {
        size_t plain = strcspn(sentence, "{");
        text = chart_print(chart, "%s%.*s", text, (int) plain, sentence);
        sentence += plain;
        if (!*sentence)
            break;
        size_t i = (size_t) (sentence[1] - '0');
        text = chart_print(chart, "%s%s", text, i < n ? args[i] : "");
        sentence += 3;
    }
    return text;
}

#define FILL(chart, sentence, ...)                                                                                     \
    fill(chart, sentence, (const char *const[]){ __VA_ARGS__ },                                                        \
         sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

const char *
finding_filled(const Chart *chart, const char *sentence, const char *a, const char *b, const char *c, const char *d,
               const char *e, const char *f)
{
    return FILL(chart, sentence, a, b, c, d, e, f);
}

/* ---- what changed */

typedef struct {
    double units[2], posts[2];
    OrgWord type; /* of departments, which lost most; 0: none stands out */
    double part;  /* of all that was lost or won */
} Change;

typedef struct {
    OrgWord type;
    uint32_t n;
    double change;
} OfType;

static void
add_unit(Change *change, const Fates *fates, OrgRow u)
{
    static const FateNumber units[] = { AT_ALL_UNITS_BEFORE, AT_ALL_UNITS_AFTER },
                            posts[] = { AT_ALL_POSTS_BEFORE, AT_ALL_POSTS_AFTER };
    for (int side = 0; side < 2; side++) {
        change->units[side] += fate_number(fates, u, units[side]);
        change->posts[side] += fate_number(fates, u, posts[side]);
    }
}

/* The type of the units right below `top` that has at least half of the change, if there are others. */
static void
find_type(Change *change, const Fates *fates, const OrgUnits *units, OrgRow top)
{
    enum { TYPES = 32 };
    OfType types[TYPES] = { 0 };
    size_t n = 0;
    double all = change->posts[1] - change->posts[0];
    for (OrgRow u = 0; u < units->n; u++) {
        if (units->parent[u] != top || u == top || !fate_flags(fates, u))
            continue;
        size_t k = 0;
        while (k < n && types[k].type != units->type[u])
            k++;
        if (k == TYPES)
            return;
        n = k == n ? n + 1 : n;
        types[k].type = units->type[u];
        types[k].n++;
        types[k].change += fate_number(fates, u, AT_ALL_POSTS_AFTER) - fate_number(fates, u, AT_ALL_POSTS_BEFORE);
    }
    for (size_t k = 0; k < n && n > 1 && all != 0; k++)
        if (types[k].n > 1 && types[k].change / all >= 0.5 && types[k].change / all < 1) {
            change->type = types[k].type;
            change->part = types[k].change / all;
        }
}

static bool
read_change(const Chart *chart, Change *change)
{
    const OrgHost *host = chart->host;
    OrgCtx *start = host->at(chart->ctx, chart->run, ORG_UNKNOWN), *end = host->at(chart->ctx, chart->run, ORG_OPEN);
    Fates fates;
    *change = (Change){ 0 };
    if (!start || !end || !fates_read(host, chart->ctx, chart->run, host->units(end)->n, &fates))
        return false;
    const OrgUnits *units = host->units(end);
    const OrgUnits *before = host->units(start);
    OrgRow top = *chart->under ? host->find(end, ORG_UNITS, chart->under) : fate_root(before, units);
    if (*chart->under && top == ORG_NONE)
        return false;
    for (OrgRow u = 0; u < units->n; u++) {
        bool root = (units->closed[u] == ORG_OPEN && units->parent[u] == ORG_NONE) ||
                    (u < before->n && before->closed[u] == ORG_OPEN && before->parent[u] == ORG_NONE);
        if (top == ORG_NONE ? root : u == top)
            add_unit(change, &fates, u);
    }
    find_type(change, &fates, units, top);
    return true;
}

/* "fall 13.9 %", "are as many" */
static const char *
movement(const Chart *chart, const double *figures)
{
    const Words *w = chart->words;
    char text[64];
    double change = figures[0] > 0 ? (figures[1] - figures[0]) / figures[0] : 0;
    if (figures[0] == figures[1])
        return w->stays_same;
    words_number(w, fabs(change), 1, text);
    return FILL(chart, change < 0 ? w->falls : w->rises, text);
}

/* In a small organisation percentages say less than the things themselves. */
static const char *
things(const Chart *chart, const Change *change)
{
    const Words *w = chart->words;
    char units[2][64], posts[2][64];
    for (int side = 0; side < 2; side++) {
        words_fte(w, llround(change->units[side] * 1000), units[side]);
        words_fte(w, llround(change->posts[side] * 1000), posts[side]);
    }
    return FILL(chart, w->units_posts_small, units[0], units[1], posts[0], posts[1]);
}

static const char *
change_text(const Chart *chart, const Change *change)
{
    enum { SMALL = 50 };
    const Words *w = chart->words;
    if (change->units[0] == change->units[1] && change->posts[0] == change->posts[1])
        return w->nothing_changes;
    const char *text = change->units[0] < SMALL ? things(chart, change)
                                                : FILL(chart, w->units_posts, movement(chart, change->units),
                                                       movement(chart, change->posts));
    if (!change->type)
        return text;
    char part[64];
    words_number(w, round(change->part * 100) / 100, 1, part);
    const char *more = FILL(chart, change->posts[1] < change->posts[0] ? w->of_the_cut : w->of_the_growth, text, part,
                            chart_type(chart, change->type, true));
    return characters(more) <= LONGEST ? more : text;
}

const char *
finding_of_change(const Chart *chart)
{
    Change change;
    if (*chart->title || !*page_run_text(chart, "status") || !read_change(chart, &change))
        return page_title(chart);
    return change_text(chart, &change);
}

/* ---- targets */

/* "T12, T11 (assumed)": headline targets of that verdict, what was simulated first; of a reported figure only the one that the
 * sentence begins with. */
static const char *
list_of(const Chart *chart, const Target *targets, uint32_t n, const char *verdict, bool assumed_too, uint32_t *found)
{
    const char *list = "";
    *found = 0;
    for (int assumed = 0; assumed < (assumed_too ? 2 : 1); assumed++)
        for (uint32_t i = 0; i < n; i++) {
            const Target *t = &targets[i];
            if (!t->headline || t->by_report || t->assumed != (assumed > 0) || strcmp(t->overall, verdict))
                continue;
            list = chart_print(chart, "%s%s%s", list, (*found)++ ? ", " : "", t->id);
            if (assumed)
                list = chart_print(chart, "%s (%s)", list, chart->words->assumed);
        }
    return list;
}

/* The longest of the sentences that a title holds; the last one if none. */
static const char *
longest(const char *const *texts, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++)
        if (characters(texts[i]) <= LONGEST)
            return texts[i];
    return texts[n - 1];
}

static const char *
number_text(const Chart *chart, uint32_t n)
{
    char text[64];
    return chart_print(chart, "%s", words_fte(chart->words, (int64_t) n * 1000, text));
}

static const char *
contradiction(const Chart *chart, const Target *targets, uint32_t n, const Target *t)
{
    const Words *w = chart->words;
    uint32_t all, simulated;
    const char *missed = list_of(chart, targets, n, "not met", true, &all),
               *proven = list_of(chart, targets, n, "not met", false, &simulated);
    const char *figure = t->n_actuals ? target_figure(chart, t, t->actuals[t->n_actuals - 1].value) : "";
    const char *text =
        FILL(chart, strcmp(t->overall, "not met") ? w->met_as_reported : w->missed_as_reported, t->id, figure);
    const char *const texts[] = { all ? FILL(chart, w->missed_too, text, missed) : text,
                                  simulated ? FILL(chart, w->missed_too, text, proven) : text, text };
    return longest(texts, sizeof texts / sizeof texts[0]);
}

static const char *
targets_text(const Chart *chart, const Target *targets, uint32_t n)
{
    const Words *w = chart->words;
    uint32_t n_missed, n_open, all = 0, assumed = 0;
    const char *missed = list_of(chart, targets, n, "not met", true, &n_missed),
               *open = list_of(chart, targets, n, "depends", true, &n_open);
    for (uint32_t i = 0; i < n; i++) {
        if (targets[i].by_report && targets[i].headline)
            return contradiction(chart, targets, n, &targets[i]);
        all += targets[i].headline;
        assumed += targets[i].headline && targets[i].assumed;
    }
    const char *of = number_text(chart, all);
    if (n_missed) {
        const char *const texts[] = { FILL(chart, w->some_missed, number_text(chart, n_missed), of, missed),
                                      FILL(chart, w->many_missed, number_text(chart, n_missed), of) };
        return longest(texts, sizeof texts / sizeof texts[0]);
    }
    if (n_open)
        return FILL(chart, w->some_open, number_text(chart, n_open), of, open);
    return assumed ? FILL(chart, w->all_met_assumed, of, number_text(chart, assumed)) : FILL(chart, w->all_met, of);
}

const char *
finding_of_targets(const Chart *chart, const Target *targets, uint32_t n)
{
    if (*chart->title || !n)
        return page_title(chart);
    return targets_text(chart, targets, n);
}
