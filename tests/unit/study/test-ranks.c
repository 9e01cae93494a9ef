// SPDX-License-Identifier: MIT
/* What ranks of a sweep say to each other, and that none of it is believed: the test is the other ranks, in MPI's place. */
#include "../../../engine/study/ranks.h"
#include "../../../engine/study/sweep-ranks.h"
#include <math.h>
#include <string.h>

/* ---- in place of engine/study/ranks-mpi.c */

typedef struct {
    guint rank;
    GBytes *bytes;
} Letter;
static guint ranks_count = 3, ranks_self;
static GQueue inbox = G_QUEUE_INIT, outbox = G_QUEUE_INIT; /* Letter * */
static char hashes[3][SWEEP_HASH];
static guint8 shared[16]; /* what rank 0 said, for another rank */

char *
org_ranks_library(void)
{
    return NULL;
}

gboolean
org_ranks_begin(GError **error)
{
    (void) error;
    return TRUE;
}

void
org_ranks_end(void)
{
}

guint
org_ranks_count(void)
{
    return ranks_count;
}

guint
org_ranks_self(void)
{
    return ranks_self;
}

void
org_ranks_gather(const void *mine, void *all, guint size)
{
    g_assert_cmpuint(size, ==, SWEEP_HASH);
    memcpy(hashes[ranks_self], mine, size);
    if (ranks_self == 0)
        memcpy(all, hashes, sizeof hashes);
}

void
org_ranks_share(void *bytes, guint size)
{
    g_assert_cmpuint(size, <=, sizeof shared);
    if (ranks_self == 0)
        memcpy(shared, bytes, size);
    else
        memcpy(bytes, shared, size);
}

static void
post(GQueue *box, guint rank, const void *bytes, gsize size)
{
    Letter *letter = g_new0(Letter, 1);
    letter->rank = rank;
    letter->bytes = g_bytes_new(bytes, size);
    g_queue_push_tail(box, letter);
}

void
org_ranks_send(guint to, GVariant *message)
{
    g_autoptr(GVariant) held = g_variant_ref_sink(message);
    post(&outbox, to, g_variant_get_data(held), g_variant_get_size(held));
}

GBytes *
org_ranks_take(guint *from)
{
    g_autofree Letter *letter = g_queue_pop_head(&inbox);
    if (!letter)
        return NULL;
    *from = letter->rank;
    return letter->bytes;
}

/* ---- what others say */

static void
say(guint from, guint8 kind, GVariant *content)
{
    g_autoptr(GVariant) message = g_variant_ref_sink(g_variant_new("(yv)", kind, content));
    post(&inbox, from, g_variant_get_data(message), g_variant_get_size(message));
}

static GVariant *
nothing(void)
{
    return g_variant_new_tuple(NULL, 0);
}

static void
say_result(guint from, guint64 number, guint32 status, const char *message, const double *figures, gsize n)
{
    GVariant *list = g_variant_new_fixed_array(G_VARIANT_TYPE_DOUBLE, figures, n, sizeof *figures);
    say(from, 'r', g_variant_new("(tuu@ay@ad)", number, status, 0u, g_variant_new_bytestring(message), list));
}

static void
say_end(guint from, gboolean failed, const char *why)
{
    say(from, 'e', g_variant_new("(b@ay)", failed, g_variant_new_bytestring(why)));
}

/* The next that was sent: to whom, and of GIVE the points. */
static guint8
sent(guint *to, guint64 *first, guint64 *n)
{
    g_autofree Letter *letter = g_queue_pop_head(&outbox);
    g_autoptr(GVariant) content = NULL;
    guint8 kind;
    g_assert_nonnull(letter);
    g_autoptr(GVariant) message =
        g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE("(yv)"), letter->bytes, FALSE));
    g_bytes_unref(letter->bytes);
    g_variant_get(message, "(yv)", &kind, &content);
    *to = letter->rank;
    if (kind == 'g')
        g_variant_get(content, "(tt)", first, n);
    return kind;
}

static gboolean
never(gpointer data)
{
    (void) data;
    return FALSE;
}

static void
record_clear(SweepRecord *record)
{
    g_free(record->message);
    g_free(record->figures);
}

/* ---- rank 0 */

