// SPDX-License-Identifier: MIT
/* Who works, who waits for a post, who left. A word that is not known is an error: it is never taken for "employed". */
#include "private.h"
#include "../../base/message.h"
#include <string.h>

static const struct {
    const char *key; /* as org_header_loose_key() gives it */
    StaffState state;
} words[] = {
    { "active", STAFF_EMPLOYED },  { "employed", STAFF_EMPLOYED },    { "current", STAFF_EMPLOYED },
    { "working", STAFF_EMPLOYED }, { "danglamviec", STAFF_EMPLOYED }, { "dangcongtac", STAFF_EMPLOYED },
    { "surplus", STAFF_SURPLUS },  { "doidu", STAFF_SURPLUS },        { "terminated", STAFF_GONE },
    { "left", STAFF_GONE },        { "leaver", STAFF_GONE },          { "nghiviec", STAFF_GONE },
    { "danghiviec", STAFF_GONE },  { "nghihuu", STAFF_GONE },         { "danghihuu", STAFF_GONE },
    { "thoiviec", STAFF_GONE },    { "dathoiviec", STAFF_GONE },
};

static gboolean
known(const char *text, StaffState *state)
{
    g_autofree char *key = org_header_loose_key(text);

    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i].key, key) == 0) {
            *state = words[i].state;
            return TRUE;
        }
    return FALSE;
}

StaffState
staff_state(Staff *staff, guint grid_row, char **reason)
{
    const char *text = staff_field(staff, grid_row, STAFF_STATUS), *left = staff_field(staff, grid_row, STAFF_LEFT);
    StaffState state = STAFF_EMPLOYED;
    OrgMonth month;
    gboolean open;

    *reason = NULL;
    if (*text && known(text, &state) && state == STAFF_GONE) {
        const char *as_written = org_grid_cell(staff->table->grid, grid_row, (guint) staff->column[STAFF_STATUS])->text;
        *reason = g_strdup_printf("%s %s", staff_header(staff, (guint) staff->column[STAFF_STATUS]), as_written);
        return state;
    }
    if (!*left)
        return state;
    const OrgColumnEvidence *column = org_evidence_of(staff->evidence, (guint) staff->column[STAFF_LEFT]);
    if (!org_evidence_date(staff->evidence, column, left, &month, &open)) {
        staff_problem(staff, ORG_SEVERITY_ERROR, "bad-date", org_grid_row(staff->table->grid, grid_row)->line,
                      staff->column[STAFF_LEFT], "%s %s is not a date",
                      org_quoted(staff_header(staff, (guint) staff->column[STAFF_LEFT])), org_quoted(left));
    } else if (!open && month <= staff->date) {
        *reason = g_strdup(staff_header(staff, (guint) staff->column[STAFF_LEFT]));
        state = STAFF_GONE;
    }
    return state;
}

typedef struct {
    guint n, line;
} Unknown;

void
staff_tell_states(Staff *staff)
{
    g_autoptr(GHashTable) unknown = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    g_autoptr(GPtrArray) order = g_ptr_array_new();
    StaffState state;

    for (guint i = 0; i < staff->rows->len && staff->column[STAFF_STATUS] >= 0; i++) {
        const StaffRow *row = STAFF_ROW(staff, i);
        const char *text = staff_field(staff, row->grid_row, STAFF_STATUS);
        if (!*text || known(text, &state))
            continue;
        Unknown *one = g_hash_table_lookup(unknown, text);
        if (!one) {
            one = g_new0(Unknown, 1);
            one->line = row->line;
            g_hash_table_insert(unknown, (gpointer) text, one);
            g_ptr_array_add(order, (gpointer) text);
        }
        one->n++;
    }
    for (guint i = 0; i < order->len; i++) {
        const Unknown *one = g_hash_table_lookup(unknown, order->pdata[i]);
        staff_problem(staff, ORG_SEVERITY_ERROR, "unknown-state", one->line, staff->column[STAFF_STATUS],
                      "%s (%u rows) does not say whether these people work or left; say it in a mapping file, as in "
                      "\"status: {values: {%s: employed}}\", or left, or surplus",
                      org_quoted(order->pdata[i]), one->n, (const char *) order->pdata[i]);
    }
}
