// SPDX-License-Identifier: MIT
/* steps: plan.xlsx (or .csv): one step for each row, as planners keep them in a spreadsheet. Each row becomes the mapping that would stand in
 * the YAML, its nodes placed at their cells, so that the same checks read it and name file, line and field. */
#include "reader.h"
#include "../base/message.h"
#include <string.h>

enum { MOST_STEPS = 10000, MOST_TITLE_ROWS = 20 };

typedef struct {
    OrgReader *reader;
    OrgYamlDoc *doc;
    GPtrArray *texts;     /* owned texts that nodes point at */
    OrgStepField *fields; /* by column */
    char **headers;       /* by column, as written */
    guint n;
    gboolean is_vietnamese; /* its headings are */
    gboolean is_readable;   /* the columns that rows cannot do without are there */
} Sheet;

/* ---- nodes */

static OrgYaml *
node_new(Sheet *sheet, OrgYamlKind kind, guint line, guint column)
{
    OrgYaml *node = g_new0(OrgYaml, 1);
    node->doc = sheet->doc;
    node->kind = kind;
    node->line = line;
    node->column = column;
    node->weight = 1;
    if (kind != ORG_YAML_SCALAR)
        node->items = g_ptr_array_new();
    if (kind == ORG_YAML_MAPPING)
        node->keys = g_ptr_array_new();
    g_ptr_array_add(sheet->doc->nodes, node);
    return node;
}

static OrgYaml *
text_node(Sheet *sheet, const char *text, const OrgYaml *at)
{
    OrgYaml *node = node_new(sheet, ORG_YAML_SCALAR, at->line, at->column);
    node->text = g_strdup(text);
    g_ptr_array_add(sheet->texts, (gpointer) node->text);
    return node;
}

/* Adds a key; `order` stays sorted, as org_yaml_get wants it. */
static void
put(Sheet *sheet, OrgYaml *mapping, const char *key, OrgYaml *value)
{
    guint n = mapping->keys->len, at = n;
    mapping->order = g_renew(guint, mapping->order, n + 1);
    for (; at > 0; at--) {
        const OrgYaml *before = g_ptr_array_index(mapping->keys, mapping->order[at - 1]);
        if (strcmp(before->text, key) < 0)
            break;
        mapping->order[at] = mapping->order[at - 1];
    }
    mapping->order[at] = n;
    g_ptr_array_add(mapping->keys, text_node(sheet, key, value));
    g_ptr_array_add(mapping->items, value);
}

static OrgYaml *
mapping_at(Sheet *sheet, const OrgYaml *at)
{
    return node_new(sheet, ORG_YAML_MAPPING, at->line, at->column);
}

static gboolean
is_parameter(const OrgReader *reader, const char *key)
{
    for (guint f = 0; f < reader->catalogue->features->len; f++) {
        const OrgFeatureInfo *feature = g_ptr_array_index(reader->catalogue->features, f);
        for (guint i = 0; feature->kind == ORG_OPERATOR && i < feature->params->len; i++)
            if (strcmp(g_array_index(feature->params, OrgParamInfo, i).key, key) == 0)
                return TRUE;
    }
    return FALSE;
}

static gboolean
takes(const OrgFeatureInfo *feature, const char *key)
{
    for (guint i = 0; feature && i < feature->params->len; i++)
        if (strcmp(g_array_index(feature->params, OrgParamInfo, i).key, key) == 0)
            return TRUE;
    return FALSE;
}

