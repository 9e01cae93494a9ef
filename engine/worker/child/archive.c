// SPDX-License-Identifier: MIT
#include "archive.h"
#include "../../base/error.h"
#include "../../org/replay.h"
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MOST_COLUMNS 256u

typedef struct {
    Org *start, *end; /* end: made when asked */
    void *block;      /* start lives in it */
    gsize size;
    guint8 *acts; /* mapped */
    gsize acts_size, acts_mapped;
    GHashTable *at; /* month → Org *, between start and end */
} Run;

typedef struct {
    char *name;
    OrgTable table;
    OrgColumn *columns;
    GPtrArray *owned; /* names, texts, numbers */
} NamedTable;

struct OrgArchive {
    OrgDict *dict;
    GArray *runs;      /* Run */
    GPtrArray *tables; /* NamedTable * */
};

static void
named_free(gpointer data)
{
    NamedTable *named = data;

    g_ptr_array_unref(named->owned);
    g_free(named->columns);
    g_free(named->name);
    g_free(named);
}

void
org_archive_free(OrgArchive *archive)
{
    if (!archive)
        return;
    for (guint i = 0; i < archive->runs->len; i++) {
        Run *run = &g_array_index(archive->runs, Run, i);
        g_clear_pointer(&run->at, g_hash_table_unref);
        org_free(run->end);
        org_free(run->start);
        if (run->block)
            munmap(run->block, run->size);
        if (run->acts)
            munmap(run->acts, run->acts_mapped);
    }
    g_array_unref(archive->runs);
    g_ptr_array_unref(archive->tables);
    org_dict_unref(archive->dict);
    g_free(archive);
}

/* ---- taking it apart */

static gboolean
take_run(OrgChild *child, OrgArchive *archive, OrgFrameCursor *cursor, GError **error)
{
    Run run = { .acts_size = org_frame_get_u64(cursor) };

    org_frame_get_i32(cursor);
    org_frame_get_i32(cursor);
    run.block = org_child_map_next(child, &run.size, error);
    if (run.block)
        run.start = org_unpack(run.block, run.size, archive->dict, error);
    if (run.start)
        run.acts = org_child_map_next(child, &run.acts_mapped, error);
    run.at = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, (GDestroyNotify) org_free);
    g_array_append_val(archive->runs, run);
    return run.acts != NULL && run.acts_size <= run.acts_mapped;
}

static NamedTable *
take_table(OrgFrameCursor *cursor)
{
    NamedTable *named = g_new0(NamedTable, 1);

    named->owned = g_ptr_array_new_with_free_func(g_free);
    named->name = org_frame_get_text(cursor, ORG_MAX_NAME);
    guint64 rows = org_frame_get_u64(cursor);
    guint32 n = org_frame_get_u32(cursor);
    named->columns = g_new0(OrgColumn, MIN(n, MOST_COLUMNS) + 1);
    for (guint32 c = 0; c < n && n <= MOST_COLUMNS && cursor->ok; c++) {
        OrgColumn *column = &named->columns[c];
        column->name = org_frame_get_text(cursor, ORG_MAX_NAME);
        column->type = org_frame_get_u32(cursor);
        g_ptr_array_add(named->owned, (gpointer) column->name);
        if (rows > (guint64) (cursor->end - cursor->at) / 4) {
            cursor->ok = FALSE; /* each cell takes four bytes at least */
            break;
        }
        if (column->type == ORG_TEXT) {
            const char **cells = g_new0(const char *, rows + 1);
            g_ptr_array_add(named->owned, cells);
            for (guint64 i = 0; i < rows && cursor->ok; i++)
                if (org_frame_get_u32(cursor)) {
                    cells[i] = org_frame_get_text(cursor, ORG_FRAME_MAX);
                    g_ptr_array_add(named->owned, (gpointer) cells[i]);
                }
            column->text = cells;
        } else {
            double *cells = g_new0(double, rows + 1);
            g_ptr_array_add(named->owned, cells);
            for (guint64 i = 0; i < rows; i++)
                cells[i] = org_frame_get_f64(cursor);
            column->number = cells;
        }
    }
    named->table = (OrgTable){
        .size = sizeof(OrgTable), .stride = sizeof(OrgColumn), .rows = rows, .n_columns = n, .first = named->columns
    };
    return named;
}

static gboolean
take_tables(OrgChild *child, OrgArchive *archive, guint64 size, GError **error)
{
    gsize mapped = 0;
    guint8 *block = org_child_map_next(child, &mapped, error);

    if (!block)
        return FALSE;
    OrgFrame frame = { .data = block, .size = MIN(size, mapped) };
    OrgFrameCursor cursor = org_frame_cursor(&frame);
    guint32 n = org_frame_get_u32(&cursor);
    for (guint32 i = 0; i < n && cursor.ok; i++)
        g_ptr_array_add(archive->tables, take_table(&cursor));
    munmap(block, mapped);
    return size <= mapped && org_frame_done(&cursor);
}

OrgArchive *
org_archive_take(OrgChild *child, OrgFrameCursor *cursor, GError **error)
{
    g_autoptr(OrgArchive) archive = g_new0(OrgArchive, 1);
    gboolean fine = TRUE;

    archive->dict = org_dict_new();
    archive->runs = g_array_new(FALSE, FALSE, sizeof(Run));
    archive->tables = g_ptr_array_new_with_free_func(named_free);
    guint32 n = org_frame_get_u32(cursor);
    for (guint32 i = 0; i < n && cursor->ok && fine; i++)
        fine = take_run(child, archive, cursor, error);
    guint64 tables_size = org_frame_get_u64(cursor);
    fine = fine && cursor->ok && take_tables(child, archive, tables_size, error);
    if (fine && org_frame_done(cursor))
        return g_steal_pointer(&archive);
    if (error && !*error)
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "the worker was handed a broken archive");
    return NULL;
}

/* ---- what renderers ask */

guint
org_archive_runs(const OrgArchive *archive)
{
    return archive->runs->len;
}

OrgDict *
org_archive_dict(const OrgArchive *archive)
{
    return archive->dict;
}

Org *
org_archive_at(OrgArchive *archive, guint index, OrgMonth month, GError **error)
{
    Run *run = &g_array_index(archive->runs, Run, index);

    if (month == ORG_UNKNOWN)
        return run->start;
    Org *have = month == ORG_OPEN ? run->end : g_hash_table_lookup(run->at, GINT_TO_POINTER(month));
    if (have)
        return have;
    g_autoptr(Org) org = org_copy(run->start);
    if (!org_replay(org, run->acts, run->acts_size, month, error))
        return NULL;
    if (month == ORG_OPEN)
        run->end = org;
    else
        g_hash_table_insert(run->at, GINT_TO_POINTER(month), org);
    return g_steal_pointer(&org);
}

const OrgTable *
org_archive_table(const OrgArchive *archive, const char *name)
{
    for (guint i = 0; i < archive->tables->len; i++) {
        const NamedTable *named = archive->tables->pdata[i];
        if (strcmp(named->name, name) == 0)
            return &named->table;
    }
    return NULL;
}

void
org_archive_rest(OrgArchive *archive)
{
    for (guint i = 0; i < archive->runs->len; i++)
        g_hash_table_remove_all(g_array_index(archive->runs, Run, i).at);
}
