// SPDX-License-Identifier: MIT
/* Whom each post reports to: a manager is a person, by id or by a name that only one has, or else a post of the list. */
#include "private.h"
#include "../../base/message.h"
#include "../../org/dotted.h"
#include <string.h>

typedef struct {
    GHashTable *people, *posts, *names; /* → row + 1; G_MAXUINT: several */
} Index;

static void
put(GHashTable *table, const char *key, guint row)
{
    if (!*key)
        return;
    gboolean there = g_hash_table_contains(table, key);
    g_hash_table_insert(table, (gpointer) key, GUINT_TO_POINTER(there ? G_MAXUINT : row + 1));
}

static gint
find(const Index *index, const char *text)
{
    GHashTable *const tables[] = { index->people, index->posts, index->names };

    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        guint at = GPOINTER_TO_UINT(g_hash_table_lookup(tables[i], text));
        if (at && at != G_MAXUINT)
            return (gint) at - 1;
    }
    return -1;
}

static gboolean
has_left(const Staff *staff, const char *id)
{
    for (guint i = 0; i < staff->gone->len; i++)
        if (strcmp(staff->gone->pdata[i], id) == 0)
            return TRUE;
    return FALSE;
}

static gint
by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* An id; a name never stands in a message. */
static const char *
shown(const char *manager)
{
    return strpbrk(manager, "0123456789") ? org_quoted(manager) : M_("somebody");
}

static const char *
nearest(const Index *index, const char *text)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    GHashTableIter iter;
    gpointer id;

    if (g_hash_table_size(index->people) > 50000)
        return NULL;
    g_hash_table_iter_init(&iter, index->people);
    while (g_hash_table_iter_next(&iter, &id, NULL))
        g_ptr_array_add(ids, id);
    g_ptr_array_sort(ids, by_text);
    g_ptr_array_add(ids, NULL);
    return org_nearest(text, (const char *const *) ids->pdata);
}

/* Managers who are not found, each told once with the number of rows that name them. */
typedef struct {
    const char *text;
    guint line, rows;
    gint column;
} Missing;

static void
miss(GArray *missing, GHashTable *at, const char *text, guint line, gint column)
{
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(at, text));
    Missing one = { text, line, 1, column };
    if (known) {
        g_array_index(missing, Missing, known - 1).rows++;
        return;
    }
    g_array_append_val(missing, one);
    g_hash_table_insert(at, (gpointer) text, GUINT_TO_POINTER(missing->len));
}

static void
tell_missing(Staff *staff, const Index *index, const GArray *missing, gboolean left)
{
    for (guint i = 0; i < missing->len; i++) {
        const Missing *m = &g_array_index(missing, Missing, i);
        if (has_left(staff, m->text) != left)
            continue;
        if (left) {
            staff_problem(staff, ORG_SEVERITY_WARNING, "manager-left", m->line, m->column,
                          m->rows == 1 ? "%u row reports to %s, who left: its post was left without a boss"
                                       : "%u rows report to %s, who left: their posts were left without a boss",
                          m->rows, shown(m->text));
            continue;
        }
        const char *near = strpbrk(m->text, "0123456789") ? nearest(index, m->text) : NULL;
        if (near)
            staff_problem(staff, ORG_SEVERITY_ERROR, "missing-boss", m->line, m->column,
                          m->rows == 1 ? "%u row reports to %s, who is not in the list; nearest: %s"
                                       : "%u rows report to %s, who is not in the list; nearest: %s",
                          m->rows, shown(m->text), org_quoted(near));
        else
            staff_problem(staff, ORG_SEVERITY_ERROR, "missing-boss", m->line, m->column,
                          m->rows == 1 ? "%u row reports to %s, who is not in the list; if the column holds something "
                                         "else, a mapping file can "
                                         "keep it as an attribute"
                                       : "%u rows report to %s, who is not in the list; if the column holds something "
                                         "else, a mapping file "
                                         "can keep it as an attribute",
                          m->rows, shown(m->text));
    }
}

static void
find_lines(Staff *staff, const Index *index, guint i, GArray *missing, GHashTable *at)
{
    StaffRow *row = STAFF_ROW(staff, i);
    g_auto(GStrv) texts = g_strsplit(row->also, ORG_DOTTED_BETWEEN, -1);

    for (guint k = 0; texts[k]; k++) {
        const char *text = g_strstrip(texts[k]);
        gint boss = *text ? find(index, text) : -1;
        if (*text && boss == (gint) i) {
            staff_problem(staff, ORG_SEVERITY_WARNING, "self-boss", row->line, staff->column[STAFF_ALSO],
                          "the row has a second line to itself; it was left out");
        } else if (boss >= 0) {
            row->lines = row->lines ? row->lines : g_array_new(FALSE, FALSE, sizeof(gint));
            g_array_append_val(row->lines, boss);
        } else if (*text)
            miss(missing, at, staff_keep(staff, text), row->line, staff->column[STAFF_ALSO]);
    }
}

static void
fill_index(const Staff *staff, Index *index)
{
    for (guint i = 0; i < staff->rows->len; i++) {
        const StaffRow *row = STAFF_ROW(staff, i);
        if (row->person == (gint) i) {
            put(index->people, row->person_id, i);
            put(index->names, row->name, i);
        }
        put(index->posts, row->post, i);
    }
}

void
staff_find_bosses(Staff *staff)
{
    Index index = { g_hash_table_new(g_str_hash, g_str_equal), g_hash_table_new(g_str_hash, g_str_equal),
                    g_hash_table_new(g_str_hash, g_str_equal) };
    g_autoptr(GHashTable) at = g_hash_table_new(g_str_hash, g_str_equal); /* → index in missing + 1 */
    g_autoptr(GArray) missing = g_array_new(FALSE, FALSE, sizeof(Missing));

    fill_index(staff, &index);
    for (guint i = 0; i < staff->rows->len; i++) {
        StaffRow *row = STAFF_ROW(staff, i);
        if (*row->also)
            find_lines(staff, &index, i, missing, at);
        if (!*row->manager)
            continue;
        row->boss = find(&index, row->manager);
        if (row->boss == (gint) i) {
            staff_problem(staff, ORG_SEVERITY_WARNING, "self-boss", row->line, staff->column[STAFF_MANAGER],
                          "the row reports to itself; its post was left without a boss");
            row->boss = -1;
        } else if (row->boss < 0)
            miss(missing, at, row->manager, row->line, staff->column[STAFF_MANAGER]);
    }
    tell_missing(staff, &index, missing, FALSE);
    tell_missing(staff, &index, missing, TRUE);
    g_hash_table_unref(index.people);
    g_hash_table_unref(index.posts);
    g_hash_table_unref(index.names);
}
