// SPDX-License-Identifier: MIT
#include "frames.h"
#include "../../base/error.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define GATHER (64u << 10)
#define READ_PIECE (256u << 10)
#define SEND_PATIENCE 10000 /* milliseconds */

ORG_ERROR_DOMAIN(org_frame_error, "orgsim-frame")

void
org_frame_out_init(OrgFrameOut *out, int fd)
{
    *out = (OrgFrameOut){ .fd = fd, .buffer = g_byte_array_sized_new(GATHER) };
}

void
org_frame_out_clear(OrgFrameOut *out)
{
    g_clear_pointer(&out->buffer, g_byte_array_unref);
}

void
org_frame_begin(OrgFrameOut *out, guint32 type)
{
    out->open = out->buffer->len;
    org_frame_put_u32(out, type);
    org_frame_put_u32(out, 0);
}

void
org_frame_put_bytes(OrgFrameOut *out, const void *bytes, gsize size)
{
    if (size > 0)
        g_byte_array_append(out->buffer, bytes, (guint) size);
}

void
org_frame_put_u32(OrgFrameOut *out, guint32 value)
{
    org_frame_put_bytes(out, &value, sizeof value);
}

void
org_frame_put_i32(OrgFrameOut *out, gint32 value)
{
    org_frame_put_bytes(out, &value, sizeof value);
}

void
org_frame_put_u64(OrgFrameOut *out, guint64 value)
{
    org_frame_put_bytes(out, &value, sizeof value);
}

void
org_frame_put_f64(OrgFrameOut *out, double value)
{
    org_frame_put_bytes(out, &value, sizeof value);
}

void
org_frame_put_text(OrgFrameOut *out, const char *text)
{
    gsize size = text ? strlen(text) : 0;

    org_frame_put_u32(out, (guint32) size);
    org_frame_put_bytes(out, text, size);
}

/* One sendmsg, with descriptors when there are any. MSG_NOSIGNAL: a gone reader is an error, not a death. */
static gssize
send_piece(int fd, const guint8 *data, gsize size, const int *fds, guint n_fds)
{
    union {
        struct cmsghdr align;
        char space[CMSG_SPACE(sizeof(int) * ORG_FRAME_MOST_FDS)];
    } control;
    struct iovec piece = { .iov_base = (void *) data, .iov_len = size };
    struct msghdr message = { .msg_iov = &piece, .msg_iovlen = 1 };

    if (n_fds > 0) {
        memset(&control, 0, sizeof control);
        message.msg_control = control.space;
        message.msg_controllen = CMSG_SPACE(sizeof(int) * n_fds);
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int) * n_fds);
        memcpy(CMSG_DATA(header), fds, sizeof(int) * n_fds);
    }
    for (;;) {
        gssize sent = sendmsg(fd, &message, MSG_NOSIGNAL);
        if (sent >= 0)
            return sent;
        if (errno == EAGAIN) { /* a reader that takes nothing for so long will take nothing at all */
            struct pollfd ready = { .fd = fd, .events = POLLOUT };
            if (poll(&ready, 1, SEND_PATIENCE) == 0) {
                errno = ETIMEDOUT;
                return -1;
            }
        } else if (errno != EINTR) {
            return -1;
        }
    }
}

/* Send bytes up to `until`, and keep the rest. Descriptors travel with the first piece. */
static gboolean
flush_until(OrgFrameOut *out, gsize until, const int *fds, guint n)
{
    const guint8 *at = out->buffer->data;
    gsize left = until;

    g_assert(n <= ORG_FRAME_MOST_FDS);
    while (left > 0 && out->error == 0) {
        gssize sent = send_piece(out->fd, at, left, fds, n);
        if (sent < 0) {
            out->error = errno;
            if (out->lost)
                out->lost(out->error);
            break;
        }
        at += sent;
        left -= (gsize) sent;
        n = 0;
    }
    if (until > 0)
        g_byte_array_remove_range(out->buffer, 0, (guint) until);
    return out->error == 0;
}

