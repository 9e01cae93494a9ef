// SPDX-License-Identifier: MIT
/* The verbs: the only way to change a finished organisation. Each checks everything first, then records one act
 * (when org->journal), then changes cells and logs what they were (when org->undo). On FALSE nothing changed
 * and error is set (domain ORG_ERROR, code an OrgStatus). Rows must exist, be open and be named once unless said otherwise.
 * All are O(rows touched). Arrays and texts are taken as they were when the call began, so they may lie in the
 * organisation itself: in a column that the verb writes, in one that moves as rows are appended, in the dictionary. */
#pragma once
#include "org.h"

/* id NULL or "": one is made. A taken id is an error. parent may be ORG_NONE. */
gboolean org_open_unit(Org *org, OrgRow parent, OrgWord type, const char *id, const char *name, OrgRow *row, GError **error);
gboolean org_rename_unit(Org *org, OrgRow unit, const char *name, GError **error);
gboolean org_move_unit(Org *org, OrgRow unit, OrgRow parent, GError **error);
/* The unit must have no open post or child. Surplus people waiting there move to the successor, else to the parent. */
gboolean org_close_unit(Org *org, OrgRow unit, OrgRow successor, GError **error);
/* n vacant copies of `like`, attributes too; like ORG_NONE: one full post, all else absent. A copy never reports to a closed
 * post, but as it would had it been there when that closed; it has the second lines of `like` that lead to open posts. */
gboolean org_open_posts(Org *org, OrgRow like, OrgRow unit, guint32 n, OrgRow *first, GError **error);
gboolean org_move_posts(Org *org, const OrgRow *posts, gsize n, OrgRow unit, GError **error);
/* Who reported to one of them reports to the next one up that stays, else to the head of the own unit (a held post first, then
 * the first row), unless that is the post itself or stands below it; else to nobody. Second lines to them (dotted.h) are dropped. */
gboolean org_close_posts(Org *org, const OrgRow *posts, gsize n, GError **error);
gboolean org_set(Org *org, guint field, const OrgRow *rows, const gint64 *values, gsize n, GError **error); /* field: ORG_F_… */
/* Attributes: of closed rows, too; of a row that is named again the last value stays. */
gboolean org_set_numbers(Org *org, guint table, const char *attribute, const OrgRow *rows, const double *values, gsize n, GError **error);
gboolean org_set_words(Org *org, guint table, const char *attribute, const OrgRow *rows, const OrgWord *values, gsize n, GError **error);
/* The holder gives the post up; who has no other is surplus at its unit. */
gboolean org_release(Org *org, const OrgRow *posts, gsize n, GError **error);
/* Into posts that are vacant, or (unless second) given up by another of these people in the same call. */
gboolean org_place(Org *org, const OrgRow *people, const OrgRow *posts, gsize n, gboolean second, GError **error);
/* when[i] must lie in (from, org->month]; reason is a word of the dictionary. */
gboolean org_leave(Org *org, const OrgRow *people, const OrgMonth *when, gsize n, OrgMonth from, const char *reason, GError **error);
gboolean org_join(Org *org, const OrgJoiner *joiners, gsize n, OrgRow *first, GError **error);
/* Enter one-off costs into the ledger: amounts in whole units of the run's currency, none negative, of these people (who may
 * have left, and may be named twice; NULL: of nobody). item: who pays. Amounts of 0 are left out. The whole ledger stays
 * within ORG_MAX_PAID, so that a double tells it to the unit. */
#define ORG_MAX_PAID (G_GINT64_CONSTANT(1) << 53)
gboolean org_pay(Org *org, const OrgRow *people, const gint64 *amounts, gsize n, guint32 item, const char *series, GError **error);

/* ---- undo */

/* Begin to log overwritten cells (idempotent). */
void org_undo_enable(Org *org);
/* End it and free the log: what was done stays done, and all marks become invalid. */
void org_undo_disable(Org *org);
typedef struct { guint entries, payments; OrgTotals totals; } OrgMark;
OrgMark org_mark(const Org *org);
/* Back to the mark, byte for byte (org_pack gives the same block, but that words stay in the dictionary). */
void org_undo_to(Org *org, OrgMark mark);
/* Forget the log up to now (the marks before become invalid): after a month. */
void org_undo_forget(Org *org);
/* Log nothing until org_undo_resume(), which gets what this returns: of what is done in between nothing can be undone, and no
 * mark from before may be gone back to. NULL when nothing is logged anyway. */
OrgUndo *org_undo_rest(Org *org);
void org_undo_resume(Org *org, OrgUndo *undo);
/* A copy of the organisation as it was at the mark. O(n). */
Org *org_copy_at(const Org *org, OrgMark mark);
/* The invariants, over only the rows touched since the mark. O(rows touched × depth). */
gboolean org_check_since(const Org *org, OrgMark mark, GError **error);

/* What changed since the mark: one call for each cell whose value differs, in the order first touched. Appended rows give
 * one call for each column that differs from its initial value, from = initial. For attributes column is
 * ORG_COL_ATTRIBUTE + index and the values are doubles or words, as the attribute is. */
typedef union { gint64 number; double real; } OrgValue;
typedef void (*OrgChangeFn)(guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data);
void org_changes_since(const Org *org, OrgMark mark, OrgChangeFn fn, gpointer data);
