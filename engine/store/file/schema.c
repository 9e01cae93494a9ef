// SPDX-License-Identifier: MIT
/* The tables of the file. A released version never changes: add a migration and raise store_version instead.
 * Months are numbers (year * 12 + month - 1), as in the engine; the views spell them '2021-01'. Rows of units, posts and
 * people are named by their number (column `row`), which never moves; the views spell ids. A sentence stands in English, and beside
 * it, in the column NAME_said, what it is made of: JSON, ["%s has %u posts","Phòng A",7], from which any language is made.
 *
 * Posts, people, attributes and acts are columns in compressed blobs (form/column.h): a row of them costs a fiftieth of a row
 * in a table. SQL reads them as the tables post, person, post_end, person_end, attribute_value and act (form/tables.h), and
 * change, which is made by replay; none of these stands in the file. */
#include "db.h"

const int store_version = 5;

/* stream: what the row draws by; null where that is its number. */
#define UNIT_FIELDS                                                                                                    \
    "id TEXT, name TEXT, type TEXT, function TEXT, parent INTEGER, successor INTEGER, opened INTEGER, closed INTEGER"
#define POST_FIELDS                                                                                                    \
    "id TEXT, ordinal INTEGER NOT NULL, title TEXT, category TEXT, funding TEXT, unit INTEGER, holder INTEGER,"        \
    " reports_to INTEGER, opened INTEGER, closed INTEGER, fte REAL NOT NULL, coefficient REAL, rank TEXT,"             \
    " vacant_since INTEGER, kept_for INTEGER, stream INTEGER"
#define PERSON_FIELDS                                                                                                  \
    "id TEXT, ordinal INTEGER NOT NULL, name TEXT, unit INTEGER, post INTEGER, second INTEGER, born INTEGER,"          \
    " hired INTEGER, since INTEGER, reason TEXT, sex TEXT, rating INTEGER, state TEXT NOT NULL, coefficient REAL,"     \
    " stream INTEGER"

#define ACT_FIELDS                                                                                                     \
    "month INTEGER NOT NULL, item INTEGER NOT NULL, plugin TEXT NOT NULL, verb TEXT NOT NULL, reason TEXT NOT NULL,"   \
    " reason_said TEXT"

/* The rows of a snapshot; the rows of a run's end that differ from its start. */
#define OF_SNAPSHOT(name, fields)                                                                                      \
    "CREATE TABLE " name "(snapshot INTEGER NOT NULL REFERENCES snapshot(id), row INTEGER NOT NULL, " fields           \
    ", PRIMARY KEY(snapshot, row)) STRICT, WITHOUT ROWID"
#define OF_RUN(name, fields)                                                                                           \
    "CREATE TABLE " name "(run INTEGER NOT NULL REFERENCES run(id), row INTEGER NOT NULL, " fields                     \
    ", PRIMARY KEY(run, row)) STRICT, WITHOUT ROWID"

