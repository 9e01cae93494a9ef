// SPDX-License-Identifier: MIT
/* What a run did: its acts replayed one by one on a copy of the start, each with the cells that it changed. */
#include "../../org/replay.h"
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
    OrgStore *store;
    gint64 run;
    sqlite3_stmt *insert; /* an act */
    GArray *cells[4];     /* by table, in the order of acts */
    guint32 seq;
} Log;

static void
on_change(const Org *now, guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    (void) now;
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

/* ---- spelling */

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

/* ---- writing */

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

static gboolean
write_fates(OrgStore *store, gint64 run, const GArray *fates, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store,
                      "INSERT INTO fate(run, row, fate, into_units, from_units, act, posts_before, posts_after,"
                      " rows_before, rows_after, vacant_before, vacant_after, staff_before, staff_after,"
                      " all_posts_before, all_posts_after, all_staff_before, all_staff_after)"
                      " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                      error);
    gboolean ok = stmt != NULL;
    for (guint i = 0; ok && i < fates->len; i++) {
        const OrgFateRow *f = &g_array_index(fates, OrgFateRow, i);
        ok = store_put(store, stmt, error, "iitTTdddiiddiiddii", run, (gint64) f->unit, f->fate, f->into, f->from,
                       f->act, f->posts[0], f->posts[1], f->rows[0], f->rows[1], f->vacant[0], f->vacant[1],
                       f->staff[0], f->staff[1], f->all_posts[0], f->all_posts[1], f->all_staff[0], f->all_staff[1]);
    }
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
    return TRUE;
}

/* The ledger is what the acts paid. */
static gboolean
write_payments(OrgStore *store, gint64 run, const Org *end, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(
        store, "INSERT INTO payment(run, seq, month, item, person, series, amount) VALUES (?,?,?,?,?,?,?)", error);
    gboolean ok = stmt != NULL;
    for (guint i = 0; ok && i < end->payments->len; i++) {
        const OrgPayment *p = &g_array_index(end->payments, OrgPayment, i);
        ok = store_put(store, stmt, error, "iiiirti", run, (gint64) i, (gint64) p->month, (gint64) p->item, p->person,
                       org_dict_text(end->dict, p->series), (gint64) p->amount);
    }
    return ok;
}

static gboolean
write_act(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    const Log *log = data;
    g_autoptr(GBytes) raw = g_bytes_new_static(act->raw, act->raw_size);
    (void) now;
    return store_put(log->store, log->insert, error, "iiiittwb", log->run, (gint64) log->seq, (gint64) act->month,
                     (gint64) act->item, act->plugin, org_verb_name(act->verb), act->reason, raw);
}

static gboolean
count_act(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    (void) now;
    (void) act;
    (void) error;
    ((Log *) data)->seq++;
    return TRUE;
}

gboolean
store_write_acts(OrgStore *store, gint64 run, const OrgRunResult *r, GError **error)
{
    g_autoptr(sqlite3_stmt) insert =
        store_prepare(store,
                      "INSERT INTO act(run, seq, month, item, plugin, verb, reason, reason_said, payload)"
                      " VALUES (?,?,?,?,?,?,?,?,?)",
                      error);
    if (!insert)
        return FALSE;
    g_autoptr(Org) end = org_copy(r->start);
    Log log = { .store = store, .run = run, .insert = insert };
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++)
        log.cells[table] = g_array_new(FALSE, FALSE, sizeof(Cell));
    const OrgObserver observers[] = {
        { .before = write_act, .change = on_change, .after = count_act, .data = &log },
        r->watch,
    };
    gboolean ok = org_replay_each(end, r->acts, r->acts_size, observers, G_N_ELEMENTS(observers), error) &&
                  write_end(store, run, r->start, end, &log, error) && write_payments(store, run, end, error);
    const GArray *fates = ok && r->fates ? r->fates(end, r->fates_data) : NULL;
    ok = ok && (!fates || write_fates(store, run, fates, error));
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++)
        g_array_unref(log.cells[table]);
    return ok;
}
