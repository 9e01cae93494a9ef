/* SPDX-License-Identifier: MIT
 * Inside the parent's side of the worker: what its files share. */
#pragma once
#include "../wire/frames.h"
#include "../wire/protocol.h"
#include "../worker.h"
#include <sys/types.h>

#define ORG_STDERR_MAX 4096u

/* Who is blamed when the worker stops answering. */
typedef enum { ORG_BLAME_NOBODY, ORG_BLAME_LIBRARY, ORG_BLAME_CALL, ORG_BLAME_RENDERER } OrgBlame;

struct OrgWorker {
    /* what was asked for */
    char *program;
    char **places;    /* searched */
    char **libraries; /* found, but for those that broke */
    guint call_seconds, cpu_seconds;
    gsize memory_mb;
    OrgCatalogue *catalogue;

    /* the process; pid 0: none */
    pid_t pid;
    OrgFrameIn in;
    OrgFrameOut out;
    int stderr_fd;
    GString *said; /* the beginning of what it wrote to stderr */
    char *sandbox;
    gboolean narrowed; /* it has run a scenario: stage 2 is in force, nothing can be rendered or loaded */

    /* what it does now */
    OrgBlame blame;
    guint blamed; /* library or item */
    OrgMonth month;
    char *plugin;        /* id, owned */
    const OrgPlan *plan; /* of the run under way, for names of items */
    gint64 deadline;     /* monotonic microseconds */
    guint64 calls;       /* CALLING frames in this run */
    guint32 forbidden;   /* system call that the sandbox ended it for */
    gboolean is_forbidden;
    guint64 memory_used; /* as it said when it died, or as the system says */

    OrgWorkerProgress progress;
    gpointer progress_data;
    double part;
};

/* ---- spawn.c */
char *org_worker_find_program(const char *given, GError **error);
gboolean org_worker_spawn(OrgWorker *worker, GError **error); /* the bare process and its channel */
/* End the process (if it still runs) and reap it; the wait status, or -1 when it had to be killed. */
int org_worker_reap(OrgWorker *worker, gboolean kill_now);
/* A memory file with these bytes that nobody can change any more; -1 with error. */
int org_worker_sealed(gsize size, void (*fill)(void *block, gpointer data), gpointer data, GError **error);
int org_worker_sealed_bytes(const void *bytes, gsize size, GError **error);
int org_worker_sealed_org(const Org *org, GError **error);

/* ---- wait.c */
void org_worker_blame(OrgWorker *worker, OrgBlame blame, guint blamed, OrgMonth month, const char *plugin);
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
/* What the worker wrote to stderr, made harmless: " It wrote: …", or "". */
char *org_worker_last_words(const OrgWorker *worker);

/* ---- worker.c */
gboolean org_worker_ready(OrgWorker *worker, gboolean for_rendering, GError **error); /* start again if needed */

/* ---- result.c */
OrgWorkerResult *org_worker_result_new(void);
/* Take one frame of a run. FALSE with a predicate for org_worker_reject: "measured …". done: it was RESULT. */
gboolean org_worker_result_take(OrgWorkerResult *result, const OrgWorkerJob *job, const OrgFrame *frame,
                                OrgMonth *end_month, gboolean *done, char **why);
/* After a RESULT of done or vetoed: replay the acts on job->org and check rows and hash. FALSE: result is FAILED. */
gboolean org_worker_result_apply(const OrgCatalogue *catalogue, OrgWorkerResult *result, const OrgWorkerJob *job,
                                 OrgMonth end_month);