static void
read_header(Sheet *sheet, const GPtrArray *header, guint line)
{
    gboolean seen[ORG_STEP_N_FIELDS] = { FALSE };
    for (guint c = 0; c < sheet->n; c++) {
        OrgLocation location = { sheet->doc->file, line, c + 1, NULL, sheet->doc->sheet };
        const char *name = g_ptr_array_index(header, c);
        g_autofree char *quoted = org_yaml_quote(name);
        sheet->headers[c] = g_strdup(name);
        sheet->is_vietnamese |= !g_str_is_ascii(name);
        sheet->fields[c] = org_step_heading(name);
        if (sheet->fields[c] == ORG_STEP_N_FIELDS && is_parameter(sheet->reader, name))
            sheet->fields[c] = ORG_STEP_PARAMETER;
        g_autofree char *problem = NULL;
        if (*name && sheet->fields[c] == ORG_STEP_N_FIELDS) {
            g_autofree char *suggestion = org_reader_suggest(name, org_step_headings);
            problem = org_said("%s is neither a column of a table of steps nor a parameter of an operator%s", quoted,
                               suggestion);
            org_reader_say(sheet->reader, ORG_SEVERITY_ERROR, &location, "unknown-column", problem);
        } else if (sheet->fields[c] < ORG_STEP_PARAMETER && seen[sheet->fields[c]]) {
            problem = org_said("the column %s says the same as one before it", quoted);
            org_reader_say(sheet->reader, ORG_SEVERITY_ERROR, &location, "duplicate-column", problem);
        }
        if (sheet->fields[c] < ORG_STEP_N_FIELDS)
            seen[sheet->fields[c]] = TRUE;
    }
    OrgLocation location = { sheet->doc->file, line, 1, NULL, sheet->doc->sheet };
    sheet->is_readable = seen[ORG_STEP_DATE] && seen[ORG_STEP_OPERATION] && seen[ORG_STEP_UNITS];
    if (!seen[ORG_STEP_DATE])
        org_reader_say(sheet->reader, ORG_SEVERITY_ERROR, &location, "missing-column",
                       "the column date is missing: the month of each step, 2025-03 or 2025-03-01");
    if (!seen[ORG_STEP_OPERATION])
        org_reader_say(sheet->reader, ORG_SEVERITY_ERROR, &location, "missing-column",
                       "the column operation is missing: merge, dissolve, transfer or another operator");
}

/* ---- one row */

typedef struct {
    OrgYaml *cell[ORG_STEP_N_FIELDS]; /* NULL: blank or no such column */
    const OrgYaml *row;
    gboolean founds;
    const char *feature;
} Step;

/* 2025-03-01, 01/03/2025 and 3/2025 are months, too; else the text, which the reader of months refuses. */
static char *
month_of(const char *text)
{
    g_auto(GStrv) parts = g_strsplit_set(text, "-/.", -1);
    guint n = g_strv_length(parts);
    guint64 year = 0, month = 0, day = 1;
    gboolean iso = n > 0 && strlen(parts[0]) == 4;
    if (n != 2 && n != 3)
        return g_strdup(text);
    const char *y = iso ? parts[0] : parts[n - 1], *m = iso ? parts[1] : parts[n - 2],
               *d = iso ? parts[n - 1] : parts[0];
    if (!g_ascii_string_to_unsigned(y, 10, 1000, 9999, &year, NULL) ||
        !g_ascii_string_to_unsigned(m, 10, 1, 12, &month, NULL) ||
        (n == 3 && !g_ascii_string_to_unsigned(d, 10, 1, 31, &day, NULL)))
        return g_strdup(text);
    return g_strdup_printf("%04u-%02u", (guint) year, (guint) month);
}

/* Ids between commas, semicolons or line breaks. */
static OrgYaml *
list_of(Sheet *sheet, const OrgYaml *cell)
{
    OrgYaml *list = node_new(sheet, ORG_YAML_SEQUENCE, cell->line, cell->column);
    g_auto(GStrv) parts = g_strsplit_set(cell->text, ",;\n", -1);
    for (char **part = parts; *part; part++)
        if (*g_strstrip(*part))
            g_ptr_array_add(list->items, text_node(sheet, *part, cell));
    return list;
}

/* FALSE, and said, when no operator does it. */
static gboolean
find_operation(Sheet *sheet, Step *step)
{
    const OrgYaml *cell = step->cell[ORG_STEP_OPERATION];
    const OrgOperationWord *word = org_step_operation(cell->text);
    step->feature = word ? word->feature : cell->text;
    step->founds = step->cell[ORG_STEP_NAME] != NULL || (word && word->founds);
    g_autofree char *quoted = org_yaml_quote(cell->text);
    if (!word && sheet->is_vietnamese && !org_catalogue_find(sheet->reader->catalogue, cell->text)) {
        g_autofree char *words = org_step_vietnamese_words();
        g_autofree char *text = org_said("there is no operator %s; write one of: %s", quoted, words);
        OrgLocation location = { sheet->doc->file, cell->line, cell->column, cell, sheet->doc->sheet };
        OrgDiag *diag = org_reader_say(sheet->reader, ORG_SEVERITY_ERROR, &location, "unknown-feature", text);
        if (diag) {
            diag->id = g_strdup(cell->text);
            diag->table = "feature";
        }
        return FALSE;
    }
    if (step->feature)
        return TRUE;
    org_reader_error(sheet->reader, cell, "unknown-feature", "%s cannot be done from one row: %s", quoted,
                     word->instead);
    return FALSE;
}

