// SPDX-License-Identifier: MIT
/* The table `change`: what the acts of a run changed, cell by cell. The file holds the acts alone; whoever asks has them
 * replayed, once for as long as somebody reads it. */
#include "../../org/replay.h"
#include "db.h"
#include "values.h"
#include <math.h>

/* One changed cell. */
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
on_change(const Org *now, guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    (void) now;
    Log *log = data;
    Cell cell = { row, log->seq, column, from, to };
    g_array_append_val(log->cells[table], cell);
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

/* The changes of one run, by table and row as the tables' names sort, shared by all who read it. */
typedef struct {
    gint64 run;
    guint users;
    Org *end;
    Cell *cells[3];
    guint n[3];
} Changes;

static const guint order[] = { ORG_PEOPLE, ORG_POSTS, ORG_UNITS };

static void
changes_free(Changes *changes)
{
    org_free(changes->end);
    for (guint i = 0; i < G_N_ELEMENTS(order); i++)
        g_free(changes->cells[i]);
    g_free(changes);
}

static Org *
start_of(OrgStore *store, gint64 run, OrgDict *dict, GError **error)
{
    g_autofree char *sql = g_strdup_printf("SELECT snapshot FROM run WHERE id = %" G_GINT64_FORMAT, run);
    g_autofree char *from = g_strdup_printf("SELECT first_month FROM run WHERE id = %" G_GINT64_FORMAT, run);
    Org *org = org_store_get_id(store, store_number(store, sql, 0), dict, error);
    if (org)
        org->month = (OrgMonth) store_number(store, from, org->month + 1) - 1;
    return org;
}

static Changes *
changes_new(OrgStore *store, gint64 run, GError **error)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(GBytes) acts = org_store_run_acts(store, run, error);
    g_autoptr(Org) org = acts ? start_of(store, run, dict, error) : NULL;
    if (!org)
        return NULL;
    Log log = { .seq = 0 };
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++)
        log.cells[table] = g_array_new(FALSE, FALSE, sizeof(Cell));
    const OrgObserver observer = { .change = on_change, .after = count_act, .data = &log };
    gsize size;
    const guint8 *bytes = g_bytes_get_data(acts, &size);
    Changes *changes = NULL;
    if (org_replay_each(org, bytes, size, &observer, 1, error)) {
        changes = g_new0(Changes, 1);
        changes->run = run;
        for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
            changes->cells[i] = sorted(log.cells[order[i]], org_rows(org, order[i]));
            changes->n[i] = log.cells[order[i]]->len;
        }
        changes->end = g_steal_pointer(&org);
    }
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++)
        g_array_unref(log.cells[table]);
    return changes;
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

/* run, table, row, seq, column, from, to */
static void
give_change(sqlite3_context *out, const Changes *all, guint part, guint number, int place)
{
    const Cell *cell = &all->cells[part][number];
    const Org *org = all->end;
    guint table = order[part];
    const OrgAttribute *attribute = NULL;
    if (cell->column >= ORG_N_COLUMNS)
        attribute = &g_array_index(org->attributes[table], OrgAttribute, cell->column - ORG_COL_ATTRIBUTE);
    OrgValue value = place == 5 ? cell->from : cell->to;
    if (place == 0)
        sqlite3_result_int64(out, all->run);
    else if (place == 1)
        sqlite3_result_text(out, store_table_names[table], -1, SQLITE_STATIC);
    else if (place <= 3)
        sqlite3_result_int64(out, place == 2 ? cell->row : cell->seq);
    else if (attribute && place == 4)
        give_attribute_name(out, table, org_dict_text(org->dict, attribute->name));
    else if (attribute)
        give_attribute(out, org, attribute, value);
    else if (place == 4)
        sqlite3_result_text(out, org_columns[cell->column].name, -1, SQLITE_STATIC);
    else
        give_number(out, org, cell->column, value.number);
}

/* ---- the table */

typedef struct {
    sqlite3_vtab base;
    OrgStore *store;
    Changes *kept; /* of the run that was read last; freed with its last reader */
} Table;

