// SPDX-License-Identifier: MIT
#include "whatif.h"
#include "../base/error.h"
#include "../base/input.h"
#include "../base/month.h"
#include "../base/output.h"
#include "../scenario/variant.h"
#include "open.h"
#include "record.h"
#include "stored-before.h"
#include <string.h>

typedef struct {
    OrgSession *session;
    const OrgWhatifOptions *options;
    OrgDiags *diags;
    OrgWhatif *found;
    OrgLoaded loaded[ORG_N_WHATIF_RUNS];
    char *file[ORG_N_WHATIF_RUNS]; /* of the scenarios, as if they were there */
} Asking;

static void
take_diags(Asking *asking, const OrgDiags *from)
{
    for (guint i = 0; i < org_diags_size(from); i++) {
        const OrgDiag *diag = org_diags_get(from, i);
        if (diag->severity != ORG_SEVERITY_ERROR)
            continue;
        OrgDiag *copy = org_diags_add(asking->diags, diag->severity, diag->code, diag->file, diag->line, diag->column,
                                      "%s", org_message_said(diag->message));
        copy->source = g_strdup(diag->source);
        copy->sheet = g_strdup(diag->sheet);
        copy->id = g_strdup(diag->id);
    }
}

/* ---- the three scenarios */

static gboolean
add_file(OrgVariant *variant, const char *file, GError **error)
{
    g_autoptr(GError) why = NULL;
    g_autoptr(GBytes) bytes = org_input_read(file, ORG_INPUT_TABLE, NULL, &why);
    g_autofree char *said = why ? org_error_said(why) : NULL;
    if (bytes)
        return org_variant_add(variant, file, bytes, error);
    org_error_set(error, ORG_FILE_ERROR, G_FILE_ERROR_FAILED, "\"%s\" cannot be read: %s", file, said);
    return FALSE;
}

static gboolean
add_changes(const OrgWhatifOptions *options, OrgVariant *variant, GError **error)
{
    static gboolean (*const spelled[])(OrgVariant *, const char *, GError **) = {
        [ORG_WHATIF_SHIFT] = org_variant_shift,   [ORG_WHATIF_SET] = org_variant_set,
        [ORG_WHATIF_AT] = org_variant_at,         [ORG_WHATIF_MERGE] = org_variant_merge,
        [ORG_WHATIF_REMOVE] = org_variant_remove, [ORG_WHATIF_ADD] = add_file,
    };
    for (OrgWhatifOp op = 0; op < ORG_N_WHATIFS; op++)
        for (guint i = 0; options->changes[op] && options->changes[op][i]; i++)
            if (!spelled[op](variant, options->changes[op][i], error))
                return FALSE;
    return TRUE;
}

/* A variant, of the plan as it is named from the folder of its own file. */
static OrgVariant *
variant_of(Asking *asking, const char *file, const char *name)
{
    const OrgLoaded *plan = &asking->loaded[ORG_WHATIF_PLAN];
    g_autofree char *folder = g_path_get_dirname(file), *way = org_bundle_way(folder, asking->options->plan);
    return org_variant_new(plan->plan, org_worker_catalogue(plan->worker), way, name);
}

static gboolean
load_plan(Asking *asking, GError **error)
{
    OrgLoaded *plan = &asking->loaded[ORG_WHATIF_PLAN];
    gboolean good = org_load(asking->session, asking->options->plan, NULL, plan, error);
    if (!good && !*error)
        take_diags(asking, plan->diags);
    return good;
}

static gboolean
load_text(Asking *asking, guint which, const char *text, GError **error)
{
    OrgLoaded *loaded = &asking->loaded[which];
    gboolean good = org_load_text(asking->session, asking->file[which], text, loaded, error);
    if (!good && !*error)
        take_diags(asking, loaded->diags);
    return good;
}

static gboolean
load_variant(Asking *asking, GError **error)
{
    const OrgWhatifOptions *options = asking->options;
    const OrgPlan *plan = asking->loaded[ORG_WHATIF_PLAN].plan;
    g_autofree char *folder = g_path_get_dirname(options->plan), *usual = g_strconcat(plan->name, "-whatif", NULL);
    const char *name = options->name ? options->name : usual;
    g_autofree char *file = g_strconcat(name, ".yaml", NULL);
    asking->file[ORG_WHATIF_VARIANT] = options->keep ? g_strdup(options->keep) : g_build_filename(folder, file, NULL);
    g_autoptr(OrgVariant) variant = variant_of(asking, asking->file[ORG_WHATIF_VARIANT], name);
    if (!add_changes(options, variant, error))
        return FALSE;
    asking->found->text = org_variant_text(variant);
    return load_text(asking, ORG_WHATIF_VARIANT, asking->found->text, error);
}