const char *const store_schema[] = {
    /* name: as in F.orgdb:NAME. units, posts, people: open rows; post_rows, person_rows: all. repairs: JSON, what a lenient import did. */
    "CREATE TABLE snapshot(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, month INTEGER NOT NULL, hash TEXT NOT "
    "NULL,"
    " units INTEGER NOT NULL, posts INTEGER NOT NULL, people INTEGER NOT NULL, post_rows INTEGER NOT NULL,"
    " person_rows INTEGER NOT NULL, filled_unknown INTEGER NOT NULL, births_unknown INTEGER NOT NULL, repairs TEXT, "
    "stored TEXT NOT NULL) STRICT",
    OF_SNAPSHOT("unit", UNIT_FIELDS),
    /* Posts and people: "table": posts, people; "column": as in store_plain; data: a blob, named "table.column". */
    "CREATE TABLE snapshot_column(snapshot INTEGER NOT NULL REFERENCES snapshot(id), \"table\" TEXT NOT NULL, "
    "\"column\" TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY(snapshot, \"table\", \"column\")) STRICT",
    /* Further columns of the input. "table": units, posts, people; kind: number, word; data: a blob, named "attribute". */
    "CREATE TABLE attribute(snapshot INTEGER NOT NULL REFERENCES snapshot(id), \"table\" TEXT NOT NULL, position "
    "INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY(snapshot, \"table\", "
    "position)) STRICT",
    /* Reported figures. scope: a unit id, '' for the whole. */
    "CREATE TABLE actual(metric TEXT NOT NULL, scope TEXT NOT NULL, month INTEGER NOT NULL, value REAL NOT NULL, "
    "source TEXT,"
    " PRIMARY KEY(metric, scope, month)) STRICT, WITHOUT ROWID",
    /* status: running, done, vetoed, failed, interrupted. from_actuals: judged from figures reported up to it. runner: the process that makes it. seed: unsigned, so text.
     * verbs: by which version of the verbs its acts are replayed; end_hash: of the organisation that they must end in, as of end_month. */
    "CREATE TABLE run(id INTEGER PRIMARY KEY, status TEXT NOT NULL, message TEXT NOT NULL DEFAULT '', message_said "
    "TEXT, scenario TEXT "
    "NOT NULL,"
    " title TEXT, title_said TEXT, type_names TEXT, first_month INTEGER, last_month INTEGER, seed TEXT NOT NULL, "
    "replications INTEGER NOT NULL, engine "
    "TEXT,"
    " plugins TEXT, scenario_hash TEXT, organisation_hash TEXT, end_hash TEXT, sandbox TEXT, items TEXT, totals TEXT,"
    " from_actuals INTEGER, snapshot INTEGER REFERENCES snapshot(id), bundle BLOB, runner TEXT NOT NULL, started TEXT "
    "NOT NULL, finished "
    "TEXT, currency TEXT, verbs INTEGER NOT NULL, end_month INTEGER)"
    " STRICT",
    /* The snapshots that a run's baselines are. */
    "CREATE TABLE baseline(run INTEGER NOT NULL REFERENCES run(id), name TEXT NOT NULL, snapshot INTEGER NOT NULL "
    "REFERENCES"
    " snapshot(id), PRIMARY KEY(run, name)) STRICT, WITHOUT ROWID",
    "CREATE TABLE item(run INTEGER NOT NULL REFERENCES run(id), item INTEGER NOT NULL, id TEXT NOT NULL, feature TEXT, "
    "plugin"
    " TEXT, role TEXT, note TEXT, note_said TEXT, file TEXT, line INTEGER, PRIMARY KEY(run, item)) STRICT, WITHOUT "
    "ROWID",
    /* What items may measure. series: as its plugin declares it, a last '*' standing for a number or word, so that
     * series.series GLOB declared_series.series. kind: level (as it stands), flow (what happened in the month). unit: posts,
     * people, …, money of the run's currency. */
    "CREATE TABLE declared_series(run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, item TEXT NOT NULL, "
    "series"
    " TEXT NOT NULL, label TEXT NOT NULL, unit TEXT, kind TEXT NOT NULL, per_unit INTEGER NOT NULL, one_off INTEGER "
    "NOT NULL,"
    " running INTEGER NOT NULL, less_is_good INTEGER NOT NULL, shape INTEGER NOT NULL, PRIMARY KEY(run, seq)) STRICT, "
    "WITHOUT ROWID",
    "CREATE TABLE series(run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, item TEXT NOT NULL, series "
    "TEXT NOT"
    " NULL, unit TEXT NOT NULL, month INTEGER NOT NULL, value REAL, p5 REAL, p95 REAL, PRIMARY KEY(run, seq)) STRICT,"
    " WITHOUT ROWID",
    /* A row for each judgement: counting rule and deadline. required: as the scenario wrote it, for people; compare, low, high,
     * relative: the same as numbers, which is what everything reads. compare: change, equals, at-least, at-most, more-than, less-than,
     * between, change-equals. counted: a flow is added up over the year or the run; null of a level. unit: money, posts, people, units, share, months, null: a number. scope: a unit id, null for
     * the whole. item, series: what was measured. needed, needed_high: the value that would just meet it, at either baseline.
     * met: 1, 0, null where it depends. overall: the verdict of all deadlines. headline: the row that stands for the target. */
    "CREATE TABLE target(run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, id TEXT NOT NULL, title TEXT, "
    "title_said TEXT, "
    "metric TEXT, against TEXT, note TEXT, note_said TEXT, required TEXT, compare TEXT NOT NULL, counted TEXT, low "
    "REAL, high REAL, "
    "relative INTEGER"
    " NOT NULL, unit TEXT, scope TEXT, illustrative INTEGER NOT NULL, counting TEXT, item TEXT, series TEXT, month"
    " INTEGER, baseline REAL, baseline_high REAL, value REAL, change REAL, probability REAL, break_even REAL, needed"
    " REAL, needed_high REAL, met INTEGER, verdict TEXT NOT NULL, overall TEXT NOT NULL, basis TEXT NOT NULL, headline"
    " INTEGER NOT NULL,"
    /* Plan against actual at reported_month; remaining, yearly: of either baseline. */
    " reported_month INTEGER, reported REAL, planned REAL, share REAL, before REAL, before_high REAL,"
    " remaining REAL, remaining_high REAL, yearly REAL, yearly_high REAL,"
    /* gap: not met, the value less what would just meet it, at either baseline. of_interval: depends, the share of the
     * baseline's interval for which it is met. p5, p95, break_even_p5, break_even_p95, probability_high: over replications;
     * value, change and the rest are medians then. report_*: a figure reported for the deadline, judged by itself. standing:
     * overall, where what was reported takes the place of what the run says: what a headline counts. */
    " gap REAL, gap_high REAL, of_interval REAL, p5 REAL, p95 REAL, break_even_p5 REAL, break_even_p95 REAL,"
    " probability_high REAL, report_month INTEGER, report_value REAL, report_change REAL, report_gap REAL,"
    " report_verdict TEXT, standing TEXT NOT NULL, PRIMARY KEY(run, seq)) STRICT, WITHOUT ROWID",
    /* What each replication measured of a series over the whole organisation, and by what figures each target was judged in it
     * (seq: of the row in target): JSON, a list of numbers by replication, null where there is none. Compact, and json_each()
     * reads it; the views replication_series and replication_target do. */
    "CREATE TABLE replication(run INTEGER NOT NULL REFERENCES run(id), item TEXT NOT NULL, series TEXT NOT NULL, month"
    " INTEGER NOT NULL, figures TEXT NOT NULL, PRIMARY KEY(run, item, series, month)) STRICT, WITHOUT ROWID",
    "CREATE TABLE replication_judged(run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, \"values\" TEXT NOT"
    " NULL, changes TEXT NOT NULL, PRIMARY KEY(run, seq)) STRICT, WITHOUT ROWID",
    /* code, value, bound: of a breach; value is on the wrong side of bound. since: since when it has stood. again: 1 where it
     * was told before, and stands at the end of the run. */
    "CREATE TABLE finding(run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, month INTEGER, severity TEXT "
    "NOT NULL,"
    " rule TEXT, \"table\" TEXT, id TEXT, text TEXT NOT NULL, text_said TEXT, step TEXT, code TEXT, value REAL, bound "
    "REAL, since "
    "INTEGER,"
    " again INTEGER NOT NULL, PRIMARY KEY(run, seq)) STRICT, WITHOUT ROWID",
    "CREATE TABLE step(run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, item TEXT NOT NULL, month "
    "INTEGER,"
    " status TEXT NOT NULL, text TEXT, text_said TEXT, PRIMARY KEY(run, seq)) STRICT, WITHOUT ROWID",
    /* The ledger of one-off costs. person: a row, null: of nobody. amount: whole units of the currency. */
    "CREATE TABLE payment(run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, month INTEGER NOT NULL, item"
    " INTEGER NOT NULL, person INTEGER, series TEXT NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY(run, seq)) STRICT,"
    " WITHOUT ROWID",
    /* Yearly costs as they stood at the end of each month of the run, whatever months its clock stores. */
    "CREATE TABLE running(run INTEGER NOT NULL REFERENCES run(id), item TEXT NOT NULL, series TEXT NOT NULL, month"
    " INTEGER NOT NULL, value REAL NOT NULL, PRIMARY KEY(run, item, series, month)) STRICT, WITHOUT ROWID",
    /* The same scenario without its steps but those that are given, and with the same draws: its yearly costs as in running, and
     * what it paid in a month, by series. Without rows until somebody asked for savings. */
    "CREATE TABLE idle(run INTEGER NOT NULL REFERENCES run(id), item TEXT NOT NULL, series TEXT NOT NULL, month"
    " INTEGER NOT NULL, value REAL NOT NULL, PRIMARY KEY(run, item, series, month)) STRICT, WITHOUT ROWID",
    /* The acts, whole, in their order, as bytes for replay: blobs of several acts each, named "journal". */
    "CREATE TABLE journal(run INTEGER NOT NULL REFERENCES run(id), batch INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY "
    "KEY(run, batch)) STRICT",
    /* What is told of each act (table "acts"), and the rows of posts and people that differ at the end of a run from its
     * start, by their number in the column "row"; "act" of posts: the last one that decided what became of it. */
    "CREATE TABLE end_column(run INTEGER NOT NULL REFERENCES run(id), \"table\" TEXT NOT NULL, \"column\" TEXT NOT "
    "NULL,"
    " data BLOB NOT NULL, PRIMARY KEY(run, \"table\", \"column\")) STRICT",
    OF_RUN("unit_end", UNIT_FIELDS),
    /* The acts that a fate names. */
    "CREATE TABLE fate_act(run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, " ACT_FIELDS
    ", PRIMARY KEY(run, seq)) STRICT, WITHOUT ROWID",
    /* What became of each unit, as the study of the run decided it: words with ", " between; partners as ids with spaces
     * between; the act that decided, or null. Posts and vacant ones in full posts, rows without their weight, staff in
     * people: of the unit itself, and of it with all below it. */
    "CREATE TABLE fate(run INTEGER NOT NULL REFERENCES run(id), row INTEGER NOT NULL, fate TEXT NOT NULL, into_units "
    "TEXT,"
    " from_units TEXT, act INTEGER, posts_before REAL NOT NULL, posts_after REAL NOT NULL, rows_before INTEGER NOT "
    "NULL,"
    " rows_after INTEGER NOT NULL, vacant_before REAL NOT NULL, vacant_after REAL NOT NULL, staff_before INTEGER NOT "
    "NULL,"
    " staff_after INTEGER NOT NULL, all_posts_before REAL NOT NULL, all_posts_after REAL NOT NULL, all_staff_before"
    " INTEGER NOT NULL, all_staff_after INTEGER NOT NULL, PRIMARY KEY(run, row)) STRICT, WITHOUT ROWID",
    /* What became of each person who did not stay as they were. Units are rows; id, name, posts, fate and why are numbers of the
     * table word, an id or post with its number in its group beside it (or
     * with the number of its row, from 1, where it has no id): 40 bytes a person. The view person_fate spells them. */
    "CREATE TABLE fate_of_person(run INTEGER NOT NULL REFERENCES run(id), row INTEGER NOT NULL, id INTEGER, "
    "ordinal INTEGER, name INTEGER, unit_before INTEGER, unit_after INTEGER, post_before INTEGER, ordinal_before "
    "INTEGER, "
    "post_after INTEGER, ordinal_after INTEGER, fate INTEGER NOT NULL, since INTEGER, why INTEGER, act INTEGER, "
    "PRIMARY "
    "KEY(run, row)) STRICT, WITHOUT ROWID",
    "CREATE TABLE word(run INTEGER NOT NULL REFERENCES run(id), number INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY "
    "KEY(run, number)) STRICT, WITHOUT ROWID",
    /* text: of the sweep's file; hash: of all that its figures depend on. parameters, outcomes: JSON lists, in whose order the
     * points have their values (texts) and figures (numbers, null where there is none), JSON lists, too. runner: the process that
     * is at it, '' for none. */
    "CREATE TABLE sweep(id INTEGER PRIMARY KEY, name TEXT NOT NULL, method TEXT NOT NULL, scenario TEXT NOT NULL,"
    " text TEXT NOT NULL, hash TEXT NOT NULL, engine TEXT, seed TEXT NOT NULL, replications INTEGER NOT NULL,"
    " points INTEGER NOT NULL, parameters TEXT NOT NULL, outcomes TEXT NOT NULL, runner TEXT NOT NULL,"
    " started TEXT NOT NULL, finished TEXT) STRICT",
    /* redone: replications that were done a second time, for their process ended. */
    "CREATE TABLE sweep_point(sweep INTEGER NOT NULL REFERENCES sweep(id), point INTEGER NOT NULL, status TEXT NOT"
    " NULL, message TEXT, message_said TEXT, \"values\" TEXT NOT NULL, figures TEXT NOT NULL, redone INTEGER NOT NULL,"
    " PRIMARY KEY(sweep, point)) STRICT, WITHOUT ROWID",
    NULL
};

