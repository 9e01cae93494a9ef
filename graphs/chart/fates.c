// SPDX-License-Identifier: MIT
#include "fates.h"
#include <string.h>

static const OrgColumn *
column_of(const OrgTable *table, const char *name)
{
    for (size_t i = 0; table && i < table->n_columns; i++) {
        const OrgColumn *column = org_column(table, i);
        if (!strcmp(column->name, name))
            return column;
    }
    return NULL;
}

static const char *const number_names[FATE_NUMBERS] = {
    [AT_FLAGS] = "flags",
    [AT_POSTS_BEFORE] = "posts_before",
    [AT_POSTS_AFTER] = "posts_after",
    [AT_ROWS_BEFORE] = "rows_before",
    [AT_ROWS_AFTER] = "rows_after",
    [AT_PEOPLE_BEFORE] = "people_before",
    [AT_PEOPLE_AFTER] = "people_after",
    [AT_ALL_POSTS_BEFORE] = "all_posts_before",
    [AT_ALL_POSTS_AFTER] = "all_posts_after",
    [AT_ALL_PEOPLE_BEFORE] = "all_people_before",
    [AT_ALL_PEOPLE_AFTER] = "all_people_after",
    [AT_ALL_UNITS_BEFORE] = "all_units_before",
    [AT_ALL_UNITS_AFTER] = "all_units_after",
    [AT_ROWS_IN] = "rows_in",
    [AT_ROWS_OUT] = "rows_out",
    [AT_ROWS_OPENED] = "rows_opened",
    [AT_ROWS_CLOSED] = "rows_closed",
    [AT_MONTH] = "month",
    [AT_ITEM] = "item",
    [AT_SPLIT_ITEM] = "split_item",
    [AT_MOVED_ITEM] = "moved_item",
    [AT_RENAMED_ITEM] = "renamed_item",
};

static bool
find_columns(const OrgTable *table, Fates *fates)
{
    const OrgColumn *into = column_of(table, "into"), *from = column_of(table, "from"), *why = column_of(table, "why");
    if (!into || !into->text || !from || !from->text || !why || !why->text)
        return false;
    fates->into = into->text;
    fates->from = from->text;
    fates->why = why->text;
    for (int k = 0; k < FATE_NUMBERS; k++) {
        const OrgColumn *column = column_of(table, number_names[k]);
        if (!column || !column->number)
            return false;
        fates->number[k] = column->number;
    }
    return true;
}

bool
fates_read(const OrgHost *host, OrgCtx *ctx, size_t run, uint32_t n, Fates *fates)
{
    const OrgTable *table = host->data(ctx, "fate");
    const OrgColumn *runs = column_of(table, "run"), *unit = column_of(table, "unit");
    *fates = (Fates){ .n = n };
    if (!runs || !runs->number || !unit || !unit->number || !find_columns(table, fates)) {
        host->fail(ctx, ORG_E_FAILED, "the table \"fate\" is missing or lacks a column");
        return false;
    }
    fates->at = host->scratch(ctx, (n + (size_t) 1) * sizeof *fates->at);
    if (!fates->at) {
        host->fail(ctx, ORG_E_FAILED, "out of memory");
        return false;
    }
    memset(fates->at, 0xFF, (n + (size_t) 1) * sizeof *fates->at);
    for (size_t i = 0; i < table->rows; i++)
        if (runs->number[i] == (double) run && unit->number[i] >= 0 && unit->number[i] < n)
            fates->at[(OrgRow) unit->number[i]] = (uint32_t) i;
    return true;
}

static bool
has_fate(const Fates *fates, OrgRow unit)
{
    return unit < fates->n && fates->at[unit] != UINT32_MAX;
}

uint32_t
fate_flags(const Fates *fates, OrgRow unit)
{
    return (uint32_t) fate_number(fates, unit, AT_FLAGS);
}

double
fate_number(const Fates *fates, OrgRow unit, FateNumber number)
{
    return has_fate(fates, unit) ? fates->number[number][fates->at[unit]] : 0;
}

static const char *
text_of(const Fates *fates, const char *const *texts, OrgRow unit)
{
    const char *text = has_fate(fates, unit) ? texts[fates->at[unit]] : NULL;
    return text ? text : "";
}

const char *
fate_into(const Fates *fates, OrgRow unit)
{
    return text_of(fates, fates->into, unit);
}

const char *
fate_from(const Fates *fates, OrgRow unit)
{
    return text_of(fates, fates->from, unit);
}

const char *
fate_why(const Fates *fates, OrgRow unit)
{
    return text_of(fates, fates->why, unit);
}

bool
fate_next(const char **list, OrgRow *row)
{
    const char *at = *list;
    while (*at == ' ')
        at++;
    if (*at < '0' || *at > '9')
        return false;
    for (*row = 0; *at >= '0' && *at <= '9'; at++)
        *row = *row * 10 + (OrgRow) (*at - '0');
    *list = at;
    return true;
}

OrgRow
fate_root(const OrgUnits *before, const OrgUnits *after)
{
    OrgRow root = ORG_NONE;
    for (OrgRow u = 0; u < after->n; u++) {
        bool is = after->closed[u] == ORG_OPEN, was = u < before->n && before->closed[u] == ORG_OPEN;
        bool top = is ? after->parent[u] == ORG_NONE : was && before->parent[u] == ORG_NONE;
        if (!top)
            continue;
        if (root != ORG_NONE)
            return ORG_NONE;
        root = u;
    }
    return root;
}

Fate
fate_first(uint32_t flags)
{
    for (int f = 0; f < FATES; f++)
        if (flags & FATE_BIT(f))
            return (Fate) f;
    return FATE_KEPT;
}

void
fate_count(uint32_t counts[FATES], uint32_t flags, int by)
{
    for (int f = 0; f < FATES; f++)
        if (flags & FATE_BIT(f))
            counts[f] += (uint32_t) by;
}
