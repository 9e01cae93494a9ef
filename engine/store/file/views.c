// SPDX-License-Identifier: MIT
/* Views for the usual questions, plain SQL so that any SQLite tool shows them. Those over posts, people and changes are in
 * form/views.c. */
#include "../form/spelling.h"
#include "db.h"
#include "views.h"

/* A word of the run, joined as t; an id of such a word and its number in a group, or of a row's number alone. */
#define WORD(t, column) " LEFT JOIN word t_" t " ON t_" t ".run = k.run AND t_" t ".number = k." column
#define SPELLED(t, ordinal, letter)                                                                                    \
    "CASE WHEN t_" t ".text IS NULL THEN '" letter "' || " ordinal " WHEN " ordinal " > 0 THEN t_" t                   \
    ".text || '#' || " ordinal " ELSE t_" t ".text END"

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

    /* fate: one or several of kept, absorbed, consolidated, took over, split, dissolved, new, moved, renamed, posts changed,
     * came and went, with ", " between. into_units, from_units: who took over, and of whom; ids with spaces between. Units
     * closed before the run are left out. */
    "CREATE VIEW unit_fate AS SELECT k.run, k.row, coalesce(" UNIT_ID("e") ", " UNIT_ID("s") ") AS id,"
    " s.name AS name_before, " NOW("name") " AS name_after, " NOW("type") " AS type,"
    " " UNIT_OF("s.parent") " AS parent_before, " END_UNIT(NOW("parent")) " AS parent_after, k.fate, k.into_units,"
    " k.from_units, k.posts_before, k.posts_after, k.rows_before, k.rows_after, k.vacant_before, k.vacant_after,"
    " k.staff_before, k.staff_after, k.all_posts_before, k.all_posts_after, k.all_staff_before, k.all_staff_after, " BY_ACT
    " FROM fate k JOIN run r ON r.id = k.run LEFT JOIN unit s ON s.snapshot = r.snapshot AND s.row = k.row"
    " LEFT JOIN unit_end e ON e.run = k.run AND e.row = k.row LEFT JOIN fate_act a ON a.run = k.run AND a.seq = k.act"
    " LEFT JOIN item i ON i.run = k.run AND i.item = a.item",

    /* Of those who did not stay as they were. fate: moved (to another unit), 'changed post', surplus, left, joined,
     * 'joined, left'. why: of leaving. seq: the last act that decided it. */
    "CREATE VIEW person_fate AS SELECT k.run, k.row, " SPELLED("id", "k.ordinal", "h") " AS id, t_n.text AS name,"
    " " UNIT_OF("k.unit_before") " AS unit_before, " END_UNIT("k.unit_after") " AS unit_after,"
    " " SPELLED("before", "k.ordinal_before", "p") " AS post_before, " SPELLED("after", "k.ordinal_after", "p") " AS post_after,"
    " t_f.text AS fate, " MONTH("k.since") " AS since, t_w.text AS why, k.act AS seq, " BY_ACT
    " FROM fate_of_person k JOIN run r ON r.id = k.run" WORD("id", "id") WORD("n", "name") WORD("before", "post_before")
    WORD("after", "post_after") WORD("f", "fate") WORD("w", "why")
    " LEFT JOIN fate_act a ON a.run = k.run AND a.seq = k.act LEFT JOIN item i ON i.run = k.run AND i.item = a.item",

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

    "CREATE VIEW run_list AS SELECT id AS run, scenario, title, status, message, " MONTH("first_month") " AS \"from\","
    " " MONTH("last_month") " AS \"to\", seed, replications, started, finished FROM run",

    /* A row for each value, and for each figure, of a point of a sweep. */
    "CREATE VIEW sweep_value AS SELECT p.sweep, p.point, p.status, f.value AS parameter,"
    " v.value AS value FROM sweep_point p JOIN sweep s ON s.id = p.sweep, json_each(s.parameters) n,"
    " json_each(n.value) f, json_each(p.\"values\") v WHERE f.key = 'name' AND v.key = n.key",

    "CREATE VIEW sweep_figure AS SELECT p.sweep, p.point, p.status, f.value AS outcome,"
    " v.value AS value FROM sweep_point p JOIN sweep s ON s.id = p.sweep, json_each(s.outcomes) n,"
    " json_each(n.value) f, json_each(p.figures) v WHERE f.key = 'name' AND v.key = n.key",
    NULL
};
/* clang-format on */
