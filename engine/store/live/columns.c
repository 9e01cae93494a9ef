// SPDX-License-Identifier: MIT
/* The columns of the live tables: a list, how a cell is read, and what it depends on. */
#include "private.h"
#include <math.h>

const char *const live_names[4] = { NULL, "units", "posts", "people" };

#define NONE ORG_N_COLUMNS
#define LIVE_MAX_ATTRIBUTES 1000u /* SQLite takes 2,000 columns */
#define OWN(T, m)                                                                                                      \
    {                                                                                                                  \
#m, ORG_##T, LIVE_CELL, ORG_COL_##T##_##m, NONE, 0, LIVE_BIT(ORG_COL_##T##_##m)                                \
    }
#define OF_UNIT(T, name, m)                                                                                            \
    {                                                                                                                  \
        name, ORG_##T, LIVE_CELL, ORG_COL_UNITS_##m, ORG_COL_##T##_unit, 0,                                            \
            LIVE_BIT(ORG_COL_UNITS_##m) | LIVE_BIT(ORG_COL_##T##_unit)                                                 \
    }
#define OF_POST(m)                                                                                                     \
    {                                                                                                                  \
#m, ORG_PEOPLE, LIVE_CELL, ORG_COL_POSTS_##m, ORG_COL_PEOPLE_post, 0,                                          \
            LIVE_BIT(ORG_COL_POSTS_##m) | LIVE_BIT(ORG_COL_PEOPLE_post)                                                \
    }
#define COUNTED(T, name, kind, reads)                                                                                  \
    {                                                                                                                  \
        name, ORG_##T, kind, NONE, NONE, 0, reads                                                                      \
    }

static const LiveColumn built_in[] = {
    OWN(UNITS, id),
    OWN(UNITS, name),
    OWN(UNITS, type),
    OWN(UNITS, function),
    OWN(UNITS, parent),
    OWN(UNITS, opened),
    OWN(UNITS, closed),
    COUNTED(UNITS, "staff", LIVE_STAFF, LIVE_STAFF_READS),
    COUNTED(UNITS, "posts", LIVE_FTE, LIVE_FTE_READS),
    COUNTED(UNITS, "vacant", LIVE_VACANT, LIVE_FTE_READS | LIVE_BIT(ORG_COL_POSTS_holder)),
    COUNTED(UNITS, "heads", LIVE_HEADS, LIVE_RANK_READS),
    COUNTED(UNITS, "deputies", LIVE_DEPUTIES, LIVE_RANK_READS),
    COUNTED(UNITS, "depth", LIVE_DEPTH, LIVE_TREE_READS),
    COUNTED(UNITS, "n_children", LIVE_CHILDREN, LIVE_TREE_READS),
    COUNTED(UNITS, "posts_under", LIVE_FTE_UNDER, LIVE_TREE_READS | LIVE_FTE_READS),
    COUNTED(UNITS, "staff_under", LIVE_STAFF_UNDER, LIVE_TREE_READS | LIVE_STAFF_READS),

    OWN(POSTS, id),
    OWN(POSTS, unit),
    OWN(POSTS, title),
    OWN(POSTS, rank),
    OWN(POSTS, category),
    OWN(POSTS, funding),
    OWN(POSTS, coefficient),
    OWN(POSTS, fte),
    OWN(POSTS, reports_to),
    OWN(POSTS, holder),
    OWN(POSTS, opened),
    COUNTED(POSTS, "vacant", LIVE_IS_VACANT, LIVE_BIT(ORG_COL_POSTS_holder)),
    OWN(POSTS, vacant_since),
    OWN(POSTS, kept_for),
    COUNTED(POSTS, "vacant_months", LIVE_VACANT_MONTHS, LIVE_BIT(ORG_COL_POSTS_vacant_since) | LIVE_MONTH),
    OF_UNIT(POSTS, "unit_type", type),
    OF_UNIT(POSTS, "unit_function", function),

    OWN(PEOPLE, id),
    OWN(PEOPLE, name),
    OWN(PEOPLE, unit),
    OWN(PEOPLE, post),
    OWN(PEOPLE, second),
    OWN(PEOPLE, born),
    OWN(PEOPLE, hired),
    OWN(PEOPLE, since),
    COUNTED(PEOPLE, "age", LIVE_AGE, LIVE_BIT(ORG_COL_PEOPLE_born) | LIVE_MONTH),
    OWN(PEOPLE, sex),
    OWN(PEOPLE, rating),
    OWN(PEOPLE, state),
    OF_POST(title),
    OF_POST(rank),
    OF_POST(category),
    OF_POST(funding),
    COUNTED(PEOPLE, "coefficient", LIVE_PAY,
            LIVE_BIT(ORG_COL_PEOPLE_coefficient) | LIVE_BIT(ORG_COL_PEOPLE_post) | LIVE_BIT(ORG_COL_POSTS_coefficient)),
    OF_UNIT(PEOPLE, "unit_type", type),
    OF_UNIT(PEOPLE, "unit_function", function),
};

guint64
live_open_bits(guint table)
{
    return LIVE_ROWS(table) | (table == ORG_UNITS   ? LIVE_BIT(ORG_COL_UNITS_closed)
                               : table == ORG_POSTS ? LIVE_BIT(ORG_COL_POSTS_closed)
                                                    : LIVE_BIT(ORG_COL_PEOPLE_state));
}

/* ---- cells */

static gint64
raw_of_unit(OrgLive *live, LiveKind kind, OrgRow row)
{
    const OrgUnitTable *u = &live->org->units;
    switch (kind) {
    case LIVE_STAFF:
        return live->org->filled_unknown ? LIVE_NULL : (gint64) live_staff(live, row);
    case LIVE_FTE:
        return u->fte[row];
    case LIVE_VACANT:
        return live->org->filled_unknown ? LIVE_NULL : u->fte[row] - u->fte_held[row];
    case LIVE_HEADS:
        return live->org->filled_unknown ? LIVE_NULL : (gint64) u->n_heads[row];
    case LIVE_DEPUTIES:
        return live->org->filled_unknown ? LIVE_NULL : (gint64) u->n_deputies[row];
    case LIVE_DEPTH:
        return live_tree(live)->depth[row];
    case LIVE_CHILDREN:
        return u->n_children[row];
    case LIVE_FTE_UNDER:
        return live_tree(live)->fte_under[row];
    default: /* LIVE_STAFF_UNDER */
        return live->org->filled_unknown ? LIVE_NULL : (gint64) live_tree(live)->staff_under[row];
    }
}

static gboolean
is_id(OrgColumnId column)
{
    return column == ORG_COL_UNITS_id || column == ORG_COL_POSTS_id || column == ORG_COL_PEOPLE_id;
}

static gint64
raw_of_cell(const Org *org, const LiveColumn *column, OrgRow row)
{
    const OrgColumnInfo *info = &org_columns[column->column];
    if (column->via != NONE) {
        row = ((const OrgRow *) store_cells(org, &org_columns[column->via]))[row];
        if (row == ORG_NONE)
            return LIVE_NULL;
    }
    /* An id is word and ordinal together, or the row's number: the row itself stands for it. */
    return is_id(column->column) ? (gint64) row : store_cell(store_cells(org, info), info, row);
}

gboolean
live_plain(const Org *org, const LiveColumn *column, LivePlain *plain)
{
    const OrgColumnInfo *info = column->kind == LIVE_CELL ? &org_columns[column->column] : NULL;
    if (!info || is_id(column->column))
        return FALSE;
    *plain = (LivePlain){ .via = column->via != NONE ? store_cells(org, &org_columns[column->via]) : NULL,
                          .wide = info->kind == ORG_K_WORD ? store_cells(org, info) : NULL,
                          .narrow = info->kind == ORG_K_CODE && info->width == 1 ? store_cells(org, info) : NULL };
    return plain->wide || plain->narrow;
}

gint64
live_raw(OrgLive *live, const LiveColumn *column, OrgRow row)
{
    const Org *org = live->org;
    gint64 bits = 0;
    switch (column->kind) {
    case LIVE_CELL:
        return raw_of_cell(org, column, row);
    case LIVE_NUMBERS:
        memcpy(&bits, &g_array_index(org->attributes[column->table], OrgAttribute, column->attribute).number[row],
               sizeof bits);
        return bits;
    case LIVE_WORDS:
        return g_array_index(org->attributes[column->table], OrgAttribute, column->attribute).word[row];
    case LIVE_IS_VACANT:
        return org->filled_unknown ? LIVE_NULL : (gint64) (org->posts.holder[row] == ORG_NONE);
    case LIVE_VACANT_MONTHS: {
        OrgMonth since = org->posts.vacant_since[row];
        return since == ORG_UNKNOWN ? LIVE_NULL : (gint64) org->month - since;
    }
    case LIVE_PAY: {
        guint own = org->people.coefficient[row];
        OrgRow post = org->people.post[row];
        guint pay = own ? own : post != ORG_NONE ? org->posts.coefficient[post] : 0;
        return pay ? (gint64) pay : LIVE_NULL;
    }
    case LIVE_AGE: {
        OrgMonth born = org->people.born[row];
        gint64 months = (gint64) org->month - born;
        return born == ORG_UNKNOWN ? LIVE_NULL : months >= 0 ? months / 12 : -((11 - months) / 12);
    }
    default:
        return raw_of_unit(live, column->kind, row);
    }
}

static void
result_word(sqlite3_context *context, const Org *org, OrgWord word)
{
    if (word == 0)
        sqlite3_result_null(context);
    else
        sqlite3_result_text(context, org_dict_text(org->dict, word), -1, SQLITE_STATIC);
}

static void
result_row(sqlite3_context *context, const Org *org, guint table, OrgRow row)
{
    OrgWord id = table == ORG_UNITS   ? org->units.id[row]
                 : table == ORG_POSTS ? org->posts.id[row]
                                      : org->people.id[row];
    gboolean lasts =
        id && (table == ORG_UNITS || (table == ORG_POSTS ? org->posts.ordinal : org->people.ordinal)[row] == 0);
    sqlite3_result_text(context, org_id(org, table, row), -1, lasts ? SQLITE_STATIC : SQLITE_TRANSIENT);
}

static void
result_cell(sqlite3_context *context, const Org *org, OrgColumnId column, gint64 raw)
{
    const OrgColumnInfo *info = &org_columns[column];
    char month[16];
    if (is_id(column))
        result_row(context, org, info->table, (OrgRow) raw);
    else if (store_is_absent(column, raw))
        sqlite3_result_null(context);
    else if (info->kind == ORG_K_WORD)
        result_word(context, org, (OrgWord) raw);
    else if (store_is_row(info->kind))
        result_row(context, org, store_target(info->kind), (OrgRow) raw);
    else if (info->kind == ORG_K_MONTH)
        sqlite3_result_text(context, org_month_text((OrgMonth) raw, month), -1, SQLITE_TRANSIENT);
    else if (info->kind == ORG_K_THOUSANDTHS || info->kind == ORG_K_HUNDREDTHS)
        sqlite3_result_double(context, (double) raw / (info->kind == ORG_K_THOUSANDTHS ? 1000 : 100));
    else if (store_code_is_named(column))
        sqlite3_result_text(context, store_code_text(column, raw), -1, SQLITE_STATIC);
    else
        sqlite3_result_int64(context, raw);
}

void
live_result(sqlite3_context *context, OrgLive *live, const LiveColumn *column, gint64 raw)
{
    double number;
    if (column->kind == LIVE_NUMBERS) {
        memcpy(&number, &raw, sizeof number);
        if (isnan(number))
            sqlite3_result_null(context);
        else
            sqlite3_result_double(context, number);
    } else if (raw == LIVE_NULL)
        sqlite3_result_null(context);
    else if (column->kind == LIVE_CELL)
        result_cell(context, live->org, column->column, raw);
    else if (column->kind == LIVE_WORDS)
        result_word(context, live->org, (OrgWord) raw);
    /* Always a real, so that vacant / posts is no division of integers; whole ones are printed without a point. */
    else if (column->kind == LIVE_FTE || column->kind == LIVE_VACANT || column->kind == LIVE_FTE_UNDER)
        sqlite3_result_double(context, (double) raw / 1000);
    else if (column->kind == LIVE_PAY)
        sqlite3_result_double(context, (double) raw / 100);
    else
        sqlite3_result_int64(context, raw);
}

/* ---- the list */

static const char *
type_of(const LiveColumn *column)
{
    if (column->kind == LIVE_CELL) {
        OrgColumnKind kind = org_columns[column->column].kind;
        return kind == ORG_K_THOUSANDTHS || kind == ORG_K_HUNDREDTHS        ? "REAL"
               : kind == ORG_K_CODE && !store_code_is_named(column->column) ? "INTEGER"
                                                                            : "TEXT";
    }
    if (column->kind == LIVE_WORDS)
        return "TEXT";
    return column->kind == LIVE_NUMBERS || column->kind == LIVE_FTE || column->kind == LIVE_VACANT ||
                   column->kind == LIVE_FTE_UNDER || column->kind == LIVE_PAY
               ? "REAL"
               : "INTEGER";
}

char *
live_declaration(const OrgLive *live, guint table)
{
    g_autoptr(GString) sql = g_string_new("CREATE TABLE x(");
    for (guint i = 0; i < live->columns[table]->len; i++) {
        const LiveColumn *column = &g_array_index(live->columns[table], LiveColumn, i);
        char *name = sqlite3_mprintf("%s\"%w\" %s", i ? ", " : "", column->name, type_of(column));
        g_string_append(sql, name);
        sqlite3_free(name);
    }
    return g_string_free(g_string_append_c(g_steal_pointer(&sql), ')'), FALSE);
}

const LiveColumn *
live_column_find(const OrgLive *live, guint table, const char *name)
{
    for (guint i = 0; i < live->columns[table]->len; i++) {
        const LiveColumn *column = &g_array_index(live->columns[table], LiveColumn, i);
        if (sqlite3_stricmp(column->name, name) == 0)
            return column;
    }
    return NULL;
}

/* An attribute whose name is taken, by a column or by SQLite, gets an underscore behind. */
static char *
free_name(const OrgLive *live, guint table, const char *name)
{
    GString *text = g_string_new(name);
    while (live_column_find(live, table, text->str) || sqlite3_stricmp(text->str, "rowid") == 0 ||
           sqlite3_stricmp(text->str, "oid") == 0 || sqlite3_stricmp(text->str, "_rowid_") == 0)
        g_string_append_c(text, '_');
    return g_string_free(text, FALSE);
}

static void
clear_column(gpointer data)
{
    LiveColumn *column = data;
    if (column->kind == LIVE_NUMBERS || column->kind == LIVE_WORDS)
        g_free((char *) column->name);
}

static gboolean
same_attributes(const OrgLive *live, guint table)
{
    const GArray *attributes = live->org->attributes[table], *columns = live->columns[table];
    guint seen = 0;
    for (guint i = 0; i < columns->len; i++) {
        const LiveColumn *column = &g_array_index(columns, LiveColumn, i);
        if (column->kind != LIVE_NUMBERS && column->kind != LIVE_WORDS)
            continue;
        if (seen >= attributes->len)
            return FALSE;
        const OrgAttribute *attribute = &g_array_index(attributes, OrgAttribute, seen);
        const char *name = org_dict_text(live->org->dict, attribute->name);
        if (attribute->is_number != (column->kind == LIVE_NUMBERS) || !g_str_has_prefix(column->name, name) ||
            strspn(column->name + strlen(name), "_") != strlen(column->name + strlen(name)))
            return FALSE;
        seen++;
    }
    return seen == MIN(attributes->len, LIVE_MAX_ATTRIBUTES);
}

static void
list_columns(OrgLive *live, guint table)
{
    live->columns[table] = g_array_new(FALSE, TRUE, sizeof(LiveColumn));
    g_array_set_clear_func(live->columns[table], clear_column);
    for (guint i = 0; i < G_N_ELEMENTS(built_in); i++)
        if (built_in[i].table == table)
            g_array_append_val(live->columns[table], built_in[i]);
    const GArray *attributes = live->org->attributes[table];
    for (guint a = 0; a < attributes->len && a < LIVE_MAX_ATTRIBUTES; a++) {
        const OrgAttribute *attribute = &g_array_index(attributes, OrgAttribute, a);
        LiveColumn column = { .table = (guint8) table,
                              .kind = attribute->is_number ? LIVE_NUMBERS : LIVE_WORDS,
                              .column = NONE,
                              .via = NONE,
                              .attribute = a,
                              .reads = LIVE_ATTRIBUTES };
        column.name = free_name(live, table, org_dict_text(live->org->dict, attribute->name));
        g_array_append_val(live->columns[table], column);
    }
}

gboolean
live_columns_update(OrgLive *live)
{
    gboolean same = live->columns[ORG_UNITS] != NULL;
    for (guint table = ORG_UNITS; same && table <= ORG_PEOPLE; table++)
        same = same_attributes(live, table);
    if (same)
        return FALSE;
    live_columns_free(live);
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++)
        list_columns(live, table);
    return TRUE;
}

void
live_columns_free(OrgLive *live)
{
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++)
        g_clear_pointer(&live->columns[table], g_array_unref);
}
