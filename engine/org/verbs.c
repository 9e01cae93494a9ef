// SPDX-License-Identifier: MIT
// The verbs on posts, and setting fields of rows.
#include "internal.h"
#include <string.h>

/* Whether all rows exist, are open and ascend, without a branch per row: the common case of a verb on many rows. */
#define ROWS_ASCEND_OPEN(name, type, open)                                                                             \
    static gboolean name(const type *column, guint32 n_rows, const OrgRow *rows, gsize n)                              \
    {                                                                                                                  \
        if (n == 0 || rows[0] >= n_rows)                                                                               \
            return n == 0;                                                                                             \
        guint fine = column[rows[0]] open;                                                                             \
        for (gsize i = 1; i < n; i++) {                                                                                \
            OrgRow row = rows[i] < n_rows ? rows[i] : 0;                                                               \
            fine &= (guint) (rows[i] > rows[i - 1]) & (guint) (rows[i] < n_rows) & (guint) (column[row] open);         \
        }                                                                                                              \
        return fine;                                                                                                   \
    }
ROWS_ASCEND_OPEN(people_ascend, guint8, != ORG_LEFT)
ROWS_ASCEND_OPEN(posts_ascend, OrgMonth, == ORG_OPEN)

gboolean
org_want_rows(const Org *org, guint table, const OrgRow *rows, gsize n, GError **error)
{
    if (table == ORG_PEOPLE ? people_ascend(org->people.state, org->people.n, rows, n)
                            : table == ORG_POSTS && posts_ascend(org->posts.closed, org->posts.n, rows, n))
        return TRUE;
    gboolean ascending = TRUE;
    for (gsize i = 0; i < n; i++) {
        if (!org_want_open(org, table, rows[i], error))
            return FALSE;
        ascending &= i == 0 || rows[i] > rows[i - 1];
    }
    if (ascending)
        return TRUE;
    g_autofree guint8 *seen = g_malloc0(org_rows(org, table));
    for (gsize i = 0; i < n; i++)
        if (seen[rows[i]]++)
            return org_fail(error, ORG_E_INVALID, "\"%s\" is named twice in one call", org_id(org, table, rows[i]));
    return TRUE;
}

static void
copy_post(Org *org, OrgRow like, OrgRow post)
{
    OrgPostTable *p = &org->posts;
    p->id[post] = p->id[like];
    p->ordinal[post] = p->id[like] ? post + 1 : 0; /* unique: groups number from 1 within at most that many rows */
    p->title[post] = p->title[like];
    p->category[post] = p->category[like];
    p->funding[post] = p->funding[like];
    p->reports_to[post] = p->reports_to[like];
    p->fte[post] = p->fte[like];
    p->coefficient[post] = p->coefficient[like];
    p->rank[post] = p->rank[like];
    for (guint a = 0; a < org->attributes[ORG_POSTS]->len; a++) {
        OrgAttribute *attribute = &g_array_index(org->attributes[ORG_POSTS], OrgAttribute, a);
        if (attribute->is_number)
            attribute->number[post] = attribute->number[like];
        else
            attribute->word[post] = attribute->word[like];
    }
}

gboolean
org_open_posts(Org *org, OrgRow like, OrgRow unit, guint32 n, OrgRow *first, GError **error)
{
    if (like != ORG_NONE && like >= org->posts.n)
        return org_fail(error, ORG_E_NOT_FOUND, "post row %u does not exist", like);
    if (!org_want_open(org, ORG_UNITS, unit, error))
        return FALSE;
    if (n > 1000000)
        return org_fail(error, ORG_E_INVALID, "%u posts in one call are too many", n);
    if (n > 0 && org->posts.n + (guint64) n > ORG_MAX_ROWS)
        return org_fail(error, ORG_E_INVALID, "more than %u posts are too many", ORG_MAX_ROWS);
    guint32 parent = like != ORG_NONE ? org->posts.stream[like] : org_text_stream(org_id(org, ORG_UNITS, unit));
    if (org_act_begin(org, ORG_VERB_OPEN_POSTS)) {
        org_act_u32(org, like);
        org_act_u32(org, unit);
        org_act_u32(org, n);
        org_act_u32(org, org->origin);
        org_act_u32(org, org->opened);
        org_act_end(org);
    }
    OrgRow row = org->posts.n;
    if (n) {
        org_append(org, ORG_POSTS, n);
        org_log(org, UNDO_APPEND, ORG_POSTS, 0, row, (OrgValue){ 0 });
    }
    OrgPostTable *p = &org->posts;
    for (OrgRow i = row; i < row + n; i++) {
        if (like != ORG_NONE)
            copy_post(org, like, i);
        p->unit[i] = unit;
        p->opened[i] = p->vacant_since[i] = org->month;
        p->stream[i] = org_stream(parent, org->origin, org->month, org->opened++);
        org_link_post(org, i);
        org_mark_vacancy(org, i);
        org_remember_id(org, ORG_POSTS, i);
    }
    org->totals.posts += n;
    org->totals.posts_opened += n;
    if (first)
        *first = row;
    return TRUE;
}

