// SPDX-License-Identifier: MIT
/* A year of Party organisations: who is admitted where, which firms get an organisation, which weak ones are consolidated. */
#pragma once
#include "../common/state.h"
#include "../common/table.h"

enum {
    P_BRANCHES,
    P_MEMBERS,
    P_PLAN,
    P_FULFIL,
    P_RATE,
    P_RATES,
    P_FIRMS,
    P_FOUND,
    P_FOUNDED,
    P_TYPE,
    P_WEAK,
    P_CONSOLIDATE
};
enum { PLAN_YEAR, PLAN_NUMBER };
enum { RATE_UPTO, RATE_RATE };
enum { FIRM_ID, FIRM_NAME, FIRM_UNIT, FIRM_MEMBERS };

/* Fewer members found no organisation (Party statutes [M]). */
enum { LEAST_MEMBERS = 3 };

/* What is kept of each unit. */
enum { K_MEMBERS, K_ADMITTED, K_PLANNED, K_FOUNDED, K_WEAK, K_CONSOLIDATED, N_KEPT };

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    OrgMonth from, now;
    uint64_t key; /* of the year */
    bool begins;  /* it is the first call of the run */
    double part;  /* of the year that lies in the run: 1, or less in a year in which it begins */
    const char *names[N_KEPT];
    double *of[N_KEPT]; /* of each unit; NaN: absent */
    uint32_t n;         /* units that the arrays have room for */
} Growth;

/* Draws of a unit or firm in a year. */
enum { DRAW_ADMIT, DRAW_CONSOLIDATE, DRAW_FOUND };

/* Who is admitted in the year, by the plan of the year where there is one, else by rates. */
void growth_admit(Growth *g);

/* Organisations in firms; opens units, so that rows of units are to be read anew. */
void growth_found(Growth *g);

/* The number of a year in a table "year:int,number:real"; NaN: none. */
double growth_of_year(const Growth *g, unsigned param);

/* The chance of a unit or firm in the year, by its id: rows may be others in another plan. */
double growth_draw(const Growth *g, const char *id, unsigned draw);
