// SPDX-License-Identifier: MIT
/* Renderers: finished runs, their tables, and outputs. */
#include "ctx-private.h"
#include "../base/message.h"
#include "../po/lang.h"
#include <string.h>

#define OUTPUT_NAME_MAX 200

static const OrgCallArchive *
archive_of(OrgCtx *ctx, OrgMember member)
{
    return org_ctx_may(ctx, member) ? org_ctx_call(ctx)->spec->archive : NULL;
}

gboolean
org_ctx_sees(OrgCtx *ctx, guint table, const char *member)
{
    const OrgFeature *feature = org_ctx_call(ctx)->feature;
    if (table != ORG_PEOPLE || feature->kind != ORG_RENDERER || (feature->views & ORG_READS_PEOPLE) != 0)
        return TRUE;
    org_ctx_fail(ctx, ORG_E_FORBIDDEN,
                 "%s(): the renderer does not declare that it reads who people are (ORG_READS_PEOPLE)", member);
    return FALSE;
}

size_t
org_host_runs(OrgCtx *ctx)
{
    const OrgCallArchive *archive = archive_of(ctx, ORG_M_runs);
    return archive != NULL ? archive->n_runs : 0;
}

OrgCtx *
org_host_at(OrgCtx *ctx, size_t run, OrgMonth month)
{
    const OrgCallArchive *archive = archive_of(ctx, ORG_M_at);
    OrgCaller *caller = ctx->caller;
    if (archive == NULL)
        return NULL;
    if (run >= archive->n_runs || archive->at == NULL) {
        org_ctx_fail(ctx, ORG_E_NOT_FOUND, "at(): there is no run %lu; there are %lu", (gulong) run,
                     (gulong) archive->n_runs);
        return NULL;
    }
    GError *error = NULL;
    Org *org = archive->at(archive->data, run, month, &error);
    if (org == NULL) {
        org_ctx_fail_error(ctx, "at", error);
        return NULL;
    }
    for (guint i = 0; i < caller->times->len; i++) {
        OrgCtx *made = g_ptr_array_index(caller->times, i);
        if (made->org == org)
            return made;
    }
    OrgCtx *made = org_ctx_new(caller, org);
    g_ptr_array_add(caller->times, made);
    return made;
}

const OrgTable *
org_host_data(OrgCtx *ctx, const char *view)
{
    const OrgCallArchive *archive = archive_of(ctx, ORG_M_data);
    if (archive == NULL || archive->table == NULL || view == NULL)
        return NULL;
    if (strcmp(view, "story") == 0 && (org_ctx_call(ctx)->feature->views & ORG_READS_STORIES) == 0) {
        org_ctx_fail(ctx, ORG_E_FORBIDDEN,
                     "data(): the renderer does not declare that it reads stories (ORG_READS_STORIES)");
        return NULL;
    }
    return archive->table(archive->data, view);
}

/* A plain file name: a renderer says what to write, the parent decides where. Another is its own mistake, not that of who
 * asked (E_INVALID). */
static gboolean
is_file_name(const char *name)
{
    return name != NULL && name[0] != '\0' && name[0] != '.' && strnlen(name, OUTPUT_NAME_MAX + 1) <= OUTPUT_NAME_MAX &&
           strpbrk(name, "/\\") == NULL && g_utf8_validate(name, -1, NULL) && g_str_is_ascii(name) &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == strlen(name);
}

OrgStatus
org_host_output(OrgCtx *ctx, const char *name, const char *media_type, const void *bytes, size_t size)
{
    OrgCall *call = org_ctx_call(ctx);
    const OrgCallSink *sink = call->spec->sink;
    if (call->status != ORG_OK || !org_ctx_may(ctx, ORG_M_output))
        return call->status;
    if (!is_file_name(name))
        return org_ctx_fail(ctx, ORG_E_FAILED, "output(): \"%s\" is no plain file name (letters, digits, - _ .)",
                            name != NULL && g_utf8_validate(name, -1, NULL) ? name : "");
    if (media_type == NULL || !g_utf8_validate(media_type, -1, NULL) || (bytes == NULL && size > 0))
        return org_ctx_fail(ctx, ORG_E_FAILED, "output(): \"%s\" lacks its media type or bytes", name);
    if (sink == NULL || sink->output == NULL || !sink->output(sink->data, name, media_type, bytes, size))
        return org_ctx_fail(ctx, ORG_E_FAILED, "output \"%s\" could not be taken", name);
    return ORG_OK;
}

const char *
org_host_translate(OrgCtx *ctx, const char *lang, const char *text)
{
    OrgLang wanted = ORG_LANG_EN;
    if (!org_ctx_may(ctx, ORG_M_translate) || text == NULL)
        return text != NULL ? text : "";
    if (lang == NULL || !org_lang_parse(lang, &wanted))
        wanted = ORG_LANG_EN;
    g_autofree OrgMessage *message = *text == '[' || *text == '{' ? org_message_from_json(text) : NULL;
    if (message == NULL)
        return *text != '\0' ? org_lang_text(wanted, text) : "";
    g_autofree char *said = org_message_text(message, wanted);
    const char *kept = org_arena_text(&org_ctx_call(ctx)->block, said);
    return kept != NULL ? kept : text;
}
