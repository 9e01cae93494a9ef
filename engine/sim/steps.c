// SPDX-License-Identifier: MIT
/* The steps of a month. A step with `over:` is called month by month until it has nothing left to do: each call is a slice,
 * judged and undone by itself, and all of them are one row of what became of the steps. */
#include "../base/error.h"
#include "run-private.h"
#include <math.h>

static void
window_clear(gpointer data)
{
    OrgWindow *window = data;
    g_free(window->message);
    g_clear_pointer(&window->told, g_hash_table_unref);
}

/* A window of `over:` ends at the latest when the next one of the same step begins: in that month the old one takes what is
 * missing, then the new one begins. */
static void
add_windows(OrgRun *run, const OrgItem *step)
{
    for (guint i = 0; step->at != NULL && i < step->at->len; i++) {
        OrgMonth first = g_array_index(step->at, OrgMonth, i), last = first + step->over;
        if (i + 1 < step->at->len)
            last = MIN(last, g_array_index(step->at, OrgMonth, i + 1));
        OrgWindow window = { .step = step, .first = first, .last = MAX(first, last) };
        g_array_append_val(run->windows, window);
    }
}

void
org_steps_begin(OrgRun *run)
{
    run->windows = g_array_new(FALSE, FALSE, sizeof(OrgWindow));
    g_array_set_clear_func(run->windows, window_clear);
    for (guint i = 0; i < run->plan->items->len; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        if (item->role == ORG_ITEM_STEP && (item->given || !run->plan->nothing))
            add_windows(run, item);
    }
}

/* The last window of the step that asked to be woken is. */
static gboolean
is_woken(const OrgRun *run, guint index)
{
    const OrgWindow *window = &g_array_index(run->windows, OrgWindow, index);
    if (!window->asked || !org_wakes_due(run->wakes, window->step->index, run->now))
        return FALSE;
    for (guint i = index + 1; i < run->windows->len; i++) {
        const OrgWindow *later = &g_array_index(run->windows, OrgWindow, i);
        if (later->step == window->step && later->asked)
            return FALSE;
    }
    return TRUE;
}

static gboolean
is_due(const OrgRun *run, guint index)
{
    const OrgWindow *window = &g_array_index(run->windows, OrgWindow, index);
    gboolean slice = window->first <= run->now && run->now <= window->last && !window->met;
    return slice || is_woken(run, index);
}

static gboolean
any_due(const OrgRun *run)
{
    for (guint i = 0; i < run->windows->len; i++)
        if (is_due(run, i))
            return TRUE;
    return FALSE;
}

static void
decide(OrgWindow *window, const char *status, const OrgMessage *message)
{
    window->status = status;
    g_free(window->message);
    window->message = org_message_copy(message);
}

/* `when:` is judged once, in the month in which the step falls due. */
static gboolean
wanted(OrgRun *run, OrgWindow *window, gboolean *yes, GError **error)
{
    *yes = TRUE;
    if (window->step->when == NULL || run->now != window->first)
        return TRUE;
    if (run->sink->judge != NULL) {
        OrgAnswer answer;
        gboolean asked = org_run_ask(run, ORG_ASK_WHEN, window->step, window->first, &answer);
        *yes = answer.kind == ORG_ANSWER_STANDS;
        return asked;
    }
    return org_step_wanted(run, window->step, yes, error);
}

gboolean
org_step_wanted(OrgRun *run, const OrgItem *step, gboolean *yes, GError **error)
{
    double value;
    g_autofree char *sql = g_strdup_printf("select (%s)", step->when);
    if (!org_live_number(org_caller_live(run->caller), sql, &value, error)) {
        org_error_prefix(error, "step %s, when: ", step->id);
        return FALSE;
    }
    *yes = value != 0 && !isnan(value);
    return TRUE;
}

/* ---- one slice */

/* Where a slice began. */
typedef struct {
    OrgMark org;
    OrgJournalMark acts;
    guint announced, wakes;
    double carried;
} Before;

static void
take_back(OrgRun *run, const Before *before)
{
    org_undo_to(run->org, before->org);
    if (run->org->journal != NULL)
        org_journal_truncate(run->org->journal, before->acts);
    org_announced_undo_to(run->announced, before->announced);
    org_wakes_undo_to(run->wakes, before->wakes);
}

/* What an undone slice says is told once, since it is tried again every month; its own remarks only when it is not. */
static void
drop_repeated(OrgRun *run, OrgWindow *window, gboolean again)
{
    GArray *findings = run->said->findings;
    if (window->told == NULL)
        window->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = findings->len; i > 0; i--) {
        const OrgFinding *said = &g_array_index(findings, OrgFinding, i - 1);
        gboolean own = said->item == window->step->index;
        const char *id = said->row == ORG_NONE || said->table == 0 ? "" : org_id(run->org, said->table, said->row);
        char *key = g_strdup_printf("%s\n%s", org_message_said(said->message), id); /* two units may have one name */
        gboolean told = own ? again : !g_hash_table_add(window->told, key);
        if (own)
            g_free(key);
        if (told)
            g_array_remove_index(findings, i - 1);
    }
}

gboolean
org_slice_comes_again(const OrgRun *run, const OrgWindow *window)
{
    gboolean stop = run->plan->on_veto == ORG_VETO_STOP, woken = run->now > window->last;
    return !stop && run->now + 1 <= (woken ? run->plan->to : MIN(window->last, run->plan->to));
}

void
org_slice_tell_undone(OrgRun *run, OrgWindow *window)
{
    drop_repeated(run, window, org_slice_comes_again(run, window));
    org_run_tell(run, window->step, TRUE);
}

