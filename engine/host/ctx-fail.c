// SPDX-License-Identifier: MIT
/* The failure of a call: the first one is remembered, and its sentence. */
#include "ctx-private.h"
#include "../base/conversion.h"
#include "../base/error.h"

OrgStatus
org_ctx_fail(OrgCtx *ctx, OrgStatus status, const char *format, ...)
{
    OrgCall *call = org_ctx_call(ctx);
    if (call->status != ORG_OK)
        return call->status;
    va_list args;
    va_start(args, format);
    call->message = org_saidv(format, args);
    va_end(args);
    call->status = status;
    return status;
}

gboolean
org_ctx_format_ok(OrgCtx *ctx, const char *verb, const char *format)
{
    if (format == NULL || !g_utf8_validate(format, -1, NULL))
        org_ctx_fail(ctx, ORG_E_INVALID, "%s(): the format of a sentence is %s", verb,
                     format == NULL ? "NULL" : M_("not valid UTF-8"));
    else if (!org_format_is_simple(format))
        org_ctx_fail(ctx, ORG_E_INVALID,
                     "%s(): the format \"%s\" holds a conversion other than %%s %%d %%u %%ld %%g %%.1f %%%%", verb,
                     format);
    else
        return TRUE;
    return FALSE;
}

OrgMessage *
org_ctx_message(OrgCtx *ctx, const char *verb, const char *format, va_list args)
{
    return org_ctx_format_ok(ctx, verb, format) ? org_message_limited(ORG_MESSAGE_TEXTS, format, args) : NULL;
}

OrgStatus
org_ctx_fail_error(OrgCtx *ctx, const char *reader, GError *error)
{
    OrgStatus status = ORG_E_FAILED;
    if (error != NULL && error->domain == ORG_ERROR && error->code < ORG_OK && error->code >= ORG_E_FORBIDDEN)
        status = error->code;
    g_autofree char *said = error != NULL ? org_error_said(error) : NULL;
    status = org_ctx_fail(ctx, status, "%s(): %s", reader, said != NULL ? said : M_("it failed"));
    g_clear_error(&error);
    return status;
}

gboolean
org_ctx_may_say(OrgCtx *ctx, OrgMember member)
{
    if (org_ctx_call(ctx)->status != ORG_OK || !org_ctx_may(ctx, member))
        return FALSE;
    if (ctx == org_ctx_call(ctx)->primary)
        return TRUE;
    org_ctx_fail(ctx, ORG_E_INVALID, "%s(): it is said of the organisation of the call, not of a view",
                 org_members[member].name);
    return FALSE;
}

gboolean
org_ctx_may(OrgCtx *ctx, OrgMember member)
{
    static const char *const nouns[] = { "", "an operator", "a process", "a rule", "a metric", "a renderer" };
    const OrgCall *call = org_ctx_call(ctx);
    const OrgMemberInfo *info = &org_members[member];
    if (!(info->kinds >> call->feature->kind & 1)) {
        g_autofree char *who = org_members_kinds(info->kinds);
        org_ctx_fail(ctx, ORG_E_FORBIDDEN, "%s(): %s may not call it; it is for %s", info->name,
                     nouns[call->feature->kind], who);
        return FALSE;
    }
    if (!call->spec->foresees || info->foresees)
        return TRUE;
    org_ctx_fail(ctx, ORG_E_FORBIDDEN, "%s(): a call that foresees may read and announce, and nothing else",
                 info->name);
    return FALSE;
}
