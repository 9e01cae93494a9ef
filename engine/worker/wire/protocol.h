// SPDX-License-Identifier: MIT
/* What the frames between parent and worker say. Fields are listed in order; `text` is a length and bytes.
 *
 * A run has two processes: one changes the organisation (CHANGES), the other judges it (JUDGES); the parent stands between them, for
 * neither is believed. CHANGES sends ACTS and then ASK; the parent hands both on to JUDGES, whose frames up to its ANSWER are about that
 * ASK. Where CHANGES waits (sim/judged.h) it gets a REPLY. Replications that only measure run in one process (WHOLE).
 *
 * A session: START →; ← HELLO. Each LOAD → is answered by LOADED, and DESCRIBE → by a CATALOGUE of what is loaded. A process that
 * describes does no more than that; one that does jobs has been sent what they name, and no other library. HOLD → hands things over that the worker keeps under a number until DROP →, and any number of JOB →, which name them. HOLD and DROP are not answered: what
 * is wrong with a thing is told by the job that names it. A job is answered by frames that end with one RESULT for each of its
 * replications, in order; one that is neither done nor vetoed is the last. A stream that ends without it is a failure, whatever
 * came before. Whoever wants a job to stop sets the flag that came with START: the worker reads it, never writes it. */
#pragma once
#include <stdint.h>

#define ORG_WORKER_PROTOCOL 7u
#define ORG_WORKER_CHANNEL 3  /* the worker's descriptor of the socket */
#define ORG_WORKER_UNHEARD 71 /* it ends with this status as soon as something that it says cannot be sent */

/* Memory that came with START, which the worker writes and the parent only reads: whom it calls now. Its CALLING frames say the same in
 * their place among the others, but wait with these, so that not each call costs a turn between two processes. It is as little believed as
 * they are. Both are read and written as atoms, where first. */
typedef struct {
    uint64_t calls; /* CALLING frames so far, those included that are not sent yet */
    uint64_t where; /* of the last: item << 32 | month */
} OrgBoard;

/* What HOLD hands over. */
enum {
    /* text path; one descriptor: the packed bundle. It is read once, now */
    ORG_HELD_PLAN = 1,
    /* u32 n baselines, n × u32 present; descriptors: the start, the baselines that are present. They share one dictionary */
    ORG_HELD_ORGANISATIONS,
    /* What renderers read: u32 n runs, n × (u64 acts size, i32 from, i32 to), u64 size of the tables; a run's two descriptors:
     * start, acts; one more: the tables, u32 n, n × table. A table: text name, u64 rows, u32 n columns, n × (text name, u32 type,
     * cells: f64, or u32 whether there is one and the text) */
    ORG_HELD_ARCHIVE
};

/* What a process is for, and what a job asks of it: no process has two roles. */
enum {
    /* u32 plan, u32 organisations, u64 seed, u32 first and u32 last replication, u32 only given steps, u32 want acts, u32 want log,
     * u32 guard each call, four of how it is tried (OrgTrial, in its order): runs processes and steps on a copy of the start, and asks what of it stands */
    ORG_ROLE_CHANGES = 1,
    /* u32 archive, text feature, u32 n values, n × (text key, text value) */
    ORG_ROLE_RENDERS,
    ORG_ROLE_DESCRIBES, /* no job: libraries are loaded to see what they are */
    ORG_ROLE_JUDGES,    /* as CHANGES: does the acts that come again, and calls rules and metrics */
    ORG_ROLE_WHOLE      /* as CHANGES: both in one, and nothing is asked */
};

enum {
    /* parent to worker */

    /* u32 protocol, u64 memory bytes (0: no limit), u64 processor seconds, u32 role, u32 whether a debugger may look in; descriptors: the
     * flag, 32 bits, 0 until a job is to stop; the board */
    ORG_FRAME_START = 1,
    ORG_FRAME_HOLD, /* u32 handle, u32 kind, the fields of the kind */
    ORG_FRAME_DROP, /* u32 handle */
    ORG_FRAME_JOB,  /* u32 role, the fields of the role */
    ORG_FRAME_LOAD, /* text path, which is only what it is called; one descriptor: the sealed bytes */
    ORG_FRAME_DESCRIBE,
    ORG_FRAME_KNOW, /* JSON of plugins that plans name and that another process holds, all that is left */
    ORG_FRAME_REPLY, /* to CHANGES, which waits for it: u32 answer, message why it is undone, bytes of a journal, all that is left */

    /* worker to parent */
    ORG_FRAME_HELLO = 32, /* u32 protocol, text sandbox */
    ORG_FRAME_LOADED,     /* text why not ("": loaded), u32 n, n × u64 addresses of functions, if START asks */
    ORG_FRAME_CATALOGUE,  /* JSON, all that is left */
    ORG_FRAME_CALLING,    /* u32 item, i32 month, text plugin */
    ORG_FRAME_ACTS,       /* bytes of a journal, all that is left; frames join to one stream. Also to JUDGES */
    ORG_FRAME_MEASURE,    /* u32 item, u32 unit, i32 month, u32 baseline, f64 value, text series */
    ORG_FRAME_FINDING,    /* u32 item, i32 step, u32 severity, u32 table, u32 row, i32 month, text, text id of the row,
                           text code, f64 value, f64 limit, i32 since, u32 again */
    ORG_FRAME_RUNNING,    /* u32 item, i32 month, f64 value, text series: a running cost; of replication 0 only */
    ORG_FRAME_STEP,       /* u32 item, i32 month, text status, text */
    ORG_FRAME_PROGRESS,   /* f64 part */
    ORG_FRAME_OUTPUT,     /* text name, text media type, u64 size; the bytes follow in OUTPUT_DATA */
    ORG_FRAME_OUTPUT_DATA,
    ORG_FRAME_FORBIDDEN, /* u32 system call: the sandbox ended the worker for it */
    ORG_FRAME_DYING,     /* u32 signal, u64 bytes of address space in use, message of the failure that the call went on
                            after ("": none), text of the column whose row ORG_NONE was touched ("": none) */
    ORG_FRAME_ASK,    /* u32 kind (sim/judged.h), u32 item, i32 month, i32 first; of CHANGES, and handed on to JUDGES */
    ORG_FRAME_ANSWER, /* of JUDGES, when the start was judged and to each ASK: u32 answer, message why it is undone */
    ORG_FRAME_LOG,    /* u32 item, i32 month, text plugin, text: only when asked for */
    ORG_FRAME_RESULT /* u32 replication, u32 status, i32 month of the end state, text message, text hash of the end state ("" when
                        there is none, or acts were not wanted) */
};

/* Limits of what a worker may send, far above what an honest run needs. */
#define ORG_MAX_NAME 1024u           /* bytes of a plugin id, a series name, a media type */
#define ORG_MAX_DYING 2048u          /* bytes of each text of a dying worker */
#define ORG_MAX_TEXT (64u << 10)     /* bytes of a finding, a step's text, a message */
#define ORG_MAX_ACTS (1u << 30)      /* bytes of acts of a run */
#define ORG_MAX_MEASURES (20u << 20) /* values of a run */
#define ORG_MAX_FINDINGS (1u << 20)  /* findings of a run */
#define ORG_MAX_STEPS (1u << 20)     /* step records of a run */
#define ORG_MAX_OUTPUTS 4096u
#define ORG_MAX_PATH (64u << 10) /* bytes of a path */
#define ORG_LEAVE 100u           /* as a kind of ASK or an answer of REPLY: the run is to stop */
#define ORG_RENDER_REFUSED 100u  /* status of a rendering whose parameters the renderer does not take */
