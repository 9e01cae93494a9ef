// SPDX-License-Identifier: MIT
/* The worker, seen from the parent: a helper program in which plugin code runs, behind the walls of sandbox.h. The parent
 * hands it sealed copies and believes nothing that it hands back: every frame is checked and every act is replayed
 * through the verbs. A plugin that crashes, hangs, eats memory, exits or lies makes a sentence that names it. */
#pragma once
#include "../org/acts.h"
#include "../host/trial.h"
#include "../scenario/plan.h"

#define ORG_WORKER_ERROR (org_worker_error_quark())
GQuark org_worker_error_quark(void);
enum {
    ORG_WORKER_E_PROGRAM = 1, /* the worker program is missing or did not start */
    ORG_WORKER_E_SYSTEM,      /* the system refused a socket, memory, a sandbox */
    ORG_WORKER_E_PLUGIN,      /* a plugin misbehaved; the message names it */
    ORG_WORKER_E_INTERRUPTED,
    ORG_WORKER_E_PARAMETER /* a renderer was asked for what its table of parameters does not allow */
};

typedef struct {
    const char *worker_path;        /* NULL: orgsim-worker beside the running program, then in ../libexec/orgsim */
    const char *const *plugin_dirs; /* NULL: org_search_folders(); an empty list: no plugins */
    guint call_seconds;             /* limit of one plugin call; 0: 30 */
    gsize memory_mb;                /* limit of the worker's address space; 0: 2048 */
    guint cpu_seconds;              /* processor time of a worker's whole life; 0: a day */
    guint output_mb;                /* limit of all that one rendering writes; 0: 512 */
    guint wall_seconds;             /* from the first job until all are over; 0: no limit */
    guint result_mb;                /* limit of what the parent keeps of the answers of one replication; 0: 1024 */
    guint grace_seconds;            /* that a call is given to return when it is asked to stop; 0: 2 */
    const char *debug;              /* id of a plugin: stop in gdb, on this terminal, where it is called; or NULL */
    gboolean unjudged;              /* runs are judged where they happen, which nobody need believe: for benches */
} OrgWorkerOptions;

typedef struct OrgWorker OrgWorker;

/* Look at all plugins that are found. A library that dies while it is loaded, or cannot be used, is in catalogue->broken with the
 * reason; the others work. NULL only when no worker can be had at all. The program's own plugins are asked in one process, which
 * stays and renders; each other library in one that is thrown away. The process that runs a scenario holds the libraries that its
 * plan names: no other has a say. */
OrgWorker *org_worker_start(const OrgWorkerOptions *options, GError **error);
/* A further worker, with a process of its own, that knows what another has found: nothing is looked at twice. Their catalogue is one;
 * known outlives it. */
OrgWorker *org_worker_start_beside(const OrgWorker *known);
void org_worker_stop(OrgWorker *worker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgWorker, org_worker_stop)
const OrgCatalogue *
org_worker_catalogue(const OrgWorker *worker);           /* the worker's, until org_worker_stop; plans point into it */
const char *org_worker_sandbox(const OrgWorker *worker); /* "seccomp, landlock 4, no capabilities" */

/* What a plugin can do behind these walls that it could not behind whole ones, as a message; NULL: nothing. */
const char *org_worker_weaker(const char *sandbox);

/* What a worker has cost so far: a kept one starts once, and is handed each thing once. */
typedef struct {
    guint starts; /* of processes that were given jobs */
    guint handed; /* things handed over, those of a process that was started again included */
    guint jobs;
} OrgWorkerCounts;
OrgWorkerCounts org_worker_counts(const OrgWorker *worker);

/* ---- what is handed over once, and named by jobs */

/* Held by the worker until let go; a worker that is started again is handed it again. 0: none. What a handle was made of must
 * outlive it, and stay as it is. */
typedef guint32 OrgHandle;
#define ORG_MOST_BASELINES 240u /* organisations that travel with the start */
#define ORG_MOST_RUNS 100u      /* runs that one renderer reads: two descriptors each */
#define ORG_MOST_JOBS 256u      /* processes that replicate at once */

/* path: the scenario, as given to org_plan_read with this plan's bundle; the plan was read with org_worker_catalogue(). */
OrgHandle org_worker_hold_plan(OrgWorker *worker, const char *path, const OrgPlan *plan, GError **error);
/* baselines: by plan->baselines index, NULL where there is none; at most ORG_MOST_BASELINES. */
OrgHandle org_worker_hold_organisations(OrgWorker *worker, const Org *start, Org *const *baselines, guint n_baselines,
                                        GError **error);

