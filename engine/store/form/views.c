// SPDX-License-Identifier: MIT
/* Views over what the file holds as blobs. They are made anew on each connection, for a schema that named tables which other
 * tools do not see would not open there. */
#include "spelling.h"
#include "tables.h"
#include <stddef.h>

/* clang-format off */
const char *const form_views[] = {
    "CREATE VIEW post_list AS SELECT n.name AS snapshot, " ID("p", "p") " AS id, p.title, p.rank, p.category, p.funding,"
    " " UNIT_ID("u") " AS unit, p.fte, p.coefficient,"
    " CASE WHEN h.row IS NOT NULL THEN " ID("h", "h") " END AS holder,"
    " CASE WHEN b.row IS NOT NULL THEN " ID("b", "p") " END AS reports_to,"
    " " MONTH("p.opened") " AS opened, " MONTH("p.closed") " AS closed"
    " FROM post p JOIN snapshot n ON n.id = p.snapshot"
    " LEFT JOIN unit u ON u.snapshot = p.snapshot AND u.row = p.unit"
    " LEFT JOIN person h ON h.snapshot = p.snapshot AND h.row = p.holder"
    " LEFT JOIN post b ON b.snapshot = p.snapshot AND b.row = p.reports_to",

    /* Of snapshots, whose data do not tell why; of a run the program tells it, which does its acts again. */
    "CREATE VIEW vacancies AS SELECT n.name AS snapshot, " ID("p", "p") " AS post, " UNIT_ID("u") " AS unit, p.title,"
    " coalesce(" MONTH("p.vacant_since") ", 'unknown') AS since,"
    " CASE WHEN h.row IS NOT NULL THEN " ID("h", "h") " END AS kept_for, CAST(NULL AS TEXT) AS reason,"
    " n.month - p.vacant_since AS months"
    " FROM post p JOIN snapshot n ON n.id = p.snapshot"
    " LEFT JOIN unit u ON u.snapshot = p.snapshot AND u.row = p.unit"
    " LEFT JOIN person h ON h.snapshot = p.snapshot AND h.row = p.kept_for"
    " WHERE p.holder IS NULL AND p.closed IS NULL AND n.filled_unknown = 0",

    "CREATE VIEW person_list AS SELECT n.name AS snapshot, " ID("h", "h") " AS id, h.name, " UNIT_ID("u") " AS unit,"
    " CASE WHEN p.row IS NOT NULL THEN " ID("p", "p") " END AS post,"
    " CASE WHEN q.row IS NOT NULL THEN " ID("q", "p") " END AS second,"
    " " MONTH("h.born") " AS born, " MONTH("h.hired") " AS hired, " MONTH("h.since") " AS since,"
    " h.sex, h.rating, h.state, h.reason"
    " FROM person h JOIN snapshot n ON n.id = h.snapshot"
    " LEFT JOIN unit u ON u.snapshot = h.snapshot AND u.row = h.unit"
    " LEFT JOIN post p ON p.snapshot = h.snapshot AND p.row = h.post"
    " LEFT JOIN post q ON q.snapshot = h.snapshot AND q.row = h.second",

    /* fate: kept, moved (to another unit), closed, opened, 'opened, closed'. */
    "CREATE VIEW post_fate AS SELECT f.*, " BY_ACT
    " FROM (SELECT k.run, k.row, CASE WHEN e.row IS NULL THEN " ID("s", "p") " ELSE " ID("e", "p") " END AS id,"
    " " NOW("title") " AS title, " NOW("rank") " AS rank, " NOW("category") " AS category,"
    " s.funding AS funding_before, " NOW("funding") " AS funding_after,"
    " " UNIT_OF("s.unit") " AS unit_before, " END_UNIT(NOW("unit")) " AS unit_after, " NOW("fte") " AS fte,"
    " CASE WHEN s.row IS NULL THEN CASE WHEN e.closed IS NULL THEN 'opened' ELSE 'opened, closed' END"
    " WHEN e.closed IS NOT NULL THEN 'closed'"
    " WHEN e.row IS NOT NULL AND e.unit IS NOT s.unit THEN 'moved' ELSE 'kept' END AS fate, e.act AS seq"
    " FROM (SELECT r.id AS run, x.row AS row FROM run r JOIN post x ON x.snapshot = r.snapshot"
    " UNION ALL SELECT r.id, x.row FROM run r JOIN post_end x ON x.run = r.id WHERE NOT EXISTS"
    " (SELECT 1 FROM post y WHERE y.snapshot = r.snapshot AND y.row = x.row)) k JOIN run r ON r.id = k.run"
    " LEFT JOIN post s ON s.snapshot = r.snapshot AND s.row = k.row"
    " LEFT JOIN post_end e ON e.run = k.run AND e.row = k.row WHERE s.closed IS NULL) f"
    " LEFT JOIN act a ON a.run = f.run AND a.seq = f.seq LEFT JOIN item i ON i.run = f.run AND i.item = a.item",

    "CREATE VIEW payment_list AS SELECT p.run, " MONTH("p.month") " AS month, i.id AS item,"
    " CASE WHEN h.row IS NOT NULL THEN " ID("h", "h") " WHEN e.row IS NOT NULL THEN " ID("e", "h") " END AS person,"
    " p.series, p.amount FROM payment p JOIN run r ON r.id = p.run"
    " LEFT JOIN item i ON i.run = p.run AND i.item = p.item"
    " LEFT JOIN person h ON h.snapshot = r.snapshot AND h.row = p.person"
    " LEFT JOIN person_end e ON e.run = p.run AND e.row = p.person",

    "CREATE VIEW change_list AS SELECT c.run, c.seq, " MONTH("a.month") " AS month, c.\"table\", c.row, c.\"column\","
    " c.\"from\", c.\"to\", i.id AS step, a.plugin, a.verb, a.reason"
    " FROM change c JOIN act a ON a.run = c.run AND a.seq = c.seq"
    " LEFT JOIN item i ON i.run = c.run AND i.item = a.item",
    NULL
};
/* clang-format on */

int
form_offer_views(sqlite3 *db)
{
    int result = SQLITE_OK;
    for (int i = 0; result == SQLITE_OK && form_views[i]; i++) {
        /* CREATE VIEW name …; a name that stands in the file itself means that it was exported as rows. */
        char *sql = sqlite3_mprintf("CREATE TEMP VIEW IF NOT EXISTS %s", form_views[i] + sizeof "CREATE VIEW");
        result = sql ? sqlite3_exec(db, sql, NULL, NULL, NULL) : SQLITE_NOMEM;
        sqlite3_free(sql);
    }
    return result;
}
