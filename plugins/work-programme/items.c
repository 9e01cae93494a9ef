// SPDX-License-Identifier: MIT
/* The table of items, and when each is done: what was reported stands, the rest is drawn. */
#include "work-programme.h"

static OrgMonth
month_or(const OrgTable *table, size_t column, size_t row, OrgMonth absent)
{
    const double month = number_or(table, column, row, NAN);
    return isnan(month) ? absent : (OrgMonth) month;
}

/* The item of an id that is `size` bytes long; NULL: there is none. */
static Item *
find_item(const Programme *p, const char *id, size_t size)
{
    for (size_t i = 0; i < p->n; i++)
        if (strlen(p->items[i].id) == size && memcmp(p->items[i].id, id, size) == 0)
            return &p->items[i];
    return NULL;
}

static OrgStatus
read_row(Programme *p, const OrgTable *table, size_t row)
{
    const char *const *depends = org_column(table, C_DEPENDS)->text;
    const char *id = org_column(table, C_ID)->text[row];
    const double lead = number_or(table, C_LEAD, row, -1);
    if (!id || !id[0])
        return p->host->fail(p->ctx, ORG_E_INVALID, "row %u of `items` has no id", (unsigned) row + 1);
    p->n = row;
    if (find_item(p, id, strlen(id)))
        return p->host->fail(p->ctx, ORG_E_INVALID, "two items are called \"%s\"", id);
    if (lead < 0)
        return p->host->fail(p->ctx, ORG_E_INVALID, "item \"%s\" has no unit that leads it", id);
    OrgMonth begins = month_or(table, C_BEGINS, row, p->start);
    const OrgMonth reported = month_or(table, C_STATE_AT, row, begins);
    p->items[row] = (Item){ .id = id,
                            .lead = (OrgRow) lead,
                            .begins = reported > begins ? reported : begins,
                            .due = month_or(table, C_DUE, row, ORG_OPEN),
                            .done_at = month_or(table, C_DONE, row, ORG_OPEN),
                            .dropped_at = month_or(table, C_DROPPED, row, ORG_OPEN),
                            .depends = depends ? depends[row] : NULL };
    if (p->items[row].done_at != ORG_OPEN && p->items[row].dropped_at != ORG_OPEN)
        return p->host->fail(p->ctx, ORG_E_INVALID, "item \"%s\" is both done and dropped", id);
    p->n = row + 1;
    return ORG_OK;
}

/* A whole number of months, at least one, whose logarithm is drawn from a normal distribution (Box and Muller 1958). */
static OrgMonth
duration(const Programme *p, const Item *item)
{
    const uint64_t key = p->host->key(p->ctx, 0), stream = state_stream(item->id);
    const double u = org_chance_real(key, stream, 0), v = org_chance_real(key, stream, 1);
    const double z = sqrt(-2 * log(1 - u)) * cos(6.283185307179586 * v);
    const double months = ceil(p->host->real(p->ctx, P_MEDIAN) * exp(p->host->real(p->ctx, P_SPREAD) * z));
    return months < 1 ? 1 : months > 12000 ? 12000 : (OrgMonth) months;
}

static OrgStatus
fail_unknown(Programme *p, const Item *item, const char *id, size_t size)
{
    char *copy = call_scratch(p->host, p->ctx, &p->status, size + 1, 1);
    if (copy)
        memcpy(copy, id, size);
    return p->host->fail(p->ctx, ORG_E_INVALID, "item \"%s\" waits for \"%s\", which no item is called", item->id,
                         copy ? copy : "");
}

/* When an item is done, after all that it waits for. Items wait for each other at most as deep as there are items. */
static OrgStatus
reckon(Programme *p, Item *item)
{
    if (item->visit == 1)
        return p->host->fail(p->ctx, ORG_E_INVALID, "item \"%s\" waits for itself", item->id);
    if (item->visit == 2)
        return ORG_OK;
    item->visit = 1;
    OrgMonth begins = item->begins;
    for (const char *at = item->depends; at && *at;) {
        at += strspn(at, " ;");
        const size_t size = strcspn(at, " ;");
        Item *before = size ? find_item(p, at, size) : NULL;
        if (size && !before)
            return fail_unknown(p, item, at, size);
        if (before && reckon(p, before) != ORG_OK)
            return ORG_E_INVALID;
        if (before && before->done_at > begins)
            begins = before->done_at;
        at += size;
    }
    if (item->done_at == ORG_OPEN && item->dropped_at == ORG_OPEN && begins != ORG_OPEN)
        item->done_at = begins + duration(p, item);
    item->visit = 2;
    return ORG_OK;
}

OrgStatus
programme_read(Programme *p)
{
    const OrgTable *table = p->host->table(p->ctx, P_ITEMS);
    p->items = call_scratch(p->host, p->ctx, &p->status, table->rows, sizeof *p->items);
    for (size_t row = 0; p->status == ORG_OK && row < table->rows; row++)
        call_ok(&p->status, read_row(p, table, row));
    for (size_t i = 0; p->status == ORG_OK && i < p->n; i++)
        call_ok(&p->status, reckon(p, &p->items[i]));
    return p->status;
}

State
programme_state(const Programme *p, const Item *item)
{
    if (item->dropped_at <= p->now)
        return DROPPED;
    if (item->done_at <= p->now)
        return DONE;
    return item->due < p->now ? LATE : OPEN;
}
