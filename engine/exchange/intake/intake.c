// SPDX-License-Identifier: MIT
#include "intake.h"
#include <stdio.h>
#include <string.h>

#define MAX_LISTED 100000 // problems of one kind that are listed one by one
#define MAX_COLUMNS 2048

GQuark
org_exchange_error_quark(void)
{
    return g_quark_from_static_string("org-exchange-error");
}

static char *
next_buffer(gsize *size)
{
    static _Thread_local char buffers[8][320];
    static _Thread_local guint next;
    *size = sizeof buffers[0];
    return buffers[next++ % 8];
}

const char *
org_quoted(const char *text)
{
    gsize size, n = 0;
    char *buffer = next_buffer(&size);
    guint letters = 0;

    buffer[n++] = '"';
    for (const char *p = text; *p && letters < 60; letters++) {
        gunichar c = g_utf8_get_char_validated(p, -1);
        if (c >= (gunichar) -2) {
            n += (gsize) g_unichar_to_utf8(0xFFFD, buffer + n);
            p++;
            continue;
        }
        n += (gsize) g_unichar_to_utf8(c < 0x20 || (c >= 0x7F && c < 0xA0) ? 0xB7 : c, buffer + n);
        p = g_utf8_next_char(p);
        if (letters == 59 && *p)
            n += (gsize) g_unichar_to_utf8(0x2026, buffer + n);
    }
    buffer[n++] = '"';
    buffer[n] = '\0';
    return buffer;
}

const char *
org_spell_id(const OrgDict *dict, OrgWord word, guint32 ordinal)
{
    gsize size;
    const char *text = org_dict_text(dict, word);

    if (ordinal == 0)
        return text;
    char *buffer = next_buffer(&size);
    snprintf(buffer, size, "%.300s#%u", text, ordinal);
    return buffer;
}

guint
org_intake_column(const OrgTableIn *tab, OrgField field)
{
    return field < ORG_N_FIELDS && tab->has_header && tab->header.column[field] >= 0
               ? (guint) tab->header.column[field] + 1
               : 1;
}

// What leaves nothing to build on: an error in a lenient import as well.
static gboolean
is_fatal(const char *code)
{
    static const char *const codes[] = { "missing-column", "empty-file",       "too-many-columns",
                                         "long-cell",      "long-column-name", "wrong-encoding",
                                         "bad-workbook",   "missing-sheet",    "wrong-file" };
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
        if (strcmp(code, codes[i]) == 0)
            return TRUE;
    return FALSE;
}

static OrgDiag *
add_problem(OrgIntake *in, OrgTableIn *tab, OrgSeverity severity, const char *code, guint line, guint column,
            const char *id, const char *text)
{
    if (severity == ORG_SEVERITY_ERROR) {
        in->errors++;
        if (is_fatal(code))
            in->fatal++;
        else if (in->lenient)
            severity = ORG_SEVERITY_WARNING;
    }
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(in->counts, code)) + 1;
    g_hash_table_insert(in->counts, (gpointer) code, GUINT_TO_POINTER(count));
    if (count > MAX_LISTED)
        return NULL;
    OrgDiag *diag = org_diags_add(in->diags, severity, code, tab->path, line, column, "%s", text);
    diag->table = tab->name;
    if (id && *id && !diag->id)
        diag->id = g_strdup(id);
    return diag;
}

OrgDiag *
org_intake_problem(OrgIntake *in, OrgTableIn *tab, OrgSeverity severity, const char *code, guint line, OrgField field,
                   const char *id, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    return add_problem(in, tab, severity, code, line, org_intake_column(tab, field), id, text);
}

OrgDiag *
org_intake_problem_at(OrgIntake *in, OrgTableIn *tab, OrgSeverity severity, const char *code, guint line, guint column,
                      const char *id, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    return add_problem(in, tab, severity, code, line, column, id, text);
}

void
org_intake_repair(OrgIntake *in, OrgTableIn *tab, guint line, OrgField field, const char *id, const char *format, ...)
{
    if (!in->lenient)
        return;
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    add_problem(in, tab, ORG_SEVERITY_NOTE, "repair", line, org_intake_column(tab, field), id, text);
}

void
org_intake_finish_counts(OrgIntake *in)
{
    GHashTableIter iter;
    gpointer code, count;

    g_hash_table_iter_init(&iter, in->counts);
    while (g_hash_table_iter_next(&iter, &code, &count)) {
        if (GPOINTER_TO_UINT(count) <= MAX_LISTED)
            continue;
        OrgDiag *diag = org_diags_add(in->diags, ORG_SEVERITY_WARNING, "not-listed", NULL, 0, 0,
                                      "%u more problems of the kind %s are not listed",
                                      GPOINTER_TO_UINT(count) - MAX_LISTED, (const char *) code);
        diag->table = NULL;
    }
}

