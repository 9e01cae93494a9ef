// SPDX-License-Identifier: MIT
#include "dict.h"
#include <string.h>

/* Texts live in chunks that never move; an open-addressing table of words, at most half full, finds them. */
#define CHUNK (64 * 1024)

struct OrgDict {
    gint refs;
    GPtrArray *texts; /* const char *, by word */
    GArray *hashes;   /* guint32, by word: resizing needs no rehash */
    guint32 *slots;   /* words; 0 = free */
    guint32 mask;
    GPtrArray *chunks;
    char *chunk;
    gsize left;
};

static guint32
hash_text(const char *text, gsize len)
{
    guint64 h = 0xcbf29ce484222325u;
    for (gsize i = 0; i < len; i++)
        h = (h ^ (guint8) text[i]) * 0x100000001b3u;
    return (guint32) (h ^ (h >> 32));
}

OrgDict *
org_dict_new(void)
{
    OrgDict *dict = g_new0(OrgDict, 1);
    dict->refs = 1;
    dict->texts = g_ptr_array_new();
    dict->hashes = g_array_new(FALSE, FALSE, sizeof(guint32));
    dict->chunks = g_ptr_array_new_with_free_func(g_free);
    dict->mask = 255;
    dict->slots = g_new0(guint32, dict->mask + 1);
    guint32 zero = 0;
    g_ptr_array_add(dict->texts, (gpointer) "");
    g_array_append_val(dict->hashes, zero);
    return dict;
}

OrgDict *
org_dict_ref(OrgDict *dict)
{
    dict->refs++;
    return dict;
}

void
org_dict_unref(OrgDict *dict)
{
    if (!dict || --dict->refs)
        return;
    g_ptr_array_free(dict->texts, TRUE);
    g_array_free(dict->hashes, TRUE);
    g_ptr_array_free(dict->chunks, TRUE);
    g_free(dict->slots);
    g_free(dict);
}

static guint32
probe(const OrgDict *dict, const char *text, gsize len, guint32 hash)
{
    guint32 i = hash & dict->mask;
    for (; dict->slots[i]; i = (i + 1) & dict->mask) {
        guint32 word = dict->slots[i];
        const char *have = dict->texts->pdata[word];
        if (g_array_index(dict->hashes, guint32, word) == hash && !strncmp(have, text, len) && !have[len])
            break;
    }
    return i;
}

static void
grow(OrgDict *dict)
{
    g_free(dict->slots);
    dict->mask = dict->mask * 2 + 1;
    dict->slots = g_new0(guint32, (gsize) dict->mask + 1);
    for (guint32 word = 1; word < dict->texts->len; word++) {
        guint32 i = g_array_index(dict->hashes, guint32, word) & dict->mask;
        while (dict->slots[i])
            i = (i + 1) & dict->mask;
        dict->slots[i] = word;
    }
}

static const char *
keep(OrgDict *dict, const char *text, gsize len)
{
    if (len + 1 > CHUNK / 4) {
        char *own = g_strndup(text, len);
        g_ptr_array_add(dict->chunks, own);
        return own;
    }
    if (dict->left < len + 1) {
        dict->chunk = g_malloc(CHUNK);
        dict->left = CHUNK;
        g_ptr_array_add(dict->chunks, dict->chunk);
    }
    char *own = dict->chunk;
    memcpy(own, text, len);
    own[len] = 0;
    dict->chunk += len + 1;
    dict->left -= len + 1;
    return own;
}

OrgWord
org_dict_add(OrgDict *dict, const char *text, gssize size)
{
    gsize len = size < 0 ? strlen(text) : strnlen(text, (gsize) size);
    if (!len)
        return 0;
    guint32 hash = hash_text(text, len);
    guint32 slot = probe(dict, text, len, hash);
    if (dict->slots[slot])
        return dict->slots[slot];
    OrgWord word = dict->texts->len;
    g_ptr_array_add(dict->texts, (gpointer) keep(dict, text, len));
    g_array_append_val(dict->hashes, hash);
    dict->slots[slot] = word;
    if (dict->texts->len * 2 > dict->mask)
        grow(dict);
    return word;
}

OrgWord
org_dict_find(const OrgDict *dict, const char *text, gssize size)
{
    gsize len = size < 0 ? strlen(text) : strnlen(text, (gsize) size);
    return len ? dict->slots[probe(dict, text, len, hash_text(text, len))] : 0;
}

const char *
org_dict_text(const OrgDict *dict, OrgWord word)
{
    return word < dict->texts->len ? dict->texts->pdata[word] : "";
}

guint32
org_dict_size(const OrgDict *dict)
{
    return dict->texts->len;
}

OrgDictMark
org_dict_mark(const OrgDict *dict)
{
    return (OrgDictMark){ dict->texts->len, dict->chunks->len, dict->chunk, dict->left };
}

void
org_dict_forget(OrgDict *dict, OrgDictMark mark)
{
    /* From the last one back: a slot that was filled later was free when the words before it looked for theirs. */
    for (guint32 word = dict->texts->len; word-- > mark.words;) {
        guint32 i = g_array_index(dict->hashes, guint32, word) & dict->mask;
        while (dict->slots[i] != word)
            i = (i + 1) & dict->mask;
        dict->slots[i] = 0;
    }
    g_ptr_array_set_size(dict->texts, (gint) mark.words);
    g_array_set_size(dict->hashes, mark.words);
    g_ptr_array_set_size(dict->chunks, (gint) mark.chunks);
    dict->chunk = mark.chunk;
    dict->left = mark.left;
}
