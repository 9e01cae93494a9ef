// SPDX-License-Identifier: MIT
/* From rows to organisations: each date's units and posts are spelled as the tables that the ordinary import reads, so that
 * it checks and builds them, and what it says is told of the cells that they came from. */
#include "../write/csv-write.h"
#include "../../base/message.h"
#include "private.h"
#include <math.h>
#include <string.h>

typedef struct {
    guint row;
    gint assigned, filled; /* columns, of posts; -1: none */
} Written;

typedef struct {
    OrgQuotaReader *reader;
    guint date;
    GString *units, *posts;
    GArray *unit_rows, *post_rows; /* Written, of each line below the first */
    GPtrArray *extra;              /* char *: attributes, in the order of their columns */
    const OrgQuotaTable *table;    /* that `extra_columns` is of */
    gint *extra_columns;           /* of each attribute, or -1 */
} Build;

static const OrgQuotaTable *
table_of(const Build *build, const OrgQuotaRow *row)
{
    return ORG_QUOTA_TABLE(build->reader, row->table);
}

/* ---- which units there are on a date */

static gboolean
has_figure_on(const OrgQuotaTable *table, const OrgQuotaRow *row, gint date)
{
    for (guint c = 0; c < table->columns->len; c++) {
        const OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
        if (column->series >= 0 && (date < 0 || column->date == date) && !isnan(row->value[c]))
            return TRUE;
    }
    return FALSE;
}

static gboolean
table_has_date(const OrgQuotaTable *table, guint date)
{
    for (guint c = 0; c < table->columns->len; c++)
        if (ORG_QUOTA_COLUMN(table, c)->series >= 0 && ORG_QUOTA_COLUMN(table, c)->date == (gint) date)
            return TRUE;
    return FALSE;
}

/* A unit with figures of other dates only, down to the last unit below it, is not there on this one. */
static gboolean *
present_rows(const Build *build)
{
    const GArray *rows = build->reader->rows;
    gboolean *now = g_new0(gboolean, rows->len + 1);
    g_autofree gboolean *ever = g_new0(gboolean, rows->len + 1);

    for (guint i = rows->len; i-- > 0;) {
        const OrgQuotaRow *row = ORG_QUOTA_ROW(build->reader, i);
        const OrgQuotaTable *table = table_of(build, row);
        if (row->kind != ORG_ROW_UNIT || table->is_summary || !table_has_date(table, build->date)) {
            ever[i] = TRUE;
            now[i] = FALSE;
            continue;
        }
        now[i] |= has_figure_on(table, row, (gint) build->date);
        ever[i] |= has_figure_on(table, row, -1);
        now[i] |= !ever[i];
        if (row->parent >= 0) {
            now[row->parent] |= now[i] && ever[i];
            ever[row->parent] |= ever[i];
        }
    }
    for (guint i = 0; i < rows->len; i++) { /* a unit without any figures is there when the one above it is */
        gint parent = ORG_QUOTA_ROW(build->reader, i)->parent;
        if (now[i] && parent >= 0 && !now[parent])
            now[i] = FALSE;
    }
    return now;
}

static void
report_absent(const Build *build, const gboolean *present)
{
    g_autoptr(GArray) absent = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; i < build->reader->rows->len; i++) {
        const OrgQuotaRow *row = ORG_QUOTA_ROW(build->reader, i);
        const OrgQuotaTable *table = table_of(build, row);
        if (row->kind == ORG_ROW_UNIT && !table->is_summary && table_has_date(table, build->date) && !present[i])
            g_array_append_val(absent, i);
    }
    if (absent->len == 0)
        return;
    const OrgQuotaRow *first = ORG_QUOTA_ROW(build->reader, g_array_index(absent, guint, 0));
    g_autofree char *places = org_quota_cells(build->reader, absent);
    org_quota_problem(build->reader, table_of(build, first)->grid->sheet, ORG_SEVERITY_NOTE, "not-on-date", first->line,
                      first->column, NULL, "%u %s no figure for %s, only for other dates, and %s left out of it: %s",
                      absent->len, absent->len == 1 ? "unit has" : "units have",
                      g_array_index(build->reader->dates, OrgQuotaDate, build->date).label,
                      absent->len == 1 ? "was" : "were", places);
}

/* ---- units */

static char *
attribute_name(const OrgQuotaColumn *column, guint c)
{
    char *name = *column->header ? g_strdup(column->header) : g_strdup_printf("column_%u", c + 1);
    return g_strdelimit(name, ".", ' '); /* a dot would make it private to a plugin */
}

