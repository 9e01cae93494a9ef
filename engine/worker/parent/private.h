// SPDX-License-Identifier: MIT
/* Inside the parent's side of the worker: what its files share. */
#pragma once
#include "../wire/frames.h"
#include "../wire/protocol.h"
#include "../../sim/judged.h"
#include "../worker.h"
#include <sys/types.h>

#define ORG_STDERR_MAX 4096u

/* A thing handed over: what its HOLD frame says, and the descriptors, kept so that a process started again can have them. */
typedef struct {
    OrgHandle handle;
    guint32 kind;
    GByteArray *fields;
    GArray *fds;
    /* borrowed */
    const OrgPlan *plan;
    const Org *start;
    Org *const *baselines;
    guint n_baselines;
} OrgWorkerHeld;

/* Who is blamed when the worker stops answering. */
typedef enum { ORG_BLAME_NOBODY, ORG_BLAME_LIBRARY, ORG_BLAME_CALL, ORG_BLAME_RENDERER } OrgBlame;

struct OrgWorker {
    /* A run has a process that changes, which is this worker's own, and one that judges; replications that only measure have one
     * that does both. They are workers, too, and hold what their owner holds. */
    OrgWorker *owner;  /* NULL: nobody's */
    OrgWorker *judge;  /* NULL until needed */
    GPtrArray *wholes; /* OrgWorker * */
    gboolean unjudged;
    char *debug;       /* id of a plugin that is looked at by a debugger; NULL: none */
    pid_t gdb;         /* of the owner: 0 none yet, -1 none any more */
    GArray *addresses; /* guint64: of the functions of the library that was loaded last, if anybody wants to know */

    /* what was asked for */
    char *program;
    char **places; /* searched */
    guint call_seconds, cpu_seconds, grace_seconds, wall_seconds;
    guint64 output_bytes; /* limit of all outputs of a rendering */
    guint64 result_bytes; /* limit of the answers of one replication */
    gsize memory_mb;
    OrgCatalogue *catalogue;
    gboolean beside; /* the catalogue is another's */
    GPtrArray *held; /* OrgWorkerHeld *; the owner's count */
    GArray *sent;    /* OrgHandle: what the process that runs now was handed */
    OrgHandle last_handle;
    OrgWorkerCounts counts;

    /* the process; pid 0: none */
    pid_t pid;
    OrgFrameIn in;
    OrgFrameOut out;
    int stderr_fd;
    GString *said; /* the beginning of what it wrote to stderr */
    char *sandbox;
    gint *stop; /* its flag, which the process sees and cannot write; NULL: no process */
    int stop_fd;
    const OrgBoard *board; /* which the process writes; NULL: no process */
    int board_fd;
    guint64 heard;    /* CALLING frames since it was started */
    gint64 looked_at; /* when its board was looked at last */
    guint32 role;     /* ORG_ROLE_CHANGES … */
    GArray *known;    /* guint: indices of plugins that it knows, and another holds */
    GArray *loaded;   /* guint: indices into the catalogue of the plugins that it holds */
    gboolean idle;    /* it has described them, and was given no job yet */

    /* what it does now */
    OrgBlame blame;
    guint blamed;        /* item */
    const char *library; /* path of the library that is loaded or described, borrowed */
    OrgMonth month;
    char *plugin;        /* id, owned */
    const OrgPlan *plan; /* of the job under way, for names of items */
    gint64 deadline;     /* monotonic microseconds */
    gboolean unheard;    /* what it sends is not read for now */
    gsize hushed_above;  /* nor while the other of its pair has more than so many bytes to take; 0: that is no matter */
    gint64 rests;        /* since when nothing is wanted of it, and no time passes; 0: it is at work */
    guint64 calls;       /* CALLING frames in this replication */
    gint64 called_at;    /* when the call under way was announced */
    GHashTable *spent;   /* item and month -> microseconds of its calls so far (calls.c) */
    gint64 wall;         /* when all must be over; 0: no limit */
    guint32 forbidden;   /* system call that the sandbox ended it for */
    gboolean is_forbidden;
    guint64 memory_used; /* as it said when it died, or as the system says */
    char *failure; /* said when it died: the message of the failure that the call went on after; NULL or "": none */
    char *column;  /* the column whose row ORG_NONE it touched; NULL or "": none */

    OrgWorkerProgress progress;
    gpointer progress_data;
    double part;       /* of the replication or rendering under way */
    gboolean stopping; /* progress() asked for it: the deadline is that of the grace */
    gboolean died;     /* it ended by itself, or somebody ended it that was not us */
};

/* ---- life.c */
OrgWorker *org_worker_new(void); /* without anything */

