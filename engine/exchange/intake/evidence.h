// SPDX-License-Identifier: MIT
/* What the cells of a table prove about each other: the order of days and months, the decimal sign. One mechanism for all
 * tables: each cell of a column of dates or numbers is shown once, then the columns are settled, then the cells are read. */
#pragma once
#include "written.h"
#include "../../base/diag.h"

typedef enum { ORG_EVIDENCE_NONE, ORG_EVIDENCE_DATE, ORG_EVIDENCE_NUMBER, ORG_EVIDENCE_WHOLE } OrgEvidenceKind;

typedef struct {
    guint line;
    char text[28];
} OrgEvidencePlace;

typedef struct {
    OrgEvidenceKind kind;
    gboolean is_born, is_hired;
    char *header;
    guint column; /* from 0 */
    guint cells, ambiguous, proofs[4], years, serials, two_digits, comma, point;
    OrgEvidencePlace first_ambiguous, proof[4];
    OrgDateOrder order;
    gboolean is_settled; /* FALSE: its ambiguous dates cannot be read */
    OrgDecimal decimal;
} OrgColumnEvidence;

/* A guess that the report lists. */
typedef struct {
    const char *what; /* "dates", "numbers", "rank", "parent", "id"; static */
    char *column, *value;
    char *because; /* a text or a message */
    guint rows;
} OrgGuess;

typedef void (*OrgEvidenceFn)(OrgSeverity severity, const char *code, guint line, guint column, const char *text,
                              gpointer data); /* text: what org_said gives; column from 0 */

typedef struct {
    GArray *columns; /* OrgColumnEvidence */
    OrgDateOrder given;
    gboolean given_by_map; /* else by --dates */
    gboolean vietnamese;   /* a header was recognised in Vietnamese */
    gboolean spoken;       /* --lang vi */
    OrgMonth latest;       /* of years of two digits */
} OrgEvidence;

OrgEvidence *org_evidence_new(void);
void org_evidence_free(OrgEvidence *evidence);
/* The column must not be there yet. header is copied. */
void org_evidence_add(OrgEvidence *evidence, OrgEvidenceKind kind, guint column, const char *header, gboolean is_born,
                      gboolean is_hired);
/* NULL: nothing is known of the column. O(columns). */
OrgColumnEvidence *org_evidence_of(const OrgEvidence *evidence, guint column);
void org_evidence_show(OrgColumnEvidence *column, guint line, const char *text, gsize size);
/* Settles all columns; guesses (OrgGuess) may be NULL. */
void org_evidence_settle(OrgEvidence *evidence, OrgEvidenceFn say, gpointer data, GArray *guesses);
/* The date of a cell in the column's order. FALSE: it is none. *open: it is one, of an order that nothing tells. */
gboolean org_evidence_date(const OrgEvidence *evidence, const OrgColumnEvidence *column, const char *text,
                           OrgMonth *month, gboolean *open);
OrgFigureRead org_evidence_figure(const OrgColumnEvidence *column, const char *text, double least, double most);
void org_guess_add(GArray *guesses, const char *what, const char *column, const char *value, char *because, guint rows);
GArray *org_guesses_new(void);
