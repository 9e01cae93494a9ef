// SPDX-License-Identifier: MIT
/* Breaches of a rule: said with their measure, and remembered by whoever evaluates the rules (OrgCallSink). */
#include "ctx-private.h"
#include "../base/code.h"
#include <math.h>

/* Breaches are known by code, table and row: what is wrong with them as a sentence that sticks. */
static gboolean
key_ok(OrgCtx *ctx, OrgMember member, const char *code, uint32_t table, OrgRow row)
{
    const char *name = org_members[member].name;
    if (!org_ctx_may_say(ctx, member))
        return FALSE;
    if (code != NULL && org_code_ok(code))
        return row == ORG_NONE || org_ctx_row_ok(ctx, table, row, name);
    if (code == NULL || code[0] == '\0')
        org_ctx_fail(ctx, ORG_E_INVALID,
                     "%s(): the code is NULL or empty; it is what a breach is known by, as in \"over-cap\"", name);
    else
        org_ctx_fail(ctx, ORG_E_INVALID,
                     "%s(): the code is not made of at most %d lower-case letters, digits and hyphens, beginning with "
                     "a letter",
                     name, ORG_CODE_MAX);
    return FALSE;
}

static gboolean
measure_ok(OrgCtx *ctx, const char *code, double value, double limit)
{
    if (isfinite(value) && isfinite(limit))
        return TRUE;
    if (isfinite(value))
        org_ctx_fail(ctx, ORG_E_INVALID,
                     "breach(): the limit of \"%s\" is no finite number; without it nobody can tell what is worse",
                     code);
    else
        org_ctx_fail(ctx, ORG_E_INVALID,
                     "breach(): the value of \"%s\" is no finite number; without it nobody can tell what is worse",
                     code);
    return FALSE;
}

void
org_host_breach(OrgCtx *ctx, uint32_t severity, uint32_t table, OrgRow row, const char *code, double value,
                double limit, const char *format, ...)
{
    if (!key_ok(ctx, ORG_M_breach, code, table, row) || !measure_ok(ctx, code, value, limit))
        return;
    if (severity < ORG_NOTE || severity > ORG_VETO) {
        org_ctx_fail(ctx, ORG_E_INVALID, "breach(): severity %u is none of ORG_NOTE, ORG_WARN and ORG_VETO", severity);
        return;
    }
    va_list args;
    va_start(args, format);
    g_autofree OrgMessage *message = org_ctx_message(ctx, "breach", format, args);
    va_end(args);
    const OrgCallSink *sink = org_ctx_call(ctx)->spec->sink;
    if (message == NULL || sink == NULL || sink->breach == NULL)
        return;
    OrgCallBreach said = { severity, row == ORG_NONE ? 0 : table, row, code, value, limit, message };
    sink->breach(sink->data, &said);
}

/* FALSE: it does not stand, or must not be asked for. */
static gboolean
stood(OrgCtx *ctx, OrgMember member, const char *code, uint32_t table, OrgRow row, OrgCallStanding *out)
{
    if (!key_ok(ctx, member, code, table, row))
        return FALSE;
    const OrgCallSink *sink = org_ctx_call(ctx)->spec->sink;
    return sink != NULL && sink->standing != NULL &&
           sink->standing(sink->data, code, row == ORG_NONE ? 0 : table, row, out);
}

OrgMonth
org_host_standing(OrgCtx *ctx, const char *code, uint32_t table, OrgRow row)
{
    OrgCallStanding standing;
    return stood(ctx, ORG_M_standing, code, table, row, &standing) ? standing.since : org_ctx_call(ctx)->spec->now;
}

bool
org_host_stood(OrgCtx *ctx, const char *code, uint32_t table, OrgRow row, double *value, double *limit)
{
    OrgCallStanding standing;
    if (!stood(ctx, ORG_M_stood, code, table, row, &standing))
        return false;
    if (value != NULL)
        *value = standing.value;
    if (limit != NULL)
        *limit = standing.limit;
    return true;
}
