// SPDX-License-Identifier: MIT
/* Replications that several processes share: what a plugin does there is told of it as in one, and the results come in their order. */
#include "hostile.h"
#include <string.h>

typedef struct {
    guint n;
    OrgWorkerStatus status; /* of the last */
    char *message;
    gboolean again;
} Taken;

static void
take(const OrgWorkerResult *result, gpointer data)
{
    Taken *taken = data;

    g_assert_cmpuint(result->replication, ==, taken->n + 1);
    taken->n++;
    taken->status = result->status;
    g_free(taken->message);
    taken->message = org_message_text(result->message, ORG_LANG_EN);
    taken->again |= result->again != NULL;
}

static Taken
replicate(Hostile *h, const char *feature, guint n, guint jobs)
{
    g_autoptr(GError) error = NULL;
    HostileJob prepared;
    Taken taken = { 0 };
    OrgWorkerTaker taker = { .take = take, .data = &taken };

    hostile_prepare(h, &prepared, feature, FALSE);
    OrgWorkerJob many = { prepared.job.plan, prepared.job.organisations, .first = 1, .last = n, .jobs = jobs };
    g_assert_true(org_worker_replicate(h->worker, &many, &taker, &error));
    g_assert_no_error(error);
    hostile_release(h, &prepared);
    return taken;
}

static void
expect_failed(const char *feature, guint calls, const char *said)
{
    for (guint jobs = 1; jobs <= 4; jobs += 1 + (jobs == 2)) {
        Hostile h;
        hostile_start(&h, "crash", NULL);
        if (calls)
            hostile_limit_calls(&h, calls);
        Taken taken = replicate(&h, feature, 30, jobs);
        g_test_message("%u: %s", jobs, taken.message);
        g_assert_cmpint(taken.status, ==, ORG_WORKER_FAILED);
        g_assert_cmpuint(taken.n, ==, 1); /* in order, and the first that fails is the last */
        g_assert_nonnull(strstr(taken.message, "plugin crash (step step-1, 2022-07)"));
        g_assert_nonnull(strstr(taken.message, said));
        g_free(taken.message);
        hostile_stop(&h);
    }
}

/* It is tried again, comes to the same, and is told as the plugin's. */
static void
test_ends(void)
{
    expect_failed("leave", 0, "ended the process with status 0");
    if (!hostile_sanitized())
        expect_failed("die", 0, "was killed by signal 6 (aborted)");
}

/* Whoever hangs is found by the board, for the frame that announced the call may not have been sent. */
static void
test_hangs(void)
{
    expect_failed("loop", 1, "did not return within 1 s");
}

static void
test_good(void)
{
    Hostile h;

    hostile_start(&h, "good", NULL);
    for (guint jobs = 1; jobs <= 5; jobs++) {
        Taken taken = replicate(&h, "polish", 41, jobs);
        g_assert_cmpint(taken.status, ==, ORG_WORKER_DONE);
        g_assert_cmpuint(taken.n, ==, 41);
        g_assert_false(taken.again);
        g_free(taken.message);
    }
    hostile_stop(&h);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hostile/replications/ends", test_ends);
    g_test_add_func("/hostile/replications/hangs", test_hangs);
    g_test_add_func("/hostile/replications/good", test_good);
    return g_test_run();
}
