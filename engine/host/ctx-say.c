// SPDX-License-Identifier: MIT
/* What a feature says: findings, failure, progress, what it logs, the number it carries. */
#include "ctx-private.h"
#include "../base/message.h"
#include <math.h>
#include <string.h>

static const char *const kind_names[] = { "",           M_("an operator"), M_("a process"),
                                          M_("a rule"), M_("a metric"),    M_("a renderer") };

void
org_host_finding(OrgCtx *ctx, uint32_t severity, uint32_t table, OrgRow row, const char *format, ...)
{
    OrgCall *call = org_ctx_call(ctx);
    if (!org_ctx_may_say(ctx, ORG_M_finding))
        return;
    if (severity < ORG_NOTE || severity > ORG_VETO) {
        org_ctx_fail(ctx, ORG_E_INVALID, "finding(): severity %u is none of ORG_NOTE, ORG_WARN and ORG_VETO", severity);
        return;
    }
    if (severity == ORG_VETO) {
        if (call->feature->kind == ORG_RULE)
            org_ctx_fail(ctx, ORG_E_FORBIDDEN,
                         "finding(): a rule vetoes by breach(), with a code, a value and its limit, so that what is "
                         "known can be told from what is worse");
        else
            org_ctx_fail(ctx, ORG_E_FORBIDDEN, "finding(): only a rule may veto; %s fails by fail()",
                         kind_names[call->feature->kind]);
        return;
    }
    if (row != ORG_NONE && !org_ctx_row_ok(ctx, table, row, "finding"))
        return;
    va_list args;
    va_start(args, format);
    g_autofree OrgMessage *message = org_ctx_message(ctx, "finding", format, args);
    va_end(args);
    const OrgCallSink *sink = call->spec->sink;
    if (message != NULL && sink != NULL && sink->finding != NULL)
        sink->finding(sink->data, severity, row == ORG_NONE ? 0 : table, row, message);
}

OrgStatus
org_host_fail(OrgCtx *ctx, OrgStatus status, const char *format, ...)
{
    OrgCall *call = org_ctx_call(ctx);
    if (call->status != ORG_OK)
        return call->status;
    if (status >= ORG_OK || status < ORG_E_FORBIDDEN)
        status = ORG_E_FAILED;
    if (format == NULL || format[0] == '\0')
        return org_ctx_fail(ctx, status, "it failed without saying why");
    va_list args;
    va_start(args, format);
    g_autofree OrgMessage *message = org_ctx_message(ctx, "fail", format, args);
    va_end(args);
    return message != NULL ? org_ctx_fail(ctx, status, "%s", org_message_said(message)) : call->status;
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
    if (sink == NULL || sink->log == NULL) /* nobody listens: it costs nothing */
        return;
    va_list args;
    va_start(args, format);
    g_autofree OrgMessage *message = org_ctx_message(ctx, "log", format, args);
    va_end(args);
    if (message == NULL)
        return;
    g_autofree char *text = org_message_text(message, ORG_LANG_EN); /* for the plugin's author */
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
