// SPDX-License-Identifier: MIT
#include "intake.h"
#include "../../base/error.h"
#include "report.h"
#include <math.h>
#include <string.h>

const char *
org_import_encoding(const char *given)
{
    return org_text_encoding(given);
}

static void
table_init(OrgTableIn *tab, guint table, const char *name, const char *path, GBytes *bytes)
{
    tab->table = table;
    tab->name = name;
    tab->path = path ? path : name;
    tab->bytes = bytes;
    for (guint i = 0; i < ORG_N_FIELDS; i++)
        tab->header.column[i] = -1;
    tab->attributes = g_ptr_array_new_with_free_func(org_attribute_in_free);
    tab->files = g_array_new(FALSE, TRUE, sizeof(OrgFileIn));
}

static void
table_clear(OrgTableIn *tab)
{
    for (guint i = 0; i < tab->files->len; i++) { /* the header at hand is that of one of them */
        org_header_clear(&g_array_index(tab->files, OrgFileIn, i).header);
        g_free(g_array_index(tab->files, OrgFileIn, i).sheet);
    }
    g_array_unref(tab->files);
    g_clear_pointer(&tab->rows, g_array_unref);
    g_clear_pointer(&tab->attributes, g_ptr_array_unref);
    g_clear_pointer(&tab->values, g_ptr_array_unref);
    org_id_map_clear(&tab->ids);
}

/* ---- where the organisation's rows were written */

typedef struct {
    const OrgIntake *in;
    guint32 *lines[4]; /* of each row of the organisation; 0: nowhere */
} Places;

static void
locate(guint table, OrgRow row, OrgField field, const char **file, guint *line, guint *column, gpointer data)
{
    const Places *places = data;
    const OrgTableIn *tab = &places->in->tables[table];

    guint at = places->lines[table][row];

    *file = org_intake_path(tab, at);
    *column = org_intake_column(tab, at, field);
    *line = ORG_LINE(at);
}

static guint32 *
lines_of(const OrgIntake *in, guint table)
{
    const GArray *rows = in->tables[table].rows;
    guint32 *lines = g_new0(guint32, (gsize) org_rows(in->org, table) + 1);

    for (guint i = 0; i < rows->len; i++) {
        if (table == ORG_UNITS) {
            if (!g_array_index(rows, OrgUnitIn, i).absent)
                lines[g_array_index(rows, OrgUnitIn, i).row] = g_array_index(rows, OrgUnitIn, i).line;
        } else if (table == ORG_PEOPLE) {
            lines[i] = g_array_index(rows, OrgPersonIn, i).line;
        } else {
            const OrgPostIn *post = &g_array_index(rows, OrgPostIn, i);
            for (guint32 k = 0; k < post->n; k++)
                lines[post->first + k] = post->line;
        }
    }
    return lines;
}

/* The rows as they were read go first: beside a large organisation there is no room for both. */
static void
report_quality(OrgIntake *in)
{
    Places places = { .in = in };

    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++) {
        places.lines[t] = lines_of(in, t);
        org_id_map_clear(&in->tables[t].ids);
        g_clear_pointer(&in->tables[t].rows, g_array_unref);
    }
    OrgLocator locator = { locate, &places };
    org_quality_report(in->org, in->diags, &locator);
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        g_free(places.lines[t]);
}

static gboolean
has_column(const OrgTableIn *tab, OrgField field)
{
    for (guint i = 0; i < tab->files->len; i++)
        if (g_array_index(tab->files, OrgFileIn, i).header.column[field] >= 0 &&
            g_array_index(tab->files, OrgFileIn, i).has_header)
            return TRUE;
    return FALSE;
}

