/* SPDX-License-Identifier: MIT
 * What the frames between parent and worker say. Fields are listed in order; `text` is a length and bytes.
 *
 * A session: START →; ← HELLO, then for each library LOADING, LOADED; then CATALOGUE. After that any number of
 * RUN → (with descriptors: the packed bundle, the organisation, the baselines) or RENDER →, each answered by frames
 * that end with one RESULT. A stream that ends without RESULT is a failure, whatever came before. */
#pragma once

#define ORG_WORKER_PROTOCOL 1u
#define ORG_WORKER_CHANNEL 3 /* the worker's descriptor of the socket */

enum {
    /* parent to worker */
    ORG_FRAME_START =
        1, /* u32 protocol, u64 memory bytes (0: no limit), u64 processor seconds, u32 n, n × text library path */
    ORG_FRAME_RUN,    /* text path, u64 seed, u32 replication, u32 want acts, u32 want log, u32 n baselines, n × u32 present */
    ORG_FRAME_RENDER, /* text feature, u32 n values, n × (text key, text value), u32 n runs, n × (u64 acts size,
                            i32 from, i32 to), u64 size of the views; a run's two descriptors: start, acts; one
                            more: the views, u32 n, n × view. A view: text name, u64 rows, u32 n columns, n × (text name, u32 type, cells: f64, or u32
                            whether there is one and the text) */

    /* worker to parent */
    ORG_FRAME_HELLO = 32, /* u32 protocol, text sandbox */
    ORG_FRAME_LOADING,    /* u32 index of the library */
    ORG_FRAME_LOADED,     /* u32 index, text why not ("": loaded) */
    ORG_FRAME_CATALOGUE,  /* JSON, all that is left */
    ORG_FRAME_CALLING,    /* u32 item, i32 month, text plugin */
    ORG_FRAME_ACTS,       /* bytes of a journal, all that is left; frames join to one stream */
    ORG_FRAME_MEASURE,    /* u32 item, u32 unit, i32 month, u32 view, f64 value, text series */
    ORG_FRAME_FINDING,  /* u32 item, i32 step, u32 severity, u32 table, u32 row, i32 month, text, text id of the row,
                           text code, f64 value, f64 limit, i32 since, u32 again */
    ORG_FRAME_STEP,     /* u32 item, i32 month, text status, text */
    ORG_FRAME_PROGRESS, /* f64 part */
    ORG_FRAME_OUTPUT,   /* text name, text media type, u64 size; the bytes follow in OUTPUT_DATA */
    ORG_FRAME_OUTPUT_DATA,
    ORG_FRAME_FORBIDDEN, /* u32 system call: the sandbox ended the worker for it */
    ORG_FRAME_DYING,     /* u32 signal, u64 bytes of address space in use */
    ORG_FRAME_LOG,       /* u32 item, i32 month, text plugin, text: only when asked for */
    ORG_FRAME_RESULT /* u32 status, i32 month of the end state, text message, text hash of the end state ("" when there is none) */
};

/* Limits of what a worker may send, far above what an honest run needs. */
#define ORG_MAX_NAME 1024u           /* bytes of a plugin id, a series name, a media type */
#define ORG_MAX_TEXT (64u << 10)     /* bytes of a finding, a step's text, a message */
#define ORG_MAX_ACTS (1u << 30)      /* bytes of acts of a run */
#define ORG_MAX_MEASURES (20u << 20) /* values of a run */
#define ORG_MAX_FINDINGS (1u << 20)  /* findings of a run */
#define ORG_MAX_STEPS (1u << 20)     /* step records of a run */
#define ORG_MAX_OUTPUT (512u << 20)  /* bytes of one output */
#define ORG_MAX_OUTPUTS 4096u
#define ORG_RENDER_REFUSED 100u /* status of a rendering whose parameters the renderer does not take */
