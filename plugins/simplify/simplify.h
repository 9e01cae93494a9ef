// SPDX-License-Identifier: MIT
/* What the files of this plugin share. */
#pragma once
#include "../common/call.h"
#include "../common/problems.h"
#include "../common/procedures.h"
#include "../common/table.h"

/* A row of the table of procedures, checked, with what is in force. */
typedef struct {
    const char *name;
    OrgRow unit;                    /* as the table names it, open or closed */
    double arrivals, minutes, cost; /* of the table; a month, of work, a dossier */
    double by_minutes, by_cost;     /* factors in force */
    double days;                    /* NaN: as in the table */
    bool online, ended;
} Procedure;

typedef struct {
    Procedure *rows;
    uint32_t n;
    uint32_t *sorted; /* rows by name, of one name as in the table */
    uint32_t n_names;
} Procedures;

/* procedures.c: reads a table of procedures; what is wrong goes to problems. false: no memory, and the call has failed. */
bool procedures_read(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, unsigned param, Problems *problems,
                     Procedures *all);
/* The end of the rows of one name that begin at sorted[i]. */
uint32_t procedures_end(const Procedures *all, uint32_t i);
/* Is anything of it other than at the start? */
bool procedures_is_changed(const Procedure *p);

/* metric.c */
enum { M_PROCEDURES, N_METRIC };
OrgStatus procedures_measure(const OrgHost *host, OrgCtx *ctx);