/* "into" is `to:` of most operators; of merge the unit that survives, or id and name of a new one. */
static void
put_into(Sheet *sheet, const Step *step, const OrgFeatureInfo *feature, OrgYaml *body)
{
    OrgYaml *into = step->cell[ORG_STEP_INTO];
    if (takes(feature, "into.id") && (step->founds || step->cell[ORG_STEP_NAME])) {
        OrgYaml *unit = mapping_at(sheet, into ? into : step->cell[ORG_STEP_NAME]);
        if (into)
            put(sheet, unit, "id", into);
        if (step->cell[ORG_STEP_NAME])
            put(sheet, unit, "name", step->cell[ORG_STEP_NAME]);
        put(sheet, body, "into", unit);
        return;
    }
    if (into)
        put(sheet, body, takes(feature, "into") || !takes(feature, "to") ? "into" : "to", into);
    if (step->cell[ORG_STEP_NAME])
        put(sheet, body, "name", step->cell[ORG_STEP_NAME]);
}

static void
put_reserved(Sheet *sheet, const Step *step, OrgYaml *item)
{
    const OrgYaml *basis = step->cell[ORG_STEP_BASIS], *note = step->cell[ORG_STEP_NOTE];
    if (step->cell[ORG_STEP_DATE]) {
        g_autofree char *month = month_of(step->cell[ORG_STEP_DATE]->text);
        put(sheet, item, "at", text_node(sheet, month, step->cell[ORG_STEP_DATE]));
    }
    if (!basis && !note)
        return;
    g_autofree char *text =
        g_strdup_printf("%s%s%s", note ? note->text : "", note && basis ? "; " : "", basis ? basis->text : "");
    put(sheet, item, "note", text_node(sheet, text, note ? note : basis));
}

/* The posts of units, as a set. */
static OrgYaml *
posts_of(Sheet *sheet, const OrgYaml *units)
{
    g_autoptr(GString) where = g_string_new("unit in (");
    for (guint i = 0; i < units->items->len; i++) {
        g_auto(GStrv) parts = g_strsplit(((const OrgYaml *) g_ptr_array_index(units->items, i))->text, "'", -1);
        g_autofree char *doubled = g_strjoinv("''", parts);
        g_string_append_printf(where, "%s'%s'", i ? ", " : "", doubled);
    }
    g_string_append_c(where, ')');
    return text_node(sheet, where->str, units);
}

/* Posts after: a step of its own in the same month, which cuts the unit down to so many. */
static OrgYaml *
cut_to(Sheet *sheet, const Step *step, const OrgYaml *list)
{
    const OrgYaml *after = step->cell[ORG_STEP_POSTS_AFTER], *unit = step->cell[ORG_STEP_INTO];
    guint64 number;
    if (!g_ascii_string_to_unsigned(after->text, 10, 0, 1000000000, &number, NULL)) {
        g_autofree char *quoted = org_yaml_quote(after->text);
        org_reader_error(sheet->reader, after, "bad-cell", "posts after is %s, expected a whole number of posts",
                         quoted);
        return NULL;
    }
    if (!unit && list && list->items->len == 1)
        unit = g_ptr_array_index(list->items, 0);
    if (!unit) {
        org_reader_error(sheet->reader, after, "bad-cell",
                         "posts after: it is not said of which unit; fill the column into, or name one unit");
        return NULL;
    }
    OrgYaml *item = mapping_at(sheet, after), *body = mapping_at(sheet, after);
    OrgYaml *one = node_new(sheet, ORG_YAML_SEQUENCE, unit->line, unit->column);
    g_ptr_array_add(one->items, (gpointer) unit);
    put(sheet, body, "where", posts_of(sheet, one));
    put(sheet, body, "by", text_node(sheet, "1000000000", after));
    put(sheet, body, "down_to", (OrgYaml *) after);
    put_reserved(sheet, step, item);
    put(sheet, item, "headcount-cut", body);
    return item;
}

