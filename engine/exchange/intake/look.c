// SPDX-License-Identifier: MIT
/* A look at a sheet before its rows are read: titles may stand above the header, and what a date or a number means is told
 * by the other cells of its column. */
#include "../quota/private.h"
#include "../../base/message.h"
#include "report.h"
#include <string.h>

#define MAX_TITLE_ROWS 80

static void
no_problem(const char *code, guint line, guint column, const char *text, gpointer data)
{
    (void) code, (void) line, (void) column, (void) text, (void) data;
}

static gboolean
is_blank_row(const OrgRecord *record)
{
    for (guint i = 0; i < record->n; i++)
        if (record->cells[i].size > 0)
            return FALSE;
    return TRUE;
}

/* ---- where the header is */

typedef struct {
    const OrgColumnMap *map;
    guint table, rows, best, line;
    OrgField needed;
} Search;

/* The first row may be a header of one column; a title above one does not name two fields. */
static gboolean
on_title_row(OrgRecord *record, gpointer data)
{
    Search *search = data;
    gboolean found = FALSE;

    if (is_blank_row(record))
        return TRUE;
    guint known = org_header_known(search->table, record, search->map, search->needed, &found);
    if (found && known > search->best && (known >= 2 || search->rows == 0)) {
        search->best = known;
        search->line = record->line;
    }
    return search->best == 0 && ++search->rows < MAX_TITLE_ROWS;
}

guint
org_intake_find_header(const OrgIntake *in, OrgTableIn *tab, OrgField needed, OrgSourceFn read, gpointer source)
{
    Search search = { .map = in->import->map, .table = tab->table, .needed = needed };
    const OrgSheetSink sink = { on_title_row, no_problem, &search };

    if (org_intake_is_ours(in, tab))
        return 0;
    read(&sink, source);
    return search.line;
}

/* ---- what the cells prove */

static OrgEvidenceKind
kind_of(OrgField field)
{
    switch (field) {
    case ORG_FIELD_BORN:
    case ORG_FIELD_HIRED:
    case ORG_FIELD_SINCE:
    case ORG_FIELD_OPENED:
    case ORG_FIELD_CLOSED:
    case ORG_FIELD_VACANT_SINCE:
        return ORG_EVIDENCE_DATE;
    case ORG_FIELD_ASSIGNED:
    case ORG_FIELD_FILLED:
        return ORG_EVIDENCE_WHOLE;
    case ORG_FIELD_COEFFICIENT:
    case ORG_FIELD_FTE:
        return ORG_EVIDENCE_NUMBER;
    default:
        return ORG_EVIDENCE_NONE;
    }
}

typedef struct {
    OrgIntake *in;
    OrgTableIn *tab;
    guint header_line, sampled;
    gboolean below;
} Look;

static void
take_samples(Look *look, const OrgRecord *record)
{
    OrgTableIn *tab = look->tab;

    for (guint i = 0; i < MIN(record->n, tab->header.n_columns); i++) {
        if (tab->samples[i] || record->cells[i].size == 0)
            continue;
        g_autofree char *valid = g_utf8_make_valid(record->cells[i].text, -1);
        tab->samples[i] = g_utf8_substring(valid, 0, MIN(40, g_utf8_strlen(valid, -1)));
        look->sampled++;
    }
}

static gboolean
on_row(OrgRecord *record, gpointer data)
{
    Look *look = data;
    OrgEvidence *evidence = look->tab->evidence;

    if (!look->below) {
        look->below = !is_blank_row(record) && (look->header_line == 0 || record->line == look->header_line);
        return TRUE;
    }
    if (look->tab->samples && look->sampled < look->tab->header.n_columns)
        take_samples(look, record);
    for (guint i = 0; i < evidence->columns->len; i++) {
        OrgColumnEvidence *column = &g_array_index(evidence->columns, OrgColumnEvidence, i);
        if (column->column >= record->n)
            continue;
        const OrgHeader at = { .column = { [ORG_FIELD_ID] = (gint) column->column } };
        OrgCell cell = org_cell_get(record, &at, ORG_FIELD_ID);
        org_evidence_show(column, record->line, cell.text, cell.size);
    }
    return TRUE;
}

