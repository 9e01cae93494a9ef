// SPDX-License-Identifier: MIT
/* What the script reads: words, and of each run its units and stories in columns, so that ten thousand units stay small. */
#include "looks.h"
#include "page.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Words are sent by their key: "fate_kept": ["kept", "giữ nguyên"]. */
static void
write_words(Out *out)
{
    static const char *const keys[WORDS] = {
#define W(key, english) [W_##key] = #key,
#include "words.def"
#undef W
    };
    put(out, "\"words\":{");
    for (int w = 0; w < WORDS; w++) {
        putf(out, "%s\"%s\":[", w ? "," : "", keys[w]);
        put_json(out, word_of(out, (Word) w, EN));
        put(out, ",");
        put_json(out, word_of(out, (Word) w, VI));
        put(out, "]");
    }
    put(out, "},\"fates\":[");
    for (int f = 0; f < FATES; f++) {
        putf(out, "%s[", f ? "," : "");
        put_json(out, fate_looks[f].badge);
        put(out, ",");
        put_json(out, fates_said[f].css);
        put(out, ",");
        put_json(out, keys[fates_said[f].word]);
        put(out, "]");
    }
    put(out, "]");
}

/* Texts that repeat are sent once; each is known by its place. By address, since the host hands out a text once a cell:
 * those of the dictionary are alike, those of tables are compared. */
typedef struct {
    const char **text;
    bool *stored; /* a sentence of the host's, that has another wording in Vietnamese */
    uint32_t *slot;
    size_t n, room;
} Texts;

static size_t
hash_of(const char *text)
{
    size_t hash = 1469598103934665603u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char) *text) * 1099511628211u;
    return hash;
}

static bool
texts_begin(Texts *texts, size_t most)
{
    texts->room = 64;
    while (texts->room < most * 2)
        texts->room *= 2;
    texts->text = calloc(texts->room, sizeof *texts->text);
    texts->stored = calloc(texts->room, sizeof *texts->stored);
    texts->slot = calloc(texts->room, sizeof *texts->slot);
    texts->n = 0;
    return texts->text && texts->stored && texts->slot;
}

static void
texts_free(Texts *texts)
{
    free(texts->text);
    free(texts->stored);
    free(texts->slot);
}

static uint32_t
text_place(Texts *texts, const char *text)
{
    size_t at = hash_of(text) & (texts->room - 1);
    while (texts->slot[at] && strcmp(texts->text[texts->slot[at] - 1], text))
        at = (at + 1) & (texts->room - 1);
    if (!texts->slot[at]) {
        texts->text[texts->n++] = text;
        texts->slot[at] = (uint32_t) texts->n;
    }
    return texts->slot[at] - 1;
}

static uint32_t
stored_place(Texts *texts, const char *text)
{
    uint32_t place = text_place(texts, text);
    texts->stored[place] = true;
    return place;
}

static void
texts_end(Out *out, Texts *texts)
{
    put(out, "\"texts\":[");
    for (size_t i = 0; i < texts->n; i++) {
        put(out, i ? "," : "");
        put_json(out, texts->stored[i] ? stored_in(out, EN, texts->text[i]) : texts->text[i]);
    }
    put(out, "],\n\"said\":{");
    bool any = false;
    for (size_t i = 0; i < texts->n; i++) {
        const char *said = texts->stored[i] ? stored_in(out, VI, texts->text[i]) : NULL;
        if (!said || !strcmp(said, stored_in(out, EN, texts->text[i])))
            continue;
        putf(out, "%s\"%zu\":", any ? "," : "", i);
        put_json(out, said);
        any = true;
    }
    put(out, "}");
    texts_free(texts);
}

/* ---- units */

typedef const char *(*TextOf)(const Report *, const Run *, OrgRow);
typedef double (*NumberOf)(const Report *, const Run *, OrgRow, Texts *);

static void
text_column(const Report *report, const Run *run, const char *name, TextOf of)
{
    Out *out = report->out;
    putf(out, "\"%s\":[", name);
    for (OrgRow u = 0; u < run->n; u++) {
        const char *text = of(report, run, u);
        put(out, u ? "," : "");
        if (text)
            put_json(out, text);
        else
            put(out, "0");
    }
    put(out, "],\n");
}

static void
number_column(const Report *report, const Run *run, Texts *texts, const char *name, NumberOf of)
{
    Out *out = report->out;
    putf(out, "\"%s\":[", name);
    for (OrgRow u = 0; u < run->n; u++) {
        put(out, u ? "," : "");
        put_json_number(out, of(report, run, u, texts));
    }
    put(out, "],\n");
}

