// SPDX-License-Identifier: MIT
#include "announced.h"
#include <string.h>

typedef struct {
    OrgRow person;
    guint32 words; /* index in OrgAnnounced.words */
} Entry;

/* What one item announced for one month. Calls go through people in order, so that the entries mostly ascend. */
typedef struct {
    Entry *entries;
    guint32 n, capacity;
} Bucket;

typedef struct {
    char *reason, *series;
} Words;

/* Where an entry was appended that may have to go again. */
typedef struct {
    guint32 item, month;
} Logged;

struct OrgAnnounced {
    OrgMonth first, last;
    GPtrArray *items; /* by item: its buckets by month, from first on; NULL where it announced nothing */
    GArray *log;      /* Logged: since the last forget, in order */
    GArray *words;    /* Words: what calls have said, each once */
    GArray *due;      /* OrgAnnouncement, of the last take */
    OrgRow *people;   /* theirs */
    gsize room;
    guint32 words_of; /* of the last add: calls in blocks say the same */
};

static void
clear_words(gpointer data)
{
    g_free(((Words *) data)->reason);
    g_free(((Words *) data)->series);
}

static guint32
n_months(const OrgAnnounced *a)
{
    return (guint32) (a->last - a->first) + 1;
}

OrgAnnounced *
org_announced_new(OrgMonth first, OrgMonth last)
{
    OrgAnnounced *a = g_new0(OrgAnnounced, 1);
    a->first = first;
    a->last = MAX(first, last);
    a->items = g_ptr_array_new();
    a->log = g_array_new(FALSE, FALSE, sizeof(Logged));
    a->words = g_array_new(FALSE, FALSE, sizeof(Words));
    g_array_set_clear_func(a->words, clear_words);
    a->due = g_array_new(FALSE, FALSE, sizeof(OrgAnnouncement));
    return a;
}

void
org_announced_free(OrgAnnounced *a)
{
    if (a == NULL)
        return;
    for (guint i = 0; i < a->items->len; i++) {
        Bucket *buckets = a->items->pdata[i];
        for (guint32 m = 0; buckets != NULL && m < n_months(a); m++)
            g_free(buckets[m].entries);
        g_free(buckets);
    }
    g_ptr_array_unref(a->items);
    g_array_unref(a->log);
    g_array_unref(a->words);
    g_array_unref(a->due);
    g_free(a->people);
    g_free(a);
}

static guint32
words_index(OrgAnnounced *a, const char *reason, const char *series)
{
    for (guint32 tried = 0; tried < a->words->len; tried++) {
        guint32 i = (a->words_of + tried) % a->words->len;
        const Words *words = &g_array_index(a->words, Words, i);
        if (g_strcmp0(words->reason, reason) == 0 && g_strcmp0(words->series, series) == 0)
            return i;
    }
    Words made = { g_strdup(reason), g_strdup(series) };
    g_array_append_val(a->words, made);
    return a->words->len - 1;
}

static Bucket *
buckets_of(OrgAnnounced *a, guint32 item)
{
    if (item >= a->items->len)
        g_ptr_array_set_size(a->items, (gint) item + 1);
    if (a->items->pdata[item] == NULL)
        a->items->pdata[item] = g_new0(Bucket, n_months(a));
    return a->items->pdata[item];
}

static void
grow(Bucket *bucket)
{
    bucket->capacity = bucket->capacity != 0 ? bucket->capacity * 2 : 64;
    bucket->entries = g_renew(Entry, bucket->entries, bucket->capacity);
}

void
org_announced_add(OrgAnnounced *a, guint32 item, const OrgRow *people, const OrgMonth *when, gsize n,
                  const char *reason, const char *series, gboolean for_good)
{
    const guint32 words = a->words_of = words_index(a, reason, series);
    Bucket *buckets = buckets_of(a, item);
    for (gsize i = 0; i < n; i++) {
        if (when[i] < a->first || when[i] > a->last)
            continue;
        const guint32 month = (guint32) (when[i] - a->first);
        Bucket *bucket = &buckets[month];
        if (G_UNLIKELY(bucket->n == bucket->capacity))
            grow(bucket);
        bucket->entries[bucket->n++] = (Entry){ people[i], words };
        if (for_good)
            continue;
        Logged logged = { item, month };
        g_array_append_val(a->log, logged);
    }
}

