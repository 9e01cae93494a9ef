// SPDX-License-Identifier: MIT
/* One merge: the unit that stays, what moves into it, the rooms that then stand there twice, and the end of the others. */
#include "../common/protected.h"
#include "merge.h"

#include <stdlib.h>

void
merge_because(const Merge *m, const char *format, OrgRow unit)
{
    m->host->because(m->ctx, format, m->host->name(m->ctx, ORG_UNITS, unit));
}

OrgRow
merge_largest(Merge *m, const OrgRow *units, size_t n)
{
    OrgRow best = units[0];
    size_t most = 0;
    for (size_t i = 0; i < n; i++) {
        const OrgRow *posts;
        size_t count = m->host->posts_of(m->ctx, units[i], &posts);
        if (i == 0 || count > most) {
            best = units[i];
            most = count;
        }
    }
    return best;
}

/* Where a unit has gone by the joins so far. */
static OrgRow
now_at(const Merge *m, OrgRow unit)
{
    while (unit != ORG_NONE && m->into[unit])
        unit = m->into[unit] - 1;
    return unit;
}

static OrgRow
open_target(Merge *m, const Group *group, OrgRow main_source)
{
    const OrgHost *h = m->host;
    OrgRow parent = now_at(m, group->parent != ORG_NONE ? group->parent : m->units->parent[group->units[0]]);
    OrgWord type = group->type ? group->type : m->units->type[main_source];
    OrgWord function = group->function ? group->function : m->units->function[main_source];
    merge_because(m, group->n == 2 ? "formed of two units, the larger: %s" : "formed of several units, the largest: %s",
                  main_source);
    OrgRow unit = h->open_unit(m->ctx, parent, type, group->id, *group->name ? group->name : group->id);
    if (unit == ORG_NONE) {
        merge_ok(m, h->fail(m->ctx, ORG_E_FAILED, "The new unit \"%s\" could not be opened.", group->id));
        return ORG_NONE;
    }
    m->units = h->units(m->ctx);
    int64_t value = function;
    if (function && !merge_ok(m, h->set(m->ctx, ORG_F_FUNCTION, &unit, &value, 1)))
        return ORG_NONE;
    return unit;
}

static bool
move_children(Merge *m, const Join *join)
{
    for (size_t i = 0; i < join->n_sources; i++) {
        const OrgRow *children;
        size_t n = m->host->children(m->ctx, join->sources[i], &children);
        merge_because(m, "moved along: the unit above was merged into %s", join->target);
        for (size_t c = 0; c < n; c++) {
            if (m->into[children[c]]) /* closes before its parent does */
                continue;
            m->origin[children[c]] = join->sources[i] + 1;
            if (!merge_ok(m, m->host->move_unit(m->ctx, children[c], join->target)))
                return false;
        }
    }
    return true;
}

/* Remembers when the unit last grew by a merge: the rule deputy-cap grants its grace from then on. */
static bool
stamp(Merge *m, OrgRow target)
{
    double month = m->host->now(m->ctx);
    return merge_ok(m, m->host->set_numbers(m->ctx, ORG_UNITS, "merge.month", &target, &month, 1));
}

bool
merge_begin(Merge *m, const Group *group)
{
    Join *join = merge_scratch(m, 1, sizeof *join);
    if (!join || !(join->sources = merge_scratch(m, group->n, sizeof *join->sources)))
        return false;
    OrgRow main_source = merge_largest(m, group->units, group->n);
    join->opened = group->survivor == ORG_NONE;
    join->target = join->opened ? open_target(m, group, main_source) : group->survivor;
    if (join->target == ORG_NONE)
        return false;
    for (size_t i = 0; i < group->n; i++)
        if (group->units[i] != join->target) {
            join->sources[join->n_sources++] = group->units[i];
            m->into[group->units[i]] = join->target + 1;
        }
    *m->last = join;
    m->last = &join->next;
    return merge_buildings(m, join, main_source) && move_children(m, join) && merge_posts(m, join) &&
           merge_attributes(m, join, main_source) && stamp(m, join->target);
}

typedef struct {
    OrgWord type, function; /* what makes two rooms alike; type 0: a support room */
    OrgRow origin, row;
} Room;

