// SPDX-License-Identifier: MIT
/* The organisation file (SQLite): snapshots, actuals, runs. Only this folder knows sqlite3. */
#pragma once
#include "../org/replay.h"

typedef struct OrgStore OrgStore;
#define ORG_STORE_ERROR (org_store_error_quark())
GQuark org_store_error_quark(void);
enum { ORG_STORE_FAILED, ORG_STORE_NOT_FOUND, ORG_STORE_NOT_OURS, ORG_STORE_NEWER, ORG_STORE_BUSY };

typedef enum {
    ORG_STORE_READ,
    ORG_STORE_WRITE
} OrgStoreMode; /* WRITE makes the file when it is not there, migrates an older one */
/* A file that WRITE made is taken away when it is closed without anything in it. */
OrgStore *org_store_open(const char *path, OrgStoreMode mode, GError **error);
/* A new one in memory, and its bytes, as a file would have them: for what is written as a whole (base/output.h). */
OrgStore *org_store_new_in_memory(GError **error);
GBytes *org_store_image(OrgStore *store, GError **error);
void org_store_close(OrgStore *store);
/* Told once when a writer waits for another program, and for which. For the whole process; data outlives it. */
typedef void (*OrgStoreWaits)(const OrgMessage *said, gpointer data);
void org_store_tell_waits(OrgStoreWaits fn, gpointer data);
const char *org_store_path(const OrgStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgStore, org_store_close)

/* ---- snapshots */
typedef struct {
    gint64 id;
    char *name, *hash;
    OrgMonth date;
} OrgSnapshotInfo;
GPtrArray *org_store_snapshots(OrgStore *store, GError **error); /* OrgSnapshotInfo *, by id */
/* Store one; a snapshot with the same name and hash is kept as it is (its id is returned), another hash under the
 * same name is an error unless replace. A replaced snapshot that runs began from stays as "name~2". repairs: JSON text of what --lenient did, or NULL. One transaction. */
gint64 org_store_put(OrgStore *store, const char *name, const Org *org, const char *hash, const char *repairs,
                     gboolean replace, GError **error);
/* What is put from the first to the second is one transaction: all or none. FALSE with error. ok: whether to keep it. */
gboolean org_store_together(OrgStore *store, GError **error);
gboolean org_store_together_end(OrgStore *store, gboolean ok, GError **error);
gint64 org_store_snapshot_id(OrgStore *store, const char *name, GError **error); /* 0 with error */
/* name NULL: the newest by date. */
Org *org_store_get(OrgStore *store, const char *name, OrgDict *dict, GError **error);
Org *org_store_get_id(OrgStore *store, gint64 id, OrgDict *dict, GError **error);

/* ---- runs */
typedef struct { /* all borrowed */
    const char *scenario;
    const OrgMessage *title;
    const char *type_names; /* what types of units are called, JSON; NULL: nothing is said */
    const char *engine, *plugins_json, *scenario_hash, *organisation_hash, *sandbox;
    GBytes *bundle; /* org_bundle_pack of the texts */
    guint64 seed;
    guint32 replications;
    OrgMonth from, to;
    const char *currency; /* "" if the scenario says none */
    /* [{"index","id","feature","plugin","role","note","note_said","file","line","basis","valid_from","valid_to","at_least","at_most","series":[{"name","label","unit","kind","flags"}]}] */
    const char *items_json;
} OrgManifest;
/* Insert the run as running (one transaction; marks a stale running one interrupted first). Returns its number, 0 on error. */
gint64 org_store_begin_run(OrgStore *store, const OrgManifest *manifest, GError **error);