guint
org_announced_mark(const OrgAnnounced *a)
{
    return a->log->len;
}

void
org_announced_undo_to(OrgAnnounced *a, guint mark)
{
    for (guint i = a->log->len; i > mark; i--) {
        const Logged *logged = &g_array_index(a->log, Logged, i - 1);
        ((Bucket *) a->items->pdata[logged->item])[logged->month].n--;
    }
    g_array_set_size(a->log, MIN(mark, a->log->len));
}

void
org_announced_forget(OrgAnnounced *a)
{
    g_array_set_size(a->log, 0);
}

static int
compare(const Entry *x, const Entry *y)
{
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return x->words < y->words ? -1 : x->words > y->words; /* one order, whatever qsort does with equals */
}

static int
by_person(gconstpointer a, gconstpointer b)
{
    return compare(a, b);
}

/* By person, nobody twice under the same words. */
static void
put_in_order(Bucket *bucket)
{
    Entry *e = bucket->entries;
    guint32 kept = 0;
    gboolean ascends = TRUE;
    for (guint32 i = 1; i < bucket->n; i++)
        ascends &= e[i - 1].person < e[i].person;
    if (ascends)
        return;
    qsort(e, bucket->n, sizeof *e, by_person);
    for (guint32 i = 0; i < bucket->n; i++)
        if (kept == 0 || compare(&e[kept - 1], &e[i]) != 0)
            e[kept++] = e[i];
    bucket->n = kept;
}

/* The group of these words among those from `from` on, which are of one item; made when it is their first entry. */
static guint
group_of(OrgAnnounced *a, guint from, guint32 item, guint32 words)
{
    const Words *said = &g_array_index(a->words, Words, words);
    for (guint g = from; g < a->due->len; g++)
        if (g_array_index(a->due, OrgAnnouncement, g).reason == said->reason)
            return g;
    OrgAnnouncement group = { .item = item, .reason = said->reason, .series = said->series };
    g_array_append_val(a->due, group);
    return a->due->len - 1;
}

/* The entries of a bucket as groups of the same words, in the order in which the words come first. */
static OrgRow *
take_bucket(OrgAnnounced *a, guint32 item, Bucket *bucket, OrgRow *to)
{
    const guint from = a->due->len;
    put_in_order(bucket);
    for (guint32 begin = 0, end; begin < bucket->n; begin = end) { /* runs of the same words are long */
        const guint32 words = bucket->entries[begin].words;
        for (end = begin; end < bucket->n && bucket->entries[end].words == words;)
            end++;
        guint at = group_of(a, from, item, words);
        g_array_index(a->due, OrgAnnouncement, at).n += end - begin;
    }
    for (guint g = from; g < a->due->len; g++) {
        OrgAnnouncement *group = &g_array_index(a->due, OrgAnnouncement, g);
        group->people = to;
        if (group->n == bucket->n) { /* of one group, as is usual */
            for (guint32 i = 0; i < bucket->n; i++)
                *to++ = bucket->entries[i].person;
            break;
        }
        for (guint32 i = 0; i < bucket->n; i++) {
            *to = bucket->entries[i].person;
            to += g_array_index(a->words, Words, bucket->entries[i].words).reason == group->reason;
        }
    }
    g_free(bucket->entries);
    *bucket = (Bucket){ 0 };
    return to;
}

OrgAnnouncement *
org_announced_take(OrgAnnounced *a, OrgMonth month, guint *n)
{
    gsize all = 1; /* one more: rows are written before it is known whether they stay */
    g_array_set_size(a->due, 0);
    *n = 0;
    if (month < a->first || month > a->last)
        return NULL;
    for (guint i = 0; i < a->items->len; i++)
        all += a->items->pdata[i] != NULL ? ((Bucket *) a->items->pdata[i])[month - a->first].n : 0;
    if (all > a->room) {
        a->room = all + all / 2;
        a->people = g_renew(OrgRow, a->people, a->room);
    }
    OrgRow *to = a->people;
    for (guint i = 0; i < a->items->len; i++) {
        Bucket *buckets = a->items->pdata[i];
        if (buckets != NULL && buckets[month - a->first].n > 0)
            to = take_bucket(a, i, &buckets[month - a->first], to);
    }
    *n = a->due->len;
    return (OrgAnnouncement *) (void *) a->due->data;
}
