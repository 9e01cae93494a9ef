// SPDX-License-Identifier: MIT
/* Selections: the open rows for which a predicate holds, kept until a column that it reads changes.
 *
 * A selection remembers for which of the rows that it has decided the predicate holds. While nothing that the predicate reads was
 * written, only new rows are put to SQLite; those that close drop out by themselves. When something was written or undone, which opens rows again, all open rows are decided anew; but rows that are
 * alike in every column read are decided once, which spares most of the work, since those columns mostly hold few values. */
#include "private.h"
#include "../../base/error.h"
#include "../file/text.h"

#define FEW 64 /* rows below which looking for like rows does not pay */
#define MANY_KINDS 4096
#define KEEP 256 /* selections */

struct LiveSelection {
    guint table;
    sqlite3_stmt *stmt; /* NULL: every row */
    LiveReads reads;
    gboolean alone; /* the predicate looks at nothing but the row */
    gboolean many;  /* hardly any two rows are alike */
    LiveStamp read_stamp, open_stamp;
    gboolean ready; /* rows is right as long as both stamps are fresh */
    guint32 words;
    guint64 *holds; /* bits by row */
    guint32 known;  /* rows below are decided, unless they were closed then */
    guint32 undone; /* Org.undone of that time */
    GArray *rows;   /* OrgRow */
    guint64 used;
};

void
live_selection_free(LiveSelection *selection)
{
    sqlite3_finalize(selection->stmt);
    g_free(selection->holds);
    g_array_unref(selection->rows);
    g_free(selection);
}

static inline gboolean
has(const guint64 *bits, OrgRow row)
{
    return bits[row / 64] >> (row % 64) & 1;
}

static inline void
put(guint64 *bits, OrgRow row)
{
    bits[row / 64] |= G_GUINT64_CONSTANT(1) << (row % 64);
}

static inline gboolean
is_open(const Org *org, guint table, OrgRow row)
{
    return table == ORG_UNITS   ? org->units.closed[row] == ORG_OPEN
           : table == ORG_POSTS ? org->posts.closed[row] == ORG_OPEN
                                : org->people.state[row] != ORG_LEFT;
}

/* ---- deciding */

/* Put rows to SQLite; holds gets a bit for each that the predicate is true for. */
static gboolean
ask(OrgLive *live, LiveSelection *s, const GArray *rows, gboolean all, GError **error)
{
    guint32 n = org_rows(live->org, s->table);
    int result;
    live->only = all ? NULL : rows;
    live->only_table = s->table;
    live_watch(live);
    while ((result = live_step(live, s->stmt, error)) == SQLITE_ROW) {
        gint64 row = sqlite3_column_int64(s->stmt, 0);
        if (row >= 0 && row < n)
            put(s->holds, (OrgRow) row);
    }
    live_unwatch(live);
    live->only = NULL;
    sqlite3_reset(s->stmt);
    return result == SQLITE_DONE;
}

/* Rows grouped by what they hold in the columns read. */
typedef struct {
    GArray *first;  /* a row of each kind */
    guint32 *kind;  /* of each row asked about */
    guint32 *slots; /* hash table: kind + 1, or 0 */
    gint64 *values; /* of each kind, n_columns each */
} Kinds;

static void
kinds_clear(Kinds *kinds)
{
    g_array_unref(kinds->first);
    g_free(kinds->kind);
    g_free(kinds->slots);
    g_free(kinds->values);
}

#define SLOTS (4 * MANY_KINDS)

static inline gboolean
alike(const gint64 *a, const gint64 *b, guint n)
{
    gint64 differ = 0;
    for (guint c = 0; c < n; c++)
        differ |= a[c] ^ b[c];
    return differ == 0;
}

static guint32
kind_of(Kinds *kinds, const gint64 *values, guint n, OrgRow row)
{
    guint64 hash = 0;
    for (guint c = 0; c < n; c++) {
        hash = (hash ^ (guint64) values[c]) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
        hash ^= hash >> 29;
    }
    for (guint32 at = (guint32) hash % SLOTS;; at = (at + 1) % SLOTS) {
        guint32 kind = kinds->slots[at];
        if (kind && alike(&kinds->values[(gsize) (kind - 1) * n], values, n))
            return kind - 1;
        if (kind)
            continue;
        kinds->slots[at] = kinds->first->len + 1;
        memcpy(&kinds->values[(gsize) kinds->first->len * n], values, n * sizeof *values);
        g_array_append_val(kinds->first, row);
        return kinds->first->len - 1;
    }
}

