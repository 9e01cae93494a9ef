// SPDX-License-Identifier: MIT
// Tables for renderers that the file holds as rows.
#include "../base/month.h"
#include "views-private.h"
#include <math.h>
#include <string.h>

const ViewSpec view_stored[VIEW_STORED] = {
    { "finding", { "run", "severity", "rule", "table", "id", "text", "month", "step", "count" }, 0xBE },
    { "item", { "run", "item", "id", "feature", "plugin", "role", "note", "file", "line" }, 0xFC },
    { "step", { "run", "item", "id", "month", "status", "text" }, 0x34 },
};

/* Of one run, ?1: the columns of the tables above but the first. */
static const char *const queries[VIEW_STORED] = {
    "select severity, rule, \"table\", id, text, month, step, 1 from finding where run = ?1 order by seq",
    "select item, id, feature, plugin, role, note, file, line from item where run = ?1 order by item",
    "select (select min(i.item) from item i where i.run = s.run and i.id = s.item), s.item, s.month, s.status, "
    "s.text "
    "from step s where s.run = ?1 order by s.seq",
};

/* A finding of a person names it: only how many there are of a rule in a month is told. */
static const char findings_told[] =
    "select severity, rule, \"table\", id, text, month, step, 1 from (select * from finding where run = ?1 and "
    "coalesce(\"table\", '') <> 'people' order by seq) union all select severity, rule, 'people', null, null, month, "
    "step, count(*) from finding where run = ?1 and \"table\" = 'people' group by severity, rule, month, step";

typedef struct {
    View *view;
    double run;
    const OrgOpened *opened;
} Adding;

static gboolean
on_row(gint n, char **values, char **names, gpointer data)
{
    const Adding *adding = data;
    View *view = adding->view;
    const char *name = view->spec->name;
    (void) names;
    g_return_val_if_fail((guint) n + 1 == view->n, FALSE);
    g_autofree char *text =
        !strcmp(name, "finding") && values[4] ? org_names_hide(adding->opened->names, values[4]) : NULL;
    view_number(view, 0, adding->run);
    for (guint c = 1; c < view->n; c++) {
        const char *value = text && c == 5 ? text : values[c - 1];
        double number = NAN;
        if (view->texts[c])
            view_text(view, c, value);
        else {
            if (value && !org_number_parse(value, &number))
                number = NAN;
            view_number(view, c, number);
        }
    }
    return TRUE;
}

gboolean
view_add_stored(View views[VIEW_STORED], double run, const OrgOpened *opened, gboolean people, GError **error)
{
    for (guint i = 0; i < VIEW_STORED; i++) {
        Adding adding = { &views[i], run, opened };
        gboolean counted = !people && !strcmp(view_stored[i].name, "finding");
        if (!org_store_query_run(opened->store, counted ? findings_told : queries[i], opened->info->id, on_row, &adding,
                                 error))
            return FALSE;
    }
    return TRUE;
}