/* The date of a row that becomes no step, so that all that is wrong with the row is said at once. */
static void
check_date(Sheet *sheet, const Step *step)
{
    OrgMonth month;
    if (!step->cell[ORG_STEP_DATE]) {
        org_reader_error(sheet->reader, step->row, "missing-key", "this step does not say when; fill the column date");
        return;
    }
    g_autofree char *text = month_of(step->cell[ORG_STEP_DATE]->text);
    org_reader_month_in_span(sheet->reader, text_node(sheet, text, step->cell[ORG_STEP_DATE]), "at:", &month);
}

static void
read_row(Sheet *sheet, const GPtrArray *row, guint line, OrgYaml *steps)
{
    Step step = { .row = node_new(sheet, ORG_YAML_SCALAR, line, 1) };
    OrgYaml *body = mapping_at(sheet, step.row);
    ((OrgYaml *) step.row)->text = "";
    for (guint c = 0; c < row->len && c < sheet->n; c++) {
        g_autofree char *text = g_strstrip(g_strdup(g_ptr_array_index(row, c)));
        OrgYaml location = { .line = line, .column = c + 1 };
        if (!*text || sheet->fields[c] == ORG_STEP_N_FIELDS)
            continue;
        OrgYaml *cell = text_node(sheet, text, &location);
        if (sheet->fields[c] == ORG_STEP_PARAMETER)
            put(sheet, body, sheet->headers[c], cell);
        else
            step.cell[sheet->fields[c]] = cell;
    }
    if (!step.cell[ORG_STEP_OPERATION]) {
        org_reader_error(sheet->reader, step.row, "blank-cell", "this row names no operation");
        check_date(sheet, &step);
        return;
    }
    if (!find_operation(sheet, &step)) {
        check_date(sheet, &step);
        return;
    }
    const OrgFeatureInfo *feature = org_catalogue_find(sheet->reader->catalogue, step.feature);
    OrgYaml *item = mapping_at(sheet, step.row),
            *list = step.cell[ORG_STEP_UNITS] ? list_of(sheet, step.cell[ORG_STEP_UNITS]) : NULL;
    gboolean cut = strcmp(step.feature, "headcount-cut") == 0;
    put_reserved(sheet, &step, item);
    if (step.cell[ORG_STEP_ID])
        put(sheet, item, "id", step.cell[ORG_STEP_ID]);
    if (list && !cut)
        put(sheet, body, "units", list);
    if (list && cut && !org_yaml_get(body, "where", NULL))
        put(sheet, body, "where", posts_of(sheet, list));
    put_into(sheet, &step, feature, body);
    put(sheet, item, step.feature, body);
    ((OrgYaml *) g_ptr_array_index(item->keys, item->keys->len - 1))->column = step.cell[ORG_STEP_OPERATION]->column;
    OrgYaml *after = step.cell[ORG_STEP_POSTS_AFTER] ? cut_to(sheet, &step, list) : NULL;
    if (!cut || !step.cell[ORG_STEP_POSTS_AFTER])
        g_ptr_array_add(steps->items, item);
    if (after)
        g_ptr_array_add(steps->items, after);
}

/* ---- the file */

static gboolean
is_blank(const GPtrArray *row)
{
    for (guint c = 0; c < row->len; c++)
        if (*(const char *) g_ptr_array_index(row, c))
            return FALSE;
    return TRUE;
}

/* The row of the headings: the first that holds two of them, below titles if need be. */
static guint
find_header(const OrgRows *rows)
{
    for (guint r = 0; r < MIN(rows->rows->len, MOST_TITLE_ROWS); r++) {
        const GPtrArray *row = g_ptr_array_index(rows->rows, r);
        guint known = 0;
        for (guint c = 0; c < row->len; c++)
            known += org_step_heading(g_ptr_array_index(row, c)) < ORG_STEP_PARAMETER;
        if (known >= 2)
            return r;
    }
    return 0;
}

