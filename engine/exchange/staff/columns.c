// SPDX-License-Identifier: MIT
/* Which column is which field: the mapping file first, then the headers. What is no field becomes an attribute, unless it is
 * personal data. */
#include "private.h"
#include "../../base/message.h"
#include <string.h>

static const char *
leaf_of(const Staff *staff, guint column)
{
    const GPtrArray *levels = ORG_QUOTA_COLUMN(staff->table, column)->levels;
    return levels->len ? levels->pdata[levels->len - 1] : "";
}

static gboolean
is_called(const Staff *staff, guint column, const char *theirs)
{
    g_autofree char *key = org_header_loose_key(theirs), *whole = org_header_loose_key(staff_header(staff, column)),
                    *leaf = org_header_loose_key(leaf_of(staff, column));
    return *key && (strcmp(key, whole) == 0 || strcmp(key, leaf) == 0);
}

static gint
column_called(const Staff *staff, const char *theirs)
{
    for (guint c = 0; c < staff->table->columns->len; c++)
        if (is_called(staff, c, theirs))
            return (gint) c;
    return -1;
}

static void
use_field(Staff *staff, StaffField field, guint column)
{
    gint *levels = field == STAFF_UNIT ? staff->more[0] : field == STAFF_NAME ? staff->more[1] : NULL;

    staff->use[column] = 1;
    if (staff->column[field] < 0) {
        staff->column[field] = (gint) column;
        return;
    }
    for (guint i = 0; levels && i < STAFF_MAX_LEVELS; i++)
        if (levels[i] < 0) {
            levels[i] = (gint) column;
            return;
        }
}

static void
take_mapped(Staff *staff, guint8 *by_map)
{
    const OrgColumnMap *map = staff->source->map;

    for (guint i = 0; map && i < map->columns->len; i++) {
        const OrgMapColumn *entry = &g_array_index(map->columns, OrgMapColumn, i);
        if (entry->table != ORG_MAP_STAFF)
            continue;
        gint column = column_called(staff, entry->theirs);
        if (column < 0) {
            staff->reader.errors++;
            staff->reader.fatal++;
            org_diags_add(staff->reader.diags, ORG_SEVERITY_ERROR, "missing-column", map->file, entry->line,
                          entry->column, "there is no column %s in the staff list", org_quoted(entry->theirs));
            continue;
        }
        StaffField field = staff_field_by_name(entry->field);
        by_map[column] = TRUE;
        staff->vietnamese |= org_header_is_vietnamese(entry->theirs);
        if (field != STAFF_N_FIELDS) {
            use_field(staff, field, (guint) column);
        } else { /* an attribute under another name */
            OrgQuotaColumn *named = ORG_QUOTA_COLUMN(staff->table, column);
            g_free(named->label);
            named->label = g_strdup(entry->field);
        }
    }
}

/* "Nam" and "Nữ": births where the cells are dates, else marks. */
static StaffField
sexed_field(const Staff *staff, guint column, gboolean female)
{
    for (guint r = staff->table->header_end; r < staff->table->grid->rows->len; r++)
        if (org_date_read(org_grid_cell(staff->table->grid, r, column)->text, ORG_ORDER_OPEN).ok)
            return female ? STAFF_BORN_FEMALE : STAFF_BORN_MALE;
    return female ? STAFF_FEMALE : STAFF_MALE;
}

static StaffField
field_by_name(Staff *staff, guint column)
{
    g_autofree char *leaf = org_header_loose_key(leaf_of(staff, column));
    gboolean vietnamese = FALSE;
    StaffField field = STAFF_N_FIELDS;

    if (strcmp(leaf, "nam") == 0 || strcmp(leaf, "nu") == 0) {
        staff->vietnamese = TRUE;
        return sexed_field(staff, column, leaf[1] == 'u');
    }
    if (strcmp(leaf, "male") == 0 || strcmp(leaf, "female") == 0)
        return sexed_field(staff, column, *leaf == 'f');
    field = staff_field_of(leaf_of(staff, column), &vietnamese);
    if (field == STAFF_N_FIELDS)
        field = staff_field_of(staff_header(staff, column), &vietnamese);
    staff->vietnamese |= vietnamese;
    return field;
}

