// SPDX-License-Identifier: MIT
// From rows to the order of drawing.
#include "model-private.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *
chart_print(const Chart *chart, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *out = n < 0 ? NULL : chart->host->scratch(chart->ctx, (size_t) n + 1);
    if (!out)
        return "";
    va_start(args, format);
    vsnprintf(out, (size_t) n + 1, format, args);
    va_end(args);
    return out;
}

const OrgColumn *
chart_column(const OrgTable *table, const char *name)
{
    for (size_t i = 0; table && i < table->n_columns; i++) {
        const OrgColumn *column = org_column(table, i);
        if (!strcmp(column->name, name))
            return column;
    }
    return NULL;
}

bool
chart_is_row(const Chart *chart, const OrgTable *table, size_t row)
{
    const OrgColumn *run = chart_column(table, "run");
    return run && run->number ? run->number[row] == (double) chart->run : row == chart->run;
}

Status
model_status(const Reader *r, OrgRow u)
{
    const Side *start = &r->start, *end = &r->end;
    if (!r->diff)
        return KEPT;
    if (r->split[u])
        return SPLIT;
    if (!end->in[u])
        return end->units->successor[u] != ORG_NONE ? MERGED : DISSOLVED;
    if (r->first_joined[u] != ORG_NONE)
        return MERGED;
    if (!start->in[u])
        return NEW;
    if (start->parent[u] != end->parent[u])
        return TRANSFERRED;
    const OrgHost *host = r->chart->host;
    if (strcmp(host->name(start->ctx, ORG_UNITS, u), host->name(end->ctx, ORG_UNITS, u)))
        return RENAMED;
    return start->own[u] != end->own[u] ? POSTS : KEPT;
}

const char *
model_name(const Reader *r, const Side *side, OrgRow u)
{
    const OrgHost *host = r->chart->host;
    const char *name = host->name(side->ctx, ORG_UNITS, u);
    return *name ? name : host->id(side->ctx, ORG_UNITS, u);
}

static const char *
joined_names(const Reader *r, OrgRow u)
{
    const Words *words = r->chart->words;
    const char *names = "";
    unsigned n = 0, named = 0;
    for (OrgRow other = r->first_joined[u]; other != ORG_NONE; other = r->next_joined[other])
        if (n++ < 2) {
            names = chart_print(r->chart, "%s%s%s", names, named ? "; " : "", model_name(r, &r->start, other));
            named++;
        }
    if (n > named)
        return chart_print(r->chart, "%s %u %s: %s; \xE2\x80\xA6", words->joined_by, n, words->units, names);
    return chart_print(r->chart, "%s %s", words->joined_by, names);
}

/* "into A; B; …" from the rows that the engine gave. */
static const char *
parts_of(const Reader *r, OrgRow u)
{
    const char *names = "", *at = r->into[u] ? r->into[u] : "";
    unsigned n = 0;
    for (char *end; *at; at = end + (*end == ' '), n++) {
        unsigned long row = strtoul(at, &end, 10);
        if (end == at || row >= r->n)
            break;
        const Side *side = row < r->end.units->n ? &r->end : &r->start;
        names =
            n < 3 ? chart_print(r->chart, "%s%s%s", names, n ? "; " : "", model_name(r, side, (OrgRow) row)) : names;
    }
    return chart_print(r->chart, "%s %s%s", r->chart->words->into, names, n > 3 ? "; \xE2\x80\xA6" : "");
}

static const char *
note_of(const Reader *r, OrgRow u, Status status)
{
    const Words *words = r->chart->words;
    if (status == SPLIT && r->into[u] && *r->into[u])
        return parts_of(r, u);
    if (status == NEW && r->part_of[u] != ORG_NONE)
        return chart_print(r->chart, "%s %s", words->from, model_name(r, &r->start, r->part_of[u]));
    if (status == MERGED && !r->end.in[u])
        return chart_print(r->chart, "%s %s", words->into, model_name(r, &r->end, r->end.units->successor[u]));
    if (status == MERGED)
        return joined_names(r, u);
    if (status == TRANSFERRED && r->start.parent[u] < r->n)
        return chart_print(r->chart, "%s %s", words->from, model_name(r, &r->start, r->start.parent[u]));
    if (status == RENAMED)
        return chart_print(r->chart, "%s %s", words->formerly, model_name(r, &r->start, u));
    return NULL;
}

