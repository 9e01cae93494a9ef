// SPDX-License-Identifier: MIT
// What a run did: its acts replayed one by one on a copy of the start, each with the cells that it changed.
#include "feed.h"
#include "values.h"
#include <math.h>

/* One changed cell. The b-tree of `change` is keyed by row first, so cells are sorted before they are written:
 * appending is several times faster than inserting here and there. */
typedef struct {
    OrgRow row;
    guint32 seq, column;
    OrgValue from, to;
} Cell;

typedef struct {
    GArray *cells[4]; /* by table, in the order of acts */
    guint32 seq;
} Log;

static void
on_change(guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    Log *log = data;
    Cell cell = { row, log->seq, column, from, to };
    g_array_append_val(log->cells[table], cell);
}

/* By row, keeping the order of acts: a counting sort. */
static Cell *
sorted(const GArray *cells, guint32 rows)
{
    g_autofree guint32 *start = g_new0(guint32, (gsize) rows + 1);
    Cell *out = g_new(Cell, MAX(cells->len, 1));
    for (guint i = 0; i < cells->len; i++)
        start[g_array_index(cells, Cell, i).row + 1]++;
    for (guint32 r = 0; r < rows; r++)
        start[r + 1] += start[r];
    for (guint i = 0; i < cells->len; i++) {
        const Cell *cell = &g_array_index(cells, Cell, i);
        out[start[cell->row]++] = *cell;
    }
    return out;
}

/* ---- spelling ---------------------------------------------------------------------------------------- */

static void
give_number(sqlite3_context *out, const Org *org, OrgColumnId column, gint64 value)
{
    const OrgColumnInfo *info = &org_columns[column];
    char month[16];
    if (store_is_absent(column, value))
        sqlite3_result_null(out);
    else if (info->kind == ORG_K_WORD)
        sqlite3_result_text(out, org_dict_text(org->dict, (OrgWord) value), -1, SQLITE_STATIC);
    else if (store_is_row(info->kind))
        sqlite3_result_text(out, org_id(org, store_target(info->kind), (OrgRow) value), -1, SQLITE_TRANSIENT);
    else if (info->kind == ORG_K_MONTH)
        sqlite3_result_text(out, org_month_text((OrgMonth) value, month), -1, SQLITE_TRANSIENT);
    else if (store_code_is_named(column))
        sqlite3_result_text(out, store_code_text(column, value), -1, SQLITE_STATIC);
    else if (info->kind == ORG_K_CODE || (info->kind == ORG_K_THOUSANDTHS && value % 1000 == 0))
        sqlite3_result_int64(out, info->kind == ORG_K_CODE ? value : value / 1000);
    else
        sqlite3_result_double(out, (double) value / (info->kind == ORG_K_THOUSANDTHS ? 1000 : 100));
}

static void
give_attribute(sqlite3_context *out, const Org *org, const OrgAttribute *attribute, OrgValue value)
{
    if (attribute->is_number && isnan(value.real))
        sqlite3_result_null(out);
    else if (attribute->is_number)
        sqlite3_result_double(out, value.real);
    else if (value.number == 0)
        sqlite3_result_null(out);
    else
        sqlite3_result_text(out, org_dict_text(org->dict, (OrgWord) value.number), -1, SQLITE_STATIC);
}

/* An attribute may bear the name of a column ("name"); within one act both may change, so it is told apart. */
static void
give_attribute_name(sqlite3_context *out, guint table, const char *name)
{
    if (org_column_by_name(table, name) == ORG_N_COLUMNS)
        sqlite3_result_text(out, name, -1, SQLITE_STATIC);
    else
        sqlite3_result_text(out, g_strconcat("attribute ", name, NULL), -1, g_free);
}

typedef struct {
    const Org *org;
    gint64 run;
    guint table;
    const Cell *cells;
} Feeding;

/* run, table, row, seq, column, from, to */
static void
give_change(sqlite3_context *out, gint64 number, int place, gpointer data)
{
    const Feeding *f = data;
    const Cell *cell = &f->cells[number];
    const OrgAttribute *attribute = NULL;
    if (cell->column >= ORG_N_COLUMNS)
        attribute = &g_array_index(f->org->attributes[f->table], OrgAttribute, cell->column - ORG_COL_ATTRIBUTE);
    OrgValue value = place == 5 ? cell->from : cell->to;
    if (place == 0)
        sqlite3_result_int64(out, f->run);
    else if (place == 1)
        sqlite3_result_text(out, store_table_names[f->table], -1, SQLITE_STATIC);
    else if (place <= 3)
        sqlite3_result_int64(out, place == 2 ? cell->row : cell->seq);
    else if (attribute && place == 4)
        give_attribute_name(out, f->table, org_dict_text(f->org->dict, attribute->name));
    else if (attribute)
        give_attribute(out, f->org, attribute, value);
    else if (place == 4)
        sqlite3_result_text(out, org_columns[cell->column].name, -1, SQLITE_STATIC);
    else
        give_number(out, f->org, cell->column, value.number);
}

