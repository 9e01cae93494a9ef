// SPDX-License-Identifier: MIT
/* A table under construction. */
#include "tables-private.h"
#include "../base/message.h"

void
table_begin(Table *table, const TableSpec *spec)
{
    *table = (Table){ .spec = spec };
    while (table->n < MOST_COLUMNS && spec->columns[table->n].name) {
        if (spec->columns[table->n].is_text)
            table->texts[table->n] = g_ptr_array_new_with_free_func(g_free);
        else
            table->numbers[table->n] = g_array_new(FALSE, FALSE, sizeof(double));
        table->n++;
    }
}

void
table_number(Table *table, guint column, double value)
{
    g_array_append_val(table->numbers[column], value);
}

void
table_text(Table *table, guint column, const char *value)
{
    g_ptr_array_add(table->texts[column], g_strdup(value));
}

void
table_message(Table *table, guint column, guint said, const OrgMessage *message)
{
    g_autofree char *english = org_message_text(message, ORG_LANG_EN);
    table_text(table, column, *english ? english : NULL);
    table_text(table, said, org_message_json(message));
}

OrgWorkerTable
table_seal(Table *table)
{
    for (guint c = 0; c < table->n; c++)
        table->columns[c] =
            (OrgWorkerColumn){ table->spec->columns[c].name, table->texts[c] ? ORG_TEXT : ORG_REAL,
                               table->numbers[c] ? (const double *) (void *) table->numbers[c]->data : NULL,
                               table->texts[c] ? (const char *const *) table->texts[c]->pdata : NULL };
    return (OrgWorkerTable){ table->spec->name, table->numbers[0]->len, table->n, table->columns };
}

void
table_clear(Table *table)
{
    for (guint c = 0; c < table->n; c++) {
        g_clear_pointer(&table->numbers[c], g_array_unref);
        g_clear_pointer(&table->texts[c], g_ptr_array_unref);
    }
}
