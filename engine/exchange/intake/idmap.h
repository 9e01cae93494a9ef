// SPDX-License-Identifier: MIT
/* Ids to rows: (word, ordinal) to a number, open addressing. Built once by an import of up to millions of rows, where
 * a GHashTable of heap keys would cost more than all the rest. */
#pragma once
#include <glib.h>
#include <orgsim/plugin.h>

typedef struct {
    guint64 *keys; /* 0: free; (0, 0) is never a key */
    guint32 *values;
    guint32 capacity, used;
} OrgIdMap;

static inline guint32
org_id_map_slot(const OrgIdMap *map, guint64 key)
{
    /* Ids in the order of a file are mostly words in a row: eight of them share a line of the processor's cache. */
    guint64 hash = (key & ~(G_GUINT64_CONSTANT(7) << 32)) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    guint32 slot = (((guint32) (hash >> 32) & ~7u) | ((guint32) (key >> 32) & 7)) & (map->capacity - 1);
    while (map->keys[slot] && map->keys[slot] != key)
        slot = (slot + 1) & (map->capacity - 1);
    return slot;
}

static inline void
org_id_map_reserve(OrgIdMap *map, guint32 n)
{
    if (map->capacity >= 64 && (guint64) n * 3 <= (guint64) map->capacity * 2)
        return;
    OrgIdMap old = *map;
    map->capacity = 64;
    while ((guint64) map->capacity * 2 < (guint64) n * 3)
        map->capacity *= 2;
    map->capacity = MAX(map->capacity, old.capacity * 2);
    map->keys = g_new0(guint64, map->capacity);
    map->values = g_new(guint32, map->capacity);
    for (guint32 i = 0; i < old.capacity; i++) {
        if (!old.keys[i])
            continue;
        guint32 slot = org_id_map_slot(map, old.keys[i]);
        map->keys[slot] = old.keys[i];
        map->values[slot] = old.values[i];
    }
    g_free(old.keys);
    g_free(old.values);
}

/* The value of a key; ORG_NONE when it is not there. */
static inline guint32
org_id_map_find(const OrgIdMap *map, OrgWord word, guint32 ordinal)
{
    if (map->capacity == 0)
        return ORG_NONE;
    guint64 key = (guint64) word << 32 | ordinal;
    guint32 slot = org_id_map_slot(map, key);
    return map->keys[slot] ? map->values[slot] : ORG_NONE;
}

/* Adds a key. ORG_NONE when it was new, else the value that it has had before, which stays. */
static inline guint32
org_id_map_add(OrgIdMap *map, OrgWord word, guint32 ordinal, guint32 value)
{
    org_id_map_reserve(map, map->used + 1);
    guint64 key = (guint64) word << 32 | ordinal;
    guint32 slot = org_id_map_slot(map, key);
    if (map->keys[slot])
        return map->values[slot];
    map->keys[slot] = key;
    map->values[slot] = value;
    map->used++;
    return ORG_NONE;
}

static inline void
org_id_map_clear(OrgIdMap *map)
{
    g_clear_pointer(&map->keys, g_free);
    g_clear_pointer(&map->values, g_free);
    map->capacity = map->used = 0;
}