gboolean
org_move_posts(Org *org, const OrgRow *posts, gsize n, OrgRow unit, GError **error)
{
    if (!org_want_open(org, ORG_UNITS, unit, error) || !org_want_rows(org, ORG_POSTS, posts, n, error))
        return FALSE;
    g_autofree OrgRow *own = g_memdup2(posts, n * sizeof *posts);
    posts = own;
    if (org_act_begin(org, ORG_VERB_MOVE_POSTS)) {
        org_act_array(org, posts, n, sizeof(OrgRow));
        org_act_u32(org, unit);
        org_act_end(org);
    }
    for (gsize i = 0; i < n; i++) {
        OrgRow post = posts[i], person = org->posts.holder[post];
        org->totals.posts_moved += org->posts.unit[post] != unit;
        org_unlink_post(org, post);
        ORG_PUT(org, POSTS, posts, unit, post, unit);
        org_link_post(org, post);
        if (person != ORG_NONE && org->people.post[person] == post)
            ORG_PUT(org, PEOPLE, people, unit, person, unit);
    }
    return TRUE;
}

static inline void
prefetch_closing(const OrgPostTable *p, OrgRow post)
{
    org_prefetch(&p->next[post]);
    org_prefetch(&p->prev[post]);
    org_prefetch(&p->unit[post]);
    org_prefetch(&p->holder[post]);
    org_prefetch(&p->fte[post]);
}

gboolean
org_close_posts(Org *org, const OrgRow *posts, gsize n, GError **error)
{
    if (!org_want_rows(org, ORG_POSTS, posts, n, error))
        return FALSE;
    g_autofree OrgRow *own = g_memdup2(posts, n * sizeof *posts);
    posts = own;
    if (org_act_begin(org, ORG_VERB_CLOSE_POSTS)) {
        org_act_array(org, posts, n, sizeof(OrgRow));
        org_act_end(org);
    }
    for (gsize i = 0; i < n; i++) {
        OrgRow post = posts[i];
        if (i + ORG_AHEAD < n)
            prefetch_closing(&org->posts, posts[i + ORG_AHEAD]);
        org_unlink_post(org, post);
        org->totals.posts_closed_vacant += org->posts.holder[post] == ORG_NONE;
        if (org->posts.holder[post] != ORG_NONE) {
            org_cut_loose(org, post);
            ORG_PUT(org, POSTS, posts, holder, post, ORG_NONE);
        }
        if (org->n_kept)
            org_keep_for(org, post, ORG_NONE);
        ORG_PUT(org, POSTS, posts, closed, post, org->month);
        org_mark_vacancy(org, post);
    }
    org->totals.posts -= (guint32) n;
    org->totals.posts_closed += n;
    return TRUE;
}

/* ---- set ---- */

typedef struct {
    guint table;
    OrgColumnId column;
    gint64 max; /* of codes and weights */
} Field;

static const Field fields[] = {
    [ORG_F_TYPE] = { ORG_UNITS, ORG_COL_UNITS_type, 0 },
    [ORG_F_FUNCTION] = { ORG_UNITS, ORG_COL_UNITS_function, 0 },
    [ORG_F_RANK] = { ORG_POSTS, ORG_COL_POSTS_rank, ORG_STAFF },
    [ORG_F_TITLE] = { ORG_POSTS, ORG_COL_POSTS_title, 0 },
    [ORG_F_CATEGORY] = { ORG_POSTS, ORG_COL_POSTS_category, 0 },
    [ORG_F_FUNDING] = { ORG_POSTS, ORG_COL_POSTS_funding, 0 },
    [ORG_F_COEFFICIENT] = { ORG_POSTS, ORG_COL_POSTS_coefficient, G_MAXUINT16 },
    [ORG_F_FTE] = { ORG_POSTS, ORG_COL_POSTS_fte, 1000000000 },
    [ORG_F_REPORTS_TO] = { ORG_POSTS, ORG_COL_POSTS_reports_to, 0 },
    [ORG_F_RATING] = { ORG_PEOPLE, ORG_COL_PEOPLE_rating, 5 },
    [ORG_F_KEPT_FOR] = { ORG_POSTS, ORG_COL_POSTS_kept_for, 0 },
    [ORG_F_PERSON_COEFFICIENT] = { ORG_PEOPLE, ORG_COL_PEOPLE_coefficient, G_MAXUINT16 },
};

static gboolean
want_boss(const Org *org, OrgRow post, gint64 value, GError **error)
{
    if (value == ORG_NONE || (value >= 0 && value < org->posts.n && org->posts.closed[value] == ORG_OPEN))
        return TRUE;
    return org_fail(error, ORG_E_INVALID, "post \"%s\" cannot report to a post that is not there",
                    org_id(org, ORG_POSTS, post));
}