/* FALSE when there are too many kinds for this to pay. */
static gboolean
sort_into_kinds(OrgLive *live, const LiveReads *reads, const GArray *rows, Kinds *kinds)
{
    guint n = reads->n_columns;
    gint64 values[G_N_ELEMENTS(reads->columns)], before[G_N_ELEMENTS(reads->columns)];
    *kinds = (Kinds){ .first = g_array_new(FALSE, FALSE, sizeof(OrgRow)),
                      .kind = g_new(guint32, rows->len),
                      .slots = g_new0(guint32, SLOTS),
                      .values = g_new(gint64, (gsize) (MANY_KINDS + 1) * MAX(n, 1)) };
    LivePlain plain[G_N_ELEMENTS(reads->columns)];
    gboolean is_plain[G_N_ELEMENTS(reads->columns)];
    for (guint c = 0; c < n; c++)
        is_plain[c] = live_plain(live->org, reads->columns[c], &plain[c]);
    for (guint i = 0; i < rows->len; i++) {
        OrgRow row = g_array_index(rows, OrgRow, i);
        for (guint c = 0; c < n; c++)
            values[c] = is_plain[c] ? live_plain_raw(&plain[c], row) : live_raw(live, reads->columns[c], row);
        /* Rows that stand together are mostly alike. */
        kinds->kind[i] = i > 0 && alike(values, before, n) ? kinds->kind[i - 1] : kind_of(kinds, values, n, row);
        memcpy(before, values, n * sizeof *values);
        guint32 so_far = kinds->first->len;
        if (so_far > MANY_KINDS || (so_far > 2 * FEW && so_far * 4 > i))
            return FALSE;
    }
    return TRUE;
}

static gboolean
decide_by_kind(OrgLive *live, LiveSelection *s, const GArray *rows, GError **error)
{
    Kinds kinds;
    gboolean ok = FALSE;
    s->many = !sort_into_kinds(live, &s->reads, rows, &kinds);
    if (!s->many && ask(live, s, kinds.first, FALSE, error)) {
        for (guint i = 0; i < rows->len; i++)
            if (has(s->holds, g_array_index(kinds.first, OrgRow, kinds.kind[i])))
                put(s->holds, g_array_index(rows, OrgRow, i));
        ok = TRUE;
    }
    kinds_clear(&kinds);
    return ok;
}

#define SMALL 4096

static inline guint32
small_cell(const LivePlain *cells, OrgRow row)
{
    return cells->wide ? cells->wide[row] : cells->narrow[row];
}

static inline guint64
whole_word(OrgRow first, const LivePlain *cells, const guint8 *holds)
{
    guint64 word = 0;
    if (cells->wide)
        for (guint k = 0; k < 64; k++)
            word |= (guint64) holds[cells->wide[first + k]] << k;
    else
        for (guint k = 0; k < 64; k++)
            word |= (guint64) holds[cells->narrow[first + k]] << k;
    return word;
}

/* Bits for those of the rows (ascending) whose value holds; whole words at a time. */
static void
put_where(guint64 *bits, const OrgRow *rows, guint n, const LivePlain *cells, const guint8 *holds)
{
    guint64 word = 0;
    for (guint i = 0; i < n; i++) {
        if (rows[i] % 64 == 0 && n - i >= 64 && rows[i + 63] == rows[i] + 63) { /* a whole word of rows, as is usual */
            if (i)
                bits[rows[i - 1] / 64] |= word;
            word = 0;
            bits[rows[i] / 64] |= whole_word(rows[i], cells, holds);
            i += 63;
            continue;
        }
        if (i && rows[i] / 64 != rows[i - 1] / 64) {
            bits[rows[i - 1] / 64] |= word;
            word = 0;
        }
        word |= (guint64) holds[small_cell(cells, rows[i])] << (rows[i] % 64);
    }
    if (n)
        bits[rows[n - 1] / 64] |= word;
}

/* The usual predicate reads one column of words or codes of the row itself: one row of each value is decided, with tables
 * in place of the hash. *done is FALSE when this is no such predicate. */