static void
sheet_read(Sheet *sheet, const OrgRows *rows, OrgYaml *steps)
{
    guint first = find_header(rows), end = MIN(rows->rows->len, first + 1 + MOST_STEPS);
    const GPtrArray *header = g_ptr_array_index(rows->rows, first);
    guint before = org_reader_errors(sheet->reader);
    sheet->n = header->len;
    sheet->fields = g_new0(OrgStepField, sheet->n + 1);
    sheet->headers = g_new0(char *, sheet->n + 1);
    read_header(sheet, header, g_array_index(rows->lines, guint, first));
    for (guint r = first + 1; r < end; r++) {
        const GPtrArray *row = g_ptr_array_index(rows->rows, r);
        OrgLocation location = { sheet->doc->file, g_array_index(rows->lines, guint, r), MIN(row->len, sheet->n) + 1,
                                 NULL, sheet->doc->sheet };
        if (!is_blank(row) && row->len != sheet->n) {
            g_autofree char *text = org_said("this row has %u fields, the header has %u", row->len, sheet->n);
            org_reader_say(sheet->reader, ORG_SEVERITY_ERROR, &location, "bad-row", text);
        }
    }
    gboolean whole = org_reader_errors(sheet->reader) == before;
    sheet->reader->unsure = sheet->reader->unsure || !whole;
    for (guint r = first + 1; (whole || sheet->is_readable) && r < end; r++) {
        const GPtrArray *row = g_ptr_array_index(rows->rows, r);
        if (row->len == sheet->n && !is_blank(row))
            read_row(sheet, row, g_array_index(rows->lines, guint, r), steps);
    }
    if (end < rows->rows->len) {
        OrgLocation location = { sheet->doc->file, g_array_index(rows->lines, guint, end), 1, NULL, sheet->doc->sheet };
        org_reader_say(sheet->reader, ORG_SEVERITY_ERROR, &location, "too-big", "more than 10,000 steps in one table");
    }
    g_strfreev(sheet->headers);
    g_free(sheet->fields);
}

static void
node_free(gpointer data)
{
    OrgYaml *node = data;
    if (node->items)
        g_ptr_array_unref(node->items);
    if (node->keys)
        g_ptr_array_unref(node->keys);
    g_free(node->order);
    g_free(node);
}

struct OrgPlanSheet {
    OrgYamlDoc *doc;
    GPtrArray *texts;
};

void
org_plan_sheet_free(gpointer data)
{
    OrgPlanSheet *kept = data;
    org_yaml_doc_free(kept->doc);
    g_ptr_array_unref(kept->texts);
    g_free(kept);
}

const OrgYaml *
org_plan_sheet(OrgReader *reader, const OrgYaml *node)
{
    OrgPlanSheet *kept = g_hash_table_lookup(reader->sheets, node);
    if (kept)
        return kept->doc->root;
    OrgRows rows = { 0 };
    gboolean good = org_plan_rows_read(reader, node, "steps", org_step_sheets, &rows);
    kept = g_new0(OrgPlanSheet, 1);
    kept->doc = g_new0(OrgYamlDoc, 1);
    kept->doc->file = g_strdup(rows.file);
    kept->doc->sheet = g_strdup(rows.sheet);
    kept->doc->bytes = g_bytes_new(NULL, 0);
    kept->doc->lines = g_array_new(FALSE, FALSE, sizeof(gsize)); /* none: the cells are named, not the line shown */
    kept->doc->nodes = g_ptr_array_new_with_free_func(node_free);
    kept->texts = g_ptr_array_new_with_free_func(g_free);
    g_hash_table_insert(reader->sheets, (gpointer) node, kept);
    Sheet sheet = { .reader = reader, .doc = kept->doc, .texts = kept->texts };
    OrgYaml *steps = kept->doc->root = node_new(&sheet, ORG_YAML_SEQUENCE, 1, 1);
    if (good)
        sheet_read(&sheet, &rows, steps);
    else
        reader->unsure = TRUE;
    org_rows_clear(&rows);
    return steps;
}