typedef struct {
    const char *item, *series, *unit;
    OrgMonth month;
    double value, p5, p95;
} OrgSeriesRow; /* unit "" = whole; p5, p95 NaN */
typedef struct {
    const char *severity, *rule, *table, *id;
    const OrgMessage *message;
    OrgMonth month;
    const char *step;
    const char *code;    /* of a breach; else "" */
    double value, limit; /* of a breach; else NaN */
    OrgMonth since;      /* since when a breach has stood; the month itself when it is new */
    gboolean again;      /* told before: it stands at the end of the run, too */
} OrgFindingRow;
/* One judgement of a target: a counting rule, a deadline. What is the target's stands in each of its rows alike. */
typedef struct {
    const char *id, *metric, *against;
    const OrgMessage *title, *note;
    const char
        *required; /* as the scenario wrote it: for people who read the file. Everything else reads what follows */
    const char *compare; /* as org_compare_name() spells it */
    const char *counted; /* a flow is added up over the "year" or the "run"; "": a level */
    double low, high;    /* equal but for a range; fractions of the baseline when relative */
    int relative;
    const char
        *unit; /* in what the figures are: "money", "posts", "people", "units", "share", "months"; "": a number */
    const char *scope; /* a unit's id; "": the whole */
    int illustrative;  /* the baseline is an illustration, and said to be wherever it is shown */
    const char *counting, *item,
        *series; /* the counting rule, and the metric and series that were measured by it; "" = none */
    OrgMonth month;
    double baseline, baseline_high, value, change, probability, break_even; /* NaN = none */
    double needed, needed_high; /* the value that would just meet it, at either baseline; the ends of a range */
    int met;                    /* 1, 0, -1 depends */
    const char *verdict, *overall, *basis; /* overall: of all deadlines under this counting rule */
    int headline;                          /* the row that stands for the target */
    OrgMonth reported_month;               /* ORG_UNKNOWN: none; the next are as in OrgPace */
    double reported, planned, share, before, before_high, remaining, remaining_high, yearly, yearly_high;
    double gap, gap_high, of_interval;                               /* as in OrgJudgement */
    double p5, p95, break_even_p5, break_even_p95, probability_high; /* over replications, as in OrgJudgedBand */
    OrgMonth report_month; /* ORG_UNKNOWN: none; the next are as in OrgReported */
    double report_value, report_change, report_gap;
    const char *report_verdict, *standing; /* report_verdict: "" = none */
    const GArray *values, *changes;        /* double by replication, NULL = none; written, not read back */
} OrgTargetRow;
/* Each replication's figure of a series over the whole organisation in a month. */
typedef struct {
    const char *item, *series;
    OrgMonth month;
    const GArray *figures; /* double by replication; NaN = none */
} OrgReplicationRow;
typedef struct {
    const char *item;
    OrgMonth month;
    const char *status;        /* done, vetoed, skipped, not-due */
    const OrgMessage *message; /* why it is not done */
} OrgStepRow;
typedef struct {
    const char *metric, *scope, *source;
    OrgMonth month;
    double value;
} OrgActualRow; /* scope "": the whole */
/* Add figures, or put them in the place of those of the same metric, scope and month. One transaction. */
gboolean org_store_put_actuals(OrgStore *store, const OrgActualRow *rows, guint n, GError **error);
/* All of the file, by metric, scope and month. A row lives during the call. */
typedef void (*OrgActualFn)(const OrgActualRow *row, gpointer data);
gboolean org_store_actuals(OrgStore *store, OrgActualFn fn, gpointer data, GError **error);

/* What became of a unit, decided elsewhere (study/fate.h). [0]: at the start, [1]: at the end. */
typedef struct {
    OrgRow unit;
    const char *fate, *into, *from; /* into, from: ids with spaces between, NULL if none */
    double act;                     /* that decided; NaN: none */
    double posts[2], vacant[2], all_posts[2];
    gint64 rows[2], staff[2], all_staff[2];
} OrgFateRow;

/* A cost of the whole in a month, which an item measured or paid. */
typedef struct OrgCostRow {
    const char *item, *series;
    OrgMonth month;
    double value;
} OrgCostRow;

typedef struct {
    const char *status;        /* done, vetoed */
    const OrgMessage *message; /* "" if none */
    const char *snapshot_name; /* the starting organisation is stored under it; when the name is taken by another
                                        organisation, under "name~2", "name~3", …: a finished run is never lost to a name */
    const Org *start;
    const char *start_hash, *end_hash;
    OrgMonth end_month; /* of the organisation that end_hash is of; a veto may end a run early */
    GPtrArray *
        baselines; /* of struct { const char *name; const Org *org; const char *hash } *: stored as snapshots; may be NULL */
    const OrgSeriesRow *series;
    guint n_series;
    const OrgFindingRow *findings;
    guint n_findings;
    const OrgTargetRow *targets;
    guint n_targets;
    const OrgStepRow *steps;
    guint n_steps;
    const OrgReplicationRow *replications; /* none without replications */
    guint n_replications;
    guint n_done;                     /* how many replications there were; 0: one */
    const struct OrgCostRow *running; /* yearly costs of every month */
    guint n_running;
    const guint8 *acts;
    gsize acts_size;   /* journal bytes; replayed here on a copy of start to see what became of its rows */
    OrgObserver watch; /* watches that replay, so that there is no second one; all NULL: nobody */
    GArray *(*fates)(const Org *end,
                     gpointer data); /* asked after it: of OrgFateRow, its owner's; NULL: none are kept */
    gpointer fates_data;
    const char *totals_json;
    const OrgActualRow *actuals;
    guint n_actuals; /* reported figures that the run was judged by; kept by metric, scope, month */
    OrgMonth
        from_actuals; /* judged from figures reported up to this month; ORG_UNKNOWN or 0: from simulated ones only */
} OrgRunResult;
typedef struct {
    const char *name;
    const Org *org;
    const char *hash;
} OrgBaselineSnapshot;
/* Everything of a finished run in one transaction. */
gboolean org_store_finish_run(OrgStore *store, gint64 run, const OrgRunResult *result, GError **error);
/* What doing nothing would have cost, kept beside a finished run. One transaction. */
gboolean org_store_put_nothing(OrgStore *store, gint64 run, const OrgCostRow *rows, guint n, GError **error);
/* Yearly costs of every month of a run; or (nothing) what was kept of doing nothing, if anything was. By item, series, month. A row
 * lives during the call. */
