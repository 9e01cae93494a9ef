// SPDX-License-Identifier: MIT
/* The unit of each row: of a heading above it, of its cells, or of a table of units beside the list. */
#include "private.h"
#include "../../base/error.h"
#include "../../base/message.h"
#include <string.h>

/* ---- of a table of units */

typedef struct {
    Org *org;
    GHashTable *by_id, *by_name; /* to rows + 1; names that several units have: G_MAXUINT */
} Known;

static char *
path_of(const Org *org, OrgRow unit)
{
    GString *path = g_string_new(NULL);

    for (guint depth = 0; unit != ORG_NONE && depth < 1000; depth++, unit = org->units.parent[unit]) {
        const char *name = org_name(org, ORG_UNITS, unit);
        g_string_prepend(path, depth ? "/" : "");
        g_string_prepend(path, *name ? name : org_dict_text(org->dict, org->units.id[unit]));
    }
    return g_string_free(path, FALSE);
}

static char *
name_key(const char *name)
{
    return org_quota_fold(name);
}

/* Every end of a unit's path finds it, where no other unit's path ends alike. */
static void
remember(Known *known, OrgRow unit)
{
    g_autofree char *path = path_of(known->org, unit), *key = name_key(path);

    for (const char *end = key; end; end = strchr(end, '/') ? strchr(end, '/') + 1 : NULL) {
        gboolean there = g_hash_table_contains(known->by_name, end);
        g_hash_table_insert(known->by_name, g_strdup(end), GUINT_TO_POINTER(there ? G_MAXUINT : unit + 1));
    }
}

static gboolean
load_known(Staff *staff, Known *known, GError **error)
{
    const OrgStaffSource *source = staff->source;
    g_autoptr(OrgDiags) diags = org_diags_new(); /* the import itself tells what is wrong with the units */
    OrgImport import = { .units = source->units,
                         .units_bytes = source->units_bytes,
                         .units_sheet = source->units_sheet,
                         .date = staff->date,
                         .lenient = TRUE,
                         .encoding = source->encoding,
                         .delimiter = source->delimiter,
                         .map = source->map };
    gboolean refused;

    known->org = org_import_csv_report(&import, staff->dict, diags, &refused, error);
    if (!known->org)
        return FALSE;
    known->by_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    known->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (OrgRow i = 0; i < known->org->units.n; i++) {
        g_hash_table_insert(known->by_id, g_strdup(org_dict_text(known->org->dict, known->org->units.id[i])),
                            GUINT_TO_POINTER(i + 1));
        if (known->org->units.closed[i] == ORG_OPEN)
            remember(known, i);
    }
    return TRUE;
}

static const char *
nearest_unit(const Known *known, const char *cell)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (OrgRow i = 0; i < known->org->units.n; i++) {
        g_ptr_array_add(names, (gpointer) org_dict_text(known->org->dict, known->org->units.id[i]));
        g_ptr_array_add(names, (gpointer) org_name(known->org, ORG_UNITS, i));
    }
    g_ptr_array_add(names, NULL);
    return org_nearest(cell, (const char *const *) names->pdata);
}

static void
not_known(Staff *staff, const Known *known, const StaffRow *row, const char *cell, gboolean several, guint rows)
{
    const char *nearest = several ? NULL : nearest_unit(known, cell);

    if (several)
        staff_problem(staff, ORG_SEVERITY_ERROR, "ambiguous-unit", row->line, staff->column[STAFF_UNIT],
                      "%s is the name of several units of %s (%u rows); give its id, or its path, such as \"A/B\"",
                      org_quoted(cell), staff->source->units, rows);
    else if (nearest)
        staff_problem(staff, ORG_SEVERITY_ERROR, "missing-unit", row->line, staff->column[STAFF_UNIT],
                      "%s is no unit of %s (%u rows); nearest: %s", org_quoted(cell), staff->source->units, rows,
                      org_quoted(nearest));
    else
        staff_problem(staff, ORG_SEVERITY_ERROR, "missing-unit", row->line, staff->column[STAFF_UNIT],
                      "%s is no unit of %s (%u rows)", org_quoted(cell), staff->source->units, rows);
}

