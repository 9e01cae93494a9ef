// SPDX-License-Identifier: MIT
/* A table of reported figures: metric, month, value, scope, source; CSV or a sheet of a workbook. */
#include "../text/xlsx.h"
#include "../base/error.h"
#include "intake/intake.h"
#include <string.h>

enum { METRIC, MONTH, VALUE, SCOPE, SOURCE, N_COLUMNS };

static const char *const names[N_COLUMNS] = { "metric", "month", "value", "scope", "source" };
static const struct {
    const char *key;
    guint column;
} synonyms[] = {
    { "metric", METRIC },        { "target", METRIC },   { "indicator", METRIC }, { "chỉ_tiêu", METRIC },
    { "mã_chỉ_tiêu", METRIC },   { "month", MONTH },     { "date", MONTH },       { "tháng", MONTH },
    { "kỳ_báo_cáo", MONTH },     { "thời_điểm", MONTH }, { "ngày", MONTH },       { "value", VALUE },
    { "actual", VALUE },         { "giá_trị", VALUE },   { "thực_hiện", VALUE },  { "số_liệu", VALUE },
    { "scope", SCOPE },          { "unit", SCOPE },      { "unit_id", SCOPE },    { "phạm_vi", SCOPE },
    { "mã_đơn_vị", SCOPE },      { "đơn_vị", SCOPE },    { "source", SOURCE },    { "nguồn", SOURCE },
    { "nguồn_số_liệu", SOURCE },
};

typedef struct {
    const char *path;
    char *sheet;
    OrgDiags *diags;
    GArray *figures;
    GHashTable *seen; /* "metric scope month" -> line + 1 */
    gint column[N_COLUMNS];
    gboolean has_header, vietnamese;
} Reading;

G_GNUC_PRINTF(5, 6)
static void
complain(Reading *r, const char *code, guint line, guint column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    OrgDiag *diag = org_diags_add(r->diags, ORG_SEVERITY_ERROR, code, r->path, line, column, "%s", text);
    diag->table = "actuals";
    diag->sheet = g_strdup(r->sheet);
}

static void
on_broken(const char *code, guint line, guint column, const char *text, gpointer data)
{
    g_autofree char *said = org_said_whole(text);
    complain(data, code, line, column, "%s", said);
}

static void
read_header(Reading *r, const OrgRecord *record)
{
    r->has_header = TRUE;
    for (guint c = 0; c < N_COLUMNS; c++)
        r->column[c] = -1;
    for (guint i = 0; i < record->n; i++) {
        g_autofree char *key = org_header_key(record->cells[i].text);
        for (guint s = 0; s < G_N_ELEMENTS(synonyms); s++) {
            guint c = synonyms[s].column;
            if (strcmp(key, synonyms[s].key) != 0)
                continue;
            if (r->column[c] >= 0)
                complain(r, "duplicate-column", record->line, i + 1,
                         "the column %s says the same as column %d before it", org_quoted(record->cells[i].text),
                         r->column[c] + 1);
            r->column[c] = (gint) i;
            r->vietnamese |= (c == VALUE || c == METRIC) && strcmp(key, names[c]) != 0 && !g_str_is_ascii(key);
        }
    }
    for (guint c = METRIC; c <= VALUE; c++)
        if (r->column[c] < 0)
            complain(r, "missing-column", record->line, 1,
                     "the column %s is missing; actuals have metric, month and value, and may have scope and source",
                     names[c]);
}

static char *
cell_of(const Reading *r, const OrgRecord *record, guint c)
{
    if (r->column[c] < 0 || (guint) r->column[c] >= record->n)
        return g_strdup("");
    const OrgCell *cell = &record->cells[r->column[c]];
    return g_strstrip(g_strndup(cell->text, cell->size));
}

/* A month as tables write it; a figure is of the end of a month, so that a date in either order has its day first. */
static gboolean
month_of(const char *text, OrgMonth *month)
{
    OrgDate date = org_date_read(text, ORG_ORDER_OPEN);

    if (!date.ok || date.two_digits || date.form == ORG_DATE_YEAR || date.form == ORG_DATE_SERIAL)
        return FALSE;
    *month = date.month;
    return TRUE;
}

/* "1.234,5" and "1 234" are no numbers here: whoever reads them may err by a factor of a thousand. */
static gboolean
value_of(const Reading *r, char *text, double *value)
{
    gsize n = strlen(text);
    const char *point = strchr(text, '.');
    gboolean percent = n > 1 && text[n - 1] == '%';
    if (percent)
        text[n - 1] = '\0';
    gboolean grouped = r->vietnamese && !r->sheet && point && strlen(point) == 4 && !strchr(point + 1, '.');
    if (grouped || !org_number_parse(g_strchomp(text), value))
        return FALSE;
    *value = percent ? *value / 100 : *value;
    return TRUE;
}

