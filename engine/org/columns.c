// SPDX-License-Identifier: MIT
/* Generic access to the built-in columns, and growing them. */
#include "internal.h"
#include <stdlib.h>
#include <string.h>

#define SIGNED(t) ((t) -1 < (t) 1)
#define UNITS_OFFSET(m) G_STRUCT_OFFSET(Org, units.m)
#define POSTS_OFFSET(m) G_STRUCT_OFFSET(Org, posts.m)
#define PEOPLE_OFFSET(m) G_STRUCT_OFFSET(Org, people.m)
const OrgColumnInfo org_columns[ORG_N_COLUMNS] = {
#define X(T, m, t, k, n, i) { ORG_##T, sizeof(t), SIGNED(t), ORG_K_##k, n, i, T##_OFFSET(m) },
    ORG_UNIT_COLUMNS(X) ORG_POST_COLUMNS(X) ORG_PERSON_COLUMNS(X)
#undef X
};

const guint8 org_first_column[5] = { 0, ORG_COL_UNITS_id, ORG_COL_POSTS_id, ORG_COL_PEOPLE_id, ORG_N_COLUMNS };

guint32
org_rows(const Org *org, guint table)
{
    return table == ORG_UNITS    ? org->units.n
           : table == ORG_POSTS  ? org->posts.n
           : table == ORG_PEOPLE ? org->people.n
                                 : 0;
}

gint64
org_load_cell(const void *data, const OrgColumnInfo *info, gsize row)
{
    switch (info->width) {
    case 1:
        return ((const guint8 *) data)[row];
    case 2:
        return ((const guint16 *) data)[row];
    default:
        return info->is_signed ? (gint64) ((const gint32 *) data)[row] : (gint64) ((const guint32 *) data)[row];
    }
}

void
org_store_cell(void *data, const OrgColumnInfo *info, gsize row, gint64 value)
{
    switch (info->width) {
    case 1:
        ((guint8 *) data)[row] = (guint8) value;
        break;
    case 2:
        ((guint16 *) data)[row] = (guint16) value;
        break;
    default:
        ((guint32 *) data)[row] = (guint32) value;
    }
}

gint64
org_cell(const Org *org, OrgColumnId column, OrgRow row)
{
    const OrgColumnInfo *info = &org_columns[column];
    return org_load_cell(*org_cells((Org *) org, column), info, row);
}

OrgColumnId
org_column_by_name(guint table, const char *name)
{
    if (table < ORG_UNITS || table > ORG_PEOPLE)
        return ORG_N_COLUMNS;
    for (guint c = org_first_column[table]; c < org_first_column[table + 1]; c++)
        if (!strcmp(org_columns[c].name, name))
            return c;
    return ORG_N_COLUMNS;
}

gboolean
org_column_is_derived(OrgColumnId column)
{
    return column == ORG_COL_POSTS_vacant_since || column == ORG_COL_POSTS_stream || column == ORG_COL_PEOPLE_stream;
}

static gboolean
is_mapped(const Org *org, const void *data)
{
    return org->map && (const char *) data >= (const char *) org->map &&
           (const char *) data < (const char *) org->map + org->map_size;
}

void
org_free_column(Org *org, void *data)
{
    if (!is_mapped(org, data))
        g_free(data);
}

static void *
regrow(Org *org, void *data, gsize width, guint32 n, guint32 capacity)
{
    if (!is_mapped(org, data))
        return g_realloc_n(data, capacity, width);
    void *own = g_malloc_n(capacity, width);
    memcpy(own, data, n * width);
    return own;
}

static void
grow_unit_indexes(Org *org, guint32 capacity)
{
    OrgUnitTable *u = &org->units;
    u->first_child = g_renew(OrgRow, u->first_child, capacity);
    u->next_sibling = g_renew(OrgRow, u->next_sibling, capacity);
    u->prev_sibling = g_renew(OrgRow, u->prev_sibling, capacity);
    u->first_post = g_renew(OrgRow, u->first_post, capacity);
    u->n_children = g_renew(guint32, u->n_children, capacity);
    u->n_posts = g_renew(guint32, u->n_posts, capacity);
    u->n_held = g_renew(guint32, u->n_held, capacity);
    u->n_idle = g_renew(guint32, u->n_idle, capacity);
    u->fte = g_renew(gint64, u->fte, capacity);
    u->fte_held = g_renew(gint64, u->fte_held, capacity);
    u->n_heads = g_renew(guint32, u->n_heads, capacity);
    u->n_deputies = g_renew(guint32, u->n_deputies, capacity);
}

/* The n and capacity of a table. */
static guint32 *
counts(Org *org, guint table)
{
    return table == ORG_UNITS ? &org->units.n : table == ORG_POSTS ? &org->posts.n : &org->people.n;
}

static void
grow(Org *org, guint table, guint32 need)
{
    guint32 *n = counts(org, table), *capacity = n + 1;
    G_STATIC_ASSERT(G_STRUCT_OFFSET(OrgUnitTable, capacity) == sizeof(guint32));
    guint32 want = MAX(need, *capacity + *capacity / 2 + 16);
    for (guint c = org_first_column[table]; c < org_first_column[table + 1]; c++) {
        void **data = org_cells(org, c);
        *data = regrow(org, *data, org_columns[c].width, *n, want);
    }
    for (guint a = 0; a < org->attributes[table]->len; a++) {
        OrgAttribute *attribute = &g_array_index(org->attributes[table], OrgAttribute, a);
        if (attribute->is_number)
            attribute->number = regrow(org, attribute->number, sizeof(double), *n, want);
        else
            attribute->word = regrow(org, attribute->word, sizeof(OrgWord), *n, want);
    }
    if (table == ORG_UNITS)
        grow_unit_indexes(org, want);
    if (table == ORG_POSTS) {
        org->posts.next = regrow(org, org->posts.next, sizeof(OrgRow), *n, want);
        org->posts.prev = regrow(org, org->posts.prev, sizeof(OrgRow), *n, want);
        org->posts.vacant = g_renew(guint64, org->posts.vacant, (gsize) want / 64 + 1);
    }
    *capacity = want;
}

