// SPDX-License-Identifier: MIT
/* The dictionary: every text that repeats is a word of 32 bits. Words stay, but for org_dict_forget(); word 0 is "".
 * Texts are valid UTF-8 without NUL. One dictionary is shared by all organisations of a run; it is not
 * thread-safe. */
#pragma once
#include <glib.h>
#include <orgsim/plugin.h>

typedef struct OrgDict OrgDict;

OrgDict *org_dict_new(void);
OrgDict *org_dict_ref(OrgDict *dict);
void org_dict_unref(OrgDict *dict);

/* The word of text (len bytes, or -1: up to NUL), made if new. O(len). */
OrgWord org_dict_add(OrgDict *dict, const char *text, gssize len);

/* The word of text, or 0 when it is not there (or is ""). */
OrgWord org_dict_find(const OrgDict *dict, const char *text, gssize len);

/* The text of a word: "" for 0 and for a number that is no word. The pointer lives as long as the dictionary. */
const char *org_dict_text(const OrgDict *dict, OrgWord word);

/* Words so far, word 0 included. */
guint32 org_dict_size(const OrgDict *dict);

/* What was added since the mark is forgotten, words and memory, as if it had never been: whoever holds such a word must be
 * gone. So each replication begins with the same words, and meets new ones under the same numbers. */
typedef struct {
    guint32 words;
    guint chunks;
    char *chunk;
    gsize left;
} OrgDictMark;
OrgDictMark org_dict_mark(const OrgDict *dict);
void org_dict_forget(OrgDict *dict, OrgDictMark mark);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgDict, org_dict_unref)
