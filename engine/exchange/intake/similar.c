// SPDX-License-Identifier: MIT
/* Near-duplicate names: one letter more, less, other or swapped, in a word long enough that this is likely a slip.
 * Two such names share the text that remains when the right letter is taken out of each, so each name is filed under
 * the hashes of all its one-letter deletions: O(letters), however many siblings there are. */
#include "intake.h"
#include <string.h>

#define BASE G_GUINT64_CONSTANT(0x100000001B3)
#define MAX_LETTERS 100 /* a longer name is not looked at */
#define MAX_CHAIN 64    /* names compared under one hash */
#define MANY 50000u     /* siblings */
#define MAX_ENTRIES 4500000u

typedef struct {
    const gunichar *letters;
    guint n; /* 0: not looked at */
} Name;

typedef struct {
    guint64 hash;
    guint32 index, next;
} Entry;

typedef struct {
    Name *names;
    GArray *entries;
    guint32 *heads;
    guint32 mask;
} Files;

/* Hoà and Hòa, Thuý and Thúy: the tone of oa, oe and uy is written on either letter; here on the first. */
static void
place_tone(gunichar *letters, guint n)
{
    gunichar *last = &letters[n - 1], *first = last - 1, base, tone, moved;

    if (!g_unichar_decompose(*last, &base, &tone) ||
        !strchr(*first == 'o'   ? "ae"
                : *first == 'u' ? "y"
                                : "",
                (int) base) ||
        base >= 0x80 || !base || !(tone <= 0x301 || tone == 0x303 || tone == 0x309 || tone == 0x323))
        return;
    if (!g_unichar_compose(*first, tone, &moved))
        return;
    *first = moved;
    *last = base;
}

/* Case, runs of blanks and the place of a tone do not tell names apart. Returns the number of letters; 0: not looked at. */
static guint
normalise(const char *text, gunichar letters[MAX_LETTERS])
{
    g_autofree char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    guint n = 0;

    for (const char *p = composed ? composed : ""; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gboolean blank = g_unichar_isspace(c) || c == 0xA0;
        if (blank && (n == 0 || letters[n - 1] == ' '))
            continue;
        if (n == MAX_LETTERS)
            return 0;
        letters[n++] = blank ? ' ' : g_unichar_tolower(c);
        if (n > 1 && c >= 0x80)
            place_tone(letters, n);
    }
    while (n && letters[n - 1] == ' ')
        n--;
    return n >= 5 ? n : 0;
}

static gboolean
telling_word(const Name *name, guint at)
{
    guint from = MIN(at, name->n - 1), to = from, plain = 0;

    if (name->letters[from] == ' ' && from > 0)
        from = --to;
    while (from > 0 && name->letters[from - 1] != ' ')
        from--;
    while (to < name->n && name->letters[to] != ' ')
        to++;
    for (guint i = from; i < to; i++) {
        if (!g_unichar_isalpha(name->letters[i]))
            return FALSE; /* room 12 and room 13, B-1 and B-2 */
        plain += name->letters[i] < 0x80;
    }
    return to - from >= (plain == to - from ? 5 : 6);
}

/* Trương and Trường, Nguyên and Nguyễn are different words, whose letters differ by their marks alone. A letter without
 * any mark may have lost it. */
static gboolean
same_letter(gunichar a, gunichar b)
{
    gunichar plain_a[4], plain_b[4];

    return a >= 0x80 && b >= 0x80 && g_unichar_fully_decompose(a, FALSE, plain_a, 4) > 0 &&
           g_unichar_fully_decompose(b, FALSE, plain_b, 4) > 0 && plain_a[0] == plain_b[0];
}

static gboolean
alike(const Name *a, const Name *b)
{
    guint head = 0, tail = 0, shorter = MIN(a->n, b->n);

    while (head < shorter && a->letters[head] == b->letters[head])
        head++;
    if (head == a->n && head == b->n)
        return TRUE;
    while (tail < shorter - head && a->letters[a->n - 1 - tail] == b->letters[b->n - 1 - tail])
        tail++;
    guint x = a->n - head - tail, y = b->n - head - tail;
    gboolean swapped =
        x == 2 && y == 2 && a->letters[head] == b->letters[head + 1] && a->letters[head + 1] == b->letters[head];
    if ((x > 1 || y > 1) && !swapped)
        return FALSE;
    if (x == 1 && y == 1 && same_letter(a->letters[head], b->letters[head]))
        return FALSE;
    return telling_word(a, head) && telling_word(b, head);
}

static guint64
finish(guint64 hash)
{
    hash ^= hash >> 29;
    hash *= G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9);
    return hash ^ hash >> 32;
}

