// SPDX-License-Identifier: MIT
/* Acts: a record of each verb call, as self-contained bytes (texts spelled out, no word numbers), so that another
 * process with another dictionary replays it through the same checked verbs. */
#pragma once
#include "../base/message.h"
#include "verbs.h"

typedef enum {
    ORG_VERB_OPEN_UNIT = 1,
    ORG_VERB_RENAME_UNIT,
    ORG_VERB_MOVE_UNIT,
    ORG_VERB_CLOSE_UNIT,
    ORG_VERB_OPEN_POSTS,
    ORG_VERB_MOVE_POSTS,
    ORG_VERB_CLOSE_POSTS,
    ORG_VERB_SET,
    ORG_VERB_SET_NUMBERS,
    ORG_VERB_SET_WORDS,
    ORG_VERB_PLACE,
    ORG_VERB_LEAVE,
    ORG_VERB_JOIN,
    ORG_VERB_RELEASE,
    ORG_VERB_PAY,
    ORG_N_VERBS
} OrgVerb;
/* What an act does to an organisation. Raise it when a verb comes to do something else to the same act: files keep the acts of a
 * run and not what they changed, so a run of another version is refused rather than told otherwise than it went. */
#define ORG_VERBS_VERSION 1
const char *org_verb_name(OrgVerb verb); /* "open-unit", …, as stored in the file */

/* A journal: acts one after another. The context is stamped on each act that follows. */
struct OrgJournal {
    GByteArray *bytes;
    guint32 n; /* acts so far */
    OrgMonth month;
    guint32 item;       /* index of the scenario's item */
    char *plugin;       /* owned; set by org_journal_context */
    OrgMessage *reason; /* owned; "" if none */
    guint open;         /* where the act being written begins */
};
OrgJournal *org_journal_new(void);
void org_journal_free(OrgJournal *journal);
void org_journal_context(OrgJournal *journal, OrgMonth month, guint32 item, const char *plugin);
void org_journal_because(OrgJournal *journal, const OrgMessage *reason); /* copied; NULL: none */
typedef struct {
    guint bytes;
    guint32 n;
} OrgJournalMark;
OrgJournalMark org_journal_mark(const OrgJournal *journal);
void org_journal_truncate(OrgJournal *journal, OrgJournalMark mark); /* with org_undo_to */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgJournal, org_journal_free)

/* One act read back; texts and payload point into the bytes. */
typedef struct {
    OrgMonth month;
    guint32 item;
    OrgVerb verb;
    const char *plugin;       /* NUL-terminated */
    const OrgMessage *reason; /* "" if none; org_message_check() tells whether it is whole */
    const guint8 *payload;
    gsize size;        /* of the payload */
    const guint8 *raw; /* the whole act as bytes, for storing */
    gsize raw_size;
} OrgAct;

/* Read the next act at *offset and advance. FALSE at the end (error not set) or when the bytes are broken (error set). */
gboolean org_act_next(const guint8 *bytes, gsize size, gsize *offset, OrgAct *act, GError **error);

/* Do the act on org through the verbs. org->month is set to the act's month first. A row or word out of range, a verb
 * that refuses, or a payload of a wrong length is an error, never a crash: the bytes may come from a hostile worker. */
gboolean org_act_replay(Org *org, const OrgAct *act, GError **error);