static void
test_gives(void)
{
    ranks_self = 0;
    SweepRanks *ranks = sweep_ranks_new(4, 100, 2);
    g_autoptr(GError) error = NULL;
    const double figures[] = { 1.5, NAN };
    guint64 first, n, mine;
    SweepRecord record;
    guint to;
    g_assert_true(sweep_ranks_next(ranks, never, NULL, &mine));
    g_assert_cmpuint(mine, ==, 4);
    say(2, 'a', nothing());
    g_assert_false(sweep_ranks_hear(ranks, &record, &error));
    g_assert_cmpint(sent(&to, &first, &n), ==, 'g');
    g_assert_cmpuint(to, ==, 2);
    g_assert_cmpuint(first, ==, 5);
    g_assert_cmpuint(n, ==, 95 / 12);
    say_result(2, 6, ORG_WORKER_VETOED, "no", figures, 2);
    g_assert_true(sweep_ranks_hear(ranks, &record, &error));
    g_assert_cmpuint(record.number, ==, 6);
    g_assert_cmpint(record.status, ==, ORG_WORKER_VETOED);
    g_assert_cmpstr(org_message_said(record.message), ==, "no");
    g_assert_true(record.figures[0] == 1.5 && isnan(record.figures[1]));
    record_clear(&record);
    /* It ends without the others of its points: they are the next again, each once. */
    say_end(2, FALSE, "");
    g_assert_false(sweep_ranks_hear(ranks, &record, &error));
    g_assert_no_error(error);
    g_assert_true(sweep_ranks_left(ranks) && !sweep_ranks_all_ended(ranks));
    guint64 seen = 0;
    for (guint i = 0; i < 6; i++) {
        g_assert_true(sweep_ranks_next(ranks, never, NULL, &mine));
        seen |= (guint64) 1 << mine;
    }
    g_assert_cmpuint(seen, ==, 0xfff & ~0x1f & ~(1u << 6));
    g_assert_true(sweep_ranks_next(ranks, never, NULL, &mine));
    g_assert_cmpuint(mine, ==, 12);
    sweep_ranks_stop(ranks);
    g_assert_cmpint(sent(&to, &first, &n), ==, 's');
    g_assert_cmpuint(to, ==, 1);
    g_assert_null(g_queue_peek_head(&outbox));
    sweep_ranks_free(ranks);
}

/* Rank 1 has the first point, and sends this; the sentence is told, and nothing is taken. */
static void
lie(void (*what)(void), const char *sentence)
{
    ranks_self = 0;
    SweepRanks *ranks = sweep_ranks_new(0, 8, 2);
    g_autoptr(GError) error = NULL;
    guint64 first, n;
    SweepRecord record;
    guint to;
    say(1, 'a', nothing());
    g_assert_false(sweep_ranks_hear(ranks, &record, &error));
    g_assert_no_error(error);
    sent(&to, &first, &n);
    what();
    g_assert_false(sweep_ranks_hear(ranks, &record, &error));
    g_assert_nonnull(error);
    g_assert_nonnull(strstr(error->message, sentence));
    g_assert_null(g_queue_peek_head(&outbox));
    sweep_ranks_free(ranks);
}

static const double two[] = { 1, 2, INFINITY };
static void
garbage(void)
{
    post(&inbox, 1, "\x01\x02garbage", 9);
}
static void
empty(void)
{
    post(&inbox, 1, "", 0);
}
static void
unknown_kind(void)
{
    say(1, 'z', nothing());
}
static void
other_content(void)
{
    say(1, 'r', g_variant_new("(s)", "result"));
}
static void
from_above(void)
{
    say(1, 'g', g_variant_new("(tt)", (guint64) 0, (guint64) 1));
}
static void
not_given(void)
{
    say_result(1, 5, ORG_WORKER_DONE, "", two, 2);
}
static void
beyond(void)
{
    say_result(1, G_MAXUINT64, ORG_WORKER_DONE, "", two, 2);
}
static void
of_another(void)
{
    say_result(2, 0, ORG_WORKER_DONE, "", two, 2);
}
static void
bad_status(void)
{
    say_result(1, 0, ORG_WORKER_INTERRUPTED, "", two, 2);
}
static void
few_figures(void)
{
    say_result(1, 0, ORG_WORKER_DONE, "", two, 1);
}
static void
many_figures(void)
{
    say_result(1, 0, ORG_WORKER_DONE, "", two, 3);
}
static void
infinite(void)
{
    say_result(1, 0, ORG_WORKER_DONE, "", two + 1, 2);
}
static void
bad_message(void)
{
    say_result(1, 0, ORG_WORKER_DONE, "\xff[\"%s\"]", two, 2);
}
static void
no_text(void)
{
    say_result(1, 0, ORG_WORKER_DONE, "\xc3(", two, 2);
}
static void
failed(void)
{
    say_end(1, TRUE, "no process can be had");
}

