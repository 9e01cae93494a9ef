// SPDX-License-Identifier: MIT
/* The indexes over open rows: children and posts of a unit as doubly linked lists by row, with counts. */
#include "internal.h"
#include <string.h>

void
org_link_unit(Org *org, OrgRow unit)
{
    OrgUnitTable *u = &org->units;
    OrgRow parent = u->parent[unit];
    u->prev_sibling[unit] = u->next_sibling[unit] = ORG_NONE;
    if (parent == ORG_NONE)
        return;
    OrgRow head = u->first_child[parent];
    u->next_sibling[unit] = head;
    if (head != ORG_NONE)
        u->prev_sibling[head] = unit;
    u->first_child[parent] = unit;
    u->n_children[parent]++;
}

void
org_unlink_unit(Org *org, OrgRow unit)
{
    OrgUnitTable *u = &org->units;
    OrgRow parent = u->parent[unit], next = u->next_sibling[unit], prev = u->prev_sibling[unit];
    if (parent == ORG_NONE)
        return;
    if (prev != ORG_NONE)
        u->next_sibling[prev] = next;
    else
        u->first_child[parent] = next;
    if (next != ORG_NONE)
        u->prev_sibling[next] = prev;
    u->n_children[parent]--;
    u->prev_sibling[unit] = u->next_sibling[unit] = ORG_NONE;
}

void
org_link_post(Org *org, OrgRow post)
{
    OrgUnitTable *u = &org->units;
    OrgPostTable *p = &org->posts;
    OrgRow unit = p->unit[post], head = u->first_post[unit];
    p->prev[post] = ORG_NONE;
    p->next[post] = head;
    if (head != ORG_NONE)
        p->prev[head] = post;
    u->first_post[unit] = post;
    u->n_posts[unit]++;
    u->fte[unit] += p->fte[post];
    if (p->holder[post] != ORG_NONE)
        org_count_held(org, post, 1);
}

void
org_unlink_post(Org *org, OrgRow post)
{
    OrgUnitTable *u = &org->units;
    OrgPostTable *p = &org->posts;
    OrgRow unit = p->unit[post], next = p->next[post], prev = p->prev[post];
    if (prev != ORG_NONE)
        p->next[prev] = next;
    else
        u->first_post[unit] = next;
    if (next != ORG_NONE)
        p->prev[next] = prev;
    u->n_posts[unit]--;
    u->fte[unit] -= p->fte[post];
    if (p->holder[post] != ORG_NONE)
        org_count_held(org, post, G_MAXUINT32);
    p->prev[post] = p->next[post] = ORG_NONE;
}

static void
clear(Org *org)
{
    OrgUnitTable *u = &org->units;
    for (OrgRow i = 0; i < u->n; i++) {
        u->first_child[i] = u->next_sibling[i] = u->prev_sibling[i] = u->first_post[i] = ORG_NONE;
        u->n_children[i] = u->n_posts[i] = u->n_held[i] = u->n_idle[i] = 0;
        u->n_heads[i] = u->n_deputies[i] = 0;
        u->fte[i] = u->fte_held[i] = 0;
    }
    for (OrgRow i = 0; i < org->posts.n; i++)
        org->posts.next[i] = org->posts.prev[i] = ORG_NONE;
    org->totals.units = org->totals.posts = org->totals.people = org->totals.surplus = 0;
    org->n_second = org->n_kept = org->n_reports = 0;
    org_reports_forget(org);
    org_dotted_forget(org);
    if (org->posts.vacant)
        memset(org->posts.vacant, 0, (org->posts.n / 64 + 1) * sizeof(guint64));
}

void
org_index_rebuild(Org *org)
{
    clear(org);
    /* Backwards, so that a list walked from its head ascends as long as nothing moved. */
    for (OrgRow i = org->units.n; i-- > 0;)
        if (org->units.closed[i] == ORG_OPEN) {
            org_link_unit(org, i);
            org->totals.units++;
        }
    for (OrgRow i = org->posts.n; i-- > 0;)
        if (org->posts.closed[i] == ORG_OPEN) {
            org_link_post(org, i);
            org_mark_vacancy(org, i);
            org->n_kept += org->posts.kept_for[i] != ORG_NONE;
            org->n_reports += org->posts.reports_to[i] != ORG_NONE;
            org->totals.posts++;
        }
    for (OrgRow i = 0; i < org->people.n; i++) {
        guint state = org->people.state[i];
        org->n_second += org->people.second[i] != ORG_NONE;
        if (state == ORG_LEFT)
            continue;
        org->totals.people++;
        if (state == ORG_SURPLUS) {
            org->totals.surplus++;
            if (org->people.unit[i] != ORG_NONE)
                org->units.n_idle[org->people.unit[i]]++;
        }
    }
}

