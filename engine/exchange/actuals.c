// SPDX-License-Identifier: MIT
/* A table of reported figures: metric, month, value, scope, source; CSV or a sheet of a workbook. Read twice: where the header is
 * and what the cells prove of each other comes first, as in all other tables. */
#include "../text/xlsx.h"
#include "../base/error.h"
#include "intake/intake.h"
#include <string.h>

enum { METRIC, MONTH, VALUE, SCOPE, SOURCE, N_COLUMNS };

static const char *const names[N_COLUMNS] = { "metric", "month", "value", "scope", "source" };
/* By their loose keys. */
static const struct {
    const char *key;
    guint column;
} synonyms[] = {
    { "metric", METRIC },      { "target", METRIC },  { "indicator", METRIC }, { "chitieu", METRIC },
    { "machitieu", METRIC },   { "month", MONTH },    { "date", MONTH },       { "thang", MONTH },
    { "kybaocao", MONTH },     { "thoidiem", MONTH }, { "ngay", MONTH },       { "value", VALUE },
    { "actual", VALUE },       { "giatri", VALUE },   { "thuchien", VALUE },   { "solieu", VALUE },
    { "scope", SCOPE },        { "unit", SCOPE },     { "unitid", SCOPE },     { "phamvi", SCOPE },
    { "madonvi", SCOPE },      { "donvi", SCOPE },    { "source", SOURCE },    { "nguon", SOURCE },
    { "nguonsolieu", SOURCE },
};

typedef struct {
    const char *path;
    char *sheet;
    OrgDiags *diags;
    GArray *figures;
    GHashTable *seen; /* "metric scope month" -> line */
    gint column[N_COLUMNS];
    guint header_line, first_line; /* 0: not found yet; the first row with something in it */
    gboolean below, vietnamese;
    OrgEvidence *evidence;
    OrgSheetLayout *layout; /* of a workbook: which cells are numbers */
} Reading;

G_GNUC_PRINTF(6, 7)
static void
tell(Reading *r, OrgSeverity severity, const char *code, guint line, guint column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    OrgDiag *diag = org_diags_add(r->diags, severity, code, r->path, line, column, "%s", text);
    diag->table = "actuals";
    diag->sheet = g_strdup(r->sheet);
}

#define complain(r, code, line, column, ...) tell(r, ORG_SEVERITY_ERROR, code, line, column, __VA_ARGS__)

static void
on_broken(const char *code, guint line, guint column, const char *text, gpointer data)
{
    g_autofree char *said = org_said_whole(text);
    complain(data, code, line, column, "%s", said);
}

static gint
column_named(const char *name)
{
    g_autofree char *key = org_header_loose_key(name);
    for (guint i = 0; i < G_N_ELEMENTS(synonyms); i++)
        if (strcmp(key, synonyms[i].key) == 0)
            return (gint) synonyms[i].column;
    return -1;
}

/* Titles may stand above the header, which names all that a figure needs. */
static gboolean
is_header(const OrgRecord *record)
{
    gboolean named[N_COLUMNS] = { FALSE };
    for (guint i = 0; i < record->n; i++) {
        gint c = column_named(record->cells[i].text);
        if (c >= 0)
            named[c] = TRUE;
    }
    return named[METRIC] && named[MONTH] && named[VALUE];
}

static void
read_header(Reading *r, const OrgRecord *record)
{
    for (guint c = 0; c < N_COLUMNS; c++)
        r->column[c] = -1;
    for (guint i = 0; i < record->n; i++) {
        const char *text = record->cells[i].text;
        gint c = column_named(text);
        if (c < 0) {
            if (record->cells[i].size && r->header_line)
                tell(r, ORG_SEVERITY_NOTE, "left-out-column", record->line, i + 1,
                     "the column %s was left out; actuals have metric, month, value, scope and source",
                     org_quoted(text));
            continue;
        }
        if (r->column[c] >= 0)
            complain(r, "duplicate-column", record->line, i + 1, "the column %s says the same as column %d before it",
                     org_quoted(text), r->column[c] + 1);
        r->column[c] = (gint) i;
        r->vietnamese |= c != SOURCE && c != SCOPE && !g_str_is_ascii(text);
    }
    for (guint c = METRIC; c <= VALUE; c++)
        if (r->column[c] < 0)
            complain(r, "missing-column", record->line, 1,
                     "the column %s is missing; actuals have metric, month and value, and may have scope and source",
                     names[c]);
    if (r->column[MONTH] >= 0)
        org_evidence_add(r->evidence, ORG_EVIDENCE_DATE, (guint) r->column[MONTH], record->cells[r->column[MONTH]].text,
                         FALSE, FALSE);
    if (r->column[VALUE] >= 0)
        org_evidence_add(r->evidence, ORG_EVIDENCE_NUMBER, (guint) r->column[VALUE],
                         record->cells[r->column[VALUE]].text, FALSE, FALSE);
}

