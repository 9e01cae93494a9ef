// SPDX-License-Identifier: MIT
/* Reading: columns as they are, a few lookups, and views of the organisation at other times. */
#include "ctx-private.h"
#include <string.h>

const OrgUnits *
org_host_units(OrgCtx *ctx)
{
    return &ctx->units;
}

const OrgPosts *
org_host_posts(OrgCtx *ctx)
{
    return &ctx->posts;
}

const OrgPeople *
org_host_people(OrgCtx *ctx)
{
    return &ctx->people;
}

gboolean
org_ctx_row_ok(OrgCtx *ctx, guint table, OrgRow row, const char *reader)
{
    if (table < ORG_UNITS || table > ORG_PEOPLE) {
        org_ctx_fail(ctx, ORG_E_INVALID, "%s(): %u is no table", reader, table);
        return FALSE;
    }
    guint32 n = org_rows(ctx->org, table);
    if (row < n)
        return TRUE;
    if (row == ORG_NONE) {
        org_ctx_fail(ctx, ORG_E_INVALID,
                     "%s(): the row is ORG_NONE, which is no %s: a parameter that is not given, a vacant post or what "
                     "find() did not find",
                     reader, org_table_noun(table));
        return FALSE;
    }
    org_ctx_fail(ctx, ORG_E_INVALID, "%s(): row %u is no %s; there are %u rows", reader, row, org_table_noun(table), n);
    return FALSE;
}

/* What an index of the organisation lists, as a copy that later verbs do not touch. */
static size_t
copy_list(OrgCtx *ctx, OrgRow unit, const OrgRow **rows, void (*list)(const Org *, OrgRow, GArray *))
{
    OrgCaller *caller = ctx->caller;
    if (caller->list == NULL)
        caller->list = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    g_array_set_size(caller->list, 0);
    list(ctx->org, unit, caller->list);
    guint n = caller->list->len;
    OrgRow *copy = org_arena_take(&org_ctx_call(ctx)->block, n * sizeof *copy);
    if (copy == NULL) {
        org_ctx_fail(ctx, ORG_E_FAILED, "out of memory");
        return 0;
    }
    if (n > 0)
        memcpy(copy, caller->list->data, n * sizeof *copy);
    *rows = copy;
    return n;
}

size_t
org_host_children(OrgCtx *ctx, OrgRow unit, const OrgRow **rows)
{
    static const OrgRow none[1];
    *rows = none;
    if (unit != ORG_NONE && !org_ctx_row_ok(ctx, ORG_UNITS, unit, "children"))
        return 0;
    return copy_list(ctx, unit, rows, org_children);
}

size_t
org_host_posts_of(OrgCtx *ctx, OrgRow unit, const OrgRow **rows)
{
    static const OrgRow none[1];
    *rows = none;
    if (!org_ctx_row_ok(ctx, ORG_UNITS, unit, "posts_of"))
        return 0;
    return copy_list(ctx, unit, rows, org_posts_of);
}

static gboolean
text_ok(OrgCtx *ctx, const char *text, const char *reader)
{
    if (text != NULL && g_utf8_validate(text, -1, NULL))
        return TRUE;
    org_ctx_fail(ctx, ORG_E_INVALID, "%s(): the text is %s", reader, text == NULL ? "NULL" : "not valid UTF-8");
    return FALSE;
}

OrgRow
org_host_find(OrgCtx *ctx, uint32_t table, const char *id)
{
    if (!text_ok(ctx, id, "find"))
        return ORG_NONE;
    if (table < ORG_UNITS || table > ORG_PEOPLE) {
        org_ctx_fail(ctx, ORG_E_INVALID, "find(): %u is no table", table);
        return ORG_NONE;
    }
    return org_ctx_sees(ctx, table, "find") ? org_find(ctx->org, table, id) : ORG_NONE;
}

static const char *
keep(OrgCtx *ctx, const char *text)
{
    const char *copy = org_arena_text(&org_ctx_call(ctx)->block, text);
    return copy != NULL ? copy : "";
}

const char *
org_host_id(OrgCtx *ctx, uint32_t table, OrgRow row)
{
    return org_ctx_row_ok(ctx, table, row, "id") && org_ctx_sees(ctx, table, "id")
               ? keep(ctx, org_id(ctx->org, table, row))
               : "";
}