gboolean
org_intake_need(OrgIntake *in, OrgTableIn *tab, OrgField field)
{
    if (!tab->has_header)
        return FALSE;
    if (tab->header.column[field] >= 0)
        return TRUE;
    const OrgFieldInfo *info = org_field_info(tab->table, field);
    g_autofree const char **names = org_field_names(tab->table);
    g_autofree char *known = g_strjoinv(",", (char **) names);
    org_intake_problem_at(in, tab, ORG_SEVERITY_ERROR, "missing-column", 1, 1, NULL,
                          "there is no column \"%s\"; the columns of %s that orgsim knows are %s", info->name,
                          tab->name, known);
    return FALSE;
}

// ---- reading a sheet

typedef struct {
    OrgIntake *in;
    OrgTableIn *tab;
    OrgRowFn row;
    GPtrArray *remade; // texts made for the row at hand
    guint extra_reported, short_rows, first_short;
} Feed;

static void
on_broken(const char *code, guint line, guint column, const char *text, gpointer data)
{
    Feed *feed = data;
    org_intake_problem_at(feed->in, feed->tab, ORG_SEVERITY_ERROR, code, line, column, NULL, "%s", text);
    if (is_fatal(code))
        return;
    const char *done = "the row was left out";
    if (strcmp(code, "duplicate-column") == 0)
        done = "the second column became an attribute of its own";
    else if (feed->tab->is_workbook)
        done = "the cell was taken as blank";
    org_intake_repair(feed->in, feed->tab, line, ORG_N_FIELDS, NULL, "%s", done);
}

// Take off what export put before a formula: one ' of '=…, ''=… and so on.
static void
restore_formula(OrgCell *cell)
{
    gsize quotes = strspn(cell->text, "'");
    if (quotes > 0 && quotes < cell->size && strchr("=+-@\t\r", cell->text[quotes])) {
        cell->text++;
        cell->size--;
    }
}

static void
check_encoding(Feed *feed, OrgRecord *record, guint i)
{
    OrgCell *cell = &record->cells[i];

    if (!feed->tab->valid && !g_utf8_validate_len(cell->text, cell->size, NULL)) {
        gboolean nul = memchr(cell->text, '\0', cell->size) != NULL;
        char *text = g_utf8_make_valid(cell->text, (gssize) cell->size);
        g_ptr_array_add(feed->remade, text);
        *cell = (OrgCell){ text, strlen(text) };
        org_intake_problem_at(feed->in, feed->tab, ORG_SEVERITY_ERROR, "bad-encoding", record->line, i + 1, NULL,
                              nul ? "%s holds a NUL byte; save the file as UTF-8 text"
                                  : "%s is not UTF-8; save the file as UTF-8 (in Excel: \"CSV UTF-8\")",
                              org_quoted(text));
        org_intake_repair(feed->in, feed->tab, record->line, ORG_N_FIELDS, NULL,
                          "each bad byte of column %u became U+FFFD", i + 1);
        return;
    }
    if (feed->tab->guessed && !g_str_is_ascii(cell->text)) {
        org_intake_problem_at(
            feed->in, feed->tab, ORG_SEVERITY_WARNING, "bad-encoding", record->line, i + 1, NULL,
            "the file is not UTF-8 and was read as %s, so that this cell is %s; if that is wrong, name "
            "the encoding with --encoding, or save the file as UTF-8",
            feed->tab->guessed, org_quoted(cell->text));
        feed->tab->guessed = NULL;
    }
    const char *why =
        feed->tab->suspect && !g_str_is_ascii(cell->text) ? org_text_suspect(cell->text, cell->size) : NULL;
    if (why)
        org_intake_problem_at(feed->in, feed->tab, ORG_SEVERITY_WARNING, "bad-encoding", record->line, i + 1, NULL,
                              "%s %s", org_quoted(cell->text), why);
}

static gboolean
begin(Feed *feed, OrgRecord *record)
{
    OrgTableIn *tab = feed->tab;

    if (record->n > MAX_COLUMNS) {
        org_intake_problem_at(feed->in, tab, ORG_SEVERITY_ERROR, "too-many-columns", record->line, MAX_COLUMNS + 1,
                              NULL, "this file has %u columns; orgsim reads at most %d", record->n, MAX_COLUMNS);
        return FALSE;
    }
    org_header_init(&tab->header, tab->table, record, feed->in->import->map, on_broken, feed);
    tab->has_header = TRUE;
    org_intake_map_begin(feed->in, tab);
    for (guint i = 0; i < tab->header.extra->len; i++)
        g_ptr_array_add(tab->attributes, org_attribute_in_new(&g_array_index(tab->header.extra, OrgExtraColumn, i)));
    return TRUE;
}

