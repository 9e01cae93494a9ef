// SPDX-License-Identifier: MIT
/* The verbs as plugins call them: allowed or not, then the organisation's own checked verb, then the first error sticks. */
#include "ctx-private.h"
#include "../base/message.h"
#include <string.h>

#define JOINER_STRIDE 20u /* the least that any version of the interface has */

OrgStatus
org_ctx_allow_write(OrgCtx *ctx, OrgMember member)
{
    const OrgCall *call = org_ctx_call(ctx);
    const char *verb = org_members[member].name;
    if (call->status != ORG_OK || !org_ctx_may(ctx, member))
        return call->status;
    if (ctx != call->primary || ctx != ctx->caller->main)
        return org_ctx_fail(ctx, ORG_E_FORBIDDEN, "%s(): a view of the organisation at another time is read-only",
                            verb);
    if (!call->spec->may_write)
        return org_ctx_fail(ctx, ORG_E_FORBIDDEN, "%s(): this call may not change the organisation", verb);
    return ORG_OK;
}

static OrgStatus
done(OrgCtx *ctx, gboolean ok, const char *verb, GError *error)
{
    return ok ? ORG_OK : org_ctx_fail_error(ctx, verb, error);
}

static OrgStatus
need(OrgCtx *ctx, const char *verb, const void *array, const char *what)
{
    return array != NULL ? ORG_OK : org_ctx_fail(ctx, ORG_E_INVALID, "%s(): %s is NULL", verb, what);
}

static OrgStatus
need_text(OrgCtx *ctx, const char *verb, const char *text, const char *what)
{
    if (text != NULL && g_utf8_validate(text, -1, NULL))
        return ORG_OK;
    return org_ctx_fail(ctx, ORG_E_INVALID, "%s(): the %s is %s", verb, what,
                        text == NULL ? "NULL" : "not valid UTF-8");
}

#define TRY(expression)                                                                                                \
    do {                                                                                                               \
        OrgStatus status_ = (expression);                                                                              \
        if (status_ != ORG_OK)                                                                                         \
            return status_;                                                                                            \
    } while (0)

static OrgStatus
open_unit(OrgCtx *ctx, OrgRow parent, OrgWord type, const char *id, const char *name, OrgRow *row)
{
    TRY(org_ctx_allow_write(ctx, ORG_M_open_unit));
    TRY(need_text(ctx, "open_unit", id != NULL ? id : "", "id"));
    TRY(need_text(ctx, "open_unit", name, "name"));
    GError *error = NULL;
    gboolean ok = org_open_unit(ctx->org, parent, type, id, name, row, &error);
    org_ctx_refresh(ctx);
    return done(ctx, ok, "open_unit", error);
}

OrgRow
org_host_open_unit(OrgCtx *ctx, OrgRow parent, OrgWord type, const char *id, const char *name)
{
    OrgRow row = ORG_NONE;
    return open_unit(ctx, parent, type, id, name, &row) == ORG_OK ? row : ORG_NONE;
}

OrgStatus
org_host_rename_unit(OrgCtx *ctx, OrgRow unit, const char *name)
{
    GError *error = NULL;
    TRY(org_ctx_allow_write(ctx, ORG_M_rename_unit));
    TRY(need_text(ctx, "rename_unit", name, "name"));
    return done(ctx, org_rename_unit(ctx->org, unit, name, &error), "rename_unit", error);
}

OrgStatus
org_host_move_unit(OrgCtx *ctx, OrgRow unit, OrgRow parent)
{
    GError *error = NULL;
    TRY(org_ctx_allow_write(ctx, ORG_M_move_unit));
    gboolean ok = org_move_unit(ctx->org, unit, parent, &error);
    return done(ctx, ok, "move_unit", error);
}

OrgStatus
org_host_close_unit(OrgCtx *ctx, OrgRow unit, OrgRow successor)
{
    GError *error = NULL;
    TRY(org_ctx_allow_write(ctx, ORG_M_close_unit));
    gboolean ok = org_close_unit(ctx->org, unit, successor, &error);
    return done(ctx, ok, "close_unit", error);
}

OrgStatus
org_host_open_posts(OrgCtx *ctx, OrgRow like, OrgRow unit, uint32_t n, OrgRow *first)
{
    GError *error = NULL;
    OrgRow made = ORG_NONE;
    if (first != NULL)
        *first = ORG_NONE;
    TRY(org_ctx_allow_write(ctx, ORG_M_open_posts));
    if (n == 0)
        return ORG_OK;
    gboolean ok = org_open_posts(ctx->org, like, unit, n, &made, &error);
    org_ctx_refresh(ctx);
    if (ok && first != NULL)
        *first = made;
    return done(ctx, ok, "open_posts", error);
}

