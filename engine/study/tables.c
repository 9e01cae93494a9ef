// SPDX-License-Identifier: MIT
#include "tables.h"
#include "open.h"
#include "tables-private.h"

struct OrgTables {
    Table run, fate, type, series, target, actual, input, plugin, story, paid, year, staff, reach, way, assumption,
        stored[N_STORED];
    OrgWorkerTable sealed[15 + N_STORED];
    guint n;
};

/* What the run's acts tell, in one pass over them; of a snapshot, what stands. */
static gboolean
watch(OrgTables *tables, guint r, OrgOpened *opened, gboolean stories, GError **error)
{
    if (!stories) {
        const OrgFates *fates = org_opened_fates(opened, error);
        if (fates)
            tables_add_fates(&tables->fate, r, fates);
        return fates != NULL;
    }
    Telling *telling = tables_tell_stories(&tables->story, r);
    OrgObserver observer = telling_observer(telling);
    g_autoptr(OrgImpact) impact = org_impact_watched(opened, &observer, 1, error);
    if (impact) {
        tables_add_fates(&tables->fate, r, opened->fates);
        tables_add_staff(&tables->staff, r, impact);
    }
    telling_free(telling);
    return impact != NULL;
}

static gboolean
read_run(OrgTables *tables, OrgSession *session, guint r, OrgOpened *opened, guint what, GError **error)
{
    tables_add_run(&tables->run, r, opened);
    if (!watch(tables, r, opened, opened->info && what & ORG_TABLES_STORIES, error))
        return FALSE;
    if (!opened->info)
        return TRUE;
    tables_add_plugins(&tables->plugin, r, opened);
    tables_add_types(&tables->type, r, opened);
    if (what & ORG_TABLES_STORIES && !tables_add_money(&tables->paid, &tables->year, session, r, opened, error))
        return FALSE;
    if (what & ORG_TABLES_REACH && (!tables_add_reach(&tables->reach, &tables->way, session, r, opened, error) ||
                                    !tables_add_assumptions(&tables->assumption, session, r, opened, error)))
        return FALSE;
    return tables_add_results(&tables->series, &tables->target, r, opened, error) &&
           tables_add_actuals(&tables->actual, r, opened, error) &&
           tables_add_inputs(&tables->input, r, opened, error) &&
           tables_add_stored(tables->stored, r, opened, (what & ORG_TABLES_PEOPLE) != 0, error);
}

static void
begin(OrgTables *tables)
{
    table_begin(&tables->run, &table_run);
    table_begin(&tables->fate, &table_fate);
    table_begin(&tables->type, &table_type);
    table_begin(&tables->series, &table_series);
    table_begin(&tables->target, &table_target);
    table_begin(&tables->actual, &table_actual);
    table_begin(&tables->input, &table_input);
    table_begin(&tables->plugin, &table_plugin);
    table_begin(&tables->story, &table_story);
    table_begin(&tables->paid, &table_paid);
    table_begin(&tables->year, &table_year);
    table_begin(&tables->staff, &table_staff);
    table_begin(&tables->reach, &table_reach);
    table_begin(&tables->way, &table_way);
    table_begin(&tables->assumption, &table_assumption);
    for (guint i = 0; i < N_STORED; i++)
        table_begin(&tables->stored[i], &table_stored[i]);
}

/* A table that is not read is not there at all, so that a renderer knows that from a table without rows. */
static void
end(OrgTables *tables, gboolean runs, guint what)
{
    tables->sealed[tables->n++] = table_seal(&tables->run);
    tables->sealed[tables->n++] = table_seal(&tables->fate);
    if (!runs)
        return;
    tables->sealed[tables->n++] = table_seal(&tables->type);
    tables->sealed[tables->n++] = table_seal(&tables->series);
    tables->sealed[tables->n++] = table_seal(&tables->target);
    tables->sealed[tables->n++] = table_seal(&tables->actual);
    tables->sealed[tables->n++] = table_seal(&tables->input);
    tables->sealed[tables->n++] = table_seal(&tables->plugin);
    for (guint i = 0; i < N_STORED; i++)
        tables->sealed[tables->n++] = table_seal(&tables->stored[i]);
    if (what & ORG_TABLES_REACH) {
        tables->sealed[tables->n++] = table_seal(&tables->reach);
        tables->sealed[tables->n++] = table_seal(&tables->way);
        tables->sealed[tables->n++] = table_seal(&tables->assumption);
    }
    if (!(what & ORG_TABLES_STORIES))
        return;
    tables->sealed[tables->n++] = table_seal(&tables->story);
    tables->sealed[tables->n++] = table_seal(&tables->paid);
    tables->sealed[tables->n++] = table_seal(&tables->year);
    tables->sealed[tables->n++] = table_seal(&tables->staff);
}

OrgTables *
org_tables_read(OrgSession *session, OrgOpened *const *opened, guint n, guint what, GError **error)
{
    g_autoptr(OrgTables) tables = g_new0(OrgTables, 1);
    gboolean runs = FALSE;
    begin(tables);
    for (guint r = 0; r < n; r++) {
        runs |= opened[r]->info != NULL;
        if (!read_run(tables, session, r, opened[r], what, error))
            return NULL;
    }
    end(tables, runs, what);
    return g_steal_pointer(&tables);
}

void
org_tables_free(OrgTables *tables)
{
    if (!tables)
        return;
    Table *all[] = { &tables->run,    &tables->fate,  &tables->type,   &tables->series, &tables->target,
                     &tables->actual, &tables->input, &tables->plugin, &tables->story,  &tables->paid,
                     &tables->year,   &tables->staff, &tables->reach,  &tables->way,    &tables->assumption };
    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        table_clear(all[i]);
    for (guint i = 0; i < N_STORED; i++)
        table_clear(&tables->stored[i]);
    g_free(tables);
}

const OrgWorkerTable *
org_tables_all(const OrgTables *tables)
{
    return tables->sealed;
}

guint
org_tables_count(const OrgTables *tables)
{
    return tables->n;
}
