// SPDX-License-Identifier: MIT
/* The second transaction of a run: everything that it found, or nothing. */
#include "db.h"
#include "../../base/error.h"
#include <math.h>

static gboolean
put_series(OrgStore *store, gint64 run, const OrgRunResult *r, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store,
                      "INSERT INTO series(run, seq, item, series, unit, month, value, p5, p95)"
                      " VALUES (?,?,?,?,?,?,?,?,?)",
                      error);
    gboolean ok = stmt != NULL;
    for (guint i = 0; ok && i < r->n_series; i++) {
        const OrgSeriesRow *s = &r->series[i];
        ok = store_put(store, stmt, error, "iitttiddd", run, (gint64) i, s->item, s->series, s->unit ? s->unit : "",
                       (gint64) s->month, s->value, s->p5, s->p95);
    }
    return ok;
}

static gboolean
put_findings(OrgStore *store, gint64 run, const OrgRunResult *r, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store,
                      "INSERT INTO finding(run, seq, month, severity, rule, \"table\", id, text,"
                      " text_said, step, code, value, bound, since, again) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                      error);
    gboolean ok = stmt != NULL;
    for (guint i = 0; ok && i < r->n_findings; i++) {
        const OrgFindingRow *f = &r->findings[i];
        ok = store_put(store, stmt, error, "iimttTTwTTddmi", run, (gint64) i, f->month, f->severity, f->rule, f->table,
                       f->id, f->message, f->step, f->code, f->value, f->limit, f->since, (gint64) (f->again != FALSE));
    }
    return ok;
}

static gboolean
put_targets(OrgStore *store, gint64 run, const OrgRunResult *r, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(
        store,
        "INSERT INTO target(run, seq, id, title, title_said, metric, against, note, note_said, required, compare, "
        "counted, low, "
        "high, "
        "relative, unit,"
        " scope, illustrative, counting, item, series, month, baseline, baseline_high, value, change, probability,"
        " break_even, needed, needed_high, met, verdict, overall, basis, headline, reported_month, reported, planned,"
        " share, before, before_high, remaining, remaining_high, yearly, yearly_high, gap, gap_high, of_interval, p5,"
        " p95, break_even_p5, break_even_p95, probability_high, report_month, report_value, report_change, report_gap,"
        " report_verdict, standing) VALUES"
        " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,"
        "?,?,?,?,?)",
        error);
    gboolean ok = stmt != NULL;
    for (guint i = 0; ok && i < r->n_targets; i++) {
        const OrgTargetRow *t = &r->targets[i];
        double met = t->met < 0 ? NAN : t->met;
        ok = store_put(store, stmt, error, "iitwTTWTtTddiTTiTTTmdddddddddtttimdddddddddddddddddmdddTt", run, (gint64) i,
                       t->id, t->title, t->metric, t->against, t->note, t->required, t->compare, t->counted, t->low,
                       t->high, (gint64) t->relative, t->unit, t->scope, (gint64) t->illustrative, t->counting, t->item,
                       t->series, t->month, t->baseline, t->baseline_high, t->value, t->change, t->probability,
                       t->break_even, t->needed, t->needed_high, met, t->verdict, t->overall, t->basis,
                       (gint64) t->headline, t->reported_month, t->reported, t->planned, t->share, t->before,
                       t->before_high, t->remaining, t->remaining_high, t->yearly, t->yearly_high, t->gap, t->gap_high,
                       t->of_interval, t->p5, t->p95, t->break_even_p5, t->break_even_p95, t->probability_high,
                       t->report_month, t->report_value, t->report_change, t->report_gap, t->report_verdict,
                       t->standing);
    }
    return ok;
}

static gboolean
put_steps(OrgStore *store, gint64 run, const OrgRunResult *r, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(
        store, "INSERT INTO step(run, seq, item, month, status, text, text_said) VALUES (?,?,?,?,?,?,?)", error);
    gboolean ok = stmt != NULL;
    for (guint i = 0; ok && i < r->n_steps; i++) {
        const OrgStepRow *s = &r->steps[i];
        ok = store_put(store, stmt, error, "iitmtW", run, (gint64) i, s->item, s->month, s->status, s->message);
    }
    return ok;
}

static gboolean
put_baselines(OrgStore *store, gint64 run, const OrgRunResult *r, GError **error)
{
    for (guint i = 0; r->baselines && i < r->baselines->len; i++) {
        const OrgBaselineSnapshot *b = g_ptr_array_index(r->baselines, i);
        gint64 id = store_put_snapshot(store, b->name, b->org, b->hash, NULL, STORE_NAME_AVOID, error);
        if (!id || !store_put_once(store, error,
                                   "INSERT INTO baseline(run, name, snapshot) VALUES (?1, ?2, ?3)"
                                   " ON CONFLICT DO NOTHING",
                                   "iti", run, b->name, id))
            return FALSE;
    }
    return TRUE;
}

