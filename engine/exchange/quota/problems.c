// SPDX-License-Identifier: MIT
/* What is wrong in a quota table, and where. */
#include "private.h"
#include "../../base/message.h"
#include <string.h>

static gboolean
is_fatal(const char *code)
{
    static const char *const codes[] = { "no-table",      "no-figures",     "too-large", "bad-workbook",
                                         "missing-sheet", "wrong-encoding", "long-cell" };
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
        if (strcmp(code, codes[i]) == 0)
            return TRUE;
    return FALSE;
}

void
org_quota_problem(OrgQuotaReader *reader, const char *sheet, OrgSeverity severity, const char *code, guint line,
                  guint column, const char *repair, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    gboolean mended = FALSE;

    column = ORG_GRID_COLUMN(line, column);
    line = ORG_GRID_LINE(line);
    if (severity == ORG_SEVERITY_ERROR) {
        reader->errors++;
        reader->fatal += is_fatal(code);
        mended = reader->source->lenient && !is_fatal(code);
        severity = mended ? ORG_SEVERITY_WARNING : severity;
    }
    OrgDiag *diag =
        org_diags_add(reader->diags, severity, code, reader->source->path, line, line ? column + 1 : 0, "%s", text);
    diag->sheet = g_strdup(sheet);
    if (!mended || !repair)
        return;
    diag = org_diags_add(reader->diags, ORG_SEVERITY_NOTE, "repair", reader->source->path, line, line ? column + 1 : 0,
                         "%s", repair);
    diag->sheet = g_strdup(sheet);
}

char *
org_quota_cells(const OrgQuotaReader *reader, const GArray *rows)
{
    GString *places = g_string_new(NULL);
    guint first = ORG_QUOTA_ROW(reader, g_array_index(rows, guint, 0))->table;
    char cell[24];

    for (guint i = 0; i < rows->len && i < 6; i++) {
        const OrgQuotaRow *row = ORG_QUOTA_ROW(reader, g_array_index(rows, guint, i));
        const char *sheet = ORG_QUOTA_TABLE(reader, row->table)->grid->sheet;
        g_string_append_printf(
            places, "%s%s%s%s", i ? ", " : "", sheet && row->table != first ? sheet : "",
            sheet && row->table != first ? "!" : "",
            org_diag_cell(ORG_GRID_LINE(row->line), ORG_GRID_COLUMN(row->line, row->column) + 1, cell));
    }
    g_autofree char *all = g_string_free(places, FALSE);
    return rows->len > 6 ? org_said("%s and %u more", all, rows->len - 6) : g_steal_pointer(&all);
}
