// SPDX-License-Identifier: MIT
/* The change list of a newer extract as text. */
#include "../base/shown.h"
#include "../po/lang.h"
#include "words.h"
#include "../store/store.h"
#include "../study/extract-diff.h"
#include "table.h"

static const char *
string(const json_t *object, const char *key, const char *none)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : none;
}

static char *
what(OrgLang lang, const json_t *change)
{
    GString *text = g_string_new(NULL);
    json_t *column, *kind;
    gsize i;
    json_array_foreach(json_object_get(change, "kinds"), i, kind)
        org_shown_append(text, "%s%s", i ? ", " : "", org_word_text(lang, json_string_value(kind)));
    if (*string(change, "old_id", ""))
        org_shown_append(text, _("; id was %s (matched by name and place)"), string(change, "old_id", ""));
    json_array_foreach(json_object_get(change, "columns"), i, column) org_shown_append(
        text, "; %s %s → %s", string(column, "column", ""), string(column, "from", "–"), string(column, "to", "–"));
    return g_string_free(text, FALSE);
}

static void
print_counts(OrgLang lang, const json_t *diff, GString *out)
{
    static const char *const tables[] = { "units", "posts", "people" };
    for (guint t = 0; t < G_N_ELEMENTS(tables); t++) {
        json_t *counts = json_object_get(json_object_get(diff, "counts"), tables[t]), *n;
        const char *kind, *separator = "";
        org_shown_append(out, "%-7s", org_word_text(lang, tables[t]));
        json_object_foreach(counts, kind, n)
        {
            org_shown_append(out, "%s %" JSON_INTEGER_FORMAT " %s", separator, json_integer_value(n),
                             org_word_text(lang, kind));
            separator = ",";
        }
        g_string_append_c(out, '\n');
    }
    json_int_t by_name = json_integer_value(json_object_get(json_object_get(diff, "matched"), "name"));
    if (by_name)
        org_shown_append(
            out, _("%lld rows have another id than before and were matched by name and place, which are unique.\n"),
            (long long) by_name);
}

void
org_extract_diff_text(OrgLang lang, const json_t *diff, const char *from, guint most, GString *out)
{
    static const OrgTextColumn columns[] = { { N_("Table"), FALSE, FALSE },
                                             { N_("Id"), FALSE, FALSE },
                                             { N_("Name"), FALSE, TRUE },
                                             { N_("Rows"), TRUE, FALSE },
                                             { N_("What"), FALSE, TRUE } };
    json_t *changes = json_object_get(diff, "changes"), *one;
    gsize i, n = json_array_size(changes);
    org_shown_append(out, _("\nAgainst %s:\n"), from);
    print_counts(lang, diff, out);
    if (!n)
        return;
    OrgTextTable *table = org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
    json_array_foreach(changes, i, one)
    {
        if (most && i >= most)
            break;
        g_autofree char *text = what(lang, one);
        g_autofree char *rows = g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(json_object_get(one, "n")));
        const char *cells[] = { org_word_text(lang, string(one, "table", "")), string(one, "id", ""),
                                string(one, "name", ""), rows, text };
        org_text_table_add(table, cells);
    }
    g_string_append_c(out, '\n');
    org_text_table_finish(table, out);
    if (out->str[out->len - 1] != '\n')
        g_string_append_c(out, '\n');
    if (most && n > most)
        org_shown_append(out, _("… and %zu more; --json holds all\n"), n - most);
}

json_t *
org_extract_diff_stored(const char *path, const char *snapshot, const Org *new, GError **error)
{
    g_autoptr(OrgStore) store = org_store_open(path, ORG_STORE_READ, error);
    g_autoptr(Org) old = store ? org_store_get(store, snapshot, new->dict, error) : NULL;
    if (!old)
        return NULL;
    json_t *diff = org_extract_diff(old, new);
    json_object_set_new(diff, "from", json_string(snapshot));
    return diff;
}

char *
org_extract_diff_add(const char *document, json_t *diff)
{
    json_t *doc = json_loads(document, 0, NULL);
    json_object_set(doc, "extract", diff);
    char *raw = json_dumps(doc, JSON_INDENT(2)), *text = g_strdup_printf("%s\n", raw ? raw : "{}");
    free(raw);
    json_decref(doc);
    return text;
}
