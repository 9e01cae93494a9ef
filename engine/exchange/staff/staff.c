// SPDX-License-Identifier: MIT
/* A staff list from its sheet to an organisation. */
#include "private.h"
#include "../../base/error.h"
#include "../../base/message.h"
#include <string.h>

/* ---- sheets */

static gboolean
try_sheet(Staff *staff, OrgWorkbook *workbook, guint sheet)
{
    OrgGrid *grid = org_grid_read(&staff->reader, workbook, sheet);

    if (staff_find_head(staff, grid))
        return TRUE;
    org_grid_free(grid);
    return FALSE;
}

/* The sheet named, else the first that holds a staff list. */
static gboolean
open_sheet(Staff *staff)
{
    const OrgStaffSource *source = staff->source;
    g_autoptr(GError) error = NULL;
    const char *foreign = org_workbook_sniff(source->bytes) ? NULL : org_text_foreign(source->bytes);

    if (foreign) {
        g_autofree char *said = org_said_whole(foreign);
        staff_problem(staff, ORG_SEVERITY_ERROR, "wrong-file", 0, 0, "%s", said);
        return FALSE;
    }
    if (!org_workbook_sniff(source->bytes)) {
        if (try_sheet(staff, NULL, 0))
            return TRUE;
    } else {
        g_autoptr(OrgWorkbook) workbook = org_workbook_open(source->bytes, &error);
        g_autofree char *said = workbook ? NULL : org_error_said(error);
        if (!workbook) {
            staff_problem(staff, ORG_SEVERITY_ERROR, "bad-workbook", 0, 0, "%s", said);
            return FALSE;
        }
        gint wanted = source->sheet ? org_workbook_sheet(workbook, source->sheet) : -1;
        if (source->sheet && wanted < 0) {
            staff_problem(staff, ORG_SEVERITY_ERROR, "missing-sheet", 0, 0, "the workbook has no sheet %s",
                          org_quoted(source->sheet));
            return FALSE;
        }
        for (guint i = 0; i < workbook->names->len; i++)
            if ((wanted < 0 || (guint) wanted == i) && try_sheet(staff, workbook, i))
                return TRUE;
    }
    if (staff->reader.errors == 0)
        staff_problem(
            staff, ORG_SEVERITY_ERROR, "no-table", 0, 0,
            "no staff list was found: no row names columns of people (such as \"Họ và tên\", \"Employee ID\", \"Chức "
            "vụ\"); a mapping file (--map) can say what other headers mean");
    return FALSE;
}

/* ---- the whole */

static void
find_date(Staff *staff)
{
    const OrgStaffSource *source = staff->source;
    const OrgQuotaTable *table = staff->table;
    char month[16];

    staff->date = source->date;
    if (source->date != ORG_UNKNOWN)
        return;
    staff->date = source->today;
    if (!table->title_year)
        return;
    staff->date = ORG_MONTH((gint) table->title_year, table->title_month ? (gint) table->title_month : 12);
    staff_problem(staff, ORG_SEVERITY_NOTE, "date-from-title", org_grid_row(table->grid, 0)->line, 0,
                  "the lines above the list name a date: it was read as of %s; --date says another",
                  org_month_text(staff->date, month));
}

static gboolean
is_complete(Staff *staff)
{
    gboolean who = staff->column[STAFF_NAME] >= 0 || staff->column[STAFF_ID] >= 0 || staff->column[STAFF_TITLE] >= 0;

    if (!who)
        staff_problem(staff, ORG_SEVERITY_ERROR, "no-table",
                      org_grid_row(staff->table->grid, staff->table->header_top)->line, 0,
                      "a staff list needs a column of names, ids or titles");
    return who && staff->reader.fatal == 0;
}

static Org *
read_list(Staff *staff, gboolean *refused, GError **error)
{
    g_autofree guint8 *left_out = g_new0(guint8, staff->table->grid->rows->len + 1);

    staff_read_columns(staff);
    if (!is_complete(staff) || !staff_left_out(staff, left_out))
        return NULL;
    find_date(staff);
    staff_settle(staff);
    staff_read_rows(staff, left_out);
    staff_tell_states(staff);
    staff_make_people(staff);
    if (!staff_find_units(staff, error))
        return NULL;
    staff_find_bosses(staff);
    staff_find_ranks(staff);
    staff_hang_units(staff);
    staff_tell_heads(staff);
    staff->report->rows = staff->table->grid->rows->len;
    staff->report->read = staff->rows->len;
    g_assert(staff->report->read + org_report_skipped(staff->report) == staff->report->rows);
    return staff_build(staff, refused, error);
}

static void
clear_row(gpointer row)
{
    g_clear_pointer(&((StaffRow *) row)->lines, g_array_unref);
}

static void
staff_clear(Staff *staff)
{
    org_quota_reader_clear(&staff->reader);
    g_string_chunk_free(staff->texts);
    g_clear_pointer(&staff->values, g_ptr_array_unref);
    g_array_unref(staff->rows);
    g_ptr_array_unref(staff->gone);
    g_free(staff->use);
    org_evidence_free(staff->evidence);
}

Org *
org_staff_import(const OrgStaffSource *source, OrgDict *dict, OrgDiags *diags, OrgIntakeReport *report, OrgMonth *date,
                 gboolean *refused, GError **error)
{
    Staff staff = { .source = source, .report = report, .dict = dict, .root = -1 };
    Org *org = NULL;
    gboolean of_tables = FALSE;

    staff.quota = (OrgQuotaSource){ .path = source->path,
                                    .bytes = source->bytes,
                                    .lenient = source->lenient,
                                    .encoding = source->encoding,
                                    .delimiter = source->delimiter,
                                    .map = source->map };
    org_quota_reader_init(&staff.reader, &staff.quota, dict, diags);
    staff.texts = g_string_chunk_new(4096);
    staff.rows = g_array_new(FALSE, TRUE, sizeof(StaffRow));
    g_array_set_clear_func(staff.rows, clear_row);
    staff.gone = g_ptr_array_new();
    if (open_sheet(&staff))
        org = read_list(&staff, &of_tables, error);
    if (!org && error && !*error)
        org_error_set(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_BAD_INPUT, "%s is not understood as a staff list",
                      source->path);
    *refused = !org || of_tables || staff.reader.fatal > 0 || (staff.reader.errors > 0 && !source->lenient);
    *date = staff.date;
    staff_clear(&staff);
    return org;
}
