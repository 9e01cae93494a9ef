// SPDX-License-Identifier: MIT
/* What comes out of a worker is checked here, field by field. */
#include "../../base/month.h"
#include "../../base/error.h"
#include "../../base/message.h"
#include "private.h"
#include <math.h>
#include <string.h>

static void
clear_finding(gpointer item)
{
    g_free(((OrgWorkerFinding *) item)->message);
    g_free(((OrgWorkerFinding *) item)->id);
    g_free(((OrgWorkerFinding *) item)->code);
}

static void
clear_step(gpointer item)
{
    g_free(((OrgWorkerStep *) item)->status);
    g_free(((OrgWorkerStep *) item)->message);
}

OrgWorkerResult *
org_worker_result_new(guint32 replication)
{
    OrgWorkerResult *result = g_new0(OrgWorkerResult, 1);

    result->replication = replication;
    result->status = ORG_WORKER_FAILED;
    result->message = (OrgMessage *) g_strdup("");
    result->item = -1;
    result->month = ORG_UNKNOWN;
    result->beside_clock = -1;
    result->acts = g_byte_array_new();
    result->series = g_array_new(FALSE, FALSE, sizeof(OrgWorkerMeasure));
    result->running = g_array_new(FALSE, FALSE, sizeof(OrgWorkerMeasure));
    result->as_told = g_array_new(FALSE, FALSE, sizeof(OrgWorkerTold));
    result->findings = g_array_new(FALSE, FALSE, sizeof(OrgWorkerFinding));
    result->steps = g_array_new(FALSE, FALSE, sizeof(OrgWorkerStep));
    g_array_set_clear_func(result->findings, clear_finding);
    g_array_set_clear_func(result->steps, clear_step);
    result->strings = g_string_chunk_new(1024);
    result->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return result;
}

void
org_worker_result_free(OrgWorkerResult *result)
{
    if (!result)
        return;
    g_free(result->message);
    g_free(result->again);
    g_byte_array_unref(result->acts);
    g_array_unref(result->series);
    g_array_unref(result->running);
    g_array_unref(result->as_told);
    g_array_unref(result->findings);
    g_array_unref(result->steps);
    org_free(result->end);
    g_free(result->end_hash);
    g_string_chunk_free(result->strings);
    g_hash_table_unref(result->told);
    g_free(result);
}

void
org_worker_result_fail(OrgWorkerResult *result, const OrgWorker *worker, const GError *why)
{
    result->status =
        g_error_matches(why, ORG_WORKER_ERROR, ORG_WORKER_E_INTERRUPTED) ? ORG_WORKER_INTERRUPTED : ORG_WORKER_FAILED;
    g_free(result->message);
    result->message = (OrgMessage *) org_error_said(why);
    result->item = worker->blame == ORG_BLAME_CALL ? (gint) worker->blamed : -1;
    result->month = worker->blame == ORG_BLAME_CALL ? worker->month : ORG_UNKNOWN;
    g_byte_array_set_size(result->acts, 0);
    g_clear_pointer(&result->end_hash, g_free);
}

static gboolean
bad(char **why, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    *why = org_saidv(format, args);
    va_end(args);
    return FALSE;
}

/* Each half of a run speaks for what it runs. That a step leaves somebody without a leader the half that judges says, too. */
static gboolean
may_speak_for(const OrgExpected *expected, const OrgItem *item)
{
    gboolean judged = org_item_is_judged(item);

    switch (expected->speaker) {
    case ORG_SPEAKER_CHANGES:
        return !judged;
    case ORG_SPEAKER_JUDGES:
        return judged || item->role == ORG_ITEM_STEP;
    default:
        return TRUE;
    }
}

static gboolean
of_another(char **why)
{
    return bad(why, "spoke in the name of what runs in another process");
}

static gboolean
take_acts(OrgWorkerResult *result, const OrgExpected *expected, const OrgFrame *frame, char **why)
{
    if (!expected->acts)
        return bad(why, "sent acts that nobody asked for");
    if (frame->size > ORG_MAX_ACTS - result->acts->len)
        return bad(why, "changed more than the engine can record (%u MB of acts)", ORG_MAX_ACTS >> 20);
    g_byte_array_append(result->acts, frame->data, (guint) frame->size);
    return TRUE;
}

