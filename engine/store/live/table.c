// SPDX-License-Identifier: MIT
/* The three virtual tables. What SQLite pushes down (equality with a text, null or not, a row number) is tested here on the
 * raw columns, a nanosecond per row; it checks again what we yield, so a test may let too much through but never too little. */
#include "private.h"

#define MAX_TESTS 8
#define BLOCK 512

typedef struct {
    sqlite3_vtab base;
    OrgLive *live;
    guint table;
} Table;

typedef struct {
    const void *cells; /* of the column */
    const OrgColumnInfo *info;
    const OrgRow *via;   /* NULL, or the rows to look at instead */
    gint64 value, other; /* other: a second value for "absent" */
    gboolean negate;
} Test;

typedef struct {
    sqlite3_vtab_cursor base;
    const OrgRow *list; /* rows to look at; NULL: all */
    guint32 next, end;  /* position in list, or row */
    guint n_tests;
    Test tests[MAX_TESTS];
    OrgRow one;      /* a list of one */
    GArray *grouped; /* OrgRow, NULL unless the query groups them; `list` is theirs */
    guint32 at, count;
    OrgRow block[BLOCK];
} Cursor;

static int
connect(sqlite3 *db, void *data, int argc, const char *const *argv, sqlite3_vtab **out, char **why)
{
    (void) argc, (void) why;
    OrgLive *live = data;
    guint table = strcmp(argv[0], "units") == 0 ? ORG_UNITS : strcmp(argv[0], "posts") == 0 ? ORG_POSTS : ORG_PEOPLE;
    g_autofree char *sql = live_declaration(live, table);
    live->declaring = TRUE; /* the authorizer is asked about this CREATE TABLE, too */
    int result = sqlite3_declare_vtab(db, sql);
    live->declaring = FALSE;
    /* It reads memory and does nothing else, so a view may rest on it. */
    if (result == SQLITE_OK)
        result = sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
    if (result != SQLITE_OK)
        return result;
    Table *made = g_new0(Table, 1);
    made->live = live;
    made->table = table;
    *out = &made->base;
    return SQLITE_OK;
}

static int
disconnect(sqlite3_vtab *base)
{
    g_free(base);
    return SQLITE_OK;
}

/* ---- planning */

/* What is done with a constraint, as one letter of idxStr with the column's number behind. */
enum {
    USE_ROWID = 'r',
    USE_ID = 'i',
    USE_LIST = 'l',
    USE_EQUAL = '=',
    USE_NULL = 'n',
    USE_VALUE = 'v',
    GROUP_BY = 'g'
};

static gboolean
is_own_cell(const LiveColumn *column)
{
    return column->kind == LIVE_CELL && column->via == ORG_N_COLUMNS;
}

static gboolean
is_texty(const LiveColumn *column)
{
    OrgColumnKind kind = org_columns[column->column].kind;
    return kind == ORG_K_WORD || store_is_row(kind) || store_code_is_named(column->column);
}

static int
use_of(sqlite3_index_info *info, int i, const LiveColumn *column)
{
    int op = info->aConstraint[i].op;
    if (info->aConstraint[i].iColumn < 0)
        return op == SQLITE_INDEX_CONSTRAINT_EQ ? USE_ROWID : 0;
    if (column->kind != LIVE_CELL || column->column == ORG_N_COLUMNS)
        return 0;
    gboolean is_id =
        column->column == ORG_COL_UNITS_id || column->column == ORG_COL_POSTS_id || column->column == ORG_COL_PEOPLE_id;
    if ((op == SQLITE_INDEX_CONSTRAINT_ISNULL || op == SQLITE_INDEX_CONSTRAINT_ISNOTNULL) && !is_id)
        return op == SQLITE_INDEX_CONSTRAINT_ISNULL ? USE_NULL : USE_VALUE;
    if (op != SQLITE_INDEX_CONSTRAINT_EQ || strcmp(sqlite3_vtab_collation(info, i), "BINARY") != 0)
        return 0;
    if (is_id)
        return USE_ID;
    if (is_own_cell(column) && store_is_row(org_columns[column->column].kind))
        return USE_LIST;
    return is_texty(column) ? USE_EQUAL : 0;
}

