// SPDX-License-Identifier: MIT
/* State that a process keeps in number attributes: read whole, worked on, and written back where it changed, so that a month in
 * which nothing happens is no act. Shared by the built-in plugins, knows plugin.h only. */
#pragma once
#include "call.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* "plugin.what", or "plugin.name.what" where an item has a name of its own, so that two items of one plugin do not write over each
 * other. NULL, and the call has failed, without memory. */
static inline const char *
state_name(const OrgHost *host, OrgCtx *ctx, OrgStatus *first, const char *plugin, const char *name, const char *what)
{
    size_t size = strlen(plugin) + strlen(name) + strlen(what) + 3;
    char *text = (char *) call_scratch(host, ctx, first, size, 1);
    if (text)
        snprintf(text, size, name[0] ? "%s.%s.%s" : "%s%s.%s", plugin, name, what);
    return text;
}

/* An attribute of n rows as an array of the call, NaN where it is absent; NULL, and the call has failed, without memory. */
static inline double *
state_read(const OrgHost *host, OrgCtx *ctx, OrgStatus *first, uint32_t table, const char *name, uint32_t n)
{
    const double *now = name ? host->numbers(ctx, table, name) : NULL;
    double *values = (double *) call_scratch(host, ctx, first, n, sizeof *values);
    for (uint32_t row = 0; values && row < n; row++)
        values[row] = now ? now[row] : NAN;
    return values;
}

/* The rows whose value is another than the attribute's now are written, in one act. */
static inline OrgStatus
state_write(const OrgHost *host, OrgCtx *ctx, OrgStatus *first, uint32_t table, const char *name, const double *values,
            uint32_t n)
{
    const double *now = *first == ORG_OK ? host->numbers(ctx, table, name) : NULL;
    OrgRow *rows = (OrgRow *) call_scratch(host, ctx, first, n, sizeof *rows);
    double *changed = (double *) call_scratch(host, ctx, first, n, sizeof *changed);
    uint32_t k = 0;
    for (uint32_t row = 0; rows && changed && row < n; row++) {
        const double before = now ? now[row] : NAN;
        if (before == values[row] || (isnan(before) && isnan(values[row])))
            continue;
        rows[k] = row;
        changed[k++] = values[row];
    }
    if (*first == ORG_OK && k > 0)
        call_ok(first, host->set_numbers(ctx, table, name, rows, changed, k));
    return *first;
}

/* Who has taken over a unit that closed: its successor, else the unit above it, and so on to one that stands; ORG_NONE: nobody.
 * A unit that stands is its own. */
static inline OrgRow
state_taker(const OrgUnits *units, OrgRow unit)
{
    for (uint32_t steps = 0; unit != ORG_NONE && units->closed[unit] != ORG_OPEN; steps++) {
        if (steps > units->n)
            return ORG_NONE;
        unit = units->successor[unit] != ORG_NONE ? units->successor[unit] : units->parent[unit];
    }
    return unit;
}

/* What closed units still hold goes to whoever took over; what nobody took is gone. */
static inline void
state_hand_over(const OrgUnits *units, double *values)
{
    for (OrgRow unit = 0; unit < units->n; unit++) {
        if (units->closed[unit] == ORG_OPEN || isnan(values[unit]))
            continue;
        const OrgRow taker = state_taker(units, unit);
        if (taker != ORG_NONE)
            values[taker] = isnan(values[taker]) ? values[unit] : values[taker] + values[unit];
        values[unit] = NAN;
    }
}

/* A stream for chance from an id of a table: FNV-1a of 64 bits over its bytes, so that other rows of the table change no draw. */
static inline uint64_t
state_stream(const char *id)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (; *id; id++)
        hash = (hash ^ (uint8_t) *id) * UINT64_C(0x100000001B3);
    return hash;
}

/* Room for "2025-07". */
typedef struct {
    char text[24];
} StateMonth;

static inline StateMonth
state_month(OrgMonth month)
{
    StateMonth spelled;
    snprintf(spelled.text, sizeof spelled.text, "%04d-%02d", (int) (month / 12), (int) (month % 12) + 1);
    return spelled;
}