static gint
by_month(gconstpointer a, gconstpointer b)
{
    const OrgMonth one = *(const OrgMonth *) a, other = *(const OrgMonth *) b;

    return one < other ? -1 : one > other;
}

/* The months whose figures are stored, and the one before the run; of a baseline its own. A run that a veto ends has figures of its
 * last month, whatever the clock says, which shows at its end. */
static gboolean
month_is_asked_for(OrgWorkerResult *result, const OrgExpected *expected, const OrgWorkerMeasure *m)
{
    OrgMonth begun = expected->plan->from - 1;

    if (m->baseline > 0) {
        const Org *org = m->baseline <= expected->n_baselines ? expected->baselines[m->baseline - 1] : NULL;
        return org ? m->month == org->month : m->baseline == 1 && m->month == begun;
    }
    if (m->month == begun || g_array_binary_search(expected->months, &m->month, by_month, NULL))
        return TRUE;
    if (result->beside_clock < 0)
        result->beside_clock = (gint) result->series->len;
    else if (g_array_index(result->series, OrgWorkerMeasure, result->beside_clock).month != m->month)
        return FALSE;
    return m->month > begun && m->month <= expected->plan->to;
}

static gboolean
for_nobody(char **why, const OrgWorkerMeasure *m)
{
    return bad(why, "measured \"%s\" for %s, a month whose figures nobody asked for", m->series,
               org_month_text(m->month, (char[16]){ 0 }));
}

/* A run that is done has gone through all its months. */
static gboolean
ends_where_it_may(const OrgWorkerResult *result, const OrgExpected *expected, guint32 status, OrgMonth month)
{
    if (status == ORG_WORKER_DONE ? month != expected->plan->to
                                  : month < expected->plan->from || month > expected->plan->to)
        return FALSE;
    for (guint i = 0; i < result->series->len; i++) {
        const OrgWorkerMeasure *m = &g_array_index(result->series, OrgWorkerMeasure, i);
        if (m->baseline == 0 && m->month > month)
            return FALSE;
    }
    return TRUE;
}

static gboolean
ends_with_figures(OrgWorkerResult *result, guint32 status, OrgMonth month, char **why)
{
    const OrgWorkerMeasure *m =
        result->beside_clock < 0 ? NULL : &g_array_index(result->series, OrgWorkerMeasure, result->beside_clock);

    if (!m || (status == ORG_WORKER_VETOED && month == m->month))
        return TRUE;
    result->spoke = (gint) m->item;
    result->spoke_at = m->month;
    return for_nobody(why, m);
}

static gboolean
take_measure(OrgWorkerResult *result, const OrgExpected *expected, const OrgFrame *frame, char **why)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    OrgWorkerMeasure m = { .item = org_frame_get_u32(&cursor), .unit = org_frame_get_u32(&cursor) };

    m.month = org_frame_get_i32(&cursor);
    m.baseline = org_frame_get_u32(&cursor);
    m.value = org_frame_get_f64(&cursor);
    g_autofree char *series = org_frame_get_text(&cursor, ORG_MAX_NAME);
    if (!org_frame_done(&cursor) || m.item >= expected->plan->items->len ||
        m.baseline > expected->plan->baselines->len || !org_worker_month_ok(expected->plan, m.month))
        return bad(why, "measured something that the scenario does not ask for");
    const OrgItem *item = expected->plan->items->pdata[m.item];
    if (!may_speak_for(expected, item))
        return of_another(why);
    if (item->feature && !org_feature_series(item->feature, series))
        return bad(why, "measured something that the scenario does not ask for");
    result->spoke = (gint) m.item; /* what is wrong with it is its own, whoever is called by now */
    result->spoke_at = m.month;
    /* A metric in SQL may be null (an average of nothing); a plugin says nothing when it knows nothing. */
    if (!isfinite(m.value) && !(item->sql && isnan(m.value)))
        return bad(why, "measured a value of \"%s\" that is not a finite number (%s)", series,
                   org_month_text(m.month, (char[16]){ 0 }));
    if (result->series->len >= ORG_MAX_MEASURES)
        return bad(why, "measured more than %u values", ORG_MAX_MEASURES);
    m.series = g_string_chunk_insert_const(result->strings, series);
    if (!month_is_asked_for(result, expected, &m))
        return for_nobody(why, &m);
    g_array_append_val(result->series, m);
    return TRUE;
}

