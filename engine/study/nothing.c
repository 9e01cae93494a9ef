// SPDX-License-Identifier: MIT
#include "nothing.h"
#include "manifest.h"
#include "mask.h"
#include "../base/error.h"
#include "run.h"
#include <string.h>

static void
add(OrgNothing *nothing, const char *item, const char *series, OrgMonth month, double value)
{
    OrgCostRow row = { g_string_chunk_insert_const(nothing->texts, item),
                       g_string_chunk_insert_const(nothing->texts, series), month, value };
    g_array_append_val(nothing->costs, row);
}

static void
on_kept(const OrgCostRow *row, gpointer data)
{
    add(data, row->item, row->series, row->month, row->value);
}

static void
count_row(const OrgCostRow *row, gpointer data)
{
    (void) row;
    ++*(guint *) data;
}

/* why: taken */
static void
not_known(OrgNothing *nothing, OrgMessage *why)
{
    g_clear_pointer(&nothing->costs, g_array_unref);
    g_free(nothing->why);
    nothing->why = why;
}

/* ---- from a run of it */

static int
by_key(gconstpointer a, gconstpointer b)
{
    const OrgCostRow *x = a, *y = b;
    int items = strcmp(x->item, y->item), series = strcmp(x->series, y->series);
    return items ? items : series ? series : x->month < y->month ? -1 : x->month > y->month;
}

/* Rows of one item, series and month become one, in the order in which the file has them. */
static void
add_up(OrgNothing *nothing)
{
    GArray *rows = nothing->costs;
    guint kept = 0;
    g_array_sort(rows, by_key);
    for (guint i = 0; i < rows->len; i++) {
        OrgCostRow *row = &g_array_index(rows, OrgCostRow, i);
        OrgCostRow *before = kept ? &g_array_index(rows, OrgCostRow, kept - 1) : NULL;
        if (before && !by_key(before, row))
            before->value += row->value;
        else
            g_array_index(rows, OrgCostRow, kept++) = *row;
    }
    g_array_set_size(rows, kept);
}

static void
take(OrgNothing *nothing, const OrgRun *run)
{
    const GPtrArray *items = run->loaded->plan->items;
    const OrgWorkerResult *result = run->result;
    for (guint i = 0; i < result->running->len; i++) {
        const OrgWorkerMeasure *m = &g_array_index(result->running, OrgWorkerMeasure, i);
        add(nothing, ((OrgItem *) items->pdata[m->item])->id, m->series, m->month, m->value);
    }
    for (guint i = 0; i < result->end->payments->len; i++) {
        const OrgPayment *one = &g_array_index(result->end->payments, OrgPayment, i);
        add(nothing, ((OrgItem *) items->pdata[one->item])->id, org_dict_text(result->end->dict, one->series),
            one->month, (double) one->amount);
    }
    add_up(nothing);
}

static gboolean
on_hash(gint n, char **values, char **names, gpointer data)
{
    (void) n;
    (void) names;
    *(char **) data = g_strdup(values[0]);
    return TRUE;
}

/* The draws are the same only if those who draw are: with other plugins the run itself must come out as it is stored. */
static gboolean
comes_out_as_stored(OrgLoaded *loaded, const OrgOpened *opened, const OrgRunOptions *how)
{
    OrgManifestTexts texts = { 0 };
    org_manifest_make(loaded, how, &texts);
    gboolean same = !g_strcmp0(texts.plugins_json, opened->info->plugins_json) &&
                    !g_strcmp0(texts.manifest.engine, opened->info->engine);
    org_manifest_clear(&texts);
    if (same)
        return TRUE;
    OrgRunOptions again = *how;
    again.nothing = FALSE;
    g_autoptr(OrgRun) run = org_run(loaded, &again);
    g_autofree char *hash = NULL;
    return org_store_query_run(opened->store, "select end_hash from run where id = ?1", opened->info->id, on_hash,
                               &hash, NULL) &&
           org_run_is_whole(run) && hash && !strcmp(run->result->end_hash, hash);
}

static void
do_nothing(OrgNothing *nothing, OrgSession *session, const OrgOpened *opened)
{
    g_auto(OrgLoaded) loaded = { 0 };
    g_autoptr(GError) why = NULL;
    g_autofree char *place = g_strdup_printf("%s:run-%" G_GINT64_FORMAT, opened->name.path, opened->info->id);
    OrgRunOptions how = { .seed = &opened->info->seed, .nothing = TRUE };
    if (!org_load_run(session, place, &loaded, &why)) {
        not_known(nothing, why ? (OrgMessage *) org_error_said(why)
                               : org_message_new("its scenario is not understood any more"));
        return;
    }
    if (!comes_out_as_stored(&loaded, opened, &how)) {
        not_known(nothing, org_message_new("its plugins have changed since; run the scenario again"));
        return;
    }
    g_autoptr(OrgRun) run = org_run(&loaded, &how);
    if (org_run_is_whole(run))
        take(nothing, run);
    else
        not_known(nothing, org_message_copy(run->message));
}

/* A file that cannot be written now holds as much as before; the next who asks waits again. */
static void
keep(const OrgNothing *nothing, const OrgOpened *opened)
{
    g_autoptr(OrgStore) store = org_store_open(opened->name.path, ORG_STORE_WRITE, NULL);
    if (store)
        org_store_put_nothing(store, opened->info->id, (OrgCostRow *) (void *) nothing->costs->data,
                              nothing->costs->len, NULL);
}

OrgNothing *
org_nothing_of(OrgSession *session, const OrgOpened *opened, GError **error)
{
    g_autoptr(OrgNothing) nothing = g_new0(OrgNothing, 1);
    guint priced = 0;
    nothing->costs = g_array_new(FALSE, FALSE, sizeof(OrgCostRow));
    nothing->texts = g_string_chunk_new(256);
    if (!org_store_costs(opened->store, opened->info->id, TRUE, on_kept, nothing, error) ||
        !org_store_costs(opened->store, opened->info->id, FALSE, count_row, &priced, error))
        return NULL;
    if (nothing->costs->len || !priced || opened->mask & ORG_MASK_PAY) /* known, or nothing is told of it */
        return g_steal_pointer(&nothing);
    if (session)
        do_nothing(nothing, session, opened);
    else
        not_known(nothing, NULL);
    if (session && nothing->costs)
        keep(nothing, opened);
    return g_steal_pointer(&nothing);
}

void
org_nothing_free(OrgNothing *nothing)
{
    if (!nothing)
        return;
    g_clear_pointer(&nothing->costs, g_array_unref);
    g_string_chunk_free(nothing->texts);
    g_free(nothing->why);
    g_free(nothing);
}
