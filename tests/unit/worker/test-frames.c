// SPDX-License-Identifier: MIT
/* Frames over a real socket: whole, in pieces, broken, with descriptors. */
#include "../../../engine/worker/wire/frames.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
    int ends[2];
    OrgFrameOut out;
    OrgFrameIn in;
} Pair;

static void
pair_open(Pair *pair)
{
    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair->ends), ==, 0);
    org_frame_out_init(&pair->out, pair->ends[0]);
    org_frame_in_init(&pair->in, pair->ends[1]);
}

static void
pair_close(Pair *pair)
{
    org_frame_out_clear(&pair->out);
    org_frame_in_clear(&pair->in);
    close(pair->ends[0]);
    close(pair->ends[1]);
}

static void
test_fields(void)
{
    g_autoptr(GError) error = NULL;
    OrgFrame frame;
    Pair pair;

    pair_open(&pair);
    org_frame_begin(&pair.out, 7);
    org_frame_put_u32(&pair.out, 4000000000u);
    org_frame_put_i32(&pair.out, -5);
    org_frame_put_u64(&pair.out, G_MAXUINT64);
    org_frame_put_f64(&pair.out, -0.1);
    org_frame_put_text(&pair.out, "Phòng Kế hoạch");
    org_frame_put_text(&pair.out, NULL);
    org_frame_put_bytes(&pair.out, "rest", 4);
    org_frame_end(&pair.out);
    org_frame_begin(&pair.out, 8);
    org_frame_end(&pair.out);
    g_assert_true(org_frame_flush(&pair.out));
    g_assert_true(org_frame_wait(&pair.in, &frame, &error));
    g_assert_cmpuint(frame.type, ==, 7);
    OrgFrameCursor cursor = org_frame_cursor(&frame);
    g_assert_cmpuint(org_frame_get_u32(&cursor), ==, 4000000000u);
    g_assert_cmpint(org_frame_get_i32(&cursor), ==, -5);
    g_assert_cmpuint(org_frame_get_u64(&cursor), ==, G_MAXUINT64);
    g_assert_cmpfloat(org_frame_get_f64(&cursor), ==, -0.1);
    g_autofree char *text = org_frame_get_text(&cursor, 100);
    g_assert_cmpstr(text, ==, "Phòng Kế hoạch");
    g_autofree char *empty = org_frame_get_text(&cursor, 0);
    g_assert_cmpstr(empty, ==, "");
    g_assert_false(org_frame_done(&cursor));
    gsize size;
    const guint8 *rest = org_frame_get_rest(&cursor, &size);
    g_assert_cmpmem(rest, size, "rest", 4);
    g_assert_true(org_frame_done(&cursor));
    g_assert_true(org_frame_wait(&pair.in, &frame, &error));
    g_assert_cmpuint(frame.type, ==, 8);
    g_assert_cmpuint(frame.size, ==, 0);
    pair_close(&pair);
}

/* Fields that are not there, texts that are too long or no UTF-8: the cursor goes bad and stays bad. */
static void
test_bad_fields(void)
{
    static const struct {
        guint32 length;
        const char *bytes;
        gsize size;
    } texts[] = {
        { 5, "abcd", 4 }, { G_MAXUINT32, "abcd", 4 }, { 4, "a\0bc", 4 }, { 2, "\xc3\x28", 2 }, { 11, "elevenbytes", 11 }
    };

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        guint8 bytes[64];
        memcpy(bytes, &texts[i].length, 4);
        memcpy(bytes + 4, texts[i].bytes, texts[i].size);
        OrgFrame frame = { 1, bytes, 4 + texts[i].size };
        OrgFrameCursor cursor = org_frame_cursor(&frame);
        g_assert_null(org_frame_get_text(&cursor, 10));
        g_assert_false(cursor.ok);
        g_assert_cmpuint(org_frame_get_u32(&cursor), ==, 0);
        g_assert_false(org_frame_done(&cursor));
    }
    OrgFrame tiny = { 1, (const guint8 *) "abc", 3 };
    OrgFrameCursor cursor = org_frame_cursor(&tiny);
    g_assert_cmpuint(org_frame_get_u32(&cursor), ==, 0);
    g_assert_false(cursor.ok);
}

/* The same frames whatever the pieces that they come in. */
static void
test_pieces(void)
{
    g_autoptr(GError) error = NULL;
    guint8 bytes[200];
    OrgFrame frame;
    gsize n = 0;

    for (guint32 i = 0; n + ORG_FRAME_HEADER + i <= sizeof bytes && i < 15; i++) {
        guint32 type = 100 + i;
        memcpy(bytes + n, &type, 4);
        memcpy(bytes + n + 4, &i, 4);
        memset(bytes + n + 8, (int) i, i);
        n += ORG_FRAME_HEADER + i;
    }
    for (gsize piece = 1; piece < 40; piece++) {
        Pair pair;
        guint32 seen = 0;
        pair_open(&pair);
        for (gsize at = 0; at < n; at += piece) {
            gsize size = MIN(piece, n - at);
            g_assert_cmpint(send(pair.ends[0], bytes + at, size, 0), ==, (gssize) size);
            g_assert_true(org_frame_fill(&pair.in, &error));
            while (org_frame_next(&pair.in, &frame, &error)) {
                g_assert_cmpuint(frame.type, ==, 100 + seen);
                g_assert_cmpuint(frame.size, ==, seen);
                seen++;
            }
            g_assert_no_error(error);
        }
        g_assert_cmpuint(pair.in.start, ==, pair.in.buffer->len);
        g_assert_cmpuint(seen, >, 10);
        pair_close(&pair);
    }
}