static gboolean
take_running(OrgWorkerResult *result, const OrgExpected *expected, const OrgFrame *frame, char **why)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    const OrgPlan *plan = expected->plan;
    OrgWorkerMeasure m = { .item = org_frame_get_u32(&cursor), .unit = ORG_NONE };

    m.month = org_frame_get_i32(&cursor);
    m.value = org_frame_get_f64(&cursor);
    g_autofree char *series = org_frame_get_text(&cursor, ORG_MAX_NAME);
    const OrgItem *item = m.item < plan->items->len ? plan->items->pdata[m.item] : NULL;
    if (item && !may_speak_for(expected, item))
        return of_another(why);
    result->spoke = item ? (gint) m.item : -1;
    result->spoke_at = m.month;
    const OrgSeriesInfo *declared = item && item->feature ? org_feature_series(item->feature, series) : NULL;
    if (!org_frame_done(&cursor) || result->replication != 0 || !declared || !(declared->flags & ORG_RUNNING) ||
        m.month < plan->from || m.month > plan->to || !isfinite(m.value) || result->running->len >= ORG_MAX_MEASURES)
        return bad(why, "told a running cost that the scenario does not ask for");
    m.series = g_string_chunk_insert_const(result->strings, series);
    g_array_append_val(result->running, m);
    return TRUE;
}

static gboolean
take_finding(OrgWorkerResult *result, const OrgExpected *expected, const OrgFrame *frame, char **why)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    OrgWorkerFinding f = { .item = org_frame_get_u32(&cursor), .step = org_frame_get_i32(&cursor) };

    f.severity = org_frame_get_u32(&cursor);
    f.table = org_frame_get_u32(&cursor);
    f.row = org_frame_get_u32(&cursor);
    f.month = org_frame_get_i32(&cursor);
    f.message = (OrgMessage *) org_frame_get_message(&cursor, ORG_MAX_TEXT);
    f.id = org_frame_get_text(&cursor, ORG_MAX_TEXT);
    f.code = org_frame_get_text(&cursor, ORG_MAX_NAME);
    f.value = org_frame_get_f64(&cursor);
    f.limit = org_frame_get_f64(&cursor);
    f.since = org_frame_get_i32(&cursor);
    f.again = org_frame_get_u32(&cursor) != 0;
    if (cursor.ok && f.item < expected->plan->items->len &&
        !may_speak_for(expected, expected->plan->items->pdata[f.item])) {
        clear_finding(&f);
        return of_another(why);
    }
    if (cursor.ok && f.item < expected->plan->items->len) {
        result->spoke = (gint) f.item;
        result->spoke_at = f.month;
    }
    if (!org_frame_done(&cursor) || !org_worker_finding_ok(result, expected, &f)) {
        clear_finding(&f);
        return bad(why, "reported a finding that makes no sense");
    }
    if (result->findings->len >= ORG_MAX_FINDINGS) {
        clear_finding(&f);
        return bad(why, "reported more than %u findings", ORG_MAX_FINDINGS);
    }
    g_array_append_val(result->findings, f);
    return TRUE;
}

static gboolean
take_step(OrgWorkerResult *result, const OrgExpected *expected, const OrgFrame *frame, char **why)
{
    static const char *const known[] = { "done", "short", "vetoed", "skipped", "not-due", NULL };
    OrgFrameCursor cursor = org_frame_cursor(frame);
    OrgWorkerStep s = { .item = org_frame_get_u32(&cursor), .month = org_frame_get_i32(&cursor) };

    s.status = org_frame_get_text(&cursor, ORG_MAX_NAME);
    s.message = (OrgMessage *) org_frame_get_message(&cursor, ORG_MAX_TEXT);
    if (!org_frame_done(&cursor) || expected->speaker == ORG_SPEAKER_JUDGES || s.item >= expected->plan->items->len ||
        !g_strv_contains(known, s.status) || !org_worker_month_ok(expected->plan, s.month) ||
        result->steps->len >= ORG_MAX_STEPS) {
        clear_step(&s);
        return bad(why, "reported a step that makes no sense");
    }
    g_array_append_val(result->steps, s);
    return TRUE;
}

