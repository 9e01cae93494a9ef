// SPDX-License-Identifier: MIT
// What a feature says: measures, findings, failure, progress, the number it carries.
#include "ctx-private.h"
#include "format.h"
#include <math.h>
#include <string.h>

#define SERIES_MAX 200 // bytes of a series name

static const char *const kind_names[] = { "", "an operator", "a process", "a rule", "a metric", "a renderer" };

static gboolean
speaks_for_call(OrgCtx *ctx, OrgMember member)
{
    if (org_ctx_call(ctx)->status != ORG_OK || !org_ctx_may(ctx, member))
        return FALSE;
    if (ctx == org_ctx_call(ctx)->primary)
        return TRUE;
    org_ctx_fail(ctx, ORG_E_INVALID, "%s(): it is said of the organisation of the call, not of a view",
                 org_members[member].name);
    return FALSE;
}

char *
org_ctx_format(OrgCtx *ctx, const char *member, const char *format, va_list args)
{
    if (format == NULL) {
        org_ctx_fail(ctx, ORG_E_INVALID, "%s(): the format of the sentence is NULL", member);
        return NULL;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    GError *error = NULL;
    if (org_format(text, format, args, &error))
        return g_string_free(g_steal_pointer(&text), FALSE);
    org_ctx_fail_error(ctx, member, error);
    return NULL;
}

static guint
sum_hash(gconstpointer data)
{
    const OrgBlockSum *sum = data;
    return g_str_hash(sum->series) ^ sum->unit * 0x9E3779B1u;
}

static gboolean
sum_equal(gconstpointer a, gconstpointer b)
{
    const OrgBlockSum *x = a, *y = b;
    return x->unit == y->unit && strcmp(x->series, y->series) == 0;
}

// Blocks measure parts of one whole, payments are told in sum: the parts are added in their order.
void
org_ctx_add_up(OrgCtx *ctx, const char *series, OrgRow unit, double value)
{
    OrgCall *call = org_ctx_call(ctx);
    OrgBlockSum wanted = { .series = (char *) series, .unit = unit };
    if (call->sums == NULL) {
        call->sums = g_ptr_array_new();
        call->sum_of = g_hash_table_new(sum_hash, sum_equal);
    }
    OrgBlockSum *sum = g_hash_table_lookup(call->sum_of, &wanted);
    if (sum == NULL) {
        sum = org_arena_take(&call->lasting, sizeof *sum);
        char *name = org_arena_text(&call->lasting, series);
        if (sum == NULL || name == NULL) {
            org_ctx_fail(ctx, ORG_E_FAILED, "out of memory");
            return;
        }
        *sum = (OrgBlockSum){ .series = name, .unit = unit };
        g_hash_table_add(call->sum_of, sum);
        g_ptr_array_add(call->sums, sum);
    }
    sum->value += value;
}

void
org_ctx_flush_sums(OrgCall *call, gboolean keep)
{
    if (call->sums == NULL || call->sums->len == 0)
        return;
    const OrgCallSink *sink = call->spec->sink;
    for (guint i = 0; keep && sink != NULL && sink->measure != NULL && i < call->sums->len; i++) {
        const OrgBlockSum *sum = g_ptr_array_index(call->sums, i);
        sink->measure(sink->data, sum->series, sum->unit, sum->value);
    }
    g_ptr_array_set_size(call->sums, 0);
    g_hash_table_remove_all(call->sum_of);
}

void
org_host_measure(OrgCtx *ctx, const char *series, OrgRow unit, double value)
{
    OrgCall *call = org_ctx_call(ctx);
    if (!speaks_for_call(ctx, ORG_M_measure))
        return;
    if (series == NULL || strnlen(series, SERIES_MAX + 1) > SERIES_MAX || !g_utf8_validate(series, -1, NULL)) {
        org_ctx_fail(ctx, ORG_E_INVALID, "measure(): a series has a name of at most %d bytes of UTF-8", SERIES_MAX);
        return;
    }
    if (isinf(value)) {
        org_ctx_fail(ctx, ORG_E_INVALID, "measure(): series \"%s\" is infinite", series);
        return;
    }
    if (unit != ORG_NONE && !org_ctx_row_ok(ctx, ORG_UNITS, unit, "measure"))
        return;
    const OrgCallSink *sink = call->spec->sink;
    if (call->by_rows)
        org_ctx_add_up(ctx, series, unit, value);
    else if (sink != NULL && sink->measure != NULL)
        sink->measure(sink->data, series, unit, value);
}

void
org_host_finding(OrgCtx *ctx, uint32_t severity, uint32_t table, OrgRow row, const char *format, ...)
{
    OrgCall *call = org_ctx_call(ctx);
    if (!speaks_for_call(ctx, ORG_M_finding))
        return;
    if (severity < ORG_NOTE || severity > ORG_VETO) {
        org_ctx_fail(ctx, ORG_E_INVALID, "finding(): severity %u is none of ORG_NOTE, ORG_WARN and ORG_VETO", severity);
        return;
    }
    if (severity == ORG_VETO && call->feature->kind != ORG_RULE) {
        org_ctx_fail(ctx, ORG_E_FORBIDDEN, "finding(): only a rule may veto; %s fails by fail()",
                     kind_names[call->feature->kind]);
        return;
    }
    if (row != ORG_NONE && !org_ctx_row_ok(ctx, table, row, "finding"))
        return;
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_ctx_format(ctx, "finding", format, args);
    va_end(args);
    const OrgCallSink *sink = call->spec->sink;
    if (text != NULL && sink != NULL && sink->finding != NULL)
        sink->finding(sink->data, severity, row == ORG_NONE ? 0 : table, row, text);
}

OrgStatus
org_host_fail(OrgCtx *ctx, OrgStatus status, const char *format, ...)
{
    OrgCall *call = org_ctx_call(ctx);
    if (call->status != ORG_OK)
        return call->status;
    if (status >= ORG_OK || status < ORG_E_FORBIDDEN)
        status = ORG_E_FAILED;
    va_list args;
    va_start(args, format);
    g_autofree char *text = format != NULL ? org_ctx_format(ctx, "fail", format, args) : NULL;
    va_end(args);
    return org_ctx_fail(ctx, status, "%s", text != NULL && text[0] != '\0' ? text : "it failed without saying why");
}

bool
org_host_progress(OrgCtx *ctx, double part)
{
    OrgCall *call = org_ctx_call(ctx);
    const OrgCallSink *sink = call->spec->sink;
    if (call->status != ORG_OK)
        return false;
    if (sink == NULL || sink->progress == NULL)
        return true;
    if (sink->progress(sink->data, part >= 0 && part <= 1 ? part : 0))
        return true;
    org_ctx_fail(ctx, ORG_E_FAILED, "it was stopped");
    return false;
}

void
org_host_log(OrgCtx *ctx, const char *format, ...)
{
    const OrgCallSink *sink = org_ctx_call(ctx)->spec->sink;
    if (sink == NULL || sink->log == NULL) // nobody listens: it costs nothing
        return;
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_ctx_format(ctx, "log", format, args);
    va_end(args);
    if (text != NULL)
        sink->log(sink->data, text);
}

double
org_host_carried(OrgCtx *ctx)
{
    return org_ctx_may(ctx, ORG_M_carried) ? org_ctx_call(ctx)->carried : 0;
}

void
org_host_carry(OrgCtx *ctx, double value)
{
    OrgCall *call = org_ctx_call(ctx);
    if (call->status != ORG_OK || !org_ctx_may(ctx, ORG_M_carry))
        return;
    if (!isfinite(value)) {
        org_ctx_fail(ctx, ORG_E_INVALID, "carry(): the number is not finite");
        return;
    }
    call->carried = value;
}