/* What SQL reads beside them as if it were tables; in `export --format sqlite` it is. */
const char *const store_plain[] = {
    OF_SNAPSHOT("post", POST_FIELDS), OF_SNAPSHOT("person", PERSON_FIELDS),
    "CREATE TABLE attribute_value(snapshot INTEGER NOT NULL REFERENCES snapshot(id), \"table\" TEXT NOT NULL, position"
    " INTEGER NOT NULL, row INTEGER NOT NULL, value ANY NOT NULL, PRIMARY KEY(snapshot, \"table\", position, row))"
    " STRICT, WITHOUT ROWID",
    OF_RUN("post_end", POST_FIELDS ", act INTEGER"), OF_RUN("person_end", PERSON_FIELDS),
    /* One verb call. payload: the act as bytes, for replay. */
    "CREATE TABLE act(run INTEGER NOT NULL REFERENCES run(id), seq INTEGER NOT NULL, " ACT_FIELDS
    ", payload BLOB NOT NULL, PRIMARY KEY(run, seq)) STRICT, WITHOUT ROWID",
    /* What an act changed, cell by cell, ids and words spelled out. Keyed by row first: what became of it reads in order. */
    "CREATE TABLE change(run INTEGER NOT NULL REFERENCES run(id), \"table\" TEXT NOT NULL, row INTEGER NOT NULL, seq "
    "INTEGER"
    " NOT NULL, \"column\" TEXT NOT NULL, \"from\" ANY, \"to\" ANY, PRIMARY KEY(run, \"table\", row, seq, \"column\"))"
    " STRICT, WITHOUT ROWID",
    NULL
};