/* ---- writing ----------------------------------------------------------------------------------------- */

static gboolean
write_changes(OrgStore *store, gint64 run, const Org *end, guint table, const GArray *cells, GError **error)
{
    g_autofree Cell *all = sorted(cells, org_rows(end, table));
    Feeding feeding = { end, run, table, all };
    StoreFeed feed = { &feeding, cells->len, give_change };
    return store_feed(store, "change(run, \"table\", row, seq, \"column\", \"from\", \"to\")", 7, &feed, error);
}

/* Rows that a built-in column changed in, or that were appended, in ascending order. */
static GArray *
touched_rows(const GArray *cells, guint32 first_new, guint32 rows)
{
    g_autofree guint8 *touched = g_malloc0((gsize) rows + 1);
    GArray *pick = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    for (guint i = 0; i < cells->len; i++)
        if (g_array_index(cells, Cell, i).column < ORG_N_COLUMNS)
            touched[g_array_index(cells, Cell, i).row] = 1;
    for (OrgRow row = 0; row < rows; row++)
        if (touched[row] || row >= first_new)
            g_array_append_val(pick, row);
    return pick;
}

static void
count_staff(const Org *org, guint32 *staff)
{
    for (OrgRow row = 0; row < org->people.n; row++)
        if (org->people.state[row] != ORG_LEFT && org->people.unit[row] < org->units.n)
            staff[org->people.unit[row]]++;
}

/* Size of every unit before and after. */
static gboolean
write_sizes(OrgStore *store, gint64 run, const Org *start, const Org *end, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store,
                      "INSERT INTO unit_size(run, row, posts_before, posts_after, staff_before,"
                      " staff_after) VALUES (?,?,?,?,?,?)",
                      error);
    g_autofree guint32 *before = g_new0(guint32, (gsize) end->units.n + 1),
                       *after = g_new0(guint32, (gsize) end->units.n + 1);
    count_staff(start, before);
    count_staff(end, after);
    gboolean ok = stmt != NULL;
    for (OrgRow row = 0; ok && row < end->units.n; row++)
        ok = store_put(store, stmt, error, "iiddii", run, (gint64) row,
                       row < start->units.n ? (double) start->units.fte[row] / 1000 : 0.0,
                       (double) end->units.fte[row] / 1000, (gint64) before[row], (gint64) after[row]);
    return ok;
}

static gboolean
write_end(OrgStore *store, gint64 run, const Org *start, const Org *end, Log *log, GError **error)
{
    static const guint order[] = { ORG_PEOPLE, ORG_POSTS, ORG_UNITS }; /* as their names sort */
    for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
        guint table = order[i];
        g_autoptr(GArray) pick = touched_rows(log->cells[table], org_rows(start, table), org_rows(end, table));
        g_autofree char *into = g_strconcat(store_tables[table], "_end", NULL);
        if (!write_changes(store, run, end, table, log->cells[table], error) ||
            !store_write_rows(store, into, run, end, table, pick, error))
            return FALSE;
    }
    return write_sizes(store, run, start, end, error);
}

static gboolean
write_act(OrgStore *store, sqlite3_stmt *stmt, gint64 run, guint32 seq, const OrgAct *act, GError **error)
{
    g_autoptr(GBytes) raw = g_bytes_new_static(act->raw, act->raw_size);
    return store_put(store, stmt, error, "iiiitttb", run, (gint64) seq, (gint64) act->month, (gint64) act->item,
                     act->plugin, org_verb_name(act->verb), act->reason, raw);
}

/* Replay all acts on org, writing each and logging what it changed. */
static gboolean
replay(OrgStore *store, gint64 run, Org *org, const guint8 *bytes, gsize size, Log *log, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(store,
                                                 "INSERT INTO act(run, seq, month, item, plugin, verb, reason, payload)"
                                                 " VALUES (?,?,?,?,?,?,?,?)",
                                                 error);
    gsize offset = 0;
    OrgAct act;
    GError *why = NULL;
    for (log->seq = 0; stmt && org_act_next(bytes, size, &offset, &act, &why); log->seq++) {
        OrgMark mark = org_mark(org);
        if (!write_act(store, stmt, run, log->seq, &act, error) || !org_act_replay(org, &act, error))
            return FALSE;
        org_changes_since(org, mark, on_change, log);
        org_undo_forget(org);
    }
    if (why)
        g_propagate_error(error, why);
    return stmt && !why;
}

gboolean
store_write_acts(OrgStore *store, gint64 run, const Org *start, const guint8 *bytes, gsize size, GError **error)
{
    g_autoptr(Org) end = org_copy(start);
    Log log = { .seq = 0 };
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++)
        log.cells[table] = g_array_new(FALSE, FALSE, sizeof(Cell));
    org_undo_enable(end);
    gboolean ok = replay(store, run, end, bytes, size, &log, error) && write_end(store, run, start, end, &log, error);
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++)
        g_array_unref(log.cells[table]);
    return ok;
}