static gboolean
has_attribute(const Build *build, const char *name)
{
    for (guint i = 0; i < build->extra->len; i++)
        if (strcmp(build->extra->pdata[i], name) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
is_extra(const Build *build, const OrgQuotaColumn *column)
{
    return column->role == ORG_COLUMN_EXTRA && (column->date < 0 || column->date == (gint) build->date);
}

static void
begin_units(Build *build)
{
    static const char *const first[] = { "id", "name", "type", "parent_id", "function" };

    for (guint i = 0; i < G_N_ELEMENTS(first); i++)
        org_csv_append(build->units, first[i]);
    for (guint t = 0; t < build->reader->tables->len; t++) {
        const OrgQuotaTable *table = ORG_QUOTA_TABLE(build->reader, t);
        for (guint c = 0; c < table->columns->len; c++) {
            g_autofree char *name = attribute_name(ORG_QUOTA_COLUMN(table, c), c);
            if (table->is_summary || !is_extra(build, ORG_QUOTA_COLUMN(table, c)) || has_attribute(build, name))
                continue;
            org_csv_append(build->units, name);
            g_ptr_array_add(build->extra, g_steal_pointer(&name));
        }
    }
    org_csv_end_row(build->units);
}

static gint
column_of_attribute(const Build *build, const OrgQuotaTable *table, guint k)
{
    for (guint c = 0; c < table->columns->len; c++) {
        if (!is_extra(build, ORG_QUOTA_COLUMN(table, c)))
            continue;
        g_autofree char *name = attribute_name(ORG_QUOTA_COLUMN(table, c), c);
        if (strcmp(name, build->extra->pdata[k]) == 0)
            return (gint) c;
    }
    return -1;
}

static void
find_extra_columns(Build *build, const OrgQuotaTable *table)
{
    if (build->table == table)
        return;
    build->table = table;
    g_free(build->extra_columns);
    build->extra_columns = g_new(gint, build->extra->len + 1);
    for (guint k = 0; k < build->extra->len; k++)
        build->extra_columns[k] = column_of_attribute(build, table, k);
}

static void
append_attribute(GString *out, const OrgQuotaTable *table, const OrgQuotaRow *row, gint c)
{
    char buffer[40];

    if (c < 0)
        org_csv_append(out, "");
    else if (!isnan(row->value[c]))
        org_csv_append(out, org_number_text(row->value[c], buffer));
    else {
        g_autofree char *text = g_strdup(org_grid_cell(table->grid, row->grid_row, (guint) c)->text);
        org_csv_append(out, g_strdelimit(text, "\r\n", ' '));
    }
}

static void
write_unit(Build *build, guint i)
{
    const OrgQuotaRow *row = ORG_QUOTA_ROW(build->reader, i);
    const OrgQuotaTable *table = table_of(build, row);
    Written written = { i, -1, -1 };

    find_extra_columns(build, table);
    org_csv_append(build->units, row->id);
    org_csv_append(build->units, row->name);
    org_csv_append(build->units, row->type ? row->type : "");
    org_csv_append(build->units, row->parent >= 0 ? ORG_QUOTA_ROW(build->reader, row->parent)->id : "");
    org_csv_append(build->units, row->function ? row->function : "");
    for (guint k = 0; k < build->extra->len; k++)
        append_attribute(build->units, table, row, build->extra_columns[k]);
    org_csv_end_row(build->units);
    g_array_append_val(build->unit_rows, written);
}

/* ---- posts */

static gint
figure_column(const Build *build, const OrgQuotaTable *table, const OrgQuotaRow *row, guint series, OrgQuotaKind kind)
{
    for (guint c = 0; c < table->columns->len; c++) {
        const OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
        if (column->series != (gint) series || column->kind != kind || column->date != (gint) build->date)
            continue;
        if (column->role == ORG_COLUMN_FIGURE)
            return (gint) c;
        gboolean has_parts = FALSE; /* a total whose parts are all blank stands for itself */
        for (guint k = 0; k < table->columns->len; k++)
            has_parts |= org_quota_covers(column, ORG_QUOTA_COLUMN(table, k)) && !isnan(row->value[k]);
        if (column->role == ORG_COLUMN_TOTAL && !has_parts)
            return (gint) c;
    }
    return -1;
}

static void
append_figure(GString *out, double value)
{
    char buffer[40];
    org_csv_append(out, isnan(value) ? "" : org_number_text(value, buffer));
}

static void
write_posts(Build *build, guint i, guint s)
{
    const OrgQuotaRow *row = ORG_QUOTA_ROW(build->reader, i);
    const OrgQuotaTable *table = table_of(build, row);
    const OrgQuotaSeries *series = &g_array_index(build->reader->series, OrgQuotaSeries, s);
    Written written = { i, figure_column(build, table, row, s, ORG_QUOTA_ASSIGNED),
                        figure_column(build, table, row, s, ORG_QUOTA_FILLED) };
    double filled = written.filled >= 0 ? row->value[written.filled] : NAN;
    double assigned = written.assigned >= 0 ? row->value[written.assigned] : filled;

    if (isnan(assigned) && written.assigned >= 0 &&
        *org_grid_cell(table->grid, row->grid_row, (guint) written.assigned)->text)
        assigned = filled; /* said to be unreadable: not a quota of none */
    if ((isnan(assigned) || assigned == 0) && (isnan(filled) || filled == 0))
        return;
    g_autofree char *id =
        g_strconcat(row->id, "/", *series->category ? series->category : "posts", *series->funding ? "-" : "",
                    series->funding, *series->label ? "/" : "", series->label, NULL);
    org_csv_append(build->posts, id);
    org_csv_append(build->posts, row->id);
    org_csv_append(build->posts, series->label);
    org_csv_append(build->posts, series->category);
    org_csv_append(build->posts, series->funding);
    append_figure(build->posts, isnan(assigned) ? 0 : assigned);
    append_figure(build->posts, filled);
    org_csv_end_row(build->posts);
    written.assigned = written.assigned >= 0 ? written.assigned : written.filled;
    g_array_append_val(build->post_rows, written);
}

/* ---- what the import said, of the cells */

static void
place_of(const Build *build, const OrgDiag *diag, const OrgQuotaRow **row, guint *column)
{
    gboolean posts = g_strcmp0(diag->table, "posts") == 0;
    const GArray *lines = posts ? build->post_rows : build->unit_rows;

    *row = NULL;
    if (diag->line < 2 || diag->line - 2 >= lines->len)
        return;
    const Written *written = &g_array_index(lines, Written, diag->line - 2);
    *row = ORG_QUOTA_ROW(build->reader, written->row);
    *column = (*row)->column;
    if (posts && diag->column == 6 && written->assigned >= 0)
        *column = (guint) written->assigned;
    else if (posts && diag->column == 7 && written->filled >= 0)
        *column = (guint) written->filled;
    else if (!posts && diag->column > 5 && diag->column - 6 < build->extra->len)
        *column = (guint) MAX(0, column_of_attribute(build, table_of(build, *row), diag->column - 6));
}

static char *
key_of(const OrgDiag *diag, const char *sheet, guint line, guint column)
{
    return g_strdup_printf("%s %u %u %s %s", diag->code, line, column, sheet ? sheet : "",
                           org_message_said(diag->message));
}

/* Dates share their units: what is wrong with one is said once. */
static void
hand_on(const Build *build, const OrgDiags *said)
{
    g_autoptr(GHashTable) before = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < org_diags_size(build->reader->diags); i++) {
        const OrgDiag *diag = org_diags_get(build->reader->diags, i);
        g_hash_table_add(before, key_of(diag, diag->sheet, diag->line, diag->column));
    }
    for (guint i = 0; i < org_diags_size(said); i++) {
        const OrgDiag *diag = org_diags_get(said, i);
        const OrgQuotaRow *row;
        guint column = 0;
        place_of(build, diag, &row, &column);
        const char *sheet = row ? table_of(build, row)->grid->sheet : ORG_QUOTA_TABLE(build->reader, 0)->grid->sheet;
        column = row ? ORG_GRID_COLUMN(row->line, column) : 0;
        guint line = row ? ORG_GRID_LINE(row->line) : 0;
        if (!g_hash_table_add(before, key_of(diag, sheet, line, row ? column + 1 : 0)))
            continue;
        OrgDiag *here = org_diags_add(build->reader->diags, diag->severity, diag->code, build->reader->source->path,
                                      line, row ? column + 1 : 0, "%s", org_message_said(diag->message));
        here->table = diag->table;
        here->sheet = g_strdup(sheet);
        here->id = g_strdup(diag->id);
        here->ids = g_strdupv(diag->ids);
    }
}

/* ---- a date */

static gboolean
import_date(Build *build, OrgQuotaDate *result, GError **error)
{
    const OrgQuotaSource *source = build->reader->source;
    OrgMonth month = result->month != ORG_UNKNOWN ? result->month : ORG_MONTH(2000, 1); /* never stored so */
    g_autoptr(OrgDiags) said = org_diags_new();
    g_autoptr(GBytes) units = g_bytes_new(build->units->str, build->units->len);
    g_autoptr(GBytes) posts = g_bytes_new(build->posts->str, build->posts->len);
    OrgImport import = { .units = source->path,
                         .units_bytes = units,
                         .lenient = source->lenient,
                         .delimiter = ',',
                         .encoding = org_import_encoding("utf-8"),
                         .date = month,
                         .as_given = 1u << ORG_UNITS | 1u << ORG_POSTS };
    gboolean refused;

    if (build->post_rows->len > 0) {
        import.posts = source->path;
        import.posts_bytes = posts;
    }
    result->org = org_import_csv_report(&import, build->reader->dict, said, &refused, error);
    if (refused)
        build->reader->errors++;
    if (refused && source->lenient)
        build->reader->fatal++;
    hand_on(build, said);
    return result->org != NULL;
}

static double
plus(double sum, const OrgQuotaRow *row, gint column)
{
    if (column < 0 || isnan(row->value[column]))
        return sum;
    return (isnan(sum) ? 0 : sum) + row->value[column];
}

static void
add_sums(const Build *build, OrgQuota *quota)
{
    for (guint s = 0; s < build->reader->series->len; s++) {
        const OrgQuotaSeries *series = &g_array_index(build->reader->series, OrgQuotaSeries, s);
        OrgQuotaSum sum = { build->date, NULL, NULL, NAN, NAN };
        for (guint i = 0; i < build->unit_rows->len; i++) {
            const OrgQuotaRow *row = ORG_QUOTA_ROW(build->reader, g_array_index(build->unit_rows, Written, i).row);
            if (row->figures != ORG_FIGURES_OWN)
                continue;
            const OrgQuotaTable *table = table_of(build, row);
            sum.assigned = plus(sum.assigned, row, figure_column(build, table, row, s, ORG_QUOTA_ASSIGNED));
            sum.filled = plus(sum.filled, row, figure_column(build, table, row, s, ORG_QUOTA_FILLED));
        }
        if (isnan(sum.assigned) && isnan(sum.filled))
            continue;
        OrgQuotaSum *same = NULL; /* of another label */
        for (guint k = 0; k < quota->sums->len && !same; k++) {
            OrgQuotaSum *other = &g_array_index(quota->sums, OrgQuotaSum, k);
            if (other->date == build->date && strcmp(other->category, series->category) == 0 &&
                strcmp(other->funding, series->funding) == 0)
                same = other;
        }
        if (same) {
            same->assigned =
                isnan(sum.assigned) ? same->assigned : sum.assigned + (isnan(same->assigned) ? 0 : same->assigned);
            same->filled = isnan(sum.filled) ? same->filled : sum.filled + (isnan(same->filled) ? 0 : same->filled);
            continue;
        }
        sum.category = g_strdup(series->category);
        sum.funding = g_strdup(series->funding);
        g_array_append_val(quota->sums, sum);
    }
}

static void
write_tables(Build *build)
{
    static const char *const columns[] = { "id", "unit_id", "title", "category", "funding", "assigned", "filled" };
    g_autofree gboolean *present = present_rows(build);

    begin_units(build);
    for (guint k = 0; k < G_N_ELEMENTS(columns); k++)
        org_csv_append(build->posts, columns[k]);
    org_csv_end_row(build->posts);
    for (guint i = 0; i < build->reader->rows->len; i++) {
        const OrgQuotaRow *row = ORG_QUOTA_ROW(build->reader, i);
        if (!present[i])
            continue;
        write_unit(build, i);
        for (guint s = 0; s < build->reader->series->len && row->figures == ORG_FIGURES_OWN; s++)
            write_posts(build, i, s);
    }
    report_absent(build, present);
}

gboolean
org_quota_build(OrgQuotaReader *reader, OrgQuota *quota, GError **error)
{
    gboolean sound = TRUE;

    for (guint d = 0; d < reader->dates->len && sound; d++) {
        const OrgQuotaDate *from = &g_array_index(reader->dates, OrgQuotaDate, d);
        OrgQuotaDate date = { g_strdup(from->label), from->month, NULL };
        Build build = { .reader = reader, .date = d };
        build.units = g_string_new(NULL);
        build.posts = g_string_new(NULL);
        build.unit_rows = g_array_new(FALSE, FALSE, sizeof(Written));
        build.post_rows = g_array_new(FALSE, FALSE, sizeof(Written));
        build.extra = g_ptr_array_new_with_free_func(g_free);
        write_tables(&build);
        sound = import_date(&build, &date, error);
        add_sums(&build, quota);
        g_array_append_val(quota->dates, date);
        g_string_free(build.units, TRUE);
        g_string_free(build.posts, TRUE);
        g_array_unref(build.unit_rows);
        g_array_unref(build.post_rows);
        g_ptr_array_unref(build.extra);
        g_free(build.extra_columns);
    }
    return sound;
}