typedef void (*OrgCostFn)(const OrgCostRow *row, gpointer data);
gboolean org_store_costs(OrgStore *store, gint64 run, gboolean nothing, OrgCostFn fn, gpointer data, GError **error);
/* What each replication paid over its run, by the one-off series that its items declare: double by replication, the caller's own.
 * Empty without replications; NULL with error. */
GArray *org_store_paid(OrgStore *store, gint64 run, GError **error);
/* status failed or interrupted; nothing but the run's row changes. */
gboolean org_store_fail_run(OrgStore *store, gint64 run, const char *status, const OrgMessage *message, GError **error);

typedef struct {
    gint64 id, snapshot;
    char *scenario, *type_names, *status, *engine, *scenario_hash, *organisation_hash, *sandbox, *plugins_json,
        *items_json, *totals_json, *end_hash; /* end_hash: of the organisation that its acts end in; "" if none */
    OrgMessage *title;                        /* of the scenario; "" if none */
    OrgMessage *message;                      /* why it is not done; "" if it is */
    char *started, *currency;                 /* currency: "" if the scenario says none */
    guint64 seed;
    guint32 replications;
    OrgMonth from, to;
    OrgMonth from_actuals; /* ORG_UNKNOWN: judged from simulated values only */
    int verbs;             /* ORG_VERBS_VERSION of the program that ran it */
    OrgMonth end_month;    /* as of which end_hash is */
} OrgRunInfo;
void org_run_info_free(OrgRunInfo *info);
GPtrArray *org_store_runs(OrgStore *store, GError **error);
OrgRunInfo *org_store_run(OrgStore *store, gint64 run, GError **error); /* run 0: the newest */
GBytes *org_store_run_bundle(OrgStore *store, gint64 run, GError **error);
GBytes *org_store_run_acts(OrgStore *store, gint64 run, GError **error); /* journal bytes, for org_replay */

/* What a run found, row by row in the order that it was stored in. A row and its texts live during the call; texts are ""
 * where there is none. */
typedef void (*OrgTargetFn)(const OrgTargetRow *row, gpointer data);
typedef void (*OrgSeriesFn)(const OrgSeriesRow *row, gpointer data);
typedef void (*OrgFindingFn)(const OrgFindingRow *row, gpointer data);
typedef void (*OrgStepFn)(const OrgStepRow *row, gpointer data);
gboolean org_store_targets(OrgStore *store, gint64 run, OrgTargetFn fn, gpointer data, GError **error);
gboolean org_store_series(OrgStore *store, gint64 run, OrgSeriesFn fn, gpointer data, GError **error);
gboolean org_store_findings(OrgStore *store, gint64 run, OrgFindingFn fn, gpointer data, GError **error);
gboolean org_store_steps(OrgStore *store, gint64 run, OrgStepFn fn, gpointer data, GError **error);

/* ---- for other tools */
/* The bytes of a SQLite file with ordinary rows in place of blobs: of a run with its snapshots, of a snapshot, or (both 0) of all. */
GBytes *org_store_plain(OrgStore *store, gint64 run, gint64 snapshot, GError **error);

/* ---- asking */
/* NULL value = null; FALSE stops. values[n]: their kinds, a sign each, 'n' a number, 't' a text, '0' null. */
typedef gboolean (*OrgRowFn)(gint n, char **values, char **names, gpointer data);
/* One SELECT over the file's tables and views, read-only, stopped by steps and time. */
gboolean org_store_query(OrgStore *store, const char *sql, OrgRowFn fn, gpointer data, GError **error);
/* As org_store_query but with one bound integer (?1), for the engine's own statements. */
gboolean org_store_query_run(OrgStore *store, const char *sql, gint64 run, OrgRowFn fn, gpointer data, GError **error);
