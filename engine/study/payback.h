// SPDX-License-Identifier: MIT
/* What a run cost and saved against doing nothing, year by year, and from which month on it had paid for itself. */
#pragma once
#include "place.h"
#include "stored.h"

/* The figures of a year, in the order of the sum that they make. */
typedef enum {
    ORG_YEAR_NOTHING, /* what doing nothing would have cost to run */
    ORG_YEAR_PAYROLL, /* what the plan cost to run */
    ORG_YEAR_SAVED,
    ORG_YEAR_COST,
    ORG_YEAR_SAVED_SO_FAR,
    ORG_YEAR_COST_SO_FAR,
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
    ORG_PAYBACK_NO_PAYROLL, /* no metric of pay */
    ORG_PAYBACK_NO_FIGURES, /* it gave no figures */
    ORG_PAYBACK_NO_NOTHING  /* what doing nothing would have cost is not kept beside it */
} OrgPaybackState;

/* What a reader has to know about the figures. */
typedef enum {
    ORG_PAYBACK_FIRST_OF_SEVERAL, /* of several metrics of the feature a, the first, b, is counted */
    ORG_PAYBACK_PAID_ALONE,       /* cost is the ledger alone: no metric states what else the change costs */
    ORG_PAYBACK_COARSE,           /* pay was not measured in every month */
    ORG_PAYBACK_CLOSED_VACANT,    /* x posts were closed while nobody held them: they save no pay */
    ORG_PAYBACK_UNPRICED,         /* x posts without a coefficient are not in the payroll */
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
    char *payroll, *cost; /* the metrics that it was reckoned from, "" if none */
    GArray *years;        /* OrgPaybackYear; empty where it cannot be said */
    GArray *notes;        /* OrgPaybackNote */
} OrgPayback;

/* run: as opened->info stored it, masked as opened is. */
OrgPayback *org_payback_new(const OrgStoredRun *run, const OrgOpened *opened);
void org_payback_free(OrgPayback *payback);