const char *
org_host_name(OrgCtx *ctx, uint32_t table, OrgRow row)
{
    return org_ctx_row_ok(ctx, table, row, "name") && org_ctx_sees(ctx, table, "name")
               ? keep(ctx, org_name(ctx->org, table, row))
               : "";
}

static const OrgAttribute *
attribute(OrgCtx *ctx, guint table, const char *name, const char *reader)
{
    if (!text_ok(ctx, name, reader) || !org_ctx_sees(ctx, table, reader))
        return NULL;
    if (table < ORG_UNITS || table > ORG_PEOPLE) {
        org_ctx_fail(ctx, ORG_E_INVALID, "%s(): %u is no table", reader, table);
        return NULL;
    }
    return org_attribute_find(ctx->org, table, name);
}

const double *
org_host_numbers(OrgCtx *ctx, uint32_t table, const char *name)
{
    const OrgAttribute *found = attribute(ctx, table, name, "numbers");
    return found != NULL && found->is_number ? found->number : NULL;
}

const OrgWord *
org_host_words(OrgCtx *ctx, uint32_t table, const char *name)
{
    const OrgAttribute *found = attribute(ctx, table, name, "words");
    return found != NULL && !found->is_number ? found->word : NULL;
}

OrgWord
org_host_word(OrgCtx *ctx, const char *text)
{
    return text_ok(ctx, text, "word") ? org_dict_add(ctx->org->dict, text, -1) : 0;
}

const char *
org_host_spell(OrgCtx *ctx, OrgWord word)
{
    return org_dict_text(ctx->org->dict, word);
}

OrgMonth
org_host_from(OrgCtx *ctx)
{
    return org_ctx_call(ctx)->spec->from;
}

OrgMonth
org_host_now(OrgCtx *ctx)
{
    return org_ctx_call(ctx)->spec->now;
}

void
org_host_window(OrgCtx *ctx, OrgMonth *first, OrgMonth *last)
{
    const OrgCallSpec *spec = org_ctx_call(ctx)->spec;
    gboolean may = org_ctx_may(ctx, ORG_M_window);
    if (first != NULL)
        *first = may ? spec->window_first : spec->now;
    if (last != NULL)
        *last = may ? spec->window_last : spec->now;
}

void
org_host_range(OrgCtx *ctx, OrgRow *first, OrgRow *end)
{
    const OrgCall *call = org_ctx_call(ctx);
    gboolean block = (call->by_rows || call->spec->end != 0) && ctx == call->primary;
    if (first != NULL)
        *first = block ? call->first : 0;
    if (end != NULL)
        *end = block ? call->end : ctx->org->people.n;
}

void *
org_host_scratch(OrgCtx *ctx, size_t size)
{
    void *memory = org_arena_take(&org_ctx_call(ctx)->block, size);
    return memory != NULL ? memset(memory, 0, size) : NULL;
}

OrgCtx *
org_host_before(OrgCtx *ctx)
{
    OrgCaller *caller = ctx->caller;
    const OrgMark *mark = caller->call.spec->before;
    if (!org_ctx_may(ctx, ORG_M_before) || mark == NULL || ctx != caller->call.primary || ctx != caller->main)
        return NULL;
    caller->call.spec->looked_back = TRUE;
    if (caller->before != NULL && caller->before_mark.entries == mark->entries)
        return caller->before;
    org_caller_drop_before(caller);
    caller->before = org_ctx_new(caller, org_copy_at(ctx->org, *mark));
    caller->before->owns_org = TRUE;
    caller->before_mark = *mark;
    return caller->before;
}

OrgCtx *
org_host_baseline(OrgCtx *ctx, const char *name)
{
    OrgCaller *caller = ctx->caller;
    if (!text_ok(ctx, name, "baseline"))
        return NULL;
    if (strcmp(name, "start") == 0)
        return g_ptr_array_index(caller->baselines, 0);
    const GPtrArray *known = caller->plan != NULL ? caller->plan->baselines : NULL;
    for (guint i = 0; known != NULL && i < known->len && i < caller->baselines->len; i++)
        if (strcmp(((const OrgBaseline *) g_ptr_array_index(known, i))->name, name) == 0)
            return g_ptr_array_index(caller->baselines, i);
    return NULL;
}