/* ---- cells */

/* All levels of a row's unit, "A/B"; "" for none. */
static char *
cell_path(const Staff *staff, const StaffRow *row)
{
    GString *path = g_string_new(staff_cell(staff, row->grid_row, staff->column[STAFF_UNIT], TRUE));

    for (guint i = 0; i < STAFF_MAX_LEVELS && staff->more[0][i] >= 0; i++) {
        const char *level = staff_cell(staff, row->grid_row, staff->more[0][i], TRUE);
        g_string_append_printf(path, "%s%s", path->len && *level ? "/" : "", level);
    }
    g_autofree char *composed = g_utf8_normalize(path->str, -1, G_NORMALIZE_NFC);
    g_string_free(path, TRUE);
    GString *clean = g_string_new(NULL);
    for (const char *p = composed ? composed : ""; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gboolean gap = g_unichar_isspace(c) || c == 0xA0;
        if (!gap)
            g_string_append_unichar(clean, c);
        else if (clean->len && !strchr(" /", clean->str[clean->len - 1]))
            g_string_append_c(clean, ' ');
        if (c == '/' && clean->len > 1 && clean->str[clean->len - 2] == ' ')
            g_string_erase(clean, (gssize) clean->len - 2, 1);
    }
    while (clean->len && strchr(" /", clean->str[clean->len - 1]))
        g_string_truncate(clean, clean->len - 1);
    return g_string_free(clean, FALSE);
}

static gint
add_unit(Staff *staff, const StaffRow *row, const char *path, gint parent)
{
    OrgQuotaRow unit = org_quota_row_new(staff->table, 0, row->grid_row, (guint) MAX(staff->column[STAFF_UNIT], 0));
    const char *slash = parent >= 0 ? strrchr(path, '/') : NULL;

    unit.name = g_strdup(slash ? slash + 1 : path);
    unit.folded = org_quota_fold(unit.name);
    unit.id = g_strdup(path);
    unit.parent = parent;
    g_array_append_val(staff->reader.rows, unit);
    return (gint) staff->reader.rows->len - 1;
}

static gint
unit_of_path(Staff *staff, const StaffRow *row, const char *path, GHashTable *units)
{
    gpointer at = g_hash_table_lookup(units, path);

    if (at)
        return GPOINTER_TO_INT(at) - 1;
    const char *slash = strrchr(path, '/');
    g_autofree char *above = slash ? g_strndup(path, (gsize) (slash - path)) : NULL;
    gint parent = above && *above ? unit_of_path(staff, row, above, units) : -1;
    gint unit = add_unit(staff, row, path, parent);
    g_hash_table_insert(units, g_strdup(path), GINT_TO_POINTER(unit + 1));
    return unit;
}