/* The items stand as JSON in the run's row from its first transaction; here they become rows to join with. */
static gboolean
put_items(OrgStore *store, gint64 run, GError **error)
{
    return store_put_once(
        store, error,
        "INSERT INTO item(run, item, id, feature, plugin, role, note, note_said, file, line) SELECT r.id,"
        " coalesce(j.value ->> '$.index', j.key), coalesce(j.value ->> '$.id', j.key), j.value ->> '$.feature',"
        " j.value ->> '$.plugin', j.value ->> '$.role', j.value ->> '$.note', j.value ->> '$.note_said', j.value ->> "
        "'$.file',"
        " j.value ->> '$.line' FROM run r, json_each(r.items) j WHERE r.id = ?1 AND r.items IS NOT NULL",
        "i", run);
}

static gboolean
put_declared_series(OrgStore *store, gint64 run, GError **error)
{
    G_STATIC_ASSERT(ORG_PER_UNIT == 1 && ORG_ONE_OFF == 2 && ORG_RUNNING == 4 && ORG_LESS_IS_GOOD == 8 &&
                    ORG_SHAPE == 16);
    return store_put_once(
        store, error,
        "INSERT INTO declared_series(run, seq, item, series, label, unit, kind, per_unit, one_off, running, "
        "less_is_good, shape)"
        " SELECT r.id, row_number() OVER (ORDER BY j.key, s.key) - 1, coalesce(j.value ->> '$.id', j.key),"
        " s.value ->> '$.name', s.value ->> '$.label', s.value ->> '$.unit', s.value ->> '$.kind',"
        " (s.value ->> '$.flags') & 1, ((s.value ->> '$.flags') >> 1) & 1, ((s.value ->> '$.flags') >> 2) & 1,"
        " ((s.value ->> '$.flags') >> 3) & 1, ((s.value ->> '$.flags') >> 4) & 1 FROM run r, json_each(r.items) j, "
        "json_each(j.value, '$.series') s"
        " WHERE r.id = ?1 AND r.items IS NOT NULL",
        "i", run);
}

static gboolean
close_run(OrgStore *store, gint64 run, gint64 snapshot, const OrgRunResult *r, GError **error)
{
    if (!store_put_once(
            store, error,
            "UPDATE run SET status = ?2, message = ?3, message_said = ?4, snapshot = ?5, organisation_hash = "
            "coalesce(?6, organisation_hash), end_hash = ?7, totals = ?8, from_actuals = ?9, end_month = ?10, "
            "replications = max(?11, 1), finished = "
            "strftime('%Y-%m-%dT%H:%M:%SZ')"
            " WHERE id = ?1 AND status IN ('running', 'interrupted')",
            "itwitttmmi", run, r->status, r->message, snapshot, r->start_hash, r->end_hash, r->totals_json,
            r->from_actuals ? r->from_actuals : ORG_UNKNOWN, r->end_hash ? r->end_month : ORG_UNKNOWN,
            (gint64) r->n_done))
        return FALSE;
    if (sqlite3_changes(store->db) == 1)
        return TRUE;
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND, "%s has no run %" G_GINT64_FORMAT " under way",
                  store->path, run);
    return FALSE;
}

static gboolean
put_all(OrgStore *store, gint64 run, const OrgRunResult *r, GError **error)
{
    g_autofree char *hash = r->start_hash ? NULL : org_hash(r->start);
    gint64 snapshot = store_put_snapshot(store, r->snapshot_name, r->start, hash ? hash : r->start_hash, NULL,
                                         STORE_NAME_AVOID, error);
    return snapshot && close_run(store, run, snapshot, r, error) && put_items(store, run, error) &&
           put_declared_series(store, run, error) && put_baselines(store, run, r, error) &&
           store_put_actuals(store, r->actuals, r->n_actuals, error) && put_series(store, run, r, error) &&
           put_findings(store, run, r, error) && put_targets(store, run, r, error) && put_steps(store, run, r, error) &&
           store_put_replications(store, run, r, error) &&
           store_put_costs(store, run, FALSE, r->running, r->n_running, error) &&
           store_write_acts(store, run, r, error);
}

gboolean
org_store_finish_run(OrgStore *store, gint64 run, const OrgRunResult *result, GError **error)
{
    return store_begin(store, error) && store_end(store, put_all(store, run, result, error), error);
}
