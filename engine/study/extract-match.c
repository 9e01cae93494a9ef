// SPDX-License-Identifier: MIT
/* Which row of an older extract is which row of a newer one. */
#include "extract-diff.h"

gboolean
org_extract_counts(const Org *org, guint table, OrgRow row)
{
    if (!org_is_open(org, table, row))
        return FALSE;
    return table != ORG_PEOPLE || (org->people.id[row] && !org->people.ordinal[row]);
}

static guint32
ordinal_of(const Org *org, guint table, OrgRow row)
{
    guint32 ordinal = table == ORG_POSTS ? org->posts.ordinal[row] : table == ORG_PEOPLE ? org->people.ordinal[row] : 0;
    return MAX(ordinal, 1); /* a group of one is spelled without an ordinal */
}

static OrgWord
word_of(const Org *org, guint table, OrgRow row)
{
    return table == ORG_UNITS ? org->units.id[row] : table == ORG_POSTS ? org->posts.id[row] : org->people.id[row];
}

static OrgWord
name_of(const Org *org, guint table, OrgRow row)
{
    return table == ORG_UNITS   ? org->units.name[row]
           : table == ORG_POSTS ? org->posts.title[row]
                                : org->people.name[row];
}

static OrgRow
parent_of(const Org *org, guint table, OrgRow row)
{
    return table == ORG_UNITS   ? org->units.parent[row]
           : table == ORG_POSTS ? org->posts.unit[row]
                                : org->people.unit[row];
}

#define SEVERAL GUINT_TO_POINTER(G_MAXUINT)

/* Keys of two numbers; of rows with the same key none is found. */
static gint64 *
key(guint32 a, guint32 b)
{
    gint64 *made = g_new(gint64, 1);
    *made = (gint64) (((guint64) a << 32) | b);
    return made;
}

static void
offer(GHashTable *index, gint64 *k, OrgRow row)
{
    gpointer there = g_hash_table_lookup(index, k);
    g_hash_table_insert(index, k, there ? SEVERAL : GUINT_TO_POINTER(row + 1));
}

static OrgRow
found(GHashTable *index, guint32 a, guint32 b)
{
    g_autofree gint64 *k = key(a, b);
    gpointer value = g_hash_table_lookup(index, k);
    return !value || value == SEVERAL ? ORG_NONE : GPOINTER_TO_UINT(value) - 1;
}

static void
join(OrgPartners *p, guint table, OrgRow old, OrgRow new, gboolean by_name)
{
    p->new_of[table][old] = new;
    p->old_of[table][new] = old;
    p->by_name[table][new] = by_name;
    *(by_name ? &p->n_name : &p->n_id) += 1;
}

static void
match_ids(OrgPartners *p, const Org *old, const Org *new, guint table)
{
    g_autoptr(GHashTable) index = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    for (OrgRow i = 0; i < org_rows(old, table); i++)
        if (org_extract_counts(old, table, i) && word_of(old, table, i))
            offer(index, key(word_of(old, table, i), ordinal_of(old, table, i)), i);
    for (OrgRow i = 0; i < org_rows(new, table); i++) {
        if (!org_extract_counts(new, table, i) || !word_of(new, table, i))
            continue;
        OrgRow row = found(index, word_of(new, table, i), ordinal_of(new, table, i));
        if (row != ORG_NONE && p->new_of[table][row] == ORG_NONE)
            join(p, table, row, i, FALSE);
    }
}

/* TRUE when some were matched: their children may now be. */
static gboolean
match_names(OrgPartners *p, const Org *old, const Org *new, guint table)
{
    g_autoptr(GHashTable) a = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_autoptr(GHashTable) b = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    gboolean any = FALSE;
    for (OrgRow i = 0; i < org_rows(old, table); i++) {
        OrgRow parent = parent_of(old, table, i);
        OrgRow there = parent == ORG_NONE ? ORG_NONE : p->new_of[ORG_UNITS][parent];
        if (org_extract_counts(old, table, i) && p->new_of[table][i] == ORG_NONE && name_of(old, table, i) &&
            (parent == ORG_NONE || there != ORG_NONE))
            offer(a, key(name_of(old, table, i), there), i);
    }
    for (OrgRow i = 0; i < org_rows(new, table); i++)
        if (org_extract_counts(new, table, i) && p->old_of[table][i] == ORG_NONE && name_of(new, table, i))
            offer(b, key(name_of(new, table, i), parent_of(new, table, i)), i);
    for (OrgRow i = 0; i < org_rows(new, table); i++) {
        if (!org_extract_counts(new, table, i) || p->old_of[table][i] != ORG_NONE || !name_of(new, table, i))
            continue;
        OrgRow row = found(a, name_of(new, table, i), parent_of(new, table, i));
        if (row == ORG_NONE || found(b, name_of(new, table, i), parent_of(new, table, i)) == ORG_NONE)
            continue;
        join(p, table, row, i, TRUE);
        any = TRUE;
    }
    return any;
}

void
org_partners_match(OrgPartners *p, const Org *old, const Org *new)
{
    *p = (OrgPartners){ 0 };
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++) {
        guint32 n_old = org_rows(old, t), n_new = org_rows(new, t);
        p->new_of[t] = g_new(OrgRow, MAX(n_old, 1));
        p->old_of[t] = g_new(OrgRow, MAX(n_new, 1));
        p->by_name[t] = g_new0(gboolean, MAX(n_new, 1));
        for (OrgRow i = 0; i < n_old; i++)
            p->new_of[t][i] = ORG_NONE;
        for (OrgRow i = 0; i < n_new; i++)
            p->old_of[t][i] = ORG_NONE;
        match_ids(p, old, new, t);
        while (match_names(p, old, new, t) && t == ORG_UNITS)
            ;
    }
}

void
org_partners_clear(OrgPartners *p)
{
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++) {
        g_free(p->new_of[t]);
        g_free(p->old_of[t]);
        g_free(p->by_name[t]);
    }
}
