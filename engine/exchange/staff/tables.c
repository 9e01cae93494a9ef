// SPDX-License-Identifier: MIT
/* What was read goes through the ordinary import, as tables of units, posts and people; what that says is told of the cells of
 * the list. */
#include "private.h"
#include "../../base/message.h"
#include "../../base/month.h"
#include "../../org/dotted.h"
#include "../write/csv-write.h"
#include <math.h>
#include <string.h>

typedef struct {
    Staff *staff;
    GString *units, *posts, *people;
    GArray *unit_lines, *post_rows, *person_rows; /* guint: what each line of a table came of */
    GPtrArray *names;                             /* of attributes, char *; NULL: no attribute */
} Tables;

/* ---- ids */

static void
make_post_ids(Staff *staff)
{
    g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) given = g_hash_table_new(g_str_hash, g_str_equal); /* → row + 1 */

    for (guint i = 0; i < staff->rows->len; i++) {
        StaffRow *row = STAFF_ROW(staff, i);
        guint at = *row->post ? GPOINTER_TO_UINT(g_hash_table_lookup(given, row->post)) : 0;
        if (row->person == -2 || row->unit < 0)
            continue;
        if (at) {
            staff_problem(staff, ORG_SEVERITY_ERROR, "several-holders", row->line, staff->column[STAFF_POST],
                          "post %s stands in row %u already; a post is one row and has one holder",
                          org_quoted(row->post), STAFF_ROW(staff, at - 1)->line);
            row->person = -2;
            continue;
        }
        if (*row->post) {
            row->post_id = row->post;
            g_hash_table_insert(given, (gpointer) row->post, GUINT_TO_POINTER(i + 1));
            continue;
        }
        char *base =
            g_strdup_printf("%s/%s", ORG_QUOTA_ROW(&staff->reader, row->unit)->id, *row->title ? row->title : "post");
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, base)) + 1;
        g_autofree char *id = g_strdup_printf("%s/%u", base, n);
        row->post_id = staff_keep(staff, id);
        g_hash_table_insert(counts, base, GUINT_TO_POINTER(n));
    }
}

/* ---- cells */

static void
append_number(GString *out, double value)
{
    char buffer[40];
    org_csv_append(out, isnan(value) ? "" : org_number_text(value, buffer));
}

static void
append_month(GString *out, OrgMonth month)
{
    char buffer[16];
    org_csv_append(out, org_month_text(month, buffer));
}

static void
append_attribute(const Tables *t, GString *out, guint grid_row, guint column)
{
    const Staff *staff = t->staff;
    const char *text = staff_cell(staff, grid_row, (gint) column, FALSE);
    const OrgColumnEvidence *proof = org_evidence_of(staff->evidence, column);
    char buffer[40];

    if (proof && proof->decimal == ORG_DECIMAL_COMMA && strchr(text, ',') &&
        !org_grid_cell(staff->table->grid, grid_row, column)->is_number) {
        OrgFigureRead figure = org_figure_read(text, ORG_DECIMAL_COMMA, FALSE, FALSE);
        if (figure.ok && !figure.percent) {
            org_csv_append(out, org_number_text(figure.value, buffer));
            return;
        }
    }
    g_autofree char *line = g_strdup(text);
    org_csv_append(out, g_strdelimit(line, "\r\n", ' '));
}

/* Attributes are called as their headers are; one that is a field's name here, or another attribute's, gets "x_" in front. */
static void
name_attributes(Tables *t)
{
    static const char *const ours[] = { "id",       "name",           "born",   "sex",      "hired",
                                        "post_id",  "second_post_id", "rating", "state",    "coefficient",
                                        "unit_id",  "title",          "rank",   "category", "funding",
                                        "fte",      "reports_to",     "grade",  "since",    "reason",
                                        "assigned", "filled",         "opened", "closed",   "vacant_since",
                                        "kept_for", "also_reports_to" };
    const Staff *staff = t->staff;
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < G_N_ELEMENTS(ours); i++)
        g_hash_table_add(taken, org_header_loose_key(ours[i]));
    g_ptr_array_set_size(t->names, (gint) staff->table->columns->len);
    for (guint c = 0; c < staff->table->columns->len; c++) {
        gboolean concurrent = (gint) c == staff->column[STAFF_CONCURRENT];
        if (staff->use[c] != 0 && !concurrent)
            continue;
        const char *label = ORG_QUOTA_COLUMN(staff->table, c)->label, *header = staff_header(staff, c);
        char *name = label && *label ? g_strdup(label)
                     : *header       ? g_strdup(header)
                                     : g_strdup_printf("column_%u", c + 1);
        g_strdelimit(name, ".", ' '); /* a dot would make it private to a plugin */
        char *key = org_header_loose_key(name);
        while (g_hash_table_contains(taken, key)) {
            char *longer = g_strconcat("x_", name, NULL);
            g_free(name);
            g_free(key);
            name = longer;
            key = org_header_loose_key(name);
        }
        g_hash_table_add(taken, key);
        t->names->pdata[c] = name;
    }
}

