// SPDX-License-Identifier: MIT
/* A sheet is read row by row: its encoding, its header, cells that are too many or too few. */
#include "intake.h"
#include "../../base/message.h"
#include <string.h>

#define MAX_COLUMNS 2048

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

typedef struct {
    OrgIntake *in;
    OrgTableIn *tab;
    OrgRowFn row;
    GPtrArray *remade; /* texts made for the row at hand */
} Feed;

static void
on_broken(const char *code, guint line, guint column, const char *text, gpointer data)
{
    Feed *feed = data;
    g_autofree char *said = org_said_whole(text);
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
        g_autofree char *said = org_said_whole(foreign);
        org_intake_problem_at(in, tab, ORG_SEVERITY_ERROR, "wrong-file", 1, 1, NULL, "%s", said);
    } else if (tab->is_workbook) {
        gint sheet = org_intake_open_sheet(in, tab);
        tab->valid = tab->suspect = TRUE; /* XML is UTF-8; what its texts went through before is seen cell by cell */
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