static char *
cell_of(const Reading *r, const OrgRecord *record, guint c)
{
    if (r->column[c] < 0 || (guint) r->column[c] >= record->n)
        return g_strdup("");
    const OrgCell *cell = &record->cells[r->column[c]];
    return g_strstrip(g_strndup(cell->text, cell->size));
}

/* A year alone is no month here: a figure of a year is mostly one of its end, and births alone have a rule. */
static gboolean
is_year(const char *text)
{
    OrgDate date = org_date_read(text, ORG_ORDER_OPEN);
    return date.ok && date.form == ORG_DATE_YEAR;
}

/* FALSE, and said, when it is none, or one of an order that nothing tells, which is said of the column as a whole. */
static gboolean
read_month(Reading *r, const OrgRecord *record, OrgMonth *month)
{
    g_autofree char *text = cell_of(r, record, MONTH);
    guint column = (guint) r->column[MONTH];
    gboolean open = FALSE, good = !is_year(text) && org_evidence_date(r->evidence, org_evidence_of(r->evidence, column),
                                                                      text, month, &open);
    if (!good)
        complain(r, "bad-date", record->line, column + 1, "month %s is no month; write 2023-12, 12/2023 or 31/12/2023",
                 org_quoted(text));
    return good && !open;
}

static gboolean
is_number_cell(const Reading *r, const OrgRecord *record)
{
    const OrgCellLook *look =
        r->layout ? org_sheet_layout_cell(r->layout, record->line, (guint) r->column[VALUE] + 1) : NULL;
    return look && look->is_number;
}

/* "1.234" where nothing tells what the point means is no number: whoever reads it may err by a factor of a thousand. */
static gboolean
read_value(Reading *r, const OrgRecord *record, double *value)
{
    g_autofree char *text = cell_of(r, record, VALUE);
    OrgDecimal usual = org_evidence_of(r->evidence, (guint) r->column[VALUE])->decimal;
    gboolean plain = is_number_cell(r, record) || (!r->vietnamese && usual != ORG_DECIMAL_COMMA);
    OrgFigureRead figure = org_figure_read(text, usual, FALSE, plain);
    gboolean digits = strpbrk(text, "0123456789") != NULL; /* "-" is not reported */

    *value = figure.value;
    if (figure.ok && digits && !figure.ambiguous)
        return TRUE;
    if (figure.ok && digits)
        complain(
            r, "bad-number", record->line, (guint) r->column[VALUE] + 1,
            "value %s may be of thousands or of decimals, and no other cell tells which; write it without separators "
            "of thousands, or with decimals, as in 113662.50",
            org_quoted(text));
    else
        complain(r, "bad-number", record->line, (guint) r->column[VALUE] + 1,
                 "value %s is no number; write it as 113662.5", org_quoted(text));
    return FALSE;
}

