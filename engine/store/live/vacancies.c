// SPDX-License-Identifier: MIT
/* The view of posts that nobody holds. Why a post fell vacant is told by no column, only by the acts of a run; who did them
 * again hands it over. */
#include "private.h"
#include "../../base/error.h"

gboolean
live_vacancies_declare(OrgLive *live)
{
    return sqlite3_exec(live->db,
                        "CREATE TABLE vacancy_reason(post TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;"
                        "CREATE VIEW vacancies AS SELECT p.id AS post, p.unit AS unit, p.title AS title,"
                        " coalesce(p.vacant_since, 'unknown') AS since, p.kept_for AS kept_for, r.reason AS reason,"
                        " p.vacant_months AS months FROM posts p LEFT JOIN vacancy_reason r ON r.post = p.id"
                        " WHERE p.vacant",
                        NULL, NULL, NULL) == SQLITE_OK;
}

static gboolean
insert(OrgLive *live, const char *const *reasons, gsize n)
{
    sqlite3_stmt *stmt = NULL;
    int result = sqlite3_prepare_v2(live->db, "INSERT OR REPLACE INTO vacancy_reason VALUES(?1, ?2)", -1, &stmt, NULL);
    for (gsize row = 0; result == SQLITE_OK && row < n; row++) {
        if (!reasons[row])
            continue;
        sqlite3_bind_text(stmt, 1, org_id(live->org, ORG_POSTS, (OrgRow) row), -1, SQLITE_TRANSIENT);
        sqlite3_bind_text(stmt, 2, reasons[row], -1, SQLITE_TRANSIENT);
        if (sqlite3_step(stmt) != SQLITE_DONE)
            result = SQLITE_ERROR;
        sqlite3_reset(stmt);
    }
    sqlite3_finalize(stmt);
    return result == SQLITE_OK;
}

gboolean
org_live_tell_reasons(OrgLive *live, const char *const *reasons, gsize n, GError **error)
{
    sqlite3_set_authorizer(live->db, NULL, NULL);
    gboolean done = insert(live, reasons, n);
    if (!done)
        org_error_set(error, ORG_ERROR, ORG_E_FAILED, "the live tables could not be made: %s",
                      sqlite3_errmsg(live->db));
    sqlite3_set_authorizer(live->db, live_authorize, live);
    return done;
}