typedef struct {
    sqlite3_vtab_cursor base;
    GArray *runs; /* gint64: those still to be read, the next one last */
    Changes *now; /* NULL: at the end */
    guint part, at, from[3], to[3];
    gint64 row;
    char *table; /* NULL: all */
    gboolean one_row;
} Cursor;

static void
let_go(Table *table, Changes *changes)
{
    if (!changes || --changes->users)
        return;
    if (table->kept == changes)
        table->kept = NULL;
    changes_free(changes);
}

static int
fail(Table *table, GError *error)
{
    sqlite3_free(table->base.zErrMsg);
    table->base.zErrMsg = sqlite3_mprintf("%s", error ? error->message : "");
    g_clear_error(&error);
    return SQLITE_ERROR;
}

static int
connect(sqlite3 *db, void *data, int argc, const char *const *argv, sqlite3_vtab **out, char **error)
{
    (void) argc, (void) argv, (void) error;
    int result = sqlite3_declare_vtab(db, "CREATE TABLE x(run INTEGER, \"table\" TEXT, row INTEGER, seq INTEGER,"
                                          " \"column\" TEXT, \"from\", \"to\")");
    if (result != SQLITE_OK)
        return result;
    Table *table = g_new0(Table, 1);
    table->store = data;
    *out = &table->base;
    return SQLITE_OK;
}

static int
disconnect(sqlite3_vtab *table)
{
    g_free(table);
    return SQLITE_OK;
}

/* number: the bits of the columns that are given, in the order of arguments. */
static int
best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    int at[3] = { -1, -1, -1 }, argument = 0;
    (void) table;
    for (int i = 0; i < info->nConstraint; i++) {
        int column = info->aConstraint[i].iColumn;
        if (info->aConstraint[i].usable && info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ && column >= 0 &&
            column < 3)
            at[column] = i;
    }
    if (at[1] < 0)
        at[2] = -1;
    info->estimatedCost = 1e9;
    for (int c = 0; c < 3; c++)
        if (at[c] >= 0) {
            info->aConstraintUsage[at[c]].argvIndex = ++argument;
            info->idxNum |= 1 << c;
            info->estimatedCost /= c == 2 ? 1e5 : 100;
        }
    info->estimatedRows = (sqlite3_int64) (info->estimatedCost / 100) + 1;
    return SQLITE_OK;
}

static int
open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void) table;
    Cursor *cursor = g_new0(Cursor, 1);
    cursor->runs = g_array_new(FALSE, FALSE, sizeof(gint64));
    *out = &cursor->base;
    return SQLITE_OK;
}

static int
close_cursor(sqlite3_vtab_cursor *base)
{
    Cursor *cursor = (Cursor *) base;
    let_go((Table *) base->pVtab, cursor->now);
    g_array_unref(cursor->runs);
    g_free(cursor->table);
    g_free(cursor);
    return SQLITE_OK;
}

