// SPDX-License-Identifier: MIT
/* Attributes of merged units: added up, taken over, and the buildings that are given back. */
#include "../common/functions.h"
#include "merge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

Attribute
merge_attribute(const Merge *m, const char *name)
{
    Attribute a = { .name = name, .word = m->host->words(m->ctx, ORG_UNITS, name) };
    if (!a.word)
        a.number = m->host->numbers(m->ctx, ORG_UNITS, name);
    return a;
}

double
merge_value(const Attribute *a, OrgRow unit)
{
    if (a->word)
        return a->word[unit] ? a->word[unit] : NAN;
    return a->number ? a->number[unit] : NAN;
}

bool
merge_assign(Merge *m, const Attribute *a, OrgRow unit, double value)
{
    if (a->number)
        return merge_ok(m, m->host->set_numbers(m->ctx, ORG_UNITS, a->name, &unit, &value, 1));
    OrgWord word = (OrgWord) value;
    return merge_ok(m, m->host->set_words(m->ctx, ORG_UNITS, a->name, &unit, &word, 1));
}

const char *
merge_next_name(Merge *m, const char **list)
{
    const char *from = *list + strspn(*list, " ,");
    size_t n = strcspn(from, ",");
    *list = from + n;
    while (n && from[n - 1] == ' ')
        n--;
    char *name = n ? merge_scratch(m, n + 1, 1) : NULL;
    return name ? memcpy(name, from, n) : NULL;
}

static bool
add_up(Merge *m, const Join *join, const Attribute *a)
{
    double total = merge_value(a, join->target);
    for (size_t i = 0; i < join->n_sources; i++) {
        double value = merge_value(a, join->sources[i]);
        if (!isnan(value))
            total = isnan(total) ? value : total + value;
    }
    return isnan(total) || merge_assign(m, a, join->target, total);
}

/* Decree 120/2020 Art. 5.2: a reorganisation must not lower the degree of financial autonomy, 1 being the highest. A new
 * unit gets the highest of its units; a survivor keeps its own, and the planner is told when that lowers another's. */
static bool
join_autonomy(Merge *m, const Join *join)
{
    Attribute a = merge_attribute(m, "autonomy_group");
    double best = merge_value(&a, join->target), own = best;
    if (!a.number)
        return true;
    for (size_t i = 0; i < join->n_sources; i++) {
        double value = merge_value(&a, join->sources[i]);
        if (!isnan(value) && (isnan(best) || value < best))
            best = value;
    }
    if (isnan(best) || best == own)
        return true;
    if (join->opened)
        return merge_assign(m, &a, join->target, best);
    m->host->finding(
        m->ctx, ORG_WARN, ORG_UNITS, join->target,
        "%s keeps its own degree of autonomy, but absorbs a unit of autonomy group %g; Decree 120/2020 Art. 5.2 "
        "does not allow it to be lowered.",
        m->host->name(m->ctx, ORG_UNITS, join->target), best);
    return true;
}

static bool
has_list(const OrgWord *lists, const Join *join)
{
    bool has = lists && lists[join->target];
    for (size_t i = 0; lists && i < join->n_sources; i++)
        has = has || lists[join->sources[i]];
    return has;
}

/* Where one of the units has a list of functions (recharter), the merged unit does what all of them did: first what it did itself. */
static bool
join_functions(Merge *m, const Join *join)
{
    if (!has_list(m->host->words(m->ctx, ORG_UNITS, "functions"), join))
        return true;
    size_t n = 0, own = 0, room = 0;
    OrgWord **each = merge_scratch(m, join->n_sources + 1, sizeof *each);
    size_t *sizes = merge_scratch(m, join->n_sources + 1, sizeof *sizes);
    for (size_t i = 0; each && sizes && i <= join->n_sources; i++) {
        OrgRow unit = i ? join->sources[i - 1] : join->target;
        if (i || !join->opened) /* what a new unit has as its function is one of theirs, or was named by the step */
            each[i] = functions_of(m->host, m->ctx, &m->status, unit, &sizes[i]);
        room += sizes[i];
        own += i ? 0 : sizes[i];
    }
    OrgWord *all = m->status == ORG_OK ? merge_scratch(m, room, sizeof *all) : NULL;
    if (!all)
        return false;
    for (size_t i = 0; i <= join->n_sources; i++)
        for (size_t k = 0; k < sizes[i]; k++) {
            size_t at = 0;
            while (at < n && all[at] != each[i][k])
                at++;
            all[at] = each[i][k];
            n += at == n;
        }
    return (n == own && !join->opened) || functions_write(m->host, m->ctx, &m->status, join->target, all, n);
}

