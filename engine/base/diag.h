// SPDX-License-Identifier: MIT
/* Diagnostics: what is wrong, where, what was expected. Readers collect all problems of a file and go on. */
#pragma once
#include "message.h"

typedef enum { ORG_SEVERITY_NOTE, ORG_SEVERITY_WARNING, ORG_SEVERITY_ERROR } OrgSeverity;

typedef struct {
    OrgSeverity severity;
    const char *code;    /* static, kebab-case: "missing-parent" */
    const char *table;   /* static: "units", "posts", "people", or NULL */
    char *file;          /* as the user named it; NULL if not about a file */
    guint line, column;  /* from 1; 0: unknown. column counts characters (CSV: the field, from 1) */
    char *id;            /* of the row concerned, or NULL */
    OrgMessage *message; /* one sentence: what is wrong, what was expected, what to do */
    char *source;        /* the line itself, to be shown with a caret; or NULL */
    char **ids;          /* all ids concerned (a cycle); or NULL */
    char *sheet;         /* of a workbook: line and column are then a cell's; or NULL */
} OrgDiag;

/* "B12" of line 12 and column 2. Returns buffer. */
const char *org_diag_cell(guint line, guint column, char buffer[24]);

typedef struct OrgDiags OrgDiags;
OrgDiags *org_diags_new(void);
void org_diags_free(OrgDiags *diags);
/* Appends and returns a diagnostic (owned by diags) for setting id, table, source, ids. */
OrgDiag *org_diags_add(OrgDiags *diags, OrgSeverity severity, const char *code, const char *file, guint line,
                       guint column, const char *format, ...) G_GNUC_PRINTF(7, 8);
/* Another sentence in place of that of a diagnostic; takes the message. */
void org_diag_say(OrgDiag *diag, OrgMessage *message);
char *org_diag_text(const OrgDiag *diag); /* the sentence in English; owned by the caller */
/* Takes back all of a code: what was said is no longer so. */
void org_diags_drop(OrgDiags *diags, const char *code);
void org_diags_foreach(OrgDiags *diags, void (*change)(OrgDiag *diag, gpointer data),
                       gpointer data); /* texts may change */
guint org_diags_count(const OrgDiags *diags, OrgSeverity at_least);
guint org_diags_size(const OrgDiags *diags);
const OrgDiag *org_diags_get(const OrgDiags *diags, guint index); /* in order of addition */
/* "file:line:column: error: text" with the source line and a caret below, one after another: those of at least a severity,
 * and at most `most` of them (0: all), then how many were left out. */
void org_diags_print(OrgLang lang, const OrgDiags *diags, OrgSeverity at_least, guint most, GString *out);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgDiags, org_diags_free)

/* The candidate nearest to word (Damerau–Levenshtein, at most a third of its length away), or NULL. */
const char *org_nearest(const char *word, const char *const *candidates);