static ModelUnit
unit_of(Reader *r, OrgRow u)
{
    bool at_start = r->diff ? !r->end.in[u] : r->chart->view != VIEW_AFTER;
    Status status = model_status(r, u);
    ModelUnit unit = { .row = u,
                       .name = model_name(r, at_start ? &r->start : &r->end, u),
                       .status = (uint8_t) status,
                       .note = note_of(r, u, status),
                       .closed = r->diff && !r->end.in[u],
                       .was = r->start.in[u],
                       .is = r->end.in[u] };
    unit.before = r->start.in[u] ? r->start.sum[u] : 0;
    unit.after = r->end.in[u] ? r->end.sum[u] : 0;
    if (!r->diff)
        unit.before = unit.after = at_start ? unit.before : unit.after;
    r->model->counts[status]++;
    r->model->units_before += r->start.in[u];
    r->model->units_after += r->end.in[u];
    return unit;
}

/* Numbers the types that occur: a small open-addressed table from word to number. */
typedef struct {
    OrgWord *word;
    uint32_t *slot, mask, n; /* slot: number + 1 */
} Groups;

static bool
groups_begin(Reader *r, Groups *groups)
{
    const OrgHost *host = r->chart->host;
    uint32_t size = 16;
    while (size < 2 * r->n)
        size *= 2;
    groups->mask = size - 1;
    groups->slot = host->scratch(r->chart->ctx, size * sizeof(uint32_t));
    groups->word = host->scratch(r->chart->ctx, (r->n + (size_t) 1) * sizeof(OrgWord));
    return groups->slot && groups->word;
}

static uint32_t
group_of(Groups *groups, OrgWord word)
{
    uint32_t at = word * 2654435761u & groups->mask;
    while (groups->slot[at] && groups->word[groups->slot[at] - 1] != word)
        at = (at + 1) & groups->mask;
    if (!groups->slot[at]) {
        groups->word[groups->n] = word;
        groups->slot[at] = ++groups->n;
    }
    return groups->slot[at] - 1;
}

typedef struct {
    ModelUnit *unit;
    uint32_t *end, *group;
    uint16_t *depth;
    uint8_t *changed;
    uint32_t *place; /* of each row */
} Out;

static bool
out_begin(Reader *r, Out *out)
{
    const OrgHost *host = r->chart->host;
    OrgCtx *ctx = r->chart->ctx;
    size_t n = r->n + (size_t) 1;
    out->unit = host->scratch(ctx, n * sizeof *out->unit);
    out->end = host->scratch(ctx, n * sizeof *out->end);
    out->group = host->scratch(ctx, n * sizeof *out->group);
    out->depth = host->scratch(ctx, n * sizeof *out->depth);
    out->changed = host->scratch(ctx, n);
    out->place = host->scratch(ctx, n * sizeof *out->place);
    return out->unit && out->end && out->group && out->depth && out->changed && out->place;
}

/* Everything below the list that begins with `first`, in preorder without recursion: data may be as deep as it likes. */
static void
walk(Reader *r, OrgRow first, OrgRow stop, Groups *groups, Out *out)
{
    Model *model = r->model;
    uint32_t depth = 0;
    for (OrgRow u = first; u != ORG_NONE;) {
        uint32_t i = model->n++;
        const Side *side = u < r->end.units->n ? &r->end : &r->start;
        out->unit[i] = unit_of(r, u);
        out->group[i] = group_of(groups, side->units->type[u]);
        out->depth[i] = (uint16_t) (depth < UINT16_MAX ? depth : UINT16_MAX);
        out->changed[i] = out->unit[i].status != KEPT && out->unit[i].status != POSTS;
        out->place[u] = i;
        out->end[i] = i + 1;
        if (r->first_child[u] != ORG_NONE) {
            u = r->first_child[u];
            depth++;
            continue;
        }
        while (u != stop && r->next[u] == ORG_NONE) {
            u = r->parent[u];
            if (u != stop) {
                out->end[out->place[u]] = model->n;
                depth--;
            }
        }
        if (u == stop)
            break;
        u = r->next[u];
    }
}

/* Changes of one letter that make one text of the other; UINT32_MAX for long texts. */
static uint32_t
distance(const char *a, const char *b)
{
    enum { LONGEST = 64 };
    size_t n = strlen(a), m = strlen(b);
    uint32_t row[LONGEST + 1];
    if (n > LONGEST || m > LONGEST)
        return UINT32_MAX;
    for (uint32_t j = 0; j <= m; j++)
        row[j] = j;
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t diagonal = row[0];
        row[0] = i;
        for (uint32_t j = 1; j <= m; j++) {
            uint32_t change = diagonal + (a[i - 1] != b[j - 1]), less = row[j] < row[j - 1] ? row[j] : row[j - 1];
            diagonal = row[j];
            row[j] = change < less + 1 ? change : less + 1;
        }
    }
    return row[m];
}

