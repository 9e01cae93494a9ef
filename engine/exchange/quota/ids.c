// SPDX-License-Identifier: MIT
/* Ids for units that have none: the names on the path to the unit, in ascii, as in "so-tai-chinh/phong-ngan-sach". Neither
 * outline numbers nor the order of rows play a part, so that a table with rows added, removed or moved about gives
 * the others the same ids again. */
#include "private.h"
#include <string.h>

static char *
slug_of(const char *name)
{
    g_autofree char *parts = g_utf8_normalize(name, -1, G_NORMALIZE_ALL); /* letters and their marks apart */
    GString *slug = g_string_new(NULL);

    for (const char *p = parts ? parts : ""; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_unichar_tolower(g_utf8_get_char(p));
        if (c == 0x111)
            c = 'd';
        if (g_unichar_ismark(c))
            continue;
        if (c < 0x80 && g_ascii_isalnum((char) c))
            g_string_append_c(slug, (char) c);
        else if (g_unichar_isalnum(c))
            g_string_append_printf(slug, "u%x", c); /* letters of other scripts */
        else if (slug->len && slug->str[slug->len - 1] != '-')
            g_string_append_c(slug, '-');
    }
    while (slug->len && slug->str[slug->len - 1] == '-')
        g_string_truncate(slug, slug->len - 1);
    if (slug->len == 0)
        g_string_assign(slug, "unit");
    return g_string_free(slug, FALSE);
}

typedef struct {
    OrgQuotaReader *reader;
    GHashTable *taken; /* "date/id" → index of the row + 1 */
    GHashTable *next;  /* "date/id" → the number to try for the next unit of that id */
} Ids;

/* Sheets of different dates may name the same units. */
static char *
key_of(const Ids *ids, const OrgQuotaRow *row, const char *id)
{
    const OrgQuotaTable *table = ORG_QUOTA_TABLE(ids->reader, row->table);
    gint date = -1;
    for (guint c = 0; c < table->columns->len && date < 0; c++)
        date = ORG_QUOTA_COLUMN(table, c)->date;
    return g_strdup_printf("%d/%s", table->is_summary ? -2 : date, id);
}

static void
take(Ids *ids, guint i, const char *base)
{
    OrgQuotaRow *row = ORG_QUOTA_ROW(ids->reader, i);
    g_autofree char *id = g_strdup(base);
    guint first = 0;

    g_autofree char *whole = key_of(ids, row, base);
    guint n = MAX(2, GPOINTER_TO_UINT(g_hash_table_lookup(ids->next, whole)));

    while (TRUE) {
        g_autofree char *key = key_of(ids, row, id);
        guint at = GPOINTER_TO_UINT(g_hash_table_lookup(ids->taken, key));
        if (at == 0) {
            g_hash_table_insert(ids->taken, g_steal_pointer(&key), GUINT_TO_POINTER(i + 1));
            break;
        }
        first = first ? first : at;
        g_free(id);
        id = g_strdup_printf("%s-%u", base, n++);
    }
    g_hash_table_insert(ids->next, g_steal_pointer(&whole), GUINT_TO_POINTER(n));
    row->id = g_strdup(id);
    if (!first)
        return;
    const OrgQuotaRow *other = ORG_QUOTA_ROW(ids->reader, first - 1);
    org_quota_problem(ids->reader, ORG_QUOTA_TABLE(ids->reader, row->table)->grid->sheet, ORG_SEVERITY_WARNING,
                      "same-id", row->line, row->column, NULL,
                      "%s and %s (line %u) lie under the same unit and give the same id, so this one is %s; when their "
                      "order changes so do their ids: give them names or codes of their own",
                      org_quoted(row->name), org_quoted(other->name), ORG_GRID_LINE(other->line), org_quoted(row->id));
}

void
org_quota_make_ids(OrgQuotaReader *reader)
{
    Ids ids = { reader, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };

    for (guint i = 0; i < reader->rows->len; i++) {
        OrgQuotaRow *row = ORG_QUOTA_ROW(reader, i);
        const OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, row->table);
        if (row->kind != ORG_ROW_UNIT)
            continue;
        const char *code = table->code >= 0 ? org_grid_cell(table->grid, row->grid_row, (guint) table->code)->text : "";
        row->slug = slug_of(row->name);
        g_autofree char *base = *code ? g_strdup(code)
                                : row->parent >= 0
                                    ? g_strconcat(ORG_QUOTA_ROW(reader, row->parent)->id, "/", row->slug, NULL)
                                    : g_strdup(row->slug);
        take(&ids, i, base);
    }
    g_hash_table_unref(ids.taken);
    g_hash_table_unref(ids.next);
}