static OrgRunStatus
undo_slice(OrgRun *run, OrgWindow *window, const Before *before, const OrgMessage *veto)
{
    gboolean stop = run->plan->on_veto == ORG_VETO_STOP, woken = run->now > window->last;
    gboolean again = org_slice_comes_again(run, window);
    org_slice_tell_undone(run, window); /* before the rows that the slice opened are gone */
    take_back(run, before);
    org_rules_reject(run);
    window->carried = before->carried;
    decide(window, stop ? "vetoed" : "skipped", veto);
    if (again && woken) {
        g_autoptr(GArray) next = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
        g_array_append_val(next, (OrgMonth){ run->now + 1 });
        org_wakes_add(run->wakes, window->step->index, next);
    }
    return stop ? ORG_RUN_VETOED : ORG_RUN_DONE;
}

static void
keep_slice(OrgRun *run, OrgWindow *window, const Before *before, double carried)
{
    if (run->sink->judge == NULL)
        org_leaders_say(run, window->step, &before->org);
    org_run_tell(run, window->step, FALSE);
    org_rules_accept(run);
    window->carried = carried;
    window->met = carried == 0;
    if (window->met)
        decide(window, "done", NULL);
    else if (window->last > window->first)
        decide(window, "short", org_message_of(M_("its time was over before all of it was done")));
    else
        decide(window, "short", org_message_of(M_("not all of it could be done")));
}

/* Its own remarks go before what the rules say; they are dropped there when it is undone and tried again. */
static gboolean
ask(OrgRun *run, const OrgWindow *window, OrgMessage **veto)
{
    OrgAnswer answer;
    org_run_tell(run, window->step, FALSE);
    gboolean asked = org_run_ask(run, ORG_ASK_SLICE, window->step, window->first, &answer);
    *veto = answer.kind != ORG_ANSWER_STANDS ? org_message_copy(answer.veto) : NULL;
    return asked;
}

static OrgRunStatus
do_slice(OrgRun *run, OrgWindow *window, GError **error)
{
    Before before = { .org = org_mark(run->org), .carried = window->carried };
    before.announced = org_announced_mark(run->announced);
    before.wakes = org_wakes_mark(run->wakes);
    if (run->org->journal != NULL)
        before.acts = org_journal_mark(run->org->journal);
    OrgCallSpec spec = org_run_spec(run, window->step);
    spec.window_first = window->first;
    spec.window_last = window->last;
    spec.carried = window->carried;
    g_autoptr(GArray) wakes = spec.wakes = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    g_autofree OrgMessage *veto = NULL;
    if (!org_run_call(run, &spec, error))
        return ORG_RUN_FAILED;
    org_wakes_add(run->wakes, window->step->index, wakes);
    if (!(run->sink->judge != NULL ? ask(run, window, &veto) : org_rules_judge_step(run, &before.org, &veto, error)))
        return ORG_RUN_FAILED;
    org_figures_settle(run, veto == NULL);
    if (veto != NULL)
        return undo_slice(run, window, &before, veto);
    keep_slice(run, window, &before, spec.carried);
    window->asked = window->asked || wakes->len > 0;
    return ORG_RUN_DONE;
}

static OrgRunStatus
do_window(OrgRun *run, OrgWindow *window, GError **error)
{
    gboolean yes;
    if (!wanted(run, window, &yes, error))
        return ORG_RUN_FAILED;
    if (yes)
        return do_slice(run, window, error);
    decide(window, "not-due", org_message_of(M_("its condition (when:) does not hold")));
    window->met = TRUE;
    return ORG_RUN_DONE;
}

OrgRunStatus
org_steps_happen(OrgRun *run, GError **error)
{
    if (!any_due(run))
        return ORG_RUN_DONE;
    OrgAnswer answer;
    if (!(run->sink->judge != NULL ? org_run_ask(run, ORG_ASK_STEPS, NULL, ORG_UNKNOWN, &answer)
                                   : org_rules_judge(run, error)))
        return ORG_RUN_FAILED;
    OrgRunStatus status = ORG_RUN_DONE;
    for (guint i = 0; i < run->windows->len && status == ORG_RUN_DONE; i++)
        if (is_due(run, i))
            status = do_window(run, &g_array_index(run->windows, OrgWindow, i), error);
    return status;
}

OrgWindow *
org_steps_window(const OrgRun *run, guint item, OrgMonth first)
{
    for (guint i = 0; i < run->windows->len; i++) {
        OrgWindow *window = &g_array_index(run->windows, OrgWindow, i);
        if (window->step->index == item && window->first == first)
            return window;
    }
    return NULL;
}

/* ---- what became of them */

static int
by_month(gconstpointer a, gconstpointer b)
{
    const OrgWindow *x = *(OrgWindow *const *) a, *y = *(OrgWindow *const *) b;
    return x->first != y->first ? (x->first < y->first ? -1 : 1) : x < y ? -1 : x > y;
}

void
org_steps_end(OrgRun *run)
{
    g_autoptr(GPtrArray) tried = g_ptr_array_new();
    for (guint i = 0; i < run->windows->len; i++) {
        OrgWindow *window = &g_array_index(run->windows, OrgWindow, i);
        if (window->status == NULL)
            continue;
        if (g_strcmp0(window->status, "short") == 0 && window->last > run->now)
            decide(window, "short", org_message_of(M_("the run ended before its time was over")));
        g_ptr_array_add(tried, window);
    }
    g_ptr_array_sort(tried, by_month);
    for (guint i = 0; i < tried->len; i++) {
        const OrgWindow *window = tried->pdata[i];
        run->sink->step(run->sink->data, window->step->index, window->first, window->status, window->message);
    }
    g_array_unref(run->windows);
}
