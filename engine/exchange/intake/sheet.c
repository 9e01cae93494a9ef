// SPDX-License-Identifier: MIT
/* A sheet is read row by row: its encoding, its header, cells that are too many or too few. */
#include "intake.h"
#include "report.h"
#include "../../base/message.h"
#include <string.h>

#define MAX_COLUMNS 2048

/* FALSE, and reported, when the column is not there. */
static gboolean
need(OrgIntake *in, OrgTableIn *tab, OrgField field)
{
    if (!tab->has_header)
        return FALSE;
    if (tab->header.column[field] >= 0)
        return TRUE;
    const OrgFieldInfo *info = org_field_info(tab->table, field);
    g_autofree const char **names = org_field_names(tab->table);
    g_autofree char *known = g_strjoinv(",", (char **) names);
    org_intake_problem_at(in, tab, ORG_SEVERITY_ERROR, "missing-column", (tab->files->len << ORG_LINE_BITS) + 1, 1,
                          NULL, "there is no column \"%s\"; the columns of %s that orgsim knows are %s", info->name,
                          tab->name, known);
    return FALSE;
}

typedef struct {
    OrgIntake *in;
    OrgTableIn *tab;
    OrgRowFn row;
    GPtrArray *remade; /* texts made for the row at hand */
    guint header_line; /* 0: the first row with something in it */
    guint shift;       /* the number of the file, as lines have it */
    OrgSourceFn read;
    gpointer source;
    guint above;
} Feed;

/* What a sheet is read of, as often as it takes. */
typedef struct {
    OrgWorkbook *workbook; /* NULL: CSV */
    guint sheet;
    const char *data;
    gsize size;
    char delimiter;
} Source;

static void
read_source(const OrgSheetSink *sink, gpointer data)
{
    const Source *source = data;

    if (source->workbook)
        org_sheet_read_xlsx(source->workbook, source->sheet, sink);
    else if (source->size > 0)
        org_sheet_read_csv(source->data, source->size, source->delimiter, sink);
}

static void
on_broken(const char *code, guint line, guint column, const char *text, gpointer data)
{
    Feed *feed = data;
    g_autofree char *said = org_said_whole(text);
    line += feed->shift;
    org_intake_problem_at(feed->in, feed->tab, ORG_SEVERITY_ERROR, code, line, column, NULL, "%s", said);
    if (org_intake_is_fatal(code))
        return;
    const char *done = M_("the row was left out");
    if (strcmp(code, "duplicate-column") == 0)
        done = M_("the second column became an attribute of its own");
    else if (feed->tab->is_workbook)
        done = M_("the cell was taken as blank");
    org_intake_repair(feed->in, feed->tab, line, ORG_N_FIELDS, NULL, "%s", done);
}

/* Take off what export put before a formula: one ' of '=…, ''=… and so on. */
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
    if (feed->above)
        org_intake_problem_at(feed->in, tab, ORG_SEVERITY_NOTE, "title-rows", record->line, 1, NULL,
                              "the header was found in this line; %u rows above it were left out", feed->above);
    org_header_init(&tab->header, tab->table, record, feed->in->import->map,
                    org_intake_is_ours(feed->in, tab) && (feed->in->import->as_given & ORG_GIVEN_EXACT), on_broken,
                    feed);
    tab->has_header = TRUE;
    org_intake_map_begin(feed->in, tab);
    org_intake_look(feed->in, tab, ORG_LINE(record->line), feed->read, feed->source);
    org_intake_begin_attributes(tab);
    org_intake_tell_columns(feed->in, tab);
    org_intake_drop_samples(tab);
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
    guint line = record->line;
    record->line += feed->shift;
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
    OrgIntakeReport *report = org_intake_is_ours(feed->in, feed->tab) ? NULL : feed->in->import->report;
    if (report)
        report->rows++;
    if (!feed->tab->has_header && feed->header_line > line) {
        feed->above++;
        org_report_skip(report, "title");
        return TRUE;
    }
    if (!feed->tab->has_header) {
        org_report_skip(report, "header");
        return begin(feed, record);
    }
    if (!org_intake_is_ours(feed->in, feed->tab) &&
        org_intake_is_total(record, feed->tab->header.column[ORG_FIELD_ID])) {
        org_intake_problem_at(feed->in, feed->tab, ORG_SEVERITY_NOTE, "total-row", record->line, 1, NULL,
                              "the row %s is a sum of others and was left out", org_quoted(record->cells[0].text));
        org_report_skip(report, "total");
        return TRUE;
    }
    if (report)
        report->read++;
    if (record->n != feed->tab->header.n_columns)
        check_width(feed, record);
    if (feed->tab->values)
        org_intake_map_row(feed->tab, record);
    feed->row(feed->in, feed->tab, record);
    return TRUE;
}