static void
on_finding(OrgSeverity severity, const char *code, guint line, guint column, const char *text, gpointer data)
{
    Look *look = data;
    guint file = look->tab->files->len << ORG_LINE_BITS;

    org_intake_problem_at(look->in, look->tab, severity, code, file + (line ? line : MAX(look->header_line, 1)),
                          column + 1, NULL, "%s", text);
    if (severity == ORG_SEVERITY_ERROR)
        org_intake_repair(look->in, look->tab, file + (line ? line : MAX(look->header_line, 1)), ORG_N_FIELDS, NULL,
                          "the dates of this column that may be read either way were taken as not known");
}

void
org_intake_drop_samples(OrgTableIn *tab)
{
    for (guint i = 0; tab->samples && i < tab->header.n_columns; i++)
        g_free(tab->samples[i]);
    g_clear_pointer(&tab->samples, g_free);
}

void
org_intake_look(OrgIntake *in, OrgTableIn *tab, guint header_line, OrgSourceFn read, gpointer source)
{
    const OrgHeader *header = &tab->header;
    OrgEvidence *evidence = org_evidence_new();

    g_clear_pointer(&tab->evidence, org_evidence_free);
    org_intake_drop_samples(tab);
    memset(tab->proofs, 0, sizeof tab->proofs);
    tab->evidence = evidence;
    if (org_intake_is_ours(in, tab))
        return;
    const char *by_map = in->import->map ? in->import->map->dates : NULL;
    evidence->given = org_date_order(in->import->dates ? in->import->dates : by_map);
    evidence->given_by_map = !in->import->dates;
    evidence->vietnamese = header->vietnamese;
    evidence->spoken = in->import->vietnamese;
    evidence->latest = in->import->date;
    for (guint f = 0; f < ORG_N_FIELDS; f++)
        if (header->column[f] >= 0 && kind_of(f) != ORG_EVIDENCE_NONE &&
            !org_evidence_of(evidence, (guint) header->column[f]))
            org_evidence_add(evidence, kind_of(f), (guint) header->column[f], header->names[header->column[f]],
                             f == ORG_FIELD_BORN, f == ORG_FIELD_HIRED);
    for (guint i = 0; i < header->extra->len; i++) {
        const OrgExtraColumn *extra = &g_array_index(header->extra, OrgExtraColumn, i);
        if (!org_evidence_of(evidence, extra->column))
            org_evidence_add(evidence, ORG_EVIDENCE_NUMBER, extra->column, extra->name, FALSE, FALSE);
    }
    for (guint f = 0; f < ORG_N_FIELDS; f++)
        if (header->column[f] >= 0)
            tab->proofs[f] = org_evidence_of(evidence, (guint) header->column[f]);
    Look look = { in, tab, header_line, 0, FALSE };
    if (in->import->report)
        tab->samples = g_new0(char *, header->n_columns + 1);
    const OrgSheetSink sink = { on_row, no_problem, &look };
    read(&sink, source);
    org_evidence_settle(evidence, on_finding, &look, in->import->report ? in->import->report->guesses : NULL);
}

/* ---- rows that are none */

gboolean
org_intake_is_total(const OrgRecord *record, gint id_column)
{
    gboolean said = FALSE;

    for (guint i = 0; i < record->n; i++) {
        const OrgCell *cell = &record->cells[i];
        if (cell->size == 0)
            continue;
        if (said) {
            if (!org_figure_read(cell->text, ORG_DECIMAL_OPEN, FALSE, FALSE).ok)
                return FALSE;
            continue;
        }
        if (cell->size > 80 || !strchr("TtCcSsGg-+*", *cell->text))
            return FALSE;
        g_autofree char *folded = org_quota_fold(cell->text);
        /* "Total" in a column of ids is an id */
        if (!org_quota_is_total(folded) || ((gint) i == id_column && g_str_is_ascii(folded)))
            return FALSE;
        said = TRUE;
    }
    return said;
}