static gboolean
is_empty(const Staff *staff, guint column)
{
    for (guint r = staff->table->header_end; r < staff->table->grid->rows->len; r++)
        if (*org_grid_cell(staff->table->grid, r, column)->text)
            return FALSE;
    return TRUE;
}

/* The first and the last name in columns of their own. */
static void
take_split_names(Staff *staff)
{
    static const char *const parts[][2] = {
        { "first name", "last name" }, { "Họ", "Tên" }, { "Họ đệm", "Tên" }, { "Họ và tên đệm", "Tên" }
    };

    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        gint first = column_called(staff, parts[i][0]), last = column_called(staff, parts[i][1]);
        gboolean free_name = staff->column[STAFF_NAME] < 0 || staff->column[STAFF_NAME] == last;
        if (first < 0 || last < 0 || !free_name || staff->use[first])
            continue;
        staff->column[STAFF_NAME] = -1;
        use_field(staff, STAFF_NAME, (guint) first);
        use_field(staff, STAFF_NAME, (guint) last);
    }
}

static void
take_named(Staff *staff, const guint8 *by_map)
{
    for (guint c = 0; c < staff->table->columns->len; c++) {
        if (by_map[c])
            continue;
        StaffField field = field_by_name(staff, c);
        if (field != STAFF_N_FIELDS && staff->column[field] < 0)
            use_field(staff, field, c);
    }
    take_split_names(staff);
    for (guint c = 0; c < staff->table->columns->len; c++) {
        const char *header = staff_header(staff, c), *label = ORG_QUOTA_COLUMN(staff->table, c)->label;
        const OrgColumnMap *map = staff->source->map;
        if (staff->use[c])
            continue;
        if (org_header_personal(header) && !org_header_is_kept(map, header) &&
            !(label && org_header_is_kept(map, label)))
            staff->use[c] = 2;
        else if (!*header && is_empty(staff, c))
            staff->use[c] = 3;
    }
}

static char *
list_of_use(const Staff *staff, guint8 use)
{
    GString *list = g_string_new(NULL);
    guint n = 0;

    for (guint c = 0; c < staff->table->columns->len; c++) {
        if (staff->use[c] != use)
            continue;
        g_autofree char *numbered = g_strdup_printf("column_%u", c + 1);
        const char *header = staff_header(staff, c);
        if (n++ < 40)
            g_string_append_printf(list, "%s%s", list->len ? ", " : "", org_quoted(*header ? header : numbered));
    }
    if (n > 40)
        g_string_append(list, ", …");
    return g_string_free(list, FALSE);
}

static const char *
sample_of(const Staff *staff, guint column)
{
    for (guint r = staff->table->header_end; r < staff->table->grid->rows->len; r++) {
        const char *text = org_grid_cell(staff->table->grid, r, column)->text;
        if (*text && strlen(text) < 60)
            return text;
    }
    return NULL;
}

/* The columns that tell a sex by where a birth or a mark stands. */
static const char *
shown_as(StaffField field)
{
    if (field == STAFF_BORN_MALE || field == STAFF_BORN_FEMALE)
        return staff_field_name(STAFF_BORN);
    return staff_field_name(field == STAFF_MALE || field == STAFF_FEMALE ? STAFF_SEX : field);
}

