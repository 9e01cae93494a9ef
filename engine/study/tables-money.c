// SPDX-License-Identifier: MIT
/* What runs cost and saved, as tables for renderers. */
#include "mask.h"
#include "payback.h"
#include "tables-private.h"
#include <math.h>

/* payback: "reached", "not-within", "nothing-spent", or why that cannot be said: "masked", "no-running-cost", "not-known". month: in
 * which it is reached, or would be, going on as in the last month of the run. */
const TableSpec table_paid = {
    "paid", { NUMBER(run), NUMBER(paid), NUMBER(paid_to_people), NUMBER(people), TEXT(payback), NUMBER(month) }
};

/* As in OrgYearFigure. */
const TableSpec table_year = { "year",
                               { NUMBER(run), NUMBER(year), NUMBER(running_of_doing_nothing), NUMBER(running),
                                 NUMBER(saved), NUMBER(cost), NUMBER(cost_of_doing_nothing), NUMBER(saved_so_far),
                                 NUMBER(cost_so_far), NUMBER(balance) } };

static void
add_paid(Table *table, double run, const OrgOpened *opened, const OrgPayback *payback)
{
    static const char *const states[] = {
        [ORG_PAYBACK_REACHED] = "reached",
        [ORG_PAYBACK_NOT_WITHIN] = "not-within",
        [ORG_PAYBACK_NOTHING_SPENT] = "nothing-spent",
        [ORG_PAYBACK_MASKED] = "masked",
        [ORG_PAYBACK_NO_RUNNING] = "no-running-cost",
        [ORG_PAYBACK_NO_NOTHING] = "not-known",
    };
    const GArray *payments = opened->end->payments;
    g_autoptr(GHashTable) people = g_hash_table_new(g_direct_hash, g_direct_equal);
    double paid = 0, to_people = 0;
    for (guint i = 0; i < payments->len; i++) {
        const OrgPayment *one = &g_array_index(payments, OrgPayment, i);
        paid += (double) one->amount;
        if (one->person == ORG_NONE)
            continue;
        to_people += (double) one->amount;
        g_hash_table_add(people, GUINT_TO_POINTER(one->person));
    }
    table_number(table, 0, run);
    table_number(table, 1, paid);
    table_number(table, 2, to_people);
    table_number(table, 3, g_hash_table_size(people));
    table_text(table, 4, states[payback->state]);
    table_number(table, 5, payback->month == ORG_UNKNOWN ? NAN : payback->month);
}

gboolean
tables_add_money(Table *paid, Table *years, OrgSession *session, double run, const OrgOpened *opened, GError **error)
{
    g_autoptr(OrgStoredRun) stored = org_stored_run(opened->store, opened->info, error);
    g_autoptr(OrgPayback) payback = stored ? org_payback_new(session, stored, opened, error) : NULL;
    if (!payback)
        return FALSE;
    add_paid(paid, run, opened, payback);
    for (guint i = 0; i < payback->years->len; i++) {
        const OrgPaybackYear *year = &g_array_index(payback->years, OrgPaybackYear, i);
        table_number(years, 0, run);
        table_number(years, 1, year->year);
        for (guint k = 0; k < ORG_N_YEAR_FIGURES; k++)
            table_number(years, 2 + k, year->figure[k]);
    }
    return TRUE;
}