bool
merge_attributes(Merge *m, const Join *join, OrgRow main_source)
{
    merge_because(m, "taken over by the merge into %s", join->target);
    const char *list = m->host->text(m->ctx, P_SUM);
    for (const char *name; (name = merge_next_name(m, &list));) {
        Attribute a = merge_attribute(m, name);
        if (a.number && !add_up(m, join, &a))
            return false;
    }
    list = m->host->text(m->ctx, P_INHERIT);
    for (const char *name; join->opened && (name = merge_next_name(m, &list));) {
        Attribute a = merge_attribute(m, name);
        double value = merge_value(&a, main_source);
        if (!isnan(value) && !merge_assign(m, &a, join->target, value))
            return false;
    }
    return m->status == ORG_OK && join_functions(m, join) && join_autonomy(m, join);
}

/* Everyone below a unit who sits in its building goes along to the new one. Walks by a stack of its own: a hostile tree may
 * be a chain of a hundred thousand units. */
static bool
leave_building(Merge *m, const Attribute *a, OrgRow top, double old, double to)
{
    size_t n = 0;
    for (m->stack[n++] = top; n;) {
        OrgRow unit = m->stack[--n];
        const OrgRow *children;
        size_t count = m->host->children(m->ctx, unit, &children);
        for (size_t i = 0; i < count; i++) {
            if (merge_value(a, children[i]) == old && !merge_assign(m, a, children[i], to))
                return false;
            m->stack[n++] = children[i];
        }
    }
    return true;
}

bool
merge_buildings(Merge *m, const Join *join, OrgRow main_source)
{
    Attribute a = merge_attribute(m, "building");
    if (!a.word && !a.number)
        return true;
    merge_because(m, "moves into the building of %s", join->target);
    double to = merge_value(&a, join->target);
    if (isnan(to)) {
        to = merge_value(&a, main_source);
        for (size_t i = 0; isnan(to) && i < join->n_sources; i++)
            to = merge_value(&a, join->sources[i]);
        if (isnan(to))
            return true;
        if (!merge_assign(m, &a, join->target, to))
            return false;
    }
    if (m->host->integer(m->ctx, P_OFFICES) == 1)
        return true;
    for (size_t i = 0; i < join->n_sources; i++) {
        double old = merge_value(&a, join->sources[i]);
        if (!isnan(old) && old != to && !leave_building(m, &a, join->sources[i], old, to))
            return false;
    }
    return true;
}

static int
by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Buildings of closed units that no unit uses any more. */
bool
merge_count_buildings(Merge *m)
{
    Attribute a = merge_attribute(m, "building");
    size_t room = 0, n = 0, distinct = 0;
    for (const Join *j = m->joins; j; j = j->next)
        room += j->n_sources;
    double *old = a.word || a.number ? merge_scratch(m, room, sizeof *old) : NULL;
    if (!old)
        return m->status == ORG_OK;
    for (const Join *j = m->joins; j; j = j->next)
        for (size_t i = 0; i < j->n_sources; i++)
            if (!isnan(merge_value(&a, j->sources[i])))
                old[n++] = merge_value(&a, j->sources[i]);
    qsort(old, n, sizeof *old, by_value);
    for (size_t i = 0; i < n; i++)
        if (!distinct || old[distinct - 1] != old[i])
            old[distinct++] = old[i];
    uint8_t *used = merge_scratch(m, distinct, 1);
    if (!used)
        return false;
    for (OrgRow u = 0; u < m->units->n; u++) {
        double value = m->units->closed[u] == ORG_OPEN && !m->into[u] ? merge_value(&a, u) : NAN;
        const double *at = isnan(value) ? NULL : bsearch(&value, old, distinct, sizeof *old, by_value);
        if (at)
            used[at - old] = 1;
    }
    for (size_t i = 0; i < distinct; i++)
        m->offices_released += !used[i];
    return true;
}