static void
set_size(OrgFrameOut *out)
{
    guint32 size = (guint32) (out->buffer->len - out->open - ORG_FRAME_HEADER);

    memcpy(out->buffer->data + out->open + 4, &size, sizeof size);
}

void
org_frame_end(OrgFrameOut *out)
{
    set_size(out);
    if (out->buffer->len >= GATHER && !out->gathers)
        org_frame_flush(out);
}

gboolean
org_frame_end_fds(OrgFrameOut *out, const int *fds, guint n)
{
    set_size(out);
    flush_until(out, out->open, NULL, 0);
    return flush_until(out, out->buffer->len, fds, n);
}

gsize
org_frame_unsent(const OrgFrameOut *out)
{
    return out->error != 0 ? 0 : out->buffer->len - out->sent;
}

gboolean
org_frame_send_some(OrgFrameOut *out)
{
    while (org_frame_unsent(out) > 0) {
        gssize sent =
            send(out->fd, out->buffer->data + out->sent, out->buffer->len - out->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0)
            out->sent += (gsize) sent;
        else if (errno == EAGAIN)
            break;
        else if (errno != EINTR)
            out->error = errno;
    }
    /* What was sent is dropped when it is most of it, so that a long queue is not moved again and again. */
    if (out->sent > out->buffer->len / 2 || org_frame_unsent(out) == 0) {
        g_byte_array_remove_range(out->buffer, 0, (guint) out->sent);
        out->sent = 0;
    }
    return out->error == 0;
}

gboolean
org_frame_flush(OrgFrameOut *out)
{
    return flush_until(out, out->buffer->len, NULL, 0);
}

void
org_frame_in_init(OrgFrameIn *in, int fd)
{
    memset(in, 0, sizeof *in);
    in->fd = fd;
    in->buffer = g_byte_array_new();
}

void
org_frame_in_clear(OrgFrameIn *in)
{
    for (guint i = 0; i < in->n_fds; i++)
        if (in->fds[i] >= 0)
            close(in->fds[i]);
    in->n_fds = 0;
    g_clear_pointer(&in->buffer, g_byte_array_unref);
}

/* Keep the descriptors of a message; those beyond the array are closed, so that they cannot pile up. */
static void
take_descriptors(OrgFrameIn *in, struct msghdr *message)
{
    for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        gsize n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (gsize i = 0; i < n; i++) {
            int fd;
            memcpy(&fd, CMSG_DATA(c) + i * sizeof(int), sizeof fd);
            if (in->n_fds < G_N_ELEMENTS(in->fds))
                in->fds[in->n_fds++] = fd;
            else
                close(fd);
        }
    }
}