static gboolean
load_nothing(Asking *asking, GError **error)
{
    const OrgPlan *plan = asking->loaded[ORG_WHATIF_PLAN].plan;
    g_autofree char *folder = g_path_get_dirname(asking->options->plan);
    g_autofree char *name = g_strconcat(plan->name, "-nothing", NULL), *file = g_strconcat(name, ".yaml", NULL);
    asking->file[ORG_WHATIF_NOTHING] = g_build_filename(folder, file, NULL);
    g_autoptr(OrgVariant) variant = variant_of(asking, asking->file[ORG_WHATIF_NOTHING], name);
    org_variant_do_nothing(variant);
    g_autofree char *text = org_variant_text(variant);
    return load_text(asking, ORG_WHATIF_NOTHING, text, error);
}

static OrgBundle *
copy_texts(const OrgLoaded *loaded)
{
    g_autoptr(GBytes) packed = org_bundle_pack(loaded->plan->bundle);
    return org_bundle_unpack(packed, NULL);
}

static gboolean
tell_changes(Asking *asking)
{
    const OrgLoaded *a = &asking->loaded[ORG_WHATIF_PLAN], *b = &asking->loaded[ORG_WHATIF_VARIANT];
    const char *const paths[] = { a->path, b->path };
    OrgBundle *const bundles[] = { copy_texts(a), copy_texts(b) };
    asking->found->diff = org_draft_diff(paths, bundles, org_worker_catalogue(a->worker), asking->diags);
    return asking->found->diff != NULL;
}

/* ---- running */

static gboolean
run_one(Asking *asking, OrgStore *store, guint which, GError **error)
{
    const OrgWhatifOptions *options = asking->options;
    OrgLoaded *loaded = &asking->loaded[which];
    const guint64 *seed = options->seed ? options->seed : &asking->loaded[ORG_WHATIF_PLAN].plan->seed;
    OrgRunOptions how = { .seed = seed, .replications = MAX(options->replications, 1) };
    gint64 id = org_store_find_same(store, loaded, &how);
    asking->found->found[which] = id != 0;
    if (!id) {
        g_autoptr(OrgRun) run = org_run_stored(loaded, &how, store, &id, error);
        if (!run)
            return FALSE;
        if (!org_run_is_whole(run)) {
            gboolean stopped = run->status == ORG_WORKER_INTERRUPTED;
            org_error_set(error, ORG_WORKER_ERROR, stopped ? ORG_WORKER_E_INTERRUPTED : ORG_WORKER_E_PLUGIN, "%s: %s",
                          asking->file[which], org_message_said(run->message));
            return FALSE;
        }
    }
    asking->found->place[which] = g_strdup_printf("%s:run-%" G_GINT64_FORMAT, org_store_path(store), id);
    return TRUE;
}

static gboolean
run_all(Asking *asking, GError **error)
{
    static const guint order[] = { ORG_WHATIF_NOTHING, ORG_WHATIF_PLAN, ORG_WHATIF_VARIANT };
    g_autofree char *usual = org_loaded_file(&asking->loaded[ORG_WHATIF_PLAN]);
    g_autoptr(OrgStore) store =
        org_store_open(asking->options->into ? asking->options->into : usual, ORG_STORE_WRITE, error);
    for (guint i = 0; store && i < G_N_ELEMENTS(order); i++)
        if (!run_one(asking, store, order[i], error))
            return FALSE;
    return store != NULL;
}

/* ---- what came of it */

static gboolean
compare(OrgSession *session, OrgWhatif *found, const char *mask, GError **error)
{
    for (guint c = 0; c < ORG_N_WHATIF_RUNS; c++) {
        found->columns[c].place = found->place[c];
        if (!org_place_look(found->place[c], TRUE, mask, &found->columns[c].opened, error))
            return FALSE;
    }
    found->comparison = org_compare(session, found->columns, ORG_N_WHATIF_RUNS, error);
    return found->comparison != NULL;
}