/* The first cell of a row, or of a later one. */
static guint
first_of(const Cell *cells, guint n, gint64 row)
{
    guint from = 0, to = n;
    while (from < to) {
        guint middle = from + (to - from) / 2;
        if ((gint64) cells[middle].row < row)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static void
narrow(Cursor *cursor)
{
    const Changes *now = cursor->now;
    for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
        gboolean wanted = !cursor->table || strcmp(cursor->table, store_table_names[order[i]]) == 0;
        cursor->from[i] = wanted && cursor->one_row ? first_of(now->cells[i], now->n[i], cursor->row) : 0;
        cursor->to[i] = !wanted ? 0 : cursor->one_row ? first_of(now->cells[i], now->n[i], cursor->row + 1) : now->n[i];
    }
    cursor->part = 0;
    cursor->at = cursor->from[0];
}

/* To the next cell that is wanted, from where the cursor stands; into the next run where there is none. */
static int
settle(Cursor *cursor)
{
    Table *table = (Table *) cursor->base.pVtab;
    for (;;) {
        if (cursor->now) {
            while (cursor->part < G_N_ELEMENTS(order) && cursor->at >= cursor->to[cursor->part])
                if (++cursor->part < G_N_ELEMENTS(order))
                    cursor->at = cursor->from[cursor->part];
            if (cursor->part < G_N_ELEMENTS(order))
                return SQLITE_OK;
            let_go(table, cursor->now);
            cursor->now = NULL;
        }
        if (!cursor->runs->len)
            return SQLITE_OK;
        gint64 run = g_array_index(cursor->runs, gint64, cursor->runs->len - 1);
        GError *error = NULL;
        g_array_set_size(cursor->runs, cursor->runs->len - 1);
        cursor->now = table->kept && table->kept->run == run ? table->kept : changes_new(table->store, run, &error);
        if (!cursor->now)
            return fail(table, error);
        cursor->now->users++;
        table->kept = cursor->now;
        narrow(cursor);
    }
}

/* Runs that have acts, the first one last; one of them or all. */
static gboolean
find_runs(Cursor *cursor, gboolean one, gint64 run, GError **error)
{
    OrgStore *store = ((Table *) cursor->base.pVtab)->store;
    g_autoptr(sqlite3_stmt) stmt = store_prepare(
        store, "SELECT id FROM run WHERE snapshot IS NOT NULL AND (?1 = 0 OR id = ?2) ORDER BY id DESC", error);
    int result = 0;
    if (!stmt)
        return FALSE;
    sqlite3_bind_int(stmt, 1, one);
    sqlite3_bind_int64(stmt, 2, run);
    while ((result = store_step(store, stmt, error)) == SQLITE_ROW) {
        gint64 id = sqlite3_column_int64(stmt, 0);
        g_array_append_val(cursor->runs, id);
    }
    return result == SQLITE_DONE;
}

static int
filter(sqlite3_vtab_cursor *base, int number, const char *text, int argc, sqlite3_value **argv)
{
    Cursor *cursor = (Cursor *) base;
    GError *error = NULL;
    int at = 0;
    gint64 run = 0;
    (void) text, (void) argc;
    if (number & 1)
        run = sqlite3_value_int64(argv[at++]);
    g_clear_pointer(&cursor->table, g_free);
    if (number & 2)
        cursor->table = g_strdup((const char *) sqlite3_value_text(argv[at++]));
    cursor->one_row = (number & 4) != 0;
    cursor->row = cursor->one_row ? sqlite3_value_int64(argv[at++]) : 0;
    g_array_set_size(cursor->runs, 0);
    /* The one that was read stays at hand while its successor is found: mostly it is the same. */
    Changes *before = cursor->now;
    cursor->now = NULL;
    int result = find_runs(cursor, number & 1, run, &error) ? settle(cursor) : fail((Table *) base->pVtab, error);
    let_go((Table *) base->pVtab, before);
    return result;
}

static int
next(sqlite3_vtab_cursor *base)
{
    ((Cursor *) base)->at++;
    return settle((Cursor *) base);
}

static int
at_end(sqlite3_vtab_cursor *base)
{
    return ((Cursor *) base)->now == NULL;
}

static int
column(sqlite3_vtab_cursor *base, sqlite3_context *out, int place)
{
    const Cursor *cursor = (const Cursor *) base;
    give_change(out, cursor->now, cursor->part, cursor->at, place);
    return SQLITE_OK;
}

static int
rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    const Cursor *cursor = (const Cursor *) base;
    *out = (sqlite3_int64) cursor->part << 32 | cursor->at;
    return SQLITE_OK;
}

static const sqlite3_module module = {
    .xConnect = connect,
    .xBestIndex = best_index,
    .xDisconnect = disconnect,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = filter,
    .xNext = next,
    .xEof = at_end,
    .xColumn = column,
    .xRowid = rowid,
};

gboolean
store_offer_changes(OrgStore *store, GError **error)
{
    return sqlite3_create_module(store->db, "change", &module, store) == SQLITE_OK || store_fail(store, error);
}
