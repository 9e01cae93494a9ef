// SPDX-License-Identifier: MIT
/* What a run cost and saved against doing nothing, year by year, and from which month on it had paid for itself. */
#pragma once
#include "nothing.h"
#include "stored.h"

/* The figures of a year, in the order of the sum that they make. What doing nothing pays too, by steps that are given, is not the
 * plan's cost. */
typedef enum {
    ORG_YEAR_NOTHING, /* what doing nothing would have cost to run */
    ORG_YEAR_RUNNING, /* what the plan cost to run */
    ORG_YEAR_SAVED,
    ORG_YEAR_COST,         /* what was paid, by the ledger */
    ORG_YEAR_COST_IDLE,    /* what doing nothing would have paid */
    ORG_YEAR_SAVED_SO_FAR, /* where doing nothing would have paid more than the plan did, that too */
    ORG_YEAR_COST_SO_FAR,  /* of the plan: less what doing nothing would have paid; never below zero */
    ORG_YEAR_BALANCE,
    ORG_N_YEAR_FIGURES
} OrgYearFigure;

typedef struct {
    gint year;
    double figure[ORG_N_YEAR_FIGURES]; /* money, rounded to hundredths: a reader's own sum comes out the same */
} OrgPaybackYear;

/* Whether it had paid for itself, or why that cannot be said. */
typedef enum {
    ORG_PAYBACK_REACHED,
    ORG_PAYBACK_NOT_WITHIN, /* not within the run */
    ORG_PAYBACK_NOTHING_SPENT,
    ORG_PAYBACK_MASKED,
    ORG_PAYBACK_NO_RUNNING, /* no metric of a running cost */
    ORG_PAYBACK_NO_NOTHING  /* what doing nothing would have cost is not known */
} OrgPaybackState;

/* What a reader has to know about the figures. */
typedef enum {
    ORG_PAYBACK_FIRST_OF_SEVERAL, /* of several metrics of the feature a, the first, b, is counted */
    ORG_PAYBACK_PAID_ALONE,       /* no metric pays for what else the change brings */
    ORG_PAYBACK_CLOSED_VACANT,    /* x posts were closed while nobody held them: they save no pay */
    ORG_PAYBACK_SURPLUS           /* x people without a post at the end are not in the payroll */
} OrgPaybackRemark;

typedef struct {
    OrgPaybackRemark remark;
    char *a, *b;
    double x, y;
} OrgPaybackNote;

typedef struct {
    OrgPaybackState state;
    OrgMonth
        month; /* from which on the balance stays at or above zero; NOT_WITHIN: the month in which it would be, going on as
                           * in the last month; ORG_UNKNOWN: none */
    OrgMessage *why;    /* NO_NOTHING: why, or NULL */
    GPtrArray *running; /* the series that it was reckoned from, as "item.series" */
    GArray *years;      /* OrgPaybackYear; empty where it cannot be said */
    GArray *months;     /* OrgPaybackMonth, likewise */
    GArray *notes;      /* OrgPaybackNote */
} OrgPayback;

/* The same by month: running costs of the month, and what was paid in it. */
typedef struct {
    OrgMonth month;
    double nothing, running, cost, cost_idle;
} OrgPaybackMonth;

/* run: as opened->info stored it, masked as opened is; opened->end is there. NULL with error when the file cannot be read. */
OrgPayback *org_payback_new(OrgSession *session, const OrgStoredRun *run, const OrgOpened *opened, GError **error);
void org_payback_free(OrgPayback *payback);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgPayback, org_payback_free)
