// SPDX-License-Identifier: MIT
/* Runs a test case in a child process that may take LIMIT_STEPS (steps.h) and LIMIT_MB: what any one file may cost. A child
 * that takes more steps is ended at once; its memory is read off afterwards. Sanitizers take more memory, unbounded. */
#pragma once
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "../steps.h"

/* Four times what the dearest files of the tests take: a workbook of a million rows, fifty thousand names much alike. */
#define LIMIT_STEPS G_GUINT64_CONSTANT(2000000000)
#define LIMIT_MB 256
#ifdef __SANITIZE_ADDRESS__
enum { IS_MEMORY_LIMITED = FALSE };
#else
enum { IS_MEMORY_LIMITED = TRUE };
#endif

static inline void
run_within(GTestDataFunc test, gconstpointer data, gint megabytes)
{
    struct rusage used;
    int status;

    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        guint64 before = steps_taken();
        steps_end_after(LIMIT_STEPS);
        test(data);
        if (g_test_verbose())
            g_test_message("%" G_GUINT64_FORMAT " steps", steps_taken() - before);
        fflush(NULL);
        _exit(g_test_failed() ? 1 : 0);
    }
    g_assert_cmpint(child, >, 0);
    g_assert_cmpint(wait4(child, &status, 0, &used), ==, child);
    if (WIFSIGNALED(status))
        g_test_message("ended by signal %d", WTERMSIG(status));
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
    if (IS_MEMORY_LIMITED)
        g_assert_cmpint(used.ru_maxrss / 1024, <=, megabytes);
    if (g_test_verbose())
        g_test_message("%.2f s, %ld MB", (double) used.ru_utime.tv_sec + (double) used.ru_utime.tv_usec / 1e6,
                       used.ru_maxrss / 1024);
}

static inline void
run_limited(GTestDataFunc test, gconstpointer data)
{
    run_within(test, data, LIMIT_MB);
}
