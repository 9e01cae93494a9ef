// SPDX-License-Identifier: MIT
/* Views for the usual questions, plain SQL so that any SQLite tool shows them. */
#include "db.h"
#include "views.h"

#define MONTH(m) "CASE WHEN " m " IS NOT NULL THEN printf('%04d-%02d', " m " / 12, " m " % 12 + 1) END"
/* The id of a row as the program spells it: the third of a group "fin" is "fin#3"; a row without an id is its number. */
#define ID(t, letter)                                                                                                  \
    "CASE WHEN " t ".id IS NULL THEN '" letter "' || (" t ".row + 1)"                                                  \
    " WHEN " t ".ordinal > 0 THEN " t ".id || '#' || " t ".ordinal ELSE " t ".id END"
#define UNIT_ID(t) "coalesce(" t ".id, CASE WHEN " t ".row IS NOT NULL THEN 'u' || (" t ".row + 1) END)"

/* Start and end of every row of one table in a run: s.* is null for rows that came, e.* for rows left as they were. */
#define BOTH(start, end)                                                                                               \
    " FROM (SELECT r.id AS run, x.row AS row FROM run r JOIN " start " x ON x.snapshot = r.snapshot"                   \
    " UNION ALL SELECT r.id, x.row FROM run r JOIN " end " x ON x.run = r.id WHERE NOT EXISTS"                         \
    " (SELECT 1 FROM " start " y WHERE y.snapshot = r.snapshot AND y.row = x.row)) k JOIN run r ON r.id = k.run"       \
    " LEFT JOIN " start " s ON s.snapshot = r.snapshot AND s.row = k.row"                                              \
    " LEFT JOIN " end " e ON e.run = k.run AND e.row = k.row"

/* The last act that touched one of the columns of a row. */
#define LAST_ACT(table, columns)                                                                                       \
    "(SELECT max(c.seq) FROM change c WHERE c.run = k.run AND c.\"table\" = '" table "' AND c.row = k.row"             \
    " AND c.\"column\" IN (" columns "))"

/* Value at the end: the end row's when there is one, else the start's. */
#define NOW(column) "iif(e.row IS NULL, s." column ", e." column ")"
#define UNIT_OF(row) "(SELECT " UNIT_ID("u") " FROM unit u WHERE u.snapshot = r.snapshot AND u.row = " row ")"
#define END_UNIT(row)                                                                                                  \
    "coalesce((SELECT " UNIT_ID("u") " FROM unit_end u WHERE u.run = k.run AND u.row = " row "), " UNIT_OF(row) ")"
#define POST_OF(row) "(SELECT " ID("p", "p") " FROM post p WHERE p.snapshot = r.snapshot AND p.row = " row ")"
#define END_POST(row)                                                                                                  \
    "coalesce((SELECT " ID("p", "p") " FROM post_end p WHERE p.run = k.run AND p.row = " row "), " POST_OF(row) ")"

/* What the last deciding act says, joined as a. */
#define BY_ACT MONTH("a.month") " AS month, i.id AS step, a.plugin AS plugin, a.reason AS reason"
#define JOIN_ACT(seq)                                                                                                  \
    " LEFT JOIN act a ON a.run = f.run AND a.seq = f." seq " LEFT JOIN item i ON i.run = f.run AND i.item = a.item"

