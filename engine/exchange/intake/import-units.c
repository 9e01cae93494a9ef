// SPDX-License-Identifier: MIT
#include "intake.h"
#include "../../base/message.h"
#include "../../base/month.h"

static void
read_unit(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record)
{
    guint32 ordinal;
    OrgUnitIn unit = { .line = record->line, .parent_at = ORG_NONE };
    OrgCell id = org_cell_get(record, &tab->header, ORG_FIELD_ID);

    if (tab->header.column[ORG_FIELD_ID] < 0)
        return;
    if (id.size == 0) {
        org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "blank-id", record->line, ORG_FIELD_ID, NULL,
                           "the unit has no id");
        org_intake_repair(in, tab, record->line, ORG_FIELD_ID, NULL, "the row was left out");
        return;
    }
    unit.id = org_intake_word(in, tab, record, ORG_FIELD_ID);
    const char *text = org_dict_text(in->dict, unit.id);
    ordinal = org_id_map_add(&tab->ids, unit.id, 0, tab->rows->len);
    if (ordinal != ORG_NONE) {
        guint before = g_array_index(tab->rows, OrgUnitIn, ordinal).line;
        if (ORG_LINE_FILE(before) != ORG_LINE_FILE(record->line))
            org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "duplicate-id", record->line, ORG_FIELD_ID, text,
                               "id %s stands in row %u of %s already; each unit needs an id of its own",
                               org_quoted(text), ORG_LINE(before), org_intake_path(tab, before));
        else
            org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "duplicate-id", record->line, ORG_FIELD_ID, text,
                               "id %s stands in row %u already; each unit needs an id of its own", org_quoted(text),
                               ORG_LINE(before));
        org_intake_repair(in, tab, record->line, ORG_FIELD_ID, text, "the row was left out; the first row of %s counts",
                          org_quoted(text));
        return;
    }
    unit.name = org_intake_word(in, tab, record, ORG_FIELD_NAME);
    unit.type = org_intake_word(in, tab, record, ORG_FIELD_TYPE);
    unit.function = org_intake_word(in, tab, record, ORG_FIELD_FUNCTION);
    unit.parent = org_intake_word(in, tab, record, ORG_FIELD_PARENT);
    unit.successor = org_intake_word(in, tab, record, ORG_FIELD_SUCCESSOR);
    unit.opened = org_intake_month(in, tab, record, ORG_FIELD_OPENED, text, ORG_UNKNOWN);
    unit.closed = org_intake_month(in, tab, record, ORG_FIELD_CLOSED, text, ORG_OPEN);
    if (!unit.name && tab->header.column[ORG_FIELD_NAME] >= 0)
        org_intake_problem(in, tab, ORG_SEVERITY_WARNING, "blank-name", record->line, ORG_FIELD_NAME, text,
                           "unit %s has no name", org_quoted(text));
    g_array_append_val(tab->rows, unit);
    org_intake_push_attributes(in, tab, record);
}

void
org_intake_units(OrgIntake *in)
{
    OrgTableIn *tab = &in->tables[ORG_UNITS];

    tab->rows = g_array_new(FALSE, FALSE, sizeof(OrgUnitIn));
    org_intake_read(in, tab, ORG_FIELD_ID, read_unit);
}

static OrgUnitIn *
unit_at(const OrgTableIn *tab, guint i)
{
    return &g_array_index(tab->rows, OrgUnitIn, i);
}

guint32
org_found_missing_unit(OrgIntake *in, OrgWord id, guint line)
{
    OrgTableIn *tab = &in->tables[ORG_UNITS];
    OrgWord word = id ? id : org_dict_add(in->dict, "no-unit", -1);
    guint32 at = org_id_map_add(&tab->ids, word, 0, tab->rows->len);

    if (at != ORG_NONE)
        return at;
    OrgUnitIn unit = {
        .line = line, .id = word, .name = word, .parent_at = ORG_NONE, .opened = ORG_UNKNOWN, .closed = ORG_OPEN
    };
    g_array_append_val(tab->rows, unit);
    return tab->rows->len - 1;
}

static void
describe(const OrgTableIn *tab, guint32 row, guint *line, OrgWord *id, guint32 *ordinal)
{
    *line = unit_at(tab, row)->line;
    *id = unit_at(tab, row)->id;
    *ordinal = 0;
}

/* A unit that is its own parent, or whose parent is not there, becomes a root. */
static void
find_parents(OrgIntake *in, OrgTableIn *tab)
{
    g_autoptr(GArray) dangling = g_array_new(FALSE, TRUE, sizeof(OrgDangling));

    for (guint i = 0; i < tab->rows->len; i++) {
        OrgUnitIn *unit = unit_at(tab, i);
        if (!unit->parent)
            continue;
        unit->parent_at = org_id_map_find(&tab->ids, unit->parent, 0);
        const char *id = org_dict_text(in->dict, unit->id);
        if (unit->parent_at == ORG_NONE) {
            OrgDangling d = { .line = unit->line, .id = unit->id, .missing = unit->parent };
            g_array_append_val(dangling, d);
        } else if (unit->parent_at == i) {
            org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "self-parent", unit->line, ORG_FIELD_PARENT, id,
                               "unit %s is its own parent; leave the cell blank for a root", org_quoted(id));
            org_intake_repair(in, tab, unit->line, ORG_FIELD_PARENT, id, "unit %s was made a root", org_quoted(id));
            unit->parent_at = ORG_NONE;
        }
    }
    const OrgDangling *list = (const OrgDangling *) (const void *) dangling->data;
    org_report_dangling(in, tab, ORG_FIELD_PARENT, "missing-parent", M_("parent"), tab, list, dangling->len);
    for (guint i = 0; i < dangling->len; i++) {
        const char *id = org_dict_text(in->dict, list[i].id);
        org_intake_repair(in, tab, list[i].line, ORG_FIELD_PARENT, id, "unit %s was made a root", org_quoted(id));
    }
}

