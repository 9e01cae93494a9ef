// SPDX-License-Identifier: MIT
/* Shared by the files of this folder only. */
#pragma once
#include "acts.h"
#include "want.h"
#include <math.h>

extern const guint8 org_first_column[5]; /* by table; [table + 1] is the end */

static inline void **
org_cells(Org *org, guint column)
{
    return (void **) ((char *) org + org_columns[column].offset);
}
gint64 org_load_cell(const void *data, const OrgColumnInfo *info, gsize row);
void org_store_cell(void *data, const OrgColumnInfo *info, gsize row, gint64 value);
void org_free_column(Org *org, void *data); /* unless it lives in the map */
/* Room for so many rows per table in one block of the organisation's own, instead of an allocation per column; for people
 * that of org_room(). */
guint32 org_room(guint32 people);
void org_take_block(Org *org, const guint32 rows[4]);
OrgRow org_append(Org *org, guint table, guint32 count);

/* ---- the undo log: one entry for each overwritten cell; appended rows; made attributes */
typedef enum { UNDO_CELL, UNDO_APPEND, UNDO_ATTRIBUTE } UndoKind;
typedef struct {
    guint8 kind, table;
    guint16 column; /* ORG_COL_ATTRIBUTE + index for attributes */
    OrgRow row;     /* UNDO_APPEND: the number of rows before */
    OrgValue old;
} UndoEntry;
struct OrgUndo {
    UndoEntry *entries;
    guint n, capacity;
};
void org_undo_grow(OrgUndo *undo);
void org_unpay(Org *org, OrgMark mark); /* the ledger as it was at the mark */
void org_undo_unwind(Org *org, const OrgUndo *undo, guint to); /* cells and rows as they were; indexes are left to the caller */

static inline void
org_log(Org *org, UndoKind kind, guint table, guint column, OrgRow row, OrgValue old)
{
    OrgUndo *undo = org->undo;
    if (!undo)
        return;
    if (G_UNLIKELY(undo->n == undo->capacity))
        org_undo_grow(undo);
    undo->entries[undo->n++] = (UndoEntry){ (guint8) kind, (guint8) table, (guint16) column, row, old };
}

/* Room for so many more entries, so that a verb on many rows can write them through a pointer of its own. */
static inline UndoEntry *
org_undo_reserve(Org *org, gsize more)
{
    if (!org->undo)
        return NULL;
    while (org->undo->capacity - org->undo->n < more)
        org_undo_grow(org->undo);
    return org->undo->entries + org->undo->n;
}

/* Verbs touch one cell here and one there, in as many cache lines: the lines are asked for this many rows ahead. */
enum { ORG_AHEAD = 16 };
static inline void
org_prefetch(const void *address)
{
#if defined(__GNUC__)
    __builtin_prefetch(address, 1);
#else
    (void) address;
#endif
}

/* Write one cell: log what it was, count the version. */
#define ORG_PUT(org, T, tab, m, row, val)                                                                              \
    do {                                                                                                               \
        org_log((org), UNDO_CELL, ORG_##T, ORG_COL_##T##_##m, (row), (OrgValue){ .number = (org)->tab.m[row] });       \
        (org)->tab.m[row] = (val);                                                                                     \
        (org)->version[ORG_COL_##T##_##m]++;                                                                           \
    } while (0)

/* ---- indexes (index.c) */
void org_index_rebuild(Org *org); /* indexes and row totals, from the columns */
void org_link_unit(Org *org, OrgRow unit);
void org_unlink_unit(Org *org, OrgRow unit);
void org_link_post(Org *org, OrgRow post);
void org_unlink_post(Org *org, OrgRow post);
void org_forget_ids(Org *org, guint table);
void org_remember_id(Org *org, guint table, OrgRow row);

/* ---- who reports to a post (reports.c) */
void org_reports_forget(Org *org);              /* the lists; they are made again when needed */
void org_reports_add(Org *org, OrgRow post);    /* an open post that reports to another now, in count and list */
void org_reports_drop(Org *org, OrgRow post);   /* it closes, or is about to report to another */
void org_report_to(Org *org, OrgRow post, OrgRow boss);
OrgRow org_reports_first(const Org *org, OrgRow boss); /* one of those that report to it, as far as there are lists */
gboolean org_reports_are_right(const Org *org);        /* the lists, if there are any */
/* Who reports to one of these posts, which have just closed, reports to the next one up that is open, else to the head of the own
 * unit, else to nobody. O(posts closed + their reports + the posts of units that are asked for their head). */
void org_reports_pass_up(Org *org, const OrgRow *closed, gsize n);
OrgRow org_boss_of_copy(const Org *org, OrgRow like, OrgRow unit); /* of a copy that opens in unit; like may be closed */

/* ---- second lines (dotted.c, dotted-gathered.c) */
struct OrgDotted {
    GHashTable *named_by; /* post → GArray of OrgRow: who has a line to it, or had one */
    GHashTable *lines;    /* OrgWord → GArray of OrgRow: the posts that a text names; of texts seen */
};
void org_dotted_forget(Org *org);                                  /* what is gathered; it is gathered again when needed */
void org_dotted_drop(Org *org, const OrgRow *closed, gsize n);     /* lines of open posts to these, which have just closed */
void org_dotted_copied(Org *org, OrgRow first, guint32 n);         /* new posts, copies of one: lines to closed posts go */

/* ---- who holds a post (holding.c) */
void org_mark_vacancy(Org *org, OrgRow post);              /* the post's bit, from its columns */
void org_count_held(Org *org, OrgRow post, guint32 one);   /* in the counts of its unit: one 1, or G_MAXUINT32 to take off */
void org_hold(Org *org, OrgRow post, OrgRow person);       /* a vacant post is taken */
void org_vacate(Org *org, OrgRow post, OrgMonth since);    /* a held post falls vacant */
void org_cut_loose(Org *org, OrgRow post);                 /* its holder falls back on a second post, else is surplus at the unit */
void org_keep_for(Org *org, OrgRow post, OrgRow person);   /* ORG_NONE: for nobody any more */
void org_drop_kept(Org *org);                              /* what is kept for people who have left */
guint32 org_text_stream(const char *text); /* the parent of rows that have no other */
guint32 org_stream(guint32 parent, guint32 origin, OrgMonth month, guint32 ordinal);

/* ---- the invariants (check.c) */
gboolean org_check_columns(const Org *org, GError **error); /* every row, word and code in range */
gboolean org_check_rows(const Org *org, GError **error);    /* the invariants of each row; columns are in range, indexes are right */

/* ---- recording (journal.c): an act is begun, filled and ended; nothing happens without a journal */
gboolean org_act_begin(Org *org, OrgVerb verb);
void org_act_u32(Org *org, guint32 value);
void org_act_text(Org *org, const char *text);
void org_act_array(Org *org, const void *data, gsize n, gsize width); /* count, then n cells */
void org_act_words(Org *org, const OrgWord *words, gsize n);          /* distinct texts, then indexes */
void org_act_end(Org *org);
