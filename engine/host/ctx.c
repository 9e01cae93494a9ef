// SPDX-License-Identifier: MIT
/* A caller and one call of a feature. A call costs no heap memory once its arenas are warm. */
#include "ctx-private.h"
#include "trial.h"
#include "../base/error.h"
#include "plugins.h"
#include <string.h>

static const OrgHost host = {
    sizeof(OrgHost),      ORG_ABI,
    org_host_integer,     org_host_real,
    org_host_text,        org_host_rows,
    org_host_table,       org_host_given,
    org_host_relative,    org_host_units,
    org_host_posts,       org_host_people,
    org_host_children,    org_host_posts_of,
    org_host_find,        org_host_id,
    org_host_name,        org_host_numbers,
    org_host_words,       org_host_word,
    org_host_spell,       org_host_from,
    org_host_now,         org_host_window,
    org_host_before,      org_host_baseline,
    org_host_range,       org_host_open_unit,
    org_host_rename_unit, org_host_move_unit,
    org_host_close_unit,  org_host_open_posts,
    org_host_move_posts,  org_host_close_posts,
    org_host_set,         org_host_set_numbers,
    org_host_set_words,   org_host_place,
    org_host_leave,       org_host_join,
    org_host_because,     org_host_measure,
    org_host_finding,     org_host_fail,
    org_host_progress,    org_host_carried,
    org_host_carry,       org_host_runs,
    org_host_at,          org_host_data,
    org_host_output,      org_host_key,
    org_host_scratch,     org_host_translate,
    org_host_breach,      org_host_standing,
    org_host_stood,       org_host_release,
    org_host_announce,    org_host_wake,
    org_host_pay,         org_host_payments,
    org_host_currency,    org_host_vacant,
    org_host_below,       org_host_bosses,
    org_host_match,       org_host_attributes,
    org_host_log,         org_host_extension,
};

/* ---- the caller */

OrgCaller *
org_caller_new(Org *org, Org **baselines, guint n_baselines, const OrgPlan *plan, GError **error)
{
    OrgCaller *caller = g_new0(OrgCaller, 1);
    caller->plan = plan;
    caller->main = org_ctx_new(caller, org);
    caller->times = g_ptr_array_new_with_free_func((GDestroyNotify) org_ctx_free);
    caller->baselines = g_ptr_array_new_with_free_func((GDestroyNotify) org_ctx_free);
    caller->main->live = org_live_new(org, error);
    if (caller->main->live == NULL) {
        org_caller_free(caller);
        return NULL;
    }
    for (guint i = 0; i < MAX(n_baselines, 1); i++) {
        Org *baseline = i < n_baselines && baselines != NULL ? baselines[i] : NULL;
        OrgCtx *view = NULL;
        if (baseline != NULL || i == 0) { /* the start is always there */
            view = org_ctx_new(caller, baseline != NULL ? baseline : org_copy(org));
            view->owns_org = baseline == NULL;
        }
        g_ptr_array_add(caller->baselines, view);
    }
    org_undo_enable(org);
    return caller;
}

void
org_caller_free(OrgCaller *caller)
{
    if (caller == NULL)
        return;
    OrgCall *call = &caller->call;
    org_caller_drop_before(caller);
    g_ptr_array_unref(caller->times);
    g_ptr_array_unref(caller->baselines);
    org_ctx_free(caller->main);
    org_arena_clear(&call->block);
    org_arena_clear(&call->lasting);
    g_clear_pointer(&call->measured, g_ptr_array_unref);
    g_clear_pointer(&call->measured_of, g_hash_table_unref);
    g_clear_pointer(&caller->list, g_array_unref);
    g_free(caller);
}

OrgLive *
org_caller_live(OrgCaller *caller)
{
    return caller->main->live;
}

/* ---- one call */

static void
begin(OrgCaller *caller, OrgCtx *ctx, OrgCallSpec *spec)
{
    OrgCall *call = &caller->call;
    call->spec = spec;
    call->feature = spec->feature;
    call->values = spec->item != NULL ? spec->item->values : spec->values;
    call->plugin = spec->plugin != NULL ? spec->plugin : org_plugins_id_of(spec->feature);
    call->primary = ctx;
    call->number++;
    call->by_rows = (spec->feature->flags & ORG_BY_ROWS) != 0;
    call->status = ORG_OK;
    call->n_findings = 0;
    call->carried = spec->carried;
    call->key_known = FALSE;
    org_arena_reset(&call->lasting);
    org_ctx_refresh(ctx);
    org_call_begun(call);
}

/* The invariants of the rows that a block touched, while they are still in the cache. */
static void
check_block(OrgCall *call, OrgMark mark)
{
    g_autoptr(GError) error = NULL;
    gboolean wanted = call->spec->may_write && !call->spec->for_good && call->status == ORG_OK;
    if (wanted && !org_check_since(call->primary->org, mark, &error)) {
        g_autofree char *said = org_error_said(error);
        org_ctx_fail(call->primary, ORG_E_FAILED, "it left the organisation broken: %s", said);
    }
}

/* Run the feature over all people in blocks, or once. The number of rows is fixed at the start: who joins in this call
 * is the business of the next one. */