/* ---- ids */

static gpointer
id_key(OrgWord word, guint32 ordinal)
{
    return GSIZE_TO_POINTER((gsize) word << 32 | ordinal);
}

/* The direct hash would take the ordinal only, which is 0 for every plain id. */
static guint
hash_id(gconstpointer key)
{
    return (guint) ((GPOINTER_TO_SIZE(key) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> 32);
}

static guint32
ordinal_of(const Org *org, guint table, OrgRow row)
{
    return table == ORG_POSTS ? org->posts.ordinal[row] : table == ORG_PEOPLE ? org->people.ordinal[row] : 0;
}

static OrgWord
word_of(const Org *org, guint table, OrgRow row)
{
    return table == ORG_UNITS ? org->units.id[row] : table == ORG_POSTS ? org->posts.id[row] : org->people.id[row];
}

void
org_forget_ids(Org *org, guint table)
{
    g_clear_pointer(&org->by_id[table], g_hash_table_unref);
}

void
org_remember_id(Org *org, guint table, OrgRow row)
{
    OrgWord word = word_of(org, table, row);
    if (org->by_id[table] && word)
        g_hash_table_insert(org->by_id[table], id_key(word, ordinal_of(org, table, row)),
                            GSIZE_TO_POINTER((gsize) row + 1));
}

static OrgRow
look_up(const Org *org, guint table, OrgWord word, guint32 ordinal)
{
    gsize found = word ? GPOINTER_TO_SIZE(g_hash_table_lookup(org->by_id[table], id_key(word, ordinal))) : 0;
    return found ? (OrgRow) (found - 1) : ORG_NONE;
}

OrgRow
org_find(Org *org, guint table, const char *id)
{
    static const char letters[] = " uph";
    if (table < ORG_UNITS || table > ORG_PEOPLE || !id || !*id)
        return ORG_NONE;
    if (!org->by_id[table]) {
        org->by_id[table] = g_hash_table_new(hash_id, g_direct_equal);
        for (OrgRow row = 0; row < org_rows(org, table); row++)
            org_remember_id(org, table, row);
    }
    OrgRow row = look_up(org, table, org_dict_find(org->dict, id, -1), 0);
    if (row != ORG_NONE)
        return row;
    guint64 number;
    const char *hash = strrchr(id, '#');
    if (hash && g_ascii_string_to_unsigned(hash + 1, 10, 1, G_MAXUINT32, &number, NULL))
        return look_up(org, table, org_dict_find(org->dict, id, hash - id), (guint32) number);
    if (id[0] == letters[table] && g_ascii_string_to_unsigned(id + 1, 10, 1, org_rows(org, table), &number, NULL) &&
        !word_of(org, table, (OrgRow) number - 1))
        return (OrgRow) number - 1;
    return ORG_NONE;
}

const char *
org_id(const Org *org, guint table, OrgRow row)
{
    static __thread char *ring[8];
    static __thread guint at;
    static const char letters[] = " uph";
    if (table < ORG_UNITS || table > ORG_PEOPLE || row >= org_rows(org, table))
        return "";
    OrgWord word = word_of(org, table, row);
    guint32 ordinal = ordinal_of(org, table, row);
    if (word && !ordinal)
        return org_dict_text(org->dict, word);
    at = (at + 1) % G_N_ELEMENTS(ring);
    g_free(ring[at]);
    ring[at] = word ? g_strdup_printf("%s#%u", org_dict_text(org->dict, word), ordinal)
                    : g_strdup_printf("%c%u", letters[table], row + 1);
    return ring[at];
}

const char *
org_name(const Org *org, guint table, OrgRow row)
{
    if (table < ORG_UNITS || table > ORG_PEOPLE || row >= org_rows(org, table))
        return "";
    return org_dict_text(org->dict, table == ORG_UNITS   ? org->units.name[row]
                                    : table == ORG_POSTS ? org->posts.title[row]
                                                         : org->people.name[row]);
}