static double
rows_left(int use, double rows)
{
    switch (use) {
    case USE_ROWID:
    case USE_ID:
        return 1;
    case USE_LIST:
        return MIN(rows, 20);
    case USE_EQUAL:
        return MAX(1, rows / 8);
    default:
        return MAX(1, rows / 2);
    }
}

/* A GROUP BY of words alone: rows come in the order of their texts. An ORDER BY is SQLite's, which says how ties come, and so is a DISTINCT,
 * which keeps the order of the rows. */
static gboolean
plan_groups(const Table *table, sqlite3_index_info *info, GString *plan)
{
    if (info->nOrderBy < 1 || sqlite3_vtab_distinct(info) != 1)
        return FALSE;
    for (int i = 0; i < info->nOrderBy; i++) {
        int at = info->aOrderBy[i].iColumn;
        if (info->aOrderBy[i].desc || at < 0 ||
            !live_can_group(table->live, &g_array_index(table->live->columns[table->table], LiveColumn, at)))
            return FALSE;
    }
    for (int i = info->nOrderBy; i-- > 0;) /* the first last: each sorting keeps the order of the one before */
        g_string_append_printf(plan, "%c%d;", GROUP_BY, info->aOrderBy[i].iColumn);
    return TRUE;
}

static int
best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    const Table *table = (const Table *) base;
    const GArray *columns = table->live->columns[table->table];
    g_autoptr(GString) plan = g_string_new(NULL);
    double rows = org_rows(table->live->org, table->table), cost = rows;
    int n = 0;
    for (int i = 0; i < info->nConstraint && n < MAX_TESTS; i++) {
        int at = info->aConstraint[i].iColumn;
        int use =
            info->aConstraint[i].usable ? use_of(info, i, at < 0 ? NULL : &g_array_index(columns, LiveColumn, at)) : 0;
        if (!use)
            continue;
        info->aConstraintUsage[i].argvIndex = ++n;
        g_string_append_printf(plan, "%c%d;", use, at);
        rows = rows_left(use, rows);
        if (use == USE_ROWID || use == USE_ID || use == USE_LIST)
            cost = MIN(cost, rows);
    }
    info->orderByConsumed = plan_groups(table, info, plan);
    info->estimatedRows = (sqlite3_int64) rows;
    info->estimatedCost = cost + rows * 10;
    info->idxStr = sqlite3_mprintf("%s", plan->str);
    info->needToFreeIdxStr = 1;
    return info->idxStr ? SQLITE_OK : SQLITE_NOMEM;
}

/* ---- scanning */

static inline gboolean
passes(const Test *test, OrgRow row)
{
    if (test->via) {
        row = test->via[row];
        if (row == ORG_NONE) /* no post, no rank: null, which equals nothing */
            return FALSE;
    }
    gint64 cell = store_cell(test->cells, test->info, row);
    return (cell == test->value || cell == test->other) != test->negate;
}

static void
fill(Cursor *cursor, const Org *org, guint table)
{
    guint32 n = org_rows(org, table);
    cursor->at = cursor->count = 0;
    while (cursor->next < cursor->end && cursor->count < BLOCK) {
        OrgRow row = cursor->list ? cursor->list[cursor->next] : cursor->next;
        cursor->next++;
        gboolean open = row < n && (table == ORG_UNITS   ? org->units.closed[row] == ORG_OPEN
                                    : table == ORG_POSTS ? org->posts.closed[row] == ORG_OPEN
                                                         : org->people.state[row] != ORG_LEFT);
        for (guint t = 0; open && t < cursor->n_tests; t++)
            open = passes(&cursor->tests[t], row);
        cursor->block[cursor->count] = row;
        cursor->count += (guint32) open;
    }
}

static void
look_at_one(Cursor *cursor, OrgRow row)
{
    cursor->one = row;
    cursor->list = &cursor->one;
    cursor->next = 0;
    cursor->end = row != ORG_NONE;
}