/* ---- tables */

static void
begin(GString *out, const char *const *columns, guint n, const Tables *t)
{
    for (guint i = 0; i < n; i++)
        org_csv_append(out, columns[i]);
    for (guint c = 0; t && c < t->names->len; c++)
        if (t->names->pdata[c])
            org_csv_append(out, t->names->pdata[c]);
    org_csv_end_row(out);
}

static void
write_units(Tables *t)
{
    static const char *const columns[] = { "id", "name", "type", "parent_id", "function" };
    Staff *staff = t->staff;

    begin(t->units, columns, G_N_ELEMENTS(columns), NULL);
    for (guint u = 0; u < staff->reader.rows->len; u++) {
        const OrgQuotaRow *unit = ORG_QUOTA_ROW(&staff->reader, u);
        if (unit->kind != ORG_ROW_UNIT)
            continue;
        org_csv_append(t->units, unit->id);
        org_csv_append(t->units, unit->name);
        org_csv_append(t->units, unit->type ? unit->type : "");
        org_csv_append(t->units, unit->parent >= 0 ? ORG_QUOTA_ROW(&staff->reader, unit->parent)->id : "");
        org_csv_append(t->units, unit->function ? unit->function : "");
        org_csv_end_row(t->units);
        g_array_append_val(t->unit_lines, unit->line);
    }
}

static void
append_lines(Tables *t, const StaffRow *row)
{
    g_autoptr(GString) ids = g_string_new(NULL);

    for (guint i = 0; row->lines && i < row->lines->len; i++) {
        const char *id = STAFF_ROW(t->staff, g_array_index(row->lines, gint, i))->post_id;
        g_string_append_printf(ids, "%s%s", ids->len ? ORG_DOTTED_BETWEEN : "", id ? id : "");
    }
    org_csv_append(t->posts, ids->str);
}

static void
write_post(Tables *t, guint i, gboolean with_attributes)
{
    Staff *staff = t->staff;
    const StaffRow *row = STAFF_ROW(staff, i);
    gboolean vacant = row->person < 0;
    const char *boss = "";

    if (row->boss >= 0) {
        const StaffRow *manager = STAFF_ROW(staff, row->boss);
        boss = manager->post_id ? manager->post_id : "";
    }
    org_csv_append(t->posts, row->post_id);
    org_csv_append(t->posts, ORG_QUOTA_ROW(&staff->reader, row->unit)->id);
    org_csv_append(t->posts, row->title);
    org_csv_append(t->posts, org_titles_rank_name(row->rank_code));
    org_csv_append(t->posts, row->category);
    org_csv_append(t->posts, row->funding);
    append_number(t->posts, vacant ? row->coefficient : NAN);
    append_number(t->posts, isnan(row->fte) ? 1 : row->fte);
    org_csv_append(t->posts, boss);
    if (staff->column[STAFF_ALSO] >= 0)
        append_lines(t, row);
    for (guint c = 0; with_attributes && c < t->names->len; c++)
        if (t->names->pdata[c] && vacant)
            append_attribute(t, t->posts, row->grid_row, c);
        else if (t->names->pdata[c])
            org_csv_append(t->posts, "");
    org_csv_end_row(t->posts);
    g_array_append_val(t->post_rows, i);
}

