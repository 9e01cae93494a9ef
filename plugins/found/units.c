// SPDX-License-Identifier: MIT
/* Which units are founded, and where: those of a table, or one, or the like of it under each of several units. */
#include "found.h"

#include <stdlib.h>
#include <string.h>

static int
by_id(const void *a, const void *b)
{
    const Named *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    return order ? order : x->index < y->index ? -1 : x->index > y->index;
}

uint32_t
found_find(const Found *f, const char *id)
{
    uint32_t low = 0, high = f->n_named;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(f->named[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->n_named && !strcmp(f->named[low].id, id) ? f->named[low].index : NOTHING;
}

/* By id; every id once, and none that is taken. */
static bool
sort_ids(Found *f)
{
    if (!(f->named = found_scratch(f, f->n_news, sizeof *f->named)))
        return false;
    for (uint32_t i = 0; i < f->n_news; i++)
        if (f->news[i].id)
            f->named[f->n_named++] = (Named){ f->news[i].id, i };
    qsort(f->named, f->n_named, sizeof *f->named, by_id);
    for (uint32_t i = 0; i < f->n_named; i++) {
        const Named *named = &f->named[i];
        uint32_t line = f->news[named->index].line;
        if (i && !strcmp(named[-1].id, named->id))
            problems_add(&f->problems, "table", line, "the id \"%s\" stands twice; every unit has one row.", named->id,
                         NULL);
        if (f->host->find(f->ctx, ORG_UNITS, named->id) != ORG_NONE)
            problems_add(&f->problems, "table", line,
                         "the id \"%s\" is that of a unit that is there, or was; give the new unit another id.",
                         named->id, NULL);
    }
    return true;
}

static void
find_parent(Found *f, New *new, const char *parent)
{
    OrgRow row;
    if (!parent)
        return;
    new->parent = found_find(f, parent);
    if (new->parent != NOTHING)
        return;
    row = f->host->find(f->ctx, ORG_UNITS, parent);
    if (row != ORG_NONE && f->host->units(f->ctx)->closed[row] == ORG_OPEN)
        new->above = row;
    else
        problems_add(&f->problems, "table", new->line,
                     row == ORG_NONE ? "the unit above, \"%s\", is neither there nor in this table."
                                     : "the unit above, \"%s\", has been closed.",
                     parent, NULL);
}

/* Who meets itself on the way up stands in a circle: no unit of it could be opened first. */
static void
find_circles(Found *f)
{
    for (uint32_t i = 0; i < f->n_news; i++) {
        uint32_t up = f->news[i].parent, steps = 0;
        while (up != NOTHING && up != i && steps++ < f->n_news)
            up = f->news[up].parent;
        if (up == i)
            problems_add(&f->problems, "table", f->news[i].line,
                         "the parents of \"%s\" run in a circle through \"%s\"; one of them must stand elsewhere.",
                         f->news[i].id, f->news[f->news[i].parent].id);
    }
}

static bool
read_table(Found *f, const OrgTable *table)
{
    f->news = found_scratch(f, table->rows, sizeof *f->news);
    if (!f->news)
        return false;
    for (uint32_t i = 0; i < table->rows; i++) {
        const char *type = text_or_null(table, U_TYPE, i), *function = text_or_null(table, U_FUNCTION, i);
        f->news[f->n_news++] = (New){ .id = text_or_null(table, U_ID, i),
                                      .name = text_or_null(table, U_NAME, i),
                                      .type = type ? f->host->word(f->ctx, type) : 0,
                                      .function = function ? f->host->word(f->ctx, function) : 0,
                                      .row = ORG_NONE,
                                      .above = ORG_NONE,
                                      .parent = NOTHING,
                                      .line = i + 1,
                                      .head = ORG_NONE };
    }
    if (!sort_ids(f))
        return false;
    for (uint32_t i = 0; i < f->n_news; i++)
        find_parent(f, &f->news[i], text_or_null(table, U_PARENT, i));
    find_circles(f);
    return true;
}

/* "office" and "w1" give "office-w1". */
static const char *
joined_id(Found *f, const char *id, OrgRow above)
{
    const char *other = f->host->id(f->ctx, ORG_UNITS, above);
    size_t n = strlen(id), m = strlen(other);
    char *text = found_scratch(f, n + m + 2, 1);
    if (!text)
        return NULL;
    memcpy(text, id, n);
    text[n] = '-';
    memcpy(text + n + 1, other, m);
    return text;
}

static bool
read_single(Found *f, const OrgRow *above, size_t n)
{
    const OrgHost *h = f->host;
    const char *id = h->text(f->ctx, P_INTO_ID), *name = h->text(f->ctx, P_INTO_NAME);
    OrgRow parent = h->given(f->ctx, P_INTO_PARENT) ? (OrgRow) h->integer(f->ctx, P_INTO_PARENT) : ORG_NONE;
    if (h->given(f->ctx, P_INTO_PARENT) && parent == ORG_NONE) /* it has been closed: the host has told */
        return found_ok(f, ORG_E_NOT_FOUND);
    if (!*name)
        return found_ok(f, h->fail(f->ctx, ORG_E_INVALID,
                                   "It is not said what is founded: give `into: {id: …, name: …}`, or a `table:`."));
    f->n_news = above ? (uint32_t) n : 1;
    f->news = found_scratch(f, f->n_news, sizeof *f->news);
    if (!f->news)
        return false;
    for (uint32_t i = 0; i < f->n_news; i++) {
        f->news[i] = (New){ .id = *id ? f->n_news > 1 ? joined_id(f, id, above[i]) : id : NULL,
                            .name = name,
                            .type = h->word(f->ctx, h->text(f->ctx, P_INTO_TYPE)),
                            .function = h->word(f->ctx, h->text(f->ctx, P_INTO_FUNCTION)),
                            .row = ORG_NONE,
                            .above = above ? above[i] : parent,
                            .parent = NOTHING,
                            .head = ORG_NONE };
        if (f->status != ORG_OK)
            return false;
    }
    return sort_ids(f);
}

bool
found_read_units(Found *f)
{
    const OrgHost *h = f->host;
    const OrgTable *table = h->table(f->ctx, P_TABLE);
    bool units = h->given(f->ctx, P_UNITS), where = h->given(f->ctx, P_WHERE);
    bool parent = h->given(f->ctx, P_INTO_PARENT), listed = h->given(f->ctx, P_TABLE), single = parent;
    for (unsigned key = P_INTO_ID; key <= P_INTO_FUNCTION; key++)
        single = single || h->given(f->ctx, key);
    if (listed && (single || units || where))
        return found_ok(f, h->fail(f->ctx, ORG_E_INVALID,
                                   "Say what is founded by either `table:` or `into:`; a table names the units above "
                                   "in its column parent."));
    if (units + where + parent > 1)
        return found_ok(f, h->fail(f->ctx, ORG_E_INVALID,
                                   "Say under which unit it is founded by one of `into: {parent: …}`, `units:` and "
                                   "`where:`."));
    if (listed)
        return read_table(f, table);
    const OrgRow *above = NULL;
    size_t n = units || where ? h->rows(f->ctx, units ? P_UNITS : P_WHERE, &above) : 0;
    if ((units || where) && n == 0)
        return found_ok(
            f, h->fail(f->ctx, ORG_E_INVALID, "No unit is chosen under which it could be founded; widen `where:`."));
    return read_single(f, above, n);
}

static bool
open_one(Found *f, New *new)
{
    OrgRow above = new->parent == NOTHING ? new->above : f->news[new->parent].row;
    new->row = f->host->open_unit(f->ctx, above, new->type, new->id, new->name);
    if (new->row == ORG_NONE)
        return found_ok(f, f->host->fail(f->ctx, ORG_E_FAILED, "The unit \"%s\" could not be opened.",
                                         new->id ? new->id : new->name));
    if (!new->function)
        return true;
    int64_t value = new->function;
    return found_ok(f, f->host->set(f->ctx, ORG_F_FUNCTION, &new->row, &value, 1));
}

bool
found_open_units(Found *f)
{
    uint32_t *path = found_scratch(f, f->n_news, sizeof *path);
    if (!path)
        return false;
    f->host->because(f->ctx, "founded");
    for (uint32_t i = 0; i < f->n_news; i++) {
        uint32_t n = 0;
        for (uint32_t up = i; up != NOTHING && f->news[up].row == ORG_NONE; up = f->news[up].parent)
            path[n++] = up;
        while (n)
            if (!open_one(f, &f->news[path[--n]]))
                return false;
    }
    return true;
}