typedef struct {
    const Org *start;
    const guint8 *acts; /* a journal */
    gsize acts_size;
    OrgMonth from, to;
} OrgWorkerRenderRun;
/* A table for the renderer's data(): "run", "series", "target", "finding", "fate". Columns are ORG_TEXT, or numbers (NaN = absent). */
typedef struct {
    const char *name;
    OrgType type;
    const double *number;
    const char *const *text;
} OrgWorkerColumn;
typedef struct {
    const char *name;
    gsize rows, n_columns;
    const OrgWorkerColumn *columns;
} OrgWorkerTable;
/* What renderers read, at most ORG_MOST_RUNS runs. Nothing of it need outlive the call. */
OrgHandle org_worker_hold_archive(OrgWorker *worker, const OrgWorkerRenderRun *runs, guint n_runs,
                                  const OrgWorkerTable *tables, guint n_tables, GError **error);
void org_worker_let_go(OrgWorker *worker, OrgHandle handle);

/* How far the work is, 0 to 1; asked before it begins, and about ten times a second. FALSE asks the work to stop, and then it is
 * interrupted, though it were done meanwhile: calls of a plugin learn it from the host's progress(), and have the grace to
 * return; then the worker is ended. Not asked again. */
typedef gboolean (*OrgWorkerProgress)(double part, gpointer data);

/* ---- running */

typedef struct {
    OrgHandle plan, organisations;
    guint64 seed;
    guint32 first, last; /* replications */
    guint jobs;          /* processes that they are shared out to, at most ORG_MOST_JOBS; 0: one */
    guint look;          /* wanted() is asked after so many and again after each so many more; 0: never */
    gboolean nothing;    /* of the plan's steps only those that are given (OrgItem.given) */
    gboolean acts;       /* hand the acts back, and check by them what the worker says; then first is last */
    /* What plugins log, a line without control characters: "PLUGIN (step x, 2022-07): …". NULL: it is not asked for. */
    void (*log)(const char *line, gpointer data);
    gpointer log_data;
    OrgTrial trial; /* all zero: as usual */
} OrgWorkerJob;

/* The same values as OrgRunStatus of sim.h. INTERRUPTED: progress() said so. */
typedef enum { ORG_WORKER_DONE, ORG_WORKER_VETOED, ORG_WORKER_FAILED, ORG_WORKER_INTERRUPTED } OrgWorkerStatus;

typedef struct {
    guint item;
    OrgRow unit;
    OrgMonth month;
    guint baseline /* 0: the run; n: baseline n - 1 */;
    double value;
    const char *series;
} OrgWorkerMeasure;
/* A series that an operator or process measured itself, and that is none of the parent's own counts: it is as told by its plugin. */
typedef struct {
    guint item;
    const char *series;
    gboolean by_unit; /* of units, too */
} OrgWorkerTold;
/* id: of the row when it was found; row is ORG_NONE when the row is gone, since a step that opened it was undone. */
typedef struct {
    guint item;
    gint step;
    guint severity, table;
    OrgRow row;
    OrgMonth month;
    OrgMessage *message;
    char *id;
    char *code;          /* of a breach; else "" */
    double value, limit; /* of a breach; else NaN */
    OrgMonth since;      /* since when a breach has stood; the month itself when it is new */
    gboolean again;      /* told before: it stands at the end of the run, too */
} OrgWorkerFinding;
typedef struct {
    guint item;
    OrgMonth month;
    char *status;
    OrgMessage *message; /* why it is not done; "" when it is */
} OrgWorkerStep;

typedef struct {
    guint32 replication;
    OrgWorkerStatus status;
    OrgMessage *message; /* why vetoed or failed; "" when done */
    gint item;           /* FAILED: item that was running, or -1 */
    OrgMonth month;      /* FAILED: its month */
    GByteArray *acts;    /* a journal; empty unless done or vetoed, and wanted */
    GArray *series;      /* OrgWorkerMeasure, in the order measured; all these are checked */
    GArray *running;     /* OrgWorkerMeasure: running costs of the whole, of every month; of replication 0 */
    GArray *as_told;     /* OrgWorkerTold; with acts */
    GArray *findings;    /* OrgWorkerFinding */
    GArray *steps;       /* OrgWorkerStep */
    Org *end;            /* done or vetoed, and acts wanted: the start after them; else NULL */
    char *end_hash;      /* org_hash of it */
    gboolean is_false;   /* it does not follow from the acts */
    guint64 bytes;       /* about what all this takes */
    OrgMessage *again;   /* why it was done a second time: the process of the first ended; else NULL */
    GStringChunk *strings;
    gint beside_clock; /* the first of series for a month that the clock does not store; -1: none */
    gint spoke;        /* item of the frame that is looked at, -1: none */
    OrgMonth spoke_at; /* its month */
    GHashTable
        *told; /* what was found of which row and when, as texts: what is said to have stood is looked up there */
} OrgWorkerResult;
void org_worker_result_free(OrgWorkerResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgWorkerResult, org_worker_result_free)

