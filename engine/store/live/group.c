// SPDX-License-Identifier: MIT
/* Rows in the order of the words that a query groups them by: SQLite would compare and copy the text of each row, where a word is a
 * number and there are few of them. The order is that of the texts, so that groups come out as SQLite sorts them. */
#include "private.h"

typedef struct {
    const char *text; /* NULL: null */
    guint32 slot;
} Key;

static gboolean
plain_of(const Org *org, const LiveColumn *column, LivePlain *plain)
{
    if (column->kind == LIVE_WORDS) {
        *plain =
            (LivePlain){ .wide = g_array_index(org->attributes[column->table], OrgAttribute, column->attribute).word };
        return TRUE;
    }
    return live_plain(org, column, plain);
}

gboolean
live_can_group(const OrgLive *live, const LiveColumn *column)
{
    LivePlain plain;
    return plain_of(live->org, column, &plain) && (plain.wide || store_code_is_named(column->column));
}

/* Words and codes as they are, 0 for null: neither a word nor a code with a name is 0. */
static inline guint32
slot_of(const LivePlain *plain, OrgRow row)
{
    gint64 raw = live_plain_raw(plain, row);
    return raw == LIVE_NULL ? 0 : (guint32) raw;
}

static int
by_text(gconstpointer a, gconstpointer b)
{
    const Key *one = a, *two = b;
    return g_strcmp0(one->text, two->text); /* NULL first, as null is */
}

/* From how many rows each slot has to where its first one comes. */
static void
to_starts(const OrgLive *live, const LiveColumn *column, gboolean words, guint32 *slots, guint32 n_slots)
{
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(Key));
    for (guint32 slot = 0; slot < n_slots; slot++)
        if (slots[slot]) {
            const char *text = slot == 0 ? NULL
                               : words   ? org_dict_text(live->org->dict, slot)
                                         : store_code_text(column->column, slot);
            g_array_append_val(keys, ((Key){ text, slot }));
        }
    g_array_sort(keys, by_text);
    guint32 start = 0;
    for (guint i = 0; i < keys->len; i++) {
        guint32 *slot = &slots[g_array_index(keys, Key, i).slot], count = *slot;
        *slot = start;
        start += count;
    }
}

void
live_group(const OrgLive *live, const LiveColumn *column, GArray *rows)
{
    LivePlain plain;
    if (!plain_of(live->org, column, &plain))
        return;
    guint32 n_slots = plain.wide ? org_dict_size(live->org->dict) + 1 : 256;
    g_autofree guint32 *slots = g_new0(guint32, n_slots);
    g_autofree OrgRow *from = g_memdup2(rows->data, rows->len * sizeof(OrgRow));
    for (guint i = 0; i < rows->len; i++)
        slots[slot_of(&plain, from[i])]++;
    to_starts(live, column, plain.wide != NULL, slots, n_slots);
    for (guint i = 0; i < rows->len; i++)
        g_array_index(rows, OrgRow, slots[slot_of(&plain, from[i])]++) = from[i];
}
