// SPDX-License-Identifier: MIT
/* From parameters to groups of units, and the refusals: all that is wrong is said before anything is changed. */
#include "../common/protected.h"
#include "merge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static Group *
new_group(Merge *m, size_t n)
{
    Group *group = merge_scratch(m, 1, sizeof *group);
    if (!group || !(group->units = merge_scratch(m, n, sizeof *group->units)))
        return NULL;
    group->survivor = group->parent = ORG_NONE;
    group->id = group->name = "";
    return group;
}

/* One group of all chosen units, and the survivor if the scenario named it apart from them. */
static Group *
group_all(Merge *m, const OrgRow *rows, size_t n)
{
    const OrgHost *h = m->host;
    Group *group = new_group(m, n + 1);
    if (!group)
        return NULL;
    bool absorb = h->given(m->ctx, P_INTO);
    group->name = h->text(m->ctx, P_INTO_NAME);
    group->id = h->text(m->ctx, P_INTO_ID);
    if (absorb)
        group->survivor = (OrgRow) h->integer(m->ctx, P_INTO);
    else if (!*group->name && !*group->id) {
        merge_ok(m, h->fail(m->ctx, ORG_E_INVALID,
                            "It is not said what the units become: give `into:` the id of the one that survives, or "
                            "`into: {id: …, name: …}` for a new unit."));
        return NULL;
    }
    if (h->given(m->ctx, P_INTO_PARENT))
        group->parent = (OrgRow) h->integer(m->ctx, P_INTO_PARENT);
    /* A unit that has been closed since, say: the host has told which, and what it gave is no row. */
    if ((absorb && group->survivor == ORG_NONE) || (h->given(m->ctx, P_INTO_PARENT) && group->parent == ORG_NONE)) {
        m->status = ORG_E_NOT_FOUND;
        return NULL;
    }
    bool there = !absorb;
    for (size_t i = 0; i < n; i++) {
        if (!there && rows[i] >= group->survivor) {
            there = true;
            if (rows[i] != group->survivor)
                group->units[group->n++] = group->survivor;
        }
        group->units[group->n++] = rows[i];
    }
    if (!there)
        group->units[group->n++] = group->survivor;
    group->type = h->word(m->ctx, h->text(m->ctx, P_INTO_TYPE));
    group->function = h->word(m->ctx, h->text(m->ctx, P_INTO_FUNCTION));
    return group;
}

typedef struct {
    OrgRow parent, row;
    OrgWord type;
} Sibling;

static int
by_family(const void *a, const void *b)
{
    const Sibling *x = a, *y = b;
    if (x->parent != y->parent)
        return x->parent < y->parent ? -1 : 1;
    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* A family of n siblings in groups of nearly equal sizes, none above `limit`; a unit left alone stays as it is. */
static Group **
split_family(Merge *m, const Sibling *family, size_t n, size_t limit, Group **last)
{
    size_t parts = limit > 1 ? (n + limit - 1) / limit : 1;
    for (size_t part = 0; part < parts; part++) {
        size_t from = n * part / parts, to = n * (part + 1) / parts;
        if (to - from < 2)
            continue;
        Group *group = new_group(m, to - from);
        if (!group)
            return NULL;
        for (size_t i = from; i < to; i++)
            group->units[group->n++] = family[i].row;
        group->survivor = merge_largest(m, group->units, group->n);
        *last = group;
        last = &group->next;
    }
    return last;
}

static Group *
group_siblings(Merge *m, const OrgRow *rows, size_t n)
{
    size_t limit = (size_t) m->host->integer(m->ctx, P_SIZE);
    if (m->host->given(m->ctx, P_INTO) || *m->host->text(m->ctx, P_INTO_NAME) || *m->host->text(m->ctx, P_INTO_ID) ||
        limit == 1) {
        merge_ok(m,
                 m->host->fail(m->ctx, ORG_E_INVALID,
                               "With `group: siblings` each family of units is absorbed by its largest unit: leave out "
                               "`into:`, and give `size:` as 0 or at least 2."));
        return NULL;
    }
    bool mixed = m->host->integer(m->ctx, P_MIXED);
    Sibling *all = merge_scratch(m, n, sizeof *all);
    if (!all)
        return NULL;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!protected_unit(m->host, m->ctx, rows[i]))
            all[kept++] = (Sibling){ m->units->parent[rows[i]], rows[i], mixed ? 0 : m->units->type[rows[i]] };
    qsort(all, kept, sizeof *all, by_family);
    Group *first = NULL, **last = &first;
    for (size_t i = 0, end; i < kept; i = end) {
        for (end = i + 1; end < kept && all[end].parent == all[i].parent && all[end].type == all[i].type;)
            end++;
        if (!(last = split_family(m, all + i, end - i, limit, last)))
            return NULL;
    }
    /* A yearly step that finds nothing more to merge is no mistake. */
    if (!first)
        m->host->finding(m->ctx, ORG_NOTE, 0, ORG_NONE,
                         "Nothing to merge: none of the %u chosen units has a sibling among them.", (unsigned) n);
    return first;
}

