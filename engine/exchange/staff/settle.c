// SPDX-License-Identifier: MIT
/* Dates and numbers of a staff list, by the mechanism of all tables (intake/evidence.h). */
#include "private.h"
#include "../../base/message.h"
#include <string.h>

static void
add(Staff *staff, StaffField field, OrgEvidenceKind kind)
{
    gint column = staff->column[field];

    if (column >= 0 && !org_evidence_of(staff->evidence, (guint) column))
        org_evidence_add(staff->evidence, kind, (guint) column, staff_header(staff, (guint) column),
                         field == STAFF_BORN || field == STAFF_BORN_MALE || field == STAFF_BORN_FEMALE,
                         field == STAFF_HIRED);
}

static void
on_finding(OrgSeverity severity, const char *code, guint line, guint column, const char *text, gpointer data)
{
    Staff *staff = data;
    guint header = org_grid_row(staff->table->grid, staff->table->header_end - 1)->line;

    staff_problem(staff, severity, code, line ? line : header, (gint) column, "%s", text);
}

void
staff_settle(Staff *staff)
{
    const OrgStaffSource *source = staff->source;
    const OrgGrid *grid = staff->table->grid;
    OrgEvidence *evidence = org_evidence_new();
    static const StaffField dates[] = { STAFF_BORN, STAFF_BORN_MALE, STAFF_BORN_FEMALE, STAFF_HIRED, STAFF_LEFT };
    static const StaffField numbers[] = { STAFF_COEFFICIENT, STAFF_ALLOWANCE, STAFF_FTE };

    staff->evidence = evidence;
    evidence->given = org_date_order(source->dates ? source->dates : source->map ? source->map->dates : NULL);
    evidence->given_by_map = !source->dates;
    evidence->vietnamese = staff->vietnamese;
    evidence->spoken = source->vietnamese;
    evidence->latest = staff->date;
    for (guint i = 0; i < G_N_ELEMENTS(dates); i++)
        add(staff, dates[i], ORG_EVIDENCE_DATE);
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
        add(staff, numbers[i], ORG_EVIDENCE_NUMBER);
    for (guint c = 0; c < staff->table->columns->len; c++)
        if (staff->use[c] == 0)
            org_evidence_add(evidence, ORG_EVIDENCE_NUMBER, c, staff_header(staff, c), FALSE, FALSE);
    for (guint i = 0; i < evidence->columns->len; i++) {
        OrgColumnEvidence *column = &g_array_index(evidence->columns, OrgColumnEvidence, i);
        for (guint r = staff->table->header_end; r < grid->rows->len; r++) {
            const OrgGridCell *cell = org_grid_cell(grid, r, column->column);
            if (!(cell->is_number && column->kind != ORG_EVIDENCE_DATE))
                org_evidence_show(column, org_grid_row(grid, r)->line, cell->text, strlen(cell->text));
        }
    }
    org_evidence_settle(evidence, on_finding, staff, staff->report ? staff->report->guesses : NULL);
}
