// SPDX-License-Identifier: MIT
/* Frames: what passes between the parent and its worker over one stream socket. A frame is a type (32 bit), a length
 * (32 bit) and that many bytes; numbers are in the machine's own order, for both ends run on one machine.
 *
 * The writing half is used by both ends. The reading half trusts nothing: a worker runs plugin code in its own
 * address space, so that a hostile plugin can send any bytes it likes under any type. */
#pragma once
#include <glib.h>

#define ORG_FRAME_HEADER 8u
#define ORG_FRAME_MAX (16u << 20) /* bytes of payload; longer things are sent in pieces */
#define ORG_FRAME_MOST_FDS 250u   /* descriptors that travel together: the kernel's own limit is 253 */

#define ORG_FRAME_ERROR (org_frame_error_quark())
GQuark org_frame_error_quark(void);
enum { ORG_FRAME_CLOSED = 1, ORG_FRAME_BROKEN, ORG_FRAME_IO };

/* ---- writing */

/* Frames are gathered and sent in large pieces. After the first failure to send nothing more is sent. */
typedef struct {
    int fd;
    GByteArray *buffer;
    gsize open;              /* where the frame being written starts in the buffer */
    int error;               /* errno of the first failure, 0 if none */
    gboolean gathers;        /* org_frame_end() sends nothing: the owner sends, by org_frame_send_some() */
    gsize sent;              /* so far, of the buffer: 0 unless it gathers */
    void (*lost)(int error); /* called at the first failure of a flush; NULL: nobody is told */
} OrgFrameOut;

void org_frame_out_init(OrgFrameOut *out, int fd);
void org_frame_out_clear(OrgFrameOut *out);
void org_frame_begin(OrgFrameOut *out, guint32 type);
void org_frame_put_u32(OrgFrameOut *out, guint32 value);
void org_frame_put_i32(OrgFrameOut *out, gint32 value);
void org_frame_put_u64(OrgFrameOut *out, guint64 value);
void org_frame_put_f64(OrgFrameOut *out, double value);
void org_frame_put_text(OrgFrameOut *out, const char *text); /* NULL is "" */
void org_frame_put_bytes(OrgFrameOut *out, const void *bytes, gsize size);
void org_frame_end(OrgFrameOut *out); /* sends what has gathered when it is much */
/* Send all that has gathered. FALSE: the other end is gone (out->error says why). */
gboolean org_frame_flush(OrgFrameOut *out);
/* Of one that gathers: send what the other end takes without waiting for it. FALSE as org_frame_flush. */
gboolean org_frame_send_some(OrgFrameOut *out);
gsize org_frame_unsent(const OrgFrameOut *out); /* bytes */
/* End the frame, and send it with at most ORG_FRAME_MOST_FDS descriptors; what stood before it is sent before. */
gboolean org_frame_end_fds(OrgFrameOut *out, const int *fds, guint n);

/* ---- reading */

typedef struct {
    guint32 type;
    const guint8 *data; /* in the reader's buffer, until the next fill or next */
    gsize size;
} OrgFrame;

typedef struct {
    int fd;
    GByteArray *buffer;
    gsize start;                 /* first byte not yet handed out */
    int fds[ORG_FRAME_MOST_FDS]; /* descriptors that came along, in order; taken by the caller */
    guint n_fds;
} OrgFrameIn;

void org_frame_in_init(OrgFrameIn *in, int fd);
void org_frame_in_clear(OrgFrameIn *in); /* closes descriptors that nobody took */
/* Read once (blocking if the descriptor is). FALSE at the end of the stream (ORG_FRAME_CLOSED) or on failure. */
gboolean org_frame_fill(OrgFrameIn *in, GError **error);
/* The next whole frame: TRUE with it; FALSE without error: more bytes are needed; FALSE with error: a length above
 * ORG_FRAME_MAX (ORG_FRAME_BROKEN). */
gboolean org_frame_next(OrgFrameIn *in, OrgFrame *frame, GError **error);
/* Block until a frame is there. */
gboolean org_frame_wait(OrgFrameIn *in, OrgFrame *frame, GError **error);

/* A frame taken apart field by field. The first field that does not fit makes ok FALSE, and all later ones 0. */
typedef struct {
    const guint8 *at, *end;
    gboolean ok;
} OrgFrameCursor;

OrgFrameCursor org_frame_cursor(const OrgFrame *frame);
guint32 org_frame_get_u32(OrgFrameCursor *cursor);
gint32 org_frame_get_i32(OrgFrameCursor *cursor);
guint64 org_frame_get_u64(OrgFrameCursor *cursor);
double org_frame_get_f64(OrgFrameCursor *cursor);
/* A text of at most `most` bytes, valid UTF-8 without NUL; a copy owned by the caller, NULL when not ok. */
char *org_frame_get_text(OrgFrameCursor *cursor, gsize most);
/* A message of at most `most` bytes (base/message.h): "", plain text, or one whose arguments fit its format. */
char *org_frame_get_message(OrgFrameCursor *cursor, gsize most);
/* All that is left. */
const guint8 *org_frame_get_rest(OrgFrameCursor *cursor, gsize *size);
/* TRUE when every field was there and nothing is left over. */
gboolean org_frame_done(const OrgFrameCursor *cursor);