/* Run one replication, the first of the job. Whatever plugins do, there is a result (status FAILED); NULL only when the parent or
 * the system fails. With acts, end is reached by replaying them, and its hash is the worker's. A worker that died is started
 * again by the next call. progress may be NULL. */
OrgWorkerResult *org_worker_run(OrgWorker *worker, const OrgWorkerJob *job, OrgWorkerProgress progress, gpointer data,
                                GError **error);
/* Run first … last, which only measure. take has each result, in order, for as long as it runs; one that is neither done nor vetoed is the
 * last. The results are the same for any number of jobs and whichever of them is quicker. What a process had in work that ended is done
 * again by another, up to three times. FALSE as org_worker_run's NULL. */
typedef struct {
    void (*take)(const OrgWorkerResult *result, gpointer data);
    /* Whether more are wanted, asked as OrgWorkerJob.look says, when those before were taken; NULL: all are. */
    gboolean (*wanted)(guint64 taken, gpointer data);
    OrgWorkerProgress progress; /* may be NULL */
    gpointer data;
} OrgWorkerTaker;
gboolean org_worker_replicate(OrgWorker *worker, const OrgWorkerJob *job, const OrgWorkerTaker *taker, GError **error);

/* Points: jobs that only measure, each with a plan of its own that differs in parameters from the others, shared out to processes. This
 * is where points are handed out and results come back: who has other processes elsewhere needs these two functions and no more. */
typedef struct {
    /* The next point's number and job, as org_worker_replicate's; its handles and its plan stay until finish(). FALSE: there is none
     * any more; with error: it cannot be had. */
    gboolean (*next)(guint64 *point, OrgWorkerJob *job, gpointer data, GError **error);
    /* Each result of a point, in the order of its replications; those of several points come in any order. One that is neither done
     * nor vetoed is the point's last. */
    void (*take)(guint64 point, const OrgWorkerResult *result, gpointer data);
    /* No more comes of the point. whole: all that was wanted of it was taken, or one that failed. FALSE: no more points. */
    gboolean (*finish)(guint64 point, gboolean whole, gpointer data);
    /* How far all is, asked as an OrgWorkerProgress; part: what is done of the points under way, added up. */
    OrgWorkerProgress progress;
    gpointer data;
    guint64 most; /* replications that there will be, about: of them a few are judged again */
    guint jobs;   /* processes, at most ORG_MOST_JOBS; 0: one */
} OrgWorkerPoints;
/* FALSE with error: no process can be had, or next() had an error; what was under way then is finished first. When progress() said so,
 * all stops, and points under way are not whole. */
gboolean org_worker_points(OrgWorker *worker, const OrgWorkerPoints *points, GError **error);

/* ---- rendering */

/* An output of a renderer, of a format that was asked for (its bytes look so): ending is ".svg", or "-01.svg" of a page, and comes
 * once. FALSE with error ends the rendering. */
typedef gboolean (*OrgWorkerOutput)(const char *ending, const char *format, GBytes *bytes, gpointer data,
                                    GError **error);

typedef struct {
    const char *feature;
    const char *const *keys,
        *const *values; /* parameters spelled as in a scenario; NULL-terminated, same length; or NULL */
    OrgHandle archive;
    const char
        *stem; /* what it may write: stem.FORMAT, or its pages as stem-01.FORMAT, …; NULL: drawings of names of its own,
                       * which are then the endings, and formats is NULL */
    const char *const
        *formats; /* NULL-terminated, each once: "svg", "pdf"; it has to write all of them, and no other */
    OrgWorkerOutput output;
    OrgWorkerProgress progress; /* may be NULL */
    gpointer data;
} OrgWorkerRendering;
/* FALSE with a sentence when the renderer fails, misbehaves or is not there, or was interrupted: what it wrote is then for
 * nobody. */
gboolean org_worker_render(OrgWorker *worker, const OrgWorkerRendering *rendering, GError **error);

/* ---- doctor */

/* What `orgsim doctor` says of plugins: the worker, the sandbox in force, limits, folders, plugins, what is broken. Lines (char *), each a
 * message. */
GPtrArray *org_worker_doctor(const OrgWorkerOptions *options);