static OrgStatus
fail_missing(const Reader *r)
{
    const OrgHost *host = r->chart->host;
    const char *id = r->chart->under, *nearest = NULL;
    uint32_t least = (uint32_t) (strlen(id) / 2 + 1); /* further away it is another id, not another spelling */
    for (OrgRow u = 0; u < r->n; u++) {
        const Side *side = r->end.in[u] ? &r->end : &r->start;
        const char *other = r->in[u] ? host->id(side->ctx, ORG_UNITS, u) : NULL;
        uint32_t far = other ? distance(id, other) : UINT32_MAX;
        nearest = far < least ? other : nearest;
        least = far < least ? far : least;
    }
    return host->fail(r->chart->ctx, ORG_E_NOT_FOUND,
                      nearest ? "under: there is no unit with the id \"%s\" on this chart; the nearest is \"%s\""
                              : "under: there is no unit with the id \"%s\" on this chart",
                      id, nearest);
}

/* The bar: the only root, and on down while there is only one unit below, so that the cards are a choice of units. */
OrgStatus
model_top(const Reader *r, OrgRow *root, OrgRow *top)
{
    const OrgHost *host = r->chart->host;
    *root = r->first_root != ORG_NONE && r->next[r->first_root] == ORG_NONE ? r->first_root : ORG_NONE;
    if (*r->chart->under) {
        *root = host->find(r->end.ctx, ORG_UNITS, r->chart->under);
        if (*root >= r->n || !r->in[*root])
            return fail_missing(r);
    }
    *top = *root;
    while (*top != ORG_NONE && r->first_child[*top] != ORG_NONE && r->next[r->first_child[*top]] == ORG_NONE &&
           r->first_child[r->first_child[*top]] != ORG_NONE)
        *top = r->first_child[*top];
    return ORG_OK;
}

static void
name_top(Reader *r, OrgRow root, OrgRow top)
{
    Model *model = r->model;
    model->top = unit_of(r, root);
    for (OrgRow u = root; u != top;) {
        u = r->first_child[u];
        ModelUnit below = unit_of(r, u);
        model->top.name = chart_print(r->chart, "%s \xE2\x80\xBA %s", model->top.name, below.name);
    }
}

static void
sum_roots(Reader *r)
{
    Model *model = r->model;
    model->top =
        (ModelUnit){ .row = ORG_NONE,
                     .name = r->first_root == ORG_NONE ? r->chart->words->organisation : r->chart->words->all_units };
    for (uint32_t i = 0; i < model->n; i = model->tree.end[i]) {
        model->top.before += model->unit[i].before;
        model->top.after += model->unit[i].after;
    }
}

OrgStatus
model_walk(Reader *r)
{
    const OrgHost *host = r->chart->host;
    OrgCtx *ctx = r->chart->ctx;
    Model *model = r->model;
    Groups groups = { 0 };
    Out out;
    if (!groups_begin(r, &groups) || !out_begin(r, &out))
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    OrgRow root, top;
    OrgStatus status = model_top(r, &root, &top);
    if (status != ORG_OK)
        return status;
    bool single = root != ORG_NONE;
    if (single)
        name_top(r, root, top);
    walk(r, single ? r->first_child[top] : r->first_root, top, &groups, &out);
    model->unit = out.unit;
    model->tree = (OrgTree){ model->n, out.end, out.group, out.depth, out.changed };
    model->group_type = groups.word;
    if (!single)
        sum_roots(r);
    return ORG_OK;
}

OrgStatus
model_part(const Chart *chart, const Model *model, uint32_t first, uint32_t end, const ModelUnit *top, Model *part)
{
    const OrgHost *host = chart->host;
    uint32_t n = end - first;
    size_t room = (n + (size_t) 1) * sizeof(uint32_t);
    uint32_t *ends = host->scratch(chart->ctx, room), *group = host->scratch(chart->ctx, room),
             *number = host->scratch(chart->ctx, (model->n + (size_t) 1) * sizeof *number), groups = 0;
    uint16_t *depth = host->scratch(chart->ctx, (n + (size_t) 1) * sizeof *depth);
    OrgWord *type = host->scratch(chart->ctx, (n + (size_t) 1) * sizeof *type);
    if (!ends || !group || !number || !depth || !type)
        return host->fail(chart->ctx, ORG_E_FAILED, "out of memory");
    for (uint32_t i = 0; i < n; i++) {
        uint32_t of_all = model->tree.group[first + i]; /* groups are numbered below the number of nodes */
        if (!number[of_all]) {
            type[groups] = model->group_type[of_all];
            number[of_all] = ++groups;
        }
        group[i] = number[of_all] - 1;
        ends[i] = model->tree.end[first + i] - first;
        depth[i] = (uint16_t) (model->tree.depth[first + i] - model->tree.depth[first]);
    }
    *part = *model;
    part->n = n;
    part->unit = model->unit + first;
    part->tree = (OrgTree){ n, ends, group, depth, model->tree.changed + first };
    part->group_type = type;
    part->top = *top;
    memset(part->counts, 0, sizeof part->counts);
    part->units_before = part->units_after = 0;
    return ORG_OK;
}
