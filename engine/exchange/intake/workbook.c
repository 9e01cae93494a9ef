// SPDX-License-Identifier: MIT
/* Which sheet of which workbook is a table. */
#include "intake.h"
#include "../../base/error.h"
#include <string.h>

static OrgWorkbook *
open_workbook(OrgIntake *in, OrgTableIn *tab)
{
    g_autoptr(GError) error = NULL;

    if (in->opened == tab->bytes && in->workbook)
        return in->workbook;
    org_intake_close_workbook(in);
    in->workbook = org_workbook_open(tab->bytes, &error);
    in->opened = tab->bytes;
    g_autofree char *said = in->workbook ? NULL : org_error_said(error);
    if (said)
        org_intake_problem_at(in, tab, ORG_SEVERITY_ERROR, "bad-workbook", 0, 0, NULL, "%s", said);
    return in->workbook;
}

void
org_intake_close_workbook(OrgIntake *in)
{
    g_clear_pointer(&in->workbook, org_workbook_close);
    in->opened = NULL;
}

/* The sheet called after a table: "posts", "Biên chế" …; -1: none. */
static gint
sheet_of_table(const OrgWorkbook *workbook, guint table)
{
    static const char *const names[4][8] = {
        [ORG_UNITS] = { "units", "unit", "departments", "đơn_vị", "danh_sách_đơn_vị", "cơ_cấu", "tổ_chức" },
        [ORG_POSTS] = { "posts", "post", "positions", "biên_chế", "vị_trí", "vị_trí_việc_làm", "chức_danh" },
        [ORG_PEOPLE] = { "people", "staff", "employees", "nhân_sự", "cán_bộ", "nhân_viên", "cbccvc" },
    };
    for (guint k = 0; names[table][k]; k++) {
        gint sheet = org_workbook_sheet(workbook, names[table][k]);
        if (sheet >= 0)
            return sheet;
    }
    return -1;
}

static char *
list_sheets(const OrgWorkbook *workbook)
{
    GString *list = g_string_new(NULL);

    for (guint i = 0; i < MIN(workbook->names->len, 20); i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "", org_quoted(workbook->names->pdata[i]));
    return g_string_free(list, FALSE);
}

gboolean
org_workbook_has_units(const OrgWorkbook *workbook)
{
    return sheet_of_table(workbook, ORG_UNITS) >= 0;
}

void
org_intake_find_sheets(OrgIntake *in)
{
    OrgTableIn first = { .name = "units", .path = in->import->workbook, .bytes = in->import->workbook_bytes };

    if (!org_workbook_sniff(first.bytes)) {
        const char *foreign = org_text_foreign(first.bytes);
        g_autofree char *said = org_said_whole(
            foreign ? foreign : "this is no XLSX workbook; give CSV files with --units, --posts and --people");
        org_intake_problem_at(in, &first, ORG_SEVERITY_ERROR, "bad-workbook", 0, 0, NULL, "%s", said);
        return;
    }
    OrgWorkbook *workbook = open_workbook(in, &first);
    guint found = 0;
    for (guint t = ORG_UNITS; workbook && t <= ORG_PEOPLE; t++) {
        OrgTableIn *tab = &in->tables[t];
        found += tab->bytes != NULL;
        if (tab->bytes || (!tab->wanted && sheet_of_table(workbook, t) < 0))
            continue;
        tab->bytes = in->import->workbook_bytes;
        tab->path = in->import->workbook;
        found += t != ORG_PEOPLE;
    }
    if (!in->tables[ORG_UNITS].bytes)
        in->tables[ORG_UNITS].path = in->tables[ORG_POSTS].path;
    if (found || !workbook)
        return;
    g_autofree char *list = list_sheets(workbook);
    org_intake_problem_at(in, &first, ORG_SEVERITY_ERROR, "missing-sheet", 0, 0, NULL,
                          "no sheet is called units, posts, Đơn vị or Biên chế; there are %s; name them with "
                          "--units F.xlsx:SHEET",
                          list);
}

gint
org_intake_open_sheet(OrgIntake *in, OrgTableIn *tab)
{
    OrgWorkbook *workbook = open_workbook(in, tab);
    if (!workbook)
        return -1;
    gint sheet = tab->wanted ? org_workbook_sheet(workbook, tab->wanted) : sheet_of_table(workbook, tab->table);
    if (sheet < 0 && !tab->wanted && workbook->names->len == 1)
        sheet = 0;
    if (sheet < 0) {
        g_autofree char *list = list_sheets(workbook);
        org_intake_problem_at(in, tab, ORG_SEVERITY_ERROR, "missing-sheet", 0, 0, NULL,
                              "the workbook has no sheet %s; there are %s; name it as in F.xlsx:SHEET",
                              org_quoted(tab->wanted ? tab->wanted : tab->name), list);
        return -1;
    }
    tab->sheet = g_strdup(workbook->names->pdata[sheet]);
    return sheet;
}

void
org_intake_name_sheets(OrgIntake *in, guint from)
{
    for (guint i = from; i < org_diags_size(in->diags); i++) {
        OrgDiag *diag = (OrgDiag *) org_diags_get(in->diags, i);
        for (guint t = ORG_UNITS; t <= ORG_PEOPLE && diag->table && diag->file; t++) {
            const OrgTableIn *tab = &in->tables[t];
            for (guint k = 0; k < tab->files->len && !diag->sheet && strcmp(diag->table, tab->name) == 0; k++) {
                const OrgFileIn *file = &g_array_index(tab->files, OrgFileIn, k);
                if (file->sheet && strcmp(diag->file, file->path) == 0)
                    diag->sheet = g_strdup(file->sheet);
            }
        }
    }
}

void
org_intake_tell_hidden(OrgIntake *in, OrgTableIn *tab, guint sheet)
{
    OrgSheetLayout *layout = org_sheet_layout_new(in->workbook, sheet);
    guint first = 0, rows = 0;

    for (guint i = 0; i < layout->hidden->len; i++) {
        const OrgMergedCells *cells = &g_array_index(layout->hidden, OrgMergedCells, i);
        for (guint c = MAX(cells->left, 1); cells->top == 0 && c <= MIN(cells->right, tab->header.n_columns); c++)
            org_intake_problem_at(
                in, tab, ORG_SEVERITY_NOTE, "hidden-column", 1, c, NULL,
                "the column %s is hidden in the workbook and was read all the same; delete it if it is not "
                "meant",
                org_quoted(tab->header.names[c - 1]));
        if (cells->top == 0)
            continue;
        rows += cells->bottom - cells->top + 1;
        first = first ? MIN(first, cells->top) : cells->top;
    }
    if (rows)
        org_intake_problem_at(
            in, tab, ORG_SEVERITY_NOTE, "hidden-rows", first, 1, NULL,
            "rows from here on are hidden in the workbook (%u of them) and were read all the same; delete "
            "them if they are not meant",
            rows);
    org_sheet_layout_free(layout);
}