static void
test_lies(void)
{
    static void (*const lies[])(void) = { garbage,      empty,    unknown_kind, other_content, from_above,
                                          not_given,    beyond,   of_another,   bad_status,    few_figures,
                                          many_figures, infinite, bad_message,  no_text };
    for (guint i = 0; i < G_N_ELEMENTS(lies); i++)
        lie(lies[i], "sent what is no result of a point that it was given");
    lie(failed, "rank 1: no process can be had");
}

/* ---- another rank */

/* Rank 0 answers while this one waits. */
static gboolean
answer(gpointer data)
{
    const guint64 *range = data;
    say(0, 'g', g_variant_new("(tt)", range[0], range[1]));
    return FALSE;
}

static gboolean
at_once(gpointer data)
{
    (void) data;
    return TRUE;
}

static void
test_takes(void)
{
    static guint64 some[] = { 3, 2 }, beyond_all[] = { 9, 2 };
    guint64 first, n, number = 0;
    guint to;
    ranks_self = 1;
    SweepRanks *ranks = sweep_ranks_new(0, 10, 1);
    say(0, 'g', g_variant_new("(tt)", (guint64) 8, (guint64) 1)); /* nobody asked for it */
    say(2, 's', nothing());                                       /* not rank 0's word */
    g_assert_false(sweep_ranks_told_to_stop(ranks));
    for (guint64 i = 3; i < 5; i++) {
        g_assert_true(sweep_ranks_next(ranks, answer, some, &number));
        g_assert_cmpuint(number, ==, i);
    }
    g_assert_false(sweep_ranks_next(ranks, answer, beyond_all, &number));
    for (guint i = 0; i < 2; i++) {
        g_assert_cmpint(sent(&to, &first, &n), ==, 'a');
        g_assert_cmpuint(to, ==, 0);
    }
    g_assert_null(g_queue_peek_head(&outbox));
    sweep_ranks_free(ranks);

    ranks = sweep_ranks_new(0, 10, 1);
    g_assert_false(sweep_ranks_next(ranks, at_once, NULL, &number));
    g_assert_cmpint(sent(&to, &first, &n), ==, 'a');
    say(0, 's', nothing());
    g_assert_true(sweep_ranks_told_to_stop(ranks));
    say(0, 'p', nothing());
    sweep_ranks_end(ranks, NULL);
    g_assert_cmpint(sent(&to, &first, &n), ==, 'e');
    sweep_ranks_free(ranks);
}

static void
test_agree(void)
{
    static const char *const said[][3] = {
        { "a", "a", "a" }, { "a", "a", "b" }, { "a", NULL, "b" }, { NULL, "a", NULL }
    };
    static const char *const sentences[] = { NULL, "rank 2 reads another sweep", "rank 1 cannot read", NULL };
    for (guint i = 0; i < G_N_ELEMENTS(said); i++) {
        gboolean teller, good[3], tells[3];
        g_autoptr(GError) error = NULL;
        memset(hashes, 0, sizeof hashes);
        for (guint rank = 1; rank < 3; rank++)
            g_strlcpy(hashes[rank], said[i][rank] ? said[i][rank] : "", SWEEP_HASH);
        ranks_self = 0;
        good[0] = sweep_ranks_agree(said[i][0], &teller, &error);
        tells[0] = teller;
        g_assert_true((error != NULL) == (sentences[i] != NULL));
        g_assert_true(!error || strstr(error->message, sentences[i]));
        for (ranks_self = 1; ranks_self < 3; ranks_self++) {
            g_autoptr(GError) none = NULL;
            good[ranks_self] = sweep_ranks_agree(said[i][ranks_self], &tells[ranks_self], &none);
            g_assert_no_error(none);
        }
        g_assert_true(good[0] == (i == 0) && good[1] == good[0] && good[2] == good[0]);
        g_assert_true(tells[0] && tells[1] == (i == 2) && !tells[2]);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ranks/gives", test_gives);
    g_test_add_func("/ranks/lies", test_lies);
    g_test_add_func("/ranks/takes", test_takes);
    g_test_add_func("/ranks/agree", test_agree);
    return g_test_run();
}
