// SPDX-License-Identifier: MIT
#include "db.h"
#include "../../base/error.h"
#include <math.h>
#include <stdarg.h>

ORG_ERROR_DOMAIN(org_store_error, "orgsim-store")

static int
code_of(int result)
{
    switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ORG_STORE_BUSY;
    case SQLITE_NOTADB:
        return ORG_STORE_NOT_OURS;
    default:
        return ORG_STORE_FAILED;
    }
}

gboolean
store_fail(OrgStore *store, GError **error)
{
    int result = sqlite3_extended_errcode(store->db), code = code_of(result);
    const char *path = store->path;
    g_autofree char *holder = code == ORG_STORE_BUSY ? store_said_holder(path) : NULL;
    switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        org_error_set(error, ORG_STORE_ERROR, code,
                      "%s is being written by another program%s; try again when it is done", path, holder);
        break;
    case SQLITE_NOTADB:
        org_error_set(error, ORG_STORE_ERROR, code, "%s is not an organisation file; choose another name", path);
        break;
    case SQLITE_CORRUPT:
        org_error_set(error, ORG_STORE_ERROR, code,
                      "%s is damaged (%s); take it from a copy, or rescue what is left with "
                      "\"sqlite3 %s .recover\"",
                      path, sqlite3_errmsg(store->db), path);
        break;
    case SQLITE_FULL:
        org_error_set(error, ORG_STORE_ERROR, code, "%s: the disk is full; nothing was stored", path);
        break;
    case SQLITE_READONLY:
        org_error_set(error, ORG_STORE_ERROR, code,
                      "%s may not be written; check its permissions and those of its folder", path);
        break;
    case SQLITE_CANTOPEN:
        org_error_set(error, ORG_STORE_ERROR, code,
                      "%s cannot be opened; check that its folder is there and that you may read and write it", path);
        break;
    default:
        org_error_set(error, ORG_STORE_ERROR, code, "%s: %s", path, sqlite3_errmsg(store->db));
    }
    return FALSE;
}

gboolean
store_exec(OrgStore *store, const char *sql, GError **error)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK || store_fail(store, error);
}

sqlite3_stmt *
store_prepare(OrgStore *store, const char *sql, GError **error)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL) != SQLITE_OK)
        store_fail(store, error);
    return stmt;
}

static void
bind_message(sqlite3_stmt *stmt, int at, gboolean empty, const OrgMessage *message)
{
    const char *json = org_message_json(message);
    g_autofree char *english = org_message_text(message, ORG_LANG_EN);
    if (!*english && !empty)
        sqlite3_bind_null(stmt, at);
    else
        sqlite3_bind_text(stmt, at, english, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(stmt, at + 1, json, -1, SQLITE_STATIC);
}

/* How many cells it filled. */
static int
bind_one(sqlite3_stmt *stmt, int at, char letter, va_list *arguments)
{
    if (letter == 'w' || letter == 'W') {
        bind_message(stmt, at, letter == 'w', va_arg(*arguments, const OrgMessage *));
        return 2;
    }
    if (letter == 'i') {
        sqlite3_bind_int64(stmt, at, va_arg(*arguments, gint64));
    } else if (letter == 't' || letter == 'T') {
        const char *text = va_arg(*arguments, const char *);
        sqlite3_bind_text(stmt, at, letter == 'T' && text && !*text ? NULL : text, -1, SQLITE_STATIC);
    } else if (letter == 'd') {
        double value = va_arg(*arguments, double);
        if (isnan(value))
            sqlite3_bind_null(stmt, at);
        else
            sqlite3_bind_double(stmt, at, value);
    } else if (letter == 'r') {
        OrgRow row = va_arg(*arguments, OrgRow);
        if (row == ORG_NONE)
            sqlite3_bind_null(stmt, at);
        else
            sqlite3_bind_int64(stmt, at, row);
    } else if (letter == 'm') {
        OrgMonth month = va_arg(*arguments, OrgMonth);
        if (month == ORG_OPEN || month == ORG_UNKNOWN)
            sqlite3_bind_null(stmt, at);
        else
            sqlite3_bind_int(stmt, at, month);
    } else {
        GBytes *bytes = va_arg(*arguments, GBytes *);
        gsize size = 0;
        const void *data = bytes ? g_bytes_get_data(bytes, &size) : NULL;
        sqlite3_bind_blob64(stmt, at, bytes && !data ? "" : data, size, SQLITE_STATIC);
    }
    return 1;
}

/* How many places a statement has for these arguments. */
static int
places_of(const char *letters)
{
    int places = 0;
    for (int i = 0; letters[i]; i++)
        places += letters[i] == 'w' || letters[i] == 'W' ? 2 : 1;
    return places;
}

static gboolean
put(OrgStore *store, sqlite3_stmt *stmt, GError **error, const char *letters, va_list *arguments)
{
    g_assert(places_of(letters) ==
             sqlite3_bind_parameter_count(stmt)); /* no argument that was not given is ever read */
    for (int i = 0, at = 1; letters[i]; i++)
        at += bind_one(stmt, at, letters[i], arguments);
    int result = sqlite3_step(stmt);
    gboolean ok = result == SQLITE_DONE || result == SQLITE_ROW || store_fail(store, error);
    sqlite3_reset(stmt);
    return ok;
}

gboolean
store_put(OrgStore *store, sqlite3_stmt *stmt, GError **error, const char *letters, ...)
{
    va_list arguments;
    va_start(arguments, letters);
    gboolean ok = put(store, stmt, error, letters, &arguments);
    va_end(arguments);
    return ok;
}

gboolean
store_put_once(OrgStore *store, GError **error, const char *sql, const char *letters, ...)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(store, sql, error);
    va_list arguments;
    va_start(arguments, letters);
    gboolean ok = stmt && put(store, stmt, error, letters, &arguments);
    va_end(arguments);
    return ok;
}

int
store_step(OrgStore *store, sqlite3_stmt *stmt, GError **error)
{
    int result = sqlite3_step(stmt);
    if (result == SQLITE_ROW || result == SQLITE_DONE)
        return result;
    store_fail(store, error);
    return 0;
}

gint64
store_number(OrgStore *store, const char *sql, gint64 fallback)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(store, sql, NULL);
    if (!stmt || sqlite3_step(stmt) != SQLITE_ROW || sqlite3_column_type(stmt, 0) == SQLITE_NULL)
        return fallback;
    return sqlite3_column_int64(stmt, 0);
}

OrgMonth
store_month(sqlite3_stmt *stmt, int column, OrgMonth absent)
{
    return sqlite3_column_type(stmt, column) == SQLITE_NULL ? absent : sqlite3_column_int(stmt, column);
}

char *
store_text(sqlite3_stmt *stmt, int column)
{
    const char *text = (const char *) sqlite3_column_text(stmt, column);
    return g_strdup(text ? text : "");
}

OrgMessage *
store_message(sqlite3_stmt *stmt, int column)
{
    OrgMessage *message = org_message_from_json((const char *) sqlite3_column_text(stmt, column + 1));
    return message ? message : (OrgMessage *) store_text(stmt, column);
}