static void
look_at_list(Cursor *cursor, const LiveIndex *index, OrgRow target)
{
    cursor->list = index->row;
    cursor->next = target == ORG_NONE ? 0 : index->start[target];
    cursor->end = target == ORG_NONE ? 0 : index->start[target + 1];
}

/* The cell that a text stands for in a column; FALSE when no cell can equal it. */
static gboolean
cell_of_text(OrgLive *live, const LiveColumn *column, sqlite3_value *argument, gint64 *cell)
{
    const char *text = (const char *) sqlite3_value_text(argument);
    const OrgColumnInfo *info = &org_columns[column->column];
    if (!text || strlen(text) != (gsize) sqlite3_value_bytes(argument))
        return FALSE;
    if (store_is_row(info->kind)) {
        OrgRow row = org_find(live->org, store_target(info->kind), text);
        *cell = row;
        return row != ORG_NONE;
    }
    if (store_code_is_named(column->column)) {
        *cell = store_code_parse(column->column, text);
        return *cell >= 0;
    }
    *cell = org_dict_find(live->org->dict, text, -1);
    return *cell != 0;
}

static void
add_test(Cursor *cursor, const Org *org, const LiveColumn *column, gint64 value, gint64 other, gboolean negate)
{
    const OrgColumnInfo *info = &org_columns[column->column];
    const OrgRow *via = column->via == ORG_N_COLUMNS ? NULL : store_cells(org, &org_columns[column->via]);
    cursor->tests[cursor->n_tests++] = (Test){ store_cells(org, info), info, via, value, other, negate };
}

/* Null or not: the raw cells that stand for null. */
static void
add_null_test(Cursor *cursor, const Org *org, const LiveColumn *column, gboolean negate)
{
    OrgColumnKind kind = org_columns[column->column].kind;
    if (column->via != ORG_N_COLUMNS || kind == ORG_K_THOUSANDTHS ||
        (kind == ORG_K_CODE && !store_is_absent(column->column, 0)))
        return; /* left to SQLite */
    if (kind == ORG_K_MONTH)
        add_test(cursor, org, column, ORG_OPEN, ORG_UNKNOWN, negate);
    else
        add_test(cursor, org, column, store_is_row(kind) ? (gint64) ORG_NONE : 0, LIVE_NULL, negate);
}

static void
look_at_nothing(Cursor *cursor)
{
    cursor->next = cursor->end = 0;
}

static void
apply(Cursor *cursor, Table *table, int use, int at, sqlite3_value *argument)
{
    OrgLive *live = table->live;
    const LiveColumn *column = at < 0 ? NULL : &g_array_index(live->columns[table->table], LiveColumn, at);
    int type = sqlite3_value_type(argument);
    gint64 cell;
    if (use == USE_NULL || use == USE_VALUE) {
        add_null_test(cursor, live->org, column, use == USE_VALUE);
    } else if (type == SQLITE_NULL) {
        look_at_nothing(cursor); /* nothing equals null */
    } else if (use == USE_ROWID) {
        gint64 row = type == SQLITE_INTEGER ? sqlite3_value_int64(argument) : -1;
        if (type == SQLITE_INTEGER)
            look_at_one(cursor, row >= 0 && row < org_rows(live->org, table->table) ? (OrgRow) row : ORG_NONE);
    } else if (type != SQLITE_TEXT) {
        return; /* how a number equals a text is SQLite's to say */
    } else if (!cell_of_text(live, column, argument, &cell)) {
        look_at_nothing(cursor);
    } else if (use == USE_LIST && !cursor->list) {
        look_at_list(cursor, live_index(live, column->column), (OrgRow) cell);
    } else {
        add_test(cursor, live->org, column, cell, cell, FALSE);
    }
}

static OrgRow
row_of_id(Table *table, sqlite3_value *argument)
{
    const char *text = (const char *) sqlite3_value_text(argument);
    return text ? org_find(table->live->org, table->table, text) : ORG_NONE;
}