/* FALSE, and reported, when the text is in no encoding that can be told. */
static gboolean
open_csv(Feed *feed, Source *source, GBytes **kept)
{
    OrgTableIn *tab = feed->tab;
    OrgText text = org_text_decode(tab->bytes, feed->in->import->encoding);

    *kept = text.bytes;
    source->data = g_bytes_get_data(text.bytes, &source->size);
    source->delimiter = feed->in->import->delimiter;
    tab->valid = text.valid;
    tab->suspect = text.suspect;
    tab->guessed = text.guessed ? text.encoding : NULL;
    if (!text.failed)
        return TRUE;
    guint line = 1;
    for (gsize i = 0; i < MIN(text.bad_at, source->size); i++)
        line += source->data[i] == '\n';
    org_intake_problem_at(feed->in, tab, ORG_SEVERITY_ERROR, "wrong-encoding", feed->shift + line, 1, NULL,
                          "byte %" G_GSIZE_FORMAT " of the file is not %s, which %s; save the file as UTF-8",
                          text.bad_at + 1, text.encoding,
                          feed->in->import->encoding ? "--encoding or its first bytes say it is"
                                                     : "its first bytes say it is");
    return FALSE;
}

static gboolean
open_source(Feed *feed, Source *source, GBytes **kept)
{
    OrgTableIn *tab = feed->tab;

    tab->is_workbook = org_workbook_sniff(tab->bytes);
    const char *foreign = tab->is_workbook ? NULL : org_text_foreign(tab->bytes);
    if (foreign) {
        g_autofree char *said = org_said_whole(foreign);
        org_intake_problem_at(feed->in, tab, ORG_SEVERITY_ERROR, "wrong-file", feed->shift + 1, 1, NULL, "%s", said);
        return FALSE;
    }
    if (!tab->is_workbook)
        return open_csv(feed, source, kept);
    gint sheet = org_intake_open_sheet(feed->in, tab);
    tab->valid = tab->suspect = TRUE; /* XML is UTF-8; what its texts went through before is seen cell by cell */
    source->workbook = feed->in->workbook;
    source->sheet = (guint) MAX(sheet, 0);
    return sheet >= 0;
}

static void
read_file(OrgIntake *in, OrgTableIn *tab, OrgField needed, OrgRowFn row)
{
    Source source = { 0 };
    g_autoptr(GBytes) kept = NULL;
    Feed feed = { .in = in, .tab = tab, .row = row, .shift = tab->files->len << ORG_LINE_BITS };

    feed.remade = g_ptr_array_new_with_free_func(g_free);
    feed.read = read_source;
    feed.source = &source;
    if (open_source(&feed, &source, &kept)) {
        const OrgSheetSink sink = { on_record, on_broken, &feed };
        feed.header_line = org_intake_find_header(in, tab, needed, read_source, &source);
        read_source(&sink, &source);
        if (tab->has_header && source.workbook && !org_intake_is_ours(in, tab))
            org_intake_tell_hidden(in, tab, source.sheet);
    }
    if (!tab->has_header && in->errors == 0)
        org_intake_problem_at(in, tab, ORG_SEVERITY_ERROR, "empty-file", feed.shift + 1, 1, NULL,
                              "the %s is empty; its first line must name the columns",
                              tab->is_workbook ? "sheet" : "file");
    need(in, tab, needed);
    g_ptr_array_unref(feed.remade);
}

void
org_intake_read(OrgIntake *in, OrgTableIn *tab, OrgField needed, OrgRowFn row)
{
    const OrgImport *import = in->import;
    GBytes *first = tab->bytes;

    if (!first)
        return;
    for (guint k = 0; k <= MIN(import->n_more[tab->table], ORG_MAX_FILES - 1); k++) {
        if (k > 0) {
            const OrgImportFile *file = &import->more[tab->table][k - 1];
            tab->path = file->path;
            tab->bytes = file->bytes;
            tab->wanted = file->sheet;
            tab->sheet = NULL;
            tab->has_header = FALSE;
            tab->header = (OrgHeader){ 0 };
            g_clear_pointer(&tab->values, g_ptr_array_unref);
        }
        read_file(in, tab, needed, row);
        OrgFileIn done = { tab->path, tab->sheet, tab->header, tab->has_header };
        g_array_append_val(tab->files, done);
    }
    const OrgFileIn *one = &g_array_index(tab->files, OrgFileIn, 0);
    tab->bytes = first;
    tab->path = one->path;
    tab->sheet = one->sheet;
    tab->header = one->header;
    tab->has_header = one->has_header;
    g_clear_pointer(&tab->evidence, org_evidence_free);
}