/* What the cells of a column of weights sum up to, and what the posts made of them weigh, side by side. */
static void
report_sums(OrgIntake *in)
{
    OrgIntakeReport *report = in->import->report;
    OrgTableIn *tab = &in->tables[ORG_POSTS];
    gboolean fte = has_column(tab, ORG_FIELD_FTE);

    if (org_intake_is_ours(in, tab) || !tab->bytes)
        return;
    double counted = org_quality_totals(in->org).fte;
    gboolean groups = has_column(tab, ORG_FIELD_ASSIGNED);
    if (fte && !groups && fabs(counted - in->fte_read) > 0.0005)
        org_intake_problem(in, tab, ORG_SEVERITY_NOTE, "weight-sums", 1, ORG_FIELD_FTE, NULL,
                           "the cells of this column sum up to %.6g; the open posts made of them weigh %.6g",
                           in->fte_read, counted);
    if (!report)
        return;
    report->fte_read = fte ? in->fte_read : NAN;
    report->fte_counted = counted;
    report->assigned = groups ? in->assigned_read : NAN;
    report->filled = has_column(tab, ORG_FIELD_FILLED) ? in->filled_read : NAN;
}

static Org *
import(OrgIntake *in, GError **error)
{
    const OrgImport *source = in->import;

    table_init(&in->tables[ORG_UNITS], ORG_UNITS, "units", source->units, source->units_bytes);
    table_init(&in->tables[ORG_POSTS], ORG_POSTS, "posts", source->posts, source->posts_bytes);
    table_init(&in->tables[ORG_PEOPLE], ORG_PEOPLE, "people", source->people, source->people_bytes);
    in->tables[ORG_UNITS].wanted = source->units_sheet;
    in->tables[ORG_POSTS].wanted = source->posts_sheet;
    in->tables[ORG_PEOPLE].wanted = source->people_sheet;
    if (source->workbook_bytes)
        org_intake_find_sheets(in);
    else if (!source->units_bytes && source->posts)
        in->tables[ORG_UNITS].path = source->posts; /* where its units are named */
    in->org = org_new(in->dict, source->date);
    org_intake_check_map(in);
    org_intake_units(in);
    org_intake_posts(in);
    org_intake_people(in);
    org_open_group_rows(in);
    org_resolve_units(in);
    org_resolve_posts(in);
    org_build_units(in);
    org_build_posts(in);
    org_build_second_lines(in);
    org_build_people(in);
    if (!org_finish(in->org, error)) {
        org_error_prefix(error, "the tables do not make an organisation: ");
        return NULL;
    }
    report_sums(in);
    report_quality(in);
    org_intake_finish_counts(in);
    return g_steal_pointer(&in->org);
}

static Org *
run_import(const OrgImport *source, OrgDict *dict, OrgDiags *diags, guint *errors, GError **error)
{
    OrgIntake in = { .import = source, .dict = dict, .diags = diags, .lenient = source->lenient };

    in.counts = g_hash_table_new(g_str_hash, g_str_equal);
    guint before = org_diags_size(diags);
    Org *org = import(&in, error);
    org_intake_name_sheets(&in, before);
    org_intake_close_workbook(&in);
    *errors = source->lenient ? in.fatal : in.errors;
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        table_clear(&in.tables[t]);
    g_hash_table_unref(in.counts);
    org_free(in.org);
    return org;
}

Org *
org_import_csv_report(const OrgImport *source, OrgDict *dict, OrgDiags *diags, gboolean *refused, GError **error)
{
    guint errors;
    Org *org = run_import(source, dict, diags, &errors, error);

    *refused = !org || errors > 0;
    return org;
}

Org *
org_import_csv(const OrgImport *source, OrgDict *dict, OrgDiags *diags, GError **error)
{
    guint errors;
    g_autoptr(Org) org = run_import(source, dict, diags, &errors, error);

    if (!org)
        return NULL;
    if (errors > 0) {
        org_error_set(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_BAD_INPUT,
                      errors == 1 ? "the tables have %u error; nothing was imported"
                                  : "the tables have %u errors; nothing was imported",
                      errors);
        return NULL;
    }
    return g_steal_pointer(&org);
}