static void
run_blocks(OrgCall *call)
{
    const Org *org = call->primary->org;
    OrgRow n = call->spec->end != 0 ? MIN(call->spec->end, org->people.n) : org->people.n;
    OrgRow rows = org_trial()->block_rows != 0 ? org_trial()->block_rows : ORG_BLOCK_ROWS;
    OrgRow step = call->by_rows ? rows : MAX(n, 1);
    call->first = MIN(call->spec->first, n);
    do {
        call->end = n - call->first > step ? call->first + step : n;
        org_arena_reset(&call->block);
        OrgMark mark = org_mark(org);
        const OrgFeature *feature = call->feature;
        OrgStatus said = (call->spec->settles ? feature->settle : feature->run)(&host, call->primary);
        if (said != ORG_OK && call->status == ORG_OK)
            org_ctx_fail(call->primary, ORG_E_FAILED,
                         "it returned %d without saying why (a feature returns ORG_OK or what fail() returned)", said);
        check_block(call, mark);
        call->first = call->end;
        if (call->first < n)
            org_host_progress(call->primary, (double) call->first / n); /* may stop the call */
    } while (call->status == ORG_OK && call->first < n);
}

/* What is said of months to come is undone with a call that fails. */
static void
run_undoing_ahead(OrgCall *call)
{
    OrgCallSpec *spec = call->spec;
    guint announced = spec->announced != NULL ? org_announced_mark(spec->announced) : 0;
    guint wakes = spec->wakes != NULL ? spec->wakes->len : 0;
    run_blocks(call);
    if (call->status == ORG_OK)
        return;
    if (spec->announced != NULL)
        org_announced_undo_to(spec->announced, announced);
    if (spec->wakes != NULL)
        g_array_set_size(spec->wakes, wakes);
}

static gboolean
end(OrgCaller *caller, GError **error)
{
    OrgCall *call = &caller->call;
    gboolean ok = call->status == ORG_OK;
    org_call_begun(NULL);
    org_ctx_flush_measured(call, ok);
    if (ok)
        call->spec->carried = call->carried;
    else
        org_error_set(error, ORG_ERROR, call->status, "%s", call->message);
    g_clear_pointer(&call->message, g_free);
    g_ptr_array_set_size(caller->times, 0);
    call->spec = NULL;
    return ok;
}

/* The organisation as one text, for telling whether a call was undone to the last byte. */
static char *
state_before(const OrgCall *call)
{
    gboolean wanted = org_trial()->undo != 0 && call->feature->kind == ORG_OPERATOR;
    return wanted ? org_hash(call->primary->org) : NULL;
}

static void
tell_undone(OrgCall *call, const char *before)
{
    g_autofree char *after = org_hash(call->primary->org);
    g_free(call->message);
    call->message = strcmp(before, after) == 0 ? org_said(ORG_TRIAL_RESTORED) : org_said(ORG_TRIAL_CHANGED);
}

/* A call that may write. */
static void
run_writing(OrgCaller *caller, OrgCtx *ctx, OrgCallSpec *spec)
{
    Org *org = ctx->org;
    org_caller_drop_before(caller); /* the organisation that a rule looks back to is about to be another one */
    OrgMark mark = org_mark(org);
    OrgJournalMark journal_mark = { 0 };
    OrgMonth month = org->month;
    g_autofree char *before = state_before(&caller->call);
    org->month = spec->now;
    org->origin = org_ctx_origin(&caller->call);
    org->opened = 0;
    if (org->journal != NULL) {
        journal_mark = org_journal_mark(org->journal);
        org_journal_context(org->journal, spec->now, spec->item != NULL ? spec->item->index : 0, caller->call.plugin);
        org_journal_because(org->journal, NULL);
    }
    run_undoing_ahead(&caller->call);
    gboolean tried = before != NULL && caller->call.status == ORG_OK;
    if (tried)
        caller->call.status = ORG_E_FAILED;
    if (caller->call.status != ORG_OK) {
        org_undo_to(org, mark);
        org->month = month;
        if (org->journal != NULL)
            org_journal_truncate(org->journal, journal_mark);
        org_ctx_refresh(ctx);
    }
    if (tried)
        tell_undone(&caller->call, before);
}

gboolean
org_caller_call(OrgCaller *caller, OrgCallSpec *spec, GError **error)
{
    OrgCtx *ctx = caller->main;
    begin(caller, ctx, spec);
    if (!spec->may_write)
        run_undoing_ahead(&caller->call);
    else if (!spec->for_good)
        run_writing(caller, ctx, spec);
    else {
        OrgUndo *undo = org_undo_rest(ctx->org);
        run_writing(caller, ctx, spec);
        org_undo_resume(ctx->org, undo);
    }
    return end(caller, error);
}

gboolean
org_caller_call_on(OrgCaller *caller, guint view, OrgCallSpec *spec, GError **error)
{
    OrgCtx *ctx = view < caller->baselines->len ? g_ptr_array_index(caller->baselines, view) : NULL;
    if (ctx == NULL) {
        org_error_set(error, ORG_ERROR, ORG_E_NOT_FOUND, "baseline %u has no organisation", view);
        return FALSE;
    }
    begin(caller, ctx, spec);
    run_blocks(&caller->call);
    return end(caller, error);
}