/* All rows that pass, in the order of what the rest of the plan groups them by. */
static void
group(Cursor *cursor, const Table *table, const char *plan)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    for (fill(cursor, table->live->org, table->table); cursor->count; fill(cursor, table->live->org, table->table))
        g_array_append_vals(rows, cursor->block, cursor->count);
    while (*plan == GROUP_BY) {
        char *end;
        gint64 at = g_ascii_strtoll(plan + 1, &end, 10);
        live_group(table->live, &g_array_index(table->live->columns[table->table], LiveColumn, at), rows);
        plan = end + 1;
    }
    cursor->grouped = rows;
    cursor->list = (const OrgRow *) (const void *) rows->data;
    cursor->next = 0;
    cursor->end = rows->len;
    cursor->n_tests = 0;
}

static void
forget_groups(Cursor *cursor)
{
    if (cursor->grouped)
        g_array_unref(cursor->grouped);
    cursor->grouped = NULL;
}

static int
filter(sqlite3_vtab_cursor *base, int number, const char *plan, int argc, sqlite3_value **argv)
{
    (void) number;
    Cursor *cursor = (Cursor *) base;
    Table *table = (Table *) base->pVtab;
    OrgLive *live = table->live;
    gboolean kept = live->only && live->only_table == table->table;
    forget_groups(cursor);
    cursor->n_tests = 0;
    cursor->list = kept ? (const OrgRow *) (const void *) live->only->data : NULL;
    cursor->next = 0;
    cursor->end = kept ? live->only->len : org_rows(live->org, table->table);
    for (int i = 0; i < argc && *plan; i++) {
        char *end;
        int use = *plan, at = (int) g_ascii_strtoll(plan + 1, &end, 10);
        plan = end + 1;
        if (use == USE_ID && sqlite3_value_type(argv[i]) == SQLITE_TEXT)
            look_at_one(cursor, row_of_id(table, argv[i]));
        else if (use != USE_ID)
            apply(cursor, table, use, at, argv[i]);
        else if (sqlite3_value_type(argv[i]) == SQLITE_NULL)
            look_at_nothing(cursor);
    }
    if (*plan)
        group(cursor, table, plan);
    fill(cursor, live->org, table->table);
    return SQLITE_OK;
}

static int
next(sqlite3_vtab_cursor *base)
{
    Cursor *cursor = (Cursor *) base;
    const Table *table = (const Table *) base->pVtab;
    if (++cursor->at >= cursor->count)
        fill(cursor, table->live->org, table->table);
    return SQLITE_OK;
}

static int
eof(sqlite3_vtab_cursor *base)
{
    const Cursor *cursor = (const Cursor *) base;
    return cursor->at >= cursor->count;
}

static int
column(sqlite3_vtab_cursor *base, sqlite3_context *context, int at)
{
    const Cursor *cursor = (const Cursor *) base;
    const Table *table = (const Table *) base->pVtab;
    const LiveColumn *of = &g_array_index(table->live->columns[table->table], LiveColumn, at);
    live_result(context, table->live, of, live_raw(table->live, of, cursor->block[cursor->at]));
    return SQLITE_OK;
}

static int
rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    const Cursor *cursor = (const Cursor *) base;
    *out = cursor->block[cursor->at];
    return SQLITE_OK;
}

static int
open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    (void) base;
    Cursor *cursor = g_new0(Cursor, 1);
    *out = &cursor->base;
    return SQLITE_OK;
}

static int
close_cursor(sqlite3_vtab_cursor *base)
{
    forget_groups((Cursor *) base);
    g_free(base);
    return SQLITE_OK;
}

static const sqlite3_module module = {
    /* no xCreate: the tables are there without being made */
    .iVersion = 1,        .xConnect = connect,    .xBestIndex = best_index, .xDisconnect = disconnect,
    .xOpen = open_cursor, .xClose = close_cursor, .xFilter = filter,        .xNext = next,
    .xEof = eof,          .xColumn = column,      .xRowid = rowid,
};

gboolean
live_tables_declare(OrgLive *live)
{
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++)
        if (sqlite3_create_module_v2(live->db, live_names[table], &module, live, NULL) != SQLITE_OK)
            return FALSE;
    return TRUE;
}
