// SPDX-License-Identifier: MIT
/* Recording verb calls as self-contained bytes. Little-endian throughout. */
#include "internal.h"
#include "../base/message.h"
#include <string.h>

#if G_BYTE_ORDER != G_LITTLE_ENDIAN
#error "acts are written as they lie in memory, which must be little-endian"
#endif

static const char *const verb_names[ORG_N_VERBS] = { "",           "open-unit",   "rename-unit", "move-unit",
                                                     "close-unit", "open-posts",  "move-posts",  "close-posts",
                                                     "set",        "set-numbers", "set-words",   "place",
                                                     "leave",      "join",        "release",     "pay" };

const char *
org_verb_name(OrgVerb verb)
{
    return verb > 0 && verb < ORG_N_VERBS ? verb_names[verb] : "";
}

OrgJournal *
org_journal_new(void)
{
    OrgJournal *journal = g_new0(OrgJournal, 1);
    journal->bytes = g_byte_array_new();
    journal->plugin = g_strdup("");
    org_journal_because(journal, NULL);
    return journal;
}

void
org_journal_free(OrgJournal *journal)
{
    if (!journal)
        return;
    g_byte_array_unref(journal->bytes);
    g_free(journal->plugin);
    g_free(journal->reason);
    g_free(journal);
}

void
org_journal_context(OrgJournal *journal, OrgMonth month, guint32 item, const char *plugin)
{
    journal->month = month;
    journal->item = item;
    g_free(journal->plugin);
    journal->plugin = g_strdup(plugin);
    org_journal_because(journal, NULL);
}

void
org_journal_because(OrgJournal *journal, const OrgMessage *reason)
{
    g_free(journal->reason);
    journal->reason = (OrgMessage *) g_strdup(org_message_said(reason));
}

OrgJournalMark
org_journal_mark(const OrgJournal *journal)
{
    return (OrgJournalMark){ journal->bytes->len, journal->n };
}

void
org_journal_truncate(OrgJournal *journal, OrgJournalMark mark)
{
    g_byte_array_set_size(journal->bytes, mark.bytes);
    journal->n = mark.n;
}

static void
put(Org *org, const void *data, gsize size)
{
    g_byte_array_append(org->journal->bytes, data, (guint) size);
}

void
org_act_u32(Org *org, guint32 value)
{
    put(org, &value, sizeof value);
}

void
org_act_text(Org *org, const char *text)
{
    gsize len = strlen(text);
    org_act_u32(org, (guint32) len);
    put(org, text, len + 1);
}

void
org_act_array(Org *org, const void *data, gsize n, gsize width)
{
    org_act_u32(org, (guint32) n);
    put(org, data, n * width);
}

void
org_act_words(Org *org, const OrgWord *words, gsize n)
{
    g_autoptr(GHashTable) index = g_hash_table_new(g_direct_hash, g_direct_equal);
    g_autoptr(GArray) distinct = g_array_new(FALSE, FALSE, sizeof(OrgWord));
    g_autofree guint32 *cells = g_new(guint32, n + 1);
    for (gsize i = 0; i < n; i++) {
        gpointer have = g_hash_table_lookup(index, GUINT_TO_POINTER(words[i]));
        if (!have) {
            g_array_append_val(distinct, words[i]);
            have = GUINT_TO_POINTER(distinct->len);
            g_hash_table_insert(index, GUINT_TO_POINTER(words[i]), have);
        }
        cells[i] = GPOINTER_TO_UINT(have) - 1;
    }
    org_act_u32(org, distinct->len);
    for (guint i = 0; i < distinct->len; i++)
        org_act_text(org, org_dict_text(org->dict, g_array_index(distinct, OrgWord, i)));
    org_act_array(org, cells, n, sizeof(guint32));
}

gboolean
org_act_begin(Org *org, OrgVerb verb)
{
    OrgJournal *journal = org->journal;
    if (!journal)
        return FALSE;
    journal->n++;
    guint start = journal->bytes->len;
    org_act_u32(org, start); /* the place of the length, which org_act_end fills */
    org_act_u32(org, (guint32) journal->month);
    org_act_u32(org, journal->item);
    org_act_u32(org, verb);
    org_act_text(org, journal->plugin);
    org_act_text(org, org_message_said(journal->reason));
    journal->open = start;
    return TRUE;
}

void
org_act_end(Org *org)
{
    GByteArray *bytes = org->journal->bytes;
    guint32 size = bytes->len - org->journal->open - (guint32) sizeof(guint32);
    memcpy(bytes->data + org->journal->open, &size, sizeof size);
}