static gboolean
find_in_cells(Staff *staff, GError **error)
{
    Known known = { 0 };
    g_autoptr(GHashTable) units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) wrong = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL); /* → rows */
    g_autoptr(GPtrArray) order = g_ptr_array_new();

    if (staff->root >= 0)
        g_hash_table_insert(units, g_strdup(staff->source->root), GINT_TO_POINTER(staff->root + 1));
    if (staff->source->units_bytes && !load_known(staff, &known, error))
        return FALSE;
    for (guint i = 0; i < staff->rows->len; i++) {
        StaffRow *row = STAFF_ROW(staff, i);
        g_autofree char *path = cell_path(staff, row);
        if (!*path) {
            staff_problem(staff, ORG_SEVERITY_ERROR, "missing-unit", row->line, staff->column[STAFF_UNIT],
                          "the row names no unit");
            continue;
        }
        if (!known.org) {
            row->unit = unit_of_path(staff, row, path, units);
            continue;
        }
        g_autofree char *key = name_key(path);
        guint at = GPOINTER_TO_UINT(g_hash_table_lookup(known.by_id, path));
        at = at ? at : GPOINTER_TO_UINT(g_hash_table_lookup(known.by_name, key));
        if (at && at != G_MAXUINT) {
            const char *id = org_dict_text(known.org->dict, known.org->units.id[at - 1]);
            gpointer there = g_hash_table_lookup(units, id);
            row->unit = there ? GPOINTER_TO_INT(there) - 1 : add_unit(staff, row, id, -1);
            if (!there)
                g_hash_table_insert(units, g_strdup(id), GINT_TO_POINTER(row->unit + 1));
            continue;
        }
        guint rows = GPOINTER_TO_UINT(g_hash_table_lookup(wrong, path));
        if (!rows)
            g_ptr_array_add(order, row);
        g_hash_table_insert(wrong, g_strdup(path), GUINT_TO_POINTER(rows + 1));
    }
    for (guint i = 0; i < order->len; i++) {
        const StaffRow *row = order->pdata[i];
        g_autofree char *path = cell_path(staff, row), *key = name_key(path);
        not_known(staff, &known, row, path, GPOINTER_TO_UINT(g_hash_table_lookup(known.by_name, key)) == G_MAXUINT,
                  GPOINTER_TO_UINT(g_hash_table_lookup(wrong, path)));
    }
    if (known.org) {
        g_hash_table_unref(known.by_id);
        g_hash_table_unref(known.by_name);
        org_free(known.org);
    }
    return TRUE;
}

/* ---- headings */

static void
find_by_headings(Staff *staff)
{
    OrgQuotaReader *reader = &staff->reader;
    guint n = reader->rows->len;

    org_quota_outline(reader, 0, (guint) (staff->root + 1), n);
    gint top = staff->source->root ? staff->root : -1;
    for (guint i = 0; i < staff->rows->len; i++) {
        StaffRow *row = STAFF_ROW(staff, i);
        if (row->unit >= 0)
            continue;
        const char *name = staff->table->unit;
        if (!name && top < 0) {
            staff_problem(
                staff, ORG_SEVERITY_ERROR, "missing-unit", row->line, staff->column[STAFF_NAME],
                "no heading above this row names a unit, and there is no column of units; name one for all with "
                "--root, or say in a mapping file which column it is");
            continue;
        }
        if (top < 0)
            top = add_unit(staff, row, name, -1);
        row->unit = top;
    }
}

/* The unit of --root goes before all others: ids are made of those above. */
void
staff_begin_units(Staff *staff)
{
    const StaffRow none = { 0 };

    if (staff->source->root && !staff->source->units_bytes)
        staff->root = add_unit(staff, &none, staff->source->root, -1);
}

/* A heading that names the root itself is the root. */
static void
merge_root(Staff *staff)
{
    for (guint i = 0; i < staff->reader.rows->len && staff->root >= 0; i++) {
        OrgQuotaRow *unit = ORG_QUOTA_ROW(&staff->reader, i);
        if ((gint) i == staff->root || unit->parent >= 0 || strcmp(unit->name, staff->source->root) != 0)
            continue;
        unit->kind = ORG_ROW_LEFT_OUT;
        for (guint k = 0; k < staff->reader.rows->len; k++)
            if (ORG_QUOTA_ROW(&staff->reader, k)->parent == (gint) i)
                ORG_QUOTA_ROW(&staff->reader, k)->parent = staff->root;
        for (guint k = 0; k < staff->rows->len; k++)
            if (STAFF_ROW(staff, k)->unit == (gint) i)
                STAFF_ROW(staff, k)->unit = staff->root;
    }
}

gboolean
staff_find_units(Staff *staff, GError **error)
{
    if (staff->has_headings)
        find_by_headings(staff);
    else if (!find_in_cells(staff, error))
        return FALSE;
    merge_root(staff);
    return TRUE;
}