static void
read_figure(Reading *r, const OrgRecord *record)
{
    g_autofree char *metric = cell_of(r, record, METRIC);
    OrgFigure figure = { .line = record->line };

    if (!*metric)
        complain(r, "blank-cell", record->line, (guint) r->column[METRIC] + 1, "this row names no metric");
    gboolean dated = read_month(r, record, &figure.month), valued = read_value(r, record, &figure.value);
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
is_blank(const OrgRecord *record)
{
    for (guint i = 0; i < record->n; i++)
        if (record->cells[i].size > 0)
            return FALSE;
    return TRUE;
}

/* The first reading: the header, and below it what the cells prove. */
static gboolean
on_look(OrgRecord *record, gpointer data)
{
    Reading *r = data;

    if (is_blank(record))
        return TRUE;
    r->first_line = r->first_line ? r->first_line : record->line;
    if (!r->header_line && is_header(record)) {
        r->header_line = record->line;
        read_header(r, record);
        return TRUE;
    }
    for (guint c = MONTH; r->header_line && c <= VALUE; c++) {
        g_autofree char *text = cell_of(r, record, c);
        if (c == MONTH ? !is_year(text) : !is_number_cell(r, record))
            org_evidence_show(org_evidence_of(r->evidence, (guint) r->column[c]), record->line, text, strlen(text));
    }
    return TRUE;
}

static void
on_finding(OrgSeverity severity, const char *code, guint line, guint column, const char *text, gpointer data)
{
    Reading *r = data;
    tell(r, severity, code, line ? line : r->header_line, column + 1, "%s", text);
}

/* The second one: figures; of a table without a header, what its first row lacks. */
static gboolean
on_record(OrgRecord *record, gpointer data)
{
    Reading *r = data;

    if (is_blank(record))
        return TRUE;
    if (r->below) {
        read_figure(r, record);
        return TRUE;
    }
    r->below = record->line == r->header_line;
    if (!r->header_line && record->line == r->first_line)
        read_header(r, record);
    return r->header_line != 0;
}

static void
not_twice(const char *code, guint line, guint column, const char *text, gpointer data)
{
    (void) code, (void) line, (void) column, (void) text, (void) data;
}

typedef void (*ReadFn)(Reading *r, const OrgSheetSink *sink, gconstpointer source);

static void
read_twice(Reading *r, ReadFn read, gconstpointer source)
{
    const OrgSheetSink look = { on_look, not_twice, r }, figures = { on_record, on_broken, r };

    read(r, &look, source);
    r->evidence->vietnamese = r->vietnamese;
    if (r->header_line)
        org_evidence_settle(r->evidence, on_finding, r, NULL);
    read(r, &figures, source);
}

static void
figure_clear(gpointer data)
{
    OrgFigure *figure = data;
    g_free(figure->metric);
    g_free(figure->scope);
    g_free(figure->source);
}

typedef struct {
    OrgWorkbook *workbook;
    guint sheet;
} Sheet;

static void
read_sheet(Reading *r, const OrgSheetSink *sink, gconstpointer source)
{
    const Sheet *sheet = source;
    (void) r;
    org_sheet_read_xlsx(sheet->workbook, sheet->sheet, sink);
}

static void
read_csv(Reading *r, const OrgSheetSink *sink, gconstpointer source)
{
    gsize size;
    const char *data = g_bytes_get_data((GBytes *) source, &size);
    (void) r;
    if (size > 0)
        org_sheet_read_csv(data, size, 0, sink);
}

static void
read_workbook(Reading *r, GBytes *bytes, const char *wanted)
{
    static const char *const usual[] = { "actuals", "actual", "thực_hiện", "số_liệu", "báo_cáo" };
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgWorkbook) workbook = org_workbook_open(bytes, &error);
    if (!workbook) {
        g_autofree char *said = org_error_said(error);
        complain(r, "bad-workbook", 0, 0, "%s", said);
        return;
    }
    gint at = wanted ? org_workbook_sheet(workbook, wanted) : workbook->names->len == 1 ? 0 : -1;
    for (guint i = 0; !wanted && at < 0 && i < G_N_ELEMENTS(usual); i++)
        at = org_workbook_sheet(workbook, usual[i]);
    if (at < 0) {
        complain(r, "missing-sheet", 0, 0, "the workbook has no sheet %s; name one of its sheets, as in F.xlsx:SHEET",
                 org_quoted(wanted ? wanted : "actuals"));
        return;
    }
    const Sheet sheet = { workbook, (guint) at };
    r->sheet = g_strdup(workbook->names->pdata[at]);
    r->layout = org_sheet_layout_new(workbook, sheet.sheet);
    read_twice(r, read_sheet, &sheet);
    org_sheet_layout_free(r->layout);
}

GArray *
org_actuals_read(const OrgActualsSource *source, OrgDiags *diags)
{
    Reading r = { .path = source->path, .diags = diags, .evidence = org_evidence_new() };

    r.evidence->given = org_date_order(source->dates);
    r.evidence->spoken = source->vietnamese;
    r.figures = g_array_new(FALSE, FALSE, sizeof(OrgFigure));
    g_array_set_clear_func(r.figures, figure_clear);
    r.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (org_workbook_sniff(source->bytes)) {
        read_workbook(&r, source->bytes, source->sheet);
    } else {
        OrgText text = org_text_decode(source->bytes, NULL);
        g_autoptr(GBytes) decoded = text.bytes;
        if (text.valid)
            read_twice(&r, read_csv, decoded);
        else
            complain(&r, "encoding", 1, 1, "not UTF-8 text; save the file as CSV in UTF-8");
    }
    if (!r.first_line && org_diags_count(diags, ORG_SEVERITY_ERROR) == 0)
        complain(&r, "empty-file", 1, 1, "the table is empty; its first line must name the columns");
    g_hash_table_unref(r.seen);
    org_evidence_free(r.evidence);
    g_free(r.sheet);
    return r.figures;
}