/* The hashes of the name and of its deletions: n + 1 of them. */
static void
hashes(const Name *name, guint64 out[MAX_LETTERS + 1])
{
    guint64 prefix[MAX_LETTERS + 1], power[MAX_LETTERS + 1];
    guint n = name->n;

    prefix[0] = 0;
    power[0] = 1;
    for (guint i = 0; i < n; i++) {
        prefix[i + 1] = prefix[i] * BASE + name->letters[i] + 1;
        power[i + 1] = power[i] * BASE;
    }
    for (guint i = 0; i < n; i++)
        out[i] = finish(prefix[i] * power[n - 1 - i] + prefix[n] - prefix[i + 1] * power[n - 1 - i]);
    out[n] = finish(prefix[n]);
}

/* The first name filed that is like this one; then file it. */
static guint32
look_and_file(Files *files, guint32 index)
{
    guint64 keys[MAX_LETTERS + 1];
    guint32 found = ORG_NONE;
    const Name *name = &files->names[index];

    hashes(name, keys);
    for (guint k = 0; k <= name->n; k++) {
        guint chain = 0;
        for (guint32 e = files->heads[keys[k] & files->mask]; e != ORG_NONE && chain < MAX_CHAIN; chain++) {
            const Entry *entry = &g_array_index(files->entries, Entry, e);
            if (entry->hash == keys[k] && entry->index < found && entry->index != index &&
                alike(&files->names[entry->index], name))
                found = entry->index;
            e = entry->next;
        }
    }
    for (guint k = 0; k <= name->n; k++) {
        guint32 *head = &files->heads[keys[k] & files->mask];
        Entry entry = { keys[k], index, *head };
        *head = files->entries->len;
        g_array_append_val(files->entries, entry);
    }
    return found;
}

/* So many siblings that filing them would take too much memory: counted before anything is kept. */
static gboolean
are_too_many(const char *const *texts, const guint32 *rows, guint32 n)
{
    gunichar letters[MAX_LETTERS];
    guint entries = 0;

    for (guint32 i = 0; n > MANY && i < n && entries <= MAX_ENTRIES; i++)
        entries += normalise(texts[rows[i]], letters) + 1;
    return entries > MAX_ENTRIES;
}

static void
compare_group(const char *const *texts, const guint32 *rows, guint32 n, guint32 *like)
{
    g_autofree Name *names = g_new(Name, n);
    g_autoptr(GArray) pool = g_array_new(FALSE, FALSE, sizeof(gunichar));
    gunichar letters[MAX_LETTERS];
    guint entries = 0;

    for (guint32 i = 0; i < n; i++) {
        names[i].n = normalise(texts[rows[i]], letters);
        g_array_append_vals(pool, letters, names[i].n);
        entries += names[i].n ? names[i].n + 1 : 0;
    }
    const gunichar *at = (const gunichar *) (const void *) pool->data;
    for (guint32 i = 0; i < n && pool->len > 0; at += names[i++].n)
        names[i].letters = at;
    guint32 slots = 16;
    while (slots < entries)
        slots *= 2;
    g_autofree guint32 *heads = g_new(guint32, slots);
    memset(heads, 0xFF, slots * sizeof *heads);
    Files files = { names, g_array_sized_new(FALSE, FALSE, sizeof(Entry), entries), heads, slots - 1 };
    for (guint32 i = 0; i < n; i++) {
        guint32 found = names[i].n ? look_and_file(&files, i) : ORG_NONE;
        if (found != ORG_NONE)
            like[rows[i]] = rows[found];
    }
    g_array_unref(files.entries);
}

static int
by_group(gconstpointer a, gconstpointer b, gpointer data)
{
    const guint32 *groups = data;
    guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

    if (groups[x] != groups[y])
        return groups[x] < groups[y] ? -1 : 1;
    return x < y ? -1 : x > y;
}

void
org_similar_names(const char *const *names, const guint32 *groups, guint32 n, OrgSimilarFn fn, gpointer data)
{
    g_autofree guint32 *order = g_new(guint32, (gsize) n + 1), *like = g_new(guint32, (gsize) n + 1);
    guint32 used = 0;

    for (guint32 i = 0; i < n; i++) {
        like[i] = ORG_NONE;
        if (names[i])
            order[used++] = i;
    }
    g_qsort_with_data(order, (gint) used, sizeof *order, by_group, (gpointer) groups);
    for (guint32 from = 0, to; from < used; from = to) {
        for (to = from + 1; to < used && groups[order[to]] == groups[order[from]]; to++)
            ;
        if (to - from > 1 && !are_too_many(names, order + from, to - from))
            compare_group(names, order + from, to - from, like);
    }
    for (guint32 i = 0; i < n; i++)
        if (like[i] != ORG_NONE)
            fn(i, like[i], data);
}