/* Space in the block at *at, which may be NULL to add up sizes. */
static void *
carve(char *block, gsize *at, gsize size)
{
    char *place = block ? block + *at : NULL;
    *at += (MAX(size, 1) + 63) & ~(gsize) 63; /* an empty column lies inside the block, too */
    return place;
}

static gsize
carve_all(Org *org, char *block, const guint32 rows[4])
{
    gsize at = 0;
    for (guint c = 0; c < ORG_N_COLUMNS; c++)
        *org_cells(org, c) = carve(block, &at, (gsize) rows[org_columns[c].table] * org_columns[c].width);
    org->posts.next = carve(block, &at, rows[ORG_POSTS] * sizeof(OrgRow));
    org->posts.prev = carve(block, &at, rows[ORG_POSTS] * sizeof(OrgRow));
    return at;
}

guint32
org_room(guint32 people)
{
    return people + MIN(people / 4, G_MAXUINT32 - people);
}

void
org_take_block(Org *org, const guint32 rows[4])
{
    /* Most runs let people join; with some room their columns need not be copied again at once. */
    const guint32 room[] = { 0, rows[ORG_UNITS], rows[ORG_POSTS], org_room(rows[ORG_PEOPLE]) };
    gsize size = carve_all(org, NULL, room);
    org->map = aligned_alloc(64, size); /* not on huge pages: clearing fresh ones took ten times as long as copying */
    if (!org->map)
        g_error("out of memory: %" G_GSIZE_FORMAT " bytes for a copy of the organisation", size);
    org->map_size = size;
    org->owns_map = TRUE;
    carve_all(org, org->map, room);
    grow_unit_indexes(org, rows[ORG_UNITS]);
    org->posts.vacant = g_new(guint64, (gsize) rows[ORG_POSTS] / 64 + 1);
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++) {
        counts(org, t)[0] = rows[t]; /* n and capacity */
        counts(org, t)[1] = room[t];
    }
}

static void
clear_unit_indexes(Org *org, OrgRow unit)
{
    OrgUnitTable *u = &org->units;
    u->first_child[unit] = u->next_sibling[unit] = u->prev_sibling[unit] = u->first_post[unit] = ORG_NONE;
    u->n_children[unit] = u->n_posts[unit] = u->n_held[unit] = u->n_idle[unit] = 0;
    u->n_heads[unit] = u->n_deputies[unit] = 0;
    u->fte[unit] = u->fte_held[unit] = 0;
}

static void
fill_cells(void *data, const OrgColumnInfo *info, OrgRow first, guint32 count)
{
    if (count == 0) /* of a table without rows there is nothing to write to */
        return;
    if (info->initial == 0) {
        memset((char *) data + (gsize) first * info->width, 0, (gsize) count * info->width);
        return;
    }
    for (guint32 i = 0; i < count; i++)
        if (info->width == sizeof(guint32))
            ((guint32 *) data)[first + i] = (guint32) info->initial;
        else
            org_store_cell(data, info, first + i, info->initial);
}

OrgRow
org_append(Org *org, guint table, guint32 count)
{
    guint32 *n = counts(org, table), *capacity = n + 1;
    g_return_val_if_fail(count < ORG_NONE - *n, ORG_NONE);
    if (*n + count > *capacity)
        grow(org, table, *n + count);
    OrgRow first = *n;
    for (gsize w = first / 64 + (first > 0); table == ORG_POSTS && count > 0 && w <= ((gsize) first + count) / 64; w++)
        org->posts.vacant[w] = 0; /* also behind the last row: whole words of bits are read */
    for (guint c = org_first_column[table]; c < org_first_column[table + 1]; c++) {
        const OrgColumnInfo *info = &org_columns[c];
        fill_cells(*org_cells(org, c), info, first, count);
    }
    for (guint a = 0; a < org->attributes[table]->len; a++) {
        OrgAttribute *attribute = &g_array_index(org->attributes[table], OrgAttribute, a);
        for (guint32 i = 0; i < count; i++)
            if (attribute->is_number)
                attribute->number[first + i] = NAN;
            else
                attribute->word[first + i] = 0;
    }
    for (guint32 i = 0; i < count; i++)
        if (table == ORG_UNITS)
            clear_unit_indexes(org, first + i);
        else if (table == ORG_POSTS)
            org->posts.next[first + i] = org->posts.prev[first + i] = ORG_NONE;
    *n += count;
    return first;
}

OrgRow
org_add_units(Org *org, guint32 n)
{
    return org_append(org, ORG_UNITS, n);
}

OrgRow
org_add_posts(Org *org, guint32 n)
{
    return org_append(org, ORG_POSTS, n);
}

OrgRow
org_add_people(Org *org, guint32 n)
{
    return org_append(org, ORG_PEOPLE, n);
}
