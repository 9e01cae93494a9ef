// SPDX-License-Identifier: MIT
/* A file that SQLite finds in order, but whose rows and columns no organisation can have. */
#include "../../../engine/store/form/column.h"
#include "store-test.h"

static sqlite3 *
raw(const char *path)
{
    sqlite3 *db;
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    return db;
}

static void
cannot_read(const char *path, const char *what)
{
    OrgStore *store = open_store(path, ORG_STORE_READ);
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgDict) dict = org_dict_new();
    if (org_store_get(store, "x", dict, &error))
        g_error("\"%s\" goes unnoticed", what);
    g_assert_nonnull(strstr(error->message, path));
    org_store_close(store);
}

/* Values that SQLite finds in order but an organisation cannot hold. */
static void
test_impossible(void)
{
    static const char *const edits[] = {
        "update unit set parent = row",
        "delete from snapshot_column where \"table\" = 'posts' and \"column\" = 'fte'",
        "update snapshot set post_rows = post_rows - 1",
        "update snapshot set person_rows = 1 << 40",
        "update snapshot set post_rows = -1",
        "update snapshot_column set data = x'' where \"column\" = 'rank'",
        "update snapshot_column set data = (select data from snapshot_column where \"table\" = 'people' and \"column\" "
        "= 'id')"
        " where \"table\" = 'people' and \"column\" = 'name'",
        "update attribute set data = (select data from snapshot_column where \"column\" = 'sex') where position = 0",
        "update unit set name = cast(x'ff41' as text)",
        "update unit set closed = 9e15",
        "update unit set name = 'a' || char(0) || 'b'",
        "update attribute set kind = 'word'",
        "update attribute set \"table\" = 'rooms' where \"table\" = 'people'",
        NULL
    };
    for (guint i = 0; edits[i]; i++) {
        Org *org;
        char *path = stored(&org);
        sqlite3 *db = raw(path);
        if (sqlite3_exec(db, edits[i], NULL, NULL, NULL) != SQLITE_OK)
            g_error("%s: %s", edits[i], sqlite3_errmsg(db));
        sqlite3_close(db);
        cannot_read(path, edits[i]);
        random_org_free(org);
        drop_path(path);
    }
}

/* One cell of a column, in a blob that is sound. */
typedef struct {
    const char *table, *column;
    FormType type;
    guint32 row, value;
} CellEdit;

static void
edit_cell(const char *path, const CellEdit *edit)
{
    sqlite3 *db = raw(path);
    sqlite3_stmt *stmt;
    FormColumn column;
    gsize size;
    g_autofree char *name = g_strconcat(edit->table, ".", edit->column, NULL);
    sqlite3_prepare_v2(db, "select data, rowid from snapshot_column where \"table\" = ?1 and \"column\" = ?2", -1,
                       &stmt, NULL);
    sqlite3_bind_text(stmt, 1, edit->table, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 2, edit->column, -1, SQLITE_STATIC);
    g_assert_cmpint(sqlite3_step(stmt), ==, SQLITE_ROW);
    g_assert_null(form_column_read(sqlite3_column_blob(stmt, 0), (gsize) sqlite3_column_bytes(stmt, 0), name,
                                   edit->type, &column));
    gint64 rowid = sqlite3_column_int64(stmt, 1);
    sqlite3_finalize(stmt);
    g_assert_cmpuint(edit->row, <, column.rows);
    if (edit->type == FORM_U8)
        ((guint8 *) column.cells)[edit->row] = (guint8) edit->value;
    else if (edit->type == FORM_U32)
        ((guint32 *) column.cells)[edit->row] = edit->value;
    else
        column.texts[1][0] = (char) edit->value; /* the first word, whichever row has it */
    FormPacker *packer = form_packer_new();
    const void *blob = form_column_write(packer, name, edit->type, column.rows, column.cells, column.words,
                                         (const char *const *) column.texts + 1, &size);
    sqlite3_prepare_v2(db, "update snapshot_column set data = ?1 where rowid = ?2", -1, &stmt, NULL);
    sqlite3_bind_blob(stmt, 1, blob, (int) size, SQLITE_STATIC);
    sqlite3_bind_int64(stmt, 2, rowid);
    g_assert_cmpint(sqlite3_step(stmt), ==, SQLITE_DONE);
    sqlite3_finalize(stmt);
    form_packer_free(packer);
    form_column_clear(&column);
    sqlite3_close(db);
}

static void
test_impossible_cells(void)
{
    static const CellEdit edits[] = {
        { "posts", "unit", FORM_U32, 7, 4000 },      { "posts", "unit", FORM_U32, 7, ORG_NONE },
        { "posts", "holder", FORM_U32, 1, 4000 },    { "posts", "rank", FORM_U8, 3, 9 },
        { "posts", "kept_for", FORM_U32, 3, 4000 },  { "people", "state", FORM_U8, 2, 0 },
        { "people", "state", FORM_U8, 2, 17 },       { "people", "post", FORM_U32, 0, ORG_NONE - 1 },
        { "posts", "category", FORM_WORD, 0, 0xff },
    };
    for (guint i = 0; i < G_N_ELEMENTS(edits); i++) {
        Org *org;
        char *path = stored(&org);
        edit_cell(path, &edits[i]);
        cannot_read(path, edits[i].column);
        random_org_free(org);
        drop_path(path);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/impossible", test_impossible);
    g_test_add_func("/store/impossible-cells", test_impossible_cells);
    return g_test_run();
}