/* Bits, one a fate; 0: closed before the run. */
static double
flags_at(const Report *report, const Run *run, OrgRow u, Texts *texts)
{
    (void) report;
    (void) texts;
    return fate_flags(&run->fates, u);
}

static double
parent_at(const Report *report, const Run *run, OrgRow u, Texts *texts)
{
    (void) report;
    (void) texts;
    OrgRow parent = unit_parent(run, u);
    return parent == ORG_NONE ? -1.0 : (double) parent;
}

/* What the run's scenario calls one unit of the type, else the type. */
static const char *
type_name(const Report *report, const Run *run, const char *type)
{
    const OrgTable *table = report->host->data(report->ctx, "type");
    for (size_t i = 0; table && i < table->rows; i++)
        if (number_at(table, "run", i) == (double) run->index && !strcmp(text_at(table, "type", i), type))
            return said_at(table, "one", i);
    return type;
}

static double
type_at(const Report *report, const Run *run, OrgRow u, Texts *texts)
{
    return stored_place(texts, type_name(report, run, report->host->spell(run->end, run->after->type[u])));
}

static double
why_at(const Report *report, const Run *run, OrgRow u, Texts *texts)
{
    (void) report;
    const char *why = fate_why(&run->fates, u);
    return *why ? (double) stored_place(texts, why) : -1.0;
}

static double
month_at(const Report *report, const Run *run, OrgRow u, Texts *texts)
{
    (void) report;
    (void) texts;
    double month = fate_number(&run->fates, u, AT_MONTH);
    return isnan(month) ? 0 : month;
}

static double
item_at(const Report *report, const Run *run, OrgRow u, Texts *texts)
{
    (void) report;
    (void) texts;
    double item = fate_number(&run->fates, u, AT_ITEM);
    return fate_flags(&run->fates, u) && !isnan(item) ? item : -1;
}

/* Eight figures a unit, in a row: posts before, in, out, opened, closed, after; people before, after. */
static void
write_figures(const Report *report, const Run *run)
{
    static const FateNumber figures[] = { AT_ROWS_BEFORE, AT_ROWS_IN,    AT_ROWS_OUT,      AT_ROWS_OPENED,
                                          AT_ROWS_CLOSED, AT_ROWS_AFTER, AT_PEOPLE_BEFORE, AT_PEOPLE_AFTER };
    Out *out = report->out;
    put(out, "\"figures\":[");
    for (OrgRow u = 0; u < run->n; u++)
        for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
            put(out, u || i ? "," : "");
            put_json_number(out, fate_number(&run->fates, u, figures[i]));
        }
    put(out, "],\n");
}

/* Of the unit and all below it: posts by weight before and after, as on the charts, and units before and after. */
static void
write_sums(const Report *report, const Run *run)
{
    static const FateNumber sums[] = { AT_ALL_POSTS_BEFORE, AT_ALL_POSTS_AFTER, AT_ALL_UNITS_BEFORE,
                                       AT_ALL_UNITS_AFTER };
    Out *out = report->out;
    put(out, "\"sums\":[");
    for (OrgRow u = 0; u < run->n; u++)
        for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
            put(out, u || i ? "," : "");
            put_json_number(out, fate_number(&run->fates, u, sums[i]));
        }
    put(out, "],\n");
}

/* Lists of heirs and of units taken over: {"12": "14 15"}. */
static void
write_lists(const Report *report, const Run *run, const char *name, bool from)
{
    Out *out = report->out;
    bool any = false;
    putf(out, "\"%s\":{", name);
    for (OrgRow u = 0; u < run->n; u++) {
        const char *list = from ? fate_from(&run->fates, u) : fate_into(&run->fates, u);
        if (!*list)
            continue;
        putf(out, "%s\"%u\":", any ? "," : "", u);
        put_json(out, list);
        any = true;
    }
    put(out, "},\n");
}

/* Events by unit: unit count, then for each event month, item, kind, number, other (-1 several, -2 none), text, reason
 * (places in texts, -1 none). Months are told from the first one. */
static void
write_stories(const Report *report, const Run *run, Texts *texts)
{
    Out *out = report->out;
    const OrgTable *t = run->story;
    const double *month = numbers_of(t, "month"), *item = numbers_of(t, "item"), *other = numbers_of(t, "other");
    const char *const *event = texts_of(t, "event"), *const *text = texts_of(t, "text"),
                      *const *reason = texts_of(t, "reason_said");
    bool any = false;
    put(out, "\"story\":[");
    for (OrgRow u = 0; u < run->n; u++) {
        uint32_t first = run->story_first[u], end = run->story_first[u + 1];
        if (first == end)
            continue;
        putf(out, "%s%u,%u", any ? "," : "", u, end - first);
        any = true;
        for (uint32_t i = first; i < end; i++) {
            size_t row = run->story_order[i];
            putf(out, ",%d,%d,%u,", (int) (month[row] - run->from), (int) item[row], text_place(texts, event[row]));
            put_json_number(out, event_size(run, row));
            putf(out, ",%.0f,%d,%d", isnan(other[row]) ? -2.0 : other[row],
                 !text[row]                       ? -1
                 : !strcmp(event[row], "renamed") ? (int) text_place(texts, text[row]) /* a name: the user's */
                                                  : (int) stored_place(texts, text[row]),
                 reason[row] ? (int) stored_place(texts, reason[row]) : -1);
        }
    }
    put(out, "],\n");
}

