// SPDX-License-Identifier: MIT
/* The data-quality report as a table: one problem for each row, to sort and tick off in a spreadsheet. */
#include "../write/csv-write.h"
#include "../exchange.h"

static void
put_number(GString *out, guint number)
{
    char text[16];
    g_snprintf(text, sizeof text, "%u", number);
    org_csv_append(out, number ? text : "");
}

char *
org_quality_csv(const OrgDiags *diags)
{
    static const char *const severities[] = { "note", "warning", "error" };
    static const char *const columns[] = { "severity", "code", "table", "file", "sheet", "line",
                                           "column",   "cell", "id",    "ids",  "text" };
    GString *out = g_string_new(NULL);

    for (guint c = 0; c < G_N_ELEMENTS(columns); c++)
        org_csv_append(out, columns[c]);
    org_csv_end_row(out);
    for (guint i = 0; i < org_diags_size(diags); i++) {
        const OrgDiag *diag = org_diags_get(diags, i);
        char cell[24];
        g_autofree char *ids = diag->ids ? g_strjoinv(" ", diag->ids) : g_strdup("");
        org_csv_append(out, severities[diag->severity]);
        org_csv_append(out, diag->code);
        org_csv_append(out, diag->table ? diag->table : "");
        org_csv_append(out, diag->file ? diag->file : "");
        org_csv_append(out, diag->sheet ? diag->sheet : "");
        put_number(out, diag->line);
        put_number(out, diag->column);
        org_csv_append(out, diag->sheet && diag->line ? org_diag_cell(diag->line, diag->column, cell) : "");
        org_csv_append(out, diag->id ? diag->id : "");
        org_csv_append(out, ids);
        g_autofree char *text = org_diag_text(diag);
        org_csv_append(out, text);
        org_csv_end_row(out);
    }
    return g_string_free(out, FALSE);
}
