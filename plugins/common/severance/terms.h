// SPDX-License-Identifier: MIT
/* Who leaves by which decree, by which of its ways, for how much. Of the decrees that apply the one that pays most counts, for
 * the law grants the highest single sum; each decree decides by its own window who may retire early, and who may not leaves. */
#pragma once
#include "ages.h"
#include "severance.h"

/* The parameters of a feature that say how severance is counted: their indexes. */
typedef struct {
    uint32_t scheme, years_early, schedule, base, coefficient, allowance, service;
} TermsParams;

/* What is the same for everybody in a call. */
typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    const TermsParams *params;
    OrgMonth now;
    int schemes[N_SCHEMES]; /* that apply */
    int n_schemes;
    bool assumed;         /* none of them was in force */
    bool retire;          /* the scenario lets people retire early, */
    double window;        /* so many months before the age, */
    bool short_stay;      /* but not those less than two years early */
    double base, average; /* base salary: now, and the mean of the last 60 months */
    double coefficient, allowance;
    int32_t service; /* months, where the month of hiring is unknown */
    OrgWord civil_servant;
    bool late;
} Terms;

/* decided: the month of the decision. */
Terms terms_read(const OrgHost *host, OrgCtx *ctx, const TermsParams *params, OrgMonth decided, bool retire,
                 bool short_stay);
/* post: the one that is given up, or ORG_NONE: a surplus person, whose coefficient is their own or the assumed one; ages: begun. */
Leaver terms_leaver(const Terms *terms, const Ages *ages, OrgRow person, OrgRow post);
/* Whether the scenario and the decree let so somebody retire early. */
bool terms_may_retire(const Terms *terms, int scheme, const Leaver *leaver);
/* The highest single sum; of equal ones early retirement, and of these the older decree. */
Due terms_best(const Terms *terms, const Leaver *leaver);
/* The highest single sum of early retirement alone; FALSE: no decree that applies lets so somebody retire early. */
bool terms_best_early(const Terms *terms, const Leaver *leaver, Due *due);
/* The scenario would let so somebody retire who is too early for every decree that applies. */
bool terms_beyond_law(const Terms *terms, const Due *due, const Leaver *leaver);
int32_t terms_most_early(const Terms *terms); /* months: the widest window of the decrees that apply */