/* Dates of one unit: what is to come is not in the snapshot. */
static void
check_dates(OrgIntake *in, OrgTableIn *tab, OrgUnitIn *unit)
{
    const char *id = org_dict_text(in->dict, unit->id);
    char month[16];

    if (unit->closed != ORG_OPEN && unit->opened != ORG_UNKNOWN && unit->closed < unit->opened)
        org_intake_problem(in, tab, ORG_SEVERITY_WARNING, "closed-before-opened", unit->line, ORG_FIELD_CLOSED, id,
                           "unit %s closed before it opened", org_quoted(id));
    if (unit->closed != ORG_OPEN && unit->closed > in->import->date) {
        org_intake_problem(in, tab, ORG_SEVERITY_WARNING, "odd-date", unit->line, ORG_FIELD_CLOSED, id,
                           "unit %s closes after the date of this snapshot; it is taken as open", org_quoted(id));
        unit->closed = ORG_OPEN;
    }
    if (unit->opened == ORG_UNKNOWN || unit->opened <= in->import->date || unit->closed != ORG_OPEN)
        return;
    org_intake_problem(in, tab, ORG_SEVERITY_NOTE, "opens-later", unit->line, ORG_FIELD_OPENED, id,
                       "unit %s opens in %s, after the date of this snapshot: it is not in it", org_quoted(id),
                       org_month_text(unit->opened, month));
    unit->absent = TRUE;
}

static void
check_closed(OrgIntake *in, OrgTableIn *tab)
{
    char month[16];

    for (guint i = 0; i < tab->rows->len; i++)
        check_dates(in, tab, unit_at(tab, i));
    for (guint i = 0; i < tab->rows->len; i++) {
        OrgUnitIn *unit = unit_at(tab, i);
        const OrgUnitIn *parent = unit->parent_at != ORG_NONE ? unit_at(tab, unit->parent_at) : NULL;
        const char *id = org_dict_text(in->dict, unit->id), *above = org_dict_text(in->dict, unit->parent);
        if (!parent || unit->absent || unit->closed != ORG_OPEN || (parent->closed == ORG_OPEN && !parent->absent)) {
            if (parent && parent->absent) /* closed before its parent opened: it lies under nothing that is there */
                unit->parent_at = ORG_NONE;
            continue;
        }
        if (parent->absent)
            org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "closed-parent", unit->line, ORG_FIELD_PARENT, id,
                               "unit %s is open but lies under %s, which opens only in %s", org_quoted(id),
                               org_quoted(above), org_month_text(parent->opened, month));
        else
            org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "closed-parent", unit->line, ORG_FIELD_PARENT, id,
                               "unit %s is open but lies under %s, which closed in %s", org_quoted(id),
                               org_quoted(above), org_month_text(parent->closed, month));
        org_intake_repair(in, tab, unit->line, ORG_FIELD_PARENT, id, "unit %s was made a root", org_quoted(id));
        unit->parent_at = ORG_NONE;
    }
}

void
org_resolve_units(OrgIntake *in)
{
    OrgTableIn *tab = &in->tables[ORG_UNITS];
    guint n = tab->rows->len;

    find_parents(in, tab);
    g_autofree guint32 *next = g_new(guint32, n + 1);
    for (guint i = 0; i < n; i++)
        next[i] = unit_at(tab, i)->parent_at;
    OrgCycleSpec spec = { in,
                          tab,
                          ORG_FIELD_PARENT,
                          "these %u units lie under one another: %s; one of them must have another parent",
                          "unit %s was made a root",
                          "unit %s cannot be reached from a root: what it lies under leads into a cycle",
                          describe };
    org_cut_cycles(&spec, next, n);
    for (guint i = 0; i < n; i++)
        unit_at(tab, i)->parent_at = next[i];
    check_closed(in, tab);
}

/* Those that are not there yet have no row. */
static guint
number_units(OrgTableIn *tab)
{
    guint n = 0;

    for (guint i = 0; i < tab->rows->len; i++)
        unit_at(tab, i)->row = unit_at(tab, i)->absent ? ORG_NONE : n++;
    return n;
}

void
org_build_units(OrgIntake *in)
{
    OrgTableIn *tab = &in->tables[ORG_UNITS];
    OrgUnitTable *units = &in->org->units;
    guint n = number_units(tab);

    if (n == 0)
        return;
    org_add_units(in->org, n);
    for (guint k = 0; k < tab->rows->len; k++) {
        const OrgUnitIn *unit = unit_at(tab, k);
        OrgRow i = unit->row;
        if (unit->absent)
            continue;
        units->id[i] = unit->id;
        units->name[i] = unit->name;
        units->type[i] = unit->type;
        units->function[i] = unit->function;
        units->parent[i] = unit->parent_at == ORG_NONE ? ORG_NONE : unit_at(tab, unit->parent_at)->row;
        units->opened[i] = unit->opened;
        units->closed[i] = unit->closed;
        guint32 next =
            unit->successor && unit->closed != ORG_OPEN ? org_id_map_find(&tab->ids, unit->successor, 0) : ORG_NONE;
        if (next != ORG_NONE)
            units->successor[i] = unit_at(tab, next)->row;
    }
    org_intake_build_attributes(in, tab);
}