static void
read_figure(Reading *r, const OrgRecord *record)
{
    g_autofree char *metric = cell_of(r, record, METRIC), *month = cell_of(r, record, MONTH);
    g_autofree char *value = cell_of(r, record, VALUE), *number = g_strdup(value);
    OrgFigure figure = { .line = record->line };

    if (!*metric)
        complain(r, "blank-cell", record->line, (guint) r->column[METRIC] + 1, "this row names no metric");
    gboolean dated = month_of(month, &figure.month);
    if (!dated)
        complain(r, "bad-date", record->line, (guint) r->column[MONTH] + 1,
                 "month %s is no month; write 2023-12, 12/2023 or 31/12/2023", org_quoted(month));
    gboolean valued = value_of(r, number, &figure.value);
    if (!valued)
        complain(r, "bad-number", record->line, (guint) r->column[VALUE] + 1,
                 "value %s is no plain number; write it without separators of thousands and with a point, 113662.5",
                 org_quoted(value));
    figure.scope = cell_of(r, record, SCOPE);
    figure.source = cell_of(r, record, SOURCE);
    figure.scope_column = (guint) MAX(r->column[SCOPE], 0) + 1;
    g_autofree char *key = g_strdup_printf("%d\n%s\n%s", figure.month, metric, figure.scope);
    gpointer first = g_hash_table_lookup(r->seen, key);
    if (first && dated)
        complain(r, "duplicate-row", record->line, 1,
                 "line %u gives a figure for %s in the same month and scope already", GPOINTER_TO_UINT(first),
                 org_quoted(metric));
    else if (dated)
        g_hash_table_insert(r->seen, g_steal_pointer(&key), GUINT_TO_POINTER(record->line));
    if (!*metric || !dated || !valued) { /* no figure, so it must not be counted as a new one */
        g_free(figure.scope);
        g_free(figure.source);
        return;
    }
    figure.metric = g_steal_pointer(&metric);
    g_array_append_val(r->figures, figure);
}

static gboolean
on_record(OrgRecord *record, gpointer data)
{
    Reading *r = data;
    gboolean blank = TRUE;

    for (guint i = 0; i < record->n && blank; i++)
        blank = record->cells[i].size == 0;
    if (blank)
        return TRUE;
    if (r->has_header) {
        read_figure(r, record);
        return TRUE;
    }
    read_header(r, record);
    return r->column[METRIC] >= 0 && r->column[MONTH] >= 0 && r->column[VALUE] >= 0;
}

static void
figure_clear(gpointer data)
{
    OrgFigure *figure = data;
    g_free(figure->metric);
    g_free(figure->scope);
    g_free(figure->source);
}

static void
read_workbook(Reading *r, GBytes *bytes, const char *wanted, const OrgSheetSink *sink)
{
    static const char *const usual[] = { "actuals", "actual", "thực_hiện", "số_liệu", "báo_cáo" };
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgWorkbook) workbook = org_workbook_open(bytes, &error);
    if (!workbook) {
        g_autofree char *said = org_error_said(error);
        complain(r, "bad-workbook", 0, 0, "%s", said);
        return;
    }
    gint sheet = wanted ? org_workbook_sheet(workbook, wanted) : workbook->names->len == 1 ? 0 : -1;
    for (guint i = 0; !wanted && sheet < 0 && i < G_N_ELEMENTS(usual); i++)
        sheet = org_workbook_sheet(workbook, usual[i]);
    if (sheet < 0) {
        complain(r, "missing-sheet", 0, 0, "the workbook has no sheet %s; name one of its sheets, as in F.xlsx:SHEET",
                 org_quoted(wanted ? wanted : "actuals"));
        return;
    }
    r->sheet = g_strdup(workbook->names->pdata[sheet]);
    org_sheet_read_xlsx(workbook, (guint) sheet, sink);
}

GArray *
org_actuals_read(const char *path, GBytes *bytes, const char *sheet, OrgDiags *diags)
{
    Reading r = { .path = path, .diags = diags };
    const OrgSheetSink sink = { on_record, on_broken, &r };

    r.figures = g_array_new(FALSE, FALSE, sizeof(OrgFigure));
    g_array_set_clear_func(r.figures, figure_clear);
    r.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (org_workbook_sniff(bytes)) {
        read_workbook(&r, bytes, sheet, &sink);
    } else {
        OrgText text = org_text_decode(bytes, NULL);
        g_autoptr(GBytes) decoded = text.bytes;
        gsize size;
        const char *data = g_bytes_get_data(decoded, &size);
        if (!text.valid)
            complain(&r, "encoding", 1, 1, "not UTF-8 text; save the file as CSV in UTF-8");
        else if (size > 0)
            org_sheet_read_csv(data, size, 0, &sink);
    }
    if (!r.has_header && org_diags_count(diags, ORG_SEVERITY_ERROR) == 0)
        complain(&r, "empty-file", 1, 1, "the table is empty; its first line must name the columns");
    g_hash_table_unref(r.seen);
    g_free(r.sheet);
    return r.figures;
}
