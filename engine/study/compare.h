// SPDX-License-Identifier: MIT
/* Runs and snapshots side by side, as numbers: what each holds at its end, how its targets were judged, what it cost, and
 * which units fare differently. NaN where a column has no such figure. Texts are of the data and of the scenarios; every word
 * of a language is engine/print's. */
#pragma once
#include "impact.h"
#include "payback.h"
#include "place.h"
#include "stored.h"

#define ORG_COMPARE_MOST 10

/* What is compared, as its caller opened it. */
typedef struct {
    const char *place; /* as the user named it */
    OrgOpened opened;
} OrgCompared;

typedef struct {
    const char *place;   /* as the user named it */
    char *heading;       /* A, B, C …; where titles repeat with what tells the column from them, as in "B run-2" */
    OrgMessage *title;   /* of the scenario; "" of a snapshot */
    OrgMonth from, to;   /* from: ORG_UNKNOWN of a snapshot */
    OrgStoredRun *run;   /* NULL of a snapshot */
    OrgImpact *impact;   /* NULL of a snapshot */
    OrgPayback *payback; /* NULL of a snapshot */
} OrgCompareColumn;

/* What a row of numbers counts. */
typedef enum {
    ORG_ROW_ALL,
    ORG_ROW_TYPE,    /* units of type a ("": none) */
    ORG_ROW_KIND,    /* posts of category a and funding b ("": none) */
    ORG_ROW_SURPLUS, /* people without a post */
    ORG_ROW_UNITS,   /* units by what became of them: `fate`, an OrgFateFlag; one with several counts in each */
    ORG_ROW_FATE,    /* people by what became of them: `fate`, an OrgPersonFate */
    ORG_ROW_SERIES,  /* the series b of the item a: a level as measured last, a flow over the run */
    ORG_ROW_PAID,    /* the sum of the ledger */
    ORG_ROW_LAYERS   /* of units */
} OrgCompareKey;

typedef struct {
    OrgCompareKey key;
    char *a, *b;
    OrgMessage *called; /* TYPE: what the first scenario that says so calls units of it; else NULL */
    guint fate;
    const char *measured_in;        /* one of org_measured_in, or NULL */
    const char *currency;           /* of money: that of the columns that have the row; "": they differ, or say none */
    double value[ORG_COMPARE_MOST]; /* by column */
    double delta[ORG_COMPARE_MOST]; /* to the first column */
} OrgCompareRow;

typedef enum {
    ORG_SECTION_UNITS,
    ORG_SECTION_FATES,
    ORG_SECTION_POSTS,
    ORG_SECTION_PEOPLE,
    ORG_SECTION_COST,
    ORG_SECTION_SPAN,
    ORG_N_SECTIONS
} OrgCompareSection;

/* A target that at least one column has, in each of them; NULL: it has not. */
typedef struct {
    const OrgStoredTarget *of[ORG_COMPARE_MOST]; /* the columns' */
    const OrgStoredTarget *first;                /* the first of them */
} OrgCompareTarget;

/* A unit at the end of a column. */
typedef struct {
    gboolean there, open; /* there: the column ever had it; the rest says something only then */
    guint32 flags;        /* of its fates (fate.h); 0 of a snapshot, which tells none */
    char *name, *parent;  /* parent: an id, "" where it has none or is closed */
    GPtrArray *into;      /* ids (char *) of who took over */
    double posts;         /* by weight */
    OrgMonth month;       /* of what happened to it; ORG_UNKNOWN: nothing */
    char *step;           /* by which it happened, "" if none */
} OrgCompareUnit;

/* A unit that fares differently. */
typedef struct {
    char *id;
    guint n;
    OrgCompareUnit of[]; /* n, by column */
} OrgCompareChange;

/* How often, with the same draws, the first column pays less over its run than another: replication by replication. */
typedef struct {
    guint n;            /* replications of both; 0: they share no draws, or nothing is left to chance */
    double probability; /* that the first pays less */
    double same;        /* that both pay the same */
} OrgCompareCheaper;

typedef struct {
    guint n;
    OrgCompareColumn column[ORG_COMPARE_MOST];
    OrgCompareCheaper cheaper[ORG_COMPARE_MOST]; /* of the first against each column */
    GPtrArray *targets;                          /* OrgCompareTarget *, as the columns first name them */
    GPtrArray *sections[ORG_N_SECTIONS];         /* OrgCompareRow * */
    GPtrArray *changes;                          /* OrgCompareChange *, as the columns first have them */
} OrgComparison;

/* The first column is the base of the differences. columns outlive the comparison. n: 1 to ORG_COMPARE_MOST. session: where what
 * doing nothing would have cost is run if no file keeps it (nothing.h); NULL: it is not. */
OrgComparison *org_compare(OrgSession *session, OrgCompared *columns, guint n, GError **error);
void org_comparison_free(OrgComparison *comparison);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgComparison, org_comparison_free)

/* ---- its parts */
/* Rows of numbers: what the organisations hold, and what the runs measured. */
void org_compare_numbers(OrgComparison *comparison, const OrgCompared *columns);
/* FALSE with error when a file cannot be read. */
gboolean org_compare_cheaper(OrgComparison *comparison, const OrgCompared *columns, GError **error);
GPtrArray *org_compare_changes(const OrgComparison *comparison, const OrgCompared *columns);
