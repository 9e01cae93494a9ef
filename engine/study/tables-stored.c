// SPDX-License-Identifier: MIT
/* Tables for renderers that the file holds as rows. */
#include "../base/month.h"
#include "../base/message.h"
#include "tables-private.h"
#include <math.h>
#include <string.h>

const TableSpec table_stored[N_STORED] = {
    { "finding",
      { NUMBER(run), TEXT(severity), TEXT(rule), TEXT(table), TEXT(id), TEXT(text), NUMBER(month), TEXT(step),
        NUMBER(count), TEXT(text_said), NUMBER(since), NUMBER(again), TEXT(code), NUMBER(value), NUMBER(limit) } },
    { "item",
      { NUMBER(run), NUMBER(item), TEXT(id), TEXT(feature), TEXT(plugin), TEXT(role), TEXT(note), TEXT(file),
        NUMBER(line), TEXT(note_said), TEXT(basis), NUMBER(valid_from), NUMBER(valid_to), NUMBER(at_least),
        NUMBER(at_most) } },
    { "step", { NUMBER(run), NUMBER(item), TEXT(id), NUMBER(month), TEXT(status), TEXT(text), TEXT(text_said) } },
};

/* Of one run, ?1: the columns of the tables above but the first. */
static const char *const queries[N_STORED] = {
    "select severity, rule, \"table\", id, text, month, step, 1, text_said, since, again, code, value, bound from "
    "finding where run = ?1 "
    "order by seq",
    "select i.item, i.id, i.feature, i.plugin, i.role, i.note, i.file, i.line, i.note_said, r.items ->> ('$[' || "
    "i.item || '].basis'), r.items ->> ('$[' || i.item || '].valid_from'), r.items ->> ('$[' || i.item || "
    "'].valid_to'), r.items ->> ('$[' || i.item || '].at_least'), r.items ->> ('$[' || i.item || '].at_most') "
    "from item i join run r on r.id = i.run where i.run = ?1 order by i.item",
    "select (select min(i.item) from item i where i.run = s.run and i.id = s.item), s.item, s.month, s.status, "
    "s.text, s.text_said from step s where s.run = ?1 order by s.seq",
};

/* A finding of a person names it: only how many there are of a rule in a month is told. */
static const char findings_told[] =
    "select severity, rule, \"table\", id, text, month, step, 1, text_said, since, again, code, value, bound from "
    "(select * from finding "
    "where run = ?1 and coalesce(\"table\", '') <> 'people' order by seq) union all select severity, rule, 'people', "
    "null, null, month, step, count(*), null, null, again, code, null, null from finding where run = ?1 and \"table\" "
    "= 'people' group "
    "by "
    "severity, rule, month, step, again, code";

typedef struct {
    Table *table;
    double run;
    const OrgOpened *opened;
} Adding;

static guint
column_of(const TableSpec *spec, const char *name)
{
    guint c = 0;
    while (spec->columns[c].name && strcmp(spec->columns[c].name, name) != 0)
        c++;
    return c;
}

/* The column NAME_said, which holds a message, and NAME, its sentence; each table has one such pair. */
static void
message_columns(const TableSpec *spec, guint *text, guint *said)
{
    *said = 0;
    while (!g_str_has_suffix(spec->columns[*said].name, "_said"))
        ++*said;
    g_autofree char *name = g_strdup(spec->columns[*said].name);
    *g_strrstr(name, "_said") = '\0';
    *text = column_of(spec, name);
}

/* The sentence beside a column that holds its message. A plugin may have named a person in it. */
static void
put_message(const Adding *adding, guint text, guint said, char **values)
{
    g_autofree OrgMessage *whole = org_message_from_json(values[said - 1]);
    g_autofree OrgMessage *hidden =
        org_names_hide_message(adding->opened->names, whole ? whole : org_message_of(values[text - 1]));
    table_message(adding->table, text, said, hidden);
}

static gboolean
on_row(gint n, char **values, char **names, gpointer data)
{
    const Adding *adding = data;
    Table *table = adding->table;
    guint text, said;
    (void) names;
    g_return_val_if_fail((guint) n + 1 == table->n, FALSE);
    table_number(table, 0, adding->run);
    message_columns(table->spec, &text, &said);
    put_message(adding, text, said, values);
    for (guint c = 1; c < table->n; c++) {
        const char *value = values[c - 1];
        double number = NAN;
        if (c == text || c == said)
            continue;
        if (table->texts[c])
            table_text(table, c, value);
        else {
            if (value && !org_number_parse(value, &number))
                number = NAN;
            table_number(table, c, number);
        }
    }
    return TRUE;
}

gboolean
tables_add_stored(Table tables[N_STORED], double run, const OrgOpened *opened, gboolean people, GError **error)
{
    for (guint i = 0; i < N_STORED; i++) {
        Adding adding = { &tables[i], run, opened };
        gboolean counted = !people && !strcmp(table_stored[i].name, "finding");
        if (!org_store_query_run(opened->store, counted ? findings_told : queries[i], opened->info->id, on_row, &adding,
                                 error))
            return FALSE;
    }
    return TRUE;
}
