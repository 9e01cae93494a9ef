// SPDX-License-Identifier: MIT
#include "announced.h"

typedef struct {
    guint32 item;
    OrgRow person;
    guint32 words; /* index in OrgAnnounced.words */
} Entry;

typedef struct {
    char *reason, *series;
} Words;

struct OrgAnnounced {
    OrgMonth first, last;
    GArray **months;  /* of Entry, by month from first on; NULL where nothing was announced */
    GArray *log;      /* guint32: the month, from first on, of each entry since the last forget, in order */
    GArray *words;    /* Words: what calls have said, each once */
    GArray *due;      /* OrgAnnouncement, of the last take */
    guint32 words_of; /* of the last add: calls in blocks say the same */
};

static void
clear_words(gpointer data)
{
    g_free(((Words *) data)->reason);
    g_free(((Words *) data)->series);
}

OrgAnnounced *
org_announced_new(OrgMonth first, OrgMonth last)
{
    OrgAnnounced *a = g_new0(OrgAnnounced, 1);
    a->first = first;
    a->last = MAX(first, last);
    a->months = g_new0(GArray *, (gsize) (a->last - first) + 1);
    a->log = g_array_new(FALSE, FALSE, sizeof(guint32));
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
    for (OrgMonth month = a->first; month <= a->last; month++)
        g_clear_pointer(&a->months[month - a->first], g_array_unref);
    g_free(a->months);
    g_array_unref(a->log);
    g_array_unref(a->words);
    g_array_unref(a->due);
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

void
org_announced_add(OrgAnnounced *a, guint32 item, const OrgRow *people, const OrgMonth *when, gsize n,
                  const char *reason, const char *series)
{
    a->words_of = words_index(a, reason, series);
    for (gsize i = 0; i < n; i++) {
        if (when[i] < a->first || when[i] > a->last)
            continue;
        guint32 at = (guint32) (when[i] - a->first);
        GArray **month = &a->months[at];
        if (*month == NULL)
            *month = g_array_new(FALSE, FALSE, sizeof(Entry));
        Entry entry = { item, people[i], a->words_of };
        g_array_append_val(*month, entry);
        g_array_append_val(a->log, at);
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
        GArray *month = a->months[g_array_index(a->log, guint32, i - 1)];
        g_array_set_size(month, month->len - 1);
    }
    g_array_set_size(a->log, MIN(mark, a->log->len));
}

void
org_announced_forget(OrgAnnounced *a)
{
    g_array_set_size(a->log, 0);
}

static int
by_item_and_person(gconstpointer a, gconstpointer b)
{
    const Entry *x = a, *y = b;
    if (x->item != y->item)
        return x->item < y->item ? -1 : 1;
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return x->words < y->words ? -1 : x->words > y->words; /* one order, whatever qsort does with equals */
}

const OrgAnnouncement *
org_announced_take(OrgAnnounced *a, OrgMonth month, guint *n)
{
    g_array_set_size(a->due, 0);
    *n = 0;
    GArray *entries = month < a->first || month > a->last ? NULL : a->months[month - a->first];
    if (entries == NULL || entries->len == 0)
        return NULL;
    g_array_sort(entries, by_item_and_person);
    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = &g_array_index(entries, Entry, i);
        const Words *words = &g_array_index(a->words, Words, entry->words);
        OrgAnnouncement due = { entry->item, entry->person, words->reason, words->series };
        g_array_append_val(a->due, due);
    }
    g_clear_pointer(&a->months[month - a->first], g_array_unref);
    *n = a->due->len;
    return (const OrgAnnouncement *) (const void *) a->due->data;
}