static void
check_width(Feed *feed, const OrgRecord *record)
{
    guint n = feed->tab->header.n_columns;

    for (guint i = n; i < record->n; i++) {
        if (record->cells[i].size == 0)
            continue;
        org_intake_problem_at(
            feed->in, feed->tab, ORG_SEVERITY_ERROR, "extra-cell", record->line, i + 1, NULL,
            "the row has a cell %s beyond the %u columns of the header; put a text that holds the separator in quotes",
            org_quoted(record->cells[i].text), n);
        org_intake_repair(feed->in, feed->tab, record->line, ORG_N_FIELDS, NULL,
                          "the cells beyond column %u were left out", n);
        break;
    }
    if (record->n < n)
        org_intake_problem_at(feed->in, feed->tab, ORG_SEVERITY_WARNING, "short-row", record->line, record->n, NULL,
                              "the row has %u of %u cells; the missing ones are taken as blank", record->n, n);
}

static gboolean
on_record(OrgRecord *record, gpointer data)
{
    Feed *feed = data;
    gboolean blank = TRUE;

    g_ptr_array_set_size(feed->remade, 0);
    for (guint i = 0; i < record->n; i++) {
        if (record->cells[i].size > 0)
            blank = FALSE;
        if (record->cells[i].text[0] == '\'' && !feed->tab->is_workbook)
            restore_formula(&record->cells[i]);
        if (!feed->tab->valid || feed->tab->suspect || feed->tab->guessed)
            check_encoding(feed, record, i);
    }
    if (blank)
        return TRUE;
    if (!feed->tab->has_header)
        return begin(feed, record);
    if (record->n != feed->tab->header.n_columns)
        check_width(feed, record);
    if (feed->tab->values)
        org_intake_map_row(feed->tab, record);
    feed->row(feed->in, feed->tab, record);
    return TRUE;
}

static void
read_csv(Feed *feed, const OrgSheetSink *sink)
{
    OrgTableIn *tab = feed->tab;
    OrgText text = org_text_decode(tab->bytes, feed->in->import->encoding);
    g_autoptr(GBytes) bytes = text.bytes;
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);

    if (text.failed) {
        guint line = 1;
        for (gsize i = 0; i < MIN(text.bad_at, size); i++)
            line += data[i] == '\n';
        org_intake_problem_at(feed->in, tab, ORG_SEVERITY_ERROR, "wrong-encoding", line, 1, NULL,
                              "byte %" G_GSIZE_FORMAT " of the file is not %s, which %s; save the file as UTF-8",
                              text.bad_at + 1, text.encoding,
                              feed->in->import->encoding ? "--encoding or its first bytes say it is"
                                                         : "its first bytes say it is");
        return;
    }
    tab->valid = text.valid;
    tab->suspect = text.suspect;
    tab->guessed = text.guessed ? text.encoding : NULL;
    if (size > 0)
        org_sheet_read_csv(data, size, feed->in->import->delimiter, sink);
}

void
org_intake_read(OrgIntake *in, OrgTableIn *tab, OrgRowFn row)
{
    if (!tab->bytes)
        return;
    Feed feed = { .in = in, .tab = tab, .row = row, .remade = g_ptr_array_new_with_free_func(g_free) };
    OrgSheetSink sink = { on_record, on_broken, &feed };
    tab->is_workbook = org_workbook_sniff(tab->bytes);
    const char *foreign = tab->is_workbook ? NULL : org_text_foreign(tab->bytes);
    if (foreign) {
        org_intake_problem_at(in, tab, ORG_SEVERITY_ERROR, "wrong-file", 1, 1, NULL, "%s", foreign);
    } else if (tab->is_workbook) {
        gint sheet = org_intake_open_sheet(in, tab);
        tab->valid = tab->suspect = TRUE; // XML is UTF-8; what its texts went through before is seen cell by cell
        if (sheet >= 0)
            org_sheet_read_xlsx(in->workbook, (guint) sheet, &sink);
    } else {
        read_csv(&feed, &sink);
    }
    if (!tab->has_header && in->errors == 0)
        org_intake_problem_at(in, tab, ORG_SEVERITY_ERROR, "empty-file", 1, 1, NULL,
                              "the %s is empty; its first line must name the columns",
                              tab->is_workbook ? "sheet" : "file");
    g_ptr_array_unref(feed.remade);
}