static void
test_too_long(void)
{
    g_autoptr(GError) error = NULL;
    guint32 header[2] = { 1, ORG_FRAME_MAX + 1 };
    OrgFrame frame;
    Pair pair;

    pair_open(&pair);
    g_assert_cmpint(send(pair.ends[0], header, sizeof header, 0), ==, sizeof header);
    g_assert_false(org_frame_wait(&pair.in, &frame, &error));
    g_assert_error(error, ORG_FRAME_ERROR, ORG_FRAME_BROKEN);
    pair_close(&pair);
}

static void
test_closed(void)
{
    g_autoptr(GError) error = NULL;
    guint32 header[2] = { 1, 50 };
    OrgFrame frame;
    Pair pair;

    pair_open(&pair);
    g_assert_cmpint(send(pair.ends[0], header, sizeof header, 0), ==, sizeof header);
    shutdown(pair.ends[0], SHUT_WR);
    g_assert_false(org_frame_wait(&pair.in, &frame, &error));
    g_assert_error(error, ORG_FRAME_ERROR, ORG_FRAME_CLOSED);
    /* Writing to a reader that is gone is an error that stays, and no signal. */
    close(pair.ends[1]);
    for (int i = 0; i < 2; i++) {
        org_frame_begin(&pair.out, 1);
        org_frame_end(&pair.out);
        g_assert_false(org_frame_flush(&pair.out));
    }
    g_assert_cmpint(pair.out.error, ==, EPIPE);
    pair.ends[1] = dup(pair.ends[0]);
    pair_close(&pair);
}

static void
test_descriptors(void)
{
    g_autoptr(GError) error = NULL;
    OrgFrame frame;
    Pair pair;
    int fds[2];
    char byte;

    pair_open(&pair);
    for (int i = 0; i < 2; i++) {
        fds[i] = memfd_create("test", MFD_CLOEXEC);
        g_assert_cmpint(pwrite(fds[i], i ? "b" : "a", 1, 0), ==, 1);
    }
    org_frame_begin(&pair.out, 2); /* one that waits to be sent goes before */
    org_frame_end(&pair.out);
    org_frame_begin(&pair.out, 3);
    org_frame_put_u32(&pair.out, 7);
    g_assert_true(org_frame_end_fds(&pair.out, fds, 2));
    g_assert_true(org_frame_wait(&pair.in, &frame, &error));
    g_assert_cmpuint(frame.type, ==, 2);
    g_assert_true(org_frame_wait(&pair.in, &frame, &error));
    g_assert_cmpuint(frame.type, ==, 3);
    g_assert_cmpuint(frame.size, ==, 4);
    g_assert_cmpuint(pair.in.n_fds, ==, 2);
    for (int i = 0; i < 2; i++) {
        g_assert_cmpint(pair.in.fds[i], !=, fds[i]);
        g_assert_cmpint(fcntl(pair.in.fds[i], F_GETFD) & FD_CLOEXEC, !=, 0);
        g_assert_cmpint(pread(pair.in.fds[i], &byte, 1, 0), ==, 1);
        g_assert_cmpint(byte, ==, i ? 'b' : 'a');
        close(fds[i]);
    }
    pair_close(&pair);
}

/* Who gathers is never held up by a reader that takes nothing, and loses nothing. */
static void
test_gathering(void)
{
    enum { FRAMES = 4000, SIZE = 1000 };
    g_autoptr(GError) error = NULL;
    guint8 bytes[SIZE] = { 0 };
    guint seen = 0;
    OrgFrame frame;
    Pair pair;

    pair_open(&pair);
    pair.out.gathers = TRUE;
    for (guint i = 0; i < FRAMES; i++) {
        org_frame_begin(&pair.out, i);
        org_frame_put_bytes(&pair.out, bytes, SIZE);
        org_frame_end(&pair.out);
        if (i % 100 == 0)
            g_assert_true(org_frame_send_some(&pair.out));
    }
    g_assert_cmpuint(org_frame_unsent(&pair.out), >, 0); /* the socket is full */
    while (seen < FRAMES) {
        g_assert_true(org_frame_send_some(&pair.out));
        g_assert_true(org_frame_wait(&pair.in, &frame, &error));
        g_assert_cmpuint(frame.type, ==, seen++);
        g_assert_cmpuint(frame.size, ==, SIZE);
    }
    g_assert_cmpuint(org_frame_unsent(&pair.out), ==, 0);
    g_assert_cmpuint(pair.out.buffer->len, ==, 0);
    pair_close(&pair);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/frames/fields", test_fields);
    g_test_add_func("/frames/bad-fields", test_bad_fields);
    g_test_add_func("/frames/pieces", test_pieces);
    g_test_add_func("/frames/gathering", test_gathering);
    g_test_add_func("/frames/too-long", test_too_long);
    g_test_add_func("/frames/closed", test_closed);
    g_test_add_func("/frames/descriptors", test_descriptors);
    return g_test_run();
}
