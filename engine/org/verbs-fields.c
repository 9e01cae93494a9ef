// SPDX-License-Identifier: MIT
/* The verb that sets a field of rows. */
#include "internal.h"
#include <string.h>

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
        if (number == ORG_F_REPORTS_TO) {
            org_report_to(org, rows[i], cells[i]);
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
