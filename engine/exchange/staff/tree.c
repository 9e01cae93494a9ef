// SPDX-License-Identifier: MIT
/* Which unit lies under which, where the list does not say it: under that of its head's boss, else under the one to which most
 * of its rows report. */
#include "private.h"
#include "../../base/message.h"
#include <string.h>

#define MAX_DEPTH 1000

static gboolean
lies_under(const Staff *staff, gint unit, gint above)
{
    for (guint depth = 0; unit >= 0; depth++) {
        if (unit == above || depth == MAX_DEPTH)
            return TRUE;
        unit = ORG_QUOTA_ROW(&staff->reader, unit)->parent;
    }
    return FALSE;
}

static gint
boss_unit(const Staff *staff, const StaffRow *row)
{
    gint unit = row->boss >= 0 ? STAFF_ROW(staff, row->boss)->unit : -1;
    return unit == row->unit ? -1 : unit;
}

/* The unit named most often; of equals the one of the first row. */
static gint
most(const Staff *staff, const GArray *rows)
{
    gint best = -1;
    guint best_n = 0;
    g_autoptr(GHashTable) votes = g_hash_table_new(NULL, NULL);

    for (guint i = 0; i < rows->len; i++) {
        gint unit = boss_unit(staff, STAFF_ROW(staff, g_array_index(rows, guint, i)));
        if (unit >= 0)
            g_hash_table_insert(
                votes, GINT_TO_POINTER(unit + 1),
                GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(votes, GINT_TO_POINTER(unit + 1))) + 1));
    }
    for (guint i = 0; i < rows->len; i++) {
        gint unit = boss_unit(staff, STAFF_ROW(staff, g_array_index(rows, guint, i)));
        guint n = unit >= 0 ? GPOINTER_TO_UINT(g_hash_table_lookup(votes, GINT_TO_POINTER(unit + 1))) : 0;
        if (n > best_n) {
            best_n = n;
            best = unit;
        }
    }
    return best;
}

static void
hang(Staff *staff, guint unit, const GArray *rows, guint *guessed)
{
    OrgQuotaRow *at = ORG_QUOTA_ROW(&staff->reader, unit);
    gint parent = -1;

    for (guint i = 0; i < rows->len && parent < 0; i++) {
        const StaffRow *row = STAFF_ROW(staff, g_array_index(rows, guint, i));
        if (row->rank_code == ORG_HEAD)
            parent = boss_unit(staff, row);
    }
    const char *because = parent >= 0 ? "its head reports there" : "most of its rows report there";
    if (parent < 0)
        parent = most(staff, rows);
    if (parent < 0 || lies_under(staff, parent, (gint) unit))
        return;
    at->parent = parent;
    ++*guessed;
    org_guess_add(staff->report->guesses, "parent",
                  staff->column[STAFF_UNIT] >= 0 ? staff_header(staff, (guint) staff->column[STAFF_UNIT]) : "",
                  ORG_QUOTA_ROW(&staff->reader, parent)->name, org_said("%s: %s", at->name, because), rows->len);
}

static void
by_managers(Staff *staff)
{
    guint units = staff->reader.rows->len, guessed = 0;
    g_autofree GArray **rows = g_new0(GArray *, units + 1);
    g_autofree gboolean *has_top = g_new0(gboolean, units + 1);

    for (guint i = 0; i < staff->rows->len; i++) {
        const StaffRow *row = STAFF_ROW(staff, i);
        if (row->unit < 0)
            continue;
        if (!rows[row->unit])
            rows[row->unit] = g_array_new(FALSE, FALSE, sizeof(guint));
        g_array_append_val(rows[row->unit], i);
        /* somebody's boss who has none: the top, which lies under nothing */
        if (row->boss >= 0 && STAFF_ROW(staff, row->boss)->boss < 0 && STAFF_ROW(staff, row->boss)->unit >= 0)
            has_top[STAFF_ROW(staff, row->boss)->unit] = TRUE;
    }
    for (guint u = 0; u < units; u++) {
        if (rows[u] && !has_top[u] && ORG_QUOTA_ROW(&staff->reader, u)->parent < 0 && (gint) u != staff->root)
            hang(staff, u, rows[u], &guessed);
        if (rows[u])
            g_array_unref(rows[u]);
    }
    if (guessed)
        staff_problem(
            staff, ORG_SEVERITY_NOTE, "made-units", org_grid_row(staff->table->grid, staff->table->header_top)->line,
            staff->column[STAFF_UNIT],
            "there is no table of units: %u were made of the names here, %u of them under the unit that their head, or "
            "most of their rows, report to",
            units, guessed);
}

void
staff_hang_units(Staff *staff)
{
    OrgQuotaReader *reader = &staff->reader;
    guint roots = 0, line = org_grid_row(staff->table->grid, staff->table->header_top)->line;

    if (staff->source->units_bytes)
        return;
    if (!staff->has_headings)
        by_managers(staff);
    for (guint u = 0; u < reader->rows->len; u++) {
        OrgQuotaRow *unit = ORG_QUOTA_ROW(reader, u);
        if (unit->kind != ORG_ROW_UNIT)
            continue;
        if (unit->parent < 0 && staff->root >= 0 && (gint) u != staff->root)
            unit->parent = staff->root;
        roots += unit->parent < 0;
    }
    for (guint u = 0; u < reader->rows->len; u++)
        if (ORG_QUOTA_ROW(reader, u)->parent >= 0)
            ORG_QUOTA_ROW(reader, ORG_QUOTA_ROW(reader, u)->parent)->has_children = TRUE;
    if (roots > 1)
        staff_problem(staff, ORG_SEVERITY_WARNING, "several-roots", line, staff->column[STAFF_UNIT],
                      "%u units lie under no other; --root NAME puts one unit above them", roots);
}