static void
report_columns(Staff *staff, const guint8 *by_map)
{
    static const StaffField hidden[] = { STAFF_NAME, STAFF_MANAGER, STAFF_ALSO };
    guint line = org_grid_row(staff->table->grid, staff->table->header_top)->line;

    for (guint c = 0; c < staff->table->columns->len; c++) {
        const char *header = staff_header(staff, c), *label = ORG_QUOTA_COLUMN(staff->table, c)->label;
        g_autofree char *key = org_header_loose_key(header);
        gboolean may_name = strstr(key, "name") || g_str_has_prefix(key, "ten") || g_str_has_prefix(key, "hoten") ||
                            g_str_has_prefix(key, "hovaten");
        for (guint f = 0; f < STAFF_N_FIELDS && staff->use[c] == 1; f++) {
            gboolean level = f == STAFF_UNIT || f == STAFF_NAME;
            gboolean used = staff->column[f] == (gint) c;
            for (guint i = 0; level && i < STAFF_MAX_LEVELS; i++)
                used |= staff->more[f == STAFF_NAME][i] == (gint) c;
            if (used)
                org_report_column(staff->report, header, shown_as(f), by_map[c] ? "map" : "name",
                                  f == hidden[0] || f == hidden[1] ? NULL : sample_of(staff, c));
        }
        if (staff->use[c] == 0)
            org_report_column(staff->report, header, label && *label ? label : header, by_map[c] ? "map" : "attribute",
                              may_name ? NULL : sample_of(staff, c));
        else if (staff->use[c] == 2)
            org_report_column(staff->report, header, org_header_personal(header), "left-out", NULL);
    }
    g_autofree char *kept = list_of_use(staff, 0), *left_out = list_of_use(staff, 2);
    if (*kept)
        staff_problem(staff, ORG_SEVERITY_NOTE, "kept-columns", line, -1,
                      "columns that are none of ours are kept as attributes: %s", kept);
    if (*left_out)
        staff_problem(staff, ORG_SEVERITY_NOTE, "personal-data", line, -1,
                      "%s: personal data, which was left out; a line \"keep: [COLUMN]\" of a mapping file keeps it",
                      left_out);
}

/* What a value of a column means, by the mapping file. */
static void
take_values(Staff *staff)
{
    const OrgColumnMap *map = staff->source->map;

    for (guint i = 0; map && i < map->values->len; i++) {
        const OrgMapValue *value = &g_array_index(map->values, OrgMapValue, i);
        if (value->table != ORG_MAP_STAFF)
            continue;
        StaffField field = staff_field_by_name(value->field);
        gint column = field != STAFF_N_FIELDS ? staff->column[field] : column_called(staff, value->field);
        if (column < 0) {
            org_diags_add(staff->reader.diags, ORG_SEVERITY_WARNING, "missing-column", map->file, value->line, 1,
                          "values are given for %s, for which there is no column", org_quoted(value->field));
            continue;
        }
        GHashTable **values = (GHashTable **) &staff->values->pdata[column];
        if (!*values)
            *values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        g_hash_table_insert(*values, org_quota_fold(value->given), value->meant);
    }
}

static void
values_free(gpointer values)
{
    if (values)
        g_hash_table_unref(values);
}

void
staff_read_columns(Staff *staff)
{
    guint n = staff->table->columns->len;
    g_autofree guint8 *by_map = g_new0(guint8, n + 1);

    for (guint f = 0; f < STAFF_N_FIELDS; f++)
        staff->column[f] = -1;
    for (guint i = 0; i < STAFF_MAX_LEVELS; i++)
        staff->more[0][i] = staff->more[1][i] = -1;
    staff->use = g_new0(guint8, n + 1);
    staff->values = g_ptr_array_new_with_free_func(values_free);
    g_ptr_array_set_size(staff->values, (gint) n);
    take_mapped(staff, by_map);
    take_named(staff, by_map);
    take_values(staff);
    report_columns(staff, by_map);
    staff->table->number = staff->column[STAFF_NUMBER];
    staff->table->code = -1;
    if (staff->column[STAFF_CONCURRENT] >= 0) {
        guint n_concurrent = 0;
        for (guint r = staff->table->header_end; r < staff->table->grid->rows->len; r++)
            n_concurrent += *staff_field(staff, r, STAFF_CONCURRENT) != '\0';
        staff_problem(staff, ORG_SEVERITY_NOTE, "concurrent-post",
                      org_grid_row(staff->table->grid, staff->table->header_top)->line, staff->column[STAFF_CONCURRENT],
                      "%u rows name a post held beside the first; it is kept as an attribute, and makes no post",
                      n_concurrent);
    }
}