static void
write_person(Tables *t, guint i)
{
    Staff *staff = t->staff;
    const StaffRow *row = STAFF_ROW(staff, i);
    const StaffRow *second = row->second >= 0 ? STAFF_ROW(staff, row->second) : NULL;
    char rating[4] = { row->rating ? (char) ('0' + row->rating) : '\0' }, sex[2] = { row->sex };

    org_csv_append(t->people, row->person_id);
    org_csv_append(t->people, row->name);
    append_month(t->people, row->born);
    org_csv_append(t->people, sex);
    append_month(t->people, row->hired);
    org_csv_append(t->people, row->post_id);
    org_csv_append(t->people, second && second->post_id ? second->post_id : "");
    org_csv_append(t->people, rating);
    org_csv_append(t->people, row->state == STAFF_SURPLUS ? "surplus" : "employed");
    append_number(t->people, row->coefficient);
    org_csv_append(t->people, row->grade);
    for (guint c = 0; c < t->names->len; c++)
        if (t->names->pdata[c])
            append_attribute(t, t->people, row->grid_row, c);
    org_csv_end_row(t->people);
    g_array_append_val(t->person_rows, i);
}

static gboolean
has_vacant(const Staff *staff)
{
    for (guint i = 0; i < staff->rows->len; i++)
        if (STAFF_ROW(staff, i)->person == -1)
            return TRUE;
    return FALSE;
}

static void
write_tables(Tables *t)
{
    static const char *const posts[] = { "id",      "unit_id",     "title", "rank",       "category",
                                         "funding", "coefficient", "fte",   "reports_to", ORG_DOTTED };
    static const char *const people[] = { "id",    "name",        "born",           "sex",
                                          "hired", "post_id",     "second_post_id", "rating",
                                          "state", "coefficient", "grade" };
    Staff *staff = t->staff;
    gboolean with_attributes = has_vacant(staff);

    name_attributes(t);
    write_units(t);
    begin(t->posts, posts, G_N_ELEMENTS(posts) - (staff->column[STAFF_ALSO] < 0), with_attributes ? t : NULL);
    begin(t->people, people, G_N_ELEMENTS(people), t);
    for (guint i = 0; i < staff->rows->len; i++) {
        const StaffRow *row = STAFF_ROW(staff, i);
        if (row->person == -2 || row->unit < 0 || !row->post_id)
            continue;
        write_post(t, i, with_attributes);
        if (row->person == (gint) i)
            write_person(t, i);
    }
}

/* ---- what the import said, of the cells */

static gint
column_of_problem(const Tables *t, const OrgDiag *diag)
{
    static const StaffField posts[] = { STAFF_POST,    STAFF_UNIT,        STAFF_TITLE, STAFF_RANK,    STAFF_CATEGORY,
                                        STAFF_FUNDING, STAFF_COEFFICIENT, STAFF_FTE,   STAFF_MANAGER, STAFF_ALSO };
    static const StaffField people[] = { STAFF_ID,     STAFF_NAME,        STAFF_BORN, STAFF_SEX,
                                         STAFF_HIRED,  STAFF_POST,        STAFF_POST, STAFF_RATING,
                                         STAFF_STATUS, STAFF_COEFFICIENT, STAFF_GRADE };
    gboolean of_posts = strcmp(diag->table, "posts") == 0;
    guint n = of_posts ? G_N_ELEMENTS(posts) : G_N_ELEMENTS(people);

    if (diag->column < 1 || diag->column > n)
        return -1;
    StaffField field = of_posts ? posts[diag->column - 1] : people[diag->column - 1];
    if (field == STAFF_BORN && t->staff->column[field] < 0)
        field = t->staff->column[STAFF_BORN_MALE] >= 0 ? STAFF_BORN_MALE : STAFF_BORN_FEMALE;
    return t->staff->column[field];
}