/* ---- sealed.c */
/* A memory file with these bytes that nobody can change any more; -1 with error. */
int org_sealed_bytes(const void *bytes, gsize size, GError **error);
int org_sealed_org(const Org *org, GError **error);
/* A flag of 32 bits, 0, that only this mapping can write; the descriptor is for others to read. NULL with error. */
gint *org_sealed_flag(int *fd, GError **error);
void org_sealed_flag_free(gint *flag);
/* A board that others can write and nobody can make shorter; the descriptor is for the one who writes. NULL with error. */
const OrgBoard *org_sealed_board(int *fd, GError **error);
void org_sealed_board_free(const OrgBoard *board);

/* ---- spawn.c */
char *org_worker_find_program(const char *given, GError **error);
gboolean org_worker_spawn(OrgWorker *worker, GError **error); /* the bare process and its channel */
/* End the process (if it still runs) and reap it; the wait status, or -1 when it had to be killed. */
int org_worker_reap(OrgWorker *worker, gboolean kill_now);

/* ---- held.c */
OrgWorkerHeld *org_worker_held(const OrgWorker *worker, OrgHandle handle, guint32 kind); /* NULL: none of the kind */
/* Hand it to the process that runs, unless it has it. A failure shows when its answer is read. */
void org_worker_hand_over(OrgWorker *worker, OrgWorkerHeld *held);
void org_worker_held_free(gpointer held);

/* ---- calls.c */
void org_worker_calls_begin(OrgWorker *worker); /* a replication: nobody has been called */
/* CALLING: charge the call that ends, and let the one begin that its item has time left for in that month. NULL, or what is wrong
 * with it: "announced …", a message. */
const char *org_worker_take_calling(OrgWorker *worker, const OrgFrame *frame);
/* Whether the process has called somebody since the last frame that came: look at its board. NULL, or what is wrong, as above. */
const char *org_worker_look(OrgWorker *worker);
void org_worker_blame(OrgWorker *worker, OrgBlame blame, guint blamed, OrgMonth month, const char *plugin);
guint org_worker_limit(const OrgWorker *worker); /* seconds that what it does now may take */

const char *org_worker_owner(const OrgWorker *worker, const OrgItem *item); /* id of the item's plugin; "": SQL */

/* No time passes for a worker of which nothing is wanted. */
void org_worker_rest(OrgWorker *worker);
void org_worker_wake(OrgWorker *worker);

/* ---- wait.c */
/* What a job begins with: nobody is blamed, nothing is done, nobody wants it to stop. */
void org_worker_begin(OrgWorker *worker, OrgWorkerProgress progress, gpointer data);
/* The next frame that is not about the worker's own state (calling, dying, progress are dealt with). FALSE: no frame will
 * come any more, the process is gone and error says why (ORG_WORKER_E_PLUGIN when there is somebody to blame). */
gboolean org_worker_next(OrgWorker *worker, OrgFrame *frame, GError **error);
/* The same of whichever of n workers sends one first; *from says which. What is gathered for them is sent meanwhile. The first is the one
 * whose progress() is asked; what it stops stops all. */
