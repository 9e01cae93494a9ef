// SPDX-License-Identifier: MIT
/* What the line below a unit's name says: where it came from, what it was called, who took it over, and that the posts add up. */
#include "model-private.h"
#include "text.h"
#include <string.h>

const char *
model_name(const Reader *r, const Side *side, OrgRow u)
{
    const OrgHost *host = r->chart->host;
    const char *name = host->name(side->ctx, ORG_UNITS, u);
    return *name ? name : host->id(side->ctx, ORG_UNITS, u);
}

/* What a partner's name has that the unit's own has not: "Phòng 1 …" of "Phòng 1 – Sở Y tế" for "Phòng 2 – Sở Y tế". */
static const char *
differing(const Reader *r, const char *name, const char *own)
{
    enum { WORTHWHILE = 12 }; /* bytes: leaving out less says less, and saves no line */
    size_t start = org_text_shared_start(name, own), end = strlen(name), other = strlen(own);
    while (end > start && other > start && name[end - 1] == own[other - 1])
        end--, other--;
    while (name[end] && name[end] != ' ') /* whole words */
        end++;
    if (end <= start || start + strlen(name + end) < WORTHWHILE)
        return name;
    return chart_print(r->chart, "%s%.*s%s", start ? "\xE2\x80\xA6 " : "", (int) (end - start), name + start,
                       name[end] && !start ? " \xE2\x80\xA6" : "");
}

/* A partner's name, or what it differs in; where it bears the unit's own, with its id. */
static const char *
partner_name(const Reader *r, OrgRow row, bool before, const char *own, bool brief)
{
    const Side *side = (before ? r->start.in[row] : !r->end.in[row] && r->start.in[row]) ? &r->start : &r->end;
    const char *name = model_name(r, side, row);
    if (!strcmp(name, own))
        return chart_print(r->chart, "%s (%s)", name, r->chart->host->id(side->ctx, ORG_UNITS, row));
    return brief ? differing(r, name, own) : name;
}

typedef struct {
    const char *what, *list, *own, *between;
    bool before; /* the names that they had at the start */
} Partners;

/* "into A; B", of many the first by name and how many there are; brief: only what tells them from the unit's own name. */
static const char *
partners(const Reader *r, const Partners *p, bool brief)
{
    const unsigned most = brief ? 3 : 12;
    const char *names = "", *list = p->list;
    unsigned n = 0, named = 0;
    for (OrgRow row; fate_next(&list, &row) && row < r->n; n++) {
        if (n < most)
            names = chart_print(r->chart, "%s%s%s", names, named++ ? p->between : "",
                                partner_name(r, row, p->before, p->own, brief));
    }
    if (n > named)
        return chart_print(r->chart, "%s %u %s: %s; \xE2\x80\xA6", p->what, n, r->chart->words->units, names);
    return chart_print(r->chart, "%s %s", p->what, names);
}

/* Did all units of the list go wholly into the unit? Then their posts make up its own. */
static bool
all_merged(const Reader *r, const char *list, OrgRow into)
{
    const uint32_t merged = FATE_BIT(FATE_ABSORBED) | FATE_BIT(FATE_CONSOLIDATED);
    bool any = false;
    for (OrgRow row, heir; fate_next(&list, &row); any = true) {
        const char *heirs = fate_into(&r->fates, row);
        if (row >= r->n || !(fate_flags(&r->fates, row) & merged) || !fate_next(&heirs, &heir) || heir != into ||
            fate_next(&heirs, &heir))
            return false;
    }
    return any;
}

static bool
stood_below(const Reader *r, OrgRow row, OrgRow top)
{
    OrgRow up = r->start.parent[row];
    for (uint32_t hops = 0; up < r->n && up != top && hops < r->n; hops++)
        up = r->start.parent[up];
    return up == top;
}

/* "842 = 483 + 359 (±0)": posts with all below, after and before; NULL where not all came wholly from those named. */
static const char *
equation(const Reader *r, OrgRow u)
{
    enum { MOST = 6 };
    const Words *w = r->chart->words;
    const char *list = fate_from(&r->fates, u), *parts = "";
    char text[64];
    int64_t before = r->start.in[u] ? r->start.sum[u] : 0;
    unsigned n = 0;
    if (r->start.in[u])
        parts = chart_print(r->chart, "%s", words_fte(w, before, text)), n++;
    if (!all_merged(r, list, u))
        return NULL;
    for (OrgRow row; fate_next(&list, &row); n++) {
        if (n >= MOST || stood_below(r, row, u)) /* its posts are in those of the unit already */
            return NULL;
        before += r->start.sum[row];
        parts = chart_print(r->chart, "%s%s%s", parts, n ? " + " : "", words_fte(w, r->start.sum[row], text));
    }
    const char *sum = chart_print(r->chart, "%s = %s", words_fte(w, r->end.sum[u], text), parts);
    return chart_print(r->chart, "%s (%s)", sum,
                       r->end.sum[u] == before ? "\xC2\xB1"
                                                 "0"
                                               : words_signed(w, r->end.sum[u] - before, text));
}

/* What one fate has to say of partners and of what was before; NULL: nothing. */
static const char *
note_of(const Reader *r, OrgRow u, Fate fate, bool brief)
{
    const Words *words = r->chart->words;
    const char *into = fate_into(&r->fates, u), *from = fate_from(&r->fates, u);
    const char *own = model_name(r, r->end.in[u] ? &r->end : &r->start, u);
    switch (fate) {
    case FATE_ABSORBED:
    case FATE_CONSOLIDATED:
    case FATE_SPLIT:
        return partners(r, &(Partners){ words->into, into, own, "; ", false }, brief);
    case FATE_TOOK_OVER:
        return partners(r, &(Partners){ words->joined_by, from, own, "; ", true }, brief);
    case FATE_NEW:
        if (!*from)
            return NULL;
        return all_merged(r, from, u) ? partners(r, &(Partners){ words->formerly, from, own, " + ", true }, brief)
                                      : partners(r, &(Partners){ words->from, from, own, "; ", true }, brief);
    case FATE_MOVED:
        return r->start.parent[u] < r->n
                   ? chart_print(r->chart, "%s %s", words->from, model_name(r, &r->start, r->start.parent[u]))
                   : NULL;
    case FATE_RENAMED: {
        const char *before = model_name(r, &r->start, u);
        return chart_print(r->chart, "%s %s", words->formerly, brief ? differing(r, before, own) : before);
    }
    default:
        return NULL;
    }
}

/* "joined by A · from B" */
const char *
model_note(const Reader *r, OrgRow u, uint32_t flags, bool brief)
{
    const char *notes = NULL;
    for (int f = 0; r->diff && f < FATES; f++) {
        const char *note = flags & FATE_BIT(f) ? note_of(r, u, (Fate) f, brief) : NULL;
        if (note)
            notes = notes ? chart_print(r->chart, "%s \xC2\xB7 %s", notes, note) : note;
    }
    const char *sum = notes && !brief && r->model->has_posts ? equation(r, u) : NULL;
    return sum ? chart_print(r->chart, "%s \xC2\xB7 %s", notes, sum) : notes;
}
