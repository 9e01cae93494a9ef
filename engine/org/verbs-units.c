// SPDX-License-Identifier: MIT
/* The verbs on units. */
#include "internal.h"
#include "../base/error.h"
#include <string.h>

static gboolean
want_text(const char *text, const char *what, GError **error)
{
    if (!text || !*text)
        return org_fail(error, ORG_E_INVALID, "%s must not be empty", what);
    if (!g_utf8_validate(text, -1, NULL))
        return org_fail(error, ORG_E_INVALID, "%s is not valid UTF-8", what);
    return TRUE;
}

gboolean
org_open_unit(Org *org, OrgRow parent, OrgWord type, const char *id, const char *name, OrgRow *row, GError **error)
{
    if (parent != ORG_NONE && !org_want_open(org, ORG_UNITS, parent, error))
        return FALSE;
    if (type >= org_dict_size(org->dict))
        return org_fail(error, ORG_E_INVALID, "word %u does not exist", type);
    if (!want_text(name, M_("the name of a new unit"), error))
        return FALSE;
    g_autofree char *made = NULL;
    if (!id || !*id) {
        guint32 number = org->units.n + 1;
        do {
            g_free(made);
            made = g_strdup_printf("unit-%u", number++);
        } while (org_find(org, ORG_UNITS, made) != ORG_NONE);
        id = made;
    } else if (!want_text(id, M_("the id of a new unit"), error))
        return FALSE;
    if (org_find(org, ORG_UNITS, id) != ORG_NONE)
        return org_fail(error, ORG_E_INVALID, "a unit with the id \"%s\" is already there", id);
    if (org_act_begin(org, ORG_VERB_OPEN_UNIT)) {
        org_act_u32(org, parent);
        org_act_text(org, org_dict_text(org->dict, type));
        org_act_text(org, id);
        org_act_text(org, name);
        org_act_end(org);
    }
    OrgRow unit = org_append(org, ORG_UNITS, 1);
    org_log(org, UNDO_APPEND, ORG_UNITS, 0, unit, (OrgValue){ 0 });
    org->units.id[unit] = org_dict_add(org->dict, id, -1);
    org->units.name[unit] = org_dict_add(org->dict, name, -1);
    org->units.type[unit] = type;
    org->units.parent[unit] = parent;
    org->units.opened[unit] = org->month;
    org_link_unit(org, unit);
    org_remember_id(org, ORG_UNITS, unit);
    org->totals.units++;
    org->totals.units_opened++;
    if (row)
        *row = unit;
    return TRUE;
}

gboolean
org_rename_unit(Org *org, OrgRow unit, const char *name, GError **error)
{
    if (!org_want_open(org, ORG_UNITS, unit, error) || !want_text(name, M_("the new name of a unit"), error))
        return FALSE;
    if (org_act_begin(org, ORG_VERB_RENAME_UNIT)) {
        org_act_u32(org, unit);
        org_act_text(org, name);
        org_act_end(org);
    }
    OrgWord word = org_dict_add(org->dict, name, -1);
    ORG_PUT(org, UNITS, units, name, unit, word);
    return TRUE;
}

gboolean
org_move_unit(Org *org, OrgRow unit, OrgRow parent, GError **error)
{
    if (!org_want_open(org, ORG_UNITS, unit, error) ||
        (parent != ORG_NONE && !org_want_open(org, ORG_UNITS, parent, error)))
        return FALSE;
    if (parent != ORG_NONE && org_is_under(org, parent, unit))
        return org_fail(error, ORG_E_INVALID, "unit \"%s\" cannot move under itself (\"%s\" is below it)",
                        org_id(org, ORG_UNITS, unit), org_id(org, ORG_UNITS, parent));
    if (org_act_begin(org, ORG_VERB_MOVE_UNIT)) {
        org_act_u32(org, unit);
        org_act_u32(org, parent);
        org_act_end(org);
    }
    org_unlink_unit(org, unit);
    ORG_PUT(org, UNITS, units, parent, unit, parent);
    org_link_unit(org, unit);
    return TRUE;
}

/* Surplus people who wait at a unit that closes go where its work goes. */
static void
move_idle(Org *org, OrgRow unit, OrgRow to)
{
    OrgPersonTable *h = &org->people;
    for (OrgRow i = 0; i < h->n && org->units.n_idle[unit]; i++)
        if (h->unit[i] == unit && h->state[i] == ORG_SURPLUS) {
            ORG_PUT(org, PEOPLE, people, unit, i, to);
            org->units.n_idle[unit]--;
            org->units.n_idle[to]++;
        }
}

gboolean
org_close_unit(Org *org, OrgRow unit, OrgRow successor, GError **error)
{
    OrgUnitTable *u = &org->units;
    if (!org_want_open(org, ORG_UNITS, unit, error) ||
        (successor != ORG_NONE && !org_want_open(org, ORG_UNITS, successor, error)))
        return FALSE;
    const char *id = org_id(org, ORG_UNITS, unit);
    if (successor == unit)
        return org_fail(error, ORG_E_INVALID, "unit \"%s\" cannot be its own successor", id);
    if (u->n_posts[unit])
        return org_fail(error, ORG_E_INVALID, "unit \"%s\" still has %u open posts", id, u->n_posts[unit]);
    if (u->n_children[unit])
        return org_fail(error, ORG_E_INVALID, "unit \"%s\" still has %u open units below it", id, u->n_children[unit]);
    OrgRow to = successor != ORG_NONE ? successor : u->parent[unit];
    if (u->n_idle[unit] && to == ORG_NONE)
        return org_fail(error, ORG_E_INVALID,
                        "%u surplus people wait at unit \"%s\", which has neither successor nor parent",
                        u->n_idle[unit], id);
    if (org_act_begin(org, ORG_VERB_CLOSE_UNIT)) {
        org_act_u32(org, unit);
        org_act_u32(org, successor);
        org_act_end(org);
    }
    if (u->n_idle[unit])
        move_idle(org, unit, to);
    org_unlink_unit(org, unit);
    ORG_PUT(org, UNITS, units, closed, unit, org->month);
    ORG_PUT(org, UNITS, units, successor, unit, successor);
    org->totals.units--;
    org->totals.units_closed++;
    return TRUE;
}