OrgStatus
org_host_move_posts(OrgCtx *ctx, const OrgRow *posts, size_t n, OrgRow unit)
{
    GError *error = NULL;
    TRY(org_ctx_allow_write(ctx, ORG_M_move_posts));
    if (n == 0)
        return ORG_OK;
    TRY(need(ctx, "move_posts", posts, "posts"));
    gboolean ok = org_move_posts(ctx->org, posts, n, unit, &error);
    return done(ctx, ok, "move_posts", error);
}

OrgStatus
org_host_close_posts(OrgCtx *ctx, const OrgRow *posts, size_t n)
{
    GError *error = NULL;
    TRY(org_ctx_allow_write(ctx, ORG_M_close_posts));
    if (n == 0)
        return ORG_OK;
    TRY(need(ctx, "close_posts", posts, "posts"));
    gboolean ok = org_close_posts(ctx->org, posts, n, &error);
    return done(ctx, ok, "close_posts", error);
}

OrgStatus
org_host_release(OrgCtx *ctx, const OrgRow *posts, size_t n)
{
    GError *error = NULL;
    TRY(org_ctx_allow_write(ctx, ORG_M_release));
    if (n == 0)
        return ORG_OK;
    TRY(need(ctx, "release", posts, "posts"));
    gboolean ok = org_release(ctx->org, posts, n, &error);
    return done(ctx, ok, "release", error);
}

OrgStatus
org_host_set(OrgCtx *ctx, uint32_t field, const OrgRow *rows, const int64_t *values, size_t n)
{
    GError *error = NULL;
    TRY(org_ctx_allow_write(ctx, ORG_M_set));
    if (n == 0)
        return ORG_OK;
    TRY(need(ctx, "set", rows, "rows"));
    TRY(need(ctx, "set", values, "values"));
    G_STATIC_ASSERT(sizeof(gint64) == sizeof(int64_t));
    gboolean ok = org_set(ctx->org, field, rows, (const gint64 *) values, n, &error);
    return done(ctx, ok, "set", error);
}

/* A name with a dot is private: "merge.since" belongs to plugin merge. A column's name is taken. */
static OrgStatus
may_set(OrgCtx *ctx, const char *verb, guint table, const char *name)
{
    TRY(need_text(ctx, verb, name, "attribute"));
    if (table < ORG_UNITS || table > ORG_PEOPLE)
        return org_ctx_fail(ctx, ORG_E_INVALID, "%s(): %u is no table", verb, table);
    if (name[0] == '\0')
        return org_ctx_fail(ctx, ORG_E_INVALID, "%s(): an attribute has a name", verb);
    if (org_column_by_name(table, name) != ORG_N_COLUMNS)
        return org_ctx_fail(ctx, ORG_E_INVALID,
                            "%s(): \"%s\" is a column of its own; set() and the other verbs write it", verb, name);
    const char *dot = strchr(name, '.');
    const char *plugin = org_ctx_call(ctx)->plugin;
    if (dot == NULL || (strlen(plugin) == (gsize) (dot - name) && strncmp(name, plugin, (gsize) (dot - name)) == 0))
        return ORG_OK;
    return org_ctx_fail(ctx, ORG_E_FORBIDDEN, "%s(): attribute \"%s\" is private to plugin \"%.*s\"", verb, name,
                        (int) (dot - name), name);
}

OrgStatus
org_host_set_numbers(OrgCtx *ctx, uint32_t table, const char *name, const OrgRow *rows, const double *values, size_t n)
{
    GError *error = NULL;
    TRY(org_ctx_allow_write(ctx, ORG_M_set_numbers));
    TRY(may_set(ctx, "set_numbers", table, name));
    if (n == 0)
        return ORG_OK;
    TRY(need(ctx, "set_numbers", rows, "rows"));
    TRY(need(ctx, "set_numbers", values, "values"));
    gboolean ok = org_set_numbers(ctx->org, table, name, rows, values, n, &error);
    return done(ctx, ok, "set_numbers", error);
}

