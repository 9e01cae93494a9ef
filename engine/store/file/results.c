// SPDX-License-Identifier: MIT
/* What finish.c wrote of a run, read back as it was: numbers as numbers, months as months. */
#include "db.h"
#include <math.h>

/* The columns of a row, one after the other. Texts live until the next row. */
typedef struct {
    sqlite3_stmt *stmt;
    int at;
} Cells;

static const char *
text(Cells *cells)
{
    const char *value = (const char *) sqlite3_column_text(cells->stmt, cells->at++);
    return value ? value : "";
}

/* NaN for null, and for an infinity, which no run stores. */
static double
real(Cells *cells)
{
    int column = cells->at++;
    double value =
        sqlite3_column_type(cells->stmt, column) == SQLITE_NULL ? NAN : sqlite3_column_double(cells->stmt, column);
    return isfinite(value) ? value : NAN;
}

static OrgMonth
month(Cells *cells)
{
    return store_month(cells->stmt, cells->at++, ORG_UNKNOWN);
}

/* Two columns: the English text, and beside it what it is made of. */
static OrgMessage *
message(Cells *cells)
{
    cells->at += 2;
    return store_message(cells->stmt, cells->at - 2);
}

static gboolean
flag(Cells *cells)
{
    return sqlite3_column_int(cells->stmt, cells->at++) != 0;
}

static sqlite3_stmt *
rows_of(OrgStore *store, gint64 run, const char *sql, GError **error)
{
    sqlite3_stmt *stmt = store_prepare(store, sql, error);
    if (stmt)
        sqlite3_bind_int64(stmt, 1, run);
    return stmt;
}

static OrgTargetRow /* its title and note are owned by the caller */
target_row(sqlite3_stmt *stmt)
{
    Cells c = { stmt, 0 };
    OrgTargetRow t = { 0 };
    const char **const texts[] = { &t.id,      &t.metric, &t.against,        &t.required, &t.compare, &t.counted,
                                   &t.unit,    &t.scope,  &t.counting,       &t.item,     &t.series,  &t.verdict,
                                   &t.overall, &t.basis,  &t.report_verdict, &t.standing };
    double *const numbers[] = { &t.low,
                                &t.high,
                                &t.baseline,
                                &t.baseline_high,
                                &t.value,
                                &t.change,
                                &t.probability,
                                &t.break_even,
                                &t.needed,
                                &t.needed_high,
                                &t.reported,
                                &t.planned,
                                &t.share,
                                &t.before,
                                &t.before_high,
                                &t.remaining,
                                &t.remaining_high,
                                &t.yearly,
                                &t.yearly_high,
                                &t.gap,
                                &t.gap_high,
                                &t.of_interval,
                                &t.p5,
                                &t.p95,
                                &t.break_even_p5,
                                &t.break_even_p95,
                                &t.probability_high,
                                &t.report_value,
                                &t.report_change,
                                &t.report_gap };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        *texts[i] = text(&c);
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
        *numbers[i] = real(&c);
    t.month = month(&c);
    t.reported_month = month(&c);
    t.report_month = month(&c);
    t.relative = flag(&c);
    t.illustrative = flag(&c);
    t.headline = flag(&c);
    t.title = message(&c);
    t.note = message(&c);
    t.met = sqlite3_column_type(stmt, c.at) == SQLITE_NULL ? -1 : sqlite3_column_int(stmt, c.at);
    return t;
}

gboolean
org_store_targets(OrgStore *store, gint64 run, OrgTargetFn fn, gpointer data, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = rows_of(
        store, run,
        "SELECT id, metric, against, required, compare, counted, unit, scope, counting, item, series, verdict,"
        " overall, basis, report_verdict, standing, low, high, baseline, baseline_high, value, change, probability, "
        "break_even, needed,"
        " needed_high, reported, planned, share, before, before_high, remaining, remaining_high, yearly, yearly_high,"
        " gap, gap_high, of_interval, p5, p95, break_even_p5, break_even_p95, probability_high, report_value,"
        " report_change, report_gap, month, reported_month, report_month, relative, illustrative, headline, title, "
        "title_said, note, note_said, met FROM target "
        "WHERE run = ?1 "
        "ORDER BY seq",
        error);
    int result = 0;
    while (stmt && (result = store_step(store, stmt, error)) == SQLITE_ROW) {
        OrgTargetRow row = target_row(stmt);
        fn(&row, data);
        g_free((OrgMessage *) row.title);
        g_free((OrgMessage *) row.note);
    }
    return result == SQLITE_DONE;
}

gboolean
org_store_series(OrgStore *store, gint64 run, OrgSeriesFn fn, gpointer data, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = rows_of(
        store, run, "SELECT item, series, unit, month, value, p5, p95 FROM series WHERE run = ?1 ORDER BY seq", error);
    int result = 0;
    while (stmt && (result = store_step(store, stmt, error)) == SQLITE_ROW) {
        Cells c = { stmt, 0 };
        OrgSeriesRow row = { .item = text(&c) };
        row.series = text(&c);
        row.unit = text(&c);
        row.month = month(&c);
        row.value = real(&c);
        row.p5 = real(&c);
        row.p95 = real(&c);
        fn(&row, data);
    }
    return result == SQLITE_DONE;
}

gboolean
org_store_findings(OrgStore *store, gint64 run, OrgFindingFn fn, gpointer data, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = rows_of(store, run,
                                           "SELECT severity, rule, \"table\", id, text, text_said, month, step, code,"
                                           " value, bound, since, again FROM finding WHERE run = ?1"
                                           " ORDER BY seq",
                                           error);
    int result = 0;
    while (stmt && (result = store_step(store, stmt, error)) == SQLITE_ROW) {
        Cells c = { stmt, 0 };
        OrgFindingRow row = { .severity = text(&c) };
        row.rule = text(&c);
        row.table = text(&c);
        row.id = text(&c);
        g_autofree OrgMessage *said = message(&c);
        row.message = said;
        row.month = month(&c);
        row.step = text(&c);
        row.code = text(&c);
        row.value = real(&c);
        row.limit = real(&c);
        row.since = month(&c);
        row.again = flag(&c);
        fn(&row, data);
    }
    return result == SQLITE_DONE;
}

gboolean
org_store_steps(OrgStore *store, gint64 run, OrgStepFn fn, gpointer data, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt =
        rows_of(store, run, "SELECT item, month, status, text, text_said FROM step WHERE run = ?1 ORDER BY seq", error);
    int result = 0;
    while (stmt && (result = store_step(store, stmt, error)) == SQLITE_ROW) {
        Cells c = { stmt, 0 };
        OrgStepRow row = { .item = text(&c) };
        row.month = month(&c);
        row.status = text(&c);
        g_autofree OrgMessage *said = message(&c);
        row.message = said;
        fn(&row, data);
    }
    return result == SQLITE_DONE;
}