gboolean
org_frame_fill(OrgFrameIn *in, GError **error)
{
    union {
        struct cmsghdr align;
        char space[CMSG_SPACE(sizeof(int) * ORG_FRAME_MOST_FDS)];
    } control;

    if (in->start > 0) {
        g_byte_array_remove_range(in->buffer, 0, (guint) in->start);
        in->start = 0;
    }
    guint had = in->buffer->len;
    g_byte_array_set_size(in->buffer, had + READ_PIECE);
    struct iovec piece = { .iov_base = in->buffer->data + had, .iov_len = READ_PIECE };
    struct msghdr message = {
        .msg_iov = &piece, .msg_iovlen = 1, .msg_control = control.space, .msg_controllen = sizeof control.space
    };
    gssize got;
    do
        got = recvmsg(in->fd, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    int why = errno;
    g_byte_array_set_size(in->buffer, had + (guint) MAX(got, 0));
    if (got > 0) {
        take_descriptors(in, &message);
        return TRUE;
    }
    if (got < 0 && (why == EAGAIN || why == EWOULDBLOCK))
        return TRUE;
    if (got == 0 || why == ECONNRESET)
        org_error_set(error, ORG_FRAME_ERROR, ORG_FRAME_CLOSED, "the other end closed the channel");
    else {
        g_autofree char *said = org_said_system(why);
        org_error_set(error, ORG_FRAME_ERROR, ORG_FRAME_IO, "reading from the channel failed: %s", said);
    }
    return FALSE;
}

gboolean
org_frame_next(OrgFrameIn *in, OrgFrame *frame, GError **error)
{
    gsize left = in->buffer->len - in->start;
    guint32 type, size;

    if (left < ORG_FRAME_HEADER)
        return FALSE;
    const guint8 *at = in->buffer->data + in->start;
    memcpy(&type, at, sizeof type);
    memcpy(&size, at + 4, sizeof size);
    if (size > ORG_FRAME_MAX) {
        org_error_set(error, ORG_FRAME_ERROR, ORG_FRAME_BROKEN, "a frame of %u bytes is longer than any may be", size);
        return FALSE;
    }
    if (left - ORG_FRAME_HEADER < size)
        return FALSE;
    *frame = (OrgFrame){ .type = type, .data = at + ORG_FRAME_HEADER, .size = size };
    in->start += ORG_FRAME_HEADER + size;
    return TRUE;
}

gboolean
org_frame_wait(OrgFrameIn *in, OrgFrame *frame, GError **error)
{
    for (;;) {
        GError *broken = NULL;
        if (org_frame_next(in, frame, &broken))
            return TRUE;
        if (broken) {
            g_propagate_error(error, broken);
            return FALSE;
        }
        if (!org_frame_fill(in, error))
            return FALSE;
    }
}

OrgFrameCursor
org_frame_cursor(const OrgFrame *frame)
{
    return (OrgFrameCursor){ .at = frame->data, .end = frame->data + frame->size, .ok = TRUE };
}

static void
get(OrgFrameCursor *cursor, void *value, gsize size)
{
    if (!cursor->ok || (gsize) (cursor->end - cursor->at) < size) {
        cursor->ok = FALSE;
        memset(value, 0, size);
        return;
    }
    memcpy(value, cursor->at, size);
    cursor->at += size;
}

guint32
org_frame_get_u32(OrgFrameCursor *cursor)
{
    guint32 value;
    get(cursor, &value, sizeof value);
    return value;
}

gint32
org_frame_get_i32(OrgFrameCursor *cursor)
{
    gint32 value;
    get(cursor, &value, sizeof value);
    return value;
}

guint64
org_frame_get_u64(OrgFrameCursor *cursor)
{
    guint64 value;
    get(cursor, &value, sizeof value);
    return value;
}

double
org_frame_get_f64(OrgFrameCursor *cursor)
{
    double value;
    get(cursor, &value, sizeof value);
    return value;
}

char *
org_frame_get_text(OrgFrameCursor *cursor, gsize most)
{
    guint32 size = org_frame_get_u32(cursor);

    if (!cursor->ok || size > most || (gsize) (cursor->end - cursor->at) < size ||
        !g_utf8_validate_len((const char *) cursor->at, size, NULL)) {
        cursor->ok = FALSE;
        return NULL;
    }
    char *text = g_strndup((const char *) cursor->at, size);
    cursor->at += size;
    return text;
}

char *
org_frame_get_message(OrgFrameCursor *cursor, gsize most)
{
    guint32 size = org_frame_get_u32(cursor);

    if (!cursor->ok || size > most || (gsize) (cursor->end - cursor->at) < size) {
        cursor->ok = FALSE;
        return NULL;
    }
    g_autofree char *text = g_strndup((const char *) cursor->at, size);
    cursor->at += size;
    cursor->ok = strlen(text) == size && org_message_check(text);
    return cursor->ok ? g_steal_pointer(&text) : NULL;
}

const guint8 *
org_frame_get_rest(OrgFrameCursor *cursor, gsize *size)
{
    const guint8 *at = cursor->at;

    *size = cursor->ok ? (gsize) (cursor->end - at) : 0;
    cursor->at = cursor->end;
    return at;
}

gboolean
org_frame_done(const OrgFrameCursor *cursor)
{
    return cursor->ok && cursor->at == cursor->end;
}