/* Of each unit with all below it: the columns of the table "staff". Before and what became of those who led by where units stood then,
 * after by where they stand. */
enum { STAFF = 9 };

static void
add_up(const Run *run, const OrgUnits *units, OrgRow unit, double (*sums)[STAFF], const double *own, unsigned columns)
{
    for (uint32_t hops = 0; unit != ORG_NONE && unit < units->n && hops <= run->n; unit = units->parent[unit], hops++)
        for (int k = 0; k < STAFF; k++)
            sums[unit][k] += columns >> k & 1 && !isnan(own[k]) ? own[k] : 0;
}

static void
write_staff(const Report *report, const Run *run)
{
    static const char *const names[STAFF] = {
        "heads_before", "deputies_before", "heads_after", "deputies_after", "led_on", "lost", "surplus", "left", "paid"
    };
    enum { AFTER = 0xC, BEFORE = 0x1FF & ~AFTER };
    Rows rows = rows_of(report, "staff", run->index);
    Out *out = report->out;
    double(*sums)[STAFF] = calloc((size_t) run->n + 1, sizeof *sums);
    bool any = false;
    put(out, "\"staff\":{");
    for (size_t i = rows.begin; sums && i < rows.end; i++) {
        double own[STAFF];
        OrgRow unit = (OrgRow) number_at(rows.table, "unit", i);
        for (int k = 0; k < STAFF; k++)
            own[k] = number_at(rows.table, names[k], i);
        bool was = unit < run->before->n && run->before->closed[unit] == ORG_OPEN;
        add_up(run, was ? run->before : run->after, unit, sums, own, BEFORE);
        add_up(run, run->after, unit, sums, own, AFTER);
    }
    for (OrgRow u = 0; sums && u < run->n; u++) {
        double all = 0;
        for (int k = 0; k < STAFF; k++)
            all += sums[u][k];
        for (int k = 0; all > 0 && k < STAFF; k++) {
            if (k == 0)
                putf(out, "%s\"%u\":[", any ? "," : "", u);
            put(out, k ? "," : "");
            put_json_number(out, sums[u][k]);
        }
        put(out, all > 0 ? "]" : "");
        any |= all > 0;
    }
    out->failed |= !sums;
    free(sums);
    put(out, "},\n\"currency\":");
    put_json(out, run->currency);
    put(out, ",\n");
}

static void
write_run(const Report *report, const Run *run)
{
    Out *out = report->out;
    Texts texts;
    if (!texts_begin(&texts, run->story_first[run->n] * (size_t) 3 + run->n * (size_t) 2 + 8)) {
        texts_free(&texts);
        out->failed = true;
        return;
    }
    putf(out, "<script type=\"application/json\" id=\"data-%zu\">{\"from\":", run->index);
    put_json_number(out, run->from);
    put(out, ",\"to\":");
    put_json_number(out, run->to);
    put(out, ",\"items\":[");
    for (size_t i = 0; i < run->n_items; i++) {
        put(out, i ? "," : "");
        put_json(out, run->items[i].id);
    }
    put(out, "],\n");
    text_column(report, run, "id", unit_id);
    text_column(report, run, "name", unit_name);
    text_column(report, run, "before", unit_before);
    number_column(report, run, &texts, "fate", flags_at);
    number_column(report, run, &texts, "parent", parent_at);
    number_column(report, run, &texts, "type", type_at);
    number_column(report, run, &texts, "why", why_at);
    number_column(report, run, &texts, "month", month_at);
    number_column(report, run, &texts, "item", item_at);
    write_figures(report, run);
    write_sums(report, run);
    write_lists(report, run, "into", false);
    write_lists(report, run, "took", true);
    write_staff(report, run);
    write_stories(report, run, &texts);
    texts_end(out, &texts);
    put(out, "}</script>\n");
}

void
write_data(const Report *report)
{
    put(report->out, "<script type=\"application/json\" id=\"words\">{");
    write_words(report->out);
    put(report->out, "}</script>\n");
    for (size_t r = 0; r < report->n_runs; r++)
        write_run(report, &report->run[r]);
}
