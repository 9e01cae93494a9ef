// SPDX-License-Identifier: MIT
/* Table parameters: a CSV file, a sheet of a workbook or a list of mappings, checked against the columns that are declared. */
#include "reader.h"
#include "../base/error.h"
#include "scalar.h"
#include "table-columns.h"
#include <math.h>
#include <string.h>

typedef struct {
    OrgReader *reader;
    const char *what;
    GArray *columns; /* OrgTableColumn */
    gboolean *meant; /* a misspelt column was probably this one: it is not also reported as missing */
    gboolean open;   /* other columns are let be: the declaration ends in "*" */
    OrgTableRead *out;
    gboolean good;
} Table;

static const OrgTableColumn *
column_at(const Table *table, guint index)
{
    return &g_array_index(table->columns, OrgTableColumn, index);
}

static gboolean
is_number(OrgType type)
{
    return type == ORG_BOOL || type == ORG_INT || type == ORG_REAL || type == ORG_PERCENT || type == ORG_DATE ||
           type == ORG_AMOUNT;
}

G_GNUC_PRINTF(4, 5)
static void
complain(Table *table, const OrgLocation *location, const char *code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    org_reader_say(table->reader, ORG_SEVERITY_ERROR, location, code, text);
    table->good = FALSE;
}

static void
start(Table *table, guint most_rows)
{
    OrgTableValue *value = table->out->value = g_new0(OrgTableValue, 1);
    guint n = value->n_columns = table->columns->len;
    value->names = g_new0(char *, n + 1);
    value->types = g_new0(OrgType, n + 1);
    value->numbers = g_new0(double *, n + 1);
    value->texts = g_new0(char **, n + 1);
    for (guint c = 0; c < n; c++) {
        value->names[c] = g_strdup(column_at(table, c)->name);
        value->types[c] = column_at(table, c)->type;
        if (is_number(value->types[c])) {
            value->numbers[c] = g_new(double, most_rows + 1);
            for (guint r = 0; r < most_rows; r++)
                value->numbers[c][r] = NAN;
        } else {
            value->texts[c] = g_new0(char *, most_rows + 1);
        }
    }
    table->out->locations = g_array_new(FALSE, FALSE, sizeof(OrgLocation));
}

/* One cell of the row that is being added. text NULL or "": blank. */
static void
set_cell(Table *table, guint c, const char *text, const OrgLocation *location)
{
    const OrgTableColumn *column = column_at(table, c);
    OrgTableValue *value = table->out->value;
    if (!text || !*text) {
        if (!column->optional)
            complain(table, location, "blank-cell", "%s: the column %s is blank here, expected %s", table->what,
                     column->name, org_type_words(column->type));
        return;
    }
    if (!value->numbers[c]) {
        value->texts[c][value->rows] = g_strdup(text);
        return;
    }
    gboolean relative;
    if (org_parse_scalar(column->type, text, &value->numbers[c][value->rows], &relative))
        return;
    g_autofree char *quoted = org_yaml_quote(text);
    complain(table, location, "bad-cell", "%s: the column %s holds %s, expected %s%s", table->what, column->name,
             quoted, org_type_words(column->type),
             column->type == ORG_PERCENT ? M_(" (with the %% sign)")
             : strchr(text, ',')         ? M_(" (with a point as the decimal sign)")
                                         : "");
}

static int
find_column(const Table *table, const char *name)
{
    for (guint c = 0; c < table->columns->len; c++)
        if (strcmp(column_at(table, c)->name, name) == 0)
            return (int) c;
    return -1;
}

static void
unknown_column(Table *table, const char *name, const OrgLocation *location)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint c = 0; c < table->columns->len; c++)
        g_ptr_array_add(names, column_at(table, c)->name);
    g_ptr_array_add(names, NULL);
    const char *meant = strlen(name) <= 64 ? org_nearest(name, (const char *const *) names->pdata) : NULL;
    if (meant)
        table->meant[find_column(table, meant)] = TRUE;
    g_autofree char *quoted = org_yaml_quote(name);
    g_autofree char *suggestion = org_reader_suggest(name, (const char *const *) names->pdata);
    complain(table, location, "unknown-column", "%s has no column %s%s", table->what, quoted, suggestion);
}

/* Which column each field of the header is; -1: none. */
static int *
read_header(Table *table, const GPtrArray *header, guint line)
{
    int *columns = g_new(int, header->len + 1);
    g_autofree gboolean *present = g_new0(gboolean, table->columns->len + 1);
    for (guint f = 0; f < header->len; f++) {
        OrgLocation location = { table->out->file, line, f + 1, NULL, table->out->sheet };
        const char *name = g_ptr_array_index(header, f);
        columns[f] = find_column(table, name);
        if (columns[f] < 0) {
            if (!table->open)
                unknown_column(table, name, &location);
        } else if (present[columns[f]]) {
            complain(table, &location, "duplicate-column", "%s: the column %s stands twice", table->what, name);
            columns[f] = -1;
        } else {
            present[columns[f]] = TRUE;
        }
    }
    OrgLocation location = { table->out->file, line, 1, NULL, table->out->sheet };
    for (guint c = 0; c < table->columns->len; c++)
        if (!present[c] && !column_at(table, c)->optional && !table->meant[c])
            complain(table, &location, "missing-column", "%s: the column %s is missing: %s", table->what,
                     column_at(table, c)->name, org_type_words(column_at(table, c)->type));
    return columns;
}