static char *
finding_key(const OrgStoredFinding *f)
{
    const char *what = *f->code ? f->code : org_message_said(f->message);
    return g_strjoin("\n", f->rule, f->table, f->id, what, NULL);
}

/* Of a those that b has not; each once. */
static GPtrArray *
findings_only_in(const OrgStoredRun *a, const OrgStoredRun *b)
{
    GPtrArray *only = g_ptr_array_new();
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < b->findings->len; i++)
        g_hash_table_add(known, finding_key(b->findings->pdata[i]));
    for (guint i = 0; i < a->findings->len; i++)
        if (g_hash_table_add(known, finding_key(a->findings->pdata[i])))
            g_ptr_array_add(only, a->findings->pdata[i]);
    return only;
}

static char *
step_key(const OrgStoredStep *step)
{
    char month[16];
    return g_strjoin("\n", step->item, org_month_text(step->month, month), step->status, NULL);
}

static void
steps_only_in(const OrgStoredRun *a, const OrgStoredRun *b, GPtrArray *only)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < b->steps->len; i++)
        g_hash_table_add(known, step_key(b->steps->pdata[i]));
    for (guint i = 0; i < a->steps->len; i++) {
        g_autofree char *key = step_key(a->steps->pdata[i]);
        if (!g_hash_table_contains(known, key))
            g_ptr_array_add(only, a->steps->pdata[i]);
    }
}

static void
tell_apart(OrgWhatif *found)
{
    const OrgStoredRun *plan = found->comparison->column[ORG_WHATIF_PLAN].run,
                       *variant = found->comparison->column[ORG_WHATIF_VARIANT].run;
    found->steps = g_ptr_array_new();
    steps_only_in(variant, plan, found->steps);
    found->n_steps = found->steps->len;
    steps_only_in(plan, variant, found->steps);
    found->new_findings = findings_only_in(variant, plan);
    found->gone_findings = findings_only_in(plan, variant);
    found->vetoed = !strcmp(variant->info->status, "vetoed");
}

/* ---- all of it */

static gboolean
may_write(const OrgWhatifOptions *options, GError **error)
{
    if (!options->keep || options->force || !g_file_test(options->keep, G_FILE_TEST_EXISTS))
        return TRUE;
    org_error_set(error, ORG_OUTPUT_ERROR, ORG_OUTPUT_IN_THE_WAY, "%s is there already; --force writes over it",
                  options->keep);
    return FALSE;
}

static gboolean
ask(Asking *asking, GError **error)
{
    const OrgWhatifOptions *options = asking->options;
    asking->file[ORG_WHATIF_PLAN] = g_strdup(options->plan);
    return may_write(options, error) && load_plan(asking, error) && load_variant(asking, error) &&
           load_nothing(asking, error) && tell_changes(asking) && run_all(asking, error) &&
           compare(asking->session, asking->found, asking->options->mask, error) &&
           (!options->keep || org_output_write(options->keep, ORG_OUTPUT_TEXT, asking->found->text, -1, error));
}

OrgWhatif *
org_whatif(OrgSession *session, const OrgWhatifOptions *options, OrgDiags *diags, GError **error)
{
    g_autoptr(OrgWhatif) found = g_new0(OrgWhatif, 1);
    g_autoptr(GError) why = NULL;
    Asking asking = { session, options, diags, found, { { 0 } }, { NULL } };
    gboolean done = ask(&asking, &why);
    for (guint i = 0; i < ORG_N_WHATIF_RUNS; i++) {
        org_loaded_clear(&asking.loaded[i]);
        g_free(asking.file[i]);
    }
    if (why)
        g_propagate_error(error, g_steal_pointer(&why));
    if (!done)
        return NULL;
    tell_apart(found);
    return g_steal_pointer(&found);
}

void
org_whatif_free(OrgWhatif *whatif)
{
    if (!whatif)
        return;
    org_draft_diff_free(whatif->diff);
    org_comparison_free(whatif->comparison);
    for (guint c = 0; c < ORG_N_WHATIF_RUNS; c++) {
        org_opened_clear(&whatif->columns[c].opened);
        g_free(whatif->place[c]);
    }
    g_clear_pointer(&whatif->steps, g_ptr_array_unref);
    g_clear_pointer(&whatif->new_findings, g_ptr_array_unref);
    g_clear_pointer(&whatif->gone_findings, g_ptr_array_unref);
    g_free(whatif->text);
    g_free(whatif);
}