#define ORG_MOST_AT_ONCE ORG_MOST_JOBS
gboolean org_workers_next(OrgWorker *const *workers, guint n, OrgWorker **from, OrgFrame *frame, GError **error);
/* End the worker because of what it sent, and say so. Always FALSE. */
gboolean org_worker_reject(OrgWorker *worker, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* ---- blame.c */
/* "plugin crash (step step-2, 2022-07)"; the caller frees. */
char *org_worker_subject(const OrgWorker *worker);
gboolean org_item_is_judged(const OrgItem *item);                      /* it runs in the process that judges */
char *org_item_label(const OrgPlan *plan, guint item, OrgMonth month); /* "step step-2, 2022-07" */
/* The sentence for a process that ended: status of waitpid, or -1. */
char *org_worker_obituary(const OrgWorker *worker, int status);
gboolean org_worker_used_up_memory(const OrgWorker *worker);
/* What the worker wrote to stderr, made harmless: " It wrote: …", or "". */
char *org_worker_last_words(const OrgWorker *worker);

/* ---- library.c */
/* A process of this role behind its walls, without a library. FALSE with error. */
gboolean org_worker_enter(OrgWorker *worker, guint32 role, GError **error);
/* Load the one sealed copy of a library that is hashed here. TRUE: the process answered; then *why is NULL, or says what is wrong
 * with the library. sha256 and why are the caller's. */
gboolean org_worker_load(OrgWorker *worker, const char *path, char **sha256, char **why, GError **error);
/* What the process says of the libraries that it holds: checked for sense, not believed. NULL with error. */
OrgCatalogue *org_worker_describe(OrgWorker *worker, GError **error);

/* ---- debug.c: gdb beside a process that is to call a plugin */
/* Unless a debugger is or was there already, attach one, which stops at each of its calls, and wait until it has. FALSE with error. */
gboolean org_worker_debug(OrgWorker *worker, GError **error);
void org_worker_debug_over(OrgWorker *worker); /* the processes are gone: wait until whoever debugs has ended gdb */

/* ---- describe.c */
/* Fill the catalogue: what each library is. The process that told of the program's own libraries stays, to render. */
gboolean org_worker_look_at(OrgWorker *worker, char **libraries, GError **error);

/* ---- worker.c */
/* A process of a role that holds these plugins (guint: indices into the catalogue, ascending), started again if needed. It holds no
 * other; but one that renders with plugins of the program's own may hold more of these. known: those that plans name and another
 * process holds; NULL: none. */
gboolean org_worker_ready(OrgWorker *worker, guint32 role, const GArray *plugins, const GArray *known, GError **error);

/* ---- result.c, finding.c, apply.c */
/* Who speaks: of a run in two halves each speaks for its own items only. */
typedef enum { ORG_SPEAKER_WHOLE, ORG_SPEAKER_CHANGES, ORG_SPEAKER_JUDGES } OrgSpeaker;
/* What a result of a run is checked by. */
typedef struct {
    const OrgPlan *plan;
    const Org *start;
    Org *const *baselines;
    guint n_baselines;
    GArray *months;                               /* whose figures the clock stores */
    OrgSpeaker speaker;                           /* of the frame that is looked at */
    gboolean nothing;                             /* only given steps may act */
    gboolean acts, may_stop;                      /* acts were wanted; the worker was asked to stop */
    void (*log)(const char *line, gpointer data); /* NULL: logs were not wanted */
    gpointer log_data;
    guint64 most, kept; /* bytes: that a replication's answers may take; that stay of those before it */
} OrgExpected;
OrgWorkerResult *org_worker_result_new(guint32 replication);
/* A result that failed: what is to be said of it, and of whom. */
void org_worker_result_fail(OrgWorkerResult *result, const OrgWorker *worker, const GError *why);
gboolean org_worker_month_ok(const OrgPlan *plan, OrgMonth month);
/* Whether a finding can be one of this run, and remember it. */
gboolean org_worker_finding_ok(OrgWorkerResult *result, const OrgExpected *expected, const OrgWorkerFinding *finding);
/* FALSE with a predicate, as below: this frame is one too many (budget.c). */
gboolean org_worker_afford(OrgWorkerResult *result, OrgExpected *expected, const OrgFrame *frame, char **why);
/* Take one frame of a run. FALSE with a predicate for org_worker_reject: "measured …". done: it was RESULT. */
gboolean org_worker_result_take(OrgWorkerResult *result, const OrgExpected *expected, const OrgFrame *frame,
                                OrgMonth *end_month, gboolean *done, char **why);
/* ---- complete.c: whether the figures of a run that came to its end in this month are each measured once, and those of the whole that
 * are measured each time are all there. FALSE with a predicate as above; result->spoke says of what item. */
gboolean org_worker_result_is_whole(OrgWorkerResult *result, const OrgExpected *expected, OrgMonth end, char **why);
/* Of a result whose acts were done: a figure of a unit that was left out in *month, between two of which one measures it and in both of
 * which the unit is there; the one that was measured. NULL: none was. */
const OrgWorkerMeasure *org_worker_result_lacks(const OrgWorkerResult *result, const OrgExpected *expected,
                                                OrgMonth *month);
/* Whether the acts can be done. FALSE: result is FAILED, and says which cannot. */
gboolean org_worker_result_replays(const OrgCatalogue *catalogue, OrgWorkerResult *result, const OrgExpected *expected);
/* After a RESULT of done or vetoed, with acts: replay them on a copy of the start, check rows and hash. FALSE: result is FAILED. */
gboolean org_worker_result_apply(const OrgCatalogue *catalogue, OrgWorkerResult *result, const OrgExpected *expected,
                                 OrgMonth end_month);

/* ---- half.c */
/* The plugins of a plan, each once, ascending (guint): those that judge or those that do not; all: both. */
GArray *org_plugins_of(const OrgPlan *plan, gboolean judges, gboolean all);
char *org_plugins_named(const OrgCatalogue *catalogue, const GArray *plugins); /* their ids: "law, merge" */
/* Workers of this one, with its limits of now: the one that judges, and the index-th that does both. */
OrgWorker *org_worker_judge(OrgWorker *worker);
OrgWorker *org_worker_whole(OrgWorker *worker, guint index);
/* The processes of a job are there and hold what the plan names. */
gboolean org_worker_half_ready(OrgWorker *worker, guint32 role, const OrgPlan *plan, GError **error);
gboolean org_worker_whole_ready(OrgWorker *whole, const OrgPlan *plan, GError **error);
/* The same; one that somebody ends while it is made is made once more. */
gboolean org_worker_whole_kept_ready(OrgWorker *whole, const OrgPlan *plan, GError **error);

/* ---- asks.c: what a process that changes may ask, and what it was answered */
typedef struct OrgAsks OrgAsks;
OrgAsks *org_asks_new(const OrgPlan *plan, gboolean nothing);
void org_asks_free(OrgAsks *asks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgAsks, org_asks_free)
/* Whether this can come next in the calendar of the plan. */
gboolean org_asks_take(OrgAsks *asks, const OrgAsk *ask);
/* Whether the acts that came with it can be of it. */
gboolean org_asks_acts_ok(const OrgAsks *asks, const OrgAsk *ask, const GByteArray *acts);
/* Whether what the process that judges pays is no more than that: a metric's, of this month. Else a rule could change what it may only read. */
gboolean org_asks_paid_ok(const OrgAsks *asks, const OrgAsk *ask, const GByteArray *paid);
void org_asks_answered(OrgAsks *asks, const OrgAsk *ask, const OrgAnswer *answer);
/* Whether what is told of the steps is what was answered, each once, and nothing is missing. NULL: it is; else which step: "step x, 2022-07". */
char *org_asks_differ(OrgAsks *asks, const OrgWorkerResult *result);
gboolean org_asks_over(const OrgAsks *asks); /* the last figures were asked for */

/* ---- pair.c */
/* One replication by a pair, whose processes were sent their jobs: checked, but its acts not yet done again. */
void org_pair_receive(OrgWorker *worker, OrgExpected *expected, OrgWorkerResult *result, OrgMonth *end_month);

/* ---- job.c: a job, as replicate.c needs it too */
/* FALSE: the handles are no good. */
gboolean org_job_expect(const OrgWorker *worker, const OrgWorkerJob *job, OrgExpected *expected, GError **error);
void org_job_send(OrgWorker *worker, const OrgWorkerJob *job, gboolean guarded);
void org_job_begin_replication(OrgWorker *worker);
/* Take a frame of a replication that only measures; done: it was the last of it. FALSE with error: the process was ended. */
gboolean org_job_hear(OrgWorker *worker, OrgExpected *expected, OrgWorkerResult *result, const OrgFrame *frame,
                      gboolean *done, GError **error);
/* Of one that failed in a call and names no item: whose call it was. */
void org_job_blame(const OrgWorker *worker, OrgWorkerResult *result);
void org_job_end(OrgWorker *worker);
OrgWorkerResult *org_job_interrupted(guint32 replication);
void org_job_begin_wall(OrgWorker *worker);
/* Judge a replication again. FALSE: it was not the same, and result says so; or the run is to stop. */
gboolean org_job_recheck(OrgWorker *owner, const OrgWorkerJob *job, const OrgExpected *expected,
                         OrgWorkerResult *result, OrgWorkerProgress progress, gpointer data);

/* ---- recheck.c */
guint org_recheck_count(guint64 n); /* how many of n replications are judged again */
/* Whether this one is, with `left` to come, itself included; *wanted: how many of them still are. */
gboolean org_recheck_picks(guint *wanted, guint64 left);
/* Where what was told differs from what was judged: "metric posts, 2022-07". NULL: nowhere. */
/* By month, item, baseline and unit; the series is the caller's affair, since texts of one result are one where they are alike. */
gint org_measure_by_place(const OrgWorkerMeasure *one, const OrgWorkerMeasure *other);
char *org_recheck_differs(const OrgWorkerResult *told, const OrgWorkerResult *judged, const OrgPlan *plan);

/* ---- told.c: what the parent counts itself while it does the acts of a run */
typedef struct OrgCounts OrgCounts;
OrgCounts *org_counts_new(void);
void org_counts_free(OrgCounts *counts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgCounts, org_counts_free)
void org_counts_before(OrgCounts *counts, const Org *org); /* an act */
void org_counts_after(OrgCounts *counts, const OrgAct *act, const Org *org);
/* Of a result whose acts were done and whose rows were checked. */
/* The series of a metric that settles that tells otherwise than the ledger what it paid, by the period; *item: whose. NULL: none does. */
const char *org_worker_result_unpaid(OrgWorkerResult *result, const OrgExpected *expected, guint *item);
/* Fill as_told. */
void org_worker_result_tell(OrgWorkerResult *result, const OrgExpected *expected, const OrgCounts *counts);
