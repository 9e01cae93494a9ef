// SPDX-License-Identifier: MIT
/* Inside the parent's side of the worker: what its files share. */
#pragma once
#include "../wire/frames.h"
#include "../wire/protocol.h"
#include "../worker.h"
#include <sys/types.h>

#define ORG_STDERR_MAX 4096u

/* A thing handed over: what its HOLD frame says, and the descriptors, kept so that a process started again can have them. */
typedef struct {
    OrgHandle handle;
    guint32 kind;
    GByteArray *fields;
    GArray *fds;
    gboolean sent; /* to the process that runs now */
    /* borrowed */
    const OrgPlan *plan;
    const Org *start;
    Org *const *baselines;
    guint n_baselines;
} OrgWorkerHeld;

/* Who is blamed when the worker stops answering. */
typedef enum { ORG_BLAME_NOBODY, ORG_BLAME_LIBRARY, ORG_BLAME_CALL, ORG_BLAME_RENDERER } OrgBlame;

struct OrgWorker {
    /* what was asked for */
    char *program;
    char **places;    /* searched */
    char **libraries; /* found, but for those that broke */
    guint call_seconds, cpu_seconds, grace_seconds;
    guint64 output_bytes; /* limit of all outputs of a rendering */
    guint64 result_bytes; /* limit of the answers of one replication */
    gsize memory_mb;
    OrgCatalogue *catalogue;
    GPtrArray *held; /* OrgWorkerHeld * */
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
    gboolean narrowed; /* it has run a scenario: stage 2 is in force, nothing can be rendered or loaded */

    /* what it does now */
    OrgBlame blame;
    guint blamed; /* library or item */
    OrgMonth month;
    char *plugin;        /* id, owned */
    const OrgPlan *plan; /* of the job under way, for names of items */
    gint64 deadline;     /* monotonic microseconds */
    guint64 calls;       /* CALLING frames in this run */
    guint32 forbidden;   /* system call that the sandbox ended it for */
    gboolean is_forbidden;
    guint64 memory_used; /* as it said when it died, or as the system says */
    char *failure; /* said when it died: the message of the failure that the call went on after; NULL or "": none */
    char *column;  /* the column whose row ORG_NONE it touched; NULL or "": none */

    OrgWorkerProgress progress;
    gpointer progress_data;
    double before, share; /* of the whole job: done before this replication, and its own */
    double part;          /* of the whole job */
    gboolean stopping;    /* progress() asked for it: the deadline is that of the grace */
};

/* ---- sealed.c */
/* A memory file with these bytes that nobody can change any more; -1 with error. */
int org_sealed_bytes(const void *bytes, gsize size, GError **error);
int org_sealed_org(const Org *org, GError **error);
/* A flag of 32 bits, 0, that only this mapping can write; the descriptor is for others to read. NULL with error. */
gint *org_sealed_flag(int *fd, GError **error);
void org_sealed_flag_free(gint *flag);

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

/* ---- wait.c */
void org_worker_blame(OrgWorker *worker, OrgBlame blame, guint blamed, OrgMonth month, const char *plugin);
/* What a job begins with: nobody is blamed, nothing is done, nobody wants it to stop. */
void org_worker_begin(OrgWorker *worker, OrgWorkerProgress progress, gpointer data);
/* The next frame that is not about the worker's own state (calling, dying, progress are dealt with). FALSE: no frame will
 * come any more, the process is gone and error says why (ORG_WORKER_E_PLUGIN when there is somebody to blame). */
gboolean org_worker_next(OrgWorker *worker, OrgFrame *frame, GError **error);
/* End the worker because of what it sent, and say so. Always FALSE. */
gboolean org_worker_reject(OrgWorker *worker, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* ---- blame.c */
/* "plugin crash (step step-2, 2022-07)"; the caller frees. */
char *org_worker_subject(const OrgWorker *worker);
char *org_item_label(const OrgPlan *plan, guint item, OrgMonth month); /* "step step-2, 2022-07" */
/* The sentence for a process that ended: status of waitpid, or -1. */
char *org_worker_obituary(const OrgWorker *worker, int status);
gboolean org_worker_used_up_memory(const OrgWorker *worker);
/* What the worker wrote to stderr, made harmless: " It wrote: …", or "". */
char *org_worker_last_words(const OrgWorker *worker);

/* ---- worker.c */
gboolean org_worker_ready(OrgWorker *worker, gboolean for_rendering, GError **error); /* start again if needed */

/* ---- result.c, finding.c, apply.c */
/* What a result of a run is checked by. */
typedef struct {
    const OrgPlan *plan;
    const Org *start;
    Org *const *baselines;
    guint n_baselines;
    gboolean nothing;                             /* only given steps may act */
    gboolean acts, may_stop;                      /* acts were wanted; the worker was asked to stop */
    void (*log)(const char *line, gpointer data); /* NULL: logs were not wanted */
    gpointer log_data;
    guint64 most, kept; /* bytes: that a replication's answers may take; that stay of those before it */
} OrgExpected;
OrgWorkerResult *org_worker_result_new(guint32 replication);
gboolean org_worker_month_ok(const OrgPlan *plan, OrgMonth month);
/* Whether a finding can be one of this run, and remember it. */
gboolean org_worker_finding_ok(OrgWorkerResult *result, const OrgExpected *expected, const OrgWorkerFinding *finding);
/* FALSE with a predicate, as below: this frame is one too many (budget.c). */
gboolean org_worker_afford(OrgWorkerResult *result, OrgExpected *expected, const OrgFrame *frame, char **why);
/* Take one frame of a run. FALSE with a predicate for org_worker_reject: "measured …". done: it was RESULT. */
gboolean org_worker_result_take(OrgWorkerResult *result, const OrgExpected *expected, const OrgFrame *frame,
                                OrgMonth *end_month, gboolean *done, char **why);
/* After a RESULT of done or vetoed, with acts: replay them on a copy of the start, check rows and hash. FALSE: result is FAILED. */
gboolean org_worker_result_apply(const OrgCatalogue *catalogue, OrgWorkerResult *result, const OrgExpected *expected,
                                 OrgMonth end_month);
