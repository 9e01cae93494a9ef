// SPDX-License-Identifier: MIT
/* From rows to the order of drawing. */
#include "model-private.h"
#include "text.h"
#include <string.h>

uint32_t
model_flags(const Reader *r, OrgRow u)
{
    uint32_t flags = r->diff ? fate_flags(&r->fates, u) : 0;
    return flags ? flags : FATE_BIT(FATE_KEPT);
}

static ModelUnit
unit_of(Reader *r, OrgRow u)
{
    bool at_start = r->diff ? !r->end.in[u] : r->chart->view != VIEW_AFTER;
    uint32_t flags = model_flags(r, u);
    ModelUnit unit = { .row = u,
                       .name = model_name(r, at_start ? &r->start : &r->end, u),
                       .flags = flags,
                       .fate = (uint8_t) fate_first(flags),
                       .note = model_note(r, u, flags, false),
                       .closed = r->diff && !r->end.in[u],
                       .was = r->start.in[u],
                       .is = r->end.in[u] };
    unit.note_width = unit.note ? org_text_width(unit.note, false) : 0;
    enum {
        SHORT = 10000
    }; /* the narrowest card holds that on a line, and a page as large as it needs has room for all */
    if (unit.note_width > SHORT && !r->chart->paper.fit)
        unit.brief = model_note(r, u, flags, true);
    unit.before = r->start.in[u] ? r->start.sum[u] : 0;
    unit.after = r->end.in[u] ? r->end.sum[u] : 0;
    for (int side = 0; side < 2; side++) {
        double units = fate_number(&r->fates, u, side ? AT_ALL_UNITS_AFTER : AT_ALL_UNITS_BEFORE);
        unit.units[side] = units >= 0 ? (uint32_t) units : 0;
    }
    if (!r->diff)
        unit.before = unit.after = at_start ? unit.before : unit.after;
    fate_count(r->model->counts, flags, 1);
    r->model->sums += model_sum_changed(&unit);
    r->model->units_before += r->start.in[u];
    r->model->units_after += r->end.in[u];
    return unit;
}

void
model_count(const Reader *r, OrgRow root, uint32_t counts[FATES])
{
    OrgRow u = root == ORG_NONE ? r->first_root : root;
    while (u != ORG_NONE) {
        fate_count(counts, model_flags(r, u), 1);
        OrgRow next = r->first_child[u];
        for (; next == ORG_NONE && u != root; u = r->parent[u]) {
            next = r->next[u];
            if (next != ORG_NONE || r->parent[u] == ORG_NONE)
                break;
        }
        u = next;
    }
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
        out->changed[i] = out->unit[i].fate != FATE_KEPT && out->unit[i].fate != FATE_POSTS;
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

/* How many have changed below each unit, by the numbers of those before it in the order of drawing. */
static bool
count_below(Reader *r, ModelUnit *units, const uint32_t *end)
{
    uint32_t n = r->model->n, *until = r->chart->host->scratch(r->chart->ctx, (n + (size_t) 1) * sizeof *until);
    if (!until)
        return false;
    for (uint32_t i = 0; i < n; i++)
        until[i + 1] = until[i] + (units[i].fate != FATE_KEPT);
    for (uint32_t i = 0; i < n; i++)
        units[i].below = until[end[i]] - until[i + 1];
    r->model->top.below = until[n];
    return true;
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
    OrgRow root = ORG_NONE, top = ORG_NONE;
    OrgStatus status = model_top(r, &root, &top);
    if (status != ORG_OK)
        return status;
    bool single = root != ORG_NONE;
    if (single)
        name_top(r, root, top);
    walk(r, single ? r->first_child[top] : r->first_root, top, &groups, &out);
    model->unit = out.unit;
    model->tree = (OrgTree){ model->n, out.end, out.group, out.depth, out.changed, NULL };
    model->group_type = groups.word;
    if (!single)
        sum_roots(r);
    return count_below(r, out.unit, out.end) ? ORG_OK : host->fail(ctx, ORG_E_FAILED, "out of memory");
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
    part->tree = (OrgTree){ n, ends, group, depth, model->tree.changed + first, NULL };
    part->group_type = type;
    part->top = *top;
    memset(part->counts, 0, sizeof part->counts);
    part->sums = part->units_before = part->units_after = 0;
    return ORG_OK;
}
