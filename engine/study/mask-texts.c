// SPDX-License-Identifier: MIT
// What a mask takes out of documents, lists of changes and diagnostics.
#include "mask.h"
#include <string.h>

static void
hide_member(json_t *object, const char *key, const OrgNames *names)
{
    const char *text = json_string_value(json_object_get(object, key));
    g_autofree char *hidden = org_names_hide(names, text);
    if (text && strcmp(text, hidden) != 0)
        json_object_set_new(object, key, json_string(hidden));
}

static void
hide_members(json_t *list, const char *key, const OrgNames *names)
{
    json_t *one;
    gsize i;
    json_array_foreach(list, i, one) hide_member(one, key, names);
}

/* The figures of a target, of its judgements and of its plan against actual. */
static void
blank_figures(json_t *target)
{
    static const char *const figures[] = { "baseline",  "baseline_high",  "value",  "change",     "break_even",
                                           "reported",  "planned",        "share",  "before",     "before_high",
                                           "remaining", "remaining_high", "yearly", "yearly_high" };
    json_t *one;
    gsize i;
    for (guint k = 0; k < G_N_ELEMENTS(figures); k++)
        if (json_object_get(target, figures[k]))
            json_object_set_new(target, figures[k], json_null());
    if (json_is_object(json_object_get(target, "actual")))
        blank_figures(json_object_get(target, "actual"));
    json_array_foreach(json_object_get(target, "judgements"), i, one) blank_figures(one);
}

static void
mask_pay(json_t *document)
{
    json_t *series = json_object_get(document, "series"), *target;
    g_autoptr(GHashTable) paid = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gsize i;
    for (i = json_array_size(series); i-- > 0;) {
        json_t *one = json_array_get(series, i);
        const char *name = json_string_value(json_object_get(one, "series")),
                   *item = json_string_value(json_object_get(one, "id"));
        if (!name || !org_mask_is_pay(name))
            continue;
        if (item)
            g_hash_table_add(paid, g_strdup(item));
        json_array_remove(series, i);
    }
    json_array_foreach(json_object_get(document, "targets"), i, target)
    {
        const char *metric = json_string_value(json_object_get(target, "metric"));
        if (metric && (g_hash_table_contains(paid, metric) || org_mask_is_pay(metric)))
            blank_figures(target);
    }
}

void
org_mask_document(json_t *document, guint mask, const OrgNames *names)
{
    if (mask & ORG_MASK_PAY)
        mask_pay(document);
    if (!names)
        return;
    hide_member(document, "message", names);
    hide_members(json_object_get(document, "findings"), "text", names);
    hide_members(json_object_get(document, "steps"), "text", names);
}

/* A date of birth to its year; anything else of these columns away. */
static void
mask_cell(json_t *column, const char *key, gboolean year)
{
    const char *text = json_string_value(json_object_get(column, key));
    if (!text)
        return;
    g_autofree char *kept = year && strlen(text) > 4 ? g_strndup(text, 4) : NULL;
    json_object_set_new(column, key, kept ? json_string(kept) : json_null());
}

void
org_mask_changes(json_t *changes, guint mask)
{
    json_t *change, *column;
    gsize i, c;
    json_array_foreach(changes, i, change)
    {
        const char *table = json_string_value(json_object_get(change, "table"));
        gboolean people = !g_strcmp0(table, "people");
        if (people && mask & ORG_MASK_NAMES)
            json_object_set_new(change, "name", json_null());
        json_array_foreach(json_object_get(change, "columns"), c, column)
        {
            const char *name = json_string_value(json_object_get(column, "column"));
            gboolean born = people && mask & ORG_MASK_BORN && !g_strcmp0(name, "born");
            gboolean secret = (people && mask & ORG_MASK_NAMES && !g_strcmp0(name, "name")) ||
                              (mask & ORG_MASK_PAY && name && org_mask_is_pay(name));
            if (born || secret) {
                mask_cell(column, "from", born);
                mask_cell(column, "to", born);
            }
        }
    }
}

/* text without what it quotes, but the id of its row. */
static char *
without_quotes(const char *text, const char *id)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p;) {
        const char *end = *p == '"' ? strchr(p + 1, '"') : NULL;
        if (!end) {
            g_string_append_c(out, *p++);
            continue;
        }
        gboolean kept = id && strlen(id) == (gsize) (end - p - 1) && !strncmp(p + 1, id, strlen(id));
        g_string_append_len(out, kept ? p : "\"…\"", kept ? end + 1 - p : (gssize) strlen("\"…\""));
        p = end + 1;
    }
    return g_string_free(out, FALSE);
}

typedef struct {
    guint mask;
    const OrgNames *names;
} Masking;

static void
mask_diag(OrgDiag *diag, gpointer data)
{
    const Masking *masking = data;
    gboolean people = !g_strcmp0(diag->table, "people"), posts = !g_strcmp0(diag->table, "posts");
    if (people || (posts && masking->mask & ORG_MASK_PAY)) {
        char *text = without_quotes(diag->text, diag->id);
        g_free(diag->text);
        diag->text = text;
        g_clear_pointer(&diag->source, g_free);
    }
    char *hidden = org_names_hide(masking->names, diag->text);
    g_free(diag->text);
    diag->text = hidden;
}

void
org_mask_diags(OrgDiags *diags, guint mask, const OrgNames *names)
{
    Masking masking = { mask, names };
    if (mask)
        org_diags_foreach(diags, mask_diag, &masking);
}

OrgNames *
org_mask_names(const Org *org, guint mask)
{
    if (!org || !(mask & ORG_MASK_NAMES))
        return NULL;
    OrgNames *names = org_names_new();
    org_names_add(names, org);
    return names;
}

OrgNames *
org_mask_run_names(OrgStore *store, const OrgRunInfo *info, guint mask)
{
    g_autoptr(GError) error = NULL;
    if (!(mask & ORG_MASK_NAMES))
        return NULL;
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) org = org_store_get_id(store, info->snapshot, dict, &error);
    return org_mask_names(org, mask);
}