static gboolean
decide_small(OrgLive *live, LiveSelection *s, const GArray *rows, gboolean *done, GError **error)
{
    LivePlain cells = { 0 };
    *done = s->reads.n_columns == 1 && live_plain(live->org, s->reads.columns[0], &cells) && !cells.via;
    if (!*done)
        return TRUE;
    const OrgRow *all = (const OrgRow *) (const void *) rows->data;
    guint8 holds[SMALL] = { 0 };
    g_autoptr(GArray) first = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    for (guint i = 0; i < rows->len; i++) {
        guint32 value = small_cell(&cells, all[i]);
        if (value >= SMALL) {
            *done = FALSE;
            return TRUE;
        }
        if (!holds[value]) {
            holds[value] = 1;
            g_array_append_val(first, all[i]);
        }
    }
    if (!ask(live, s, first, FALSE, error))
        return FALSE;
    for (guint k = 0; k < first->len; k++) {
        OrgRow row = g_array_index(first, OrgRow, k);
        holds[small_cell(&cells, row)] = has(s->holds, row);
    }
    put_where(s->holds, all, rows->len, &cells, holds);
    return TRUE;
}

static gboolean
decide(OrgLive *live, LiveSelection *s, const GArray *rows, GError **error)
{
    if (rows->len >= FEW && s->alone && !s->many && !s->reads.too_many) {
        gboolean done;
        if (!decide_small(live, s, rows, &done, error))
            return FALSE;
        if (done)
            return TRUE;
        if (decide_by_kind(live, s, rows, error))
            return TRUE;
        if (!s->many)
            return FALSE;
    }
    guint32 open = s->table == ORG_UNITS   ? live->org->totals.units
                   : s->table == ORG_POSTS ? live->org->totals.posts
                                           : live->org->totals.people;
    return ask(live, s, rows, rows->len == open || !s->alone, error);
}

/* ---- keeping */

static void
make_room(LiveSelection *s, guint32 rows)
{
    guint32 words = rows / 64 + 1;
    if (words <= s->words)
        return;
    words += words / 4;
    s->holds = g_renew(guint64, s->holds, words);
    memset(s->holds + s->words, 0, (words - s->words) * sizeof(guint64));
    s->words = words;
}

static void
forget(LiveSelection *s)
{
    s->known = 0;
    if (s->words)
        memset(s->holds, 0, s->words * sizeof(guint64));
}

/* NULL for people, who have a state instead. */
static inline const OrgMonth *
closed_months(const Org *org, guint table)
{
    return table == ORG_UNITS ? org->units.closed : table == ORG_POSTS ? org->posts.closed : NULL;
}

/* The rows of a word of bits that are open. Half of the bits or more are set in most words, so that testing each row and
 * keeping its number or not, without a branch, beats walking the bits. */
static inline OrgRow *
collect_word(OrgRow *to, guint64 bits, OrgRow first, OrgRow end, const OrgMonth *closed, const guint8 *state)
{
    for (OrgRow row = first; row < end; row++) {
        *to = row;
        to += (bits >> (row - first)) & (closed ? closed[row] == ORG_OPEN : state[row] != ORG_LEFT);
    }
    return to;
}

static void
collect(const Org *org, LiveSelection *s)
{
    guint32 n = org_rows(org, s->table);
    g_array_set_size(s->rows, n + 1); /* one more: the loop writes before it knows */
    OrgRow *start = (OrgRow *) (void *) s->rows->data, *to = start;
    const OrgMonth *closed = closed_months(org, s->table);
    for (guint32 w = 0; w * 64 < n; w++) {
        guint64 bits = s->stmt ? s->holds[w] : G_MAXUINT64;
        if (bits)
            to = collect_word(to, bits, w * 64, MIN(w * 64 + 64, n), closed, org->people.state);
    }
    g_array_set_size(s->rows, (guint) (to - start));
}

/* Open rows that were not decided yet. */
static GArray *
undecided(const Org *org, const LiveSelection *s)
{
    guint32 n = org_rows(org, s->table);
    GArray *todo = g_array_sized_new(FALSE, FALSE, sizeof(OrgRow), n - s->known + 1);
    OrgRow *start = (OrgRow *) (void *) todo->data, *to = start;
    const OrgMonth *closed = closed_months(org, s->table);
    for (OrgRow row = s->known; row < n; row++) {
        *to = row;
        to += closed ? closed[row] == ORG_OPEN : org->people.state[row] != ORG_LEFT;
    }
    g_array_set_size(todo, (guint) (to - start));
    return todo;
}