static gboolean
is_blank_row(const GPtrArray *row)
{
    for (guint f = 0; f < row->len; f++)
        if (*(const char *) g_ptr_array_index(row, f))
            return FALSE;
    return TRUE;
}

static void
read_rows(Table *table, const OrgRows *rows)
{
    const GPtrArray *header = g_ptr_array_index(rows->rows, 0);
    start(table, rows->rows->len);
    g_autofree int *columns = read_header(table, header, g_array_index(rows->lines, guint, 0));
    for (guint r = 1; r < rows->rows->len; r++) {
        const GPtrArray *row = g_ptr_array_index(rows->rows, r);
        OrgLocation location = { table->out->file, g_array_index(rows->lines, guint, r), 1, NULL, table->out->sheet };
        if (is_blank_row(row))
            continue;
        if (row->len != header->len) {
            location.column = MIN(row->len, header->len) + 1;
            complain(table, &location, "bad-row", "%s: this row has %u fields, the header has %u", table->what,
                     row->len, header->len);
            continue;
        }
        for (guint f = 0; f < row->len; f++) {
            location.column = f + 1;
            if (columns[f] >= 0)
                set_cell(table, (guint) columns[f], g_ptr_array_index(row, f), &location);
        }
        location.column = 1;
        g_array_append_val(table->out->locations, location);
        table->out->value->rows++;
    }
}

static void
read_file(Table *table, const OrgYaml *node)
{
    OrgRows rows = { 0 };
    table->good = org_plan_rows_read(table->reader, node, table->what, NULL, &rows) && table->good;
    table->out->file = g_strdup(rows.file);
    table->out->sheet = g_strdup(rows.sheet);
    if (table->good)
        read_rows(table, &rows);
    org_rows_clear(&rows);
}

static void
read_list_row(Table *table, const OrgYaml *row)
{
    OrgLocation location = { row->doc->file, row->line, row->column, row };
    if (row->kind != ORG_YAML_MAPPING) {
        complain(table, &location, "bad-row", "%s: a row is %s, expected a mapping of columns", table->what,
                 org_yaml_kind_name(row));
        return;
    }
    for (guint c = 0; c < table->columns->len; c++)
        table->meant[c] = FALSE;
    for (guint i = 0; i < row->keys->len; i++) {
        const OrgYaml *key = g_ptr_array_index(row->keys, i), *cell = g_ptr_array_index(row->items, i);
        OrgLocation at_key = { key->doc->file, key->line, key->column, key };
        OrgLocation at_cell = { cell->doc->file, cell->line, cell->column, cell };
        int c = find_column(table, key->text);
        if (c < 0 && table->open)
            continue;
        if (c < 0)
            unknown_column(table, key->text, &at_key);
        else if (cell->kind != ORG_YAML_SCALAR)
            complain(table, &at_cell, "bad-cell", "%s: the column %s holds %s, expected %s", table->what, key->text,
                     org_yaml_kind_name(cell), org_type_words(column_at(table, (guint) c)->type));
        else
            set_cell(table, (guint) c, org_yaml_is_null(cell) ? "" : cell->text, &at_cell);
    }
    for (guint c = 0; c < table->columns->len; c++) {
        const OrgTableColumn *column = column_at(table, c);
        if (!column->optional && !table->meant[c] && !org_yaml_get(row, column->name, NULL))
            complain(table, &location, "missing-column", "%s: this row lacks the column %s: %s", table->what,
                     column->name, org_type_words(column->type));
    }
    g_array_append_val(table->out->locations, location);
    table->out->value->rows++;
}

gboolean
org_read_table(OrgReader *reader, const char *columns, const OrgYaml *node, const char *what, OrgTableRead *out)
{
    Table table = { .reader = reader, .what = what, .out = out, .good = TRUE };
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) declared = table.columns = org_table_columns(columns ? columns : "", TRUE, &error);
    if (!declared) {
        g_autofree char *said = org_error_said(error);
        org_reader_error(reader, node, "bad-value", "%s: %s", what, said);
        return FALSE;
    }
    g_autofree gboolean *meant = table.meant = g_new0(gboolean, table.columns->len + 1);
    table.open = columns && g_str_has_suffix(columns, "*");
    if (node->kind == ORG_YAML_SEQUENCE) {
        start(&table, node->items->len);
        for (guint i = 0; i < node->items->len; i++)
            read_list_row(&table, g_ptr_array_index(node->items, i));
    } else if (node->kind == ORG_YAML_SCALAR && *node->text && !org_yaml_is_null(node)) {
        read_file(&table, node);
    } else if (node->kind == ORG_YAML_MAPPING || node->plain) {
        org_reader_error(reader, node, "bad-value", "%s is %s, expected %s", what, org_yaml_kind_name(node),
                         org_type_words(ORG_TABLE));
        table.good = FALSE;
    } /* else "": an empty table */
    return table.good;
}

void
org_table_read_clear(OrgTableRead *table)
{
    org_table_value_free(table->value);
    if (table->locations)
        g_array_unref(table->locations);
    g_free(table->file);
    g_free(table->sheet);
    memset(table, 0, sizeof *table);
}
