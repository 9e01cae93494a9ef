// SPDX-License-Identifier: MIT
/* The rows of a table of procedures as they are in force now, for processes that read them. Shared by the built-in plugins, knows
 * plugin.h only. */
#pragma once
#include "procedures.h"
#include "state.h"
#include "table.h"

typedef struct {
    const char *name;
    OrgRow unit;                  /* as the table names it */
    OrgRow taker;                 /* who handles it now; ORG_NONE: nobody */
    double arrivals;              /* dossiers a month; 0 once it has ended */
    double minutes, days;         /* of work a dossier; the deadline */
    bool eligible, online, ended; /* may go online; was made so by a step; was abolished */
} ProcedureRow;

static inline OrgStatus
procedure_row_read(const OrgHost *host, OrgCtx *ctx, const OrgTable *table, size_t i, ProcedureRow *rows)
{
    const char *const *eligible = org_column(table, PC_ELIGIBLE)->text;
    const char *id = org_column(table, PC_UNIT)->text[i], *name = org_column(table, PC_PROCEDURE)->text[i];
    const OrgRow unit = host->find(ctx, ORG_UNITS, id ? id : "");
    if (unit == ORG_NONE)
        return host->fail(ctx, ORG_E_INVALID, "row %u of the procedures: there is no unit \"%s\"", (unsigned) i + 1,
                          id ? id : "");
    if (!name || !procedures_is_name(name))
        return host->fail(ctx, ORG_E_INVALID, "row %u of the procedures: \"%s\" cannot be the name of one",
                          (unsigned) i + 1, name ? name : "");
    for (size_t k = 0; k < i; k++)
        if (rows[k].unit == unit && strcmp(rows[k].name, name) == 0)
            return host->fail(ctx, ORG_E_INVALID, "the procedure \"%s\" stands twice for \"%s\"", name, id);
    ProcedureRow row = { .name = name, .unit = unit, .taker = state_taker(host->units(ctx), unit) };
    row.ended = procedures_state(host, ctx, name, "ended", unit, 0) > 0;
    row.online = procedures_state(host, ctx, name, "online", unit, 0) > 0;
    row.eligible = procedures_yes(eligible ? eligible[i] : NULL, true);
    row.arrivals = row.ended ? 0 : number_or(table, PC_ARRIVALS, i, 0);
    row.minutes = number_or(table, PC_MINUTES, i, 0) * procedures_state(host, ctx, name, "minutes", unit, 1);
    row.days = procedures_state(host, ctx, name, "days", unit, number_or(table, PC_DEADLINE, i, 0));
    if (row.arrivals < 0 || row.minutes < 0 || row.days < 0)
        return host->fail(ctx, ORG_E_INVALID, "row %u of the procedures: a number of \"%s\" is below 0",
                          (unsigned) i + 1, name);
    rows[i] = row;
    return ORG_OK;
}

/* The rows, as many as the table has; NULL, and the call has failed. */
static inline ProcedureRow *
procedure_rows_read(const OrgHost *host, OrgCtx *ctx, OrgStatus *first, const OrgTable *table)
{
    ProcedureRow *rows = (ProcedureRow *) call_scratch(host, ctx, first, table->rows, sizeof *rows);
    for (size_t i = 0; *first == ORG_OK && i < table->rows; i++)
        call_ok(first, procedure_row_read(host, ctx, table, i, rows));
    return *first == ORG_OK ? rows : NULL;
}
