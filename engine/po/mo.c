// SPDX-License-Identifier: MIT
#include "mo.h"
#include <string.h>

extern const guint8 org_catalogue_vi[]; /* made by embed.sh, in this machine's byte order */

typedef struct {
    guint32 magic, revision, n, ids, texts; /* the latter two: offsets of (length, offset) pairs */
} Header;

static const char *
text_at(guint32 table, guint index, guint32 *length)
{
    guint32 pair[2];
    memcpy(pair, org_catalogue_vi + table + 8 * index, sizeof pair);
    if (length)
        *length = pair[0];
    return (const char *) org_catalogue_vi + pair[1];
}

static Header
header(void)
{
    Header h;
    memcpy(&h, org_catalogue_vi, sizeof h);
    g_assert(h.magic == 0x950412de);
    return h;
}

guint
org_mo_size(void)
{
    return header().n;
}

const char *
org_mo_get(guint index, const char **many, const char **text)
{
    Header h = header();
    guint32 length;
    const char *id = text_at(h.ids, index, &length);
    *many = strlen(id) < length ? id + strlen(id) + 1 : NULL;
    *text = text_at(h.texts, index, NULL);
    return id;
}

const char *
org_mo_find(const char *id)
{
    Header h = header();
    guint low = 0, high = h.n;
    while (low < high) {
        guint middle = (low + high) / 2;
        int order = strcmp(id, text_at(h.ids, middle, NULL));
        if (order == 0)
            return *id ? text_at(h.texts, middle, NULL) : NULL; /* "" is the head of the catalogue */
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