static void
hand_on(const Tables *t, const OrgDiags *said)
{
    Staff *staff = t->staff;

    for (guint i = 0; i < org_diags_size(said); i++) {
        const OrgDiag *diag = org_diags_get(said, i);
        const char *path = staff->source->path, *sheet = staff->table->grid->sheet;
        guint line = 0, column = 0;
        gboolean units = g_strcmp0(diag->table, "units") == 0;
        if (units && staff->source->units_bytes) {
            path = diag->file;
            sheet = diag->sheet;
            line = diag->line;
            column = diag->column;
        } else if (diag->table && diag->line >= 2) {
            const GArray *rows = units                               ? t->unit_lines
                                 : strcmp(diag->table, "posts") == 0 ? t->post_rows
                                                                     : t->person_rows;
            guint at = diag->line - 2;
            if (at < rows->len)
                line = units ? g_array_index(rows, guint, at) : STAFF_ROW(staff, g_array_index(rows, guint, at))->line;
            gint found = units ? staff->column[STAFF_UNIT] : column_of_problem(t, diag);
            column = line ? (guint) MAX(found, 0) + 1 : 0;
        }
        OrgDiag *here = org_diags_add(staff->reader.diags, diag->severity, diag->code, path, line, column, "%s",
                                      org_message_said(diag->message));
        here->table = diag->table;
        here->sheet = g_strdup(sheet);
        here->id = g_strdup(diag->id);
        here->ids = g_strdupv(diag->ids);
    }
}

static void
add_sums(Staff *staff)
{
    double read = 0, counted = 0, filled = 0;

    for (guint i = 0; i < staff->rows->len; i++) {
        const StaffRow *row = STAFF_ROW(staff, i);
        double fte = isnan(row->fte) ? 1 : row->fte;
        read += isnan(row->fte) ? 0 : row->fte;
        if (row->person == -2 || row->unit < 0)
            continue;
        counted += fte;
        filled += row->person >= 0;
    }
    if (staff->column[STAFF_FTE] >= 0)
        staff->report->fte_read = read;
    staff->report->fte_counted = counted;
    staff->report->filled = filled;
}

static Org *
import(Tables *t, gboolean *refused, GError **error)
{
    const OrgStaffSource *source = t->staff->source;
    g_autoptr(OrgDiags) said = org_diags_new();
    g_autoptr(GBytes) units = g_bytes_new(t->units->str, t->units->len);
    g_autoptr(GBytes) posts = g_bytes_new(t->posts->str, t->posts->len);
    g_autoptr(GBytes) people = g_bytes_new(t->people->str, t->people->len);
    guint ours = 1u << ORG_POSTS | 1u << ORG_PEOPLE | ORG_GIVEN_EXACT;
    OrgImport import = { .units = source->units_bytes ? source->units : source->path,
                         .posts = source->path,
                         .people = source->path,
                         .units_bytes = source->units_bytes ? source->units_bytes : units,
                         .posts_bytes = posts,
                         .people_bytes = people,
                         .date = t->staff->date,
                         .lenient = source->lenient,
                         .units_sheet = source->units_sheet,
                         .map = source->units_bytes ? source->map : NULL,
                         .as_given = source->units_bytes ? ours : ours | 1u << ORG_UNITS };

    if (!source->units_bytes) {
        import.delimiter = ',';
        import.encoding = org_import_encoding("utf-8");
    }
    Org *org = org_import_csv_report(&import, t->staff->dict, said, refused, error);
    hand_on(t, said);
    return org;
}

Org *
staff_build(Staff *staff, gboolean *refused, GError **error)
{
    Tables t = {
        .staff = staff, .units = g_string_new(NULL), .posts = g_string_new(NULL), .people = g_string_new(NULL)
    };

    t.unit_lines = g_array_new(FALSE, FALSE, sizeof(guint));
    t.post_rows = g_array_new(FALSE, FALSE, sizeof(guint));
    t.person_rows = g_array_new(FALSE, FALSE, sizeof(guint));
    t.names = g_ptr_array_new_with_free_func(g_free);
    if (staff->has_headings && !staff->source->units_bytes) {
        for (guint u = 0; u < staff->reader.rows->len; u++)
            g_clear_pointer(&ORG_QUOTA_ROW(&staff->reader, u)->id, g_free);
        org_quota_make_ids(&staff->reader);
    }
    if (!staff->source->units_bytes)
        org_quota_guess_types(&staff->reader);
    make_post_ids(staff);
    write_tables(&t);
    add_sums(staff);
    Org *org = import(&t, refused, error);
    g_string_free(t.units, TRUE);
    g_string_free(t.posts, TRUE);
    g_string_free(t.people, TRUE);
    g_array_unref(t.unit_lines);
    g_array_unref(t.post_rows);
    g_array_unref(t.person_rows);
    g_ptr_array_unref(t.names);
    return org;
}