/* The bits are up to date; `ready` says whether the rows still are. */
static gboolean
refresh_bits(OrgLive *live, LiveSelection *s, GError **error)
{
    const Org *org = live->org;
    gboolean read_fresh = live_fresh(live, s->reads.reads, &s->read_stamp);
    gboolean open_fresh = live_fresh(live, live_open_bits(s->table), &s->open_stamp);
    if (s->ready && read_fresh && open_fresh)
        return TRUE;
    s->ready = FALSE;
    guint32 n = org_rows(org, s->table);
    make_room(s, n);
    if (!read_fresh || s->undone != org->undone)
        forget(s);
    s->undone = org->undone;
    if (s->stmt && s->known < n) {
        g_autoptr(GArray) todo = undecided(org, s);
        if (todo->len && !decide(live, s, todo, error)) {
            s->read_stamp.set = FALSE; /* decided in part: begin anew next time */
            return FALSE;
        }
        s->known = n;
    }
    return TRUE;
}

static gboolean
refresh(OrgLive *live, LiveSelection *s, GError **error)
{
    if (!refresh_bits(live, s, error))
        return FALSE;
    if (!s->ready)
        collect(live->org, s);
    s->ready = TRUE;
    return TRUE;
}

/* ---- finding */

static gboolean
compile(OrgLive *live, LiveSelection *s, const char *where, GError **error)
{
    if (!store_is_closed(where)) {
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "a bracket or a quote does not match in \"%.200s\"", where);
        return FALSE;
    }
    g_autofree char *sql = g_strdup_printf("SELECT rowid FROM %s WHERE (%s\n)", live_names[s->table], where);
    s->reads.own = s->table;
    s->stmt = live_compile(live, sql, &s->reads, error);
    s->alone = s->reads.n_selects == 1;
    if (!s->alone)
        s->reads.reads |= s->reads.tables;
    return s->stmt != NULL;
}

static void
drop_oldest(OrgLive *live)
{
    GHashTableIter iter;
    gpointer key, value, oldest = NULL;
    guint64 used = G_MAXUINT64;
    g_hash_table_iter_init(&iter, live->selections);
    while (g_hash_table_iter_next(&iter, &key, &value))
        if (((LiveSelection *) value)->used < used) {
            used = ((LiveSelection *) value)->used;
            oldest = key;
        }
    g_hash_table_remove(live->selections, oldest);
}

static LiveSelection *
find(OrgLive *live, guint table, const char *where, GError **error)
{
    if (table < ORG_UNITS || table > ORG_PEOPLE) {
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "there is no table %u", table);
        return NULL;
    }
    g_autofree char *key = g_strdup_printf("%u%s", table, where ? where : "");
    LiveSelection *s = g_hash_table_lookup(live->selections, key);
    if (s) {
        s->used = live->call;
        return s;
    }
    s = g_new0(LiveSelection, 1);
    s->table = table;
    s->rows = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    s->used = live->call;
    if (where && !store_only_blank(where) && !compile(live, s, where, error)) {
        live_selection_free(s);
        return NULL;
    }
    if (g_hash_table_size(live->selections) >= KEEP)
        drop_oldest(live);
    g_hash_table_insert(live->selections, g_steal_pointer(&key), s);
    return s;
}

gboolean
org_live_check(OrgLive *live, guint table, const char *where, GError **error)
{
    live_enter(live);
    return find(live, table, where, error) != NULL;
}

gboolean
org_live_select(OrgLive *live, guint table, const char *where, const OrgRow **rows, gsize *n, GError **error)
{
    live_enter(live);
    LiveSelection *s = find(live, table, where, error);
    if (!s || !refresh(live, s, error))
        return FALSE;
    *rows = (const OrgRow *) (const void *) s->rows->data;
    *n = s->rows->len;
    return TRUE;
}

gboolean
org_live_bits(OrgLive *live, guint table, const char *where, const guint64 **bits, GError **error)
{
    live_enter(live);
    LiveSelection *s = find(live, table, where, error);
    if (!s || !refresh_bits(live, s, error))
        return FALSE;
    *bits = s->stmt ? s->holds : NULL;
    return TRUE;
}