/* clang-format off */
const char *const store_views[] = {
    "CREATE VIEW snapshot_list AS SELECT id, name, " MONTH("month") " AS month, units, posts, people, hash, stored"
    " FROM snapshot",

    "CREATE VIEW unit_list AS SELECT n.name AS snapshot, " UNIT_ID("u") " AS id, u.name, u.type, u.function,"
    " " UNIT_ID("p") " AS parent, " MONTH("u.opened") " AS opened, " MONTH("u.closed") " AS closed,"
    " " UNIT_ID("z") " AS successor"
    " FROM unit u JOIN snapshot n ON n.id = u.snapshot"
    " LEFT JOIN unit p ON p.snapshot = u.snapshot AND p.row = u.parent"
    " LEFT JOIN unit z ON z.snapshot = u.snapshot AND z.row = u.successor",

    "CREATE VIEW post_list AS SELECT n.name AS snapshot, " ID("p", "p") " AS id, p.title, p.rank, p.category, p.funding,"
    " " UNIT_ID("u") " AS unit, p.fte, p.coefficient,"
    " iif(h.row IS NULL, NULL, " ID("h", "h") ") AS holder,"
    " iif(b.row IS NULL, NULL, " ID("b", "p") ") AS reports_to,"
    " " MONTH("p.opened") " AS opened, " MONTH("p.closed") " AS closed"
    " FROM post p JOIN snapshot n ON n.id = p.snapshot"
    " LEFT JOIN unit u ON u.snapshot = p.snapshot AND u.row = p.unit"
    " LEFT JOIN person h ON h.snapshot = p.snapshot AND h.row = p.holder"
    " LEFT JOIN post b ON b.snapshot = p.snapshot AND b.row = p.reports_to",

    "CREATE VIEW person_list AS SELECT n.name AS snapshot, " ID("h", "h") " AS id, h.name, " UNIT_ID("u") " AS unit,"
    " iif(p.row IS NULL, NULL, " ID("p", "p") ") AS post,"
    " iif(q.row IS NULL, NULL, " ID("q", "p") ") AS second,"
    " " MONTH("h.born") " AS born, " MONTH("h.hired") " AS hired, " MONTH("h.since") " AS since,"
    " h.sex, h.rating, h.state, h.reason"
    " FROM person h JOIN snapshot n ON n.id = h.snapshot"
    " LEFT JOIN unit u ON u.snapshot = h.snapshot AND u.row = h.unit"
    " LEFT JOIN post p ON p.snapshot = h.snapshot AND p.row = h.post"
    " LEFT JOIN post q ON q.snapshot = h.snapshot AND q.row = h.second",

    /* fate: one or several of kept, absorbed, consolidated, took over, split, dissolved, new, moved, renamed, posts changed,
     * came and went, with ", " between. into_units, from_units: who took over, and of whom; ids with spaces between. Units
     * closed before the run are left out. */
    "CREATE VIEW unit_fate AS SELECT k.run, k.row, coalesce(" UNIT_ID("e") ", " UNIT_ID("s") ") AS id,"
    " s.name AS name_before, " NOW("name") " AS name_after, " NOW("type") " AS type,"
    " " UNIT_OF("s.parent") " AS parent_before, " END_UNIT(NOW("parent")) " AS parent_after, k.fate, k.into_units,"
    " k.from_units, k.posts_before, k.posts_after, k.rows_before, k.rows_after, k.vacant_before, k.vacant_after,"
    " k.staff_before, k.staff_after, k.all_posts_before, k.all_posts_after, k.all_staff_before, k.all_staff_after, " BY_ACT
    " FROM fate k JOIN run r ON r.id = k.run LEFT JOIN unit s ON s.snapshot = r.snapshot AND s.row = k.row"
    " LEFT JOIN unit_end e ON e.run = k.run AND e.row = k.row LEFT JOIN act a ON a.run = k.run AND a.seq = k.act"
    " LEFT JOIN item i ON i.run = k.run AND i.item = a.item",

    /* fate: kept, moved (to another unit), closed, opened, 'opened, closed'. */
    "CREATE VIEW post_fate AS SELECT f.*, " BY_ACT
    " FROM (SELECT k.run, k.row, iif(e.row IS NULL, " ID("s", "p") ", " ID("e", "p") ") AS id,"
    " " NOW("title") " AS title, " NOW("rank") " AS rank, " NOW("category") " AS category,"
    " s.funding AS funding_before, " NOW("funding") " AS funding_after,"
    " " UNIT_OF("s.unit") " AS unit_before, " END_UNIT(NOW("unit")) " AS unit_after, " NOW("fte") " AS fte,"
    " CASE WHEN s.row IS NULL THEN iif(e.closed IS NULL, 'opened', 'opened, closed')"
    " WHEN e.closed IS NOT NULL THEN 'closed'"
    " WHEN e.row IS NOT NULL AND e.unit IS NOT s.unit THEN 'moved' ELSE 'kept' END AS fate,"
    " " LAST_ACT("posts", "'closed', 'unit', 'opened'") " AS seq"
    BOTH("post", "post_end") " WHERE s.closed IS NULL) f" JOIN_ACT("seq"),

    /* fate: stayed, moved (to another unit), 'changed post', surplus, left, joined, 'joined, left'. why: of leaving. */
    "CREATE VIEW person_fate AS SELECT f.*, " BY_ACT
    " FROM (SELECT k.run, k.row, iif(e.row IS NULL, " ID("s", "h") ", " ID("e", "h") ") AS id, " NOW("name") " AS name,"
    " " UNIT_OF("s.unit") " AS unit_before, " END_UNIT(NOW("unit")) " AS unit_after,"
    " " POST_OF("s.post") " AS post_before, " END_POST(NOW("post")) " AS post_after,"
    " CASE WHEN s.row IS NULL THEN iif(e.state = 'left', 'joined, left', 'joined')"
    " WHEN e.row IS NULL THEN iif(s.state = 'surplus', 'surplus', 'stayed')"
    " WHEN e.state = 'left' THEN 'left'"
    " WHEN e.state = 'surplus' THEN 'surplus'"
    " WHEN e.unit IS NOT s.unit THEN 'moved'"
    " WHEN e.post IS NOT s.post THEN 'changed post' ELSE 'stayed' END AS fate,"
    " " MONTH(NOW("since")) " AS since, " NOW("reason") " AS why,"
    " " LAST_ACT("people", "'state', 'post', 'unit'") " AS seq"
    BOTH("person", "person_end") " WHERE s.state IS NOT 'left') f" JOIN_ACT("seq"),

    "CREATE VIEW target_result AS SELECT t.run, r.scenario, t.id, t.title, t.metric, t.counting, " MONTH("t.month")
    " AS month, t.against, t.baseline, t.baseline_high, t.value, t.change, t.required, t.compare, t.counted, t.low, t.high,"
    " t.relative, t.unit, t.scope, t.needed, t.needed_high, t.verdict, t.overall, t.headline, t.basis, t.probability,"
    " t.break_even, t.note, " MONTH("t.reported_month") " AS reported_month, t.reported, t.planned, t.share, t.before,"
    " t.before_high, t.remaining, t.remaining_high, t.yearly, t.yearly_high, t.gap, t.gap_high, t.of_interval, t.p5, t.p95,"
    " t.break_even_p5, t.break_even_p95, t.probability_high, " MONTH("t.report_month") " AS report_month, t.report_value,"
    " t.report_change, t.report_gap, t.report_verdict, t.standing FROM target t JOIN run r ON r.id = t.run",

    "CREATE VIEW series_month AS SELECT s.run, r.scenario, s.item, s.series, s.unit, " MONTH("s.month") " AS month,"
    " s.value, s.p5, s.p95 FROM series s JOIN run r ON r.id = s.run",

    /* A row for each replication: 0 is the run itself. */
    "CREATE VIEW replication_series AS SELECT r.run, r.item, r.series, " MONTH("r.month") " AS month, j.key AS replication,"
    " j.value AS value FROM replication r, json_each(r.figures) j",

    "CREATE VIEW replication_target AS SELECT t.run, t.id AS target, t.counting, " MONTH("t.month") " AS month,"
    " v.key AS replication, v.value AS value, c.value AS change, t.needed, t.needed_high FROM target t"
    " JOIN replication_judged r ON r.run = t.run AND r.seq = t.seq, json_each(r.\"values\") v, json_each(r.changes) c"
    " WHERE c.key = v.key",

    "CREATE VIEW finding_list AS SELECT f.run, " MONTH("f.month") " AS month, f.severity, f.rule, f.\"table\", f.id, f.text,"
    " f.step, f.code, f.value, f.bound, " MONTH("f.since") " AS since, f.again FROM finding f",

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

    "CREATE VIEW run_list AS SELECT id AS run, scenario, title, status, message, " MONTH("first_month") " AS \"from\","
    " " MONTH("last_month") " AS \"to\", seed, replications, started, finished FROM run",
    NULL
};
/* clang-format on */