static int
by_likeness(const void *a, const void *b)
{
    const Room *x = a, *y = b;
    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    if (x->function != y->function)
        return x->function < y->function ? -1 : 1;
    if (x->origin != y->origin)
        return x->origin < y->origin ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static bool
is_support(const Merge *m, OrgWord word)
{
    for (size_t i = 0; i < m->n_support; i++)
        if (word && m->support[i] == word)
            return true;
    return false;
}

/* What the room may be merged by; false when it stays as it is. */
static bool
likeness(const Merge *m, OrgRow unit, bool merge_like, Room *room)
{
    OrgWord type = m->units->type[unit], function = m->units->function[unit];
    *room = (Room){ 0, 0, m->origin[unit], unit };
    if (is_support(m, function))
        room->function = function;
    else if (!function && is_support(m, type))
        room->function = type;
    else if (merge_like && function && !is_support(m, type))
        *room = (Room){ type, function, m->origin[unit], unit };
    return room->function != 0;
}

/* Alike rooms of at least two former units become one: the target's own room if it has one, else the largest. */
static bool
join_rooms(Merge *m, const Room *rooms, size_t n)
{
    if (rooms[0].origin == rooms[n - 1].origin)
        return true;
    OrgRow *units = merge_scratch(m, n, sizeof *units);
    if (!units)
        return false;
    size_t own = 0;
    for (size_t i = 0; i < n; i++) {
        units[i] = rooms[i].row;
        own += rooms[i].origin == 0;
    }
    Group group = { .units = units, .n = n, .survivor = merge_largest(m, units, own ? own : n), .parent = ORG_NONE };
    return merge_begin(m, &group);
}

bool
merge_duplicates(Merge *m, const Join *join)
{
    bool merge_like = m->host->integer(m->ctx, P_CHILDREN) == 1;
    const OrgRow *children;
    size_t n = m->n_support || merge_like ? m->host->children(m->ctx, join->target, &children) : 0, kept = 0;
    if (n < 2)
        return true;
    Room *rooms = merge_scratch(m, n, sizeof *rooms);
    if (!rooms)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!m->into[children[i]] && !protected_unit(m->host, m->ctx, children[i]) &&
            likeness(m, children[i], merge_like, &rooms[kept]))
            kept++;
    qsort(rooms, kept, sizeof *rooms, by_likeness);
    for (size_t i = 0, end; i < kept; i = end) {
        for (end = i + 1; end < kept && rooms[end].type == rooms[i].type && rooms[end].function == rooms[i].function;)
            end++;
        if (!join_rooms(m, rooms + i, end - i))
            return false;
    }
    return true;
}

/* People who lost a leading post and hold no other have until merge.until to be settled. */
static bool
set_deadlines(Merge *m, Join *join)
{
    double until = (double) m->host->now(m->ctx) + (double) m->host->integer(m->ctx, P_GRACE);
    for (size_t i = 0; i < join->n_released; i++) {
        OrgRow person = join->released[i];
        if (m->people->state[person] == ORG_SURPLUS &&
            !merge_ok(m, m->host->set_numbers(m->ctx, ORG_PEOPLE, "merge.until", &person, &until, 1)))
            return false;
    }
    return true;
}

static int
by_row(const void *a, const void *b)
{
    const OrgRow *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

bool
merge_finish(Merge *m, Join *join)
{
    const OrgHost *h = m->host;
    OrgRow *losing = merge_scratch(m, join->n_closing, sizeof *losing);
    size_t n_losing = 0;
    if (!losing)
        return false;
    for (size_t i = 0; i < join->n_closing; i++) {
        OrgRow holder = m->posts->holder[join->closing[i]];
        if (holder != ORG_NONE && m->people->post[holder] == join->closing[i])
            losing[n_losing++] = holder;
    }
    merge_because(m, "closed when units were merged into %s", join->target);
    qsort(join->closing, join->n_closing, sizeof *join->closing,
          by_row); /* rows in order are checked without a table */
    if (join->n_closing && !merge_ok(m, h->close_posts(m->ctx, join->closing, join->n_closing)))
        return false;
    for (size_t i = 0; i < n_losing; i++) /* a second post, too, may have been among those that closed */
        m->surplus += m->people->state[losing[i]] == ORG_SURPLUS;
    m->posts_closed += join->n_closing;
    if (!set_deadlines(m, join))
        return false;
    merge_because(m, join->opened ? "consolidated into %s" : "absorbed into %s", join->target);
    for (size_t i = 0; i < join->n_sources; i++)
        if (!merge_ok(m, h->close_unit(m->ctx, join->sources[i], join->target)))
            return false;
    m->units_closed += join->n_sources;
    return true;
}
