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
    char **places; /* searched */
    guint call_seconds, cpu_seconds, grace_seconds, wall_seconds;
    guint64 output_bytes; /* limit of all outputs of a rendering */
    guint64 result_bytes; /* limit of the answers of one replication */
    gsize memory_mb;
    OrgCatalogue *catalogue;
    gboolean beside; /* the catalogue is another's */
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
    guint32 role;   /* ORG_ROLE_CHANGES … */
    GArray *loaded; /* guint: indices into the catalogue of the plugins that it holds */
    gboolean idle;  /* it has described them, and was given no job yet */

    /* what it does now */
    OrgBlame blame;
    guint blamed;        /* item */
    const char *library; /* path of the library that is loaded or described, borrowed */
    OrgMonth month;
    char *plugin;        /* id, owned */
    const OrgPlan *plan; /* of the job under way, for names of items */
    gint64 deadline;     /* monotonic microseconds */
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
    double before, share; /* of the whole job: done before this replication, and its own */
    double part;          /* of the whole job */
    gboolean stopping;    /* progress() asked for it: the deadline is that of the grace */
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
void org_worker_blame(OrgWorker *worker, OrgBlame blame, guint blamed, OrgMonth month, const char *plugin);
guint org_worker_limit(const OrgWorker *worker); /* seconds that what it does now may take */

const char *org_worker_owner(const OrgWorker *worker, const OrgItem *item); /* id of the item's plugin; "": SQL */

/* ---- wait.c */
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

/* ---- library.c */
/* A process of this role behind its walls, without a library. FALSE with error. */
gboolean org_worker_enter(OrgWorker *worker, guint32 role, GError **error);
/* Load the one sealed copy of a library that is hashed here. TRUE: the process answered; then *why is NULL, or says what is wrong
 * with the library. sha256 and why are the caller's. */
gboolean org_worker_load(OrgWorker *worker, const char *path, char **sha256, char **why, GError **error);
/* What the process says of the libraries that it holds: checked for sense, not believed. NULL with error. */
OrgCatalogue *org_worker_describe(OrgWorker *worker, GError **error);

/* ---- describe.c */
/* Fill the catalogue: what each library is. The process that told of the program's own libraries stays, to render. */
gboolean org_worker_look_at(OrgWorker *worker, char **libraries, GError **error);

/* ---- worker.c */
/* A process of a role that holds these plugins (guint: indices into the catalogue, ascending), started again if needed. It holds no
 * other; but one that renders with plugins of the program's own may hold more of these. */
gboolean org_worker_ready(OrgWorker *worker, guint32 role, const GArray *plugins, GError **error);

/* ---- result.c, finding.c, apply.c */
/* What a result of a run is checked by. */
typedef struct {
    const OrgPlan *plan;
    const Org *start;
    Org *const *baselines;
    guint n_baselines;
    GArray *months;                               /* whose figures the clock stores */
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