/* Who a post reports to once the call is done; after holds that of the rows which the call sets. */
static OrgRow
boss_after(const Org *org, GHashTable *after, OrgRow post)
{
    gpointer boss;
    if (g_hash_table_lookup_extended(after, GUINT_TO_POINTER(post), NULL, &boss))
        return GPOINTER_TO_UINT(boss);
    return org->posts.reports_to[post];
}

/* Nobody reports to himself, over however many posts, when the whole call is done. */
static gboolean
want_no_circle(const Org *org, const OrgRow *rows, const gint64 *bosses, gsize n, GError **error)
{
    g_autoptr(GHashTable) after = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (gsize i = 0; i < n; i++)
        g_hash_table_insert(after, GUINT_TO_POINTER(rows[i]), GUINT_TO_POINTER((OrgRow) bosses[i]));
    for (gsize i = 0; i < n; i++) {
        OrgRow boss = (OrgRow) bosses[i];
        for (guint32 steps = 0; boss != ORG_NONE && boss != rows[i] && steps <= org->posts.n; steps++)
            boss = boss_after(org, after, boss);
        if (boss != ORG_NONE)
            return org_fail(error, ORG_E_INVALID, "post \"%s\" would report to itself",
                            org_id(org, ORG_POSTS, rows[i]));
    }
    return TRUE;
}

static gboolean
want_kept(const Org *org, OrgRow post, gint64 value, GError **error)
{
    if (value == ORG_NONE)
        return TRUE;
    if (value < 0 || value >= org->people.n || org->people.state[value] == ORG_LEFT)
        return org_fail(error, ORG_E_INVALID, "post \"%s\" cannot be kept for a person who is not there",
                        org_id(org, ORG_POSTS, post));
    if (org->posts.holder[post] != ORG_NONE)
        return org_fail(error, ORG_E_INVALID, "post \"%s\" is held; only a vacant post is kept for somebody",
                        org_id(org, ORG_POSTS, post));
    return TRUE;
}

static gboolean
want_value(const Org *org, const Field *field, OrgRow row, gint64 value, GError **error)
{
    if (field->column == ORG_COL_POSTS_reports_to)
        return want_boss(org, row, value, error);
    if (field->column == ORG_COL_POSTS_kept_for)
        return want_kept(org, row, value, error);
    gint64 max = org_columns[field->column].kind == ORG_K_WORD ? (gint64) org_dict_size(org->dict) - 1 : field->max;
    if (value < 0 || value > max)
        return org_fail(error, ORG_E_INVALID, "%" G_GINT64_FORMAT " is no value for \"%s\" (0 to %" G_GINT64_FORMAT ")",
                        value, org_columns[field->column].name, max);
    return TRUE;
}

static void
record_set(Org *org, guint number, const OrgRow *rows, const guint32 *cells, gsize n)
{
    if (!org_act_begin(org, ORG_VERB_SET))
        return;
    org_act_u32(org, number);
    org_act_array(org, rows, n, sizeof(OrgRow));
    if (org_columns[fields[number].column].kind == ORG_K_WORD)
        org_act_words(org, cells, n);
    else
        org_act_array(org, cells, n, sizeof(guint32));
    org_act_end(org);
}

static void
put_values(Org *org, guint number, const OrgRow *rows, const guint32 *cells, gsize n)
{
    const Field *field = &fields[number];
    gboolean counted = number == ORG_F_FTE || number == ORG_F_RANK; /* in the counts of the post's unit */
    void *data = *org_cells(org, field->column);
    const OrgColumnInfo *info = &org_columns[field->column];
    for (gsize i = 0; i < n; i++) {
        if (number == ORG_F_KEPT_FOR) {
            org_keep_for(org, rows[i], cells[i]);
            continue;
        }
        if (counted)
            org_unlink_post(org, rows[i]);
        org_log(org, UNDO_CELL, field->table, field->column, rows[i],
                (OrgValue){ .number = org_load_cell(data, info, rows[i]) });
        org_store_cell(data, info, rows[i], cells[i]);
        if (counted)
            org_link_post(org, rows[i]);
    }
    org->version[field->column]++;
}

gboolean
org_set(Org *org, guint number, const OrgRow *rows, const gint64 *values, gsize n, GError **error)
{
    if (number < ORG_F_TYPE || number >= G_N_ELEMENTS(fields))
        return org_fail(error, ORG_E_INVALID, "there is no field %u", number);
    const Field *field = &fields[number];
    if (!org_want_rows(org, field->table, rows, n, error))
        return FALSE;
    for (gsize i = 0; i < n; i++)
        if (!want_value(org, field, rows[i], values[i], error))
            return FALSE;
    if (number == ORG_F_REPORTS_TO && !want_no_circle(org, rows, values, n, error))
        return FALSE;
    g_autofree OrgRow *own = g_memdup2(rows, n * sizeof *rows);
    g_autofree guint32 *cells = g_new(guint32, n + 1);
    for (gsize i = 0; i < n; i++)
        cells[i] = (guint32) values[i];
    record_set(org, number, own, cells, n);
    put_values(org, number, own, cells, n);
    return TRUE;
}