/* Shown as it comes, so that it is there when the plugin crashes next. */
static gboolean
take_log(const OrgExpected *expected, const OrgFrame *frame, char **why)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    guint32 item = org_frame_get_u32(&cursor);
    OrgMonth month = org_frame_get_i32(&cursor);
    g_autofree char *plugin = org_frame_get_text(&cursor, ORG_MAX_NAME);
    g_autofree char *text = org_frame_get_text(&cursor, ORG_MAX_TEXT);
    if (!org_frame_done(&cursor) || !expected->log || item >= expected->plan->items->len ||
        !org_worker_month_ok(expected->plan, month))
        return bad(why, "logged something that nobody asked for");
    g_autofree char *said = org_item_label(expected->plan, item, month);
    g_autofree char *label = org_message_text(org_message_of(said), ORG_LANG_EN); /* like the text: for its author */
    g_autofree char *line = g_strdup_printf("%s (%s): %s", plugin, label, text);
    for (char *at = line; *at; at++)
        if (g_ascii_iscntrl(*at))
            *at = ' ';
    expected->log(line, expected->log_data);
    return TRUE;
}

static gboolean
is_hash(const char *text)
{
    return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

static gboolean
take_result(OrgWorkerResult *result, const OrgExpected *expected, const OrgFrame *frame, OrgMonth *end_month,
            char **why)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    guint32 replication = org_frame_get_u32(&cursor), status = org_frame_get_u32(&cursor);
    OrgMonth month = org_frame_get_i32(&cursor);
    g_autofree char *message = org_frame_get_message(&cursor, ORG_MAX_TEXT);
    g_autofree char *hash = org_frame_get_text(&cursor, 64);
    gboolean whole = status == ORG_WORKER_DONE || status == ORG_WORKER_VETOED;
    /* The worker never stops by itself. */
    gboolean broken_off = status == ORG_WORKER_FAILED || (status == ORG_WORKER_INTERRUPTED && expected->may_stop);

    if (whole && !ends_with_figures(result, status, month, why))
        return FALSE;
    if (!org_frame_done(&cursor) || replication != result->replication || (!whole && !broken_off) ||
        (whole &&
         ((expected->acts ? !is_hash(hash) : *hash != 0) || !ends_where_it_may(result, expected, status, month))))
        return bad(why, "ended the run in a way that makes no sense");
    if (whole && !org_worker_result_is_whole(result, expected, month, why))
        return FALSE;
    result->status = (OrgWorkerStatus) status;
    g_free(result->message);
    result->message = (OrgMessage *) g_steal_pointer(&message);
    *end_month = month;
    if (whole && expected->acts)
        result->end_hash = g_steal_pointer(&hash);
    if (!whole)
        g_byte_array_set_size(result->acts, 0);
    return TRUE;
}

gboolean
org_worker_result_take(OrgWorkerResult *result, const OrgExpected *expected, const OrgFrame *frame, OrgMonth *end_month,
                       gboolean *done, char **why)
{
    result->spoke = -1;
    switch (frame->type) {
    case ORG_FRAME_ACTS:
        return take_acts(result, expected, frame, why);
    case ORG_FRAME_MEASURE:
        return take_measure(result, expected, frame, why);
    case ORG_FRAME_RUNNING:
        return take_running(result, expected, frame, why);
    case ORG_FRAME_FINDING:
        return take_finding(result, expected, frame, why);
    case ORG_FRAME_LOG:
        return take_log(expected, frame, why);
    case ORG_FRAME_STEP:
        return take_step(result, expected, frame, why);
    case ORG_FRAME_RESULT:
        *done = TRUE;
        return take_result(result, expected, frame, end_month, why);
    default:
        return bad(why, "sent what is no answer of a worker");
    }
}