OrgStatus
org_host_set_words(OrgCtx *ctx, uint32_t table, const char *name, const OrgRow *rows, const OrgWord *values, size_t n)
{
    GError *error = NULL;
    TRY(org_ctx_allow_write(ctx, ORG_M_set_words));
    TRY(may_set(ctx, "set_words", table, name));
    if (n == 0)
        return ORG_OK;
    TRY(need(ctx, "set_words", rows, "rows"));
    TRY(need(ctx, "set_words", values, "values"));
    gboolean ok = org_set_words(ctx->org, table, name, rows, values, n, &error);
    return done(ctx, ok, "set_words", error);
}

OrgStatus
org_host_place(OrgCtx *ctx, const OrgRow *people, const OrgRow *posts, size_t n, bool second)
{
    GError *error = NULL;
    TRY(org_ctx_allow_write(ctx, ORG_M_place));
    if (n == 0)
        return ORG_OK;
    TRY(need(ctx, "place", people, "people"));
    TRY(need(ctx, "place", posts, "posts"));
    gboolean ok = org_place(ctx->org, people, posts, n, second, &error);
    return done(ctx, ok, "place", error);
}

OrgStatus
org_host_leave(OrgCtx *ctx, const OrgRow *people, const OrgMonth *when, size_t n, const char *reason)
{
    GError *error = NULL;
    TRY(org_ctx_allow_write(ctx, ORG_M_leave));
    if (n == 0)
        return ORG_OK;
    TRY(need(ctx, "leave", people, "people"));
    TRY(need(ctx, "leave", when, "when"));
    TRY(need_text(ctx, "leave", reason, "reason"));
    gboolean ok = org_leave(ctx->org, people, when, n, org_ctx_call(ctx)->spec->from, reason, &error);
    return done(ctx, ok, "leave", error);
}

/* Joiners as this orgsim knows them, whatever the plugin was compiled against: each tells by its size what of it is filled. */
static const OrgJoiner *
whole_joiners(OrgCtx *ctx, const OrgJoiner *joiners, gsize n, guint32 stride)
{
    const gsize least = offsetof(OrgJoiner, sex) + sizeof(guint8);
    if (stride < JOINER_STRIDE || stride % G_ALIGNOF(OrgJoiner) != 0) {
        org_ctx_fail(ctx, ORG_E_INVALID, "join(): the stride is sizeof(OrgJoiner), not %u", stride);
        return NULL;
    }
    OrgJoiner *whole =
        n > G_MAXSIZE / sizeof *whole ? NULL : org_arena_take(&org_ctx_call(ctx)->block, n * sizeof *whole);
    if (whole == NULL) {
        org_ctx_fail(ctx, ORG_E_FAILED, "join(): out of memory");
        return NULL;
    }
    for (gsize i = 0; i < n; i++) {
        const char *from = (const char *) joiners + i * stride;
        guint32 size;
        memcpy(&size, from, sizeof size);
        if (size < least || size > stride) {
            org_ctx_fail(ctx, ORG_E_INVALID, "join(): the size of joiner %lu is %u, not sizeof(OrgJoiner)",
                         (gulong) i + 1, size);
            return NULL;
        }
        whole[i] = (OrgJoiner){ 0 };
        memcpy(&whole[i], from, MIN(size, sizeof *whole));
    }
    return whole;
}

OrgStatus
org_host_join(OrgCtx *ctx, const OrgJoiner *joiners, size_t n, uint32_t stride, OrgRow *first)
{
    GError *error = NULL;
    OrgRow made = ORG_NONE;
    if (first != NULL)
        *first = ORG_NONE;
    TRY(org_ctx_allow_write(ctx, ORG_M_join));
    if (n == 0)
        return ORG_OK;
    TRY(need(ctx, "join", joiners, "joiners"));
    const OrgJoiner *whole = whole_joiners(ctx, joiners, n, stride);
    if (whole == NULL)
        return org_ctx_call(ctx)->status;
    gboolean ok = org_join(ctx->org, whole, n, &made, &error);
    org_ctx_refresh(ctx);
    if (ok && first != NULL)
        *first = made;
    return done(ctx, ok, "join", error);
}

void
org_host_because(OrgCtx *ctx, const char *format, ...)
{
    if (org_ctx_allow_write(ctx, ORG_M_because) != ORG_OK || !org_ctx_format_ok(ctx, "because", format))
        return;
    if (ctx->org->journal == NULL) /* nobody records it: it costs nothing */
        return;
    va_list args;
    va_start(args, format);
    g_autofree OrgMessage *reason = org_ctx_message(ctx, "because", format, args);
    va_end(args);
    if (reason != NULL)
        org_journal_because(ctx->org->journal, reason);
}