typedef struct {
    const char *into;
    size_t line;
} Wish;

static int
by_wish(const void *a, const void *b)
{
    const Wish *x = a, *y = b;
    int order = strcmp(x->into, y->into);
    return order ? order : x->line < y->line ? -1 : 1;
}

static int
by_first_line(const void *a, const void *b)
{
    const Wish *x = a, *y = b;
    return x->line < y->line ? -1 : x->line > y->line;
}

static int
by_row(const void *a, const void *b)
{
    const OrgRow *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* The lines of the table that name one `into`, as a group. */
static Group *
group_lines(Merge *m, const OrgTable *table, const Wish *wishes, size_t n)
{
    const OrgColumn *unit = org_column(table, 0);
    const OrgColumn *name = org_column(table, 2);
    const OrgColumn *type = org_column(table, 3);
    Group *group = new_group(m, n + 1);
    if (!group)
        return NULL;
    group->id = wishes[0].into;
    group->survivor = m->host->find(m->ctx, ORG_UNITS, group->id);
    for (size_t i = 0; i < n; i++) {
        group->units[group->n++] = (OrgRow) unit->number[wishes[i].line];
        const char *text = name->text[wishes[i].line];
        if (text && *text && !*group->name)
            group->name = text;
        text = type->text[wishes[i].line];
        if (text && *text && !group->type)
            group->type = m->host->word(m->ctx, text);
    }
    bool listed = group->survivor == ORG_NONE;
    for (size_t i = 0; i < n && !listed; i++)
        listed = group->units[i] == group->survivor;
    if (!listed)
        group->units[group->n++] = group->survivor;
    qsort(group->units, group->n, sizeof *group->units, by_row);
    return group;
}

static Group *
group_table(Merge *m, const OrgTable *table)
{
    const OrgColumn *unit = org_column(table, 0), *into = org_column(table, 1);
    Wish *wishes = merge_scratch(m, table->rows, sizeof *wishes),
         *starts = merge_scratch(m, table->rows, sizeof *starts);
    Group **made = merge_scratch(m, table->rows, sizeof *made);
    if (!wishes || !starts || !made)
        return NULL;
    for (size_t i = 0; i < table->rows; i++) {
        if (isnan(unit->number[i]) || unit->number[i] < 0 || !into->text[i] || !*into->text[i]) {
            merge_ok(m, m->host->fail(m->ctx, ORG_E_INVALID,
                                      "Row %u of the table names no unit, or not what it becomes.", (unsigned) i + 1));
            return NULL;
        }
        wishes[i] = (Wish){ into->text[i], i };
    }
    qsort(wishes, table->rows, sizeof *wishes, by_wish);
    size_t n = 0;
    for (size_t i = 0, end; i < table->rows; i = end) {
        for (end = i + 1; end < table->rows && !strcmp(wishes[end].into, wishes[i].into);)
            end++;
        if (!(made[wishes[i].line] = group_lines(m, table, wishes + i, end - i)))
            return NULL;
        starts[n++] = wishes[i];
    }
    qsort(starts, n, sizeof *starts, by_first_line);
    for (size_t i = 0; i + 1 < n; i++)
        made[starts[i].line]->next = made[starts[i + 1].line];
    return made[starts[0].line];
}

static OrgStatus
judge_unit(Merge *m, const Group *group, OrgRow unit, const OrgRow *group_of, OrgRow number)
{
    const OrgHost *h = m->host;
    if (m->units->closed[unit] != ORG_OPEN)
        return h->fail(m->ctx, ORG_E_INVALID, "Unit \"%s\" is already closed; only open units can be merged.",
                       h->id(m->ctx, ORG_UNITS, unit));
    if (protected_unit(m->host, m->ctx, unit))
        return h->fail(m->ctx, ORG_E_INVALID,
                       "Unit \"%s\" is protected (attribute protected) and may not take part in a merge; leave it out.",
                       h->id(m->ctx, ORG_UNITS, unit));
    if (!h->integer(m->ctx, P_MIXED) && m->units->type[unit] != m->units->type[group->units[0]])
        return h->fail(
            m->ctx, ORG_E_INVALID,
            "Unit \"%s\" is of type \"%s\", unit \"%s\" of type \"%s\"; write `mixed: yes` if they may be merged.",
            h->id(m->ctx, ORG_UNITS, group->units[0]), h->spell(m->ctx, m->units->type[group->units[0]]),
            h->id(m->ctx, ORG_UNITS, unit), h->spell(m->ctx, m->units->type[unit]));
    for (OrgRow up = m->units->parent[unit]; up != ORG_NONE; up = m->units->parent[up])
        if (group_of[up] == number)
            return h->fail(
                m->ctx, ORG_E_INVALID,
                "Unit \"%s\" stands below unit \"%s\"; a unit cannot be merged with one above it. Dissolve it "
                "instead.",
                h->id(m->ctx, ORG_UNITS, unit), h->id(m->ctx, ORG_UNITS, up));
    return ORG_OK;
}

static OrgStatus
judge(Merge *m, const Group *group, OrgRow *group_of, OrgRow number)
{
    const OrgHost *h = m->host;
    for (size_t i = 0; i < group->n; i++) {
        if (group_of[group->units[i]])
            return h->fail(m->ctx, ORG_E_INVALID,
                           "Unit \"%s\" is named twice in this merge; each unit can become one thing.",
                           h->id(m->ctx, ORG_UNITS, group->units[i]));
        group_of[group->units[i]] = number;
    }
    if (group->n < 2)
        return h->fail(m->ctx, ORG_E_INVALID, "A merge needs at least two different open units; only \"%s\" is given.",
                       group->n ? h->id(m->ctx, ORG_UNITS, group->units[0]) : "nothing");
    for (size_t i = 0; i < group->n; i++) {
        OrgStatus status = judge_unit(m, group, group->units[i], group_of, number);
        if (status != ORG_OK)
            return status;
    }
    if (group->survivor == ORG_NONE && *group->id && h->find(m->ctx, ORG_UNITS, group->id) != ORG_NONE)
        return h->fail(m->ctx, ORG_E_INVALID,
                       "The id \"%s\" of the new unit is taken. To absorb into that unit write `into: %s`; else choose "
                       "another id.",
                       group->id, group->id);
    for (OrgRow up = group->parent; up != ORG_NONE; up = m->units->parent[up])
        if (group_of[up] == number)
            return h->fail(m->ctx, ORG_E_INVALID,
                           "The new unit cannot stand below \"%s\", which is closed by this merge.",
                           h->id(m->ctx, ORG_UNITS, up));
    return ORG_OK;
}

static Group *
read_groups(Merge *m)
{
    const OrgHost *h = m->host;
    const OrgTable *table = h->table(m->ctx, P_TABLE);
    const OrgRow *units, *where;
    bool has_units = h->given(m->ctx, P_UNITS), has_where = h->given(m->ctx, P_WHERE);
    bool has_table = table && table->rows > 0;
    if (has_units + has_where + has_table != 1) {
        merge_ok(
            m, h->fail(m->ctx, ORG_E_INVALID, "Say which units are merged by one of `units:`, `where:` and `table:`."));
        return NULL;
    }
    if (has_table)
        return group_table(m, table);
    size_t n = h->rows(m->ctx, P_UNITS, &units), n_where = h->rows(m->ctx, P_WHERE, &where);
    const OrgRow *rows = has_units ? units : where;
    n = has_units ? n : n_where;
    return h->integer(m->ctx, P_GROUP) ? group_siblings(m, rows, n) : group_all(m, rows, n);
}

Group *
merge_groups(Merge *m)
{
    Group *groups = read_groups(m);
    OrgRow *group_of = groups ? merge_scratch(m, m->units->n, sizeof *group_of) : NULL, number = 0;
    if (!group_of)
        return NULL;
    for (const Group *g = groups; g; g = g->next)
        if (!merge_ok(m, judge(m, g, group_of, ++number)))
            return NULL;
    return groups;
}
